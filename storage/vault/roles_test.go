package vault_test

import (
	"strings"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/storage/vault"
)

func TestRolesAndZones(t *testing.T) {
	h := newHouse(t)
	ada := h.setUp()
	sealed := map[chart.Zone][]byte{}
	for _, z := range zones {
		sealed[z] = h.sealed(ada, "doc1", z, "in "+string(z))
	}
	tests := []struct {
		role chart.Role
		want string // o w r s t a
	}{
		{chart.ScanTechnician, "------"},
		{chart.HIMReviewer, "owrs--"},
		{chart.Coder, "--rs--"},
		{chart.Clinician, "owrs--"},
		{chart.PrivacyOfficer, "owrsta"},
		{chart.Auditor, "-----a"},
		{chart.Administrator, "------"},
	}
	for _, tc := range tests {
		t.Run(string(tc.role), func(t *testing.T) {
			login := strings.ReplaceAll(string(tc.role), "_", "")
			h.add(ada, login, tc.role).Close()
			s := h.signIn(login, password+login)
			for i, z := range zones {
				got, err := h.opened(s, "doc1", z, cell, sealed[z])
				may := tc.want[i] != '-'
				if may && (err != nil || got != "in "+string(z)) {
					t.Errorf("%s: want it open, got %q, %v", z, got, err)
				}
				if !may && chart.KindOf(err) != chart.NotAllowed {
					t.Errorf("%s: want %s, got %v", z, chart.NotAllowed, err)
				}
				if s.Holds(z) != may {
					t.Errorf("%s: want Holds %t", z, may)
				}
			}
			// Everybody can put something in, and read it until the session ends.
			in := h.sealed(s, "import-"+login, chart.Originals, "scan")
			if got, err := h.opened(s, "import-"+login, chart.Originals, cell, in); err != nil || got != "scan" {
				t.Errorf("own import: want %q, got %q, %v", "scan", got, err)
			}
			s.Close()
			if got, err := h.opened(ada, "import-"+login, chart.Originals, cell, in); err != nil || got != "scan" {
				t.Errorf("a reviewer opens the import: want %q, got %q, %v", "scan", got, err)
			}
			if tc.role == chart.ScanTechnician {
				again := h.signIn(login, password+login)
				_, err := h.opened(again, "import-"+login, chart.Originals, cell, in)
				h.wantKind("a technician's own import, later", err, chart.NotAllowed)
			}
		})
	}
}

func TestGrantsFollow(t *testing.T) {
	h := newHouse(t)
	ada := h.setUp()
	in := h.sealed(ada, "doc1", chart.Working, "text")
	admin := h.add(ada, "admin", chart.Administrator)
	ada.Close()
	bob := h.add(admin, "bob", chart.HIMReviewer)
	if bob.Holds(chart.Working) {
		t.Error("want no grant from somebody who holds none")
	}
	bob.Close()
	h.signIn("ada", password).Close()
	bob = h.signIn("bob", password+"bob")
	if got, err := h.opened(bob, "doc1", chart.Working, cell, in); err != nil || got != "text" {
		t.Errorf("after somebody with the zone signed in: want %q, got %q, %v", "text", got, err)
	}
	_, err := h.v.AddPerson(t.Context(), bob, vault.NewPerson{Login: "x", DisplayName: "x", Password: password, Roles: []chart.Role{chart.Auditor}})
	h.wantKind("a reviewer adds people", err, chart.NotAllowed)
	p, err := h.v.AddPerson(t.Context(), admin, vault.NewPerson{Login: "BOB", DisplayName: "x", Password: password, Roles: []chart.Role{chart.Auditor}})
	if err != nil {
		t.Fatal(err)
	}
	_, err = p.Confirm(t.Context(), code(t, p.Secret, h.now))
	h.wantKind("a login that is taken", err, chart.BadInput)
	if people, err := h.v.People(t.Context()); err != nil || len(people) != 3 {
		t.Errorf("want 3 people, got %d, %v", len(people), err)
	}
}

func TestStolenGrant(t *testing.T) {
	h := newHouse(t)
	ada := h.setUp()
	h.add(ada, "cod", chart.Coder).Close()
	// The coder's line gets the reviewer's sealed zone key, and zone rows are relabelled: neither opens.
	h.write(func(tx *sqlitedb.Tx) error {
		return tx.Exec(`INSERT INTO zone_grant SELECT 'working', version, (SELECT id FROM person WHERE login = 'cod'), sealed
			FROM zone_grant WHERE zone = 'working'`)
	})
	cod := h.signIn("cod", password+"cod")
	if cod.Holds(chart.Working) {
		t.Error("want a grant beyond the role not opened")
	}
	h.write(func(tx *sqlitedb.Tx) error {
		return tx.Exec(`UPDATE zone_grant SET sealed = (SELECT sealed FROM zone_grant WHERE zone = 'working' LIMIT 1)
			WHERE zone = 'structured' AND person = (SELECT id FROM person WHERE login = 'cod')`)
	})
	_, err := h.v.SignIn(t.Context(), "cod", password+"cod", h.code("cod"))
	h.wantKind("another's grant in one's own line", err, chart.Tampered)
}

func TestEditedDatabase(t *testing.T) {
	tests := []struct{ name, query string }{
		{"roles", `UPDATE person SET roles = '["privacy_officer"]' WHERE login = 'cod'`},
		{"login", `UPDATE person SET login = 'cody' WHERE login = 'cod'`},
		{"public key", `UPDATE person SET seal_public = (SELECT seal_public FROM person WHERE login = 'ada') WHERE login = 'cod'`},
		{"signing key", `UPDATE person SET sign_public = (SELECT sign_public FROM person WHERE login = 'ada') WHERE login = 'cod'`},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			h := newHouse(t)
			ada := h.setUp()
			h.add(ada, "cod", chart.Coder).Close()
			h.write(func(tx *sqlitedb.Tx) error { return tx.Exec(tc.query) })
			_, err := h.v.People(t.Context())
			h.wantKind("people", err, chart.Tampered)
			_, err = h.v.SignIn(t.Context(), "ada", password, h.code("ada"))
			h.wantKind("sign-in of somebody who would hand out grants", err, chart.Tampered)
		})
	}
	t.Run("zone key", func(t *testing.T) {
		h := newHouse(t)
		h.setUp().Close()
		h.write(func(tx *sqlitedb.Tx) error {
			return tx.Exec(`UPDATE zone SET public = (SELECT public FROM zone WHERE zone = 'tokens') WHERE zone = 'working'`)
		})
		h.reopen()
		h.wantKind("load", h.v.Load(t.Context()), chart.Tampered)
	})
}
