package regions

import (
	"flag"
	"fmt"
	"image"
	"math"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/quality/synth"
)

var fit = flag.Bool("fit", false, "fit the weights of handwriting anew and write weights.go")

// sample is one blob of a generated page with the truth.
type sample struct {
	x    [featureCount]float64
	hand bool
}

// samplesOf draws charts of a family under a condition and gives their blobs that are surely print or surely a hand.
func samplesOf(t *testing.T, family, condition string, seed uint64, each int) []sample {
	t.Helper()
	var out []sample
	for i, typ := range synth.Types {
		if i%each != 0 {
			continue
		}
		c, err := synth.Generate(synth.Config{Seed: seed, Family: family, Type: typ, Index: i})
		if err != nil {
			t.Fatal(err)
		}
		rasters, truth, err := c.Scan(condition, 0)
		if err != nil {
			t.Fatal(err)
		}
		for n, r := range rasters {
			out = append(out, pageSamples(r, truth.Pages[n], truth.PHI)...)
		}
	}
	return out
}

func pageSamples(r *geom.Raster, page chart.Page, phi []synth.Span) []sample {
	cv := newCanvas(r, page)
	cv.block(cv.codes())
	cv.block(cv.pictures(cv.tones()))
	w, h := geom.Px(cv.g.Rect.Dx()), geom.Px(cv.g.Rect.Dy())
	var hands, prints []image.Rectangle
	for _, word := range page.Words {
		b := word.Box.Rect(w, h)
		switch word.Engines[0] {
		case synth.Hand:
			hands = append(hands, b)
		case synth.Printed:
			prints = append(prints, b)
		}
	}
	for _, s := range phi {
		if s.Kind == chart.Signature && s.Page == page.Number {
			hands = append(hands, s.Boxes[0].Rect(w, h))
		}
	}
	var out []sample
	for _, b := range cv.blobs() {
		if b.count == 0 || b.Dy() < cv.letter/2 || b.Dx() < cv.letter {
			continue
		}
		hand, print := covered(b.Rectangle, hands), covered(b.Rectangle, prints)
		if (hand > 0.6) != (print > 0.6) {
			out = append(out, sample{cv.features(&b), hand > 0.6})
		}
	}
	return out
}

// covered is the share of a rectangle that others cover, each counted by itself.
func covered(r image.Rectangle, by []image.Rectangle) float64 {
	n := 0
	for _, o := range by {
		x := o.Intersect(r)
		n += x.Dx() * x.Dy()
	}
	return float64(n) / float64(r.Dx()*r.Dy())
}

// fitted gives the weights that part hands from print best, both kinds counting the same.
func fitted(all []sample) [featureCount + 1]float64 {
	var w, g2 [featureCount + 1]float64
	share := 0.0
	for _, s := range all {
		if s.hand {
			share++
		}
	}
	share /= float64(len(all))
	rng := rand.New(rand.NewPCG(1, 2))
	for step := range 40 * len(all) {
		s := all[rng.IntN(len(all))]
		p, y, k := likelihood(w, s.x), 0.0, 1/(1-share)
		if s.hand {
			y, k = 1, 1/share
		}
		rate := 0.3 / math.Sqrt(1+float64(step)/1000)
		for i := range w {
			x := 1.0
			if i < featureCount {
				x = s.x[i]
			}
			g := (p-y)*x*min(k, 5) + 1e-4*w[i]
			g2[i] += g * g
			w[i] -= rate * g / math.Sqrt(1e-3+g2[i]/float64(step+1))
		}
	}
	return w
}

func likelihood(w [featureCount + 1]float64, x [featureCount]float64) float64 {
	z := w[featureCount]
	for i, v := range x {
		z += w[i] * v
	}
	return 1 / (1 + math.Exp(-z))
}

func judge(w [featureCount + 1]float64, all []sample) (recall, precision, wrong float64) {
	var right, hands, called, prints float64
	for _, s := range all {
		p := likelihood(w, s.x) > 0.5
		if s.hand {
			hands++
		} else {
			prints++
		}
		if p {
			called++
		}
		if p && s.hand {
			right++
		}
	}
	return right / hands, right / max(1, called), (called - right) / max(1, prints)
}

// TestHandsAreToldFromPrint measures the committed weights on pages that they were not fitted to; with -fit it fits them
// anew first.
func TestHandsAreToldFromPrint(t *testing.T) {
	if *fit {
		refit(t)
	}
	for _, cond := range []string{synth.Clean300, synth.FaxScan} {
		found, _, taken := judge(handWeights, samplesOf(t, "d", cond, 90, 4))
		if found < 0.75 || taken > 0.08 {
			t.Errorf("%s: %.2f of the hands found, want 0.75; %.3f of the print taken for one, want 0.08 at most", cond, found, taken)
		}
	}
}

func refit(t *testing.T) {
	t.Helper()
	var train []sample
	held := map[string][]sample{}
	for i, cond := range synth.Conditions {
		for _, fam := range []string{"a", "b", "c"} {
			train = append(train, samplesOf(t, fam, cond, 50+uint64(i), 1)...)
		}
		held[cond] = samplesOf(t, "d", cond, 90, 1)
	}
	w := fitted(train)
	for _, cond := range synth.Conditions {
		r, p, f := judge(w, held[cond])
		fmt.Printf("d %-9s hands found %.3f, right %.3f, print taken %.4f (%d)\n", cond, r, p, f, len(held[cond]))
	}
	r, p, f := judge(w, train)
	fmt.Printf("train hands found %.3f, right %.3f, print taken %.4f of %d\n%v\n", r, p, f, len(train), w)
	var b strings.Builder
	b.WriteString("package regions\n\n// handWeights are the weights of features and, last, the constant. They are fitted to generated pages, families a to c:\n// go test ./engine/read/regions -run Hands -fit\nvar handWeights = [featureCount + 1]float64{")
	for i, v := range w {
		if i > 0 {
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "%.3f", v)
	}
	b.WriteString("}\n")
	if err := os.WriteFile("weights.go", []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}
