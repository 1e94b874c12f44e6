package uikit

import (
	"image"
	"testing"
)

func TestQRModulesAreAllAlike(t *testing.T) {
	modules := [][]bool{{true, false, true}, {false, true, false}, {true, true, false}}
	for _, size := range []image.Point{{12, 12}, {13, 17}, {31, 14}, {3, 3}} {
		img := qrImage(modules, size.X, size.Y)
		side := min(size.X, size.Y) / 3
		at := image.Pt((size.X-3*side)/2, (size.Y-3*side)/2)
		for y := range size.Y {
			for x := range size.X {
				want := false
				if p := image.Pt(x, y).Sub(at); p.X >= 0 && p.Y >= 0 && p.X < 3*side && p.Y < 3*side {
					want = modules[p.Y/side][p.X/side]
				}
				if r, _, _, _ := img.At(x, y).RGBA(); (r == 0) != want {
					t.Fatalf("%v: want dark %v at %d,%d", size, want, x, y)
				}
			}
		}
	}
	if img := qrImage(modules, 2, 2); img.Bounds().Dx() != 2 {
		t.Fatal("a place smaller than the code is left white")
	}
}
