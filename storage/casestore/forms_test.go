package casestore_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/audit"
	"chartproof.org/chartproof/storage/casestore"
	"chartproof.org/chartproof/storage/sqlitedb"
)

func TestFormsAreKeptSealedAndTrailed(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	text := []byte(`{"name":"` + marker + `"}`)
	id, err := h.cases.PutForm(ctx, h.s, casestore.Form{Template: text}, 3)
	if err != nil {
		t.Fatal(err)
	}
	again := []byte(`{"name":"another"}`)
	if same, err := h.cases.PutForm(ctx, h.s, casestore.Form{ID: id, Template: again}, 4); err != nil || same != id {
		t.Fatalf("want it kept under its id %s, got %s, %v", id, same, err)
	}
	if _, err := h.cases.PutForm(ctx, h.s, casestore.Form{Template: text}, 1); err != nil {
		t.Fatal(err)
	}
	forms, err := h.cases.Forms(ctx, h.s)
	if err != nil || len(forms) != 2 {
		t.Fatalf("want two forms, got %d, %v", len(forms), err)
	}
	for _, f := range forms {
		if want := text; f.ID == id && !bytes.Equal(f.Template, again) || f.ID != id && !bytes.Equal(f.Template, want) {
			t.Errorf("form %s came back changed", f.ID)
		}
	}
	for _, file := range []string{"chartproof.db", "chartproof.db-wal"} {
		if data, err := os.ReadFile(filepath.Join(h.dir, file)); err == nil && bytes.Contains(data, []byte(marker)) {
			t.Errorf("%s holds a form's name in the clear", file)
		}
	}
	if err := h.cases.DropForm(ctx, h.s, id); err != nil {
		t.Fatal(err)
	}
	if forms, _ = h.cases.Forms(ctx, h.s); len(forms) != 1 {
		t.Errorf("want one form left, got %d", len(forms))
	}
	entries, err := h.log.Entries(ctx, audit.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	var trail []string
	for _, e := range entries {
		if e.Action == chart.ActSettings && strings.HasPrefix(e.Detail, "form="+id) {
			trail = append(trail, strings.TrimPrefix(e.Detail, "form="+id))
		}
	}
	if got, want := strings.Join(trail, ","), " zones=3 new=true, zones=4 new=false, gone=true"; got != want {
		t.Errorf("trail: want %q, got %q", want, got)
	}
}

func TestAFormThatIsNotThere(t *testing.T) {
	h := newHouse(t)
	if _, err := h.cases.PutForm(t.Context(), h.s, casestore.Form{ID: "none", Template: []byte("x")}, 1); chart.KindOf(err) != chart.NotFound {
		t.Errorf("change: want not found, got %v", err)
	}
	if err := h.cases.DropForm(t.Context(), h.s, "none"); chart.KindOf(err) != chart.NotFound {
		t.Errorf("forget: want not found, got %v", err)
	}
	if _, err := h.cases.PutForm(t.Context(), h.s, casestore.Form{}, 1); chart.KindOf(err) != chart.BadInput {
		t.Errorf("empty: want bad input, got %v", err)
	}
}

func TestAFormMovedToAnotherRowDoesNotOpen(t *testing.T) {
	h := newHouse(t)
	if _, err := h.cases.PutForm(t.Context(), h.s, casestore.Form{Template: []byte("x")}, 1); err != nil {
		t.Fatal(err)
	}
	if err := h.db.Write(t.Context(), func(tx *sqlitedb.Tx) error { return tx.Exec(`UPDATE form_template SET id = 'other'`) }); err != nil {
		t.Fatal(err)
	}
	if _, err := h.cases.Forms(t.Context(), h.s); chart.KindOf(err) != chart.Tampered {
		t.Errorf("want it refused as tampered with, got %v", err)
	}
}

func TestAWorkspaceHasNoMoreFormsThanAPageIsHeldTo(t *testing.T) {
	h := newHouse(t)
	if err := h.db.Write(t.Context(), func(tx *sqlitedb.Tx) error {
		return tx.Exec(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 499)
			INSERT INTO form_template (id, sealed, person, changed) SELECT 'f' || i, x'00', 'p', 0 FROM n`)
	}); err != nil {
		t.Fatal(err)
	}
	id, err := h.cases.PutForm(t.Context(), h.s, casestore.Form{Template: []byte("x")}, 1)
	if err != nil {
		t.Fatalf("the last one: %v", err)
	}
	if _, err := h.cases.PutForm(t.Context(), h.s, casestore.Form{Template: []byte("x")}, 1); chart.KindOf(err) != chart.BadState {
		t.Errorf("one more: want bad state, got %v", err)
	}
	if _, err := h.cases.PutForm(t.Context(), h.s, casestore.Form{ID: id, Template: []byte("y")}, 1); err != nil {
		t.Errorf("a change of one: %v", err)
	}
}
