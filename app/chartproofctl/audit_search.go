package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"text/tabwriter"
	"time"

	"chartproof.org/chartproof/app/wire"
	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/trail"
)

// searchFlags say which entries are wanted; all of what is named must be so.
type searchFlags struct {
	Person   string   `help:"Of this person: a login, or an id."`
	Action   []string `help:"Of one of these actions, as \"document.open\"."`
	Document []string `help:"Of one of these documents: a patient's, by id."`
	Field    string   `help:"Of this field."`
	Device   string   `help:"Of this device."`
	Purpose  string   `help:"For this purpose, as \"treatment\"."`
	Decision string   `help:"Permitted or refused: permit, deny." enum:",permit,deny" default:""`
	Since    string   `placeholder:"DAY" help:"From this day on, or this time: 2026-11-01, 2026-11-01T08:00:00Z."`
	Until    string   `placeholder:"DAY" help:"Before this day, or this time."`
	Text     string   `help:"With this in an id or a word."`
}

// search gives what storage is asked. A day is one of this computer's time zone.
func (f searchFlags) search(ctx context.Context, o *office) (wire.TrailSearch, error) {
	s := wire.TrailSearch{Field: chart.FieldID(f.Field), Device: chart.DeviceID(f.Device), Purpose: f.Purpose, Decision: f.Decision, Text: f.Text}
	for _, a := range f.Action {
		s.Actions = append(s.Actions, chart.Action(a))
	}
	s.Documents = documentIDs(f.Document)
	var err1, err2 error
	s.Since, err1 = dayOf(f.Since)
	s.Until, err2 = dayOf(f.Until)
	if err := errors.Join(err1, err2); err != nil || f.Person == "" {
		return s, err
	}
	s.Person = chart.PersonID(f.Person)
	people, err := o.Colleagues(ctx)
	for _, p := range people {
		if p.Login == strings.ToLower(f.Person) {
			s.Person = p.ID
		}
	}
	return s, err
}

func documentIDs(ids []string) (out []chart.DocumentID) {
	for _, d := range ids {
		out = append(out, chart.DocumentID(d))
	}
	return out
}

func dayOf(text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	if t, err := time.ParseInLocation(time.DateOnly, text, time.Local); err == nil {
		return t, nil
	}
	t, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return t, &failure{exitUsage, errors.New("a time is a day as 2026-11-01, or as 2026-11-01T08:00:00Z")}
	}
	return t, nil
}

type auditSearchCommand struct {
	officeFlags
	searchFlags
	Limit  int   `help:"At most so many, the newest first." default:"50"`
	Before int64 `help:"Go on after the entry with this index."`
}

// Help shows examples.
func (auditSearchCommand) Help() string {
	return `For auditors and the privacy officer. That somebody looked, and by what, stands in the trail afterwards.

Examples:

  chartproofctl audit search --workspace DIR --login ada --person dana --since 2026-11-01 --action field.reveal,document.open
  chartproofctl audit search --workspace DIR --login ada --decision deny
  chartproofctl audit search --workspace DIR --login ada --document 8f0c… --limit 500`
}

// Run prints a page.
func (c *auditSearchCommand) Run(ctx context.Context, s streams) (err error) {
	o, err := c.open(ctx, s)
	if err != nil {
		return err
	}
	defer o.done(ctx, &err)
	want, err := c.search(ctx, o)
	if err != nil {
		return err
	}
	want.Limit, want.Before = c.Limit, c.Before
	page, err := o.SearchTrail(ctx, want)
	if err != nil {
		return err
	}
	people, err := o.Colleagues(ctx)
	if err != nil {
		return err
	}
	return printEntries(s, page.Entries, people, page.Next)
}

func printEntries(s streams, entries []chart.AuditEntry, people []chart.Person, next int64) error {
	logins := map[chart.PersonID]string{}
	for _, p := range people {
		logins[p.ID] = p.Login
	}
	w := tabwriter.NewWriter(s.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "ENTRY\tAT\tWHO\tACTION\tDOCUMENT\tFIELD\tWHY\tDECISION\tWORDS")
	for _, e := range entries {
		who := logins[e.Person]
		if who == "" {
			who = orDash(string(e.Person))
		}
		fmt.Fprintf(w, "%d\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", e.Index, e.At.Local().Format("2006-01-02 15:04:05 MST"), who, e.Action,
			orDash(string(e.Document)), orDash(string(e.Field)), orDash(e.Purpose), orDash(e.Decision), e.Detail)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	if next > 0 {
		fmt.Fprintf(s.err, "there are more: --before %d\n", next)
	}
	return nil
}

type auditExportCommand struct {
	officeFlags
	searchFlags
	Format     string `help:"csv, fhir (a Bundle of AuditEvents, IHE BALP), syslog (RFC 5424), jsonl (as signed)." enum:"csv,fhir,syslog,jsonl" default:"csv"`
	Out        string `placeholder:"DIR" help:"The folder that the file goes to." default:"."`
	Enterprise string `placeholder:"NUMBER" help:"The practice's private enterprise number for the structured data of RFC 5424. Default: 32473, which is for documentation (RFC 5612)."`
}

// Help shows examples.
func (auditExportCommand) Help() string {
	return `For auditors and the privacy officer. Entries hold ids and machine words; the names of staff stand beside theirs in CSV and FHIR. That
somebody exported stands in the trail.

Examples:

  chartproofctl audit export --workspace DIR --login ada --format csv --since 2026-10-01 --until 2027-01-01 --out reports
  chartproofctl audit export --workspace DIR --login ada --format fhir --document 8f0c…`
}

// Run writes the file.
func (c *auditExportCommand) Run(ctx context.Context, s streams) (err error) {
	o, err := c.open(ctx, s)
	if err != nil {
		return err
	}
	defer o.done(ctx, &err)
	want, err := c.search(ctx, o)
	if err != nil {
		return err
	}
	name, n, err := o.ExportTrail(ctx, c.Out, trail.Format(c.Format), want, c.Enterprise)
	if err != nil {
		return err
	}
	fmt.Fprintf(s.out, "%d entries in %s\n", n, filepath.Join(c.Out, name))
	return nil
}

type auditCustodyCommand struct {
	officeFlags
	Document string `arg:"" optional:"" help:"The document, by id."`
	Out      string `placeholder:"FILE" help:"Write the signed JSON with the proofs to a new file."`
	Check    string `placeholder:"FILE" help:"Check a file that was written so; it needs no workspace."`
	Key      string `help:"With --check: a verifier key of the trail that was kept elsewhere."`
}

// Help shows examples.
func (auditCustodyCommand) Help() string {
	return `Every entry of the import, the reading, the decisions, the record, its sending, holds and disposal in order, with the hash of the record
and each change of state. The file holds the path of every entry to the trail's signed checkpoint, so that whoever gets it can
check it with nothing but the device's verifier key. The exit code is 1 where the chain has gaps, or the file does not hold.

Examples:

  chartproofctl audit custody 8f0c… --workspace DIR --login ada --out custody.json
  chartproofctl audit custody --check custody.json --key chartproof.org/audit/…`
}

// Run prints the chain, or checks one.
func (c *auditCustodyCommand) Run(ctx context.Context, s streams) (err error) {
	if (c.Document == "") == (c.Check == "") {
		return &failure{exitUsage, errors.New("this needs a document's id, or --check FILE")}
	}
	if c.Check != "" {
		return c.check(s)
	}
	o, err := c.open(ctx, s)
	if err != nil {
		return err
	}
	defer o.done(ctx, &err)
	rep, err := o.Custody(ctx, chart.DocumentID(c.Document))
	if err != nil {
		return err
	}
	fmt.Fprint(s.out, rep.Text)
	if c.Out != "" {
		if err := writeNew(c.Out, rep.Signed); err != nil {
			return err
		}
	}
	custody, err := wire.CheckCustody(rep.Signed, "")
	if err == nil && len(custody.Gaps) > 0 {
		err = &failure{exitSomeFailed, fmt.Errorf("the chain has %d gaps", len(custody.Gaps))}
	}
	return err
}

func (c *auditCustodyCommand) check(s streams) error {
	data, err := readBounded(c.Check)
	if err != nil {
		return &failure{exitUsage, fmt.Errorf("read the file: %w", err)}
	}
	custody, err := wire.CheckCustody(data, c.Key)
	if err != nil {
		return &failure{exitSomeFailed, fmt.Errorf("the chain of custody does not hold: %w", err)}
	}
	fmt.Fprintf(s.out, "the chain of custody of document %s holds: %d steps, each proved to stand in the trail; state %s, %d gaps\nkey %s\n",
		custody.Document, len(custody.Steps), custody.State, len(custody.Gaps), custody.Key)
	return nil
}
