package wire

import (
	"bytes"
	"crypto/fips140"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/send/record"
	"chartproof.org/chartproof/storage/audit"
	"chartproof.org/chartproof/storage/casestore"
	keeps "chartproof.org/chartproof/storage/retention"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/storage/vault"
	"chartproof.org/chartproof/ui/present"
)

const (
	keepPassword = "a sentence as password"
	planted      = "Zebulon Quartermaine" // must not be found once it was disposed of
)

// archive is a workspace in which charts lie, with a privacy officer, a second one and an administrator.
type archive struct {
	*testing.T
	*Desk
	dir     string
	ticks   time.Duration
	secrets map[string]string
}

func (a *archive) now() time.Time {
	return time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC).Add(a.ticks)
}

func newArchive(t *testing.T, alone bool) *archive {
	t.Helper()
	a := &archive{T: t, dir: t.TempDir(), secrets: map[string]string{}}
	a.open()
	t.Cleanup(func() { _ = a.Close() })
	e, err := a.SetUp(t.Context(), present.SetUp{Practice: "Oak Street Clinic", Login: "ada", DisplayName: "Ada", Password: keepPassword, Validators: chart.OneValidate})
	a.must(err)
	a.secrets["ada"] = e.Secret
	_, err = a.ConfirmSetUp(t.Context(), a.code("ada"))
	a.must(err)
	if alone {
		return a
	}
	for login, roles := range map[string][]chart.Role{"pia": {chart.PrivacyOfficer}, "root": {chart.Administrator}, "audi": {chart.Auditor}} {
		e, err := a.AddPerson(t.Context(), present.NewColleague{Login: login, DisplayName: login, Password: keepPassword, Roles: roles})
		a.must(err)
		a.secrets[login] = e.Secret
		_, err = a.ConfirmPerson(t.Context(), a.code(login))
		a.must(err)
	}
	return a
}

func (a *archive) open() {
	a.Helper()
	var err error
	a.Desk, err = OpenDesk(a.Context(), DeskOptions{Dir: filepath.Join(a.dir, "workspace"), Office: true, Iterations: 1000, Version: "test", Now: a.now,
		Keyring: vault.FileKeyring{Path: filepath.Join(a.dir, "machine.key"), Passphrase: "a long passphrase", Iterations: 1000}})
	a.must(err)
}

func (a *archive) must(err error) {
	a.Helper()
	if err != nil {
		a.Fatal(err)
	}
}

func (a *archive) want(what string, err error, kind chart.ErrKind) {
	a.Helper()
	if got := chart.KindOf(err); got != kind || err == nil {
		a.Errorf("%s: want %q, got %q (%v)", what, kind, got, err)
	}
}

func (a *archive) code(login string) (c string) {
	a.Helper()
	a.ticks += 31 * time.Second
	var err error
	fips140.WithoutEnforcement(func() { c, err = totp.GenerateCode(a.secrets[login], a.now()) })
	a.must(err)
	return c
}

func (a *archive) as(login string) {
	a.Helper()
	_, err := a.SignIn(a.Context(), login, keepPassword, a.code(login))
	a.must(err)
}

func (a *archive) sweep() {
	a.Helper()
	a.must(a.Close())
	a.open()
}

// scanned brings a file in with one settled document.
func (a *archive) scanned(name, born, service string) (chart.ImportID, chart.DocumentID) {
	a.Helper()
	ctx, ses := a.Context(), a.session
	a.ticks += time.Second
	content := []byte(name + born + service)
	got, err := a.cases.NewImport(ctx, ses, chart.Source{SHA256: fmt.Sprintf("%x", content), MediaType: "application/pdf", Bytes: int64(len(content))}, content)
	a.must(err)
	a.must(a.cases.MarkReading(ctx, ses, got.ID))
	a.must(a.cases.AddPage(ctx, ses, got.ID, chart.Page{Number: 1, Width: 100, Height: 100}, []byte("picture "+name)))
	value := func(f chart.FieldName, text, normal string) chart.Field {
		return chart.Field{ID: chart.FieldID(f), Name: f, Value: chart.Text(text), Normalized: chart.Text(normal), Page: 1, Confidence: 1}
	}
	doc := chart.Document{Type: chart.ProgressNote, Pages: []int{1}, Fields: []chart.Field{value(chart.PatientName, name, strings.ToUpper(name))}}
	if born != "" {
		doc.Fields = append(doc.Fields, value(chart.DateOfBirth, born, born))
	}
	if service != "" {
		doc.Fields = append(doc.Fields, value(chart.DateOfService, service, service))
	}
	ids, err := a.cases.FinishImport(ctx, ses, got.ID, []casestore.DocumentDraft{{Document: doc, State: chart.StateReady,
		Spans: []chart.Span{{Kind: chart.Name, Text: chart.Text(name), Page: 1, Boxes: []geom.Box{{X0: 0.1, Y0: 0.1, X1: 0.2, Y1: 0.2}}, Redacted: true}}}})
	a.must(err)
	dossier, err := a.cases.Load(ctx, ses, ids[0])
	a.must(err)
	_, err = a.cases.Sign(ctx, ses, ids[0], dossier.Version, casestore.SignedRecord{ID: "rec-" + string(ids[0]), Digest: "abcd", Envelope: []byte("envelope " + name),
		Sealed: []byte("sealed to the hub"), RedactedPDF: []byte("%PDF redacted")})
	a.must(err)
	a.must(a.cases.MarkSettled(ctx, "rec-"+string(ids[0]), casestore.Receipt{Bytes: []byte("receipt")}))
	a.must(a.cases.SaveDraft(ctx, ses, ids[0], "name", chart.Text(name)))
	return got.ID, ids[0]
}

// texas makes the schedule that of a practice in Texas which takes part in no program.
func (a *archive) texas() {
	a.Helper()
	off := map[string]bool{"medicare": false, "medicare_advantage": false, "medicaid_managed_care": false, "transfusion": false}
	a.must(a.SetRetentionPractice(a.Context(), present.RetentionPractice{State: "tx", Provider: "practice", Programs: off}))
	t, err := a.RetentionTable(a.Context())
	a.must(err)
	a.must(a.ConfirmRetention(a.Context(), t.Digest))
}

func (a *archive) preview(want ...string) present.DisposalPreview {
	a.Helper()
	p, err := a.PreviewDisposal(a.Context())
	a.must(err)
	var got []string
	for _, l := range p.Go {
		got = append(got, l.Kind)
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		a.Errorf("want a disposal of %v, got %v; kept %+v", want, got, p.Kept)
	}
	return p
}

func (a *archive) order() string {
	a.Helper()
	p, err := a.PreviewDisposal(a.Context())
	a.must(err)
	id, err := a.OrderDisposal(a.Context(), p.Digest, keepPassword)
	a.must(err)
	return id
}

func (a *archive) approve(id string, counted int) (present.DisposalRun, error) {
	return a.ApproveDisposal(a.Context(), id, counted, keepPassword, func(int, int) {})
}

func (a *archive) count(query string, args ...any) (n int) {
	a.Helper()
	a.must(a.db.Read(a.Context(), func(tx *sqlitedb.Tx) error { return tx.Row(query, args, &n) }))
	return n
}

func (a *archive) files() (n int) {
	a.Helper()
	a.must(filepath.WalkDir(filepath.Join(a.dir, "workspace", "pages"), func(_ string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			n++
		}
		return err
	}))
	return n
}

func TestADisposalFromScheduleToCertificate(t *testing.T) {
	a := newArchive(t, false)
	imp, doc := a.scanned(planted, "1961-03-04", "2010-01-02")
	_, child := a.scanned("Ann Younger", "2024-05-06", "2026-11-01")
	a.scanned("Undated Person", "1950-01-01", "")
	a.preview() // the state's row is not confirmed, and originals have their days
	a.texas()
	a.ticks += 400 * 24 * time.Hour // the scan's own year is over
	a.as("pia")
	p := a.preview("chart", "original", "original")
	why := map[string]int{}
	for _, l := range p.Kept {
		why[l.Why]++
	}
	if p.Go[0].ID != string(imp) || p.Go[0].Rule != "product-scan" || why["not_yet"] != 1 || why["service_unknown"] != 1 {
		t.Errorf("got %+v, kept back %v", p.Go, why)
	}
	_, err := a.OrderDisposal(t.Context(), "another digest", keepPassword)
	a.want("an order of something else", err, chart.Conflict)
	_, err = a.OrderDisposal(t.Context(), p.Digest, "not the password")
	a.want("an order without the password", err, chart.NotAllowed)
	id := a.order()
	_, err = a.approve(id, 3)
	a.want("the same person approves", err, chart.NotAllowed)
	before := a.files()
	a.as("root")
	_, err = a.PreviewDisposal(t.Context())
	a.want("an administrator looks into charts", err, chart.NotAllowed)
	run, err := a.approve(id, 0)
	a.must(err)
	if run.State != "done" || run.Gone != 3 || run.Kept != 0 || run.SecondLook != "another_person" || run.Remaining != 0 {
		t.Errorf("got %+v", run)
	}
	if left := a.files(); before-left != 7 { // original, picture, record, copy and sealed record of one; two originals
		t.Errorf("want 7 of %d files gone, %d are left", before, left)
	}
	for _, table := range []string{"span", "decision", "draft", "search_index"} {
		if n := a.count(`SELECT count(*) FROM `+table+` WHERE document = ?`, string(doc)); n != 0 {
			t.Errorf("%s: %d rows of a chart that is gone", table, n)
		}
	}
	if n := a.count(`SELECT count(*) FROM owner_key WHERE owner IN (?, ?)`, string(imp), string(doc)); n != 0 {
		t.Errorf("%d keys of a chart that is gone", n)
	}
	a.as("pia")
	if _, err := a.cases.Load(t.Context(), a.session, doc); err == nil {
		t.Error("a chart that is gone opens")
	}
	if _, err := a.cases.Envelope(t.Context(), a.session, child); err != nil {
		t.Errorf("the record of a chart whose original is gone: %v", err)
	}
	a.certificate(id, imp, doc)
	again, err := a.keeps.CarryOut(t.Context(), a.session, id, a.tools())
	if err != nil || again.State != "done" {
		t.Errorf("carrying out again: %v", err)
	}
	if r, err := a.trail.Verify(t.Context(), audit.Keys{}); err != nil || !r.OK {
		t.Errorf("the trail: %+v, %v", r, err)
	}
	a.nowhere()
}

// certificate looks through the certificate of destruction.
func (a *archive) certificate(id string, imp chart.ImportID, doc chart.DocumentID) {
	a.Helper()
	a.as("audi")
	data, err := a.DestructionCertificate(a.Context(), id)
	a.must(err)
	env, err := record.ParseEnvelope(data)
	a.must(err)
	keys, err := env.Signers(DestructionType)
	a.must(err)
	if len(keys) != 2 || keys[0].Role != record.RolePerson || keys[1].Role != record.RoleDevice {
		a.Errorf("signed by %+v", keys)
	}
	if _, all, err := OpenDestruction(data); err != nil || len(all) != 6 {
		a.Errorf("proving the certificate: %d signatures, %v", len(all), err)
	}
	if _, _, err := OpenDestruction(forged(env)); err == nil {
		a.Error("a certificate whose payload was changed holds")
	}
	var c Destruction
	a.must(json.Unmarshal(env.Payload, &c))
	if c.Disposal != id || len(c.Items) != 3 || c.Files != 7 || c.Second != "another_person" {
		a.Errorf("got %s", env.Payload)
	}
	if it := c.Items[0]; it.ID != string(imp) || len(it.Documents) != 1 || it.Documents[0] != doc || it.Rule != "product-scan" || len(it.Digest) != 64 {
		a.Errorf("got %+v", it)
	}
	order, err := base64.StdEncoding.DecodeString(c.Order.Envelope)
	a.must(err)
	if _, err := a.verifyDisposal(a.Context())(order); err != nil {
		a.Errorf("the order in the certificate: %v", err)
	}
	for _, word := range append(strings.Fields(planted), "1961", "2010-01-02") {
		if bytes.Contains(env.Payload, []byte(word)) {
			a.Errorf("the certificate holds %q", word)
		}
	}
}

// forged is the envelope with another payload under the same signatures.
func forged(env *record.Envelope) []byte {
	other := *env
	other.Payload = bytes.Replace(env.Payload, []byte(`"files_not_wiped":0`), []byte(`"files_not_wiped":1`), 1)
	data, _ := other.Marshal()
	return data
}

// nowhere looks for the planted patient in every file of the workspace.
func (a *archive) nowhere() {
	a.Helper()
	a.must(filepath.WalkDir(a.dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		for _, word := range strings.Fields(planted) {
			if bytes.Contains(data, []byte(word)) {
				a.Errorf("%q lies in %s", word, filepath.Base(path))
			}
		}
		return err
	}))
}

func (a *archive) tools() (t keeps.Tools) {
	device, err := a.vault.Device(a.Context())
	a.must(err)
	t.Rooms, t.Shredder, t.Verify, t.Progress = rooms{a.Desk}, shredder{a.Desk}, a.verifyDisposal(a.Context()), func(int, int) {}
	t.Sign = envelopes(DestructionType, record.Signer{Role: record.RoleDevice, ID: string(device.ID), Key: device.Signer})
	t.Payload = func(run *keeps.Disposal, at time.Time) ([]byte, error) { return a.destruction(a.Context(), run, at) }
	return t
}
