package second

import (
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"chartproof.org/chartproof/engine/chart"
	engine "chartproof.org/chartproof/engine/review"
	"chartproof.org/chartproof/ui/focus"
	"chartproof.org/chartproof/ui/pageview"
	"chartproof.org/chartproof/ui/phrase"
	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/review"
	"chartproof.org/chartproof/ui/uikit"
)

// Hooks is what the screen asks of the frame around it.
type Hooks struct {
	Next func(id chart.DocumentID) // another document, or the queue
	Sign func(id chart.DocumentID) // this one, to be signed or worked on
	Back func()                    // the queue
	// Changed tells that other commands can run than before.
	Changed func()
}

// Screen is the second look.
type Screen struct {
	kit   *uikit.Kit
	p     *present.SecondPresenter
	hooks Hooks
	snap  present.SecondSnapshot

	page    *pageview.View
	picture *pageview.View
	nowhere *uikit.Text
	heading *uikit.Paragraph
	title   *uikit.Text
	label   *uikit.SectionTitle
	entry   *review.Blind
	mark    *uikit.Paragraph
	warn    *uikit.Paragraph
	notice  *uikit.Paragraph
	says    *uikit.Paragraph
	trouble *uikit.ErrorPanel
	choices []*uikit.Button
	list    *fyne.Container
	body    *fyne.Container
	top     *fyne.Container
	desk    *fyne.Container
	foot    *fyne.Container
	aside   *fyne.Container // in place of page and field
	goOn    *uikit.Button   // in it
	obj     fyne.CanvasObject

	front  bool
	stamp  int
	sheet  any
	turn   int
	marks  []present.PageMark
	glance int
	whole  bool
}

// New makes the screen.
func New(house present.SecondHouse, kit *uikit.Kit, clock present.Clock, check engine.Check, hooks Hooks) *Screen {
	s := &Screen{kit: kit, hooks: hooks, stamp: -1}
	s.p = present.NewSecond(house, kit.Dispatch, clock, s, present.SecondOptions{Prepare: review.Prepare, Check: check,
		Next: hooks.Next, Sign: hooks.Sign, Back: hooks.Back})
	s.build()
	s.Render(present.SecondSnapshot{})
	return s
}

func (s *Screen) build() {
	quiet := uikit.Style{Color: uikit.ColorQuiet}
	s.page, s.picture = pageview.New(s.kit), pageview.NewPicture(s.kit)
	s.nowhere = uikit.NewText("", uikit.Style{Color: uikit.ColorQuiet, Align: fyne.TextAlignCenter})
	s.heading = uikit.NewParagraph("", uikit.Style{Size: uikit.SizeTitle, Bold: true})
	s.title, s.label = uikit.NewText("", quiet), uikit.NewSectionTitle("")
	s.entry = review.NewBlind(s.kit, func(text string) { s.p.Typed(text) }, func(n int) { s.p.Choose(n) })
	s.mark = uikit.NewParagraph("", uikit.Style{Bold: true, Color: uikit.ColorAccent})
	s.warn = uikit.NewParagraph("", uikit.Style{Bold: true, Color: uikit.ColorWrong})
	s.notice = uikit.NewParagraph("", uikit.Style{Color: uikit.ColorAccent})
	s.says = uikit.NewParagraph("", quiet)
	s.trouble = uikit.NewErrorPanel(s.kit.NewButton(uikit.T("Understood"), uikit.Key{}, func() {
		s.p.Dismiss()
		s.Focus()
	}))
	s.list = uikit.VStack(8)
	for i := range present.MostLookChoices {
		b := s.kit.NewButton("", uikit.K(fyne.KeyName(strconv.Itoa(i+1))), func() { s.p.Choose(i + 1) })
		s.choices = append(s.choices, b)
		s.list.Add(b)
	}
	s.foot = container.New(&keyRows{}, uikit.NewKeyCap(uikit.K(fyne.KeyReturn).String(), uikit.T("go on"), func() { s.p.GoOn() }),
		uikit.NewKeyCap(uikit.K(fyne.KeyF3).String(), uikit.T("not on this page; twice: illegible"), func() { s.p.Mark() }))
	s.body = uikit.VStack(8, s.label, s.entry.Widget(), s.mark, s.warn, s.list, s.says)
	card := uikit.NewFrame(uikit.VStack(0, container.New(pictureLayout{}, s.picture, s.nowhere), uikit.NewLine(), uikit.NewPane(14, 10, s.body),
		uikit.NewLine(), uikit.NewGround(uikit.ColorGround, 14, 9, s.foot)))
	s.top = uikit.VStack(10, s.heading, s.title, s.trouble.Object(), s.notice, card)
	column := uikit.NewScroll(uikit.NewPane(16, 12, s.top))
	s.desk = container.New(&sides{s.kit.Theme}, s.page, uikit.NewLine(), s.kit.Flat(column))
	s.aside = container.NewStack()
	s.obj = container.NewStack(s.desk, s.aside)
}

// Object is what the window shows.
func (s *Screen) Object() fyne.CanvasObject { return s.obj }

// SetFront tells whether the window shows the second look; only then may the screen move the focus.
func (s *Screen) SetFront(on bool) { s.front = on }

// Open shows a document that waits for a look.
func (s *Screen) Open(id chart.DocumentID) { s.p.Open(id) }

// Seal blanks the screen and gives what seals what was half typed.
func (s *Screen) Seal() present.Sealer {
	seal := s.p.Sealer()
	s.clear()
	return seal
}

// Close forgets the document.
func (s *Screen) Close() {
	s.p.Close()
	s.clear()
}

// clear drops every pixel and every letter of a chart.
func (s *Screen) clear() {
	s.page.Clear()
	s.picture.Clear()
	s.entry.Wipe()
	for _, b := range s.choices {
		b.SetTitle("")
		b.Hide()
	}
	s.sheet, s.marks, s.stamp = nil, nil, -1
}

// Focus gives the keys to the entry, or to what stands in its place.
func (s *Screen) Focus() {
	if !s.front {
		return
	}
	switch {
	case s.snap.Phase == present.SecondOpen:
		if focus.At() != fyne.Focusable(s.entry.Widget()) {
			focus.On(s.entry.Widget())
		}
	case s.goOn != nil:
		focus.On(s.goOn)
	}
}

// Render draws a snapshot.
func (s *Screen) Render(snap present.SecondSnapshot) {
	before := s.snap
	s.snap = snap
	if snap.Phase != present.SecondOpen {
		if before.Phase == present.SecondOpen {
			s.clear()
		}
		s.showAside(snap)
	} else {
		s.aside.Objects, s.aside.Hidden = nil, true
		s.desk.Show()
		s.showField(snap)
		s.showPage(snap)
	}
	if s.hooks.Changed != nil && (before.Phase != snap.Phase || before.CanShow != snap.CanShow || before.TakeBack != snap.TakeBack || len(before.Choices) != len(snap.Choices)) {
		s.hooks.Changed()
	}
	s.Focus()
}

func (s *Screen) showField(snap present.SecondSnapshot) {
	s.heading.SetText(phrase.Text(snap.Heading))
	s.title.SetText(phrase.Text(snap.Title))
	s.trouble.Show(phrase.Fault(snap.Problem))
	s.label.Set(phrase.Text(snap.Label))
	if snap.Stamp != s.stamp {
		s.stamp = snap.Stamp
		s.entry.Set(snap.Value.Reveal())
	}
	s.entry.Close(len(snap.Choices) > 0 || snap.Busy)
	for p, l := range map[*uikit.Paragraph]present.Line{s.mark: snap.Mark, s.warn: snap.Warn, s.notice: snap.Notice} {
		p.SetText(phrase.Text(l))
		p.Hidden = l.Empty()
	}
	s.says.SetText(sentences(snap.Says))
	s.list.Hidden = len(snap.Choices) == 0
	for i, b := range s.choices {
		b.Hidden = i >= len(snap.Choices)
		title := ""
		if !b.Hidden {
			title = choiceText(snap.Choices[i])
		}
		b.SetTitle(title)
	}
	uikit.Relayout(s.list)
	uikit.Settle(s.top)
}

func choiceText(c present.LookChoice) string {
	text := c.Value.Reveal()
	if l := present.VerdictOfLook(c); !l.Empty() {
		text = phrase.Text(l)
	}
	if c.Mine {
		return uikit.T("{{.Value}} (as you typed)", uikit.A{"Value": text})
	}
	return text
}

func sentences(ls []present.Line) string {
	parts := make([]string, len(ls))
	for i, l := range ls {
		parts[i] = phrase.Text(l)
	}
	return strings.Join(parts, " ")
}

// showPage draws the page with the field lit, and the field's own picture.
func (s *Screen) showPage(snap present.SecondSnapshot) {
	pg := snap.Page
	sheet, _ := pg.Sheet.(*pageview.Pyramid)
	if pg.Sheet != s.sheet || pg.Turn != s.turn {
		s.sheet, s.turn = pg.Sheet, pg.Turn
		s.page.SetPage(sheet, pg.Turn)
		s.glance = pg.Glance - 1
	}
	marks := make([]pageview.Mark, len(pg.Marks))
	for i, m := range pg.Marks {
		marks[i] = review.Mark(m)
	}
	if !slices.Equal(pg.Marks, s.marks) {
		s.marks = pg.Marks
		s.page.SetMarks(marks)
	}
	if sheet != nil && (pg.Glance != s.glance || pg.Whole != s.whole) {
		s.glance, s.whole = pg.Glance, pg.Whole
		if pg.Whole || pg.Looking.Empty() {
			s.page.FitPage()
		} else {
			s.page.Reveal(pg.Looking)
		}
	}
	show := sheet != nil && !pg.Looking.Empty()
	s.picture.Hidden, s.nowhere.Hidden = !show, show
	if !show {
		s.picture.Clear()
		s.nowhere.SetText(s.whyNoPicture(snap))
		return
	}
	masks := slices.DeleteFunc(marks, func(m pageview.Mark) bool { return m.Kind == pageview.Lit })
	s.picture.SetPage(sheet, pg.Turn)
	s.picture.SetMarks(masks)
	s.picture.ShowBox(pg.Looking.Grow(0.004, pg.Looking.Height()*0.45), review.PictureScale(pg.Looking, sheet, pg.Turn))
}

func (s *Screen) whyNoPicture(snap present.SecondSnapshot) string {
	switch {
	case snap.Page.Missing:
		return uikit.T("The page could not be read.")
	case snap.Page.Sheet == nil:
		return uikit.T("Loading the page…")
	case snap.Place == 0:
		return uikit.T("It was not found on the page.")
	}
	return uikit.T("It stands on page {{.N}}.", uikit.A{"N": snap.Place})
}

// scrollPage moves the page by most of what is seen, and turns to the neighbouring page at its end.
func (s *Screen) scrollPage(by int) {
	v := s.page.Viewport()
	if v.Valid() {
		if moved := v.Pan(0, float64(by)*v.ViewH*0.85); moved.Y != v.Y {
			s.page.SetViewport(moved)
			return
		}
	}
	s.p.GoPageStep(by)
}

// showAside says what there is in place of a field.
func (s *Screen) showAside(snap present.SecondSnapshot) {
	s.desk.Hide()
	s.aside.Hidden = false
	var body fyne.CanvasObject
	s.goOn = nil
	switch snap.Phase {
	case present.SecondLoading:
		body = uikit.NewEmptyState(uikit.T("Opening…"), "")
	case present.SecondFailed:
		f := phrase.Fault(snap.Problem)
		body = uikit.NewEmptyState(f.Happened, f.Safe+" "+f.Do)
	case present.SecondWaits, present.SecondDone:
		body = s.standing(snap)
	default:
		body = uikit.NewEmptyState(uikit.T("No document is open"), uikit.T("Choose one from the queue; Enter opens it."))
	}
	s.aside.Objects = []fyne.CanvasObject{uikit.NewGround(uikit.ColorGround, 0, 0, body)}
	s.aside.Refresh()
	uikit.Settle(s.obj)
}

// standing says what the document waits for, or that nothing is left, and what the keys do.
func (s *Screen) standing(snap present.SecondSnapshot) fyne.CanvasObject {
	s.goOn = s.kit.NewPrimary(uikit.T("Next document"), uikit.K(fyne.KeyReturn), func() { s.p.GoOn() })
	buttons := container.New(&keyRows{}, s.goOn)
	if snap.CanSign {
		buttons.Add(s.kit.NewButton(uikit.T("Sign it now"), uikit.Ctrl(fyne.KeyS), func() { s.p.Sign() }))
	}
	if snap.TakeBack {
		buttons.Add(s.kit.NewButton(uikit.T("Take it back to the first pass"), uikit.K(fyne.KeyF8), func() { s.p.TakeBack() }))
	}
	problem := uikit.NewErrorPanel()
	problem.Show(phrase.Fault(snap.Problem))
	text := uikit.VStack(12, uikit.NewParagraph(phrase.Text(snap.Heading), uikit.Style{Size: uikit.SizeTitle, Bold: true}),
		uikit.NewParagraph(phrase.Text(snap.Title), uikit.Style{Color: uikit.ColorQuiet}), problem.Object(),
		uikit.NewParagraph(sentences(snap.Says), uikit.Style{}), buttons)
	return container.NewCenter(uikit.NewCard(uikit.Width(520, text)))
}
