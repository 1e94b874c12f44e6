package vault_test

import (
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/storage/vault"
)

func TestACardOpensItsPersonsKeys(t *testing.T) {
	h := newHouse(t)
	ada := h.setUp()
	card := softToken(t)
	_, err := h.v.SignInCard(t.Context(), card)
	h.wantKind("a card that nobody registered", err, chart.NotAllowed)
	_, err = ada.EnrolCard(t.Context(), "not the password at all", h.code("ada"), card)
	h.wantKind("registered with a wrong password", err, chart.NotAllowed)
	_, err = ada.EnrolCard(t.Context(), password, "000000", card)
	h.wantKind("registered with a wrong code", err, chart.NotAllowed)
	made, err := ada.EnrolCard(t.Context(), password, h.code("ada"), card)
	if err != nil {
		t.Fatal(err)
	}
	_, err = ada.EnrolCard(t.Context(), password, h.code("ada"), card)
	h.wantKind("registered twice", err, chart.Conflict)
	bob := h.add(ada, "bob", chart.HIMReviewer)
	_, err = bob.CardPen(t.Context(), card)
	h.wantKind("signing with somebody else's card", err, chart.NotAllowed)
	sealed := h.sealed(ada, "a", chart.Working, "sealed")
	ada.Close()
	s, err := h.v.SignInCard(t.Context(), card)
	if err != nil || s.Person().Login != "ada" {
		t.Fatalf("want ada in, got %v", err)
	}
	if text, err := h.opened(s, "a", chart.Working, vault.Cell{Table: "t", Column: "c", Row: "r"}, sealed); err != nil || text != "sealed" {
		t.Errorf("want what was sealed, got %q (%v)", text, err)
	}
	pen, err := s.CardPen(t.Context(), card)
	if err != nil || pen.Person() != s.Person().ID {
		t.Fatalf("want to sign with the card, got %v", err)
	}
	if _, err := pen.SignPayload([]byte("record")); err != nil {
		t.Error(err)
	}
	if cards, err := s.Cards(t.Context()); err != nil || len(cards) != 1 || cards[0].ID != made.ID {
		t.Errorf("want the card listed, got %v (%v)", cards, err)
	}
	h.wantKind("dropped by a colleague", bob.DropCard(t.Context(), s.Person().ID, made.ID), chart.NotAllowed)
	// Keys that are renewed are not what the card opens any more.
	if err := s.RotateOwn(t.Context(), password, h.code("ada")); err != nil {
		t.Fatal(err)
	}
	_, err = h.v.SignInCard(t.Context(), card)
	h.wantKind("after the person's keys were renewed", err, chart.NotAllowed)
	if err := s.DropCard(t.Context(), s.Person().ID, made.ID); err != nil {
		t.Error(err)
	}
	if _, err := s.EnrolCard(t.Context(), password, h.code("ada"), card); err != nil {
		t.Errorf("registered again: %v", err)
	}
	if h.trail(chart.ActCard) != 3 {
		t.Errorf("want two registrations and a drop in the trail, got %d", h.trail(chart.ActCard))
	}
}

// TestACardOpensNothingElsewhere: a card and its PIN without this machine's secret open nothing, nor does another's row.
func TestACardOpensNothingElsewhere(t *testing.T) {
	h := newHouse(t)
	ada := h.setUp()
	bob := h.add(ada, "bob", chart.HIMReviewer)
	adas, bobs := softToken(t), softToken(t)
	if _, err := ada.EnrolCard(t.Context(), password, h.code("ada"), adas); err != nil {
		t.Fatal(err)
	}
	if _, err := bob.EnrolCard(t.Context(), password+"bob", h.code("bob"), bobs); err != nil {
		t.Fatal(err)
	}
	h.write(func(tx *sqlitedb.Tx) error {
		return tx.Exec(`UPDATE person_card SET person = (SELECT id FROM person WHERE login = 'ada')`)
	})
	_, err := h.v.SignInCard(t.Context(), bobs)
	h.wantKind("bob's card on ada's name", err, chart.Tampered)
	h.lose()
	_, err = h.v.SignInCard(t.Context(), adas)
	h.wantKind("without the keyring", err, chart.KeyringWrong)
}

func TestAModuleGuardsAZone(t *testing.T) {
	h := newHouse(t)
	ada := h.setUp()
	module := softToken(t)
	cell := vault.Cell{Table: "t", Column: "c", Row: "r"}
	values := map[string][]byte{"before": h.sealed(ada, "before", chart.Tokens, "a token")}
	h.wantKind("no module", ada.GuardZone(t.Context(), password, chart.Tokens, true), chart.MissingTool)
	connect := func() {
		t.Helper()
		if err := h.v.UseModule(t.Context(), module); err != nil {
			t.Fatal(err)
		}
	}
	connect()
	cards := h.set(ada, 2, 3)
	if err := ada.GuardZone(t.Context(), password, chart.Tokens, true); err != nil {
		t.Fatal(err)
	}
	values["after"] = h.sealed(ada, "after", chart.Tokens, "a token")
	opens := func(s *vault.Session, want chart.ErrKind) {
		t.Helper()
		for owner, sealed := range values {
			_, err := h.opened(s, owner, chart.Tokens, cell, sealed)
			h.wantKind("open "+owner, err, want)
		}
	}
	ada.Close()
	h.reopen()
	ada = h.signIn("ada", password)
	opens(ada, chart.MissingTool)
	if _, err := h.opened(ada, "none", chart.Working, cell, nil); chart.KindOf(err) != chart.NotFound {
		t.Errorf("other zones: want them as before, got %v", err)
	}
	connect()
	opens(ada, "")
	if _, err := h.v.RotateZone(t.Context(), ada, chart.Tokens, vault.Scheduled); err != nil {
		t.Fatal(err)
	}
	// Away, it holds up nothing but its own zone; connected again, what waited is made up for.
	doc := h.sealed(ada, "doc", chart.Working, "text")
	rotate := func(z chart.Zone, pending bool) {
		t.Helper()
		if r, err := h.v.RotateZone(t.Context(), ada, z, vault.Scheduled); err != nil || r.Pending != pending {
			t.Errorf("zone %s: want it pending %t, got %+v, %v", z, pending, r, err)
		}
	}
	ada.Close()
	h.reopen()
	ada = h.signIn("ada", password)
	rotate(chart.Tokens, true)
	rotate(chart.Working, false)
	h.wantOpen("another zone's key was renewed", ada, "doc", chart.Working, doc, "text")
	h.wantKind("another module", h.v.UseModule(t.Context(), softToken(t)), chart.NotAllowed)
	connect()
	if done, err := h.v.Settle(t.Context(), ada); err != nil || len(done) != 1 || done[0].Zone != chart.Tokens {
		t.Errorf("want the guarded zone renewed, got %+v, %v", done, err)
	}
	opens(ada, "")
	ada.Close()
	h.reopen()
	// The module breaks: the papers open the zone all the same, for everybody.
	h.lose()
	s := h.recover(key(cards[:2]...))
	if _, err := h.v.Settle(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	opens(s, "")
	s.Close()
	opens(h.signIn("ada", password), "")
}
