//go:build cgo

package wire

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"
	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"

	"chartproof.org/chartproof/app/wirehub"
	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/read/worker/child"
	"chartproof.org/chartproof/storage/vault"
	"chartproof.org/chartproof/ui/present"
)

func TestMain(m *testing.M) {
	child.RunIfAsked()
	os.Exit(m.Run())
}

const password = "a sentence as password"

// patience bounds every wait; a machine under load needs it, a broken desk runs into it.
const patience = 90 * time.Second

// memoryKeyring is the keyring of the OS account, for as long as the test lasts.
type memoryKeyring struct {
	mu      sync.Mutex
	secrets map[string][]byte
}

func (*memoryKeyring) Kind() string { return "memory" }

func (k *memoryKeyring) Get(_ context.Context, account string) ([]byte, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if s, ok := k.secrets[account]; ok {
		return bytes.Clone(s), nil
	}
	return nil, chart.E(chart.NotFound, "read keyring", nil)
}

func (k *memoryKeyring) Set(_ context.Context, account string, secret []byte) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.secrets == nil {
		k.secrets = map[string][]byte{}
	}
	k.secrets[account] = bytes.Clone(secret)
	return nil
}

func (k *memoryKeyring) Delete(_ context.Context, account string) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	delete(k.secrets, account)
	return nil
}

// room is a workspace with a desk in it that can be closed and opened again.
type room struct {
	*Desk
	t       *testing.T
	dir     string
	keyring memoryKeyring
	secret  string // of ada's authenticator
	reads   *remembering

	mu  sync.Mutex
	now time.Time
}

// Now stands still but for forward, so that every authenticator code is one that was not used yet.
func (r *room) Now() time.Time {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.now
}

func (r *room) forward(d time.Duration) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.now = r.now.Add(d)
}

func newRoom(t *testing.T) *room {
	t.Helper()
	r := &room{t: t, dir: filepath.Join(t.TempDir(), "workspace"), now: time.Now()}
	r.open()
	t.Cleanup(func() { r.close() })
	return r
}

// setUpRoom is a workspace with ada, who has all of a first person's roles, at the desk.
func setUpRoom(t *testing.T) *room {
	t.Helper()
	r := newRoom(t)
	e, err := r.SetUp(t.Context(), present.SetUp{Practice: "Oak Street Clinic", DisplayName: "Ada", Login: "ada", Password: password, Validators: chart.OneValidate})
	r.must(err)
	r.secret = e.Secret
	_, err = r.ConfirmSetUp(t.Context(), r.code(e.Secret))
	r.must(err)
	return r
}

func (r *room) open() {
	r.t.Helper()
	d, err := OpenDesk(r.t.Context(), DeskOptions{Dir: r.dir, Keyring: &r.keyring, HubAddress: "127.0.0.1:0", Version: Version,
		Jobs: 1, Iterations: 1000, Now: r.Now})
	r.must(err)
	r.reads = &remembering{Reader: d.stage.Reader}
	d.stage.Reader = r.reads
	r.Desk = d
}

func (r *room) close() {
	if r.Desk != nil {
		if err := r.Desk.Close(); err != nil {
			r.t.Errorf("close: %v", err)
		}
		r.Desk = nil
	}
}

func (r *room) must(err error) {
	r.t.Helper()
	if err != nil {
		r.t.Fatal(err)
	}
}

func (r *room) code(secret string) string {
	r.t.Helper()
	c, err := totp.GenerateCode(secret, r.Now())
	r.must(err)
	return c
}

func (r *room) signIn(login, secret string) {
	r.t.Helper()
	r.forward(time.Minute)
	_, err := r.SignIn(r.t.Context(), login, password, r.code(secret))
	r.must(err)
}

// person adds somebody with roles and gives the authenticator's secret.
func (r *room) person(login string, roles ...chart.Role) string {
	r.t.Helper()
	p, err := r.vault.AddPerson(r.t.Context(), r.session, vault.NewPerson{Login: login, DisplayName: login, Password: password, Roles: roles})
	r.must(err)
	secret := p.Secret
	ses, err := p.Confirm(r.t.Context(), r.code(secret))
	r.must(err)
	ses.Close()
	return secret
}

// await looks whenever the desk says that something changed, and often enough for what it does not tell.
func (r *room) await(what string, done func() bool) {
	r.t.Helper()
	deadline, tick := time.After(patience), time.NewTicker(50*time.Millisecond)
	defer tick.Stop()
	for !done() {
		select {
		case <-r.Changed():
		case <-tick.C:
		case <-deadline:
			r.t.Fatalf("waited %v for: %s", patience, what)
		}
	}
}

func (r *room) waiting() int {
	r.t.Helper()
	st, err := r.Outbox(r.t.Context())
	r.must(err)
	return st.Waiting
}

func (r *room) list() []chart.Summary {
	r.t.Helper()
	l, err := r.List(r.t.Context(), present.Filter{})
	r.must(err)
	return l
}

// drop writes a file into a folder of its own, older than the watch's pause.
func drop(t *testing.T, dir, name string, data []byte) string {
	t.Helper()
	if dir == "" {
		dir = t.TempDir()
	}
	path := filepath.Join(dir, name)
	part := filepath.Join(t.TempDir(), "part")
	if err := os.WriteFile(part, data, 0o600); err != nil {
		t.Fatal(err)
	}
	old := time.Now().Add(-time.Hour)
	if err := os.Chtimes(part, old, old); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(part, path); err != nil {
		t.Fatal(err)
	}
	return path
}

// scan draws a small chart; n makes its bytes and its patient's number unlike every other's.
func scan(t *testing.T, n int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, page(t, n)); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func page(t *testing.T, n int) *image.Gray {
	t.Helper()
	lines := []string{"REFERRAL", "", "Patient Name: Nora Quimby", "Date of Birth: 03/14/1961", fmt.Sprintf("MRN: %d", 48213000+n),
		"Phone: (555) 555-0123", "Allergies: Penicillin", "Diagnosis: Essential hypertension I10", "Please see this patient for a cardiology visit."}
	f, err := opentype.Parse(goregular.TTF)
	if err != nil {
		t.Fatal(err)
	}
	face, err := opentype.NewFace(f, &opentype.FaceOptions{Size: 46, DPI: 72, Hinting: font.HintingFull})
	if err != nil {
		t.Fatal(err)
	}
	img := image.NewGray(image.Rect(0, 0, 1300, 90*len(lines)+80))
	for i := range img.Pix {
		img.Pix[i] = 255
	}
	d := font.Drawer{Dst: img, Src: image.NewUniform(color.Black), Face: face}
	for i, line := range lines {
		d.Dot = fixed.P(80, 90*i+90)
		d.DrawString(line)
	}
	return img
}

// bringIn imports one small chart, which is read once for all tests, and gives its one document.
func (r *room) bringIn(n int) *chart.Dossier {
	r.t.Helper()
	r.reads.on.Store(true)
	defer r.reads.on.Store(false)
	report, err := r.Import(r.t.Context(), []string{drop(r.t, "", "chart.png", scan(r.t, n))}, false, nil)
	r.must(err)
	if f := report.Files[0]; f.Refusal != nil || len(f.Documents) != 1 {
		r.t.Fatalf("want one document, got %+v", f)
	}
	d, err := r.Open(r.t.Context(), report.Files[0].Documents[0])
	r.must(err)
	return d
}

// decideAll confirms what needs a person, and corrects the first field.
func (r *room) decideAll(d *chart.Dossier) *chart.Dossier {
	r.t.Helper()
	if len(d.Document.Fields) == 0 {
		r.t.Fatal("the drawn chart has no fields; this proves nothing")
	}
	for i, f := range d.Document.Fields {
		dec := chart.Decision{Field: f.ID, Verdict: chart.Confirmed, Value: f.Value}
		switch {
		case i == 0:
			dec.Verdict, dec.Value = chart.Corrected, "Quimby, Nora Jane"
		case !d.NeedsPerson(f):
			continue
		case f.Value == "":
			dec.Verdict = chart.NotOnPage
		}
		next, err := r.Decide(r.t.Context(), d.ID, d.Version, dec)
		r.must(err)
		d = next
	}
	return d
}

// ready is a document with nothing left to decide.
func (r *room) ready(n int) *chart.Dossier {
	r.t.Helper()
	return r.decideAll(r.bringIn(n))
}

// elsewhere is the practice's hub on another computer.
func elsewhere(t *testing.T) *wirehub.Hub {
	t.Helper()
	h, err := wirehub.Start(t.Context(), wirehub.Options{Dir: t.TempDir(), Addr: "127.0.0.1:0", Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = h.Close() })
	return h
}

func code(t *testing.T, h *wirehub.Hub) string {
	t.Helper()
	c, err := h.NewCode(context.WithoutCancel(t.Context()))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func wantKind(t *testing.T, what string, err error, want chart.ErrKind) {
	t.Helper()
	if got := chart.KindOf(err); got != want {
		t.Errorf("%s: want %q, got %q (%v)", what, want, got, err)
	}
}
