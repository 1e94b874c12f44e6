package phi

import (
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

// particles join the parts of a name.
var particles = set("de la del los las da dos das do di du le van von der den ter ten bin ibn al el abu st saint mac mc o y e san santa delos dela vander della")

var nameSuffixes = set("jr sr ii iii iv 2nd 3rd esq junior senior")

var credentials = set(`md do rn np pa lpn cna pharmd phd dds dmd dpm lcsw crna aprn fnp mba mph facs facp faap faafp facog ccc slp otr dpt pac arnp msn bsn
	dnp cnm cma rma mt ascp lmft lpc lmhc psyd ma ms bs rd ldn rdn crnp facep fccp fascrs facr fcap mbbs od pt ot rpt rph dc fnpc cnp agnp dvm lmsw msw rrt crt emt abfm fhm`)

// nameLike reports whether token i can be part of a name where one must stand: after a title, a label.
func (s *scan) nameLike(i int) bool {
	t := s.tok(i)
	if t.kind == mixedToken {
		return t.shape != noShape && countDigits(t.text) == 1 && len(t.text) > 3 && !t.taken // a misread letter
	}
	if t.kind != wordToken || months[t.low] > 0 && t.class == safeWord && t.entry.Given == 0 || notNames[t.low] {
		return false
	}
	if t.shape == lowerShape && !s.free {
		return particles[t.low] || t.class == nameWord || t.class == unknownWord && len(t.low) > 2
	}
	return true
}

// notNames never are part of a name, even where one must stand.
var notNames = set(`date time dob age sex male female mrn ssn phone fax address city state zip id number no yes none unknown na signature signed
	patient name relationship self spouse other and or the of for with was is are has had been who which that this at in on to by from as
	not per npi dea license reason diagnosis visit type page status title department dept specialty insurance plan gender race
	holder account acct medical record chart room unit bed copy pending reported reviewed verified electronically note notes will he she they
	denies reports presents states complains seen called given before after tel telephone cell mobile email dear re cc mr mrs ms dr please
	years year old yo primary secondary payer provider physician attending referring ordering policy member subscriber group`)

// nameValue takes a name where a label announces one: up to six words, to the end of the cell or the first word that
// cannot belong to a name.
func (s *scan) nameValue(i, limit int, weak bool) int {
	for i < limit && s.titleAt(i) > 0 {
		i += s.titleAt(i)
	}
	end, words, solid := s.nameRun(i, limit)
	if words == 0 || !solid || weak && words == 1 && s.toks[i].class == safeWord {
		return i
	}
	if s.is(end, ".") && len(s.toks[end-1].text) == 1 {
		end++
	}
	s.addTokens(i, end, chart.Name, chart.Certain, layerLabel)
	return end
}

// nameRun gives the end of the words of a name that start at token i, how many they are, and whether one of them is more
// than an ordinary word.
func (s *scan) nameRun(i, limit int) (end, words int, solid bool) {
	end = i
	for j := i; j < limit && words < 6; j++ {
		t := &s.toks[j]
		if j > i && t.gap >= gapWide {
			break
		}
		if t.kind == punctToken {
			if j == i || !s.nameMark(j) {
				break
			}
			continue
		}
		if s.endsNameValue(j, words) {
			break
		}
		solid = solid || t.class != safeWord || s.bareName(i, j)
		words++
		end = j + 1
	}
	return end, words, solid
}

// nameMark reports whether the mark at token j may stand inside a name: "Lee-Ann", "SMITH, JOHN", "J. Smith".
func (s *scan) nameMark(j int) bool {
	if s.is(j, "-", "'") {
		return s.toks[j].gap == gapNone
	}
	return s.near(j+1) && (s.is(j, ",") || s.is(j, ".") && len(s.toks[j-1].text) <= 2)
}

// endsNameValue reports whether token j is no part of the name that a label announced and that has that many words so far.
func (s *scan) endsNameValue(j, words int) bool {
	t := &s.toks[j]
	if l, e := s.labelAt(j); l != nil && (s.is(e, ":") || !l.weak && words > 0 && t.class == safeWord) {
		return true
	}
	if !s.nameLike(j) {
		return true
	}
	if words == 0 {
		return false
	}
	return s.dottedCredential(j) || credentials[t.low] && t.shape == upperShape && t.class == safeWord || s.is(j-1, ",") && !s.commaName(j)
}

// dottedCredential reports "M.D." and "D.O." at token i.
func (s *scan) dottedCredential(i int) bool {
	if len(s.tok(i).text) != 1 || !s.is(i+1, ".") || s.tok(i+1).gap != gapNone {
		return false
	}
	a, b := s.tok(i).low, s.tok(i+2).low
	return s.tok(i+2).gap == gapNone && containsWord("md do dd rn pa ph np", a+b)
}

// initialsValue takes two or three capitals, or a whole name, where initials are asked for.
func (s *scan) initialsValue(i int) int {
	t := s.tok(i)
	lower := t.shape == lowerShape && len(t.text) >= 2 && i > 0 && s.is(i-1, ":", "_") && s.staffMark(i) && s.endsNote(i+1)
	if t.kind == wordToken && (t.shape == upperShape || lower) && len(t.text) <= 3 && !t.taken {
		s.addHit(hit{start: t.start, end: t.end, kind: chart.Name, tier: chart.Likely, layer: layerLabel, firm: lower})
		return i + 1
	}
	if t.kind == wordToken && len(t.text) == 1 && s.is(i+1, ".") {
		e := i + 2
		for s.near(e) && len(s.toks[e].text) == 1 && s.toks[e].shape == initShape && s.is(e+1, ".") {
			e += 2
		}
		s.addTokens(i, e, chart.Name, chart.Likely, layerLabel)
		return e
	}
	return s.nameValue(i, len(s.toks), false)
}

// bareName reports whether an ordinary word may stand for a name in a label's value: capitalised and no heading.
func (s *scan) bareName(i, j int) bool {
	t := &s.toks[j]
	return j == i && t.shape == capShape && t.entry.Word >= 2 && !t.entry.Clinical && len(t.low) > 3 && s.tok(j+1).kind == wordToken && s.near(j+1) && s.tok(j+1).shape == capShape && s.tok(j+1).class != safeWord
}

// commaName reports whether the token behind a comma goes on with the name before it ("SMITH, JOHN") rather than with a
// credential, a place or a role.
func (s *scan) commaName(j int) bool {
	t := &s.toks[j]
	if t.class != safeWord || nameSuffixes[t.low] || len(t.text) == 1 {
		return true
	}
	if t.shape == lowerShape {
		return s.free
	}
	return !t.entry.Clinical && (t.entry.Given > 0 || t.entry.Word != 1 && !describes(t))
}

// cellValue takes the rest of a cell: an address, a place, an organisation.
func (s *scan) cellValue(l *label, i, limit int, sure bool) int {
	if !sure && (s.tok(s.label).gap < gapWide || s.label >= i || !s.capitalCell(i, limit)) {
		return i
	}
	a, b := s.trimChunk(i, s.cellEnd(i, limit))
	if a >= b || s.unfitCell(l.form, i, a, b) {
		return i
	}
	s.cover(a, b, l.kind, chart.Likely, layerLabel)
	return b
}

// cellEnd gives where the value that starts at token i ends: at the cell's edge, the next label or the end of a sentence.
func (s *scan) cellEnd(i, limit int) int {
	end, words := i, 0
	for j := i; j < limit && words < 14; j++ {
		t := &s.toks[j]
		if j > i && (t.gap >= gapWide || s.labelInside(j)) {
			break
		}
		if s.is(j, ";", "|") || s.is(j, ".") && s.tok(j+1).gap >= gapSpace && len(s.tok(j-1).text) > 4 {
			break
		}
		if t.kind != punctToken {
			words++
		}
		end = j + 1
	}
	return end
}

// labelInside reports whether another label starts at token j rather than the word being part of a value.
func (s *scan) labelInside(j int) bool {
	t := &s.toks[j]
	if t.kind != wordToken || t.gap == gapNone {
		return false
	}
	o, e := s.labelAt(j)
	if o == nil {
		return false
	}
	if s.is(e, ":") {
		return true
	}
	switch o.form {
	case formStreet, formPlace, formOrg, formNone:
		return false
	}
	return !o.weak && t.class == safeWord && t.shape != lowerShape
}

// unfitCell reports whether the words are not what a label of that form asks for; the label's value began at token i.
func (s *scan) unfitCell(f valueForm, i, a, b int) bool {
	switch f {
	case formOrg:
		return !s.identifyingOrg(a, b)
	case formPlace:
		return s.statesOnly(a, b) && !s.is(i-2, "state")
	case formStreet:
		return s.sentence(a, b)
	}
	return false
}

// capitalCell reports whether the rest of the cell is capitalised words and numbers: "Employer Pinnacle Roofing Co."
func (s *scan) capitalCell(i, limit int) bool {
	n := 0
	for j := i; j < limit && (j == i || s.toks[j].gap < gapWide); j++ {
		t := &s.toks[j]
		if t.kind == wordToken && t.shape == lowerShape && !s.is(j, "of", "and", "the", "at") || s.is(j, ":") {
			return false
		}
		if t.kind == wordToken && t.shape == capShape {
			n++
		}
	}
	return n >= 2
}

// cover marks the tokens that no hit covers yet, as runs.
func (s *scan) cover(a, b int, kind chart.Kind, tier chart.Tier, layer string) {
	for a < b {
		for a < b && s.toks[a].taken {
			a++
		}
		e := a
		for e < b && !s.toks[e].taken {
			e++
		}
		if x, y := s.trimChunk(a, e); x < y {
			s.addTokens(x, y, kind, tier, layer)
		}
		a = e
	}
}

// identifyingOrg reports whether the words name an organisation rather than describe one ("outpatient clinic").
func (s *scan) identifyingOrg(a, b int) bool {
	for k := a; k < b; k++ {
		t := &s.toks[k]
		if t.kind == wordToken && t.class != safeWord {
			return true
		}
		if t.kind == wordToken && t.shape != lowerShape && !genericOrg[t.low] && !t.entry.Clinical && len(t.low) > 2 {
			return true
		}
	}
	return false
}

func (s *scan) statesOnly(a, b int) bool {
	for k := a; k < b; k++ {
		if n := s.stateAt(k); n > 0 {
			k += n - 1
			continue
		}
		if t := &s.toks[k]; t.kind != punctToken && !properWords[t.low] && !(t.low == "united" || t.low == "states") {
			return s.sentence(a, b)
		}
	}
	return true
}

// sentence reports whether the words are running text without a capital or a number, which no address or place is.
func (s *scan) sentence(a, b int) bool {
	if s.free {
		for k := a; k < b; k++ {
			if s.toks[k].kind == digitToken || s.toks[k].class != safeWord || s.d.lex.Place(s.toks[k].low) > 0 {
				return false
			}
		}
		return true
	}
	for k := a; k < b; k++ {
		t := &s.toks[k]
		if t.kind == digitToken || t.kind == mixedToken || t.kind == wordToken && t.shape != lowerShape && !strings.Contains(" same unknown none na ", " "+t.low+" ") {
			return false
		}
	}
	return true
}
