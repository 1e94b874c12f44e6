package fields

import (
	"regexp"
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/layout"
)

var (
	cityLine   = regexp.MustCompile(`[A-Za-zñáéíóú.'\- ]+,?\s+[A-Z]{2}\.?,?\s+[0-9OoIlSB]{5}(?:-[0-9]{4})?\b`)
	boxedStreet = regexp.MustCompile(`^\d{1,2}[a-z]?\.?\s+\d{1,6}[A-Za-z]?\s+\pL`)
	streetLine = regexp.MustCompile(`(?i)^(?:\d{1,6}[a-z]?(?:\s|-)|p\.?\s?o\.?\s*box\s)`)
)

// address takes a street and the city line that follows it: in one line, or in the lines under the label.
func (r *reader) address(l *leaf, m layout.Match) {
	n, weight := r.target(l, m)
	if !r.calls.wants(n) || weight == 0 || l.inTable(m.Line) {
		return
	}
	for _, c := range l.values(m) {
		if c.Place == layout.Above && !l.under {
			continue
		}
		words := c.Words
		if c.Place <= layout.Right {
			words = r.wrapped(l, m, words)
		}
		v := see(words)
		if t, ok := addressIn(v.text); ok {
			h := hit{take: t, leaf: l, words: v.cut(t.from, t.to), value: v.text[t.from:t.to], score: weight * l.placeScore(m, c, false) * t.score}
			h = r.withCity(l, m, h)
			r.found[n] = append(r.found[n], h)
			return
		}
	}
}

// addressIn takes an address out of a text: from the house number to the ZIP code, or to the end without one.
func addressIn(s string) (take, bool) {
	start := -1
	for i, t := range tokens(s) {
		if boxedStreet.MatchString(s[t.from:]) { // "8 482 OAK LN": the number of the card's box goes before
			continue
		}
		if streetLine.MatchString(s[t.from:]) {
			start = t.from
			break
		}
		if i > 4 {
			break
		}
	}
	if start < 0 {
		return take{}, false
	}
	end, score := len(s), 0.75
	if m := cityLine.FindStringIndex(s[start:]); m != nil {
		end, score = start+m[1], 1
	}
	text := strings.TrimRight(s[start:end], " ,.;")
	if len(text) < 8 || len(text) > 140 {
		return take{}, false
	}
	return take{from: start, to: start + len(text), norm: canonicalAddress(text), score: score}, true
}

func canonicalAddress(s string) string { return strings.ToUpper(strings.Join(strings.Fields(s), " ")) }

// wrapped adds the line below a value where it starts under the value and holds no label: an address that goes on.
func (r *reader) wrapped(l *leaf, m layout.Match, words []layout.Word) []layout.Word {
	if cityLine.MatchString(layout.Join(words)) {
		return words
	}
	x0 := words[0].Rect.X0
	for i := m.Line + 1; i < len(l.sheet.Lines) && i <= m.Line+3; i++ {
		line := &l.sheet.Lines[i]
		if line.Rect.Y0-words[0].Rect.Y1 > 2*l.sheet.Body || len(l.sheet.LabelsOf(i)) > 0 && l.sheet.LabelsOf(i)[0].Rect.X0 < x0+l.sheet.Body && l.sheet.LabelsOf(i)[0].Rect.X1 > x0 {
			break
		}
		for _, seg := range line.Segments {
			d := seg.Rect.X0 - x0
			if e := seg.Rect.X0 - m.Rect.X0; (d < -2*l.sheet.Body || d > 3*l.sheet.Body) && (e < -l.sheet.Body || e > l.sheet.Body) {
				continue
			}
			if cityLine.MatchString(line.Text(seg.First, seg.Last)) {
				return append(append([]layout.Word(nil), words...), line.Words[seg.First:seg.Last+1]...)
			}
		}
	}
	return words
}

// withCity completes a street from the labels City, State and ZIP that follow it.
func (r *reader) withCity(l *leaf, m layout.Match, h hit) hit {
	if cityLine.MatchString(h.value) {
		return h
	}
	parts := map[layout.Key]string{}
	var words []layout.Word
	for _, o := range l.sheet.Labels {
		if o.Line < m.Line || o.Line > m.Line+6 || o.Key != layout.City && o.Key != layout.State && o.Key != layout.Zip || parts[o.Key] != "" {
			continue
		}
		for _, c := range l.values(o) {
			ws := c.Words
			if len(c.Breaks) > 1 {
				ws = ws[:c.Breaks[1]]
			}
			if text := strings.Trim(layout.Join(ws), " ,"); placePart(o.Key, text) {
				parts[o.Key] = text
				words = append(words, ws...)
				break
			}
		}
	}
	if parts[layout.City] == "" || parts[layout.Zip] == "" && parts[layout.State] == "" {
		return h
	}
	h.value = strings.TrimSpace(h.value + ", " + parts[layout.City] + ", " + strings.TrimSpace(parts[layout.State]+" "+parts[layout.Zip]))
	h.norm = canonicalAddress(h.value)
	h.words = append(append([]layout.Word(nil), h.words...), words...)
	h.score = min(1, h.score*1.25)
	return h
}

var (
	stateShape = regexp.MustCompile(`^(?:[A-Za-z]{2}|[A-Z][a-z]+(?: [A-Z][a-z]+)?)$`)
	zipShape   = regexp.MustCompile(`^[0-9OoIlSB]{5}(?:-[0-9]{4})?$`)
)

// placePart reports whether a text can be what a label of an address asks for.
func placePart(k layout.Key, text string) bool {
	switch k {
	case layout.State:
		return stateShape.MatchString(text)
	case layout.Zip:
		return zipShape.MatchString(text)
	}
	return len(text) > 1 && len(text) < 40 && !hasDigit(text)
}

// facilityWords and payerWords are in the names of clinics and insurers.
var (
	facilityWords = words("hospital clinic medical center centre health healthcare associates laboratory laboratories lab labs practice physicians group diagnostics pathology imaging radiology " +
		"medicine internal primary specialty specialties pediatrics cardiology orthopedics dermatology oncology surgery surgical care wellness institute clinica hospice urgent memorial regional infirmary dental gastroenterology neurology " +
		"nephrology endocrinology pulmonary rehabilitation department pharmacy centro medico")
	payerWords = words("insurance health plan plans blue cross shield bluecross blueshield aetna cigna humana medicare medicaid kaiser anthem united unitedhealthcare mutual assurance benefit benefits hmo ppo " +
		"trust tricare alliance wellcare centene molina oscar care advantage coverage fund employee life seguros assurant payer indemnity")
	programme        = regexp.MustCompile(`(?i)^(medicare|medicaid|tricare) health insurance(?: card)?$`)
	planType         = regexp.MustCompile(`(?i)^(?:hmo|ppo|epo|pos|hdhp|ffs|indemnity|medicare (?:advantage|supplement)|(?:bronze|silver|gold|platinum)(?: \d+)?)$`)
	brands           = words("medicare medicaid aetna cigna humana anthem tricare kaiser molina wellcare centene oscar unitedhealthcare united ambetter champva")
	notOrganisations = words("patient name date dob phone fax page report results information form policy id member number please account signature of")
	placeEnds        = regexp.MustCompile(`\s+(?:[A-Z]{0,3}\d{2,}|(?i:medicare|medicaid)\s+(?i:advantage|supplement|hmo|ppo|part\b)|\(\d{3}\)|(?i:phone|tel|fax|npi|suite|p\.?o\.?)\b)|\s[|•·]\s|\s-\s|;`)
)

// organisation takes the name of a clinic or an insurer from the start of a text.
func organisation(s string) (take, bool) {
	end := len(s)
	if m := placeEnds.FindStringIndex(s); m != nil {
		end = m[0]
	}
	text := strings.TrimRight(s[:end], " ,:;")
	ts := tokens(text)
	if len(ts) == 0 || len(ts) > 9 || len(text) < 3 {
		return take{}, false
	}
	known, capitals, titles, own := false, 0, 0, false
	for _, t := range ts {
		w := bare(t.text)
		if titleWords[w] {
			titles++
		}
		own = own || !facilityWords[w] && !titleWords[w] && !kindWords[w] || brands[w]
		known = known || facilityWords[w] || payerWords[w]
		if t.text[0] >= 'A' && t.text[0] <= 'Z' || t.text[0] == '&' {
			capitals++
		}
	}
	if len(ts) <= 2 && hasDigit(text) || partNumber.MatchString(text+" ") { // "SECTION 3 INSURANCE", "Jan 1"
		return take{}, false
	}
	if m := programme.FindStringSubmatchIndex(text); m != nil { // "Medicare HEALTH INSURANCE" is the title of Medicare's card
		return take{to: m[3], score: 0.95}, true
	}
	if !letterStart(text) || notOrganisations[bare(ts[0].text)] || endsAsHeading(ts) || 2*capitals < len(ts) || 2*titles >= len(ts) || !own || planType.MatchString(text) {
		return take{}, false
	}
	score := 0.95
	if !known {
		score = 0.75
	}
	return take{to: len(text), score: score}, true
}

// endsAsHeading reports whether a text is the heading of a part of a form.
func endsAsHeading(ts []token) bool {
	switch bare(ts[len(ts)-1].text) {
	case "information", "details", "section", "number", "name", "address", "data", "id", "use", "only", "schedule", "specimen":
		return true
	}
	return false
}

// readLetterhead takes the facility or the payer from the name at the head of the first page.
func (r *reader) readLetterhead(l *leaf) {
	if l.order > 0 {
		return
	}
	want, vocabulary := chart.Facility, facilityWords
	switch r.doc.Type {
	case chart.InsuranceCard, chart.EOB, chart.DenialLetter:
		want, vocabulary = chart.Payer, payerWords
	case chart.IDCard:
		return
	case chart.ClaimForm:
		r.heads(l, chart.Payer, payerWords)
	}
	r.heads(l, want, vocabulary)
}

// heads offers the segments of the page's head as names of organisations.
func (r *reader) heads(l *leaf, want chart.FieldName, vocabulary map[string]bool) {
	s := l.sheet
	depth := 0.25
	if r.doc.Type == chart.FaxCover {
		depth = 0.5
	}
	if len(s.Lines) == 0 {
		return
	}
	top := s.Lines[0].Rect.Y0 // a card lies somewhere on its page
	for i := 0; i < len(s.Lines) && s.Lines[i].Rect.MidY()-top < depth*(s.Height-top); i++ {
		line := &s.Lines[i]
		for _, seg := range line.Segments {
			v := see(line.Words[seg.First : seg.Last+1])
			t, ok := organisation(v.text)
			if !ok || labelIn(s, i, seg) {
				continue
			}
			if score := letterhead(s, seg, v.text[t.from:t.to], vocabulary) + r.faxSide(l, i); score > 0.05 {
				r.add(l, want, v, t, score)
			}
		}
	}
}

var (
	sendsFax = regexp.MustCompile(`(?i)^(?:from|sender|sent by|de|originator|originating office|faxed by|from the office of|sending (?:office|facility))\b`)
	getsFax  = regexp.MustCompile(`(?i)^(?:to|addressee|recipient|attn|attention|send to|deliver to|para|receiver|for|cc|receiving (?:office|facility))\b`)
)

// faxSide says whether a line of a fax cover stands with the sender, whose organisation is wanted, or with the addressee.
func (r *reader) faxSide(l *leaf, i int) float64 {
	if r.doc.Type != chart.FaxCover {
		return 0
	}
	for k := i; k >= 0; k-- {
		text := l.sheet.Lines[k].Text(0, len(l.sheet.Lines[k].Words)-1)
		switch from, to := sendsFax.MatchString(text), getsFax.MatchString(text); {
		case from:
			return 0.3
		case to:
			return -0.3
		}
	}
	return 0
}

// titleWords are in the titles of documents, not in names of clinics.
var titleWords = words("report summary note form record list notice explanation statement card sheet request authorization consent letter registration results prescription information claim referral history instructions " +
	"discharge progress superbill immunization vaccination medication medications cover encounter department questionnaire intake denial")

// kindWords say what kind of work a department does; a name has a word more.
var kindWords = words("tissue anatomic anatomical surgical clinical diagnostic cytology histopathology histology biopsy of and the for office outpatient inpatient hospital-based molecular general group no number id member employer plan policy care from to by vaccine vaccines immunization information details benefit company/dental american association management records record release roi billing admissions registration")

// letterhead scores a segment as the name of an organisation: its words, its size and how far up it stands.
func letterhead(s *layout.Sheet, seg layout.Segment, text string, vocabulary map[string]bool) float64 {
	ts := tokens(text)
	if len(ts) > 8 || hasDigit(text) || strings.ContainsAny(text, ":@") {
		return 0
	}
	hits, titles := 0, 0
	for _, t := range ts {
		w := bare(t.text)
		if vocabulary[w] {
			hits++
		}
		if titleWords[w] {
			titles++
		}
	}
	if hits == 0 || titles > 0 {
		return 0
	}
	if low := strings.ToLower(text); vocabulary["hospital"] && (strings.Contains(low, "plan") || strings.Contains(low, "insurance") || strings.Contains(low, "hmo") || strings.Contains(low, "ppo") || brands[bare(ts[0].text)]) {
		return 0
	}
	score := 0.6 + 0.1*float64(min(hits, 2))
	if len(ts) == 1 && !brands[bare(ts[0].text)] {
		score -= 0.25
	}
	score += 0.25 * min(1, max(0, seg.Rect.Height()/s.Body-1))
	score -= 0.8 * (seg.Rect.MidY() - s.Lines[0].Rect.Y0) / s.Height
	return min(0.92, score)
}

// labelIn reports whether a label with a value stands in the segment.
func labelIn(s *layout.Sheet, line int, seg layout.Segment) bool {
	for _, m := range s.LabelsOf(line) {
		if m.First >= seg.First && m.First <= seg.Last && m.Colon {
			return true
		}
	}
	return false
}

// addressBlocks finds a street with its city under it that has no label: on a card, and under the name of the addressee
// who is the patient.
func (r *reader) addressBlocks(l *leaf) {
	s := l.sheet
	for i := range s.Lines {
		for _, seg := range s.Lines[i].Segments {
			street := see(s.Lines[i].Words[seg.First : seg.Last+1])
			if !streetLine.MatchString(street.text) || len(street.words) > 8 {
				continue
			}
			words := street.words
			if !cityLine.MatchString(street.text) {
				more := under(s, i, seg)
				if len(more) == 0 {
					continue
				}
				words = append(append([]layout.Word(nil), words...), more...)
			}
			v := see(words)
			t, ok := addressIn(v.text)
			if !ok || t.score < 1 {
				continue
			}
			r.addresseeName(l, i, seg)
			if score := r.addressee(l, i, seg); score > 0 {
				at := len(r.found[chart.Address])
				r.add(l, chart.Address, v, t, score)
				if len(street.words) < len(words) && len(r.found[chart.Address]) > at {
					h := &r.found[chart.Address][at] // printed in two lines, said in one
					head := strings.TrimRight(street.text[t.from:], " ,")
					h.value = head + ", " + strings.TrimSpace(h.value[min(len(h.value), len(street.text)-t.from):])
					h.norm = canonicalAddress(h.value)
				}
			}
		}
	}
}

// under gives the segment of the next line that is set under seg and holds city, state and ZIP code.
func under(s *layout.Sheet, i int, seg layout.Segment) []layout.Word {
	for k := i + 1; k < len(s.Lines) && k <= i+2; k++ {
		l := &s.Lines[k]
		for _, o := range l.Segments {
			if d := o.Rect.X0 - seg.Rect.X0; d > -2*s.Body && d < 2*s.Body && o.Rect.Y0-seg.Rect.Y1 < 2.2*s.Body && cityLine.MatchString(l.Text(o.First, o.Last)) {
				return l.Words[o.First : o.Last+1]
			}
		}
	}
	return nil
}

// addressee says how likely the block is the patient's: on a card of identity it is; elsewhere the line above must be the
// patient's name.
func (r *reader) addressee(l *leaf, i int, seg layout.Segment) float64 {
	if r.doc.Type == chart.IDCard {
		return 0.85
	}
	patient, _, ok := best(r.found[chart.PatientName])
	if !ok {
		return 0
	}
	for k := i - 1; k >= 0 && k >= i-2; k-- {
		line := &l.sheet.Lines[k]
		for _, o := range line.Segments {
			if d := o.Rect.X0 - seg.Rect.X0; d > -2*l.sheet.Body && d < 2*l.sheet.Body {
				if t, ok := name(line.Text(o.First, o.Last)); ok && keyOf(hit{take: t}) == keyOf(patient) {
					return 0.75
				}
			}
		}
	}
	return 0
}

// addresseeName takes the name over an address on a payer's letter: that of the member it is sent to.
func (r *reader) addresseeName(l *leaf, i int, seg layout.Segment) {
	letter := r.doc.Type == chart.DenialLetter || r.doc.Type == chart.EOB
	if !letter && r.doc.Type != chart.LabReport && r.doc.Type != chart.Superbill && r.doc.Type != chart.MedicationList || i == 0 || l.order > 0 {
		return
	}
	line := &l.sheet.Lines[i-1]
	for _, o := range line.Segments {
		if d := o.Rect.X0 - seg.Rect.X0; d < -2*l.sheet.Body || d > 2*l.sheet.Body {
			continue
		}
		v := see(line.Words[o.First : o.Last+1])
		if t, ok := name(v.text); ok && len(v.text)-t.to < 4 {
			r.add(l, chart.PatientName, v, t, 0.5)
		}
	}
}
