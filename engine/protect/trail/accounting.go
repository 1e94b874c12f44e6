package trail

import (
	"encoding/csv"
	"fmt"
	"io"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/access"
)

// AccountingType is bound into the signature over an accounting of disclosures.
const AccountingType = "application/vnd.chartproof.accounting.v1+json"

// AccountedYears is how far back a patient may ask (45 CFR 164.528(a)(1)).
const AccountedYears = 6

// Disclosure is one line of an accounting: date, who received what, and why (45 CFR 164.528(b)(2)).
type Disclosure struct {
	Index     int64            `json:"index"` // of the entry that proves it
	At        time.Time        `json:"at"`
	Recipient string           `json:"recipient"` // id of the recipient, or of the release that names one
	Name      string           `json:"name,omitempty"`
	Document  chart.DocumentID `json:"document"`
	What      string           `json:"what"`
	Purpose   string           `json:"purpose"`
	By        chart.PersonID   `json:"by"`
}

// Accounting is the accounting of disclosures of one patient: of the documents that are the patient's.
type Accounting struct {
	Schema      string             `json:"schema"`
	Made        time.Time          `json:"made"`
	By          chart.PersonID     `json:"by"`
	Since       time.Time          `json:"since"`
	Until       time.Time          `json:"until"`
	Documents   []chart.DocumentID `json:"documents"`
	Disclosures []Disclosure       `json:"disclosures"`
	LeftOut     int                `json:"left_out"` // for treatment, payment, operations, by authorization, to the patient, and limited data sets
}

// NewAccounting lists the disclosures out of the entries of a patient's documents. A purpose that is missing is accounted: nothing
// is left out for want of a word. names gives what a recipient's id stands for, or is nil.
func NewAccounting(documents []chart.DocumentID, entries []chart.AuditEntry, since, until, made time.Time, by chart.PersonID, names func(id string) string) Accounting {
	a := Accounting{Schema: "chartproof.accounting/1", Made: made.UTC(), By: by, Since: since.UTC(), Until: until.UTC(), Documents: documents, Disclosures: []Disclosure{}}
	for _, e := range entries {
		if e.At.Before(since) || !e.At.Before(until) || failed(e) || e.Document == "" || (e.Action != chart.ActExport && e.Action != chart.ActDeidentify) {
			continue
		}
		if e.Action == chart.ActDeidentify || !access.Purpose(e.Purpose).Accounted() {
			// De-identified data is no protected health information (164.502(d)(2)), and a limited data set is not accounted
			// (164.528(a)(1)(viii)).
			a.LeftOut++
			continue
		}
		d := Disclosure{Index: e.Index, At: e.At.UTC(), Recipient: chart.MachineWord(e.Detail, "recipient"), Document: e.Document, What: what(e), Purpose: e.Purpose, By: e.Person}
		if d.Recipient == "" {
			d.Recipient = chart.MachineWord(e.Detail, "release")
		}
		if names != nil {
			d.Name = names(d.Recipient)
		}
		a.Disclosures = append(a.Disclosures, d)
	}
	return a
}

func what(e chart.AuditEntry) string {
	if w := chart.MachineWord(e.Detail, "what"); w != "" {
		return w
	}
	return "record of the document"
}

// Write says it for people.
func (a Accounting) Write(w io.Writer, o Options) error {
	fmt.Fprintf(w, "Accounting of disclosures (45 CFR 164.528), %s to %s\nMade %s by %s, of %d documents.\n\n", a.Since.Format(time.DateOnly), a.Until.Format(time.DateOnly),
		stamp(a.Made), o.who(a.By), len(a.Documents))
	for _, d := range a.Disclosures {
		to := d.Recipient
		if d.Name != "" {
			to = d.Name + " (" + d.Recipient + ")"
		}
		fmt.Fprintf(w, "%s  to %s: %s %s, for %s, by %s (entry %d)\n", d.At.Format(time.DateOnly), orNone(to), d.What, d.Document, orNone(d.Purpose), o.who(d.By), d.Index)
	}
	if len(a.Disclosures) == 0 {
		fmt.Fprintln(w, "No disclosures that are to be accounted.")
	}
	_, err := fmt.Fprintf(w, "\n%d more left the practice for treatment, payment, operations, by the patient's authorization or at the patient's request,\nor without what identifies the patient; these are not accounted.\n", a.LeftOut)
	return err
}

// WriteCSV writes one row a disclosure.
func (a Accounting) WriteCSV(w io.Writer) error {
	c := csv.NewWriter(w)
	c.UseCRLF = true
	rows := [][]string{{"date", "recipient", "name", "document", "what", "purpose", "by", "entry"}}
	for _, d := range a.Disclosures {
		rows = append(rows, []string{d.At.Format(time.DateOnly), cell(d.Recipient), cell(d.Name), cell(string(d.Document)), cell(d.What), cell(d.Purpose), cell(string(d.By)), fmt.Sprint(d.Index)})
	}
	return c.WriteAll(rows)
}
