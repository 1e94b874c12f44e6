package phi_test

import (
	"strings"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/phi"
	"chartproof.org/chartproof/engine/find/phi/tagger"
	"chartproof.org/chartproof/engine/quality/typeset"
)

// ruled is a detector whose tagger knows nothing, and so lets nothing go.
func ruled(t *testing.T) *phi.Detector {
	t.Helper()
	d, err := phi.NewWith(phi.Options{Tagger: tagger.Fit(nil, 1)})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// foundOf gives what was found by the rules on a page set as typeset sets it.
func foundOf(t *testing.T, text string) map[string]chart.Kind {
	t.Helper()
	out := map[string]chart.Kind{}
	for _, s := range ruled(t).Pages([]chart.Page{typeset.Page(1, text)}) {
		if s.Layer != "tagger" {
			out[strings.TrimRight(s.Text.Reveal(), ",.")] = s.Kind
		}
	}
	return out
}

func TestInitialsOfWhoIsNamed(t *testing.T) {
	for _, c := range []struct{ name, page, want, not string }{
		{"a key explains them", "7A    cj  cj  rw\n8P    rw  rw  cj\n\nStaff   cj = Chantal Joseph    rw = Rosa Whitehorse", "cj rw", ""},
		{"two who checked", "Ondansetron   16 mg   0930        KT / MQ\n\nRN1 Kimberly Taylor RN", "KT MQ", ""},
		{"alone in their cell", "I have read this page    KT\n\nPatient name: Kiersten Toivola", "KT", ""},
		{"no name begins so", "Hepatitis B    1 ml    GSK\n\nPatient name: Kiersten Toivola", "", "GSK"},
		{"who dictated and who wrote", "Signed: Dorsey Wainwright, M.D.\n\nDW:tl", "DW tl", ""},
		{"behind a role", "Tech: BQX    LIPEMIC", "BQX", "LIPEMIC"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := foundOf(t, c.page)
			has := func(w string) bool {
				for text, kind := range got {
					if kind == chart.Name && strings.Contains(" "+strings.NewReplacer("/", " ", ":", " ").Replace(text)+" ", " "+w+" ") {
						return true
					}
				}
				return false
			}
			for _, w := range strings.Fields(c.want) {
				if !has(w) {
					t.Errorf("want the initials %q found, got %v", w, got)
				}
			}
			for _, w := range strings.Fields(c.not) {
				if has(w) {
					t.Errorf("want %q left alone, got %v", w, got)
				}
			}
		})
	}
}

func TestWhatStandsBehindLabelsAndNames(t *testing.T) {
	for _, c := range []struct {
		page, text string
		kind       chart.Kind
	}{
		{"RxGrp: PLRXQ    Copay $10", "PLRXQ", chart.HealthPlanID},
		{"Group: Lakewood Precision Tool    Copay $10", "Lakewood Precision Tool", chart.Name},
		{"Printed 07/08/2026 by bvangx", "bvangx", chart.Name},
		{"Mesh, large, right, lot HUFR2210", "HUFR2210", chart.DeviceNumber},
		{"Her wife Haruko, 91, is at home.", "91", chart.AgeOver89},
		{"Fecha: 9 de julio de 2026", "9 de julio de 2026", chart.Date},
		{"Upload the papers at upload.lakewood.example today", "upload.lakewood.example", chart.URL},
		{"He works at Costco on weekends.", "Costco", chart.Name},
	} {
		if got := foundOf(t, c.page); got[c.text] != c.kind {
			t.Errorf("%q: want %s %q, got %v", c.page, c.kind, c.text, got)
		}
	}
	for _, page := range []string{"Fecha de nacimiento    Grupo    Teléfono", "0615 awake   0710 fed   0915 asleep   1330 bathed"} {
		if got := foundOf(t, page); len(got) != 0 {
			t.Errorf("%q: want nothing, got %v", page, got)
		}
	}
}

// wordsOf gives the words of what was found.
func wordsOf(found map[string]chart.Kind) map[string]bool {
	out := map[string]bool{}
	for text := range found {
		for _, w := range strings.Fields(strings.NewReplacer("/", " ", ",", " ", "|", " ").Replace(text)) {
			out[w] = true
		}
	}
	return out
}
