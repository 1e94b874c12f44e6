package phi

import (
	"regexp"

	"chartproof.org/chartproof/engine/chart"
)

var streetEnds = set(`street st avenue ave av boulevard blvd road rd lane ln drive dr court ct circle cir place pl way parkway pkwy highway hwy
	terrace ter trail trl square sq plaza plz loop alley aly row run ridge turnpike tpke pike crossing xing expressway freeway fwy
	commons close gardens mews cove point pt heights hts landing bend creek crescent path walk extension broadway route rte esplanade strt stret streel avenne calle`)

var compass = set("n s e w ne nw se sw north south east west northeast northwest southeast southwest")

var unitWords = set("apt apartment unit suite ste floor fl bldg building rm room lot trailer trlr space spc penthouse ph dept no flat")

// findAddresses marks street addresses, post boxes, ZIP codes behind a state, and city-state pairs.
func (s *scan) findAddresses() {
	for _, l := range s.lines {
		s.keyedAddress(l)
	}
	for i := 0; i < len(s.toks); i++ {
		if s.toks[i].taken && !s.hitKind(i, chart.Geographic) {
			continue
		}
		if j := s.streetAt(i); j > i {
			s.addTokens(i, j, chart.Geographic, chart.Certain, layerPlace)
			i = j - 1
			continue
		}
		if j := s.sidedStreet(i); j > i {
			s.addTokens(i, j, chart.Geographic, chart.Likely, layerPlace)
			i = j - 1
			continue
		}
		if j := s.namedStreet(i); j > i {
			s.addTokens(i, j, chart.Geographic, chart.Likely, layerPlace)
			i = j - 1
			continue
		}
		if j := s.unitAt(i); j > i {
			s.addTokens(i, j, chart.Geographic, chart.Likely, layerPlace)
			i = j - 1
			continue
		}
		if j := s.boxAt(i); j > i {
			s.addTokens(i, j, chart.Geographic, chart.Certain, layerPlace)
			i = j - 1
			continue
		}
		if j := s.postcodeAt(i); j > i {
			s.cover(s.cityBefore(i), j, chart.Geographic, chart.Certain, layerPlace)
			i = j - 1
			continue
		}
		s.cityState(i)
	}
}

// Postcodes of the United Kingdom and of Canada, in two parts. The letters of the British second part leave out those that would
// make a dose of it: "5MG".
var (
	postcodeOut   = regexp.MustCompile(`^[A-Z]{1,2}\d[A-Z\d]?$`)
	postcodeIn    = regexp.MustCompile(`^\d[ABD-HJLNP-UW-Z]{2}$`)
	postcodeFirst = regexp.MustCompile(`^[A-Z]\d[A-Z]$`)
	postcodeLast  = regexp.MustCompile(`^\d[A-Z]\d$`)
)

// postcodeAt reads "DH7 8XX" and "M4B 1B3".
func (s *scan) postcodeAt(i int) int {
	if !s.near(i + 1) {
		return i
	}
	a, b := s.tok(i).text, s.tok(i+1).text
	if postcodeOut.MatchString(a) && postcodeIn.MatchString(b) || postcodeFirst.MatchString(a) && postcodeLast.MatchString(b) {
		return i + 2
	}
	return i
}

// streetAt reads "1420 N. Oak Ridge Dr., Apt 4B".
func (s *scan) streetAt(i int) int {
	if !s.houseNumber(i) {
		return i
	}
	j, words := s.houseNumberEnd(i), 0
	if s.is(i+1, "-") && s.is(i+2, "year", "yr", "month", "week", "day") {
		return i // "81-YEAR-OLD MAN OF DR. OLE"
	}
	if s.is(j, "lb", "lbs", "mg", "mcg", "ml", "kg", "cm", "mm", "am", "pm", "visits", "units", "tabs", "days", "weeks") {
		return i // "177 LB. PT", "12 VISITS PT"
	}
	for s.near(j) && words < 5 {
		if words > 0 && s.endsStreet(j, words) {
			return s.afterStreet(j + 1)
		}
		if s.toks[j].kind == punctToken {
			if !s.streetMark(j, words) {
				return i
			}
			j++
			continue
		}
		if words <= 1 && s.is(j, "highway", "hwy", "route", "rte", "county", "state", "cr", "fm", "us", "broadway") {
			if k := s.routeEnd(j); k > j {
				return s.afterStreet(k)
			}
		}
		if !s.streetPart(j) {
			return i
		}
		words++
		j++
	}
	return i
}

// houseNumber reports whether token i may be the number before a street; misread digits are forgiven.
func (s *scan) houseNumber(i int) bool {
	t := &s.toks[i]
	if s.gridNumber(i) {
		return true
	}
	if t.kind != digitToken && t.kind != mixedToken || len(t.text) > 6 || foldDigit(t.text[0]) == 0 || countDigits(t.text) == 0 {
		return false
	}
	return i == 0 || t.gap != gapNone || !s.is(i-1, "/", ".", "-", ":")
}

// streetBefore gives where the street begins that stands before the city at token city without any word that streets end in, "300 N
// Mesa, El Paso TX 79901"; the city where none does.
func (s *scan) streetBefore(city int) int {
	if !s.is(city-1, ",") || !s.near(city) {
		return city
	}
	for k := city - 2; k > city-6 && k >= 0 && s.toks[k+1].gap <= gapSpace; k-- {
		t := &s.toks[k]
		if t.kind == digitToken && k < city-2 && len(t.text) <= 5 && (s.beginsCell(k) || s.is(k-1, ",", ".", ";", ":")) {
			return k
		}
		if t.kind != wordToken || t.taken || t.shape == lowerShape && !s.free || notStreet[t.low] {
			return city
		}
	}
	return city
}

// sidedStreet reads all of a cell that is a number, a side of the compass and one or two words: "220 E LEOTA".
func (s *scan) sidedStreet(i int) int {
	t := &s.toks[i]
	if t.kind != digitToken || !between(len(t.text), 2, 5) || !s.beginsCell(i) || !s.near(i+1) || !compass[s.tok(i+1).low] || s.tok(i+1).shape == lowerShape {
		return i
	}
	first := s.skipDot(i + 2)
	j := first
	for j < first+2 && s.near(j) && s.sidedWord(j) {
		j++
	}
	if j > first && s.endsCell(j-1) {
		return j
	}
	return i
}

// sidedWord reports a word as streets are named by.
func (s *scan) sidedWord(j int) bool {
	t := &s.toks[j]
	return t.kind == wordToken && t.shape != lowerShape && len(t.text) > 2 && !t.entry.Clinical
}

// gridNumber reports the number of a house that begins with its side of the county's grid: "N4471 County Rd G".
func (s *scan) gridNumber(i int) bool {
	t := &s.toks[i]
	return t.kind == mixedToken && between(len(t.text), 4, 6) && compass[t.low[:1]] && countDigits(t.text) == len(t.text)-1 && s.near(i+1) && s.is(i+1, "county", "state", "town", "cth", "sth")
}

// houseNumberEnd takes in ranges and halves: "1420-1424 Oak St", "12 1/2 Elm St".
func (s *scan) houseNumberEnd(i int) int {
	j := i + 1
	for s.near(j) && s.is(j, "-", "/") && s.toks[j].gap == gapNone && s.tok(j+1).kind == digitToken {
		j += 2
	}
	if s.near(j) && s.is(j, "1") && s.is(j+1, "/") {
		j += 3
	}
	return j
}

// endsStreet reports whether token j is the last word of a street's name and the next is not: "Park Place", "Court Street".
func (s *scan) endsStreet(j, words int) bool {
	w := &s.toks[j]
	if !streetEnds[w.low] || !s.streetWord(j) {
		return false
	}
	return words >= 4 || !s.near(j+1) || !streetEnds[s.toks[j+1].low] || s.toks[j+1].shape != w.shape
}

// streetMark reports whether the mark at token j may stand inside a street's name.
func (s *scan) streetMark(j, words int) bool {
	return s.is(j, "-") || s.is(j, ".") && words > 0 && len(s.toks[j-1].text) <= 3
}

// streetPart reports whether token j may be a word of a street's name: "Oak", "de", "5th".
func (s *scan) streetPart(j int) bool {
	w := &s.toks[j]
	if w.kind != wordToken && (w.kind != mixedToken || !isDigit(w.text[0])) {
		return false
	}
	if notStreet[w.low] {
		return false
	}
	if w.shape != lowerShape || ordinal.MatchString(w.low) {
		return true
	}
	return (s.free || particles[w.low] || compass[w.low]) && !functionWord(w.low)
}

// notStreet are words that lead from a figure to what only looks like the end of a street: "30 MINUTES BEFORE BREAKFAST, DR. OLE".
var notStreet = set("by each before after for with minutes minute yrs mos months weeks days hours every medicare medicaid pills tablets caps")

// ordinal is the number of a street: "50th".
var ordinal = regexp.MustCompile(`^\d{1,3}(?:st|nd|rd|th)$`)

func functionWord(w string) bool {
	return functionWords[w] && !containsWord("hill park mill lake long hand white heart old new high main front good best great", w)
}

func (s *scan) streetWord(j int) bool {
	w := &s.toks[j]
	if w.shape == lowerShape && !s.free {
		return len(w.low) > 3 || s.is(j, "st", "ave", "rd", "ln", "dr")
	}
	return !(s.free && s.is(j, "way", "run", "place", "point", "row", "path", "walk", "st", "dr", "pt", "court") && s.toks[j-1].class == safeWord && !s.is(j-1, "oak", "elm", "main", "park"))
}

// routeEnd reads "Highway 54", "County Road 1200 N", "State Route 9".
func (s *scan) routeEnd(j int) int {
	k := j + 1
	for s.near(k) && s.is(k, "highway", "hwy", "route", "rte", "road", "rd", ".") {
		k++
	}
	if s.is(j, "broadway") {
		return j + 1
	}
	t := s.tok(k)
	letter := t.initial() && s.is(j, "county", "state") && k > j+1 // "County Road G"
	if s.near(k) && (t.kind == digitToken || t.kind == mixedToken || letter) && len(t.text) <= 5 && k > j {
		return k + 1
	}
	return j
}

// afterStreet takes the compass point, the unit, and the city, state and ZIP code behind a street.
func (s *scan) afterStreet(j int) int {
	j = s.skipDot(j)
	if s.near(j) && compass[s.toks[j].low] && (s.toks[j].shape != lowerShape || s.free) {
		j = s.skipDot(j + 1)
	}
	k := j
	for s.near(k) && s.is(k, ",", "-") {
		k++
	}
	if s.near(k) && s.is(k, "#") && s.near(k+1) {
		return k + 2
	}
	if s.near(k) && unitWords[s.toks[k].low] {
		if e := s.unitEnd(k); e > k {
			return e
		}
	}
	return j
}

// unitEnd gives the end of the unit whose word stands at token k, k where no number or letter follows: "Apt. 4-B".
func (s *scan) unitEnd(k int) int {
	m := s.skipDot(k + 1)
	for s.near(m) && s.is(m, "#", "no", ".") {
		m++
	}
	t := s.tok(m)
	if !s.near(m) || countDigits(t.text) == 0 && (len(t.text) > 2 || t.kind != wordToken || t.shape == lowerShape) {
		return k
	}
	e := m + 1
	if s.is(e, "-") && s.tok(e).gap == gapNone && s.tok(e+1).gap == gapNone {
		e += 2
	}
	return e
}

func (s *scan) skipDot(j int) int {
	if s.near(j) && s.is(j, ".") {
		return j + 1
	}
	return j
}

// unitAt reads "Apt. 4B" that stands apart from its street.
func (s *scan) unitAt(i int) int {
	if !s.is(i, "apt", "apartment", "suite", "ste") {
		return i
	}
	j := i + 1
	for s.near(j) && s.is(j, ".", "#", ":") {
		j++
	}
	if t := s.tok(j); s.near(j) && (t.kind == digitToken || t.kind == mixedToken) && len(t.text) <= 6 {
		return j + 1
	}
	return i
}

// boxAt reads "P.O. Box 1234", "P O BOX 611", "RR 2 Box 17", "Rt. 2 Box 61", "RURAL ROUTE 3" and "Box 8800," before a place.
func (s *scan) boxAt(i int) int {
	switch {
	case s.is(i, "box") && s.startsCell(i) && s.tok(i+1).kind == digitToken && s.is(i+2, ",") && s.tok(i+3).shape == capShape:
		return i + 2
	case s.is(i, "rural") && s.is(i+1, "route", "rt") && s.near(i+1) && s.tok(i+2).kind == digitToken && s.near(i+2):
		return i + 3
	}
	j := s.boxLead(i)
	if j == i {
		return i
	}
	named := s.is(j, "box", "bx", "b0x")
	if !named && !s.is(i, "pob") {
		return i
	}
	if named {
		j++
	}
	if s.is(j, "#") {
		j++
	}
	if countDigits(s.tok(j).text) > 0 && s.near(j) {
		return j + 1
	}
	return i
}

// boxLead gives where the word for a box must stand behind what leads to it at token i, i where nothing does.
func (s *scan) boxLead(i int) int {
	switch {
	case s.is(i, "p") && s.is(i+1, ".") && s.is(i+2, "o", "0"):
		return s.skipDot(i + 3)
	case s.is(i, "p") && s.is(i+1, "o", "0") && s.near(i+1):
		return i + 2
	case s.is(i, "po", "p0", "pob", "rr", "hc"):
		if s.tok(i+1).kind == digitToken {
			return i + 2
		}
		return i + 1
	case s.is(i, "post") && s.is(i+1, "office"):
		return i + 2
	case s.is(i, "rt", "rte", "route"):
		return s.routeLead(i)
	}
	return i
}

// routeLead reads "Rt. 2," before a box.
func (s *scan) routeLead(i int) int {
	j := s.skipDot(i + 1)
	if s.tok(j).kind != digitToken {
		return i
	}
	if s.is(j+1, ",") {
		return j + 2
	}
	return j + 1
}

// keyedAddress marks the parts of an address behind the letters of a claim form's box: "a 418 W RAILROAD  b WHITE BUTTE  c SD  d 57798".
func (s *scan) keyedAddress(l lineCase) {
	keys := make([]int, 0, 4)
	for k := l.last - 1; k >= l.first && len(keys) < 4; k-- {
		if t := &s.toks[k]; len(t.text) == 1 && t.low == "dcba"[len(keys):len(keys)+1] && t.gap != gapNone && s.tok(k+1).gap != gapNone {
			keys = append(keys, k)
		}
	}
	if len(keys) < 3 || s.stateAt(keys[1]+1) != 1 || s.zipAt(keys[0]+1) == 0 {
		return
	}
	s.addTokens(keys[1]+1, keys[1]+2, chart.Geographic, chart.Certain, layerPlace)
	s.addTokens(keys[0]+1, s.zipAt(keys[0]+1), chart.Geographic, chart.Certain, layerPlace)
	s.cover(keys[2]+1, keys[1], chart.Geographic, chart.Certain, layerPlace)
	if len(keys) > 3 {
		s.cover(keys[3]+1, keys[2], chart.Geographic, chart.Certain, layerPlace)
	}
}
