package synth

import (
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
)

// share gives how many dots of a page are of greys from low on and below high, in parts of a thousand.
func share(r *geom.Raster, low, high byte) int {
	n, g := 0, r.ToGray()
	for _, v := range g.Pix {
		if v >= low && v < high {
			n++
		}
	}
	return 1000 * n / len(g.Pix)
}

func TestPagesOfWornPaperKeepTheirTruth(t *testing.T) {
	for i, family := range []string{"a", "d"} {
		c := generate(t, Config{Seed: 5, Family: family, Type: chart.LabReport, Index: i})
		clean := c.Pages(300)[0]
		for _, condition := range Paper {
			pages, truth, err := c.Scan(condition, 0)
			if err != nil {
				t.Fatal(err)
			}
			checkBoxes(t, truth, pages)
			switch {
			case condition == Thin300 && share(pages[0], 190, 240) < share(clean, 190, 240)+5:
				t.Errorf("%s %s: nothing shows through", family, condition)
			case condition == Filed300 && pages[0].Width != clean.Width:
				t.Errorf("%s %s: the page is %d dots wide, want %d", family, condition, pages[0].Width, clean.Width)
			case condition == Filed300 && ringed(pages[0]) == 0:
				t.Errorf("%s %s: no hole", family, condition)
			}
		}
	}
}

// ringed counts the dots darker than paper where the punch's pins go through a page.
func ringed(r *geom.Raster) int {
	g, n := r.ToGray(), 0
	w, h := g.Rect.Dx(), g.Rect.Dy()
	for _, p := range punches {
		for _, at := range p.at {
			x, y := int(.42*r.DPI), h/2+int(at*r.DPI)
			if p.top {
				x, y = w/2+int(at*r.DPI), int(.42*r.DPI)
			}
			for k := -int(.15 * r.DPI); k <= int(.15*r.DPI); k++ {
				if y+k >= 0 && y+k < h && g.Pix[(y+k)*g.Stride+x] < 225 {
					n++
				}
			}
		}
	}
	return n
}
