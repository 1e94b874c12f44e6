package preprocess

import (
	"image"
	"math"
	"testing"
)

// photographed draws a sheet onto a dark desk, its corners at quad.
func photographed(g *image.Gray, w, h int, quad [4]place, desk byte) *image.Gray {
	to := fromUnit(quad).after(affine(1/float64(g.Rect.Dx()), 0, 0, 1/float64(g.Rect.Dy()), 0, 0))
	from, _ := to.inverse()
	out := image.NewGray(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			fx, fy := from.at(float64(x)+0.5, float64(y)+0.5)
			out.Pix[y*w+x] = desk
			if p := (image.Point{X: int(math.Floor(fx)), Y: int(math.Floor(fy))}); p.In(g.Rect) {
				out.Pix[y*w+x] = g.GrayAt(p.X, p.Y).Y
			}
		}
	}
	return out
}

func TestPerspectiveIsUndone(t *testing.T) {
	g, block := lines(1200, 1500)
	quad := [4]place{{130, 60}, {1230, 110}, {1310, 1590}, {40, 1540}}
	photo := photographed(g, 1360, 1660, quad, 70)
	flat := NewSheet(photo, 150).Unwarp()
	if flat.Gray.Rect.Dx() == 1360 {
		t.Fatal("the sheet was not found")
	}
	// Every block of a row stands at one height now; the block's place on the photograph is known.
	to := fromUnit(quad).after(affine(1./1200, 0, 0, 1./1500, 0, 0))
	x, y := to.at(float64(block.Min.X+block.Max.X)/2, float64(block.Min.Y+block.Max.Y)/2)
	best := math.Inf(1)
	heights := map[int]int{}
	for _, b := range flat.Specks().Boxes {
		on := flat.Box(b)
		best = min(best, math.Hypot((on.X0+on.X1)/2*1360-x, (on.Y0+on.Y1)/2*1660-y))
		heights[(b.Min.Y+b.Max.Y)/2/8]++
	}
	if best > 4 {
		t.Errorf("the block nearest to where one lies is %.1f pixels off", best)
	}
	if level, slope := flat.Level(); math.Abs(slope-1.1) > 1.5 || math.Abs(level.Skew()) > 0.25 {
		t.Errorf("the lines slope by %.2f degrees on the photograph and by %.2f on the sheet", slope, level.Skew())
	}
}

func TestWhatIsNoSheetOnADeskStaysAsItIs(t *testing.T) {
	g, _ := lines(1200, 1500)
	whole := [4]place{{60, 60}, {1260, 60}, {1260, 1560}, {60, 1560}}
	lean := [4]place{{130, 60}, {1230, 110}, {1310, 1590}, {40, 1540}}
	dark := image.NewGray(g.Rect)
	for name, page := range map[string]*image.Gray{
		"a scan":                  g,
		"a sheet seen from above": photographed(g, 1320, 1620, whole, 70),
		"a sheet on a white desk": photographed(g, 1360, 1660, lean, 245),
		"a black page":            dark,
		"a small card":            photographed(g, 3000, 3600, lean, 70),
	} {
		if s := NewSheet(page, 150).Unwarp(); s.Gray != page {
			t.Errorf("%s was drawn anew", name)
		}
	}
}
