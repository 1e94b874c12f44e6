package fields

import (
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/layout"
)

// nameParts are the parts of a person's name where a form asks for them one by one.
type nameParts struct{ last, first, middle *hit }

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
