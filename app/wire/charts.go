package wire

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/geom/pagefile"
	"chartproof.org/chartproof/engine/protect/access"
	"chartproof.org/chartproof/engine/protect/access/rulebook"
	"chartproof.org/chartproof/engine/review"
	"chartproof.org/chartproof/storage/casestore"
	"chartproof.org/chartproof/storage/vault"
	"chartproof.org/chartproof/ui/present"
)

// List gives the queue.
func (d *Desk) List(ctx context.Context, f present.Filter) ([]chart.Summary, error) {
	ses, err := d.at("list documents", chart.ActSignOut)
	if err != nil {
		return nil, err
	}
	all, err := d.cases.List(ctx, ses, casestore.Filter{States: f.States, Search: f.Search, Blind: access.May(ses.Person(), chart.ActSecondSign)})
	if err != nil {
		return nil, err
	}
	if f.Search != "" && ses.Holds(chart.Working) {
		all = slices.DeleteFunc(all, func(s chart.Summary) bool { return s.ID != "" && !d.findable(ses, s.ID) })
	}
	return all, d.markWaiting(ctx, ses, all)
}

// findable reports whether a search may give a document to a person: not one whose chart is closed to that person, or the search
// would say whose it is.
func (d *Desk) findable(ses *vault.Session, id chart.DocumentID) bool {
	s, who := d.standing(ses), ses.Person()
	if s.broken() == nil && len(s.held.Restrictions) == 0 {
		return true
	}
	a := about{document: id, purpose: access.UsualPurpose(who)}
	facts, err := d.facts(ses, s, chart.ActOpen, a)
	return err == nil && s.book.Decide(rulebook.Question{Person: who, Action: chart.ActOpen, Document: id, Facts: facts}).Permit
}

// Open gives a document and writes the look into the trail.
func (d *Desk) Open(ctx context.Context, id chart.DocumentID) (*chart.Dossier, error) {
	ses, err := d.atChart("open document", chart.ActOpen, id)
	if err != nil {
		return nil, err
	}
	if seesCoded(ses) {
		dossier, err := d.cases.OpenCoded(ctx, ses, id)
		if err != nil {
			return nil, err
		}
		return dossier, d.watched(ctx, ses, id)
	}
	dossier, err := d.cases.Open(ctx, ses, id)
	if err != nil {
		return nil, err
	}
	if err := d.knownPatient(ctx, ses, dossier); err != nil {
		return nil, err
	}
	if err := d.relative(ctx, ses, dossier); err != nil {
		return nil, err
	}
	return d.stand(ctx, ses, dossier), nil
}

// Renew gives a document that is open as it stands now.
func (d *Desk) Renew(ctx context.Context, id chart.DocumentID) (*chart.Dossier, error) {
	ses, err := d.atChart("renew document", chart.ActOpen, id)
	if err != nil {
		return nil, err
	}
	if seesCoded(ses) {
		return d.cases.LoadCoded(ctx, ses, id)
	}
	dossier, err := d.cases.Load(ctx, ses, id)
	if err != nil {
		return nil, err
	}
	return d.stand(ctx, ses, dossier), nil
}

// SetUrgent puts a document to the front of the queue, or back.
func (d *Desk) SetUrgent(ctx context.Context, id chart.DocumentID, urgent bool) error {
	ses, err := d.atChart("mark as urgent", chart.ActDecide, id)
	if err != nil {
		return err
	}
	defer d.tell()
	return d.cases.SetUrgent(ctx, ses, id, urgent)
}

// Page gives the pixels of one page as it came in, or as it was redacted to whoever's work needs no identifiers.
func (d *Desk) Page(ctx context.Context, id chart.DocumentID, number int) (*geom.Raster, error) {
	ses, err := d.atChart("show page", chart.ActOpen, id)
	if err != nil {
		return nil, err
	}
	if seesCoded(ses) {
		return d.codedPage(ctx, ses, id, number)
	}
	data, err := d.cases.PageFile(ctx, ses, id, number)
	if err != nil {
		return nil, err
	}
	return pagefile.Decode(data)
}

// Ahead gives the page on which the work in a document will begin, without an entry of a look: nobody sees it yet.
func (d *Desk) Ahead(ctx context.Context, id chart.DocumentID) (int, *geom.Raster, error) {
	ses, err := d.decide("prepare document", chart.ActOpen, about{document: id, ahead: true})
	if err != nil {
		return 0, nil, err
	}
	load := d.cases.Load
	if seesCoded(ses) {
		load = d.cases.LoadCoded
	}
	dossier, err := load(ctx, ses, id)
	if err != nil {
		return 0, nil, err
	}
	number := review.FirstPage(dossier)
	page, err := d.Page(ctx, id, number)
	return number, page, err
}

// Decide appends a decision.
func (d *Desk) Decide(ctx context.Context, id chart.DocumentID, version int64, dec chart.Decision) (*chart.Dossier, error) {
	return d.change(ctx, "decide on a field", chart.ActDecide, id, func(ses *vault.Session) (*chart.Dossier, error) {
		return d.cases.Decide(ctx, ses, id, version, dec)
	})
}

// Redact adds, reshapes or releases a redaction.
func (d *Desk) Redact(ctx context.Context, id chart.DocumentID, version int64, s chart.Span) (*chart.Dossier, error) {
	return d.change(ctx, "change a redaction", chart.ActRedact, id, func(ses *vault.Session) (*chart.Dossier, error) {
		return d.cases.PutSpan(ctx, ses, id, version, s)
	})
}

// Retype says that the document is of another type.
func (d *Desk) Retype(ctx context.Context, id chart.DocumentID, version int64, t chart.Type) (*chart.Dossier, error) {
	return d.change(ctx, "change the document's type", chart.ActRetype, id, func(ses *vault.Session) (*chart.Dossier, error) {
		return d.cases.Retype(ctx, ses, id, version, t)
	})
}

// Reveal writes the look into the trail, within the limits; only then may a screen show anything.
func (d *Desk) Reveal(ctx context.Context, id chart.DocumentID, what present.Reveal) error {
	const op = "reveal"
	ses, err := d.decide(op, chart.ActReveal, about{document: id, purpose: what.Purpose})
	if err != nil {
		return err
	}
	if !access.MayRevealFor(ses.Person(), what.Purpose) {
		return chart.E(chart.NotAllowed, op, errors.New("a purpose is needed"))
	}
	if err := d.manyReveals(ctx, ses, id, what.Purpose); err != nil {
		return err
	}
	return d.cases.Reveal(ctx, ses, chart.AuditEntry{Document: id, Field: what.Field, Detail: revealWords(what)},
		func(now time.Time, before []chart.AuditEntry) casestore.Verdict {
			looks := make([]access.Look, len(before))
			for i, e := range before {
				looks[i] = access.Look{Document: e.Document, At: e.At}
			}
			var v casestore.Verdict
			v.Allowed, v.Alarms = access.DefaultRevealLimits().Judge(now, id, looks)
			return v
		})
}

// revealWords are a reveal's words in the trail: ids and counts.
func revealWords(what present.Reveal) string {
	words := "purpose=" + string(what.Purpose)
	if what.Page > 0 {
		ids := make([]string, len(what.Fields))
		for i, f := range what.Fields {
			ids[i] = string(f)
		}
		words += fmt.Sprintf(" page=%d places=%d fields=%s", what.Page, what.Places, strings.Join(ids, ","))
	}
	return words
}

// History gives the trail of a document to those whose role may read it.
func (d *Desk) History(ctx context.Context, id chart.DocumentID) ([]chart.AuditEntry, error) {
	ses, err := d.at("show history", chart.ActSignOut)
	if err != nil {
		return nil, err
	}
	if !access.SeesTrail(ses.Person()) {
		return nil, chart.E(chart.NotAllowed, "show history", nil)
	}
	if err := d.looked(ctx, ses, chart.ActTrailRead, "history", &TrailSearch{Document: id}); err != nil {
		return nil, err
	}
	return d.cases.History(ctx, id)
}

// FieldNames gives the names of a document's fields, to those who may open it; to others none. Nobody is shown a value.
func (d *Desk) FieldNames(ctx context.Context, id chart.DocumentID) map[chart.FieldID]chart.FieldName {
	ses, err := d.decide("name the fields of a history", chart.ActOpen, about{document: id, ahead: true})
	if err != nil || !access.SeesTrail(ses.Person()) || seesCoded(ses) {
		return nil
	}
	dossier, err := d.cases.Load(ctx, ses, id)
	if err != nil {
		return nil
	}
	names := map[chart.FieldID]chart.FieldName{}
	for _, f := range dossier.Document.Fields {
		names[f.ID] = f.Name
	}
	return names
}

// Colleagues gives the names of everybody who can sign in, to those whose role may read the trail.
func (d *Desk) Colleagues(ctx context.Context) ([]chart.Person, error) {
	ses, err := d.at("list people", chart.ActSignOut)
	if err != nil {
		return nil, err
	}
	if !access.SeesTrail(ses.Person()) {
		return nil, chart.E(chart.NotAllowed, "list people", nil)
	}
	return d.vault.People(ctx)
}

// SaveDraft seals a half-typed value for the person at work.
func (d *Desk) SaveDraft(ctx context.Context, id chart.DocumentID, f chart.FieldID, value chart.Text) error {
	ses, err := d.atChart("keep a draft", chart.ActDecide, id)
	if err != nil {
		return err
	}
	return d.cases.SaveDraft(ctx, ses, id, f, value)
}

// Draft gives the person's own half-typed value back.
func (d *Desk) Draft(ctx context.Context, id chart.DocumentID) (chart.FieldID, chart.Text, error) {
	ses, err := d.atChart("give back a draft", chart.ActDecide, id)
	if err != nil {
		return "", "", err
	}
	return d.cases.Draft(ctx, ses, id)
}

// Preference gives a setting.
func (d *Desk) Preference(ctx context.Context, key string) (string, error) {
	return d.cases.Preference(ctx, key)
}

// SetPreference keeps a setting of the person's screen.
func (d *Desk) SetPreference(ctx context.Context, key, value string) error {
	const op = "keep a setting"
	if casestore.OfPolicy(key) {
		return chart.E(chart.NotAllowed, op, errors.New("a policy is no preference"))
	}
	ses, err := d.at(op, chart.ActSignOut)
	if err != nil {
		return err
	}
	return d.cases.SetPreference(ctx, ses, key, value)
}

// change does what a person asks for, when that person may, and tells the queue.
func (d *Desk) change(ctx context.Context, op string, action chart.Action, id chart.DocumentID, f func(*vault.Session) (*chart.Dossier, error)) (*chart.Dossier, error) {
	ses, err := d.atChart(op, action, id)
	if err != nil {
		return nil, err
	}
	dossier, err := f(ses)
	if err != nil {
		return nil, d.named(ctx, err)
	}
	d.tell()
	d.noteChange(ctx, ses, dossier)
	return d.stand(ctx, ses, dossier), nil
}
