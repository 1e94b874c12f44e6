package wire

import (
	"context"
	"slices"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/twice"
	"chartproof.org/chartproof/storage/casestore"
	"chartproof.org/chartproof/storage/vault"
)

// mostCompared is how many documents of before a file is compared with at most, the newest first.
const mostCompared = 60

// twins are the fields by which earlier charts of the same patient are found.
var twins = []chart.FieldName{chart.MRN, chart.AccountNumber, chart.MemberID, chart.PatientName, chart.DateOfBirth}

// printed is a page of before as it is compared.
type printed struct {
	twice.Print
	at chart.PageAt
}

// proposeTwice raises an alarm in documents of which a page is, by its words, a second scan of a sheet: of this file, or of a chart of the
// same patient that came in before. It proposes to a person and leaves nothing out. What cannot be compared keeps no chart from coming in.
func (d *Desk) proposeTwice(ctx context.Context, ses *vault.Session, id chart.ImportID, docs []chart.Document, pages []chart.Page) {
	prints := map[int]twice.Print{}
	for _, p := range pages {
		prints[p.Number] = twice.Of(p)
	}
	before := d.printsBefore(ctx, ses, id, docs)
	for i := range docs {
		alarm := chart.Alarm{Reason: chart.ScannedTwice}
		for _, n := range docs[i].Pages {
			if at, ok := firstOf(n, prints, before); ok {
				alarm.Pages, alarm.First = append(alarm.Pages, n), append(alarm.First, at)
			}
		}
		if len(alarm.Pages) > 0 {
			docs[i].Alarms = append(docs[i].Alarms, alarm)
			askOf(&docs[i], chart.ScannedTwice)
		}
	}
}

// firstOf gives the page of which page n is a second scan: one of before, or an earlier one of the file.
func firstOf(n int, prints map[int]twice.Print, before []printed) (chart.PageAt, bool) {
	for _, b := range before {
		if twice.Same(prints[n], b.Print) {
			return b.at, true
		}
	}
	for m := 1; m < n; m++ {
		if p, ok := prints[m]; ok && twice.Same(prints[n], p) {
			return chart.PageAt{Page: m}, true
		}
	}
	return chart.PageAt{}, false
}

// printsBefore are the pages of earlier files that show the same patient, those that the person at the desk may open.
func (d *Desk) printsBefore(ctx context.Context, ses *vault.Session, id chart.ImportID, docs []chart.Document) (out []printed) {
	near, err := d.chartsLike(ctx, ses, id, docs)
	if err != nil {
		d.opts.Log.WarnContext(ctx, "not compared with charts of before", "import", string(id), "kind", string(chart.KindOf(err)))
	}
	for _, s := range near[:min(len(near), mostCompared)] {
		doc, err := d.cases.Load(ctx, ses, s.ID)
		if err != nil {
			d.opts.Log.WarnContext(ctx, "not compared with a chart of before", "document", string(s.ID), "kind", string(chart.KindOf(err)))
			continue
		}
		for _, p := range doc.Pages {
			out = append(out, printed{twice.Of(p), chart.PageAt{Document: s.ID, Page: p.Number}})
		}
	}
	return out
}

// chartsLike finds documents of other files that show an identifier of these, the newest first.
func (d *Desk) chartsLike(ctx context.Context, ses *vault.Session, id chart.ImportID, docs []chart.Document) ([]chart.Summary, error) {
	var out []chart.Summary
	seen := map[chart.DocumentID]bool{}
	asked := map[string]bool{}
	for _, doc := range docs {
		for _, f := range doc.Fields {
			what := f.Value.Reveal()
			if what == "" || asked[what] || !slices.Contains(twins, f.Name) {
				continue
			}
			asked[what] = true
			found, err := d.cases.List(ctx, ses, casestore.Filter{Search: what})
			if err != nil {
				return out, err
			}
			for _, s := range found {
				if s.ID != "" && s.Import != id && !seen[s.ID] && d.findable(ses, s.ID) {
					seen[s.ID] = true
					out = append(out, s)
				}
			}
		}
	}
	slices.SortStableFunc(out, func(a, b chart.Summary) int { return b.Imported.Compare(a.Imported) })
	return out, nil
}
