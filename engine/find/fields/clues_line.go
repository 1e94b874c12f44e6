package fields

import (
	"regexp"
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/layout"
)

// Lines that show who the patient is, whose cells need no labels.

var (
	aloneSex  = regexp.MustCompile(`(?i)^\(?(?:female|male|f|m)\)?$`)
	aloneSSN  = regexp.MustCompile(`^[0-9X*x]{3}-[0-9X*x]{2}-[0-9]{4}$`)
	aloneSign = regexp.MustCompile(`^#?\s*([A-Z]{0,4}[0-9][A-Z0-9\-]{5,})$`)
)

// shown is what a line shows of who the patient is.
type shown struct {
	named, born bool // by a label
	headed      bool // the first cell is a name
	sexed       bool // a cell is a sex
}

// identityLine takes what stands alone in the cells of a line with the patient's name or birth: the birth beside a sex, a social
// security number, the number on the card behind the payer's name.
func (r *reader) identityLine(l *leaf, i int) {
	line := &l.sheet.Lines[i]
	var s shown
	for _, m := range l.sheet.LabelsOf(i) {
		s.named = s.named || m.Key == "patient_name" || m.Key == layout.Name
		s.born = s.born || m.Key == "date_of_birth"
		if m.Key == "payer" && m.Colon {
			r.cardNumber(l, i, m)
		}
	}
	if len(line.Segments) < 3 {
		return
	}
	from := 0
	for k, seg := range line.Segments {
		text := line.Text(seg.First, seg.Last)
		if t, ok := wholeName(text); ok && !credentialled(text[t.to:]) && (k == 0 || strings.Contains(text, ",") && k+2 < len(line.Segments)) {
			s.headed, from = true, k
			break
		}
	}
	for _, seg := range line.Segments {
		s.sexed = s.sexed || aloneSex.MatchString(line.Text(seg.First, seg.Last))
	}
	if !s.named && !s.born && !(s.headed && s.sexed) {
		return
	}
	s.named = s.named || s.headed
	for k, seg := range line.Segments[from:] {
		r.identityCell(l, k, see(line.Words[seg.First:seg.Last+1]), s)
	}
}

// identityCell takes what one cell of such a line is.
func (r *reader) identityCell(l *leaf, k int, v view, s shown) {
	switch {
	case aloneSSN.MatchString(v.text) && !strings.ContainsAny(v.text, "Xx*"):
		if t, ok := ssn(v.text); ok {
			r.add(l, chart.SSN, v, t, 0.6)
		}
	case s.named && k > 0 && hasDigit(v.text):
		r.identityNumber(l, v, s)
	case s.sexed && aloneSex.MatchString(v.text):
		if t, ok := sex(v.text); ok {
			r.add(l, chart.Sex, v, t, 0.6)
		}
	case s.headed && k == 0 && strings.Contains(v.text, ","):
		if t, ok := wholeName(v.text); ok {
			r.add(l, chart.PatientName, v, t, 0.62)
		}
	}
}

// identityNumber takes a telephone, a record number behind its sign, or the birth beside a sex.
func (r *reader) identityNumber(l *leaf, v view, s shown) {
	if t, ok := phone(v.text); ok && t.from == 0 && t.to == len(v.text) {
		if s.sexed || s.born {
			r.add(l, chart.Phone, v, t, 0.55)
		}
		return
	}
	if m := aloneSign.FindStringSubmatchIndex(v.text); m != nil && v.text[0] == '#' && (s.sexed || s.born) {
		r.add(l, chart.MRN, v, take{from: m[2], to: m[3], norm: strings.ToUpper(v.text[m[2]:m[3]]), score: 1}, 0.55)
	}
	if t, ok := r.clock.date(v.text, true); ok && !s.born && s.sexed && t.from <= 5 && t.to == len(v.text) {
		r.add(l, chart.DateOfBirth, v, t, 0.6)
	}
}

// cardNumber takes the number that stands alone in the cell behind the payer's name.
func (r *reader) cardNumber(l *leaf, i int, m layout.Match) {
	line := &l.sheet.Lines[i]
	if m.Segment+1 >= len(line.Segments) {
		return
	}
	for _, seg := range line.Segments[m.Segment+1:] {
		v := see(line.Words[seg.First : seg.Last+1])
		if at := aloneSign.FindStringSubmatchIndex(v.text); at != nil && !phoneLike.MatchString(v.text) {
			r.add(l, chart.MemberID, v, take{from: at[2], to: at[3], norm: strings.ToUpper(v.text[at[2]:at[3]]), score: 1}, 0.6)
			return
		}
	}
}
