package casestore_test

import (
	"bytes"
	"context"
	"crypto/fips140"
	"crypto/sha256"
	"encoding/hex"
	"sync"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/storage/audit"
	"chartproof.org/chartproof/storage/blob"
	"chartproof.org/chartproof/storage/casestore"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/storage/vault"

	"github.com/pquerna/otp/totp"
)

const password = "correct horse battery"

// marker is a patient who must not be found anywhere on the disk.
const marker = "Zyxwvut Quarkmarker"

type memKeyring struct {
	mu      sync.Mutex
	secrets map[string][]byte
}

func (*memKeyring) Kind() string { return "os" }

func (k *memKeyring) Get(_ context.Context, account string) ([]byte, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if b, ok := k.secrets[account]; ok {
		return bytes.Clone(b), nil
	}
	return nil, chart.E(chart.NotFound, "memory keyring", nil)
}

func (k *memKeyring) Set(_ context.Context, account string, secret []byte) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.secrets[account] = bytes.Clone(secret)
	return nil
}

func (k *memKeyring) Delete(_ context.Context, account string) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	delete(k.secrets, account)
	return nil
}

// house is a whole workspace.
type house struct {
	t       testing.TB
	dir     string
	keyring vault.Keyring
	ticks   time.Duration
	db      *sqlitedb.DB
	log     *audit.Log
	v       *vault.Vault
	blobs   *blob.Store
	cases   *casestore.Store
	s       *vault.Session
	secret  string
}

var start = time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)

func newHouse(t testing.TB) *house {
	h := &house{t: t, dir: t.TempDir(), keyring: &memKeyring{secrets: map[string][]byte{}}}
	h.open()
	t.Cleanup(func() { _ = h.db.Close() })
	p, err := h.v.Begin(t.Context(), "Oak Street Clinic", vault.NewPerson{Login: "ada", DisplayName: "Ada", Password: password})
	if err != nil {
		t.Fatal(err)
	}
	h.secret = p.Secret
	if h.s, err = p.Confirm(t.Context(), h.code(p.Secret)); err != nil {
		t.Fatal(err)
	}
	if err := h.cases.SetLookPolicy(t.Context(), h.s, chart.LookPolicy{Who: chart.OneValidate, Wait: 10 * time.Minute}); err != nil {
		t.Fatal(err)
	}
	return h
}

func (h *house) now() time.Time { return start.Add(h.ticks) }

func (h *house) open() {
	h.t.Helper()
	var err error
	if h.db, err = sqlitedb.Open(h.t.Context(), h.dir); err != nil {
		h.t.Fatal(err)
	}
	h.log = audit.New(h.db, h.now)
	h.v = vault.New(h.db, h.log, vault.Options{Keyring: h.keyring, Now: h.now, Iterations: 1000})
	if h.blobs, err = blob.Attach(h.db); err != nil {
		h.t.Fatal(err)
	}
	if err := h.blobs.Sweep(h.t.Context()); err != nil {
		h.t.Fatal(err)
	}
	h.cases = casestore.New(h.db, h.log, h.blobs, h.now)
}

func (h *house) code(secret string) (c string) {
	h.t.Helper()
	h.ticks += 31 * time.Second
	var err error
	fips140.WithoutEnforcement(func() { c, err = totp.GenerateCode(secret, h.now()) })
	if err != nil {
		h.t.Fatal(err)
	}
	return c
}

// reopen is what a restart of the program does.
func (h *house) reopen() {
	h.t.Helper()
	h.s.Close()
	h.v.Close()
	if err := h.db.Close(); err != nil {
		h.t.Fatal(err)
	}
	h.open()
	var err error
	if h.s, err = h.v.SignIn(h.t.Context(), "ada", password, h.code(h.secret)); err != nil {
		h.t.Fatal(err)
	}
}

func (h *house) person(login string, roles ...chart.Role) *vault.Session {
	h.t.Helper()
	p, err := h.v.AddPerson(h.t.Context(), h.s, vault.NewPerson{Login: login, DisplayName: login, Password: password, Roles: roles})
	if err != nil {
		h.t.Fatal(err)
	}
	s, err := p.Confirm(h.t.Context(), h.code(p.Secret))
	if err != nil {
		h.t.Fatal(err)
	}
	return s
}

func sourceOf(data []byte) chart.Source {
	sum := sha256.Sum256(data)
	return chart.Source{SHA256: hex.EncodeToString(sum[:]), MediaType: "application/pdf", Bytes: int64(len(data))}
}

func page(n int) chart.Page {
	return chart.Page{Number: n, Width: 2550, Height: 3300, DPI: 300, Words: []chart.Word{
		{Text: marker, Confidence: 0.99, Box: geom.Box{X0: 0.1, Y0: 0.1, X1: 0.2, Y1: 0.2}, Engines: []chart.Engine{chart.Tesseract}}}}
}

func field(id chart.FieldID, name chart.FieldName, value chart.Text, review bool) chart.Field {
	return chart.Field{ID: id, Name: name, Value: value, Confidence: 0.5, Page: 1, NeedsReview: review}
}

func draftOf(pages ...int) casestore.DocumentDraft {
	return casestore.DocumentDraft{
		Document: chart.Document{Type: chart.LabReport, TypeConfidence: 0.9, Pages: pages, Fields: []chart.Field{
			field("name", chart.PatientName, marker, true), field("mrn", chart.MRN, "MRN-0042-77", true),
			field("payer", chart.Payer, "Aetna", false)}},
		Spans:   []chart.Span{{Kind: chart.Name, Text: marker, Page: pages[0], Boxes: []geom.Box{{X0: 0.1, Y0: 0.1, X1: 0.2, Y1: 0.2}}, Redacted: true}},
		Notices: []string{"one engine only"},
	}
}

// document brings one file with two pages in and gives its one document.
func (h *house) document(content string) chart.DocumentID {
	h.t.Helper()
	ctx := h.t.Context()
	got, err := h.cases.NewImport(ctx, h.s, sourceOf([]byte(content)), []byte(content))
	if err != nil {
		h.t.Fatal(err)
	}
	if err := h.cases.MarkReading(ctx, h.s, got.ID); err != nil {
		h.t.Fatal(err)
	}
	for n := 1; n <= 2; n++ {
		if err := h.cases.AddPage(ctx, h.s, got.ID, page(n), []byte("picture "+content)); err != nil {
			h.t.Fatal(err)
		}
	}
	ids, err := h.cases.FinishImport(ctx, h.s, got.ID, []casestore.DocumentDraft{draftOf(1, 2)})
	if err != nil {
		h.t.Fatal(err)
	}
	return ids[0]
}

func (h *house) load(id chart.DocumentID) *chart.Dossier {
	h.t.Helper()
	d, err := h.cases.Load(h.t.Context(), h.s, id)
	if err != nil {
		h.t.Fatal(err)
	}
	return d
}

func (h *house) decide(id chart.DocumentID, f chart.FieldID, v chart.Verdict, value chart.Text) *chart.Dossier {
	h.t.Helper()
	d, err := h.cases.Decide(h.t.Context(), h.s, id, h.load(id).Version, chart.Decision{Field: f, Verdict: v, Value: value})
	if err != nil {
		h.t.Fatal(err)
	}
	return d
}

// ready decides everything.
func (h *house) ready(id chart.DocumentID) *chart.Dossier {
	h.t.Helper()
	h.decide(id, "name", chart.Confirmed, marker)
	return h.decide(id, "mrn", chart.Corrected, "MRN-0042-78")
}

func recordFor(id chart.DocumentID) casestore.SignedRecord {
	return casestore.SignedRecord{ID: "rec-" + string(id), Digest: "d1", Envelope: []byte("envelope " + marker),
		Sealed: []byte("sealed to the hub"), RedactedPDF: []byte("%PDF redacted")}
}

func (h *house) wantKind(what string, err error, want chart.ErrKind) {
	h.t.Helper()
	if got := chart.KindOf(err); got != want {
		h.t.Errorf("%s: want %q, got %q (%v)", what, want, got, err)
	}
}

func (h *house) trail(a chart.Action) (n int) {
	h.t.Helper()
	all, err := h.log.Entries(h.t.Context(), audit.Filter{})
	if err != nil {
		h.t.Fatal(err)
	}
	for _, e := range all {
		if e.Action == a {
			n++
		}
	}
	return n
}

func (h *house) verify() {
	h.t.Helper()
	if r, err := h.log.Verify(h.t.Context(), audit.Keys{}); err != nil || !r.OK {
		h.t.Errorf("want the trail to hold, got %+v, %v", r, err)
	}
}

func (h *house) exec(query string, args ...any) {
	h.t.Helper()
	if err := h.db.Write(h.t.Context(), func(tx *sqlitedb.Tx) error {
		n, err := tx.Change(query, args...)
		if err == nil && n == 0 {
			h.t.Errorf("%s changed nothing", query)
		}
		return err
	}); err != nil {
		h.t.Fatal(err)
	}
}

func readTokens(h *house, out *[][]byte) {
	h.t.Helper()
	if err := h.db.Read(h.t.Context(), func(tx *sqlitedb.Tx) error {
		return tx.Each(`SELECT tokens FROM search_index`, nil, func(r *sqlitedb.Rows) error {
			var b []byte
			err := r.Scan(&b)
			*out = append(*out, bytes.Clone(b))
			return err
		})
	}); err != nil {
		h.t.Fatal(err)
	}
}
