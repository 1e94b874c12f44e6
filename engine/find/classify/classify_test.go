package classify_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/classify"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/quality/typeset"
)

const (
	discharge1 = "                DISCHARGE SUMMARY\nPatient: Maria Gonzalez   DOB: 03/04/1970   MRN: 123456      Page 1 of 2\nAdmission date: 04/10/2026   Discharge date: 04/14/2026\nHospital course: She improved on antibiotics.\nDischarge diagnosis: Pneumonia"
	discharge2 = "Patient: Maria Gonzalez   DOB: 03/04/1970   MRN: 123456      Page 2 of 2\nDischarge medications\nMetformin 500 mg PO daily\nCondition at discharge: stable"
	laboratory = "                LABORATORY REPORT\nPatient: John Smith   DOB: 05/06/1980   MRN: 998877\nTest        Result     Units     Reference range\nGlucose     87         mg/dL     65-99"
	separator  = "             DOCUMENT SEPARATOR\n             BATCH 12"
)

func TestSplit(t *testing.T) {
	cases := []struct {
		name  string
		pages []string
		want  string
	}{
		{"pages of one document", []string{discharge1, discharge2}, "discharge_summary[1 2]"},
		{"another patient and type", []string{discharge1, discharge2, laboratory}, "discharge_summary[1 2] lab_report[3]"},
		{"a blank back does not part a document", []string{discharge1, "", discharge2}, "discharge_summary[1 3] blank[2]"},
		{"a separator parts", []string{laboratory, separator, laboratory}, "lab_report[1] separator[2] lab_report[3]"},
		{"pages fed in another order are put in theirs", []string{laboratory, discharge2, discharge1}, "lab_report[1] discharge_summary[3 2]"},
		{"the same sheet begun again", []string{laboratory, strings.ReplaceAll(laboratory, "87 ", "91 ")}, "lab_report[1] lab_report[2]"},
		{"an unnumbered first page", []string{strings.ReplaceAll(discharge1, "Page 1 of 2", ""), discharge2}, "discharge_summary[1 2]"},
		{"a page that goes on", []string{strings.ReplaceAll(discharge1, "Page 1 of 2", ""), "(continued)\nPatient: Maria Gonzalez\nShe was told to return if the fever came back."}, "discharge_summary[1 2]"},
		{"patch sheets", []string{laboratory, "PATCH II", discharge1, discharge2}, "lab_report[1] separator[2] discharge_summary[3 4]"},
		{"nothing known", []string{"lorem ipsum dolor sit amet consectetur adipiscing elit sed do"}, "other[1]"},
		{"no pages", nil, ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var pages []chart.Page
			for i, p := range c.pages {
				pages = append(pages, typeset.Page(i+1, p))
			}
			var got []string
			for _, d := range classify.Split(pages) {
				got = append(got, fmt.Sprintf("%s%v", d.Type, d.Pages))
				if d.TypeConfidence < 0 || d.TypeConfidence > 1 || d.Fields == nil || d.Rows == nil {
					t.Errorf("%s: type confidence %v, fields or rows null", d.Type, float64(d.TypeConfidence))
				}
			}
			if s := strings.Join(got, " "); s != c.want {
				t.Errorf("want %s, got %s", c.want, s)
			}
		})
	}
}

func TestEveryPageIsInOneDocument(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	texts := []string{discharge1, discharge2, laboratory, separator, "", "FAX\nTo: A\nFrom: B\nPages: 3"}
	for range 40 {
		var pages []chart.Page
		for i := range 1 + r.IntN(12) {
			p := typeset.Page(i+1, texts[r.IntN(len(texts))])
			for k := range p.Words {
				if r.IntN(20) == 0 {
					p.Words[k].Box = geom.Box{X0: r.Float64() * 2, Y0: r.Float64(), X1: r.Float64(), Y1: r.Float64()}
				}
			}
			pages = append(pages, p)
		}
		seen := map[int]int{}
		for _, d := range classify.Split(pages) {
			for _, n := range d.Pages {
				seen[n]++
			}
		}
		for _, p := range pages {
			if seen[p.Number] != 1 {
				t.Fatalf("page %d of %d is in %d documents", p.Number, len(pages), seen[p.Number])
			}
		}
	}
}
