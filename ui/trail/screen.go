package trail

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"chartproof.org/chartproof/ui/focus"
	"chartproof.org/chartproof/ui/phrase"
	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/uikit"
)

// Screen is the history.
type Screen struct {
	snap   present.TrailSnapshot
	obj    fyne.CanvasObject
	fault  *uikit.ErrorPanel
	says   *uikit.Text
	detail *uikit.Paragraph
	list   *uikit.ListView
}

// New makes the screen; done goes back to where the person came from.
func New(kit *uikit.Kit, done func()) *Screen {
	s := &Screen{fault: uikit.NewErrorPanel(), says: uikit.NewText("", uikit.Style{Color: uikit.ColorQuiet}),
		detail: uikit.NewParagraph("", uikit.Style{Size: uikit.SizeSmall, Color: uikit.ColorQuiet, Mono: true})}
	s.list = kit.NewList(newRow, s.updateRow)
	s.list.OnMove = func(i int) { s.showDetail(i) }
	head := focus.Row(nil,
		uikit.VStack(8, uikit.NewFixed(uikit.T("History of this document"), uikit.Style{Size: uikit.SizeTitle, Bold: true}), s.says),
		uikit.VStack(0, kit.NewButton(uikit.T("Back"), uikit.K(fyne.KeyEscape), done)))
	s.obj = uikit.NewPane(16, 12,
		focus.Column(uikit.VStack(8, head, s.fault.Object()), kit.Flat(s.list), s.detail))
	return s
}

// Object is what the window shows.
func (s *Screen) Object() fyne.CanvasObject { return s.obj }

// Focus goes to the list.
func (s *Screen) Focus() { focus.On(s.list) }

// Render draws a snapshot.
func (s *Screen) Render(snap present.TrailSnapshot) {
	s.snap = snap
	s.fault.Show(phrase.Fault(snap.Problem))
	switch {
	case snap.Loading:
		s.says.SetText(uikit.T("Reading the history…"))
	case snap.Problem != nil:
		s.says.SetText("")
	default:
		s.says.SetText(uikit.N("{{.N}} steps, the newest first", len(snap.Rows)))
	}
	s.list.SetLength(len(snap.Rows))
	s.detail.SetText("")
	if len(snap.Rows) > 0 {
		s.list.SetAt(0)
		s.showDetail(0)
	}
	s.obj.Refresh()
	uikit.Settle(s.obj)
}

func (s *Screen) showDetail(i int) {
	if i >= 0 && i < len(s.snap.Rows) {
		s.detail.SetText("")
		if raw := s.snap.Rows[i].Detail; raw != "" {
			s.detail.SetText(uikit.T("As it stands in the trail: {{.Detail}}", uikit.A{"Detail": raw}))
		}
	}
}

var columns = [...]float32{0.07, 0.32, 0.21, 0.40}

type rowLayout struct{}

func (rowLayout) MinSize(objs []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(400, objs[0].MinSize().Height+4)
}

func (rowLayout) Layout(objs []fyne.CanvasObject, s fyne.Size) {
	const left, gap = 16, 12
	x := float32(left)
	for i, o := range objs {
		w := (s.Width - 2*left) * columns[i]
		o.Move(fyne.NewPos(x, 2))
		o.Resize(fyne.NewSize(w-gap, o.MinSize().Height))
		x += w
	}
}

func newRow() fyne.CanvasObject {
	quiet := uikit.Style{Color: uikit.ColorQuiet}
	return container.New(rowLayout{},
		uikit.NewText("", uikit.Style{Color: uikit.ColorQuiet, Align: fyne.TextAlignTrailing}),
		uikit.NewText("", quiet), uikit.NewText("", quiet), uikit.NewText("", uikit.Style{}))
}

func (s *Screen) updateRow(i int, o fyne.CanvasObject) {
	if i < 0 || i >= len(s.snap.Rows) {
		return
	}
	in := s.snap.Rows[i]
	cells := o.(*fyne.Container).Objects
	for c, text := range []string{uikit.T("{{.N}}", uikit.A{"N": in.Index}), in.When, phrase.Text(in.Who), phrase.Text(in.What)} {
		cells[c].(*uikit.Text).SetText(text)
	}
	o.Refresh()
}
