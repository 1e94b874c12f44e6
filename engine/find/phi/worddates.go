package phi

import (
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

// wordDate reads a date with the month as a word: "March 3, 2019", "3rd of March", "03-Mar-2019", "March 2019".
func (s *scan) wordDate(i int) int {
	switch {
	case s.monthAt(i) > 0:
		return s.monthFirst(i)
	case s.dayAt(i) > 0:
		return s.dayFirst(i)
	case s.yearAt(i) == 1:
		return s.yearFirst(i)
	}
	return i
}

// monthFirst reads "March 3, 2019", "Feb 3-6", "March of 2019" at the month at token i.
func (s *scan) monthFirst(i int) int {
	j := s.skipMarks(i + 1)
	if s.tok(j).gap == gapWide && s.dayAt(j) > 0 && s.is(j+1, ",") && s.yearAt(j+2) > 0 {
		return j + 3 // columns print figures flush right, apart from the month
	}
	if s.dayAt(j) > 0 && s.near(j) {
		if s.dayRange(j) {
			j += 2
		}
		return s.yearAfter(j + 1)
	}
	if n := s.yearAt(j); n > 0 && s.near(j) {
		return j + n
	}
	if s.is(j, "of") {
		if n := s.yearAt(j + 1); n > 0 {
			return j + 1 + n
		}
	}
	return i
}

// dayRange reports whether two days stand at token j: "3-6", "3 to 6".
func (s *scan) dayRange(j int) bool {
	if !s.is(j+1, "-", "to", "and", "through") || !s.near(j+1) || !s.near(j+2) || s.dayAt(j+2) == 0 || s.dateMark(j+3) {
		return false
	}
	return s.is(j+1, "-") || s.dayAt(j) < s.dayAt(j+2)
}

// dayFirst reads "3rd of March", "03-Mar-2019" at the day at token i.
func (s *scan) dayFirst(i int) int {
	j := s.skipMarks(i + 1)
	if s.is(j, "day") {
		j++
	}
	if s.is(j, "of", "de") {
		j++
	}
	if s.near(j) && s.monthAt(j) > 0 && s.monthFits(j, i) {
		if s.is(j+1, "de", "del") && s.near(j+1) && s.near(j+2) && s.yearAt(j+2) > 0 {
			return j + 2 + s.yearAt(j+2) // "9 de julio de 2026"
		}
		return s.yearAfter(j + 1)
	}
	return i
}

// yearFirst reads "2019 March 3" at the year at token i.
func (s *scan) yearFirst(i int) int {
	j := s.skipMarks(i + 1)
	if !s.near(j) || s.monthAt(j) == 0 {
		return i
	}
	if k := s.skipMarks(j + 1); s.dayAt(k) > 0 && s.near(k) {
		return k + 1
	}
	return i
}

// gluedDate reads "03Mar2019", "3MAR19", "Mar2019" and "20190314".
func (s *scan) gluedDate(i int) int {
	t := &s.toks[i]
	if t.kind == digitToken && len(t.text) == 8 && eightDigitDate(t.text) {
		return i + 1
	}
	if t.kind != mixedToken {
		return i
	}
	a := strings.IndexFunc(t.low, func(r rune) bool { return r >= 'a' && r <= 'z' })
	if a < 0 || a > 2 {
		return i
	}
	b := a
	for b < len(t.low) && isLetter(t.low[b]) {
		b++
	}
	rest := t.low[b:]
	if months[t.low[a:b]] == 0 || countDigits(rest) != len(rest) {
		return i
	}
	switch len(rest) {
	case 1, 3:
		return i
	case 0:
		if a == 0 {
			return i
		}
		return s.yearAfter(i + 1)
	}
	return i + 1
}

// eightDigitDate reports "20190314" and "03142019".
func eightDigitDate(t string) bool {
	calendar := func(y, m, d string) bool {
		return between(atoi(y), 1901, 2099) && between(atoi(m), 1, 12) && between(atoi(d), 1, 31)
	}
	return calendar(t[:4], t[4:6], t[6:]) || calendar(t[4:], t[:2], t[2:4])
}

// monthAlone reads a month without day or year: "in March", "last October". May and March need a word before them.
func (s *scan) monthAlone(i int) (int, chart.Tier) {
	t := &s.toks[i]
	if s.monthAt(i) == 0 || ambiguousMonth(t) {
		return i, ""
	}
	lead := s.is(i-1, "in", "since", "last", "next", "until", "till", "of", "early", "late", "mid", "this", "by", "from", "through", "thru",
		"around", "during", "past", "before", "after", "for", "between", "to", "and", "every", "each", "-", "(", "/")
	switch t.low {
	case "june", "april":
		if !s.monthLed(i, lead) {
			return i, ""
		}
	case "may", "march", "august":
		if !s.monthLed(i, lead) || t.shape == lowerShape && !s.free {
			return i, ""
		}
	case "mar", "sun", "dec", "jun", "ago", "dic", "abr", "ene", "janv", "mayo", "marzo":
		if !s.monthLed(i, lead) {
			return i, ""
		}
	}
	short := len(t.low) <= 4 && !lead && t.low != "may"
	misread := len(t.low) >= 5 && months[t.low] == 0
	if short || misread {
		return i, ""
	}
	return i + 1, chart.Likely
}

// ambiguousMonth reports a word that is no month in the first place, or three letters one away from a month.
func ambiguousMonth(t *token) bool {
	switch t.low {
	case "may":
		return false
	case "march", "august", "mar":
		return len(t.low) == 3 && months[t.low] == 0
	}
	return t.entry.Word > 0 || len(t.low) == 3 && months[t.low] == 0
}

// monthLed reports whether a word of time stands before a month that means something else too.
func (s *scan) monthLed(i int, lead bool) bool {
	return lead && (s.toks[i].shape != lowerShape || s.is(i-1, "in", "since", "last", "next", "until", "early", "late", "this", "mid"))
}
