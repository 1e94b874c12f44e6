package fields

import (
	"regexp"
	"slices"
	"strings"

	"chartproof.org/chartproof/engine/find/layout"
)

// What a line must hold to be a row of its table.

// fits reports whether what stands in the columns can be a row of the table at all.
func (t *table) fits(row tableRow) bool {
	key := row[t.keyColumn()]
	for _, ws := range row {
		if len(ws) > 0 { // "Comment: clean catch"
			if strings.HasSuffix(ws[len(ws)-1].Text, ":") {
				return false
			}
			break
		}
	}
	switch t.kind.name {
	case "results":
		if name := layout.Join(key); endOfReport.MatchString(name) || lastIsDrug(key) {
			return false
		}
		return len(key) == 0 && !t.dayOver(row) || len(key) > 0 && anyShape(t, row, figure, outcome, flagMark, interval)
	case "service_lines":
		return t.holdsService(row)
	case "immunizations":
		return len(key) == 0 || letterStart(key[0].Text) || hasDigit(layout.Join(key))
	case "medications":
		return t.holdsMedication(row, layout.Join(key))
	case "problems":
		c := t.at("diagnosis_code")
		return c < 0 || len(row[c]) == 0 || hasDigit(layout.Join(row[c]))
	}
	return true
}

// holdsMedication reports whether a row has a dose, or the name of a drug or of what may be one beside how it is taken.
func (t *table) holdsMedication(row tableRow, name string) bool {
	if strings.Contains(name, " = ") { // what the letters of a grid mean
		return false
	}
	if t.dosed(row) || name != "" && knowsDrug(name) {
		return true
	}
	return name != "" && !personLike(name) && (t.filled(row, "frequency") || t.filled(row, "route") || t.filled(row, "dose"))
}

// anyShape reports whether a column beside the test's holds a piece of one of the shapes.
func anyShape(t *table, row tableRow, shapes ...shape) bool {
	for c, ws := range row {
		if t.cols[c].cell == "" || t.cols[c].cell == "test" {
			continue
		}
		for _, p := range labPieces(ws) {
			if slices.Contains(shapes, p.shape) {
				return true
			}
		}
	}
	// Narrow columns: the result stands right behind the name.
	key := labPieces(row[t.keyColumn()])
	return len(key) > 1 && key[len(key)-1].shape != wording
}

// holdsService reports whether a row has a code, or an amount beside a description or a date.
func (t *table) holdsService(row tableRow) bool {
	money := false
	for c, ws := range row {
		if moneyCell[t.cols[c].cell] && proseLike(ws) {
			return false
		}
		for i, w := range ws {
			if serviceFit.MatchString(w.Text) && t.cols[c].cell != "npi" && !moneyCell[t.cols[c].cell] {
				return true
			}
			money = money || moneyCell[t.cols[c].cell] && (moneyAt(ws[i:]) > 0 || hasDigit(w.Text) && !strings.Contains(w.Text, "%"))
		}
	}
	return money && (t.saysWhat(row) || t.saysWhen(row))
}

// at gives the first column of a cell, -1 for none.
func (t *table) at(cell string) int {
	for c := range t.cols {
		if t.cols[c].cell == cell {
			return c
		}
	}
	return -1
}

// endOfReport is what a report prints below its last result.
var endOfReport = regexp.MustCompile(`(?i)^[*\-= ]*end of (?:report|results|document|chart)`)

// lastIsDrug reports whether a name ends in a medication: "days and Ferrous sulfate" is no test. Levels are, by their names.
func lastIsDrug(ws []layout.Word) bool {
	if len(ws) < 3 {
		return false
	}
	if _, known := analyteAt(ws); known {
		return false
	}
	named := func(w string) bool { return drugNames[bare(w)] || listedDrug(bare(w)) }
	return named(ws[len(ws)-1].Text) || named(ws[len(ws)-2].Text) && lowerCase(ws[len(ws)-1].Text)
}

// dayOver reports whether a row has the day of a report where its results stand.
func (t *table) dayOver(row tableRow) bool {
	c := t.at("value")
	return c >= 0 && len(row[c]) > 0 && datedCell(row[c])
}

// saysWhat reports whether the description of a row is made of words.
func (t *table) saysWhat(row tableRow) bool {
	for c, ws := range row {
		if t.cols[c].cell == "description" && fourLetters.MatchString(layout.Join(ws)) {
			return true
		}
	}
	return false
}

// saysWhen reports whether the day of a row has figures.
func (t *table) saysWhen(row tableRow) bool {
	for c, ws := range row {
		if t.cols[c].cell == "date_of_service" && hasDigit(layout.Join(ws)) {
			return true
		}
	}
	return false
}

// proseLike reports whether a cell holds three words of letters or more.
func proseLike(ws []layout.Word) bool {
	n := 0
	for _, w := range ws {
		if letterStart(w.Text) {
			n++
		}
	}
	return n > 2
}

// hangsOn reports whether a text may go on with the one above: no date, no new medication with its strength.
func hangsOn(text string) bool {
	d, ok := drugIn(text)
	return !hasDate(text) && !(ok && strengthOf(text, d)) && letterStart(text)
}
