package main

import (
	"fmt"
	"image/png"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/quality/synth"
	"chartproof.org/chartproof/engine/read/regions"
)

// tally counts the regions of one kind: those of the truth and those of them found, those given and those of them right.
type tally struct{ real, found, given, right int }

// regionScore adds up regions against the truth.
type regionScore struct {
	kinds map[chart.RegionKind]*tally
	pages int
	took  time.Duration
	dump  string // folder for pictures of pages with a miss, "" for none
	show  bool
}

// regionCharts draws charts of a family, one document each, and looks for their regions. Words are those of the truth
// as a reader would have them.
func (s *regionScore) charts(family, condition string, count int, seed uint64) error {
	if heldOut(family) && (s.show || s.dump != "") {
		return errHeldOut
	}
	r := rand.New(rand.NewPCG(seed, 77))
	for i := range count {
		c, err := synth.Generate(synth.Config{Seed: seed + uint64(i), Family: family, Type: synth.Types[i%len(synth.Types)], Index: i})
		if err != nil {
			return fmt.Errorf("make chart: %w", err)
		}
		rasters, truth, err := c.Scan(condition, 0)
		if err != nil {
			return fmt.Errorf("scan chart: %w", err)
		}
		for n, raster := range rasters {
			page := truth.Pages[n]
			real := trueRegions(page, truth.PHI)
			page.Words = seen(r, page.Words)
			page.Regions = nil
			start := time.Now()
			got := regions.Find(raster, page)
			s.took += time.Since(start)
			s.pages++
			s.page(fmt.Sprintf("%s-%s-%d-%d", family, condition, i, n+1), raster, real, got)
		}
	}
	return nil
}

// seen gives the words that a reader would see: of those written by hand a half, and those without much confidence.
func seen(r *rand.Rand, words []chart.Word) []chart.Word {
	var out []chart.Word
	for _, w := range words {
		w.Confidence = chart.Confidence(0.85 + 0.15*r.Float64())
		if w.Engines[0] == synth.Hand {
			if r.IntN(2) == 0 {
				continue
			}
			w.Confidence = chart.Confidence(0.2 + 0.7*r.Float64())
		}
		out = append(out, w)
	}
	return out
}

// trueRegions gives the regions that the truth tells of a page; handwriting is a word each.
func trueRegions(p chart.Page, phi []synth.Span) []chart.Region {
	out := slices.Clone(p.Regions)
	kinds := map[chart.Kind]chart.RegionKind{chart.Signature: chart.RegionSignature, chart.Barcode: chart.RegionBarcode, chart.FacePhoto: chart.RegionPhoto}
	for _, s := range phi {
		if k, ok := kinds[s.Kind]; ok && s.Page == p.Number {
			out = append(out, chart.Region{Kind: k, Box: geom.Union(s.Boxes...)})
		}
	}
	for _, w := range p.Words {
		if w.Engines[0] == synth.Hand {
			out = append(out, chart.Region{Kind: chart.RegionHandwriting, Box: w.Box})
		}
	}
	return out
}

// page counts one page. A region is found where half of it is covered by regions of its kind, and right where half of it
// covers some: a signature that is taken for other handwriting is not missed but is no signature either.
func (s *regionScore) page(name string, raster *geom.Raster, real, got []chart.Region) {
	missed := false
	for _, r := range real {
		t := s.of(r.Kind)
		t.real++
		if overlap(r, got) >= 0.5 {
			t.found++
			continue
		}
		missed = true
		if s.show {
			fmt.Printf("  %s miss %s %.3f\n", name, r.Kind, r.Box)
		}
	}
	for _, g := range got {
		t := s.of(g.Kind)
		t.given++
		if overlap(g, real) >= 0.3 {
			t.right++
			continue
		}
		missed = missed || g.Kind != chart.RegionHandwriting
		if s.show {
			fmt.Printf("  %s over %s %.3f %.2f\n", name, g.Kind, g.Box, g.Confidence)
		}
	}
	if missed && s.dump != "" {
		s.picture(name, raster)
	}
}

func (s *regionScore) of(k chart.RegionKind) *tally {
	if s.kinds == nil {
		s.kinds = map[chart.RegionKind]*tally{}
	}
	if s.kinds[k] == nil {
		s.kinds[k] = &tally{}
	}
	return s.kinds[k]
}

// overlap is the share of a region that regions of its kind cover; a signature counts as handwriting too.
func overlap(r chart.Region, by []chart.Region) float64 {
	sum := 0.0
	for _, o := range by {
		if o.Kind == r.Kind || o.Kind == chart.RegionSignature && r.Kind == chart.RegionHandwriting {
			sum += o.Box.Intersect(r.Box).Area()
		}
	}
	return sum / max(1e-12, r.Box.Area())
}

func (s *regionScore) picture(name string, r *geom.Raster) {
	f, err := os.Create(filepath.Join(s.dump, name+".png"))
	if err != nil {
		fmt.Fprintln(os.Stderr, "phimeasure: picture:", err)
		return
	}
	if err := png.Encode(f, r.ToGray()); err != nil {
		fmt.Fprintln(os.Stderr, "phimeasure: picture:", err)
	}
	if err := f.Close(); err != nil {
		fmt.Fprintln(os.Stderr, "phimeasure: picture:", err)
	}
}

func (s *regionScore) print(w io.Writer) {
	for _, k := range chart.RegionKinds {
		t := s.of(k)
		fmt.Fprintf(w, "%-12s %5d  recall %.3f  given %5d  precision %.3f\n", k, t.real, ratio(t.found, t.real), t.given, ratio(t.right, t.given))
	}
	fmt.Fprintf(w, "%d pages, %.0f ms a page\n", s.pages, float64(s.took.Milliseconds())/float64(max(1, s.pages)))
}
