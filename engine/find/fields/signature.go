package fields

import (
	"regexp"
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/layout"
	"chartproof.org/chartproof/engine/geom"
)

// A field signature_present says that ink stands where one signs, that the form itself says so ("signature on file"), or that a
// person signed in a system ("Electronically signed by …", "/s/"): an entry may be authenticated either way (42 CFR 482.24(c)(1)).
// An attestation gives the signer and the day as well.

var (
	onFile      = regexp.MustCompile(`(?i)signature on file|\bSOF\b|firma en archivo`)
	attested    = regexp.MustCompile(`(?i)(?:electronically|digitally) (?:signed|authenticated|verified|approved|attested)|(?:signed|authenticated|verified|approved|attested)(?: out| off)? (?:electronically|digitally)|\be-?signed|(?:electronic|digital) signature|\be-signature|(?:authenticated|attested)(?: (?:and|&) [a-z]+)? by|(?:signed|verified|approved|reviewed) (?:and|&) [a-z]+ by|/(?:e-?)?s(?:ig)?/|signed on screen|firmad[oa] (?:electr[oó]nica|digital)mente`)
	signingWord = regexp.MustCompile(`(?i)\b(?:signature|sign here|firma)\b`)
	emptyLine   = regexp.MustCompile(`^[\s_.\-xX:]*$`)
)

// readSignature says whether somebody signed, and when.
func (r *reader) readSignature(l *leaf) {
	switch r.doc.Type {
	case chart.InsuranceCard, chart.IDCard, chart.EOB, chart.DenialLetter, chart.FaxCover:
		return
	}
	must := r.calls.must(chart.SignaturePresent)
	r.statedSignatures(l)
	inked := r.inkedSignatures(l)
	for _, m := range l.signingLines() {
		words, score := signedAt(l.sheet, m)
		dated := r.dateBeside(l, m)
		label := l.sheet.Lines[m.Line].Words[m.First : m.Last+1]
		switch {
		case len(words) > 0 && !inked:
			r.addSigned(l, "yes", words, score)
		case dated && !inked && len(l.page.Regions) == 0: // ink is no word; who writes the date has signed
			r.addSigned(l, "yes", label, 0.5)
		case must && !inked:
			r.addSigned(l, "no", label, 0.45)
		}
	}
	r.signedWithDate(l)
	r.datedNames(l)
	r.approvedOn(l)
	r.roleLines(l, must)
	r.footDates(l)
	r.namedSignature(l)
}

// statedSignatures reads what a page says of its own signing.
func (r *reader) statedSignatures(l *leaf) {
	s := l.sheet
	for i := range s.Lines {
		v := see(s.Lines[i].Words)
		if m := onFile.FindStringIndex(v.text); m != nil {
			r.addSigned(l, "yes", v.cut(m[0], m[1]), 0.92)
		}
		m := attested.FindStringIndex(v.text)
		if m == nil {
			continue
		}
		signer := r.followsSigner(v.text[m[1]:])
		if !signer && len(tokens(v.text[m[1]:])) > 2 && strings.HasSuffix(strings.ToLower(v.text[m[0]:m[1]]), "signature") { // a sentence about signatures
			continue
		}
		if signer {
			r.addSigned(l, "yes", v.cut(m[0], m[1]), 0.92)
		}
		r.attester(l, v, m[1])
		if !r.signedOn(l, v, m[1]) && i+1 < len(s.Lines) && s.Lines[i+1].Rect.Y0-s.Lines[i].Rect.Y1 < 1.5*s.Body {
			r.signedOn(l, see(s.Lines[i+1].Words), 0)
		}
	}
}

// followsSigner reports whether a name or a day follows the words about signing: a form may speak of electronic signatures
// in general.
func (r *reader) followsSigner(s string) bool {
	s = s[len(byWord.FindString(s)):]
	if t, ok := name(s); ok && t.from < 4 {
		return true
	}
	t, ok := r.clock.date(s, false)
	return ok && t.from < 12
}

// attester takes the clinician whose name follows "/s/" or "Electronically signed by".
func (r *reader) attester(l *leaf, v view, from int) {
	if !r.calls.must(chart.ProviderName) {
		return
	}
	from += len(byWord.FindString(v.text[from:]))
	if t, ok := name(v.text[from:]); ok && t.from < 4 {
		t.from, t.to = t.from+from, t.to+from
		r.add(l, chart.ProviderName, v, t, 0.7)
	}
}

var byWord = regexp.MustCompile(`(?i)^\)?(?:\s+out)?(?:\s+(?:by|por))?[\s:]*`)

// inkedSignatures takes the signatures that were seen as ink: those where one signs first, others with less trust.
func (r *reader) inkedSignatures(l *leaf) bool {
	found := false
	lines := l.signingLines()
	for _, g := range l.page.Regions {
		hand := g.Kind == chart.RegionHandwriting
		if g.Kind != chart.RegionSignature && !hand {
			continue
		}
		score := 0.75
		for _, m := range lines {
			if box := layout.Box(l.sheet.Lines[m.Line].Words[m.First : m.Last+1]); nearInk(box, g.Box) {
				score = 0.95
			}
		}
		if hand && score < 0.9 {
			continue
		}
		found = true
		r.found[chart.SignaturePresent] = append(r.found[chart.SignaturePresent],
			hit{take: take{to: 1, norm: "yes", score: 1}, leaf: l, box: g.Box, value: "yes", score: score})
	}
	return found
}

// nearInk reports whether ink stands on or beside a label: up to 6 % of the page's height over it, never far below.
func nearInk(label, ink geom.Box) bool {
	return ink.Y1 > label.Y0-0.06 && ink.Y0 < label.Y1+0.03 && ink.X1 > label.X0-0.05 && ink.X0 < label.X1+0.35
}

// signingLines gives the labels of lines to sign on, whatever else their wording asks for.
func (l *leaf) signingLines() []layout.Match {
	var out []layout.Match
	for _, m := range l.sheet.Labels {
		text := l.sheet.Lines[m.Line].Text(m.First, m.Last)
		switch {
		case m.Key == "signature_date" || m.Key == layout.DateKey || strings.Contains(m.Phrase, "on file") || m.Phrase == "signed" && !m.Colon:
		case m.Key == layout.Signature, signingWord.MatchString(text) && m.Starts:
			out = append(out, m)
		}
	}
	return out
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
					r.signer(l, n)
					break
				}
			}
		}
	}
}

// signer takes the clinician who signs at the foot of a document for its provider.
func (r *reader) signer(l *leaf, words []layout.Word) {
	v := see(words)
	if t, ok := wholeName(v.text); ok && r.calls.must(chart.ProviderName) {
		r.add(l, chart.ProviderName, v, t, 0.7)
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
		if _, ok := wholeName(text); !ok && !attested.MatchString(text) { // print that goes on, a date, a form's number
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
	r.found[chart.SignaturePresent] = append(r.found[chart.SignaturePresent],
		hit{take: take{to: 1, norm: value, score: 1}, leaf: l, words: words, value: value, score: score})
}

// signedOn takes the date that follows "Electronically signed by …".
func (r *reader) signedOn(l *leaf, v view, from int) bool {
	t, ok := r.clock.date(v.text[from:], false)
	if ok {
		t.from, t.to = t.from+from, t.to+from
		r.add(l, chart.SignatureDate, v, t, 0.85)
	}
	return ok
}

// dateBeside takes the date of the label "Date" on the line of a signature.
func (r *reader) dateBeside(l *leaf, m layout.Match) bool {
	s := l.sheet
	for i := max(0, m.Line-2); i <= min(len(s.Lines)-1, m.Line+2); i++ {
		if d := s.Lines[i].Rect.MidY() - m.Rect.MidY(); d > 4*s.Body || d < -4*s.Body {
			continue
		}
		for _, o := range l.sheet.LabelsOf(i) {
			under := i == m.Line+1 && o.Starts && o.Colon && m.Colon && o.Rect.X0-m.Rect.X0 < s.Body && m.Rect.X0-o.Rect.X0 < s.Body
			if o.Key != layout.DateKey && o.Key != "signature_date" || o.Rect.X0 < m.Rect.X1-s.Body && !under {
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
