package fields

import (
	"regexp"
	"slices"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/layout"
)

// Forms that print all that a practice does, with a mark before what holds: "x 58300 IUD insert   _ 58301 IUD removal".

var (
	handMark = regexp.MustCompile(`^[\[(]?(?:[xXvV]|✓|✔|☒|☑|■|●)[\])]?$`)
	wholeCPT = regexp.MustCompile(`^(?:[0-9]{5}|[A-EGHJ-MP-V][0-9]{4}|[0-9]{4}[FTU])$`)
	wholeICD = regexp.MustCompile(`^[A-TV-Z][0-9][0-9A-Z]\.[0-9A-Z]{1,4}$`)
)

// markedBefore reports whether a mark by hand stands right before a word of a line.
func (l *leaf) markedBefore(line *layout.Line, k int) bool {
	return k > 0 && handMark.MatchString(line.Words[k-1].Text) && line.Words[k].Rect.X0-line.Words[k-1].Rect.X1 < 3*l.sheet.Body
}

// marks counts the codes of a page with a mark by hand before them, and all of its codes.
func (l *leaf) marks() (marked, all int) {
	for i := range l.sheet.Lines {
		line := &l.sheet.Lines[i]
		for k, w := range line.Words {
			if !wholeCPT.MatchString(w.Text) && !wholeICD.MatchString(w.Text) {
				continue
			}
			all++
			if l.markedBefore(line, k) {
				marked++
			}
		}
	}
	return marked, all
}

// readMarks takes what is marked on such a form; everything else on it was not done.
func (r *reader) readMarks() {
	if r.doc.Type != chart.Superbill && r.doc.Type != chart.Other {
		return
	}
	for _, l := range r.leaves {
		marked, all := l.marks()
		if marked < 2 || all < marked+4 {
			continue
		}
		for _, n := range []chart.FieldName{chart.DiagnosisCode, chart.Diagnosis, chart.ProcedureCode} {
			r.found[n] = slices.DeleteFunc(r.found[n], func(h hit) bool { return h.leaf == l })
		}
		for i := range l.sheet.Lines {
			line := &l.sheet.Lines[i]
			for k, w := range line.Words {
				if l.markedBefore(line, k) {
					r.markedCode(l, line, k, w)
				}
			}
		}
	}
}

// markedCode notes a marked code, and the diagnosis that follows it in its cell.
func (r *reader) markedCode(l *leaf, line *layout.Line, k int, w layout.Word) {
	v := see(line.Words[k : k+1])
	switch {
	case wholeCPT.MatchString(w.Text):
		r.add(l, chart.ProcedureCode, v, take{to: len(w.Text), norm: w.Text, score: 1}, 0.85)
	case wholeICD.MatchString(w.Text):
		if cs := icd(v.text, false); len(cs) == 1 {
			r.add(l, chart.DiagnosisCode, v, cs[0], 0.85)
		}
		end := k + 1
		for end < len(line.Words) && line.Words[end].Rect.X0-line.Words[end-1].Rect.X1 < 1.6*l.sheet.Body && !handMark.MatchString(line.Words[end].Text) {
			end++
		}
		if end > k+1 {
			text := see(line.Words[k+1 : end])
			r.addCoded(l, text, 0, len(text.text))
		}
	}
}
