package vault_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/vault"
)

// design is the table of the design: which zones a role's keys open. o w r s t a
var design = []struct {
	role chart.Role
	want string
}{
	{chart.ScanTechnician, "------"},
	{chart.HIMReviewer, "owrs--"},
	{chart.Coder, "--rs--"},
	{chart.Clinician, "owrs--"},
	{chart.PrivacyOfficer, "owrsta"},
	{chart.Auditor, "-----a"},
	{chart.Administrator, "------"},
}

func word(r chart.Role) string { return strings.ReplaceAll(string(r), "_", "") }

// TestKeyMatrix tries everybody's keys on everything, with no rule in the way: what opens is exactly the design's table, as
// set up, after every zone has a new key, after a change of roles and after everybody has left.
func TestKeyMatrix(t *testing.T) {
	h := newHouse(t)
	ada := h.setUp()
	h.set(ada, 2, 3)
	ids := map[chart.Role]chart.PersonID{}
	for _, d := range design {
		s := h.add(ada, word(d.role), d.role)
		ids[d.role] = s.Person().ID
		s.Close()
	}
	for _, z := range zones {
		h.sealed(ada, "doc1", z, "x")
	}
	cells := 0
	check := func(when string, want func(chart.Role, string) string) {
		t.Helper()
		for _, d := range design {
			opens, err := vault.TryEverything(t.Context(), h.v, word(d.role), password+word(d.role))
			if err != nil {
				t.Fatal(err)
			}
			for i, z := range zones {
				cells++
				if may := want(d.role, d.want)[i] != '-'; opens[z] != may {
					t.Errorf("%s: %s in %s: want open %t, got %t", when, d.role, z, may, opens[z])
				}
			}
		}
	}
	as := func(_ chart.Role, table string) string { return table }
	check("as set up", as)
	for _, z := range zones {
		if _, err := h.v.RotateZone(t.Context(), ada, z, vault.Scheduled); err != nil {
			t.Fatal(err)
		}
	}
	check("after rotation", as)

	// The reviewer becomes a coder.
	out, err := h.v.SetRoles(t.Context(), ada, ids[chart.HIMReviewer], []chart.Role{chart.Coder})
	if err != nil || !slices.Equal(out.Zones, []chart.Zone{chart.Originals, chart.Working}) || len(out.Rotated) != 2 || len(out.Pending()) != 0 {
		t.Errorf("roles lost: want originals and working taken and rotated, got %+v, %v", out, err)
	}
	check("a reviewer became a coder", func(r chart.Role, table string) string {
		if r == chart.HIMReviewer {
			return "--rs--"
		}
		return table
	})

	// Everybody leaves, one after the other; nobody keeps anything, the others keep all.
	left := map[chart.Role]bool{}
	for _, d := range design {
		if _, err := h.v.Disable(t.Context(), ada, ids[d.role]); err != nil {
			t.Fatal(err)
		}
		left[d.role] = true
		check(string(d.role)+" left", func(r chart.Role, table string) string {
			switch {
			case left[r]:
				return "------"
			case r == chart.HIMReviewer:
				return "--rs--"
			}
			return table
		})
	}
	t.Logf("%d cells tried by key, without policy", cells)
}

// What a leaver has copied opens nothing that was put in later, and with it none of what was wrapped anew.
func TestLeaverWithCopies(t *testing.T) {
	h := newHouse(t)
	ada := h.setUp()
	rev := h.add(ada, "rev", chart.HIMReviewer)
	h.sealed(ada, "doc1", chart.Working, "x")
	stolen := h.copyFolderOf(h.dir, maps.Clone(h.keyring.secrets))
	if _, err := h.v.Disable(t.Context(), ada, rev.Person().ID); err != nil || rev.Alive() == nil {
		t.Errorf("want the leaver's session closed, got %v", err)
	}
	h.sealed(ada, "doc2", chart.Working, "y")
	if opens, err := vault.TryEverything(t.Context(), h.v, "rev", password+"rev"); err != nil || len(opens) != 0 {
		t.Errorf("want the leaver's keys to open nothing, got %v, %v", opens, err)
	}
	stolen.open()
	defer func() { _ = stolen.db.Close() }()
	if opens, err := vault.TryEverything(t.Context(), stolen.v, "rev", password+"rev"); err != nil || !opens[chart.Working] {
		t.Errorf("a whole copy of before, keyring included: it opens, as the threat model says; got %v, %v", opens, err)
	}
}

func TestRevokeWaitsForAHolder(t *testing.T) {
	h := newHouse(t)
	ada := h.setUp()
	adm := h.add(ada, "adm", chart.Administrator)
	cod := h.add(ada, "cod", chart.Coder)
	ada.Close()
	out, err := h.v.Disable(t.Context(), adm, cod.Person().ID)
	if err != nil || len(out.Pending()) != 2 {
		t.Errorf("want two zones waiting, got %+v, %v", out, err)
	}
	state, err := h.v.Keys(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, z := range state.Zones {
		if want := z.Zone == chart.RedactedZ || z.Zone == chart.Structured; want != (z.Ordered == vault.PersonLeft) {
			t.Errorf("%s: want ordered %t, got %q", z.Zone, want, z.Ordered)
		}
	}
	ada = h.signIn("ada", password)
	if done, err := h.v.Settle(t.Context(), ada); err != nil || len(done) != 2 {
		t.Errorf("want both carried out, got %+v, %v", done, err)
	}
	again, err := h.v.Disable(t.Context(), adm, cod.Person().ID)
	h.wantKind("again", err, chart.BadState)
	if len(again.Zones) != 0 {
		t.Errorf("again: want nothing to take, got %+v", again)
	}
	if state, err = h.v.Keys(t.Context()); err != nil || state.Zones[2].Version != 2 || state.Zones[0].Version != 1 || len(state.Zones[2].Holders) != 1 {
		t.Errorf("want version 2 of redacted, held by one, got %+v, %v", state.Zones, err)
	}
}
