package fields

import (
	"regexp"
	"strings"

	"chartproof.org/chartproof/engine/find/layout"
)

// A header says what a column is meant to hold; the shape of what stands there says what it does hold. Columns that hold two
// things ("Reference range" with the unit behind it, "Service and code") are parted by shape, and a value that ran over into
// the column beside it goes back.

// parted gives the cells of a row in the order of the page.
func (r *reader) parted(t *table, row tableRow) []part {
	switch t.kind.name {
	case "results":
		return resultParts(t, row)
	case "service_lines":
		return r.serviceParts(t, row)
	case "medications":
		return medicationParts(t, row)
	case "immunizations":
		return r.shotParts(t, row)
	case "problems":
		return r.problemParts(t, row)
	}
	return plainParts(t, row)
}

func plainParts(t *table, row tableRow) []part {
	var out []part
	for c, ws := range row {
		if len(ws) > 0 {
			out = append(out, part{t.cols[c].cell, ws})
		}
	}
	return out
}

// bag collects the words of a row's cells; what comes second to a cell is put behind what it has.
type bag struct {
	parts []part
}

func (b *bag) at(cell string) int {
	for i := range b.parts {
		if b.parts[i].cell == cell {
			return i
		}
	}
	return -1
}

func (b *bag) has(cell string) bool { return b.at(cell) >= 0 }

func (b *bag) put(cell string, ws []layout.Word) {
	if len(ws) == 0 {
		return
	}
	if i := b.at(cell); i >= 0 {
		if cell == "unit" && layout.Join(b.parts[i].words) == layout.Join(ws) { // behind the value and behind the range
			return
		}
		b.parts[i].words = append(append([]layout.Word(nil), b.parts[i].words...), ws...)
		return
	}
	b.parts = append(b.parts, part{cell, ws})
}

// resultParts reads a row of laboratory results.
func resultParts(t *table, row tableRow) []part {
	b := &bag{}
	own := map[string]bool{} // cells that a column of their own fills in this row
	for c, ws := range row {
		cell := t.cols[c].cell
		for _, p := range labPieces(ws) {
			if want, ok := resultShapes[cell]; ok && (p.shape == want || want == interval && p.shape == wording || want == figure && p.shape != flagMark) {
				own[cell] = true
			}
		}
	}
	for c, ws := range row {
		cell := t.cols[c].cell
		switch {
		case len(ws) == 0:
		case cell == "test":
			b.put(cell, withoutSite(ws))
		case cell == "":
			b.put(cell, ws)
		default:
			putResult(b, cell, ws, own)
		}
	}
	if i := b.at("test"); i >= 0 && !b.has("value") {
		ranOver(b, i)
	}
	return b.parts
}

var siteNumber = regexp.MustCompile(`^0[1-9]$`)

// withoutSite leaves out the number behind a test's name that says which of the laboratory's houses ran it.
func withoutSite(ws []layout.Word) []layout.Word {
	if n := len(ws); n > 1 && siteNumber.MatchString(ws[n-1].Text) && letterStart(ws[n-2].Text) {
		return ws[:n-1]
	}
	return ws
}

// resultShapes are what the columns of results hold.
var resultShapes = map[string]shape{"value": figure, "flag": flagMark, "unit": unitName, "reference_range": interval}

// putResult parts what stands in one column among value, flag, unit and range.
func putResult(b *bag, cell string, ws []layout.Word, own map[string]bool) {
	if cell == "value" {
		ws = detachFlag(ws)
	}
	pieces := labPieces(ws)
	for i, p := range pieces {
		to := cell
		switch p.shape {
		case flagMark:
			to = flagCell(cell, pieces, i, p.to == len(ws), own["flag"])
		case unitName:
			if !own["unit"] && (beside(pieces, i, figure, interval) || b.has("value") && cell != "value") {
				to = "unit"
			}
		case interval:
			to = rangeCell(b, cell, pieces, i, own)
		case figure:
			if !own["value"] && (cell == "flag" || cell == "unit" && !b.has("value")) {
				to = "value"
			}
		}
		b.put(to, ws[p.from:p.to])
	}
}

// flagCell says where a mark that looks like a flag goes: a letter beside a number is one, a letter alone may be a result.
func flagCell(cell string, pieces []piece, i int, last, own bool) string {
	switch {
	case own || cell == "flag" || len(pieces) < 2:
		return cell
	case cell == "unit":
		if i > 0 && last {
			return "flag"
		}
	case (i == 0 || last || pieces[i-1].shape == figure) && beside(pieces, i, figure, outcome, interval):
		return "flag"
	}
	return cell
}

// rangeCell says where a range goes: behind a value it is the reference.
func rangeCell(b *bag, cell string, pieces []piece, i int, own map[string]bool) string {
	if !own["reference_range"] && (b.has("value") || i > 0 && pieces[i-1].shape != wording) {
		return "reference_range"
	}
	return cell
}

// beside reports whether a piece next to the i-th one, or one further, has one of the shapes.
func beside(pieces []piece, i int, shapes ...shape) bool {
	for k := max(0, i-2); k < len(pieces) && k <= i+2; k++ {
		for _, sh := range shapes {
			if k != i && pieces[k].shape == sh {
				return true
			}
		}
	}
	return false
}

var glued = regexp.MustCompile(`^([<>]?\d[\d.,]*)(\(?[HLA]{1,2}\)?|\*{1,2}|\(High\)|\(Low\))$`)

// detachFlag parts "102H" and "5.6*" into value and flag.
func detachFlag(ws []layout.Word) []layout.Word {
	for i, w := range ws {
		m := glued.FindStringSubmatchIndex(w.Text)
		if m == nil {
			continue
		}
		a, z := cutWord(w, m[3])
		return append(append(append([]layout.Word(nil), ws[:i]...), a, z), ws[i+1:]...)
	}
	return ws
}

// cutWord parts a word at a byte of its text; the boxes share its width by characters.
func cutWord(w layout.Word, at int) (layout.Word, layout.Word) {
	n, k := float64(len([]rune(w.Text))), len([]rune(w.Text[:at]))
	a, z := w, w
	a.Text, z.Text = w.Text[:at], w.Text[at:]
	a.Part, z.Part = true, true
	z.From = w.From + k
	x := w.Rect.X0 + w.Rect.Width()*float64(k)/n
	a.Rect.X1, z.Rect.X0 = x, x
	return a, z
}

// ranOver takes what belongs to other cells off the end of a test's name: "Glucose 102 H" where the columns are narrow.
func ranOver(b *bag, i int) {
	ws := b.parts[i].words
	pieces := labPieces(ws)
	for k, p := range pieces {
		if k == 0 || p.shape != figure && p.shape != outcome {
			continue
		}
		for _, rest := range pieces[k:] {
			if rest.shape == wording {
				p.to = 0
			}
		}
		if p.to == 0 {
			continue
		}
		b.parts[i].words = ws[:p.from]
		for j, rest := range pieces[k:] {
			switch {
			case j == 0:
				b.put("value", ws[rest.from:rest.to])
			case rest.shape == flagMark:
				b.put("flag", ws[rest.from:rest.to])
			case rest.shape == unitName:
				b.put("unit", ws[rest.from:rest.to])
			default:
				b.put("reference_range", ws[rest.from:rest.to])
			}
		}
		return
	}
}

// medicationParts reads a row of a list of medications; the strength behind a name is the dose where no column holds one.
func medicationParts(t *table, row tableRow) []part {
	b := &bag{}
	for c, ws := range row {
		b.put(t.cols[c].cell, ws)
	}
	b.rejoined()
	b.inOrder()
	b.asSaid()
	b.spread()
	i := b.at("medication")
	if i < 0 {
		return b.parts
	}
	v := see(b.parts[i].words)
	if m := bullet.FindStringIndex(v.text); m != nil && m[1] < len(v.text) {
		b.parts[i].words = v.cut(m[1], len(v.text))
		v = see(b.parts[i].words)
	}
	d, ok := drugIn(v.text)
	if !ok || d.to >= len(v.text) {
		return b.parts
	}
	for _, x := range []struct {
		cell string
		at   [2]int
	}{{"dose", d.dose}, {"route", d.route}, {"frequency", d.frequency}} {
		if x.at[1] > x.at[0] && x.at[0] >= d.to && !b.has(x.cell) {
			b.put(x.cell, v.cut(x.at[0], x.at[1]))
			b.parts[i].words = v.cut(d.from, d.to)
		}
	}
	return b.parts
}

// set gives a cell other words.
func (b *bag) set(cell string, ws []layout.Word) {
	if i := b.at(cell); i >= 0 {
		b.parts[i].words = ws
		return
	}
	b.put(cell, ws)
}

// shotParts reads a row of vaccines: a date alone where an age or a clinic stands behind it, and a lot or a site that a
// column shares with a maker or a route.
func (r *reader) shotParts(t *table, row tableRow) []part {
	var out []part
	for c, ws := range row {
		if len(ws) == 0 {
			continue
		}
		cell := t.cols[c].cell
		v := see(ws)
		switch cell {
		case "date":
			if days := r.daysIn(v); len(days) > 0 {
				out = append(out, days[:len(days)-1]...)
				ws = days[len(days)-1].words
			}
		case "lot":
			for k, w := range ws {
				if len(ws) > 1 && hasDigit(w.Text) && lotShape.MatchString(strings.Trim(w.Text, ",;()/")) {
					ws = ws[k : k+1]
					break
				}
			}
		case "vaccine":
			if d, ok := r.clock.date(v.text, false); ok && d.from > 3 && !t.filled(row, "date") {
				out = append(out, part{"vaccine", v.cut(0, d.from)})
				cell, ws = "date", v.cut(d.from, d.to)
			}
		}
		out = append(out, shotCell(t, row, cell, ws)...)
	}
	return out
}

// shotCell parts the name of a vaccine from the lot and the maker that strokes
// part from it: "Shingrix #2 / GSK / 4X92L".
func shotCell(t *table, row tableRow, cell string, ws []layout.Word) []part {
	if cell != "vaccine" || t.filled(row, "lot") {
		return []part{{cell, ws}}
	}
	var parts [][]layout.Word
	from := 0
	for k, w := range ws {
		if w.Text == "/" || w.Text == "|" {
			parts, from = append(parts, ws[from:k]), k+1
		}
	}
	parts = append(parts, ws[from:])
	last := parts[len(parts)-1]
	if len(parts) > 1 && len(parts[0]) > 0 && len(last) == 1 && hasDigit(last[0].Text) && lotShape.MatchString(last[0].Text) {
		return []part{{"vaccine", parts[0]}, {"lot", last}}
	}
	return []part{{cell, ws}}
}

// daysIn gives every date of a cell: "04/11/2019, 06/13/2019".
func (r *reader) daysIn(v view) []part {
	var out []part
	for from := 0; from < len(v.text) && len(out) < 8; {
		d, ok := r.clock.date(v.text[from:], false)
		if !ok || d.to <= d.from {
			break
		}
		out = append(out, part{"date", v.cut(from+d.from, from+d.to)})
		from += d.to
	}
	return out
}

// filled reports whether the row has words in a column of that cell.
func (t *table) filled(row tableRow, cell string) bool {
	for c, ws := range row {
		if t.cols[c].cell == cell && len(ws) > 0 {
			return true
		}
	}
	return false
}
