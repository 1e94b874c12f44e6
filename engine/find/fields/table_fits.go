package fields

import (
	"regexp"
	"strings"

	"chartproof.org/chartproof/engine/find/layout"
)

// The name of a column is a promise that its cells keep or break: a column of dates without a date is none, and two names that
// stand side by side over one column ("Procedure Date") are one name, that of what the column holds.

var (
	dayLike    = regexp.MustCompile(`\d{1,4}\s?[/\-. ]\s?(?:\d{1,2}|[A-Za-z]{3,9})\s?[/\-. ,]\s?\d{2,4}|^\d{6}(?:\d{2})?$|^\d{1,2}/\d{2,4}$|^\d{4}(?:\s\d{6})?$|\d{1,2}/\d{1,2}\b`)
	clockTime  = regexp.MustCompile(`^(?:[01]?\d|2[0-4]):?[0-5]\d(?:\s?(?:[ap]\.?m?\.?|hrs?))?$|^\d{1,2}\s?[ap]\.?m\.?$`)
	smallCount = regexp.MustCompile(`^\d{1,3}(?:\.\d{1,2})?$|^\d{1,3}\s?(?:un|ea|hr|min|x)\w*$`)
)

// promises are what the cells of a column look like, by its name; a column that is not here may hold anything.
var promises = map[string]func(ws []layout.Word) bool{
	"date":            datedCell,
	"date_of_service": datedCell,
	"units":           func(ws []layout.Word) bool { return smallCount.MatchString(layout.Join(ws)) },
	"charge":          amountCell,
	"allowed":         amountCell,
	"paid":            amountCell,
	"patient_owes":    amountCell,
	"lot":             func(ws []layout.Word) bool { return hasDigit(layout.Join(ws)) },
	"procedure_code":  func(ws []layout.Word) bool { return hasDigit(ws[0].Text) || hasDigit(ws[len(ws)-1].Text) },
	"diagnosis_code":  func(ws []layout.Word) bool { return hasDigit(layout.Join(ws)) },
	"flag":            flagCellLike,
	"description":     func(ws []layout.Word) bool { return fourLetters.MatchString(layout.Join(ws)) && !datedCell(ws) },
	"reference_range": func(ws []layout.Word) bool {
		s := layout.Join(ws)
		return hasDigit(s) && !hasDate(s) || wordValue.MatchString(strings.Fields(s)[0])
	},
	"dose":      func(ws []layout.Word) bool { return !datedCell(ws) },
	"frequency": func(ws []layout.Word) bool { return !datedCell(ws) },
}

func datedCell(ws []layout.Word) bool {
	s := layout.Join(ws)
	return dayLike.MatchString(s) || looksDated(s) || hasDate(s)
}

func amountCell(ws []layout.Word) bool {
	s := layout.Join(ws)
	if strings.Trim(s, "-—–. $") == "" || fourLetters.MatchString(s) && !hasDigit(s) {
		return true
	}
	return hasDigit(s) && !datedCell(ws) && (len(onlyDigits(s)) < 7 || strings.ContainsAny(s, ".,$")) && len(onlyDigits(s)) < 10
}

// flagCellLike reports whether a cell says that a result is out of its range, or in it.
func flagCellLike(ws []layout.Word) bool {
	return flagShape.MatchString(ws[0].Text) || valueShape.MatchString(ws[0].Text) || flagWords.MatchString(layout.Join(ws))
}

var flagWords = regexp.MustCompile(`(?i)^[*(\[!]*(?:h|l|hi|lo|a|n|hh|ll|abn|high|low|normal|abnormal|crit|critical|above|below|in range|out of range|within|outside|elevated|decreased|alto|bajo|alta|baja|anormal|positive|wnl|ok|yes|no|panic|see)\b|[↑↓*!]`)

// broken reports whether a column's cells speak against its name: two at least, and hardly one that keeps it.
func (t *table) broken(c int) bool {
	keeps, ok := promises[t.cols[c].cell]
	if !ok {
		return false
	}
	part, filled := t.share(c, keeps)
	return filled > 1 && part < 0.25
}

// kept reports whether most of a column's cells are what its name says.
func (t *table) kept(c int) bool {
	keeps, ok := promises[t.cols[c].cell]
	if !ok {
		return true
	}
	part, filled := t.share(c, keeps)
	return filled > 0 && part >= 0.6
}

// oneName joins two columns whose names stand in one cell of the header where the rows hold one of the two only; it says
// whether it joined any, and then the rows must be gathered anew.
func (t *table) oneName() bool {
	joined := false
	if t.kind.name == "medications" { // name, dose and directions in one column are parted row by row
		return false
	}
	for c := 1; c < len(t.cols); c++ {
		a, b := &t.cols[c-1], &t.cols[c]
		if a.head == 0 || a.head != b.head {
			continue
		}
		var cell string
		switch {
		case t.broken(c) && !t.broken(c-1):
			cell = a.cell
		case t.broken(c-1) && t.kept(c):
			cell = b.cell
		default:
			continue
		}
		a.cell, a.rect.X1 = cell, b.rect.X1
		t.cols = append(t.cols[:c], t.cols[c+1:]...)
		for i, row := range t.rows {
			whole := append(append([]layout.Word(nil), row[c-1]...), row[c]...)
			t.rows[i] = append(append(append(tableRow(nil), row[:c-1]...), whole), row[c+1:]...)
		}
		joined = true
		c--
	}
	return joined
}

// unname takes the names off columns that their cells speak against.
func (t *table) unname() {
	for c := range t.cols {
		if t.cols[c].cell != t.kind.key && t.broken(c) {
			t.cols[c].cell, t.cols[c].named = "", false
		}
	}
}
