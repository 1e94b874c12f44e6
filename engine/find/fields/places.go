package fields

import (
	"regexp"
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/layout"
)

// stateNames are the states spelt out.
const stateNames = `Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|Idaho|Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|New Hampshire|New Jersey|New Mexico|New York|North Carolina|North Dakota|Ohio|Oklahoma|Oregon|Pennsylvania|Puerto Rico|Rhode Island|South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont|Virginia|Washington|West Virginia|Wisconsin|Wyoming`

var (
	cityLine    = regexp.MustCompile(`[A-Za-zñáéíóú.'\- ]+,?\s+(?:[A-Z]{2}|[A-Z][a-z]{1,4}\.|(?i:` + stateNames + `))\.?,?\s+[0-9OoIlSB]{5}(?:-[0-9]{4})?\b|[A-Za-zñáéíóú.'\-, ]+\b(?:[A-Z]\d[A-Z] ?\d[A-Z]\d|[A-Z]{1,2}\d{1,2}[A-Z]? \d[A-Z]{2})\b`) // also of Canada and Britain
	boxedStreet = regexp.MustCompile(`^\d{1,2}[a-z]?\.?\s+\d{1,6}[A-Za-z]?\s+\pL`)
	streetLine  = regexp.MustCompile(`(?i)^(?:\d{1,6}[a-z]?(?:\s|-)|p\.?\s?o\.?\s*box\s|(?:r\.?r\.?|rt\.?|rte\.?|route|hcr?|hc)\s*#?\d+,?\s+box\s|(?:urb|bo|calle|carr|parc|res)\.?\s+\S+.*\d)`)
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
			place := weight * l.placeScore(m, c, false)
			h := hit{take: t, leaf: l, words: v.cut(t.from, t.to), value: v.text[t.from:t.to], score: place * t.score}
			h.overLines()
			h = r.withCity(l, m, h)
			if on := see(l.onward(words)); c.Place > layout.Right && !hasZip.MatchString(h.value) && cityLine.MatchString(on.text) {
				if t, ok := addressIn(on.text); ok {
					h.take, h.words, h.value, h.score = t, on.cut(t.from, t.to), on.text[t.from:t.to], place*t.score
				}
			}
			r.found[n] = append(r.found[n], h)
			return
		}
	}
}

// overLines puts a comma where an address goes over to the line of its city.
func (h *hit) overLines() {
	for k := 1; k < len(h.words); k++ {
		if a, b := h.words[k-1], h.words[k]; b.Rect.Y0 > a.Rect.MidY() && !strings.HasSuffix(a.Text, ",") && layout.Join(h.words) == h.value && cityLine.MatchString(layout.Join(h.words[k:])) {
			h.value = layout.Join(h.words[:k]) + ", " + layout.Join(h.words[k:])
			h.norm = canonicalAddress(h.value)
			return
		}
	}
}

// onward gives the words with those that follow on their line up to a ZIP code: a form may have a cell for each part of an
// address.
func (l *leaf) onward(words []layout.Word) []layout.Word {
	last := words[len(words)-1]
	for i := range l.sheet.Lines {
		line := &l.sheet.Lines[i]
		for k := range line.Words {
			if line.Words[k] != last {
				continue
			}
			for end := k + 1; end < len(line.Words) && end < k+7; end++ {
				if zipShape.MatchString(line.Words[end].Text) {
					return append(append([]layout.Word(nil), words...), line.Words[k+1:end+1]...)
				}
			}
			return words
		}
	}
	return words
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
	if city := parts[layout.City]; cityLine.MatchString(city) { // "City/State/Zip: Duluth, MN 55811"
		h.value += ", " + city
		h.norm = canonicalAddress(h.value)
		h.words = append(append([]layout.Word(nil), h.words...), words...)
		h.score = min(1, h.score*1.25)
		return h
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
	hasZip     = regexp.MustCompile(`[0-9]{5}(?:-[0-9]{4})?$`)
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
	return len(text) > 1 && len(text) < 48 && (!hasDigit(text) || cityLine.MatchString(text))
}

// addressBlocks finds a street with its city under it that has no label: on a card, and under the name of the addressee
// who is the patient.
func (r *reader) addressBlocks(l *leaf) {
	s := l.sheet
	for i := range s.Lines {
		for _, seg := range s.Lines[i].Segments {
			if r.doc.Type == chart.IDCard && seg.Last > seg.First && enumerator.MatchString(s.Lines[i].Words[seg.First].Text) { // "8. 1409 PECAN GROVE DR"
				seg.First++
				seg.Rect.X0 = s.Lines[i].Words[seg.First].Rect.X0
			}
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
			if r.doc.Type == chart.IDCard {
				r.readStacked(l, i, seg)
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

// townBeside gives the cells to the right of a street that hold its town, state and ZIP code, in one cell or in several.
func townBeside(s *layout.Sheet, i int, seg layout.Segment) []layout.Word {
	l := &s.Lines[i]
	if !streetLine.MatchString(l.Text(seg.First, seg.Last)) || cityLine.MatchString(l.Text(seg.First, seg.Last)) {
		return nil
	}
	for end := seg.Last + 1; end < len(l.Words) && end <= seg.Last+7; end++ {
		for _, m := range s.LabelsOf(i) {
			if end >= m.First && end <= m.Last {
				return nil
			}
		}
		if m := cityLine.FindStringIndex(l.Text(seg.Last+1, end)); m != nil && m[0] == 0 && (end+1 == len(l.Words) || !hasDigit(l.Words[end+1].Text)) {
			return l.Words[seg.Last+1 : end+1]
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

// namesAddressee are the documents on which the name over an address without a label is the patient's.
var namesAddressee = map[chart.Type]bool{chart.DenialLetter: true, chart.EOB: true, chart.LabReport: true, chart.Superbill: true, chart.MedicationList: true, chart.IDCard: true}

// addresseeName takes the name over an address on a payer's letter: that of the member it is sent to.
func (r *reader) addresseeName(l *leaf, i int, seg layout.Segment) {
	if !namesAddressee[r.doc.Type] || i == 0 || l.order > 0 || seg.Rect.MidY() > 0.6*l.sheet.Height {
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
