package help

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"chartproof.org/chartproof/ui/focus"
	"chartproof.org/chartproof/ui/uikit"
)

// Screen is the list of pages beside the page that is read.
type Screen struct {
	pages  []Page
	list   *uikit.ListView
	reader *uikit.Reader
	obj    fyne.CanvasObject
}

// New makes the screen on the page of that name, the first where there is none; done goes back.
func New(kit *uikit.Kit, pages []Page, name string, done func()) *Screen {
	s := &Screen{pages: pages, reader: kit.NewReader(uikit.VStack(0))}
	s.list = kit.NewList(func() fyne.CanvasObject { return container.New(rowLayout{}, uikit.NewText("", uikit.Style{})) },
		func(i int, o fyne.CanvasObject) {
			if i < len(s.pages) {
				o.(*fyne.Container).Objects[0].(*uikit.Text).SetText(s.pages[i].Title)
			}
		})
	s.list.OnMove = s.read
	s.list.OnOpen = func(int) { focus.On(s.reader) }
	s.list.SetLength(len(pages))
	at := 0
	for i, p := range pages {
		if p.Name == name {
			at = i
		}
	}
	s.list.SetAt(at)
	s.read(at)
	back := kit.NewPrimary(uikit.T("Close"), uikit.K(fyne.KeyEscape), done)
	title := uikit.NewFixed(uikit.T("Help"), uikit.Style{Size: uikit.SizeTitle, Bold: true})
	s.obj = uikit.NewCard(focus.Column(title, container.New(halves{kit.Theme}, kit.Flat(s.list), kit.Flat(s.reader)),
		container.NewHBox(back)))
	return s
}

// Object is what the dialog shows.
func (s *Screen) Object() fyne.CanvasObject { return s.obj }

// Focus goes to the list.
func (s *Screen) Focus() {
	s.list.ScrollTo(max(s.list.At(), 0))
	s.list.Refresh() // a dialog gets its room after its rows were made
	focus.On(s.list)
}

func (s *Screen) read(i int) {
	if i < 0 || i >= len(s.pages) {
		return
	}
	p := s.pages[i]
	parts := []fyne.CanvasObject{uikit.NewParagraph(p.Title, uikit.Style{Size: uikit.SizeTitle, Bold: true})}
	for _, b := range p.Blocks {
		switch b.Kind {
		case Section:
			parts = append(parts, uikit.NewParagraph(b.Text, uikit.Style{Bold: true}))
		case Item:
			parts = append(parts, uikit.NewParagraph("– "+b.Text, uikit.Style{}))
		default:
			parts = append(parts, uikit.NewParagraph(b.Text, uikit.Style{}))
		}
	}
	s.reader.SetContent(uikit.VStack(10, parts...))
}

// halves gives the list what its longest titles need and the page the rest.
type halves struct{ theme *uikit.Theme }

func (halves) MinSize(objs []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(480, max(objs[0].MinSize().Height, objs[1].MinSize().Height))
}

func (l halves) Layout(objs []fyne.CanvasObject, s fyne.Size) {
	const gap = 16
	w := min(220*l.theme.Scale(), s.Width*0.36)
	objs[0].Resize(fyne.NewSize(w, s.Height))
	objs[1].Move(fyne.NewPos(w+gap, 0))
	objs[1].Resize(fyne.NewSize(s.Width-w-gap, s.Height))
}

type rowLayout struct{}

func (rowLayout) MinSize(objs []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(120, objs[0].MinSize().Height+2)
}

func (rowLayout) Layout(objs []fyne.CanvasObject, s fyne.Size) {
	objs[0].Move(fyne.NewPos(12, 1))
	objs[0].Resize(fyne.NewSize(s.Width-16, objs[0].MinSize().Height))
}
