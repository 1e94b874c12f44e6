package coding

import (
	"regexp"
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
)

// Bill is a superbill, a claim or a payer's statement of one encounter.
type Bill struct {
	Document  chart.DocumentID
	Encounter Encounter
	Diagnoses []string
	Lines     []BillLine
	Reasons   []string // of denial or adjustment, as codes: CO-45
}

// BillLine is one service of a bill. Of an amount that stands nowhere Known says so.
type BillLine struct {
	Line
	Allowed, Paid, Owes Amount
	Charge              Amount
	Page                int
	Box                 geom.Box
}

// Amount is whole cents, where Known.
type Amount struct {
	Cent  int64
	Known bool
}

func amountOf(text string) Amount {
	c, ok := Cents(text)
	return Amount{c, ok}
}

var reasonShape = regexp.MustCompile(`\b(CO|PR|OA|PI|CR)[\s-]?(\d{1,3})\b`)

// BillOf reads a bill of a signed document.
func BillOf(id chart.DocumentID, s Source) Bill {
	sheet := Start(s)
	b := Bill{Document: id, Encounter: sheet.Encounter}
	for _, d := range sheet.Diagnoses {
		b.Diagnoses = append(b.Diagnoses, d.Code)
	}
	for _, r := range s.Rows {
		if r.Table != "service_lines" {
			continue
		}
		l, ok := lineOf(r, "")
		if !ok {
			continue
		}
		l.Day = first(l.Day, b.Encounter.Service)
		out := BillLine{Line: l, Charge: amountOf(cell(r, "charge")), Allowed: amountOf(cell(r, "allowed")), Paid: amountOf(cell(r, "paid")),
			Owes: amountOf(cell(r, "patient_owes")), Page: r.Page}
		for _, c := range r.Cells {
			out.Box = around(out.Box, c.Box)
		}
		b.Lines = append(b.Lines, out)
	}
	for _, f := range s.Fields {
		if f.Name == chart.DenialReason {
			for _, m := range reasonShape.FindAllStringSubmatch(strings.ToUpper(f.Value.Reveal()), -1) {
				b.Reasons = append(b.Reasons, m[1]+"-"+m[2])
			}
		}
	}
	return b
}

func around(a, b geom.Box) geom.Box {
	if a == (geom.Box{}) {
		return b
	}
	if b == (geom.Box{}) {
		return a
	}
	return geom.Box{X0: min(a.X0, b.X0), Y0: min(a.Y0, b.Y0), X1: max(a.X1, b.X1), Y1: max(a.Y1, b.Y1)}
}

// SameEncounter reports whether two documents are of one patient, one day and, where both name one, one provider: tokens are
// compared, nobody is named. Without a day, or without a patient, nothing is the same.
func SameEncounter(a, b Encounter) bool {
	return shares(a.Patients, b.Patients) && a.sameDay(b) && (a.Provider == "" || b.Provider == "" || a.Provider == b.Provider)
}

func shares(a, b []string) bool {
	for _, x := range a {
		for _, y := range b {
			if x == y {
				return true
			}
		}
	}
	return false
}

func (e Encounter) sameDay(o Encounter) bool {
	in := func(day string, of Encounter) bool {
		return day != "" && (day == of.Service || of.Admitted != "" && of.Left != "" && of.Admitted <= day && day <= of.Left)
	}
	return in(e.Service, o) || in(o.Service, e)
}

// reasons are the commonest reasons of adjustment in our own words; the payer's statement has the full text.
var reasons = map[string]string{
	"1": "deductible", "2": "coinsurance", "3": "copayment", "4": "the modifier does not fit the procedure", "11": "the diagnosis does not fit the procedure",
	"16": "information is missing or wrong", "18": "billed twice", "22": "another payer comes first", "26": "before the coverage began", "27": "after the coverage ended",
	"29": "filed too late", "45": "above the agreed fee", "50": "not seen as medically necessary", "96": "not covered", "97": "part of another service",
	"109": "another payer's claim", "119": "the benefit is used up", "151": "more often than is covered", "167": "the diagnosis is not covered", "197": "no prior authorization",
	"204": "not in the patient's plan", "236": "the combination of codes is not compatible", "253": "sequestration",
}

// ReasonTitle says in a few words what a code of adjustment means; "" where it is none that is known.
func ReasonTitle(code string) string {
	_, number, _ := strings.Cut(code, "-")
	return reasons[number]
}
