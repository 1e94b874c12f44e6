package regions

import (
	"image"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
)

// block draws lines of H's of one size, or of sizes that no print has, on a page of 150 dots an inch.
func block(at image.Point, lines, letters int, uneven bool) (*geom.Raster, image.Rectangle) {
	g := image.NewGray(image.Rect(0, 0, 1275, 1650))
	for i := range g.Pix {
		g.Pix[i] = 0xff
	}
	around := image.Rectangle{}
	bar := func(r image.Rectangle) {
		for y := r.Min.Y; y < r.Max.Y; y++ {
			for x := r.Min.X; x < r.Max.X; x++ {
				g.Pix[y*g.Stride+x] = 0
			}
		}
		around = around.Union(r)
	}
	for l := range lines {
		for k := range letters {
			size := 16
			if uneven {
				size = []int{8, 16, 30, 44}[(l+k)%4]
			}
			o := at.Add(image.Pt(k*26, l*28))
			bar(image.Rect(o.X, o.Y, o.X+3, o.Y+size))
			bar(image.Rect(o.X+9, o.Y, o.X+12, o.Y+size))
			bar(image.Rect(o.X, o.Y+size/2-1, o.X+12, o.Y+size/2+2))
		}
	}
	return geom.FromGray(g, 150), around
}

func TestABlockOfPrintThatNobodyReadIsAStamp(t *testing.T) {
	for _, c := range []struct {
		name           string
		lines, letters int
		uneven         bool
		word           string
		askew          bool
		want           bool
	}{
		{"nobody read it", 4, 8, false, "", false, true},
		{"read", 4, 8, false, "HHHHHHHH", false, false},
		{"read as what it cannot be", 4, 8, false, "HH", true, true},
		{"one line", 1, 12, false, "", false, false},
		{"a few letters", 2, 3, false, "", false, false},
		{"of all sizes, as a drawing", 4, 8, true, "", false, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, around := block(image.Pt(400, 600), c.lines, c.letters, c.uneven)
			page := chart.Page{Number: 1, Width: r.Width, Height: r.Height, DPI: r.DPI, Quality: 0.9}
			for l := range c.lines {
				box := image.Rect(395, 598+28*l, 400+26*c.letters, 618+28*l)
				if c.askew {
					box = around
				}
				if c.word != "" {
					page.Words = append(page.Words, chart.Word{Text: chart.Text(c.word), Confidence: 0.9, Box: geom.FromRect(box, 1275, 1650)})
				}
			}
			got := geom.Box{}
			for _, g := range Find(r, page) {
				if g.Kind == chart.RegionStamp {
					got = got.Union(g.Box)
				}
			}
			want := geom.FromRect(around, 1275, 1650)
			if !c.want && !got.Empty() || c.want && got.Intersect(want).Area() < 0.99*want.Area() {
				t.Errorf("want a stamp %v over %v, got %v", c.want, want, got)
			}
		})
	}
}
