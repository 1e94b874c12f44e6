package wire

import (
	"context"
	"fmt"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/geom/pagefile"
	"chartproof.org/chartproof/engine/protect/access"
	"chartproof.org/chartproof/engine/review"
	"chartproof.org/chartproof/storage/casestore"
	"chartproof.org/chartproof/ui/present"
)

// Alike gives the fields that wait in the documents under review. What is restricted to the person is left out and no try: nobody
// has asked for that chart.
func (d *Desk) Alike(ctx context.Context, progress func(done, of int)) ([]review.Waiting, int, error) {
	const op = "find what is alike"
	ses, err := d.at(op, chart.ActOpenTogether)
	if err != nil {
		return nil, 0, err
	}
	list, err := d.cases.List(ctx, ses, casestore.Filter{States: []chart.State{chart.StateReview}})
	if err != nil {
		return nil, 0, err
	}
	me := ses.Person()
	may := func(f chart.Field) bool { return access.Needs(me, f.Name, true) }
	var all []review.Waiting
	held := 0
	for i, one := range list {
		if progress != nil {
			progress(i, len(list))
		}
		switch {
		case one.ID == "" || one.Open == 0 && one.Type != chart.Blank:
			continue
		case one.Held != "":
			held++
			continue
		}
		if _, err := d.decide(op, chart.ActOpenTogether, about{document: one.ID, ahead: true}); err != nil {
			if chart.KindOf(err) == chart.Locked {
				return nil, 0, err
			}
			continue // closed to this person
		}
		dossier, err := d.cases.Load(ctx, ses, one.ID)
		switch chart.KindOf(err) {
		case "":
			all = append(all, review.WaitingIn(dossier, may)...)
		case chart.NotFound, chart.NotAllowed: // gone meanwhile, or not this person's
		default:
			return nil, 0, err
		}
	}
	return all, held, nil
}

// LookTogether writes the looks into the trail. A chart that was restricted since the work was gathered is closed: it is not shown.
func (d *Desk) LookTogether(ctx context.Context, looks []present.GroupLook) (closed []chart.DocumentID, err error) {
	const op = "look at fields together"
	ses, err := d.at(op, chart.ActOpenTogether)
	if err != nil {
		return nil, err
	}
	var entries []chart.AuditEntry
	for _, l := range looks {
		dossier, err := d.lookAt(ctx, op, l.Document)
		if err != nil {
			if k := chart.KindOf(err); k != chart.NotAllowed && k != chart.NotFound {
				return nil, err
			}
			closed = append(closed, l.Document)
			continue
		}
		detail := fmt.Sprintf("field=%s fields=%d", l.Name, l.Fields)
		if l.Name == "" {
			detail = "page=whole"
		}
		entries = append(entries, chart.AuditEntry{Action: chart.ActOpenTogether, Document: dossier.ID, Detail: detail})
	}
	if len(entries) == 0 {
		return closed, nil
	}
	return closed, d.cases.TrailOf(ctx, ses.Person().ID, entries...)
}

// lookAt holds one chart to the rules as opening it does, and raises what opening it would.
func (d *Desk) lookAt(ctx context.Context, op string, id chart.DocumentID) (*chart.Dossier, error) {
	ses, err := d.atChart(op, chart.ActOpenTogether, id)
	if err != nil {
		return nil, err
	}
	dossier, err := d.cases.Load(ctx, ses, id)
	if err != nil {
		return nil, err
	}
	if err := d.knownPatient(ctx, ses, dossier); err != nil {
		return nil, err
	}
	return dossier, d.relative(ctx, ses, dossier)
}

// Snippet gives a part of a page.
func (d *Desk) Snippet(ctx context.Context, id chart.DocumentID, page int, box geom.Box) (*geom.Raster, error) {
	ses, err := d.atChart("show part of a page", chart.ActOpenTogether, id)
	if err != nil {
		return nil, err
	}
	data, err := d.cases.PageFile(ctx, ses, id, page)
	if err != nil {
		return nil, err
	}
	return pagefile.DecodePart(data, box)
}

// DecideTogether appends decisions on fields of one document.
func (d *Desk) DecideTogether(ctx context.Context, id chart.DocumentID, version int64, decs []chart.Decision) (int64, error) {
	ses, err := d.atChart("decide on fields together", chart.ActDecide, id)
	if err != nil {
		return 0, err
	}
	after, err := d.cases.DecideTogether(ctx, ses, id, version, decs)
	if err == nil {
		d.tell()
		d.noteChangeOf(ctx, ses, id)
	}
	return after, d.named(ctx, err)
}

// UndoTogether takes back what was decided together.
func (d *Desk) UndoTogether(ctx context.Context, id chart.DocumentID, fields []chart.FieldID) (int64, error) {
	ses, err := d.atChart("take back what was decided together", chart.ActUndo, id)
	if err != nil {
		return 0, err
	}
	after, err := d.cases.UndoTogether(ctx, ses, id, fields)
	if err == nil {
		d.tell()
		d.noteChangeOf(ctx, ses, id)
	}
	return after, d.named(ctx, err)
}

// SettleBlank says that pages are blank which seem to be.
func (d *Desk) SettleBlank(ctx context.Context, id chart.DocumentID, version int64, among int) (int64, error) {
	ses, err := d.atChart("settle a blank page", chart.ActRetype, id)
	if err != nil {
		return 0, err
	}
	after, err := d.cases.SettleBlank(ctx, ses, id, version, among)
	if err == nil {
		d.tell()
	}
	return after, d.named(ctx, err)
}

// UnsettleBlank takes that back.
func (d *Desk) UnsettleBlank(ctx context.Context, id chart.DocumentID, version int64) (int64, error) {
	ses, err := d.atChart("take back that a page is blank", chart.ActRetype, id)
	if err != nil {
		return 0, err
	}
	after, err := d.cases.UnsettleBlank(ctx, ses, id, version)
	if err == nil {
		d.tell()
	}
	return after, d.named(ctx, err)
}

// Vigilant writes down how a text was taken that is known to be wrong.
func (d *Desk) Vigilant(ctx context.Context, id chart.DocumentID, field chart.FieldID, right bool) error {
	ses, err := d.atChart("answer a known value", chart.ActVigilance, id)
	if err != nil {
		return err
	}
	answer := chart.Missed
	if right {
		answer = chart.Vigilant
	}
	return d.cases.TrailOf(ctx, ses.Person().ID, chart.AuditEntry{Action: chart.ActVigilance, Document: id, Field: field,
		Detail: answer + " together=1"})
}

// VigilanceRate is the policy's.
func (d *Desk) VigilanceRate(ctx context.Context) float64 {
	p, err := d.cases.Policy(ctx)
	if err != nil { // what the practice wants is not known: what the release does
		return chart.DefaultPolicy().Vigilance
	}
	return p.Vigilance
}
