package fields

import (
	"regexp"
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/layout"
)

// A code of ICD-10 has its diagnosis beside it, wherever a form puts the two: "E11.9 Type 2 diabetes mellitus", "#2 Asthma
// [J45.909] start inhaler", "Heart failure, I50.9". So a code finds a diagnosis that no heading announces.

var (
	bracketCode = regexp.MustCompile(`[(\[]\s*(?:(?i:icd(?:-?10)?(?:-cm)?|dx|code)\s*:?\s*)?([A-TV-Z][0-9][0-9A-Z](?:\.?[0-9A-Z]{1,4})?)\.?\s*[)\]]`)
	codeIntro   = regexp.MustCompile(`(?i)(?:\b(?:icd(?:-?10)?(?:-cm)?|dx|diagnos(?:is|es)|codes?|problems?|assessment|impression|indications?|primary|secondary|principal|admitting|rule out)\b\.?|[\s(\[:,;|=#–—\-]|\b\d{1,2}[.):])+$`)
	codeAfter   = regexp.MustCompile(`^(?:[\s)\]:,;|=–—\-.]+)`)
	dxLead      = regexp.MustCompile(`^(?:(?i:and|with|for|also|diagnos[ie]s|dx|history of|(?:the )?(?:past (?:medical )?)?history (?:includes|is notable for|is significant for)|(?:he|she|patient) has(?: a history of)?)\b:?\s+|[^.]{3,60}?\b(?:includes?|including|significant for|notable for|history of|diagnosed with|known|suffers from|treated for|has)\s+)+`)
	clauseStart = regexp.MustCompile(`(?:[.;:?!]\s+|\)\s+(?:and|,)\s+|\]\s+)`)
	clauseEnd   = regexp.MustCompile(`[(\[;:]|\.(?:\s|$)|\s[–—\-]\s|,\s+(?:which|continue|start|will|plan|stable|controlled|follow)`)
)

// conceptCode is a code of SNOMED behind a name.
var conceptCode = regexp.MustCompile(`\s*[(\[](?i:sct|snomed)[^)\]]*[)\]]\s*$`)

// saidOf is what a sentence says before the diagnosis that it names.
var saidOf = regexp.MustCompile(`^.*\b(?:is|are|was|were|has|have|(?:treated|seen|followed|evaluated|managed|here)(?: [a-z]+){0,3} for|diagnosis of|because of)\s+(?:an?\s+|the\s+)?([A-Z])`)

// codedDiagnoses takes the diagnosis beside each code that stands outside the tables.
func (r *reader) codedDiagnoses(l *leaf) {
	if !r.calls.listed(chart.Diagnosis) || !r.calls.wants(chart.Diagnosis) {
		return
	}
	for i := 0; i < len(l.sheet.Lines); i++ {
		if l.inTable(i) {
			continue
		}
		if last := l.runsTo(i); last > i {
			var ws []layout.Word
			for k := i; k <= last; k++ {
				ws = append(ws, l.sheet.Lines[k].Words...)
			}
			r.codedText(l, i, see(ws))
			i = last
			continue
		}
		r.codedText(l, i, see(l.sheet.Lines[i].Words))
	}
}

// runsTo gives the last line of the running text that begins on line i: full lines, flush left, close together.
func (l *leaf) runsTo(i int) int {
	s := l.sheet
	first := &s.Lines[i]
	for ; i+1 < len(s.Lines); i++ {
		line, next := &s.Lines[i], &s.Lines[i+1]
		full := len(line.Segments) == 1 && len(line.Words) >= 8 && line.Rect.X1 > 700
		if d := next.Rect.X0 - first.Rect.X0; !full || l.inTable(i+1) || len(next.Segments) > 1 || d < -s.Body || d > s.Body || next.Rect.Y0-line.Rect.Y1 > 0.9*s.Body || bullet.MatchString(next.Words[0].Text) {
			break
		}
	}
	return i
}

// codedText reads the codes of a line, or of running text that begins on it. Where a code comes first the diagnosis follows
// it, elsewhere it goes before.
func (r *reader) codedText(l *leaf, i int, v view) {
	codes := surelyCodes(v.text)
	if len(codes) == 0 {
		if codes = r.plainAtEnd(l, i, v.text); len(codes) == 0 {
			return
		}
	}
	start := 0
	if m := bullet.FindStringIndex(v.text); m != nil {
		start = m[1]
	}
	lead := codeIntro.ReplaceAllString(v.text[min(start, codes[0].from):codes[0].from], "")
	before := len(strings.TrimSpace(lead)) > 3 && letterStart(strings.TrimSpace(lead))
	for k, c := range codes {
		from, to := start, len(v.text)
		if k > 0 {
			from = codes[k-1].to
		}
		if k+1 < len(codes) {
			to = codes[k+1].from
		}
		if before {
			from, to = namedBefore(v.text, from, c.from)
			if i > 0 && from < to && v.text[from] >= 'a' && v.text[from] <= 'z' && from == start && r.goesOver(l, i, v, from, to) {
				continue
			}
		} else {
			from, to = namedAfter(v.text, c.to, to)
		}
		if c.score < 1 { // without its dot: the brackets say that it is one
			r.add(l, chart.DiagnosisCode, v, c, 0.9)
		}
		if r.addCoded(l, v, from, to) && len(codes) == 1 && r.clinical() {
			r.codedRow(l, v, v.cut(from, from+len(strings.TrimRight(v.text[from:from+ownName(v.text[from:to])], " .,;:-–—(["))), v.cut(c.from, c.to))
		}
	}
}

// surelyCodes gives the codes that are none but codes: with their dot, or alone in brackets.
func surelyCodes(s string) []take {
	var out []take
	for _, c := range icd(s, false) {
		if c.score == 1 || c.failed {
			out = append(out, c)
		}
	}
	for _, m := range bracketCode.FindAllStringSubmatchIndex(s, -1) {
		c := s[m[2]:m[3]]
		if strings.Contains(c, ".") || notICD[c] || len(c) < 3 {
			continue
		}
		at := len(out)
		for at > 0 && out[at-1].from > m[2] {
			at--
		}
		out = append(out[:at], append([]take{{from: m[2], to: m[3], norm: c, score: 0.9}}, out[at:]...)...)
	}
	return out
}

var (
	plainEnd   = regexp.MustCompile(`[A-Za-z)]\s+([A-TV-Z][0-9][0-9])[.;,]?$`)
	plainStart = regexp.MustCompile(`^(?:\d{1,2}[.)]\s+)?([A-TV-Z][0-9][0-9])[\s:–—-]+[A-Z][a-z]`)
)

// plainAtEnd takes a code of three characters at the end of a line of a list, or at its beginning, where a line next to it ends in a code.
func (r *reader) plainAtEnd(l *leaf, i int, s string) []take {
	m := plainEnd.FindStringSubmatchIndex(s)
	if m == nil {
		m = plainStart.FindStringSubmatchIndex(s)
	}
	if m == nil || notICD[s[m[2]:m[3]]] || len(tokens(s)) > 12 {
		return nil
	}
	for _, k := range []int{i - 1, i + 1, i - 2, i + 2} {
		if k >= 0 && k < len(l.sheet.Lines) && len(surelyCodes(l.sheet.Lines[k].Text(0, len(l.sheet.Lines[k].Words)-1))) > 0 {
			return []take{{from: m[2], to: m[3], norm: s[m[2]:m[3]], score: 0.9}}
		}
	}
	return nil
}

// namedBefore gives the stretch of the diagnosis that ends at a code.
func namedBefore(s string, from, to int) (int, int) {
	from = min(from, to) // a label that was misread may seem to reach over the first code
	to = from + len(codeIntro.ReplaceAllString(s[from:to], ""))
	if m := conceptCode.FindStringIndex(s[from:to]); m != nil {
		to = from + m[0]
	}
	if all := clauseStart.FindAllStringIndex(s[from:to], -1); len(all) > 0 {
		from += all[len(all)-1][1]
	}
	for from < to && strings.IndexByte(" ,;)].-", s[from]) >= 0 {
		from++
	}
	if m := bullet.FindStringIndex(s[from:to]); m != nil {
		from += m[1]
	}
	from += len(dxLead.FindString(s[from:to]))
	if m := saidOf.FindStringSubmatchIndex(s[from:to]); m != nil { // "The discharge diagnoses are Venous insufficiency"
		from += m[2]
	}
	return from, to
}

// namedAfter gives the stretch of the diagnosis that begins after a code.
func namedAfter(s string, from, to int) (int, int) {
	if m := codeAfter.FindStringIndex(s[from:to]); m != nil {
		from += m[1]
	}
	if m := clauseEnd.FindStringIndex(s[from:to]); m != nil {
		to = from + m[0]
	}
	to = from + len(codeIntro.ReplaceAllString(s[from:to], ""))
	return from, to
}

// goesOver takes a diagnosis that began on the line above.
func (r *reader) goesOver(l *leaf, i int, v view, from, to int) bool {
	up := &l.sheet.Lines[i-1]
	if l.inTable(i-1) || l.sheet.Lines[i].Rect.Y0-up.Rect.Y1 > l.sheet.Body {
		return false
	}
	last := up.Segments[len(up.Segments)-1]
	w := see(append(append([]layout.Word(nil), up.Words[last.First:last.Last+1]...), v.cut(from, to)...))
	start, end := namedBefore(w.text, 0, len(w.text))
	if m := bullet.FindStringIndex(w.text[start:end]); m != nil {
		start += m[1]
	}
	return r.addCoded(l, w, start, end)
}

// nextCode is where a diagnosis that was printed beside another one ends: at that one's code, misread or not, or at its own.
var nextCode = regexp.MustCompile(`\s[A-TV-Za-tv-z1|!£€][0-9OIl][0-9A-Z]\s?\.\s?[0-9A-Z]{1,4}\b|(?i:hypertension)(\s+[1l|!I]?10)$`)

// ownName gives how much of a text is the name of one diagnosis.
func ownName(s string) int {
	m := nextCode.FindStringSubmatchIndex(s)
	switch {
	case m == nil:
		return len(s)
	case m[2] >= 0:
		return m[2]
	case m[0] > 3:
		return m[0]
	}
	return len(s)
}

// addCoded notes the diagnosis if it reads as one and no list has it already.
func (r *reader) addCoded(l *leaf, v view, from, to int) bool {
	if from >= to {
		return false
	}
	to = from + ownName(v.text[from:to])
	text := strings.TrimRight(v.text[from:to], " .,;:-–—([")
	text = strings.TrimRight(strings.TrimSuffix(strings.TrimSuffix(text, "(HCC)"), "(CMS/HCC)"), " ")
	n := len(tokens(text))
	if n == 0 || n > 10 || len(text) < 4 || len(text) > 90 || hasVerb(text) || notDx.MatchString(text) || strings.ContainsAny(text, "?@$") || !letterStart(text) || looksDated(text) {
		return false
	}
	words := v.cut(from, from+len(text))
	for k := range r.found[chart.Diagnosis] {
		h := &r.found[chart.Diagnosis][k]
		if h.leaf == l && len(words) > 0 && touches(h.words, words) {
			return true
		}
	}
	r.addItem(l, chart.Diagnosis, item{view: v}, from, from+len(text), 0.88)
	return true
}

// touches reports whether two runs of words share one.
func touches(a, b []layout.Word) bool {
	for _, x := range a {
		for _, y := range b {
			if x.Index == y.Index {
				return true
			}
		}
	}
	return false
}
