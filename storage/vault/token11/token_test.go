//go:build pkcs11

package token11_test

import (
	"bytes"
	"context"
	"crypto/ecdh"
	"crypto/hpke"
	"crypto/rand"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/vault/token11"
)

const (
	library = "/usr/lib/softhsm/libsofthsm2.so"
	pin     = "246810"
)

// newToken makes a SoftHSM token of its own in a folder of its own.
func newToken(t testing.TB, label string) (dir string) {
	t.Helper()
	dir = t.TempDir()
	tokens := filepath.Join(dir, "tokens")
	if err := os.Mkdir(tokens, 0o700); err != nil {
		t.Fatal(err)
	}
	conf := filepath.Join(dir, "softhsm2.conf")
	if err := os.WriteFile(conf, []byte("directories.tokendir = "+tokens+"\nobjectstore.backend = file\nlog.level = ERROR\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("SOFTHSM2_CONF", conf)
	initToken(t, label)
	return tokens
}

func initToken(t testing.TB, label string) {
	t.Helper()
	out, err := exec.Command("softhsm2-util", "--init-token", "--free", "--label", label, "--so-pin", "12345678", "--pin", pin).CombinedOutput()
	if err != nil {
		t.Fatalf("softhsm2-util (Debian softhsm2): %v\n%s", err, out)
	}
}

func load(t testing.TB) *token11.Module {
	t.Helper()
	m, err := token11.Load(library)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := m.Close(); err != nil {
			t.Error(err)
		}
	})
	return m
}

func open(t testing.TB, m *token11.Module, label string) *token11.Token {
	t.Helper()
	tok, err := m.Open(label, pin)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = tok.Close() })
	return tok
}

func wantKind(t *testing.T, what string, err error, want chart.ErrKind) {
	t.Helper()
	if got := chart.KindOf(err); got != want {
		t.Errorf("%s: want %q, got %q (%v)", what, want, got, err)
	}
}

func TestAKeyThatNeverLeavesTheTokenOpensWhatWasSealedToIt(t *testing.T) {
	newToken(t, "clinic")
	m := load(t)
	tok := open(t, m, "clinic")
	_, err := tok.Key("recovery")
	wantKind(t, "a key that is not there", err, chart.NotFound)
	made, err := tok.MakeKey("recovery")
	if err != nil {
		t.Fatal(err)
	}
	_, err = tok.MakeKey("recovery")
	wantKind(t, "a second key of the label", err, chart.Conflict)
	sealTo, err := hpke.NewDHKEMPublicKey(made.PublicKey())
	if err != nil {
		t.Fatal(err)
	}
	want := []byte("thirty-two bytes of a zone's key")
	sealed, err := hpke.Seal(sealTo, hpke.HKDFSHA256(), hpke.AES256GCM(), []byte("place"), want)
	if err != nil {
		t.Fatal(err)
	}
	if err := tok.Close(); err != nil {
		t.Fatal(err)
	}
	tok = open(t, m, "")
	found, err := tok.Key("")
	if err != nil {
		t.Fatal(err)
	}
	private, err := hpke.NewDHKEMPrivateKey(found)
	if err != nil {
		t.Fatal(err)
	}
	got, err := hpke.Open(private, hpke.HKDFSHA256(), hpke.AES256GCM(), []byte("place"), sealed)
	if err != nil || !bytes.Equal(got, want) {
		t.Fatalf("want what was sealed, got %q (%v)", got, err)
	}
	if _, err := hpke.Open(private, hpke.HKDFSHA256(), hpke.AES256GCM(), []byte("elsewhere"), sealed); err == nil {
		t.Error("want nothing opened in another place")
	}
}

func TestTheAgreementIsThatOfTheStandardLibrary(t *testing.T) {
	newToken(t, "clinic")
	k, err := open(t, load(t), "clinic").MakeKey("a")
	if err != nil {
		t.Fatal(err)
	}
	for range 20 {
		other, err := ecdh.P256().GenerateKey(rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		want, err := other.ECDH(k.PublicKey())
		if err != nil {
			t.Fatal(err)
		}
		if got, err := k.ECDH(other.PublicKey()); err != nil || !bytes.Equal(got, want) {
			t.Fatalf("want the same secret, got %x (%v)", got, err)
		}
	}
	x, err := ecdh.P384().GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	_, err = k.ECDH(x.PublicKey())
	wantKind(t, "another curve", err, chart.BadInput)
}

func TestWrongPINLibraryAndToken(t *testing.T) {
	newToken(t, "one")
	initToken(t, "two")
	m := load(t)
	slots, err := m.Slots()
	if err != nil || len(slots) != 2 || slots[0].Label+slots[1].Label != "onetwo" && slots[0].Label+slots[1].Label != "twoone" {
		t.Fatalf("want the two tokens, got %+v (%v)", slots, err)
	}
	_, err = m.Open("one", "000000")
	wantKind(t, "a wrong PIN", err, chart.NotAllowed)
	if err != nil && strings.Contains(err.Error(), "000000") {
		t.Errorf("the error quotes the PIN: %v", err)
	}
	_, err = m.Open("three", pin)
	wantKind(t, "a token that is not there", err, chart.NotFound)
	_, err = m.Open("", pin)
	wantKind(t, "no label with two tokens", err, chart.Conflict)
	tok := open(t, m, "one")
	_, err = m.Open("one", "000000")
	wantKind(t, "a wrong PIN while signed in", err, chart.NotAllowed)
	if tok.Present() {
		t.Error("a wrong PIN while signed in: want the token signed out")
	}
	_, err = token11.Load(filepath.Join(t.TempDir(), "no.so"))
	wantKind(t, "no library", err, chart.MissingTool)
}

func TestATokenThatIsTakenOutIsGone(t *testing.T) {
	tokens := newToken(t, "clinic")
	tok := open(t, load(t), "clinic")
	k, err := tok.MakeKey("a")
	if err != nil {
		t.Fatal(err)
	}
	if !tok.Present() {
		t.Fatal("want the token there")
	}
	if err := os.RemoveAll(tokens); err != nil { // what pulling the card is to SoftHSM
		t.Fatal(err)
	}
	gone := make(chan struct{})
	tick := make(chan time.Time, 1)
	tick <- time.Time{}
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	token11.Watch(ctx, tick, tok.Present, func() { close(gone) })
	select {
	case <-gone:
	default:
		t.Fatal("the token was taken out: want it noticed at the next tick")
	}
	if _, err := k.ECDH(k.PublicKey()); err == nil {
		t.Error("a key of a token that was taken out: want an error")
	}
}

func BenchmarkOpenWithToken(b *testing.B) {
	newToken(b, "clinic")
	k, err := open(b, load(b), "clinic").MakeKey("a")
	if err != nil {
		b.Fatal(err)
	}
	public, err := hpke.NewDHKEMPublicKey(k.PublicKey())
	if err != nil {
		b.Fatal(err)
	}
	private, err := hpke.NewDHKEMPrivateKey(k)
	if err != nil {
		b.Fatal(err)
	}
	sealed, err := hpke.Seal(public, hpke.HKDFSHA256(), hpke.AES256GCM(), nil, make([]byte, 32))
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := hpke.Open(private, hpke.HKDFSHA256(), hpke.AES256GCM(), nil, sealed); err != nil {
			b.Fatal(err)
		}
	}
}
