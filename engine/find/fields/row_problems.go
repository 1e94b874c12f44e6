package fields

import (
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/layout"
)

// problemParts reads a row of a problem list: the code out of the diagnosis where it has no column, the date alone.
func (r *reader) problemParts(t *table, row tableRow) []part {
	var out []part
	for c, ws := range row {
		cell := t.cols[c].cell
		if len(ws) == 0 {
			continue
		}
		if cell == "diagnosis_code" {
			ws = unbracketed(ws)
		}
		if cell != "diagnosis" || t.filled(row, "diagnosis_code") {
			out = append(out, part{cell, ws})
			continue
		}
		out = append(out, diagnosisParts(ws)...)
	}
	return out
}

// diagnosisParts parts "Essential hypertension (I10)" and "I10 Essential hypertension".
func diagnosisParts(ws []layout.Word) []part {
	v := see(ws)
	if m := bullet.FindStringIndex(v.text); m != nil && m[1] < len(v.text) {
		v = see(v.cut(m[1], len(v.text)))
	}
	for _, c := range icd(v.text, true) {
		open := strings.TrimRight(v.text[:c.from], " ([-–—:")
		rest := strings.TrimLeft(v.text[c.to:], " )]-–—:.,")
		switch {
		case open != "" && rest == "":
			return []part{{string(chart.Diagnosis), v.cut(0, len(open))}, {string(chart.DiagnosisCode), unbracketed(v.cut(c.from, c.to))}}
		case open == "" && rest != "":
			return []part{{string(chart.DiagnosisCode), unbracketed(v.cut(c.from, c.to))}, {string(chart.Diagnosis), v.cut(len(v.text)-len(rest), len(v.text))}}
		}
	}
	return []part{{string(chart.Diagnosis), v.words}}
}

// unbracketed takes brackets and commas off a cell of one word.
func unbracketed(ws []layout.Word) []layout.Word {
	if len(ws) != 1 {
		return ws
	}
	return []layout.Word{trimWord(ws[0])}
}
