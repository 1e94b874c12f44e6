//go:build cgo

package wire

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/zones"
	"chartproof.org/chartproof/storage/audit"
	"chartproof.org/chartproof/storage/casestore"
	"chartproof.org/chartproof/ui/present"
)

func deskForm(name string) present.Form {
	f := present.Form{Name: name, Type: chart.IntakeForm}
	for _, z := range drawnZones() {
		f.Zones = append(f.Zones, present.FormZone{Box: z.Box, Use: present.FormUse(z.Use), Field: z.Field})
	}
	return f
}

func TestTheAdministratorsFormsHoldForWhatIsRead(t *testing.T) {
	r := setUpRoom(t)
	ctx := t.Context()
	id, err := r.SaveForm(ctx, deskForm("Front desk"), present.FormSheet{Page: frontDesk(1, "Maria Gonzalez", "884201", 0)})
	r.must(err)
	forms, err := r.Forms(ctx)
	r.must(err)
	if len(forms) != 1 || forms[0].ID != id || forms[0].Name != "Front desk" || len(forms[0].Zones) != 4 {
		t.Fatalf("want the form that was kept, got %+v", forms)
	}
	other := present.FormSheet{Page: frontDesk(1, "Walter Okafor", "700315", 0.02)}
	m, ok, err := r.TryForms(ctx, other)
	r.must(err)
	if !ok || !m.Sure || m.ID != id || len(m.Zones) != 4 || m.Zones[0].Field != chart.PatientName {
		t.Errorf("want the page known as the form, got %+v", m)
	}
	drafts, err := r.drafts(ctx, r.session, "i1", []chart.Page{other.Page})
	r.must(err)
	if d := drafts[0]; len(d.Document.Forms) != 1 || !slices.ContainsFunc(d.Spans, func(s chart.Span) bool { return s.Layer == zones.LayerRedact }) {
		t.Errorf("want an import read with the form, got forms %v", d.Document.Forms)
	}
	if cut := drafts[0].Cut; len(cut) != 1 || len(cut[0].Words) != len(other.Page.Words)-3 {
		t.Errorf("want the page kept without what is cut away, got %d pages", len(cut))
	}
	r.must(r.DropForm(ctx, id))
	if _, ok, err = r.TryForms(ctx, other); ok || err != nil {
		t.Errorf("want the form forgotten, got %v, %v", ok, err)
	}
	drafts, err = r.drafts(ctx, r.session, "i1", []chart.Page{other.Page})
	r.must(err)
	if len(drafts[0].Document.Forms) != 0 {
		t.Error("want an import read without the form that was forgotten")
	}
}

// looks gives what the trail says of looks at files.
func (r *room) looks() (out []string) {
	db, log, err := openTrail(r.t.Context(), r.dir)
	r.must(err)
	defer db.Close()
	all, err := log.Entries(r.t.Context(), audit.Filter{})
	r.must(err)
	for _, e := range all {
		if e.Action == chart.ActOpen && e.Document == "" {
			out = append(out, e.Detail)
		}
	}
	return out
}

// TestABrokenFormIsListedAndForgotten: imports wait for it, and nothing else does.
func TestABrokenFormIsListedAndForgotten(t *testing.T) {
	r := setUpRoom(t)
	ctx := t.Context()
	id, err := r.cases.PutForm(ctx, r.session, casestore.Form{Template: []byte(`{"schema":"chartproof.template/1","type":"gone"}`)}, 1)
	r.must(err)
	page := frontDesk(1, "Walter Okafor", "700315", 0)
	_, err = r.drafts(ctx, r.session, "i1", []chart.Page{page})
	wantKind(t, "an import with it", err, chart.BadState)
	if !errors.Is(err, present.ErrBrokenForm) {
		t.Errorf("want the reason told, got %v", err)
	}
	forms, err := r.Forms(ctx)
	r.must(err)
	if len(forms) != 1 || forms[0].ID != id || !forms[0].Broken {
		t.Fatalf("want it listed as broken, got %+v", forms)
	}
	_, known, err := r.TryForms(ctx, present.FormSheet{Page: page})
	if known || err != nil {
		t.Errorf("want a page tried without it, got %v, %v", known, err)
	}
	r.must(r.DropForm(ctx, id))
	_, err = r.drafts(ctx, r.session, "i1", []chart.Page{page})
	r.must(err)
}

func TestAPageOfAFileOrOfADocument(t *testing.T) {
	r := setUpRoom(t)
	ctx := t.Context()
	path := drop(t, "", "form.png", scan(t, 1))
	sheet, err := r.FormSheet(ctx, path, 1)
	r.must(err)
	if len(sheet.Page.Words) == 0 || sheet.Picture == nil {
		t.Errorf("want the page of the file with words and picture, got %d words", len(sheet.Page.Words))
	}
	if got, want := r.looks(), []string{fmt.Sprintf("form_file=%x page=1", sha256.Sum256(scan(t, 1)))}; !slices.Equal(got, want) {
		t.Errorf("want the look at the file in the trail, without its path, got %q", got)
	}
	_, err = r.FormSheet(ctx, path, 2)
	wantKind(t, "a page that is not there", err, chart.BadInput)
	_, err = r.FormSheet(ctx, path+"x", 1)
	wantKind(t, "a file that is not there", err, chart.BadInput)
	few := sheet
	few.Page.Words = few.Page.Words[:4]
	_, err = r.SaveForm(ctx, deskForm("Too little"), few)
	wantKind(t, "a form with little print", err, chart.BadInput)
	if list := r.list(); len(list) != 0 {
		t.Errorf("want nothing of the file kept, got %d documents", len(list))
	}
	d := r.bringIn(2)
	sheet, err = r.FormSheetOf(ctx, d.ID, 1)
	r.must(err)
	if len(sheet.Page.Words) == 0 || sheet.Picture == nil || sheet.Type != d.Document.Type {
		t.Errorf("want the page of the document, got %d words, %q", len(sheet.Page.Words), sheet.Type)
	}
}

func TestFormsAreTheAdministrators(t *testing.T) {
	r := setUpRoom(t)
	ctx := t.Context()
	d := r.bringIn(1)
	for _, c := range []struct {
		login    string
		role     chart.Role
		list, of chart.ErrKind
	}{
		{"rex", chart.HIMReviewer, chart.NotAllowed, chart.NotAllowed},
		{"max", chart.Administrator, "", chart.NotAllowed},
	} {
		secret := r.person(c.login, c.role)
		r.must(r.SignOut(ctx))
		r.signIn(c.login, secret)
		_, err := r.Forms(ctx)
		wantKind(t, c.login+" lists", err, c.list)
		_, err = r.FormSheetOf(ctx, d.ID, 1)
		wantKind(t, c.login+" opens a chart's page", err, c.of)
		_, err = r.SaveForm(ctx, deskForm("Front desk"), present.FormSheet{Page: frontDesk(1, "Maria Gonzalez", "884201", 0)})
		wantKind(t, c.login+" keeps a form", err, c.list)
		r.must(r.SignOut(ctx))
		r.signIn("ada", r.secret)
	}
}
