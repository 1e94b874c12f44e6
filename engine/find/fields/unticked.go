package fields

import (
	"strings"

	"chartproof.org/chartproof/engine/find/layout"
)

// unticked reports whether a value is an option of a form whose box was seen, or printed, empty; a code may stand between the two.
func unticked(h hit) bool {
	if len(h.words) == 0 {
		return false
	}
	on, known := h.leaf.boxBefore(h.words[0])
	if !known {
		if code, ok := h.leaf.codeBefore(h.words[0]); ok {
			on, known = h.leaf.boxBefore(code)
		}
	}
	return known && !on
}

// boxBefore says whether the box before a word is marked; known is false where none was seen and none is printed.
func (l *leaf) boxBefore(w layout.Word) (on, known bool) {
	if len(l.page.Regions) > 0 {
		if on, known = l.ticked(w); known {
			return on, known
		}
	}
	line, k := l.find(w)
	if line == nil {
		return false, false
	}
	if on, known = printedBox(line, k); known {
		return on, l.printedMarks()
	}
	return l.markColumn(line, k)
}

// find gives the line of a word and its place there; nil for none.
func (l *leaf) find(w layout.Word) (*layout.Line, int) {
	for i := range l.sheet.Lines {
		line := &l.sheet.Lines[i]
		if line.Rect.Y0 > w.Rect.MidY() || line.Rect.Y1 < w.Rect.MidY() {
			continue
		}
		for k := range line.Words {
			if line.Words[k].Index == w.Index && line.Words[k].Rect == w.Rect {
				return line, k
			}
		}
	}
	return nil, 0
}

// printedBox reads the box printed in letters right before word k of a line: "[X] Lipid panel", "[ ] Lipid panel".
func printedBox(line *layout.Line, k int) (on, known bool) {
	if k == 0 {
		return false, false
	}
	box := line.Words[k-1].Text
	if k > 1 && (box == "]" || box == ")") {
		box = line.Words[k-2].Text + box
	}
	switch strings.ToUpper(box) {
	case "[]", "()", "☐", "□":
		return false, true
	case "[X]", "(X)", "[V]", "(O)", "(*)", "[*]", "(•)", "(●)", "☒", "☑", "[✓]", "[✔]":
		return true, true
	}
	return false, false
}

// printedMarks reports whether any box printed in letters is marked on the page: else its boxes are filled by hand, where no letters are.
func (l *leaf) printedMarks() bool {
	for i := range l.sheet.Lines {
		for k := range l.sheet.Lines[i].Words {
			if on, _ := printedBox(&l.sheet.Lines[i], k); on {
				return true
			}
		}
	}
	return false
}

// How many codes must stand under each other beside a column of marks, and how far a mark may stand from its code, in heights of the print.
const (
	columnCodes = 3
	markReach   = 7
)

// markColumn says whether word k of a line, a code in a column of codes, has a mark in the column of marks before it, where some of
// the codes have one and some have none.
func (l *leaf) markColumn(line *layout.Line, k int) (on, known bool) {
	w := line.Words[k]
	if !tickedCode(w.Text) {
		return false, false
	}
	marked, all := 0, 0
	for i := range l.sheet.Lines {
		other := &l.sheet.Lines[i]
		for j := range other.Words {
			if d := other.Words[j].Rect.X0 - w.Rect.X0; d > l.sheet.Body || d < -l.sheet.Body || !tickedCode(other.Words[j].Text) {
				continue
			}
			all++
			if l.markBefore(other, j) {
				marked++
			}
		}
	}
	return l.markBefore(line, k), marked > 0 && marked < all && all >= columnCodes
}

// markBefore reports whether an X stands before a word, with nothing but a rule between them.
func (l *leaf) markBefore(line *layout.Line, k int) bool {
	for j := k - 1; j >= 0; j-- {
		switch strings.ToUpper(line.Words[j].Text) {
		case "|", "||":
			continue
		case "X", "✓", "✔":
			return line.Words[k].Rect.X0-line.Words[j].Rect.X1 < markReach*l.sheet.Body
		}
		return false
	}
	return false
}

// tickedCode reports whether a word is the code of a diagnosis or of a service.
func tickedCode(text string) bool { return aloneCode.MatchString(text) || serviceFit.MatchString(text) }

// codeBefore gives the code that stands right before a word on its line, with nothing but a rule between them.
func (l *leaf) codeBefore(w layout.Word) (layout.Word, bool) {
	line, k := l.find(w)
	for k--; line != nil && k >= 0; k-- {
		if before := line.Words[k]; before.Text != "|" {
			return before, hasDigit(before.Text) && w.Rect.X0-before.Rect.X1 < 6*l.sheet.Body
		}
	}
	return layout.Word{}, false
}
