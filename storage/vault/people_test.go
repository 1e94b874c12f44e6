package vault_test

import (
	"crypto/fips140"
	"crypto/sha1"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	rule "chartproof.org/chartproof/engine/protect/password"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/storage/vault"
)

// wantFault checks why a password was refused.
func (h *house) wantFault(what string, err error, want rule.Fault) {
	h.t.Helper()
	var e *rule.Error
	if !errors.As(err, &e) || e.Fault != want || chart.KindOf(err) != chart.BadInput {
		h.t.Errorf("%s: want it refused as %q, got %v", what, want, err)
	}
}

func (h *house) standing(login string) vault.Standing {
	h.t.Helper()
	all, err := h.v.Roster(h.t.Context())
	if err != nil {
		h.t.Fatal(err)
	}
	i := slices.IndexFunc(all, func(s vault.Standing) bool { return s.Person.Login == login })
	if i < 0 {
		h.t.Fatalf("want %s among the people", login)
	}
	return all[i]
}

func TestPasswordsAreJudgedWhereverOneIsChosen(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	ada := h.setUp()
	h.add(ada, "cod", chart.Coder).Close()
	for typed, want := range map[string]rule.Fault{"short": rule.Short, "password2345678": rule.Common,
		"abcabcabcabcabc": rule.Repeats, "oakstreetclinic2026": rule.Personal} {
		_, err := h.v.AddPerson(ctx, ada, vault.NewPerson{Login: "eve", DisplayName: "Eve", Password: typed, Roles: []chart.Role{chart.Coder}})
		h.wantFault("add", err, want)
		h.wantFault("change", ada.ChangePassword(ctx, password, typed, h.code("ada")), want)
	}
	list := filepath.Join(t.TempDir(), "breached.txt")
	rules := vault.PeopleRules{BreachedFile: list, FewCodes: 3, OnceHours: 72}
	h.wantKind("a file that is not there", h.v.SetPeopleRules(ctx, ada, rules), chart.MissingTool)
	breached := "nobody knows this sentence"
	var lines []string
	fips140.WithoutEnforcement(func() {
		for _, p := range []string{breached, "a", "b", "c"} {
			lines = append(lines, fmt.Sprintf("%X:3", sha1.Sum([]byte(p))))
		}
	})
	slices.Sort(lines)
	if err := os.WriteFile(list, []byte(strings.Join(lines, "\r\n")), 0o600); err != nil {
		t.Fatal(err)
	}
	h.wantKind("set the list", h.v.SetPeopleRules(ctx, ada, rules), "")
	h.wantFault("breached", ada.ChangePassword(ctx, password, breached, h.code("ada")), rule.Breached)
	h.wantKind("not breached", ada.ChangePassword(ctx, password, "another horse entirely", h.code("ada")), "")
	if err := os.Remove(list); err != nil {
		t.Fatal(err)
	}
	h.wantKind("without the list that was asked for", ada.ChangePassword(ctx, "another horse entirely", password, h.code("ada")), chart.MissingTool)
	h.wantKind("rules by a coder", h.v.SetPeopleRules(ctx, h.signIn("cod", password+"cod"), rules), chart.NotAllowed)
}

func TestOwnPasswordNeedsTheAuthenticator(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	ada := h.setUp()
	const another = "another horse entirely"
	h.wantKind("no code", ada.ChangePassword(ctx, password, another, ""), chart.NotAllowed)
	c := h.code("ada")
	h.wantKind("change", ada.ChangePassword(ctx, password, another, c), "")
	h.wantKind("the same code again", ada.ChangePassword(ctx, another, password, c), chart.NotAllowed)
	h.wantKind("the same password", ada.ChangePassword(ctx, another, another, h.code("ada")), chart.BadInput)
}

func TestRecoveryCodes(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	p, err := h.v.Begin(ctx, "Oak Street Clinic", vault.NewPerson{Login: "ada", DisplayName: "Ada", Password: password})
	if err != nil {
		t.Fatal(err)
	}
	ada := h.confirm("ada", p, nil)
	codes := p.Codes
	if len(codes) != 10 || len(slices.Compact(slices.Sorted(slices.Values(codes)))) != 10 {
		t.Fatalf("want ten different codes, got %d", len(codes))
	}
	ada.Close()
	h.reopen()
	for i, typed := range []string{codes[0], " " + strings.ToLower(codes[1]) + " ", strings.ReplaceAll(codes[2], "-", "")} {
		s, err := h.v.SignIn(ctx, "ada", password, typed)
		if err != nil {
			t.Fatalf("code %d: %v", i, err)
		}
		if w := s.Welcome(); !w.ByCode || w.CodesLeft != 9-i {
			t.Errorf("code %d: want %d left, got %+v", i, 9-i, w)
		}
		s.Close()
	}
	_, err = h.v.SignIn(ctx, "ada", password, codes[0])
	h.wantKind("a code again", err, chart.NotAllowed)
	_, err = h.v.SignIn(ctx, "ada", "wrong wrong wrong", codes[3])
	h.wantKind("a code with a wrong password", err, chart.NotAllowed)
	if n := h.standing("ada").CodesLeft; n != 7 {
		t.Errorf("want the code of a wrong password not spent, got %d left", n)
	}
	for _, c := range codes[3:7] {
		s, err := h.v.SignIn(ctx, "ada", password, c)
		if err != nil {
			t.Fatal(err)
		}
		s.Close()
	}
	if used, few := h.trail(chart.ActCodeUsed), h.trail(chart.ActCodesFew); used != 7 || few != 1 {
		t.Errorf("want seven in the trail and one alarm, got %d, %d", used, few)
	}
	ada = h.signIn("ada", password)
	if w := ada.Welcome(); w.CodesLeft != 3 || !w.CodesFew || w.ByCode {
		t.Errorf("want it said that few are left, got %+v", w)
	}
	_, err = ada.NewCodes(ctx, password, "")
	h.wantKind("new codes without a second factor", err, chart.NotAllowed)
	fresh, err := ada.NewCodes(ctx, password, h.code("ada"))
	if err != nil || len(fresh) != 10 {
		t.Fatalf("new codes: %v", err)
	}
	_, err = h.v.SignIn(ctx, "ada", password, codes[9])
	h.wantKind("a code of the old set", err, chart.NotAllowed)
	if _, err := h.v.SignIn(ctx, "ada", password, fresh[9]); err != nil {
		t.Errorf("a code of the new set: %v", err)
	}
}

func TestARecoveryCodeOpensOnceWhoeverIsFaster(t *testing.T) {
	h := newHouse(t)
	p, err := h.v.Begin(t.Context(), "Oak Street Clinic", vault.NewPerson{Login: "ada", DisplayName: "Ada", Password: password})
	if err != nil {
		t.Fatal(err)
	}
	h.confirm("ada", p, nil).Close()
	second := vault.New(h.db, h.log, vault.Options{Keyring: h.keyring, Now: func() time.Time { return h.now }, Iterations: 1000})
	var wg sync.WaitGroup
	var mu sync.Mutex
	in := 0
	for i := range 8 {
		v := h.v
		if i%2 == 1 {
			v = second // as another process would
		}
		wg.Add(1)
		go func() {
			defer wg.Done()
			s, err := v.SignIn(t.Context(), "ada", password, p.Codes[4])
			if err == nil {
				s.Close()
				mu.Lock()
				in++
				mu.Unlock()
			}
		}()
	}
	wg.Wait()
	if in != 1 || h.trail(chart.ActCodeUsed) != 1 {
		t.Errorf("want one sign-in by the code, got %d and %d in the trail", in, h.trail(chart.ActCodeUsed))
	}
}

func TestAnotherAuthenticator(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	p, err := h.v.Begin(ctx, "Oak Street Clinic", vault.NewPerson{Login: "ada", DisplayName: "Ada", Password: password})
	if err != nil {
		t.Fatal(err)
	}
	ada := h.confirm("ada", p, nil)
	_, err = ada.ReplaceAuthenticator(ctx, password, "")
	h.wantKind("without a code", err, chart.NotAllowed)
	ada.Close()
	lost, err := h.v.SignIn(ctx, "ada", password, p.Codes[0])
	if err != nil {
		t.Fatal(err)
	}
	r, err := lost.ReplaceAuthenticator(ctx, password, "")
	if err != nil {
		t.Fatalf("in by a recovery code: %v", err)
	}
	old := h.totp["ada"]
	h.wantKind("the old one's code", r.Confirm(ctx, code(t, old, h.now)), chart.NotAllowed)
	h.now = h.now.Add(31 * time.Second)
	h.totp["ada"] = r.Secret
	fresh := code(t, r.Secret, h.now)
	h.wantKind("the new one's code", r.Confirm(ctx, fresh), "")
	_, err = h.v.SignIn(ctx, "ada", password, fresh)
	h.wantKind("the code that set it up", err, chart.NotAllowed)
	h.now = h.now.Add(31 * time.Second)
	_, err = h.v.SignIn(ctx, "ada", password, code(t, old, h.now))
	h.wantKind("the old authenticator", err, chart.NotAllowed)
	h.signIn("ada", password).Close()
	if n := h.trail(chart.ActAuthenticator); n != 1 {
		t.Errorf("want it in the trail once, got %d", n)
	}
}

func TestPeopleEditedInTheDatabase(t *testing.T) {
	tests := []struct{ name, query string }{
		{"enabled again", `UPDATE person SET standing = replace(standing, '"disabled":true,', '') WHERE login = 'cod'`},
		{"all standing gone", `UPDATE person SET standing = '{}' WHERE login = 'cod'`},
		{"entry put back as it was", `UPDATE person SET (standing, mac, sealed_private, salt) = (SELECT standing, mac, sealed_private, salt FROM before) WHERE login = 'cod'`},
		{"entry taken out", `DELETE FROM zone_grant WHERE person = (SELECT id FROM person WHERE login = 'aud'); DELETE FROM person WHERE login = 'aud'`},
		{"wrong tries forgotten", `UPDATE person SET tries = '{}' WHERE login = 'cod'`},
		{"another's tries", `UPDATE person SET (tries, tries_mac) = (SELECT tries, tries_mac FROM person WHERE login = 'ada') WHERE login = 'cod'`},
		{"another's password", `UPDATE person SET (salt, sealed_private) = (SELECT salt, sealed_private FROM person WHERE login = 'ada') WHERE login = 'cod'`},
		{"fewer rounds", `UPDATE person SET iterations = 1 WHERE login = 'cod'`},
		{"register gone", `DELETE FROM people_register`},
		{"register moved", `UPDATE people_register SET since = since + 1`},
		{"entry and register put back", `UPDATE person SET (standing, mac, sealed_private, salt) = (SELECT standing, mac, sealed_private, salt FROM before) WHERE login = 'cod';
			UPDATE people_register SET (sum, since, mac) = (SELECT sum, since, mac FROM before_register)`},
		{"guard gone", `DELETE FROM sign_in_guard`},
		{"guard emptied", `UPDATE sign_in_guard SET state = '{}'`},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			h := newHouse(t)
			ada := h.setUp()
			h.add(ada, "aud", chart.Auditor).Close()
			cod := h.add(ada, "cod", chart.Coder)
			cod.Close()
			_, err := h.v.SignIn(t.Context(), "nobody", "wrong wrong wrong", "000000")
			h.wantKind("a wrong try", err, chart.NotAllowed)
			h.write(func(tx *sqlitedb.Tx) error {
				return tx.Exec(`CREATE TABLE before AS SELECT * FROM person WHERE login = 'cod'`)
			})
			h.write(func(tx *sqlitedb.Tx) error {
				return tx.Exec(`CREATE TABLE before_register AS SELECT * FROM people_register`)
			})
			h.wantKind("disable", last(h.v.Disable(t.Context(), ada, cod.Person().ID)), "")
			for _, q := range strings.Split(tc.query, ";") {
				h.write(func(tx *sqlitedb.Tx) error { return tx.Exec(q) })
			}
			h.reopen()
			_, err = h.v.SignIn(t.Context(), "ada", password, h.code("ada"))
			h.wantKind("sign-in", err, chart.Tampered)
			if !strings.Contains(tc.name, "guard") {
				h.wantKind("verify", h.v.VerifyPeople(t.Context()), chart.Tampered)
			}
		})
	}
}

func TestAWorkspaceOfBeforeIsTakenOver(t *testing.T) {
	for _, told := range []bool{false, true} {
		h := newHouse(t)
		h.setUp().Close()
		h.wantKind("put back", h.v.ToFormOfBefore(t.Context()), "")
		if !told { // a trail that never told of a register
			for _, table := range []string{"audit_entry", "audit_hash", "audit_head"} {
				h.write(func(tx *sqlitedb.Tx) error { return tx.Exec(`DELETE FROM ` + table) })
			}
		}
		h.reopen()
		s, err := h.v.SignIn(t.Context(), "ada", password, h.code("ada"))
		if told {
			h.wantKind("where the trail tells of a register", err, chart.Tampered)
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		s.Close()
		h.reopen()
		h.wantKind("verify", h.v.VerifyPeople(t.Context()), "")
	}
}

func TestSettingUpIsComingIn(t *testing.T) {
	h := newHouse(t)
	ada := h.setUp()
	h.add(ada, "cod", chart.Coder).Close()
	if got := h.standing("ada").LastIn; got.IsZero() {
		t.Error("who set the workspace up is in it, and has never signed in")
	}
	if got := h.standing("cod").LastIn; !got.IsZero() {
		t.Errorf("who was only added signed in at %v", got)
	}
}
