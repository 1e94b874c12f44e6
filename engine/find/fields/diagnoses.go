package fields

import (
	"regexp"
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/layout"
)

// diagnosis takes one diagnosis and its code out of an item.
func (r *reader) diagnosis(l *leaf, it item) {
	from := 0
	if m := bullet.FindStringIndex(it.text); m != nil {
		from = m[1]
	}
	for _, c := range icd(it.text, true) {
		if itsCode(it, c, from) {
			r.found[chart.DiagnosisCode] = appendWanted(r, chart.DiagnosisCode, hit{take: c, leaf: l, words: it.cut(c.from, c.to), value: it.text[c.from:c.to], score: 0.95 * c.score, multi: true})
		}
	}
	r.problemRow(l, it)
	if m := codeLead.FindStringIndex(it.text[from:]); m != nil {
		from += m[1]
	}
	spans := [][2]int{{from, len(it.text)}}
	if strings.Contains(it.text, ";") || numberedInside.MatchString(it.text) {
		spans = numberedOnly(it)
	}
	for k, p := range spans {
		if k > 0 && lowerCase(it.text[p[0]:]+"A") && !lowerCase(it.text[spans[0][0]:]+"A") {
			continue // "Asthma; handout given": what is done about it
		}
		if m := codeLead.FindStringIndex(it.text[p[0]:p[1]]); m != nil {
			p[0] += m[1]
		}
		if text := namedIn(it.text[p[0]:p[1]]); text != "" {
			r.addItem(l, chart.Diagnosis, it, p[0], p[0]+len(text), 0.9)
		}
	}
}

// itsCode reports whether a code in an item is of its diagnosis: with its dot, failed, or without one first, last or in brackets.
func itsCode(it item, c take, from int) bool {
	if strings.Contains(c.norm, ".") && c.score == 1 || c.failed {
		return true
	}
	return from < len(it.text) && (c.from <= from+1 || strings.HasSuffix(strings.TrimRight(it.text[:c.from], " "), "(") || c.to >= len(strings.TrimRight(it.text, " .,;)")))
}

// namedIn gives the name of the diagnosis that a text begins with, "" where it is none.
func namedIn(s string) string {
	s = s[:ownName(s)]
	end := len(s)
	if m := dxEnd.FindStringIndex(s); m != nil && m[0] > 2 {
		end = m[0]
	}
	text := strings.TrimRight(s[:end], " .,;:-–—([")
	if n := len(tokens(text)); n == 0 || n > 9 || len(text) < 4 || strings.EqualFold(text, "none") || strings.ContainsAny(text, "?@$") {
		return ""
	}
	if hasVerb(text) || notDx.MatchString(text) || !letterStart(text) || looksDated(text) {
		return ""
	}
	return text
}

// problemRow writes a line of a list that names a diagnosis and its code as a row of problems.
func (r *reader) problemRow(l *leaf, it item) {
	if len(it.words) > 12 || it.inline {
		return
	}
	parts := diagnosisParts(it.words)
	if len(parts) < 2 {
		return
	}
	out := l.newRow("problems")
	for _, p := range parts {
		if name := namedIn(layout.Join(p.words)); p.cell == string(chart.Diagnosis) && name != "" {
			p.words = see(p.words).cut(0, len(name)) // what is done about it stands behind a colon
		}
		out.put(p.cell, trimEnd(p.words))
	}
	r.doc.Rows = append(r.doc.Rows, out.Row)
}

// trimEnd takes the comma or dash off the end of a cell.
func trimEnd(ws []layout.Word) []layout.Word {
	for len(ws) > 1 && strings.Trim(ws[len(ws)-1].Text, "-–—:,;") == "" {
		ws = ws[:len(ws)-1]
	}
	last := ws[len(ws)-1]
	if to := strings.TrimRight(last.Text, ",;:-–"); to != last.Text && to != "" {
		last, _ = cutWord(last, len(to))
		return append(append([]layout.Word(nil), ws[:len(ws)-1]...), last)
	}
	return ws
}

var numberedInside = regexp.MustCompile(`\s\(?[2-9][.)]\s+[A-Z]`)

// numberedOnly parts running text at its numbers, or at semicolons where it has none; commas stay inside a diagnosis.
func numberedOnly(it item) [][2]int {
	cut := regexp.MustCompile(`;\s*`)
	if numberedInside.MatchString(it.text) {
		cut = regexp.MustCompile(`(?:^|\s)\(?\d{1,2}[.)]\s+`)
	}
	var out [][2]int
	start := 0
	for _, m := range cut.FindAllStringIndex(it.text, -1) {
		if m[0] > start {
			out = append(out, [2]int{start, m[0]})
		}
		start = m[1]
	}
	return append(out, [2]int{start, len(it.text)})
}

var verbs = words("is are was were has had have will denies reports lives presents shows seen advised noted states agrees")

// hasVerb reports whether a text is a sentence rather than a name of something.
func hasVerb(s string) bool {
	for _, t := range tokens(s) {
		if verbs[t.text] {
			return true
		}
	}
	return false
}

// looksDated reports whether a text begins with a date or holds a telephone number.
func looksDated(s string) bool {
	f := strings.ToLower(s)
	return len(f) > 3 && months[f[:3]] > 0 && hasDigit(f) || phoneShape.MatchString(s)
}

func appendWanted(r *reader, n chart.FieldName, h hit) []hit {
	if !r.calls.wants(n) || len(h.words) == 0 {
		return r.found[n]
	}
	return append(r.found[n], h)
}
