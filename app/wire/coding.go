package wire

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/codes"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/review/coding"
	"chartproof.org/chartproof/engine/send/record"
	"chartproof.org/chartproof/storage/casestore"
	"chartproof.org/chartproof/storage/vault"
	"chartproof.org/chartproof/ui/present"
)

var _ present.CodingHouse = (*Desk)(nil)

// zoneOf is the zone in which the envelope of a waiting record lies: an addendum holds no identifier.
func zoneOf(it casestore.OutboxItem) chart.Zone {
	if it.Number > 0 {
		return chart.Structured
	}
	return chart.Originals
}

func (d *Desk) envelope(ctx context.Context, ses *vault.Session, it casestore.OutboxItem) ([]byte, error) {
	if it.Number > 0 {
		return d.cases.Addendum(ctx, ses, it.Document, it.Number)
	}
	return d.cases.Envelope(ctx, ses, it.Document)
}

// Coding opens a signed document for coding, and writes the look into the trail. Whoever opens it sees what a coder sees.
func (d *Desk) Coding(ctx context.Context, id chart.DocumentID) (present.CodingWork, error) {
	const op = "open document for coding"
	if _, err := d.atChart(op, chart.ActCode, id); err != nil {
		return present.CodingWork{}, err
	}
	ses, err := d.atChart(op, chart.ActOpen, id)
	if err != nil {
		return present.CodingWork{}, err
	}
	c, err := d.cases.Coding(ctx, ses, id, &chart.AuditEntry{Action: chart.ActOpen, Detail: "zone=structured for=coding"})
	if err != nil {
		return present.CodingWork{}, err
	}
	return d.working(c), d.watched(ctx, ses, id)
}

// CodedPage gives a page of the redacted copy, to everybody alike.
func (d *Desk) CodedPage(ctx context.Context, id chart.DocumentID, number int) (*geom.Raster, error) {
	ses, err := d.atChart("show redacted page", chart.ActOpen, id)
	if err != nil {
		return nil, err
	}
	return d.codedPage(ctx, ses, id, number)
}

// ChangeCoding appends a change to the sheet.
func (d *Desk) ChangeCoding(ctx context.Context, id chart.DocumentID, changes int, change coding.Change) (present.CodingWork, error) {
	ses, err := d.atChart("change coding", chart.ActCode, id)
	if err != nil {
		return present.CodingWork{}, err
	}
	c, err := d.cases.ChangeCoding(ctx, ses, id, changes, change)
	if err != nil {
		return present.CodingWork{}, err
	}
	return d.working(c), nil
}

// SignCoding makes the addendum of what was changed, has person and device sign it, and puts it into the outbox.
func (d *Desk) SignCoding(ctx context.Context, id chart.DocumentID, changes int, password string) (present.CodingWork, error) {
	const op = "sign coding"
	ses, err := d.atChart(op, chart.ActCodeSign, id)
	if err != nil {
		return present.CodingWork{}, err
	}
	pen, err := ses.Pen(ctx, password)
	if err != nil {
		return present.CodingWork{}, err
	}
	defer pen.Wipe()
	c, err := d.cases.Coding(ctx, ses, id, nil)
	if err != nil {
		return present.CodingWork{}, err
	}
	if c.Sheet.Changes != changes {
		return present.CodingWork{}, chart.E(chart.Conflict, op, nil)
	}
	known := lists{d.codes.get(d.finder.terms.Load())}
	if !coding.MaySign(c.Sheet, coding.Problems(c.Sheet, known)) {
		return present.CodingWork{}, chart.E(chart.BadState, op, errors.New("nothing was changed, or a code is not complete"))
	}
	made, err := d.makeAddendum(ctx, ses, pen, c, known)
	if err != nil {
		return present.CodingWork{}, err
	}
	if c, err = d.cases.SignCoding(ctx, ses, id, changes, made); err != nil {
		return present.CodingWork{}, err
	}
	d.tell()
	d.sealWaiting(ctx, ses)
	return d.working(c), nil
}

func (d *Desk) makeAddendum(ctx context.Context, ses *vault.Session, pen *vault.Pen, c *casestore.Coding, known lists) (casestore.SignedRecord, error) {
	pdf, err := d.cases.RedactedPDF(ctx, ses, c.Document)
	if err != nil {
		return casestore.SignedRecord{}, err
	}
	device, err := d.vault.Device(ctx)
	if err != nil {
		return casestore.SignedRecord{}, err
	}
	e := c.Sheet.Encounter
	in := record.Addendum{ID: newUUID(), To: c.Record, ToDigest: c.Digest, Number: len(c.Sheet.Signed) + 1, Practice: device.Practice,
		Person: ses.Person(), Device: device.ID, Version: d.opts.Version, SignedAt: d.opts.Now(), Type: e.Type, Patient: e.Patient,
		Provider: e.Provider, Day: e.Service, Admitted: e.Admitted, Left: e.Left, Redacted: pdf}
	for _, x := range c.Sheet.Diagnoses {
		in.Diagnoses = append(in.Diagnoses, record.CodedDiagnosis{System: string(codes.ICD10CM), Code: x.Code, Title: known.title(x.Code)})
	}
	for _, l := range c.Sheet.Lines {
		out := record.CodedLine{System: systemOf(l.Code), Code: l.Code, Title: known.title(l.Code), Modifiers: l.Modifiers, Units: l.Units, Day: l.Day, Cent: l.Cent}
		for _, p := range l.Pointers {
			if _, at := c.Sheet.Diagnosis(p); at >= 0 {
				out.Pointers = append(out.Pointers, at+1)
			}
		}
		in.Lines = append(in.Lines, out)
	}
	payload, err := record.AddendumBundle(in)
	if err != nil {
		return casestore.SignedRecord{}, err
	}
	env, err := record.Sign(record.PayloadType, payload, record.Signer{Role: record.RolePerson, ID: string(ses.Person().ID), Key: pen},
		record.Signer{Role: record.RoleDevice, ID: string(device.ID), Key: device.Signer})
	if err != nil {
		return casestore.SignedRecord{}, err
	}
	data, err := env.Marshal()
	return casestore.SignedRecord{ID: in.ID, Digest: record.Digest(data), Envelope: data}, err
}

// systemOf tells CPT's codes, which begin with a digit, from those of HCPCS Level II.
func systemOf(code string) string {
	if code != "" && code[0] >= '0' && code[0] <= '9' {
		return string(codes.CPT)
	}
	return string(codes.HCPCS)
}

func (l lists) title(code string) string {
	e, _ := l.Lookup(code)
	return e.Title
}

// working makes what the screen shows of a document that is coded.
func (d *Desk) working(c *casestore.Coding) present.CodingWork {
	known := lists{d.codes.get(d.finder.terms.Load())}
	loaded := d.finder.terms.Load()
	w := present.CodingWork{Document: c.Document, Sheet: c.Sheet, Pages: len(c.Coded.Pages), Titles: map[string]present.CodeHit{},
		Before: map[string]bool{}, Places: places(c.Coded), Problems: coding.Problems(c.Sheet, known),
		Lists: present.CodingLists{Codes: known.Size(), CPT: known.Has(codes.CPT)}}
	for _, p := range c.Coded.Pages {
		w.Turns = append(w.Turns, p.Rotation)
	}
	if loaded != nil {
		_, n := loaded.Size()
		w.Lists.Loaded = n > 0
	}
	for _, x := range c.Start.Diagnoses {
		w.Before[coding.Plain(x.Code)] = true
	}
	for _, l := range c.Start.Lines {
		w.Before[coding.Plain(l.Code)] = true
	}
	on := dayOf(c.Sheet.Encounter.Service)
	title := func(code string) {
		if e, ok := known.Lookup(code); ok {
			w.Titles[coding.Plain(code)] = known.hit(e, !e.Valid(on))
		}
	}
	for _, x := range c.Sheet.Diagnoses {
		title(x.Code)
	}
	for _, l := range c.Sheet.Lines {
		title(l.Code)
	}
	for _, s := range known.Suggest(c.Coded.Shown, codes.Options{Day: on}) {
		if c.Sheet.Has(s.Code) {
			continue
		}
		out := present.CodeSuggestion{CodeHit: known.hit(s.Entry, s.Late), Said: s.Said, Printed: s.Printed}
		for _, p := range s.Places {
			out.Places = append(out.Places, present.CodePlace{Page: p.Page, Box: p.Box})
		}
		w.Suggestions = append(w.Suggestions, out)
	}
	return w
}

func dayOf(iso string) time.Time {
	t, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return time.Time{}
	}
	return t
}

// places gives where codes stand on the pages, as fields and in tables.
func places(c *casestore.Coded) map[string][]present.CodePlace {
	out := map[string][]present.CodePlace{}
	put := func(code string, page int, b geom.Box) {
		if key := coding.Plain(code); key != "" && b != (geom.Box{}) {
			out[key] = append(out[key], present.CodePlace{Page: page, Box: b})
		}
	}
	for _, f := range c.Document.Fields {
		if f.Name == chart.DiagnosisCode || f.Name == chart.ProcedureCode {
			put(f.Value.Reveal(), f.Page, f.Box)
		}
	}
	for _, r := range c.Rows {
		for _, cell := range r.Cells {
			if cell.Name == string(chart.DiagnosisCode) || cell.Name == string(chart.ProcedureCode) {
				code, _, _ := strings.Cut(cell.Value.Reveal(), "-")
				put(code, r.Page, cell.Box)
			}
		}
	}
	return out
}

// FindCodes looks for codes among the lists. It is about no chart.
func (d *Desk) FindCodes(_ context.Context, text, on string, services bool) ([]present.CodeHit, error) {
	if _, err := d.at("look for codes", chart.ActCode); err != nil {
		return nil, err
	}
	known := lists{d.codes.get(d.finder.terms.Load())}
	q := codes.Query{Text: text, System: codes.ICD10CM, Day: dayOf(on), Limit: 60}
	if services {
		q.System = ""
	}
	var out []present.CodeHit
	for _, h := range known.Search(q) {
		if services == (h.System == codes.ICD10CM) {
			continue
		}
		if out = append(out, known.hit(h.Entry, h.Late)); len(out) == 20 {
			break
		}
	}
	return out, nil
}

// mostBills bounds how many bills are looked through for those of one encounter.
const mostBills = 2000

// CompareBills compares the coding of a document with the superbills and claims of the same encounter, and those with the payers'
// statements. Documents that are closed to the person are left out.
func (d *Desk) CompareBills(ctx context.Context, id chart.DocumentID) (coding.Comparison, error) {
	ses, err := d.atChart("compare bills", chart.ActCodeCompare, id)
	if err != nil {
		return coding.Comparison{}, err
	}
	c, err := d.cases.Coding(ctx, ses, id, nil)
	if err != nil {
		return coding.Comparison{}, err
	}
	found, err := d.cases.CodedOf(ctx, []chart.Type{chart.Superbill, chart.ClaimForm, chart.EOB}, mostBills)
	if err != nil {
		return coding.Comparison{}, err
	}
	var bills, statements []coding.Bill
	for _, other := range found {
		if _, err := d.decide("compare bills", chart.ActCodeCompare, about{document: other, ahead: true}); chart.KindOf(err) == chart.NotAllowed {
			continue
		} else if err != nil {
			return coding.Comparison{}, err
		}
		o, err := d.cases.Coding(ctx, ses, other, nil)
		if chart.KindOf(err) == chart.NotFound {
			continue
		} else if err != nil {
			return coding.Comparison{}, err
		}
		b := coding.BillOf(other, sourceOf(o.Coded))
		switch {
		case !coding.SameEncounter(c.Sheet.Encounter, b.Encounter):
		case b.Encounter.Type == chart.EOB:
			statements = append(statements, b)
		default:
			bills = append(bills, b)
		}
	}
	out := coding.Compare(c.Sheet, bills, statements)
	if err := d.enter(ctx, chart.AuditEntry{Action: chart.ActCodeCompare, Person: ses.Person().ID, Document: id,
		Detail: fmt.Sprintf("bills=%d statements=%d differences=%d", len(bills), len(statements), len(out.Differences))}); err != nil {
		return coding.Comparison{}, err
	}
	return out, nil
}

func sourceOf(c *casestore.Coded) coding.Source {
	tokens := map[chart.FieldID]string{}
	for id, t := range c.Tokens {
		tokens[id] = t
	}
	for id, t := range c.Providers {
		tokens[id] = t
	}
	return coding.Source{Type: c.Document.Type, Fields: c.Document.Fields, Rows: c.Rows, Tokens: tokens}
}

// ExportDifferences writes the differences into a new file in the Documents folder of who runs the program, as codes, days and
// amounts.
func (d *Desk) ExportDifferences(ctx context.Context, id chart.DocumentID) (string, error) {
	const op = "export differences"
	ses, err := d.atChart(op, chart.ActCodeExport, id)
	if err != nil {
		return "", err
	}
	c, err := d.CompareBills(ctx, id)
	if err != nil {
		return "", err
	}
	var text strings.Builder
	if err := c.WriteCSV(&text); err != nil {
		return "", chart.E(chart.Internal, op, err)
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", chart.E(chart.BadState, op, errors.New("no home folder"))
	}
	dir := filepath.Join(home, "Documents")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", chart.E(chart.BadState, op, errors.New("the folder cannot be made"))
	}
	if err := d.enter(ctx, chart.AuditEntry{Action: chart.ActCodeExport, Person: ses.Person().ID, Document: id,
		Detail: fmt.Sprintf("differences=%d", len(c.Differences))}); err != nil {
		return "", err
	}
	path := filepath.Join(dir, "differences-"+d.opts.Now().UTC().Format("20060102-150405")+".csv")
	if err := writeNewFile(path, []byte(text.String())); err != nil {
		return "", chart.E(chart.BadState, op, errors.New("the file cannot be written, or is there already"))
	}
	return path, nil
}
