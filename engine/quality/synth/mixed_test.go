package synth

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"chartproof.org/chartproof/engine/chart"
)

// A mixed file's truth is whole: every page stands in one document and has an owner, a document names its own patient,
// and printed page numbers count up in the order that the truth gives.
func TestMixedFilesAddUp(t *testing.T) {
	t.Parallel()
	seen := map[string]int{}
	for _, fam := range Families {
		for i := range 14 {
			c := generate(t, Config{Seed: 41, Family: fam, Mixed: true, Index: i})
			name := fmt.Sprintf("%s %d", fam, i)
			if len(c.leaves) != len(c.Truth.Pages) || len(c.Truth.Filing) != len(c.leaves) {
				t.Fatalf("%s: %d leaves, %d pages, %d filed", name, len(c.leaves), len(c.Truth.Pages), len(c.Truth.Filing))
			}
			subjects := map[string]Subject{}
			for _, p := range c.Truth.Patients {
				subjects[p.ID] = p
				seen[string(p.Trap)]++
			}
			used := map[int]int{}
			real := 0
			for n, d := range c.Truth.Documents {
				seen[string(d.Type)]++
				if d.Type != chart.Separator && d.Type != chart.Blank {
					real++
				}
				for _, p := range d.Pages {
					used[p]++
					if f := c.Truth.Filing[p-1]; f.Page != p || f.Document != n+1 {
						t.Errorf("%s page %d is filed as %+v, not in document %d", name, p, f, n+1)
					}
				}
				if !slices.IsSorted(d.Pages) {
					seen["out of order"]++
				}
				checkNumbers(t, name, c.Truth, d)
				checkOwner(t, name, subjects[c.Truth.Filing[d.Pages[0]-1].Patient], d)
			}
			for p := range c.Truth.Pages {
				if used[p+1] != 1 {
					t.Errorf("%s: page %d stands in %d documents", name, p+1, used[p+1])
				}
			}
			if real < 2 || real > 7 {
				t.Errorf("%s: %d documents", name, real)
			}
		}
	}
	for _, want := range []string{string(Twin), string(Senior), string(Birthday), string(Namesake), "out of order", string(chart.Separator), string(chart.Blank), string(chart.FaxCover)} {
		if seen[want] == 0 {
			t.Errorf("no file has %s", want)
		}
	}
}

var pageOfN = regexp.MustCompile(`(?i)page (\d+) (?:of|/) ?(\d+)`)

// checkNumbers follows the printed page numbers in the order of the truth.
func checkNumbers(t *testing.T, name string, truth Truth, d chart.Document) {
	t.Helper()
	for i, p := range d.Pages {
		var words []string
		for _, w := range truth.Pages[p-1].Words {
			words = append(words, w.Text.Reveal())
		}
		for _, m := range pageOfN.FindAllStringSubmatch(strings.Join(words, " "), -1) {
			if n, _ := strconv.Atoi(m[1]); n != i+1 || m[2] != strconv.Itoa(len(d.Pages)) {
				t.Errorf("%s %s: page %d of the document is printed as %q", name, d.Type, i+1, m[0])
			}
		}
	}
}

// checkOwner compares the document's patient with the one it is filed under.
func checkOwner(t *testing.T, name string, who Subject, d chart.Document) {
	t.Helper()
	for _, f := range d.Fields {
		switch {
		case f.Name == chart.PatientName && f.Normalized != who.Name:
			t.Errorf("%s %s: the patient is %q, filed under %q", name, d.Type, f.Normalized.Reveal(), who.Name.Reveal())
		case f.Name == chart.DateOfBirth && f.Normalized != who.DateOfBirth:
			t.Errorf("%s %s: born %q, filed under %q", name, d.Type, f.Normalized.Reveal(), who.DateOfBirth.Reveal())
		}
	}
}

// A patient of a mixed file is drawn on ink like any other.
func TestMixedTruthOnInk(t *testing.T) {
	t.Parallel()
	c := generate(t, Config{Seed: 43, Family: "f", Mixed: true, Index: 3})
	pages, truth, err := c.Scan(Noisy200, 0)
	if err != nil {
		t.Fatal(err)
	}
	truth.Documents = slices.DeleteFunc(truth.Documents, func(d chart.Document) bool { return len(d.Fields) == 0 })
	checkBoxes(t, truth, pages)
}

func TestMixedNeedsPages(t *testing.T) {
	t.Parallel()
	if _, err := (Job{Family: "a", Count: 1, Mixed: true, Format: JPEG}).plans(); err == nil {
		t.Error("a JPEG holds one page")
	}
	plans, err := Job{Family: "a", Count: 6, Mixed: true}.plans()
	if err != nil || plans[5].config.Index != 5 || !strings.HasPrefix(plans[0].name, "a-mixed-") {
		t.Errorf("%v %+v", err, plans)
	}
}
