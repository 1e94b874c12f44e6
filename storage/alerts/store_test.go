package alerts_test

import (
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/alerts"
	"chartproof.org/chartproof/storage/audit"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/storage/vault/vaulttest"
)

// marker is what must be found nowhere on the disk.
const marker = "Zzyzx-Marker"

type house struct {
	*vaulttest.House
	store *alerts.Store
}

func newHouse(t *testing.T) house {
	h := vaulttest.New(t)
	return house{h, alerts.New(h.DB, h.Log, h.Clock)}
}

// alert raises one and gives its index.
func (h house) alert() (index int64) {
	h.Helper()
	h.Must(h.DB.Write(h.Context(), func(tx *sqlitedb.Tx) (err error) {
		_, err = h.Log.Append(tx, chart.AuditEntry{Action: chart.ActAlert, Detail: "rule=odd_hours"})
		return err
	}))
	all, err := h.Log.Entries(h.Context(), audit.Filter{Actions: []chart.Action{chart.ActAlert}})
	h.Must(err)
	return all[len(all)-1].Index
}

// note gives the id that the last acknowledgement names.
func (h house) note() string {
	h.Helper()
	all := h.Trail(chart.ActAlertDone)
	return chart.MachineWord(all[len(all)-1], "note")
}

func TestRulesAreThoseOfTheReleaseUntilThePracticeHasItsOwn(t *testing.T) {
	h := newHouse(t)
	want := func(when, file string) {
		t.Helper()
		if got, err := h.store.Rules(t.Context()); err != nil || string(got) != file {
			t.Errorf("%s: want %q, got %q, %v", when, file, got, err)
		}
	}
	want("a fresh workspace", "")
	h.Must(h.store.SetRules(t.Context(), h.Officer, []byte("one"), "changed=odd_hours"))
	want("one file", "one")
	h.Must(h.store.SetRules(t.Context(), h.Officer, []byte("two"), ""))
	want("another in its place", "two")
	h.Must(h.store.SetRules(t.Context(), h.Officer, nil, "back"))
	want("those of the release again", "")
	got := h.Trail(chart.ActRules)
	for i, detail := range []string{fmt.Sprintf("sha256=%x changed=odd_hours", sha256.Sum256([]byte("one"))),
		fmt.Sprintf("sha256=%x", sha256.Sum256([]byte("two"))), "of_the_release back"} {
		if i >= len(got) || got[i] != detail {
			t.Fatalf("entry %d: want %q, got %q", i, detail, got)
		}
	}
}

func TestAnAlertIsAcknowledgedOnce(t *testing.T) {
	h := newHouse(t)
	first, second := h.alert(), h.alert()
	for what, note := range map[string]chart.Text{"no words": "", "too many": chart.Text(strings.Repeat("a", 4001))} {
		h.Want(what, h.store.Acknowledge(t.Context(), h.Officer, first, note), chart.BadInput)
	}
	h.Want("an alert that is not there", h.store.Acknowledge(t.Context(), h.Officer, second+1000, "seen"), chart.NotFound)
	h.Want("an entry that is no alert", h.store.Acknowledge(t.Context(), h.Officer, 0, "seen"), chart.NotFound)
	if n := len(h.Trail(chart.ActAlertDone)); n != 0 {
		t.Fatalf("want nothing acknowledged by what was refused, got %d entries", n)
	}
	longest := chart.Text(strings.Repeat("a", 4000))
	h.Must(h.store.Acknowledge(t.Context(), h.Officer, first, longest))
	id := h.note()
	if got, err := h.store.Note(t.Context(), h.Officer, id); err != nil || got != longest {
		t.Errorf("want the note back, got %d letters, %v", len(got), err)
	}
	h.Want("the same alert again", h.store.Acknowledge(t.Context(), h.Officer, first, "again"), chart.Conflict)
	h.Want("another alert", h.store.Acknowledge(t.Context(), h.Officer, second, "seen"), "")
	if got := h.Trail(chart.ActAlertDone); len(got) != 2 || chart.MachineWord(got[1], "alert") != strconv.FormatInt(second, 10) {
		t.Errorf("want two entries, the second of alert %d, got %q", second, got)
	}
	_, err := h.store.Note(t.Context(), h.Officer, "no such note")
	h.Want("a note that is not there", err, chart.NotFound)
}

func TestNotesAreSealedAndOpenToTheZoneOfTheTrailOnly(t *testing.T) {
	h := newHouse(t)
	clinician, auditor := h.Add("bo", chart.Clinician), h.Add("cy", chart.Auditor)
	h.Must(h.store.Acknowledge(t.Context(), h.Officer, h.alert(), "It was "+marker))
	id := h.note()
	if got, err := h.store.Note(t.Context(), auditor, id); err != nil || got != "It was "+marker {
		t.Errorf("auditor: got %q, %v", got.Reveal(), err)
	}
	_, err := h.store.Note(t.Context(), clinician, id)
	h.Want("a clinician", err, chart.NotAllowed)
	h.Want("a clinician's own", h.store.Acknowledge(t.Context(), clinician, h.alert(), "seen"), chart.NotAllowed)
	h.Must(h.store.Acknowledge(t.Context(), auditor, h.alert(), "Also "+marker))
	if got, err := h.store.Note(t.Context(), h.Officer, h.note()); err != nil || got != "Also "+marker {
		t.Errorf("what the auditor wrote, to the officer: got %q, %v", got.Reveal(), err)
	}
	files, err := filepath.Glob(filepath.Join(h.Dir, "*"))
	if err != nil || len(files) == 0 {
		t.Fatalf("want the workspace's files, got %v, %v", files, err)
	}
	for _, name := range files {
		if data, err := os.ReadFile(name); err == nil && strings.Contains(string(data), marker) {
			t.Errorf("%s holds a note in clear", filepath.Base(name))
		}
	}
	h.Exec(`UPDATE alert_note SET sealed = (SELECT sealed FROM alert_note WHERE id <> ?1) WHERE id = ?1`, id)
	_, err = h.store.Note(t.Context(), h.Officer, id)
	h.Want("a note in another's place", err, chart.Tampered)
	auditor.Close()
	_, err = h.store.Note(t.Context(), auditor, id)
	h.Want("after signing out", err, chart.Locked)
	h.Want("rules after signing out", h.store.SetRules(t.Context(), auditor, []byte("x"), ""), chart.Locked)
}
