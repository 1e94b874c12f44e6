package classify_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"sort"
	"strings"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/classify"
	"chartproof.org/chartproof/engine/quality/synth"
	"chartproof.org/chartproof/engine/quality/typeset"
)

// tuning lists the families that rules may be written for.
func tuning() []string {
	var out []string
	for _, f := range synth.Families {
		if !slices.Contains(synth.HeldOut, f) {
			out = append(out, f)
		}
	}
	return out
}

// floor is the share of types that a family must reach; families e and g were held out until lately and are not there yet.
func floor(family string) float64 {
	if family == "e" || family == "g" {
		return 0.94
	}
	return 0.98
}

// confusion counts types: want, got.
type confusion map[[2]chart.Type]int

func (c confusion) String() string {
	var lines []string
	for k, n := range c {
		if k[0] != k[1] {
			lines = append(lines, fmt.Sprintf("%4d  %s taken for %s", n, k[0], k[1]))
		}
	}
	sort.Strings(lines)
	return strings.Join(lines, "\n")
}

func (c confusion) share() (float64, int) {
	right, all := 0, 0
	for k, n := range c {
		all += n
		if k[0] == k[1] {
			right += n
		}
	}
	return float64(right) / float64(max(1, all)), all
}

// TestTypesOfSyntheticCharts measures types by family, on pages whose words are the truth's own, and prints what was taken for
// what.
func TestTypesOfSyntheticCharts(t *testing.T) {
	families, quiet := tuning(), false
	if f := os.Getenv("CHARTPROOF_HELDOUT"); f != "" {
		families, quiet = []string{f}, true
	}
	for _, family := range families {
		c := confusion{}
		sure, sureWrong := 0, 0
		for _, typ := range synth.Types {
			for i := range 6 {
				made, err := synth.Generate(synth.Config{Seed: 57, Family: family, Type: typ, Index: i})
				if err != nil {
					t.Fatal(err)
				}
				docs := classify.Split(made.Truth.Pages)
				c[[2]chart.Type{typ, docs[0].Type}]++
				if docs[0].TypeConfidence >= 0.9 {
					sure++
					if docs[0].Type != typ {
						sureWrong++
					}
				}
			}
		}
		share, all := c.share()
		if quiet {
			t.Logf("family %s: types %.4f of %d, sure %d, sure and wrong %d", family, share, all, sure, sureWrong)
			continue
		}
		t.Logf("family %s: types %.4f of %d, sure %d, sure and wrong %d\n%s", family, share, all, sure, sureWrong, c)
		if share < floor(family) {
			t.Errorf("family %s: want types of at least %.2f, got %.4f", family, floor(family), share)
		}
	}
}

// TestSplitsOfMixedFiles measures whether files of several documents are parted exactly, with their types, for charts of one
// patient and for stacks of several.
func TestSplitsOfMixedFiles(t *testing.T) {
	for _, onePatient := range []bool{true, false} {
		c := confusion{}
		exact, files := 0, 120
		var log strings.Builder
		for n := range files {
			f := mixed(t, uint64(n), onePatient)
			got := classify.Split(f.pages)
			if f.note(c, got) {
				exact++
			} else {
				fmt.Fprintf(&log, "file %d: want %s\n         got  %s\n", n, outline(f.want), outline(got))
			}
		}
		share, all := c.share()
		t.Logf("one patient %v: exact %.3f of %d files, types %.4f of %d pages\n%s", onePatient, float64(exact)/float64(files), files, share, all, c)
		if os.Getenv("CHARTPROOF_SPLITS") != "" {
			fmt.Print(log.String())
		}
		if 100*exact < 95*files {
			t.Errorf("one patient %v: want 95 of 100 files parted exactly, got %d of %d", onePatient, exact, files)
		}
	}
}

// TestSplitsOfFedFiles measures the generator's own mixed files: several patients, patch and cover sheets, backs of forms, pages
// out of order. CHARTPROOF_HELDOUT=h measures the held-out family instead and prints its totals only.
func TestSplitsOfFedFiles(t *testing.T) {
	families, quiet := tuning(), false
	if f := os.Getenv("CHARTPROOF_HELDOUT"); f != "" {
		families, quiet = []string{f}, true
	}
	for _, family := range families {
		c := confusion{}
		exact, files := 0, 30
		for i := range files {
			made, err := synth.Generate(synth.Config{Seed: 21, Family: family, Mixed: true, Index: i})
			if err != nil {
				t.Fatal(err)
			}
			f := file{made.Truth.Pages, made.Truth.Documents}
			got := classify.Split(f.pages)
			if f.note(c, got) {
				exact++
			} else if os.Getenv("CHARTPROOF_SPLITS") != "" && !quiet {
				fmt.Printf("family %s file %d: want %s\n                  got  %s\n", family, i, outline(f.want), outline(got))
			}
		}
		share, all := c.share()
		if quiet {
			t.Logf("family %s: exact %.3f of %d files, types %.4f of %d pages", family, float64(exact)/float64(files), files, share, all)
			continue
		}
		t.Logf("family %s: exact %.3f of %d files, types %.4f of %d pages\n%s", family, float64(exact)/float64(files), files, share, all, c)
		if 100*exact < 90*files || share < floor(family) {
			t.Errorf("family %s: want 90 of 100 files parted exactly and types of %.2f, got %d of %d and %.4f", family, floor(family), exact, files, share)
		}
	}
}

// file is a stack of pages with where its documents lie.
type file struct {
	pages []chart.Page
	want  []chart.Document
}

func outline(docs []chart.Document) string {
	var out []string
	for _, d := range docs {
		out = append(out, fmt.Sprintf("%s%v", d.Type, d.Pages))
	}
	return strings.Join(out, " ")
}

// note counts the types by page and reports whether the documents have exactly the pages that they should.
func (f *file) note(c confusion, got []chart.Document) bool {
	at := map[int]chart.Type{}
	for _, d := range got {
		for _, p := range d.Pages {
			at[p] = d.Type
		}
	}
	ranges := map[string]bool{}
	for _, d := range got {
		ranges[fmt.Sprint(d.Pages)] = true
	}
	exact := len(got) == len(f.want)
	for _, d := range f.want {
		exact = exact && ranges[fmt.Sprint(d.Pages)]
		for _, p := range d.Pages {
			c[[2]chart.Type{d.Type, at[p]}]++
		}
	}
	return exact
}

// mixed makes a stack of two to seven documents, some with a separator between them or blank backs.
func mixed(t *testing.T, seed uint64, onePatient bool) *file {
	r := rand.New(rand.NewPCG(seed, 99))
	families := tuning()
	f := &file{}
	add := func(typ chart.Type, pages ...chart.Page) {
		d := chart.Document{Type: typ}
		for _, p := range pages {
			p.Number = len(f.pages) + 1
			f.pages = append(f.pages, p)
			d.Pages = append(d.Pages, p.Number)
		}
		f.want = append(f.want, d)
	}
	family := families[r.IntN(len(families))]
	separated := r.IntN(4) == 0
	for i := range 2 + r.IntN(6) {
		if r.IntN(2) == 0 {
			family = families[r.IntN(len(families))]
		}
		if separated && i > 0 {
			add(chart.Separator, typeset.Page(1, separators[r.IntN(len(separators))]))
		}
		typ := synth.Types[r.IntN(len(synth.Types))]
		c, err := synth.Generate(synth.Config{Seed: 1000 + seed, Family: family, Type: typ, Index: i})
		if err != nil {
			t.Fatal(err)
		}
		if onePatient {
			samePatient(c.Truth)
		}
		add(typ, c.Truth.Pages...)
		if r.IntN(8) == 0 {
			add(chart.Blank, typeset.Page(1, ""))
		}
	}
	return f
}

var separators = []string{"PATCH T", "            DOCUMENT SEPARATOR\n\n            Do not remove. Batch 4411", "SEPARATOR SHEET\nPlace this sheet between documents", "PATCH II\nStart of document"}

// samePatient names the same person on every chart: the words of the patient's name, birth and numbers are overwritten.
func samePatient(truth synth.Truth) {
	for _, s := range truth.PHI {
		if s.Whose != synth.Patient || s.Kind != chart.Name && s.Kind != chart.RecordNumber && s.Kind != chart.Date {
			continue
		}
		born := ""
		for _, d := range truth.Documents {
			for _, f := range d.Fields {
				if f.Name == chart.DateOfBirth {
					born = f.Value.Reveal()
				}
			}
		}
		if s.Kind == chart.Date && s.Text.Reveal() != born {
			continue
		}
		words := map[chart.Kind][]string{chart.Name: {"Gonzalez", "Maria", "Lucia"}, chart.RecordNumber: {"00482913"}, chart.Date: {"03/04/1970", "", ""}}[s.Kind]
		page := &truth.Pages[s.Page-1]
		n := 0
		for i := range page.Words {
			for _, b := range s.Boxes {
				w, mid := &page.Words[i], page.Words[i].Box.Center()
				if mid.X > b.X0 && mid.X < b.X1 && mid.Y > b.Y0 && mid.Y < b.Y1 {
					w.Text = chart.Text(words[min(n, len(words)-1)])
					n++
					break
				}
			}
		}
	}
}
