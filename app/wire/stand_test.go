//go:build cgo

package wire

import (
	"testing"

	"chartproof.org/chartproof/engine/chart"
)

func TestTokensStandBesideWhatIdentifies(t *testing.T) {
	r := setUpRoom(t)
	one, two := r.bringIn(1), r.bringIn(2)
	token := func(d *chart.Dossier, name chart.FieldName) string {
		t.Helper()
		for _, f := range d.Document.Fields {
			if f.Name == name {
				return d.Tokens[f.ID]
			}
		}
		t.Fatalf("the drawn chart has no %s", name)
		return ""
	}
	if a, b := token(one, chart.PatientName), token(two, chart.PatientName); a == "" || a != b {
		t.Errorf("one patient in two documents: want one token, got %q and %q", a, b)
	}
	if a, b := token(one, chart.MRN), token(two, chart.MRN); a == "" || a == b {
		t.Errorf("two record numbers: want two tokens, got %q and %q", a, b)
	}
	if a := token(one, chart.DiagnosisCode); a != "" {
		t.Errorf("a diagnosis identifies nobody; it has the token %q", a)
	}
	done := r.decideAll(one)
	for _, f := range done.Document.Fields {
		if dec := done.Final(f.ID); dec.Verdict == chart.NotOnPage && done.Tokens[f.ID] != "" {
			t.Errorf("%s is not on the page; it has a token", f.Name)
		}
	}
	if len(done.Tokens) == 0 {
		t.Error("after a decision: want the tokens of what stands now")
	}
}
