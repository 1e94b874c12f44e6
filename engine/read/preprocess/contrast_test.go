package preprocess

import (
	"image"
	"math/rand/v2"
	"testing"
)

func TestPalePrintIsDeepenedAndTheGrainOfPaperIsNot(t *testing.T) {
	print, block := lines(800, 1000)
	blank := image.NewGray(print.Rect)
	rng := rand.New(rand.NewPCG(1, 2))
	for i := range blank.Pix {
		blank.Pix[i] = byte(min(255, 240+rng.NormFloat64()*8))
	}
	for name, c := range map[string]struct {
		page *image.Gray
		deep bool
	}{
		"dark print":          {print, false},
		"half as dark":        {fade(print, 0.6), false},
		"pale":                {fade(print, 0.3), true},
		"very pale":           {fade(print, 0.12), true},
		"nothing but a haze":  {fade(print, 0.05), false},
		"the grain of paper":  {blank, false},
		"white":               {fade(print, 0), false},
		"a page of one pixel": {image.NewGray(image.Rect(0, 0, 1, 1)), false},
	} {
		after := NewSheet(c.page, 300).Deepen().Gray
		if changed := after != c.page; changed != c.deep {
			t.Errorf("%s: changed %v, want %v", name, changed, c.deep)
		}
		if c.deep && after.GrayAt(block.Min.X+3, block.Min.Y+3).Y > 60 {
			t.Errorf("%s: ink is still at %d", name, after.GrayAt(block.Min.X+3, block.Min.Y+3).Y)
		}
	}
}

func fade(g *image.Gray, much float64) *image.Gray {
	out, _ := faded(g, 300, much)
	return out
}
