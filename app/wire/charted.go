package wire

import (
	"context"
	"errors"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/access"
	"chartproof.org/chartproof/engine/protect/deid"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/storage/vault"
)

// knownPatient holds a document that has just been read to the restrictions of its patient, whom a correction may have changed
// since the last look, and tells of charts that are watched.
func (d *Desk) knownPatient(ctx context.Context, ses *vault.Session, dossier *chart.Dossier) error {
	s := d.standing(ses)
	if ofPatients(s.held.Restrictions) {
		names, err := d.noteSubject(ctx, ses, s, dossier)
		if err != nil {
			return err
		}
		if _, err := d.decide("open document", chart.ActOpen, about{document: dossier.ID, patient: names}); err != nil {
			return err
		}
	}
	return d.watched(ctx, ses, dossier.ID)
}

// watched writes that a chart was opened which the privacy officer has watched: somebody known, or a colleague.
func (d *Desk) watched(ctx context.Context, ses *vault.Session, id chart.DocumentID) error {
	s := d.standing(ses)
	c, err := d.chartOf(ses, s, about{document: id})
	if err != nil {
		return err
	}
	restrictions, _, closed := access.On(s.held.Restrictions, c, ses.Person().ID, d.opts.Now())
	why := ""
	for _, r := range restrictions {
		if r == string(access.Watched) {
			why = "why=watched"
		}
	}
	if closed { // by broken glass
		why = "why=closed_to_person"
	}
	if why == "" {
		return nil
	}
	return d.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		_, err := d.trail.Append(tx, chart.AuditEntry{Action: chart.ActWatched, Person: ses.Person().ID, Document: id, Detail: why})
		return err
	})
}

// manyReveals asks the rules once more where a person has revealed so much in the last hour that it is told of.
func (d *Desk) manyReveals(ctx context.Context, ses *vault.Session, id chart.DocumentID, why access.Purpose) error {
	before, me, now := 0, ses.Person().ID, d.opts.Now()
	if err := d.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		return d.trail.Back(tx, now.Add(-time.Hour), func(e chart.AuditEntry) bool {
			if e.Action == chart.ActReveal && e.Person == me {
				before++
			}
			return true
		})
	}); err != nil {
		return err
	}
	if before < access.DefaultRevealLimits().Many {
		return nil
	}
	_, err := d.decide("reveal", chart.ActRevealMany, about{document: id, purpose: why})
	return err
}

// mayLeave holds a chart of a release to its restrictions. What is left out is told by the release, so a refusal is no error of
// the release. Limited and date-shifted sets are still health information, given for research.
func (d *Desk) mayLeave(id chart.DocumentID, method deid.Method) error {
	a := about{document: id, purpose: access.Operations}
	if method == deid.LimitedDataSet || method == deid.DateShifted {
		a.purpose, a.recipient = access.Research, "researcher"
	}
	_, err := d.decide("take a document", chart.ActDeidentify, a)
	if chart.KindOf(err) == chart.NotAllowed {
		return chart.E(chart.BadInput, "take a document", errors.New("a restriction or a missing consent keeps it here"))
	}
	return err
}
