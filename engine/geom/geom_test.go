package geom

import (
	"encoding/json"
	"image"
	"math/rand/v2"
	"testing"
)

func TestBoxJSONIsFourFractions(t *testing.T) {
	data, err := json.Marshal(Box{0.14, 0.1, 1.0 / 3, 0.12})
	if err != nil || string(data) != "[0.14,0.1,0.33333,0.12]" {
		t.Fatalf("want [0.14,0.1,0.33333,0.12], got %s (%v)", data, err)
	}
	var b Box
	if err := json.Unmarshal([]byte("[1,2]"), &b); err == nil {
		t.Errorf("two numbers made the box %v", b)
	}
	if err := json.Unmarshal([]byte(`{"x":1}`), &b); err == nil {
		t.Error("an object was taken for a box")
	}
}

func TestRectRoundsOutwardsAndStaysOnThePage(t *testing.T) {
	cases := []struct {
		box  Box
		want image.Rectangle
	}{
		{Box{0.101, 0.1, 0.199, 0.2}, image.Rect(10, 10, 20, 20)},
		{Box{-1, -1, 2, 2}, image.Rect(0, 0, 100, 100)},
		{Box{0.5, 0.5, 0.5, 0.5}, image.Rectangle{}},
	}
	for _, c := range cases {
		if got := c.box.Rect(100, 100); got != c.want && !(got.Empty() && c.want.Empty()) {
			t.Errorf("%v: want %v, got %v", c.box, c.want, got)
		}
	}
	whole := FromRect(image.Rect(3, 5, 17, 19), 101, 77)
	if got := whole.Rect(101, 77); got != image.Rect(3, 5, 17, 19) {
		t.Errorf("pixels → fractions → pixels: want (3,5)-(17,19), got %v", got)
	}
}

// TestBoxesTurnWithTheirPixels draws one black block, turns the page and looks for it where the turned box says.
func TestBoxesTurnWithTheirPixels(t *testing.T) {
	for _, depth := range []Depth{Bitonal, Gray, Colour} {
		page, err := NewRaster(depth, 40, 20, 300)
		if err != nil {
			t.Fatal(err)
		}
		block := image.Rect(4, 2, 12, 8)
		for y := block.Min.Y; y < block.Max.Y; y++ {
			for x := block.Min.X; x < block.Max.X; x++ {
				blacken(page, x, y)
			}
		}
		box := FromRect(block, 40, 20)
		for _, turn := range []int{0, 90, 180, 270, 360, -90} {
			turned := page.Rotate(turn)
			if !turned.Valid() {
				t.Fatalf("depth %d turned by %d is not valid", depth, turn)
			}
			if n, want := dark(turned, turned.Bounds()), block.Dx()*block.Dy(); n != want {
				t.Errorf("depth %d turned by %d: want %d black pixels, got %d", depth, turn, want, n)
			}
			r := box.Rotate(turn).Rect(turned.Width, turned.Height)
			if n, want := dark(turned, r), r.Dx()*r.Dy(); n != want {
				t.Errorf("depth %d turned by %d: %d of %d pixels in the turned box are black", depth, turn, n, want)
			}
		}
	}
}

func blacken(r *Raster, x, y int) {
	switch r.Depth {
	case Bitonal:
		r.Pix[y*r.Stride()+x/8] |= 0x80 >> (x % 8)
	case Gray:
		r.Pix[y*r.Stride()+x] = 0
	default:
		copy(r.Pix[y*r.Stride()+3*x:], []byte{0, 0, 0})
	}
}

func dark(r *Raster, in image.Rectangle) int {
	n := 0
	for y := in.Min.Y; y < in.Max.Y; y++ {
		for x := in.Min.X; x < in.Max.X; x++ {
			if c, _, _, _ := r.At(x, y).RGBA(); c == 0 {
				n++
			}
		}
	}
	return n
}

func TestRotateTwiceByNinetyIsRotateByHalfTurn(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		x, y := rnd.Float64()*0.8, rnd.Float64()*0.8
		b := Box{x, y, x + 0.1, y + 0.2}
		once, twice := b.Rotate(180), b.Rotate(90).Rotate(90)
		if d := once.Intersect(twice).Area() - b.Area(); d > 1e-9 || d < -1e-9 {
			t.Fatalf("%v: half turn %v, two quarters %v", b, once, twice)
		}
	}
}

func TestFitKeepsEveryPixel(t *testing.T) {
	bw, _ := NewRaster(Bitonal, 13, 3, 200)
	blacken(bw, 12, 1)
	for name, m := range map[string]*Raster{
		"black and white in colour": FromImage(bw.ToRGBA(), 200), "black and white in grey": FromGray(bw.ToGray(), 200),
	} {
		got := m.Fit()
		if got.Depth != Bitonal || string(got.Pix) != string(bw.Pix) {
			t.Errorf("%s: want the bitonal page back, got depth %d", name, got.Depth)
		}
	}
	red, _ := NewRaster(Colour, 2, 2, 200)
	red.Pix[1] = 3
	if red.Fit() != red {
		t.Error("a page with one coloured pixel lost its colour")
	}
}

func TestNewRasterRefusesNonsense(t *testing.T) {
	for _, c := range []struct {
		d    Depth
		w, h Px
	}{{Gray, 0, 5}, {Gray, 5, -1}, {7, 5, 5}} {
		if r, err := NewRaster(c.d, c.w, c.h, 300); err == nil {
			t.Errorf("depth %d, %d x %d: want an error, got %v", c.d, c.w, c.h, r.Bounds())
		}
	}
}

func TestCropTakesWhatTheBoxTouches(t *testing.T) {
	page, _ := NewRaster(Gray, 10, 10, 300)
	blacken(page, 5, 5)
	got := page.Crop(Box{0.45, 0.45, 0.65, 0.65})
	if got.Width != 3 || got.Height != 3 || got.Pix[4] != 0 {
		t.Errorf("want 3 x 3 with a black middle, got %d x %d %v", got.Width, got.Height, got.Pix)
	}
	if page.Crop(Box{2, 2, 3, 3}) != nil {
		t.Error("a box outside the page gave pixels")
	}
}
