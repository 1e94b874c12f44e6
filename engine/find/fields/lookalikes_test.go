package fields

import (
	"strings"
	"testing"

	"chartproof.org/chartproof/assets/lexicon"
	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/layout"
	"chartproof.org/chartproof/engine/geom"
)

// onePage is a page with one line of words.
func onePage(text string) chart.Page {
	p := chart.Page{Number: 1, Width: 2550, Height: 3300}
	x := 0.05
	for _, w := range strings.Fields(text) {
		width := 0.012 * float64(len(w))
		p.Words = append(p.Words, chart.Word{Text: chart.Text(w), Confidence: 0.99, Box: geom.Box{X0: x, Y0: 0.1, X1: x + width, Y1: 0.112}})
		x += width + 0.01
	}
	return p
}

// readMedication gives what is taken for the medication of a line.
func readMedication(t *testing.T, name, dose string) hit {
	t.Helper()
	r := &reader{doc: &chart.Document{Type: chart.MedicationList}, calls: callsOf(chart.MedicationList), found: map[chart.FieldName][]hit{}, none: map[chart.FieldName]bool{}}
	page := onePage(name + " " + dose)
	l := &leaf{page: &page, sheet: layout.Read(page)}
	l.mend()
	it := item{view: see(l.sheet.Lines[0].Words)}
	d, ok := drugIn(it.text)
	if !ok {
		t.Fatalf("want a medication of %q, got none", it.text)
	}
	r.addItem(l, chart.Medication, it, d.from, d.to, 0.96)
	if len(r.found[chart.Medication]) != 1 {
		t.Fatalf("want one medication of %q, got %d", it.text, len(r.found[chart.Medication]))
	}
	if got := it.text[d.dose[0]:d.dose[1]]; got != dose {
		t.Errorf("%s: want the dose %q as printed, got %q", name, dose, got)
	}
	return r.found[chart.Medication][0]
}

func TestNoDrugIsTurnedIntoAnother(t *testing.T) {
	names := drugList()
	if len(names) < 400 {
		t.Fatalf("want four hundred names, got %d", len(names))
	}
	for _, name := range names {
		h := readMedication(t, name, "10 mg")
		if h.value != name {
			t.Errorf("want %q as printed, got %q", name, h.value)
		}
		if len(h.suggest) > 0 && knowsDrug(name) {
			t.Errorf("%q is known: want no suggestion, got %q", name, h.suggest)
		}
	}
}

func TestAMisreadDrugStaysAsItWasRead(t *testing.T) {
	for _, name := range drugList() {
		if len(name) < 6 {
			continue
		}
		misread := name[:len(name)/2] + "q" + name[len(name)/2+1:]
		h := readMedication(t, misread, "2.5 mg")
		if h.value != misread {
			t.Errorf("want %q as read, got %q", misread, h.value)
		}
		if len(h.suggest) == 0 {
			continue
		}
		if strings.ContainsAny(strings.Join(h.suggest, ""), "0123456789") {
			t.Errorf("%q: want no digits in suggestions, got %q", misread, h.suggest)
		}
		for _, other := range confused[h.suggest[0]] {
			if len(h.suggest) < mostSuggestions && !has(h.suggest, other) {
				t.Errorf("%q: %q is suggested without %q, which it is confused with: %q", misread, h.suggest[0], other, h.suggest)
			}
		}
	}
}

// TestNoKnownWordIsMended goes through every clinical word of the lists, and doses beside them.
func TestNoKnownWordIsMended(t *testing.T) {
	lex, err := lexicon.Shared()
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	lex.Words(func(w string, e lexicon.Entry) {
		if !e.Clinical {
			return
		}
		n++
		page := onePage(w + " 0.5 mg 15 mg 1501 l0 O.5")
		l := &leaf{page: &page, sheet: layout.Read(page)}
		l.mend()
		if got, want := l.sheet.Lines[0].Text(0, len(l.sheet.Lines[0].Words)-1), w+" 0.5 mg 15 mg 1501 l0 O.5"; got != want {
			t.Errorf("want %q left alone, got %q", want, got)
		}
	})
	if n < 1500 {
		t.Errorf("want every clinical word, got %d", n)
	}
}

func has(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

func TestConfusedPairsStayApart(t *testing.T) {
	if len(confused) < 100 {
		t.Fatalf("want a hundred names, got %d", len(confused))
	}
	for name, others := range confused {
		if got := readMedication(t, name, "25 mg").value; got != name {
			t.Errorf("want %q, got %q", name, got)
		}
		for _, other := range others {
			if !has(confused[other], name) {
				t.Errorf("want %q confused with %q as well as the other way", other, name)
			}
		}
	}
	if got := drugsLike("Hydrallazine"); !has(got, "hydralazine") || !has(got, "hydroxyzine") {
		t.Errorf("want both names of the pair suggested, got %q", got)
	}
}
