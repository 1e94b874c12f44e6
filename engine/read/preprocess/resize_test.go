package preprocess

import (
	"image"
	"testing"
)

func TestShrinkingKeepsTheMean(t *testing.T) {
	g := image.NewGray(image.Rect(0, 0, 7, 6))
	for i := range g.Pix {
		g.Pix[i] = byte(i % 2 * 200)
	}
	s := resize(g, 3, 2)
	if s.Rect.Dx() != 3 || s.Rect.Dy() != 2 {
		t.Fatalf("want 3 by 2, got %v", s.Rect)
	}
	for i, v := range s.Pix {
		if v < 60 || v > 140 {
			t.Errorf("pixel %d is %d; want the grey of a checkerboard", i, v)
		}
	}
}

func TestSpreadGoesStraightFromTileToTile(t *testing.T) {
	out := spread([]byte{0, 200, 0, 200}, 2, 40, 8)
	for y := range 8 {
		row := out[y*40 : (y+1)*40]
		if row[0] != 0 || row[39] < 190 {
			t.Fatalf("row %d goes from %d to %d; want 0 to 200", y, row[0], row[39])
		}
		for x := 1; x < 40; x++ {
			if row[x] < row[x-1] || row[x]-row[x-1] > 12 {
				t.Fatalf("row %d steps from %d to %d", y, row[x-1], row[x])
			}
		}
	}
}

func BenchmarkShrink(b *testing.B) {
	g := image.NewGray(image.Rect(0, 0, 2550, 3300))
	for b.Loop() {
		resize(g, 850, 1100)
	}
}
