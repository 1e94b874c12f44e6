package coding

import (
	"fmt"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/ui/focus"
	"chartproof.org/chartproof/ui/pageview"
	"chartproof.org/chartproof/ui/phrase"
	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/uikit"
)

// Coding is what the screen asks of its presenter.
type Coding interface {
	Move(row int)
	Step(by int)
	Suggest(n int)
	Show(n int)
	Remove()
	Order(by int)
	Point(letter int)
	Undo()
	Turn(by int)
	Ask(a present.CodingAsk)
	Find(text string)
	Choose(at int, typed string)
	Type(text string)
	AskSign()
	Sign(password string)
	Compare()
	Differ(at int)
	Export()
	Back() bool
}

// Screen is the coder's screen.
type Screen struct {
	kit  *uikit.Kit
	do   Coding
	snap present.CodingSnapshot
	obj  fyne.CanvasObject

	front               bool
	page                *pageview.View
	sheet               any
	marks               []geom.Box
	whole               bool
	fault               *uikit.ErrorPanel
	head, dates, says   *uikit.Paragraph
	changed, lists      *uikit.Paragraph
	count               *uikit.Text
	rows, hits, differs *uikit.ListView
	entry, secret       *uikit.Field
	compared, full      *uikit.Paragraph
	suggestions         *fyne.Container
	sheetPart, findPart fyne.CanvasObject
	typePart, signPart  fyne.CanvasObject
	differPart          fyne.CanvasObject
	typed               *uikit.Field
	top                 *fyne.Container
	right               *fyne.Container
	shown               []present.CodeSuggestion
}

// New makes the screen; done goes back to where the person came from.
func New(kit *uikit.Kit, done func()) *Screen {
	s := &Screen{kit: kit, page: pageview.New(kit), fault: uikit.NewErrorPanel(), head: uikit.NewParagraph("", uikit.Style{Mono: true}),
		dates: uikit.NewParagraph("", uikit.Style{}), says: uikit.NewParagraph("", uikit.Style{Color: uikit.ColorDone}),
		changed: uikit.NewParagraph("", uikit.Style{Color: uikit.ColorAccent, Bold: true}),
		lists:   uikit.NewParagraph("", uikit.Style{Size: uikit.SizeSmall, Color: uikit.ColorQuiet}), count: uikit.NewText("", uikit.Style{Color: uikit.ColorQuiet}),
		compared: uikit.NewParagraph("", uikit.Style{Color: uikit.ColorQuiet}), full: uikit.NewParagraph("", uikit.Style{}), suggestions: uikit.VStack(2)}
	s.rows = kit.NewList(newRow, s.updateRow)
	s.rows.OnMove = func(i int) { s.do.Move(i) }
	s.hits = kit.NewList(newRow, s.updateHit)
	s.hits.OnOpen = func(i int) { s.do.Choose(i, s.entry.Entry.Text) }
	s.differs = kit.NewList(newRow, s.updateDiffer)
	s.differs.OnMove = func(i int) { s.do.Differ(i) }
	s.entry = kit.NewField(uikit.T("Code or words"))
	s.entry.Entry.OnChanged = func(text string) { s.do.Find(text) }
	s.entry.Entry.OnSubmitted = func(text string) { s.do.Choose(s.snap.HitAt, text) }
	s.typed = kit.NewField("")
	s.typed.Entry.OnSubmitted = func(text string) { s.do.Type(text) }
	s.secret = kit.NewPassword(uikit.T("Password"))
	s.secret.Entry.OnSubmitted = func(text string) { s.do.Sign(text) }
	s.sheetPart = focus.Column(uikit.NewSectionTitle(uikit.T("Diagnoses and services")), kit.Flat(s.rows), nil)
	s.findPart = focus.Column(s.entry.Object(), kit.Flat(s.hits), nil)
	s.typePart = uikit.VStack(8, s.typed.Object())
	s.signPart = uikit.VStack(8, uikit.NewParagraph(uikit.T("What you changed is signed as an addendum and sent. The record that was signed before stays as it is."), uikit.Style{}),
		s.secret.Object(), container.NewHBox(kit.NewPrimary(uikit.T("Sign and send"), uikit.Key{}, func() { s.do.Sign(s.secret.Entry.Text) })))
	s.differPart = focus.Column(uikit.VStack(6, uikit.NewSectionTitle(uikit.T("What differs")), s.compared), kit.Flat(s.differs),
		container.NewHBox(kit.NewButton(uikit.T("Write as a table"), uikit.Ctrl(fyne.KeyE), func() { s.do.Export() })))
	s.top = uikit.VStack(6, focus.Row(nil, s.head, kit.NewButton(uikit.T("Back"), uikit.K(fyne.KeyEscape), done)), s.dates, s.changed, s.fault.Object(), s.says)
	s.right = container.NewStack(s.sheetPart, s.findPart, s.typePart, s.signPart, s.differPart)
	foot := uikit.VStack(6, s.full, s.suggestions, s.lists)
	left := focus.Column(nil, s.page, uikit.NewPane(16, 4, s.count))
	s.obj = uikit.Halves(0.56, left, uikit.NewPane(16, 12, focus.Column(s.top, s.right, foot)))
	return s
}

// Bind gives the screen its presenter.
func (s *Screen) Bind(do Coding) {
	s.do = do
	s.RenderCoding(present.CodingSnapshot{})
}

// Object is what the window shows.
func (s *Screen) Object() fyne.CanvasObject { return s.obj }

// SetFront tells whether the window shows the screen; only then may it move the focus.
func (s *Screen) SetFront(on bool) { s.front = on }

// Focus gives the keys to what is at hand.
func (s *Screen) Focus() {
	switch s.snap.Step {
	case present.CodingFind:
		focus.On(s.entry.Entry)
	case present.CodingType:
		focus.On(s.typed.Entry)
	case present.CodingSign:
		focus.On(s.secret.Entry)
	case present.CodingDiffer:
		focus.On(s.differs)
	default:
		focus.On(s.rows)
	}
}

// Whole shows the whole page, or the place at hand again.
func (s *Screen) Whole() {
	if s.whole = !s.whole; s.whole {
		s.page.FitPage()
		return
	}
	s.page.FitWidth()
}

// RenderCoding draws a snapshot.
func (s *Screen) RenderCoding(snap present.CodingSnapshot) {
	before := s.snap
	s.snap = snap
	set(s.head, headOf(snap))
	set(s.dates, phrase.Text(snap.Dates))
	set(s.changed, phrase.Text(snap.Changed))
	set(s.says, phrase.Text(snap.Says))
	set(s.lists, phrase.Text(snap.Lists))
	set(s.compared, phrase.Text(snap.Compared))
	set(s.full, atHand(snap))
	s.fault.Show(phrase.Fault(snap.Problem))
	s.rows.SetLength(len(snap.Rows))
	s.rows.SetAt(min(snap.At, len(snap.Rows)-1))
	s.hits.SetLength(len(snap.Hits))
	s.hits.SetAt(min(snap.HitAt, len(snap.Hits)-1))
	s.differs.SetLength(len(snap.Differences))
	s.differs.SetAt(min(snap.DifferAt, len(snap.Differences)-1))
	s.showPage(snap)
	s.showStep(snap, before)
	s.showSuggestions(snap)
	uikit.Settle(s.obj)
}

func set(p *uikit.Paragraph, text string) {
	p.SetText(text)
	p.Hidden = text == ""
}

// atHand is the whole title of what is at hand: in the list it may be cut.
func atHand(snap present.CodingSnapshot) string {
	switch {
	case snap.Step == present.CodingSheet && snap.At < len(snap.Rows) && snap.Rows[snap.At].Title != "":
		return snap.Rows[snap.At].Code + "  " + snap.Rows[snap.At].Title
	case snap.Step == present.CodingFind && snap.HitAt < len(snap.Hits):
		return snap.Hits[snap.HitAt].Code + "  " + snap.Hits[snap.HitAt].Title
	case snap.Step == present.CodingDiffer && snap.DifferAt < len(snap.Differences):
		return phrase.Text(snap.Differences[snap.DifferAt].Says)
	}
	return ""
}

func headOf(snap present.CodingSnapshot) string {
	switch {
	case !snap.Open:
		return uikit.T("Open a signed document from the queue, then code it with {{.Key}}.", uikit.A{"Key": uikit.Key{Name: fyne.KeyJ, Mod: fyne.KeyModifierShortcutDefault | fyne.KeyModifierShift}.String()})
	case snap.Loading:
		return uikit.T("Opening the document…")
	}
	return phrase.Text(snap.Head)
}

func (s *Screen) showStep(snap, before present.CodingSnapshot) {
	for part, step := range map[fyne.CanvasObject]present.CodingStep{s.sheetPart: present.CodingSheet, s.findPart: present.CodingFind,
		s.typePart: present.CodingType, s.signPart: present.CodingSign, s.differPart: present.CodingDiffer} {
		if step == snap.Step {
			part.Show()
		} else {
			part.Hide()
		}
	}
	if snap.Typed != before.Typed {
		for _, f := range []*uikit.Field{s.entry, s.typed, s.secret} {
			f.Entry.SetText("")
		}
	}
	s.entry.SetLabel(asked(snap.Ask))
	s.typed.SetLabel(asked(snap.Ask))
	for _, f := range []*uikit.Field{s.entry, s.typed, s.secret} {
		f.SetNote(phrase.Text(snap.Wrong), uikit.ToneWrong)
	}
	if s.front && (snap.Step != before.Step || snap.Open != before.Open || before.Loading && !snap.Loading) {
		s.Focus()
	}
}

func asked(a present.CodingAsk) string {
	switch a {
	case present.AskService:
		return uikit.T("Service: code or words")
	case present.AskOther:
		return uikit.T("Another code: code or words")
	case present.AskModifiers:
		return uikit.T("Modifiers, as 25 59")
	case present.AskUnits:
		return uikit.T("Units")
	case present.AskDay:
		return uikit.T("Day of service, as 03/14/2026")
	}
	return uikit.T("Diagnosis: code or words")
}

func (s *Screen) showPage(snap present.CodingSnapshot) {
	if snap.Sheet != s.sheet {
		s.sheet = snap.Sheet
		p, _ := snap.Sheet.(*pageview.Pyramid)
		if p == nil {
			s.page.Clear()
		} else {
			s.page.SetPage(p, snap.Upright)
			s.page.FitWidth()
		}
		s.marks = nil
	}
	if !slices.Equal(s.marks, snap.Marks) {
		s.marks = snap.Marks
		marks := make([]pageview.Mark, len(snap.Marks))
		for i, b := range snap.Marks {
			marks[i] = pageview.Mark{Kind: pageview.Lit, Box: b}
		}
		s.page.SetMarks(marks)
		if len(marks) > 0 && !s.whole {
			s.page.Reveal(snap.Marks[0])
		}
	}
	s.count.SetText("")
	if snap.Pages > 0 {
		s.count.SetText(uikit.T("Redacted page {{.N}} of {{.All}}", uikit.A{"N": snap.Page, "All": snap.Pages}))
	}
}

// showSuggestions lists the codes that words speak for, each with its key and those words.
func (s *Screen) showSuggestions(snap present.CodingSnapshot) {
	s.suggestions.Hidden = snap.Step != present.CodingSheet || len(snap.Suggestions) == 0
	same := slices.EqualFunc(s.shown, snap.Suggestions, func(a, b present.CodeSuggestion) bool { return a.Code == b.Code && a.Said == b.Said })
	if same {
		return
	}
	s.shown = snap.Suggestions
	s.suggestions.Objects = nil
	if len(snap.Suggestions) > 0 {
		s.suggestions.Add(uikit.NewSectionTitle(uikit.T("The page speaks for")))
	}
	for i, c := range snap.Suggestions[:min(len(snap.Suggestions), 6)] {
		n := i + 1
		text := fmt.Sprintf("%s  %s — “%s”", c.Code, c.Title, c.Said.Reveal())
		line := uikit.NewText(text, uikit.Style{})
		s.suggestions.Add(focus.Row(uikit.NewKeyCap(fmt.Sprint(n), "", func() { s.do.Suggest(n) }), line, nil))
	}
	s.suggestions.Refresh()
}

// Close forgets the page.
func (s *Screen) Close() {
	s.page.Clear()
	s.sheet, s.marks = nil, nil
	s.secret.Entry.SetText("")
}
