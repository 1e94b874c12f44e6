package group

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/review"
	"chartproof.org/chartproof/ui/focus"
	"chartproof.org/chartproof/ui/phrase"
	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/uikit"
)

// Groups is what the screen asks of its presenter.
type Groups interface {
	Move(row int)
	OpenGroup(row int)
	SetRoom(n int)
	Drawn(ids []review.CellID)
	StepTo(i int)
	Mark()
	Confirm()
	Undo()
	Type()
	Rune(r rune)
	Erase(after bool)
	MoveCaret(by int)
}

// Screen is what is alike.
type Screen struct {
	// OnStep is told that other keys work than before.
	OnStep func()

	kit  *uikit.Kit
	do   Groups
	snap present.GroupSnapshot
	obj  fyne.CanvasObject

	front  bool
	title  *uikit.Text
	count  *uikit.Text
	fault  *uikit.ErrorPanel
	says   *uikit.Paragraph
	notice *uikit.Paragraph
	list   *uikit.ListView
	grid   *grid
	line   *uikit.Text
	head   *fyne.Container
	lists  *fyne.Container
	grids  *fyne.Container
}

// New makes the screen; done goes back: out of the grid, then to where the person came from.
func New(kit *uikit.Kit, done func()) *Screen {
	s := &Screen{kit: kit, title: uikit.NewText("", uikit.Style{Size: uikit.SizeTitle, Bold: true}), fault: uikit.NewErrorPanel(),
		count: uikit.NewFixed("", uikit.Style{Color: uikit.ColorQuiet}), says: uikit.NewParagraph("", uikit.Style{Color: uikit.ColorQuiet}),
		notice: uikit.NewParagraph("", uikit.Style{}), line: uikit.NewText("", uikit.Style{Size: uikit.SizeEntry, Mono: true}), grid: newGrid(kit)}
	s.list = kit.NewList(newRow, s.updateRow)
	s.list.OnMove = func(row int) { s.do.Move(row) }
	s.list.OnOpen = func(row int) { s.do.OpenGroup(row) }
	s.head = focus.Row(nil, s.title, container.NewHBox(s.count, kit.NewButton(uikit.T("Back"), uikit.K(fyne.KeyEscape), done)))
	s.lists = container.NewStack(kit.Flat(s.list))
	s.grids = focus.Column(nil, s.grid, uikit.NewPane(0, 4, uikit.Halves(0.45, s.line, s.notice)))
	s.grids.Hide()
	s.obj = uikit.NewPane(16, 12, focus.Column(uikit.VStack(8, s.head, s.fault.Object(), s.says), container.NewStack(s.lists, s.grids), nil))
	return s
}

// Prepare makes a part of a page ready for the grid, off the UI goroutine.
func (s *Screen) Prepare(r *geom.Raster, turn int) present.Picture {
	return s.grid.pixels.prepare(r, turn)
}

// Bind gives the screen its presenter.
func (s *Screen) Bind(do Groups) { s.do, s.grid.do = do, do }

// Object is what the window shows.
func (s *Screen) Object() fyne.CanvasObject { return s.obj }

// SetFront tells whether the window shows the screen; only then may it move the focus.
func (s *Screen) SetFront(on bool) { s.front = on }

// Focus goes to the pictures, or to the list.
func (s *Screen) Focus() {
	if s.snap.Grid {
		focus.On(s.grid)
	} else {
		focus.On(s.list)
	}
}

// Commands are the keys of the screen.
func (s *Screen) Commands() []uikit.Command {
	menu := uikit.T("Check together")
	at := func() bool { return s.snap.Grid }
	free := func() bool { return s.snap.Grid && !s.snap.Typing }
	return []uikit.Command{
		{ID: "group.confirm", Title: uikit.T("Confirm all that are not marked"), Menu: menu, Key: uikit.K(fyne.KeyReturn), Do: func() { s.do.Confirm() }, Enabled: at},
		{ID: "group.mark", Title: uikit.T("Mark the odd one, or not"), Menu: menu, Key: uikit.K(fyne.KeySpace), Do: func() { s.do.Mark() }, Enabled: free},
		{ID: "group.type", Title: uikit.T("Type what it says"), Menu: menu, Key: uikit.K(fyne.KeyF2), Do: func() { s.do.Type() }, Enabled: free},
		{ID: "group.undo", Title: uikit.T("Take the last screen back"), Menu: menu, Key: uikit.Ctrl(fyne.KeyZ), Do: func() { s.do.Undo() },
			Enabled: func() bool { return !s.snap.Typing }},
	}
}

// Render draws a snapshot.
func (s *Screen) Render(snap present.GroupSnapshot) {
	before := s.snap
	s.snap = snap
	s.fault.Show(phrase.Fault(snap.Problem))
	if snap.Grid {
		s.renderGrid(snap)
	} else {
		s.renderList(snap)
	}
	s.notice.Set(phrase.Text(snap.Notice), uikit.Style{Color: noticeColour(snap.Tone)})
	s.lists.Hidden, s.grids.Hidden = snap.Grid, !snap.Grid
	s.grid.show(snap)
	if !snap.Grid || snap.Grid != before.Grid || (snap.Problem == nil) != (before.Problem == nil) || snap.Loading != before.Loading {
		s.obj.Refresh()
		uikit.Settle(s.obj)
	}
	if snap.Grid != before.Grid || snap.Typing != before.Typing {
		if s.front {
			s.Focus()
		}
		if s.OnStep != nil {
			s.OnStep()
		}
	}
}

func (s *Screen) renderList(snap present.GroupSnapshot) {
	s.title.SetText(uikit.T("Check alike together"))
	s.count.SetText("")
	says := present.Say("Each row is shown as pictures, many on a screen: mark what is odd, and one key confirms the rest.")
	switch {
	case !snap.ReadOnly.Empty():
		says = snap.ReadOnly
	case snap.Loading && snap.Of > 0:
		says = present.Say("Looking through the queue: {{.Done}} of {{.Of}} documents …", present.Data{"Done": snap.Done, "Of": snap.Of})
	case snap.Loading:
		says = present.Say("Looking through the queue …")
	case !snap.Empty.Empty():
		says = snap.Empty
	}
	text := ""
	for _, one := range []present.Line{snap.Notice, says, snap.Held, snap.Aside} {
		if !one.Empty() {
			text = strings.TrimSpace(text + " " + phrase.Text(one))
		}
	}
	s.says.SetText(text)
	s.says.Show()
	s.list.SetLength(len(snap.Rows))
	s.list.SetAt(snap.At)
	s.list.Refresh()
}

func (s *Screen) renderGrid(snap present.GroupSnapshot) {
	s.title.SetText(phrase.Text(snap.Title))
	count := uikit.N("{{.N}} pictures", len(snap.Cells))
	if snap.Left > 0 {
		count = uikit.N("{{.N}} pictures, {{.Left}} after them", len(snap.Cells), uikit.A{"Left": snap.Left})
	}
	if s.count.Text() != count {
		s.count.SetText(count)
		uikit.Settle(s.head)
	}
	s.says.Hide()
	switch {
	case snap.Typing:
		s.line.SetText(string(snap.Typed[:snap.Caret]) + "|" + string(snap.Typed[snap.Caret:]))
	case snap.Cell < len(snap.Cells):
		s.line.SetText(snap.Cells[snap.Cell].Text)
	default:
		s.line.SetText("")
	}
}

func noticeColour(t present.Tone) fyne.ThemeColorName {
	switch t {
	case present.Wrong:
		return uikit.ColorWrong
	case present.Doubtful:
		return uikit.ColorDoubt
	case present.Done:
		return uikit.ColorDone
	}
	return uikit.ColorQuiet
}

// row lays a group's line out: how many pictures, in how many documents, and in what they are alike.
type row struct{ count, docs, title *uikit.Text }

func (r *row) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(200, r.title.MinSize().Height+12)
}

func (r *row) Layout(_ []fyne.CanvasObject, s fyne.Size) {
	digits, docs := r.count.MinSize().Height*3, r.docs.MinSize().Height*10
	x := float32(12)
	for _, at := range []struct {
		o fyne.CanvasObject
		w float32
	}{{r.count, digits}, {r.title, s.Width - digits - docs - 48}, {r.docs, docs}} {
		at.o.Move(fyne.NewPos(x, 6))
		at.o.Resize(fyne.NewSize(at.w, s.Height-12))
		x += at.w + 12
	}
}

func newRow() fyne.CanvasObject {
	r := &row{count: uikit.NewText("", uikit.Style{Bold: true, Align: fyne.TextAlignTrailing}), title: uikit.NewText("", uikit.Style{}),
		docs: uikit.NewText("", uikit.Style{Color: uikit.ColorQuiet, Align: fyne.TextAlignTrailing})}
	return container.New(r, r.count, r.title, r.docs)
}

func (s *Screen) updateRow(i int, o fyne.CanvasObject) {
	if i < 0 || i >= len(s.snap.Rows) {
		return
	}
	in, r := s.snap.Rows[i], o.(*fyne.Container).Layout.(*row)
	r.count.SetText(strconv.Itoa(in.Count))
	r.title.SetText(phrase.Text(in.Title))
	r.docs.SetText(uikit.N("in {{.N}} documents", in.Documents))
}
