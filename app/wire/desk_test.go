//go:build cgo

package wire

import (
	"context"
	"errors"
	"io"
	"path/filepath"
	"slices"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/pipeline"
	"chartproof.org/chartproof/engine/protect/access"
	"chartproof.org/chartproof/engine/quality/synth"
	"chartproof.org/chartproof/ui/present"
)

// everything asks for all that a desk does behind its gate.
func everything(ctx context.Context, d *Desk, path string) map[string]error {
	errs := map[string]error{}
	_, errs["Import"] = d.Import(ctx, []string{path}, false, nil)
	errs["SetWatchedFolder"] = d.SetWatchedFolder(ctx, filepath.Dir(path))
	_, errs["List"] = d.List(ctx, present.Filter{})
	_, errs["Open"] = d.Open(ctx, "d")
	_, errs["Page"] = d.Page(ctx, "d", 1)
	_, errs["Decide"] = d.Decide(ctx, "d", 1, chart.Decision{Field: "f1", Verdict: chart.Confirmed})
	_, errs["Redact"] = d.Redact(ctx, "d", 1, chart.Span{})
	_, errs["Retype"] = d.Retype(ctx, "d", 1, chart.LabReport)
	errs["Reveal"] = d.Reveal(ctx, "d", present.Reveal{Field: "f1", Purpose: access.Operations})
	errs["Sign"] = d.Sign(ctx, "d", 1, password)
	_, errs["History"] = d.History(ctx, "d")
	errs["SaveDraft"] = d.SaveDraft(ctx, "d", "f1", "half a wo")
	_, _, errs["Draft"] = d.Draft(ctx, "d")
	errs["StartHub"] = d.StartHub(ctx)
	errs["Enrol"] = d.Enrol(ctx, "https://127.0.0.1:1", "code")
	errs["SetPreference"] = d.SetPreference(ctx, "theme", "dark")
	errs["SetPolicy"] = d.SetPolicy(ctx, chart.DefaultPolicy())
	errs["SetCodeLists"] = d.SetCodeLists(ctx, "")
	_, errs["Renew"] = d.Renew(ctx, "d")
	errs["SetUrgent"] = d.SetUrgent(ctx, "d", true)
	return errs
}

func TestNothingWorksWithoutAPerson(t *testing.T) {
	r := setUpRoom(t)
	path := drop(t, "", "chart.png", scan(t, 1))
	r.must(r.Lock(t.Context()))
	for name, err := range everything(t.Context(), r.Desk, path) {
		wantKind(t, "locked: "+name, err, chart.Locked)
	}
	wantKind(t, "unlock with another password", second(r.Unlock(t.Context(), "another sentence here")), chart.NotAllowed)
	if _, err := r.Unlock(t.Context(), password); err != nil {
		t.Fatal(err)
	}
	r.must(r.SetPreference(t.Context(), "theme", "dark"))
	r.must(r.SignOut(t.Context()))
	for name, err := range everything(t.Context(), r.Desk, path) {
		wantKind(t, "signed out: "+name, err, chart.Locked)
	}
	wantKind(t, "unlock after signing out", second(r.Unlock(t.Context(), password)), chart.BadState)
	r.close()
	r.open()
	for name, err := range everything(t.Context(), r.Desk, path) {
		wantKind(t, "opened again: "+name, err, chart.Locked)
	}
	st, err := r.Gate(t.Context())
	if err != nil || st.Practice != "Oak Street Clinic" || st.NeedsSetUp || st.Problem != nil {
		t.Errorf("want the gate of Oak Street Clinic, got %+v, %v", st, err)
	}
	if got, err := r.Preference(t.Context(), "theme"); err != nil || got != "dark" {
		t.Errorf("want the theme kept over a new start, got %q, %v", got, err)
	}
	r.signIn("ada", r.secret)
	if l := r.list(); len(l) != 0 {
		t.Errorf("want nothing imported by a locked desk, got %d", len(l))
	}
}

func second[T any](_ T, err error) error { return err }

func TestSetUpNeedsARightCode(t *testing.T) {
	r := newRoom(t)
	if st, err := r.Gate(t.Context()); err != nil || !st.NeedsSetUp {
		t.Fatalf("want a gate that asks for a set-up, got %+v, %v", st, err)
	}
	wantKind(t, "confirm before a set-up", second(r.ConfirmSetUp(t.Context(), "123456")), chart.BadState)
	e, err := r.SetUp(t.Context(), present.SetUp{Practice: "Oak", DisplayName: "Ada", Login: "ada", Password: password})
	r.must(err)
	right := r.code(e.Secret)
	wrong := "000000"
	if right == wrong {
		wrong = "111111"
	}
	wantKind(t, "a wrong code", second(r.ConfirmSetUp(t.Context(), wrong)), chart.NotAllowed)
	if st, err := r.Gate(t.Context()); err != nil || !st.NeedsSetUp {
		t.Errorf("want nothing kept before a right code, got %+v, %v", st, err)
	}
	_, err = r.ConfirmSetUp(t.Context(), right)
	r.must(err)
	wantKind(t, "the same code again", second(r.SignIn(t.Context(), "ada", password, right)), chart.NotAllowed)
}

func TestRoles(t *testing.T) {
	r := setUpRoom(t)
	doc := r.ready(1)
	who := map[string]struct {
		roles []chart.Role
		may   []string
	}{
		"technician": {[]chart.Role{chart.ScanTechnician}, []string{"Import", "List", "SetPreference"}},
		"auditor":    {[]chart.Role{chart.Auditor}, []string{"List", "History", "SetPreference"}},
		"admin":      {[]chart.Role{chart.Administrator}, []string{"List", "SetWatchedFolder", "SetPolicy", "SetCodeLists", "SetPreference"}},
	}
	secrets := map[string]string{}
	for login, c := range who {
		secrets[login] = r.person(login, c.roles...)
	}
	path := drop(t, "", "chart.png", scan(t, 2))
	for login, c := range who {
		r.signIn(login, secrets[login])
		errs := everything(t.Context(), r.Desk, path)
		for _, unreachable := range []string{"StartHub", "Enrol"} {
			if c.roles[0] == chart.Administrator {
				delete(errs, unreachable)
			}
		}
		_, errs["Open"] = r.Open(t.Context(), doc.ID)
		errs["Sign"] = r.Sign(t.Context(), doc.ID, doc.Version, password)
		for name, err := range errs {
			if slices.Contains(c.may, name) {
				wantKind(t, login+" may "+name, err, "")
			} else {
				wantKind(t, login+" may not "+name, err, chart.NotAllowed)
			}
		}
	}
	// What a technician has brought in waits for somebody who may read it.
	r.signIn("ada", r.secret)
	r.await("the technician's chart is read", func() bool {
		return slices.ContainsFunc(r.list(), func(s chart.Summary) bool { return s.ID != "" && s.ID != doc.ID })
	})
}

func TestChangesAndSigning(t *testing.T) {
	r := setUpRoom(t)
	ctx := t.Context()
	fresh := r.bringIn(1)
	if fresh.OpenFields() == 0 {
		t.Fatal("want a chart with something to decide")
	}
	wantKind(t, "sign with open fields", r.Sign(ctx, fresh.ID, fresh.Version, password), chart.BadState)
	doc := r.decideAll(fresh)
	_, err := r.Decide(ctx, doc.ID, fresh.Version, chart.Decision{Field: doc.Document.Fields[0].ID, Verdict: chart.CantRead})
	wantKind(t, "decide on a stale version", err, chart.Conflict)
	wantKind(t, "sign a stale version", r.Sign(ctx, doc.ID, fresh.Version, password), chart.Conflict)
	wantKind(t, "sign with a wrong password", r.Sign(ctx, doc.ID, doc.Version, "not the right password"), chart.NotAllowed)
	r.unchanged(doc)

	redacting := r.redacting
	r.redacting = func(real redactor) pipeline.Redactor { return forgetful{real} }
	err = r.Sign(ctx, doc.ID, doc.Version, password)
	wantKind(t, "sign with a redaction that leaks", err, chart.BadState)
	var leak *Leak
	if !errors.As(err, &leak) || len(leak.Residual) == 0 {
		t.Errorf("want a *Leak that names what was found, got %v", err)
	}
	r.unchanged(doc)
	r.redacting = redacting

	r.must(r.Sign(ctx, doc.ID, doc.Version, password))
	wantKind(t, "sign twice", r.Sign(ctx, doc.ID, doc.Version+1, password), chart.BadState)
	after, err := r.Open(ctx, doc.ID)
	r.must(err)
	if after.State != chart.StateSigned || r.waiting() != 1 {
		t.Errorf("want it signed and one record waiting without a hub, got %s and %d", after.State.Word(), r.waiting())
	}
	_, err = r.Decide(ctx, doc.ID, after.Version, chart.Decision{Field: doc.Document.Fields[0].ID, Verdict: chart.CantRead})
	wantKind(t, "decide on a signed document", err, chart.BadState)
	if rep, err := VerifyTrail(ctx, r.dir, ""); err != nil || !rep.Holds {
		t.Errorf("want the trail to hold, got %+v, %v", rep, err)
	}
}

// unchanged looks whether a refused signature has left anything.
func (r *room) unchanged(want *chart.Dossier) {
	r.t.Helper()
	got, err := r.Open(r.t.Context(), want.ID)
	r.must(err)
	if got.State != want.State || got.Version != want.Version || len(got.Decisions) != len(want.Decisions) || r.waiting() != 0 {
		r.t.Errorf("want %s in version %d and nothing to send, got %s in version %d, %d waiting",
			want.State.Word(), want.Version, got.State.Word(), got.Version, r.waiting())
	}
}

// forgetful burns nothing in; all checks are the real ones.
type forgetful struct{ redactor }

func (f forgetful) Write(ctx context.Context, w io.Writer, src pipeline.PageSource, read []chart.Page, pages int, _ []chart.Span, budget int64) (pipeline.Burnt, error) {
	return f.redactor.Write(ctx, w, src, nil, pages, nil, budget)
}

func TestLockDuringImportGoesOnAtUnlock(t *testing.T) {
	r := setUpRoom(t)
	var pages []*geom.Raster
	for n := range 3 {
		pages = append(pages, geom.FromGray(page(t, n), 200))
	}
	path := drop(t, "", "chart.tif", synth.MultiTIFF(pages))
	locked := false
	_, err := r.Import(t.Context(), []string{path}, false, func(present.ImportProgress) {
		if !locked {
			locked = true
			r.must(r.Lock(t.Context()))
		}
	})
	if !locked {
		t.Fatal("want progress at the first page")
	}
	wantKind(t, "the import when locked", err, chart.Locked)
	_, err = r.Unlock(t.Context(), password)
	r.must(err)
	r.await("the import goes on", func() bool {
		n := 0
		for _, s := range r.list() {
			if s.ID != "" {
				n += s.Pages
			}
		}
		return n == len(pages)
	})
	report, err := r.Import(t.Context(), []string{path}, false, nil)
	if err != nil || !report.Files[0].Duplicate {
		t.Errorf("want the same bytes known, got %+v, %v", report, err)
	}
}

func TestARefusedFileStopsNoOther(t *testing.T) {
	r := setUpRoom(t)
	report, err := r.Import(t.Context(), []string{filepath.Join(t.TempDir(), "gone.pdf"), drop(t, "", "bad.pdf", []byte("%PDF-1.7 and nothing more")),
		drop(t, "", "chart.png", scan(t, 1))}, false, nil)
	r.must(err)
	if len(report.Files) != 3 || report.Files[0].Refusal == nil || report.Files[1].Refusal == nil || report.Files[2].Refusal != nil {
		t.Errorf("want two refused and one taken, got %+v", report.Files)
	}
}

func TestCounterTellsEveryFileAndTheTimeLeft(t *testing.T) {
	var got []present.ImportProgress
	c := &counter{file: 2, files: 3, tell: func(p present.ImportProgress) { got = append(got, p) }}
	c.pages(40, 40)
	for n := range 40 {
		c.page(n + 1)
	}
	if len(got) < 2 || len(got) > 31 {
		t.Fatalf("want the first and the last page told and at most thirty a second, got %d", len(got))
	}
	if last := got[len(got)-1]; last.Page != 40 || last.Pages != 40 || last.File != 2 || last.Files != 3 || last.Left != 0 {
		t.Errorf("want the end told, got %+v", last)
	}
}

// TestProgressGoesOnWhereAFileGaveWay: a file that let an urgent one go first is not counted anew.
func TestProgressGoesOnWhereAFileGaveWay(t *testing.T) {
	var said []present.ImportProgress
	c := &counter{file: 1, files: 1, tell: func(p present.ImportProgress) { said = append(said, p) }}
	c.pages(20, 20)
	for n := range 16 {
		c.page(n + 1)
	}
	c.pages(20, 4)
	for n := range 4 {
		c.page(n + 17)
	}
	for _, p := range said {
		if p.Pages != 20 {
			t.Errorf("want 20 pages all along, got %d", p.Pages)
		}
	}
	if last := said[len(said)-1]; last.Page != 20 || last.Left != 0 {
		t.Errorf("want page 20 and no time left, got page %d, %v", last.Page, last.Left)
	}
}
