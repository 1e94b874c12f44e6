package casestore

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/storage/vault"
)

var errStale = errors.New("somebody else has changed the document meanwhile")

// change runs fn on the document as it stands, in one transaction with the trail entries that fn gives, and gives the
// document as it then stands. fn changes d and stores what is not in the document's own row.
func (s *Store) change(ctx context.Context, ses *vault.Session, id chart.DocumentID, version int64,
	fn func(tx *sqlitedb.Tx, k *vault.Key, d *chart.Dossier) ([]chart.AuditEntry, error)) (*chart.Dossier, error) {
	var d *chart.Dossier
	err := s.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		var err error
		if d, err = s.alter(tx, ses, id, version, fn); err != nil {
			return err
		}
		return s.addPages(tx, ses, d)
	})
	if err != nil {
		return nil, err
	}
	return d, nil
}

// anyVersion is for a change that looks itself at what stands.
const anyVersion = -1

// alter is change within a transaction; the document comes back without its pages.
func (s *Store) alter(tx *sqlitedb.Tx, ses *vault.Session, id chart.DocumentID, version int64,
	fn func(tx *sqlitedb.Tx, k *vault.Key, d *chart.Dossier) ([]chart.AuditEntry, error)) (*chart.Dossier, error) {
	d, k, err := light(tx, ses, id)
	if err != nil {
		return nil, err
	}
	if version != anyVersion && d.Version != version {
		return nil, chart.E(chart.Conflict, "change document", errStale)
	}
	if err := s.free(tx, ses, id); err != nil {
		return nil, err
	}
	entries, err := fn(tx, k, d)
	if err != nil {
		return nil, err
	}
	d.Version++
	if err := tx.Exec(`UPDATE document SET state = ?, version = ?, type = ?, open = ?, changed = ? WHERE id = ?`,
		string(d.State), d.Version, string(d.Document.Type), d.OpenFields(), s.now().UnixMilli(), string(id)); err != nil {
		return nil, err
	}
	for _, e := range entries {
		e.Person, e.Document = ses.Person().ID, id
		if err := s.append(tx, e); err != nil {
			return nil, err
		}
	}
	return d, nil
}

// editable lists the states in which a person works on a document. One that waits for a blind look is taken back first.
var editable = []chart.State{chart.StateReview, chart.StateReady}

func mustEdit(op string, d *chart.Dossier) error {
	if !slices.Contains(editable, d.State) {
		return chart.E(chart.BadState, op, errors.New("the document is "+d.State.Word()))
	}
	return nil
}

// Decide appends a decision; by and time are the session's and the clock's. A decision that opens a field of a ready
// document again takes it back to review.
func (s *Store) Decide(ctx context.Context, ses *vault.Session, id chart.DocumentID, version int64, dec chart.Decision) (*chart.Dossier, error) {
	act := chart.ActDecide
	if dec.Verdict == chart.HandedOver {
		act = chart.ActHandOver
	}
	return s.change(ctx, ses, id, version, func(tx *sqlitedb.Tx, k *vault.Key, d *chart.Dossier) ([]chart.AuditEntry, error) {
		return s.decide(tx, ses, k, d, dec, act)
	})
}

// Undo appends the decision on a field that stood before the last one.
func (s *Store) Undo(ctx context.Context, ses *vault.Session, id chart.DocumentID, version int64, f chart.FieldID) (*chart.Dossier, error) {
	return s.change(ctx, ses, id, version, func(tx *sqlitedb.Tx, k *vault.Key, d *chart.Dossier) ([]chart.AuditEntry, error) {
		var stood []chart.Decision
		for _, dec := range d.Decisions {
			if dec.Field == f {
				stood = append(stood, dec)
			}
		}
		if len(stood) == 0 {
			return nil, chart.E(chart.BadInput, "undo", errors.New("nothing was decided on this field"))
		}
		before := chart.Decision{Field: f}
		if len(stood) > 1 {
			before = stood[len(stood)-2]
		}
		return s.decide(tx, ses, k, d, before, chart.ActUndo)
	})
}

func (s *Store) decide(tx *sqlitedb.Tx, ses *vault.Session, k *vault.Key, d *chart.Dossier, dec chart.Decision, act chart.Action) ([]chart.AuditEntry, error) {
	const op = "decide"
	if d.State != chart.StateReading { // there a person may decide on fields already, and not more
		if err := mustEdit(op, d); err != nil {
			return nil, err
		}
	}
	at := slices.IndexFunc(d.Document.Fields, func(f chart.Field) bool { return f.ID == dec.Field })
	if at < 0 {
		return nil, chart.E(chart.BadInput, op, errors.New("the document has no such field"))
	}
	unlooked := len(d.Unlooked())
	decided, err := s.appendDecision(tx, ses, k, d, &d.Document.Fields[at], dec, act)
	if err != nil {
		return nil, err
	}
	entries := []chart.AuditEntry{decided}
	if d.State == chart.StateReady && (d.OpenFields() > 0 || len(d.Unlooked()) > unlooked) {
		entries = append(entries, moved(d, chart.StateReview))
	}
	return entries, index(tx, ses, d)
}

// appendDecision appends a decision on a field and gives its entry.
func (s *Store) appendDecision(tx *sqlitedb.Tx, ses *vault.Session, k *vault.Key, d *chart.Dossier, f *chart.Field, dec chart.Decision, act chart.Action) (chart.AuditEntry, error) {
	dec.By, dec.At = ses.Person().ID, s.now().UTC()
	n := len(d.Decisions)
	sealed, err := sealJSON(k, decisionCell(n), dec)
	if err != nil {
		return chart.AuditEntry{}, err
	}
	if err := tx.Exec(`INSERT INTO decision (document, number, sealed) VALUES (?, ?, ?)`, string(d.ID), n, sealed); err != nil {
		return chart.AuditEntry{}, err
	}
	d.Decisions = append(d.Decisions, dec)
	verdict := dec.Verdict
	if verdict == chart.Undecided {
		verdict = "undecided"
	}
	detail := fmt.Sprintf("verdict=%s version=%d", verdict, d.Version+1)
	if dec.Together > 0 {
		detail += fmt.Sprintf(" together=%d", dec.Together)
	}
	if o := f.SampleOutcome(dec); o != "" {
		// The trail alone then tells how often the machine is wrong, and how sure it was, in thousandths. The outcome stands last.
		detail += fmt.Sprintf(" said=%d sampled=%s", f.Confidence.Thousandths(), o)
	}
	if !dec.Verdict.Open() {
		if err := s.settleQuestions(tx, ses, k, d.ID, dec.Field); err != nil {
			return chart.AuditEntry{}, err
		}
	}
	return chart.AuditEntry{Action: act, Field: dec.Field, Detail: detail}, nil
}

// moved changes the state and gives its entry.
func moved(d *chart.Dossier, to chart.State) chart.AuditEntry {
	e := chart.AuditEntry{Action: chart.ActState, Detail: fmt.Sprintf("from=%s to=%s", d.State.Word(), to.Word())}
	d.State = to
	return e
}

// PutSpan replaces the redaction with the span's id, or adds it; an empty id makes a new one.
func (s *Store) PutSpan(ctx context.Context, ses *vault.Session, id chart.DocumentID, version int64, sp chart.Span) (*chart.Dossier, error) {
	const op = "change redaction"
	return s.change(ctx, ses, id, version, func(tx *sqlitedb.Tx, k *vault.Key, d *chart.Dossier) ([]chart.AuditEntry, error) {
		if err := mustEdit(op, d); err != nil {
			return nil, err
		}
		if !slices.Contains(d.Document.Pages, sp.Page) || len(sp.Boxes) == 0 {
			return nil, chart.E(chart.BadInput, op, errors.New("a redaction needs a page of the document and a box"))
		}
		if why := slices.Concat(chart.RedactWhys(), chart.ReleaseWhys()); sp.Why != "" && !slices.Contains(why, sp.Why) {
			return nil, chart.E(chart.BadInput, op, errors.New("no such reason"))
		}
		act := chart.ActReshape
		sp.By = ses.Person().Acting()
		at := slices.IndexFunc(d.Spans, func(o chart.Span) bool { return o.ID == sp.ID && sp.ID != "" })
		switch {
		case at < 0 && sp.ID != "":
			return nil, chart.E(chart.NotFound, op, nil)
		case at < 0:
			sp.ID, act, at = chart.SpanID(sqlitedb.NewID()), chart.ActRedact, len(d.Spans)
			d.Spans = append(d.Spans, sp)
		case d.Spans[at].Redacted && !sp.Redacted:
			act = chart.ActRelease
		case !d.Spans[at].Redacted && sp.Redacted:
			act = chart.ActRedact
		}
		// What the machine proposed stays known, so that a person's changes can be told from it.
		if was := d.Spans[at]; len(was.Found) > 0 {
			sp.Found = was.Found
		} else if was.By == nil && !slices.Equal(was.Boxes, sp.Boxes) {
			sp.Found = was.Boxes
		}
		d.Spans[at] = sp
		detail := fmt.Sprintf("span=%s kind=%s page=%d", sp.ID, sp.Kind, sp.Page)
		if sp.Why != "" {
			detail += " why=" + string(sp.Why)
		}
		return []chart.AuditEntry{{Action: act, Detail: detail}}, putSpan(tx, k, id, sp, at)
	})
}

// Retype says that the document is of another type.
func (s *Store) Retype(ctx context.Context, ses *vault.Session, id chart.DocumentID, version int64, t chart.Type) (*chart.Dossier, error) {
	const op = "retype"
	return s.change(ctx, ses, id, version, func(tx *sqlitedb.Tx, k *vault.Key, d *chart.Dossier) ([]chart.AuditEntry, error) {
		if err := mustEdit(op, d); err != nil {
			return nil, err
		}
		if !slices.Contains(chart.Types, t) {
			return nil, chart.E(chart.BadInput, op, errors.New("no such type"))
		}
		entry, err := typed(tx, k, d, t, 1)
		return []chart.AuditEntry{entry}, err
	})
}

// typed gives a document a type and says how sure it is; it gives the entry.
func typed(tx *sqlitedb.Tx, k *vault.Key, d *chart.Dossier, t chart.Type, sure chart.Confidence) (chart.AuditEntry, error) {
	e := chart.AuditEntry{Action: chart.ActRetype, Detail: fmt.Sprintf("from=%s to=%s", d.Document.Type, t)}
	d.Document.Type, d.Document.TypeConfidence = t, sure
	sealed, err := sealJSON(k, bodyCell(), body{d.Document, d.Notices})
	if err != nil {
		return e, err
	}
	return e, tx.Exec(`UPDATE document SET sealed = ? WHERE id = ?`, sealed, string(d.ID))
}

// ToState moves a document along its way. Signing, sending and settling have methods of their own.
func (s *Store) ToState(ctx context.Context, ses *vault.Session, id chart.DocumentID, version int64, to chart.State) (*chart.Dossier, error) {
	const op = "move document"
	return s.change(ctx, ses, id, version, func(_ *sqlitedb.Tx, _ *vault.Key, d *chart.Dossier) ([]chart.AuditEntry, error) {
		switch {
		case to == chart.StateSigned || to == chart.StateSent || to == chart.StateSettled || to == chart.StatePurged || !d.State.CanGo(to):
			return nil, chart.E(chart.BadState, op, fmt.Errorf("not from %s to %s", d.State.Word(), to.Word()))
		case to == chart.StateReady && d.OpenFields() > 0:
			return nil, chart.E(chart.BadState, op, fmt.Errorf("%d fields still need a person", d.OpenFields()))
		}
		return []chart.AuditEntry{moved(d, to)}, nil
	})
}

// SetUrgent puts a document to the front of the queue, or back.
func (s *Store) SetUrgent(ctx context.Context, ses *vault.Session, id chart.DocumentID, urgent bool) error {
	if err := ses.Alive(); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		n, err := tx.Change(`UPDATE document SET urgent = ? WHERE id = ?`, urgent, string(id))
		if err == nil && n == 0 {
			err = chart.E(chart.NotFound, "mark urgent", nil)
		}
		if err != nil {
			return err
		}
		return s.append(tx, chart.AuditEntry{Action: chart.ActState, Person: ses.Person().ID, Document: id,
			Detail: fmt.Sprintf("urgent=%t", urgent)})
	})
}
