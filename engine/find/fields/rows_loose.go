package fields

import (
	"regexp"
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/layout"
)

// Lines that are rows by what they hold, for tables whose header is missing or says nothing that we know.

// readLoose reads rows that stand outside the tables found by their headers.
func (r *reader) readLoose(l *leaf) {
	for i := range l.sheet.Lines {
		if l.inTable(i) {
			continue
		}
		line := &l.sheet.Lines[i]
		switch r.doc.Type {
		case chart.LabReport, chart.ProgressNote, chart.DischargeSummary, chart.ReferralLetter:
			r.looseResult(l, line)
		case chart.Superbill, chart.ClaimForm, chart.EOB:
			r.looseService(l, line)
		case chart.ImmunizationRecord:
			r.looseVaccine(l, line)
		}
	}
	r.noteRows(chart.ByClue)
	r.readScripts(l)
	r.noteRows(chart.ByProse)
	r.readCards(l)
	r.noteRows(chart.ByLabel)
}

// row collects the cells of one line.
type row struct {
	chart.Row
	l *leaf
}

func (l *leaf) newRow(table string) row {
	return row{chart.Row{Table: table, Page: l.page.Number, Cells: []chart.Cell{}}, l}
}

func (w *row) put(name string, ws []layout.Word) {
	if len(ws) > 0 {
		w.Cells = append(w.Cells, w.l.cell(name, layout.Join(ws), ws))
	}
}

// looseResult reads "Glucose 87 mg/dL 70-99 H" in any order after the name. What follows must be pieces of a result and
// nothing else, or there must be a unit or a range among them.
func (r *reader) looseResult(l *leaf, line *layout.Line) {
	ws, lab := line.Words, r.doc.Type == chart.LabReport
	name, known := analyteAt(ws)
	text := see(ws)
	if len(ws) < 2 || !known && (!lab || len(ws) > 16 || hasDate(text.text)) || phoneShape.MatchString(text.text) || hasVerb(text.text) {
		return
	}
	pieces := labPieces(ws)
	at := firstValue(pieces, max(1, name))
	if at < 1 || pieces[at].from > 7 || !letterStart(ws[0].Text) || zipBefore(text.text, text.at[pieces[at].from]) || known && farFrom(ws[:pieces[at].from], name) {
		return
	}
	b := &bag{}
	b.put("test", withoutColon(ws[:pieces[at].from]))
	putResult(b, "value", ws[pieces[at].from:], map[string]bool{})
	if !b.has("value") { // "<5.7" was taken for a range
		return
	}
	told := b.has("reference_range") || b.measured(known)
	whole := pieces[len(pieces)-1].shape != wording && len(ws) <= name+3 // "Na 138"
	switch {
	case !lab && b.isDose(), known && !told && !whole:
		return
	case !known && (colonIn(ws[:pieces[at].from]) || !told): // "Specimen ID: 102": the head of the report
		return
	}
	out := l.newRow("results")
	for _, p := range b.parts {
		if p.cell == "value" {
			p.words = firstPiece(p.words)
		}
		out.put(p.cell, p.words)
	}
	r.doc.Rows = append(r.doc.Rows, out.Row)
}

// farFrom reports whether something else stands between a test's name and the value: "Pt: Hope Banks Birthdate: June".
func farFrom(ws []layout.Word, name int) bool {
	return len(ws) > name+4 || colonIn(ws[min(name, len(ws)):])
}

func colonIn(ws []layout.Word) bool {
	for _, w := range ws {
		if strings.HasSuffix(w.Text, ":") {
			return true
		}
	}
	return false
}

// hasDate reports whether a text names a day.
func hasDate(s string) bool {
	if dateNumeric.MatchString(s) {
		return true
	}
	for _, t := range tokens(s) {
		if len(t.text) > 2 && months[strings.ToLower(t.text[:3])] > 0 && len(t.text) < 10 && hasDigit(s) {
			return true
		}
	}
	return false
}

// firstValue gives the first piece that may be a result, not before the word least; -1 for none.
func firstValue(pieces []piece, least int) int {
	for k, p := range pieces {
		if (p.shape == figure || p.shape == outcome || p.shape == interval) && p.from >= least {
			return k
		}
	}
	return -1
}

// measured reports whether a unit stands in the bag; a letter alone is one only behind a known test.
func (b *bag) measured(known bool) bool {
	i := b.at("unit")
	return i >= 0 && (known || len(b.parts[i].words[0].Text) > 1 || b.parts[i].words[0].Text == "%")
}

// isDose reports whether the unit is one that drugs are given in: "Calcium 600 mg".
func (b *bag) isDose() bool {
	i := b.at("unit")
	return i >= 0 && !strings.ContainsAny(layout.Join(b.parts[i].words), "/%")
}

// firstPiece leaves out the words behind a value that are none of ours: the laboratory's number, a remark.
func firstPiece(ws []layout.Word) []layout.Word {
	p := labPieces(ws)[0]
	return ws[p.from:p.to]
}

// withoutColon takes the colon off the end of a name.
func withoutColon(ws []layout.Word) []layout.Word {
	last := ws[len(ws)-1]
	if to := strings.TrimRight(last.Text, ":"); to != last.Text && to != "" {
		last, _ = cutWord(last, len(to))
		return append(append([]layout.Word(nil), ws[:len(ws)-1]...), last)
	}
	return ws
}

// looseService reads a line with a procedure code and an amount. A form to tick has several on a line, and only those that
// are ticked were done.
func (r *reader) looseService(l *leaf, line *layout.Line) {
	entries := serviceEntries(line)
	if r.doc.Type == chart.Superbill {
		if marked := l.markedEntries(line); len(marked) > 0 {
			for _, e := range marked {
				r.markedService(l, e)
			}
			return
		}
	}
	for _, e := range entries {
		on, known := l.ticked(e[0])
		if known && !on {
			continue
		}
		r.serviceEntry(l, e, len(entries) > 1 && !known)
	}
}

// serviceEntries parts a line before every code that stands after an amount.
func serviceEntries(line *layout.Line) [][]layout.Word {
	var out [][]layout.Word
	start, paid := 0, false
	for k, w := range line.Words {
		if paid && serviceFit.MatchString(w.Text) {
			from := k
			for from > start && tickText(line.Words[from-1].Text) {
				from--
			}
			out = append(out, line.Words[start:from])
			start, paid = from, false
		}
		paid = paid || wholeMoney.MatchString(w.Text)
	}
	return append(out, line.Words[start:])
}

// serviceEntry writes one service; doubtful where it is printed with others and nothing says which were done.
func (r *reader) serviceEntry(l *leaf, words []layout.Word, doubtful bool) {
	v := see(words)
	codes := cpt(v.text)
	var amounts [][]layout.Word
	for k, w := range words {
		if t, ok := money(w.Text); ok && t.from == 0 && t.to == len(w.Text) && !codeLike(w.Text) {
			amounts = append(amounts, words[k:k+1])
		}
	}
	var count []layout.Word
	if len(amounts) == 0 && len(codes) > 0 && r.doc.Type == chart.ClaimForm {
		amounts, count = inBoxes(words, v.cut(codes[0].from, codes[0].to)[0].Index)
	}
	if len(codes) == 0 || len(amounts) == 0 || zipBefore(v.text, codes[0].from) {
		return
	}
	out := l.newRow("service_lines")
	if d, ok := r.clock.date(v.text, false); ok {
		out.put("date_of_service", v.cut(d.from, d.to))
		r.add(l, chart.DateOfService, v, d, 0.6)
	} else if d, ok := r.clock.date(words[0].Text, false); ok && count != nil { // in figures alone, in its box
		out.put("date_of_service", words[:1])
		r.add(l, chart.DateOfService, see(words[:1]), d, 0.6)
	}
	code := v.cut(codes[0].from, codes[0].to)
	out.put("procedure_code", code)
	if name := describing(words, code, amounts[0]); wordy.MatchString(layout.Join(name)) {
		out.put("description", name)
	}
	if count == nil {
		count = counted(words, amounts[0])
	}
	out.put("units", count)
	for k, cell := range amountCells(amounts) {
		out.put(cell, amounts[k])
	}
	if doubtful || len(amounts) > 1 {
		out.Reasons = append(out.Reasons, chart.LowConfidence)
	}
	r.doc.Rows = append(r.doc.Rows, out.Row)
}

// inBoxes takes dollars and cents, and the units behind them, off a line of a claim that was printed into boxes: "245 00   1".
func inBoxes(words []layout.Word, code int) (amounts [][]layout.Word, count []layout.Word) {
	behind := false
	for k := 0; k+1 < len(words); k++ {
		a, b := words[k], words[k+1]
		if behind && allDigits(a.Text) && len(a.Text) < 6 && allDigits(b.Text) && len(b.Text) == 2 && b.Rect.X0-a.Rect.X1 < 3*a.Rect.Height() {
			if k+2 < len(words) && allDigits(words[k+2].Text) && len(words[k+2].Text) < 4 {
				count = words[k+2 : k+3]
			}
			return [][]layout.Word{words[k : k+2]}, count
		}
		behind = behind || a.Index == code
	}
	return nil, nil
}

// amountCells names the amounts of a line without a header: the first is the charge, and where the next is the sum of the two
// behind it those are what is allowed, paid and owed. Others have no name that anybody could know.
func amountCells(amounts [][]layout.Word) []string {
	if len(amounts) == 4 {
		a, okA := amountIn(amounts[1])
		b, okB := amountIn(amounts[2])
		c, okC := amountIn(amounts[3])
		if okA && okB && okC && a == b+c {
			return []string{"charge", "allowed", "paid", "patient_owes"}
		}
	}
	return []string{"charge"}
}

// wordy tells what was done from the letters of boxes: "ABC", "QW".
var wordy = regexp.MustCompile(`\pL{4}|\pL\p{Ll}{2}`)

func codeLike(s string) bool { return !strings.ContainsAny(s, ".$") }

// describing gives the words of letters before a code or behind it, before the first amount.
func describing(words, code, amount []layout.Word) []layout.Word {
	from, to := -1, -1
	for k, w := range words {
		if w.Rect.X0 >= amount[0].Rect.X0 {
			break
		}
		switch {
		case w.Index == code[0].Index && from >= 0 && len(layout.Join(words[from:to+1])) > 5:
			return words[from : to+1]
		case w.Index == code[0].Index, hasDigit(w.Text) && from < 0:
			from, to = -1, -1
		case letterStart(w.Text) || from >= 0 && !hasDigit(w.Text):
			if from < 0 {
				from = k
			}
			to = k
		}
	}
	if from < 0 {
		return nil
	}
	return words[from : to+1]
}

// counted gives the number of units: the small number next to the amount, before it or behind it.
func counted(words, amount []layout.Word) []layout.Word {
	small := func(k int) bool {
		return k >= 0 && k < len(words) && allDigits(words[k].Text) && len(words[k].Text) < 4 && words[k].Text[0] != '0'
	}
	for k := range words {
		if words[k].Index != amount[0].Index {
			continue
		}
		if k > 0 && small(k-1) && (k < 2 || !allDigits(words[k-2].Text)) {
			return words[k-1 : k]
		}
		if small(k+1) && !small(k+2) {
			return words[k+1 : k+2]
		}
	}
	return nil
}

// looseVaccine reads a line with the name of a vaccine and the day it was given; a name that we do not know is one where a lot
// or a site stands beside it.
func (r *reader) looseVaccine(l *leaf, line *layout.Line) {
	v := see(line.Words)
	d, ok := r.clock.date(v.text, false)
	if !ok || bornBefore.MatchString(v.text[:d.from]) {
		return
	}
	day := v.cut(d.from, d.to)
	vaccine, lot, site := shotOn(line.Words, day[0].Index, l.sheet.Body)
	score := 0.85
	if len(vaccine) == 0 && (len(lot) > 0 || len(site) > 0) {
		vaccine, score = productOn(line, day), 0.7
		_, lot, site = shotOn(line.Words, day[0].Index, l.sheet.Body)
	}
	if len(vaccine) == 0 || recordOf.MatchString(layout.Join(vaccine)) {
		return
	}
	out := l.newRow("immunizations")
	out.put("vaccine", vaccine)
	out.put("date", day)
	out.put("lot", lot)
	out.put("site", site)
	r.doc.Rows = append(r.doc.Rows, out.Row)
	it := item{view: see(vaccine)}
	r.addItem(l, chart.Vaccine, it, 0, len(strings.TrimRight(it.text, " .,;:-")), score)
}

var (
	bornBefore = regexp.MustCompile(`(?i)\b(?:d\.?o\.?b\.?|birth\s?(?:date|day)?|born(?: on)?|nacimiento|nac\.?|printed|as of|report date)\W*$`)
	recordOf   = regexp.MustCompile(`(?i)^(?:vaccine|vaccination|immunization|shot)s?\s+(?:history|record|registry|list|report|card|information|given|date)`)
)

// productOn gives the cell of a line that is neither its day, its lot, its site nor a dose: the name of what was given.
func productOn(line *layout.Line, day []layout.Word) []layout.Word {
	for _, seg := range line.Segments {
		ws := line.Words[seg.First : seg.Last+1]
		text := layout.Join(ws)
		first := strings.ToLower(strings.Trim(ws[0].Text, ".:#"))
		if touches(ws, day) || !letterStart(text) || !fourLetters.MatchString(text) || first == "lot" || first == "exp" || first == "mfr" || doseFirst.MatchString(text) || personLike(text) {
			continue
		}
		if _, _, site := shotOn(ws, -1, 0); len(site) > 0 {
			continue
		}
		return ws
	}
	return nil
}

// afterLot reports whether the word before says that a lot follows.
func afterLot(ws []layout.Word, k int) bool {
	if k == 0 {
		return false
	}
	switch strings.ToLower(strings.Trim(ws[k-1].Text, ".:#")) {
	case "lot", "lote", "batch", "no", "number":
		return true
	}
	return false
}

// shotOn gives vaccine, lot and site of a line; day is the word that begins its date.
func shotOn(ws []layout.Word, day int, body float64) (vaccine, lot, site []layout.Word) {
	for k, w := range ws {
		switch low := strings.ToLower(w.Text); {
		case len(vaccine) == 0 && w.Index != day && vaccineLike(w.Text):
			end := k + 1
			for end < len(ws) && ws[end].Rect.X0-ws[end-1].Rect.X1 < 1.2*body && ws[end].Index != day {
				end++
			}
			vaccine = ws[k:end]
		case len(lot) == 0 && w.Index != day && hasDigit(w.Text) && lotShape.MatchString(w.Text) && (len(vaccine) == 0 && afterLot(ws, k) || len(vaccine) > 0 && w.Index != vaccine[len(vaccine)-1].Index):
			lot = ws[k : k+1]
		case len(site) == 0 && k > 0 && bodyPart[low]:
			from := k
			if sideOf[strings.ToLower(ws[k-1].Text)] {
				from--
			}
			site = ws[from : k+1]
		}
	}
	return vaccine, lot, site
}
