package vault_test

import (
	"crypto"
	"crypto/ecdsa"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/audit"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/storage/vault"
)

// clinic is a house with an administrator who reads nothing, two privacy officers and a reviewer.
func clinic(t *testing.T) (h *house, adm, ada, omar, rev *vault.Session) {
	h = newHouse(t)
	ada = h.setUp()
	adm = h.add(ada, "adm", chart.Administrator)
	omar = h.add(ada, "omar", chart.PrivacyOfficer)
	rev = h.add(ada, "rev", chart.HIMReviewer)
	return h, adm, ada, omar, rev
}

func TestDisableAndEnable(t *testing.T) {
	h, adm, ada, _, rev := clinic(t)
	ctx := t.Context()
	in := h.sealed(ada, "doc1", chart.Working, "text")
	id := rev.Person().ID
	h.wantKind("by a reviewer", last(h.v.Disable(ctx, rev, adm.Person().ID)), chart.NotAllowed)
	h.wantKind("oneself", last(h.v.Disable(ctx, adm, adm.Person().ID)), chart.BadState)
	h.wantKind("disable", last(h.v.Disable(ctx, adm, id)), "")
	h.wantKind("the session that was open", rev.Alive(), chart.Locked)
	h.wantKind("twice", last(h.v.Disable(ctx, adm, id)), chart.BadState)
	_, err := h.v.SignIn(ctx, "rev", "wrong wrong wrong", "000000")
	if disabled, _ := vault.Disabled(err); disabled {
		t.Error("a wrong password: want nothing told of the login")
	}
	_, err = h.v.SignIn(ctx, "rev", password+"rev", h.code("rev"))
	if disabled, _ := vault.Disabled(err); !disabled || chart.KindOf(err) != chart.NotAllowed {
		t.Errorf("disabled: want it told to who has the password, got %v", err)
	}
	var grants int
	if err := h.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		return tx.Row(`SELECT count(*) FROM zone_grant WHERE person = ?`, []any{string(id)}, &grants)
	}); err != nil || grants != 0 {
		t.Errorf("want the keys taken away, got %d, %v", grants, err)
	}
	if s := h.standing("rev"); !s.Disabled || len(s.Waits) != 4 {
		t.Errorf("want disabled without keys, got %+v", s)
	}
	_, err = h.v.AddPerson(ctx, adm, vault.NewPerson{Login: "REV", DisplayName: "Another", Password: "another horse entirely", Roles: []chart.Role{chart.Coder}})
	if err == nil {
		p, _ := h.v.AddPerson(ctx, adm, vault.NewPerson{Login: "REV", DisplayName: "Another", Password: "another horse entirely", Roles: []chart.Role{chart.Coder}})
		_, err = p.Confirm(ctx, code(t, p.Secret, h.now))
	}
	h.wantKind("the login of somebody who was disabled", err, chart.BadInput)
	h.signIn("omar", password+"omar").Close() // whoever comes in grants nothing to the disabled
	if s := h.standing("rev"); len(s.Waits) != 4 {
		t.Errorf("want no key while disabled, got %+v", s)
	}
	h.wantKind("enable", h.v.Enable(ctx, adm, id), "")
	h.wantKind("enable twice", h.v.Enable(ctx, adm, id), chart.BadState)
	back := h.signIn("rev", password+"rev")
	if back.Holds(chart.Working) {
		t.Error("want no key before somebody with the zone was here")
	}
	h.signIn("omar", password+"omar").Close()
	back = h.signIn("rev", password+"rev")
	if got, err := h.opened(back, "doc1", chart.Working, cell, in); err != nil || got != "text" {
		t.Errorf("after somebody with the zone was here: want %q, got %q, %v", "text", got, err)
	}
	if a, b := h.trail(chart.ActPersonDisable), h.trail(chart.ActPersonEnable); a != 1 || b != 1 {
		t.Errorf("want both in the trail once, got %d, %d", a, b)
	}
}

func TestTheLastOnesStay(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	ada := h.setUp()
	adm := h.add(ada, "adm", chart.Administrator)
	office := func(what string, err error) {
		t.Helper()
		if o, _ := vault.Last(err); !o || chart.KindOf(err) != chart.BadState {
			t.Errorf("%s: want it refused for the office, got %v", what, err)
		}
	}
	office("disable the only privacy officer", last(h.v.Disable(ctx, adm, ada.Person().ID)))
	_, _, err := h.v.Reset(ctx, adm, ada.Person().ID)
	office("reset the only privacy officer", err)
	office("take the office", last(h.v.SetRoles(ctx, adm, ada.Person().ID, []chart.Role{chart.HIMReviewer})))
	h.wantKind("disable one of two administrators", last(h.v.Disable(ctx, ada, adm.Person().ID)), "")
	office("leave the administrator's office as the last", last(h.v.SetRoles(ctx, ada, ada.Person().ID, []chart.Role{chart.PrivacyOfficer})))
	h.wantKind("enable", h.v.Enable(ctx, ada, adm.Person().ID), "")
	// A second officer who was not granted anything yet does not keep the zones.
	ada.Close()
	adm = h.signIn("adm", password+"adm")
	h.add(adm, "omar", chart.PrivacyOfficer).Close()
	err = last(h.v.Disable(ctx, adm, ada.Person().ID))
	if _, holder := vault.Last(err); !holder {
		t.Errorf("the only one with keys: want it refused, got %v", err)
	}
	h.signIn("ada", password).Close()
	h.wantKind("after the keys were handed out", last(h.v.Disable(ctx, adm, ada.Person().ID)), "")
}

func TestOtherRoles(t *testing.T) {
	h, adm, ada, _, rev := clinic(t)
	ctx := t.Context()
	in := h.sealed(ada, "doc1", chart.Working, "text")
	id := rev.Person().ID
	h.wantKind("none", last(h.v.SetRoles(ctx, adm, id, nil)), chart.BadInput)
	h.wantKind("unknown", last(h.v.SetRoles(ctx, adm, id, []chart.Role{"king"})), chart.BadInput)
	h.wantKind("by a reviewer", last(h.v.SetRoles(ctx, rev, id, []chart.Role{chart.Administrator})), chart.NotAllowed)
	h.wantKind("coder", last(h.v.SetRoles(ctx, adm, id, []chart.Role{chart.Coder})), "")
	h.wantKind("the session of the old roles", rev.Alive(), chart.Locked)
	s := h.signIn("rev", password+"rev")
	_, err := h.opened(s, "doc1", chart.Working, cell, in)
	h.wantKind("a zone of the old role", err, chart.NotAllowed)
	if !s.Holds(chart.Structured) {
		t.Error("want the zones of both roles kept")
	}
	h.wantKind("by somebody with the keys", last(h.v.SetRoles(ctx, ada, id, []chart.Role{chart.Coder, chart.Auditor})), "")
	if s := h.standing("rev"); len(s.Waits) != 0 {
		t.Errorf("want the new role's key granted at once, got %+v", s)
	}
	h.wantKind("one's own", last(h.v.SetRoles(ctx, ada, ada.Person().ID, []chart.Role{chart.Administrator, chart.PrivacyOfficer, chart.Coder})), "")
	all, err := h.log.Entries(ctx, audit.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	if last := all[len(all)-1]; last.Action != chart.ActPersonRoles || !strings.Contains(last.Detail, "self=yes") {
		t.Errorf("want the trail to say that the same person did both, got %+v", last)
	}
}

func TestReset(t *testing.T) {
	h, adm, ada, _, rev := clinic(t)
	ctx := t.Context()
	in := h.sealed(ada, "doc1", chart.Working, "text")
	old, err := h.v.KeysAt(ctx, rev.Person().ID, h.now)
	if err != nil || len(old) != 1 {
		t.Fatalf("want one key, got %d, %v", len(old), err)
	}
	_, _, err = h.v.Reset(ctx, rev, adm.Person().ID)
	h.wantKind("by a reviewer", err, chart.NotAllowed)
	_, _, err = h.v.Reset(ctx, adm, adm.Person().ID)
	h.wantKind("oneself", err, chart.BadState)
	companion := 0
	once, until, err := h.v.Reset(ctx, adm, rev.Person().ID, func(*sqlitedb.Tx) error { companion++; return nil })
	if err != nil || len(once) < vault.MinPassword || until.Sub(h.now) != 72*time.Hour || companion != 1 {
		t.Fatalf("want a one-time password for 72 h, got %d characters, %v, %v", len(once), until, err)
	}
	reset := h.now
	h.wantKind("the session that was open", rev.Alive(), chart.Locked)
	_, err = h.v.SignIn(ctx, "rev", password+"rev", h.code("rev"))
	h.wantKind("the old password", err, chart.NotAllowed)
	h.signIn("ada", password).Close() // who holds the zones comes in between
	if s := h.standing("rev"); len(s.Waits) != 4 || s.Once.IsZero() || !s.Change {
		t.Errorf("want no key granted to keys that the administrator could open, got %+v", s)
	}
	_, err = h.v.SignIn(ctx, "rev", once, "")
	var r *vault.Renewal
	if !errors.As(err, &r) || chart.KindOf(err) != chart.BadState || !r.NewAuthenticator() {
		t.Fatalf("the one-time password: want the change and nothing else, got %v", err)
	}
	_, _, err = r.Confirm(ctx, "000000")
	h.wantKind("before a password was chosen", err, chart.BadState)
	_, _, err = r.Choose(ctx, "short")
	h.wantKind("a short one", err, chart.BadInput)
	_, _, err = r.Choose(ctx, once)
	h.wantKind("the one-time password itself", err, chart.BadInput)
	secret, uri, err := r.Choose(ctx, "another horse entirely")
	if err != nil || !strings.Contains(uri, secret) {
		t.Fatal(err)
	}
	_, _, err = r.Confirm(ctx, "000000")
	h.wantKind("a wrong code", err, chart.NotAllowed)
	h.totp["rev"] = secret
	s, codes, err := r.Confirm(ctx, h.code("rev"))
	if err != nil || len(codes) != 10 || s.Holds(chart.Working) {
		t.Fatalf("want the person in, with recovery codes and without keys, got %v", err)
	}
	s.Close()
	_, _, err = r.Confirm(ctx, h.code("rev"))
	h.wantKind("again", err, chart.BadState)
	_, err = h.v.SignIn(ctx, "rev", once, "")
	h.wantKind("the one-time password again", err, chart.NotAllowed)
	h.signIn("ada", password).Close()
	s = h.signIn("rev", "another horse entirely")
	if got, err := h.opened(s, "doc1", chart.Working, cell, in); err != nil || got != "text" {
		t.Errorf("after somebody with the zone was here: want %q, got %q, %v", "text", got, err)
	}
	all, err := h.v.KeysAt(ctx, rev.Person().ID, time.Time{})
	if err != nil || len(all) != 2 || !all[1].(*ecdsa.PublicKey).Equal(old[0]) {
		t.Fatalf("want the signing key of before kept, got %d, %v", len(all), err)
	}
	same := func(a, b crypto.PublicKey) bool { return a.(*ecdsa.PublicKey).Equal(b) }
	for when, want := range map[time.Time][]crypto.PublicKey{reset.Add(-time.Hour): all[1:], reset: all, reset.Add(time.Second): all[:1]} {
		if got, err := h.v.KeysAt(ctx, rev.Person().ID, when); err != nil || !slices.EqualFunc(got, want, same) {
			t.Errorf("%s: want %d keys, got %d, %v", when, len(want), len(got), err)
		}
	}
	if h.trail(chart.ActPersonReset) != 1 {
		t.Error("want the alarm in the trail")
	}
}

func TestAOneTimePasswordLapses(t *testing.T) {
	h, adm, _, _, rev := clinic(t)
	once, until, err := h.v.Reset(t.Context(), adm, rev.Person().ID)
	if err != nil {
		t.Fatal(err)
	}
	h.now = until
	_, err = h.v.SignIn(t.Context(), "rev", once, "")
	if _, lapsed := vault.Disabled(err); !lapsed || chart.KindOf(err) != chart.NotAllowed {
		t.Errorf("want it lapsed, got %v", err)
	}
	if _, _, err := h.v.Reset(t.Context(), adm, rev.Person().ID); err != nil {
		t.Errorf("another: %v", err)
	}
	if all, err := h.v.KeysAt(t.Context(), rev.Person().ID, time.Time{}); err != nil || len(all) != 2 {
		t.Errorf("want the one key that signed kept beside the new one, got %d, %v", len(all), err)
	}
}

func TestAChangeThatIsAskedForKeepsTheKeys(t *testing.T) {
	h, adm, ada, _, rev := clinic(t)
	ctx := t.Context()
	in := h.sealed(ada, "doc1", chart.Working, "text")
	draft, err := rev.SealForPerson(cell, []byte("half ty"))
	if err != nil {
		t.Fatal(err)
	}
	h.wantKind("ask", h.v.AskChange(ctx, adm, rev.Person().ID), "")
	c := h.code("rev")
	_, err = h.v.SignIn(ctx, "rev", password+"rev", c)
	var r *vault.Renewal
	if !errors.As(err, &r) || r.NewAuthenticator() {
		t.Fatalf("want the change first, got %v", err)
	}
	_, _, err = r.Choose(ctx, password+"rev")
	h.wantKind("the old one", err, chart.BadInput)
	if _, _, err = r.Choose(ctx, "another horse entirely"); err != nil {
		t.Fatal(err)
	}
	s, codes, err := r.Confirm(ctx, "")
	if err != nil || len(codes) != 0 {
		t.Fatal(err)
	}
	if got, err := h.opened(s, "doc1", chart.Working, cell, in); err != nil || got != "text" {
		t.Errorf("keys: want %q, got %q, %v", "text", got, err)
	}
	if got, err := s.OpenForPerson(cell, draft); err != nil || string(got) != "half ty" {
		t.Errorf("draft: want it kept, got %q, %v", got, err)
	}
	_, err = h.v.SignIn(ctx, "rev", "another horse entirely", c)
	h.wantKind("the code that was spent on the change", err, chart.NotAllowed)
	h.signIn("rev", "another horse entirely").Close()
}

func TestAPasswordAgesOnlyWhereThePracticeAsksForIt(t *testing.T) {
	h, adm, _, _, _ := clinic(t)
	ctx := t.Context()
	h.now = h.now.AddDate(3, 0, 0)
	h.signIn("rev", password+"rev").Close()
	h.wantKind("rules", h.v.SetPeopleRules(ctx, adm, vault.PeopleRules{MaxAgeDays: 365, FewCodes: 3, OnceHours: 72}), "")
	_, err := h.v.SignIn(ctx, "rev", password+"rev", h.code("rev"))
	if !errors.As(err, new(*vault.Renewal)) {
		t.Errorf("want the change first, got %v", err)
	}
	h.wantKind("nonsense", h.v.SetPeopleRules(ctx, adm, vault.PeopleRules{MaxAgeDays: -1}), chart.BadInput)
}

// last gives the error of two results.
func last[T any](_ T, err error) error { return err }
