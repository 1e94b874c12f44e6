package retention_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/retention"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/storage/vault"
	"chartproof.org/chartproof/storage/vault/vaulttest"
)

type house struct {
	*vaulttest.House
	store *retention.Store
	other *vault.Session
	held  map[chart.DocumentID]bool // as the marks told
}

func newHouse(t *testing.T) *house {
	h := &house{House: vaulttest.New(t), held: map[chart.DocumentID]bool{}}
	h.store = retention.New(h.DB, h.Log, h.Clock)
	h.other = h.Add("bo", chart.PrivacyOfficer)
	for _, id := range []chart.DocumentID{"d1", "d2", "d3"} {
		h.Chart(id)
	}
	return h
}

func (h *house) mark(_ *sqlitedb.Tx, id chart.DocumentID, held bool) error {
	h.held[id] = held
	return nil
}

var ground = retention.Ground{Matter: "Doe v. Clinic", Reason: "letter of the court"}

func (h *house) hold(kind retention.HoldKind, sc retention.Scope, docs ...chart.DocumentID) string {
	h.Helper()
	id, err := h.store.SetHold(h.Context(), h.Officer, kind, sc, ground, docs, h.mark)
	h.Must(err)
	return id
}

func (h *house) covers(when string, want ...chart.DocumentID) {
	h.Helper()
	got, err := h.store.Held(h.Context())
	h.Must(err)
	for _, id := range []chart.DocumentID{"d1", "d2", "d3"} {
		if got.Covers(id) != slices.Contains(want, id) {
			h.Errorf("%s: want %v held, got %+v", when, want, got)
		}
	}
}

func TestAHoldNeedsSomethingToHoldAndAGround(t *testing.T) {
	h := newHouse(t)
	for what, c := range map[string]struct {
		kind retention.HoldKind
		sc   retention.Scope
		g    retention.Ground
		docs []chart.DocumentID
	}{
		"no matter":            {retention.HoldDocument, retention.Scope{}, retention.Ground{Reason: "r"}, []chart.DocumentID{"d1"}},
		"no reason":            {retention.HoldDocument, retention.Scope{}, retention.Ground{Matter: "m"}, []chart.DocumentID{"d1"}},
		"no document":          {retention.HoldDocument, retention.Scope{}, ground, nil},
		"a patient of nothing": {retention.HoldPatient, retention.Scope{}, ground, nil},
		"no search":            {retention.HoldSearch, retention.Scope{}, ground, []chart.DocumentID{"d1"}},
		"another kind":         {"some", retention.Scope{}, ground, []chart.DocumentID{"d1"}},
	} {
		_, err := h.store.SetHold(t.Context(), h.Officer, c.kind, c.sc, c.g, c.docs, h.mark)
		h.Want(what, err, chart.BadInput)
	}
	if len(h.held) > 0 || len(h.Trail(chart.ActHold)) > 0 {
		t.Errorf("want nothing held by what was refused, got %v", h.held)
	}
}

func TestADocumentIsFreeWhenItsLastHoldEnds(t *testing.T) {
	h := newHouse(t)
	one := h.hold(retention.HoldPatient, retention.Scope{}, "d1", "d2")
	two := h.hold(retention.HoldDocument, retention.Scope{}, "d2")
	h.covers("two holds", "d1", "d2")
	release := func(id string) {
		t.Helper()
		h.Must(h.store.AskRelease(t.Context(), h.Officer, id))
		h.Must(h.store.ReleaseHold(t.Context(), h.other, id, retention.Look{}, h.mark))
	}
	h.Must(h.store.AskRelease(t.Context(), h.Officer, one))
	h.covers("asked, and not agreed to", "d1", "d2")
	h.Want("asked twice", h.store.AskRelease(t.Context(), h.other, one), chart.BadState)
	h.Must(h.store.KeepHold(t.Context(), h.other, one))
	h.Want("kept twice", h.store.KeepHold(t.Context(), h.other, one), chart.BadState)
	h.Want("released without being asked", h.store.ReleaseHold(t.Context(), h.other, one, retention.Look{}, h.mark), chart.BadState)
	release(one)
	h.covers("the first released", "d2")
	if h.held["d1"] || !h.held["d2"] {
		t.Errorf("want d1 marked free and d2 not, got %v", h.held)
	}
	release(two)
	h.covers("both released")
	if h.held["d2"] {
		t.Error("want d2 marked free")
	}
	h.Want("a hold that is not there", h.store.ReleaseHold(t.Context(), h.other, "none", retention.Look{}, h.mark), chart.NotFound)
}

func TestEverythingHoldsWhatComesLaterToo(t *testing.T) {
	h := newHouse(t)
	h.hold(retention.HoldEverything, retention.Scope{}, "d1")
	h.covers("everything", "d1", "d2", "d3")
	h.Chart("d4")
	if got, err := h.store.Held(t.Context()); err != nil || !got.Covers("d4") {
		t.Errorf("what came later: got %+v, %v", got, err)
	}
}

func TestASearchGrowsAndLosesNothing(t *testing.T) {
	h := newHouse(t)
	id := h.hold(retention.HoldSearch, retention.Scope{Searches: []chart.Text{"warfarin"}})
	h.covers("nothing found yet")
	h.Must(h.store.Extend(t.Context(), h.Officer, id, []chart.DocumentID{"d1"}, h.mark))
	h.Must(h.store.Extend(t.Context(), h.Officer, id, []chart.DocumentID{"d2"}, h.mark))
	before := len(h.Trail(chart.ActHold))
	h.Must(h.store.Extend(t.Context(), h.Officer, id, []chart.DocumentID{"d2"}, h.mark))
	if n := len(h.Trail(chart.ActHold)); n != before {
		t.Errorf("found again: want no entry, got %d more", n-before)
	}
	h.covers("found one after the other", "d1", "d2")
	if got, err := h.store.Covered(t.Context(), id); err != nil || !slices.Equal(got, []chart.DocumentID{"d1", "d2"}) {
		t.Errorf("want both, got %v, %v", got, err)
	}
	h.Must(h.store.AskRelease(t.Context(), h.Officer, id))
	h.Must(h.store.ReleaseHold(t.Context(), h.other, id, retention.Look{}, h.mark))
	h.Must(h.store.Extend(t.Context(), h.Officer, id, []chart.DocumentID{"d3"}, h.mark))
	h.covers("a released hold grows no more")
}

// The same person's second look is had a day later to the second, counts again, and is recorded as such.
func TestAloneASecondLookComesADayLater(t *testing.T) {
	h := newHouse(t)
	id := h.hold(retention.HoldPatient, retention.Scope{}, "d1", "d2")
	h.Must(h.store.AskRelease(t.Context(), h.Officer, id))
	look := func(what string, l retention.Look, kind chart.ErrKind) {
		t.Helper()
		h.Want(what, h.store.ReleaseHold(t.Context(), h.Officer, id, l, h.mark), kind)
	}
	alone := retention.Look{Alone: true, Counted: 2}
	look("somebody else might", retention.Look{Counted: 2}, chart.NotAllowed)
	h.Now = h.Now.Add(retention.Wait - time.Millisecond)
	look("a moment early", alone, chart.BadState)
	h.Now = h.Now.Add(time.Millisecond)
	look("counted otherwise", retention.Look{Alone: true, Counted: 1}, chart.BadInput)
	look("a day later", alone, "")
	all, err := h.store.Holds(t.Context(), h.Officer)
	if err != nil || len(all) != 1 || all[0].State != retention.HoldReleased || all[0].Second != retention.SameLater {
		t.Errorf("want it released by the same person later, got %+v, %v", all, err)
	}
}

func TestGroundAndScopeOpenToTheirZonesOnly(t *testing.T) {
	h := newHouse(t)
	h.hold(retention.HoldSearch, retention.Scope{Searches: []chart.Text{"warfarin"}}, "d1")
	auditor, reviewer, admin := h.Add("cy", chart.Auditor), h.Add("di", chart.HIMReviewer), h.Add("ed", chart.Administrator)
	for who, c := range map[string]struct {
		ses           *vault.Session
		scope, ground bool
	}{"officer": {h.Officer, true, true}, "auditor": {auditor, false, true}, "reviewer": {reviewer, true, false}, "administrator": {admin, false, false}} {
		all, err := h.store.Holds(t.Context(), c.ses)
		if err != nil || len(all) != 1 || (all[0].Scope != nil) != c.scope || (all[0].Ground != nil) != c.ground || all[0].Documents != 1 {
			t.Errorf("%s: want scope %t and ground %t, got %+v, %v", who, c.scope, c.ground, all, err)
		}
	}
	auditor.Close()
	_, err := h.store.Holds(t.Context(), auditor)
	h.Want("after signing out", err, chart.Locked)
}

// Whoever takes a hold out of the database, or a chart out of a hold, is told by the trail: nothing is destroyed then.
func TestAHoldThatWasTakenAwayIsNoticed(t *testing.T) {
	for what, query := range map[string]string{
		"the hold is gone":           `DELETE FROM hold`,
		"a document is gone from it": `DELETE FROM hold_document WHERE document = 'd2'`,
		"it is said to be released":  `UPDATE hold SET state = 'released'`,
	} {
		t.Run(what, func(t *testing.T) {
			h := newHouse(t)
			h.hold(retention.HoldPatient, retention.Scope{}, "d1", "d2")
			h.covers("before", "d1", "d2")
			h.Exec(`PRAGMA defer_foreign_keys = ON`)
			if what == "the hold is gone" {
				h.Exec(`DELETE FROM hold_document`)
			}
			h.Exec(query)
			_, err := h.store.Held(t.Context())
			h.Want(what, err, chart.Tampered)
		})
	}
}

func TestTheScheduleChangesFromTheVersionThatWasLookedAt(t *testing.T) {
	h := newHouse(t)
	settings, version, err := h.store.Schedule(t.Context(), h.Officer)
	if err != nil || settings != nil || version != 0 {
		t.Fatalf("a fresh workspace: got %q, %d, %v", settings, version, err)
	}
	for i := range int64(2) {
		h.Must(h.store.SetSchedule(t.Context(), h.Officer, i, fmt.Appendf(nil, "years=%d", i), fmt.Sprintf("version=%d", i+1)))
	}
	h.Want("made of a version that is gone", h.store.SetSchedule(t.Context(), h.other, 1, []byte("years=9"), ""), chart.Conflict)
	if settings, version, err = h.store.Schedule(t.Context(), h.other); err != nil || string(settings) != "years=1" || version != 2 {
		t.Errorf("want the second one, got %q, %d, %v", settings, version, err)
	}
	if got := h.Trail(chart.ActRetention); !slices.Equal(got, []string{"version=1", "version=2"}) {
		t.Errorf("want an entry a change, got %q", got)
	}
	h.Exec(`UPDATE retention_schedule SET version = 1`)
	_, _, err = h.store.Schedule(t.Context(), h.Officer)
	h.Want("an older version's number", err, chart.Tampered)
}
