package fields

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/layout"
)

// What the fields of one document say of each other.

// checkTotals marks a total that is not the sum of the charges of its lines.
func (r *reader) checkTotals() {
	f := r.field(chart.TotalCharge)
	if f == nil || f.Normalized == "" {
		return
	}
	sum, lines := 0, 0
	for _, row := range r.doc.Rows {
		if row.Table != "service_lines" {
			continue
		}
		if slices.Contains(row.Reasons, chart.LowConfidence) {
			return // nothing says whether the service was done
		}
		for _, c := range row.Cells {
			if c.Name != "charge" {
				continue
			}
			t, ok := money(c.Value.Reveal())
			if !ok || t.norm == "" {
				return // a line that cannot be read makes no sum
			}
			sum += cents(t.norm)
			lines++
		}
	}
	if lines == 0 {
		return
	}
	if total := cents(f.Normalized.Reveal()); sum == total {
		passed(f)
	} else if lines > 1 {
		doubted(f)
		f.Suggestions = append(f.Suggestions, chart.Text(fmt.Sprintf("%d.%02d", sum/100, sum%100)))
	}
}

func cents(norm string) int {
	n := 0
	for _, c := range norm {
		if c >= '0' && c <= '9' && n < 1<<40 {
			n = 10*n + int(c-'0')
		}
	}
	return n
}

func (r *reader) field(n chart.FieldName) *chart.Field {
	for i := range r.doc.Fields {
		if r.doc.Fields[i].Name == n && r.doc.Fields[i].Value != "" {
			return &r.doc.Fields[i]
		}
	}
	return nil
}

// checkOrder marks dates that cannot follow each other: born after being seen, discharged before admitted, signed before the
// visit; and days that have not come.
func (r *reader) checkOrder() {
	r.follows(chart.DischargeDate, chart.AdmissionDate)
	r.follows(chart.ReportedDate, chart.CollectedDate)
	switch r.doc.Type {
	case chart.ProgressNote, chart.DischargeSummary, chart.RadiologyReport, chart.PathologyReport:
		r.follows(chart.SignatureDate, chart.DateOfService)
		r.follows(chart.SignatureDate, chart.AdmissionDate)
		r.follows(chart.SignatureDate, chart.CollectedDate)
	}
	today := chart.Text(r.clock.now.AddDate(0, 0, 1).Format(time.DateOnly)) // it may be tomorrow where it was written
	for _, n := range []chart.FieldName{chart.DateOfService, chart.AdmissionDate, chart.DischargeDate, chart.CollectedDate, chart.ReportedDate, chart.SignatureDate} {
		r.follows(n, chart.DateOfBirth)
		switch f := r.field(n); {
		case f == nil || f.Normalized <= today:
		case n == chart.CollectedDate || n == chart.ReportedDate || n == chart.SignatureDate || n == chart.DischargeDate:
			doubted(f)
		}
	}
}

// follows doubts two dates of which the later one is earlier.
func (r *reader) follows(later, earlier chart.FieldName) {
	a, b := r.field(earlier), r.field(later)
	if a == nil || b == nil || a.Normalized == "" || b.Normalized == "" || a.Normalized <= b.Normalized {
		return
	}
	doubted(a)
	doubted(b)
}

var (
	agePrinted = regexp.MustCompile(`^\D{0,4}(\d{1,3})\b`)
	ageSpoken  = regexp.MustCompile(`(?i)\b(\d{1,3})\s*-?\s*(?:y\.?\s?/?o\.?\b|yrs?\.?(?:\s+old)?|years?[\s-]old)`)
)

// checkAge marks a birth date that fits none of the ages that the document prints, on none of its days. Ages of relatives
// stand in charts too, so one that fits is enough.
func (r *reader) checkAge() {
	born := r.field(chart.DateOfBirth)
	if born == nil || born.Normalized == "" {
		return
	}
	birth, err := time.Parse(time.DateOnly, born.Normalized.Reveal())
	if err != nil {
		return
	}
	ages := r.ages()
	for _, day := range r.days() {
		for _, age := range ages {
			if d := yearsBetween(birth, day) - age; d >= -1 && d <= 1 {
				passed(born)
				return
			}
		}
	}
	if len(ages) > 0 {
		doubted(born)
	}
}

// ages lists the ages in years that stand at labels and in sentences.
func (r *reader) ages() []int {
	var out []int
	for _, l := range r.leaves {
		for _, m := range l.sheet.Labels {
			if m.Key != layout.Age {
				continue
			}
			for _, c := range l.sheet.Values(m) {
				if a := agePrinted.FindStringSubmatch(layout.Join(c.Words)); a != nil {
					if n, err := strconv.Atoi(a[1]); err == nil && n <= 120 {
						out = append(out, n)
						break
					}
				}
			}
		}
		for _, a := range ageSpoken.FindAllStringSubmatch(paragraph(l).text, 8) {
			if n, err := strconv.Atoi(a[1]); err == nil && n <= 120 {
				out = append(out, n)
			}
		}
	}
	return out
}

// days lists the days on which the document may count an age: those it names, and today.
func (r *reader) days() []time.Time {
	out := []time.Time{r.clock.now}
	for _, n := range []chart.FieldName{chart.DateOfService, chart.AdmissionDate, chart.DischargeDate, chart.CollectedDate, chart.ReportedDate, chart.SignatureDate} {
		if f := r.field(n); f != nil {
			if day, err := time.Parse(time.DateOnly, f.Normalized.Reveal()); err == nil {
				out = append(out, day)
			}
		}
	}
	return out
}

func yearsBetween(birth, day time.Time) int {
	n := day.Year() - birth.Year()
	if day.YearDay() < birth.YearDay() {
		n--
	}
	return n
}
