package vault_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/audit"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/storage/vault"
	"chartproof.org/chartproof/storage/vault/recovery"
)

// set makes a set and gives its cards as they would be typed from paper.
func (h *house) set(s *vault.Session, needs, n int) []recovery.Card {
	h.t.Helper()
	set, err := s.NewRecoverySet(h.t.Context(), password, needs, n)
	if err != nil {
		h.t.Fatal(err)
	}
	var out []recovery.Card
	var last []string
	for _, c := range set.Cards {
		w := c.Words()
		typed, err := recovery.Parse(w[:])
		if err != nil {
			h.t.Fatal(err)
		}
		out, last = append(out, typed), append(last, w[recovery.Lines-1])
	}
	if err := set.Confirm(h.t.Context(), last); err != nil {
		h.t.Fatal(err)
	}
	return out
}

func key(c ...recovery.Card) vault.RecoveryKey { return vault.RecoveryKey{Cards: c} }

var rescuer = vault.NewPerson{Login: "rescuer", DisplayName: "R.", Password: password + "rescuer"}

func (h *house) recover(k vault.RecoveryKey) *vault.Session {
	h.t.Helper()
	p, err := h.v.BeginRecovery(h.t.Context(), k, rescuer)
	return h.confirm("rescuer", p, err)
}

// lose is a machine whose keyring is empty.
func (h *house) lose() {
	h.t.Helper()
	h.keyring = &memKeyring{secrets: map[string][]byte{}}
	h.reopen()
}

func fault(err error) recovery.Fault {
	var m *recovery.Mistake
	if errors.As(err, &m) {
		return m.Fault
	}
	return ""
}

// subsets gives every choice of k out of n.
func subsets(n, k int) (out [][]int) {
	for set := range 1 << n {
		var one []int
		for i := range n {
			if set>>i&1 == 1 {
				one = append(one, i)
			}
		}
		if len(one) == k {
			out = append(out, one)
		}
	}
	return out
}

func TestSharesOpenAWorkspaceThatLostItsKeyring(t *testing.T) {
	h := newHouse(t)
	ada := h.setUp()
	cell := vault.Cell{Table: "t", Column: "c", Row: "r"}
	values := map[string][]byte{"before": h.sealed(ada, "before", chart.Working, "sealed before the set")}
	cards := h.set(ada, 3, 5)
	// Everything goes on after the papers were printed: a zone rotates, the month ends, something is shredded.
	if _, err := h.v.RotateZone(t.Context(), ada, chart.Working, vault.Scheduled); err != nil {
		t.Fatal(err)
	}
	values["rotated"] = h.sealed(ada, "rotated", chart.Working, "sealed after a rotation")
	if err := h.v.RotateMachine(t.Context(), ada, vault.Suspected); err != nil {
		t.Fatal(err)
	}
	h.now = h.now.AddDate(0, 1, 3)
	ada = h.signIn("ada", password)
	values["month"] = h.sealed(ada, "month", chart.Working, "sealed in another month")
	if _, err := h.v.ShredKeys(t.Context(), ada, []vault.OwnerKeys{{Owner: "gone"}}, nil); err != nil {
		t.Fatal(err)
	}
	ada.Close()
	h.lose()
	h.wantKind("load without the keyring's secret", h.v.Load(t.Context()), chart.KeyringWrong)
	for _, some := range subsets(5, 3) {
		k := vault.RecoveryKey{}
		for _, i := range some {
			k.Cards = append(k.Cards, cards[i])
		}
		if _, err := h.v.BeginRecovery(t.Context(), k, rescuer); err != nil {
			t.Errorf("shares %v: want it opened, got %v", some, err)
		}
	}
	if len(h.keyring.secrets) > 0 {
		t.Error("nothing was confirmed: want the keyring as it was")
	}
	s := h.recover(key(cards[4], cards[0], cards[2]))
	if got := s.Person().Roles; !slices.Equal(got, vault.RecoveredRoles) {
		t.Errorf("want administrator and privacy officer, got %v", got)
	}
	for owner, sealed := range values {
		if text, err := h.opened(s, owner, chart.Working, cell, sealed); err != nil || !strings.HasPrefix(text, "sealed ") {
			t.Errorf("%s: want it open to who recovered, got %q (%v)", owner, text, err)
		}
	}
	if h.trail(chart.ActRecovered) != 1 || h.trail(chart.ActGrantTell) == 0 {
		t.Error("want the recovery and the grants in the trail")
	}
	// The machine gets a secret of its own, and the same papers open that one too.
	if err := h.v.RotateMachine(t.Context(), s, vault.AfterRecover); err != nil {
		t.Fatal(err)
	}
	if _, err := s.RehearseRecovery(t.Context(), key(cards[1:4]...)); err != nil {
		t.Errorf("after the recovery: want the shares to open, got %v", err)
	}
	s.Close()
	h.reopen()
	for login, pass := range map[string]string{"rescuer": rescuer.Password, "ada": password} {
		s := h.signIn(login, pass)
		if text, err := h.opened(s, "month", chart.Working, cell, values["month"]); err != nil || text == "" {
			t.Errorf("%s after the recovery: want everything open, got %v", login, err)
		}
	}
	rep, err := h.log.Verify(t.Context(), audit.Keys{})
	if err != nil || !rep.OK {
		t.Errorf("want the trail whole, got %+v (%v)", rep, err)
	}
}

func TestSharesAndAKeyringThatHoldsAnothersSecret(t *testing.T) {
	h := newHouse(t)
	cards := h.set(h.setUp(), 2, 3)
	for account := range h.keyring.secrets {
		h.keyring.secrets[account] = []byte("thirty-two bytes of another one.")
	}
	h.reopen()
	h.wantKind("load", h.v.Load(t.Context()), chart.KeyringWrong)
	h.recover(key(cards[:2]...))
	h.reopen()
	if err := h.v.Load(t.Context()); err != nil {
		t.Error(err)
	}
	h.keyring.err = chart.E(chart.KeyringLocked, "memory keyring", nil)
	_, err := h.v.BeginRecovery(t.Context(), key(cards[:2]...), rescuer)
	h.wantKind("a keyring that is locked", err, chart.KeyringLocked)
}

func TestARecoveryThatFailsLeavesTheKeyringAsItWas(t *testing.T) {
	h := newHouse(t)
	cards := h.set(h.setUp(), 2, 3)
	h.lose()
	taken := vault.NewPerson{Login: "ada", DisplayName: "Ada", Password: password}
	p, err := h.v.BeginRecovery(t.Context(), key(cards[:2]...), taken)
	if err != nil {
		t.Fatal(err)
	}
	h.totp["ada"] = p.Secret
	_, err = p.Confirm(t.Context(), "000000")
	h.wantKind("a wrong code", err, chart.NotAllowed)
	_, err = p.Confirm(t.Context(), h.code("ada"))
	h.wantKind("a login that is taken", err, chart.BadInput)
	if n := len(h.keyring.secrets); n > 0 {
		t.Errorf("it failed: want nothing left in the keyring, got %d entries", n)
	}
	if h.trail(chart.ActRecovered) > 0 {
		t.Error("it failed: want no entry of success")
	}
	h.recover(key(cards[1:]...))
}

func TestWhatIsWrongWithSharesIsNamed(t *testing.T) {
	h := newHouse(t)
	ada := h.setUp()
	old := h.set(ada, 3, 4)
	cards := h.set(ada, 3, 4)
	forged := cards[2]
	forged.Share.Y = slices.Clone(forged.Share.Y)
	forged.Share.Y[7] ^= 1
	for _, c := range []struct {
		name string
		k    vault.RecoveryKey
		want recovery.Fault
	}{
		{"none", key(), recovery.TooFew},
		{"too few", key(cards[0], cards[1]), recovery.TooFew},
		{"one twice", key(cards[0], cards[1], cards[0]), recovery.Twice},
		{"of the set before", key(old...), recovery.OtherSet},
		{"one of the set before", key(cards[0], cards[1], old[2]), recovery.OtherSet},
		{"one that was not printed", key(cards[0], cards[1], forged), recovery.NotPrinted},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := h.v.BeginRecovery(t.Context(), c.k, rescuer)
			if fault(err) != c.want || chart.KindOf(err) != chart.BadInput {
				t.Errorf("recover: want %s, got %v", c.want, err)
			}
			if _, err := ada.RehearseRecovery(t.Context(), c.k); fault(err) != c.want {
				t.Errorf("rehearse: want %s, got %v", c.want, err)
			}
		})
	}
	h2 := newHouse(t)
	h2.setUp()
	_, err := h2.v.BeginRecovery(t.Context(), key(cards...), rescuer)
	h2.wantKind("a workspace without a set", err, chart.NotFound)
}

// TestAFolderThatWasEditedIsNotRecovered changes each thing that recovery reads: nothing may be believed that somebody with
// the folder alone could have written.
func TestAFolderThatWasEditedIsNotRecovered(t *testing.T) {
	for _, edit := range []string{
		`UPDATE recovery_set SET needs = needs - 1`,
		`UPDATE recovery_set SET digests = x'5b5d'`,
		`UPDATE recovery_set SET mac = zeroblob(32)`,
		`UPDATE recovery_set SET person = 'x'`,
		`UPDATE key_escrow SET public = (SELECT public FROM zone LIMIT 1)`,
		`UPDATE key_escrow SET mac = zeroblob(32)`,
		`UPDATE recovery_secret SET sealed = zeroblob(length(sealed)) WHERE kind = 'machine'`,
		`UPDATE recovery_secret SET mac = zeroblob(32) WHERE kind = 'machine'`,
		`UPDATE recovery_secret SET sealed = (SELECT sealed FROM recovery_secret WHERE kind = 'machine'), mac = (SELECT mac FROM recovery_secret WHERE kind = 'machine') WHERE kind = 'epoch'`,
		`DELETE FROM recovery_secret WHERE kind = 'machine'`,
		`UPDATE workspace SET fingerprint = zeroblob(32)`,
		`UPDATE workspace SET sealed_keys = zeroblob(100)`,
		`UPDATE workspace SET sealed_root = zeroblob(60)`,
		`UPDATE workspace SET sealed_root = x''`,
		`UPDATE zone SET public = (SELECT public FROM key_escrow) WHERE zone = 'working'`,
		`UPDATE zone_escrow SET sealed = (SELECT sealed FROM zone_escrow WHERE zone = 'working') WHERE zone = 'audit'`,
		`DELETE FROM zone_escrow WHERE zone = 'originals'`,
		`UPDATE key_epoch SET fingerprint = zeroblob(32)`,
	} {
		h := newHouse(t)
		cards := h.set(h.setUp(), 2, 3)
		h.write(func(tx *sqlitedb.Tx) error { return tx.Exec(edit) })
		h.lose()
		_, err := h.v.BeginRecovery(t.Context(), key(cards[:2]...), rescuer)
		if kind := chart.KindOf(err); kind != chart.Tampered && kind != chart.BadInput {
			t.Errorf("%s: want it refused, got %v", edit, err)
		}
		if len(h.keyring.secrets) > 0 {
			t.Errorf("%s: the keyring was written", edit)
		}
	}
}

func BenchmarkRecoveryOpens(b *testing.B) {
	h := newHouse(b)
	cards := h.set(h.setUp(), 3, 5)
	h.lose()
	for b.Loop() {
		if _, err := h.v.BeginRecovery(b.Context(), key(cards[:3]...), rescuer); err != nil {
			b.Fatal(err)
		}
	}
}
