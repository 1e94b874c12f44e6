package retention_test

import (
	"bytes"
	"errors"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/retention"
)

// signed stands for a signature: the payload behind a mark.
func signed(payload []byte) ([]byte, error) { return append([]byte("signed:"), payload...), nil }

func opened(envelope []byte) ([]byte, error) {
	payload, ok := bytes.CutPrefix(envelope, []byte("signed:"))
	if !ok {
		return nil, chart.E(chart.Tampered, "open", errors.New("no signature"))
	}
	return payload, nil
}

var (
	things  = []retention.PlannedItem{{Kind: retention.KindChart, Owner: "import of d1", Version: 1, Rule: "adult"}}
	grounds = retention.Grounds{Schedule: "s1", Verify: opened}
)

func (h *house) order() string {
	h.Helper()
	id, err := h.store.Order(h.Context(), h.Officer, "s1", things, nil, signed)
	h.Must(err)
	return id
}

func (h *house) state(id string) string {
	h.Helper()
	d, err := h.store.Disposal(h.Context(), id)
	h.Must(err)
	return d.State
}

func TestADisposalNamesFromOneToTwentyThousandThings(t *testing.T) {
	h := newHouse(t)
	for what, n := range map[string]int{"nothing": 0, "one too many": 20_001} {
		_, err := h.store.Order(t.Context(), h.Officer, "s1", make([]retention.PlannedItem, n), nil, signed)
		h.Want(what, err, chart.BadInput)
	}
	gone := errors.New("the card was taken out")
	if _, err := h.store.Order(t.Context(), h.Officer, "s1", things, nil, func([]byte) ([]byte, error) { return nil, gone }); !errors.Is(err, gone) {
		t.Errorf("a signature that fails: got %v", err)
	}
	if all, err := h.store.Disposals(t.Context()); err != nil || len(all) != 0 {
		t.Errorf("want nothing ordered by what was refused, got %+v, %v", all, err)
	}
	first := h.order()
	_, err := h.store.Order(t.Context(), h.other, "s1", things, nil, signed)
	h.Want("a second one beside it", err, chart.Conflict)
	h.Must(h.store.Cancel(t.Context(), h.Officer, first))
	h.Want("cancelled twice", h.store.Cancel(t.Context(), h.Officer, first), chart.BadState)
	if h.state(first) != retention.Cancelled || h.state(h.order()) != retention.Ordered {
		t.Error("want the first cancelled and another one ordered")
	}
}

func TestAnotherPersonAgreesToWhatIsStillSo(t *testing.T) {
	h := newHouse(t)
	id := h.order()
	approve := func(what string, l retention.Look, g retention.Grounds, kind chart.ErrKind) {
		t.Helper()
		h.Want(what, h.store.Approve(t.Context(), h.other, id, l, g, signed), kind)
	}
	h.Want("by who ordered it", h.store.Approve(t.Context(), h.Officer, id, retention.Look{}, grounds, signed), chart.NotAllowed)
	approve("another schedule", retention.Look{}, retention.Grounds{Schedule: "s2", Verify: opened}, chart.Conflict)
	h.Exec(`UPDATE disposal SET plan = CAST(replace(CAST(plan AS TEXT), 'signed:', '') AS BLOB)`)
	approve("a plan that nobody signed", retention.Look{}, grounds, chart.Tampered)
	h.Exec(`UPDATE disposal SET plan = CAST('signed:' || CAST(plan AS TEXT) AS BLOB)`)
	h.Exec(`UPDATE disposal_item SET owner = 'import of d2'`)
	approve("another chart in its place", retention.Look{}, grounds, chart.Tampered)
	h.Exec(`UPDATE disposal_item SET owner = 'import of d1'`)
	h.Exec(`UPDATE import SET imported = ? WHERE id = 'import of d3'`, h.Now.Add(time.Second).UnixMilli())
	approve("a file came in", retention.Look{}, grounds, chart.Conflict)
	h.Exec(`UPDATE import SET imported = 0`)
	if h.state(id) != retention.Ordered {
		t.Fatalf("want it only ordered still, got %s", h.state(id))
	}
	approve("as it was ordered", retention.Look{}, grounds, "")
	approve("twice", retention.Look{}, grounds, chart.BadState)
	h.Want("cancelled after it was approved", h.store.Cancel(t.Context(), h.Officer, id), chart.BadState)
	if d, err := h.store.Disposal(t.Context(), id); err != nil || d.State != retention.Approved || d.Second != retention.Another || d.ApprovedBy != h.other.Person().ID {
		t.Errorf("want it approved by another person, got %+v, %v", d, err)
	}
}

func TestNothingIsCarriedOutThatNobodyApproved(t *testing.T) {
	h := newHouse(t)
	id := h.order()
	_, err := h.store.CarryOut(t.Context(), h.Officer, id, retention.Tools{Verify: opened})
	h.Want("only ordered", err, chart.BadState)
	h.Must(h.store.Cancel(t.Context(), h.Officer, id))
	_, err = h.store.CarryOut(t.Context(), h.Officer, id, retention.Tools{Verify: opened})
	h.Want("cancelled", err, chart.BadState)
	_, err = h.store.CarryOut(t.Context(), h.Officer, "none", retention.Tools{Verify: opened})
	h.Want("not there", err, chart.NotFound)
	id = h.order()
	h.Exec(`UPDATE disposal SET state = 'approved' WHERE id = ?`, id)
	if _, err = h.store.CarryOut(t.Context(), h.Officer, id, retention.Tools{Verify: opened}); chart.KindOf(err) != chart.Tampered {
		t.Errorf("approved by hand in the database: want %s, got %v", chart.Tampered, err)
	}
}
