package redact

import (
	"image"
	"math"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
)

// Print shines through thin paper: what was burnt on a page may stand, pale and the wrong way round, on the page that was
// scanned next. The copy of each page is compared there with what stood in its neighbours' boxes.
const (
	ghostDPI   = 60    // the resolution of the comparison: a line of print is some five cells high
	ghostInk   = 128   // a cell with a pixel darker than this is the page's own ink
	ghostShift = 0.2   // inches by which the two sides of a sheet may lie apart
	ghostLike  = 0.66  // least correlation: what shines through reaches 0.7 to 0.95, what does not stays below 0.62
	ghostFree  = 0.5   // of a box's cells must be free of the page's own ink
	ghostPale  = 1.0   // greys by which a ghost must stand out from the paper
	ghostCells = 40    // of a box, at least
	ghostMost  = 4_000 // of a box that is compared; of larger ones the upper left part
)

// cells is a page in ghostDPI: how dark each cell is, and whether it is ink.
type cells struct {
	w, h int
	dark []float32
	ink  []bool
}

func cellsOf(g *image.Gray, width, height geom.Px, dpi float64) cells {
	c := cells{w: max(1, int(float64(width)*ghostDPI/dpi)), h: max(1, int(float64(height)*ghostDPI/dpi))}
	c.dark, c.ink = make([]float32, c.w*c.h), make([]bool, c.w*c.h)
	for y := range c.h {
		for x := range c.w {
			r := image.Rect(edge(x, g.Rect.Dx(), c.w), edge(y, g.Rect.Dy(), c.h), edge(x+1, g.Rect.Dx(), c.w), edge(y+1, g.Rect.Dy(), c.h))
			sum, darkest := 0, byte(255)
			for py := r.Min.Y; py < r.Max.Y; py++ {
				for _, v := range g.Pix[py*g.Stride+r.Min.X : py*g.Stride+r.Max.X] {
					sum += int(v)
					darkest = min(darkest, v)
				}
			}
			c.dark[y*c.w+x] = 255 - float32(sum)/float32(max(1, r.Dx()*r.Dy()))
			c.ink[y*c.w+x] = darkest < ghostInk
		}
	}
	return c
}

// spread marks the cells beside ink, too: they are grey from its edges.
func (c cells) spread() {
	was := append([]bool(nil), c.ink...)
	for i, ink := range was {
		if !ink {
			continue
		}
		x, y := i%c.w, i/c.w
		for dy := max(0, y-1); dy <= min(c.h-1, y+1); dy++ {
			for dx := max(0, x-1); dx <= min(c.w-1, x+1); dx++ {
				c.ink[dy*c.w+dx] = true
			}
		}
	}
}

// ghost is what stood in one box, in cells: small, since those of all pages are kept.
type ghost struct {
	kind chart.Kind
	at   image.Rectangle
	dark []byte
}

// ghostsOf keeps what stands in the boxes of a page that is about to be burnt. Pages without grey let nothing shine through.
func ghostsOf(r *geom.Raster, spans []chart.Span) []ghost {
	if r.Depth == geom.Bitonal || len(spans) == 0 {
		return nil
	}
	c := cellsOf(r.ToGray(), r.Width, r.Height, saneDPI(r.DPI))
	var out []ghost
	for _, s := range spans {
		for _, b := range s.Boxes {
			at := b.Clamp().Rect(geom.Px(c.w), geom.Px(c.h)).Inset(-1).Intersect(image.Rect(0, 0, c.w, c.h))
			at.Max.X = min(at.Max.X, at.Min.X+ghostMost/max(1, at.Dy()))
			if at.Dx()*at.Dy() < ghostCells {
				continue
			}
			g := ghost{kind: s.Kind, at: at}
			for y := at.Min.Y; y < at.Max.Y; y++ {
				for _, v := range c.dark[y*c.w+at.Min.X : y*c.w+at.Max.X] {
					g.dark = append(g.dark, byte(v))
				}
			}
			out = append(out, g)
		}
	}
	return out
}

// shines tells where on the page the ghost stands, turned over its long edge or its short one.
func (g ghost) shines(on cells) (image.Rectangle, bool) {
	shift := int(ghostShift * ghostDPI)
	for _, upDown := range []bool{false, true} {
		corner := image.Pt(on.w-g.at.Max.X, g.at.Min.Y)
		if upDown {
			corner = image.Pt(g.at.Min.X, on.h-g.at.Max.Y)
		}
		if !on.structured(g.at.Sub(g.at.Min).Add(corner).Inset(-shift)) {
			continue
		}
		for dy := -shift; dy <= shift; dy++ {
			for dx := -shift; dx <= shift; dx++ {
				if at := corner.Add(image.Pt(dx, dy)); g.like(on, at, upDown) {
					return g.at.Sub(g.at.Min).Add(at), true
				}
			}
		}
	}
	return image.Rectangle{}, false
}

// structured reports that the paper of an area is not all alike.
func (c cells) structured(r image.Rectangle) bool {
	r = r.Intersect(image.Rect(0, 0, c.w, c.h))
	var m moments
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			if !c.ink[y*c.w+x] {
				m.add(0, float64(c.dark[y*c.w+x]))
			}
		}
	}
	return m.n > ghostCells && math.Sqrt(m.bb/m.n-m.b*m.b/m.n/m.n) >= ghostPale/2
}

// moments are the sums of a correlation.
type moments struct{ n, a, b, aa, bb, ab float64 }

func (m *moments) add(a, b float64) {
	m.n++
	m.a, m.b, m.aa, m.bb, m.ab = m.a+a, m.b+b, m.aa+a*a, m.bb+b*b, m.ab+a*b
}

// like compares the ghost, turned over, with the page's cells from a corner on.
func (g ghost) like(on cells, corner image.Point, upDown bool) bool {
	w, h := g.at.Dx(), g.at.Dy()
	if corner.X < 0 || corner.Y < 0 || corner.X+w > on.w || corner.Y+h > on.h {
		return false
	}
	var m moments
	for y := range h {
		row, from := y, (corner.Y+y)*on.w+corner.X
		if upDown {
			row = h - 1 - y
		}
		for x := range w {
			if on.ink[from+x] {
				continue
			}
			col := w - 1 - x
			if upDown {
				col = x
			}
			m.add(float64(g.dark[row*w+col]), float64(on.dark[from+x]))
		}
	}
	if m.n < ghostFree*float64(w*h) {
		return false
	}
	va, vb, ab := m.aa/m.n-m.a*m.a/m.n/m.n, m.bb/m.n-m.b*m.b/m.n/m.n, m.ab/m.n-m.a*m.b/m.n/m.n
	return va > 0 && vb > ghostPale*ghostPale && ab/math.Sqrt(va*vb) >= ghostLike
}

// ghostsOn gives what shines through onto a page of the copy from the pages before and behind it.
func (r Report) ghostsOn(p PageReport, g *image.Gray) []chart.Span {
	if p.pic.depth == geom.Bitonal {
		return nil
	}
	var near []ghost
	for _, n := range []int{p.Number - 1, p.Number + 1} {
		if n >= 1 && n <= len(r.Pages) {
			near = append(near, r.Pages[n-1].ghosts...)
		}
	}
	if len(near) == 0 {
		return nil
	}
	on := cellsOf(g, p.Width, p.Height, p.pic.dpi)
	on.spread()
	var out []chart.Span
	for _, one := range near {
		if at, ok := one.shines(on); ok {
			out = append(out, p.shown(one.kind, howBleed, geom.FromRect(at, geom.Px(on.w), geom.Px(on.h))))
		}
	}
	return out
}
