package vault_test

import (
	"crypto/ecdh"
	"crypto/rand"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/storage/vault"
	"chartproof.org/chartproof/storage/vault/recovery"
)

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
