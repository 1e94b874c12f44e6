package fields

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"chartproof.org/chartproof/assets/lexicon"
	"chartproof.org/chartproof/engine/chart"
)

// A row is checked as a whole: a flag against its range, a unit against its test, a dose against its drug, what is paid against
// what is allowed. What does not hold gets failed_check on the cells at fault and on the row, and the field that repeats such a
// cell gets it too. Nothing is changed.

// checkRows marks the rows and the fields that repeat their cells.
func (r *reader) checkRows() {
	flagged := false
	for i := range r.doc.Rows {
		flagged = flagged || r.doc.Rows[i].Table == "results" && valueOf(&r.doc.Rows[i], "flag") != ""
	}
	for i := range r.doc.Rows {
		row := &r.doc.Rows[i]
		switch row.Table {
		case "results":
			checkResult(row, flagged)
		case "medications":
			checkDose(row)
		case "service_lines":
			r.checkService(row)
		case "immunizations":
			r.checkShot(row)
		case "problems":
			checkProblem(row)
		}
		r.passOn(row)
	}
}

// fail marks cells of a row and the row.
func fail(row *chart.Row, cells ...string) {
	for i := range row.Cells {
		if c := &row.Cells[i]; slices.Contains(cells, c.Name) && !slices.Contains(c.Reasons, chart.FailedCheck) {
			c.Reasons = append(c.Reasons, chart.FailedCheck)
			c.Confidence *= 0.5
		}
	}
	if !slices.Contains(row.Reasons, chart.FailedCheck) {
		row.Reasons = append(row.Reasons, chart.FailedCheck)
	}
}

// passOn marks the fields that repeat a cell at fault.
func (r *reader) passOn(row *chart.Row) {
	for _, c := range row.Cells {
		if len(c.Reasons) == 0 {
			continue
		}
		for i := range r.doc.Fields {
			f := &r.doc.Fields[i]
			if f.Page == row.Page && f.Value == c.Value && f.Box.Overlaps(c.Box) && !slices.Contains(f.Reasons, chart.FailedCheck) {
				f.Reasons = append(f.Reasons, chart.FailedCheck)
			}
		}
	}
}

func valueOf(row *chart.Row, cell string) string {
	for _, c := range row.Cells {
		if c.Name == cell {
			return strings.TrimSpace(c.Value.Reveal())
		}
	}
	return ""
}

var numeral = regexp.MustCompile(`\d[\d,]*(?:\.\d+)?|\.\d+`)

// number reads the first number of a text; NaN where there is none.
func number(s string) float64 {
	v, err := strconv.ParseFloat(strings.ReplaceAll(numeral.FindString(s), ",", ""), 64)
	if err != nil {
		return math.NaN()
	}
	return v
}

// mixed is a number with a letter in it that a reader may have made of a digit.
var mixed = regexp.MustCompile(`\d[OoIlSBZ]|[OoIlSBZ]\d|\d[.,]$|[.,]{2}`)

// checkResult holds a laboratory result to its range, its flag and what is possible.
func checkResult(row *chart.Row, flagged bool) {
	text := valueOf(row, "value")
	if mixed.MatchString(text) {
		fail(row, "value")
	}
	if hasDate(valueOf(row, "test")) {
		fail(row, "test")
	}
	if limits := valueOf(row, "reference_range"); limits != "" && !hasDigit(limits) && !wordValue.MatchString(strings.Fields(limits)[0]) {
		fail(row, "reference_range") // a stamp, or what another column holds
	}
	checkRange(row, text, flagged)
}

// checkRange holds a value to its range and to what is possible.
func checkRange(row *chart.Row, text string, flagged bool) {
	limits := valueOf(row, "reference_range")
	value, open := number(text), strings.IndexAny(text, "<>≤≥") == 0
	known := checkPossible(row, value)
	low, high, ok := bounds(limits)
	if ok && low > high {
		fail(row, "reference_range")
		return
	}
	if !ok || math.IsNaN(value) {
		return
	}
	checkFlag(row, value, low, high, open, flagged)
	if fewerPlaces(text, limits) {
		fail(row, "value") // a digit at the end was not read
	}
	if !known && !flagged && !open && farOff(value, low, high) {
		fail(row, "value", "reference_range") // a point was lost, or two columns changed places
	}
}

// fewerPlaces reports whether a value has fewer decimal places than every bound of its range: reports print both alike.
func fewerPlaces(value, limits string) bool {
	v := numeral.FindString(value)
	if v == "" || strings.IndexAny(value, "<>≤≥") == 0 {
		return false
	}
	for _, n := range numeral.FindAllString(limits, 3) {
		if places(n) <= places(v) {
			return false
		}
	}
	return true
}

// places counts the digits behind the point.
func places(n string) int {
	if i := strings.IndexByte(n, '.'); i >= 0 {
		return len(n) - i - 1
	}
	return 0
}

// farOff reports whether a value lies ten times its range away from it.
func farOff(value, low, high float64) bool {
	return !math.IsInf(high, 1) && value > 10*high && high > 0 || !math.IsInf(low, -1) && value < low/10
}

// checkFlag compares a flag with where the value lies. open is a value like "<5" that is not one number.
func checkFlag(row *chart.Row, value, low, high float64, open, flagged bool) {
	flag := strings.ToUpper(strings.Trim(valueOf(row, "flag"), "*()[] ."))
	above, below := value > high, value < low
	switch {
	case open:
	case strings.HasPrefix(flag, "H") && value < high, strings.HasPrefix(flag, "L") && value > low, // on the edge it may be rounded
		(flag == "N" || flag == "NORMAL") && (above || below):
		fail(row, "flag", "value", "reference_range")
	case flag == "" && valueOf(row, "flag") == "" && flagged && (above || below):
		fail(row, "value", "reference_range")
	}
}

// bounds reads "70-99", "<200", "> OR = 60" as the values that are normal.
func bounds(s string) (low, high float64, ok bool) {
	s = strings.Trim(strings.ToLower(s), "()[] ")
	n := numeral.FindAllString(s, 3)
	switch {
	case len(n) == 2 && rangeShape.MatchString(s):
		return number(n[0]), number(n[1]), true
	case len(n) == 1 && (strings.HasPrefix(s, "<") || strings.HasPrefix(s, "≤") || strings.HasPrefix(s, "up to") || strings.HasPrefix(s, "under") || strings.HasPrefix(s, "less")):
		return math.Inf(-1), number(n[0]), true
	case len(n) == 1 && (strings.HasPrefix(s, ">") || strings.HasPrefix(s, "≥") || strings.HasPrefix(s, "over") || strings.HasPrefix(s, "greater")):
		return number(n[0]), math.Inf(1), true
	}
	return 0, 0, false
}

// checkPossible holds value and unit of a known test to what a living person can have, and says whether the test is one of those.
func checkPossible(row *chart.Row, value float64) bool {
	known := limits[analyteOf(valueOf(row, "test"))]
	if known == nil || math.IsNaN(value) {
		return false
	}
	unit := strings.ToLower(strings.ReplaceAll(valueOf(row, "unit"), " ", ""))
	fits, possible := unit == "", false
	for _, l := range known {
		if unit == "" || unit == l.unit {
			fits = true
			possible = possible || value >= l.low && value <= l.high
		}
	}
	if !fits {
		fail(row, "unit")
	} else if !possible {
		fail(row, "value")
	}
	return true
}

// analyteOf gives the name under which a test has limits.
func analyteOf(test string) string {
	name := strings.Join(strings.FieldsFunc(strings.ToLower(test), func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9')
	}), " ")
	if s := sameAs[name]; s != "" {
		return s
	}
	return name
}

var doseParts = regexp.MustCompile(`(?i)^\s*(\d[\d,]*(?:\.\d+)?|\.\d+)\s?(mg|mcg|g|units?)$`)

// checkDose holds a dose to the strengths of its drug, and refuses a dose that begins or ends in a point.
func checkDose(row *chart.Row) {
	if misspelt(valueOf(row, "frequency")) {
		fail(row, "frequency")
	}
	dose := valueOf(row, "dose")
	if dose == "" {
		return
	}
	if mixed.MatchString(strings.TrimRight(strings.Fields(dose)[0], "mcgunits")) {
		fail(row, "dose")
		return
	}
	if !DoseFits(valueOf(row, "medication"), dose) {
		fail(row, "dose", "medication")
	}
}

// misspelt reports whether directions hold a long word that no list has.
func misspelt(s string) bool {
	lex, err := lexicon.Shared()
	if err != nil {
		return false
	}
	for _, t := range tokens(s) {
		w := bare(t.text)
		if len(w) >= 6 && !hasDigit(w) && !lex.Lookup(w).Known() && !lex.Lookup(strings.TrimSuffix(w, "s")).Known() && !spanish[w] {
			return true
		}
	}
	return false
}

// spanish are words of directions that the English lists do not have.
var spanish = words("diario diaria diariamente tableta tabletas capsula capsulas mañana manana semana semanal comidas alimentos necesario necesaria dolor boca veces despues durante cuando segun noches tardes hora horas")

// checkService holds a line of services to the shape of its code and the order of its amounts: nobody allows more than is
// charged, or pays more than is allowed.
func (r *reader) checkService(row *chart.Row) {
	if code := valueOf(row, "procedure_code"); code != "" && !serviceFit.MatchString(code) {
		fail(row, "procedure_code")
	}
	if day := valueOf(row, "date_of_service"); day != "" {
		if d, ok := r.clock.date(day, false); !ok || d.failed || d.norm > r.clock.now.Format("2006-01-02") {
			fail(row, "date_of_service")
		}
	}
	amounts := map[string]int{}
	for cell := range moneyCell {
		text := valueOf(row, cell)
		if text == "" {
			continue
		}
		t, ok := money(text)
		if !ok || t.failed || t.norm == "" {
			fail(row, cell)
			continue
		}
		amounts[cell] = cents(t.norm)
	}
	over := func(more, less string) {
		a, hasA := amounts[more]
		b, hasB := amounts[less]
		if hasA && hasB && a > b {
			fail(row, more, less)
		}
	}
	over("allowed", "charge")
	over("paid", "allowed")
	over("paid", "charge")
	over("patient_owes", "charge")
}

// sideOf is how the side of the body is written before a site.
var sideOf = words("l r left right lt rt la ra lul rul lll rll upper lower outer mid anterior posterior lateral bilateral both vastus izquierdo derecho izq der im sc sq subq po")

// checkSite holds the side of a site to the ways it is written: "C deltoid" was an L.
func checkSite(row *chart.Row) {
	parts := strings.Fields(strings.ToLower(valueOf(row, "site")))
	if len(parts) < 2 || !bodyPart[strings.Trim(parts[len(parts)-1], ".,;)")] {
		return
	}
	if !sideOf[strings.Trim(parts[0], ".,;")] {
		fail(row, "site")
	}
}

var bodyPart = words("deltoid arm thigh leg gluteal gluteus buttock vastus lateralis hip forearm muslo brazo")

// checkShot holds a dose's day to the calendar: it exists, has come, and is not before the birth.
func (r *reader) checkShot(row *chart.Row) {
	checkSite(row)
	born := ""
	if f := r.field(chart.DateOfBirth); f != nil {
		born = f.Normalized.Reveal()
	}
	for i := range row.Cells {
		c := &row.Cells[i]
		if c.Name != "date" || !hasDigit(c.Value.Reveal()) {
			continue
		}
		d, ok := r.clock.date(c.Value.Reveal(), false)
		if ok && !d.failed && d.norm != "" && d.norm <= r.clock.now.Format("2006-01-02") && (born == "" || d.norm >= born) {
			continue
		}
		if !slices.Contains(c.Reasons, chart.FailedCheck) {
			c.Reasons = append(c.Reasons, chart.FailedCheck)
			c.Confidence *= 0.5
		}
		fail(row)
	}
}

// checkProblem holds a code to its shape.
func checkProblem(row *chart.Row) {
	code := valueOf(row, "diagnosis_code")
	if code == "" {
		return
	}
	if found := icd(code, true); len(found) != 1 || found[0].failed {
		fail(row, "diagnosis_code")
	}
}
