package relay_test

import (
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strconv"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/send/hub"
	"chartproof.org/chartproof/engine/send/record"
	"chartproof.org/chartproof/engine/send/relay"
)

// A bench is a workstation and a hub that says whatever a test wants it to: enrolment is the hub's own, the answers to
// records and checkpoints are the test's.
type bench struct {
	t      *testing.T
	server *httptest.Server
	real   *hub.Server
	signer record.Signer // of receipts
	device relay.Device
	seen   []string // what reached the hub, in order: method, path, record's id

	record     http.HandlerFunc // nil: takes it and signs the receipt
	checkpoint http.HandlerFunc // nil: witnesses it
	health     http.HandlerFunc // nil: is ready
}

// noon is the time on the workstation's clock.
func noon() time.Time { return time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC) }

func newBench(t *testing.T) *bench {
	t.Helper()
	identity, err := hub.NewIdentity(time.Now())
	must(t, err)
	key, err := rawReceiptKey(identity)
	must(t, err)
	b := &bench{t: t, signer: record.Signer{Role: record.RoleHub, ID: identity.ID, Key: key}, device: newDevice(t, "station-1")}
	b.real = &hub.Server{Identity: identity, Store: values{}, Now: time.Now, Log: quiet()}
	b.server = httptest.NewUnstartedServer(b.handler())
	b.server.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelError) // handshakes that fail on purpose
	b.server.TLS, err = identity.ServerTLS([]string{"127.0.0.1"}, time.Now())
	must(t, err)
	b.server.StartTLS()
	t.Cleanup(b.server.Close)
	return b
}

func (b *bench) handler() http.Handler {
	mux := http.NewServeMux()
	mux.Handle(hub.PathEnrol, b.real.Handler())
	for path, answer := range map[string]func(http.ResponseWriter, *http.Request){
		hub.PathRecords:     func(w http.ResponseWriter, r *http.Request) { pick(b.record, b.take)(w, r) },
		hub.PathCheckpoints: func(w http.ResponseWriter, r *http.Request) { pick(b.checkpoint, witnessed(0))(w, r) },
		hub.PathHealth:      func(w http.ResponseWriter, r *http.Request) { pick(b.health, b.real.Handler().ServeHTTP)(w, r) },
	} {
		mux.HandleFunc(path, answer)
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		what := r.Method + " " + r.URL.Path
		if id := r.Header.Get(hub.HeaderKey); id != "" {
			what += " " + id
		}
		b.seen = append(b.seen, what)
		mux.ServeHTTP(w, r)
	})
}

func pick(own, usual http.HandlerFunc) http.HandlerFunc {
	if own != nil {
		return own
	}
	return usual
}

// take is a hub that keeps every record.
func (b *bench) take(w http.ResponseWriter, r *http.Request) {
	b.receipt(w, r, func(*record.Receipt) {})
}

// receipt answers a record with a signed receipt that bend has changed.
func (b *bench) receipt(w http.ResponseWriter, r *http.Request, bend func(*record.Receipt)) {
	body, err := io.ReadAll(r.Body)
	if err != nil || record.Digest(body) != r.Header.Get(hub.HeaderDigest) {
		b.t.Errorf("the body is not what its digest says: %v", err)
	}
	seq, err := strconv.ParseInt(r.Header.Get(hub.HeaderSequence), 10, 64)
	if err != nil || len(r.TLS.VerifiedChains) == 0 {
		b.t.Errorf("want a sequence number and a certificate, got %q and %d chains", r.Header.Get(hub.HeaderSequence), len(r.TLS.VerifiedChains))
		return
	}
	out := record.Receipt{Record: r.Header.Get(hub.HeaderKey), Device: chart.DeviceID(r.TLS.PeerCertificates[0].Subject.CommonName),
		Sequence: seq, BodySHA256: record.Digest(body), ReceivedAt: noon()}
	bend(&out)
	signed, err := record.SignReceipt(out, b.signer)
	if err != nil {
		b.t.Error(err)
	}
	w.WriteHeader(http.StatusCreated)
	_, _ = w.Write(signed)
}

// says answers with a problem of the hub's.
func says(status int, kind chart.ErrKind) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { answer(w, status, hub.Problem{Kind: kind, Error: "no"}) }
}

func answer(w http.ResponseWriter, status int, v any) {
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v)
}

// code is a new one-time code of the hub.
func (b *bench) code() string {
	b.t.Helper()
	code, err := b.real.NewCode(b.t.Context())
	must(b.t, err)
	return code
}

func (b *bench) enrol() relay.Enrolment {
	b.t.Helper()
	e, err := relay.Enrol(b.t.Context(), b.server.URL, b.code(), b.device)
	must(b.t, err)
	b.seen = nil
	return e
}

// relay is that of an enrolled workstation with an outbox and a trail.
func (b *bench) relay(o relay.Outbox, tr relay.Trail) *relay.Relay {
	b.t.Helper()
	r, err := relay.New(b.device.ID, b.enrol(), b.device.TLS, o, tr, quiet(), noon)
	must(b.t, err)
	return r
}

func newDevice(t *testing.T, id string) relay.Device {
	t.Helper()
	tlsKey, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	must(t, err)
	_, signing, err := ed25519.GenerateKey(rand.Reader)
	must(t, err)
	_, vkey, err := note.GenerateKey(rand.Reader, id)
	must(t, err)
	return relay.Device{ID: chart.DeviceID(id), TLS: tlsKey, Signing: signing, VerifierKey: vkey}
}

// outbox holds records until they are settled.
type outbox struct {
	waiting []relay.Item
	settled map[string][]byte
	tried   []string // record and problem
	asked   chan struct{}
	err     error // of keeping what was settled
}

func box(ids ...string) *outbox {
	o := &outbox{settled: map[string][]byte{}}
	for i, id := range ids {
		o.waiting = append(o.waiting, relay.Item{Record: id, Sequence: int64(i + 1), Body: []byte("sealed " + id)})
	}
	return o
}

func (o *outbox) Next(_ context.Context, after int64) (*relay.Item, error) {
	if o.asked != nil {
		o.asked <- struct{}{}
	}
	for _, it := range o.waiting {
		if it.Sequence > after && o.settled[it.Record] == nil {
			return &it, nil
		}
	}
	return nil, nil
}

func (o *outbox) Tried(_ context.Context, id, problem string) error {
	o.tried = append(o.tried, id+" "+problem)
	return nil
}

func (o *outbox) Settled(_ context.Context, id string, receipt []byte) error {
	if o.err == nil {
		o.settled[id] = receipt
	}
	return o.err
}

// trail is an audit log of which only the size is known here.
type trail struct {
	size      int64
	proofs    [][2]int64 // asked for: from, to
	witnessed []string   // what was kept: the cosigned note and the key
}

func (tr *trail) Checkpoint(context.Context) ([]byte, int64, error) {
	return []byte("size " + strconv.FormatInt(tr.size, 10)), tr.size, nil
}

func (tr *trail) Prove(_ context.Context, older, newer int64) (tlog.TreeProof, error) {
	tr.proofs = append(tr.proofs, [2]int64{older, newer})
	return tlog.TreeProof{{byte(older)}, {byte(newer)}}, nil
}

func (tr *trail) Witness(_ context.Context, cosigned []byte, key string) error {
	tr.witnessed = append(tr.witnessed, string(cosigned)+" by "+key)
	return nil
}

func (tr *trail) HandOver(context.Context, string) (relay.Step, error) {
	return relay.Step{}, chart.E(chart.NotFound, "hand over", nil)
}

func (tr *trail) Fork(context.Context, int64, tlog.Hash) (*relay.Fork, error) { return nil, nil }

// values is the part of a hub's store that enrolment needs.
type values map[string][]byte

func (v values) Get(_ context.Context, b hub.Bucket, key string) ([]byte, uint64, error) {
	data, ok := v[string(b)+"/"+key]
	if !ok {
		return nil, 0, chart.E(chart.NotFound, "get", nil)
	}
	return data, 1, nil
}

func (v values) Put(_ context.Context, b hub.Bucket, key string, value []byte, _ uint64) error {
	v[string(b)+"/"+key] = value
	return nil
}

func (values) Ready(context.Context) error { return nil }

func (values) PutRecord(context.Context, hub.Kept, []byte) (hub.Kept, error) {
	return hub.Kept{}, chart.E(chart.Internal, "the test answers records", nil)
}

func (values) Record(context.Context, string) (hub.Kept, []byte, error) {
	return hub.Kept{}, nil, chart.E(chart.NotFound, "record", nil)
}

func (values) Records(context.Context) ([]hub.Kept, error) { return nil, nil }

func (values) Keys(context.Context, hub.Bucket) ([]string, error) { return nil, nil }

func rawReceiptKey(h *hub.Identity) (crypto.Signer, error) {
	key, err := x509.ParsePKCS8PrivateKey(h.ReceiptKey)
	if err != nil {
		return nil, err
	}
	return key.(crypto.Signer), nil
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func quiet() *slog.Logger { return slog.New(slog.DiscardHandler) }
