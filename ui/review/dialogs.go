package review

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/access"
	"chartproof.org/chartproof/ui/phrase"
	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/uikit"
)

// dialogs are the small panels over the page, one at a time: what is wrong, the type, a question, the password; and the find
// bar at its top. They hold nothing of a chart; the question is wiped when its panel goes.
type dialogs struct {
	kit  *uikit.Kit
	do   actions
	obj  *fyne.Container // in the middle of the page
	find *uikit.Field
	bar  *fyne.Container // the find bar
	hits *uikit.Text

	mode     present.ReviewMode
	password *uikit.Field
	facts    *uikit.Paragraph
	question *uikit.Field
	types    []chart.Type
	list     *uikit.ListView
	asks     *uikit.Paragraph // to whom, or which question is answered
	askTitle *uikit.Paragraph
	focus    fyne.Focusable
	fresh    bool // just opened: the focus goes to it whatever had it
}

func newDialogs(kit *uikit.Kit, do actions) *dialogs {
	d := &dialogs{kit: kit, do: do, obj: container.NewStack()}
	d.obj.Hide()
	d.find = kit.NewField(uikit.T("Find in this chart"))
	d.find.Entry.OnChanged = do.find
	d.find.Entry.OnSubmitted = func(string) { do.findNext(1) }
	d.hits = uikit.NewFixed("", uikit.Style{Size: uikit.SizeSmall, Color: uikit.ColorQuiet})
	d.bar = container.NewVBox(uikit.NewGround(uikit.ColorPanel, 16, 8, container.NewBorder(nil, nil, nil,
		container.NewHBox(d.hits, uikit.NewKeyCap(uikit.K(fyne.KeyReturn).String(), uikit.T("next"), func() { do.findNext(1) }),
			uikit.NewKeyCap(uikit.K(fyne.KeyEscape).String(), uikit.T("close"), do.escape)), d.find.Object())), uikit.NewLine())
	d.bar.Hide()
	return d
}

// show opens and closes the panel of the mode.
func (d *dialogs) show(s present.ReviewSnapshot) {
	if s.Mode != d.mode || s.Phase != present.ReviewOpen {
		d.open(s)
	}
	switch s.Mode {
	case present.ModeSign:
		if d.password != nil {
			d.password.SetNote(phrase.Text(s.Sign.Wrong), uikit.ToneWrong)
			if s.Sign.Busy {
				d.password.SetNote(uikit.T("Redacting, checking and signing…"), uikit.ToneQuiet)
			}
		}
	case present.ModeHandOver:
		d.showAsk(s.Ask)
	case present.ModeFind:
		text := ""
		if s.Find.Query != "" {
			text = uikit.T("{{.At}} of {{.Of}}", uikit.A{"At": s.Find.At, "Of": s.Find.Of})
		}
		d.hits.SetText(text)
		d.bar.Refresh()
	}
}

func (d *dialogs) open(s present.ReviewSnapshot) {
	d.close()
	d.mode, d.fresh = s.Mode, true
	if s.Phase != present.ReviewOpen {
		d.mode = present.ModeFields
		return
	}
	var body fyne.CanvasObject
	switch s.Mode {
	case present.ModeWrong:
		body = d.wrong()
	case present.ModeRetype:
		body = d.retype(s.Types)
	case present.ModeHandOver:
		body = d.ask()
	case present.ModeRelease:
		body = d.release(s.Freeing)
	case present.ModeSign:
		body = d.sign(s)
	case present.ModePurpose:
		body = d.purpose(s.Purposes)
	case present.ModeFind:
		d.bar.Show()
		d.focus = d.find.Entry
		return
	default:
		return
	}
	d.obj.Objects = []fyne.CanvasObject{container.New(&centred{width: 420 * d.kit.Theme.Scale()}, uikit.NewCard(body))}
	d.obj.Show()
	d.obj.Refresh()
}

// close takes the panel away and wipes what was typed into it.
func (d *dialogs) close() {
	for _, f := range []*uikit.Field{d.password, d.question, d.find} {
		if f != nil {
			f.Entry.OnChanged, f.Entry.Text = nil, ""
			f.Entry.Refresh()
		}
	}
	d.find.Entry.OnChanged = d.do.find
	d.password, d.question, d.list, d.types, d.focus, d.facts, d.asks, d.askTitle = nil, nil, nil, nil, nil, nil, nil, nil
	d.obj.Objects = nil
	d.obj.Hide()
	d.bar.Hide()
	d.hits.SetText("")
}

func (d *dialogs) title(s string) fyne.CanvasObject {
	return uikit.NewText(s, uikit.Style{Size: uikit.SizeTitle, Bold: true})
}

func (d *dialogs) wrong() fyne.CanvasObject {
	choices := []struct {
		title, note string
		do          func()
	}{
		{uikit.T("Wrong patient"), uikit.T("It cannot be signed until that is settled."), d.do.wrongPatient},
		{uikit.T("Wrong document type"), uikit.T("Choose the right one."), d.do.retypeAsk},
		{uikit.T("Pages lie wrong"), uikit.T("Move, turn, split or join them."), d.do.pages},
	}
	d.list = d.kit.NewList(func() fyne.CanvasObject { return newChoice(true) }, func(i int, o fyne.CanvasObject) {
		row := o.(*choice)
		row.title.SetText(choices[i].title)
		row.note.SetText(choices[i].note)
	})
	d.list.OnOpen = func(i int) { choices[i].do() }
	return d.listPanel(uikit.T("What is wrong?"), len(choices), 64*float32(len(choices)))
}

func (d *dialogs) retype(types []chart.Type) fyne.CanvasObject {
	d.types = types
	d.list = d.kit.NewList(func() fyne.CanvasObject { return newChoice(false) }, func(i int, o fyne.CanvasObject) {
		if i < len(d.types) {
			o.(*choice).title.SetText(phrase.Text(present.TypeWord(d.types[i])))
		}
	})
	d.list.OnOpen = func(i int) {
		if i < len(d.types) {
			d.do.retype(d.types[i])
		}
	}
	return d.listPanel(uikit.T("Which document is it?"), len(types), 360)
}

// purpose asks what a person reveals for; the panel says what becomes of the answer.
func (d *dialogs) purpose(purposes []access.Purpose) fyne.CanvasObject {
	d.list = d.kit.NewList(func() fyne.CanvasObject { return newChoice(false) }, func(i int, o fyne.CanvasObject) {
		o.(*choice).title.SetText(phrase.Text(present.PurposeWord(purposes[i])))
	})
	d.list.OnOpen = func(i int) { d.do.purpose(purposes[i]) }
	return uikit.VStack(12, d.listPanel(uikit.T("What do you need the masked values for?"), len(purposes), 30*float32(len(purposes))+8),
		uikit.NewParagraph(uikit.T("It holds until you lock or sign out. Each look is written down with it, never the value itself."),
			uikit.Style{Size: uikit.SizeSmall, Color: uikit.ColorQuiet}))
}

func (d *dialogs) listPanel(title string, n int, height float32) fyne.CanvasObject {
	d.list.SetLength(n)
	d.list.SetAt(0)
	d.focus = d.list
	return uikit.VStack(12, d.title(title), container.New(&tall{min(height*d.kit.Theme.Scale(), 400)}, d.list), d.keys(
		uikit.NewKeyCap(uikit.K(fyne.KeyReturn).String(), uikit.T("choose"), func() { d.list.OnOpen(d.list.At()) })))
}

// choice is a row of a panel: a title and a note, which may be empty.
type choice struct {
	widget.BaseWidget
	title, note *uikit.Text
}

func newChoice(note bool) *choice {
	c := &choice{title: uikit.NewText("", uikit.Style{}), note: uikit.NewText("", uikit.Style{Size: uikit.SizeSmall, Color: uikit.ColorQuiet})}
	c.note.Hidden = !note
	c.ExtendBaseWidget(c)
	return c
}

// CreateRenderer is Fyne's.
func (c *choice) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.New(layout.NewCustomPaddedLayout(0, 0, 16, 16), uikit.VStack(2, c.title, c.note)))
}

func (d *dialogs) sign(s present.ReviewSnapshot) fyne.CanvasObject {
	d.password = d.kit.NewPassword(uikit.T("Your password"))
	send := func(string) { d.do.sign(d.password.Entry.Text) }
	d.password.Entry.OnSubmitted = send
	d.focus = d.password.Entry
	d.facts = uikit.NewParagraph(phrase.Text(s.Sign.Record)+". "+uikit.N("{{.N}} places are redacted in the copy that leaves.", s.Sign.Hidden),
		uikit.Style{Color: uikit.ColorQuiet})
	return uikit.VStack(12, d.title(uikit.T("Sign and send")), d.facts, d.password.Object(),
		container.NewBorder(nil, nil, nil, d.kit.NewPrimary(uikit.T("Sign and send"), uikit.K(fyne.KeyReturn), func() { send("") }),
			uikit.NewKeyCap(uikit.K(fyne.KeyEscape).String(), uikit.T("not yet"), d.do.escape)))
}

func (d *dialogs) keys(first ...fyne.CanvasObject) fyne.CanvasObject {
	return container.New(&rowsOf{gap: 16, between: 6}, append(first,
		uikit.NewKeyCap(uikit.K(fyne.KeyEscape).String(), uikit.T("close"), d.do.escape))...)
}

// centred lays a panel in the middle of the page, as wide as it asks for where there is room.
type centred struct{ width float32 }

func (l *centred) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(0, 0) }

func (l *centred) Layout(objs []fyne.CanvasObject, s fyne.Size) {
	w := min(l.width, s.Width-32)
	o := objs[0]
	for range 2 { // text that wraps knows its height once it has its width
		o.Resize(fyne.NewSize(w, min(o.MinSize().Height, s.Height)))
	}
	o.Move(fyne.NewPos((s.Width-w)/2, max((s.Height-o.Size().Height)/2, 0)))
}

// tall gives a list its height.
type tall struct{ height float32 }

func (l *tall) MinSize(objs []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(objs[0].MinSize().Width, l.height)
}

func (l *tall) Layout(objs []fyne.CanvasObject, s fyne.Size) { objs[0].Resize(s) }
