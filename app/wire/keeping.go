package wire

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/fields"
	"chartproof.org/chartproof/engine/protect/retention"
	"chartproof.org/chartproof/storage/casestore"
	keeps "chartproof.org/chartproof/storage/retention"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/storage/tokens"
	"chartproof.org/chartproof/storage/vault"
	"chartproof.org/chartproof/ui/present"
)

// serviceDates are the fields that say when somebody was seen.
var serviceDates = map[chart.FieldName]bool{chart.DateOfService: true, chart.AdmissionDate: true, chart.DischargeDate: true,
	chart.CollectedDate: true, chart.ReportedDate: true}

// keepingFields are the fields that a schedule must know.
func keepingFields() []chart.FieldName {
	out := []chart.FieldName{chart.PatientName, chart.DateOfBirth, chart.MRN}
	for f := range serviceDates {
		out = append(out, f)
	}
	return out
}

// normal gives a value in its one form.
func normal(v casestore.KeptValue) string {
	if v.Normalized != "" {
		return v.Normalized.Reveal()
	}
	norm, _ := fields.Check(v.Name, v.Text.Reveal())
	return norm
}

func dateOf(v casestore.KeptValue) time.Time {
	t, err := time.Parse(time.DateOnly, normal(v))
	if err != nil {
		return time.Time{}
	}
	return t
}

// person is whom a document names.
type person struct {
	mrn, name string
	born      time.Time
}

func personOf(d casestore.KeptDocument) (p person, service time.Time) {
	for _, v := range d.Values {
		switch {
		case v.Name == chart.MRN && p.mrn == "":
			p.mrn = normal(v)
		case v.Name == chart.PatientName && p.name == "":
			p.name = normal(v)
		case v.Name == chart.DateOfBirth:
			if born := dateOf(v); born.After(p.born) {
				p.born = born
			}
		case serviceDates[v.Name]:
			if day := dateOf(v); day.After(service) {
				service = day
			}
		}
	}
	return p, service
}

// keys are by what two documents are the same patient's: the record's number, or name and date of birth.
func (p person) keys() (out []string) {
	if p.mrn != "" {
		out = append(out, "mrn "+strings.ToUpper(p.mrn))
	}
	if p.name != "" && !p.born.IsZero() {
		out = append(out, "person "+strings.ToUpper(p.name)+" "+p.born.Format(time.DateOnly))
	}
	return out
}

// searches are what a hold on the patient looks for: rather too much than too little.
func (p person) searches() (out []chart.Text) {
	if p.mrn != "" {
		out = append(out, chart.Text(p.mrn))
	}
	switch {
	case p.name != "" && !p.born.IsZero():
		out = append(out, chart.Text(p.name+" "+p.born.Format(time.DateOnly)))
	case p.name != "" && p.mrn == "":
		out = append(out, chart.Text(p.name))
	}
	return out
}

// keptCharts gives what the schedule must know of every file.
func (d *Desk) keptCharts(ctx context.Context, ses *vault.Session) ([]casestore.Keeping, []retention.Chart, error) {
	held, err := d.keeps.Held(ctx)
	if err != nil {
		return nil, nil, err
	}
	all, err := d.cases.Keepings(ctx, ses, keepingFields())
	if err != nil {
		return nil, nil, err
	}
	out := make([]retention.Chart, len(all))
	for i, k := range all {
		c := retention.Chart{Import: k.Import, State: k.State, Imported: k.Imported, HasOriginal: k.HasOriginal}
		for _, doc := range k.Documents {
			who, service := personOf(doc)
			c.Documents = append(c.Documents, retention.Document{ID: doc.ID, Type: doc.Type, State: doc.State, Changed: doc.Changed,
				Held: held.Covers(doc.ID), Unread: doc.Unread, Patients: who.keys(), Born: who.born, Service: service})
		}
		out[i] = c
	}
	return all, out, nil
}

// preview says what a disposal would be now. Only who opens the zones can know it.
func (d *Desk) preview(ctx context.Context, ses *vault.Session) (present.DisposalPreview, plan, error) {
	var out present.DisposalPreview
	p, err := d.plan(ctx, ses)
	if err != nil {
		return out, p, err
	}
	if err := d.extendHolds(ctx, ses); err != nil {
		return out, p, err
	}
	all, charts, err := d.keptCharts(ctx, ses)
	if err != nil {
		return out, p, err
	}
	held, err := d.keeps.Held(ctx)
	if err != nil {
		return out, p, err
	}
	now, seen := d.opts.Now(), retention.Seen(charts)
	for i, k := range all {
		for _, line := range chartLines(now, p.Schedule, k, charts[i], seen) {
			out.Add(line, held.Everything)
		}
	}
	if err := d.previewReleases(ctx, ses, p, held, &out); err != nil {
		return out, p, err
	}
	out.Digest = previewDigest(p.Digest(), out.Go)
	runs, err := d.keeps.Disposals(ctx)
	for _, r := range runs {
		out.Waits = out.Waits || r.State == keeps.Ordered || r.State == keeps.Approved
	}
	return out, p, err
}

// previewReleases adds the codes of releases to a preview. A hold on a chart keeps the codes of what was released of it.
func (d *Desk) previewReleases(ctx context.Context, ses *vault.Session, p plan, held keeps.Held, out *present.DisposalPreview) error {
	if !ses.Holds(chart.Tokens) {
		return nil
	}
	lines, err := d.releases().Lines(ctx, ses)
	if err != nil {
		return err
	}
	covered := make([]bool, len(lines))
	if err := d.db.Read(ctx, func(tx *sqlitedb.Tx) (err error) {
		for i, l := range lines {
			if covered[i], err = d.coversRelease(tx, held, l.ID); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		return err
	}
	for i, l := range lines {
		out.Add(lineOf(keeps.KindRelease, l.ID, p.ReleaseCodes(d.opts.Now(), l.From)), covered[i])
	}
	return d.countCodes(ctx, out.Go)
}

func (d *Desk) releases() *tokens.Store {
	return tokens.New(d.db, d.trail, d.opts.Now, tokens.Limits{})
}

// previewDigest names what is in a preview, so that an order is of what was looked at.
func previewDigest(schedule string, lines []present.DisposalLine) string {
	h := sha256.New()
	fmt.Fprintln(h, schedule)
	for _, l := range lines {
		fmt.Fprintln(h, l.Kind, l.ID, l.Rule, l.Version)
	}
	return hex.EncodeToString(h.Sum(nil))
}

func lineOf(kind keeps.Kind, id string, v retention.Verdict) present.DisposalLine {
	return present.DisposalLine{Kind: string(kind), ID: id, Why: string(v.Why), Rule: v.Rule, Until: v.Until}
}

// chartLines are a file's lines: the whole of it where it may go, else its original where that may.
func chartLines(now time.Time, s retention.Schedule, k casestore.Keeping, c retention.Chart, seen retention.Patients) []present.DisposalLine {
	fill := func(l present.DisposalLine) present.DisposalLine {
		l.Documents, l.Pages, l.Bytes = len(k.Documents), k.Pages, k.Bytes
		for _, d := range k.Documents {
			l.Version += d.Version
		}
		return l
	}
	if k.State == chart.StateRefused {
		return []present.DisposalLine{fill(lineOf(keeps.KindRefused, string(k.Import), s.RefusedFile(now, c)))}
	}
	if !k.Done() {
		return nil // it is being read
	}
	whole := s.Record(now, c, seen)
	lines := []present.DisposalLine{fill(lineOf(keeps.KindChart, string(k.Import), whole))}
	if !whole.May() && k.HasOriginal {
		lines = append(lines, fill(lineOf(keeps.KindOriginal, string(k.Import), s.Original(now, c))))
	}
	return lines
}
