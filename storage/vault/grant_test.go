package vault_test

import (
	"strings"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/audit"
)

// Nobody comes to the keys unseen: each grant is told, whoever's presence has given it.
func TestEveryGrantToANewLoginIsTold(t *testing.T) {
	h := newHouse(t)
	first := h.setUp()
	if n := h.trail(chart.ActGrantTell); n != 0 {
		t.Errorf("the first person: want no alarm, got %d", n)
	}
	admin := h.add(first, "adm", chart.Administrator)
	first.Close()
	second := h.add(admin, "adm2", chart.HIMReviewer)
	if n := h.trail(chart.ActGrantTell); n != 0 {
		t.Errorf("nobody has keys to give yet: want no alarm, got %d", n)
	}
	officer := h.signIn("ada", password)
	h.signIn("ada", password)
	all, err := h.log.Entries(t.Context(), audit.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	var told []chart.AuditEntry
	for _, e := range all {
		if e.Action == chart.ActGrantTell {
			told = append(told, e)
		}
	}
	if len(told) != 1 || told[0].Person != officer.Person().ID ||
		!strings.HasPrefix(told[0].Detail, "granted="+string(second.Person().ID)+" zones=originals,working") {
		t.Errorf("want one alarm that names both, got %+v", told)
	}
}
