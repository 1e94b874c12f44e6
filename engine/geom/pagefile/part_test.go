package pagefile_test

import (
	"bytes"
	"testing"

	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/geom/pagefile"
)

func TestAPartIsWhatTheWholeHasThere(t *testing.T) {
	for _, noise := range []float64{0, 20} {
		for _, d := range []geom.Depth{geom.Bitonal, geom.Gray, geom.Colour} {
			data, err := pagefile.Encode(paper(t, d, 700, 1200, noise), 0)
			if err != nil {
				t.Fatal(err)
			}
			whole, err := pagefile.Decode(data)
			if err != nil {
				t.Fatal(err)
			}
			for _, b := range []geom.Box{{X0: 0.1, Y0: 0.1, X1: 0.3, Y1: 0.12}, {X0: 0.2, Y0: 0.40, X1: 0.9, Y1: 0.45}, {X0: 0, Y0: 0, X1: 1, Y1: 1}, {X0: 0.97, Y0: 0.98, X1: 1, Y1: 1}} {
				want := whole.Crop(b)
				got, err := pagefile.DecodePart(data, b)
				if err != nil || got.Width != want.Width || got.Height != want.Height || got.Depth != want.Depth || !bytes.Equal(got.Pix, want.Pix) {
					t.Errorf("depth %d, noise %v, %v: want what the whole page has there (%dx%d), got %+v, %v", d, noise, b, want.Width, want.Height, got != nil, err)
				}
			}
			if got, err := pagefile.DecodePart(data, geom.Box{}); got != nil || err != nil {
				t.Errorf("want nothing of an empty box, got %v, %v", got, err)
			}
			for cut := range len(data) {
				if cut%997 == 0 {
					if _, err := pagefile.DecodePart(data[:cut], geom.Box{X1: 1, Y1: 1}); err == nil {
						t.Errorf("want a page cut at %d refused", cut)
					}
				}
			}
		}
	}
}

func FuzzDecodePart(f *testing.F) {
	for _, d := range []geom.Depth{geom.Bitonal, geom.Gray, geom.Colour} {
		data, err := pagefile.Encode(paper(f, d, 64, 600, 20), 0)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data, 0.1, 0.1, 0.9, 0.9)
	}
	f.Fuzz(func(t *testing.T, data []byte, x0, y0, x1, y1 float64) {
		b := geom.Box{X0: x0, Y0: y0, X1: x1, Y1: y1}.Clamp()
		if r, err := pagefile.DecodePart(data, b); err == nil && r != nil && !r.Valid() {
			t.Error("want a whole raster or an error")
		}
	})
}
