package pages

import (
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"chartproof.org/chartproof/ui/focus"
	"chartproof.org/chartproof/ui/pageview"
	"chartproof.org/chartproof/ui/phrase"
	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/review"
	"chartproof.org/chartproof/ui/uikit"
)

// Pages is what the screen asks of its presenter.
type Pages interface {
	Select(place int)
	Up()
	Down()
	Begin()
	Join()
	Out()
	Turn(degrees int)
	MayPut() bool
	NextOfScan()
	Leave()
	CancelRead()
	Undo()
	Keep()
}

// Screen is the pages of a file.
type Screen struct {
	kit   *uikit.Kit
	do    Pages
	snap  present.PagesSnapshot
	obj   fyne.CanvasObject
	front bool

	page          *pageview.View
	sheet         any
	turn          int
	marks         []present.PageMark
	nothing       *uikit.Text
	list          *uikit.ListView
	fault         *uikit.ErrorPanel
	says, summary *uikit.Paragraph
	loses         *uikit.Paragraph // what does not carry over
	progress      *uikit.ProgressPanel
	note          *uikit.Paragraph // why the document at hand cannot be changed
	keep          *uikit.Button
	keys          *fyne.Container

	// OnPut asks for the file of the disk whose pages shall be put in.
	OnPut func(present.PutIn)
	// OnStep tells that other commands can run than before.
	OnStep func()
}

// New makes the screen; done goes back to where the person came from.
func New(kit *uikit.Kit, done func()) *Screen {
	s := &Screen{kit: kit, page: pageview.New(kit), fault: uikit.NewErrorPanel(), says: uikit.NewParagraph("", uikit.Style{}),
		summary: uikit.NewParagraph("", uikit.Style{Color: uikit.ColorAccent, Bold: true}), note: uikit.NewParagraph("", uikit.Style{Color: uikit.ColorDoubt}),
		nothing: uikit.NewText("", uikit.Style{Color: uikit.ColorQuiet, Align: fyne.TextAlignCenter})}
	s.loses = uikit.NewParagraph("", uikit.Style{Color: uikit.ColorDoubt})
	s.progress = kit.NewProgress(uikit.K(fyne.KeyEscape), func() { s.do.CancelRead() })
	s.list = kit.NewList(newRow, s.update)
	s.list.OnMove = func(i int) { s.do.Select(i) }
	s.keep = kit.NewPrimary(uikit.T("Keep"), uikit.Ctrl(fyne.KeyReturn), func() { s.do.Keep() })
	s.keys = container.NewGridWithColumns(2)
	for _, k := range []struct {
		key   uikit.Key
		title string
		do    func()
	}{
		{uikit.Alt(fyne.KeyUp), uikit.T("move up"), func() { s.do.Up() }}, {uikit.Alt(fyne.KeyDown), uikit.T("move down"), func() { s.do.Down() }},
		{uikit.K(fyne.KeyF5), uikit.T("begin a document here"), func() { s.do.Begin() }}, {uikit.Shift(fyne.KeyF5), uikit.T("join to the one before"), func() { s.do.Join() }},
		{uikit.K(fyne.KeyF6), uikit.T("take out"), func() { s.do.Out() }}, {uikit.Ctrl(fyne.KeyZ), uikit.T("take back"), func() { s.do.Undo() }},
		{uikit.K(fyne.KeyF7), uikit.T("turn right"), func() { s.do.Turn(90) }}, {uikit.Shift(fyne.KeyF7), uikit.T("turn left"), func() { s.do.Turn(-90) }},
		{uikit.K(fyne.KeyF8), uikit.T("insert pages after"), func() { s.put(present.PutBehind) }}, {uikit.K(fyne.KeyF9), uikit.T("replace by a scan"), func() { s.put(present.PutInstead) }},
	} {
		s.keys.Add(uikit.NewKeyCap(k.key.String(), k.title, k.do))
	}
	head := focus.Row(nil, uikit.NewParagraph(uikit.T("The pages of this file"), uikit.Style{Size: uikit.SizeTitle, Bold: true}),
		kit.NewButton(uikit.T("Back"), uikit.K(fyne.KeyEscape), done))
	top := uikit.VStack(8, head, s.fault.Object(), s.progress.Object(), s.says)
	foot := uikit.VStack(8, s.note, s.keys, s.loses, s.summary, container.NewHBox(s.keep))
	right := focus.Column(top, kit.Flat(s.list), foot)
	s.obj = uikit.Halves(0.56, container.NewStack(s.page, container.NewVBox(layout.NewSpacer(), s.nothing, layout.NewSpacer())), uikit.NewPane(16, 12, right))
	return s
}

// put asks for a file where pages can be put in.
func (s *Screen) put(where present.PutIn) {
	if s.OnPut != nil && s.do.MayPut() {
		s.OnPut(where)
	}
}

// Bind gives the screen its presenter.
func (s *Screen) Bind(do Pages) {
	s.do = do
	s.RenderPages(present.PagesSnapshot{})
}

// Object is what the window shows.
func (s *Screen) Object() fyne.CanvasObject { return s.obj }

// SetFront tells whether the window shows the screen; only then may it move the focus.
func (s *Screen) SetFront(on bool) { s.front = on }

// Focus gives the keys to the pages.
func (s *Screen) Focus() { focus.On(s.list) }

// Close forgets the page.
func (s *Screen) Close() {
	s.page.Clear()
	s.sheet, s.marks = nil, nil
}

// RenderPages draws a snapshot.
func (s *Screen) RenderPages(snap present.PagesSnapshot) {
	before := s.snap
	s.snap = snap
	s.fault.Show(phrase.Fault(snap.Problem))
	s.showProgress(snap.Read)
	s.list.SetLength(len(snap.Rows))
	if len(snap.Rows) > 0 {
		s.list.SetAt(snap.At)
	}
	says, color := sayings(snap)
	s.says.Set(says, uikit.Style{Color: color})
	set(s.summary, phrase.Text(snap.Summary))
	set(s.loses, phrase.Text(snap.Loses))
	why := ""
	if snap.At < len(snap.Rows) {
		why = phrase.Text(snap.Rows[snap.At].Why)
	}
	if why != "" {
		why = uikit.T("This document stays as it is: {{.Why}}.", uikit.A{"Why": why})
	}
	set(s.note, why)
	s.keys.Hidden = s.kit.Theme.Scale() > 1.25 // the pages need the room; the bottom bar and F1 have the keys
	s.keep.Hidden = !snap.Changed || snap.Busy || snap.Read != nil
	s.showPage(snap)
	if before.Read != nil && snap.Read == nil && s.front { // the keys are the list's again, whatever had them while a file was read
		s.Focus()
	}
	uikit.Settle(s.obj)
	if s.OnStep != nil && can(before) != can(snap) {
		s.OnStep()
	}
}

// able is what decides which commands can run.
type able struct {
	phase                 present.PagesPhase
	busy, read, new, undo bool
}

func can(snap present.PagesSnapshot) able {
	return able{snap.Phase, snap.Busy, snap.Read != nil, snap.New(), snap.Undo}
}

// sayings is the line below the title and its colour.
func sayings(snap present.PagesSnapshot) (string, fyne.ThemeColorName) {
	says, color := phrase.Text(snap.Notice), uikit.ColorText
	switch {
	case snap.Read != nil:
		says = uikit.T("Its pages come in when they are read. Esc stops it; nothing is kept then.")
	case snap.Phase == present.PagesLoading:
		says = uikit.T("Opening…")
	case snap.Busy:
		says = uikit.T("The pages are laid anew. What was turned is read again.")
	case snap.Phase == present.PagesEmpty:
		says = uikit.T("Choose a document in the queue first.")
	case says == "" && !snap.Changed:
		says = uikit.T("Nothing changes before you keep it. Every page stays in the file.")
	case snap.Tone == present.Doubtful:
		color = uikit.ColorDoubt
	case snap.Tone == present.Done:
		color = uikit.ColorDone
	}
	return says, color
}

// showProgress shows how far the reading of a file is that is put in.
func (s *Screen) showProgress(read *present.ImportSnapshot) {
	if read == nil {
		s.progress.Show("", 0)
		return
	}
	s.progress.Show(strings.TrimSpace(phrase.Text(read.Says)+"  "+phrase.Text(read.Left)), read.Done)
}

func set(p *uikit.Paragraph, text string) {
	p.SetText(text)
	p.Hidden = text == ""
}

func (s *Screen) showPage(snap present.PagesSnapshot) {
	pg := snap.Page
	sheet, _ := pg.Sheet.(*pageview.Pyramid)
	if pg.Sheet != s.sheet || pg.Turn != s.turn {
		s.sheet, s.turn = pg.Sheet, pg.Turn
		if sheet == nil {
			s.page.Clear()
		} else {
			s.page.SetPage(sheet, pg.Turn)
			s.page.FitPage()
		}
		s.marks = nil
	}
	if !slices.Equal(pg.Marks, s.marks) {
		s.marks = pg.Marks
		marks := make([]pageview.Mark, len(pg.Marks))
		for i, m := range pg.Marks {
			marks[i] = review.Mark(m)
		}
		s.page.SetMarks(marks)
	}
	text := ""
	switch {
	case sheet != nil || snap.Phase != present.PagesOpen:
	case pg.Missing:
		text = uikit.T("The page could not be read.")
	case snap.At < len(snap.Rows) && !snap.Rows[snap.At].Why.Empty():
		text = phrase.Text(snap.Rows[snap.At].Why)
	default:
		text = uikit.T("Loading the page…")
	}
	s.nothing.SetText(text)
}

// row is a page in the list: its number, the document where one begins, and below its place in it.
type row struct {
	number, title, note *uikit.Text
	line                *uikit.Line
}

func newRow() fyne.CanvasObject {
	r := &row{number: uikit.NewText("", uikit.Style{Mono: true}), title: uikit.NewText("", uikit.Style{Bold: true}),
		note: uikit.NewText("", uikit.Style{Size: uikit.SizeSmall, Color: uikit.ColorQuiet}), line: uikit.NewLine()}
	return container.New(r, r.line, r.number, r.title, r.note)
}

func (r *row) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(160, r.title.MinSize().Height+r.note.MinSize().Height+8)
}

func (r *row) Layout(_ []fyne.CanvasObject, s fyne.Size) {
	unit, h := uikit.Size(uikit.SizeBody), r.title.MinSize().Height
	left := 12 + 3*unit
	r.line.Resize(fyne.NewSize(s.Width, 1))
	r.number.Move(fyne.NewPos(12, 3))
	r.number.Resize(fyne.NewSize(3*unit, h))
	r.title.Move(fyne.NewPos(left, 3))
	r.title.Resize(fyne.NewSize(max(0, s.Width-left-8), h))
	r.note.Move(fyne.NewPos(left, h+4))
	r.note.Resize(fyne.NewSize(max(0, s.Width-left-8), r.note.MinSize().Height))
}

func (s *Screen) update(i int, o fyne.CanvasObject) {
	if i < 0 || i >= len(s.snap.Rows) {
		return
	}
	in, r := s.snap.Rows[i], o.(*fyne.Container).Layout.(*row)
	r.number.SetText(strconv.Itoa(i + 1))
	style := uikit.Style{Bold: true}
	if !in.First {
		style = uikit.Style{Color: uikit.ColorQuiet}
	}
	r.title.Set(phrase.Text(in.Title), style)
	r.line.Hidden = !in.First || i == 0 || i == s.snap.At // the ring of the page at hand parts as well
	notes := []string{uikit.T("page {{.N}} of {{.All}}", uikit.A{"N": in.Place, "All": in.Of})}
	if in.Turn != 0 {
		notes = append(notes, uikit.T("turned by {{.N}}°", uikit.A{"N": in.Turn}))
	}
	color := uikit.ColorQuiet
	switch {
	case !in.Why.Empty():
		notes = append(notes, uikit.T("stays as it is"))
	case !in.New.Empty():
		notes, color = append(notes, phrase.Text(in.New)), uikit.ColorAccent
	case in.Changed:
		notes, color = append(notes, uikit.T("changed")), uikit.ColorAccent
	}
	r.note.Set(strings.Join(notes, " · "), uikit.Style{Size: uikit.SizeSmall, Color: color})
	o.Refresh()
}
