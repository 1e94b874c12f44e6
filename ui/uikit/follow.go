package uikit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// NewScroll makes a column that scrolls by itself to whatever in it takes the focus: the keys never lead out of sight. What
// is put into the content later is not followed.
func NewScroll(content fyne.CanvasObject) *container.Scroll {
	s := container.NewVScroll(content)
	follow(content, s)
	return s
}

func follow(o fyne.CanvasObject, s *container.Scroll) {
	switch o := o.(type) {
	case *fyne.Container:
		for _, child := range o.Objects {
			follow(child, s)
		}
	case *Button:
		o.onFocus = func() { reveal(s, o) }
	case *Entry:
		o.onFocus = func() { reveal(s, o) }
	}
}

// InView brings the widget with the focus into view again after what stands above it changed in height.
func InView(f fyne.Focusable) {
	var follow func()
	switch o := f.(type) {
	case *Button:
		follow = o.onFocus
	case *Entry:
		follow = o.onFocus
	}
	if follow != nil {
		follow()
	}
}

// margin is what stays visible around an object that is brought into view: its label stands above it.
const margin = 56

// reveal scrolls as little as shows the object.
func reveal(s *container.Scroll, o fyne.CanvasObject) {
	d := fyne.CurrentApp().Driver()
	top := d.AbsolutePositionForObject(o).Y - d.AbsolutePositionForObject(s.Content).Y
	bottom := top + o.Size().Height
	to, view := s.Offset.Y, s.Size().Height
	switch {
	case top-margin < to:
		to = top - margin
	case bottom+margin > to+view:
		to = bottom + margin - view
	}
	s.Offset.Y = max(min(to, s.Content.MinSize().Height-view), 0)
	s.Refresh()
}
