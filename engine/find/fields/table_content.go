package fields

import (
	"regexp"
	"strings"

	"chartproof.org/chartproof/engine/find/layout"
)

// Names of columns are ambiguous: "Procedure" stands over codes on one bill and over descriptions on the next. What stands in a
// column decides.

// share gives how many of the column's filled cells pass, of how many.
func (t *table) share(c int, pass func(ws []layout.Word) bool) (part float64, filled int) {
	n := 0
	for _, row := range t.rows {
		if len(row[c]) == 0 {
			continue
		}
		filled++
		if pass(row[c]) {
			n++
		}
	}
	return float64(n) / float64(max(1, filled)), filled
}

// relabel names columns after what stands in them, where their header does not or says another of ours.
func (t *table) relabel() {
	t.keyByContent()
	switch t.kind.name {
	case "service_lines":
		t.relabelServices()
		t.nameBy("date_of_service", datedCell)
		t.nameByAmounts()
		t.nameBy("charge", func(ws []layout.Word) bool { _, ok := amountIn(ws); return ok })
	case "results":
		t.nameBy("value", isShape(figure))
		t.nameBy("reference_range", isShape(interval))
		t.nameBy("unit", isShape(unitName))
		t.nameBy("flag", isShape(flagMark))
	case "immunizations":
		t.nameBy("date", datedCell)
	case "medications":
		t.nameBy("dose", func(ws []layout.Word) bool { return doseShape.MatchString(layout.Join(ws)) })
		t.nameBy("route", func(ws []layout.Word) bool { return len(ws) < 3 && routeShape.MatchString(layout.Join(ws)) })
		t.nameBy("frequency", func(ws []layout.Word) bool { return freqShape.MatchString(layout.Join(ws)) })
	}
	if t.period() == 0 {
		t.oneOfEach()
	}
}

// oneOfEach keeps one column of each cell that is words, the one that says most: "Covered service?" is no second description.
func (t *table) oneOfEach() {
	at := map[string]int{}
	for c := range t.cols {
		cell := t.cols[c].cell
		if cell == "" || cell == "date" || moneyCell[cell] {
			continue
		}
		if first, ok := at[cell]; ok {
			less := c
			if t.letters(c) > t.letters(first) {
				less, at[cell] = first, c
			}
			t.cols[less].cell = ""
			continue
		}
		at[cell] = c
	}
}

// letters counts what stands in a column.
func (t *table) letters(c int) int {
	n := 0
	for _, row := range t.rows {
		n += len(layout.Join(row[c]))
	}
	return n
}

func isShape(sh shape) func([]layout.Word) bool {
	return func(ws []layout.Word) bool {
		p := labPieces(ws)
		return len(p) == 1 && p[0].shape == sh
	}
}

// nameBy gives a cell that the table lacks to the first column without a known name that holds it in four of five rows.
func (t *table) nameBy(cell string, pass func([]layout.Word) bool) {
	for c := range t.cols {
		if t.cols[c].cell == cell {
			return
		}
	}
	for c := range t.cols {
		if part, filled := t.share(c, pass); !t.cols[c].named && t.cols[c].cell == "" && filled > 1 && part >= 0.8 {
			t.cols[c].cell = cell
			return
		}
	}
}

// emptyNames takes the name off columns that hold nothing of the kind: amounts without an amount, descriptions without a word.
func (t *table) emptyNames() {
	for c := range t.cols {
		cell := t.cols[c].cell
		if !moneyCell[cell] && cell != "description" {
			continue
		}
		part, filled := t.share(c, func(ws []layout.Word) bool {
			text := layout.Join(ws)
			if cell == "description" {
				return fourLetters.MatchString(text)
			}
			return hasDigit(text) && len(onlyDigits(text)) < 10 || fourLetters.MatchString(text)
		})
		if filled > 1 && part < 0.2 {
			t.cols[c].cell = ""
		}
	}
}

// relabelServices tells codes from descriptions.
func (t *table) relabelServices() {
	t.emptyNames()
	code := t.holding("procedure_code", func(ws []layout.Word) bool { return serviceFit.MatchString(ws[0].Text) && len(ws) <= 2 })
	text := t.holding("description", func(ws []layout.Word) bool {
		return letterStart(ws[0].Text) && !serviceFit.MatchString(ws[0].Text) && fourLetters.MatchString(layout.Join(ws))
	})
	if code < 0 || text < 0 || code == text {
		return
	}
	for c := range t.cols {
		if cell := t.cols[c].cell; cell == "procedure_code" || cell == "description" {
			t.cols[c].cell = ""
		}
	}
	t.cols[code].cell, t.cols[text].cell = "procedure_code", "description"
}

// fourLetters tells words from codes of adjustment ("CO-45").
var fourLetters = regexp.MustCompile(`\pL{4}`)

// holding gives the column whose cells mostly pass, the one of that name before the first other that may be it; -1 for none.
func (t *table) holding(name string, pass func([]layout.Word) bool) int {
	best := -1
	for c, col := range t.cols {
		if col.cell != "procedure_code" && col.cell != "description" && (col.cell != "" || col.named) {
			continue
		}
		if part, _ := t.share(c, pass); part >= 0.6 && (best < 0 || col.cell == name && t.cols[best].cell != name) {
			best = c
		}
	}
	return best
}

// bornOut reports whether the rows are of the table whose key its header does not name.
func (t *table) bornOut() bool {
	key := t.keyColumn()
	good := 0
	for _, row := range t.rows {
		name := layout.Join(row[key])
		switch t.kind.name {
		case "results":
			if letterStart(name+" ") && anyShape(t, row, figure, outcome) {
				good++
			}
		case "medications":
			if d, ok := drugIn(name); ok && (knownDrug(strings.Fields(name[d.from:])[0]) || t.dosed(row)) {
				good++
			}
		case "immunizations":
			if vaccineLike(name) {
				good++
			}
		case "service_lines":
			if t.holdsService(row) && t.priced(row) {
				good++
			}
		}
	}
	return 10*good >= 6*len(t.rows)
}

// priced reports whether an amount stands in a column of amounts; dollars alone, with their cents in a column of their own,
// where the row has a code.
func (t *table) priced(row tableRow) bool {
	code, bare := false, false
	for c, ws := range row {
		switch cell := t.cols[c].cell; {
		case len(ws) == 0:
		case moneyCell[cell] && moneyAt(ws) > 0:
			return true
		case moneyCell[cell]:
			bare = bare || allDigits(ws[0].Text)
		case cell == "procedure_code":
			code = serviceFit.MatchString(ws[0].Text)
		}
	}
	return code && bare
}

func (t *table) dosed(row tableRow) bool {
	for c := range t.cols {
		if t.cols[c].cell == "dose" && len(row[c]) > 0 && doseShape.MatchString(layout.Join(row[c])) {
			return true
		}
	}
	return false
}
