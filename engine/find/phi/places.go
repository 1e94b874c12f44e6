package phi

import (
	"strings"

	"chartproof.org/chartproof/assets/lexicon"
	"chartproof.org/chartproof/engine/chart"
)

// cityState reads a state and what surrounds it: the ZIP code behind, the city before.
func (s *scan) cityState(i int) {
	n := s.stateAt(i)
	if n == 0 || s.is(i+n, "-", "/") && s.tok(i+n).gap == gapNone || s.is(i-1, "-", "/", ".") && s.tok(i).gap == gapNone {
		return
	}
	end := i + n
	if n == 1 && s.is(end, ".") && s.tok(end).gap == gapNone {
		end++
	}
	zip := s.zipAt(s.skipMarks(end))
	if zip > 0 && s.tok(s.skipMarks(end)).gap < gapBlank {
		end = zip
	}
	first := i
	if s.is(i-1, ",") {
		first--
	}
	city := s.cityBefore(first)
	if zip > 0 {
		s.cover(s.streetBefore(city), end, chart.Geographic, chart.Certain, layerPlace)
		return
	}
	if city < first && !(n == 1 && s.credentialMeant(i, city, first)) && s.cityMeant(i, city, first) {
		s.cover(city, end, chart.Geographic, chart.Likely, layerPlace)
	}
}

// credentialMeant reports whether the two letters at token i are a credential rather than a state: "Karen Whitfield, PA".
func (s *scan) credentialMeant(i, city, first int) bool {
	t := &s.toks[i]
	if !credentialState[t.low] || len(t.text) != 2 || s.is(city-1, "in", "from", "near", "to", "of") {
		return false
	}
	if first == i || !s.placeKnown(city, first) {
		return true
	}
	return credentials[t.low] && !s.is(city-1, ",") && !(s.startsCell(city) && s.toks[city].class == safeWord)
}

// cityMeant reports whether the words before the state at token i are a city: a comma stands between, or a list knows them.
func (s *scan) cityMeant(i, city, first int) bool {
	comma := first < i
	return comma && s.toks[i].gap <= gapSpace || s.placeKnown(city, first) && (comma || !s.toks[city].taken)
}

// zipAt reads a ZIP code at token j and gives its end, 0 for none.
func (s *scan) zipAt(j int) int {
	t := s.tok(j)
	ds, real := digitsOf(t)
	if len(ds) != 5 && len(ds) != 9 || real < 3 {
		return 0
	}
	if len(ds) == 5 && s.is(j+1, "-") && s.tok(j+1).gap <= gapSpace {
		if d, r := digitsOf(s.tok(j + 2)); len(d) == 4 && r >= 2 && s.near(j+2) {
			return j + 3
		}
	}
	return j + 1
}

// cityBefore gives the first token of the capitalised run that ends before token i: at most three words.
func (s *scan) cityBefore(i int) int {
	start := i
	for k, n := i-1, 0; k >= 0 && n < 3; k-- {
		t := &s.toks[k]
		if s.is(k, ".", "-") && t.gap == gapNone && s.is(k-1, "st", "ft", "mt") && len(s.toks[k-1].text) <= 3 {
			continue
		}
		if s.foreignToCity(k, i, n) {
			break
		}
		start = k
		n++
		if t.gap >= gapWide {
			break
		}
	}
	return start
}

// foreignToCity reports whether token k is no part of the city that ends before token i and has n words behind k.
func (s *scan) foreignToCity(k, i, n int) bool {
	t := &s.toks[k]
	switch {
	case t.kind != wordToken || t.shape == lowerShape && !s.free:
		return true
	case streetEnds[t.low] && n > 0 && t.low != "st", months[t.low] > 0 && t.low != "may":
		return true
	case s.free && s.proseInCity(k, i):
		return true
	case credentials[t.low] && t.shape == upperShape && t.class == safeWord:
		return true
	}
	return notNames[t.low] && (n > 0 || s.d.lex.Place(t.low) == 0)
}

// proseInCity reports, in a text without capitals, a word that no listed place begins with.
func (s *scan) proseInCity(k, i int) bool {
	t := &s.toks[k]
	return functionWords[t.low] || t.class == safeWord && s.d.lex.Place(s.span(k, i)) == 0
}

func (s *scan) placeKnown(a, b int) bool {
	for k := a; k < b; k++ {
		if s.d.lex.Place(strings.ToLower(s.span(k, b))) > 0 {
			return true
		}
	}
	return false
}

var placeCues = set("in from near at to outside around of visiting toward towards downtown via through leaving")

// findPlaces marks cities and counties by the lists, and what stands behind words of living and coming from.
func (s *scan) findPlaces() {
	for i := 0; i < len(s.toks); i++ {
		t := &s.toks[i]
		if t.taken && !t.name || t.kind != wordToken || t.shape == lowerShape && !s.free {
			continue
		}
		if s.countyAt(i) || t.taken {
			continue
		}
		n := s.placeAt(i)
		if n > 0 && s.placeMeant(i, n) {
			s.addTokens(i, i+n, chart.Geographic, chart.Likely, layerPlace)
			i += n - 1
		} else if n == 0 && s.livingCue(i) && t.class != safeWord && s.stateAt(i) == 0 {
			i = s.unlistedPlace(i) - 1
		}
	}
}

// unlistedPlace marks the capitalised words from token i on, at most three, as a place that no list holds; it gives the end.
func (s *scan) unlistedPlace(i int) int {
	j := i + 1
	for s.near(j) && j < i+3 && s.toks[j].kind == wordToken && s.toks[j].shape == capShape && !s.toks[j].taken {
		j++
	}
	s.addTokens(i, j, chart.Geographic, chart.Check, layerCue)
	return j
}

// placeAt gives how many tokens the longest listed place at token i takes.
func (s *scan) placeAt(i int) int {
	best := 0
	name := ""
	for j := i; j < len(s.toks) && j < i+4; j++ {
		t := &s.toks[j]
		if j > i && (t.gap >= gapWide || t.gap == gapLine) || t.kind != wordToken && !s.is(j, ".", "-") || t.shape == lowerShape && !s.free && !particles[t.low] {
			break
		}
		if t.kind == punctToken {
			continue
		}
		if name != "" {
			name += " "
		}
		low := t.low
		if low == "st" {
			low = "saint"
		}
		name += low
		if s.d.lex.Place(name)&lexicon.City != 0 && t.kind == wordToken {
			best = j + 1 - i
		}
	}
	return best
}

// placeMeant decides whether a word that is also a place is meant as one.
func (s *scan) placeMeant(i, n int) bool {
	t := &s.toks[i]
	if n > 1 {
		return s.longPlaceMeant(i, n)
	}
	if stateName[t.low] || stateNameOne[t.low] || properWords[t.low] || credentials[t.low] {
		return false
	}
	switch t.class {
	case unknownWord:
		return true
	case nameWord:
		return placeCues[s.tok(i-1).low] && !s.is(i-1, "to", "of", "through") || s.livingCue(i)
	case bothWord:
		return s.doublePlace(i)
	}
	return s.ordinaryPlace(i)
}

// doublePlace decides on a word that is also a name and a place: "admitted to Mercy Hospital in Reading".
func (s *scan) doublePlace(i int) bool {
	t := &s.toks[i]
	if s.livingCue(i) {
		return true
	}
	return t.shape == capShape && (s.is(i-1, "in") && s.facilityBehind(i-2) || s.is(i-1, "in", "near", "outside") && !t.entry.Eponym)
}

// longPlaceMeant decides on a place of several words: they are meant where one is no ordinary word or a cue stands before.
func (s *scan) longPlaceMeant(i, n int) bool {
	cued := placeCues[s.tok(i-1).low] && !s.lines[s.toks[i].line].title && !s.free
	return (cued || !s.allOrdinary(i, i+n)) && s.stateAt(i) != n
}

// ordinaryPlace decides on an ordinary word that is also a place: "lives in Normal".
func (s *scan) ordinaryPlace(i int) bool {
	t := &s.toks[i]
	if t.shape != capShape || t.entry.Clinical || closedClass[t.low] || s.lines[t.line].title {
		return false
	}
	if s.livingCue(i) {
		return true
	}
	return s.is(i-1, "in", "near", "outside", "from") && s.tok(i-1).shape == lowerShape && !genericOrg[t.low] && !functionWords[t.low]
}

// facilityBehind reports whether a facility's name ends at token i: "admitted to Mercy Hospital in Reading".
func (s *scan) facilityBehind(i int) bool {
	t := s.tok(i)
	return t.kind == wordToken && t.shape != lowerShape && facilityEnds[t.low]
}

var livingWords = set("lives live living lived resides residing reside resident moved native born raised grew relocated traveled travelled travel trip visited visiting hometown originally drove drives commutes immigrated emigrated")

// livingCue reports whether words of living somewhere stand right before token i: "lives in", "originally from".
func (s *scan) livingCue(i int) bool {
	k := i - 1
	if !s.is(k, "in", "from", "near", "to", "of", "at", "outside", "around", "visiting", "visited") {
		return false
	}
	for n := 0; n < 4 && k >= 0; n, k = n+1, k-1 {
		if livingWords[s.toks[k].low] {
			return true
		}
	}
	return false
}

// countyAt marks "Sangamon County", "County of Cook", "Oak Park Township".
func (s *scan) countyAt(i int) bool {
	end := s.countyBehind(i)
	if s.is(i, "county", "city", "town", "village", "township") && s.is(i+1, "of") && s.tok(i+2).shape == capShape && s.toks[i].shape == capShape && end == i {
		end = i + 3
	}
	if end > i {
		s.addTokens(i, end, chart.Geographic, chart.Likely, layerPlace)
	}
	return end > i
}

// countyBehind gives the end of the county or township whose name starts at token i, i for none.
func (s *scan) countyBehind(i int) int {
	t := &s.toks[i]
	if functionWords[t.low] {
		return i
	}
	if s.free && s.is(i+1, "county") && s.near(i+1) && s.d.lex.Place(t.low)&lexicon.County != 0 {
		return i + 2
	}
	j := i + 1
	for j < i+3 && s.near(j) && s.toks[j].kind == wordToken && s.toks[j].shape == t.shape && !s.is(j, "county", "parish", "township", "borough", "precinct", "reservation") {
		j++
	}
	if s.near(j) && s.is(j, "county", "parish", "township", "borough", "reservation") && s.toks[j].shape != lowerShape && !notNames[t.low] {
		return j + 1
	}
	return i
}
