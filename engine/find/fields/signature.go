package fields

import (
	"regexp"
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/layout"
)

var (
	signedWords = regexp.MustCompile(`(?i)signature on file|electronically signed|e-signed|digitally signed|/s/|\bSOF\b|firmado`)
	emptyLine   = regexp.MustCompile(`^[\s_.\-xX:]*$`)
)

// readSignature says whether somebody signed: words on, over or beside a line that is labelled as a signature.
func (r *reader) readSignature(l *leaf) {
	switch r.doc.Type {
	case chart.ConsentForm, chart.IntakeForm, chart.ReferralLetter, chart.Prescription, chart.ClaimForm, chart.ProgressNote, chart.DischargeSummary,
		chart.PathologyReport, chart.RadiologyReport, chart.ImmunizationRecord, chart.Superbill, chart.MedicationList, chart.LabReport, chart.Other:
	default:
		return
	}
	s := l.sheet
	for i := range s.Lines {
		v := see(s.Lines[i].Words)
		if m := signedWords.FindStringIndex(v.text); m != nil {
			r.addSigned(l, "yes", v.cut(m[0], m[1]), 0.92)
			r.signedOn(l, v, m[1])
		}
	}
	for _, m := range s.Labels {
		if m.Key != layout.Signature || strings.Contains(m.Phrase, "on file") || m.Phrase == "signed" && !m.Colon {
			continue
		}
		words, score := signedAt(s, m)
		dated := r.dateBeside(l, m)
		label := s.Lines[m.Line].Words[m.First : m.Last+1]
		switch {
		case len(words) > 0:
			r.addSigned(l, "yes", words, score)
		case dated: // ink is no word; who writes the date has signed
			r.addSigned(l, "yes", label, 0.6)
		default:
			r.addSigned(l, "no", label, 0.5)
		}
	}
	r.signedWithDate(l)
	r.roleLines(l)
	r.footSigned(l)
	r.letterSigned(l)
	r.namedSignature(l)
}

// namedSignature reads the foot of a document: a clinician's name alone, with a date right above it or beside it.
func (r *reader) namedSignature(l *leaf) {
	s := l.sheet
	for _, n := range l.clinicians {
		for _, m := range s.Labels {
			if m.Key != layout.DateKey || m.Rect.Y0 > n[0].Rect.Y1+2*s.Body || m.Rect.Y1 < n[0].Rect.Y0-4*s.Body || !m.Starts {
				continue
			}
			for _, c := range s.Values(m) {
				v := see(c.Words)
				if t, ok := r.clock.date(v.text, false); ok && c.Place < layout.Above {
					r.add(l, chart.SignatureDate, v, t, 0.6)
					r.addSigned(l, "yes", n, 0.55)
					break
				}
			}
		}
	}
}

// letterSigned reads the room that a letter leaves between its greeting and the name under it.
func (r *reader) letterSigned(l *leaf) {
	s := l.sheet
	for i := 0; i+1 < len(s.Lines); i++ {
		line := &s.Lines[i]
		low := strings.ToLower(line.Text(0, len(line.Words)-1))
		if len(line.Words) > 4 || !strings.HasPrefix(low, "sincerely") && !strings.Contains(low, "regards") && !strings.HasPrefix(low, "respectfully") {
			continue
		}
		if gap := s.Lines[i+1].Rect.Y0 - line.Rect.Y1; gap > 2.2*s.Body {
			r.addSigned(l, "yes", s.Lines[i+1].Words, 0.55)
		}
	}
}

// signedAt gives the words that a person wrote on the line: beside the label, or right above it.
func signedAt(s *layout.Sheet, m layout.Match) ([]layout.Word, float64) {
	for _, c := range s.Values(m) {
		text := layout.Join(c.Words)
		if emptyLine.MatchString(text) || c.Place == layout.Below || c.Place == layout.Above && (m.Colon || c.Gap > 1.5 || strings.HasSuffix(text, ".") || len(c.Words) > 6) {
			continue
		}
		if _, isLabel := layout.Lookup(text); isLabel {
			continue
		}
		if c.Place == layout.Above {
			return c.Words, 0.6
		}
		return c.Words, 0.75
	}
	return nil, 0
}

func (r *reader) addSigned(l *leaf, value string, words []layout.Word, score float64) {
	if len(words) == 0 {
		return
	}
	norm := value
	r.found[chart.SignaturePresent] = append(r.found[chart.SignaturePresent],
		hit{take: take{to: 1, norm: norm, score: 1}, leaf: l, words: words, value: value, score: score})
}

// signedOn takes the date that follows "Electronically signed by …".
func (r *reader) signedOn(l *leaf, v view, from int) {
	if t, ok := r.clock.date(v.text[from:], false); ok {
		t.from, t.to = t.from+from, t.to+from
		r.add(l, chart.SignatureDate, v, t, 0.85)
	}
}

// dateBeside takes the date of the label "Date" on the line of a signature.
func (r *reader) dateBeside(l *leaf, m layout.Match) bool {
	s := l.sheet
	for i := max(0, m.Line-2); i <= min(len(s.Lines)-1, m.Line+2); i++ {
		if d := s.Lines[i].Rect.MidY() - m.Rect.MidY(); d > 4*s.Body || d < -4*s.Body {
			continue
		}
		for _, o := range l.sheet.LabelsOf(i) {
			if o.Key != layout.DateKey && o.Key != "signature_date" || o.Rect.X0 < m.Rect.X1-s.Body {
				continue
			}
			for _, c := range l.sheet.Values(o) {
				v := see(c.Words)
				if t, ok := r.clock.date(v.text, false); ok {
					r.add(l, chart.SignatureDate, v, t, 0.85)
					return true
				}
			}
		}
	}
	return false
}
