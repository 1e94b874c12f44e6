package preprocess

import (
	"image"
	"image/color"
	"math/rand/v2"
	"testing"
)

// twice draws a page as one of half as many lines, from the row first on, each of which is the mean of two and stands twice.
func twice(g *image.Gray, first int) *image.Gray {
	w, h := g.Rect.Dx(), g.Rect.Dy()
	out := image.NewGray(image.Rect(0, 0, w, h))
	for y := range h {
		from := max(0, y-(y-first+2)%2)
		a, b := g.Pix[from*g.Stride:], g.Pix[min(from+1, h-1)*g.Stride:]
		for x := range w {
			out.Pix[y*w+x] = byte((int(a[x]) + int(b[x])) / 2)
		}
	}
	return out
}

func TestLinesThatStandTwiceAreTold(t *testing.T) {
	slanted := NewSheet(func() *image.Gray { g, _ := lines(600, 800); return g }(), 200).Straighten(3).Gray
	for name, c := range map[string]struct {
		page  *image.Gray
		first int
		is    bool
	}{
		"twice from the first row":  {twice(slanted, 0), 0, true},
		"twice from the second row": {twice(slanted, 1), 1, true},
		"once":                      {slanted, 0, false},
		"white":                     {image.NewGray(image.Rect(0, 0, 30, 30)), 0, false},
		"one row":                   {image.NewGray(image.Rect(0, 0, 30, 1)), 0, false},
	} {
		first, is := doubled(c.page)
		if is != c.is || is && first != c.first {
			t.Errorf("%s: doubled %v from row %d, want %v from row %d", name, is, first, c.is, c.first)
		}
	}
}

func TestPartedLinesComeNearerToThePageThanTheyWere(t *testing.T) {
	g, _ := lines(600, 800)
	page := soften(NewSheet(g, 200).Straighten(3).Gray)
	off := func(a *image.Gray) (sum int) {
		for i, v := range page.Pix {
			sum += max(int(v), int(a.Pix[i])) - min(int(v), int(a.Pix[i]))
		}
		return sum
	}
	for first := range 2 {
		two := twice(page, first)
		if was, now := off(two), off(parted(two, first)); 10*now > 9*was {
			t.Errorf("from row %d: off by %d as it came, by %d parted", first, was, now)
		}
	}
}

func TestSmoothingTakesGrainAndKeepsLetters(t *testing.T) {
	g, block := lines(600, 800)
	rng := rand.New(rand.NewPCG(3, 4))
	for i := range g.Pix {
		g.Pix[i] = byte(min(max(float64(g.Pix[i])*0.8+25+rng.NormFloat64()*12, 0), 255))
	}
	smooth := NewSheet(g, 200).Clean().Smooth()
	_, was := inkDepth(g)
	depth, now := inkDepth(smooth)
	if 2*now > was {
		t.Errorf("the grain is %d, and was %d", now, was)
	}
	if at := smooth.GrayAt(block.Min.X+7, block.Min.Y+10).Y; depth < 180 || at > 80 {
		t.Errorf("ink is %d deep, a letter's middle %d", depth, at)
	}
}

func TestOnlyBlackAndWhiteIsRounded(t *testing.T) {
	g, block := lines(600, 800)
	grey := soften(g)
	if NewSheet(grey, 200).Rounded().Gray != grey {
		t.Error("a page in grey was changed")
	}
	g.SetGray(block.Min.X, block.Min.Y, color.Gray{Y: paper}) // a step in the letter's corner
	out := NewSheet(g, 200).Rounded().Gray
	if at := out.GrayAt(block.Min.X, block.Min.Y).Y; at < 100 || at > 200 {
		t.Errorf("the corner of a letter is %d, want grey", at)
	}
	if at := out.GrayAt(block.Min.X+7, block.Min.Y+10).Y; at != 0 {
		t.Errorf("the middle of a letter is %d, want ink", at)
	}
}
