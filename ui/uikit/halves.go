package uikit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// halves lays two objects side by side, the first at its share of the width.
type halves struct{ share float32 }

// betweenHalves is the ground between them.
const betweenHalves = 32

// Halves lays two panes side by side, the first at its share of the width.
func Halves(share float32, left, right fyne.CanvasObject) *fyne.Container {
	return container.New(&halves{share}, left, right)
}

func (l *halves) MinSize(objs []fyne.CanvasObject) fyne.Size {
	a, b := objs[0].MinSize(), objs[1].MinSize()
	return fyne.NewSize(a.Width+betweenHalves+b.Width, max(a.Height, b.Height))
}

func (l *halves) Layout(objs []fyne.CanvasObject, s fyne.Size) {
	w := (s.Width - betweenHalves) * l.share
	objs[0].Resize(fyne.NewSize(w, s.Height))
	objs[1].Move(fyne.NewPos(w+betweenHalves, 0))
	objs[1].Resize(fyne.NewSize(s.Width-betweenHalves-w, s.Height))
}
