package quality

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"chartproof.org/chartproof/engine/quality/plots"
	"chartproof.org/chartproof/ui/focus"
	"chartproof.org/chartproof/ui/phrase"
	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/uikit"
)

// Quality is what the screen asks of its presenter.
type Quality interface {
	Show(period present.QualityPeriod)
	Again()
	Select(row int)
	Table()
	People()
	AskFolder()
	Save(folder string)
}

// Screen is the screen.
type Screen struct {
	kit  *uikit.Kit
	do   Quality
	snap present.QualitySnapshot
	obj  fyne.CanvasObject

	front    bool
	fault    *uikit.ErrorPanel
	readOnly *uikit.Paragraph
	days     *uikit.Text
	state    *uikit.Paragraph
	drift    *uikit.Paragraph
	says     *uikit.Paragraph
	periods  map[present.QualityPeriod]*uikit.Button
	tiles    *fyne.Container
	top, in  *fyne.Container // where the numbers stand: above all, or with the pictures where text is large
	list     *uikit.ListView
	panels   map[string]*panel
	grid     *fyne.Container
	scroll   *container.Scroll
	table    *table
	shown    *fyne.Container // the figures and their pictures
	body     *fyne.Container
	folder   *uikit.Field
	saving   *fyne.Container

	// OnStep tells that other commands can run than before.
	OnStep func()
}

// period is one button of the screen.
type period struct {
	is    present.QualityPeriod
	title string
	key   fyne.KeyName
}

func periods() []period {
	return []period{{present.QualityWeek, uikit.T("Week"), fyne.KeyW}, {present.QualityMonth, uikit.T("Month"), fyne.KeyM}, {present.QualityQuarter, uikit.T("Quarter"), fyne.KeyQ},
		{present.QualityYear, uikit.T("Year"), fyne.KeyY}}
}

// New makes the screen; done goes back to where the person came from, or a step back.
func New(kit *uikit.Kit, pen *plots.Pen, done func()) *Screen {
	quiet := uikit.Style{Color: uikit.ColorQuiet}
	s := &Screen{kit: kit, fault: uikit.NewErrorPanel(), readOnly: uikit.NewParagraph("", quiet), days: uikit.NewText("", quiet),
		state: uikit.NewParagraph("", uikit.Style{Size: uikit.SizeTitle, Bold: true}), drift: uikit.NewParagraph("", quiet),
		says: uikit.NewParagraph("", uikit.Style{Color: uikit.ColorDone}), periods: map[present.QualityPeriod]*uikit.Button{},
		tiles: container.New(&row{}), panels: map[string]*panel{}}
	var buttons []fyne.CanvasObject
	for _, p := range periods() {
		b := kit.NewButton(p.title, uikit.K(p.key), func() { s.do.Show(p.is) })
		s.periods[p.is] = b
		buttons = append(buttons, b)
	}
	s.list = kit.NewList(newRow, s.updateRow)
	s.list.OnMove = func(i int) { s.do.Select(i) }
	s.list.OnOpen = func(int) { s.do.Table() }
	s.grid = container.New(&grid{})
	for _, k := range plots.Kinds() {
		p := &panel{picture: newPicture(kit, pen, k), title: uikit.NewText("", uikit.Style{Size: uikit.SizeSmall, Bold: true}), ring: canvas.NewRectangle(nil),
			none: uikit.NewText("", uikit.Style{Size: uikit.SizeSmall, Color: uikit.ColorQuiet, Align: fyne.TextAlignCenter})}
		p.ring.CornerRadius = 8
		p.obj = container.New(panelLayout{}, p.ring, p.title, p.picture.raster, p.none)
		s.panels[string(k)] = p
		s.grid.Add(p.obj)
	}
	s.top, s.in = container.NewStack(s.tiles), container.NewStack()
	s.scroll = container.NewVScroll(uikit.VStack(8, s.in, s.grid))
	s.table = newTable(kit)
	s.shown = uikit.Halves(0.3, kit.Flat(s.list), kit.Flat(s.scroll))
	s.folder = kit.NewField(uikit.T("Folder for the table and the report"))
	s.folder.Entry.OnSubmitted = func(text string) { s.do.Save(text) }
	s.saving = uikit.VStack(0, s.folder.Object())
	s.saving.Hide()
	buttons = append(buttons, kit.NewButton(uikit.T("Back"), uikit.K(fyne.KeyEscape), done))
	head := focus.Row(uikit.NewFixed(uikit.T("Quality"), uikit.Style{Size: uikit.SizeTitle, Bold: true}), uikit.NewPane(16, 0, s.days), container.NewHBox(buttons...))
	s.body = container.NewStack(s.shown)
	s.obj = uikit.NewPane(16, 12, focus.Column(uikit.VStack(8, head, s.fault.Object(), s.readOnly, s.says, s.saving, s.state, s.drift, s.top), s.body, nil))
	s.Render(present.QualitySnapshot{})
	return s
}

// Bind gives the screen its presenter.
func (s *Screen) Bind(do Quality) { s.do = do }

// Object is what the window shows.
func (s *Screen) Object() fyne.CanvasObject { return s.obj }

// SetFront tells whether the window shows the screen; only then may it move the focus.
func (s *Screen) SetFront(on bool) { s.front = on }

// Focus goes to the figures.
func (s *Screen) Focus() { focus.On(s.atHand()) }

// Commands are the keys of the screen.
func (s *Screen) Commands() []uikit.Command {
	menu := uikit.T("Quality")
	var out []uikit.Command
	for _, p := range periods() {
		out = append(out, uikit.Command{ID: "quality." + p.title, Title: p.title, Menu: menu, Key: uikit.K(p.key), Do: func() { s.do.Show(p.is) }})
	}
	for i, id := range []string{"week", "month", "quarter", "year"} {
		out[i].ID = "quality." + id
	}
	return append(out,
		uikit.Command{ID: "quality.table", Title: uikit.T("Numbers behind the picture, or pictures again"), Menu: menu, Key: uikit.K(fyne.KeyF2), Do: func() { s.do.Table() }, Enabled: s.shows},
		uikit.Command{ID: "quality.people", Title: uikit.T("By person, or pictures again"), Menu: menu, Key: uikit.K(fyne.KeyF3), Do: func() { s.do.People() }, Enabled: s.shows},
		uikit.Command{ID: "quality.again", Title: uikit.T("Count again"), Menu: menu, Key: uikit.K(fyne.KeyF5), Do: func() { s.do.Again() }},
		uikit.Command{ID: "quality.save", Title: uikit.T("Save a table and a report"), Menu: menu, Key: uikit.Ctrl(fyne.KeyE), Do: func() { s.do.AskFolder() }, Enabled: s.shows})
}

// set shows a line, or hides it where it is empty.
func set(p *uikit.Paragraph, l present.Line, style uikit.Style) {
	p.Set(phrase.Text(l), style)
	p.Hidden = l.Empty()
}

// tone gives a line its colour; the words say the same.
func tone(t present.Tone, quiet fyne.ThemeColorName) fyne.ThemeColorName {
	switch t {
	case present.Wrong:
		return uikit.ColorWrong
	case present.Done:
		return uikit.ColorDone
	case present.Doubtful:
		return uikit.ColorDoubt
	}
	return quiet
}

// Render draws a snapshot.
func (s *Screen) Render(snap present.QualitySnapshot) {
	before := s.snap
	s.snap = snap
	s.fault.Show(phrase.Fault(snap.Problem))
	set(s.readOnly, snap.ReadOnly, uikit.Style{Color: uikit.ColorQuiet})
	set(s.says, snap.Says, uikit.Style{Color: uikit.ColorDone})
	set(s.state, snap.State, uikit.Style{Size: uikit.SizeTitle, Bold: true, Color: tone(snap.Tone, uikit.ColorText)})
	set(s.drift, snap.Drift, uikit.Style{Color: tone(snap.DriftTone, uikit.ColorQuiet)})
	s.days.SetText(s.loading())
	for _, p := range periods() {
		title := p.title
		if p.is == snap.Period {
			title = "● " + title
		}
		s.periods[p.is].SetTitle(title)
	}
	s.saving.Hidden = !snap.Saving
	s.folder.SetNote(phrase.Text(snap.Wrong), uikit.ToneWrong)
	s.drawTiles()
	s.placeTiles()
	s.list.SetLength(len(snap.Rows))
	s.list.SetAt(snap.At)
	s.list.Refresh()
	s.drawRight(before)
	s.obj.Refresh()
	uikit.Settle(s.obj)
	s.follow(before)
	if had := before.Figures != nil && !before.Empty; s.OnStep != nil && had != s.shows() {
		s.OnStep()
	}
}

// shows reports whether there are figures on the screen.
func (s *Screen) shows() bool { return s.snap.Figures != nil && !s.snap.Empty }

// placeTiles puts the numbers where there is room for them.
func (s *Screen) placeTiles() {
	there, not := s.top, s.in
	if large() {
		there, not = s.in, s.top
	}
	not.Objects, there.Objects = nil, []fyne.CanvasObject{s.tiles}
	not.Hide()
	there.Hidden = s.tiles.Hidden
}

// loading says how far a count is, and else which days are shown.
func (s *Screen) loading() string {
	switch {
	case s.snap.Loading && !s.snap.Counted.Empty():
		return phrase.Text(s.snap.Counted)
	case s.snap.Loading:
		return uikit.T("Counting …")
	case s.snap.Busy:
		return uikit.T("Saving …")
	}
	return phrase.Text(s.snap.Days)
}

// drawRight shows the pictures or the table.
func (s *Screen) drawRight(before present.QualitySnapshot) {
	words := map[string]string{}
	for name, l := range s.snap.Words {
		words[name] = phrase.Text(l)
	}
	figures := s.snap.Figures
	if s.snap.Empty {
		figures = nil
	}
	for _, r := range s.snap.Rows {
		if p := s.panels[r.Chart]; p != nil {
			p.title.SetText(phrase.Text(r.Title))
		}
	}
	for i, k := range plots.Kinds() {
		p := s.panels[string(k)]
		p.picture.show(figures, words, s.snap.Gen)
		p.none.SetText("")
		if figures != nil && !p.picture.pen.Draws(k, figures) {
			p.none.SetText(uikit.T("Nothing to draw yet"))
		}
		p.mark(i == s.snap.At)
	}
	s.body.Hidden = figures == nil
	if s.snap.Table != nil {
		s.table.show(s.snap.Table)
	}
	if (s.snap.Table != nil) != (before.Table != nil) {
		s.body.Objects = []fyne.CanvasObject{s.shown}
		if s.snap.Table != nil {
			s.body.Objects = []fyne.CanvasObject{s.table.obj}
		}
		s.body.Refresh()
	}
}

// atHand is the list that the keys go to.
func (s *Screen) atHand() *uikit.ListView {
	if s.snap.Table != nil {
		return s.table.list
	}
	return s.list
}

// follow brings the picture at hand into view, and the focus to where it is needed.
func (s *Screen) follow(before present.QualitySnapshot) {
	if s.snap.At != before.At && s.snap.At < len(s.grid.Objects) {
		o := s.grid.Objects[s.snap.At]
		top := s.grid.Position().Y + o.Position().Y
		bottom := top + o.Size().Height
		switch view := s.scroll.Size().Height; {
		case top < s.scroll.Offset.Y:
			s.scroll.Offset.Y = top
		case bottom > s.scroll.Offset.Y+view:
			s.scroll.Offset.Y = bottom - view
		}
		s.scroll.Refresh()
	}
	if !s.front {
		return
	}
	switch {
	case s.snap.Saving && !before.Saving:
		focus.On(s.folder.Entry)
	case !s.snap.Saving && (before.Saving || (s.snap.Table != nil) != (before.Table != nil)):
		focus.On(s.atHand())
	case len(s.snap.Rows) > 0 && len(before.Rows) == 0:
		s.list.ScrollToTop()
		focus.On(s.atHand())
	}
}
