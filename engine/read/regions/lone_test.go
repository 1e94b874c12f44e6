package regions

import (
	"image"
	"image/color"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
)

// A page with nothing but a stroke on it is not blank; one with specks, holes and the shadow of its edge is.
func TestLoneInkIsFound(t *testing.T) {
	line := func(g *image.Gray, from, to image.Point, thick int) {
		steps := max(abs(to.X-from.X), abs(to.Y-from.Y), 1)
		for i := range steps + 1 {
			at := from.Add(image.Pt((to.X-from.X)*i/steps, (to.Y-from.Y)*i/steps))
			for dx := range thick {
				for dy := range thick {
					g.SetGray(at.X+dx, at.Y+dy, color.Gray{Y: 40})
				}
			}
		}
	}
	disc := func(g *image.Gray, at image.Point, r int) {
		for y := -r; y <= r; y++ {
			for x := -r; x <= r; x++ {
				if x*x+y*y <= r*r {
					g.SetGray(at.X+x, at.Y+y, color.Gray{Y: 10})
				}
			}
		}
	}
	for _, c := range []struct {
		name string
		draw func(*image.Gray)
		want bool
	}{
		{"nothing", func(*image.Gray) {}, false},
		{"specks", func(g *image.Gray) {
			for i := range 60 {
				disc(g, image.Pt(60+i*173%1500, 60+i*331%2000), 3)
			}
		}, false},
		{"three holes", func(g *image.Gray) {
			for _, y := range []int{300, 1100, 1900} {
				disc(g, image.Pt(80, y), 25)
			}
		}, false},
		{"the shadow of the edge", func(g *image.Gray) { line(g, image.Pt(4, 0), image.Pt(4, 2190), 12) }, false},
		{"a stroke", func(g *image.Gray) { line(g, image.Pt(600, 900), image.Pt(760, 1050), 5) }, true},
		{"a drawing", func(g *image.Gray) {
			line(g, image.Pt(400, 700), image.Pt(1200, 720), 4)
			line(g, image.Pt(1200, 720), image.Pt(900, 1500), 4)
			line(g, image.Pt(900, 1500), image.Pt(400, 700), 4)
		}, true},
		{"a dark disc in the middle", func(g *image.Gray) { disc(g, image.Pt(800, 1000), 25) }, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			g := image.NewGray(image.Rect(0, 0, 1700, 2200))
			for i := range g.Pix {
				g.Pix[i] = 0xfa
			}
			c.draw(g)
			r := geom.FromGray(g, 200)
			got := Find(r, chart.Page{Number: 1, Width: r.Width, Height: r.Height, DPI: r.DPI, Quality: 1})
			if (len(got) > 0) != c.want {
				t.Errorf("regions %v, want some: %t", got, c.want)
			}
		})
	}
}

func abs(x int) int { return max(x, -x) }
