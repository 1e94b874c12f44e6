package review

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"chartproof.org/chartproof/engine/chart"
)

func TestSameCountsWhatCounts(t *testing.T) {
	var s Second
	for _, c := range []struct {
		a, b chart.Text
		want bool
	}{
		{"Penicillin", " penicillin ", true}, {"10 mg", "10mg", true}, {"0.5 mg", "05 mg", false}, {"1 0 mg", "10 mg", false},
		{"O'Neil, Ann", "ONEIL ANN", true}, {"12/3", "1/23", false}, {"", "x", false}, {"<5", "5", false}, {"-2.0", "2.0", false},
	} {
		if got := s.Same(chart.Medication, c.a, c.b); got != c.want {
			t.Errorf("%q and %q: want %v, got %v", c.a.Reveal(), c.b.Reveal(), c.want, got)
		}
	}
}

func lookedAt(value, first chart.Text, readings ...chart.Text) (*chart.Dossier, chart.Field) {
	f := chart.Field{ID: "f", Name: chart.Allergy, Value: value, NeedsReview: true}
	for _, r := range readings {
		f.Readings = append(f.Readings, chart.Reading{Value: r})
	}
	d := &chart.Dossier{ID: "d", Document: chart.Document{Fields: []chart.Field{f}}}
	d.Decisions = []chart.Decision{{Field: "f", Verdict: chart.Corrected, Value: first, By: "p1"}}
	return d, f
}

func TestTwoPeopleAreSettledOnlyWithTheMachine(t *testing.T) {
	for _, c := range []struct {
		name                string
		read, first, second chart.Text
		readings            []chart.Text
		verdict             chart.Verdict
		want                chart.LookOutcome
	}{
		{"all three", "Sulfa", "Sulfa", "sulfa", nil, chart.Confirmed, chart.LookAgrees},
		{"one reader backs them", "Sulta", "Sulfa", "Sulfa", []chart.Text{"Sulta", "Sulfa"}, chart.Confirmed, chart.LookAgrees},
		{"no reader backs them", "Sulta", "Sulfa", "Sulfa", []chart.Text{"Sulta", "Sulta"}, chart.Confirmed, chart.LookDiffer},
		{"they differ", "Sulfa", "Sulfa", "Sulta", nil, chart.Confirmed, chart.LookDiffer},
		{"the second sees nothing", "Sulfa", "Sulfa", "", nil, chart.NotOnPage, chart.LookDiffer},
	} {
		d, f := lookedAt(c.read, c.first, c.readings...)
		if got := (Second{}).Judge(d, f, c.verdict, c.second); got != c.want {
			t.Errorf("%s: want %s, got %s", c.name, c.want, got)
		}
	}
}

func TestAChangeMakesTheLookNecessaryAgain(t *testing.T) {
	d, f := lookedAt("Sulfa", "Sulfa")
	d.Looks.Taken = []chart.Look{{Field: "f", Step: chart.SecondLook, By: "p2", Outcome: chart.LookAgrees, Decision: 0, Stood: "Sulfa"}}
	if len(d.Unlooked()) != 0 {
		t.Fatal("want it settled")
	}
	d.Decisions = append(d.Decisions, chart.Decision{Field: "f", Verdict: chart.Corrected, Value: "Latex", By: "p1"})
	if got := d.Unlooked(); !slices.Equal(got, []chart.FieldID{"f"}) {
		t.Errorf("a later decision: want the field open again, got %v", got)
	}
	if err := d.MustBeLooked("sign", chart.DefaultLookPolicy()); chart.KindOf(err) != chart.BadState {
		t.Errorf("want it not to be signed, got %v", err)
	}
	if v, _ := Stand(d, f); v != chart.Confirmed {
		t.Errorf("got %s", v)
	}
}

// model is what the simulation takes people and readers for.
type model struct {
	slip   float64 // of each look
	shared float64 // of the first one's slips, that the second makes too: the same wrong value
	engine float64 // a reader reads another value; each reader by itself
	drag   float64 // of the slips that both people share, that a reader shares too: the print is at fault
	third  float64 // of the slips that both share, that the third person shares too
}

// trial is one field's way through two looks and, where it comes to that, the third; it gives the value that stands.
func (m model) trial(r *rand.Rand) (right, third bool) {
	const truth = 0
	wrong := func() int { return 1 + r.IntN(25) } // another letter in one place
	look := func() int {
		if r.Float64() < m.slip {
			return wrong()
		}
		return truth
	}
	first := look()
	second, common := look(), false
	if first != truth && r.Float64() < m.shared {
		second, common = first, true
	}
	read := func() int {
		if common && r.Float64() < m.drag {
			return first
		}
		if r.Float64() < m.engine {
			return wrong()
		}
		return truth
	}
	text := func(n int) chart.Text { return chart.Text(fmt.Sprintf("Sulf%c", 'a'+n)) }
	a, b := text(read()), text(read())
	d, f := lookedAt(a, text(first), a, b)
	s := Second{}
	if s.Judge(d, f, chart.Confirmed, text(second)) == chart.LookAgrees {
		return first == truth, false
	}
	d.Looks.Taken = []chart.Look{{Field: "f", Step: chart.SecondLook, By: "p2", Verdict: chart.Confirmed, Value: text(second), Outcome: chart.LookDiffer, Stood: text(first)}}
	typed := look()
	if common && r.Float64() < m.third {
		typed = first
	}
	is, settles := s.Third(d, f, chart.Confirmed, text(typed))
	if settles {
		return is.Value == text(truth), true
	}
	choices := s.Choices(d, f) // neither of the two: they are shown, and the page is looked at once more
	pick := text(truth)
	if r.Float64() < m.slip {
		pick = choices[r.IntN(len(choices))].Value
	}
	return pick == text(truth), true
}

// TestSecondLookMonteCarlo prints how many high-risk fields stay wrong. What a slip is: one letter of the value is another one.
func TestSecondLookMonteCarlo(t *testing.T) {
	const n = 1_000_000
	for _, c := range []struct {
		name string
		m    model
		most float64 // errors per 1,000 fields; 0: told, not judged
	}{
		{"1 % slips, 30 % of the first one's shared by the second", model{slip: .01, shared: .3, engine: .05}, 0.05},
		{"and 1 % of those shared by a reader", model{slip: .01, shared: .3, engine: .05, drag: .01}, 0},
		{"and 30 % by each reader: the print is at fault", model{slip: .01, shared: .3, engine: .05, drag: .3}, 0},
		{"and 30 % by the third person", model{slip: .01, shared: .3, engine: .05, third: .3}, 0},
	} {
		r := rand.New(rand.NewPCG(20261122, 5))
		wrong, thirds := 0, 0
		for range n {
			right, third := c.m.trial(r)
			if !right {
				wrong++
			}
			if third {
				thirds++
			}
		}
		rate := float64(wrong) * 1000 / n
		t.Logf("%-60s %.4f wrong per 1,000 fields, %.1f %% go to a third person", c.name, rate, float64(thirds)*100/n)
		if c.most > 0 && rate > c.most {
			t.Errorf("%s: want at most %.2f wrong per 1,000, got %.4f", c.name, c.most, rate)
		}
	}
}
