package synth

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
)

// The conditions under which a chart may reach the workstation.
const (
	Clean300 = "clean300" // flatbed, 300 dpi
	Noisy200 = "noisy200" // document feeder: 200 dpi, skewed, grainy, shaded edge
	FaxScan  = "fax"      // bitonal, 204 by 196 or 98 lines, streaks, the sender's banner
	Good200  = "good200"  // a document feeder in good order: 200 dpi, hardly skewed
	Phone    = "phone"    // photograph: perspective, uneven light, blur, colour
	Filed300 = "filed300" // copier, 300 dpi, grey or bitonal: punched, stapled, dark where the glass was bare
	Thin300  = "thin300"  // flatbed, 300 dpi: the other side shows through
)

// Conditions lists those that charts are measured under, best first. Good200 is for samples.
var Conditions = []string{Clean300, Noisy200, FaxScan, Phone}

// Paper lists the conditions that come of the paper itself; what they cost is measured where pages are prepared.
var Paper = []string{Filed300, Thin300}

// Scan draws the chart's pages as they reach the workstation, turned clockwise by turn degrees, with the truth's boxes
// moved along.
func (c Chart) Scan(condition string, turn int) ([]*geom.Raster, Truth, error) {
	t := c.Truth
	t.Condition = condition
	t.Documents = append([]chart.Document(nil), t.Documents...)
	t.Pages = append([]chart.Page(nil), t.Pages...)
	t.PHI = append([]Span(nil), t.PHI...)
	rng := c.Config.rand("scan " + condition)
	var out []*geom.Raster
	moves := make([]move, len(c.leaves))
	for i, l := range c.leaves {
		if condition == FaxScan {
			l = c.bannered(rng, l, i, &t)
		}
		r, m, skew, err := c.scanPage(rng, l, condition)
		if err != nil {
			return nil, Truth{}, err
		}
		r = r.Rotate(turn)
		moves[i] = func(b geom.Box) geom.Box { return m(b).Rotate(turn).Clamp() }
		p := &t.Pages[i]
		p.Width, p.Height, p.DPI, p.Rotation, p.SkewDegrees = r.Width, r.Height, r.DPI, (360-turn%360)%360, skew
		out = append(out, r)
	}
	t.move(moves)
	return out, t, nil
}

// move maps a box of the drawn page to the scanned page.
type move func(geom.Box) geom.Box

func still(b geom.Box) geom.Box { return b }

// move gives the truth new boxes; what others share is copied first.
func (t *Truth) move(by []move) {
	for i := range t.Pages {
		ws := append([]chart.Word(nil), t.Pages[i].Words...)
		for j := range ws {
			ws[j].Box = by[i](ws[j].Box)
		}
		t.Pages[i].Words = ws
		rs := slices.Clone(t.Pages[i].Regions)
		for j := range rs {
			rs[j].Box = by[i](rs[j].Box)
		}
		t.Pages[i].Regions = rs
	}
	for i := range t.Documents {
		d := &t.Documents[i]
		d.Fields = append([]chart.Field(nil), d.Fields...)
		for j := range d.Fields {
			d.Fields[j].Box = by[d.Fields[j].Page-1](d.Fields[j].Box)
		}
		d.Rows = append([]chart.Row(nil), d.Rows...)
		for j := range d.Rows {
			cells := append([]chart.Cell(nil), d.Rows[j].Cells...)
			for k := range cells {
				cells[k].Box = by[d.Rows[j].Page-1](cells[k].Box)
			}
			d.Rows[j].Cells = cells
		}
	}
	for i := range t.PHI {
		boxes := append([]geom.Box(nil), t.PHI[i].Boxes...)
		for j := range boxes {
			boxes[j] = by[t.PHI[i].Page-1](boxes[j])
		}
		t.PHI[i].Boxes = boxes
	}
}

// bannered gives the page with the line that the receiving machine prints along its top edge.
func (c Chart) bannered(rng *rand.Rand, l *leaf, n int, t *Truth) *leaf {
	copied := *l
	copied.ops = append([]op(nil), l.ops...)
	copied.words = nil
	s := &sheet{kase: &kase{}, rng: rng, book: c.book, open: map[int]*mark{}, leaves: []*leaf{&copied}, lines: 9000}
	num := seg{text: fmt.Sprintf("603-555-01%02d", c.Config.Index%100), kind: chart.Fax, whose: Facility}
	s.text(16, 10, style{font: goMono, size: 7.5}, seg{text: "11/02/2026", kind: chart.Date, whose: Patient}, fmt.Sprintf(" 09:%02d  FROM: ", 10+n), num, fmt.Sprintf("   PAGE %03d/%03d", n+1, len(c.leaves)))
	_, spans, pages := s.compile(n + 1)
	t.PHI = append(t.PHI, spans...)
	t.Pages[n].Words = append(append([]chart.Word(nil), t.Pages[n].Words...), pages[0].Words...)
	return &copied
}

func (c Chart) scanPage(rng *rand.Rand, l *leaf, condition string) (*geom.Raster, move, float64, error) {
	switch condition {
	case Clean300:
		return l.render(c.book, 300), still, 0, nil
	case Noisy200:
		skew := rng.NormFloat64() * .8
		skew = math.Max(-2, math.Min(2, skew))
		r, m := rotated(l.render(c.book, 200), skew)
		grain(rng, r, 5+rng.Float64()*7, .3+.3*rng.Float64())
		return r, m, skew, nil
	case Good200:
		skew := math.Max(-.6, math.Min(.6, rng.NormFloat64()*.3))
		r, m := rotated(l.render(c.book, 200), skew)
		grain(rng, r, 1.5, .25)
		return r, m, skew, nil
	case FaxScan:
		skew := rng.NormFloat64() * .4
		r, m := rotated(l.render(c.book, 204), skew)
		return fax(rng, r), m, skew, nil
	case Phone:
		r, m := photograph(rng, l.render(c.book, 260))
		return r, m, 0, nil
	case Filed300:
		r, m := filed(rng, l.render(c.book, 300))
		return r, m, 0, nil
	case Thin300:
		r := l.render(c.book, 300)
		c.thin(rng, r)
		return r, still, 0, nil
	}
	return nil, nil, 0, fmt.Errorf("condition %q: there are clean300, good200, noisy200, fax, phone, filed300 and thin300", condition)
}

// warp draws a new page whose pixel x, y shows the source at from(x, y); outside the source it shows back.
func warp(src *geom.Raster, w, h int, back ink, from func(x, y float64) (float64, float64)) *geom.Raster {
	n := int(src.Depth) / 8
	out := &geom.Raster{Depth: src.Depth, Width: geom.Px(w), Height: geom.Px(h), DPI: src.DPI, Pix: make([]byte, n*w*h)}
	sw, sh, bk := int(src.Width), int(src.Height), [3]byte{back.r, back.g, back.b}
	for y := range h {
		for x := range w {
			fx, fy := from(float64(x)+.5, float64(y)+.5)
			fx, fy = fx-.5, fy-.5
			x0, y0 := int(math.Floor(fx)), int(math.Floor(fy))
			d := out.Pix[n*(y*w+x):]
			if x0 < 0 || y0 < 0 || x0 >= sw-1 || y0 >= sh-1 {
				copy(d[:n], bk[:n])
				continue
			}
			u, v := int((fx-float64(x0))*256), int((fy-float64(y0))*256)
			p := src.Pix[n*(y0*sw+x0):]
			q := p[n*sw:]
			for k := range n {
				top := int(p[k])*(256-u) + int(p[n+k])*u
				bot := int(q[k])*(256-u) + int(q[n+k])*u
				d[k] = byte((top*(256-v) + bot*v + 1<<15) >> 16)
			}
		}
	}
	return out
}

// rotated turns the page clockwise by a few degrees about its middle, keeping its size.
func rotated(src *geom.Raster, degrees float64) (*geom.Raster, move) {
	w, h := float64(src.Width), float64(src.Height)
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	r := warp(src, int(src.Width), int(src.Height), ink{255, 255, 255}, func(x, y float64) (float64, float64) {
		dx, dy := x-w/2, y-h/2
		return w/2 + dx*cos + dy*sin, h/2 - dx*sin + dy*cos
	})
	return r, corners(func(p geom.Point) geom.Point {
		dx, dy := p.X*w-w/2, p.Y*h-h/2
		return geom.Point{X: (w/2 + dx*cos - dy*sin) / w, Y: (h/2 + dx*sin + dy*cos) / h}
	})
}

// corners moves a box by its corners and takes the upright box around them.
func corners(f func(geom.Point) geom.Point) move {
	return func(b geom.Box) geom.Box {
		var r rect
		for _, p := range [4]geom.Point{{X: b.X0, Y: b.Y0}, {X: b.X1, Y: b.Y0}, {X: b.X0, Y: b.Y1}, {X: b.X1, Y: b.Y1}} {
			q := f(p)
			r = r.add(q.X, q.Y)
		}
		return geom.Box{X0: r.x0, Y0: r.y0, X1: r.x1, Y1: r.y1}
	}
}
