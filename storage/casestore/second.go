package casestore

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/storage/vault"
)

func stepCell(n int) vault.Cell {
	return vault.Cell{Table: "second_step", Column: "sealed", Row: strconv.Itoa(n)}
}

// looksOf reads the looks at a document.
func looksOf(tx *sqlitedb.Tx, k *vault.Key, id chart.DocumentID) (out chart.Looks, err error) {
	err = tx.Each(`SELECT number, person, step, at, sealed FROM second_step WHERE document = ? ORDER BY number`, []any{string(id)},
		func(r *sqlitedb.Rows) error {
			var n int
			var who, step string
			var at int64
			var sealed []byte
			if err := r.Scan(&n, &who, &step, &at, &sealed); err != nil {
				return err
			}
			var l chart.Look
			if err := openJSON(k, stepCell(n), sealed, &l); err != nil {
				return err
			}
			if string(l.By) != who || string(l.Step) != step || l.At.UnixMilli() != at { // the clear columns only say what is sealed
				return chart.E(chart.Tampered, "read second looks", errors.New("a row is not what was sealed"))
			}
			if l.Step == chart.FirstLook {
				out.First = append(out.First, firstBy(l))
				return nil
			}
			out.Taken = append(out.Taken, l)
			return nil
		})
	return out, err
}

func firstBy(l chart.Look) chart.FirstBy {
	return chart.FirstBy{By: l.By, At: l.At, Saw: l.Outcome == chart.LookSaw}
}

// step appends a step.
func (s *Store) step(tx *sqlitedb.Tx, k *vault.Key, d *chart.Dossier, l chart.Look) error {
	n := len(d.Looks.First) + len(d.Looks.Taken)
	sealed, err := sealJSON(k, stepCell(n), l)
	if err != nil {
		return err
	}
	if err := tx.Exec(`INSERT INTO second_step (document, number, person, step, at, sealed) VALUES (?, ?, ?, ?, ?, ?)`,
		string(d.ID), n, string(l.By), string(l.Step), l.At.UnixMilli(), sealed); err != nil {
		return err
	}
	if l.Step == chart.FirstLook {
		d.Looks.First = append(d.Looks.First, firstBy(l))
	} else {
		d.Looks.Taken = append(d.Looks.Taken, l)
	}
	return nil
}

// instant is now as it is kept.
func (s *Store) instant() time.Time { return s.now().UTC().Truncate(time.Millisecond) }

// HandToSecond ends the first pass: the document waits for the second look. What was half typed in it is dropped, so that nobody
// who looks again finds it.
func (s *Store) HandToSecond(ctx context.Context, ses *vault.Session, id chart.DocumentID, version int64) (*chart.Dossier, error) {
	const op = "hand to the second look"
	return s.change(ctx, ses, id, version, func(tx *sqlitedb.Tx, k *vault.Key, d *chart.Dossier) ([]chart.AuditEntry, error) {
		switch {
		case !d.State.CanGo(chart.StateSecondReview):
			return nil, chart.E(chart.BadState, op, errors.New("the document is "+d.State.Word()))
		case d.OpenFields() > 0:
			return nil, chart.E(chart.BadState, op, fmt.Errorf("%d fields still need a person", d.OpenFields()))
		case len(d.Unlooked()) == 0:
			return nil, chart.E(chart.BadState, op, errors.New("nothing waits for a second look"))
		}
		first, stand, me, now := d.Before(chart.SecondLook), d.Standers(), ses.Person().ID, s.instant()
		if !slices.Contains(first, me) {
			first = append(first, me)
		}
		for _, who := range first {
			l := chart.Look{Step: chart.FirstLook, By: who, At: now}
			if who != me && !slices.Contains(stand, who) {
				l.Outcome = chart.LookSaw
			}
			if err := s.step(tx, k, d, l); err != nil {
				return nil, err
			}
		}
		for _, table := range []string{"draft", "claim"} { // who looks next need not wait until the claim runs out
			if err := tx.Exec(`DELETE FROM `+table+` WHERE document = ?`, string(id)); err != nil {
				return nil, err
			}
		}
		to := chart.StateSecondReview
		if len(d.ToLook(chart.SecondLook)) == 0 {
			return nil, chart.E(chart.BadState, op, errors.New("a third person decides on what is left"))
		}
		return []chart.AuditEntry{{Action: chart.ActSecondAsk, Detail: fmt.Sprintf("step=first fields=%d", len(d.Unlooked()))}, moved(d, to)}, nil
	})
}

// TakeBack ends the waiting for a look: the document is in review again, and whoever decides there has it handed on anew. Whoever
// takes it back sees it in clear from then on, so it counts as a first look: they take no blind one after the next handing.
func (s *Store) TakeBack(ctx context.Context, ses *vault.Session, id chart.DocumentID, version int64) (*chart.Dossier, error) {
	return s.change(ctx, ses, id, version, func(tx *sqlitedb.Tx, k *vault.Key, d *chart.Dossier) ([]chart.AuditEntry, error) {
		step := d.State.StepOf()
		if step == "" {
			return nil, chart.E(chart.BadState, "take back", errors.New("the document is "+d.State.Word()))
		}
		if err := s.step(tx, k, d, chart.Look{Step: chart.FirstLook, By: ses.Person().ID, At: s.instant(), Outcome: chart.LookSaw}); err != nil {
			return nil, err
		}
		return []chart.AuditEntry{{Action: chart.ActSecondTake, Detail: "step=" + string(step)}, moved(d, chart.StateReview)}, nil
	})
}

// LookRule is how a look is judged and by whom it may be taken.
type LookRule struct {
	Later bool          // who has looked before may look again
	Wait  time.Duration // but not sooner
	// Judge says what a second look makes of a field.
	Judge func(d *chart.Dossier, f chart.Field, v chart.Verdict, value chart.Text) chart.LookOutcome
}

// Look takes a second or third look at a field; step, person and time are the document's, the session's and the clock's. After
// the last one the document goes on: to a third person where something differs, else to be signed.
func (s *Store) Look(ctx context.Context, ses *vault.Session, id chart.DocumentID, version int64, l chart.Look, rule LookRule) (*chart.Dossier, error) {
	const op = "look again"
	return s.change(ctx, ses, id, version, func(tx *sqlitedb.Tx, k *vault.Key, d *chart.Dossier) ([]chart.AuditEntry, error) {
		l.Step, l.By, l.At = d.State.StepOf(), ses.Person().ID, s.instant()
		if l.Step == "" {
			return nil, chart.E(chart.BadState, op, errors.New("the document is "+d.State.Word()))
		}
		at := slices.IndexFunc(d.Document.Fields, func(f chart.Field) bool { return f.ID == l.Field })
		if at < 0 || !slices.Contains(d.ToLook(l.Step), l.Field) {
			return nil, chart.E(chart.BadInput, op, errors.New("the field does not wait for this look"))
		}
		if err := mayLook(op, d, &l, rule); err != nil {
			return nil, err
		}
		if err := lookIs(op, l); err != nil {
			return nil, err
		}
		entries, err := s.look(tx, ses, k, d, &d.Document.Fields[at], l, rule)
		if err != nil {
			return nil, err
		}
		switch {
		case len(d.ToLook(l.Step)) > 0:
		case l.Step == chart.SecondLook && len(d.Differing()) > 0:
			entries = append(entries, moved(d, chart.StateAdjudication))
		case d.OpenFields() > 0 || len(d.Unlooked()) > 0: // of a row that is back
			entries = append(entries, moved(d, chart.StateReview))
		default:
			entries = append(entries, moved(d, chart.StateReady))
		}
		return entries, nil
	})
}

// mayLook says whether this person may take the look, and whether it is one of a person who has looked before.
func mayLook(op string, d *chart.Dossier, l *chart.Look, rule LookRule) error {
	if !slices.Contains(d.Before(l.Step), l.By) {
		return nil
	}
	if !rule.Later {
		return chart.E(chart.NotAllowed, op, errors.New("it is somebody else's"))
	}
	if from := d.Since().Add(rule.Wait); l.At.Before(from) {
		return chart.E(chart.BadState, op, errors.New("too soon after the look before"))
	}
	l.Later = true
	return nil
}

// lookIs refuses what a look cannot say.
func lookIs(op string, l chart.Look) error {
	switch {
	case l.Verdict == chart.Confirmed && l.Value != "", (l.Verdict == chart.NotOnPage || l.Verdict == chart.CantRead) && l.Value == "":
		return nil
	}
	return chart.E(chart.BadInput, op, errors.New("a look is a value, or says that there is none"))
}

// look judges and keeps a look. What a third person decides stands as a decision of theirs, unless it stands already.
func (s *Store) look(tx *sqlitedb.Tx, ses *vault.Session, k *vault.Key, d *chart.Dossier, f *chart.Field, l chart.Look, rule LookRule) ([]chart.AuditEntry, error) {
	var entries []chart.AuditEntry
	if l.Step == chart.SecondLook {
		l.Outcome = rule.Judge(d, *f, l.Verdict, l.Value)
	} else {
		l.Outcome = chart.LookChosen
		if !stands(d, f, l) {
			verdict := l.Verdict
			if verdict == chart.Confirmed && l.Value != f.Value {
				verdict = chart.Corrected
			}
			more, err := s.appendDecision(tx, ses, k, d, f, chart.Decision{Field: f.ID, Verdict: verdict, Value: l.Value}, chart.ActDecide)
			if err != nil {
				return nil, err
			}
			entries = append(entries, more)
			if verdict != chart.NotOnPage {
				found, err := s.found(tx, ses, k, d, f)
				if err != nil {
					return nil, err
				}
				entries = append(entries, found...)
			}
			if err := index(tx, ses, d); err != nil {
				return nil, err
			}
		}
	}
	l.Decision, l.Stood = d.Standing(f.ID), d.Stands(f)
	if err := s.step(tx, k, d, l); err != nil {
		return nil, err
	}
	return append(entries, chart.AuditEntry{Action: chart.ActSecondSign, Field: f.ID,
		Detail: fmt.Sprintf("step=%s outcome=%s later=%t shown=%t", l.Step, l.Outcome, l.Later, l.Shown)}), nil
}

// found puts the row of a field back where it was struck out.
func (s *Store) found(tx *sqlitedb.Tx, ses *vault.Session, k *vault.Key, d *chart.Dossier, f *chart.Field) ([]chart.AuditEntry, error) {
	decided, was := d.Found(f)
	if !was {
		return nil, nil
	}
	entries := []chart.AuditEntry{{Action: chart.ActDecide, Detail: fmt.Sprintf("row=%d change=%s", f.Cell.Row, chart.EditRevive)}}
	for _, dec := range decided {
		at := slices.IndexFunc(d.Document.Fields, func(o chart.Field) bool { return o.ID == dec.Field })
		e, err := s.appendDecision(tx, ses, k, d, &d.Document.Fields[at], dec, chart.ActDecide)
		if err != nil {
			return nil, err
		}
		entries = append(entries, e)
	}
	return entries, putBody(tx, k, d)
}

// stands reports whether a look says exactly what stands already.
func stands(d *chart.Dossier, f *chart.Field, l chart.Look) bool {
	last := d.Final(f.ID)
	if l.Verdict != chart.Confirmed {
		return last.Verdict == l.Verdict
	}
	return !last.Verdict.Open() && last.Value == l.Value || last.Verdict == chart.Undecided && f.Value == l.Value
}

// TrailShown writes that the third person saw the two values.
func (s *Store) TrailShown(ctx context.Context, ses *vault.Session, id chart.DocumentID, f chart.FieldID) error {
	return s.Trail(ctx, ses, chart.AuditEntry{Action: chart.ActSecondShow, Document: id, Field: f, Detail: "step=third"})
}

// LookWait is what the queue may know of a document that waits for a look, without opening it.
type LookWait struct {
	Before []chart.PersonID // who has looked at it before
	Since  time.Time        // it waits
}

// LookWaits gives the documents that wait for a second or third look.
func (s *Store) LookWaits(ctx context.Context) (map[chart.DocumentID]LookWait, error) {
	out := map[chart.DocumentID]LookWait{}
	err := s.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		return tx.Each(`SELECT s.document, s.person, s.step, s.at, d.state FROM second_step s JOIN document d ON d.id = s.document
			WHERE d.state IN (?, ?) ORDER BY s.document, s.number`, []any{string(chart.StateSecondReview), string(chart.StateAdjudication)},
			func(r *sqlitedb.Rows) error {
				var id chart.DocumentID
				var who chart.PersonID
				var step chart.LookStep
				var state chart.State
				var at int64
				if err := r.Scan(&id, &who, &step, &at, &state); err != nil {
					return err
				}
				if state == chart.StateSecondReview && step != chart.FirstLook {
					return nil
				}
				w := out[id]
				if !slices.Contains(w.Before, who) && step != chart.ThirdLook {
					w.Before = append(w.Before, who)
				}
				if t := millis(at); step != chart.ThirdLook && t.After(w.Since) {
					w.Since = t
				}
				out[id] = w
				return nil
			})
	})
	return out, err
}
