package phi_test

import "testing"

func TestNamesInColumnsOfTheirParts(t *testing.T) {
	for _, c := range []struct {
		name, page string
		want       []string
	}{
		{"last and first", "Last        First      DOB          Kind\nVintner     Orla       04/17/1961   new\nBanks       Will       09/02/1955   old", []string{"Vintner", "Orla", "Banks", "Will"}},
		{"and a middle letter", "Last        First      MI   DOB\nVintner     Orla       H    04/17/1961", []string{"Vintner", "Orla", "H"}},
		{"whose they are", "Patient Last   Patient First   Visit\nPRICE          ROSE            followup\nBANKS          MARK            new", []string{"PRICE", "ROSE", "BANKS", "MARK"}},
		{"a stroke between", "Last Name / First Name\nVintner / Orla\nBanks / Will", []string{"Vintner", "Orla", "Banks", "Will"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := wordsOf(foundOf(t, c.page))
			for _, w := range c.want {
				if !got[w] {
					t.Errorf("want %q found, got %v", w, got)
				}
			}
		})
	}
	got := wordsOf(foundOf(t, "Dose        First      Last\nTetanus     given      none\nMeasles     given      none"))
	for _, w := range []string{"Tetanus", "Measles"} {
		if got[w] {
			t.Errorf("want %q left alone, got %v", w, got)
		}
	}
}
