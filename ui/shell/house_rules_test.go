package shell_test

import (
	"context"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/access"
	"chartproof.org/chartproof/engine/protect/access/rulebook"
	"chartproof.org/chartproof/ui/present"
)

func (h *paperHouse) Rules(context.Context) (present.RulesState, error) {
	return present.RulesState{Version: "v1", Release: "v1", Practice: access.DefaultPractice(),
		Rules: []rulebook.Rule{{ID: "open", Says: "Who works with charts opens them."}}}, nil
}

func (h *paperHouse) SetPractice(context.Context, access.Practice, string) error { return nil }

func (h *paperHouse) SetOwnRules(context.Context, []rulebook.File, string) (rulebook.Change, error) {
	return rulebook.Change{}, nil
}

func (h *paperHouse) Restrictions(context.Context) ([]present.RestrictionRow, error) { return nil, nil }

func (h *paperHouse) Restrict(context.Context, present.NewRestriction) error { return nil }

func (h *paperHouse) Lift(context.Context, string) error { return nil }

func (h *paperHouse) GlassItems(context.Context) ([]present.GlassRow, error) { return nil, nil }

func (h *paperHouse) ReviewGlass(context.Context, string, access.GlassOutcome, chart.Text) error {
	return nil
}

func (h *paperHouse) BreakGlass(_ context.Context, id chart.DocumentID, reason chart.Text) (access.Glass, error) {
	h.did("break " + string(id) + " " + reason.Reveal())
	h.mu.Lock()
	defer h.mu.Unlock()
	h.broken = id
	return access.Glass{Document: id}, nil
}

func (h *paperHouse) GlassOpen(context.Context) ([]access.Glass, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.broken == "" {
		return nil, nil
	}
	return []access.Glass{{Document: h.broken, Opened: time.Now().Add(-time.Minute), Until: time.Now().Add(29*time.Minute + 30*time.Second)}}, nil
}

func (h *paperHouse) MendGlass(_ context.Context, id chart.DocumentID) error {
	h.did("mend " + string(id))
	h.mu.Lock()
	defer h.mu.Unlock()
	h.broken = ""
	return nil
}

func (h *paperHouse) GlassDue(context.Context) (waiting, late int, err error) {
	return 2 * h.late, h.late, nil
}

func (h *paperHouse) Prove(_ context.Context, password string) error {
	if password != "right" {
		return chart.E(chart.NotAllowed, "prove", nil)
	}
	h.did("prove")
	return nil
}
