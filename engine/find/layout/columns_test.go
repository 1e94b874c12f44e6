package layout_test

import (
	"strings"
	"testing"

	"chartproof.org/chartproof/engine/find/layout"
	"chartproof.org/chartproof/engine/quality/typeset"
)

const sideBar = `
Hernandez, Teresa                                                   Cedar Family Practice
DOB: 01/25/1933
Allergies
Lisinopril (cough)             History
Codeine                        Ninety-three year old woman seen for headaches three times
Medications                    a week, worse in the morning and better after coffee, with
Furosemide 40 mg daily         no loss of sight and no weakness of any limb noted
Losartan 50 mg daily           by her or by the family; sleeps well.
Sertraline 50 mg daily
Problem list                   Plan
Asthma                         Keep a diary of the headaches and bring it next time.
`

const form = `
Name                           Teresa Hernandez
Reason for visit               headaches three times a week, worse in the morning and
                               better after coffee, with no loss of sight and none of
                               the other signs that the leaflet asks about
Allergies                      Lisinopril gives a cough that lasts for weeks
Medicines                      Furosemide and what the heart clinic has prescribed
Conditions                     asthma since childhood and a bad knee
`

func TestColumns(t *testing.T) {
	cases := []struct {
		name, page string
		want       []string // beginnings of lines in the order of reading
	}{
		{"a bar of lists beside the note", sideBar, []string{"Hernandez", "DOB", "Allergies", "Lisinopril", "Codeine", "Medications", "Furosemide", "Losartan", "Sertraline", "Problem", "Asthma",
			"History", "Ninety-three", "a week", "no loss", "by her", "Plan", "Keep"}},
		{"labels and values", form, []string{"Name Teresa", "Reason for visit headaches", "better", "the other", "Allergies Lisinopril", "Medicines Furosemide", "Conditions asthma"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, l := range layout.Lines(typeset.Page(1, c.page)) {
				got = append(got, l.Text(0, len(l.Words)-1))
			}
			if len(got) != len(c.want) {
				t.Fatalf("want %d lines, got %d: %q", len(c.want), len(got), got)
			}
			for i := range got {
				if !strings.HasPrefix(got[i], c.want[i]) {
					t.Errorf("line %d: want %q, got %q", i, c.want[i], got[i])
				}
			}
		})
	}
}

// TestAColumnEndsWhereTheNextBegins asks for what stands under a label at the foot of the left column.
func TestAColumnEndsWhereTheNextBegins(t *testing.T) {
	s := layout.Read(typeset.Page(1, strings.Replace(sideBar, "\nAsthma    ", "\nProvider  ", 1)))
	for _, m := range s.Labels {
		if m.Key != "provider_name" {
			continue
		}
		for _, v := range s.Values(m) {
			if v.Place == layout.Below {
				t.Errorf("want nothing below the last line of the column, got %q", layout.Join(v.Words))
			}
		}
	}
}
