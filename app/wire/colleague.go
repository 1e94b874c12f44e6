package wire

import (
	"context"
	"errors"
	"slices"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/protect/access"
	"chartproof.org/chartproof/engine/protect/redact"
	"chartproof.org/chartproof/storage/vault"
	"chartproof.org/chartproof/ui/present"
)

var _ present.ReviewDesk = (*Desk)(nil)

// Claim holds a document for the person at the desk, or tells who else holds it.
func (d *Desk) Claim(ctx context.Context, id chart.DocumentID, takeOver bool) (chart.Claim, error) {
	ses, err := d.atChart("hold a document", chart.ActHandOver, id)
	if err != nil {
		return chart.Claim{}, err
	}
	c, err := d.cases.Claim(ctx, ses, id, takeOver)
	if err == nil && takeOver {
		d.tell()
	}
	return c, err
}

// Unclaim lets a document go.
func (d *Desk) Unclaim(ctx context.Context, id chart.DocumentID) error {
	ses, err := d.atChart("let a document go", chart.ActHandOver, id)
	if err != nil {
		return err
	}
	return d.cases.Unclaim(ctx, ses, id)
}

// SaveWork seals where the person at the desk leaves a document.
func (d *Desk) SaveWork(ctx context.Context, id chart.DocumentID, w chart.Work) error {
	ses, err := d.atChart("keep the work in hand", chart.ActDecide, id)
	if err != nil {
		return err
	}
	return d.cases.SaveWork(ctx, ses, id, w)
}

// Work gives back where the person at the desk left a document.
func (d *Desk) Work(ctx context.Context, id chart.DocumentID) (chart.Work, error) {
	ses, err := d.atChart("give back the work in hand", chart.ActDecide, id)
	if err != nil {
		return chart.Work{}, err
	}
	return d.cases.Work(ctx, ses, id)
}

// PutNote tells a colleague something about a document.
func (d *Desk) PutNote(ctx context.Context, n chart.Note) error {
	ses, err := d.atChart("write to a colleague", chart.ActHandOver, n.Document)
	if err != nil {
		return err
	}
	if err := d.mayRead(ctx, n); err != nil {
		return err
	}
	defer d.tell()
	return d.cases.PutNote(ctx, ses, n)
}

// mayRead holds a note to somebody who is here and comes in: one that nobody reads would wait for ever. An answer goes to who asked,
// whatever became of that person, because it settles the question.
func (d *Desk) mayRead(ctx context.Context, n chart.Note) error {
	if n.To == "" || n.Kind == chart.NoteAnswer {
		return nil
	}
	return d.mayTake(ctx, n.To)
}

// Ask gives a field away with a question about it.
func (d *Desk) Ask(ctx context.Context, id chart.DocumentID, version int64, dec chart.Decision, n chart.Note) (*chart.Dossier, error) {
	if err := d.mayRead(ctx, n); err != nil {
		return nil, err
	}
	return d.change(ctx, "ask a colleague", chart.ActHandOver, id, func(ses *vault.Session) (*chart.Dossier, error) {
		return d.cases.Ask(ctx, ses, id, version, dec, n)
	})
}

// named says who holds a document, where that is why an error came.
func (d *Desk) named(ctx context.Context, err error) error {
	var held *chart.HeldBy
	if !errors.As(err, &held) {
		return err
	}
	if all, listed := d.vault.People(ctx); listed == nil {
		for _, p := range all {
			if p.ID == held.By {
				held.Name = p.DisplayName
			}
		}
	}
	return err
}

// Notes gives what people told each other about a document; what needs no answer counts as seen by it. While a blind look waits,
// whoever might take it gets none: a note may name the value of any field.
func (d *Desk) Notes(ctx context.Context, id chart.DocumentID) ([]chart.Note, error) {
	ses, err := d.atChart("read notes", chart.ActOpen, id)
	if err != nil {
		return nil, err
	}
	if access.In(ses.Person(), chart.Working) == access.None { // notes are of the working zone
		return nil, nil
	}
	out, err := d.cases.Notes(ctx, ses, id)
	if err != nil || len(out) == 0 {
		return nil, err
	}
	if access.May(ses.Person(), chart.ActSecondSign) {
		dossier, err := d.cases.Load(ctx, ses, id)
		if err != nil || dossier.State.StepOf() != "" {
			return nil, err
		}
	}
	me := ses.Person().ID
	if slices.ContainsFunc(out, func(n chart.Note) bool { return n.Kind != chart.NoteQuestion && n.Waits(me) }) {
		if err := d.cases.SeeNotes(ctx, ses, id); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Peers gives everybody who decides on fields, the person at the desk included: whom a question may go to, and whose name
// stands under one.
func (d *Desk) Peers(ctx context.Context) ([]chart.Person, error) {
	if _, err := d.at("list colleagues", chart.ActHandOver); err != nil {
		return nil, err
	}
	all, err := d.vault.Roster(ctx)
	if err != nil {
		return nil, err
	}
	var out []chart.Person
	for _, s := range all {
		if !s.Disabled && access.May(s.Person, chart.ActDecide) {
			out = append(out, s.Person)
		}
	}
	return out, nil
}

// Preview gives a page as its redacted copy will show it, by the code that makes the copy, with what the sweep adds.
func (d *Desk) Preview(ctx context.Context, id chart.DocumentID, number int) (*geom.Raster, error) {
	ses, err := d.atChart("show the redacted copy", chart.ActOpen, id)
	if err != nil {
		return nil, err
	}
	page, err := d.Page(ctx, id, number)
	if err != nil || seesCoded(ses) { // what a coder sees is redacted already
		return page, err
	}
	dossier, err := d.cases.Load(ctx, ses, id)
	if err != nil {
		return nil, err
	}
	return redact.Preview(page, number, append(slices.Clone(dossier.Spans), redact.Sweep(dossier.Spans, dossier.Pages)...)), nil
}

// EditTable changes the tables of a document.
func (d *Desk) EditTable(ctx context.Context, id chart.DocumentID, version int64, edits []chart.TableEdit) (*chart.Dossier, error) {
	return d.change(ctx, "change a table", chart.ActDecide, id, func(ses *vault.Session) (*chart.Dossier, error) {
		return d.cases.EditTable(ctx, ses, id, version, edits)
	})
}
