package fields

import (
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/layout"
)

// tickText reports whether a word is the print of a mark in a box.
func tickText(s string) bool {
	switch strings.Trim(s, "[]()") {
	case "X", "x", "✓", "✔", "☒", "☑", "☐", "□", "■", "v", "V", "":
		return true
	}
	return false
}

// ticked says whether the box before a word, or the word itself, is marked; known is false where the page shows no box there.
func (l *leaf) ticked(w layout.Word) (on, known bool) {
	if tickText(w.Text) {
		return !strings.ContainsAny(w.Text, "☐□") && strings.Trim(w.Text, "[]() ") != "", true
	}
	near := 0.06
	for _, g := range l.page.Regions {
		if g.Kind != chart.RegionTickFilled && g.Kind != chart.RegionTickEmpty {
			continue
		}
		mid := (w.Box.Y0 + w.Box.Y1) / 2
		gap := w.Box.X0 - g.Box.X1
		if mid < g.Box.Y0-0.004 || mid > g.Box.Y1+0.004 || gap < -0.01 || gap > near {
			continue
		}
		near, on, known = gap, g.Kind == chart.RegionTickFilled, true
	}
	return on, known
}

// markedEntries parts a line of a form to tick that prints no fees before every code with a box, and gives those that are
// marked.
func (l *leaf) markedEntries(line *layout.Line) [][]layout.Word {
	var out [][]layout.Word
	start, on := -1, false
	end := func(to int) {
		if start >= 0 && on && to > start {
			out = append(out, line.Words[start:to])
		}
	}
	for k, w := range line.Words {
		if moneyAt(line.Words[k:]) > 0 {
			return nil
		}
		if !serviceFit.MatchString(w.Text) {
			continue
		}
		from := k
		for from > 0 && tickText(line.Words[from-1].Text) {
			from--
		}
		marked, known := l.ticked(line.Words[max(from, k-1)])
		if !known {
			continue
		}
		end(from)
		start, on = k, marked
	}
	end(len(line.Words))
	return out
}

// markedService writes a service that was ticked: its code and the words behind it, to the next wide gap.
func (r *reader) markedService(l *leaf, ws []layout.Word) {
	to := 1
	for to < len(ws) && !tickText(ws[to].Text) && (to == 1 || ws[to].Rect.X0-ws[to-1].Rect.X1 < 2*l.sheet.Body) {
		to++
	}
	out := l.newRow("service_lines")
	out.put("procedure_code", []layout.Word{trimWord(ws[0])})
	if name := skipDash(ws[1:to]); len(name) > 0 && fourLetters.MatchString(layout.Join(name)) {
		out.put("description", name)
	}
	if len(out.Cells) > 1 {
		r.doc.Rows = append(r.doc.Rows, out.Row)
	}
}

// tickColumn gives the column in which some rows of a table are ticked and others are not; -1 for none.
func (t *table) tickColumn() int {
	for c := range t.cols {
		ticks, on, other := 0, 0, 0
		for _, row := range t.rows {
			if len(row[c]) == 0 {
				continue
			}
			if !tickCell(row[c]) {
				other++
				continue
			}
			ticks++
			if hasMark(row[c]) {
				on++
			}
		}
		if t.cols[c].cell == "" && other == 0 && on > 0 && on < len(t.rows) {
			return c
		}
	}
	return -1
}

// tickCell reports whether a cell holds nothing but marks and boxes.
func tickCell(ws []layout.Word) bool {
	for _, w := range ws {
		if !tickText(w.Text) {
			return false
		}
	}
	return true
}

// hasMark reports whether a cell holds a mark.
func hasMark(ws []layout.Word) bool {
	for _, w := range ws {
		if tickText(w.Text) && !strings.ContainsAny(w.Text, "☐□") && strings.Trim(w.Text, "[]() ") != "" {
			return true
		}
	}
	return false
}
