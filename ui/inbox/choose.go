package inbox

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"chartproof.org/chartproof/ui/focus"
	"chartproof.org/chartproof/ui/phrase"
	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/uikit"
)

// Chooser is what the import dialog asks of its presenter.
type Chooser interface {
	Enter(row int)
	Toggle(row int)
	MarkAll()
	Typed(path string)
	Import()
	ImportUrgent()
}

// Choose is the import dialog: a path that can be typed or pasted, and a folder's files to mark.
type Choose struct {
	choose Chooser
	snap   present.ChooseSnapshot
	obj    fyne.CanvasObject
	path   *uikit.Field
	list   *uikit.ListView
	one    bool
}

// NewChoose makes the dialog; Bind gives it its presenter, cancel closes it.
func NewChoose(kit *uikit.Kit, cancel func()) *Choose {
	c := newChoose(kit)
	c.lay(kit, uikit.T("Import charts"), uikit.T("Space marks a file, Ctrl+Shift+A all of them, Enter opens a folder or imports."),
		kit.NewPrimary(uikit.T("Import"), uikit.Ctrl(fyne.KeyI), func() { c.choose.Import() }),
		kit.NewButton(uikit.T("Import first"), uikit.Ctrl(fyne.KeyU), func() { c.choose.ImportUrgent() }),
		kit.NewButton(uikit.T("Cancel"), uikit.K(fyne.KeyEscape), cancel))
	return c
}

// NewChooseOne makes the dialog in which one file is chosen; verb is what is done with it.
func NewChooseOne(kit *uikit.Kit, title, verb string, cancel func()) *Choose {
	c := newChoose(kit)
	c.one = true
	take := func() {
		if at := c.list.At(); at >= 0 && at < len(c.snap.Rows) && !c.snap.Rows[at].Folder {
			c.choose.Enter(at)
			return
		}
		c.choose.Import()
	}
	c.lay(kit, title, uikit.T("Up and Down choose; Enter opens a folder, or takes the file."),
		kit.NewPrimary(verb, uikit.Key{}, take), kit.NewButton(uikit.T("Cancel"), uikit.K(fyne.KeyEscape), cancel))
	return c
}

func newChoose(kit *uikit.Kit) *Choose {
	c := &Choose{path: kit.NewField(uikit.T("File or folder"))}
	c.path.Entry.OnSubmitted = func(text string) {
		if text == c.snap.Folder { // nothing was typed: Enter goes on to the files
			c.FocusList()
			return
		}
		c.choose.Typed(text)
	}
	c.list = kit.NewList(newFileRow, c.updateRow)
	c.list.OnOpen = func(i int) { c.choose.Enter(i) }
	return c
}

func (c *Choose) lay(kit *uikit.Kit, title, hint string, buttons ...fyne.CanvasObject) {
	c.obj = uikit.NewCard(focus.Column(
		uikit.VStack(12, uikit.NewFixed(title, uikit.Style{Size: uikit.SizeTitle, Bold: true}), c.path.Object()),
		kit.Flat(c.list), uikit.VStack(8, uikit.NewParagraph(hint, uikit.Style{Size: uikit.SizeSmall, Color: uikit.ColorQuiet}), container.NewHBox(buttons...))))
}

// Bind gives the dialog its presenter.
func (c *Choose) Bind(choose Chooser) { c.choose = choose }

// Object is what the overlay shows.
func (c *Choose) Object() fyne.CanvasObject { return c.obj }

// Commands are the keys of the dialog beside those of its widgets.
func (c *Choose) Commands() []uikit.Command {
	if c.one {
		return nil
	}
	inList := func() bool { return focus.At() == fyne.Focusable(c.list) }
	return []uikit.Command{
		{ID: "import.mark", Title: uikit.T("Mark the file"), Key: uikit.K(fyne.KeySpace), Enabled: inList,
			Do: func() { c.choose.Toggle(c.list.At()) }},
		{ID: "import.all", Title: uikit.T("Mark all files"), Key: uikit.Key{Name: fyne.KeyA, Mod: fyne.KeyModifierShortcutDefault | fyne.KeyModifierShift}, Enabled: inList,
			Do: func() { c.choose.MarkAll() }},
		{ID: "import.go", Title: uikit.T("Import the marked files"), Key: uikit.Ctrl(fyne.KeyI),
			Do: func() { c.choose.Import() }},
		{ID: "import.urgent", Title: uikit.T("Import the marked files before all others"), Key: uikit.Ctrl(fyne.KeyU),
			Do: func() { c.choose.ImportUrgent() }},
	}
}

// FocusList goes to the files.
func (c *Choose) FocusList() { focus.On(c.list) }

// Render draws a snapshot.
func (c *Choose) Render(snap present.ChooseSnapshot) {
	moved := snap.Folder != c.snap.Folder
	c.snap = snap
	if moved {
		c.path.Entry.SetText(snap.Folder)
	}
	tone := uikit.ToneQuiet
	if snap.Wrong {
		tone = uikit.ToneWrong
	}
	says := phrase.Text(snap.Says)
	if snap.Loading {
		says = uikit.T("Looking into the folder…")
	}
	c.path.SetNote(says, tone)
	c.list.SetLength(len(snap.Rows))
	if moved || c.list.At() < 0 {
		c.list.SetAt(firstFile(snap.Rows))
	}
	c.obj.Refresh() // the note may have taken or given a line
	uikit.Settle(c.obj)
}

// firstFile is the row to begin at: the first file, else the first folder.
func firstFile(rows []present.ChooseRow) int {
	for i, r := range rows {
		if !r.Folder {
			return i
		}
	}
	return min(0, len(rows)-1)
}

// fileRow is one line of the list; the mark has a column of its own.
type fileRow struct{ mark, name *uikit.Text }

func (r *fileRow) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(200, r.name.MinSize().Height+4)
}

func (r *fileRow) Layout(_ []fyne.CanvasObject, s fyne.Size) {
	const left = 16
	column := 1.7 * uikit.Size(uikit.SizeBody)
	r.mark.Move(fyne.NewPos(left, 2))
	r.mark.Resize(fyne.NewSize(column, s.Height-4))
	r.name.Move(fyne.NewPos(left+column, 2))
	r.name.Resize(fyne.NewSize(s.Width-2*left-column, s.Height-4))
}

func newFileRow() fyne.CanvasObject {
	r := &fileRow{mark: uikit.NewText("", uikit.Style{Color: uikit.ColorAccent, Bold: true}), name: uikit.NewText("", uikit.Style{})}
	return container.New(r, r.mark, r.name)
}

func (c *Choose) updateRow(i int, o fyne.CanvasObject) {
	if i < 0 || i >= len(c.snap.Rows) {
		return
	}
	in, r, style, mark := c.snap.Rows[i], o.(*fyne.Container).Layout.(*fileRow), uikit.Style{}, ""
	name := in.Name
	switch {
	case in.Folder:
		name, style.Color = in.Name+"/", uikit.ColorQuiet
	case in.Marked:
		mark, style.Bold = "✓", true
	}
	r.mark.SetText(mark)
	r.name.Set(name, style)
	o.Refresh()
}
