package rulings

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/access"
	"chartproof.org/chartproof/storage/audit"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/storage/vault"
)

// Break opens a chart in an emergency for some minutes: the item for the review, the reason under seal, the entry and the alarm,
// all of it or nothing.
func (s *Store) Break(ctx context.Context, ses *vault.Session, g access.Glass, reason chart.Text, minutes int) (access.Glass, error) {
	const op = "break the glass"
	if !access.Reason(reason) {
		return g, chart.E(chart.BadInput, op, errors.New("say why, in a few words"))
	}
	if minutes < access.LeastGlass || minutes > access.MostGlass || g.Document == "" {
		return g, chart.E(chart.BadInput, op, errors.New("which chart, and for how long"))
	}
	err := s.change(ctx, ses, func(tx *sqlitedb.Tx, now time.Time) ([]chart.AuditEntry, error) {
		h, err := held(tx, ses)
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(h.Glass, func(o access.Glass) bool {
			return o.Document == g.Document && o.Person == ses.Person().ID && o.Open(now)
		}) {
			return nil, chart.E(chart.BadState, op, errors.New("it is open already"))
		}
		var there int
		if err := tx.Row(`SELECT count(*) FROM document WHERE id = ?`, []any{string(g.Document)}, &there); err != nil {
			return nil, err
		}
		if there == 0 {
			return nil, chart.E(chart.NotFound, op, nil)
		}
		g.ID, g.Person, g.Opened, g.Until = sqlitedb.NewID(), ses.Person().ID, now, now.Add(time.Duration(minutes)*time.Minute)
		if err := putText(tx, ses, g.ID, "reason", reason); err != nil {
			return nil, err
		}
		words := fmt.Sprintf("glass=%s minutes=%d closed_by=%s", g.ID, minutes, g.Rules)
		return []chart.AuditEntry{
			{Action: chart.ActGlass, Document: g.Document, Purpose: string(access.Emergency), Detail: words},
			{Action: chart.ActGlassAlarm, Document: g.Document, Detail: "glass=" + g.ID + " why=opened"},
		}, put(tx, ses, ofGlass, g.ID, g, now)
	})
	return g, err
}

// Mend ends what Break began before its time.
func (s *Store) Mend(ctx context.Context, ses *vault.Session, id string) error {
	return s.change(ctx, ses, func(tx *sqlitedb.Tx, now time.Time) ([]chart.AuditEntry, error) {
		h, err := held(tx, ses)
		if err != nil {
			return nil, err
		}
		g, err := h.glass(id)
		switch {
		case err != nil:
			return nil, err
		case g.Person != ses.Person().ID:
			return nil, chart.E(chart.NotAllowed, "close the chart", errors.New("somebody else opened it"))
		case !g.Open(now):
			return nil, chart.E(chart.BadState, "close the chart", errors.New("it is closed"))
		}
		g.Ended = now
		return []chart.AuditEntry{{Action: chart.ActGlassEnd, Document: g.Document, Detail: "glass=" + g.ID}}, put(tx, ses, ofGlass, id, g, now)
	})
}

// Review closes an item. alone says that nobody else could review it, which stands in item and trail.
func (s *Store) Review(ctx context.Context, ses *vault.Session, id string, outcome access.GlassOutcome, note chart.Text, alone bool) error {
	const op = "review break-glass"
	if !slices.Contains(access.GlassOutcomes(), outcome) || len(note.Reveal()) > access.MostReason {
		return chart.E(chart.BadInput, op, errors.New("appropriate, inappropriate or notify, with a note"))
	}
	if outcome != access.GlassRight && !access.Reason(note) {
		return chart.E(chart.BadInput, op, errors.New("what was not appropriate needs a note of a few words"))
	}
	return s.change(ctx, ses, func(tx *sqlitedb.Tx, now time.Time) ([]chart.AuditEntry, error) {
		h, err := held(tx, ses)
		if err != nil {
			return nil, err
		}
		g, err := h.glass(id)
		if err != nil {
			return nil, err
		}
		me := ses.Person().ID
		switch {
		case !g.Reviewed.IsZero():
			return nil, chart.E(chart.BadState, op, errors.New("it is reviewed"))
		case g.Open(now):
			return nil, chart.E(chart.BadState, op, errors.New("the chart is still open by it"))
		case g.Person == me && !alone:
			return nil, chart.E(chart.NotAllowed, op, errors.New("somebody else reviews it"))
		}
		g.Reviewed, g.Reviewer, g.Outcome, g.Alone = now, me, outcome, g.Person == me
		if err := putText(tx, ses, id, "note", note); err != nil {
			return nil, err
		}
		words := fmt.Sprintf("glass=%s outcome=%s", id, outcome)
		if g.Alone {
			words += " by=same_person"
		}
		return []chart.AuditEntry{{Action: chart.ActGlassReview, Document: g.Document, Detail: words}}, put(tx, ses, ofGlass, id, g, now)
	})
}

// Remind writes once that reviews are late, and gives how many; nothing where that was written since the last midnight.
func (s *Store) Remind(ctx context.Context, ses *vault.Session) (late int, err error) {
	err = s.change(ctx, ses, func(tx *sqlitedb.Tx, now time.Time) ([]chart.AuditEntry, error) {
		h, err := held(tx, ses)
		if err != nil {
			return nil, err
		}
		for _, g := range h.Glass {
			if g.Due(now) {
				late++
			}
		}
		if late == 0 {
			return nil, nil
		}
		told := false
		f := audit.Filter{Actions: []chart.Action{chart.ActGlassAlarm}, Since: now.Truncate(24 * time.Hour)}
		err = s.log.EachIn(tx, f, func(e chart.AuditEntry) error {
			told = told || e.Document == ""
			return nil
		})
		if err != nil || told {
			return nil, err
		}
		return []chart.AuditEntry{{Action: chart.ActGlassAlarm, Detail: fmt.Sprintf("why=review_late items=%d", late)}}, nil
	})
	return late, err
}

func (h *Held) glass(id string) (access.Glass, error) {
	for _, g := range h.Glass {
		if g.ID == id {
			return g, nil
		}
	}
	return access.Glass{}, chart.E(chart.NotFound, "find break-glass", nil)
}
