package regions

import (
	"image"
	"math"
	"slices"

	"chartproof.org/chartproof/engine/chart"
)

// The size of a photograph of a person on a card or a face sheet, in inches.
const (
	photoLeast = 0.5
	photoMost  = 3.4
)

// pictures finds photographs in continuous tone.
func (c *canvas) pictures(t *tones) []chart.Region {
	var out []chart.Region
	for _, f := range t.fields(t.solid, 1, 1) {
		if r, ok := c.picture(t, f); ok {
			out = append(out, chart.Region{Kind: chart.RegionPhoto, Box: c.box(r), Confidence: 0.85})
		}
	}
	return out
}

// persons finds the dark masses that a copier or a fax leaves of photographs, outside of what is closed already.
func (c *canvas) persons(t *tones) []chart.Region {
	var out []chart.Region
	for _, r := range c.masses(t) {
		if c.free(r) {
			out = append(out, chart.Region{Kind: chart.RegionPhoto, Box: c.box(r), Confidence: 0.5})
		}
	}
	return out
}

// tones is the page in cells with the brightest tone of each, so that strokes of text do not count.
type tones struct {
	cells
	bright []byte // in per cent of the paper around
	solid  []bool // darker than paper throughout
	mass   []bool // ink throughout
}

func (c *canvas) tones() *tones {
	w := c.g.Rect.Dx()
	t := &tones{cells: cells{side: c.in(cellInches)}}
	t.across, t.down = w/t.side, c.g.Rect.Dy()/t.side
	n := t.across * t.down
	t.bright, t.solid, t.mass = make([]byte, n), make([]bool, n), make([]bool, n)
	paper := c.around()
	for i := range n {
		r := t.rect(image.Rect(i%t.across, i/t.across, i%t.across+1, i/t.across+1))
		top := c.brightest(r)
		p := int(paper[r.Min.Y/c.tile*c.across+r.Min.X/c.tile])
		t.bright[i] = byte(min(100, top*100/max(1, p)))
		t.solid[i] = t.bright[i] < 88
		t.mass[i] = t.bright[i] < 60
	}
	return t
}

// around gives for each tile the lightest paper within three tiles of it.
func (c *canvas) around() []byte {
	const reach = 3
	across := c.across
	down := len(c.paper) / across
	mid, out := make([]byte, len(c.paper)), make([]byte, len(c.paper))
	for i := range c.paper {
		x, y := i%across, i/across
		for k := max(0, x-reach); k <= min(across-1, x+reach); k++ {
			mid[i] = max(mid[i], c.paper[y*across+k])
		}
	}
	for i := range mid {
		x, y := i%across, i/across
		for k := max(0, y-reach); k <= min(down-1, y+reach); k++ {
			out[i] = max(out[i], mid[k*across+x])
		}
	}
	return out
}

// brightest gives the grey that one dot in eight of a rectangle exceeds, so that specks do not count.
func (c *canvas) brightest(r image.Rectangle) int {
	var count [32]int
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for _, v := range c.g.Pix[y*c.g.Stride+r.Min.X : y*c.g.Stride+r.Max.X] {
			count[v>>3]++
		}
	}
	left := r.Dx() * r.Dy() / 8
	for v := 31; v > 0; v-- {
		if left -= count[v]; left < 0 {
			return 8*v + 4
		}
	}
	return 4
}

// picture reports whether a field of solid cells is of a photograph's size and has many tones.
func (c *canvas) picture(t *tones, f field) (image.Rectangle, bool) {
	r := t.rect(f.Rectangle)
	if !c.portrait(r) || f.fill() < 0.6 || c.wordy(r) {
		return r, false
	}
	sum, squares, n := 0.0, 0.0, 0.0
	for y := f.Min.Y; y < f.Max.Y; y++ {
		for x := f.Min.X; x < f.Max.X; x++ {
			v := float64(t.bright[y*t.across+x])
			sum, squares, n = sum+v, squares+v*v, n+1
		}
	}
	mean := sum / n
	spread := math.Sqrt(max(0, squares/n-mean*mean))
	return r.Inset(-t.side).Intersect(c.g.Rect), spread >= 9
}

// masses gives groups of dark cells that are too large and too ragged for print, bars and frames: hair and clothes, one
// over the other, are what a copier leaves of a person.
func (c *canvas) masses(t *tones) []image.Rectangle {
	var parts []field
	for _, f := range t.fields(t.mass, 1, 1) {
		r := t.rect(f.Rectangle)
		if f.count*t.side*t.side >= c.in(0.2)*c.in(0.2) && f.fill() < 0.93 && max(r.Dx(), r.Dy()) <= c.in(photoMost) && !c.wordy(r) {
			parts = append(parts, f)
		}
	}
	gap := c.in(0.7) / t.side
	for i := 0; i < len(parts); i++ {
		for j := i + 1; j < len(parts); j++ {
			a, b := parts[i], parts[j]
			shared := min(a.Max.X, b.Max.X) - max(a.Min.X, b.Min.X)
			apart := max(a.Min.Y, b.Min.Y) - min(a.Max.Y, b.Max.Y)
			if 10*shared >= 6*min(a.Dx(), b.Dx()) && apart <= gap {
				parts[i] = field{a.Union(b.Rectangle), a.count + b.count}
				parts = slices.Delete(parts, j, j+1)
				j = i
			}
		}
	}
	var out []image.Rectangle
	for _, f := range parts {
		if r := t.rect(f.Rectangle); c.portrait(r) && f.count*t.side*t.side >= c.in(0.3)*c.in(0.3) {
			out = append(out, r.Inset(-t.side).Intersect(c.g.Rect))
		}
	}
	return out
}

// portrait reports whether a rectangle has the size and shape of a person's photograph and is not the dark rim of a page.
func (c *canvas) portrait(r image.Rectangle) bool {
	w, h := float64(r.Dx())/c.dpi, float64(r.Dy())/c.dpi
	rim := c.g.Rect.Inset(c.in(cellInches) + 1)
	return w >= photoLeast && h >= photoLeast && w <= photoMost && h <= photoMost && w <= 2*h && h <= 2.2*w && r.In(rim)
}
