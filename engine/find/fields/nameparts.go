package fields

import (
	"math"
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/layout"
)

// nameParts are the parts of a person's name where a form asks for them one by one.
type nameParts struct{ last, first, middle *hit }

// partKey is what a label asks for: "Nombre" beside "Apellidos" is the given name, alone it is the whole one.
func partKey(l *leaf, m layout.Match) layout.Key {
	if (m.Key == layout.Name || m.Key == layout.Key(chart.PatientName)) && strings.HasPrefix(m.Phrase, "nombre") {
		for _, o := range l.sheet.LabelsOf(m.Line) {
			if o.Key == layout.LastName {
				return layout.FirstName
			}
		}
	}
	return m.Key
}

// put keeps the first of each part; nil is none. A middle name stands on the line of the first name or right under it: below a
// box that was left empty stands something else.
func (p *nameParts) put(k layout.Key, h *hit) {
	switch {
	case h == nil:
	case k == layout.LastName && p.last == nil:
		p.last = h
	case k == layout.FirstName && p.first == nil:
		p.first = h
	case k == layout.MiddleName && p.middle == nil && p.first != nil && alongside(p.first, h):
		p.middle = h
	}
}

// alongside reports whether two parts of a name stand on one line or at one edge.
func alongside(a, b *hit) bool {
	p, q := a.words[0].Rect, b.words[0].Rect
	return q.MidY() > p.Y0 && q.MidY() < p.Y1 || p.X0 > q.X0-1 && p.X0 < q.X0+1
}

// partsOf says whose name a label of a part asks for; "" for nobody of ours.
func (r *reader) partsOf(l *leaf, m layout.Match) chart.FieldName {
	switch around := r.context(l, m); {
	case around == whoseOther || l.inTable(m.Line):
		return ""
	case around == whoseProvider || ofClinician(l, m):
		return chart.ProviderName
	}
	return chart.PatientName
}

// namePart takes the one or two words at "Last name" or "First name".
func (r *reader) namePart(l *leaf, m layout.Match) *hit {
	for _, c := range l.values(m) {
		if c.Place == layout.Above && m.Colon {
			continue
		}
		v := see(c.Words)
		ts := tokens(v.text)
		end := 0
		for i, t := range ts {
			if i == 3 || !nameLike(t.text) || i > 0 && len(c.Breaks) > 1 && i >= c.Breaks[1] {
				break
			}
			end = t.to
		}
		if end == 0 {
			continue
		}
		return &hit{take: take{to: end, score: 1}, leaf: l, words: v.cut(0, end), value: strings.Trim(v.text[:end], ",.; "), score: l.placeScore(m, c, false)}
	}
	return nil
}

// ofClinician reports whether the line or the one above says that the name is a clinician's: "76 ATTENDING … / LAST … FIRST".
func ofClinician(l *leaf, m layout.Match) bool {
	for i := max(0, m.Line-1); i <= m.Line; i++ {
		line := &l.sheet.Lines[i]
		if m.Rect.Y0-line.Rect.Y1 > 1.5*l.sheet.Body {
			continue
		}
		for _, w := range line.Words {
			switch bare(w.Text) {
			case "attending", "operating", "rendering", "prescriber", "surgeon":
				if w.Rect.X0 <= m.Rect.X1+2*l.sheet.Body {
					return true
				}
			}
		}
	}
	return false
}

// readStacked takes the name of a card of identity that is printed in two lines over the address, the family name first: "VALLADARES"
// over "MIRIAM SOLEDAD" over "1409 LEE HWY". Cards of all states may number the lines (1, 2 and 8) or name them.
func (r *reader) readStacked(l *leaf, street int, seg layout.Segment) {
	given, at := l.lineOver(street, seg.Rect)
	if at < 0 {
		return
	}
	family, _ := l.lineOver(at, given[0].Rect)
	first, last := see(given), see(family)
	if !stackedPart(last.text) || !stackedPart(first.text) || !familyLike(last.text) {
		return
	}
	norm := strings.ToUpper(strings.Trim(last.text, ", ") + ", " + strings.ReplaceAll(first.text, ",", ""))
	r.found[chart.PatientName] = append(r.found[chart.PatientName], hit{take: take{to: 1, norm: norm, score: 1}, leaf: l,
		words: append(append([]layout.Word(nil), family...), given...), value: strings.Trim(last.text, ", ") + ", " + strings.Trim(first.text, ", "), score: 0.9})
}

// lineOver gives the words right over a place of a card and at the same left edge, without the number of their line.
func (l *leaf) lineOver(line int, under layout.Rect) ([]layout.Word, int) {
	if line == 0 {
		return nil, -1
	}
	o := &l.sheet.Lines[line-1]
	if under.Y0-o.Rect.Y1 > 2*l.sheet.Body {
		return nil, -1
	}
	for _, s := range o.Segments {
		if s.First < s.Last && enumerator.MatchString(o.Words[s.First].Text) {
			s.First++
		}
		if d := o.Words[s.First].Rect.X0 - under.X0; d > -2*l.sheet.Body && d < 2*l.sheet.Body {
			return o.Words[s.First : s.Last+1], line - 1
		}
	}
	return nil, -1
}

// stackedPart reports whether a line is a part of a name and nothing else.
func stackedPart(s string) bool {
	ts := tokens(s)
	for _, t := range ts {
		if !nameLike(t.text) || orgWords[bare(t.text)] {
			return false
		}
	}
	return len(ts) > 0 && len(ts) < 4
}

// familyLike reports whether a line can be a family name: no word of the language that is nobody's name, and no state.
func familyLike(s string) bool {
	state := true
	for _, w := range tokens(s) {
		e := known(w.text)
		if e.Surname == 0 && (e.Word > 0 || e.Clinical) && !particles[bare(w.text)] {
			return false
		}
		state = state && stateWord[bare(w.text)]
	}
	return !state
}

// stateWord are the words of the names of the states.
var stateWord = words("alabama alaska arizona arkansas california colorado connecticut delaware florida georgia hawaii idaho illinois indiana iowa kansas " +
	"kentucky louisiana maine maryland massachusetts michigan minnesota mississippi missouri montana nebraska nevada new hampshire jersey mexico york north south " +
	"carolina dakota ohio oklahoma oregon pennsylvania rhode island tennessee texas utah vermont virginia west washington wisconsin wyoming puerto rico usa")

// addParts makes a name of its parts, printed in the order of the page.
func (r *reader) addParts(l *leaf, n chart.FieldName, p nameParts) {
	if p.last == nil || p.first == nil || !r.calls.wants(n) {
		return
	}
	words := append(append([]layout.Word(nil), p.last.words...), p.first.words...)
	value := p.last.value + ", " + p.first.value
	norm := strings.ToUpper(value)
	if p.first.words[0].Rect.X0 < p.last.words[0].Rect.X0 && p.first.words[0].Rect.Y0 < p.last.words[0].Rect.Y1 {
		value = p.first.value + " " + p.last.value
	}
	if p.middle != nil && len(p.middle.value) < 20 {
		words = append(words, p.middle.words...)
		norm += " " + strings.ToUpper(strings.Trim(p.middle.value, "."))
		value += " " + p.middle.value
	}
	r.found[n] = append(r.found[n], hit{take: take{to: 1, norm: norm, score: 1}, leaf: l, words: words, value: value, score: 0.97 * min(p.last.score, p.first.score)})
}

// isPerson reports whether a field is the name of a person.
func isPerson(n chart.FieldName) bool {
	return n == chart.PatientName || n == chart.ProviderName || n == chart.ReferringProvider
}

// nameOn goes on over the gaps between the parts of a name: small ones, "Rupert  Achong", "GUTHRIE-MBAYE  AISSATOU", and those of
// columns that a system fills up with blanks, "SVOBODA         LORETTA     J".
func (l *leaf) nameOn(first layout.Word, line int) []layout.Word {
	ws := l.sheet.Lines[line].Words
	for i := range ws {
		if ws[i] != first || !nameLike(first.Text) {
			continue
		}
		end := i + 1
		for end < len(ws) && end < i+4 && nameLike(ws[end].Text) && (l.gapBefore(ws, end) < 3 || l.filledUp(ws, i, end)) {
			end++
		}
		return ws[i:end]
	}
	return []layout.Word{first}
}

// gapBefore is the gap before a word of a line in heights of the body text; past the line there is no end of it.
func (l *leaf) gapBefore(ws []layout.Word, i int) float64 {
	if i >= len(ws) {
		return math.Inf(1)
	}
	return (ws[i].Rect.X0 - ws[i-1].Rect.X1) / l.sheet.Body
}

// filledUp reports whether a word alone in its column goes on with a name in capitals that begins at another: a given name or what no
// list holds behind a family name, and an initial behind both, if it is no letter for the sex.
func (l *leaf) filledUp(ws []layout.Word, from, i int) bool {
	w := ws[i].Text
	if w != strings.ToUpper(w) || ws[from].Text != strings.ToUpper(ws[from].Text) || len(ws[from].Text) < 2 || l.gapBefore(ws, i) > 14 || l.gapBefore(ws, i+1) < 1.5 {
		return false
	}
	if i == from+2 {
		return len(w) == 1 && !strings.Contains("MFUX", w)
	}
	e := known(w)
	return i == from+1 && len(w) > 2 && (e.Given > 0 || !e.Known())
}

// columns reports whether the first two words of a name stand in columns of their own.
func (l *leaf) columns(ws []layout.Word) bool { return len(ws) > 1 && l.gapBefore(ws, 1) >= 3 }

// familyColumn puts the first column's word first in a name, "TESFAYE         MULUGETA": systems that fill up columns begin with the
// family name, whatever the lists know of its words.
func familyColumn(norm string, first layout.Word) string {
	family := strings.ToUpper(strings.Trim(first.Text, ",."))
	if last, given, ok := strings.Cut(norm, ", "); ok && given == family {
		return family + ", " + last
	}
	return norm
}
