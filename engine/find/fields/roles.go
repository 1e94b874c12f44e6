package fields

import (
	"regexp"
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/layout"
)

// Whose part in a case is the first one: where a document names an attending clinician, those who admitted or who are the
// family's doctors give way; a witness is no provider.

var (
	minorRole = regexp.MustCompile(`(?i)admi|primary care|\bpcp\b|family|fam\b|billing|operating|supervis|consult|cabecera`)
	bystander = regexp.MustCompile(`(?i)\b(?:witness|interpreter|translator|notary|testigo|int[eé]rprete)\b`)
)

// minorLabel reports whether a label, with the words that stand before it in its cell, is that of a minor role: "Admitting
// Physician:".
func (l *leaf) minorLabel(m layout.Match) bool {
	line := &l.sheet.Lines[m.Line]
	first := line.Segments[m.Segment].First
	for k := m.First - 1; k >= max(first, m.First-2); k-- {
		if strings.HasSuffix(line.Words[k].Text, ":") {
			first = k + 1
			break
		}
	}
	return minorRole.MatchString(line.Text(max(first, m.First-2), m.Last))
}

// yieldRoles weakens what labels of minor roles give where another label gives it: clinicians who are not the attending one, and
// members or clients where somebody is called the patient. Who referred is not found a second time as provider.
func (r *reader) yieldRoles() {
	r.requester()
	yield(r.found[chart.ProviderName])
	yield(r.found[chart.PatientName])
	who, _, referred := best(r.found[chart.ReferringProvider])
	patient, _, known := best(r.found[chart.PatientName])
	hits := r.found[chart.ProviderName]
	for i := range hits {
		switch k := keyOf(hits[i]); {
		case known && sameNames(k, keyOf(patient)): // nobody treats himself
			hits[i].score *= 0.3
		case referred && hits[i].way != chart.ByLabel && sameNames(k, keyOf(who)):
			hits[i].score *= 0.6
		}
	}
}

// requester takes who asked a plan for a service for the clinician of a denial that names no other: he would have treated.
func (r *reader) requester() {
	who, _, ok := best(r.found[chart.ReferringProvider])
	if _, _, named := best(r.found[chart.ProviderName]); r.doc.Type != chart.DenialLetter || !ok || named {
		return
	}
	who.score *= 0.8
	r.found[chart.ProviderName] = append(r.found[chart.ProviderName], who)
}

func yield(hits []hit) {
	for _, h := range hits {
		if h.minor || h.way != chart.ByLabel || h.score < 0.5 {
			continue
		}
		for i := range hits {
			if hits[i].minor && !sameNames(keyOf(hits[i]), keyOf(h)) {
				hits[i].score *= 0.6
			}
		}
		return
	}
}

// witnessed reports whether the print under a name says that its bearer only looked on.
func (l *leaf) witnessed(words []layout.Word) bool {
	s := l.sheet
	at := words[0].Rect
	for i := range s.Lines {
		line := &s.Lines[i]
		if line.Rect.Y0 < at.MidY() || line.Rect.Y0 > at.Y1+4*s.Body {
			continue
		}
		for _, seg := range line.Segments {
			if seg.Rect.X0 < at.X0+3*s.Body && seg.Rect.X1 > at.X0 && bystander.MatchString(line.Text(seg.First, seg.Last)) {
				return true
			}
		}
	}
	return false
}
