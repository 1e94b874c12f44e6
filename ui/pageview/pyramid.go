package pageview

import (
	"image"

	"chartproof.org/chartproof/engine/geom"
)

// Pyramid is one page at full size and halved until it is small. Grey and bitonal pages stay one byte a pixel: 11 MB
// instead of 45 for a letter page at 300 dpi.
type Pyramid struct {
	levels []level
	DPI    float64
}

type level struct {
	w, h int
	n    int // bytes a pixel: 1 or 3
	pix  []byte
}

// smallest is the longer side at which halving ends.
const smallest = 128

// Build makes the pyramid of a page. It takes tens of milliseconds and belongs off the UI goroutine.
func Build(r *geom.Raster) *Pyramid {
	if !r.Valid() {
		return nil
	}
	first := level{w: int(r.Width), h: int(r.Height), n: 1}
	if r.Depth == geom.Colour {
		first.n, first.pix = 3, r.Pix
	} else {
		first.pix = r.ToGray().Pix
	}
	p := &Pyramid{levels: []level{first}, DPI: r.DPI}
	for last := first; last.w > smallest || last.h > smallest; {
		last = last.half()
		p.levels = append(p.levels, last)
	}
	return p
}

// Size is the page's size in pixels.
func (p *Pyramid) Size() (w, h int) { return p.levels[0].w, p.levels[0].h }

// Bytes is what the pyramid keeps in memory.
func (p *Pyramid) Bytes() int {
	n := 0
	for _, l := range p.levels {
		n += len(l.pix)
	}
	return n
}

func (l level) half() level {
	w, h := max(l.w/2, 1), max(l.h/2, 1)
	out := level{w: w, h: h, n: l.n, pix: make([]byte, w*h*l.n)}
	stride := l.w * l.n
	for y := range h {
		a := l.pix[min(2*y, l.h-1)*stride:]
		b := l.pix[min(2*y+1, l.h-1)*stride:]
		row := out.pix[y*w*l.n : (y+1)*w*l.n]
		if l.n == 1 {
			if l.w < 2 {
				row[0] = byte((int(a[0]) + int(b[0])) / 2)
				continue
			}
			for x := range w {
				i := 2 * x
				row[x] = byte((int(a[i]) + int(a[i+1]) + int(b[i]) + int(b[i+1]) + 2) >> 2)
			}
			continue
		}
		for x := range w {
			i, j := 6*x, 6*x+3
			if l.w < 2 {
				j = i
			}
			for c := range 3 {
				row[3*x+c] = byte((int(a[i+c]) + int(a[j+c]) + int(b[i+c]) + int(b[j+c]) + 2) >> 2)
			}
		}
	}
	return out
}

// pick gives the level to draw at a scale: the smallest one that still has a pixel for every view pixel. Coarse takes one
// further down.
func (p *Pyramid) pick(scale float64, coarse bool) (l level, shrink float64) {
	i, s := 0, 1.0
	for i+1 < len(p.levels) && scale*s*2 <= 1.0001 {
		i, s = i+1, s*2
	}
	if coarse && i+1 < len(p.levels) {
		i, s = i+1, s*2
	}
	return p.levels[i], s
}

// Thumb draws the whole page, turned, into a picture of at most w by h.
func (p *Pyramid) Thumb(w, h, turn int) *image.RGBA {
	pw, ph := p.Size()
	v := Viewport{PageW: float64(pw), PageH: float64(ph), Turn: turn, Scale: 1}
	tw, th := v.size()
	v.Scale = min(float64(w)/tw, float64(h)/th)
	v.ViewW, v.ViewH = float64(int(tw*v.Scale+0.5)), float64(int(th*v.Scale+0.5))
	img := image.NewRGBA(image.Rect(0, 0, max(int(v.ViewW), 1), max(int(v.ViewH), 1)))
	p.draw(img, v, false)
	return img
}

// draw paints the page's pixels that the viewport sees; what is not page stays as it is.
func (p *Pyramid) draw(img *image.RGBA, v Viewport, coarse bool) {
	l, shrink := p.pick(v.Scale, coarse)
	pw, ph := v.size()
	b := img.Bounds()
	x0 := max(int(-v.X*v.Scale+0.999), 0)
	y0 := max(int(-v.Y*v.Scale+0.999), 0)
	x1 := min(int((pw-v.X)*v.Scale), b.Dx())
	y1 := min(int((ph-v.Y)*v.Scale), b.Dy())
	if x0 >= x1 || y0 >= y1 {
		return
	}
	// A view pixel's centre as a place on the level, in 16.16 fixed point; turned pages swap the axes.
	cols := samples(x0, x1, v.X, v.Scale, shrink)
	rows := samples(y0, y1, v.Y, v.Scale, shrink)
	d := drawer{img: img, l: l, x0: x0, y0: y0, turn: v.Turn, nearest: coarse}
	switch v.Turn {
	case 0, 180:
		if v.Turn == 180 {
			mirror(cols, l.w)
			mirror(rows, l.h)
		}
		d.straight(cols, rows)
	default:
		if v.Turn == 90 { // across the view runs up the page
			mirror(cols, l.h)
		} else {
			mirror(rows, l.w)
		}
		d.turned(cols, rows)
	}
}

func samples(from, to int, origin, scale, shrink float64) []int {
	out := make([]int, to-from)
	for i := range out {
		at := (origin + (float64(from+i)+0.5)/scale) / shrink
		out[i] = int((at - 0.5) * 65536)
	}
	return out
}

func mirror(s []int, size int) {
	for i := range s {
		s[i] = (size-1)<<16 - s[i]
	}
}

type drawer struct {
	img     *image.RGBA
	l       level
	x0, y0  int
	turn    int
	nearest bool
}

// straight draws an upright page: rows of the view are rows of the page.
func (d drawer) straight(cols, rows []int) {
	for j, fy := range rows {
		out := d.img.Pix[d.img.PixOffset(d.x0, d.y0+j):]
		y, y2, wy := taps(fy, d.l.h)
		d.row(out, cols, y*d.l.w*d.l.n, y2*d.l.w*d.l.n, wy, d.l.n, d.l.w)
	}
}

// turned draws a page lying on its side: rows of the view are columns of the page.
func (d drawer) turned(cols, rows []int) {
	for j, fy := range rows {
		out := d.img.Pix[d.img.PixOffset(d.x0, d.y0+j):]
		x, x2, wx := taps(fy, d.l.w)
		d.row(out, cols, x*d.l.n, x2*d.l.n, wx, d.l.w*d.l.n, d.l.h)
	}
}

// taps gives the two neighbours of a place and the weight of the second, 0 to 256.
func taps(f, size int) (a, b, w int) {
	a = f >> 16
	w = (f >> 8) & 0xff
	if a < 0 {
		return 0, 0, 0
	}
	if a >= size-1 {
		return size - 1, size - 1, 0
	}
	return a, a + 1, w
}

// row writes one line of the view. base and base2 are the offsets of the two source lines, step the distance of their
// pixels, size their number.
func (d drawer) row(out []byte, cols []int, base, base2, w2, step, size int) {
	pix := d.l.pix
	for i, fx := range cols {
		a, b, w := taps(fx, size)
		o := out[4*i : 4*i+4 : 4*i+4]
		if d.nearest {
			s := base + a*step
			if d.l.n == 1 {
				o[0], o[1], o[2], o[3] = pix[s], pix[s], pix[s], 0xff
			} else {
				o[0], o[1], o[2], o[3] = pix[s], pix[s+1], pix[s+2], 0xff
			}
			continue
		}
		p, q, r, t := base+a*step, base+b*step, base2+a*step, base2+b*step
		if d.l.n == 1 {
			top := int(pix[p])*(256-w) + int(pix[q])*w
			bottom := int(pix[r])*(256-w) + int(pix[t])*w
			g := byte((top*(256-w2) + bottom*w2) >> 16)
			o[0], o[1], o[2], o[3] = g, g, g, 0xff
			continue
		}
		for c := range 3 {
			top := int(pix[p+c])*(256-w) + int(pix[q+c])*w
			bottom := int(pix[r+c])*(256-w) + int(pix[t+c])*w
			o[c] = byte((top*(256-w2) + bottom*w2) >> 16)
		}
		o[3] = 0xff
	}
}
