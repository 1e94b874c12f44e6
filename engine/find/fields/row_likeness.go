package fields

import (
	"regexp"
	"strings"

	"chartproof.org/chartproof/assets/lexicon"
	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/layout"
)

// likeness weighs the text of a cell by the shape and the words of what the cell holds, whatever led to it.
func (r *reader) likeness(cell, text string) float64 {
	ws := wordsOf(text)
	if len(ws) == 0 {
		return unlike
	}
	if want, ok := pieceOf[cell]; ok {
		if like := likePiece(labPieces(ws), want); like > unlike || cell != "reference_range" {
			return like
		}
		return or(hasDigit(text), open, unlike) // "40 or more"
	}
	if moneyCell[cell] {
		return or(moneyAt(ws) == len(ws), evident, or(amountLike.MatchString(text), fair, unlike))
	}
	switch cell {
	case "test":
		return likeTest(ws)
	case "medication":
		return or(!letterStart(text), unlike, or(r.knowsTerm(chart.Medication, text), evident, open))
	case "diagnosis":
		return or(!letterStart(text), unlike, or(r.knowsTerm(chart.Diagnosis, text), evident, open))
	case "vaccine":
		return or(vaccineLike(strings.ReplaceAll(strings.ToLower(text), "vaccine", "")), evident, or(letterStart(text), open, unlike))
	case "description":
		return likeSentence(text)
	case "site":
		return likeSite(text)
	}
	return likeShape(cell, text)
}

// frayed is a text that begins or ends with a sign that no text does: what a stroke, a label or another column left behind.
var frayed = regexp.MustCompile(`^[^\pL\d<>≤≥$(\[*+↑↓.#=-]|^[#=-]\s|[^\pL\d%)\].*+↑↓'"-]$`)

// likeLabel is the share of the words of a text that columns are named by: a cell may be a header, or the form's own words.
func likeLabel(text string) float64 {
	known, n, all := compiledWords(), 0, 0
	for _, w := range wordsOf(text) {
		if f := layout.Fold(w.Text); len(f) > 1 && !hasDigit(f) {
			all++
			n += oneIf(known[f])
		}
	}
	return float64(n) / float64(max(1, all))
}

// wordsOf makes words of a text.
func wordsOf(text string) []layout.Word {
	var out []layout.Word
	for _, f := range strings.Fields(text) {
		out = append(out, layout.Word{Text: f})
	}
	return out
}

// pieceOf are the cells of results that are one piece.
var pieceOf = map[string][]shape{"value": {figure, outcome}, "unit": {unitName}, "reference_range": {interval, outcome}, "flag": {flagMark}}

func likePiece(pieces []piece, want []shape) float64 {
	fits := func(p piece) bool {
		for _, sh := range want {
			if p.shape == sh {
				return true
			}
		}
		return false
	}
	switch {
	case len(pieces) == 1 && fits(pieces[0]):
		return evident
	case fits(pieces[0]):
		return open
	}
	return unlike
}

func likeTest(ws []layout.Word) float64 {
	n, known := analyteAt(ws)
	switch {
	case !letterStart(ws[0].Text):
		return unlike
	case known && n == len(ws):
		return evident
	case known:
		return fair
	}
	return open
}

// likeSentence weighs a description by the share of its words that are in the lists.
func likeSentence(text string) float64 {
	lex, err := lexicon.Shared()
	if err != nil || !fourLetters.MatchString(text) {
		return unlike
	}
	known, all := 0, 0
	for _, t := range tokens(text) {
		if w := bare(t.text); len(w) > 2 && !hasDigit(w) {
			all++
			if lex.Lookup(w).Known() {
				known++
			}
		}
	}
	return shareOf(known, all)
}

func likeSite(text string) float64 {
	for _, w := range strings.FieldsFunc(strings.ToLower(text), func(c rune) bool { return c == ' ' || c == '/' || c == ',' || c == '.' }) {
		if bodyPart[w] || sideOf[w] {
			return evident
		}
	}
	return open
}

var (
	amountLike = regexp.MustCompile(`^[(\-]?\$?\s?\d[\d,]*(?:[. ]\d{2})?[)\-]?$`)
	dayWritten = regexp.MustCompile(`^\d{1,2}[/\-. ]\d{1,2}[/\-. ]\d{2,4}$|^\d{4}-\d{2}-\d{2}$|^\d{6}$|^\d{8}$|^\d{1,2}[/\-]\d{2,4}$|^\d{4}$|^(?:\d{1,2}[ \-])?[A-Za-z]{3,9}\.?[ \-](?:\d{1,2},? )?\d{2,4}$`)
	countShape = regexp.MustCompile(`^\d{1,3}(?:\.\d{1,2})?$`)
)

// cellShape are the cells whose texts have one shape.
var cellShape = map[string]*regexp.Regexp{"dose": doseShape, "route": routeShape, "frequency": freqShape, "date": dayWritten, "date_of_service": dayWritten,
	"onset": dayWritten, "units": countShape, "procedure_code": serviceFit, "lot": lotShape}

// likeShape weighs a text by how much of it has the shape of its cell.
func likeShape(cell, text string) float64 {
	if cell == "diagnosis_code" {
		found := icd(text, true)
		return or(len(found) == 1 && !found[0].failed, evident, or(len(found) > 0, open, unlike))
	}
	re, ok := cellShape[cell]
	if !ok {
		return open
	}
	m := re.FindStringIndex(text)
	switch {
	case m == nil:
		return unlike
	case m[0] == 0 && m[1] == len(text):
		return evident
	case m[0] == 0:
		return fair
	}
	return open
}

// passes counts the checks that a row stands and that would hardly hold by chance.
func (r *reader) passes(row *chart.Row) int {
	n := 0
	switch row.Table {
	case "results":
		value := number(valueOf(row, "value"))
		if low, high, ok := bounds(valueOf(row, "reference_range")); ok && low <= high && value > low/10 && value < high*10 {
			n++
			if flag := valueOf(row, "flag"); flag != "" && (value < low || value > high) {
				n++
			}
		}
		n += oneIf(knownUnit(valueOf(row, "test"), valueOf(row, "unit")))
	case "medications":
		name := strings.Fields(strings.ToLower(valueOf(row, "medication")))
		n += oneIf(len(name) > 0 && strengths[name[0]] != nil && doseParts.MatchString(valueOf(row, "dose")))
	case "service_lines":
		n += oneIf(serviceFit.MatchString(valueOf(row, "procedure_code"))) + addsUp(row)
	case "problems":
		n += oneIf(likeShape("diagnosis_code", valueOf(row, "diagnosis_code")) == evident)
	case "immunizations":
		n += oneIf(vaccineLike(valueOf(row, "vaccine")) && dayWritten.MatchString(valueOf(row, "date")))
	}
	return n
}

// knownUnit reports whether a test is one that has limits in the unit.
func knownUnit(test, unit string) bool {
	unit = strings.ToLower(strings.ReplaceAll(unit, " ", ""))
	for _, l := range limits[analyteOf(test)] {
		if unit != "" && l.unit == unit {
			return true
		}
	}
	return false
}

// addsUp counts what the amounts of a line prove: that none is more than what it is a part of, and that the parts are the whole.
func addsUp(row *chart.Row) int {
	cents := map[string]float64{}
	for cell := range moneyCell {
		if v := number(valueOf(row, cell)); v > 0 {
			cents[cell] = v
		}
	}
	n := oneIf(cents["allowed"] > 0 && cents["charge"] > cents["allowed"])
	owed := cents["allowed"] - cents["paid"] - cents["patient_owes"]
	return n + oneIf(cents["allowed"] > 0 && cents["paid"] > 0 && owed > -0.005 && owed < 0.005)
}

func oneIf(b bool) int {
	if b {
		return 1
	}
	return 0
}
