package pageview

import (
	"image"
	"image/color"
	"math"

	"golang.org/x/image/font"
	"golang.org/x/image/math/fixed"
)

// Painter draws a viewport of a page with its marks. It keeps one picture between calls and is used by one goroutine at a
// time.
type Painter struct {
	Colours Colours
	// Unit is view pixels a point of the interface: strokes and tags grow with it.
	Unit float64
	// Face gives the type of tags at a size in pixels; nil paints none.
	Face func(size int) font.Face
	// Watermark is laid over the page, under its marks; empty lays nothing.
	Watermark string
	img       *image.RGBA
	base      *image.RGBA // the page without marks, as key says
	key       baseKey
}

// baseKey is all that the page without its marks depends on.
type baseKey struct {
	pyr     *Pyramid
	v       Viewport
	colours Colours
	coarse  bool
	mark    string
	unit    float64
}

// Paint gives the picture of w by h pixels. The picture is the painter's own and is overwritten by the next call.
func (p *Painter) Paint(pyr *Pyramid, v Viewport, marks []Mark, w, h int, coarse bool) *image.RGBA {
	if p.img == nil || p.img.Rect.Dx() != w || p.img.Rect.Dy() != h {
		p.img = image.NewRGBA(image.Rect(0, 0, w, h))
	}
	if pyr == nil || !v.Valid() {
		p.base = nil
		fill(p.img, p.img.Rect, p.Colours.Desk)
		return p.img
	}
	p.under(pyr, v, coarse)
	for kind := Lit; kind <= Matched; kind++ {
		for _, m := range marks {
			if m.Kind == kind && !m.Box.Empty() {
				p.mark(v, m)
			}
		}
	}
	return p.img
}

// under draws the page beneath the marks. From field to field only the marks change: the page is kept.
func (p *Painter) under(pyr *Pyramid, v Viewport, coarse bool) {
	key := baseKey{pyr, v, p.Colours, coarse, p.Watermark, p.Unit}
	if p.base != nil && p.key == key && p.base.Rect == p.img.Rect {
		copy(p.img.Pix, p.base.Pix)
		return
	}
	fill(p.img, p.img.Rect, p.Colours.Desk)
	pyr.draw(p.img, v, coarse)
	p.edge(v)
	if p.Colours.Dim > 0 {
		p.dim(v)
	}
	p.watermark(p.Watermark)
	if p.base == nil || p.base.Rect != p.img.Rect {
		p.base = image.NewRGBA(p.img.Rect)
	}
	p.key = key
	copy(p.base.Pix, p.img.Pix)
}

// Wipe forgets every pixel and the page.
func (p *Painter) Wipe() { p.img, p.base, p.key = nil, nil, baseKey{} }

func (p *Painter) mark(v Viewport, m Mark) {
	x0, y0, x1, y1 := v.ToView(m.Box)
	r := image.Rect(int(math.Floor(x0)), int(math.Floor(y0)), int(math.Ceil(x1)), int(math.Ceil(y1)))
	if r.Inset(-64).Intersect(p.img.Rect).Empty() {
		return
	}
	px := func(points float64) int { return max(1, int(points*p.Unit+0.5)) }
	switch m.Kind {
	case Lit:
		r = r.Inset(-px(5))
		p.stroke(r, p.Colours.Accent, px(3))
	case Doubt:
		p.multiply(r, p.Colours.DoubtGround)
		p.dots(r, p.Colours.Doubt, px(3))
	case Masked:
		r = r.Inset(-px(1))
		fill(p.img, r, p.Colours.Mask)
		p.hatch(r, m.Pattern, p.Colours.MaskLine, px(2), px(8))
		p.stroke(r, p.Colours.MaskLine, px(1))
		p.tag(r, m.Tag)
	case Shown:
		r = r.Inset(-px(2))
		p.dashes(r, p.Colours.MaskLine, px(1), px(6))
	case Edited:
		p.hatch(r, m.Pattern, p.Colours.Accent, px(1), px(12))
		p.stroke(r, p.Colours.Accent, px(2))
		p.handles(r, px(handle))
	case Matched:
		p.multiply(r, p.Colours.DoubtGround)
		p.stroke(r.Inset(-px(2)), p.Colours.Doubt, px(2))
	case Found:
		p.dashes(r, p.Colours.MaskLine, px(1), px(3))
	case Released:
		p.dashes(r.Inset(-px(3)), p.Colours.Doubt, px(3), px(9))
		p.tag(r, "\u2212"+m.Tag)
	case Added:
		p.hatch(r, m.Pattern, p.Colours.Accent, px(1), px(8))
		p.stroke(r.Inset(-px(2)), p.Colours.Accent, px(3))
		p.tag(r, "+"+m.Tag)
	}
}

// edge draws the hairline around the paper.
func (p *Painter) edge(v Viewport) {
	w, h := v.size()
	r := image.Rect(int(-v.X*v.Scale)-1, int(-v.Y*v.Scale)-1, int((w-v.X)*v.Scale)+1, int((h-v.Y)*v.Scale)+1)
	p.stroke(r, p.Colours.Line, 1)
}

func (p *Painter) dim(v Viewport) {
	w, h := v.size()
	r := image.Rect(int(-v.X*v.Scale), int(-v.Y*v.Scale), int((w-v.X)*v.Scale), int((h-v.Y)*v.Scale)).Intersect(p.img.Rect)
	keep := 255 - int(p.Colours.Dim)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		row := p.img.Pix[p.img.PixOffset(r.Min.X, y):p.img.PixOffset(r.Max.X, y)]
		for i := 0; i < len(row); i += 4 {
			row[i], row[i+1], row[i+2] = byte(int(row[i])*keep/255), byte(int(row[i+1])*keep/255), byte(int(row[i+2])*keep/255)
		}
	}
}

func fill(img *image.RGBA, r image.Rectangle, c color.NRGBA) {
	r = r.Intersect(img.Rect)
	if r.Empty() {
		return
	}
	first := img.Pix[img.PixOffset(r.Min.X, r.Min.Y):][:4*r.Dx()]
	for i := 0; i < len(first); i += 4 {
		first[i], first[i+1], first[i+2], first[i+3] = c.R, c.G, c.B, 0xff
	}
	for y := r.Min.Y + 1; y < r.Max.Y; y++ {
		copy(img.Pix[img.PixOffset(r.Min.X, y):], first)
	}
}

// stroke draws a frame of a width inside the rectangle.
func (p *Painter) stroke(r image.Rectangle, c color.NRGBA, width int) {
	fill(p.img, image.Rect(r.Min.X, r.Min.Y, r.Max.X, r.Min.Y+width), c)
	fill(p.img, image.Rect(r.Min.X, r.Max.Y-width, r.Max.X, r.Max.Y), c)
	fill(p.img, image.Rect(r.Min.X, r.Min.Y, r.Min.X+width, r.Max.Y), c)
	fill(p.img, image.Rect(r.Max.X-width, r.Min.Y, r.Max.X, r.Max.Y), c)
}

func (p *Painter) dashes(r image.Rectangle, c color.NRGBA, width, length int) {
	for x := r.Min.X; x < r.Max.X; x += 2 * length {
		end := min(x+length, r.Max.X)
		fill(p.img, image.Rect(x, r.Min.Y, end, r.Min.Y+width), c)
		fill(p.img, image.Rect(x, r.Max.Y-width, end, r.Max.Y), c)
	}
	for y := r.Min.Y; y < r.Max.Y; y += 2 * length {
		end := min(y+length, r.Max.Y)
		fill(p.img, image.Rect(r.Min.X, y, r.Min.X+width, end), c)
		fill(p.img, image.Rect(r.Max.X-width, y, r.Max.X, end), c)
	}
}

// dots underlines a doubtful character.
func (p *Painter) dots(r image.Rectangle, c color.NRGBA, size int) {
	for x := r.Min.X; x < r.Max.X; x += 2 * size {
		fill(p.img, image.Rect(x, r.Max.Y, min(x+size, r.Max.X), r.Max.Y+size), c)
	}
}

// multiply tints paper and leaves ink: a highlighter.
func (p *Painter) multiply(r image.Rectangle, c color.NRGBA) {
	r = r.Intersect(p.img.Rect)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		row := p.img.Pix[p.img.PixOffset(r.Min.X, y):][:4*r.Dx()]
		for i := 0; i < len(row); i += 4 {
			row[i] = byte(int(row[i]) * int(c.R) / 255)
			row[i+1] = byte(int(row[i+1]) * int(c.G) / 255)
			row[i+2] = byte(int(row[i+2]) * int(c.B) / 255)
		}
	}
}

// hatch fills a rectangle with the strokes of its pattern.
func (p *Painter) hatch(r image.Rectangle, pattern Pattern, c color.NRGBA, width, gap int) {
	in := r.Intersect(p.img.Rect)
	on := func(n int) bool { return ((n%gap)+gap)%gap < width }
	for y := in.Min.Y; y < in.Max.Y; y++ {
		o := p.img.PixOffset(in.Min.X, y)
		for x := in.Min.X; x < in.Max.X; x++ {
			dx, dy := x-r.Min.X, y-r.Min.Y
			var hit bool
			switch pattern {
			case SlashRight:
				hit = on(dx - dy)
			case SlashLeft:
				hit = on(dx + dy)
			case Crossed:
				hit = on(dx-dy) || on(dx+dy)
			case Level:
				hit = on(dy)
			default:
				hit = on(dx)
			}
			if hit {
				p.img.Pix[o], p.img.Pix[o+1], p.img.Pix[o+2] = c.R, c.G, c.B
			}
			o += 4
		}
	}
}

func (p *Painter) handles(r image.Rectangle, half int) {
	for _, at := range []image.Point{r.Min, {r.Max.X, r.Min.Y}, {r.Min.X, r.Max.Y}, r.Max} {
		box := image.Rect(at.X-half, at.Y-half, at.X+half, at.Y+half)
		fill(p.img, box, p.Colours.OnTag)
		p.stroke(box, p.Colours.Accent, max(1, half/3))
	}
}

// The sizes of a tag's type in points of the interface. Where not even the smallest fits into its box, the stroke pattern
// says the class alone until the page is zoomed: a tag never covers what stands beside it.
const (
	leastTag = 8
	mostTag  = 12
)

// tag writes the two letters into the box, at its left end.
func (p *Painter) tag(r image.Rectangle, text string) {
	if text == "" || p.Face == nil {
		return
	}
	pad := max(1, int(2*p.Unit+0.5))
	size := min(r.Dy()-2, int(mostTag*p.Unit))
	if size < int(leastTag*p.Unit) {
		return
	}
	face := p.Face(size)
	if face == nil {
		return
	}
	m, w := face.Metrics(), font.MeasureString(face, text).Ceil()
	h := m.CapHeight.Ceil() + 2*pad
	box := image.Rect(0, 0, w+2*pad, min(h, r.Dy())).Add(image.Pt(r.Min.X+pad, r.Min.Y+(r.Dy()-min(h, r.Dy()))/2))
	if box.Max.X > r.Max.X {
		return
	}
	fill(p.img, box, p.Colours.Tag)
	d := font.Drawer{Dst: p.img, Src: image.NewUniform(p.Colours.OnTag), Face: face,
		Dot: fixed.P(box.Min.X+pad, box.Min.Y+(box.Dy()+m.CapHeight.Ceil())/2)}
	d.DrawString(text)
}
