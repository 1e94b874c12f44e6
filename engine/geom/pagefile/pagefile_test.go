package pagefile_test

import (
	"bytes"
	"math"
	"math/rand/v2"
	"testing"

	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/geom/pagefile"
)

// paper makes a page with lines like print; noise above 0 makes it a scan.
func paper(t testing.TB, d geom.Depth, width, height int, noise float64) *geom.Raster {
	t.Helper()
	r, err := geom.NewRaster(d, geom.Px(width), geom.Px(height), 300)
	if err != nil {
		t.Fatal(err)
	}
	rnd := rand.New(rand.NewPCG(3, 4))
	ink := func(x, y int) bool { return y%50 < 24 && (x*7+y/50*13)%41 < 11 && (x/180+y/50)%5 != 0 }
	for y := range height {
		for x := range width {
			v := 240.0
			if ink(x, y) {
				v = 30
			}
			switch v += rnd.NormFloat64() * noise; d {
			case geom.Bitonal:
				if v < 128 {
					r.Pix[y*r.Stride()+x/8] |= 0x80 >> (x % 8)
				}
			case geom.Gray:
				r.Pix[y*width+x] = byte(min(max(v, 0), 255))
			case geom.Colour:
				c := byte(min(max(v, 0), 255))
				copy(r.Pix[3*(y*width+x):], []byte{c, c, byte(int(c) * 9 / 10)})
			}
		}
	}
	return r
}

func rms(a, b []byte) float64 {
	sum := 0.0
	for i := range a {
		d := float64(a[i]) - float64(b[i])
		sum += d * d
	}
	return math.Sqrt(sum / float64(len(a)))
}

func TestRoundTrip(t *testing.T) {
	cases := []struct {
		name          string
		depth         geom.Depth
		width, height int
		noise         float64
		worst         float64 // root mean square error
	}{
		{"bitonal", geom.Bitonal, 2550, 3300, 60, 0},
		{"bitonal, one pixel", geom.Bitonal, 1, 1, 0, 0},
		{"bitonal, odd", geom.Bitonal, 1237, 511, 60, 0},
		{"grey, rendered", geom.Gray, 1700, 2200, 0, 0},
		{"grey, scanned", geom.Gray, 1237, 1537, 6, 5},
		{"grey, one band", geom.Gray, 333, 512, 6, 5},
		{"grey, a band of one row", geom.Gray, 333, 513, 6, 5},
		{"colour, rendered", geom.Colour, 1700, 2200, 0, 0},
		{"colour, scanned", geom.Colour, 1237, 1537, 6, 7},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			want := paper(t, c.depth, c.width, c.height, c.noise)
			data, err := pagefile.Encode(want, 0)
			if err != nil {
				t.Fatal(err)
			}
			got, err := pagefile.Decode(data)
			if err != nil {
				t.Fatal(err)
			}
			if !got.Valid() || got.Width != want.Width || got.Height != want.Height || got.Depth != want.Depth || got.DPI != want.DPI {
				t.Fatalf("got %d x %d of %d bits at %v", got.Width, got.Height, got.Depth, got.DPI)
			}
			if e := rms(got.Pix, want.Pix); e > c.worst {
				t.Errorf("error %.2f grey levels, want at most %.2f", e, c.worst)
			}
		})
	}
}

func TestBudgetLowersQualityDownToTheFloor(t *testing.T) {
	r := paper(t, geom.Gray, 1000, 1200, 8)
	size := func(budget int) int {
		data, err := pagefile.Encode(r, budget)
		if err != nil {
			t.Fatal(err)
		}
		return len(data)
	}
	free := size(0)
	less := size(free * 9 / 10)
	floor := size(1)
	if less > free*9/10 || floor > less || floor == 0 {
		t.Errorf("free %d, budget of nine tenths %d, floor %d", free, less, floor)
	}
}

func TestEncodeRefuses(t *testing.T) {
	short := paper(t, geom.Gray, 10, 10, 0)
	short.Pix = short.Pix[:99]
	for name, r := range map[string]*geom.Raster{"nil": nil, "short": short} {
		if _, err := pagefile.Encode(r, 0); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
}

func TestDecodeRefuses(t *testing.T) {
	for _, d := range []geom.Depth{geom.Bitonal, geom.Gray} {
		good, err := pagefile.Encode(paper(t, d, 700, 600, 9), 0)
		if err != nil {
			t.Fatal(err)
		}
		for n := 0; n < len(good); n += 1 + n/20 {
			if _, err := pagefile.Decode(good[:n]); err == nil {
				t.Errorf("depth %d: %d of %d bytes were taken", d, n, len(good))
			}
		}
		if _, err := pagefile.Decode(append(bytes.Clone(good), 0)); err == nil {
			t.Errorf("depth %d: a trailing byte was taken", d)
		}
		for _, at := range []int{0, 4, 5, 6, 7, 9, 10, 11, 13, 15, 27} { // every part of the header but the resolution
			bad := bytes.Clone(good)
			bad[at] ^= 0x41
			if _, err := pagefile.Decode(bad); err == nil {
				t.Errorf("depth %d: byte %d changed and taken", d, at)
			}
		}
	}
}

func FuzzDecode(f *testing.F) {
	for _, d := range []geom.Depth{geom.Bitonal, geom.Gray, geom.Colour} {
		data, err := pagefile.Encode(paper(f, d, 40, 30, 9), 0)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if r, err := pagefile.Decode(data); err == nil && !r.Valid() {
			t.Errorf("a raster of %d x %d with %d bytes", r.Width, r.Height, len(r.Pix))
		}
	})
}

func BenchmarkDecode300dpi(b *testing.B) {
	for _, c := range []struct {
		name  string
		depth geom.Depth
		noise float64
	}{{"bitonal", geom.Bitonal, 60}, {"grey scan", geom.Gray, 6}, {"grey rendered", geom.Gray, 0}, {"colour scan", geom.Colour, 6}} {
		b.Run(c.name, func(b *testing.B) {
			data, err := pagefile.Encode(paper(b, c.depth, 2550, 3300, c.noise), 0)
			if err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				if _, err := pagefile.Decode(data); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(len(data)), "B/page")
		})
	}
}

func BenchmarkEncode300dpi(b *testing.B) {
	for name, d := range map[string]geom.Depth{"bitonal": geom.Bitonal, "grey": geom.Gray, "colour": geom.Colour} {
		b.Run(name, func(b *testing.B) {
			r := paper(b, d, 2550, 3300, 6)
			for b.Loop() {
				if _, err := pagefile.Encode(r, 0); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
