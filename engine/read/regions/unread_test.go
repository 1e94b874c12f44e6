package regions

import (
	"image"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
)

// inkedPage has five letters of ink 30 dots high, as an H each, on a white page of 300 dots an inch.
func inkedPage(at image.Point, down bool) *geom.Raster {
	g := image.NewGray(image.Rect(0, 0, 1275, 1650))
	for i := range g.Pix {
		g.Pix[i] = 0xff
	}
	bar := func(r image.Rectangle) {
		for y := r.Min.Y; y < r.Max.Y; y++ {
			for x := r.Min.X; x < r.Max.X; x++ {
				g.Pix[y*g.Stride+x] = 0
			}
		}
	}
	for k := range 5 {
		o := at.Add(image.Pt(k*28, 0))
		if down {
			o = at.Add(image.Pt(0, k*36))
		}
		bar(image.Rect(o.X, o.Y, o.X+4, o.Y+30))
		bar(image.Rect(o.X+16, o.Y, o.X+20, o.Y+30))
		bar(image.Rect(o.X, o.Y+13, o.X+20, o.Y+17))
	}
	return geom.FromGray(g, 300)
}

func TestInkWithoutWordsIsFound(t *testing.T) {
	at := image.Pt(300, 400)
	for _, c := range []struct {
		name string
		down bool
		word geom.Box
		want int
	}{
		{"nobody read it", false, geom.Box{}, 1},
		{"a word covers it", false, geom.FromRect(image.Rect(295, 395, 440, 435), 1275, 1650), 0},
		{"a word elsewhere", false, geom.FromRect(image.Rect(600, 395, 740, 435), 1275, 1650), 1},
		{"text on its side", true, geom.Box{}, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := inkedPage(at, c.down)
			page := chart.Page{Number: 1, Width: r.Width, Height: r.Height, DPI: r.DPI, Quality: 0.9}
			if !c.word.Empty() {
				page.Words = []chart.Word{{Text: "HHHHH", Confidence: 0.9, Box: c.word}}
			}
			var got []chart.Region
			for _, g := range Find(r, page) {
				if g.Kind == chart.RegionUnread {
					got = append(got, g)
				}
			}
			if len(got) != c.want {
				t.Fatalf("%d unread regions, want %d", len(got), c.want)
			}
			page.Regions = got
			if lower := Legible(page) < page.Quality; lower != (c.want > 0) {
				t.Errorf("quality %.2f of %.2f", Legible(page), page.Quality)
			}
			if want := geom.FromRect(image.Rectangle{Min: at, Max: at.Add(image.Pt(20, 30))}, 1275, 1650); c.want > 0 && got[0].Box.Intersect(want).Area() < want.Area()*0.8 {
				t.Errorf("box %v, want the ink at %v", got[0].Box, want)
			}
		})
	}
}
