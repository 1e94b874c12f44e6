package fields

import (
	"strings"

	"chartproof.org/chartproof/engine/find/layout"
)

// A cell holds more than was printed in it where a rule, a speck or a stamp was read into it, or where two readings of one
// word both stand. What cannot belong to the cell is left out; where words were left out, a person looks.

// specks are signs that no cell begins or ends with.
const specks = "‘’“”\"'`´|¦_~^°·•¬"

// tidy leaves out what cannot belong to a cell of that name, and says whether whole words were left out.
func tidy(cell string, ws []layout.Word) (out []layout.Word, cut bool) {
	ws = once(unspecked(ws, specks+ends[cell]))
	want, ok := cellShapes[cell]
	if !ok || len(ws) < 2 {
		return ws, false
	}
	only := -1
	pieces := labPieces(ws)
	for k, p := range pieces {
		if !want(p.shape) {
			continue
		}
		if only >= 0 {
			return ws, false // which of the two only a person can tell
		}
		only = k
	}
	if only < 0 || len(pieces) == 1 || only > 0 && cell != "value" && pieces[0].shape == wording && lowerCase(ws[0].Text) {
		return ws, false
	}
	for k, p := range pieces {
		if k != only && !stampLike(ws[p.from:p.to]) {
			return ws, false
		}
	}
	p := pieces[only]
	return ws[p.from:p.to], true
}

// cellShapes are the cells of results of which one piece is all.
var cellShapes = map[string]func(shape) bool{
	"value":           func(sh shape) bool { return sh == figure || sh == outcome },
	"unit":            func(sh shape) bool { return sh == unitName },
	"reference_range": func(sh shape) bool { return sh == interval },
}

// ends are the signs that a cell of that name never ends with: the dust behind it was read for a full stop.
var ends = map[string]string{"value": ",;", "unit": ".,;:", "reference_range": ".,;:", "units": ".,;:", "charge": ".,;:", "allowed": ".,;:", "paid": ".,;:", "patient_owes": ".,;:",
	"date_of_service": ".,;:", "date": ".,;:", "onset": ".,;:", "procedure_code": ".,;:", "diagnosis_code": ".,;:", "lot": ".,;:", "route": ",;:!", "dose": ",;:!", "frequency": ",;:!", "description": ",;", "medication": ",;", "vaccine": ",;", "test": ",;:",
	"diagnosis": ",;"}

// stampLike reports whether words may be part of a stamp over the table: capitals, or a date.
func stampLike(ws []layout.Word) bool {
	text := layout.Join(ws)
	if _, ok := dateOnly(text); ok {
		return true
	}
	letters := 0
	for _, r := range text {
		if r >= 'A' && r <= 'Z' {
			letters++
		}
	}
	return letters > 2 && upperCase(text)
}

// dateOnly reports whether a text is a date in figures.
func dateOnly(s string) (string, bool) {
	m := dateNumeric.FindString(s)
	return m, m != "" && m == s
}

func lowerCase(s string) bool { return s[0] >= 'a' && s[0] <= 'z' }

// unspecked takes specks off both ends of a cell, and words that are nothing else; behind are those of its end.
func unspecked(ws []layout.Word, behind string) []layout.Word {
	for len(ws) > 1 && strings.Trim(ws[0].Text, specks) == "" {
		ws = ws[1:]
	}
	for len(ws) > 1 && strings.Trim(ws[len(ws)-1].Text, behind) == "" {
		ws = ws[:len(ws)-1]
	}
	first, last := ws[0], ws[len(ws)-1]
	from := len(first.Text) - len(strings.TrimLeft(first.Text, specks))
	to := len(strings.TrimRight(last.Text, behind))
	if from == 0 && to == len(last.Text) || from == len(first.Text) {
		return ws
	}
	out := append([]layout.Word(nil), ws...)
	if to > 0 && to < len(last.Text) {
		out[len(out)-1], _ = cutWord(last, to)
	}
	if from > 0 && from < len(out[0].Text) {
		_, out[0] = cutWord(out[0], from)
	}
	return out
}

// once leaves out a word that stands twice in one place.
func once(ws []layout.Word) []layout.Word {
	for k := 1; k < len(ws); k++ {
		a, b := ws[k-1], ws[k]
		over := min(a.Rect.X1, b.Rect.X1) - max(a.Rect.X0, b.Rect.X0)
		if a.Text != b.Text || over < 0.3*min(a.Rect.Width(), b.Rect.Width()) && a.Text != "%" {
			continue
		}
		return once(append(append([]layout.Word(nil), ws[:k]...), ws[k+1:]...))
	}
	return ws
}
