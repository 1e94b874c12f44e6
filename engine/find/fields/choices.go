package fields

import (
	"regexp"
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/layout"
)

// sexBoxes looks at the whole line where both words are printed: then only a tick says which one holds.
func (r *reader) sexBoxes(l *leaf, m layout.Match, best hit) hit {
	line := &l.sheet.Lines[m.Line]
	if last := best.words[len(best.words)-1]; last.Rect.Y0 > m.Rect.Y1 { // the value stands below its label
		for i := m.Line + 1; i < len(l.sheet.Lines) && i < m.Line+4; i++ {
			if l.sheet.Lines[i].Rect.Y0 <= last.Rect.MidY() && l.sheet.Lines[i].Rect.Y1 >= last.Rect.MidY() {
				line = &l.sheet.Lines[i]
			}
		}
	}
	from := 0
	left := m.Rect.X0 - l.sheet.Body
	if line == &l.sheet.Lines[m.Line] && strings.Contains(m.Phrase, "/") { // "M / F: Male": the label is no choice
		left = m.Rect.X1
	}
	if line.Rect.Y0 > m.Rect.MidY() { // boxes under their label begin where the form's cell does
		left -= 4 * l.sheet.Body
	}
	for from < len(line.Words) && line.Words[from].Rect.X0 < left {
		from++
	}
	if from == len(line.Words) {
		return best
	}
	v := see(line.Words[from:])
	if h, ok := tickedSex(l, line.Words[from:], best); ok {
		return h
	}
	if on := marked.FindAllStringSubmatchIndex(v.text, 2); len(on) == 1 && emptyBox.MatchString(v.text) {
		from, to := on[0][2], on[0][3]
		return hit{take: take{from: from, to: to, norm: strings.ToUpper(v.text[from : from+1]), score: 1}, leaf: l, words: v.cut(from, to), value: v.text[from:to], score: 0.95 * best.score}
	}
	if h, ok := letterChoice(l, line.Words[from:], best); ok {
		return h
	}
	if len(optionMark.FindAllStringIndex(v.text, 3)) < 2 {
		return best
	}
	t, ok := sexOrBox(v.text)
	if !strings.ContainsAny(v.text, "☐☒☑✓✔■□●○[]") || !ok {
		t, ok = sexChoice(v.text)
	}
	if !ok {
		return hit{}
	}
	return hit{take: t, leaf: l, words: v.cut(t.from, t.to), value: v.text[t.from:t.to], score: best.score * t.score}
}

var emptyBox = regexp.MustCompile(`\(\s*\)|\[\s*\]|[☐□○]`)

var boxAfter = regexp.MustCompile(`(?i)^\W{0,3}(m|male|f|female)\s*(\[\s?[x✓✔]?\s?\]|[☐☒☑□■])\s*(m|male|f|female)\s*(\[\s?[x✓✔]?\s?\]|[☐☒☑□■])`)

// boxesAfter reads "M [ ]  F [X]", where the box stands behind its letter; the take has no canonical form where none or both are
// ticked. ok is false where the text is written otherwise.
func boxesAfter(s string) (t take, ok bool) {
	m := boxAfter.FindStringSubmatchIndex(s)
	if m == nil {
		return take{}, false
	}
	on := func(i int) bool { return strings.ContainsAny(s[m[i]:m[i+1]], "xX✓✔☒☑■") }
	if on(4) == on(8) {
		return take{}, true
	}
	at := 2
	if on(8) {
		at = 6
	}
	return take{from: m[at], to: m[at+1], norm: strings.ToUpper(s[m[at] : m[at]+1]), score: 0.95}, true
}

// tickedSex takes the option whose box was seen filled; the zero hit where boxes were seen and none or several are. ok is
// false where no box was seen.
func tickedSex(l *leaf, words []layout.Word, best hit) (hit, bool) {
	seen, chosen := 0, []layout.Word{}
	for _, w := range words {
		if !optionWord.MatchString(w.Text) {
			continue
		}
		on, known := l.ticked(w)
		if !known {
			continue
		}
		if seen++; on {
			chosen = append(chosen, w)
		}
	}
	if seen < 2 {
		return hit{}, false
	}
	if len(chosen) != 1 {
		return hit{}, true
	}
	t, ok := sex(chosen[0].Text)
	if !ok {
		return hit{}, true
	}
	t.score = 0.9
	return hit{take: t, leaf: l, words: chosen, value: chosen[0].Text[t.from:t.to], score: max(0.8, best.score) * t.score}, true
}

var optionWord = regexp.MustCompile(`(?i)^[\[\](){}]*(?:male|female|m|f|x|masculino|femenino|hombre|mujer)[\[\](){},.]*$`)

// choice gives the words of the one option that is ticked where a text is a list of options with boxes, none where none or
// several are; ok is false where it is no such list.
func (l *leaf) choice(v view) (one view, ok bool) {
	var starts, on []int
	before := false
	for i, w := range v.words {
		ticked, known := l.ticked(w)
		newLine := i > 0 && w.Rect.Y0 > v.words[i-1].Rect.MidY()
		if known && (!before || newLine || tickText(w.Text)) {
			if ticked {
				on = append(on, len(starts))
			}
			starts = append(starts, i)
		}
		before = known
	}
	if len(starts) < 2 {
		return v, false
	}
	if len(on) != 1 {
		return view{}, true
	}
	from, to := starts[on[0]], len(v.words)
	if on[0]+1 < len(starts) {
		to = starts[on[0]+1]
	}
	if tickText(v.words[from].Text) {
		from++
	}
	return see(v.words[from:to]), true
}

// labelsUnder finds out whether the page's labels stand under their values, by the labels whose values have a shape that
// cannot be mistaken.
func (r *reader) labelsUnder(l *leaf) bool {
	votes := 0.0
	for _, m := range l.sheet.Labels {
		n := chart.FieldName(m.Key)
		if m.Colon || !m.Ends || !m.Starts || n == chart.PatientName || n == chart.ProviderName || n == chart.ReferringProvider || n == chart.Payer || n == chart.Facility || l.inTable(m.Line) {
			continue
		}
		grammar := r.grammarOf(n)
		if grammar == nil {
			continue
		}
		gaps := map[layout.Place]float64{}
		for _, c := range l.sheet.Values(m) {
			if len(c.Breaks) > 1 {
				c.Words = c.Words[:c.Breaks[1]]
			}
			if t, ok := grammar(layout.Join(c.Words)); ok && t.from <= 3 && c.Gap <= 3.6 {
				gaps[c.Place] = c.Gap
			}
		}
		below, isBelow := gaps[layout.Below]
		above, isAbove := gaps[layout.Above]
		_, beside := gaps[layout.Beside]
		_, right := gaps[layout.Right]
		switch {
		case beside || right:
			votes++
		case isBelow && isAbove && above < 0.6*below:
			votes -= 0.7
		case isBelow:
			votes++
		case isAbove:
			votes--
		}
	}
	return votes <= -1
}

// sexAfter reads "DOB/Sex: 03/04/1970 F".
func (r *reader) sexAfter(l *leaf, m layout.Match, born hit) {
	for _, c := range l.sheet.Values(m) {
		v := see(c.Words)
		if t, ok := r.clock.date(v.text, true); !ok || t.norm != born.norm {
			continue
		} else if x, ok := sex(v.text[t.to:]); ok {
			x.from, x.to = x.from+t.to, x.to+t.to
			r.add(l, chart.Sex, v, x, 0.9)
			return
		}
	}
}

// letterChoice reads "M [ ]  F [X]" where the boxes are ruled and only the cross was read: the letter next to the cross.
func letterChoice(l *leaf, words []layout.Word, best hit) (hit, bool) {
	at := map[string]*layout.Word{}
	for i := range words[:min(len(words), 6)] {
		if t := strings.ToUpper(strings.Trim(words[i].Text, ".:[]()")); t == "M" || t == "F" || t == "X" {
			if at[t] != nil {
				return hit{}, false
			}
			at[t] = &words[i]
		}
	}
	m, f, x := at["M"], at["F"], at["X"]
	if m == nil || f == nil {
		return hit{}, false
	}
	if x == nil {
		return hit{}, true // both are printed and neither is marked
	}
	gap := func(w *layout.Word) float64 { return max(w.Rect.X0-x.Rect.X1, x.Rect.X0-w.Rect.X1) }
	near, far := m, f
	if gap(f) < gap(m) {
		near, far = f, m
	}
	if gap(near) > 0.8*gap(far) {
		return hit{}, true
	}
	norm := strings.ToUpper(strings.Trim(near.Text, ".:[]()"))
	return hit{take: take{to: 1, norm: norm, score: 1}, leaf: l, words: []layout.Word{*near}, value: near.Text, score: 0.8 * best.score}, true
}
