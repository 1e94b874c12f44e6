package rulings_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/access"
	"chartproof.org/chartproof/storage/rulings"
	"chartproof.org/chartproof/storage/vault"
	"chartproof.org/chartproof/storage/vault/vaulttest"
)

const (
	marker = "Zzyzx-Marker"
	reason = chart.Text("Unconscious in the waiting room, allergies of " + marker + " needed")
)

// house is a workspace with one document, a privacy officer and a clinician.
type house struct {
	*vaulttest.House
	store   *rulings.Store
	treater *vault.Session
}

func newHouse(t *testing.T) *house {
	h := &house{House: vaulttest.New(t)}
	h.store = rulings.New(h.DB, h.Log, h.Clock)
	h.treater = h.Add("bo", chart.Clinician)
	h.Chart("d1")
	return h
}

func (h *house) load() rulings.Held {
	h.Helper()
	held, err := h.store.Load(h.Context(), h.treater)
	h.Must(err)
	return held
}

func (h *house) breakGlass() access.Glass {
	h.Helper()
	g, err := h.store.Break(h.Context(), h.treater, access.Glass{Document: "d1", Rules: "chart-restricted@1"}, reason, 60)
	h.Must(err)
	return g
}

func TestRestrictionsStandUntilTheyEnd(t *testing.T) {
	h := newHouse(t)
	if got := h.load(); len(got.Restrictions) > 0 || got.Practice.GlassMinutes != access.DefaultGlass {
		t.Fatalf("a fresh workspace: got %+v", got)
	}
	id, err := h.store.Restrict(t.Context(), h.Officer, access.Restriction{Kind: access.Part2, Document: "d1"}, marker)
	h.Must(err)
	for name, r := range map[string]access.Restriction{
		"no chart": {Kind: access.Part2}, "no kind": {Document: "d1"}, "closed to nobody": {Kind: access.ClosedTo, Document: "d1"},
		"two charts": {Kind: access.Part2, Document: "d1", Import: "i1"}, "a restriction with an end": {Kind: access.Part2, Document: "d1", Until: h.Now},
	} {
		_, err := h.store.Restrict(t.Context(), h.Officer, r, "")
		h.Want(name, err, chart.BadInput)
	}
	held := h.load()
	on := func() string {
		restrictions, _, _ := access.On(held.Restrictions, access.Chart{Document: "d1"}, "p", h.Now)
		return strings.Join(restrictions, " ")
	}
	if on() != "part2" {
		t.Errorf("want it on the chart, got %q", on())
	}
	if text, err := h.store.Text(t.Context(), h.Officer, id, "note"); err != nil || text != marker {
		t.Errorf("the officer's note: got %v, %v", text, err)
	}
	_, err = h.store.Text(t.Context(), h.treater, id, "note")
	h.Want("the note for somebody else", err, chart.NotAllowed)
	h.Must(h.store.Lift(t.Context(), h.Officer, id))
	h.Want("twice", h.store.Lift(t.Context(), h.Officer, id), chart.BadState)
	h.Want("another", h.store.Lift(t.Context(), h.Officer, "x"), chart.NotFound)
	if held = h.load(); on() != "" {
		t.Errorf("it ended, got %q", on())
	}
	if got := h.Trail(chart.ActRestrict); len(got) != 2 || strings.Contains(strings.Join(got, ""), "part2") {
		t.Errorf("want two entries without the kind, got %q", got)
	}
}

func TestTheGlassBreaksAndIsReviewed(t *testing.T) {
	h := newHouse(t)
	for _, poor := range []chart.Text{"", "emergency", "a b c d e f g", "aaaa aaaa aaaa aaaa", chart.Text(strings.Repeat("need it now ", 400))} {
		_, err := h.store.Break(t.Context(), h.treater, access.Glass{Document: "d1"}, poor, 60)
		h.Want("a poor reason", err, chart.BadInput)
	}
	_, err := h.store.Break(t.Context(), h.treater, access.Glass{Document: "d2"}, reason, 60)
	h.Want("no chart", err, chart.NotFound)
	_, err = h.store.Break(t.Context(), h.treater, access.Glass{Document: "d1"}, reason, 100000)
	h.Want("for ever", err, chart.BadInput)
	g := h.breakGlass()
	if !g.Open(h.Now) || g.Until.Sub(g.Opened) != time.Hour {
		t.Errorf("want it open for an hour, got %+v", g)
	}
	_, err = h.store.Break(t.Context(), h.treater, access.Glass{Document: "d1"}, reason, 60)
	h.Want("twice", err, chart.BadState)
	if a := h.Trail(chart.ActGlassAlarm); len(a) != 1 || len(h.Trail(chart.ActGlass)) != 1 {
		t.Errorf("want an entry and an alarm, got %q", a)
	}
	h.Want("review while it is open", h.store.Review(t.Context(), h.Officer, g.ID, access.GlassRight, "", false), chart.BadState)
	h.Want("mend another's", h.store.Mend(t.Context(), h.Officer, g.ID), chart.NotAllowed)
	h.Must(h.store.Mend(t.Context(), h.treater, g.ID))
	h.Want("mend twice", h.store.Mend(t.Context(), h.treater, g.ID), chart.BadState)
	if h.load().Glass[0].Open(h.Now) {
		t.Error("want it closed")
	}
	if text, err := h.store.Text(t.Context(), h.Officer, g.ID, "reason"); err != nil || text != reason {
		t.Errorf("the reason: got %v, %v", text, err)
	}
	h.Want("one's own", h.store.Review(t.Context(), h.treater, g.ID, access.GlassRight, "", false), chart.NotAllowed)
	h.Want("no outcome", h.store.Review(t.Context(), h.Officer, g.ID, "fine", "", false), chart.BadInput)
	h.Want("wrong without a note", h.store.Review(t.Context(), h.Officer, g.ID, access.GlassWrong, "bad", false), chart.BadInput)
	if late, err := h.store.Remind(t.Context(), h.Officer); err != nil || late != 0 {
		t.Errorf("not late yet: got %d, %v", late, err)
	}
	h.Now = h.Now.Add(access.GlassReviewWithin + time.Minute)
	for range 2 {
		if late, err := h.store.Remind(t.Context(), h.Officer); err != nil || late != 1 {
			t.Errorf("want one late, got %d, %v", late, err)
		}
	}
	if a := h.Trail(chart.ActGlassAlarm); len(a) != 2 || a[1] != "why=review_late items=1" {
		t.Errorf("want it told once a day, got %q", a)
	}
	h.Must(h.store.Review(t.Context(), h.Officer, g.ID, access.GlassRight, "The allergies were needed at once.", false))
	h.Want("reviewed twice", h.store.Review(t.Context(), h.Officer, g.ID, access.GlassRight, "", false), chart.BadState)
	if got := h.load().Glass[0]; got.Outcome != access.GlassRight || got.Alone || got.Due(h.Now) {
		t.Errorf("got %+v", got)
	}
	alone := h.breakGlass()
	h.Must(h.store.Mend(t.Context(), h.treater, alone.ID))
	h.Must(h.store.Review(t.Context(), h.treater, alone.ID, access.GlassRight, "", true))
	if got := h.Trail(chart.ActGlassReview); !strings.HasSuffix(got[1], "by=same_person") {
		t.Errorf("want it recorded, got %q", got)
	}
}

// Whatever is done to the rows in the database is found.
func TestRowsThatWereChangedAreFound(t *testing.T) {
	for name, attack := range map[string]string{
		"a restriction is taken away": `DELETE FROM ruling WHERE kind = 'restriction'`,
		"all is taken away":           `DELETE FROM ruling`,
		"two are exchanged":           `UPDATE ruling SET id = CASE id WHEN (SELECT min(id) FROM ruling WHERE kind = 'restriction') THEN 'x' ELSE id END`,
		"a byte is changed":           `UPDATE ruling SET sealed = CAST(substr(sealed, 1, length(sealed) - 1) || x'00' AS BLOB) WHERE kind = 'glass'`,
		"one is doubled":              `INSERT INTO ruling SELECT kind, id || '2', sealed, changed FROM ruling WHERE kind = 'restriction'`,
		"its kind is changed":         `UPDATE ruling SET kind = 'patient' WHERE kind = 'restriction'`,
		"the seal is exchanged":       `UPDATE ruling_head SET mac = x'00'`,
		"the seal is taken away":      `DELETE FROM ruling_head`,
	} {
		h := newHouse(t)
		h.load()
		_, err := h.store.Restrict(t.Context(), h.Officer, access.Restriction{Kind: access.Restricted, Document: "d1"}, "")
		h.Must(err)
		h.breakGlass()
		h.load()
		h.Exec(attack)
		_, err = h.store.Load(t.Context(), h.treater)
		h.Want(name, err, chart.Tampered)
	}
	h := newHouse(t)
	_, err := h.store.Restrict(t.Context(), h.Officer, access.Restriction{Kind: access.Restricted, Document: "d1"}, "")
	h.Must(err)
	h.Exec(`DELETE FROM ruling`)
	h.Exec(`DELETE FROM ruling_head`)
	_, err = h.store.Load(t.Context(), h.treater)
	h.Want("rows and seal are taken away", err, chart.Tampered)
}

func TestWhatIsTypedIsNowhereInClear(t *testing.T) {
	h := newHouse(t)
	h.breakGlass()
	_, err := h.store.Restrict(t.Context(), h.Officer, access.Restriction{Kind: access.Part2, Document: "d1"}, marker+" asked for it")
	h.Must(err)
	h.Must(h.store.SetBundle(t.Context(), h.Officer, rulings.Bundle{Envelope: []byte("rules of " + marker)}, "was=a is=b"))
	h.Must(h.store.SetPractice(t.Context(), h.Officer, access.DefaultPractice(), "hours=0"))
	files, err := filepath.Glob(filepath.Join(h.Dir, "*"))
	h.Must(err)
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			continue // a folder
		}
		for _, secret := range []string{marker, "part2"} {
			if bytes.Contains(data, []byte(secret)) {
				t.Errorf("%s stands in %s", secret, filepath.Base(name))
			}
		}
	}
	if got := h.load(); string(got.Bundle.Envelope) != "rules of "+marker {
		t.Errorf("got %+v", got.Bundle)
	}
	if got := h.Trail(chart.ActPolicyChange); !slices.Equal(got, []string{"was=a is=b text=" + rulings.TextOf(*h.load().Bundle), "hours=0"}) {
		t.Errorf("trail: got %q", got)
	}
}
