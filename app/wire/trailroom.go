package wire

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/trail"
	"chartproof.org/chartproof/engine/send/record"
	"chartproof.org/chartproof/storage/audit"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/storage/vault"
	"chartproof.org/chartproof/ui/present"
)

// TrailSearch says what of the trail is wanted.
type TrailSearch = present.TrailSearch

// maxPage bounds what a screen gets at a time.
const maxPage = 500

// filter gives what storage understands.
func filter(s TrailSearch) audit.Filter {
	return audit.Filter{Person: s.Person, Actions: s.Actions, Document: s.Document, Documents: s.Documents, Field: s.Field, Device: s.Device, Purpose: s.Purpose,
		Decision: s.Decision, Since: s.Since, Until: s.Until, Text: s.Text, Before: s.Before, Newest: true}
}

// looked writes that somebody looked at the trail, and after what; what was typed does not go in.
func (d *Desk) looked(ctx context.Context, ses *vault.Session, a chart.Action, about string, s *TrailSearch) error {
	detail := "about=" + about
	e := chart.AuditEntry{Action: a, Person: ses.Person().ID}
	if s != nil {
		if by := s.By(); len(by) > 0 {
			detail += " by=" + strings.Join(by, ",")
		}
		e.Document = s.Document
	}
	e.Detail = detail
	return d.enter(ctx, e)
}

// SearchTrail gives a page of the trail, the newest first. The first page of a search writes that somebody looked.
func (d *Desk) SearchTrail(ctx context.Context, s TrailSearch) (present.TrailPage, error) {
	ses, err := d.at("read the trail", chart.ActTrailRead)
	if err != nil {
		return present.TrailPage{}, err
	}
	if s.Before == 0 {
		if err := d.looked(ctx, ses, chart.ActTrailRead, "entries", &s); err != nil {
			return present.TrailPage{}, err
		}
	}
	f := filter(s)
	if s.Limit <= 0 || s.Limit > maxPage {
		s.Limit = maxPage
	}
	f.Limit = s.Limit + 1
	entries, err := d.trail.Entries(ctx, f)
	if err != nil {
		return present.TrailPage{}, err
	}
	page := present.TrailPage{Entries: entries}
	if len(entries) > s.Limit {
		page.Entries = entries[:s.Limit]
		page.Next = page.Entries[s.Limit-1].Index
	}
	page.All, err = d.trail.Size(ctx)
	return page, err
}

// ExportTrail writes what a search finds into a new file in a folder, oldest first, and gives its name. Names of staff stand
// beside their ids.
func (d *Desk) ExportTrail(ctx context.Context, folder string, f trail.Format, s TrailSearch, enterprise string) (name string, n int, err error) {
	const op = "export the trail"
	ses, err := d.at(op, chart.ActTrailGive)
	if err != nil {
		return "", 0, err
	}
	if !slices.Contains(trail.Formats(), f) {
		return "", 0, chart.E(chart.BadInput, op, fmt.Errorf("no format %q", string(f)))
	}
	if err := d.looked(ctx, ses, chart.ActTrailGive, string(f), &s); err != nil {
		return "", 0, err
	}
	people, err := d.staff(ctx)
	if err != nil {
		return "", 0, err
	}
	name = "trail-" + d.opts.Now().UTC().Format("20060102-150405") + "." + f.Extension()
	file, err := os.OpenFile(filepath.Join(folder, name), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return "", 0, chart.E(chart.BadInput, op, sqlitedb.Bare(err))
	}
	w, err := trail.NewWriter(f, file, trail.Options{People: people, Made: d.opts.Now(), Enterprise: enterprise})
	if err == nil {
		by := filter(s)
		by.Newest, by.Before = false, 0
		err = errors.Join(d.trail.Each(ctx, by, func(e chart.AuditEntry) error {
			n++
			return w.Write(e)
		}), w.Close())
	}
	if err = errors.Join(err, file.Close()); err != nil {
		return "", 0, errors.Join(err, os.Remove(filepath.Join(folder, name)))
	}
	return name, n, nil
}

func (d *Desk) staff(ctx context.Context) (map[chart.PersonID]chart.Person, error) {
	all, err := d.vault.People(ctx)
	if err != nil {
		return nil, err
	}
	out := map[chart.PersonID]chart.Person{}
	for _, p := range all {
		out[p.ID] = p
	}
	return out, nil
}

// Report is something about the trail that is signed by this workstation: an envelope around JSON, and the same as text.
type Report = present.TrailReport

// signReport puts a report into an envelope (DSSE) that the device signs.
func (d *Desk) signReport(ctx context.Context, kind string, payload []byte) ([]byte, error) {
	device, err := d.vault.Device(ctx)
	if err != nil {
		return nil, err
	}
	env, err := record.Sign(kind, payload, record.Signer{Role: record.RoleDevice, ID: string(device.ID), Key: device.Signer})
	if err != nil {
		return nil, err
	}
	return env.Marshal()
}

// report gives a value signed, and as text.
func (d *Desk) report(ctx context.Context, kind string, v interface {
	Write(w io.Writer, o trail.Options) error
}) (Report, error) {
	payload, err := json.Marshal(v)
	if err != nil {
		return Report{}, chart.E(chart.Internal, "make report", errors.New("it has no JSON"))
	}
	signed, err := d.signReport(ctx, kind, payload)
	if err != nil {
		return Report{}, err
	}
	people, err := d.staff(ctx)
	if err != nil {
		return Report{}, err
	}
	var text strings.Builder
	if err := v.Write(&text, trail.Options{People: people}); err != nil {
		return Report{}, err
	}
	return Report{Text: text.String(), Signed: signed}, nil
}

// Custody gives the way of a document from the scan on, each step proved to stand in the trail.
func (d *Desk) Custody(ctx context.Context, id chart.DocumentID) (Report, error) {
	const op = "show chain of custody"
	ses, err := d.at(op, chart.ActTrailRead)
	if err != nil {
		return Report{}, err
	}
	own, err := d.trail.Entries(ctx, audit.Filter{Document: id})
	if err != nil {
		return Report{}, err
	}
	if !slices.ContainsFunc(own, inCustody) {
		return Report{}, chart.E(chart.NotFound, op, nil)
	}
	if err := d.looked(ctx, ses, chart.ActTrailRead, "custody", &TrailSearch{Document: id}); err != nil {
		return Report{}, err
	}
	filters := []audit.Filter{{Document: id}}
	if imp := trail.ImportOf(own); imp != "" {
		filters = append(filters, audit.Filter{Documents: []chart.DocumentID{id}, Imports: []string{imp}})
	}
	ev, err := d.trail.Evidence(ctx, filters...)
	if err != nil {
		return Report{}, err
	}
	ev = ofDocument(ev, id)
	c := trail.NewCustody(id, ev.Entries, d.opts.Now(), ses.Person().ID)
	c.Checkpoint, c.Key = string(ev.Checkpoint), ev.Key
	for i, e := range ev.Entries {
		c.Prove(e.Index, ev.Leaves[i], ev.Proofs[i])
	}
	return d.report(ctx, trail.CustodyType, c)
}

// SaveCustody writes the chain of custody of a document, signed and with its proofs, into a new file in a folder.
func (d *Desk) SaveCustody(ctx context.Context, folder string, id chart.DocumentID) (string, error) {
	rep, err := d.Custody(ctx, id)
	if err != nil {
		return "", err
	}
	name := "custody-" + shortWord(string(id)) + "-" + d.opts.Now().UTC().Format("20060102-150405") + ".json"
	f, err := os.OpenFile(filepath.Join(folder, name), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return "", chart.E(chart.BadInput, "save chain of custody", sqlitedb.Bare(err))
	}
	_, err = f.Write(rep.Signed)
	return name, errors.Join(err, f.Close())
}

// inCustody reports whether an entry is of the document's way, and not of somebody who looked at that.
func inCustody(e chart.AuditEntry) bool {
	return e.Action != chart.ActTrailRead && e.Action != chart.ActTrailGive
}

// ofDocument leaves out what other documents of the same import went through.
func ofDocument(ev audit.Evidence, id chart.DocumentID) audit.Evidence {
	out := audit.Evidence{Checkpoint: ev.Checkpoint, Key: ev.Key}
	for i, e := range ev.Entries {
		if (e.Document == "" || e.Document == id) && inCustody(e) {
			out.Entries, out.Leaves, out.Proofs = append(out.Entries, e), append(out.Leaves, ev.Leaves[i]), append(out.Proofs, ev.Proofs[i])
		}
	}
	return out
}

// Accounting gives the disclosures of a patient's documents (45 CFR 164.528).
func (d *Desk) Accounting(ctx context.Context, documents []chart.DocumentID, since, until time.Time) (Report, []byte, error) {
	const op = "account for disclosures"
	ses, err := d.at(op, chart.ActTrailRead)
	if err != nil {
		return Report{}, nil, err
	}
	if len(documents) == 0 {
		return Report{}, nil, chart.E(chart.BadInput, op, errors.New("which documents are the patient's?"))
	}
	now := d.opts.Now()
	if until.IsZero() {
		until = now
	}
	if since.IsZero() {
		since = until.AddDate(-trail.AccountedYears, 0, 0)
	}
	if err := d.looked(ctx, ses, chart.ActTrailRead, "accounting", &TrailSearch{Documents: documents}); err != nil {
		return Report{}, nil, err
	}
	entries, err := d.trail.Entries(ctx, audit.Filter{Documents: documents, Since: since, Until: until})
	if err != nil {
		return Report{}, nil, err
	}
	a := trail.NewAccounting(documents, entries, since, until, now, ses.Person().ID, nil)
	r, err := d.report(ctx, trail.AccountingType, a)
	if err != nil {
		return Report{}, nil, err
	}
	var table strings.Builder
	if err := a.WriteCSV(&table); err != nil {
		return Report{}, nil, err
	}
	return r, []byte(table.String()), nil
}

// AccessReview says who may what, and what they did of it since a time.
func (d *Desk) AccessReview(ctx context.Context, since time.Time) (Report, []byte, error) {
	ses, err := d.at("review access", chart.ActTrailRead)
	if err != nil {
		return Report{}, nil, err
	}
	if since.IsZero() {
		since = d.opts.Now().AddDate(0, -3, 0)
	}
	if err := d.looked(ctx, ses, chart.ActTrailRead, "access_review", nil); err != nil {
		return Report{}, nil, err
	}
	roster, err := d.vault.Roster(ctx)
	if err != nil {
		return Report{}, nil, err
	}
	tally := trail.NewTally(since)
	joined := map[chart.PersonID]time.Time{}
	if err := d.trail.Each(ctx, audit.Filter{}, func(e chart.AuditEntry) error {
		if e.Person != "" && joined[e.Person].IsZero() {
			joined[e.Person] = e.At
		}
		tally.Add(e)
		return nil
	}); err != nil {
		return Report{}, nil, err
	}
	accounts := make([]trail.Account, len(roster))
	for i, s := range roster {
		accounts[i] = trail.Account{Person: s.Person, Disabled: s.Disabled, Created: joined[s.Person.ID]}
		if accounts[i].Created.IsZero() {
			accounts[i].Created = d.opts.Now()
		}
	}
	review := tally.Review(accounts, d.opts.Now(), ses.Person().ID)
	r, err := d.report(ctx, trail.ReviewType, review)
	if err != nil {
		return Report{}, nil, err
	}
	var table strings.Builder
	if err := review.WriteCSV(&table); err != nil {
		return Report{}, nil, err
	}
	return r, []byte(table.String()), nil
}

// CheckCustody checks the file that `chartproofctl audit custody` wrote, by itself: the signature of the workstation around it, and
// the proofs in it. key, where given, is a verifier key of the trail that was kept elsewhere.
func CheckCustody(file []byte, key string) (trail.Custody, error) {
	env, err := record.ParseEnvelope(file)
	if err != nil {
		return trail.Custody{}, err
	}
	if _, err := env.Signers(trail.CustodyType); err != nil {
		return trail.Custody{}, err
	}
	return trail.CheckCustody(env.Payload, key)
}

// MeasureTrail makes a trail of so many entries in a folder of its own, and measures it.
func MeasureTrail(ctx context.Context, dir string, entries, appends int) (audit.Pace, error) {
	db, err := sqlitedb.Open(ctx, dir)
	if err != nil {
		return audit.Pace{}, err
	}
	p, err := audit.Rehearse(ctx, db, entries, appends)
	return p, errors.Join(err, db.Close())
}
