package synth

import (
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

// A list that sets one medicine or one problem a line, with its dose or its code, is a table without rules, and its rows
// are keyed as those of a ruled table are. What runs on in prose is not, and neither are the diagnoses of a bill or a
// claim, which are fields.

// oneALine makes one row of a table of what draw prints.
func (s *sheet) oneALine(table string, draw func()) {
	first := len(s.marks)
	draw()
	s.gather(table, first)
}

// problem is a diagnosis and its code as cells of a problem list. A problem that the document has listed already, as an
// assessment repeats the list above it, is no further row.
func (s *sheet) problem(d dxItem) (name, code seg) {
	name, code = s.dxSeg(d), s.codeSeg(d)
	for _, r := range s.rows {
		for _, c := range r.cells {
			if r.table == "problems" && c.cell == "diagnosis_code" && c.text == d.code {
				return name, code
			}
		}
	}
	return name.in("diagnosis"), code.in("diagnosis_code")
}

// problemLine prints a paragraph of one problem; parts puts the name and the code among its words.
func (s *sheet) problemLine(x, w float64, st style, d dxItem, parts func(name, code seg) []any) {
	s.oneALine("problems", func() { s.para(x, w, st, parts(s.problem(d))...) })
}

// medLine prints a paragraph of one medicine with its dose and what more of its directions stands there.
func (s *sheet) medLine(x, w float64, st style, parts ...any) {
	s.oneALine("medications", func() { s.para(x, w, st, parts...) })
}

// doctorsName is a doctor by the surname alone, as patients write it.
func (s *sheet) doctorsName(d doctor, f chart.FieldName) seg {
	v := s.doc(d, f)
	v.text, v.norm = "Dr. "+d.last, strings.ToUpper(d.last)
	return v
}
