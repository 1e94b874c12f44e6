package phi

import "chartproof.org/chartproof/engine/chart"

// findAges marks ages over 89 (45 CFR 164.514(b)(2)(i)(C)) and years of birth that show one.
func (s *scan) findAges() {
	for i := range s.toks {
		t := &s.toks[i]
		if t.taken {
			continue
		}
		switch {
		case t.kind == digitToken && len(t.text) <= 3:
			if n := atoi(t.text); n >= 90 && n <= 120 {
				s.ageNumber(i)
			}
		case t.kind == mixedToken:
			s.ageGlued(i)
		case t.low == "ninety" || t.low == "nineties" || t.low == "nonagenarian" || t.low == "centenarian":
			s.ageWord(i)
		case s.earlyBirth(i):
			s.addTokens(i, i+1, chart.AgeOver89, chart.Likely, layerPattern)
		}
	}
}

// earlyBirth reports a year of birth that shows an age over 89.
func (s *scan) earlyBirth(i int) bool {
	t := &s.toks[i]
	return t.kind == digitToken && len(t.text) == 4 && between(atoi(t.text), 1890, 1935) && s.wordsBefore(i, 4, "born", "birth", "dob", "birthdate")
}

func (s *scan) ageNumber(i int) {
	if s.insideFigure(i) {
		return
	}
	j := i + 1
	for s.near(j) && s.is(j, "-", "+") {
		j++
	}
	switch {
	case s.is(j, "year", "years", "yr", "yrs", "yo", "y", "yom", "yof", "y.o", "yold"):
		s.ageYears(i, j)
	case s.wordsBefore(i, 3, "age", "aged", "ages") && !s.is(i-1, "score"):
		s.addTokens(i, i+1, chart.AgeOver89, chart.Certain, layerLabel)
	case s.is(j, "m", "male", "man", "woman", "female", "lady", "gentleman") && s.near(j):
		s.addTokens(i, i+1, chart.AgeOver89, chart.Likely, layerPattern)
	case s.is(i-1, "turns", "turning") && s.near(i) && (!unitNext[s.tok(i+1).low] || s.is(i+1, "in")), s.birthdayAge(i, j), s.ageOf(i), s.behindBirth(i), s.apposedAge(i):
		s.addTokens(i, i+1, chart.AgeOver89, chart.Check, layerPattern)
	case s.wordsBefore(i, 5, "died", "passed", "deceased", "lived") && s.is(i-1, "at", "to"):
		s.addTokens(i, i+1, chart.AgeOver89, chart.Check, layerPattern)
	}
}

// ageOf reads "she is 94", "Mrs. Eberhardt is 94 and".
func (s *scan) ageOf(i int) bool {
	if !s.is(i-1, "is", "was", "turns", "turned") || !s.near(i) || s.tok(i+1).kind != punctToken && s.tok(i+1).gap < gapLine && !s.is(i+1, "and", "with", "who", "but", "now", "today") {
		return false
	}
	who := s.tok(i - 2)
	return s.is(i-2, "she", "he", "patient", "pt", "who", "resident", "mother", "father", "grandmother", "grandfather") || s.titleAt(i-3) > 0 || s.titleAt(i-4) > 0 ||
		who.shape == capShape && who.class == nameWord
}

// apposedAge reads "his wife Haruko, 91,", "father Mr. Ly (92)".
func (s *scan) apposedAge(i int) bool {
	who := s.tok(i - 2)
	open := s.is(i-1, ",") && s.tok(i+1).kind == punctToken && s.is(i+1, ",", ".", ";", ")") || s.is(i-1, "(") && s.is(i+1, ")", ",", ";")
	return open && s.tok(i+1).gap == gapNone && who.kind == wordToken && (kin[who.low] || who.shape != lowerShape && who.class != safeWord)
}

// behindBirth reads the number that systems print behind a date of birth: "DOB: MAR 03,1932 (94)".
func (s *scan) behindBirth(i int) bool {
	return s.tok(i-1).taken && s.near(i) && !s.is(i+1, "%", "/", "-") && s.wordsBefore(i, 9, "dob", "birth", "born", "birthdate") ||
		s.is(i-1, "(") && s.is(i+1, ")") && s.tok(i-2).taken && s.wordsBefore(i, 9, "dob", "birth", "born", "birthdate")
}

// insideFigure reports whether the number at token i is part of a decimal, a percentage or a fraction.
func (s *scan) insideFigure(i int) bool {
	if s.is(i+1, ".") && s.tok(i+2).kind == digitToken && s.tok(i+2).gap == gapNone {
		return true
	}
	return s.is(i-1, ".") && s.tok(i).gap == gapNone || s.is(i+1, "%", "/")
}

// ageYears judges the number at token i that the word for years at token j follows: an age, or any span of years.
func (s *scan) ageYears(i, j int) {
	end := j + 1
	if s.is(j, "y") {
		switch {
		case s.is(j+1, "/", ".") && s.is(j+2, "o"):
			end = j + 3
		case !s.is(j+1, "o"):
			return
		}
	}
	for s.near(end) && s.is(end, "-", ".") {
		end++
	}
	switch {
	case s.is(j, "yo", "yom", "yof", "y"), s.is(end, "old"), s.is(end, "of") && s.is(end+1, "age"):
		s.addTokens(i, i+1, chart.AgeOver89, chart.Certain, layerPattern)
	case s.is(j, "year", "years", "yr", "yrs") && s.personOfYears(i, end):
		s.addTokens(i, i+1, chart.AgeOver89, chart.Likely, layerPattern)
	}
}

func (s *scan) personOfYears(i, end int) bool {
	return s.tok(i-1).taken && s.near(i) || s.is(end, "m", "f", "male", "female", "man", "woman", "lady", "gentleman") || s.wordsBefore(i, 4, "age", "aged", "lived", "died", "turned", "is")
}

func (s *scan) birthdayAge(i, j int) bool {
	return s.is(i-1, "turned", "turning") || s.wordsBefore(i, 3, "birthday") || s.is(j, "birthday") || s.is(i+1, "th") && s.is(i+2, "birthday")
}

// ageGlued reads "93yo", "94M", "91-year-old" as one token, "90s".
func (s *scan) ageGlued(i int) {
	t := &s.toks[i]
	k := 0
	for k < len(t.low) && isDigit(t.low[k]) {
		k++
	}
	n, unit := atoi(t.low[:k]), t.low[k:]
	if n < 90 || n > 120 {
		return
	}
	switch unit {
	case "yo", "yr", "yrs", "y", "yom", "yof", "yearold", "year", "years", "yro", "ym", "yf":
		s.addTokens(i, i+1, chart.AgeOver89, chart.Certain, layerPattern)
	default:
		if s.likelyAge(i, n, unit) {
			s.addTokens(i, i+1, chart.AgeOver89, chart.Likely, layerPattern)
		}
	}
}

// likelyAge reports whether a number with letters behind it is an age by its neighbours: "94F with", "her 90s", "91st birthday".
func (s *scan) likelyAge(i, n int, unit string) bool {
	switch unit {
	case "m", "f":
		return unit == "m" && n < 110 || n <= 94 && s.is(i+1, "with", "who", "w", "s", "here", "presents", "admitted", "pmh", "h", "brought", "from", "presenting")
	case "s":
		return n < 110 && s.is(i-1, "her", "his", "their", "late", "early", "mid", "low", "-") && !s.is(i-2, "the")
	case "th", "st", "nd", "rd":
		return s.is(i+1, "birthday")
	}
	return false
}

// ageWord reads "ninety-three year old", "in her nineties".
func (s *scan) ageWord(i int) {
	if !s.is(i, "ninety") {
		s.addTokens(i, i+1, chart.AgeOver89, chart.Likely, layerPattern)
		return
	}
	j := i + 1
	for s.near(j) && s.is(j, "-", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine") {
		j++
	}
	if s.is(j, "year", "years", "yr", "yo") || s.is(i-1, "age", "aged", "turned", "is") {
		s.addTokens(i, j, chart.AgeOver89, chart.Certain, layerPattern)
	}
}
