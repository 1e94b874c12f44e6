package coding

import (
	"encoding/csv"
	"io"
	"slices"
	"strconv"
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
)

// Differs says in what a bill and the coding, or a statement and a bill, differ.
type Differs string

// The differences.
const (
	NotCoded      Differs = "not_coded"      // billed, not among the coded services
	NotBilled     Differs = "not_billed"     // coded, not on the bill
	OtherUnits    Differs = "other_units"    // Want of the bill, Got of the coding
	OtherModifier Differs = "other_modifier" // as above
	OtherCharge   Differs = "other_charge"   // of the statement against the bill, in cents
	NoDiagnosis   Differs = "no_diagnosis"   // a diagnosis of the bill that is not coded
	MoreDiagnosis Differs = "more_diagnosis" // a coded one that is not on the bill
	Unanswered    Differs = "unanswered"     // billed, not on the statement
	Unasked       Differs = "unasked"        // on the statement, not billed
	Denied        Differs = "denied"         // nothing was paid or allowed
	Adjusted      Differs = "adjusted"       // less was allowed than charged: Cent is by how much
	Unbalanced    Differs = "unbalanced"     // paid and owed are not what was allowed: Cent is the difference
	OtherTotal    Differs = "other_total"    // the lines do not sum up to the total: Cent is the difference
)

// Difference is one thing that differs, and where it stands.
type Difference struct {
	Differs   Differs
	Code      string
	Day       string
	Want, Got string
	Cent      int64
	Reason    string // code of adjustment
	Document  chart.DocumentID
	Page      int
	Box       geom.Box
}

// Comparison is what was compared.
type Comparison struct {
	Bills, Statements []chart.DocumentID
	Differences       []Difference
	Agree             int   // lines about which there is nothing to say
	Charged           int64 // sums of the bills and statements
	Paid              int64
}

// key is by what lines are the same service.
func key(l Line) string { return l.Day + "|" + Plain(l.Code) }

// pair matches lines of two lists by day and code, each once, and where a day is missing by the code alone.
func pair(a, b []Line) (matched [][2]int, onlyA, onlyB []int) {
	used := make([]bool, len(b))
	left := map[int]bool{}
	match := func(same func(x, y Line) bool) {
		for i := range a {
			if left[i] {
				continue
			}
			for j := range b {
				if !used[j] && same(a[i], b[j]) {
					matched, used[j], left[i] = append(matched, [2]int{i, j}), true, true
					break
				}
			}
		}
	}
	match(func(x, y Line) bool { return key(x) == key(y) && slices.Equal(x.Modifiers, y.Modifiers) })
	match(func(x, y Line) bool { return key(x) == key(y) })
	match(func(x, y Line) bool { return Plain(x.Code) == Plain(y.Code) && (x.Day == "" || y.Day == "") })
	for i := range a {
		if !left[i] {
			onlyA = append(onlyA, i)
		}
	}
	for j := range b {
		if !used[j] {
			onlyB = append(onlyB, j)
		}
	}
	return matched, onlyA, onlyB
}

func linesOf(bill Bill) []Line {
	out := make([]Line, len(bill.Lines))
	for i, l := range bill.Lines {
		out[i] = l.Line
	}
	return out
}

// Compare holds the coded sheet of a document against the bills of its encounter, and the bills against the payer's statements.
func Compare(sheet Sheet, bills, statements []Bill) Comparison {
	c := Comparison{}
	for _, b := range bills {
		c.Bills = append(c.Bills, b.Document)
		c.coded(sheet, b)
		c.total(b)
		for _, l := range b.Lines {
			c.Charged += l.Charge.Cent
		}
		for _, st := range statements {
			c.answered(b, st)
		}
	}
	for _, st := range statements {
		c.Statements = append(c.Statements, st.Document)
		c.total(st)
		for _, l := range st.Lines {
			c.Paid += l.Paid.Cent
			c.settled(st, l)
		}
	}
	return c
}

func (c *Comparison) add(b Bill, l BillLine, d Difference) {
	d.Document, d.Page, d.Box = b.Document, l.Page, l.Box
	d.Code, d.Day = first(d.Code, l.Code), first(d.Day, l.Day)
	c.Differences = append(c.Differences, d)
}

func (c *Comparison) coded(s Sheet, b Bill) {
	matched, billed, more := pair(linesOf(b), s.Lines)
	for _, m := range matched {
		want, got, same := b.Lines[m[0]], s.Lines[m[1]], true
		if want.Units != got.Units {
			c.add(b, want, Difference{Differs: OtherUnits, Want: strconv.Itoa(want.Units), Got: strconv.Itoa(got.Units)})
			same = false
		}
		if !slices.Equal(slices.Sorted(slices.Values(want.Modifiers)), slices.Sorted(slices.Values(got.Modifiers))) {
			c.add(b, want, Difference{Differs: OtherModifier, Want: strings.Join(want.Modifiers, " "), Got: strings.Join(got.Modifiers, " ")})
			same = false
		}
		if same {
			c.Agree++
		}
	}
	for _, i := range billed {
		c.add(b, b.Lines[i], Difference{Differs: NotCoded})
	}
	for _, j := range more {
		c.add(b, BillLine{}, Difference{Differs: NotBilled, Code: s.Lines[j].Code, Day: s.Lines[j].Day})
	}
	for _, code := range b.Diagnoses {
		if !s.Has(code) {
			c.add(b, BillLine{}, Difference{Differs: NoDiagnosis, Code: code})
		}
	}
	for _, d := range s.Diagnoses {
		if len(b.Diagnoses) > 0 && !slices.ContainsFunc(b.Diagnoses, func(o string) bool { return Plain(o) == Plain(d.Code) }) {
			c.add(b, BillLine{}, Difference{Differs: MoreDiagnosis, Code: d.Code})
		}
	}
}

// answered holds a payer's statement against a bill.
func (c *Comparison) answered(b, st Bill) {
	matched, billed, more := pair(linesOf(b), linesOf(st))
	for _, m := range matched {
		want, got := b.Lines[m[0]], st.Lines[m[1]]
		if want.Charge.Known && got.Charge.Known && want.Charge != got.Charge {
			c.add(st, got, Difference{Differs: OtherCharge, Want: Money(want.Charge.Cent), Got: Money(got.Charge.Cent), Cent: got.Charge.Cent - want.Charge.Cent})
		}
	}
	for _, i := range billed {
		c.add(b, b.Lines[i], Difference{Differs: Unanswered, Cent: b.Lines[i].Charge.Cent})
	}
	for _, j := range more {
		c.add(st, st.Lines[j], Difference{Differs: Unasked, Cent: st.Lines[j].Charge.Cent})
	}
}

// settled says what a payer made of one line.
func (c *Comparison) settled(st Bill, l BillLine) {
	reason := ""
	if len(st.Reasons) > 0 {
		reason = st.Reasons[0]
	}
	switch {
	case l.Paid.Known && l.Paid.Cent == 0 && l.Charge.Cent > 0 && l.Allowed.Cent == 0:
		c.add(st, l, Difference{Differs: Denied, Cent: l.Charge.Cent, Reason: reason})
		return
	case l.Charge.Known && l.Allowed.Known && l.Allowed.Cent != l.Charge.Cent:
		c.add(st, l, Difference{Differs: Adjusted, Cent: l.Charge.Cent - l.Allowed.Cent, Reason: reason})
	}
	if l.Allowed.Known && l.Paid.Known && l.Owes.Known && l.Paid.Cent+l.Owes.Cent != l.Allowed.Cent {
		c.add(st, l, Difference{Differs: Unbalanced, Want: Money(l.Allowed.Cent), Got: Money(l.Paid.Cent + l.Owes.Cent),
			Cent: l.Paid.Cent + l.Owes.Cent - l.Allowed.Cent})
	}
}

// total sums a bill's lines up, where every one has a charge and the document says a total.
func (c *Comparison) total(b Bill) {
	if b.Encounter.TotalCent == 0 || len(b.Lines) == 0 {
		return
	}
	sum := int64(0)
	for _, l := range b.Lines {
		if !l.Charge.Known {
			return
		}
		sum += l.Charge.Cent
	}
	if sum != b.Encounter.TotalCent {
		c.add(b, b.Lines[len(b.Lines)-1], Difference{Differs: OtherTotal, Code: "-", Want: Money(b.Encounter.TotalCent), Got: Money(sum), Cent: sum - b.Encounter.TotalCent})
	}
}

// WriteCSV writes the differences: codes, days and amounts only.
func (c Comparison) WriteCSV(w io.Writer) error {
	out := csv.NewWriter(w)
	if err := out.Write([]string{"difference", "code", "day", "on_the_bill", "found", "amount", "reason"}); err != nil {
		return err
	}
	for _, d := range c.Differences {
		cents := ""
		if d.Cent != 0 {
			cents = Money(d.Cent)
		}
		if err := out.Write([]string{string(d.Differs), d.Code, d.Day, d.Want, d.Got, cents, d.Reason}); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}
