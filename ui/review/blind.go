package review

import (
	"fyne.io/fyne/v2"

	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/ui/pageview"
	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/uikit"
)

// Blind is the entry of a value that is typed unseen: that of the review, but nothing goes to the clipboard or comes from it,
// because what somebody saw elsewhere is no look of their own.
type Blind struct{ e *valueEntry }

// NewBlind makes the entry; choose is told a digit while the entry is closed.
func NewBlind(kit *uikit.Kit, typed func(string), choose func(int)) *Blind {
	e := newValueEntry(kit)
	e.private, e.blind, e.editable, e.onChanged, e.onDigit = true, true, true, typed, choose
	return &Blind{e}
}

// Widget is what the screen shows, and what gets the focus.
func (b *Blind) Widget() interface {
	fyne.CanvasObject
	fyne.Focusable
} {
	return b.e
}

// Set puts a value of the person's own in.
func (b *Blind) Set(text string) { b.e.show(text, nil) }

// Close has digits choose instead of type.
func (b *Blind) Close(closed bool) {
	b.e.editable, b.e.digits = !closed, closed
	b.e.Refresh()
}

// Wipe overwrites what was typed.
func (b *Blind) Wipe() { b.e.wipe() }

// Mark is a mark of a snapshot as the page draws it.
func Mark(m present.PageMark) pageview.Mark { return pageMark(m) }

// PictureScale bounds the enlargement of the picture of a field.
func PictureScale(b geom.Box, p *pageview.Pyramid, turn int) float64 { return pictureScale(b, p, turn) }

// Prepare makes a page ready for the screen, off the UI goroutine.
func Prepare(r *geom.Raster) present.Prepared { return prepare(r) }
