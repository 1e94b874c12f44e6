package fields

import (
	"regexp"
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/layout"
)

// What a letter says by its form: its day at the head, whom it is to, and what its first sentences tell of the visit.

var (
	salutation = regexp.MustCompile(`(?i)^(?:dear|estimad[oa])\s+(?:(?:dr|doctor|dra)\.?\s+)?([\p{L}'’.\- ]+?)\s*[,:]?$`)
	thanksFor  = regexp.MustCompile(`(?i)\b(?:thank(?:s| you)|grateful|appreciate)\b[^.]{0,60}\b(?:referr|sending|sent|refer|allow|asking|opportunity|involving|consult)`)
	weSaw      = regexp.MustCompile(`(?i)^\s*,?\s+(?:we|i|you|he|she|your patient|the patient|this patient|mr\.?\s\S+|mrs\.?\s\S+|ms\.?\s\S+)\s+(?:\S+\s+)?(?:performed|did|saw|examined|evaluated|treated|met|had|received|underwent|seen|came|visited|were|was|carried|obtained|imaged)\b`)
	onWord     = regexp.MustCompile(`\b[Oo]n\s+`)
)

// readLetter takes what the form of a letter says.
func (r *reader) readLetter(l *leaf) {
	r.dayOfVisit(l)
	at, surname := l.salutation()
	dated := map[chart.Type]bool{chart.EOB: true, chart.DenialLetter: true}
	reports := map[chart.Type]bool{chart.RadiologyReport: true, chart.PathologyReport: true, chart.LabReport: true}
	if dated[r.doc.Type] || at >= 0 && reports[r.doc.Type] {
		r.letterDate(l, chart.ReportedDate)
	}
	if at < 0 || !r.calls.wants(chart.ReferringProvider) || r.doc.Type == chart.ReferralLetter || r.doc.Type == chart.DischargeSummary {
		return
	}
	if reports[r.doc.Type] || thanksFor.MatchString(paragraph(l).text) {
		r.addresseeRefers(l, at, surname)
	}
}

// salutation gives the line of "Dear Dr. Kowalski:" and the name in it, -1 where there is none.
func (l *leaf) salutation() (int, string) {
	for i := range l.sheet.Lines {
		line := &l.sheet.Lines[i]
		if m := salutation.FindStringSubmatch(line.Text(0, len(line.Words)-1)); m != nil && line.Rect.MidY() < 0.6*l.sheet.Height {
			ts := tokens(m[1])
			return i, bare(ts[len(ts)-1].text)
		}
	}
	return -1, ""
}

// addresseeRefers takes the clinician to whom a report is sent back for the one who asked for it.
func (r *reader) addresseeRefers(l *leaf, at int, surname string) {
	for i := range at {
		line := &l.sheet.Lines[i]
		for _, seg := range line.Segments {
			v := see(line.Words[seg.First : seg.Last+1])
			if t, ok := wholeName(v.text); ok && strings.HasPrefix(layout.Fold(t.norm), layout.Fold(surname)) && credentialled(v.text[t.to:]+" ") {
				r.add(l, chart.ReferringProvider, v, t, 0.75)
				return
			}
		}
	}
}

// dayOfVisit takes the day of "On 6/18/2026 we performed the following".
func (r *reader) dayOfVisit(l *leaf) {
	if !r.calls.must(chart.DateOfService) {
		return
	}
	v := paragraph(l)
	for _, m := range onWord.FindAllStringIndex(v.text, 20) {
		t, ok := r.clock.date(v.text[m[1]:min(len(v.text), m[1]+30)], false)
		if !ok || t.from > 0 || !weSaw.MatchString(v.text[m[1]+t.to:]) {
			continue
		}
		t.from, t.to = t.from+m[1], t.to+m[1]
		r.add(l, chart.DateOfService, v, t, 0.6)
		return
	}
}
