package release

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"chartproof.org/chartproof/ui/focus"
	"chartproof.org/chartproof/ui/phrase"
	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/uikit"
)

// order is the first step: documents at the left, what is made of them at the right.
type order struct {
	s       *Screen
	obj     fyne.CanvasObject
	list    *uikit.ListView
	none    *uikit.Paragraph // there is nothing that could leave
	marked  *uikit.Paragraph
	methods []*choice
	says    *uikit.Paragraph
	formats []*choice
	wrong   *uikit.Paragraph // of the forms
	keep    *choice
	keepRow fyne.CanvasObject
	asks    map[present.ReleaseField]*uikit.Field
	column  *fyne.Container
}

// choice is a button that shows by a mark whether it holds.
type choice struct {
	button *uikit.Button
	title  string
	holds  func(present.ReleaseSnapshot) bool
}

func (c *choice) render(snap present.ReleaseSnapshot) {
	title := c.title
	if c.holds(snap) {
		title = "✓ " + title
	}
	c.button.SetTitle(title)
}

func newOrder(s *Screen) *order {
	o := &order{s: s, asks: map[present.ReleaseField]*uikit.Field{}, marked: uikit.NewParagraph("", uikit.Style{Color: uikit.ColorQuiet}),
		none: uikit.NewParagraph(uikit.T("No document is finished yet. Those on which nobody has to decide any more stand here."), uikit.Style{Color: uikit.ColorQuiet}),
		says: uikit.NewParagraph("", uikit.Style{Color: uikit.ColorQuiet}), wrong: uikit.NewParagraph("", uikit.Style{Size: uikit.SizeSmall, Color: uikit.ColorWrong})}
	o.list = s.kit.NewList(newDocument, o.updateRow)
	o.list.OnOpen = func(i int) { s.do.Toggle(i) }
	left := focus.Column(uikit.VStack(6, uikit.NewSectionTitle(uikit.T("Documents")), o.marked, o.none), s.kit.Flat(o.list),
		uikit.NewParagraph(uikit.T("Space marks a document, Ctrl+Shift+A all of them."), uikit.Style{Size: uikit.SizeSmall, Color: uikit.ColorQuiet}))
	o.column = uikit.VStack(20, o.method(), o.forms(), o.needs())
	o.obj = uikit.Halves(0.4, left, s.kit.Flat(uikit.NewScroll(o.column)))
	return o
}

func section(title string, parts ...fyne.CanvasObject) fyne.CanvasObject {
	return uikit.VStack(8, append([]fyne.CanvasObject{uikit.NewSectionTitle(title)}, parts...)...)
}

func buttons(choices ...*choice) fyne.CanvasObject {
	row := container.New(&lines{gap: 8})
	for _, c := range choices {
		row.Add(c.button)
	}
	return row
}

func (o *order) choice(title string, do func(), holds func(present.ReleaseSnapshot) bool) *choice {
	return &choice{button: o.s.kit.NewButton(title, uikit.Key{}, do), title: title, holds: holds}
}

func (o *order) method() fyne.CanvasObject {
	for _, m := range present.ReleaseMethods() {
		o.methods = append(o.methods, o.choice(phrase.Text(present.MethodWord(m)), func() { o.s.do.SetMethod(m) },
			func(v present.ReleaseSnapshot) bool { return v.Method == m }))
	}
	return section(uikit.T("Method"), buttons(o.methods...), o.says)
}

func (o *order) forms() fyne.CanvasObject {
	for _, f := range present.ReleaseFormats() {
		o.formats = append(o.formats, o.choice(phrase.Text(present.FormatWord(f)), func() { o.s.do.ToggleFormat(f) },
			func(v present.ReleaseSnapshot) bool { return v.Formats[f] }))
	}
	return section(uikit.T("Forms"), buttons(o.formats...), o.wrong)
}

func (o *order) needs() fyne.CanvasObject {
	o.keep = o.choice(uikit.T("Keep the codes in the token vault"), func() { o.s.do.SetKeep(!o.s.snap.Keep) },
		func(v present.ReleaseSnapshot) bool { return v.Keep || !v.MayKeep })
	o.keepRow = uikit.VStack(4, buttons(o.keep), uikit.NewParagraph(
		uikit.T("Kept codes can be turned back by a privacy officer, for a purpose, in the trail. A board must have approved that."),
		uikit.Style{Size: uikit.SizeSmall, Color: uikit.ColorQuiet}))
	column := uikit.VStack(12, uikit.NewSectionTitle(uikit.T("What it needs")), o.keepRow)
	for f := present.AttestedField; f <= present.FolderField; f++ {
		field := o.s.kit.NewField(phrase.Text(present.AskWord(f)))
		o.asks[f] = field
		column.Add(field.Object())
	}
	go1 := o.s.kit.NewPrimary(uikit.T("See what would leave"), uikit.Ctrl(fyne.KeyReturn), o.s.goOn)
	column.Add(container.NewHBox(go1))
	return column
}

func (o *order) entries() present.ReleaseEntries {
	text := func(f present.ReleaseField) string { return o.asks[f].Entry.Text }
	return present.ReleaseEntries{Attested: text(present.AttestedField), Recipient: text(present.RecipientField), Agreement: text(present.AgreementField),
		Board: text(present.BoardField), Protocol: text(present.ProtocolField), Approved: text(present.ApprovedField),
		Expires: text(present.ExpiresField), Folder: text(present.FolderField)}
}

func (o *order) render(snap, before present.ReleaseSnapshot) {
	for _, group := range [][]*choice{o.methods, o.formats, {o.keep}} {
		for _, c := range group {
			c.render(snap)
		}
	}
	if snap.MayKeep {
		o.keep.button.Enable()
	} else {
		o.keep.button.Disable()
	}
	o.says.SetText(phrase.Text(present.MethodSays(snap.Method)))
	wanted := map[present.ReleaseField]bool{}
	for _, f := range snap.Asks {
		wanted[f] = true
	}
	for f, field := range o.asks {
		field.Object().Hide()
		if wanted[f] {
			field.Object().Show()
		}
		says := ""
		if snap.Field == f {
			says = phrase.Text(snap.Wrong)
		}
		field.SetNote(says, uikit.ToneWrong)
		if snap.Method == "" && before.Method != "" { // closed: what was typed goes with it
			field.Entry.SetText("")
		}
	}
	o.wrong.SetText("")
	if snap.Field == present.FormatsField {
		o.wrong.SetText(phrase.Text(snap.Wrong))
	}
	o.wrong.Hidden = snap.Field != present.FormatsField
	o.renderList(snap)
}

func (o *order) renderList(snap present.ReleaseSnapshot) {
	says, style := uikit.N("{{.N}} documents are marked", snap.Marked), uikit.Style{Color: uikit.ColorQuiet}
	switch {
	case snap.Loading:
		says = uikit.T("Reading the queue…")
	case snap.Field == present.DocumentsField:
		says, style.Color = phrase.Text(snap.Wrong), uikit.ColorWrong
	}
	o.marked.Set(says, style)
	o.none.Hidden = snap.Loading || len(snap.Rows) > 0
	o.list.SetLength(len(snap.Rows))
	if o.list.At() < 0 && len(snap.Rows) > 0 {
		at := 0
		for i, r := range snap.Rows {
			if r.Marked {
				at = i
				break
			}
		}
		o.list.SetAt(at)
	}
	o.list.Refresh()
}

// document is one line of the list: mark, type, and what it is.
type document struct{ mark, title, about *uikit.Text }

func (d *document) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(200, d.title.MinSize().Height+d.about.MinSize().Height+6)
}

func (d *document) Layout(_ []fyne.CanvasObject, s fyne.Size) {
	const left = 16
	column, h := 1.7*uikit.Size(uikit.SizeBody), d.title.MinSize().Height
	place := func(t *uikit.Text, x, y float32) {
		t.Move(fyne.NewPos(x, y))
		t.Resize(fyne.NewSize(s.Width-left-x, t.MinSize().Height))
	}
	place(d.mark, left, 2)
	d.mark.Resize(fyne.NewSize(column, h))
	place(d.title, left+column, 2)
	place(d.about, left+column, h+4)
}

func newDocument() fyne.CanvasObject {
	d := &document{mark: uikit.NewText("", uikit.Style{Color: uikit.ColorAccent, Bold: true}), title: uikit.NewText("", uikit.Style{}),
		about: uikit.NewText("", uikit.Style{Size: uikit.SizeSmall, Color: uikit.ColorQuiet})}
	return container.New(d, d.mark, d.title, d.about)
}

func (o *order) updateRow(i int, obj fyne.CanvasObject) {
	if i < 0 || i >= len(o.s.snap.Rows) {
		return
	}
	in, d, mark := o.s.snap.Rows[i], obj.(*fyne.Container).Layout.(*document), ""
	if in.Marked {
		mark = "✓"
	}
	d.mark.SetText(mark)
	d.title.Set(phrase.Text(in.Title), uikit.Style{Bold: in.Marked})
	d.about.SetText(phrase.Text(in.About))
	obj.Refresh()
}
