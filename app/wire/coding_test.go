//go:build cgo

package wire

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/review/coding"
	"chartproof.org/chartproof/engine/send/record"
)

func TestACoderCodesASignedDocumentAndSignsAnAddendum(t *testing.T) {
	r := setUpRoom(t)
	ctx := t.Context()
	signed := r.ready(1)
	r.must(r.Sign(ctx, signed.ID, signed.Version, password))
	secret := r.person("cora", chart.Coder)
	before, digest, err := r.cases.RecordOf(ctx, signed.ID)
	r.must(err)
	r.must(r.SignOut(ctx))
	r.signIn("cora", secret)

	w, err := r.Coding(ctx, signed.ID)
	r.must(err)
	all, err := json.Marshal(w)
	r.must(err)
	identifiers := []string{"Quimby", "QUIMBY", "48213001", "555-0123", "5550123", "03/14/1961", "1961-03-14"}
	for _, gone := range identifiers {
		if strings.Contains(string(all), gone) {
			t.Errorf("%q reaches the coder", gone)
		}
	}
	if w.Pages != 1 || w.Sheet.Encounter.Patient == "" || len(w.Sheet.Diagnoses) == 0 {
		t.Errorf("want a page, a token and the signed diagnoses, got %d, %q and %d", w.Pages, w.Sheet.Encounter.Patient, len(w.Sheet.Diagnoses))
	}
	_, err = r.SignCoding(ctx, signed.ID, 0, password)
	wantKind(t, "sign what was not changed", err, chart.BadState)
	w, err = r.ChangeCoding(ctx, signed.ID, 0, coding.Change{Kind: coding.AddDiagnosis, Code: "J45.909", To: 1})
	r.must(err)
	_, err = r.ChangeCoding(ctx, signed.ID, 0, coding.Change{Kind: coding.AddDiagnosis, Code: "I48.91"})
	wantKind(t, "a stale change", err, chart.Conflict)
	for _, l := range w.Sheet.Lines {
		if len(l.Pointers) == 0 {
			w, err = r.ChangeCoding(ctx, signed.ID, w.Sheet.Changes, coding.Change{Kind: coding.Point, ID: l.ID, Pointer: w.Sheet.Diagnoses[0].ID})
			r.must(err)
		}
	}
	for _, p := range w.Problems { // what the reader misread
		if p.Trouble == coding.NotComplete {
			w, err = r.ChangeCoding(ctx, signed.ID, w.Sheet.Changes, coding.Change{Kind: coding.Remove, ID: p.ID})
			r.must(err)
		}
	}
	w, err = r.SignCoding(ctx, signed.ID, w.Sheet.Changes, password)
	r.must(err)
	if len(w.Sheet.Signed) != 1 || w.Sheet.Open != 0 || w.Sheet.Diagnoses[0].Code != "J45.909" {
		t.Errorf("want one addendum with J45.909 first, got %+v", w.Sheet)
	}
	envelope, err := r.cases.Addendum(ctx, r.session, signed.ID, 1)
	r.must(err)
	v, err := record.Verify(envelope, nil)
	r.must(err)
	if v.Record != w.Sheet.Signed[0].Record || v.Person.ID != string(r.session.Person().ID) {
		t.Errorf("want the addendum signed by the coder, got %s by %s", v.Record, v.Person.ID)
	}
	payload := string(mustPayload(t, envelope))
	if !strings.Contains(payload, `"appends"`) || len(v.Parts) == 0 {
		t.Errorf("want an addendum that appends to the record, with an attachment; got %d", len(v.Parts))
	}
	texts := []string{payload}
	for _, p := range v.Parts {
		texts = append(texts, string(p.Data))
	}
	for _, gone := range identifiers {
		if strings.Contains(strings.Join(texts, "\n"), gone) {
			t.Errorf("%q is in the addendum", gone)
		}
	}

	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("USERPROFILE", home)
	path, err := r.ExportDifferences(ctx, signed.ID)
	r.must(err)
	if filepath.Dir(path) != filepath.Join(home, "Documents") {
		t.Errorf("want the differences in the person's documents, got them elsewhere")
	}
	r.must(os.WriteFile(path, []byte("mine"), 0o600))
	_, err = r.ExportDifferences(ctx, signed.ID) // in the same second, or it has another name
	if kept, e := os.ReadFile(path); e != nil || string(kept) != "mine" {
		t.Errorf("want the file that was there left as it was, got %q, %v, %v", kept, e, err)
	}
	if id, d, err := r.cases.RecordOf(ctx, signed.ID); err != nil || id != before || d != digest {
		t.Errorf("want the record that was signed as it was, got %s %v", id, err)
	}
	items, err := r.cases.Outbox(ctx)
	r.must(err)
	if len(items) != 2 || items[1].Number != 1 {
		t.Errorf("want the record and its addendum in the outbox, got %+v", items)
	}
}

func mustPayload(t *testing.T, envelope []byte) []byte {
	t.Helper()
	e, err := record.ParseEnvelope(envelope)
	if err != nil {
		t.Fatal(err)
	}
	return e.Payload
}
