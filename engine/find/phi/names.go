package phi

import (
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

// findNames marks words that look like names by themselves or by their neighbours: what is capitalised and in no list of
// ordinary or clinical words, and listed names where case tells nothing.
func (s *scan) findNames() {
	for i := range s.toks {
		t := &s.toks[i]
		if t.taken || len(t.text) < 2 {
			continue
		}
		if t.kind == mixedToken {
			s.mixedName(i)
			continue
		}
		if t.kind != wordToken {
			continue
		}
		if t.class == safeWord {
			if s.oddCapital(i) {
				s.addTokens(i, i+1, chart.Name, chart.Check, layerName)
			}
			continue
		}
		if tier := s.nameTier(i); tier != "" {
			s.addTokens(i, i+1, chart.Name, tier, layerName)
		}
	}
}

// nameTier decides on one word that is not safe; "" is no name.
func (s *scan) nameTier(i int) chart.Tier {
	t := &s.toks[i]
	heading := s.lines[t.line].upper
	switch {
	case s.diseaseOf(i), s.unknownLabel(i):
		return ""
	case t.shape == lowerShape:
		return s.lowerName(i)
	case t.shape == upperShape && heading:
		return s.headingName(i)
	case t.shape == upperShape:
		return s.upperName(i)
	case t.shape == oddShape:
		if t.class == nameWord && nameStrength(t.entry) >= 4 && len(t.low) > 3 || t.class == unknownWord && len(t.low) > 6 && isUpper(t.text[0]) {
			return chart.Check
		}
		return ""
	}
	return s.capitalName(i)
}

// unknownLabel reports a word in no list that heads what stands behind its colon, as the short forms on forms do: "Allerg:", "Objetivo:".
func (s *scan) unknownLabel(i int) bool {
	return s.toks[i].class == unknownWord && s.is(i+1, ":") && s.tok(i+1).gap == gapNone && (s.beginsCell(i) || s.is(i-1, ".", ";", ","))
}

// capitalName judges a word with one capital in text that has case.
func (s *scan) capitalName(i int) chart.Tier {
	t := &s.toks[i]
	switch {
	case t.class == nameWord:
		return chart.Likely
	case t.class == unknownWord:
		if s.shortForm(i) || s.unitOrTrade(i) {
			return ""
		}
		return chart.Check
	case s.besideName(i):
		return chart.Likely
	case s.amongNames(i) || familiarEponym(t):
		return chart.Check
	case (t.entry.Eponym || t.entry.Clinical) && t.entry.Given != 1:
		return ""
	case s.insideProse(i) || s.actsAsPerson(i):
		return chart.Check
	}
	return ""
}

// shortForm reports whether an unknown capitalised word is so short that it is rather an abbreviation.
func (s *scan) shortForm(i int) bool {
	t := &s.toks[i]
	return len(t.low) <= 3 && (len(t.low) <= 2 || isUpper(t.text[2])) && !s.besideName(i)
}

// amongNames reports whether the neighbours of a given name show that it is meant as one: a surname that is a word too, a
// list, an apposition, quotation marks.
func (s *scan) amongNames(i int) bool {
	if s.pairBeside(i, i+1) || s.pairBeside(i-1, i) {
		return true
	}
	t := &s.toks[i]
	if t.entry.Given == 0 {
		return false
	}
	return s.listed(i) || s.appositive(i) || t.entry.Given <= 2 && t.gap == gapNone && s.is(i-1, "\"") && s.is(i+1, "\"", ".")
}

// familiarEponym reports a common surname that names a disease too and is hardly a word.
func familiarEponym(t *token) bool {
	e := t.entry
	return e.Eponym && !e.Clinical && !deviceEponyms[t.low] && e.Surname > 0 && e.Surname <= 2 && (e.Word == 0 || e.Word > 3)
}

// insideProse reports whether the word has its capital inside a sentence and heads no capitalised ordinary word.
func (s *scan) insideProse(i int) bool {
	t, prev, next := &s.toks[i], s.tok(i-1), s.tok(i+1)
	if !s.near(i) || prev.kind != wordToken || prev.shape != lowerShape || s.lines[t.line].title {
		return false
	}
	if next.kind == wordToken && next.shape == capShape && next.class == safeWord && s.near(i+1) {
		return false
	}
	return t.class == bothWord && nameStrength(t.entry) >= 4
}

// actsAsPerson reports whether a given name is followed by what persons do.
func (s *scan) actsAsPerson(i int) bool {
	e := s.toks[i].entry
	if e.Given == 0 || !s.near(i+1) || s.tok(i+1).shape != lowerShape || !s.verbAfter(i+1) {
		return false
	}
	return e.Word != 1 || e.Given == 1 && !s.is(i+1, "be", "have", "and", "also", "did", "does")
}

// pairBeside reports a given name and a surname side by side that are both ordinary words too: "Faith Park".
func (s *scan) pairBeside(i, j int) bool {
	a, b := s.tok(i), s.tok(j)
	return s.near(j) && a.class == bothWord && b.class == bothWord && a.shape == capShape && b.shape == capShape && a.entry.Given > 0 && a.entry.Given <= 2 &&
		b.entry.Surname > 0 && b.entry.Surname <= 2 && !a.entry.Clinical && !b.entry.Clinical && !s.diseaseOf(j) && !weekdays[b.low] && b.low != "day"
}

// appositive reports whether what follows tells who somebody is: "Grace, the oldest child", "Kev (nephew)".
func (s *scan) appositive(i int) bool {
	if s.is(i+1, "and", "&") && s.near(i+1) && s.near(i+2) && kin[s.tok(i+2).low] && s.tok(i+2).shape == lowerShape {
		return true
	}
	if !s.is(i+1, ",", "(", "-") || s.tok(i+1).gap > gapSpace {
		return false
	}
	for k := i + 2; k < i+6 && s.near(k) && s.toks[k].kind == wordToken && s.toks[k].shape == lowerShape; k++ {
		if kin[s.toks[k].low] && s.toks[k].entry.Word > 0 && !s.is(k, "patient", "pt", "client") {
			return k > i+2 || s.is(i+1, "(")
		}
	}
	return false
}

// listed reports whether the word stands in a list with a given name: "Rob, Tess and Gus".
func (s *scan) listed(i int) bool {
	for _, step := range []int{-1, 1} {
		k := i + step
		for n := 0; n < 2 && s.is(k, ",", "and", "&", "/"); n++ {
			k += step
		}
		if t := s.tok(k); k != i+step && t.kind == wordToken && t.shape == capShape && t.class == nameWord && t.entry.Given > 0 && t.line <= s.toks[i].line+1 {
			return true
		}
	}
	return false
}

// verbAfter reports whether a person is likely to do what stands at token i.
func (s *scan) verbAfter(i int) bool {
	return s.is(i, "is", "was", "has", "had", "said", "says", "states", "stated", "reports", "reported", "denies", "denied", "called", "will", "came", "went",
		"lives", "works", "presents", "presented", "returns", "returned", "did", "does", "notes", "noted", "wants", "would", "tolerated", "continues", "feels", "felt", "and", "complains", "agreed", "understands", "who", "also", "takes")
}

// unitOrTrade excuses an unknown capitalised word that a dose or strength follows: a drug.
func (s *scan) unitOrTrade(i int) bool {
	t := s.tok(i + 1)
	if !s.near(i + 1) {
		return false
	}
	if t.kind == digitToken && s.near(i+2) && s.is(i+2, "mg", "mcg", "ml", "units", "unit", "g", "gm", "iu", "meq", "%") {
		return true
	}
	if t.kind == mixedToken && isDigit(t.text[0]) && (strings.HasSuffix(t.low, "mg") || strings.HasSuffix(t.low, "mcg") || strings.HasSuffix(t.low, "ml")) {
		return true
	}
	return s.is(i+1, "xr", "er", "sr", "tablet", "tablets", "capsule", "capsules", "inhaler", "syndrome", "disease", "sign", "test", "protocol", "criteria", "score", "catheter",
		"cream", "ointment", "gel", "drops", "injection", "vaccine", "spp", "virus", "antibody", "classification", "procedure", "maneuver", "suture", "stage", "grade")
}

var eponymHeads = set(`disease syndrome sign signs test tests score scale criteria catheter phenomenon palsy lymphoma sarcoma contracture fracture
	ulcer esophagus thyroiditis maneuver position reflex reaction stain cyst duct node nodes tumor tumour anemia chorea ataxia canal gland ring
	tube drain line procedure repair reduction operation incision retractor forceps clamp point triangle space pouch ligament tendon area
	aphasia encephalopathy psychosis dementia degeneration disorder deformity angle classification stage staging grade grading index law murmur
	pulse respiration respirations breathing smear virus species bacteria coma study scan view views knot loop dissection resection bypass
	anastomosis shunt graft fistula lobe fibers cells cell cord tract nucleus body bodies dystrophy neuralgia paralysis hernia arthritis
	vasculitis purpura glomerulonephritis granulomatosis cardiomyopathy hypertrophy prolapse block phase equation formula cast splint brace
	boot bandage wrap hugger dressing wire pin nail rod plate screw prosthesis valve stent protocol regimen trial assessment inventory
	questionnaire checklist risk technique method monitor pump pills exercises scores spots lines crisis boil paste solution lactate ringer iodine`)

// besideName reports whether a name stands right before or behind token i on its line, initials and commas between.
func (s *scan) besideName(i int) bool {
	return s.nameNext(i, 1) || s.nameNext(i, -1)
}

func (s *scan) nameNext(i, step int) bool {
	k := i + step
	for n := 0; n < 3; n, k = n+1, k+step {
		t := s.tok(k)
		gap := t.gap
		if step < 0 {
			gap = s.tok(k + 1).gap
		}
		if k < 0 || k >= len(s.toks) || gap >= gapWide {
			return false
		}
		if !s.insideOfName(k) && !(s.is(k, ",") && (s.startsCell(i) || step < 0 && s.startsCell(k-1))) {
			return s.surelyName(k, i)
		}
	}
	return false
}

// insideOfName reports whether token k is an initial, a mark or a particle, which stand between the parts of a name.
func (s *scan) insideOfName(k int) bool {
	t := s.tok(k)
	if t.kind == wordToken {
		return t.initial() || particles[t.low] && len(t.low) < 4
	}
	return t.gap == gapNone && (s.is(k, "-") || s.is(k, ".") && len(s.tok(k-1).text) <= 3)
}

// surelyName reports whether token k is a name, or an unknown word that the given name at token i makes one.
func (s *scan) surelyName(k, i int) bool {
	t := s.tok(k)
	if t.kind != wordToken || t.shape == lowerShape && !s.free {
		return false
	}
	if t.name || t.taken {
		return t.name
	}
	return t.class == nameWord || t.class == unknownWord && t.shape == capShape && len(t.low) > 3 && s.toks[i].entry.Given > 0
}

func (s *scan) startsCell(i int) bool {
	return i == 0 || s.tok(i).gap >= gapWide || s.is(i-1, ":")
}

// lowerName judges a word without capitals: a listed name that is no word.
func (s *scan) lowerName(i int) chart.Tier {
	t := &s.toks[i]
	listed := t.class == nameWord && t.entry.Word == 0 && len(t.low) > 3
	if listed && (t.entry.Given == 1 || t.entry.Surname >= 1 && t.entry.Surname <= 2) {
		if s.free {
			return chart.Likely
		}
		return chart.Check
	}
	if s.free && (s.strangeWord(i) || s.givenActs(i) || listed && nameStrength(t.entry) >= 4 || s.lowerNeighbour(i)) {
		return chart.Check
	}
	return ""
}

// lowerNeighbour reports whether the neighbours of a word make it a name in a text that is lower case throughout.
func (s *scan) lowerNeighbour(i int) bool {
	t := &s.toks[i]
	switch t.class {
	case nameWord:
		return s.besideName(i)
	case unknownWord:
		return len(t.low) > 3 && s.besideName(i)
	case bothWord:
		return s.strongBeside(i) && (!functionWords[t.low] || t.entry.Word > 1 && s.besideName(i))
	}
	return false
}

// strongBeside wants a common given name right before a surname that is also a word.
func (s *scan) strongBeside(i int) bool {
	p := s.tok(i - 1)
	if s.near(i+1) && s.toks[i].entry.Given == 1 && s.tok(i+1).entry.Surname > 0 && s.tok(i+1).entry.Surname <= 2 && s.tok(i+1).class == bothWord && s.toks[i].entry.Word > 1 && s.tok(i+1).entry.Word > 1 {
		return true
	}
	return s.near(i) && p.class == nameWord && p.entry.Given > 0 && s.toks[i].entry.Surname > 0 || s.near(i+1) && s.tok(i+1).class == nameWord && s.toks[i].entry.Given == 1
}

// headingName judges a word in a line of capitals.
func (s *scan) headingName(i int) chart.Tier {
	t := &s.toks[i]
	if t.class == nameWord && (nameStrength(t.entry) >= 4 && len(t.low) > 3 || nameStrength(t.entry) >= 8 || s.besideName(i)) {
		return chart.Likely
	}
	if t.class == bothWord && !t.entry.Clinical && s.besideName(i) {
		return chart.Likely
	}
	if s.givenActs(i) {
		return chart.Check
	}
	if s.strangeHeading(i) {
		return chart.Check
	}
	return ""
}

// strangeHeading reports a word in no list, in a line of capitals, that sounds like one and is no label.
func (s *scan) strangeHeading(i int) bool {
	t := &s.toks[i]
	if t.class != unknownWord || s.headsCell(i) || !pronounceable(t.low) {
		return false
	}
	return len(t.low) >= 6 || len(t.low) >= 4 && s.besideName(i)
}

// upperName judges a word in capitals among words that are not: an abbreviation unless the lists or neighbours say a name.
func (s *scan) upperName(i int) chart.Tier {
	t := &s.toks[i]
	switch {
	case t.class == nameWord && (nameStrength(t.entry) >= 6 && len(t.low) > 2 || nameStrength(t.entry) >= 4 && len(t.low) > 4 || s.besideName(i)):
		return chart.Likely
	case t.class == unknownWord && len(t.low) >= 6 && pronounceable(t.low):
		return chart.Check
	case t.class != safeWord && !t.entry.Clinical && len(t.low) > 2 && s.besideName(i):
		return chart.Check
	}
	return ""
}

// pronounceable reports whether the word has vowels as words have, which abbreviations lack.
func pronounceable(w string) bool {
	run, vowels := 0, 0
	for i := range len(w) {
		if strings.IndexByte("aeiouy", w[i]) >= 0 {
			run, vowels = 0, vowels+1
			continue
		}
		if run++; run > 4 {
			return false
		}
	}
	return vowels > 0
}

// mixedName judges a word with one digit in it: a name with a misread letter ("Gonza1ez").
func (s *scan) mixedName(i int) {
	t := &s.toks[i]
	if len(t.text) < 5 || countDigits(t.text) > 2 || t.shape == lowerShape && !s.free || isDigit(t.text[len(t.text)-1]) && isDigit(t.text[0]) {
		return
	}
	plain := unfold(t.low)
	if plain == "" {
		return
	}
	e := s.d.lex.Lookup(plain)
	if e.Word > 0 || e.Clinical || medicalShape(plain) || s.d.fuzzy.looksLike(plain) {
		return
	}
	if e.Name() || isUpper(t.text[0]) && t.shape == capShape && len(plain) > 5 {
		s.addTokens(i, i+1, chart.Name, chart.Check, layerName)
	}
}

// unfold turns digits inside a word back into the letters that they were read for.
func unfold(w string) string {
	b := []byte(w)
	for i, c := range b {
		switch c {
		case '0':
			b[i] = 'o'
		case '1':
			b[i] = 'l'
		case '5':
			b[i] = 's'
		case '8':
			b[i] = 'b'
		case '6':
			b[i] = 'b'
		case '3':
			b[i] = 'e'
		case '4':
			b[i] = 'a'
		case '2', '7', '9':
			return ""
		}
	}
	return string(b)
}
