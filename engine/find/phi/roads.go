package phi

// namedStreet reads a street without a number behind a word of place ("on Fifth Avenue"), and numbered roads ("Route 66").
func (s *scan) namedStreet(i int) int {
	t := &s.toks[i]
	switch {
	case s.crossing(i):
		return i + 5
	case t.kind != wordToken || t.shape == lowerShape && !s.free:
		return i
	case s.roadClass(i):
		return s.numberedRoad(i)
	case s.free:
		if s.lowerStreet(i) {
			return i + 2
		}
		return i
	case !s.is(i-1, "on", "at", "near", "along", "off", "down", "of", "in", "and", "to", "from"), s.lines[t.line].title && !s.is(i-1, "on"):
		return i
	}
	return s.capitalStreet(i)
}

// crossing reports "corner of Fifth and Main" at token i.
func (s *scan) crossing(i int) bool {
	return s.is(i, "corner", "intersection") && s.is(i+1, "of") && s.is(i+3, "and", "&") && s.near(i+4) && s.tok(i+2).shape != lowerShape
}

// roadClass reports whether token i is the word that a road's number follows.
func (s *scan) roadClass(i int) bool {
	t := &s.toks[i]
	if !s.is(i, "route", "highway", "hwy", "interstate", "rte", "us", "sr", "i", "exit") {
		return false
	}
	return t.shape == capShape || t.shape == upperShape || t.low == "i" || s.free && len(t.low) > 4
}

// numberedRoad reads the number behind the class of a road at token i and the markers behind it: "I-90 exit 12".
func (s *scan) numberedRoad(i int) int {
	j, dash := i+1, false
	if s.is(j, "-") && s.tok(j).gap == gapNone {
		j, dash = j+1, true
	}
	n := s.tok(j)
	if n.kind != digitToken || len(n.text) > 4 {
		return i
	}
	if dash && n.gap != gapNone || !dash && (!s.near(j) || s.is(i, "i", "us", "sr")) {
		return i
	}
	for s.near(j+1) && s.is(j+1, "mile", "marker", "exit", "north", "south", "east", "west") {
		j++
		if s.tok(j+1).kind == digitToken {
			j++
		}
	}
	return j + 1
}

// lowerStreet reports a street of two words in a text that is lower case throughout: "on maple street".
func (s *scan) lowerStreet(i int) bool {
	t := &s.toks[i]
	if !s.is(i-1, "on", "at", "near", "along", "off") || !s.near(i+1) || functionWords[t.low] || closedClass[t.low] || s.is(i, "the", "side", "inner", "city") {
		return false
	}
	return s.is(i+1, "lane", "street", "avenue", "road", "drive", "boulevard", "highway", "parkway", "circle", "terrace")
}

// capitalStreet gives the end of a street without a number that starts at token i.
func (s *scan) capitalStreet(i int) int {
	for j := i + 1; j < i+4 && s.near(j); j++ {
		w := &s.toks[j]
		if w.kind != wordToken || w.shape == lowerShape {
			return i
		}
		if s.is(j, "rd", "ave", "blvd", "ln") || len(w.low) > 3 && streetEnds[w.low] && !s.is(j, "place", "point", "plaza", "run", "walk", "path", "extension", "commons", "crossing", "heights") {
			return j + 1
		}
	}
	return i
}
