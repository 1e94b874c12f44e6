package fields

import (
	"regexp"
	"strings"

	"chartproof.org/chartproof/engine/find/layout"
)

// A section is a heading with what stands beside it and under it.

// item is one line or bullet of a section, with what it runs on to.
type item struct {
	view
	inline bool // beside its label, where commas part the items
}

var bullet = regexp.MustCompile(`^(?:[•●○◦▪■*·»>\-–—]+|\(?\d{1,2}[.)]|#\s?\d{1,2}[.):]?(?:\s|$)|[a-h][.)]|☐|☒|☑|\[.?\])\s*`)

// section gathers what stands beside a heading and under it, until the next heading.
func (l *leaf) section(m layout.Match) []item {
	s := l.sheet
	if l.under && !m.Colon {
		var out []item
		for _, c := range l.values(m)[:min(1, len(l.values(m)))] {
			out = append(out, item{see(c.Words), true})
		}
		return out
	}
	g := gathering{leaf: l, head: m, left: l.listLeft(m), right: l.columnEnd(m), edge: m.Rect.Y1}
	if first := s.Values(m); len(first) > 0 && first[0].Place <= layout.Right {
		words := l.through(m, first[0].Words)
		g.items = append(g.items, item{see(words), true})
		if first[0].Place == layout.Right {
			g.left = min(g.left, words[0].Rect.X0)
		}
	}
	for i := m.Line + 1; i < len(s.Lines) && len(g.items) < 60 && !s.Leaves(m.Line, i); i++ {
		words := l.inColumn(i, g.left-1.5*s.Body, g.right)
		if len(words) == 0 || words[0].Rect.MidY() <= m.Rect.Y1 {
			continue
		}
		if !g.take(i, words) {
			break
		}
	}
	return g.items
}

// listLeft is where the items under a heading begin at most: a heading set in the middle has them left of it.
func (l *leaf) listLeft(m layout.Match) float64 {
	line := &l.sheet.Lines[m.Line]
	if !m.Colon && len(line.Segments) == 1 && m.Ends && m.Line+1 < len(l.sheet.Lines) && line.Rect.X0 > 250 {
		return min(m.Rect.X0, l.sheet.Lines[m.Line+1].Rect.X0)
	}
	return m.Rect.X0
}

// through goes on behind a word of an item that is a label elsewhere: "Iodinated contrast - nausea".
func (l *leaf) through(m layout.Match, words []layout.Word) []layout.Word {
	line := &l.sheet.Lines[m.Line]
	for _, o := range l.sheet.LabelsOf(m.Line) {
		if o.Starts || o.Segment != m.Segment || o.Key != layout.OtherText || !lowerCase(line.Words[o.First].Text) || o.First == 0 || line.Words[o.First-1].Index != words[len(words)-1].Index {
			continue
		}
		return append(append([]layout.Word(nil), words...), line.Words[o.First:line.Segments[m.Segment].Last+1]...)
	}
	return words
}

// gathering is one section while its lines are gathered.
type gathering struct {
	leaf        *leaf
	head        layout.Match
	left, right float64
	edge, pitch float64 // where the last line ends, and how far its first lines stand apart
	items       []item
}

// take adds one line; false where the section has ended before it.
func (g *gathering) take(i int, words []layout.Word) bool {
	if g.apart(words[0].Rect.Y0-g.edge) || g.leaf.endsSection(i, words) || g.leaf.inTable(i) {
		return false
	}
	if n := len(g.items); n > 0 {
		if leaves(g.items[n-1], words, g.head) {
			return false
		}
		if g.pitch == 0 {
			g.pitch = max(words[0].Rect.Y0-g.edge, 0.1)
		}
	}
	g.edge = words[0].Rect.Y1
	if continues(g.items, words, g.right) {
		last := &g.items[len(g.items)-1]
		last.view = see(append(append([]layout.Word(nil), last.words...), words...))
		return true
	}
	g.items = append(g.items, item{see(words), false})
	return true
}

// apart reports whether the room above a line is too wide for the section.
func (g *gathering) apart(gap float64) bool {
	body := g.leaf.sheet.Body
	beside := len(g.items) == 1 && g.items[0].inline
	return gap > 3.2*body || g.pitch > 0 && gap > 2.2*g.pitch+0.6*body || beside && gap > 2.3*body
}

// leaves reports whether a line has left the list: no bullet and set further out than the bulleted item before it, or
// capitals only, like the heading, where the item is not.
func leaves(last item, words []layout.Word, m layout.Match) bool {
	text := layout.Join(words)
	out := words[0].Rect.X0 < last.words[0].Rect.X0-4
	if !last.inline && last.words[0].Rect.X0 > m.Rect.X0+6 && words[0].Rect.X0 < m.Rect.X0+3 {
		return true
	}
	if !last.inline && bullet.MatchString(last.text) && !bullet.MatchString(text) && out {
		return true
	}
	return out && upperCase(text) && !upperCase(last.text) && len(words) <= 5 && !hasDigit(text)
}

// continues reports whether the line goes on with the item before it: no bullet of its own where the item has one and it
// is set in, or the text begins in lower case.
func continues(out []item, words []layout.Word, right float64) bool {
	if len(out) == 0 {
		return false
	}
	last := out[len(out)-1]
	text := layout.Join(words)
	if bullet.MatchString(text) {
		return false
	}
	if proseRuns(last.words) {
		return true
	}
	if d, ok := drugIn(text); ok && !last.inline && d.dose[1] > 0 && d.dose[0] > d.to {
		if _, before := drugIn(last.text); before { // a list of medications in lower case
			return strings.HasSuffix(strings.TrimSpace(last.text), ",")
		}
	}
	if last.inline {
		return inlineRuns(last, text, right)
	}
	in := words[0].Rect.X0 - last.words[0].Rect.X0
	return bullet.MatchString(last.text) && in > 4 || lowerCase(text) || strings.HasSuffix(last.text, ",")
}

// inlineRuns reports whether text beside a label goes on: the line above was full, or ends in a comma. A list set under its
// first item has short lines.
func inlineRuns(last item, text string, right float64) bool {
	end := last.words[len(last.words)-1].Rect.X1
	if numbered.MatchString(last.text) || strings.HasSuffix(strings.TrimSpace(last.text), ",") || strings.HasSuffix(last.text, ";") {
		return true
	}
	return lowerCase(text) || right < 1000 && end > right-180 || end > 780
}

// proseRuns reports whether words are running text that the line's end cuts: many, to the right edge of the page, mostly in
// small letters, without a full stop.
func proseRuns(ws []layout.Word) bool {
	last := ws[len(ws)-1]
	first := 0
	for k := len(ws) - 1; k > 0 && ws[k-1].Rect.X0 < ws[k].Rect.X0; k-- {
		first = k - 1
	}
	line := ws[first:]
	small := 0
	for _, w := range line {
		if lowerCase(w.Text) {
			small++
		}
	}
	return len(line) >= 9 && 2*small > len(line) && last.Rect.X1 > 700 && !strings.ContainsAny(last.Text[len(last.Text)-1:], ".;:!?")
}

// columnEnd is where the section's column ends: at the next heading to the right on its line, or at the headings of a
// second column of the page.
func (l *leaf) columnEnd(m layout.Match) float64 {
	end := 1100.0
	if right := l.sheet.Lines[m.Line].Right; right > 0 {
		return right
	}
	for _, o := range l.sheet.Labels {
		if o.Rect.X0 < m.Rect.X0+150 || !o.Starts || !(o.Colon || o.Ends) {
			continue
		}
		if o.Line == m.Line || o.Rect.X0 > 400 && o.Line >= m.Line-30 && o.Line <= m.Line+12 {
			end = min(end, o.Rect.X0-0.7*l.sheet.Body)
		}
	}
	return end
}

// inColumn gives the words of a line whose segments begin between left and right; a segment that crosses the right edge
// belongs to the column wholly.
func (l *leaf) inColumn(i int, left, right float64) []layout.Word {
	line := &l.sheet.Lines[i]
	from, to := -1, -1
	for _, seg := range line.Segments {
		if seg.Rect.X0 < left || seg.Rect.X0 >= right {
			continue
		}
		if from < 0 {
			from = seg.First
		}
		to = seg.Last
	}
	if from < 0 {
		return nil
	}
	return line.Words[from : to+1]
}

// endsSection reports whether a line begins something else: a label at its start, a title, a footer.
func (l *leaf) endsSection(i int, words []layout.Word) bool {
	for _, m := range l.sheet.LabelsOf(i) {
		w := l.sheet.Lines[i].Words[m.First]
		if w.Index != words[0].Index && w.Rect.X0 != words[0].Rect.X0 {
			continue
		}
		if m.Colon || m.Ends && m.Quality > 0.9 && (m.Key != layout.OtherText || upperCase(w.Text)) || m.Starts && m.Quality == 1 && listKey(m.Key) || upperCase(layout.Join(l.sheet.Lines[i].Words[m.First:m.Last+1])) && m.Quality > 0.9 {
			return true
		}
	}
	text := layout.Join(words)
	if len(text) > 3 && strings.HasSuffix(text, ":") {
		return true
	}
	return closes(text)
}

// listKey reports whether a label begins another list.
func listKey(k layout.Key) bool {
	return k == "allergy" || k == "medication" || k == "vaccine" || k == layout.Signature
}

// closes reports whether a line is the foot of a page or the end of a letter.
func closes(text string) bool {
	if farewell.MatchString(text) {
		return true
	}
	low := strings.ToLower(text)
	for _, p := range []string{"page ", "electronically signed", "printed ", "sincerely", "signature", "e-signed", "digitally signed", "respectfully", "please call", "thank you"} {
		if strings.HasPrefix(low, p) {
			return true
		}
	}
	return false
}
