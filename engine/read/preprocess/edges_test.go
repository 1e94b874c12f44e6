package preprocess

import (
	"image"
	"math"
	"testing"
)

// ring draws a ring, or a disc where inner is 0, of a grey; lengths in inches at 300 dpi.
func ring(g *image.Gray, x, y, outer, inner float64, v byte) {
	for py := int((y - outer) * 300); py <= int((y+outer)*300); py++ {
		for px := int((x - outer) * 300); px <= int((x+outer)*300); px++ {
			if d := math.Hypot(float64(px)/300-x, float64(py)/300-y); d <= outer && d >= inner && (image.Point{X: px, Y: py}).In(g.Rect) {
				g.Pix[g.PixOffset(px, py)] = v
			}
		}
	}
}

// letterPage is a page of 300 dpi with print from an inch off its edges on.
func letterPage() *image.Gray {
	g := image.NewGray(image.Rect(0, 0, 2550, 3300))
	paint(g, g.Rect, paper)
	for y := 300; y < 3000; y += 40 {
		for x := 300; x < 2250; x += 22 {
			paint(g, image.Rect(x, y, x+14, y+20), 0)
		}
	}
	return g
}

func row(g *image.Gray, y float64, outer, inner float64, v byte, at ...float64) {
	for _, x := range at {
		ring(g, x, y, outer, inner, v)
	}
}

func column(g *image.Gray, x float64, outer, inner float64, v byte, at ...float64) {
	for _, y := range at {
		ring(g, x, y, outer, inner, v)
	}
}

// cleaned gives by how many dots a page differs from what it should be, after its edges were cleaned.
func cleaned(g, want *image.Gray) int {
	n := 0
	for i, v := range NewSheet(g, 300).CleanEdges().Gray.Pix {
		if max(v, want.Pix[i])-min(v, want.Pix[i]) > 8 {
			n++
		}
	}
	return n
}

func TestPunchHolesAndBareGlassAreTakenOffAndPrintStays(t *testing.T) {
	for name, draw := range map[string]func(g *image.Gray){
		"two at the top, black":         func(g *image.Gray) { row(g, 0.4, 0.14, 0, 10, 2.875, 5.625) },
		"three at the left, pale":       func(g *image.Gray) { column(g, 0.5, 0.14, 0, 215, 1.25, 5.5, 9.75) },
		"three at the right, rims only": func(g *image.Gray) { column(g, 8.1, 0.14, 0.12, 80, 1.25, 5.5, 9.75) },
		"four at the left, metric":      func(g *image.Gray) { column(g, 0.47, 0.12, 0, 20, 0.776, 3.925, 7.075, 10.224) },
		"glass at the left":             func(g *image.Gray) { paint(g, image.Rect(0, 0, 60, 3300), 20) },
		"glass all around":              func(g *image.Gray) { frame(g, 45, 30) },
		"glass beside a page that is askew": func(g *image.Gray) {
			for y := range 3300 {
				paint(g, image.Rect(0, y, 100-y/40, y+1), 25)
			}
		},
		"holes and glass": func(g *image.Gray) {
			paint(g, image.Rect(0, 0, 2550, 30), 20)
			row(g, 0.5, 0.14, 0, 10, 2.875, 5.625)
		},
	} {
		g := letterPage()
		draw(g)
		if n := cleaned(g, letterPage()); n > 0 {
			t.Errorf("%s: %d dots are not as on the page", name, n)
		}
	}
}

func frame(g *image.Gray, wide int, v byte) {
	w, h := g.Rect.Dx(), g.Rect.Dy()
	for _, r := range []image.Rectangle{image.Rect(0, 0, w, wide), image.Rect(0, h-wide, w, h), image.Rect(0, 0, wide, h), image.Rect(w-wide, 0, w, h)} {
		paint(g, r, v)
	}
}

func TestRoundThingsAndDarkFieldsThatArePrintedStay(t *testing.T) {
	for name, draw := range map[string]func(g *image.Gray){
		"dots of a form, an inch apart": func(g *image.Gray) { column(g, 0.5, 0.12, 0, 0, 2, 3, 4, 5, 6) },
		"a dot alone":                   func(g *image.Gray) { ring(g, 0.5, 5.5, 0.14, 0, 0) },
		"dots away from the edge":       func(g *image.Gray) { row(g, 1, 0.14, 0, 0, 2.875, 5.625) },
		"dots of two sizes": func(g *image.Gray) {
			ring(g, 2.875, 0.4, 0.14, 0, 0)
			ring(g, 5.625, 0.4, 0.1, 0, 0)
		},
		"numbers in rings": func(g *image.Gray) {
			column(g, 0.5, 0.14, 0.12, 0, 2.75, 5.5)
			for _, y := range []int{825, 1650} {
				paint(g, image.Rect(145, y-20, 155, y+20), 0)
			}
		},
		"letters O of a heading": func(g *image.Gray) {
			row(g, 0.5, 0.13, 0.09, 0, 2.875, 5.625)
			for _, x := range []int{910, 1735} { // the stem of the next letter
				paint(g, image.Rect(x, 111, x+12, 189), 0)
			}
		},
		"seals": func(g *image.Gray) { row(g, 0.6, 0.4, 0.36, 0, 2.875, 5.625) },
		"a square and a tick": func(g *image.Gray) {
			paint(g, image.Rect(820, 80, 900, 160), 0)
			for i := range 70 {
				paint(g, image.Rect(1650+i, 160-i, 1658+i, 168-i), 0)
			}
		},
		"bars at the edge": func(g *image.Gray) {
			for x := 400; x < 1600; x += 16 {
				paint(g, image.Rect(x, 0, x+4+x%5, 200), 0)
			}
		},
		"a tab at the edge":                 func(g *image.Gray) { paint(g, image.Rect(0, 1500, 90, 1740), 0) },
		"a picture that is dark as a whole": func(g *image.Gray) { frame(g, 1000, 30) },
	} {
		g := letterPage()
		draw(g)
		before := image.NewGray(g.Rect)
		copy(before.Pix, g.Pix)
		if after := NewSheet(g, 300).CleanEdges().Gray; after != g {
			t.Errorf("%s: %d dots were changed", name, cleaned(g, before))
		}
	}
}
