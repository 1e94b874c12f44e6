package redact

import (
	"math/rand/v2"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
)

// TestACoarsePictureGivesWayToAFinerOne burns boxes beside hard edges, where the coarsest picture leaves light at a rim, and wants
// the page in the first quality that does not.
func TestACoarsePictureGivesWayToAFinerOne(t *testing.T) {
	const w, h = 640, 960
	finer := 0
	for seed := range uint64(24) {
		rng := rand.New(rand.NewPCG(seed, 1))
		r, err := geom.NewRaster(geom.Gray, w, h, 300)
		if err != nil {
			t.Fatal(err)
		}
		for i := range r.Pix {
			if r.Pix[i] = 255; rng.IntN(3) == 0 {
				r.Pix[i] = byte(rng.IntN(256))
			}
		}
		x, y := 0.2+rng.Float64()/100, 0.3+rng.Float64()/100
		spans := []chart.Span{{Page: 1, Kind: chart.OtherID, Redacted: true, Boxes: []geom.Box{{X0: x, Y0: y, X1: x + 0.3, Y1: y + 0.02}}}}
		c := newCopier(nil, 1, Options{}, spans)
		b, err := c.burn(readPage{1, r}, spans, aim{})
		if err != nil {
			continue // no quality is fine enough: nothing leaves
		}
		coarse, err := encoded(asImage(burn(r, b.report.Burns, false).Fit()), 0)
		if err != nil {
			t.Fatal(err)
		}
		pic := b.pic
		if pic.data = coarse; b.report.prove(pic) == nil {
			continue
		}
		if finer++; b.level == 0 || b.report.Quality != qualities[b.level] || b.report.level != b.level {
			t.Errorf("page %d: want a finer picture than the coarsest and its quality reported, got level %d, quality %d", seed, b.level, b.report.Quality)
		}
	}
	if finer == 0 {
		t.Error("want a page of which the coarsest picture leaves light, got none")
	}
}
