package deid

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

// how is what a release makes of a value.
type how uint8

const (
	leaveOut how = iota
	asText       // free text: what identifies is taken out
	asDate
	asSex
	asCode  // of a diagnosis
	asSteps // of a procedure
	asMoney
	asYesNo
	asNumber
	asRange
	asMeasure // a number, or free text
	asUnit
)

// fieldRules is an allow-list; the person's own fields stand in person.go.
var fieldRules = map[chart.FieldName]how{
	chart.DateOfService: asDate, chart.AdmissionDate: asDate, chart.DischargeDate: asDate, chart.CollectedDate: asDate,
	chart.ReportedDate: asDate, chart.SignatureDate: asDate, chart.TotalCharge: asMoney, chart.DenialReason: asText,
	chart.SignaturePresent: asYesNo, chart.Allergy: asText, chart.Medication: asText, chart.Diagnosis: asText,
	chart.DiagnosisCode: asCode, chart.ProcedureCode: asSteps, chart.Vaccine: asText,
}

// cellRules is an allow-list of the cells of tables. A lot number is a number that nobody needs here.
var cellRules = map[string]how{
	"test": asText, "value": asMeasure, "unit": asUnit, "reference_range": asRange, "flag": asText,
	"date_of_service": asDate, "procedure_code": asSteps, "description": asText, "units": asNumber, "charge": asMoney,
	"allowed": asMoney, "paid": asMoney, "patient_owes": asMoney,
	"medication": asText, "dose": asText, "route": asText, "frequency": asText,
	"vaccine": asText, "date": asDate, "site": asText,
	"diagnosis": asText, "diagnosis_code": asCode, "onset": asDate,
}

// Value is one value of a release. Form is its canonical form where it has one.
type Value struct {
	Name chart.FieldName
	Text chart.Text
	Form chart.Text
}

var (
	stepsForm = regexp.MustCompile(`^(?:\d{5}|[A-Z]\d{4}|\d{4}[FTU])(?:[- ][A-Z0-9]{2}|[A-Z][A-Z0-9])?$`)
	moneyForm = regexp.MustCompile(`^-?\$?\s?\d{1,3}(?:,?\d{3})?(?:\.\d{2})?$`)
	countForm = regexp.MustCompile(`^\d{1,3}(?:\.\d{1,2})?$`)
	valueForm = regexp.MustCompile(`^[<>]?=?\s?-?\d{1,3}(?:,\d{3}|\d{0,3})(?:\.\d{1,4})?$`)
	rangeForm = regexp.MustCompile(`^(?:[<>]=?\s?\d{1,6}(?:\.\d{1,3})?|\d{1,4}(?:\.\d{1,3})?\s?(?:-|to)\s?\d{1,4}(?:\.\d{1,3})?)(?:\s?[A-Za-z%/]{1,8})?$`)
	unitForm  = regexp.MustCompile(`^(?:x?10[*^]?\d{0,2}/?)?[A-Za-zµμ%]{0,8}(?:/[A-Za-zµμ0-9.]{1,6}){0,2}$`)
	sexForm   = map[string]string{"m": "M", "male": "M", "f": "F", "female": "F", "u": "U", "unknown": "U", "x": "X"}
	yesForm   = map[string]bool{"yes": true, "no": true, "true": true, "false": true, "present": true, "absent": true}
)

// value makes of one value what the release may say, or nothing.
func (c *caseMaker) value(name chart.FieldName, rule how, text, form chart.Text) (Value, bool, error) {
	v := Value{Name: name}
	best := strings.TrimSpace(form.Reveal())
	if best == "" {
		best = strings.TrimSpace(text.Reveal())
	}
	switch rule {
	case asDate:
		best = c.date(best)
	case asText:
		s, err := c.clean(text.Reveal())
		if err != nil || s == "" {
			return v, false, err
		}
		v.Text = chart.Text(s)
		return v, true, nil
	case asMeasure:
		if !valueForm.MatchString(plain([]rune(best))) || c.isKnown(best) {
			return c.value(name, asText, text, form)
		}
	case asRange, asUnit:
		if !shaped(rule, plain([]rune(best))) || c.isKnown(best) {
			return c.value(name, asText, text, form)
		}
	default:
		if !shaped(rule, best) || c.isKnown(best) {
			best = ""
		}
	}
	v.Text, v.Form = chart.Text(best), chart.Text(best)
	return v, best != "", nil
}

// shaped reports whether the value has the shape that its rule wants.
func shaped(rule how, s string) bool {
	switch rule {
	case asCode:
		return icdForm.MatchString(s)
	case asSteps:
		return stepsForm.MatchString(s)
	case asMoney:
		return moneyForm.MatchString(s)
	case asNumber:
		return countForm.MatchString(s)
	case asRange:
		return rangeForm.MatchString(s) && !backwards(s)
	case asUnit:
		return unitForm.MatchString(s) && len(s) <= 14
	case asYesNo:
		return yesForm[strings.ToLower(s)]
	case asSex:
		return sexForm[strings.ToLower(s)] != ""
	}
	return false
}

// backwards reports a range that ends below its beginning: such two numbers are something else, parts of a date for one.
func backwards(s string) bool {
	low, high, ok := strings.Cut(strings.ReplaceAll(s, "to", "-"), "-")
	if !ok {
		return false
	}
	a, errA := strconv.ParseFloat(strings.TrimSpace(low), 64)
	b, errB := strconv.ParseFloat(strings.TrimRight(strings.TrimSpace(high), "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ%/ "), 64)
	return errA == nil && errB == nil && a > b
}

// date gives what the method leaves of a date, or "".
func (c *caseMaker) date(s string) string {
	d, ok := parseDay(s, c.now.Year())
	switch {
	case !ok, d.year > c.now.Year()+1:
		return ""
	case c.order.Method == SafeHarbor:
		return yearOf(d, c.now)
	case !d.whole():
		return yearOf(d, c.now)
	case c.order.moved():
		return c.issue(shift(d, c.days))
	}
	return d.iso()
}

// rows makes the tables of a document.
func (c *caseMaker) rows(in []chart.Row) ([]chart.Row, error) {
	var out []chart.Row
	for _, r := range in {
		row := chart.Row{Table: r.Table, Page: r.Page}
		for _, cell := range r.Cells {
			rule := cellRules[cell.Name]
			if rule == leaveOut || strings.TrimSpace(cell.Value.Reveal()) == "" {
				continue
			}
			v, ok, err := c.value(chart.FieldName(cell.Name), rule, cell.Value, "")
			if err != nil {
				return nil, err
			}
			if ok {
				row.Cells = append(row.Cells, chart.Cell{Name: cell.Name, Value: v.Text})
			}
		}
		if len(row.Cells) > 0 {
			out = append(out, row)
		}
	}
	return out, nil
}

// fields makes the fields of a document that are not the person's own.
func (c *caseMaker) fields(in []chart.Field) ([]Value, error) {
	var out []Value
	for _, f := range in {
		rule := fieldRules[f.Name]
		if rule == leaveOut || f.Cell != nil || f.Value == "" {
			continue
		}
		v, ok, err := c.value(f.Name, rule, f.Value, f.Normalized)
		if err != nil {
			return nil, err
		}
		if ok && !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	return out, nil
}
