package preprocess

import (
	"image"
	"math/rand/v2"
	"testing"
)

// behind gives a page with another one at part of its ink behind it, smeared by a Gaussian of some pixels.
func behind(front, back *image.Gray, much, smear float64) *image.Gray {
	back, _ = blurred(back, 300, smear)
	return each(front, func(x, y int, v float64) float64 {
		return v * (1 - much*(1-float64(back.GrayAt(x, y).Y)/paper))
	})
}

func TestWhatShowsThroughIsTakenOffAndPalePrintIsNot(t *testing.T) {
	front, block := lines(800, 1000)
	back := image.NewGray(front.Rect) // as much print again, between the lines of the front
	paint(back, back.Rect, paper)
	for y := 125; y < 900; y += 40 {
		for x := 85; x < 720; x += 22 {
			paint(back, image.Rect(x, y, x+12, y+12), 0)
		}
	}
	grain := rand.New(rand.NewPCG(1, 2))
	for name, c := range map[string]struct {
		page *image.Gray
		off  bool
	}{
		"nothing":                         {front, false},
		"the other side":                  {behind(front, back, 0.15, 2.5), true},
		"the other side, darker":          {behind(front, back, 0.22, 2.5), true},
		"the other side, in a haze":       {behind(front, back, 0.05, 2.5), false},
		"print of the page's own, pale":   {behind(front, back, 0.18, 0), false},
		"a page that is pale":             {fade(front, 0.18), false},
		"a page that is pale and smeared": {fade(behind(front, back, 0, 2.5), 0.18), false},
		"grain":                           {each(front, func(_, _ int, v float64) float64 { return v*0.94 + grain.NormFloat64()*10 }), false},
		"fields of a shade": {each(front, func(_, y int, v float64) float64 {
			if y/40%2 == 0 {
				return v * 0.88
			}
			return v
		}), false},
	} {
		after := NewSheet(c.page, 300).Opaque().Gray
		if changed := after != c.page; changed != c.off {
			t.Errorf("%s: changed %v, want %v", name, changed, c.off)
			continue
		}
		if !c.off {
			continue
		}
		if at := after.GrayAt(85+6, 125+6).Y; at < 250 {
			t.Errorf("%s: the other side is still at %d", name, at)
		}
		if at := after.GrayAt(block.Min.X+3, block.Min.Y+3).Y; at > 8 {
			t.Errorf("%s: ink was lightened to %d", name, at)
		}
	}
}
