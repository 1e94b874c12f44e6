package regions

import (
	"cmp"
	"image"
	"slices"
)

// modules finds fields that are as dense in every direction as print never is: QR, Data Matrix, Aztec, PDF417. Cells of twice
// the size find those of large modules.
func (c *canvas) modules(s *cells) []image.Rectangle {
	var all []image.Rectangle
	for _, cut := range []*cells{s, s.halved()} {
		for _, f := range cut.fields(cut.dense(int32(s.side)), 1, 1) {
			r := cut.rect(f.Rectangle)
			least := 0.72
			if max(f.Dx(), f.Dy()) <= 6 {
				least = 0.4 // where a small code lies among the cells is chance; it must decode
			}
			if max(r.Dx(), r.Dy()) > c.in(moduleMost) || f.fill() < least {
				continue
			}
			r = c.trim(r.Inset(-c.in(2 * cellInches)).Intersect(c.g.Rect))
			if min(r.Dx(), r.Dy()) >= c.in(moduleLeast) && c.packed(r) && !c.wordy(r) {
				all = append(all, r)
			}
		}
	}
	slices.SortFunc(all, func(a, b image.Rectangle) int { return cmp.Compare(b.Dx()*b.Dy(), a.Dx()*a.Dy()) })
	var out []image.Rectangle
	for _, r := range all {
		if !overlapsAny(r, out) {
			out = append(out, r)
		}
	}
	return out
}

// dense gives the cells that change much in both directions and are neither paper nor black. side is that of the smallest
// cells: larger modules change less often.
func (s *cells) dense(side int32) []bool {
	in := make([]bool, len(s.ink))
	right, downward, ink := s.smoothed(s.right), s.smoothed(s.downward), s.smoothed(s.ink)
	least := moduleChange * side / int32(s.side)
	for i := range in {
		in[i] = right[i] >= least && downward[i] >= least/2 && ink[i] >= 22 && ink[i] <= 85
	}
	return in
}

// halftone reports whether much of a field is neither ink nor paper, as in a photograph.
func (c *canvas) halftone(r image.Rectangle) bool {
	between := 0
	paper := int(c.paper[middle(r).Y/c.tile*c.across+middle(r).X/c.tile])
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for _, v := range c.g.Pix[y*c.g.Stride+r.Min.X : y*c.g.Stride+r.Max.X] {
			if int(v)*100 > paper*35 && int(v)*100 < paper*80 {
				between++
			}
		}
	}
	return between*100 > r.Dx()*r.Dy()*45
}

// packed reports whether few rows and few columns of any part of a field are empty, as the gaps between printed lines and
// between letters are. Along one of the two a stacked code has full bars at its ends.
func (c *canvas) packed(r image.Rectangle) bool {
	part := c.in(0.8)
	var rows, columns thinness
	for x := r.Min.X; x == r.Min.X || x+part/2 <= r.Max.X; x += part {
		for y := r.Min.Y; y < r.Max.Y; y++ {
			rows.count(c.inkShare(image.Rect(x, y, min(x+part, r.Max.X), y+1)))
		}
	}
	for y := r.Min.Y; y == r.Min.Y || y+part/2 <= r.Max.Y; y += part {
		for x := r.Min.X; x < r.Max.X; x++ {
			columns.count(c.inkShare(image.Rect(x, y, x+1, min(y+part, r.Max.Y))))
		}
	}
	share := c.inkShare(r)
	most := 0.22
	if share > 0.42 {
		most = 0.45 // blacker than print
	}
	return min(rows.share(), columns.share()) <= 0.08 && max(rows.share(), columns.share()) <= most && share > 0.28 && share < 0.75
}

// thinness counts lines that are all but empty, or full.
type thinness struct{ thin, all int }

func (t *thinness) count(ink float64) {
	t.all++
	if ink < 0.08 || ink > 0.97 {
		t.thin++
	}
}

func (t *thinness) share() float64 { return float64(t.thin) / float64(max(1, t.all)) }

// wordy reports whether much of a rectangle is words that were read well.
func (c *canvas) wordy(r image.Rectangle) bool {
	covered := 0
	for _, w := range c.words {
		if w.sure >= 0.7 && len(w.text) >= 2 {
			x := w.Intersect(r)
			covered += x.Dx() * x.Dy()
		}
	}
	return covered*3 > r.Dx()*r.Dy()
}
