package phi

import (
	"slices"
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

// lettered are the kinds of number that may begin with letters printed apart: "NS 771-40-22", "PIP 771200".
var lettered = []chart.Kind{chart.RecordNumber, chart.HealthPlanID, chart.Account, chart.OtherID, chart.LicenseNumber, chart.VehicleID, chart.DeviceNumber}

// neverPrefix are capitals that stand before numbers and are no part of them, beside labels and short forms that the lists know.
var neverPrefix = set("ppo hmo epo pos us usa apt ste rm bldg fl po box the and or of in no nr for to at by on ln st ave rd hwy rt rte am pm mo dx rx tx hx pt dr mr ms via per see ref " +
	"cpt hcpcs icd ndc drg rev qty lot exp ext ver pg part form room bed dept unit tel fax dob dos eob omb cms hcfa ub pob rfd rr sec mfr mcg mg ml iu")

// announced are words that a number stands behind, whose letters belong to it.
var announced = set("id no number # : policy member card file record group serial claim license lic licence enrollee certificate cert contract plan accession chart")

// growNumbers takes in the capitals that a number begins with, printed apart from its digits, and the groups that it is printed in.
func (s *scan) growNumbers() {
	for _, h := range s.hits {
		if !s.numbered(h) {
			continue
		}
		was := h
		h = s.allGroups(h)
		i := s.tokenAt(h.start)
		if i > 0 && isDigit(s.ascii[h.start]) && s.toks[i].gap == gapSpace && s.prefixFits(h, i) && s.numberPrefix(i-1) {
			h.start = s.toks[i-1].start
		}
		if h != was {
			s.addHit(h)
		}
	}
}

// numbered reports a number of a kind that is printed in groups.
func (s *scan) numbered(h hit) bool {
	i := s.tokenAt(h.start)
	return i < len(s.toks) && isDigit(s.ascii[max(h.start, s.toks[i].start)]) && slices.Contains(lettered, h.kind)
}

// prefixFits reports whether the capitals before token i may belong to a number: what only default-deny found needs a mark in it, or
// a word that announces it.
func (s *scan) prefixFits(h hit, i int) bool {
	if h.layer == layerTagged && h.end-h.start < 5 {
		return false
	}
	if h.layer != layerDeny || strings.ContainsAny(string(s.ascii[h.start:h.end]), "-") {
		return true
	}
	k := i - 2
	if s.is(k, ".") {
		k--
	}
	return announced[s.tok(k).low]
}

// allGroups takes in the groups of digits beside a number, and a letter or two behind them, where together they are all of a cell or
// all that stands behind a mark: "931 0044 72", "947 18 2207 K".
func (s *scan) allGroups(h hit) hit {
	from, to := s.tokenAt(h.start), s.tokenAt(h.end)
	if to < len(s.toks) && s.toks[to].start < h.end {
		return h
	}
	a, b := s.groupsAround(from, to)
	if a == from && b == to || !s.endsCell(b-1) || !s.beginsNumber(a) {
		return h
	}
	if h.layer == layerDeny && (b-a < 3 || len(s.toks[from].text) > 5) {
		return h // rather sums and codes of a claim's line
	}
	h.start, h.end = s.toks[a].start, s.toks[b-1].end
	return h
}

// groupsAround gives the tokens of the groups of digits of which those at from..to-1 are some, with the letters behind the last.
func (s *scan) groupsAround(from, to int) (a, b int) {
	a, b = from, to
	for a > 0 && s.toks[a].gap == gapSpace && len(s.toks[a-1].text) > 2 && s.group(a-1) {
		a--
	}
	for b < len(s.toks) && s.toks[b].gap == gapSpace && s.group(b) {
		b++
	}
	if b-a > 1 && s.lettersBehind(b) {
		b++
	}
	return a, b
}

// lettersBehind reports one or two capitals at token k that end a number and its cell.
func (s *scan) lettersBehind(k int) bool {
	t := s.tok(k)
	return t.kind == wordToken && (t.shape == upperShape || t.shape == initShape) && len(t.text) <= 2 && t.gap == gapSpace && !t.taken && s.endsCell(k)
}

// beginsNumber reports whether a number may begin at token k: at its cell's edge, behind a mark, a word that announces it or capitals.
func (s *scan) beginsNumber(k int) bool {
	before := s.tok(k - 1)
	return s.beginsCell(k) || announced[before.low] || before.kind == wordToken && before.shape == upperShape && len(before.text) <= 4
}

// group reports a free run of a few digits, as numbers are parted in print.
func (s *scan) group(k int) bool {
	t := &s.toks[k]
	return t.kind == digitToken && len(t.text) <= 5 && !t.taken && s.tok(k+1).gap != gapNone
}

// numberPrefix reports whether the capitals at token k may begin the number behind them.
func (s *scan) numberPrefix(k int) bool {
	t := &s.toks[k]
	if t.taken || t.kind != wordToken || t.shape != upperShape && t.shape != initShape || len(t.text) > 4 || t.entry.Clinical || neverPrefix[t.low] {
		return false
	}
	if t.gap == gapNone && k > 0 && !s.is(k-1, ":", "(", "#", "_") || credentials[t.low] || t.entry.Word > 0 && t.entry.Word < 3 && len(t.text) > 1 {
		return false
	}
	l, _ := s.labelAt(k)
	return l == nil
}
