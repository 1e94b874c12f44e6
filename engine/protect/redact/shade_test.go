package redact

import (
	"image"
	"testing"

	"chartproof.org/chartproof/engine/geom"
)

// printed is a page of 300 dpi with rows of letter-sized marks.
func printed(w, h int) *image.Gray {
	g := image.NewGray(image.Rect(0, 0, w, h))
	for i := range g.Pix {
		g.Pix[i] = 0xff
	}
	for y := 100; y < h-100; y += 60 {
		for x := 100; x < w-100; x += 30 {
			mark(g, image.Rect(x, y, x+5, y+30))
		}
	}
	return g
}

func mark(g *image.Gray, r image.Rectangle) {
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			g.Pix[y*g.Stride+x] = 0
		}
	}
}

func TestACopyThatShowsMoreThanThePageIsReported(t *testing.T) {
	const w, h = 850, 1100
	page := PageReport{Number: 3, Width: w, Height: h, shade: shadeOf(printed(w, h), w, h)}
	if found := page.burnt(geom.FromGray(printed(w, h), 300)); len(found) != 0 {
		t.Errorf("the page itself: %v", found)
	}
	soft := printed(w, h)
	for i, v := range soft.Pix {
		soft.Pix[i] = byte(int(v) + 5 - 10*int(v)/255) // what a codec does to black and white
	}
	if found := page.burnt(geom.FromGray(soft, 300)); len(found) != 0 {
		t.Errorf("the page through a codec: %v", found)
	}
	more := printed(w, h)
	mark(more, image.Rect(40, 41, 46, 75)) // one letter in the margin
	if found := page.burnt(geom.FromGray(more, 300)); len(found) != 1 || found[0].Page != 3 || found[0].How != "pixels" {
		t.Errorf("with a letter more: %v, want it reported", found)
	}
	if found := page.burnt(geom.FromGray(printed(w/2, h/2), 150)); len(found) != 1 {
		t.Errorf("another page of half the size: %v, want it reported", found)
	}
}
