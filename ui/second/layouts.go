package second

import (
	"fyne.io/fyne/v2"

	"chartproof.org/chartproof/ui/uikit"
)

// sides lays page, hairline and field side by side as the review does, with more room for the field in a larger window and for
// larger text.
type sides struct{ theme *uikit.Theme }

func (l *sides) field(total float32) float32 {
	const width, most = 420, 560
	large := min(max(width, total*0.32), most)
	return min(max(large, width*(1+(l.theme.Scale()-1)*0.6)), total*0.5)
}

func (l *sides) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(480, 300) }

func (l *sides) Layout(objs []fyne.CanvasObject, s fyne.Size) {
	w := l.field(s.Width)
	objs[0].Resize(fyne.NewSize(s.Width-w-1, s.Height))
	objs[1].Move(fyne.NewPos(s.Width-w-1, 0))
	objs[1].Resize(fyne.NewSize(1, s.Height))
	objs[2].Move(fyne.NewPos(s.Width-w, 0))
	objs[2].Resize(fyne.NewSize(w, s.Height))
}

// pictureLayout gives the picture of the field its height, and centres the words that stand in its place.
type pictureLayout struct{}

func (pictureLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(80, 60+uikit.Size(uikit.SizeEntry))
}

func (pictureLayout) Layout(objs []fyne.CanvasObject, s fyne.Size) {
	objs[0].Resize(s)
	h := objs[1].MinSize().Height
	objs[1].Move(fyne.NewPos(0, (s.Height-h)/2))
	objs[1].Resize(fyne.NewSize(s.Width, h))
}

// keyRows lays keys side by side and goes on in a further row where there is no room.
type keyRows struct{ width float32 }

func (l *keyRows) flow(objs []fyne.CanvasObject, width float32, place func(fyne.CanvasObject, fyne.Position, fyne.Size)) float32 {
	const gap = 12
	x, y, row := float32(0), float32(0), float32(0)
	for _, o := range objs {
		m := o.MinSize()
		m.Width = min(m.Width, width)
		if x > 0 && x+m.Width > width {
			x, y, row = 0, y+row+8, 0
		}
		place(o, fyne.NewPos(x, y), m)
		x, row = x+m.Width+gap, max(row, m.Height)
	}
	return y + row
}

func (l *keyRows) MinSize(objs []fyne.CanvasObject) fyne.Size {
	width := l.width
	if width <= 0 {
		width = 1e6
	}
	return fyne.NewSize(80, l.flow(objs, width, func(fyne.CanvasObject, fyne.Position, fyne.Size) {}))
}

func (l *keyRows) Layout(objs []fyne.CanvasObject, s fyne.Size) {
	l.width = s.Width
	l.flow(objs, s.Width, func(o fyne.CanvasObject, at fyne.Position, size fyne.Size) {
		o.Move(at)
		o.Resize(size)
	})
}
