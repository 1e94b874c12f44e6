package typeset

import (
	"errors"
	"slices"
	"testing"

	"chartproof.org/chartproof/engine/chart"
)

func TestRead(t *testing.T) {
	s, err := Read("lab_report\nName: Ann Lee    MRN 77\n----\npatient_name: LEE, ANN|ANN, LEE\nmrn:\n")
	if err != nil || s.Type != chart.LabReport || s.Text != "Name: Ann Lee    MRN 77" {
		t.Fatalf("want the type and the page, got %+v, %v", s, err)
	}
	if !slices.Equal(s.Values[chart.PatientName], []string{"LEE, ANN", "ANN, LEE"}) || !slices.Equal(s.Values[chart.MRN], []string{""}) {
		t.Errorf("want both ways to write the name and an open number, got %d names of values", len(s.Values))
	}
	if _, err := Read("lab_report\nno list"); !errors.Is(err, ErrNoList) {
		t.Errorf("want a page without a list refused, got %v", err)
	}
}

func TestPageSetsWordsWhereTheyStand(t *testing.T) {
	p := Page(1, "ab  cd\n\nef")
	if len(p.Words) != 3 {
		t.Fatalf("want three words, got %d", len(p.Words))
	}
	if a, b, c := p.Words[0].Box, p.Words[1].Box, p.Words[2].Box; b.X0 <= a.X1 || b.Y0 != a.Y0 || c.X0 != a.X0 || c.Y0 <= a.Y1 {
		t.Errorf("want cd beside ab and ef below, got %v %v %v", a, b, c)
	}
}

func TestReadTable(t *testing.T) {
	got, err := ReadTable("lab_report\nTEST   RESULT\nNa     139\n----\ntest=Na | value=139\nproblems: onset=2019 | status=active\n\n")
	if err != nil || got.Type != chart.LabReport || got.Text != "TEST   RESULT\nNa     139" || len(got.Rows) != 2 {
		t.Fatalf("want the page and its two lines, got %+v, %v", got, err)
	}
	if a, b := got.Rows[0], got.Rows[1]; a.Table != "results" || b.Table != "problems" || a.Cells[1].Name != "value" || a.Cells[1].Value != "139" || b.Cells[0].Name != "onset" {
		t.Errorf("want a result and a problem, got %+v and %+v", a, b)
	}
	for _, bad := range []string{"lab_report\nno list", "lab_report\npage\n----\nno cell"} {
		if _, err := ReadTable(bad); !errors.Is(err, ErrNoList) {
			t.Errorf("%q: want it refused, got %v", bad, err)
		}
	}
}
