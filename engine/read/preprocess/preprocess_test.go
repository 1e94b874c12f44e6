package preprocess

import (
	"image"
	"math"
	"testing"

	"chartproof.org/chartproof/engine/geom"
)

// lines draws rows of letter-sized blocks on white paper and gives the page with one block's place.
func lines(w, h int) (*image.Gray, image.Rectangle) {
	g := image.NewGray(image.Rect(0, 0, w, h))
	for i := range g.Pix {
		g.Pix[i] = 0xff
	}
	for y := h / 10; y < h*9/10; y += 40 {
		for x := w / 10; x < w*9/10; x += 22 {
			paint(g, image.Rect(x, y, x+14, y+20), 0)
		}
	}
	x, y := w/10+22*5, h/10+40*5
	return g, image.Rect(x, y, x+14, y+20)
}

func paint(g *image.Gray, r image.Rectangle, v byte) {
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			g.Pix[g.PixOffset(x, y)] = v
		}
	}
}

// TestTheWayBack turns, scales and straightens a page and asks where a corner of the sheet lies on the original.
func TestTheWayBack(t *testing.T) {
	g, block := lines(800, 1000)
	for _, turn := range []int{0, 90, 180, 270} {
		s := NewSheet(g, 300).Turn(turn).Scale(1.5)
		// The block on the sheet: turned as the page was, then enlarged.
		want := NewSheet(g, 300).Box(block)
		r := want.Rotate(turn).Rect(geom.Px(s.Gray.Rect.Dx()), geom.Px(s.Gray.Rect.Dy()))
		got := s.Box(r)
		for _, d := range []float64{got.X0 - want.X0, got.Y0 - want.Y0, got.X1 - want.X1, got.Y1 - want.Y1} {
			if math.Abs(d) > 0.003 {
				t.Errorf("turned by %d: want %v, got %v", turn, want, got)
				break
			}
		}
	}
}

func TestSkewIsMeasuredAndMended(t *testing.T) {
	g, _ := lines(1200, 1500)
	for _, slope := range []float64{-2, 0, 1.5} {
		tilted := NewSheet(g, 300).Straighten(-slope)
		if got := NewSheet(tilted.Gray, 300).Skew(); math.Abs(got-slope) > 0.2 {
			t.Errorf("want a slope of %.1f degrees, got %.2f", slope, got)
		}
		level, _ := NewSheet(tilted.Gray, 300).Level()
		if got := level.Skew(); math.Abs(got) > 0.25 {
			t.Errorf("after straightening %.1f degrees, %.2f are left", slope, got)
		}
	}
}

func TestUnevenLightIsDividedOut(t *testing.T) {
	g, _ := lines(800, 1000)
	for y := range 1000 {
		for x := range 800 {
			i := g.PixOffset(x, y)
			g.Pix[i] = byte(float64(g.Pix[i]) * (1 - 0.6*float64(x)/800))
		}
	}
	flat := NewSheet(g, 300).Flatten().Gray
	if left, right := flat.GrayAt(40, 480).Y, flat.GrayAt(740, 480).Y; left < 230 || right < 230 {
		t.Errorf("paper is %d at the left and %d at the right; want white on both sides", left, right)
	}
}

func TestAnEvenPageStaysAsItIs(t *testing.T) {
	g, _ := lines(800, 1000)
	before := string(g.Pix)
	if after := NewSheet(g, 300).Flatten().Gray; string(after.Pix) != before {
		t.Error("an evenly lit page was changed")
	}
}

func TestWithoutPaintsOverOnlyItsBoxes(t *testing.T) {
	g, block := lines(800, 1000)
	s := NewSheet(g, 300).Without([]image.Rectangle{block})
	if s.Gray.GrayAt(block.Min.X+3, block.Min.Y+3).Y != 0xff {
		t.Error("the box is still inked")
	}
	if s.Gray.GrayAt(block.Min.X+25, block.Min.Y+3).Y != 0 {
		t.Error("the block beside the box is gone")
	}
	if g.GrayAt(block.Min.X+3, block.Min.Y+3).Y != 0 {
		t.Error("the original was painted over")
	}
}

func TestSpecksAreLettersNeitherDustNorRules(t *testing.T) {
	g, _ := lines(800, 1000)
	clean := len(NewSheet(g, 300).Specks().Boxes)
	paint(g, image.Rect(40, 20, 760, 24), 0) // a rule
	paint(g, image.Rect(20, 20, 22, 22), 0)  // dust
	s := NewSheet(g, 300).Specks()
	if len(s.Boxes) != clean || clean == 0 || s.Height < 18 || s.Height > 22 {
		t.Errorf("want %d specks of height 20, got %d of height %d", clean, len(s.Boxes), s.Height)
	}
}
