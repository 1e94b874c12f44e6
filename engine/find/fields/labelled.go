package fields

import (
	"regexp"
	"sort"
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/layout"
)

// grammarOf gives the grammar of a field that a label names; nil for fields that stand in lists.
func (r *reader) grammarOf(n chart.FieldName) func(string) (take, bool) {
	switch n {
	case chart.PatientName:
		return name
	case chart.ProviderName, chart.ReferringProvider:
		return clinicianName
	case chart.DateOfBirth:
		return func(s string) (take, bool) { return r.clock.date(s, true) }
	case chart.DateOfService, chart.AdmissionDate, chart.DischargeDate, chart.CollectedDate, chart.ReportedDate, chart.SignatureDate:
		return func(s string) (take, bool) { return r.clock.date(s, false) }
	case chart.Sex:
		return sexOrBox
	case chart.MRN:
		return func(s string) (take, bool) {
			t, ok := id(s, 4)
			return t, ok && !sumLike.MatchString(t.norm) && !phoneLike.MatchString(s[t.from:t.to])
		}
	case chart.AccountNumber, chart.MemberID, chart.ClaimNumber:
		return func(s string) (take, bool) { return id(s, 4) }
	case chart.GroupNumber:
		return func(s string) (take, bool) { return id(s, 3) }
	case chart.SSN:
		return ssn
	case chart.Phone:
		return phone
	case chart.Email:
		return email
	case chart.ProviderNPI:
		return npi
	case chart.TotalCharge:
		return money
	case chart.Payer, chart.Facility:
		return organisation
	case chart.DiagnosisCode:
		return func(s string) (take, bool) {
			if ts := icd(s, true); len(ts) > 0 {
				return ts[0], true
			}
			return take{}, false
		}
	}
	return nil
}

// sumLike is an amount of money.
var sumLike = regexp.MustCompile(`^\d+\.\d{2}$`)
var onlySurname = regexp.MustCompile(`^D[Rr]a?\.?\s+([\p{Lu}][\p{L}'’\-]{2,})[.,]?$`)

// clinicianName takes a clinician's name, of which a form may have the family name only: "Dr. Long".
func clinicianName(s string) (take, bool) {
	if m := onlySurname.FindStringSubmatchIndex(s); m != nil && !orgWords[bare(s[m[2]:m[3]])] && !notNames[bare(s[m[2]:m[3]])] {
		return take{to: m[3], norm: strings.ToUpper(s[m[2]:m[3]]), score: 0.7}, true
	}
	return name(s)
}

// phoneLike is how telephone numbers are written and record numbers are not.
var phoneLike = regexp.MustCompile(`^\(?\d{3}[).\-]\s?\d{3}[.\-]\d{4}$`)

// readLabels offers what stands at every label to the field's grammar.
func (r *reader) readLabels(l *leaf) {
	l.under = r.labelsUnder(l)
	var patient, clinician nameParts
	for _, m := range l.sheet.Labels {
		switch key := partKey(l, m); key {
		case layout.LastName, layout.FirstName, layout.MiddleName:
			switch r.partsOf(l, m) {
			case chart.PatientName:
				patient.put(key, r.namePart(l, m))
			case chart.ProviderName:
				clinician.put(key, r.namePart(l, m))
			}
		case "address":
			r.address(l, m)
		case "procedure_code", "diagnosis_code":
			r.codesAt(l, m)
		default:
			r.labelled(l, m)
		}
	}
	r.addParts(l, chart.PatientName, patient)
	r.addParts(l, chart.ProviderName, clinician)
}

// placeScore is how far a value is trusted for where it stands. Where a form prints its labels under the lines to write
// on, above and below change places.
func (l *leaf) placeScore(m layout.Match, c layout.Candidate, direct bool) float64 {
	place := c.Place
	under := l.under || l.captioned(m)
	if under && !m.Colon && place == layout.Below {
		place = layout.Above
	} else if under && !m.Colon && place == layout.Above {
		place = layout.Below
	}
	switch place {
	case layout.Beside:
		if m.Colon {
			return 1
		}
		return 0.86
	case layout.Right:
		v := 0.95
		if !m.Colon {
			v = 0.9
		}
		return max(0.4, v-max(0, c.Gap-25)*0.01)
	case layout.Wrapped:
		return 0.8
	case layout.Below:
		if m.Ends && !m.Colon {
			return 0.9 - 0.04*c.Gap
		}
		if direct {
			return 0.35
		}
		return 0.8 - 0.05*c.Gap
	}
	if m.Colon {
		return 0.1
	}
	return 0.5
}

// captioned reports whether a label in brackets is set as the caption under a line: "(last)   (first)   (middle)".
func (l *leaf) captioned(m layout.Match) bool {
	ws := l.sheet.Lines[m.Line].Words
	return m.Starts && m.Ends && strings.HasPrefix(ws[m.First].Text, "(") && strings.HasSuffix(ws[m.Last].Text, ")")
}

// small reports whether a page is set without capitals.
func small(p *chart.Page) bool {
	low, high := 0, 0
	for _, w := range p.Words {
		for _, c := range w.Text.Reveal() {
			switch {
			case c >= 'a' && c <= 'z':
				low++
			case c >= 'A' && c <= 'Z':
				high++
			}
		}
	}
	return low > 60 && 40*high < low
}

// withCapitals gives each word of a text a capital; the text keeps its length.
func withCapitals(s string) string {
	b := []byte(s)
	for i := range b {
		if b[i] >= 'a' && b[i] <= 'z' && (i == 0 || b[i-1] == ' ') {
			b[i] -= 'a' - 'A'
		}
	}
	return string(b)
}

// labelled offers each place at a label to the grammar and keeps the best.
func (r *reader) labelled(l *leaf, m layout.Match) {
	n, weight := r.target(l, m)
	grammar := r.grammarOf(n)
	if grammar == nil || weight == 0 || l.inTable(m.Line) && !m.Colon && n != chart.TotalCharge && !l.pairInTable(m) {
		return
	}
	best := r.bestAt(l, m, n, weight, grammar)
	if best.score == 0 && n == chart.PatientName && numberToo[m.Phrase] { // "Member INH00417820"
		if r.calls.wants(chart.MemberID) {
			r.memberNumber(l, m)
		}
		return
	}
	if n == chart.Payer && personLike(best.value) && likeOrganisation(best.value, payersOwn) < evident { // who is billed
		return
	}
	best.minor = n == chart.ProviderName && l.minorLabel(m) || n == chart.PatientName && !strings.Contains(m.Phrase, "patient") && !strings.Contains(m.Phrase, "paciente")
	if n == chart.DateOfBirth && (strings.Contains(m.Phrase, "sex") || strings.Contains(m.Phrase, "gender")) && best.score > 0 {
		r.sexAfter(l, m, best)
	}
	if n == chart.Sex && best.score > 0 {
		best = r.sexBoxes(l, m, best)
	}
	if best.score > 0 && r.calls.asks(n) {
		r.found[n] = append(r.found[n], best)
	}
}

// numberToo are labels of persons that a number may answer.
var numberToo = map[string]bool{"member": true, "enrollee": true, "beneficiary": true, "recipient": true}

var (
	bracketedNumber = regexp.MustCompile(`^,?\s*\(#?(\d{4,10})\)`)
	numberBefore    = regexp.MustCompile(`^#?(\d{4,10}) [-–] `)
)

// numberAround takes the record's number in brackets behind a patient's name, "Castellano, Fiorella (10552)", or before it.
func (r *reader) numberAround(l *leaf, v view, t take) {
	at := t.to
	m := bracketedNumber.FindStringSubmatchIndex(v.text[at:])
	if m == nil {
		at = 0
		m = numberBefore.FindStringSubmatchIndex(v.text[:t.from])
	}
	if m != nil {
		r.add(l, chart.MRN, v, take{from: at + m[2], to: at + m[3], norm: v.text[at+m[2] : at+m[3]], score: 1}, 0.7)
	}
}

// memberNumber takes the number that stands where a member's name could.
func (r *reader) memberNumber(l *leaf, m layout.Match) {
	for _, c := range l.sheet.Values(m) {
		v := see(c.Words)
		if t, ok := id(v.text, 6); ok && t.from == 0 && c.Place <= layout.Right {
			r.add(l, chart.MemberID, v, t, 0.7)
			return
		}
	}
}

// splitValue takes the part of a value that answers one half of a label: "Plan/Group   Lakeside Unified / 66120-0002".
func splitValue(m layout.Match, s string, grammar func(string) (take, bool)) (take, bool) {
	at := strings.Index(s, " / ")
	if at < 0 || strings.Count(s, " / ") > 1 || m.Part == 0 && !strings.Contains(m.Phrase, "/") {
		return take{}, false
	}
	from, half := 0, s[:at]
	second := m.Part == 2 || m.Part == 0 && m.Key == "group_number" && strings.HasPrefix(m.Phrase, "plan")
	if second {
		from, half = at+3, s[at+3:]
	}
	t, ok := grammar(half)
	t.from, t.to = t.from+from, t.to+from
	return t, ok && t.score > 0.8
}

// bestAt gives the best of what stands at a label, the zero hit for none.
func (r *reader) bestAt(l *leaf, m layout.Match, n chart.FieldName, weight float64, grammar func(string) (take, bool)) hit {
	var best hit
	direct := false
	for _, c := range l.sheet.Values(m) {
		words := c.Words
		if c.Place == layout.Below && len(c.Breaks) > 1 {
			words = words[:c.Breaks[1]]
		}
		switch {
		case namesOf[n] && c.Place >= layout.Below:
			words = l.firstCell(words)
		case isPerson(n) && c.Place <= layout.Right && len(words) == 1:
			words = l.nameOn(words[0], m.Line)
		}
		v := see(words)
		direct = direct || c.Place <= layout.Right
		t, ok := l.take(m, n, v.text, grammar)
		if !ok {
			continue
		}
		if isPerson(n) && l.columns(words) {
			t.norm = familyColumn(t.norm, words[0])
		}
		score := weight * l.placeScore(m, c, direct) * (0.6 + 0.4*m.Quality) * lead(t, m.Colon || c.Place > layout.Right)
		if n == chart.Phone && t.from > 4 && letterStart(v.text) { // "Mobile Drug 217-555-0116", "Mobile, AL"
			score *= 0.4
		}
		if n == chart.PatientName && strings.Contains(m.Phrase, "/ #") {
			r.numberBehind(l, v, t.to)
		} else if n == chart.PatientName && c.Place <= layout.Right {
			r.numberAround(l, v, t)
		}
		if score*t.score > best.score {
			best = hit{take: t, leaf: l, words: v.cut(t.from, t.to), value: v.text[t.from:t.to], score: score * t.score}
		}
	}
	return best
}

// firstCell cuts words of a line where the next cell begins, once they can be a name: "Vandersloot, Pieter J      M".
func (l *leaf) firstCell(words []layout.Word) []layout.Word {
	for i := 2; i < len(words); i++ {
		if a, b := words[i-1].Rect, words[i].Rect; b.Y0 < a.Y1 && b.X0-a.X1 > 2.2*l.sheet.Body {
			return words[:i]
		}
	}
	return words
}

// take offers a text to the grammar of what a label asks for: as it stands, with capitals where the page has none, or the half that
// answers the label's.
func (l *leaf) take(m layout.Match, n chart.FieldName, text string, grammar func(string) (take, bool)) (take, bool) {
	t, ok := grammar(text)
	if !ok && namesOf[n] && lowerCase(text) && small(l.page) {
		t, ok = grammar(withCapitals(text))
	}
	if split, found := splitValue(m, text, grammar); found && (!ok || split.from != t.from) {
		return split, true
	}
	return t, ok
}

// namesOf are the fields whose values are written with capitals.
var namesOf = map[chart.FieldName]bool{chart.PatientName: true, chart.ProviderName: true, chart.ReferringProvider: true, chart.Payer: true, chart.Facility: true}

// pairInTable reports whether a label in what looks like a table has its value in the next cell: a block of labels and
// values in columns can look like one. The header of a table has none.
func (l *leaf) pairInTable(m layout.Match) bool {
	if !m.Starts || m.Quality < 1 {
		return false
	}
	if l.headsTable(m.Line) {
		return false
	}
	if !m.Ends { // "Gender Male" in one cell
		return m.Key == "sex" || m.Key == "date_of_birth" || m.Key == "mrn" || m.Key == "account_number" || m.Key == "date_of_service"
	}
	line := &l.sheet.Lines[m.Line]
	next := m.Segment + 1
	return m.Segment < 4 && next < len(line.Segments) && !labelIn(l.sheet, m.Line, line.Segments[next])
}

// lead is lower the more text stands between the label and its value; where words of a sentence do, the word that looked
// like a label was one of them.
func lead(t take, sure bool) float64 {
	if t.from <= 4 {
		return 1
	}
	if !sure && t.from > 10 {
		return 0.3
	}
	return max(0.5, 1-float64(t.from)/60)
}

// values gives what may be the value of a label, the likeliest first by the habit of the page.
func (l *leaf) values(m layout.Match) []layout.Candidate {
	cs := l.sheet.Values(m)
	sort.SliceStable(cs, func(a, b int) bool { return l.placeScore(m, cs[a], false) > l.placeScore(m, cs[b], false) })
	return cs
}

// codesAt takes every code beside or below a label of codes.
func (r *reader) codesAt(l *leaf, m layout.Match) {
	if l.inTable(m.Line) {
		return
	}
	n := chart.FieldName(m.Key)
	for _, c := range l.sheet.Values(m) {
		if c.Place == layout.Above {
			return
		}
		v := see(c.Words)
		ts := cpt(v.text)
		if n == chart.DiagnosisCode {
			ts = icd(v.text, true)
		}
		for _, t := range ts {
			if n == chart.ProcedureCode && zipBefore(v.text, t.from) {
				continue
			}
			r.add(l, n, v, t, 0.95*l.placeScore(m, c, false))
		}
		if len(ts) > 0 {
			return
		}
	}
}

// zipBefore reports whether a state stands before the code: then it is a ZIP code.
func zipBefore(s string, at int) bool {
	f := strings.Fields(s[:at])
	return len(f) > 0 && len(f[len(f)-1]) == 2 && upperCase(f[len(f)-1])
}
