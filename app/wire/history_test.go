//go:build cgo

package wire

import (
	"testing"

	"chartproof.org/chartproof/engine/chart"
)

// The history names fields to who may open the document, and to nobody else.
func TestTheHistoryNamesFields(t *testing.T) {
	r := setUpRoom(t)
	auditor := r.person("aud", chart.Auditor)
	doc := r.bringIn(1)
	denied := len(r.entries(chart.ActDenied))
	names := r.FieldNames(t.Context(), doc.ID)
	if len(names) == 0 || len(names) != len(doc.Document.Fields) {
		t.Fatalf("want the names of %d fields, got %d", len(doc.Document.Fields), len(names))
	}
	for _, f := range doc.Document.Fields {
		if names[f.ID] != f.Name {
			t.Errorf("want %s, got %s", f.Name, names[f.ID])
		}
	}
	if got := r.FieldNames(t.Context(), "no such document"); len(got) != 0 {
		t.Errorf("a document that is not there: want no names, got %d", len(got))
	}
	r.as("aud", auditor)
	if got := r.FieldNames(t.Context(), doc.ID); len(got) != 0 {
		t.Errorf("an auditor opens no chart: want no names, got %d", len(got))
	}
	if n := len(r.entries(chart.ActDenied)) - denied; n != 0 {
		t.Errorf("want no refusal in the trail for what nobody asked, got %d", n)
	}
}
