//go:build cgo

package wire

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/trail"
	"chartproof.org/chartproof/engine/send/record"
	"chartproof.org/chartproof/storage/audit"
	"chartproof.org/chartproof/ui/present"
)

// struck gives the rules whose alerts stand in the trail, oldest first.
func (r *room) struck() (out []string) {
	r.t.Helper()
	all, err := r.trail.Entries(r.t.Context(), audit.Filter{Actions: []chart.Action{chart.ActAlert}})
	r.must(err)
	for _, e := range all {
		out = append(out, chart.MachineWord(e.Detail, "rule"))
	}
	return out
}

func TestTheTrailIsReadByThoseWhoMayAndSaysSo(t *testing.T) {
	r := setUpRoom(t)
	ctx := t.Context()
	doc := r.decideAll(r.bringIn(1))
	page, err := r.SearchTrail(ctx, TrailSearch{Document: doc.ID, Limit: 2})
	r.must(err)
	if len(page.Entries) != 2 || page.Next == 0 || page.Entries[0].Index < page.Entries[1].Index {
		t.Fatalf("want the two newest and more, got %+v", page)
	}
	next, err := r.SearchTrail(ctx, TrailSearch{Document: doc.ID, Limit: 2, Before: page.Next})
	r.must(err)
	if len(next.Entries) != 2 || next.Entries[0].Index >= page.Entries[1].Index {
		t.Errorf("want the page before, got %+v", next)
	}
	looks, err := r.trail.Entries(ctx, audit.Filter{Actions: []chart.Action{chart.ActTrailRead}})
	r.must(err)
	if len(looks) != 1 || looks[0].Detail != "about=entries by=document" || looks[0].Document != doc.ID || !strings.HasPrefix(looks[0].Address, "host=") ||
		looks[0].Decision != chart.Permit {
		t.Errorf("want one look in the trail, got %+v", looks)
	}
	secret := r.person("cleo", chart.Coder)
	r.must(r.SignOut(ctx))
	r.signIn("cleo", secret)
	_, err = r.SearchTrail(ctx, TrailSearch{})
	wantKind(t, "the trail to a coder", err, chart.NotAllowed)
	_, err = r.Custody(ctx, doc.ID)
	wantKind(t, "custody to a coder", err, chart.NotAllowed)
	_, _, err = r.ExportTrail(ctx, t.TempDir(), trail.CSV, TrailSearch{}, "")
	wantKind(t, "an export to a coder", err, chart.NotAllowed)
	wantKind(t, "a coder's own rules", r.SetAlertRules(ctx, nil), chart.NotAllowed)
	if n, _, err := r.OpenAlerts(ctx); n != 0 || err != nil {
		t.Errorf("want a coder told of no alert, got %d, %v", n, err)
	}
}

func TestChainOfCustody(t *testing.T) {
	r := setUpRoom(t)
	ctx := t.Context()
	doc := r.decideAll(r.bringIn(1))
	err := r.Sign(ctx, doc.ID, doc.Version, password)
	r.must(err)
	rep, err := r.Custody(ctx, doc.ID)
	r.must(err)
	env, err := record.ParseEnvelope(rep.Signed)
	r.must(err)
	if keys, err := env.Signers(trail.CustodyType); err != nil || len(keys) != 1 || keys[0].Role != record.RoleDevice {
		t.Errorf("want it signed by the device, got %v, %v", keys, err)
	}
	key, err := r.trail.VerifierKey(ctx)
	r.must(err)
	c, err := trail.CheckCustody(env.Payload, key)
	r.must(err)
	if c.State != string(chart.StateSigned) || c.Digest == "" || len(c.Gaps) != 0 || c.Steps[0].Action != chart.ActImport {
		t.Errorf("want the way from the import to the signed record, got state %q digest %q gaps %v first %+v", c.State, c.Digest, c.Gaps, c.Steps[0])
	}
	if !strings.Contains(rep.Text, "without a gap") {
		t.Errorf("got %s", rep.Text)
	}
	_, err = r.Custody(ctx, "nothing")
	wantKind(t, "custody of no document", err, chart.NotFound)
}

func TestExportOfTheTrail(t *testing.T) {
	r := setUpRoom(t)
	ctx, dir := t.Context(), t.TempDir()
	doc := r.bringIn(1)
	for _, f := range trail.Formats() {
		name, n, err := r.ExportTrail(ctx, dir, f, TrailSearch{Document: doc.ID}, "")
		r.must(err)
		data, err := os.ReadFile(filepath.Join(dir, name))
		r.must(err)
		if n == 0 || len(data) == 0 || !strings.HasSuffix(name, f.Extension()) {
			t.Errorf("%s: want entries in %s, got %d in %d bytes", f, name, n, len(data))
		}
		if f == trail.CSV {
			rows, err := csv.NewReader(strings.NewReader(string(data))).ReadAll()
			if err != nil || len(rows) != n+1 {
				t.Errorf("want %d rows and a head, got %d, %v", n, len(rows), err)
			}
		}
		if st, err := os.Stat(filepath.Join(dir, name)); err != nil || st.Mode().Perm()&0o077 != 0 {
			t.Errorf("want it closed to others, got %v, %v", st, err)
		}
	}
	_, _, err := r.ExportTrail(ctx, dir, "xml", TrailSearch{}, "")
	wantKind(t, "a format that there is not", err, chart.BadInput)
	_, _, err = r.ExportTrail(ctx, filepath.Join(dir, "gone"), trail.CSV, TrailSearch{}, "")
	wantKind(t, "a folder that there is not", err, chart.BadInput)
}

func TestAlertsAreRaisedOnceAndAcknowledged(t *testing.T) {
	r := setUpRoom(t)
	ctx := t.Context()
	secret := r.person("omar", chart.PrivacyOfficer)
	r.must(r.SignOut(ctx))
	for range 5 {
		if _, err := r.Desk.SignIn(ctx, "nobody", "a wrong sentence as password", "000000"); err == nil {
			t.Fatal("want it refused")
		}
	}
	r.signIn("omar", secret)
	own := []byte(`{"schema":"chartproof.alerts/1","rules":[{"id":"tries","says":"Wrong tries.","severity":"high","actions":["session.sign_in_failed"],"quiet":"1h"}]}`)
	r.must(r.SetAlertRules(ctx, own))
	before := len(r.struck())
	for range 3 {
		_, _ = r.Desk.SignIn(ctx, "nobody", "a wrong sentence as password", "000000")
	}
	if got := r.struck()[before:]; !slices.Equal(got, []string{"tries"}) {
		t.Fatalf("want one alert a cause, got %v", got)
	}
	open, grave, err := r.OpenAlerts(ctx)
	if err != nil || open == 0 || grave == 0 {
		t.Fatalf("want an open, grave alert, got %d, %d, %v", open, grave, err)
	}
	all, err := r.Alerts(ctx)
	r.must(err)
	wantKind(t, "acknowledge without a word", r.Acknowledge(ctx, all[0].Index, ""), chart.BadInput)
	wantKind(t, "acknowledge what is none", r.Acknowledge(ctx, 0, "seen"), chart.NotFound)
	r.must(r.Acknowledge(ctx, all[0].Index, "asked at the front desk: a new colleague"))
	wantKind(t, "acknowledge twice", r.Acknowledge(ctx, all[0].Index, "again"), chart.Conflict)
	all, err = r.Alerts(ctx)
	r.must(err)
	if !all[0].Done || all[0].Note == "" {
		t.Fatalf("want it done with a note, got %+v", all[0])
	}
	note, err := r.AlertNote(ctx, all[0].Note)
	if err != nil || note.Reveal() != "asked at the front desk: a new colleague" {
		t.Errorf("want the note back, got %v", err)
	}
	raw, err := os.ReadFile(filepath.Join(r.dir, "chartproof.db"))
	r.must(err)
	if strings.Contains(string(raw), "front desk") {
		t.Error("the note stands in clear in the database")
	}
	rules, ours, err := r.AlertRules(ctx)
	if err != nil || !ours || len(rules.Rules) != 1 {
		t.Errorf("want the practice's own rule, got %+v, %v", rules, err)
	}
	wantKind(t, "rules that are none", r.SetAlertRules(ctx, []byte(`{}`)), chart.BadInput)
	r.must(r.SetAlertRules(ctx, nil))
	if rules, ours, err = r.AlertRules(ctx); err != nil || ours || len(rules.Rules) < 10 {
		t.Errorf("want the release's rules back, got %d own %v, %v", len(rules.Rules), ours, err)
	}
}

func TestNobodyAcknowledgesTheOwnAlert(t *testing.T) {
	r := setUpRoom(t)
	ctx := t.Context()
	r.must(r.SetAlertRules(ctx, []byte(`{"schema":"chartproof.alerts/1","rules":[{"id":"opened","says":"Opened.","severity":"low","actions":["document.open"],"one_a_document":true,"quiet":"1h"}]}`)))
	r.bringIn(1)
	all, err := r.Alerts(ctx)
	r.must(err)
	if len(all) == 0 || all[0].Rule != "opened" {
		t.Fatalf("want an alert about opening, got %+v", all)
	}
	secret := r.person("omar", chart.PrivacyOfficer)
	wantKind(t, "the own alert beside a colleague", r.Acknowledge(ctx, all[0].Index, "it was me"), chart.NotAllowed)
	r.must(r.SignOut(ctx))
	r.signIn("omar", secret)
	r.must(r.Acknowledge(ctx, all[0].Index, "asked, and fine"))
}

func TestAccessReviewAndAccounting(t *testing.T) {
	r := setUpRoom(t)
	ctx := t.Context()
	doc := r.bringIn(1)
	rep, table, err := r.AccessReview(ctx, time.Time{})
	r.must(err)
	if !strings.Contains(rep.Text, "administrator with") || !strings.Contains(string(table), "sign_ins") {
		t.Errorf("want the first person's roles told, got %s", rep.Text)
	}
	rep, table, err = r.Accounting(ctx, []chart.DocumentID{doc.ID}, time.Time{}, time.Time{})
	r.must(err)
	if !strings.Contains(rep.Text, "No disclosures") || !strings.HasPrefix(string(table), "date,") {
		t.Errorf("got %s", rep.Text)
	}
	_, _, err = r.Accounting(ctx, nil, time.Time{}, time.Time{})
	wantKind(t, "of no documents", err, chart.BadInput)
}

func TestSurnames(t *testing.T) {
	for _, c := range [][2]string{{"GONZALEZ, MARIA L", "GONZALEZ"}, {"Maria L. Gonzalez", "GONZALEZ"}, {"O'Brien, Pat", "OBRIEN"}, {"", ""}, {"Pat O'Brien", "OBRIEN"}} {
		if got := surname(c[0]); got != c[1] {
			t.Errorf("%q: want %q, got %q", c[0], c[1], got)
		}
	}
}

func TestTheAddressHoldsOneWordAPiece(t *testing.T) {
	t.Setenv("XDG_SESSION_ID", "c2 PATIENT=x\n")
	t.Setenv("SSH_CLIENT", "10.0.0.7 5555 22")
	a := address()
	if !strings.HasPrefix(a, "host=") || !strings.HasSuffix(a, " session=c2PATIENTx from=10.0.0.7") {
		t.Errorf("got %q", a)
	}
	for _, w := range trail.Words(a) {
		if len(w[1]) > 40 {
			t.Errorf("%s is too long: %q", w[0], w[1])
		}
	}
}

var _ present.TrailRoom = (*Desk)(nil)
