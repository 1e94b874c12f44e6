package wirehub

import (
	"bytes"
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/send/hub"
	"chartproof.org/chartproof/engine/send/record"
	"chartproof.org/chartproof/engine/send/relay"
)

// station is a workstation that a test made up; everything behind the wire is real.
type station struct {
	device  relay.Device
	person  crypto.Signer
	enrol   relay.Enrolment
	mu      sync.Mutex
	waiting []relay.Item
	receipt map[string][]byte
	trail   *memoryTrail
}

func newStation(t *testing.T, id string) *station {
	t.Helper()
	s := &station{receipt: map[string][]byte{}, trail: &memoryTrail{name: id}}
	must := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	tlsKey, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	must(err)
	_, signing, err := ed25519.GenerateKey(rand.Reader)
	must(err)
	_, person, err := ed25519.GenerateKey(rand.Reader)
	must(err)
	skey, vkey, err := note.GenerateKey(rand.Reader, id)
	must(err)
	s.trail.key = vkey
	s.trail.signer, err = note.NewSigner(skey)
	must(err)
	s.device = relay.Device{ID: chart.DeviceID(id), TLS: tlsKey, Signing: signing, VerifierKey: vkey}
	s.person = person
	s.trail.grow(3)
	return s
}

func (s *station) Next(_ context.Context, after int64) (*relay.Item, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, it := range s.waiting {
		if it.Sequence > after && s.receipt[it.Record] == nil {
			return &it, nil
		}
	}
	return nil, nil
}

func (s *station) Tried(context.Context, string, string) error { return nil }

func (s *station) Settled(_ context.Context, id string, receipt []byte) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.receipt[id] = receipt
	return nil
}

// put signs a record and seals it to the hub.
func (s *station) put(t *testing.T, id string, seq int64, person record.Signer) {
	t.Helper()
	payload, err := record.Bundle(record.Input{ID: id, Person: chart.Person{ID: chart.PersonID(person.ID)}, Device: s.device.ID, SignedAt: time.Now(),
		Type: chart.LabReport, Source: chart.Source{MediaType: "application/pdf"}, Redacted: []byte("r"), Original: []byte("o")})
	if err != nil {
		t.Fatal(err)
	}
	env, err := record.Sign(record.PayloadType, payload, person, record.Signer{Role: record.RoleDevice, ID: string(s.device.ID), Key: s.device.Signing})
	if err != nil {
		t.Fatal(err)
	}
	data, _ := env.Marshal()
	sealed, err := record.Seal(s.enrol.SealingKey, record.Address{Record: id, Device: s.device.ID, Sequence: seq}, data)
	if err != nil {
		t.Fatal(err)
	}
	s.waiting = append(s.waiting, relay.Item{Record: id, Sequence: seq, Body: sealed})
}

func (s *station) signer() record.Signer {
	return record.Signer{Role: record.RolePerson, ID: "dana", Key: s.person}
}

func (s *station) relay(t *testing.T) *relay.Relay {
	t.Helper()
	r, err := relay.New(s.device.ID, s.enrol, s.device.TLS, s, s.trail, quiet(), time.Now)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// memoryTrail is an audit log in memory.
type memoryTrail struct {
	name      string
	key       string // that signs now
	signer    note.Signer
	hashes    []tlog.Hash
	size      int64
	steps     map[string]relay.Step // to the next key, by the key before
	witnessed []byte
}

func (m *memoryTrail) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	var out []tlog.Hash
	for _, i := range indexes {
		out = append(out, m.hashes[i])
	}
	return out, nil
}

func (m *memoryTrail) add(leaf []byte) {
	hs, _ := tlog.StoredHashes(m.size, leaf, m)
	m.hashes, m.size = append(m.hashes, hs...), m.size+1
}

func (m *memoryTrail) grow(n int) {
	for range n {
		m.add(fmt.Appendf(nil, "entry %d", m.size))
	}
}

// rotate announces another key in an entry of the action, and signs with it from then on.
func (m *memoryTrail) rotate(t *testing.T, action chart.Action) {
	t.Helper()
	skey, next, err := note.GenerateKey(rand.Reader, m.name)
	if err != nil {
		t.Fatal(err)
	}
	leaf, err := json.Marshal(chart.AuditEntry{Index: m.size, Action: action, Detail: "key=" + next})
	if err != nil {
		t.Fatal(err)
	}
	m.add(leaf)
	signed, size, err := m.Checkpoint(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	proof, err := tlog.ProveRecord(size, size-1, m)
	if err != nil {
		t.Fatal(err)
	}
	if m.steps == nil {
		m.steps = map[string]relay.Step{}
	}
	m.steps[m.key] = relay.Step{Checkpoint: signed, Size: size, Entry: leaf, Proof: proof}
	if m.signer, err = note.NewSigner(skey); err != nil {
		t.Fatal(err)
	}
	m.key = next
	m.grow(1)
}

func (m *memoryTrail) HandOver(_ context.Context, key string) (relay.Step, error) {
	if s, ok := m.steps[key]; ok {
		return s, nil
	}
	return relay.Step{}, chart.E(chart.NotFound, "hand over", errors.New("no such step"))
}

func (m *memoryTrail) Fork(_ context.Context, size int64, root tlog.Hash) (*relay.Fork, error) {
	if own, err := tlog.TreeHash(min(size, m.size), m); err != nil || size <= m.size && own == root {
		return nil, err
	}
	return nil, chart.E(chart.NotFound, "explain another trail", nil)
}

func (m *memoryTrail) Checkpoint(context.Context) ([]byte, int64, error) {
	root, err := tlog.TreeHash(m.size, m)
	if err != nil {
		return nil, 0, err
	}
	signed, err := note.Sign(&note.Note{Text: fmt.Sprintf("%s\n%d\n%s\n", m.name, m.size, base64.StdEncoding.EncodeToString(root[:]))}, m.signer)
	return signed, m.size, err
}

func (m *memoryTrail) Prove(_ context.Context, older, newer int64) (tlog.TreeProof, error) {
	return tlog.ProveTree(newer, older, m)
}

func (m *memoryTrail) Witness(_ context.Context, cosigned []byte, _ string) error {
	m.witnessed = cosigned
	return nil
}

func quiet() *slog.Logger { return slog.New(slog.NewJSONHandler(io.Discard, nil)) }

func start(t *testing.T, dir string) *Hub {
	t.Helper()
	h, err := Start(context.Background(), Options{Dir: dir, Addr: "127.0.0.1:0", Log: quiet()})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func join(t *testing.T, h *Hub, s *station) {
	t.Helper()
	code, err := h.NewCode(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if s.enrol, err = relay.Enrol(context.Background(), h.URL, strings.ToLower(code), s.device); err != nil {
		t.Fatal(err)
	}
}

// TestARecordsWay goes from enrolment to a verified record, with a real hub behind real TLS and a real JetStream.
func TestARecordsWay(t *testing.T) {
	ctx, dir := context.Background(), t.TempDir()
	h := start(t, dir)
	s := newStation(t, "dev-1")
	join(t, h, s)
	s.put(t, "rec-1", 1, s.signer())
	s.put(t, "rec-2", 2, s.signer())
	r := s.relay(t)
	if err := r.Once(ctx); err != nil {
		t.Fatal(err)
	}
	if len(s.receipt) != 2 || s.trail.witnessed == nil {
		t.Fatalf("want 2 receipts and a witnessed trail, got %d and %v", len(s.receipt), s.trail.witnessed != nil)
	}
	if seen, problem := r.Status(); seen.IsZero() || problem != nil {
		t.Errorf("status: seen %v, problem %v", seen, problem)
	}
	admin, err := OpenAdmin(dir)
	if err != nil {
		t.Fatal(err)
	}
	file, err := admin.Record(ctx, "rec-1")
	if err != nil {
		t.Fatal(err)
	}
	rosterText, err := admin.Roster(ctx)
	if err != nil {
		t.Fatal(err)
	}
	var roster record.Roster
	if err := json.Unmarshal(rosterText, &roster); err != nil {
		t.Fatal(err)
	}
	if v, err := record.Verify(file, &roster); err != nil || v.Receipt == nil || v.Person.ID != "dana" {
		t.Errorf("want a record by dana with a receipt, got %+v, %v", v, err)
	}

	// The hub goes down and comes back: the same record sent again, after a lost answer, is kept once.
	if err := h.Close(); err != nil {
		t.Fatal(err)
	}
	h = start(t, dir)
	defer h.Close()
	s.enrol.URL = h.URL
	s.receipt = map[string][]byte{}
	s.trail.grow(5)
	if err := s.relay(t).Once(ctx); err != nil {
		t.Fatal(err)
	}
	admin, err = OpenAdmin(dir)
	if err != nil {
		t.Fatal(err)
	}
	if kept, err := admin.Records(ctx); err != nil || len(kept) != 2 {
		t.Errorf("want 2 records after sending both again, got %d (%v)", len(kept), err)
	}
}

func TestTheHubRefuses(t *testing.T) {
	ctx := context.Background()
	h := start(t, t.TempDir())
	defer h.Close()
	s := newStation(t, "dev-1")
	join(t, h, s)
	s.put(t, "rec-1", 1, s.signer())
	if err := s.relay(t).Once(ctx); err != nil {
		t.Fatal(err)
	}
	second := newStation(t, "dev-2")
	join(t, h, second)

	send := func(name string, want chart.ErrKind, prepare func(s *station)) {
		t.Helper()
		c := &station{device: s.device, person: s.person, enrol: s.enrol, receipt: map[string][]byte{}, trail: s.trail}
		prepare(c)
		if err := c.relay(t).Once(ctx); chart.KindOf(unjoin(err)) != want {
			t.Errorf("%s: want %s, got %v", name, want, err)
		}
		if len(c.receipt) != 0 {
			t.Errorf("%s: a receipt was given", name)
		}
	}
	send("the same id with another body", chart.Conflict, func(c *station) { c.put(t, "rec-1", 1, c.signer()) })
	send("a record of another device", chart.Tampered, func(c *station) {
		c.device.Signing = second.device.Signing
		c.put(t, "rec-3", 3, c.signer())
	})
	send("a known person with another key", chart.Tampered, func(c *station) {
		c.put(t, "rec-4", 4, record.Signer{Role: record.RolePerson, ID: "dana", Key: second.person})
	})
	send("a body that was sealed for another place", chart.Tampered, func(c *station) {
		c.put(t, "rec-5", 5, c.signer())
		c.waiting[0].Sequence = 6
	})
	send("a trail that was rewritten", chart.Tampered, func(c *station) {
		c.trail = &memoryTrail{name: "dev-1", signer: s.trail.signer}
		c.trail.grow(1)
	})
}

// unjoin gives the first error of several.
func unjoin(err error) error {
	if many, ok := err.(interface{ Unwrap() []error }); ok {
		return many.Unwrap()[0]
	}
	return err
}

func TestCodesWorkOnceAndOnlyHere(t *testing.T) {
	ctx := context.Background()
	h, other := start(t, t.TempDir()), start(t, t.TempDir())
	defer h.Close()
	defer other.Close()
	s := newStation(t, "dev-1")
	code, err := h.NewCode(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := relay.Enrol(ctx, other.URL, code, s.device); chart.KindOf(err) != chart.NotAllowed {
		t.Errorf("a code shown to another hub: want not_allowed, got %v", err)
	}
	if _, err := relay.Enrol(ctx, h.URL, code, s.device); err != nil {
		t.Fatal(err)
	}
	if _, err := relay.Enrol(ctx, h.URL, code, s.device); chart.KindOf(err) != chart.NotAllowed {
		t.Errorf("a code used twice: want not_allowed, got %v", err)
	}
	for _, junk := range []string{"", "1234", code + "A", strings.Repeat("-", 39)} {
		if _, err := relay.Enrol(ctx, h.URL, junk, s.device); chart.KindOf(err) != chart.BadInput {
			t.Errorf("%q: want bad_input, got %v", junk, err)
		}
	}
	// Guessing closes the door, for a right code as well.
	own, err := hub.ParseCode(code)
	if err != nil {
		t.Fatal(err)
	}
	wrong := "0000-0000-0000-0000" + own.Text()[19:]
	for range 5 {
		_, _ = relay.Enrol(ctx, h.URL, wrong, s.device)
	}
	fresh, err := h.NewCode(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := relay.Enrol(ctx, h.URL, fresh, s.device); err == nil || !strings.Contains(err.Error(), "too many") {
		t.Errorf("after five guesses: want too many, got %v", err)
	}
}

// TestNobodyGetsInWithoutACertificate asks every path as a stranger, and as a device that asks for what only the
// administrator may.
func TestNobodyGetsInWithoutACertificate(t *testing.T) {
	dir := t.TempDir()
	h := start(t, dir)
	defer h.Close()
	s := newStation(t, "dev-1")
	join(t, h, s)
	ca, _ := x509.ParseCertificate(s.enrol.CA)
	pool := x509.NewCertPool()
	pool.AddCert(ca)
	own := tls.Certificate{Certificate: [][]byte{s.enrol.Certificate}, PrivateKey: s.device.TLS}
	stranger := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool}}}
	device := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool, Certificates: []tls.Certificate{own}}}}
	for _, c := range []struct {
		who          string
		client       *http.Client
		method, path string
		want         int
	}{
		{"stranger", stranger, "GET", hub.PathHealth, 200}, {"stranger", stranger, "GET", hub.PathRecords, 403},
		{"stranger", stranger, "POST", hub.PathRecords, 403}, {"stranger", stranger, "POST", hub.PathCodes, 403},
		{"stranger", stranger, "GET", hub.PathRoster, 403}, {"stranger", stranger, "POST", hub.PathCheckpoints, 403},
		{"device", device, "GET", hub.PathRecords, 403}, {"device", device, "POST", hub.PathCodes, 403},
		{"device", device, "POST", hub.PathRecords, 400}, {"stranger", stranger, "GET", "/", 404},
	} {
		req, _ := http.NewRequestWithContext(context.Background(), c.method, h.URL+c.path, bytes.NewReader(nil))
		res, err := c.client.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		if res.StatusCode != c.want {
			t.Errorf("%s %s %s: want %d, got %d", c.who, c.method, c.path, c.want, res.StatusCode)
		}
	}
}

// TestKeysAreNeverReplaced: a hub whose key file went missing beside its records does not start with new keys.
func TestKeysAreNeverReplaced(t *testing.T) {
	dir := t.TempDir()
	h := start(t, dir)
	if err := h.Close(); err != nil {
		t.Fatal(err)
	}
	key := filepath.Join(dir, keyFile)
	if st, err := os.Stat(key); err != nil || st.Mode().Perm() != 0o600 {
		t.Errorf("the key file: %v %v", st.Mode(), err)
	}
	if err := os.Remove(key); err != nil {
		t.Fatal(err)
	}
	if _, err := Start(context.Background(), Options{Dir: dir, Addr: "127.0.0.1:0", Log: quiet()}); chart.KindOf(err) != chart.Tampered {
		t.Errorf("want tampered, got %v", err)
	}
}
