package review

import (
	"image"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
	"github.com/disintegration/imaging"

	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/uikit"
)

// The size of a page's small picture; it is made at twice this for sharp screens.
const (
	thumbW = 52 // three fit side by side into the left pane
	thumbH = 68
	// thumbsShown bounds the pictures of a long chart: those around the page in the middle.
	thumbsShown = 40
)

// thumbs are the pages at the left: the one in the middle has the accent's frame, those with open fields a dot.
type thumbs struct {
	title *uikit.SectionTitle
	grid  *fyne.Container
	items []*thumb
	do    func(page int)
	obj   fyne.CanvasObject

	scroll *container.Scroll
}

func newThumbs(do func(page int)) *thumbs {
	t := &thumbs{title: uikit.NewSectionTitle(uikit.T("Pages")), do: do,
		grid: container.New(&rowsOf{gap: 8, between: 8})}
	t.scroll = container.NewVScroll(t.grid)
	t.obj = uikit.NewPane(13, 8, container.NewBorder(t.title, nil, nil, nil, t.scroll))
	return t
}

func (t *thumbs) set(pages []present.ReviewThumb) {
	pages = around(pages)
	for len(t.items) < len(pages) {
		item := newThumb(t.do)
		t.items = append(t.items, item)
		t.grid.Add(item)
	}
	for i, item := range t.items {
		item.Hidden = i >= len(pages)
		if item.Hidden {
			item.set(present.ReviewThumb{})
		} else {
			item.set(pages[i])
		}
	}
	uikit.Relayout(t.grid)
	// The pane gives the pictures what they ask for: their rows, three at most.
	if rows := min((len(pages)+2)/3, 3); rows > 0 {
		t.scroll.SetMinSize(fyne.NewSize(0, float32(rows)*(t.items[0].MinSize().Height+8)-8))
	}
}

// around keeps the pages near the current one.
func around(pages []present.ReviewThumb) []present.ReviewThumb {
	if len(pages) <= thumbsShown {
		return pages
	}
	at := 0
	for i, p := range pages {
		if p.Current {
			at = i
		}
	}
	from := min(max(at-thumbsShown/2, 0), len(pages)-thumbsShown)
	return pages[from : from+thumbsShown]
}

// thumb is one page.
type thumb struct {
	widget.BaseWidget
	page    int
	paper   *canvas.Rectangle
	picture *canvas.Image
	hidden  [4]*canvas.Rectangle // over faces and signatures
	frame   *canvas.Rectangle
	dot     *canvas.Circle
	number  *uikit.Text
	do      func(int)
	shown   present.ReviewThumb
}

func newThumb(do func(int)) *thumb {
	t := &thumb{do: do, paper: canvas.NewRectangle(nil), picture: canvas.NewImageFromImage(nil), frame: canvas.NewRectangle(nil),
		dot: canvas.NewCircle(nil), number: uikit.NewText("", uikit.Style{Size: uikit.SizeSmall, Align: fyne.TextAlignCenter})}
	t.picture.FillMode = canvas.ImageFillContain
	for i := range t.hidden {
		t.hidden[i] = canvas.NewRectangle(nil)
	}
	t.ExtendBaseWidget(t)
	return t
}

func (t *thumb) set(in present.ReviewThumb) {
	if in == t.shown {
		return
	}
	t.shown, t.page = in, in.Page
	img, _ := in.Picture.(image.Image)
	t.picture.Image = turned(img, in.Turn)
	if in.Page > 0 {
		t.number.SetText(strconv.Itoa(in.Place))
	}
	t.Refresh()
}

// Refresh takes the colours up again.
func (t *thumb) Refresh() {
	t.paper.FillColor = uikit.Colour(uikit.ColorPanel)
	t.frame.StrokeColor, t.frame.StrokeWidth = uikit.Colour(uikit.ColorLine), 1
	if t.shown.Current {
		t.frame.StrokeColor, t.frame.StrokeWidth = uikit.Colour(uikit.ColorAccent), uikit.Ring
	}
	t.cover()
	t.dot.FillColor = uikit.Colour(uikit.ColorDoubt)
	t.dot.Hidden = t.shown.Open == 0
	style := uikit.Style{Size: uikit.SizeSmall, Color: uikit.ColorQuiet, Align: fyne.TextAlignCenter}
	if t.shown.Current {
		style.Color, style.Bold = uikit.ColorText, true
	}
	t.number.Set(t.number.Text(), style)
	t.BaseWidget.Refresh()
}

// turned gives the picture turned clockwise.
func turned(img image.Image, degrees int) image.Image {
	switch {
	case img == nil:
		return nil
	case degrees == 90:
		return imaging.Rotate270(img)
	case degrees == 180:
		return imaging.Rotate180(img)
	case degrees == 270:
		return imaging.Rotate90(img)
	}
	return img
}

// cover lays what is hidden over the picture, which stands in the middle of its place at its own shape.
func (t *thumb) cover() {
	const w, h = thumbW - 4, thumbH - 4
	for i, c := range t.hidden {
		b := t.shown.Hidden[i].Rotate(t.shown.Turn)
		c.Hidden = b.Empty() || t.picture.Image == nil
		if c.Hidden {
			continue
		}
		size := t.picture.Image.Bounds().Size()
		scale := min(w/float32(size.X), h/float32(size.Y))
		pw, ph := float32(size.X)*scale, float32(size.Y)*scale
		c.FillColor = uikit.Colour(uikit.ColorQuiet)
		c.Move(fyne.NewPos(2+(w-pw)/2+float32(b.X0)*pw, 2+(h-ph)/2+float32(b.Y0)*ph))
		c.Resize(fyne.NewSize(float32(b.Width())*pw, float32(b.Height())*ph))
	}
}

// Tapped shows the page.
func (t *thumb) Tapped(*fyne.PointEvent) { t.do(t.page) }

// CreateRenderer is Fyne's.
func (t *thumb) CreateRenderer() fyne.WidgetRenderer {
	parts := []fyne.CanvasObject{t.paper, t.picture, t.frame, t.dot, t.number}
	for _, c := range t.hidden {
		parts = append(parts, c)
	}
	return widget.NewSimpleRenderer(container.New(thumbParts{}, parts...))
}

type thumbParts struct{}

func (thumbParts) MinSize(objs []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(thumbW, thumbH+2+objs[4].MinSize().Height)
}

func (thumbParts) Layout(objs []fyne.CanvasObject, s fyne.Size) {
	page := fyne.NewSize(thumbW, thumbH)
	objs[0].Resize(page)
	objs[1].Move(fyne.NewPos(2, 2))
	objs[1].Resize(page.SubtractWidthHeight(4, 4))
	objs[2].Resize(page)
	objs[3].Move(fyne.NewPos(thumbW-15, 6))
	objs[3].Resize(fyne.NewSize(9, 9))
	objs[4].Move(fyne.NewPos(0, thumbH+2))
	objs[4].Resize(fyne.NewSize(thumbW, s.Height-thumbH-2))
}
