package fields

import (
	"regexp"
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/layout"
)

// What is taken where nothing says more: with doubt, so that a person looks.

// lastResorts fills what a document of its type must have from what stands where it usually does.
func (r *reader) lastResorts() {
	switch r.doc.Type {
	case chart.InsuranceCard, chart.EOB, chart.DenialLetter:
		r.headName(chart.Payer)
	case chart.IDCard, chart.ClaimForm:
	default:
		r.headName(chart.Facility)
	}
	r.loneClinician()
	r.dayOfRows()
	r.diagnosesBeside()
}

// aloneCode is a cell that holds nothing but a diagnosis code.
var aloneCode = regexp.MustCompile(`^[A-TV-Z][0-9][0-9A-Z](?:\.[0-9A-Z]{1,4})?$`)

// diagnosesBeside takes the codes and diagnoses that stand in cells beside the rows of a table of something else.
func (r *reader) diagnosesBeside() {
	if len(r.found[chart.Diagnosis]) > 0 || !r.calls.must(chart.Diagnosis) {
		return
	}
	for _, l := range r.leaves {
		for i := range l.sheet.Lines {
			line := &l.sheet.Lines[i]
			for k := 1; k < len(line.Segments) && l.inTable(i); k++ {
				a, b := line.Segments[k-1], line.Segments[k]
				code, name := see(line.Words[a.First:a.Last+1]), see(line.Words[b.First:b.Last+1])
				if cs := icd(code.text, true); aloneCode.MatchString(code.text) && len(cs) == 1 && !cs[0].failed && letterStart(name.text) && r.addCoded(l, name, 0, len(name.text)) {
					cs[0].score = 1
					r.add(l, chart.DiagnosisCode, code, cs[0], 0.85)
				}
			}
		}
	}
}

// headName takes the name at the very head of the first page for the organisation that made the paper.
func (r *reader) headName(n chart.FieldName) {
	if _, _, known := best(r.found[n]); known || !r.calls.must(n) || len(r.leaves) == 0 {
		return
	}
	l := r.leaves[0]
	s := l.sheet
	for i := 0; i < len(s.Lines) && i < 3; i++ {
		for _, seg := range s.Lines[i].Segments {
			v := see(s.Lines[i].Words[seg.First : seg.Last+1])
			if l.namesMaker(i, seg, v.text) {
				r.add(l, n, v, take{to: len(v.text), score: 1}, 0.36)
				return
			}
		}
	}
}

// namesMaker reports whether a cell at the head of a page can be the name of who made it: two words or more with capitals, no title,
// no label, nobody's own name, no address.
func (l *leaf) namesMaker(i int, seg layout.Segment, text string) bool {
	ts := tokens(text)
	if len(ts) < 2 || len(ts) > 7 || hasDigit(text) || strings.ContainsAny(text, ":@*?") || !letterStart(text) || partOf.MatchString(text) || l.sheet.Lines[i].Rect.MidY() > 0.3*l.sheet.Height {
		return false
	}
	for _, m := range l.sheet.LabelsOf(i) {
		if m.Segment >= 0 && m.First >= seg.First && m.First <= seg.Last && (m.Colon || m.Ends) {
			return false
		}
	}
	capital := 0
	for _, t := range ts {
		b := bare(t.text)
		if titleWords[b] || notNames[b] && b != "of" && b != "the" && b != "for" && b != "at" || b == "confidential" || b == "copy" || b == "final" || b == "original" {
			return false
		}
		if t.text[0] >= 'A' && t.text[0] <= 'Z' || t.text[0] == '&' {
			capital++
		}
	}
	if t, ok := wholeName(text); ok && (strings.Contains(text, ",") || credentialled(text[t.to:]) || personLike(text)) {
		return false
	}
	return 3*capital >= 2*len(ts)
}

// dayOfRows takes the day of the service lines for that of the document, where they name one day only.
func (r *reader) dayOfRows() {
	if _, _, known := best(r.found[chart.DateOfService]); known || !r.calls.must(chart.DateOfService) {
		return
	}
	var days []chart.Cell
	page := 0
	for _, row := range r.doc.Rows {
		for _, c := range row.Cells {
			if row.Table == "service_lines" && c.Name == string(chart.DateOfService) {
				days, page = append(days, c), row.Page
			}
		}
	}
	l := r.leafOf(page)
	if len(days) == 0 || l == nil {
		return
	}
	one, ok := r.clock.date(days[0].Value.Reveal(), false)
	for _, c := range days[1:] {
		if t, also := r.clock.date(c.Value.Reveal(), false); !also || t.norm != one.norm {
			return
		}
	}
	if !ok {
		return
	}
	text := days[0].Value.Reveal()
	for i := range l.sheet.Lines {
		v := see(l.sheet.Lines[i].Words)
		if at := strings.Index(v.text, text); at >= 0 {
			one.from, one.to = one.from+at, one.to+at
			r.add(l, chart.DateOfService, v, one, 0.6)
			return
		}
	}
}

// leafOf gives the page of a number, nil for none.
func (r *reader) leafOf(page int) *leaf {
	for _, l := range r.leaves {
		if l.page.Number == page {
			return l
		}
	}
	return nil
}
