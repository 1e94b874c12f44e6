package twice

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/quality/synth"
)

// worn gives the words of a page as a reader may give them back: a letter misread here, a word lost or run together there. Misreadings
// know that they are doubtful more often than not, as the product's do.
func worn(p chart.Page, share float64, r *rand.Rand) chart.Page {
	const letters = "abcdeilnorstu0123456789"
	out := p
	out.Words = nil
	for _, w := range p.Words {
		text := []rune(w.Text.Reveal())
		w.Confidence = 0.99
		switch roll := r.Float64(); {
		case len(text) == 0 || roll < share/4: // lost
			continue
		case roll < share/2 && len(out.Words) > 0: // run together
			last := &out.Words[len(out.Words)-1]
			last.Text, last.Confidence = last.Text+w.Text, 0.9
			continue
		case roll < 3*share/2:
			text[r.IntN(len(text))] = rune(letters[r.IntN(len(letters))])
			w.Text = chart.Text(text)
			if r.Float64() < 0.8 {
				w.Confidence = 0.7
			}
		}
		out.Words = append(out.Words, w)
	}
	return out
}

// anotherDay is the same form of the same patient another day: other dates, and every second other number that is no identifier.
func anotherDay(p chart.Page, r *rand.Rand) chart.Page {
	out := p
	out.Words = slices.Clone(p.Words)
	for i, w := range out.Words {
		text := []rune(w.Text.Reveal())
		digits := 0
		for _, c := range text {
			if unicode.IsDigit(c) {
				digits++
			}
		}
		date := digits >= 6 && strings.ContainsAny(string(text), "/-")
		if digits == 0 || !date && (digits > 5 || r.IntN(2) == 0) {
			continue
		}
		for k, c := range text {
			if unicode.IsDigit(c) {
				text[k] = rune('0' + r.IntN(10))
			}
		}
		out.Words[i].Text = chart.Text(text)
	}
	return out
}

// TestFigures measures on the words of generated charts, each worn twice: how many sheets are known again, and how many pages of another
// patient on the same form are taken for them. Every kind of document and every family for tuning.
func TestFigures(t *testing.T) {
	const each, share = 6, 0.03
	r := rand.New(rand.NewPCG(1, 2))
	found, sheets, days, wrong, pairs := 0, 0, 0, 0, 0
	for _, family := range synth.Families {
		if family == "i" {
			continue
		}
		for _, kind := range synth.Types {
			type sheet struct {
				page         chart.Page
				first, again Print
			}
			var all []sheet
			for n := range each {
				c, err := synth.Generate(synth.Config{Seed: 5, Family: family, Type: kind, Index: n})
				if err != nil {
					continue // not every family draws every kind
				}
				p := c.Truth.Pages[0]
				all = append(all, sheet{p, Of(worn(p, share, r)), Of(worn(p, share, r))})
			}
			for i, a := range all {
				for k, b := range all {
					same := Same(a.first, b.again)
					switch {
					case i == k:
						sheets++
						if same {
							found++
						}
						if Same(a.first, Of(worn(anotherDay(a.page, r), share, r))) {
							days++
						}
					default:
						pairs++
						if same {
							wrong++
						}
					}
				}
			}
		}
	}
	t.Logf("known again: %d of %d; taken for it: the same form of another patient %d of %d, of the same patient another day %d of %d", found, sheets, wrong, pairs, days, sheets)
	if sheets < 100 || 100*found < 90*sheets || 100*wrong > pairs || 100*days > sheets {
		t.Error("want nine of ten sheets known again, and at most one wrong proposal in a hundred")
	}
}
