package synth

import (
	"image"
	"math"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/vector"

	"chartproof.org/chartproof/engine/geom"
)

// rect is a rectangle in points, or empty.
type rect struct {
	x0, y0, x1, y1 float64
	set            bool
}

func (r rect) empty() bool { return !r.set }

func (r rect) add(x, y float64) rect {
	if !r.set {
		return rect{x, y, x, y, true}
	}
	return rect{math.Min(r.x0, x), math.Min(r.y0, y), math.Max(r.x1, x), math.Max(r.y1, y), true}
}

func (r rect) union(o rect) rect {
	if !o.set {
		return r
	}
	return r.add(o.x0, o.y0).add(o.x1, o.y1)
}

// ink is a colour; the zero ink is black.
type ink struct{ r, g, b uint8 }

func (k ink) gray() bool { return k.r == k.g && k.g == k.b }

// op is one stroke of a page: text on a baseline, or a filled rectangle, or a line. Coordinates are points, y down.
type op struct {
	text   string // "" for a shape
	font   face
	size   float64
	x, y   float64
	angle  float64 // degrees anticlockwise about x, y
	stroke bool    // line from x, y to x1, y1 of width size; else filled rectangle
	x1, y1 float64
	col    ink
	cover  bool        // paints over instead of multiplying
	img    *image.Gray // a picture stretched over x, y to x1, y1
}

// leaf is one page being drawn.
type leaf struct {
	w, h  float64
	ops   []op
	words []markWord
	ticks []tickMark
}

func (l *leaf) colour() bool {
	for _, o := range l.ops {
		if !o.col.gray() {
			return true
		}
	}
	return false
}

// render draws the page at dpi.
func (l *leaf) render(book *fontBook, dpi float64) *geom.Raster {
	w, h := int(math.Round(l.w*dpi/72)), int(math.Round(l.h*dpi/72))
	p := &painter{img: image.NewRGBA(image.Rect(0, 0, w, h)), scale: dpi / 72}
	for i := range p.img.Pix {
		p.img.Pix[i] = 0xff
	}
	for _, o := range l.ops {
		p.draw(book, o)
	}
	if l.colour() {
		return rasterRGB(p.img, dpi)
	}
	g := &geom.Raster{Depth: geom.Gray, Width: geom.Px(w), Height: geom.Px(h), DPI: dpi, Pix: make([]byte, w*h)}
	for i := range g.Pix {
		g.Pix[i] = p.img.Pix[4*i]
	}
	return g
}

func rasterRGB(m *image.RGBA, dpi float64) *geom.Raster {
	w, h := m.Rect.Dx(), m.Rect.Dy()
	r := &geom.Raster{Depth: geom.Colour, Width: geom.Px(w), Height: geom.Px(h), DPI: dpi, Pix: make([]byte, 3*w*h)}
	for i := 0; i < w*h; i++ {
		copy(r.Pix[3*i:3*i+3], m.Pix[4*i:4*i+3])
	}
	return r
}

type painter struct {
	img   *image.RGBA
	scale float64
	rast  vector.Rasterizer
	mask  *image.Alpha
}

type xy struct{ x, y float64 }

func (p *painter) draw(book *fontBook, o op) {
	switch {
	case o.img != nil:
		p.picture(o)
	case o.text != "":
		p.text(book.get(o.font), o)
	case o.stroke:
		p.line(o)
	default:
		p.fill([]xy{{o.x, o.y}, {o.x1, o.y}, {o.x1, o.y1}, {o.x, o.y1}}, o.col, o.cover)
	}
}

// picture stretches a grey picture over its place, mixing neighbours.
func (p *painter) picture(o op) {
	w, h := o.img.Rect.Dx(), o.img.Rect.Dy()
	r := image.Rect(int(o.x*p.scale), int(o.y*p.scale), int(o.x1*p.scale), int(o.y1*p.scale))
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			u := math.Max(0, (float64(x-r.Min.X)+.5)*float64(w)/float64(r.Dx())-.5)
			v := math.Max(0, (float64(y-r.Min.Y)+.5)*float64(h)/float64(r.Dy())-.5)
			i, j := min(int(u), w-2), min(int(v), h-2)
			a, b := u-float64(i), v-float64(j)
			at := func(dx, dy int) float64 { return float64(o.img.Pix[(j+dy)*o.img.Stride+i+dx]) }
			t := byte((at(0, 0)*(1-a)+at(1, 0)*a)*(1-b) + (at(0, 1)*(1-a)+at(1, 1)*a)*b)
			d := p.img.Pix[p.img.PixOffset(x, y):]
			d[0], d[1], d[2] = t, t, t
		}
	}
}

func (p *painter) line(o op) {
	dx, dy := o.x1-o.x, o.y1-o.y
	n := math.Hypot(dx, dy)
	if n == 0 {
		return
	}
	hx, hy := -dy/n*o.size/2, dx/n*o.size/2
	p.fill([]xy{{o.x + hx, o.y + hy}, {o.x1 + hx, o.y1 + hy}, {o.x1 - hx, o.y1 - hy}, {o.x - hx, o.y - hy}}, o.col, o.cover)
}

func (p *painter) text(f *fontFace, o op) {
	sin, cos := math.Sincos(o.angle * math.Pi / 180)
	x := 0.0
	for _, r := range o.text {
		g := f.glyph(r)
		if !g.bounds.empty() {
			p.glyph(f, g, o, x, sin, cos)
		}
		x += g.advance * o.size
	}
}

// glyph rasterises one outline; x is its place along the baseline in points.
func (p *painter) glyph(f *fontFace, g glyph, o op, x, sin, cos float64) {
	k := o.size / 64 / f.units
	at := func(i int, s sfnt.Segment) xy {
		u, v := x+float64(s.Args[i].X)*k, float64(s.Args[i].Y)*k
		return xy{(o.x + u*cos + v*sin) * p.scale, (o.y - u*sin + v*cos) * p.scale}
	}
	var box rect
	for _, s := range g.segs {
		for i := range segArgs(s.Op) {
			q := at(i, s)
			box = box.add(q.x, q.y)
		}
	}
	r, ok := p.begin(box)
	if !ok {
		return
	}
	rel := func(i int, s sfnt.Segment) (float32, float32) {
		q := at(i, s)
		return float32(q.x - float64(r.Min.X)), float32(q.y - float64(r.Min.Y))
	}
	for _, s := range g.segs {
		ax, ay := rel(0, s)
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			p.rast.ClosePath()
			p.rast.MoveTo(ax, ay)
		case sfnt.SegmentOpLineTo:
			p.rast.LineTo(ax, ay)
		case sfnt.SegmentOpQuadTo:
			bx, by := rel(1, s)
			p.rast.QuadTo(ax, ay, bx, by)
		case sfnt.SegmentOpCubeTo:
			bx, by := rel(1, s)
			cx, cy := rel(2, s)
			p.rast.CubeTo(ax, ay, bx, by, cx, cy)
		}
	}
	p.rast.ClosePath()
	p.end(r, o.col, o.cover)
}

// fill paints a polygon given in points.
func (p *painter) fill(pts []xy, col ink, cover bool) {
	var box rect
	for _, q := range pts {
		box = box.add(q.x*p.scale, q.y*p.scale)
	}
	r, ok := p.begin(box)
	if !ok {
		return
	}
	for i, q := range pts {
		x, y := float32(q.x*p.scale-float64(r.Min.X)), float32(q.y*p.scale-float64(r.Min.Y))
		if i == 0 {
			p.rast.MoveTo(x, y)
		} else {
			p.rast.LineTo(x, y)
		}
	}
	p.rast.ClosePath()
	p.end(r, col, cover)
}

// begin prepares a mask over the pixels of box; false where it leaves the page altogether.
func (p *painter) begin(box rect) (image.Rectangle, bool) {
	r := image.Rect(int(math.Floor(box.x0)), int(math.Floor(box.y0)), int(math.Ceil(box.x1))+1, int(math.Ceil(box.y1))+1)
	if !r.Overlaps(p.img.Rect) {
		return r, false
	}
	p.rast.Reset(r.Dx(), r.Dy())
	n := r.Dx() * r.Dy()
	if p.mask == nil || cap(p.mask.Pix) < n {
		p.mask = &image.Alpha{Pix: make([]byte, n)}
	}
	p.mask.Pix, p.mask.Stride, p.mask.Rect = p.mask.Pix[:n], r.Dx(), image.Rect(0, 0, r.Dx(), r.Dy())
	return r, true
}

// end blends the mask into the page. Ink darkens as a multiply would, so that a stamp over text keeps the text's ink.
func (p *painter) end(r image.Rectangle, col ink, cover bool) {
	p.rast.DrawOp = 1 // draw.Src: the mask is used once
	p.rast.Draw(p.mask, p.mask.Rect, image.Opaque, image.Point{})
	c := r.Intersect(p.img.Rect)
	light := cover || col.r > 230 && col.g > 230 && col.b > 230
	for y := c.Min.Y; y < c.Max.Y; y++ {
		m := p.mask.Pix[(y-r.Min.Y)*p.mask.Stride+c.Min.X-r.Min.X:]
		d := p.img.Pix[p.img.PixOffset(c.Min.X, y):]
		for i := range c.Dx() {
			if a := int(m[i]); a != 0 {
				blend(d[4*i:4*i+3], col, a, light)
			}
		}
	}
}

// blend paints light ink over what lies below (white letters in a dark bar) and multiplies dark ink with it.
func blend(d []byte, col ink, a int, over bool) {
	for j, v := range [3]uint8{col.r, col.g, col.b} {
		old, to := int(d[j]), int(v)
		if !over {
			to = old * to / 255
		}
		d[j] = byte((old*(255-a) + to*a + 127) / 255)
	}
}
