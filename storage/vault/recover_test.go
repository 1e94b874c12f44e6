package vault_test

import (
	"crypto/ecdh"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

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

func TestWhoMakesASetAndHow(t *testing.T) {
	h := newHouse(t)
	ada := h.setUp()
	admin := h.add(ada, "admin", chart.Administrator)
	_, err := admin.NewRecoverySet(t.Context(), password+"admin", 3, 5)
	h.wantKind("an administrator", err, chart.NotAllowed)
	_, err = ada.NewRecoverySet(t.Context(), "wrong password for it", 3, 5)
	h.wantKind("a wrong password", err, chart.NotAllowed)
	_, err = ada.NewRecoverySet(t.Context(), password, 1, 5)
	h.wantKind("one share is enough", err, chart.BadInput)
	_, err = ada.NewRecoverySet(t.Context(), password, 3, 16)
	h.wantKind("too many shares", err, chart.BadInput)
	_, err = h.v.RecoverySet(t.Context())
	h.wantKind("no set yet", err, chart.NotFound)

	set, err := ada.NewRecoverySet(t.Context(), password, 2, 3)
	if err != nil {
		t.Fatal(err)
	}
	var last []string
	for _, c := range set.Cards {
		w := c.Words()
		last = append(last, w[recovery.Lines-1])
	}
	if err := set.Confirm(t.Context(), last[:2]); fault(err) != recovery.TooFew {
		t.Errorf("two of three cards confirmed: got %v", err)
	}
	if err := set.Confirm(t.Context(), []string{last[0], last[1], last[1]}); fault(err) != recovery.NotPrinted {
		t.Errorf("another card's line: got %v", err)
	}
	if _, err := h.v.RecoverySet(t.Context()); chart.KindOf(err) != chart.NotFound {
		t.Error("nothing was confirmed: want no set")
	}
	if err := set.Confirm(t.Context(), last); err != nil {
		t.Fatal(err)
	}
	h.wantKind("confirmed twice", set.Confirm(t.Context(), last), chart.BadState)
	got, err := h.v.RecoverySet(t.Context())
	if err != nil || got.Needs != 2 || got.Shares != 3 || got.Mark != set.Cards[0].Set || len(got.Missing) > 0 || !got.Due(h.now) {
		t.Errorf("want the set, never rehearsed, got %+v (%v)", got, err)
	}
	for _, c := range set.Cards {
		if strings.Trim(string(c.Share.Y), "\x00") != "" {
			t.Error("want the cards wiped after they were confirmed")
		}
	}
	if h.trail(chart.ActRecoverySet) != 1 {
		t.Error("want one entry in the trail")
	}
}

func TestWhatAnAdministratorRotatesIsProtectedWhenAHolderComes(t *testing.T) {
	h := newHouse(t)
	ada := h.setUp()
	admin := h.add(ada, "admin", chart.Administrator)
	cards := h.set(ada, 2, 3)
	ada.Close()
	if r, err := h.v.RotateZone(t.Context(), admin, chart.Tokens, vault.Suspected); err != nil || !r.Pending {
		t.Fatalf("want the rotation ordered, got %+v (%v)", r, err)
	}
	ada = h.signIn("ada", password)
	if _, err := h.v.Settle(t.Context(), ada); err != nil {
		t.Fatal(err)
	}
	set, err := h.v.RecoverySet(t.Context())
	if err != nil || len(set.Missing) > 0 {
		t.Fatalf("want everything protected, missing %v (%v)", set.Missing, err)
	}
	if _, err := ada.RehearseRecovery(t.Context(), key(cards[1:]...)); err != nil {
		t.Errorf("the papers of before: want them to open the new key, got %v", err)
	}
}

func TestARehearsalProvesAndChangesNothing(t *testing.T) {
	h := newHouse(t)
	ada := h.setUp()
	auditor := h.add(ada, "auditor", chart.Auditor)
	cards := h.set(ada, 2, 3)
	before := h.dump()
	r, err := auditor.RehearseRecovery(t.Context(), key(cards[2], cards[0]))
	if err != nil {
		t.Fatal(err)
	}
	if after := h.dump(); after != before {
		t.Error("want nothing changed by a rehearsal")
	}
	if r.Zones != len(zones) || r.Months != 1 || r.Lost != 0 || !slices.Equal(r.Used, []int{3, 1}) || r.Needs != 2 {
		t.Errorf("want six zones and a month opened with shares 3 and 1, got %+v", r)
	}
	if err := auditor.KeepRehearsal(t.Context(), r, []byte("statement")); err != nil {
		t.Fatal(err)
	}
	if got, err := h.v.Rehearsal(t.Context()); err != nil || string(got) != "statement" {
		t.Errorf("want the statement kept, got %q (%v)", got, err)
	}
	set, err := h.v.RecoverySet(t.Context())
	if err != nil || set.Due(h.now) || !set.Due(h.now.Add(vault.RehearsalDue+time.Hour)) {
		t.Errorf("want it due after a year and not before, got %+v (%v)", set, err)
	}
	if _, err := auditor.RehearseRecovery(t.Context(), key(cards[2])); fault(err) != recovery.TooFew {
		t.Errorf("one share: got %v", err)
	}
	if n := h.trail(chart.ActRecoveryTry); n != 2 {
		t.Errorf("want the success and the failure in the trail, got %d entries", n)
	}
}

// dump is everything that the database holds but the trail.
func (h *house) dump() string {
	h.t.Helper()
	var b strings.Builder
	if err := h.db.Read(h.t.Context(), func(tx *sqlitedb.Tx) error {
		for _, q := range []string{`SELECT quote(sealed) || quote(mac) FROM recovery_secret`, `SELECT quote(id) || quote(mac) FROM recovery_set`,
			`SELECT quote(sealed) FROM zone_escrow`, `SELECT quote(sealed) FROM zone_grant`, `SELECT quote(public) || quote(mac) FROM zone`,
			`SELECT id || quote(sealed_private) || quote(mac) FROM person`, `SELECT quote(sealed_keys) || quote(sealed_root) || keystore FROM workspace`,
			`SELECT id || state FROM key_epoch`, `SELECT quote(wrapped) FROM owner_key`} {
			if err := tx.Each(q, nil, func(r *sqlitedb.Rows) error {
				var s string
				err := r.Scan(&s)
				fmt.Fprintln(&b, s)
				return err
			}); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		h.t.Fatal(err)
	}
	return b.String()
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

// softToken is a key that behaves as one in a module; storage/vault/token11 has real ones.
func softToken(t testing.TB) *ecdh.PrivateKey {
	t.Helper()
	k, err := ecdh.P256().GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func TestASecurityModuleRecoversInPlaceOfShares(t *testing.T) {
	h := newHouse(t)
	ada := h.setUp()
	token := softToken(t)
	if err := ada.PutTokenSet(t.Context(), password, token); err != nil {
		t.Fatal(err)
	}
	if _, err := h.v.RotateZone(t.Context(), ada, chart.Working, vault.Scheduled); err != nil {
		t.Fatal(err)
	}
	sealed := h.sealed(ada, "a", chart.Working, "sealed")
	if set, err := h.v.RecoverySet(t.Context()); err != nil || set.Shares != 0 || len(set.Missing) > 0 {
		t.Errorf("want a set without shares, got %+v (%v)", set, err)
	}
	ada.Close()
	h.lose()
	_, err := h.v.BeginRecovery(t.Context(), vault.RecoveryKey{Token: softToken(t)}, rescuer)
	h.wantKind("another module", err, chart.BadInput)
	s := h.recover(vault.RecoveryKey{Token: token})
	if text, err := h.opened(s, "a", chart.Working, vault.Cell{Table: "t", Column: "c", Row: "r"}, sealed); err != nil || text != "sealed" {
		t.Errorf("want everything open, got %q (%v)", text, err)
	}
}
