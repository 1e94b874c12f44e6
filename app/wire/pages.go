package wire

import (
	"context"
	"errors"
	"slices"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/review"
	"chartproof.org/chartproof/storage/casestore"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/storage/vault"
	"chartproof.org/chartproof/ui/present"
)

// FilePages gives the file that a document came in with: its documents and where their pages lie.
func (d *Desk) FilePages(ctx context.Context, id chart.DocumentID) (present.FilePages, error) {
	ses, err := d.atChart("list pages", chart.ActRearrange, id)
	if err != nil {
		return present.FilePages{}, err
	}
	_, file, err := d.fileOf(ctx, ses, id)
	return file, err
}

// fileOf gives the file of a document as its pages lie now. Of a document that the person may not open there are the pages only.
func (d *Desk) fileOf(ctx context.Context, ses *vault.Session, id chart.DocumentID) (chart.ImportID, present.FilePages, error) {
	imp, docs, err := d.cases.File(ctx, ses, id)
	if err != nil {
		return "", present.FilePages{}, err
	}
	people, err := d.vault.People(ctx)
	if err != nil {
		return "", present.FilePages{}, err
	}
	onHold, err := d.keeps.Held(ctx)
	if err != nil {
		return "", present.FilePages{}, err
	}
	names := map[chart.PersonID]string{}
	for _, p := range people {
		names[p.ID] = p.DisplayName
	}
	var file present.FilePages
	for _, doc := range docs {
		one := doc.ID
		f := present.FileDocument{ID: one, Version: doc.Version, Type: doc.Document.Type, Sure: doc.Document.TypeConfidence, State: doc.State, Pages: doc.Document.Pages,
			OnHold: onHold.Covers(one), Edited: casestore.Edited(doc.Document)}
		if _, err := d.decide("list pages", chart.ActRearrange, about{document: one, ahead: true}); err != nil {
			f.Closed, f.Type, f.Sure, f.State = true, "", 0, ""
		}
		held, err := d.cases.Held(ctx, one)
		if err != nil {
			return "", present.FilePages{}, err
		}
		if held.Person != "" && held.Person != ses.Person().ID {
			f.Held, f.Name = &held, names[held.Person]
		}
		file.Documents = append(file.Documents, f)
	}
	return imp, file, nil
}

// LayPages lays the pages of a file as planned.
func (d *Desk) LayPages(ctx context.Context, id chart.DocumentID, was present.FilePages, plan review.PagePlan, scans []present.Scan) error {
	const op = "rearrange pages"
	ses, err := d.atChart(op, chart.ActRearrange, id)
	if err != nil {
		return err
	}
	if instead, more := plan.News(); instead+more > 0 {
		if _, err := d.mayPut(op, id); err != nil {
			return err
		}
	}
	imp, now, err := d.fileOf(ctx, ses, id)
	if err != nil {
		return err
	}
	if !slices.EqualFunc(was.Documents, now.Documents, func(a, b present.FileDocument) bool { return a.ID == b.ID && a.Version == b.Version }) {
		return chart.E(chart.Conflict, op, errors.New("the file is another one by now"))
	}
	if !plan.Holds(now.Plan()) {
		return chart.E(chart.BadInput, op, errors.New("a page would be lost, or what is fixed would change"))
	}
	changed := plan.Changed(now.Plan())
	for i, doc := range plan {
		if changed[i] && doc.ID != "" {
			if _, err := d.atChart(op, chart.ActRearrange, doc.ID); err != nil {
				return err
			}
		}
	}
	held, err := heldScans(imp, scans)
	if err != nil {
		return err
	}
	r, err := d.rearrangement(ctx, ses, imp, now, plan, changed, held)
	if err != nil {
		return err
	}
	r.Covers = func(tx *sqlitedb.Tx) (func(chart.DocumentID) bool, error) {
		held, err := d.keeps.HeldIn(tx)
		return held.Covers, err
	}
	ids, err := d.cases.Rearrange(ctx, ses, imp, r)
	if errors.Is(err, casestore.ErrElsewhere) {
		return present.ErrScanElsewhere
	}
	if err != nil {
		return d.named(ctx, err)
	}
	for i, one := range ids {
		if changed[i] {
			d.noteChangeOf(ctx, ses, one)
		}
	}
	d.tell()
	return nil
}

// rearrangement reads turned pages anew and understands the documents as planned.
func (d *Desk) rearrangement(ctx context.Context, ses *vault.Session, imp chart.ImportID, now present.FilePages, plan review.PagePlan, changed []bool, scans []*heldScan) (casestore.Rearrangement, error) {
	var r casestore.Rearrangement
	stored, err := d.cases.Pages(ctx, ses, imp)
	if err != nil {
		return r, err
	}
	take := newTaking(d, ses, imp, stored, scans)
	docs := make([]chart.Document, len(plan))
	var pages []chart.Page
	for i, doc := range plan {
		docs[i] = typed(doc, now)
		for _, pg := range doc.Pages {
			p, err := take.page(ctx, pg)
			if err != nil {
				return r, err
			}
			docs[i].Pages = append(docs[i].Pages, p.Number)
			pages = append(pages, p)
		}
	}
	r.Fresh, r.Scans = take.fresh, take.used
	if err := d.readForms(ctx, ses); err != nil {
		return r, err
	}
	known, err := d.stage.UnderstandAs(ctx, pages, docs)
	if err != nil {
		return r, err
	}
	d.proposeTwice(ctx, ses, imp, known.Documents, pages)
	sample(known.Documents, string(imp), d.share(), machineDrawing(ses))
	for i := range r.Fresh {
		if k := slices.IndexFunc(known.Pages, func(p chart.Page) bool { return p.Number == r.Fresh[i].Page.Number }); k >= 0 {
			r.Fresh[i].Page = known.Pages[k] // without what a form cuts away
		}
	}
	ofFresh := slices.DeleteFunc(slices.Clone(known.PHI), func(s chart.Span) bool {
		return !slices.ContainsFunc(r.Fresh, func(f casestore.FreshPage) bool { return f.Page.Number == s.Page })
	})
	for i := range ofFresh {
		ofFresh[i].ID = "" // its number here may be another's there
	}
	left := map[chart.DocumentID]bool{}
	for i, doc := range plan {
		l := casestore.Laid{ID: doc.ID, Still: !changed[i]}
		if !l.Still {
			l.Draft = d.draft(known.Documents[i], ofFresh)
			if l.Draft.State == chart.StateReady && inkUnread(known.Documents[i], pages) {
				l.Draft.State = chart.StateReview
			}
		}
		for _, f := range now.Documents {
			if f.ID == doc.ID && doc.ID != "" {
				l.Version, left[f.ID] = f.Version, true
			}
		}
		r.Documents = append(r.Documents, l)
	}
	r.Gone = map[chart.DocumentID]int64{}
	for _, f := range now.Documents {
		if !left[f.ID] {
			r.Gone[f.ID] = f.Version
		}
	}
	return r, nil
}

// typed gives a planned document with the type that it had, where it still begins with the same page and is no sheet without
// contents; else its pages say what it is.
func typed(doc review.PlannedDocument, now present.FilePages) chart.Document {
	at := slices.IndexFunc(now.Documents, func(f present.FileDocument) bool { return f.ID == doc.ID && doc.ID != "" })
	if at < 0 {
		return chart.Document{}
	}
	was := now.Documents[at]
	if was.Type == chart.Blank || was.Type == chart.Separator || doc.Pages[0].Scan != 0 || was.Pages[0] != doc.Pages[0].Number {
		return chart.Document{}
	}
	return chart.Document{Type: was.Type, TypeConfidence: was.Sure}
}
