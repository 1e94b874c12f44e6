package coding

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

// Signed document, as those see it whose work needs no identifiers.
type Source struct {
	Type   chart.Type
	Fields []chart.Field
	Rows   []chart.Row
	Tokens map[chart.FieldID]string
}

// Start makes the sheet of what was signed: its codes in the order in which they stand, and a line a service.
func Start(s Source) Sheet {
	out := Sheet{Encounter: encounter(s)}
	for _, f := range s.Fields {
		if f.Name == chart.DiagnosisCode && f.Cell == nil {
			out = out.withDiagnosis(best(f))
		}
	}
	for i, r := range s.Rows {
		switch r.Table {
		case "problems":
			out = out.withDiagnosis(cell(r, string(chart.DiagnosisCode)))
		case "service_lines":
			if l, ok := lineOf(r, fmt.Sprintf("s%d", i+1)); ok && len(out.Lines) < MostLines {
				out.Lines = append(out.Lines, l)
			}
		}
	}
	for i, f := range s.Fields {
		if code := best(f); f.Name == chart.ProcedureCode && f.Cell == nil && code != "" && !out.hasLine(code) && len(out.Lines) < MostLines {
			out.Lines = append(out.Lines, Line{ID: fmt.Sprintf("p%d", i+1), Code: strings.ToUpper(code), Units: 1, Day: out.Encounter.Service})
		}
	}
	return out
}

func (s Sheet) withDiagnosis(code string) Sheet {
	if code == "" || s.Has(code) || len(s.Diagnoses) >= MostDiagnoses {
		return s
	}
	s.Diagnoses = append(s.Diagnoses, Diagnosis{ID: fmt.Sprintf("d%d", len(s.Diagnoses)+1), Code: strings.ToUpper(code)})
	return s
}

func (s Sheet) hasLine(code string) bool {
	for _, l := range s.Lines {
		if Plain(l.Code) == Plain(code) {
			return true
		}
	}
	return false
}

func encounter(s Source) Encounter {
	e := Encounter{Type: s.Type}
	for _, f := range s.Fields {
		token := s.Tokens[f.ID]
		switch f.Name {
		case chart.PatientName, chart.MRN, chart.MemberID, chart.AccountNumber:
			if token != "" {
				e.Patients = append(e.Patients, token)
			}
			if e.Patient == "" || f.Name == chart.PatientName {
				e.Patient = first(token, e.Patient)
			}
		case chart.ProviderName, chart.ProviderNPI:
			e.Provider = first(e.Provider, token)
		case chart.DateOfService:
			e.Service = first(e.Service, Day(best(f)))
		case chart.AdmissionDate:
			e.Admitted = first(e.Admitted, Day(best(f)))
		case chart.DischargeDate:
			e.Left = first(e.Left, Day(best(f)))
		case chart.TotalCharge:
			if cents, ok := Cents(best(f)); ok && e.TotalCent == 0 {
				e.TotalCent = cents
			}
		}
	}
	return e
}

func first(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}

func best(f chart.Field) string {
	if f.Normalized != "" {
		return f.Normalized.Reveal()
	}
	return f.Value.Reveal()
}

func cell(r chart.Row, name string) string {
	for _, c := range r.Cells {
		if c.Name == name {
			return strings.TrimSpace(c.Value.Reveal())
		}
	}
	return ""
}

var serviceCode = regexp.MustCompile(`^([0-9A-Z][0-9]{3}[0-9A-Z])(?:[\s-]+([0-9A-Z]{2}))?(?:[\s,-]+([0-9A-Z]{2}))?`)

// lineOf reads a service line; a code may carry its modifiers.
func lineOf(r chart.Row, id string) (Line, bool) {
	m := serviceCode.FindStringSubmatch(strings.ToUpper(cell(r, string(chart.ProcedureCode))))
	if m == nil {
		return Line{}, false
	}
	l := Line{ID: id, Code: m[1], Units: 1, Day: Day(cell(r, string(chart.DateOfService)))}
	for _, mod := range m[2:] {
		if mod != "" {
			l.Modifiers = append(l.Modifiers, mod)
		}
	}
	if n, err := strconv.Atoi(strings.TrimSuffix(cell(r, "units"), ".0")); err == nil && n > 0 && n < 1000 {
		l.Units = n
	}
	l.Cent, _ = Cents(cell(r, "charge"))
	return l, true
}

// mostCents bounds an amount: a hundred million dollars.
const mostCents = 10_000_000_000

var amount = regexp.MustCompile(`^\(?-?\$?\s*(\d{1,3}(?:,\d{3})+|\d{1,9})(?:\.(\d{2}))?\)?-?$`)

// Cents reads an amount of dollars: "$1,234.50", "(12.00)". It is not read where anything about it is unsure.
func Cents(text string) (int64, bool) {
	text = strings.TrimSpace(text)
	m := amount.FindStringSubmatch(text)
	if m == nil {
		return 0, false
	}
	whole, err := strconv.ParseInt(strings.ReplaceAll(m[1], ",", ""), 10, 64)
	if err != nil {
		return 0, false
	}
	cents := whole * 100
	if m[2] != "" {
		part, err := strconv.ParseInt(m[2], 10, 64)
		if err != nil {
			return 0, false
		}
		cents += part
	}
	if cents > mostCents {
		return 0, false
	}
	if strings.ContainsAny(text, "-(") {
		cents = -cents
	}
	return cents, true
}

// Money writes cents as dollars: 123450 is 1234.50.
func Money(cents int64) string {
	sign := ""
	if cents < 0 {
		sign, cents = "-", -cents
	}
	return fmt.Sprintf("%s%d.%02d", sign, cents/100, cents%100)
}
