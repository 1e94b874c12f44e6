package fields

import (
	"math"
	"regexp"
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/layout"
)

// Why a plan does not pay, and the days of its letters.

// denial takes the sentence that says why a claim was denied: after its label, or out of running text.
func (r *reader) denial(l *leaf, v view) {
	for _, m := range l.sheet.Labels {
		if m.Key != "denial_reason" || !m.Colon && !m.Ends || !m.Starts {
			continue
		}
		its := l.section(m)
		var ws []layout.Word
		for k, it := range its[:min(len(its), 4)] {
			if k > 0 && it.words[0].Rect.Y0-ws[len(ws)-1].Rect.Y1 > 1.3*l.sheet.Body { // another paragraph
				break
			}
			ws = append(ws, it.words...)
		}
		p, choice := l.choice(see(ws))
		r.addReason(l, p, 0.93)
		if choice || len(p.text) > 8 {
			return
		}
	}
	for _, m := range denialInText.FindAllStringSubmatchIndex(v.text, 3) {
		if asMarked.MatchString(v.text[m[0]:min(len(v.text), m[2]+60)]) { // a list of reasons with a box at each
			if p, choice := l.choice(l.after(v.cut(m[2], m[3]))); choice {
				r.addReason(l, p, 0.85)
			}
			return
		}
		if p, choice := l.choice(see(v.cut(m[2], m[3]))); choice {
			r.addReason(l, p, 0.8)
			return
		}
		if n := sentence(v.text[m[2]:m[3]]); n > 8 {
			r.add(l, chart.DenialReason, v, take{from: m[2], to: m[2] + n, score: 1}, 0.8)
			return
		}
	}
}

// addReason takes the first sentence of a text without the number that it has in a list: "21. Treatment not medically necessary".
func (r *reader) addReason(l *leaf, v view, score float64) {
	from := len(reasonNumber.FindString(v.text))
	if n := sentence(v.text[from:]); n > 8 {
		r.add(l, chart.DenialReason, v, take{from: from, to: from + n, score: 1}, score)
	}
}

var reasonNumber = regexp.MustCompile(`^\(?(?:\d{1,2}|[a-hA-H])[.)]\s+`)

// asMarked announces reasons of which one is marked.
var asMarked = regexp.MustCompile(`(?i)\b(?:items?|reasons?|boxe?s?)(?: \(?s?\)?)? (?:that (?:is|are) )?(?:marked|checked|ticked|indicated)|(?:marked|checked|ticked) below`)

// after gives the words of the lines that follow the line of the first word.
func (l *leaf) after(words []layout.Word) view {
	var out []layout.Word
	if len(words) == 0 {
		return view{}
	}
	for i := range l.sheet.Lines {
		if line := &l.sheet.Lines[i]; line.Rect.MidY() > words[0].Rect.Y1 && len(out) < 160 {
			out = append(out, line.Words...)
		}
	}
	return see(out)
}

// codeOfReason is the number of a reason behind its words: "TIMELY FILING LIMIT EXCEEDED (CODE 29)".
var codeOfReason = regexp.MustCompile(`(?i)\s\((?:code|carc|rarc|reason|co|pr|oa)[ -]?[a-z]{0,2}\s?-?\d+[a-z]?\)`)

// sentence is the length of the first sentence of a text, without its full stop.
func sentence(s string) int {
	end := min(len(s), 400)
	if m := sentenceEnd.FindStringIndex(s[:end]); m != nil {
		end = m[0]
	}
	if m := codeOfReason.FindStringIndex(s[:end]); m != nil && m[0] > 8 {
		end = m[0]
	}
	return len(strings.TrimRight(s[:end], " .,;"))
}

// serviceBlock takes the day that stands alone over the clinician who was seen, at the head of a claim's lines.
func (r *reader) serviceBlock(l *leaf) {
	for _, who := range l.clinicians {
		for i := range l.sheet.Lines {
			line := &l.sheet.Lines[i]
			if gap := who[0].Rect.Y0 - line.Rect.Y1; gap < -1 || gap > 1.5*l.sheet.Body {
				continue
			}
			for _, seg := range line.Segments {
				v := see(line.Words[seg.First : seg.Last+1])
				if t, ok := r.clock.date(v.text, false); ok && t.from <= 1 && len(v.text)-t.to <= 1 && math.Abs(seg.Rect.X0-who[0].Rect.X0) < 2*l.sheet.Body {
					r.add(l, chart.DateOfService, v, t, 0.6)
				}
			}
		}
	}
}

// letterDate takes the date that stands alone in the upper half of a letter.
func (r *reader) letterDate(l *leaf, n chart.FieldName) {
	answered := map[int]bool{} // words at the labels of other days
	for _, m := range l.sheet.Labels {
		for _, c := range l.sheet.Values(m) {
			if _, ok := r.clock.date(layout.Join(c.Words), false); ok && c.Place <= layout.Below && m.Key != layout.DateKey {
				for _, w := range c.Words {
					answered[w.Index] = true
				}
			}
		}
	}
	for i := range l.sheet.Lines {
		line := &l.sheet.Lines[i]
		if l.order > 0 || line.Rect.MidY() > 0.4*l.sheet.Height {
			return
		}
		for _, seg := range line.Segments {
			v := see(line.Words[seg.First : seg.Last+1])
			if t, ok := r.clock.date(v.text, false); ok && t.from <= 1 && len(v.text)-t.to <= 1 && !l.inTable(i) && !answered[v.words[0].Index] {
				r.add(l, n, v, t, 0.6)
			}
		}
	}
}
