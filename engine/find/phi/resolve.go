package phi

import (
	"sort"

	"chartproof.org/chartproof/engine/chart"
)

// rank orders hits that claim the same characters: the surer and the more telling one keeps them.
func rank(h hit) int {
	r := map[chart.Tier]int{chart.Certain: 30, chart.Likely: 20, chart.Check: 10}[h.tier]
	switch h.kind {
	case chart.OtherID:
		r -= 5
	case chart.Name, chart.Geographic:
		r -= 2
	}
	return r
}

// resolve settles the hits of a scan: sorted, disjoint, nothing that any hit covers left out, pieces of one name joined.
func resolve(s *scan) []hit {
	hits := make([]hit, 0, len(s.hits))
	for _, h := range s.hits {
		if h.start < h.end && !(s.d.opt.KeepProviders && h.provider) && !(s.d.opt.KeepFacilities && h.facility) {
			hits = append(hits, h)
		}
	}
	owner := make([]int32, len(s.ascii))
	order := make([]int, len(hits))
	for i := range order {
		order[i] = i
	}
	sort.SliceStable(order, func(a, b int) bool {
		x, y := hits[order[a]], hits[order[b]]
		if rx, ry := rank(x), rank(y); rx != ry {
			return rx > ry
		}
		return x.end-x.start > y.end-y.start
	})
	for _, i := range order {
		for p := hits[i].start; p < hits[i].end; p++ {
			if owner[p] == 0 {
				owner[p] = int32(i) + 1
			}
		}
	}
	var out []hit
	for p := 0; p < len(owner); {
		if owner[p] == 0 {
			p++
			continue
		}
		e := p
		for e < len(owner) && owner[e] == owner[p] {
			e++
		}
		h := hits[owner[p]-1]
		h.start, h.end = p, e
		out = append(out, h)
		p = e
	}
	return s.tidy(s.join(s.tidy(out)))
}

// tidy takes blanks off both ends and drops what holds neither letter nor digit nor mask.
func (s *scan) tidy(in []hit) []hit {
	out := in[:0]
	for _, h := range in {
		for h.start < h.end && blankByte(s.ascii[h.start]) {
			h.start++
		}
		for h.end > h.start && blankByte(s.ascii[h.end-1]) {
			h.end--
		}
		solid := false
		for p := h.start; p < h.end && !solid; p++ {
			b := s.ascii[p]
			solid = isLetter(b) || isDigit(b) || b == '*' || b == '#'
		}
		if solid {
			out = append(out, h)
		}
	}
	return out
}

func blankByte(b byte) bool { return b == ' ' || b == '\n' || b == '\t' }

// join makes one span of the pieces of a name or address on one line.
func (s *scan) join(in []hit) []hit {
	out := make([]hit, 0, len(in))
	for _, h := range in {
		if n := len(out); n > 0 && out[n-1].kind == h.kind && (h.kind == chart.Name || h.kind == chart.Geographic) && s.joinable(out[n-1], h) {
			if rank(h) > rank(out[n-1]) {
				out[n-1].tier, out[n-1].layer = h.tier, h.layer
			}
			out[n-1].end = h.end
			continue
		}
		out = append(out, h)
	}
	return out
}

func (s *scan) joinable(a, b hit) bool {
	if b.start-a.end > 2 {
		return false
	}
	for p := a.end; p < b.start; p++ {
		switch c := s.ascii[p]; {
		case c == '.' && p > a.start+3 && isLetter(s.ascii[p-1]) && isLetter(s.ascii[p-2]) && isLetter(s.ascii[p-3]) && isLetter(s.ascii[p-4]):
			return false // the end of a sentence
		case c == ' ' || c == '.' || c == '-' || c == '\'':
		case c == ',' && (b.kind == chart.Geographic || s.startsCell(s.tokenAt(a.start))):
		default:
			return false
		}
	}
	return true
}
