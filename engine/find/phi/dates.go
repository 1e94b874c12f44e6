package phi

import (
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

var months = map[string]int{"january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8,
	"september": 9, "october": 10, "november": 11, "december": 12, "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7,
	"aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12, "febuary": 2, //nolint:misspell // people write it so, and it is a date all the same

	"janv": 1, "ene": 1, "abr": 4, "ago": 8, "dic": 12, "enero": 1, "febrero": 2, "marzo": 3, "abril": 4, "mayo": 5, "junio": 6,
	"julio": 7, "agosto": 8, "septiembre": 9, "octubre": 10, "noviembre": 11, "diciembre": 12}

var weekdays = set("monday tuesday wednesday thursday friday saturday sunday")
var weekdayAbbr = set("mon tue tues wed thu thur thurs fri sat sun")

// monthAt reads a month's name at token i; misread letters are forgiven in long names.
func (s *scan) monthAt(i int) int {
	t := s.tok(i)
	if t.kind == punctToken || t.kind == digitToken || len(t.low) < 3 {
		return 0
	}
	if m, ok := months[t.low]; ok {
		return m
	}
	if len(t.low) >= 5 && t.entry.Word == 0 {
		for name, m := range months {
			if len(name) >= 5 && distanceOne(t.low, name) {
				return m
			}
		}
	}
	return 0
}

// dayAt reads a day of the month at token i ("3", "3rd", "03", "l4th"), 0 for none.
func (s *scan) dayAt(i int) int {
	t := s.tok(i)
	text := t.text
	for _, end := range []string{"st", "nd", "rd", "th"} {
		if strings.HasSuffix(t.low, end) && len(text) > 2 {
			text = text[:len(text)-2]
			break
		}
	}
	if len(text) > 2 {
		return 0
	}
	ds, real := digitsOf(&token{text: text})
	if real == 0 {
		return 0
	}
	if d := atoi(ds); d >= 1 && d <= 31 {
		return d
	}
	return 0
}

// yearAt reads a year of four digits at token i, or of two after an apostrophe; tokens taken, 0 for none.
func (s *scan) yearAt(i int) int {
	t := s.tok(i)
	if len(t.text) == 4 {
		ds, real := digitsOf(t)
		if y := atoi(ds); real >= 2 && y >= 1850 && y <= 2100 {
			return 1
		}
	}
	if t.text == "'" && s.tok(i+1).kind == digitToken && len(s.tok(i+1).text) == 2 && s.tok(i+1).gap == gapNone {
		return 2
	}
	return 0
}

// findDates marks every date; a year alone is none.
func (s *scan) findDates() {
	for i := 0; i < len(s.toks); i++ {
		if s.toks[i].taken {
			continue
		}
		j, tier := s.dateAt(i)
		if j > i {
			s.addTokens(i, j, chart.Date, tier, layerPattern)
			i = j - 1
		}
	}
	s.daysByHabit()
}

// dateAt gives the end of the date that starts at token i, i itself for none.
func (s *scan) dateAt(i int) (int, chart.Tier) {
	t := &s.toks[i]
	if t.kind == punctToken {
		return i, ""
	}
	if weekdays[t.low] || weekdayAbbr[t.low] {
		return s.weekdayDate(i)
	}
	if j := s.wordDate(i); j > i {
		return j, chart.Certain
	}
	if j := s.gluedDate(i); j > i {
		return j, chart.Certain
	}
	if t.kind == wordToken && len(t.text) > 2 {
		if j, tier := s.monthAlone(i); j > i {
			return j, tier
		}
		return s.holiday(i)
	}
	if j := s.numericDate(i); j > i {
		return j, chart.Certain
	}
	if j := s.spacedDate(i); j > i {
		return j, chart.Likely
	}
	if j := s.monthDay(i); j > i {
		return j, chart.Likely
	}
	if j := s.ordinalDay(i); j > i {
		return j, chart.Check
	}
	return i, ""
}

// weekdayDate reads "Tuesday", "Tue, Mar 3"; an abbreviation needs a date behind it.
func (s *scan) weekdayDate(i int) (int, chart.Tier) {
	j := i + 1
	for s.is(j, ",", ".", "the", "-") && s.near(j) {
		j++
	}
	if j < len(s.toks) && s.near(j) && !weekdays[s.toks[j].low] {
		if k, tier := s.dateAt(j); k > j {
			return k, tier
		}
	}
	if weekdays[s.toks[i].low] {
		return i + 1, chart.Check
	}
	return i, ""
}

// monthFits keeps "2 may" and "3 mar" in running lower-case text from being dates: the verb "may" needs a capital.
func (s *scan) monthFits(j, day int) bool {
	t := &s.toks[j]
	if t.low != "may" && t.low != "march" && t.low != "mar" || t.shape != lowerShape {
		return true
	}
	return s.is(j-1, "of", "-", "/") || len(s.toks[day].text) > 2 || s.yearAt(s.skipMarks(j+1)) > 0
}

func (s *scan) skipMarks(i int) int {
	for n := 0; n < 2 && s.near(i) && s.is(i, ",", ".", "-", "/", "'"); n++ {
		i++
	}
	return i
}

// yearAfter takes a year, a time or nothing behind a day and month; it gives the end of the date.
func (s *scan) yearAfter(i int) int {
	j := s.skipMarks(i)
	if s.is(j, "of") {
		j++
	}
	if n := s.yearAt(j); n > 0 && s.near(j) {
		return j + n
	}
	if t := s.tok(j); j > i && t.kind == digitToken && len(t.text) == 2 && t.gap == gapNone && !s.is(i, ",", ".") {
		return j + 1 // 03-Mar-19
	}
	return i
}

// dateMarks may stand between the parts of a numeric date.
func (s *scan) dateMark(i int) bool {
	return s.is(i, "/", "-", ".", "\\", "|") && s.tok(i).gap <= gapSpace
}

// numericDate reads three numbers with marks between, in any order that a calendar knows; with a year of four digits a
// misread day or month is forgiven.
func (s *scan) numericDate(i int) int {
	if s.insideNumber(i) {
		return i
	}
	var part [3]string
	real, j := 0, i
	for p := range part {
		if p > 0 {
			if !s.dateMark(j+1) || !s.near(j+2) {
				return i
			}
			j += 2
		}
		ds, r := datePart(s.tok(j), p)
		if ds == "" {
			return i
		}
		part[p], real = ds, real+r
	}
	if s.mixedMarks(i) && len(part[2]) < 4 {
		return i // "20/12.5", "10-11.5"
	}
	goesOn := s.dateMark(j+1) && s.tok(j+1).gap == gapNone && s.tok(j+2).kind == digitToken && s.tok(j+2).gap == gapNone
	if real < 2 || goesOn || !plausibleDate(part, s.is(i+1, ".")) {
		return i
	}
	return j + 1
}

// mixedMarks reports a point and another mark between the parts of a numeric date, as doses and ranges have them.
func (s *scan) mixedMarks(i int) bool {
	return s.is(i+1, ".") != s.is(i+3, ".") || s.is(i+1, "/") && s.is(i+3, "-") && s.tok(i+3).gap != gapNone
}

// spacedDate reads "02 17 26" and "12 06 1967" as claim forms print dates, in boxes for month, day and year. With a year of
// two digits the text must speak of dates.
func (s *scan) spacedDate(i int) int {
	boxed, ok := s.threeNumbers(i)
	if !ok {
		return i
	}
	m, d, y := s.toks[i].text, s.toks[i+1].text, s.toks[i+2].text
	if len(m) != 2 || len(d) != 2 || atoi(m) > 12 || !monthAndDay(atoi(m), atoi(d)) || s.goesOnAsFigure(i, i+3) {
		return i
	}
	switch {
	case len(y) == 4 && !between(atoi(y), 1850, 2100), len(y) != 4 && len(y) != 2:
		return i
	case len(y) == 4 && !boxed, s.speaksOfDates():
		return i + 3
	}
	return i
}

// threeNumbers reports whether three numbers stand side by side from token i on; boxed says that more than a space parts them.
func (s *scan) threeNumbers(i int) (boxed, ok bool) {
	for k := i; k < i+3; k++ {
		t := s.tok(k)
		if t.kind != digitToken || k > i && (t.gap < gapSpace || t.gap > gapWide) {
			return false, false
		}
		boxed = boxed || k > i && t.gap == gapWide
	}
	return boxed, true
}

// goesOnAsFigure reports whether the tokens from..to-1 are part of a longer figure or carry a unit.
func (s *scan) goesOnAsFigure(from, to int) bool {
	before, next := s.tok(from-1), s.tok(to)
	if from > 0 && s.toks[from].gap == gapNone && before.kind != wordToken && !before.taken {
		return true
	}
	return next.gap == gapNone && next.kind != punctToken || s.near(to) && unitNext[next.low]
}

// speaksOfDates reports whether the text has boxes or columns for dates.
func (s *scan) speaksOfDates() bool {
	for i, n := 0, 0; i < len(s.toks) && s.dated == 0; i++ {
		if s.is(i, "date", "dates", "birth", "dob", "mm", "dd", "yy", "from") {
			n++
		}
		if n >= 3 {
			s.dated = 1
		}
	}
	if s.dated == 0 {
		s.dated = -1
	}
	return s.dated > 0
}

// insideNumber reports whether a mark joins token i to a number before it.
func (s *scan) insideNumber(i int) bool {
	if i < 2 || s.toks[i].gap != gapNone || s.toks[i-1].gap != gapNone {
		return false
	}
	return (s.dateMark(i-1) || s.is(i-1, "$")) && s.toks[i-2].kind != wordToken
}

// datePart reads part p of a numeric date and how many of its digits were printed as digits; "" for none.
func datePart(t *token, p int) (string, int) {
	if t.kind == punctToken || len(t.text) > 4 {
		return "", 0
	}
	if ds, r := digitsOf(t); ds != "" || p < 2 {
		return ds, r
	}
	if t.kind == mixedToken && len(t.text) == 4 && countDigits(t.text) >= 2 {
		return "2000", 2 // a year with one character misread
	}
	if strings.HasSuffix(t.text, "T") && countDigits(t.text) == 2 {
		return t.text[:2], 2
	}
	return "", 0
}

func plausibleDate(p [3]string, dots bool) bool {
	a, b, c := atoi(p[0]), atoi(p[1]), atoi(p[2])
	la, lb, lc := len(p[0]), len(p[1]), len(p[2])
	switch {
	case la == 4:
		return between(a, 1850, 2100) && lb <= 2 && lc <= 2
	case la > 2 || lb > 2:
		return false
	case lc == 4:
		return between(c, 1850, 2100) || monthAndDay(a, b)
	case lc == 2:
		return monthAndDay(a, b) || la == 2 && (!dots && lb == 2)
	}
	return la == 2 && lc <= 2 && monthAndDay(b, c)
}

var holidays = set("christmas thanksgiving easter halloween hanukkah ramadan passover diwali juneteenth")

// holiday reads feasts that stand on a day of the calendar, and seasons with a year.
func (s *scan) holiday(i int) (int, chart.Tier) {
	t := &s.toks[i]
	if holidays[t.low] {
		j := i + 1
		if s.is(j, "eve", "day") {
			j++
		}
		return j, chart.Check
	}
	day := s.is(i+1, "day") && s.near(i+1) && t.shape != lowerShape
	if day && s.is(i, "labor", "memorial", "independence", "veterans", "valentine", "columbus", "mother", "father", "presidents", "patricks") {
		return i + 2, chart.Check
	}
	if s.is(i, "new") && s.is(i+1, "year", "years") && s.is(i+2, "day", "eve") {
		return i + 3, chart.Check
	}
	if s.is(i, "spring", "summer", "fall", "autumn", "winter") {
		j := i + 1
		if s.is(j, "of") {
			j++
		}
		if s.yearAt(j) == 1 && s.near(j) {
			return j + 1, chart.Check
		}
	}
	return i, ""
}
