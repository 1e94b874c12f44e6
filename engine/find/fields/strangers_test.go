package fields_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/fields"
	"chartproof.org/chartproof/engine/find/routing"
	"chartproof.org/chartproof/engine/find/trust"
	"chartproof.org/chartproof/engine/quality"
	"chartproof.org/chartproof/engine/quality/typeset"
)

// readStranger reads a page set by hand after what systems, laboratories, payers and registries print.
func readStranger(t *testing.T, path string) typeset.Stranger {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	s, err := typeset.Read(string(text))
	if err != nil {
		t.Fatalf("%s: %v", filepath.Base(path), err)
	}
	return s
}

// count is what was found on pages by strangers.
type count struct {
	want, right, extra, unseen, vain, pages int                        // unseen: wrong and not sent to a person; vain: asked for and not there
	byField                                 map[chart.FieldName][4]int // want, right, extra, extra and unseen
}

func (c *count) add(n chart.FieldName, i int) {
	f := c.byField[n]
	f[i]++
	c.byField[n] = f
}

// judge reads pages by strangers; log is told of every value missed or made up.
func judge(t *testing.T, paths []string, log func(string, ...any)) *count {
	t.Helper()
	c := &count{pages: len(paths), byField: map[chart.FieldName][4]int{}}
	for _, path := range paths {
		s := readStranger(t, path)
		pages := readable([]chart.Page{typeset.Page(1, s.Text)})
		doc := chart.Document{Type: s.Type, TypeConfidence: 1, Pages: []int{1}}
		fields.Extractor{Now: today}.Extract(&doc, pages)
		trust.Set(&doc, pages)
		p, _ := routing.Named("chart")
		routing.Route(&doc, p)
		c.missed(filepath.Base(path), s, doc, log)
		c.madeUp(filepath.Base(path), s, doc, log)
	}
	return c
}

// severalWays are the fields of which the pages list several ways to write one value.
func severalWays(n chart.FieldName) bool { return n == chart.PatientName || n == chart.ReportedDate }

func (c *count) missed(file string, s typeset.Stranger, doc chart.Document, log func(string, ...any)) {
	for n, wanted := range s.Values {
		got := values0(doc, n)
		if slices.Equal(wanted, []string{""}) {
			continue
		}
		if severalWays(n) {
			wanted = wanted[:1]
			if len(got) == 1 && holds(n, s.Values[n], got[0]) {
				wanted = got
			}
		}
		for _, w := range wanted {
			c.want++
			c.add(n, 0)
			if holds(n, got, w) {
				c.right++
				c.add(n, 1)
			} else {
				log("%s %s: want %q, got %q", file, n, s.Values[n], got)
			}
		}
	}
}

func (c *count) madeUp(file string, s typeset.Stranger, doc chart.Document, log func(string, ...any)) {
	for _, f := range doc.Fields {
		wanted, listed := s.Values[f.Name]
		if f.Value == "" {
			if !listed {
				c.vain++
			}
			continue
		}
		if listed && (severalWays(f.Name) || slices.Equal(wanted, []string{""}) || holds(f.Name, wanted, canonical(f))) {
			continue
		}
		c.extra++
		c.add(f.Name, 2)
		if !f.NeedsReview {
			c.unseen++
			c.add(f.Name, 3)
		}
		log("%s %s: not there: %q, confidence %.2f, review %v", file, f.Name, f.Value.Reveal(), float64(f.Confidence), f.NeedsReview)
	}
}

// holds reports whether a value of a field is among others, as the benchmark compares them.
func holds(n chart.FieldName, values []string, value string) bool {
	is := func(s string) chart.Field {
		return chart.Field{Name: n, Value: chart.Text(s), Normalized: chart.Text(s)}
	}
	return slices.ContainsFunc(values, func(v string) bool { return quality.Same(is(v), is(value)) })
}

func canonical(f chart.Field) string {
	if f.Normalized != "" {
		return f.Normalized.Reveal()
	}
	return f.Value.Reveal()
}

// batches are the pages by who set them and the least that must be right on them, in percent, with the most that may be made up. On
// the later ones it is a little under what was reached when they came: they are odder than the first.
var batches = []struct {
	prefix          string
	least, mostMade int
}{{"", 97, 2}, {"a_", 83, 5}, {"c_", 95, 5}, {"d_", 89, 5}, {"e_", 75, 14}, {"g_", 82, 7}, {"j_", 85, 9}, {"k_", 88, 6}, {"m_", 87, 8}, {"n_", 81, 9},
	{"p_", 83, 6}, {"q_", 83, 12}, {"r_", 78, 9}, {"s_", 78, 8}, {"t_", 90, 6}, {"u_", 92, 7}, {"v_", 86, 5}, {"w_", 91, 6}, {"y_", 90, 6}, {"z_", 85, 5}, {"b_", 80, 6}, {"o_", 87, 5}, {"h_", 75, 8}, {"l_", 83, 6}, {"1_", 81, 5}, {"2_", 75, 6}}

// batchOf gives the batch of a file.
func batchOf(file string) string {
	for _, b := range batches[1:] {
		if strings.HasPrefix(file, b.prefix) {
			return b.prefix
		}
	}
	return ""
}

// TestStrangers reads pages of which no generator knows. Nearly all that stands on them must be found, and hardly anything that
// does not.
func TestStrangers(t *testing.T) {
	paths, err := filepath.Glob(filepath.Join("testdata", "strangers", "*.txt"))
	if err != nil || len(paths) < 150 {
		t.Fatalf("want the pages in testdata/strangers, got %d, %v", len(paths), err)
	}
	of := map[string][]string{}
	for _, path := range paths {
		b := batchOf(filepath.Base(path))
		of[b] = append(of[b], path)
	}
	for _, b := range batches {
		t.Run("batch "+b.prefix, func(t *testing.T) {
			c := judge(t, of[b.prefix], t.Logf)
			t.Logf("%d of %d values, %d that are not there, %d of them unseen; %d asked for in vain on %d pages", c.right, c.want, c.extra, c.unseen, c.vain, c.pages)
			if 100*c.right < b.least*c.want || 100*c.extra > b.mostMade*c.want+c.want/2 {
				t.Errorf("want %d%% of %d values and at most %d%% others, got %d and %d", b.least, c.want, b.mostMade, c.right, c.extra)
			}
			if 3*c.vain > 4*c.pages {
				t.Errorf("want at most four questions in vain on three pages, got %d on %d", c.vain, c.pages)
			}
		})
	}
}

// values0 gives the values of a field, canonical where there is a canonical form, without those that are missing.
func values0(d chart.Document, n chart.FieldName) []string {
	return slices.DeleteFunc(values(d, n), func(s string) bool { return s == "" })
}
