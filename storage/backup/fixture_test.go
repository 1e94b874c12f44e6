package backup_test

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/fips140"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/storage/audit"
	"chartproof.org/chartproof/storage/backup"
	"chartproof.org/chartproof/storage/blob"
	"chartproof.org/chartproof/storage/casestore"
	"chartproof.org/chartproof/storage/rowseal"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/storage/vault"

	"github.com/pquerna/otp/totp"
)

const (
	password   = "correct horse battery"
	passphrase = "a passphrase for the drive"
	marker     = "Zyxwvut Quarkmarker" // a patient who must not be found on any drive
	practice   = "Oak Street Clinic"
)

var start = time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)

// ring is the keyring of the OS account.
type ring struct {
	mu sync.Mutex
	m  map[string][]byte
}

func newRing() *ring { return &ring{m: map[string][]byte{}} }

func (*ring) Kind() string { return "os" }

func (k *ring) Get(_ context.Context, account string) ([]byte, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if b, ok := k.m[account]; ok {
		return bytes.Clone(b), nil
	}
	return nil, chart.E(chart.NotFound, "memory keyring", nil)
}

func (k *ring) Set(_ context.Context, account string, secret []byte) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.m[account] = bytes.Clone(secret)
	return nil
}

func (k *ring) Delete(_ context.Context, account string) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	delete(k.m, account)
	return nil
}

// signing stands for the DSSE envelopes that app/wire makes.
type signing struct {
	key    *ecdsa.PrivateKey
	device chart.DeviceID
}

type envelope struct {
	Type, Device string
	Payload, Sig []byte
}

func (s signing) Sign(payloadType string, payload []byte) ([]byte, error) {
	sum := sha256.Sum256(append([]byte(payloadType), payload...))
	sig, err := ecdsa.SignASN1(rand.Reader, s.key, sum[:])
	if err != nil {
		return nil, err
	}
	return json.Marshal(envelope{payloadType, string(s.device), payload, sig})
}

func (s signing) Open(payloadType string, signed []byte) ([]byte, chart.DeviceID, error) {
	var e envelope
	if err := json.Unmarshal(signed, &e); err != nil {
		return nil, "", err
	}
	sum := sha256.Sum256(append([]byte(payloadType), e.Payload...))
	if !ecdsa.VerifyASN1(&s.key.PublicKey, sum[:], e.Sig) {
		return nil, "", chart.E(chart.Tampered, "verify", errors.New("the signature does not hold"))
	}
	return e.Payload, chart.DeviceID(e.Device), nil
}

// house is a whole workspace.
type house struct {
	t      testing.TB
	dir    string
	ring   vault.Keyring
	ticks  time.Duration
	db     *sqlitedb.DB
	log    *audit.Log
	seals  *rowseal.Seals
	v      *vault.Vault
	blobs  *blob.Store
	cases  *casestore.Store
	s      *vault.Session
	secret string
	keys   backup.Keys
	sign   signing
}

func (h *house) now() time.Time { return start.Add(h.ticks) }

func newHouse(t testing.TB) *house {
	h := &house{t: t, dir: filepath.Join(t.TempDir(), "workspace"), ring: newRing(), keys: backup.NewKeys()}
	h.setUp()
	return h
}

func (h *house) setUp() {
	h.t.Helper()
	h.open()
	h.t.Cleanup(func() { _ = h.db.Close() })
	p, err := h.v.Begin(h.t.Context(), practice, vault.NewPerson{Login: "ada", DisplayName: "Ada", Password: password})
	h.must(err)
	h.secret = p.Secret
	h.s, err = p.Confirm(h.t.Context(), h.code())
	h.must(err)
	d, err := h.v.Device(h.t.Context())
	h.must(err)
	h.sign.device = d.ID
	h.sign.key, err = ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	h.must(err)
}

func (h *house) must(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

func (h *house) open() {
	h.t.Helper()
	h.must(h.tryOpen())
}

func (h *house) tryOpen() (err error) {
	db, err := sqlitedb.Open(h.t.Context(), h.dir)
	if err != nil {
		return err
	}
	h.db = db
	h.log = audit.New(h.db, h.now)
	h.seals = rowseal.New(h.db, h.log)
	h.v = vault.New(h.db, h.log, vault.Options{Keyring: h.ring, Now: h.now, Iterations: 1000, Rows: h.seals})
	if h.blobs, err = blob.Attach(h.db); err != nil {
		return err
	}
	h.cases = casestore.New(h.db, h.log, h.blobs, h.now)
	return nil
}

func (h *house) close() {
	h.t.Helper()
	if h.s != nil {
		h.s.Close()
	}
	h.v.Close()
	h.must(h.db.Close())
}

func (h *house) code() (c string) {
	h.t.Helper()
	h.ticks += 31 * time.Second
	var err error
	fips140.WithoutEnforcement(func() { c, err = totp.GenerateCode(h.secret, h.now()) })
	h.must(err)
	return c
}

func (h *house) signIn() {
	h.t.Helper()
	var err error
	h.s, err = h.v.SignIn(h.t.Context(), "ada", password, h.code())
	h.must(err)
}

func (h *house) workspace() string {
	d, err := h.v.Device(h.t.Context())
	h.must(err)
	return d.Workspace
}

// document brings one file with a page in and gives its one document.
func (h *house) document(content string) chart.DocumentID {
	h.t.Helper()
	ctx := h.t.Context()
	sum := sha256.Sum256([]byte(content))
	got, err := h.cases.NewImport(ctx, h.s, chart.Source{SHA256: hex.EncodeToString(sum[:]), MediaType: "application/pdf", Bytes: int64(len(content))}, []byte(content))
	h.must(err)
	h.must(h.cases.MarkReading(ctx, h.s, got.ID))
	page := chart.Page{Number: 1, Width: 2550, Height: 3300, DPI: 300, Words: []chart.Word{
		{Text: marker, Confidence: 0.99, Box: geom.Box{X0: 0.1, Y0: 0.1, X1: 0.2, Y1: 0.2}, Engines: []chart.Engine{chart.Tesseract}}}}
	h.must(h.cases.AddPage(ctx, h.s, got.ID, page, []byte("picture "+content)))
	field := func(id chart.FieldID, name chart.FieldName, value chart.Text) chart.Field {
		return chart.Field{ID: id, Name: name, Value: value, Confidence: 0.5, Page: 1, NeedsReview: true}
	}
	ids, err := h.cases.FinishImport(ctx, h.s, got.ID, []casestore.DocumentDraft{{
		Document: chart.Document{Type: chart.LabReport, TypeConfidence: 0.9, Pages: []int{1}, Fields: []chart.Field{
			field("name", chart.PatientName, marker), field("mrn", chart.MRN, "MRN-0042-77")}},
		Spans: []chart.Span{{Kind: chart.Name, Text: marker, Page: 1, Boxes: []geom.Box{{X0: 0.1, Y0: 0.1, X1: 0.2, Y1: 0.2}}, Redacted: true}},
	}})
	h.must(err)
	return ids[0]
}

func (h *house) documents(n int) (out []chart.DocumentID) {
	h.t.Helper()
	for i := range n {
		out = append(out, h.document(fmt.Sprintf("chart %d", i)))
	}
	return out
}

func (h *house) decide(id chart.DocumentID, f chart.FieldID, v chart.Text) {
	h.t.Helper()
	d, err := h.cases.Load(h.t.Context(), h.s, id)
	h.must(err)
	_, err = h.cases.Decide(h.t.Context(), h.s, id, d.Version, chart.Decision{Field: f, Verdict: chart.Corrected, Value: v})
	h.must(err)
}

func (h *house) target(drive string) *backup.Target {
	h.t.Helper()
	t, err := backup.Prepare(drive, h.workspace(), h.dir, passphrase, h.keys, 1000)
	h.must(err)
	return t
}

func (h *house) job(t *backup.Target) backup.Job {
	h.t.Helper()
	return backup.Job{DB: h.db, Target: t, Keys: h.keys, Signing: h.sign, Freeze: h.v.Entries, Workspace: h.workspace(),
		Device: h.sign.device, Program: "test", Now: h.now}
}

func (h *house) backup(t *backup.Target) backup.Result {
	h.t.Helper()
	r, err := backup.Make(h.t.Context(), h.job(t))
	h.must(err)
	return r
}

func (h *house) whole(anchor *rowseal.Anchor) backup.Workspace {
	return backup.Workspace{DB: h.db, Log: h.log, Seals: h.seals, Blobs: h.blobs, Anchor: anchor}
}
