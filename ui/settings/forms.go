package settings

import (
	"fmt"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/ui/focus"
	"chartproof.org/chartproof/ui/pageview"
	"chartproof.org/chartproof/ui/phrase"
	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/uikit"
)

// Forms is what the forms of the settings ask of their presenter.
type Forms interface {
	TakeFile(path, page string)
	TakeDocument(page string)
	Drop(id string)
	Test()
	Save(name string)
	SetType(t chart.Type)
	Add(at geom.Point)
	Next(by int) bool
	Select(zone int)
	Point(at geom.Point)
	MoveZone(dx, dy int, resize bool)
	Shape(b geom.Box)
	SetUse(u present.FormUse)
	SetField(f chart.FieldName)
	Remove()
	Leave() bool
}

// Prepare makes a page ready for the board, off the UI goroutine.
func Prepare(r *geom.Raster) any {
	if p := pageview.Build(r); p != nil {
		return p
	}
	return nil
}

// formsPart is the section of the settings that lists the forms, and the board beside its controls.
type formsPart struct {
	kit *uikit.Kit
	do  Forms

	list        *fyne.Container
	path, page  *uikit.Field
	open, take  *uikit.Button
	says        *uikit.Paragraph
	fault       *uikit.ErrorPanel
	section     fyne.CanvasObject
	board       *board
	name        *uikit.Field
	types, uses []*uikit.Button
	zones       *uikit.ListView
	fields      *uikit.ListView
	fieldsBox   *fyne.Container
	boardSays   *uikit.Paragraph
	boardFault  *uikit.ErrorPanel
	actions     []*uikit.Button
	column      *fyne.Container
	drawing     fyne.CanvasObject

	snap   present.FormsSnapshot
	sheet  any
	formID string
}

func newForms(kit *uikit.Kit, back func()) *formsPart {
	f := &formsPart{kit: kit}
	f.makeSection()
	f.makeBoard(back)
	return f
}

// makeSection builds what stands among the settings.
func (f *formsPart) makeSection() {
	f.list = uikit.VStack(4)
	f.path = f.kit.NewField(uikit.T("File with the form, best one that nobody filled in"))
	f.page = f.kit.NewField(uikit.T("Page"))
	f.page.Entry.SetText("1")
	f.open = f.kit.NewButton(uikit.T("Draw on this page"), uikit.Key{}, func() { f.do.TakeFile(f.path.Entry.Text, f.page.Entry.Text) })
	f.take = f.kit.NewButton(uikit.T("Draw on the open document"), uikit.Key{}, func() { f.do.TakeDocument(f.page.Entry.Text) })
	f.path.Entry.OnSubmitted = func(string) { f.do.TakeFile(f.path.Entry.Text, f.page.Entry.Text) }
	f.says, f.fault = uikit.NewParagraph("", uikit.Style{Color: uikit.ColorDone}), uikit.NewErrorPanel()
	f.section = section(uikit.T("Form templates"), uikit.NewParagraph(
		uikit.T("Draw once on a form what is captured, covered or cut away; the form is then known again by its print."), uikit.Style{Color: uikit.ColorQuiet}),
		f.says, f.fault.Object(), f.list, f.path.Object(), f.page.Object(), container.NewHBox(f.open, f.take))
}

// makeBoard builds the page with its controls.
func (f *formsPart) makeBoard(back func()) {
	f.board = newBoard(f.kit, boardActions{
		add: func(at geom.Point) { f.do.Add(at) }, move: func(dx, dy int, resize bool) { f.do.MoveZone(dx, dy, resize) },
		next: func(by int) bool { return f.do.Next(by) }, remove: func() { f.do.Remove() },
		use: func() { focus.On(f.uses[0]) }, onwards: f.onwards,
	}, func(at geom.Point) { f.do.Point(at) }, func(b geom.Box) { f.do.Shape(b) })
	f.name = f.kit.NewField(uikit.T("Name of the form"))
	f.name.Entry.OnSubmitted = func(string) { f.do.Save(f.name.Entry.Text) }
	f.boardSays, f.boardFault = uikit.NewParagraph("", uikit.Style{Color: uikit.ColorAccent}), uikit.NewErrorPanel()
	f.types = []*uikit.Button{f.kit.NewButton("", uikit.Key{}, func() { f.do.SetType("") }), f.kit.NewButton("", uikit.Key{}, func() { f.do.SetType(f.snap.Offered) })}
	for _, u := range present.FormUses() {
		f.uses = append(f.uses, f.kit.NewButton("", uikit.Key{}, func() { f.setUse(u) }))
	}
	f.zones = f.kit.NewList(textRow, f.zoneRow)
	f.zones.OnMove = func(row int) { f.do.Select(row) }
	f.zones.OnOpen = func(int) { focus.On(f.board) }
	f.fields = f.kit.NewList(textRow, f.fieldRow)
	f.fields.OnMove = func(row int) { f.do.SetField(present.CaptureFields()[row]) }
	f.fields.OnOpen = func(int) { focus.On(f.board) }
	f.fieldsBox = container.New(&tall{150}, f.kit.Flat(f.fields))
	add := f.kit.NewButton(uikit.T("New zone"), uikit.K(fyne.KeyN), func() { f.do.Add(f.board.middle()); focus.On(f.board) })
	remove := f.kit.NewButton(uikit.T("Remove zone"), uikit.K(fyne.KeyDelete), func() { f.do.Remove() })
	save := f.kit.NewPrimary(uikit.T("Keep this form"), uikit.Key{}, func() { f.do.Save(f.name.Entry.Text) })
	test := f.kit.NewButton(uikit.T("Test on this page"), uikit.Key{}, func() { f.do.Test() })
	f.actions = []*uikit.Button{add, remove, save, test}
	head := focus.Row(nil, uikit.NewFixed(uikit.T("Form template"), uikit.Style{Size: uikit.SizeTitle, Bold: true}),
		f.kit.NewButton(uikit.T("Back"), uikit.K(fyne.KeyEscape), back))
	f.column = uikit.VStack(8, head, f.boardSays, f.boardFault.Object(), f.name.Object(), container.NewHBox(f.types[0], f.types[1]),
		uikit.NewSectionTitle(uikit.T("Zones")), container.New(&tall{120}, f.kit.Flat(f.zones)), container.NewHBox(add, remove),
		container.NewHBox(f.uses[0], f.uses[1], f.uses[2]), f.fieldsBox, container.NewHBox(save, test),
		uikit.NewParagraph(uikit.T("On the page: N new zone, arrows move, Shift with arrows resizes, Tab next zone, Enter its use, Delete removes, + and − enlarge and reduce."),
			uikit.Style{Size: uikit.SizeSmall, Color: uikit.ColorQuiet}))
	f.drawing = container.New(&boardLayout{f.kit.Theme}, f.board, uikit.NewLine(), f.kit.Flat(uikit.NewScroll(uikit.NewPane(16, 12, f.column))))
}

// onwards leaves the board for the control behind it, or before it.
func (f *formsPart) onwards(by int) {
	if by > 0 {
		focus.On(f.name.Entry)
	} else {
		focus.On(f.actions[len(f.actions)-1])
	}
}

// setUse sets what the zone at hand is for, and goes on to where the next choice is made.
func (f *formsPart) setUse(u present.FormUse) {
	f.do.SetUse(u)
	if u == present.UseCapture {
		focus.On(f.fields)
	} else {
		focus.On(f.board)
	}
}

// boardLayout gives the controls the width of the review's fields, the page the rest.
type boardLayout struct{ theme *uikit.Theme }

func (l *boardLayout) side(width float32) float32 { return min(380*l.theme.Scale(), width*0.55) }

func (l *boardLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(480, 240) }

func (l *boardLayout) Layout(objs []fyne.CanvasObject, s fyne.Size) {
	w := s.Width - l.side(s.Width) - 1
	objs[0].Resize(fyne.NewSize(w, s.Height))
	objs[1].Move(fyne.NewPos(w, 0))
	objs[1].Resize(fyne.NewSize(1, s.Height))
	objs[2].Move(fyne.NewPos(w+1, 0))
	objs[2].Resize(fyne.NewSize(s.Width-w-1, s.Height))
}

// tall gives a list a height of its own.
type tall struct{ height float32 }

func (l *tall) MinSize(objs []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(objs[0].MinSize().Width, l.height)
}

func (l *tall) Layout(objs []fyne.CanvasObject, s fyne.Size) { objs[0].Resize(s) }

// textRow is a line of text beside the mark of the row at hand.
func textRow() fyne.CanvasObject { return container.New(rowInset{}, uikit.NewText("", uikit.Style{})) }

func setRow(o fyne.CanvasObject, text string) {
	o.(*fyne.Container).Objects[0].(*uikit.Text).SetText(text)
}

type rowInset struct{}

func (rowInset) MinSize(objs []fyne.CanvasObject) fyne.Size {
	return objs[0].MinSize().AddWidthHeight(20, 6)
}

func (rowInset) Layout(objs []fyne.CanvasObject, s fyne.Size) {
	objs[0].Move(fyne.NewPos(12, 3))
	objs[0].Resize(fyne.NewSize(s.Width-20, s.Height-6))
}

func (f *formsPart) zoneRow(row int, o fyne.CanvasObject) {
	if row < len(f.snap.Form.Zones) {
		setRow(o, fmt.Sprintf("%d  %s", row+1, phrase.Text(present.ZoneWord(f.snap.Form.Zones[row]))))
	}
}

func (f *formsPart) fieldRow(row int, o fyne.CanvasObject) {
	if all := present.CaptureFields(); row < len(all) {
		setRow(o, phrase.Text(present.FieldWord(all[row])))
	}
}

// render draws a snapshot.
func (f *formsPart) render(snap present.FormsSnapshot) {
	before := f.snap
	f.snap = snap
	f.renderList()
	for _, p := range []struct {
		says  *uikit.Paragraph
		fault *uikit.ErrorPanel
		on    bool
	}{{f.says, f.fault, !snap.Drawing}, {f.boardSays, f.boardFault, snap.Drawing}} {
		text := phrase.Text(snap.Says)
		if snap.Busy {
			text = uikit.T("Working…")
		}
		p.says.SetText(text)
		p.says.Hidden = text == "" || !p.on
		p.fault.Show(uikit.Fault{})
		if p.on {
			p.fault.Show(phrase.Fault(snap.Problem))
		}
	}
	for field, entry := range map[present.FormsField]*uikit.Field{present.FormPathField: f.path, present.FormPageField: f.page, present.FormNameField: f.name} {
		note := ""
		if snap.Field == field {
			note = phrase.Text(snap.Wrong)
		}
		entry.SetNote(note, uikit.ToneWrong)
	}
	enable(f.open, snap.MayAdmin && !snap.Busy)
	enable(f.take, snap.MayAdmin && !snap.Busy && snap.Document)
	if !snap.Drawing {
		if before.Drawing {
			f.board.page.Clear()
			f.sheet, f.formID = nil, ""
			f.name.Entry.SetText("")
		}
		return
	}
	f.renderBoard()
}

func (f *formsPart) renderList() {
	f.list.Objects = nil
	for _, r := range f.snap.Rows {
		title := uikit.T("Forget")
		if r.Asked {
			title = uikit.T("Really forget?")
		}
		drop := f.kit.NewButton(title, uikit.Key{}, func() { f.do.Drop(r.ID) })
		enable(drop, !f.snap.Busy)
		f.list.Add(focus.Row(nil, uikit.NewText(r.Name+" · "+phrase.Text(r.Says), uikit.Style{}), drop))
	}
	uikit.Relayout(f.list)
}

func (f *formsPart) renderBoard() {
	snap := f.snap
	if sheet, _ := snap.Sheet.(*pageview.Pyramid); f.sheet != snap.Sheet && sheet != nil {
		f.sheet = snap.Sheet
		f.board.page.SetPage(sheet, snap.Turn)
		f.board.page.FitPage()
		f.name.Entry.SetText(snap.Form.Name)
		focus.On(f.board)
	}
	if snap.Form.ID != f.formID {
		f.formID = snap.Form.ID
		f.name.Entry.SetText(snap.Form.Name)
	}
	marks := make([]pageview.Mark, 0, len(snap.Form.Zones))
	patterns := map[present.FormUse]pageview.Pattern{present.UseCapture: pageview.Level, present.UseRedact: pageview.SlashRight, present.UseCrop: pageview.Crossed}
	for i, z := range snap.Form.Zones {
		m := pageview.Mark{Kind: pageview.Shown, Box: z.Box, Tag: fmt.Sprint(i + 1), Pattern: patterns[z.Use]}
		if i == snap.At {
			m.Kind = pageview.Edited
		}
		marks = append(marks, m)
	}
	f.board.page.SetMarks(marks)
	if snap.At >= 0 && snap.At < len(snap.Form.Zones) && f.sheet != nil {
		f.board.page.Reveal(snap.Form.Zones[snap.At].Box)
	}
	f.zones.SetLength(len(snap.Form.Zones))
	f.zones.SetAt(snap.At)
	f.fields.SetLength(len(present.CaptureFields()))
	f.renderUse()
	offered := phrase.Text(present.TypeWord(snap.Offered))
	f.types[0].SetTitle(marked(snap.Form.Type == "", uikit.T("Any kind of document")))
	f.types[1].SetTitle(marked(snap.Form.Type != "", offered))
	f.types[1].Hidden = snap.Offered == ""
	for _, b := range f.actions {
		enable(b, !snap.Busy)
	}
	uikit.Relayout(f.column)
	f.drawing.Refresh()
}

func (f *formsPart) renderUse() {
	var at present.FormZone
	if f.snap.At >= 0 && f.snap.At < len(f.snap.Form.Zones) {
		at = f.snap.Form.Zones[f.snap.At]
	}
	for i, u := range present.FormUses() {
		f.uses[i].SetTitle(marked(at.Use == u, phrase.Text(present.UseWord(u))))
		enable(f.uses[i], at.Use != "")
	}
	f.fieldsBox.Hidden = at.Use != present.UseCapture
	f.fields.SetAt(slices.Index(present.CaptureFields(), at.Field))
}

func marked(holds bool, title string) string {
	if holds {
		return "✓ " + title
	}
	return title
}
