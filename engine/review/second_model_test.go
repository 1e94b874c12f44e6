package review_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/fields"
	"chartproof.org/chartproof/engine/quality/synth"
	"chartproof.org/chartproof/engine/review"
)

// The simulation takes values of generated charts through the code that judges second and third looks, with everything that the
// desk lets it know of values (lists of drugs and names, doses, checks, here without other documents). What it assumes of people
// and readers stands in model, and is assumed, not measured:
//
//   - A slip, and a misreading, is one sign taken for one that looks like it: the worst case for whoever compares readings. Which
//     sign, and for which, is drawn anew unless the slip is shared.
//   - A shared slip is the print's: the second person makes the same one, and with the chances below so do, each by itself, the
//     third person, the third person who has both values before the eyes, and each reader. Nobody makes a shared slip alone.
//   - A third person whose own reading was right takes another value, of those that are shown, as rarely as anybody slips.
type model struct {
	slip   float64 // of each look
	shared float64 // of the first one's slips, that the second makes too
	engine float64 // that a reader misreads; each reader by itself
	drag   float64 // of shared slips, that a reader makes too; each by itself
	third  float64 // of shared slips, that a third person makes too, and once more with both values shown
}

// subject is a field with its line, and what is printed.
type subject struct {
	field  chart.Field
	rows   []chart.Row
	truth  string
	judged bool // a third person is asked though everybody and every reader is right
}

// lookalikes gives the signs that a sign is taken for.
var lookalikes = map[rune]string{'0': "68", '1': "74", '2': "73", '3': "85", '4': "91", '5': "63", '6': "058", '7': "12", '8': "360", '9': "47", 'a': "oe", 'b': "h", 'c': "eo", 'd': "cl", 'e': "co", 'f': "t",
	'g': "qy", 'h': "bn", 'i': "lj", 'l': "it", 'm': "n", 'n': "um", 'o': "ae", 'p': "q", 'q': "g", 'r': "nv", 's': "z", 't': "fl", 'u': "nv", 'v': "uy", 'w': "v", 'x': "z", 'y': "vg", 'z': "s"}

// slipped takes one sign of a text for another one.
func slipped(r *rand.Rand, text string) string {
	rs := []rune(text)
	for range 50 {
		i := r.IntN(len(rs))
		low := []rune(strings.ToLower(string(rs[i])))[0]
		if to := lookalikes[low]; to != "" {
			out := rune(to[r.IntN(len(to))])
			if low != rs[i] {
				out = []rune(strings.ToUpper(string(out)))[0]
			}
			rs[i] = out
			return string(rs)
		}
	}
	return text + "1"
}

// subjects are the values on which a patient's safety hangs, out of generated charts of all families that rules are written against.
func subjects(t *testing.T) (out []subject) {
	t.Helper()
	for _, family := range synth.Families {
		if slices.Contains(synth.HeldOut, family) {
			continue
		}
		for _, kind := range []chart.Type{chart.IntakeForm, chart.MedicationList, chart.ProgressNote, chart.LabReport, chart.Prescription} {
			for i := range 3 {
				c, err := synth.Generate(synth.Config{Seed: 31, Family: family, Type: kind, Index: i})
				if err != nil {
					continue // a family without this type
				}
				for _, doc := range c.Truth.Documents {
					doc.Fields = append(doc.Fields, doc.DoubtfulCells()...)
					for _, f := range doc.Fields {
						if f.Reasons = nil; f.NeedsTwo() && f.Value != "" {
							out = append(out, subject{field: f, rows: doc.Rows, truth: f.Value.Reveal()})
						}
					}
				}
			}
		}
	}
	if len(out) < 200 {
		t.Fatalf("%d values: too few to say anything", len(out))
	}
	return out
}

// trial takes one field through its looks and gives whether the right value stands, and whether a third person was asked. The first
// person slips where it is told so.
func (m model) trial(r *rand.Rand, s review.Second, of subject, slips bool) (right, third bool) {
	look := func() string {
		if m.slip > 0 && r.Float64() < m.slip {
			return slipped(r, of.truth)
		}
		return of.truth
	}
	first, second, common := of.truth, "", false
	if slips {
		first = slipped(r, of.truth)
		common = r.Float64() < m.shared
	}
	if second = look(); common {
		second = first
	}
	read := func() chart.Text {
		switch {
		case common && r.Float64() < m.drag:
			return chart.Text(first)
		case m.engine > 0 && r.Float64() < m.engine:
			return chart.Text(slipped(r, of.truth))
		}
		return chart.Text(of.truth)
	}
	f := of.field
	f.ID, f.Value = "f", read()
	f.Readings = []chart.Reading{{Value: f.Value}, {Value: read()}}
	if first == of.truth && second == of.truth && f.Readings[0].Value.Reveal() == of.truth && f.Readings[1].Value.Reveal() == of.truth && !of.judged {
		return true, false // what Judge says of this was asked once
	}
	d := &chart.Dossier{ID: "d", Document: chart.Document{Fields: []chart.Field{f}, Rows: of.rows}}
	d.Decisions = []chart.Decision{{Field: "f", Verdict: chart.Corrected, Value: chart.Text(first), By: "p1"}}
	same := func(v chart.Text) bool { return s.Same(f.Name, v, chart.Text(of.truth)) }
	if s.Judge(d, f, chart.Confirmed, chart.Text(second)) == chart.LookAgrees {
		return same(chart.Text(first)), false
	}
	d.Looks.Taken = []chart.Look{{Field: "f", Step: chart.SecondLook, By: "p2", Verdict: chart.Confirmed, Value: chart.Text(second), Outcome: chart.LookDiffer, Stood: chart.Text(first)}}
	typed, drawn := look(), common && r.Float64() < m.third
	if drawn {
		typed = first
	}
	is, settles := s.Third(d, f, chart.Confirmed, chart.Text(typed))
	if settles {
		return same(is.Value), true
	}
	choices := s.Choices(d, f)
	if s.Alike(f.Name, choices, is) < 0 {
		choices = append(choices, is)
	}
	at := slices.IndexFunc(choices, func(c review.Choice) bool { return same(c.Value) })
	switch {
	case at < 0, drawn && r.Float64() < m.third:
		return false, true
	case m.slip > 0 && r.Float64() < m.slip:
		return r.IntN(len(choices)) == at, true
	}
	return true, true
}

// run gives how many of 1,000 fields stay wrong and what share goes to a third person. Slips of the first person, without which hardly
// anything goes wrong, are drawn as often as their absence and weighed by how rare they are.
func (m model) run(s review.Second, all []subject, n int) (wrong, thirds float64) {
	r := rand.New(rand.NewPCG(20261122, 5))
	for _, c := range []struct {
		slips  bool
		weight float64
		n      int
	}{{true, m.slip, n / 25}, {false, 1 - m.slip, n}} {
		for range c.n {
			right, third := m.trial(r, s, all[r.IntN(len(all))], c.slips)
			if !right {
				wrong += c.weight * 1000 / float64(c.n)
			}
			if third {
				thirds += c.weight / float64(c.n)
			}
		}
	}
	return wrong, thirds
}

// kept answers every question about a value once: the same values come many times.
func kept[T any](answer func(chart.FieldName, string) T) func(chart.FieldName, string) T {
	type about struct {
		name  chart.FieldName
		value string
	}
	all := map[about]T{}
	return func(n chart.FieldName, v string) T {
		key := about{n, v}
		got, ok := all[key]
		if !ok {
			got = answer(n, v)
			all[key] = got
		}
		return got
	}
}

// known is what the desk lets a second look know.
func known() review.Second {
	type checked struct {
		norm string
		ok   bool
	}
	check := kept(func(n chart.FieldName, v string) (c checked) {
		c.norm, c.ok = fields.Check(n, v)
		return c
	})
	return review.Second{DoseFits: fields.DoseFits, Likely: kept(fields.Likely), Like: kept(fields.Like),
		Check: func(n chart.FieldName, v string) (string, bool) { c := check(n, v); return c.norm, c.ok }}
}

// TestSecondLookMonteCarlo tells how many high-risk fields stay wrong, and holds those models to the goal in which people share slips
// with each other and no more with the rest than a reader now and then.
func TestSecondLookMonteCarlo(t *testing.T) {
	const n = 500_000
	all, s := subjects(t), known()
	for i := range all {
		all[i].judged = true
		_, all[i].judged = model{}.trial(nil, s, all[i], false)
	}
	base := model{slip: .01, shared: .3, engine: .05}
	with := func(drag, third float64) model {
		m := base
		m.drag, m.third = drag, third
		return m
	}
	for _, c := range []struct {
		name string
		m    model
		most float64 // errors per 1,000 fields; 0: told, not judged
	}{
		{"1 % slips, none shared", model{slip: .01, engine: .05}, 0.05},
		{"30 % of the first one's shared by the second", base, 0.05},
		{"and 10 % by each reader", with(.1, 0), 0.05},
		{"and 30 % by each reader: the print is at fault", with(.3, 0), 0},
		{"30 % shared by the third person too, twice", with(0, .3), 0},
		{"30 % by everybody and everything", with(.3, .3), 0},
	} {
		wrong, thirds := c.m.run(s, all, n)
		t.Logf("%-50s %.4f wrong per 1,000 fields, %.1f %% go to a third person", c.name, wrong, thirds*100)
		if c.most > 0 && wrong > c.most {
			t.Errorf("%s: want at most %.2f wrong per 1,000, got %.4f", c.name, c.most, wrong)
		}
	}
}
