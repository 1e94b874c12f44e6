package phi

import "chartproof.org/chartproof/engine/chart"

// titled marks the name behind a title, with the title: whatever is capitalised there is part of it.
func (s *scan) titled(from, i int) int {
	for s.near(i) && s.titleAt(i) > 0 {
		i += s.titleAt(i)
	}
	end, words := s.titledEnd(from, i)
	if words == 0 || words == 1 && s.noNameAlone(end-1) {
		return from + 1
	}
	h := hit{start: s.toks[from].start, end: s.toks[end-1].end, kind: chart.Name, tier: chart.Certain, layer: layerCue, provider: s.is(from, "dr", "doctor", "nurse", "dra", "prof")}
	s.addHit(h)
	if next := s.tok(end + 1); s.is(end, "and", "&") && s.titleAt(end+1) == 0 && next.class != safeWord && next.shape == capShape {
		s.addTokens(end+1, end+2, chart.Name, chart.Likely, layerCue)
	}
	return end
}

// titledEnd gives the end of the name that starts at token i behind the title at token from, and how many words it has.
func (s *scan) titledEnd(from, i int) (end, words int) {
	lower := s.free || s.toks[from].shape == lowerShape
	end = i
	for j := i; j < len(s.toks) && words < 4 && s.near(j); j++ {
		if s.toks[j].kind == punctToken {
			if !s.titledMark(j, words) {
				break
			}
			continue
		}
		if s.endsTitled(j, words, lower) || words == 0 && s.actsOnly(from, j) {
			break
		}
		words++
		end = j + 1
	}
	return end, words
}

// titledMark reports whether the mark at token j goes on with a name behind a title: the dot of an initial, a hyphen.
func (s *scan) titledMark(j, words int) bool {
	if words == 0 {
		return s.is(j, "-")
	}
	if !s.near(j + 1) {
		return false
	}
	return s.is(j, ".") && len(s.toks[j-1].text) == 1 || s.is(j, "-", "'") && s.toks[j].gap == gapNone
}

// endsTitled reports whether token j is no part of the name behind a title that has that many words so far.
func (s *scan) endsTitled(j, words int, lower bool) bool {
	t := &s.toks[j]
	if t.kind == digitToken || notNames[t.low] || t.taken && !t.name {
		return true
	}
	if particles[t.low] {
		return words > 0 && credentials[t.low] && t.shape == upperShape
	}
	if t.shape == lowerShape && (!lower || ordinaryTitled(t, words)) {
		return true
	}
	return words > 0 && (credentials[t.low] && t.shape == upperShape || t.class == safeWord && !surnameShaped(t))
}

// auxiliary are words that go on behind "the doctor" and are names as well, but not in small letters.
var auxiliary = set("may will can must line call calls shown down share visit visits")

// actsOnly reports what the doctor does, where no name stands behind the word: "doctor may call", "nurse line".
func (s *scan) actsOnly(from, j int) bool {
	return s.is(from, "doctor", "nurse") && s.toks[from].shape == lowerShape && s.toks[j].shape == lowerShape && auxiliary[s.toks[j].low]
}

// ordinaryTitled reports whether a lower-case word behind a title is prose and no name.
func ordinaryTitled(t *token, words int) bool {
	if closedClass[t.low] || words > 0 && t.class == safeWord {
		return true
	}
	if t.entry.Surname != 0 {
		return false
	}
	return words == 0 && functionWords[t.low] || t.class == safeWord && t.entry.Word <= 2
}

// surnameShaped reports whether an ordinary word may be the surname behind a given name: a capital, and not too common.
func surnameShaped(t *token) bool {
	return (t.shape == capShape || t.shape == initShape) && !t.entry.Clinical && t.entry.Word != 1 && !kin[t.low]
}

// noNameAlone reports whether the word at token k cannot be all that stands behind a title.
func (s *scan) noNameAlone(k int) bool {
	t := &s.toks[k]
	return len(t.text) < 2 && t.shape != initShape || particles[t.low] && t.shape == lowerShape
}

// credentialed marks the name before a credential: "Karen Whitfield, MD".
func (s *scan) credentialed(i int) {
	k := i - 1
	for k >= 0 && s.credentialTail(k) && s.toks[k].gap <= gapSpace && s.toks[k+1].gap <= gapSpace {
		k--
	}
	if k < 0 || s.toks[k+1].gap > gapSpace || s.toks[i].gap > gapSpace {
		return
	}
	start, words, solid := s.credentialedStart(k)
	if words == 0 || !solid && (words < 2 || !s.is(i-1, ",")) {
		return
	}
	last := i - 1
	for last > start && (s.toks[last].kind == punctToken || credentials[s.toks[last].low] && s.toks[last].class == safeWord) {
		last--
	}
	s.addHit(hit{start: s.toks[start].start, end: s.toks[last].end, kind: chart.Name, tier: chart.Certain, layer: layerCue, provider: true})
}

// credentialTail reports whether token k stands between a name and its last credential.
func (s *scan) credentialTail(k int) bool {
	t := &s.toks[k]
	return s.is(k, ",", ".", "(", "-") || credentials[t.low] && t.shape != lowerShape && t.class == safeWord
}

// credentialedStart walks left from token k over the name before a credential; solid means that a word of it is no
// ordinary one.
func (s *scan) credentialedStart(k int) (start, words int, solid bool) {
	start = k + 1
	for ; k >= 0 && words < 4; k-- {
		t := &s.toks[k]
		if words > 0 && k > 0 && s.is(k, ".", "-") {
			continue
		}
		if s.foreignToName(k) || t.class == safeWord && len(t.text) > 1 && (t.entry.Clinical || genericOrg[t.low] || t.shape == upperShape) {
			break
		}
		solid = solid || t.class != safeWord
		words++
		start = k
		if t.gap >= gapWide {
			break
		}
	}
	return start, words, solid
}

// foreignToName reports whether token k can be no part of the name before a credential.
func (s *scan) foreignToName(k int) bool {
	t := &s.toks[k]
	return t.kind != wordToken || t.shape == lowerShape && (!s.free || t.class == safeWord) || notNames[t.low] || kin[t.low] ||
		byVerbs[t.low] && t.class == safeWord || t.taken && !t.name || s.titleAt(k) > 0
}
