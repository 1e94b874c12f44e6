package fields

import (
	"regexp"
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/layout"
)

// How documents are signed off without the word signature: "signed 3/4/2024" under a name, a line to write on over the
// word "Patient" with "Date" beside it, a clinician's name alone at the foot of a page.

var (
	bracketed  = regexp.MustCompile(`\s*\([^)]*\)`)
	signedVerb = regexp.MustCompile(`(?i)\b(signed(?:[- ](?:off|out))?|e-signed|esigned|authenticated|attested|firmado)\b`)
	untilDate  = regexp.MustCompile(`^[\s:,;–—\-(]*(?:(?i:electronically|digitally|on screen)[\s:]*)?(?:(?i:by|por|out by):?\s+)?(?:[\p{Lu}][\p{L}'’.\-]*,?\s*){0,7}[\s:,;–—\-(]*(?i:on|at|date|dated|el)?[\s:(]*$`)
	roleWord   = regexp.MustCompile(`(?i)^(?:x\s*)?(?:the\s+)?(?:patient|parent|guardian|legal guardian|representative|patient representative|legal representative|client|applicant|insured|subscriber|member|responsible party|physician|provider|prescriber|doctor|employee|student|resident|person signing|clinician|practitioner|paciente|nurse|therapist|pharmacist|dentist|witness|(?:immunizing|administering|treating|attending|prescribing|signing|supervising|ordering) [a-z]+)(?:\s*(?:/|or|,|and|&)\s*(?:legal\s+)?(?:parent|guardian|representative|patient|responsible party|legal guardian|nurse|physician|provider|therapist|pharmacist|witness|doctor|title|credentials))*\s*:?$`)
)

// signedWithDate takes "signed 3/4/2024" and what is written like it.
func (r *reader) signedWithDate(l *leaf) {
	for i := range l.sheet.Lines {
		v := see(l.sheet.Lines[i].Words)
		for _, m := range signedVerb.FindAllStringIndex(v.text, 2) {
			t, ok := r.clock.date(v.text[m[1]:min(len(v.text), m[1]+90)], false)
			if !ok || !untilDate.MatchString(v.text[m[1]:m[1]+t.from]) {
				continue
			}
			t.from, t.to = t.from+m[1], t.to+m[1]
			r.add(l, chart.SignatureDate, v, t, 0.8)
		}
	}
}

// approved is how a report's last day is put where nothing says "signed": "Verified: 19-NOV-2026".
var approved = regexp.MustCompile(`(?:^|\s{2,}|[.,;] )(?i:approved|verified|finali[sz]ed|validated|aprobado|validado)\b`)

// approvedOn takes the day of a reader's approval for that of his signature, where no word of signing stands.
func (r *reader) approvedOn(l *leaf) {
	if r.doc.Type != chart.RadiologyReport && r.doc.Type != chart.PathologyReport {
		return
	}
	for i := range l.sheet.Lines {
		line := &l.sheet.Lines[i]
		for _, seg := range line.Segments {
			v := see(line.Words[seg.First : seg.Last+1])
			m := approved.FindStringIndex(v.text)
			if m == nil {
				continue
			}
			if t, ok := r.clock.date(v.text[m[1]:], false); ok && untilDate.MatchString(v.text[m[1]:m[1]+t.from]) {
				t.from, t.to = t.from+m[1], t.to+m[1]
				r.add(l, chart.SignatureDate, v, t, 0.5)
			}
		}
	}
}

// finishes are the labels of who finishes a report by putting his name to it; the day beside the name is that of signing
// unless the document names another.
var finishes = regexp.MustCompile(`(?i)^(?:(?:electronically |final(?:ly)? )?(?:interpreted|read|reported|reviewed|verified|approved|finali[sz]ed|completed|released|resulted) by|(?:reading |reporting |interpreting |signing |attending )?(?:pathologist|radiologist|cytopathologist|interpreter)|interpreting (?:physician|provider)|reporting physician)$`)

// datedNames takes the day that stands right behind the name of who finished a report.
func (r *reader) datedNames(l *leaf) {
	for _, m := range l.sheet.Labels {
		if m.Key != "provider_name" || !finishes.MatchString(m.Phrase) {
			continue
		}
		for _, c := range l.sheet.Values(m) {
			v := see(c.Words)
			who, ok := name(v.text)
			if !ok || c.Place > layout.Right {
				continue
			}
			t, ok := r.clock.date(v.text[who.to:], false)
			if !ok || !creditsOnly(v.text[who.to:who.to+t.from]) {
				continue
			}
			t.from, t.to = t.from+who.to, t.to+who.to
			r.add(l, chart.SignatureDate, v, t, 0.55)
			break
		}
	}
}

// creditsOnly reports whether a text between a name and a date says nothing but what the person is, or "on".
func creditsOnly(s string) bool {
	for _, t := range tokens(s) {
		if b := bare(t.text); b != "" && b != "on" && b != "at" && b != "date" && !credential(t.text) {
			return false
		}
	}
	return true
}

// roleLines reads a line to write on whose print below says only who signs: "Patient          Date".
func (r *reader) roleLines(l *leaf, must bool) {
	s := l.sheet
	for i := range s.Lines {
		line := &s.Lines[i]
		role := line.Segments[0]
		if text := bracketed.ReplaceAllString(line.Text(role.First, role.Last), ""); !roleWord.MatchString(text) || line.Rect.MidY() < 0.25*s.Height {
			continue
		}
		for _, m := range l.datesBeside(i, role) {
			signed := false
			for _, c := range s.Values(m) {
				v := see(c.Words)
				if t, ok := r.clock.date(v.text, false); ok && t.from < 4 {
					r.add(l, chart.SignatureDate, v, t, 0.8)
					signed = true
					break
				}
			}
			words := line.Words[role.First : role.Last+1]
			switch {
			case signed && len(l.page.Regions) == 0:
				r.addSigned(l, "yes", words, 0.5)
			case must:
				r.addSigned(l, "no", words, 0.45)
			}
		}
	}
}

// datesBeside gives the labels of days that stand right of a cell, on its line or on one next to it: the line to write on may be
// a little higher than its print.
func (l *leaf) datesBeside(i int, cell layout.Segment) []layout.Match {
	s := l.sheet
	var out []layout.Match
	for k := max(0, i-1); k <= min(len(s.Lines)-1, i+1); k++ {
		for _, m := range s.LabelsOf(k) {
			if d := m.Rect.MidY() - cell.Rect.MidY(); (m.Key == layout.DateKey || m.Key == "signature_date") && m.Rect.X0 > cell.Rect.X1-s.Body && d < 4*s.Body && d > -4*s.Body {
				out = append(out, m)
			}
		}
	}
	return out
}

// footDates takes the date beside or under a clinician's name that stands alone in the lower part of a page.
func (r *reader) footDates(l *leaf) {
	for _, words := range l.clinicians {
		if words[0].Rect.MidY() >= 0.35*l.sheet.Height {
			r.dateUnder(l, words)
		}
	}
}

// dateUnder takes the date that stands alone beside or right under the signing clinician's name.
func (r *reader) dateUnder(l *leaf, words []layout.Word) {
	s := l.sheet
	name := words[0].Rect
	for i := range s.Lines {
		line := &s.Lines[i]
		if line.Rect.Y1 < name.Y0 || line.Rect.Y0 > name.Y1+2*s.Body {
			continue
		}
		for _, seg := range line.Segments {
			v := see(line.Words[seg.First : seg.Last+1])
			if t, ok := r.clock.date(v.text, false); ok && t.from <= 1 && len(strings.TrimSpace(v.text[t.to:])) < 10 && seg.Rect.Y1 > name.Y0 {
				r.add(l, chart.SignatureDate, v, t, 0.5)
			}
		}
	}
}

// signsNear reports whether the words about signing stand on the clinician's line or the next.
func signsNear(s *layout.Sheet, line *layout.Line) bool {
	for i := range s.Lines {
		o := &s.Lines[i]
		if o.Rect.Y0 < line.Rect.Y0-1 || o.Rect.Y0 > line.Rect.Y1+1.6*s.Body {
			continue
		}
		low := strings.ToLower(o.Text(0, len(o.Words)-1))
		if strings.Contains(low, "signed") || strings.Contains(low, "authenticated") || strings.Contains(low, "attest") || strings.Contains(low, "dictated") {
			return true
		}
	}
	return false
}
