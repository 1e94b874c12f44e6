package fields

import (
	"regexp"
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/layout"
)

var (
	withCredential = regexp.MustCompile(`((?:[A-Z][A-Za-z'’\-.]+\s+){1,3}[A-Z][A-Za-z'’\-]+),?\s+(?:M\.?D\.?|D\.?O\.?|N\.?P\.?|PA-?C?|APRN|FNP(?:-BC|-C)?|ARNP|DPM|DDS|DMD|MBBS|CRNA|CNM|DNP)\b`)
	drName         = regexp.MustCompile(`\bDr\.?\s+((?:[A-Z][A-Za-z'’\-.]+\s+){0,2}[A-Z][A-Za-z'’\-]+)`)
	claimInText    = regexp.MustCompile(`(?i)\bclaim\s+(?:number|no\.?|#|id)?\s*[:#]?\s*([A-Z]{0,4}-?[0-9][0-9A-Z\-]{5,})`)
	denialInText   = regexp.MustCompile(`(?i)(?:\b(?:was|were|is|are|has been|have been)\s+(?:denied|not approved|not covered)\s*(?:because|as|since|for the following reasons?:?|due to)\s+|\b(?:denied|denial)\s+(?:because|for the following reasons?:?|due to)\s+|\bfor the following reasons?:\s*|\b(?:cannot|can not|unable to|could not)\s+(?:approve|pay|cover|be approved|be paid|be covered)[^.]{0,80}?\b(?:because|due to|as)\s+|\bbecause:?\s+)([^\n]+)`)
	sentenceEnd    = regexp.MustCompile(`[.!?](?:\s+[A-Z]|\s*$)`)
	npiInText      = regexp.MustCompile(`(?i)\bNPI\s*[:#]?\s*([0-9]{10})\b`)
	bornInText     = regexp.MustCompile(`(?i)\b(?:born(?:\s+on)?|DOB|date of birth)\s*:?\s+`)
	dayInText      = regexp.MustCompile(`(?i)\b(admitted(?:\s+to\s+[^.]{0,60}?)?\s+on|discharged(?:\s+[^.]{0,30}?)?\s+on|seen(?:\s+[^.]{0,40}?)?\s+on|service\s+(?:provided\s+|received\s+|dated\s+)?on|date of service|collected on|reported on|signed on|dates? of service)\s*:?\s+`)
	patientInText  = regexp.MustCompile(`\b(?:RE|Re|Patient|PATIENT|Regarding|Member|regarding|patient)\s*:?\s+((?:Mr\.?|Mrs\.?|Ms\.?|Miss)?\s*(?:[A-Z][A-Za-z'’\-.]*,?\s+){1,3}[A-Z][A-Za-z'’\-]+)`)
)

// paragraph is the text of neighbouring lines with the way back to their words.
func paragraph(l *leaf) view {
	var ws []layout.Word
	for i := range l.sheet.Lines {
		if !l.inTable(i) {
			ws = append(ws, l.sheet.Lines[i].Words...)
		}
	}
	return see(ws)
}

// readProse takes what stands in sentences, where no label helps. It counts less than what stands at a label.
func (r *reader) readProse(l *leaf) {
	v := paragraph(l)
	r.codesInText(l, v)
	r.datesInText(l, v)
	for _, m := range npiInText.FindAllStringSubmatchIndex(v.text, 3) {
		if t, ok := npi(v.text[m[2]:m[3]]); ok {
			t.from, t.to = m[2], m[3]
			r.add(l, chart.ProviderNPI, v, t, 0.6)
		}
	}
	for _, m := range claimInText.FindAllStringSubmatchIndex(v.text, 2) {
		r.add(l, chart.ClaimNumber, v, take{from: m[2], to: m[3], norm: strings.ToUpper(v.text[m[2]:m[3]]), score: 1}, 0.6)
	}
	if r.doc.Type == chart.DenialLetter {
		r.denial(l, v)
	}
	r.providersInText(l, v)
	for _, m := range patientInText.FindAllStringSubmatchIndex(v.text, 4) {
		if t, ok := name(v.text[m[2]:m[3]]); ok {
			t.from, t.to = t.from+m[2], t.to+m[2]
			r.add(l, chart.PatientName, v, t, 0.5)
		}
	}
}

// codesInText takes ICD-10 codes with their dot anywhere where the type calls for codes, and procedure codes on lines that
// show money or a date.
func (r *reader) codesInText(l *leaf, v view) {
	if r.calls.listed(chart.DiagnosisCode) || r.doc.Type == chart.Other {
		for _, t := range icd(v.text, false) {
			if t.score == 1 {
				r.add(l, chart.DiagnosisCode, v, t, 0.8)
			}
		}
	}
	switch r.doc.Type {
	case chart.Superbill, chart.ClaimForm, chart.EOB:
	default:
		return
	}
	for i := range l.sheet.Lines {
		if l.inTable(i) {
			continue
		}
		line := see(l.sheet.Lines[i].Words)
		if _, ok := money(line.text); !ok {
			continue
		}
		for _, t := range cpt(line.text) {
			if len(onlyDigits(t.norm)) >= 4 && !zipBefore(line.text, t.from) {
				r.add(l, chart.ProcedureCode, line, t, 0.7)
			}
		}
	}
}

// datesInText takes the dates that a sentence names.
func (r *reader) datesInText(l *leaf, v view) {
	for _, m := range dayInText.FindAllStringSubmatchIndex(v.text, 12) {
		rest := v.text[m[1]:min(len(v.text), m[1]+40)]
		t, ok := r.clock.date(rest, false)
		if !ok || t.from > 3 {
			continue
		}
		t.from, t.to = t.from+m[1], t.to+m[1]
		r.add(l, saysDate(strings.ToLower(v.text[m[2]:m[3]])), v, t, 0.6)
	}
	for _, m := range bornInText.FindAllStringIndex(v.text, 6) {
		rest := v.text[m[1]:min(len(v.text), m[1]+30)]
		if t, ok := r.clock.date(rest, true); ok && t.from <= 2 {
			t.from, t.to = t.from+m[1], t.to+m[1]
			r.add(l, chart.DateOfBirth, v, t, 0.65)
		}
	}
}

func saysDate(words string) chart.FieldName {
	switch {
	case strings.HasPrefix(words, "admitted"):
		return chart.AdmissionDate
	case strings.HasPrefix(words, "discharged"):
		return chart.DischargeDate
	case strings.HasPrefix(words, "collected"):
		return chart.CollectedDate
	case strings.HasPrefix(words, "reported"):
		return chart.ReportedDate
	case strings.HasPrefix(words, "signed"):
		return chart.SignatureDate
	}
	return chart.DateOfService
}

// providersInText takes names with a clinician's credentials: after a signature they are the provider's.
func (r *reader) providersInText(l *leaf, v view) {
	if r.doc.Type == chart.IDCard || r.doc.Type == chart.InsuranceCard || r.doc.Type == chart.FaxCover {
		return
	}
	for _, m := range withCredential.FindAllStringSubmatchIndex(v.text, 6) {
		before := strings.ToLower(v.text[max(0, m[2]-60):m[2]])
		score := 0.4
		if strings.Contains(before, "signed") || strings.Contains(before, "sincerely") || strings.Contains(before, "regards") || strings.Contains(before, "author") || strings.Contains(before, "dictated") {
			score = 0.62
		}
		if t, ok := name(v.text[m[2]:m[3]]); ok {
			t.from, t.to = t.from+m[2], t.to+m[2]
			field := chart.ProviderName
			if strings.Contains(before, "refer") || strings.Contains(before, "order") {
				field = chart.ReferringProvider
			}
			r.add(l, field, v, t, score)
		}
	}
}

// denial takes the sentence that says why a claim was denied: after its label, or out of running text.
func (r *reader) denial(l *leaf, v view) {
	for _, m := range l.sheet.Labels {
		if m.Key != "denial_reason" || !m.Colon && !m.Ends {
			continue
		}
		its := l.section(m)
		var ws []layout.Word
		for _, it := range its[:min(len(its), 4)] {
			ws = append(ws, it.words...)
		}
		if p := see(ws); len(p.text) > 8 {
			r.add(l, chart.DenialReason, p, take{to: sentence(p.text), score: 1}, 0.93)
			return
		}
	}
	for _, m := range denialInText.FindAllStringSubmatchIndex(v.text, 3) {
		if n := sentence(v.text[m[2]:m[3]]); n > 8 {
			r.add(l, chart.DenialReason, v, take{from: m[2], to: m[2] + n, score: 1}, 0.8)
			return
		}
	}
}

// sentence is the length of the first sentence of a text, without its full stop.
func sentence(s string) int {
	end := min(len(s), 400)
	if m := sentenceEnd.FindStringIndex(s[:end]); m != nil {
		end = m[0]
	}
	return len(strings.TrimRight(s[:end], " .,;"))
}
