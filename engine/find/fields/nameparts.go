package fields

import (
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/layout"
)

// namePart takes the one or two words at "Last name" or "First name".
func (r *reader) namePart(l *leaf, m layout.Match) *hit {
	if c := r.context(l, m); c == whoseOther || c == whoseProvider || l.inTable(m.Line) || ofClinician(l, m) {
		return nil
	}
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
func (r *reader) addParts(l *leaf, last, first, middle *hit) {
	words := append(append([]layout.Word(nil), last.words...), first.words...)
	value := last.value + ", " + first.value
	norm := strings.ToUpper(value)
	if first.words[0].Rect.X0 < last.words[0].Rect.X0 && first.words[0].Rect.Y0 < last.words[0].Rect.Y1 {
		value = first.value + " " + last.value
	}
	if middle != nil && len(middle.value) < 20 {
		words = append(words, middle.words...)
		norm += " " + strings.ToUpper(strings.Trim(middle.value, "."))
		value += " " + middle.value
	}
	r.found[chart.PatientName] = append(r.found[chart.PatientName], hit{take: take{to: 1, norm: norm, score: 1}, leaf: l, words: words, value: value,
		score: 0.97 * min(last.score, first.score)})
}
