package fields_test

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"sort"
	"strings"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/classify"
	"chartproof.org/chartproof/engine/find/fields"
	"chartproof.org/chartproof/engine/find/routing"
	"chartproof.org/chartproof/engine/find/trust"
	"chartproof.org/chartproof/engine/quality/synth"
)

// heldOut is a family that no rule was written against, named by CHARTPROOF_HELDOUT: its errors are never printed.
var heldOut = os.Getenv("CHARTPROOF_HELDOUT")

// tally counts what was found of a truth.
type tally struct {
	want, right, extra, unseen int // unseen: wrong and not sent to review
	rightUnseen, alarms        int // right and not sent to review; right and failed a check
	types, typesRight          int
	cells, cellsRight          int
	byField                    map[chart.FieldName][2]int
	log                        strings.Builder
}

// floors are the least shares of fields found exactly, a little under what was reached.
var floors = map[string]float64{"a": 0.99, "b": 0.985, "c": 0.99, "d": 0.985, "e": 0.98, "f": 0.98, "g": 0.97, "h": 0.975}

// TestFieldsOfSyntheticCharts measures extraction on charts whose words are the truth's own, so that only finding is
// measured. CHARTPROOF_FAMILY=a prints every error of a tuning family; a held-out family prints its numbers only.
func TestFieldsOfSyntheticCharts(t *testing.T) {
	shown := os.Getenv("CHARTPROOF_FAMILY")
	least := maps.Clone(floors)
	if heldOut != "" {
		least = map[string]float64{heldOut: 0}
	}
	for family, least := range least {
		if shown != "" && shown != family {
			continue
		}
		m := measure(t, family, 7, 6)
		if family != heldOut && m.typesRight < m.types-3 {
			t.Errorf("family %s: want all types but three, got %d of %d", family, m.typesRight, m.types)
		}
		share := float64(m.right) / float64(max(1, m.want))
		t.Logf("family %s, truth words: fields %.4f (%d of %d), extra %d, wrong and unseen %d, right and unseen %d, right but failed a check %d, types %d of %d, cells %.4f", family, share, m.right, m.want,
			m.extra, m.unseen, m.rightUnseen, m.alarms, m.typesRight, m.types, float64(m.cellsRight)/float64(max(1, m.cells)))
		if shown == family && family != heldOut {
			fmt.Print(m.log.String())
			fmt.Print(m.fieldTable())
		}
		if share < least {
			t.Errorf("family %s: want field exact match of at least %.2f, got %.4f", family, least, share)
		}
	}
}

func measure(t *testing.T, family string, seed uint64, count int) *tally {
	m := &tally{byField: map[chart.FieldName][2]int{}}
	for _, typ := range synth.Types {
		for i := range count {
			c, err := synth.Generate(synth.Config{Seed: seed, Family: family, Type: typ, Index: i})
			if err != nil {
				t.Fatal(err)
			}
			pages := inked(readable(c.Truth.Pages), c.Truth.PHI)
			docs := classify.Split(pages)
			m.types++
			if len(docs) == 1 && docs[0].Type == typ {
				m.typesRight++
			} else {
				fmt.Fprintf(&m.log, "TYPE %s/%d: got", typ, i)
				for _, d := range docs {
					fmt.Fprintf(&m.log, " %s%v %.2f", d.Type, d.Pages, float64(d.TypeConfidence))
				}
				fmt.Fprintln(&m.log)
			}
			var got []chart.Field
			var rows []chart.Row
			for k := range docs {
				fields.Extractor{Now: func() time.Time { return time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC) }}.Extract(&docs[k], pages)
				trust.Set(&docs[k], pages)
				p, _ := routing.Named("chart")
				routing.Route(&docs[k], p)
				got, rows = append(got, docs[k].Fields...), append(rows, docs[k].Rows...)
			}
			want := c.Truth.Documents[0]
			m.compare(fmt.Sprintf("%s/%d", typ, i), want.Fields, got)
			m.rows(fmt.Sprintf("%s/%d", typ, i), want.Rows, rows)
		}
	}
	return m
}

// readable gives the truth's words as both engines would have read them.
func readable(pages []chart.Page) []chart.Page {
	out := append([]chart.Page(nil), pages...)
	for i := range out {
		ws := append([]chart.Word(nil), out[i].Words...)
		for k := range ws {
			ws[k].Confidence, ws[k].Agreed, ws[k].Engines = 0.99, true, []chart.Engine{chart.Tesseract, chart.Paddle}
		}
		out[i].Words = ws
	}
	return out
}

// inked adds the truth's signatures as the regions that a look at the pixels would give.
func inked(pages []chart.Page, phi []synth.Span) []chart.Page {
	for i := range pages {
		for _, span := range phi {
			if span.Kind != chart.Signature || span.Page != pages[i].Number {
				continue
			}
			for _, b := range span.Boxes {
				pages[i].Regions = append(pages[i].Regions, chart.Region{Kind: chart.RegionSignature, Box: b, Confidence: 0.9})
			}
		}
	}
	return pages
}

func squash(s chart.Text) string {
	return strings.ToUpper(strings.Map(func(r rune) rune {
		if r == ' ' || r == ',' || r == '.' {
			return -1
		}
		return r
	}, s.Reveal()))
}

func same(want, got chart.Field) bool {
	if want.Name != got.Name {
		return false
	}
	if want.Normalized != "" {
		return squash(want.Normalized) == squash(got.Normalized)
	}
	return squash(want.Value) == squash(got.Value)
}

func (m *tally) compare(where string, want, got []chart.Field) {
	used := make([]bool, len(got))
	for _, w := range want {
		hit := -1
		for i, g := range got {
			if !used[i] && same(w, g) {
				hit = i
				break
			}
		}
		n := m.byField[w.Name]
		n[0]++
		m.want++
		if hit >= 0 {
			used[hit] = true
			m.right++
			if !got[hit].NeedsReview {
				m.rightUnseen++
			}
			if slices.Contains(got[hit].Reasons, chart.FailedCheck) {
				m.alarms++
				fmt.Fprintf(&m.log, "ALARM %s %s %q\n", where, w.Name, got[hit].Value.Reveal())
			}
			n[1]++
		} else {
			fmt.Fprintf(&m.log, "MISS %s %s want %q (%q) got", where, w.Name, w.Value.Reveal(), w.Normalized.Reveal())
			for _, g := range got {
				if g.Name == w.Name {
					fmt.Fprintf(&m.log, " %q (%q) %.2f", g.Value.Reveal(), g.Normalized.Reveal(), float64(g.Confidence))
				}
			}
			fmt.Fprintln(&m.log)
		}
		m.byField[w.Name] = n
	}
	for i, g := range got {
		if used[i] || g.Value == "" {
			continue
		}
		m.extra++
		if !g.NeedsReview {
			m.unseen++
		}
		fmt.Fprintf(&m.log, "EXTRA %s %s %q (%q) %.2f review %v\n", where, g.Name, g.Value.Reveal(), g.Normalized.Reveal(), float64(g.Confidence), g.NeedsReview)
	}
}

func (m *tally) rows(where string, want, got []chart.Row) {
	used := make([]bool, len(got))
	for _, w := range want {
		best, top := -1, -1
		for i, g := range got {
			if n := common(w, g); !used[i] && g.Table == w.Table && n > top {
				best, top = i, n
			}
		}
		m.cells += len(w.Cells)
		if best >= 0 {
			used[best] = true
			m.cellsRight += top
		}
		if top < len(w.Cells) {
			fmt.Fprintf(&m.log, "ROW %s %s want", where, w.Table)
			for _, c := range w.Cells {
				fmt.Fprintf(&m.log, " %s=%q", c.Name, c.Value.Reveal())
			}
			fmt.Fprint(&m.log, " got")
			if best >= 0 {
				for _, c := range got[best].Cells {
					fmt.Fprintf(&m.log, " %s=%q", c.Name, c.Value.Reveal())
				}
			}
			fmt.Fprintln(&m.log)
		}
	}
}

func common(a, b chart.Row) int {
	n := 0
	for _, x := range a.Cells {
		for _, y := range b.Cells {
			if x.Name == y.Name && squash(x.Value) == squash(y.Value) {
				n++
				break
			}
		}
	}
	return n
}

func (m *tally) fieldTable() string {
	var lines []string
	for n, v := range m.byField {
		lines = append(lines, fmt.Sprintf("FIELD %-20s %d/%d", n, v[1], v[0]))
	}
	sort.Strings(lines)
	return strings.Join(lines, "\n") + "\n"
}
