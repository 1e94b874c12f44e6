//go:build cgo && pkcs11

package wire

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/access"
	"chartproof.org/chartproof/ui/present"
)

const pin = "246810"

// softHSM makes a SoftHSM token of its own and gives how it is reached, and its folder.
func softHSM(t *testing.T) (CardReader, string) {
	t.Helper()
	dir := t.TempDir()
	tokens, conf := filepath.Join(dir, "tokens"), filepath.Join(dir, "softhsm2.conf")
	if err := os.Mkdir(tokens, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(conf, []byte("directories.tokendir = "+tokens+"\nobjectstore.backend = file\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("SOFTHSM2_CONF", conf)
	if out, err := exec.Command("softhsm2-util", "--init-token", "--free", "--label", "card", "--so-pin", "12345678", "--pin", pin).CombinedOutput(); err != nil {
		t.Fatalf("softhsm2-util (Debian softhsm2): %v\n%s", err, out)
	}
	return CardReader{Library: "/usr/lib/softhsm/libsofthsm2.so"}, tokens
}

// next is ada's next code.
func (r *room) next() string {
	r.forward(time.Minute)
	return r.code(r.secret)
}

func TestACardSignsInAndTakingItOutLocks(t *testing.T) {
	r := setUpRoom(t)
	ctx := t.Context()
	reader, tokens := softHSM(t)
	id, err := r.EnrolCard(ctx, reader, pin, password, r.next())
	r.must(err)
	if cards, err := r.Cards(ctx); err != nil || len(cards) != 1 || cards[id].IsZero() {
		t.Errorf("want the card listed, got %v (%v)", cards, err)
	}
	r.must(r.SignOut(ctx))
	_, err = r.SignInCard(ctx, reader, "000000")
	wantKind(t, "a wrong PIN", err, chart.NotAllowed)
	who, err := r.SignInCard(ctx, reader, pin)
	if err != nil || who.Login != "ada" {
		t.Fatalf("want ada in, got %v", err)
	}
	if err := os.RemoveAll(tokens); err != nil { // what pulling the card is to SoftHSM
		t.Fatal(err)
	}
	r.await("the lock after the card was taken out", func() bool {
		_, err := r.RecoverySet(ctx)
		return chart.KindOf(err) == chart.Locked
	})
}

// A guarded zone opens where its module is connected, in this visit and in later ones, and nowhere else.
func TestTokensOpenWhereTheirModuleIsConnected(t *testing.T) {
	r := setUpRoom(t)
	ctx := t.Context()
	reader, _ := softHSM(t)
	doc := r.bringIn(1)
	note := func(when string, kind chart.ErrKind) {
		t.Helper()
		if _, err := r.Restrictions(ctx); chart.KindOf(err) != kind {
			t.Errorf("%s: want %q, got %v", when, kind, err)
		}
	}
	r.must(r.Restrict(ctx, present.NewRestriction{Kind: access.NoRelease, Document: doc.ID, Note: "her own wish"})) // read in the tokens' zone
	r.must(r.GuardTokens(ctx, reader, pin, password, true))
	note("after the guard was put up", "")
	if zones, connected, err := r.GuardedZones(ctx); err != nil || !connected || len(zones) != 1 || zones[0] != chart.Tokens {
		t.Errorf("want the tokens' zone guarded and its module there, got %v, %t, %v", zones, connected, err)
	}
	r.as("ada", r.secret)
	note("at the next visit, without the module", chart.MissingTool)
	r.must(r.ConnectModule(ctx, reader, pin))
	note("with the module", "")
	r.close()
	r.open()
	r.signIn("ada", r.secret)
	note("after a restart", chart.MissingTool)
	r.must(r.ConnectModule(ctx, reader, pin))
	r.must(r.GuardTokens(ctx, reader, pin, password, false))
	r.as("ada", r.secret)
	note("after the guard was taken off", "")
}

func TestAModuleRecoversADesk(t *testing.T) {
	r := setUpRoom(t)
	ctx := t.Context()
	reader, _ := softHSM(t)
	r.must(r.PutModuleRecovery(ctx, reader, pin, password))
	r.must(r.GuardTokens(ctx, reader, pin, password, true))
	r.close()
	r.keyring.secrets = nil
	r.open()
	e, err := r.RecoverModule(ctx, reader, pin, present.NewColleague{Login: "grace", DisplayName: "Grace", Password: password})
	r.must(err)
	who, _, err := r.ConfirmRecovery(ctx, r.code(e.Secret))
	if err != nil || who.Login != "grace" {
		t.Errorf("want grace in, got %+v (%v)", who, err)
	}
}

// The gate says what is wrong with a card, lets its person in, and asks for the module where the person's work needs it.
func TestTheGateTakesACardAndAsksForTheModule(t *testing.T) {
	r := setUpRoom(t)
	ctx := t.Context()
	reader, tokens := softHSM(t)
	if st, err := r.Gate(ctx); err != nil || st.Card {
		t.Errorf("want no card offered where none is set up, got %v (%v)", st.Card, err)
	}
	r.opts.Card, r.opts.Module = reader, reader
	if st, err := r.Gate(ctx); err != nil || !st.Card {
		t.Errorf("want the card offered, got %v (%v)", st.Card, err)
	}
	_, err := r.EnterByCard(ctx, pin)
	wantWhy(t, "a card without a key", err, chart.CardNoKey)
	_, err = r.EnrolCard(ctx, reader, pin, password, r.next())
	r.must(err)
	r.must(r.GuardTokens(ctx, reader, pin, password, true))
	r.as("ada", r.secret)
	if waits, err := r.ModuleWaits(ctx); err != nil || !waits {
		t.Errorf("want the module asked for, got %t (%v)", waits, err)
	}
	wantWhy(t, "a wrong PIN of the module", r.ConnectGuard(ctx, "000000"), chart.CardWrongPIN)
	r.must(r.ConnectGuard(ctx, pin))
	if waits, err := r.ModuleWaits(ctx); err != nil || waits {
		t.Errorf("want it asked for no more, got %t (%v)", waits, err)
	}
	r.must(r.SignOut(ctx))
	r.must(r.CardThere(ctx))
	_, err = r.EnterByCard(ctx, "000000")
	var f *chart.CardFault
	if wantWhy(t, "a wrong PIN", err, chart.CardWrongPIN); errors.As(err, &f) && f.Left != chart.TriesFew { // SoftHSM counts no further
		t.Errorf("want what the token tells of the tries, got %d", f.Left)
	}
	if who, err := r.EnterByCard(ctx, pin); err != nil || who.Login != "ada" {
		t.Fatalf("want ada in, got %v", err)
	}
	if waits, err := r.ModuleWaits(ctx); err != nil || waits {
		t.Errorf("want no PIN asked where the card is the module, got %t (%v)", waits, err)
	}
	r.must(r.SignOut(ctx))
	if err := os.RemoveAll(tokens); err != nil {
		t.Fatal(err)
	}
	r.opts.Card.Library = filepath.Join(t.TempDir(), "none.so")
	wantWhy(t, "no library", r.CardThere(ctx), chart.CardNoLibrary)
}

func wantWhy(t *testing.T, name string, err error, why chart.CardWhy) {
	t.Helper()
	var f *chart.CardFault
	if !errors.As(err, &f) || f.Why != why {
		t.Errorf("%s: want %q, got %v", name, why, err)
	}
}
