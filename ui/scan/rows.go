package scan

import (
	"image"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"chartproof.org/chartproof/ui/phrase"
	"chartproof.org/chartproof/ui/uikit"
)

// rows gives the settings the height of their lines.
type rows struct{ s *Screen }

func (l *rows) MinSize([]fyne.CanvasObject) fyne.Size {
	n := float32(len(l.s.snap.Choices))
	if n == 0 {
		return fyne.Size{}
	}
	row := newChoice().MinSize().Height + 12 // the ring around it
	return fyne.NewSize(200, n*row+8)
}

func (l *rows) Layout(objs []fyne.CanvasObject, size fyne.Size) { objs[0].Resize(size) }

// choice is a line of the settings: what it is, and what is chosen between two arrows where there is something else.
type choice struct{ title, value *uikit.Text }

func newChoice() fyne.CanvasObject {
	c := &choice{title: uikit.NewText("", uikit.Style{Color: uikit.ColorQuiet}), value: uikit.NewText("", uikit.Style{Bold: true})}
	return container.New(c, c.title, c.value)
}

func (c *choice) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(200, c.value.MinSize().Height+4)
}

func (c *choice) Layout(_ []fyne.CanvasObject, s fyne.Size) {
	const pad = 8
	left := s.Width * 0.3
	c.title.Move(fyne.NewPos(pad, 2))
	c.title.Resize(fyne.NewSize(left-pad, s.Height-4))
	c.value.Move(fyne.NewPos(left+pad, 2))
	c.value.Resize(fyne.NewSize(max(0, s.Width-left-2*pad), s.Height-4))
}

func (s *Screen) updateChoice(i int, o fyne.CanvasObject) {
	if i < 0 || i >= len(s.snap.Choices) {
		return
	}
	in, c := s.snap.Choices[i], o.(*fyne.Container).Layout.(*choice)
	c.title.SetText(phrase.Text(in.Title))
	value := phrase.Text(in.Value)
	if in.Several {
		value = "‹ " + value + " ›"
	}
	c.value.SetText(value)
	o.Refresh()
}

// The size of a side's small picture.
const (
	pictureW = 48
	pictureH = 62
)

// side is a line of what came in: its picture, its place, and how it was scanned.
type side struct {
	paper        *canvas.Rectangle
	picture      *canvas.Image
	number, note *uikit.Text
}

func newSheet() fyne.CanvasObject {
	r := &side{paper: canvas.NewRectangle(nil), picture: canvas.NewImageFromImage(nil), number: uikit.NewText("", uikit.Style{Bold: true}),
		note: uikit.NewText("", uikit.Style{Size: uikit.SizeSmall, Color: uikit.ColorQuiet})}
	r.picture.FillMode = canvas.ImageFillContain
	r.paper.StrokeWidth = 1
	return container.New(r, r.paper, r.picture, r.number, r.note)
}

func (r *side) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(160, max(pictureH+4, r.number.MinSize().Height+r.note.MinSize().Height+4))
}

func (r *side) Layout(_ []fyne.CanvasObject, s fyne.Size) {
	const pad = 8
	paper := fyne.NewSize(pictureW, pictureH)
	r.paper.Move(fyne.NewPos(pad, 2))
	r.paper.Resize(paper)
	r.picture.Move(fyne.NewPos(pad+2, 4))
	r.picture.Resize(paper.SubtractWidthHeight(4, 4))
	left, h := float32(2*pad+pictureW), r.number.MinSize().Height
	r.number.Move(fyne.NewPos(left, 4))
	r.number.Resize(fyne.NewSize(max(0, s.Width-left-pad), h))
	r.note.Move(fyne.NewPos(left, h+4))
	r.note.Resize(fyne.NewSize(max(0, s.Width-left-pad), r.note.MinSize().Height))
}

func (s *Screen) updateSheet(i int, o fyne.CanvasObject) {
	if i < 0 || i >= len(s.snap.Sheets) {
		return
	}
	in, r := s.snap.Sheets[i], o.(*fyne.Container).Layout.(*side)
	r.paper.FillColor, r.paper.StrokeColor = uikit.Colour(uikit.ColorPanel), uikit.Colour(uikit.ColorLine)
	picture, _ := in.Thumb.(image.Image)
	r.picture.Image = picture
	r.number.SetText(uikit.T("Page {{.N}}", uikit.A{"N": strconv.Itoa(in.Place)}))
	r.note.SetText(phrase.Text(in.Says))
	r.picture.Refresh()
	o.Refresh()
}
