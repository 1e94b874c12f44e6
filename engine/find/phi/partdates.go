package phi

import (
	"bytes"
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

// Fractions that clinicians write and that are no dates: grades, scores, pulses, reflexes, vision.
var fractionBefore = set(`grade murmur strength power motor muscle reflexes reflex dtr dtrs pulses pulse pain score scale rated rates
	rating apgar apgars gcs mmse moca phq gad bp hr vision va acuity ou od os class stage level sats level glasgow ratio dose
	tablet tab tabs take takes about approximately only every x gravida para station effaced cervix bishop mallampati tonsils`)

var fractionAfter = set(`murmur systolic diastolic strength bilaterally bilateral throughout pain tablet tab tabs tablets cup pack packs
	of reflexes pulses motor power mg ml cc in inch inches teaspoon dose hour hours strength sem mm cm full intensity holosystolic
	out severity criteria sirs score edema pitting patellar biceps triceps brachioradialis achilles symmetric radial pedal`)

var rangeBefore = set(`about for of every score range by to approximately around age ages aged weeks and or between roughly least most sleeps slept
	smokes drinks is was at takes grade rate lasting last lasts times drop`)

var dateBefore = set(`on since by until till from to through thru dated date starting started beginning due between and seen visit
	admitted discharged dc collected received reported drawn performed repeat ending ended effective week of exp expires last
	next scheduled appt appointment f/u after before around dos dob doa dod lmp xray labs echo ct mri cxr culture cultures @
	as ~ ( ; , :`)

// monthDay reads a month and day or a month and year with a slash or dash: "3/14", "03/2019", "2019-03". A small
// denominator without a date's word beside it is a clinical fraction.
func (s *scan) monthDay(i int) int {
	if s.echoesDay(i) {
		return i + 3
	}
	if !s.fractionAt(i) {
		return i
	}
	a, ra := digitsOf(s.tok(i))
	b, rb := digitsOf(s.tok(i + 2))
	if a == "" || b == "" || ra == 0 || ra+rb < (len(a)+len(b)+1)/2 {
		return i
	}
	x, y := atoi(a), atoi(b)
	switch {
	case x == 24 && y == 7:
		return i // around the clock
	case len(a) <= 2 && len(b) == 4 && monthAndYear(x, y), len(a) == 4 && len(b) == 2 && monthAndYear(y, x):
		return i + 3
	case len(a) <= 2 && len(b) <= 2 && monthAndDay(x, y) && s.fitsDate(i, a, b, x, y):
		return i + 3
	}
	return i
}

// echoesDay reports a month and day with a dot, "02.27", that stand elsewhere in the text with their year, "02.27.2026".
func (s *scan) echoesDay(i int) bool {
	if !s.is(i+1, ".") || s.tok(i).kind != digitToken || s.tok(i+2).kind != digitToken || s.tok(i+1).gap != gapNone || s.tok(i+2).gap != gapNone {
		return false
	}
	a, b := s.tok(i).text, s.tok(i+2).text
	if len(a) > 2 || len(b) > 2 || !monthAndDay(atoi(a), atoi(b)) || s.is(i+3, ".") && s.tok(i+3).gap == gapNone && s.tok(i+4).kind == digitToken && s.tok(i+4).gap == gapNone {
		return false
	}
	echo := []byte(a + "." + b + ".")
	for text := s.ascii; ; {
		at := bytes.Index(text, echo)
		if at < 0 {
			return false
		}
		if end := at + len(echo); end < len(text) && isDigit(text[end]) && (at == 0 || !isDigit(text[at-1])) {
			return true
		}
		text = text[at+1:]
	}
}

func between(v, low, high int) bool { return low <= v && v <= high }

// monthAndDay reports two numbers that are a month and a day of it, in either order.
func monthAndYear(m, y int) bool { return between(m, 1, 12) && between(y, 1900, 2100) }

func monthAndDay(x, y int) bool {
	return between(x, 1, 31) && between(y, 1, 31) && (x <= 12 || y <= 12)
}

// fractionAt reports two runs without a space and a slash or dash between them, that are part of nothing longer.
func (s *scan) fractionAt(i int) bool {
	if !s.is(i+1, "/", "-") || s.tok(i+1).gap != gapNone || s.tok(i+2).gap != gapNone || s.tok(i+2).kind == punctToken {
		return false
	}
	if s.tok(i).gap == gapNone && i > 0 && s.toks[i-1].kind == punctToken && !s.is(i-1, "(", "[", ",", ":", ";", "-", "=", "\"", "'", "~", "@", "*") {
		return false
	}
	longer := s.tok(i+3).gap == gapNone && s.is(i+3, "/", "-", "%", "*", "+") && s.tok(i+4).gap == gapNone
	return !longer && !s.is(i+3, "%")
}

// fitsDate weighs the words around a fraction of two small numbers.
func (s *scan) fitsDate(i int, a, b string, x, y int) bool {
	before, after := s.tok(i-1).low, s.tok(i+3).low
	switch {
	case s.is(i-1, ":", "=", "was", "is", "were", "are") && fractionBefore[s.tok(i-2).low]:
		return false
	case fractionBefore[before] || fractionAfter[after]:
		return dateBefore[before] && y > 10 && !fractionAfter[after]
	case s.studyBefore(i) && s.is(i+1, "/"):
		return true
	case s.is(i+1, "-"):
		return s.dashedDate(i, a, b, x, y)
	case a[0] == '0' || b[0] == '0' && len(b) == 2:
		return true
	}
	return s.slashedDate(i, x, y)
}

// dashedDate is strict: a range of small numbers is far more common than a date with a dash.
func (s *scan) dashedDate(i int, a, b string, x, y int) bool {
	if y > 12 && x <= 12 && s.behindProse(i) && (s.is(i+3, ".", ",", ";", ")") || s.tok(i+3).gap >= gapWide) {
		return true
	}
	return len(b) == 2 && (a[0] == '0' || len(a) == 2 && b[0] == '0')
}

// behindProse reports a lower-case word before token i that leads to no range.
func (s *scan) behindProse(i int) bool {
	p := s.tok(i - 1)
	return p.kind == wordToken && p.shape == lowerShape && s.tok(i).gap == gapSpace && !rangeBefore[p.low]
}

func (s *scan) slashedDate(i, x, y int) bool {
	before := s.tok(i - 1).low
	switch {
	case x == y && y <= 10:
		return dateBefore[before] && before != "," && before != "("
	case noFraction(x, y) || s.doneBefore(i):
		return true
	case s.smallFraction(i, x, y):
		return false
	case dateBefore[before] && before != "," && before != "of":
		return true
	}
	return y > 10 && y != 30 && x < y && before != "," && s.tok(i-1).kind != digitToken
}

// noFraction reports two numbers that no score, grade or strength of clinical prose is written with.
func noFraction(x, y int) bool {
	if x > y && x <= 12 {
		return true
	}
	switch y {
	case 7, 8, 9, 11:
		return true
	case 12, 15, 20, 27, 30:
		return false
	}
	return y > 10
}

// doneBefore reports whether what was done stands before token i: "extubated 3/5".
func (s *scan) doneBefore(i int) bool {
	p := s.tok(i - 1)
	return p.kind == wordToken && len(p.low) > 4 && strings.HasSuffix(p.low, "ed") &&
		!s.is(i-1, "rated", "graded", "scored", "reported", "improved", "increased", "decreased", "reduced", "ranged")
}

// smallFraction reports a fraction of the usual scales ("3/5", "8/10") without a word of dates before it.
func (s *scan) smallFraction(i, x, y int) bool {
	return (y == 10 || y <= 6) && x <= y && !s.is(i-1, "on", "since", "dated", "by", "until", "thru", "through", "visit", "date", "between", "and")
}

// studyBefore reports whether an examination that is dated stands a few words before: "CT head 4/4".
func (s *scan) studyBefore(i int) bool {
	return s.wordsBefore(i, 3, "ct", "mri", "xr", "xray", "cxr", "echo", "ekg", "ecg", "eeg", "mammogram", "colonoscopy", "egd", "us", "ultrasound", "pet",
		"cath", "biopsy", "bx", "labs", "culture", "cultures", "pft", "pfts", "visit", "appt", "appointment", "surgery", "last", "next", "repeat", "screen", "filed", "court", "dexa", "note", "consult")
}

// ordinalDay reads "on the 14th" where no noun follows that has a number of its own.
func (s *scan) ordinalDay(i int) int {
	t := &s.toks[i]
	if t.kind != mixedToken || s.dayAt(i) == 0 || len(t.low) < 3 || !isLetter(t.low[len(t.low)-1]) {
		return i
	}
	if !s.is(i-1, "the") || !s.is(i-2, "on", "by", "until", "from", "since", "through", "before", "after", "around") {
		return i
	}
	next := s.tok(i + 1)
	if next.kind == punctToken || next.gap >= gapLine || s.is(i+1, "at", "for", "with", "but", "when", "to", "she", "he", "we", "and", "in", "as", "after", "before", "about", "because", "then", "they", "i", "if", "by", "due") {
		return i + 1
	}
	return i
}

// distanceOne reports whether two words are one edit apart or equal.
func distanceOne(a, b string) bool {
	if len(a) < len(b) {
		a, b = b, a
	}
	if len(a)-len(b) > 1 {
		return false
	}
	i := 0
	for i < len(b) && a[i] == b[i] {
		i++
	}
	if i == len(b) {
		return true
	}
	if len(a) == len(b) {
		return a[i+1:] == b[i+1:] || i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
	}
	return a[i+1:] == b[i:]
}

// habit is how many days without a year, with one mark, make it the habit of a text to write them so.
const habit = 3

// daysByHabit marks months and days whose surroundings say nothing where the text has written others so.
func (s *scan) daysByHabit() {
	for _, mark := range []string{"/", "-"} {
		var open []int
		known := 0
		for i := range s.toks {
			switch {
			case !s.is(i+1, mark) || !s.dayOfTwoNumbers(i):
			case s.toks[i].taken && s.hitKind(i, chart.Date):
				known++
			case !s.toks[i].taken && s.hardlyFraction(i):
				open = append(open, i)
			}
		}
		if known < habit {
			continue
		}
		for _, i := range open {
			s.addTokens(i, i+3, chart.Date, chart.Check, layerPattern)
		}
	}
}

// dayOfTwoNumbers reports a month and a day of two digits from token i on.
func (s *scan) dayOfTwoNumbers(i int) bool {
	a, b := s.tok(i), s.tok(i+2)
	return a.kind == digitToken && b.kind == digitToken && len(a.text) <= 2 && len(b.text) == 2 && s.fractionAt(i) && between(atoi(a.text), 1, 12) && between(atoi(b.text), 1, 31)
}

// hardlyFraction reports a second number over eleven, and nothing around that fractions, scores and ranges have.
func (s *scan) hardlyFraction(i int) bool {
	before, after := s.tok(i-1).low, s.tok(i+3).low
	return atoi(s.tok(i+2).text) > 11 && !fractionBefore[before] && !rangeBefore[before] && !fractionAfter[after] && !unitNext[after]
}
