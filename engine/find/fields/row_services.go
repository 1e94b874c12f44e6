package fields

import (
	"strings"

	"chartproof.org/chartproof/engine/find/layout"
)

// serviceParts reads a row of services: codes out of descriptions, dates before them, and amounts that ran together.
func (r *reader) serviceParts(t *table, row tableRow) []part {
	row = shareAmounts(t, row)
	var out []part
	for c, ws := range row {
		cell := t.cols[c].cell
		if len(ws) == 0 {
			continue
		}
		switch cell {
		case "description":
			out = append(out, r.described(t, row, ws)...)
			continue
		case "procedure_code":
			out = append(out, codeParts(t, row, ws)...)
			continue
		case "date_of_service":
			if v := see(ws); !t.filled(row, "procedure_code") || len(ws) > 1 {
				if d, ok := r.clock.date(v.text, false); ok {
					ws = v.cut(d.from, d.to)
				}
			}
			ws = r.wholeDay(ws)
		}
		out = append(out, part{cell, ws})
	}
	if !t.filled(row, "date_of_service") {
		out = append(out, r.leadingDay(t, row)...)
	}
	return out
}

// leadingDay takes the day that a row begins with, in columns without a name of ours: "03 02 26" in three boxes.
func (r *reader) leadingDay(t *table, row tableRow) []part {
	var lead []layout.Word
	for c, ws := range row {
		if t.cols[c].cell != "" {
			break
		}
		lead = append(lead, ws...)
	}
	if len(lead) < 3 {
		return nil
	}
	v := see(lead)
	if d, ok := r.clock.date(v.text, false); ok && d.from == 0 && !d.failed {
		return []part{{"date_of_service", v.cut(d.from, d.to)}}
	}
	return nil
}

// wholeDay takes the one word that is a date by itself out of a cell that says from and to without a year: "0311 031126".
func (r *reader) wholeDay(ws []layout.Word) []layout.Word {
	if len(ws) != 2 || len(ws[0].Text) != 4 || !allDigits(ws[0].Text) || len(ws[1].Text) < 6 || !allDigits(ws[1].Text) {
		return ws
	}
	if d, ok := r.clock.date(ws[1].Text, false); ok && !d.failed {
		return ws[1:]
	}
	return ws
}

// described parts a description: a date before it, the code before or behind it, where they have no column of their own.
func (r *reader) described(t *table, row tableRow, ws []layout.Word) []part {
	var out []part
	v := see(ws)
	if d, ok := r.clock.date(v.text, false); ok && d.from == 0 && !t.filled(row, "date_of_service") && d.to < len(v.text) {
		out = append(out, part{"date_of_service", v.cut(d.from, d.to)})
		v = see(v.cut(d.to+1, len(v.text)))
	}
	ws = v.words
	if !t.filled(row, "procedure_code") {
		for k, w := range ws {
			end := k == len(ws)-1
			if (k == 0 || end || strings.HasPrefix(w.Text, "(")) && serviceFit.MatchString(w.Text) && len(ws) > 1 {
				code := part{"procedure_code", []layout.Word{trimWord(w)}}
				if k == 0 {
					return append(out, code, part{"description", skipDash(ws[1:])})
				}
				// What stands behind a code in brackets is another column that ran over.
				return append(out, part{"description", ws[:k]}, code)
			}
		}
	}
	return append(out, part{"description", ws})
}

// skipDash leaves out the dash between a code and its description.
func skipDash(ws []layout.Word) []layout.Word {
	for len(ws) > 1 && strings.Trim(ws[0].Text, "-–—:") == "" {
		ws = ws[1:]
	}
	return ws
}

// trimWord takes brackets and commas off a word.
func trimWord(w layout.Word) layout.Word {
	if from := len(w.Text) - len(strings.TrimLeft(w.Text, "([")); from > 0 && from < len(w.Text) {
		_, w = cutWord(w, from)
	}
	if to := len(strings.TrimRight(w.Text, ")],:;.")); to > 0 && to < len(w.Text) {
		w, _ = cutWord(w, to)
	}
	return w
}

// codeParts parts a code from its modifier, which is none of ours, and from a description that has no column.
func codeParts(t *table, row tableRow, ws []layout.Word) []part {
	for k, w := range ws {
		if !serviceFit.MatchString(w.Text) {
			continue
		}
		out := []part{{"procedure_code", []layout.Word{trimWord(w)}}}
		if rest := skipDash(ws[k+1:]); len(rest) > 0 && !t.filled(row, "description") && letterStart(rest[0].Text) && fourLetters.MatchString(layout.Join(rest)) {
			out = append(out, part{"description", rest})
		}
		return out
	}
	if moneyAt(ws) > 0 { // the rate of a room
		return nil
	}
	return []part{{"procedure_code", ws}}
}

// shareAmounts gives every money column its amount, in order, where the row has as many amounts as there are such columns but
// they did not fall into them one by one.
func shareAmounts(t *table, row tableRow) tableRow {
	var cols []int
	for c := range t.cols {
		if moneyCell[t.cols[c].cell] {
			cols = append(cols, c)
		}
	}
	even := true
	var amounts [][]layout.Word
	for c, ws := range row {
		n := 0
		for i := 0; i < len(ws); {
			k := moneyAt(ws[i:])
			if k > 0 {
				amounts = append(amounts, ws[i:i+k])
				n++
			}
			i += max(1, k)
		}
		if n > 0 && !moneyCell[t.cols[c].cell] {
			return row
		}
		even = even && n <= 1
	}
	if even || len(amounts) != len(cols) {
		return row
	}
	out := append(tableRow(nil), row...)
	for i, c := range cols {
		out[c] = amounts[i]
	}
	return out
}

var moneyCell = map[string]bool{"charge": true, "allowed": true, "paid": true, "patient_owes": true}

// sumsUp reports whether a row of services is a sum of them: the word "total" with an amount behind it.
func sumsUp(row tableRow) bool {
	var all []layout.Word
	for _, ws := range row {
		all = append(all, ws...)
	}
	for k, w := range all[:max(0, len(all)-1)] {
		switch strings.ToLower(strings.Trim(w.Text, ".:*")) {
		case "total", "totals", "subtotal":
			if moneyAt(all[k+1:]) > 0 {
				return true
			}
		}
	}
	return false
}
