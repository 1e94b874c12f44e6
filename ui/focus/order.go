package focus

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
)

// Column is a border layout whose Tab order is the order on the screen. Fyne's own puts the middle first. Any part may
// be nil.
func Column(top, middle, bottom fyne.CanvasObject) *fyne.Container {
	return container.New(layout.NewBorderLayout(top, bottom, nil, nil), those(top, middle, bottom)...)
}

// Row is the same from left to right.
func Row(left, middle, right fyne.CanvasObject) *fyne.Container {
	return container.New(layout.NewBorderLayout(nil, nil, left, right), those(left, middle, right)...)
}

func those(parts ...fyne.CanvasObject) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	for _, p := range parts {
		if p != nil {
			out = append(out, p)
		}
	}
	return out
}
