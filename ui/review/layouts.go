package review

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"chartproof.org/chartproof/ui/uikit"
)

// ends lays two objects on one line: the first at its own width at the left, the second in the rest; with left the second
// follows the first, without it stands at the right.
type ends struct{ left bool }

func (l *ends) MinSize(objs []fyne.CanvasObject) fyne.Size {
	a, b := objs[0].MinSize(), objs[1].MinSize()
	return fyne.NewSize(a.Width+8+b.Width, max(a.Height, b.Height))
}

func (l *ends) Layout(objs []fyne.CanvasObject, s fyne.Size) {
	a, b := objs[0].MinSize(), objs[1].MinSize()
	if t, ok := objs[0].(interface{ Natural() fyne.Size }); ok {
		a.Width = min(t.Natural().Width, s.Width*0.7)
	}
	objs[0].Resize(fyne.NewSize(a.Width, a.Height))
	objs[0].Move(fyne.NewPos(0, (s.Height-a.Height)/2))
	objs[1].Resize(fyne.NewSize(max(s.Width-a.Width-8, 0), b.Height))
	objs[1].Move(fyne.NewPos(a.Width+8, (s.Height-b.Height)/2))
}

// heading lays a wrapping title and a short count side by side, or below one another where the text is large.
type heading struct{ width float32 }

func (l *heading) side(objs []fyne.CanvasObject) (title, count fyne.Size, fits bool) {
	title, count = objs[0].(*uikit.Paragraph).Natural(), objs[1].(*uikit.Text).Natural()
	return title, count, l.width <= 0 || title.Width+8+count.Width <= l.width
}

func (l *heading) MinSize(objs []fyne.CanvasObject) fyne.Size {
	title, count, fits := l.side(objs)
	if fits {
		return fyne.NewSize(80, max(title.Height, count.Height))
	}
	return fyne.NewSize(80, objs[0].(*uikit.Paragraph).HeightFor(l.width)+count.Height)
}

func (l *heading) Layout(objs []fyne.CanvasObject, s fyne.Size) {
	l.width = s.Width
	title, count, fits := l.side(objs)
	if fits {
		objs[0].Resize(fyne.NewSize(title.Width+1, title.Height))
		objs[1].Move(fyne.NewPos(title.Width+8, title.Height-count.Height-2))
		objs[1].Resize(fyne.NewSize(s.Width-title.Width-8, count.Height))
		return
	}
	h := objs[0].(*uikit.Paragraph).HeightFor(s.Width)
	objs[0].Resize(fyne.NewSize(s.Width, h))
	objs[1].Move(fyne.NewPos(0, h))
	objs[1].Resize(fyne.NewSize(s.Width, count.Height))
}

// rowsOf lays objects side by side and goes on in a further row where there is no room: the keys must never be cut off at a
// large text size.
type rowsOf struct {
	gap, between float32
	width        float32
}

func (l *rowsOf) MinSize(objs []fyne.CanvasObject) fyne.Size {
	width := l.width
	if width <= 0 {
		width = 1e6
	}
	x, y, row, most := float32(0), float32(0), float32(0), float32(0)
	for _, o := range objs {
		m := o.MinSize()
		if x > 0 && x+m.Width > width {
			x, y = 0, y+row+l.between
			row = 0
		}
		x += m.Width + l.gap
		row, most = max(row, m.Height), max(most, m.Width)
	}
	return fyne.NewSize(most, y+row)
}

func (l *rowsOf) Layout(objs []fyne.CanvasObject, s fyne.Size) {
	l.width = s.Width
	x, y, row := float32(0), float32(0), float32(0)
	for _, o := range objs {
		m := o.MinSize()
		if x > 0 && x+m.Width > s.Width {
			x, y = 0, y+row+l.between
			row = 0
		}
		o.Resize(m)
		o.Move(fyne.NewPos(x, y))
		x += m.Width + l.gap
		row = max(row, m.Height)
	}
}

// pictureLayout gives the field's picture its height; what stands in its place is centred.
type pictureLayout struct{}

func (pictureLayout) height() float32 { return 60 + uikit.Size(uikit.SizeEntry) }

func (l *pictureLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(80, l.height()) }

func (l *pictureLayout) Layout(objs []fyne.CanvasObject, s fyne.Size) {
	objs[0].Resize(s)
	h := objs[1].MinSize().Height
	objs[1].Move(fyne.NewPos(0, (s.Height-h)/2))
	objs[1].Resize(fyne.NewSize(s.Width, h))
}

// desk lays the three parts side by side: page, hairline, fields. The fields take 380 at 100 % in a usual window, more in a
// larger one and for larger text.
type desk struct{ kit *uikit.Kit }

func (l *desk) fields(total float32) float32 {
	const width, most = 380, 480
	large := min(max(width, total*0.3), most)
	return min(max(large, width*(1+(l.kit.Theme.Scale()-1)*0.6)), total*0.46)
}

func (l *desk) MinSize(objs []fyne.CanvasObject) fyne.Size { return fyne.NewSize(480, 300) }

func (l *desk) Layout(objs []fyne.CanvasObject, s fyne.Size) {
	w := l.fields(s.Width)
	objs[0].Resize(fyne.NewSize(s.Width-w-1, s.Height))
	objs[1].Move(fyne.NewPos(s.Width-w-1, 0))
	objs[1].Resize(fyne.NewSize(1, s.Height))
	objs[2].Move(fyne.NewPos(s.Width-w, 0))
	objs[2].Resize(fyne.NewSize(w, s.Height))
}

// pinned keeps the keys that decide on the field at hand in sight: at the foot of its card, and where the card is higher than
// the pane, at the foot of the pane.
type pinned struct {
	card   *card
	over   *fyne.Container // the card with all that stands above it
	scroll *container.Scroll
	foot   *fyne.Container // the keys once more
	off    bool            // nothing can be decided
	size   fyne.Size
}

// margin is what the pane leaves free above and below the card.
const margin = 24

// settle shows the keys in one of the two places and gives the scrolling part the rest.
func (l *pinned) settle() {
	height := l.over.MinSize().Height + margin
	if l.card.foot.Hidden {
		height += l.card.foot.MinSize().Height
	}
	pin := !l.off && height > l.size.Height
	if card := !l.off && !pin; l.card.foot.Hidden == card {
		l.card.foot.Hidden = !card
		uikit.Relayout(l.card.all)
		uikit.Relayout(l.over)
	}
	l.foot.Hidden = !pin
	rest := l.size.Height
	if pin {
		l.foot.Resize(fyne.NewSize(l.size.Width, 0)) // its keys know how many lines they need once they know their width
		rest -= l.foot.MinSize().Height
		l.foot.Move(fyne.NewPos(0, rest))
		l.foot.Resize(fyne.NewSize(l.size.Width, l.size.Height-rest))
	}
	l.scroll.Resize(fyne.NewSize(l.size.Width, rest))
}

func (l *pinned) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(80, 120) }

func (l *pinned) Layout(_ []fyne.CanvasObject, s fyne.Size) {
	l.size = s
	l.scroll.Resize(s)
	l.settle()
}
