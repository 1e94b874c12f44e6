package fields

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/around"
	"chartproof.org/chartproof/engine/find/layout"
)

// spotGrammars are the grammars by the kind of text that they take. Those that take from the start of a text only are offered the text
// from every word at which a value may begin.
func (r *reader) spotGrammars() []spotGrammar {
	number := func(s string) (take, bool) {
		t, ok := id(s, 3)
		return t, ok && !sumLike.MatchString(t.norm) && !phoneLike.MatchString(s[t.from:t.to])
	}
	day := func(s string) (take, bool) { return r.clock.date(s, false) }
	return []spotGrammar{{around.Person, clinicianName, true}, {around.Day, day, false}, {around.Number, number, false}, {around.Phone, phone, false},
		{around.Email, email, false}, {around.SSN, ssn, false}, {around.NPI, npi, false}, {around.Money, money, false}, {around.Sex, sexOrBox, true},
		{around.House, organisation, true}, {around.Address, addressIn, true},
		{around.Diagnosis, firstOf(func(s string) []take { return icd(s, true) }), false}, {around.Procedure, firstOf(cpt), false}}
}

// firstOf makes a grammar of one that takes all there is.
func firstOf(all func(string) []take) func(string) (take, bool) {
	return func(s string) (take, bool) {
		ts := all(s)
		if len(ts) == 0 {
			return take{}, false
		}
		return ts[0], true
	}
}

type spotGrammar struct {
	kind     around.Kind
	take     func(string) (take, bool)
	anchored bool
}

// spots gives all texts of a page that may be values, whatever stands around them.
func (r *reader) spots(l *leaf) []around.Spot {
	var out []around.Spot
	grammars, terms := r.spotGrammars(), r.wantsTerms()
	for i := range l.sheet.Lines {
		for _, seg := range l.sheet.Lines[i].Segments {
			for _, g := range grammars {
				out = g.in(l.sheet, i, seg, out)
			}
			out = housesIn(l.sheet, i, seg, out)
			if terms {
				out = r.termsIn(l, i, seg, out)
			}
		}
	}
	out = slices.DeleteFunc(out, func(p around.Spot) bool { return p.Kind == around.Sex && choice(out, p) })
	for i := range out {
		p := &out[i]
		p.Signs = append(p.Signs, r.signs(l, *p)...)
	}
	return out
}

// choice reports whether a sex stands beside the other one, to be ticked or ringed: which it is the words do not say.
func choice(spots []around.Spot, p around.Spot) bool {
	return slices.ContainsFunc(spots, func(q around.Spot) bool {
		return q.Kind == p.Kind && q.Line == p.Line && q.Norm != p.Norm && max(q.First-p.Last, p.First-q.Last) <= 5
	})
}

// signs says what is known of a spot by its text alone: whether it looks like what each of its fields holds.
func (r *reader) signs(l *leaf, p around.Spot) []string {
	var out []string
	switch p.Kind {
	case around.Person:
		out = append(out, "name "+strconv.FormatFloat(likeName(p.Value), 'f', 1, 64))
		line := l.sheet.Lines[p.Line].Words
		if p.Last+1 < len(line) && credential(line[p.Last+1].Text) {
			out = append(out, "credential")
		}
		if p.First > 0 && titles[bare(line[p.First-1].Text)] {
			out = append(out, "title "+bare(line[p.First-1].Text))
		}
	case around.House, around.Number, around.Address:
		for _, n := range p.Kind.Fields() {
			out = append(out, string(n)+strconv.FormatFloat(r.plausible(n, p.Value, p.Norm), 'f', 1, 64))
		}
	}
	if l.inTable(p.Line) {
		out = append(out, "table")
	}
	return out
}

// in adds the spots of one segment.
func (g spotGrammar) in(s *layout.Sheet, line int, seg layout.Segment, out []around.Spot) []around.Spot {
	l := &s.Lines[line]
	for k := seg.First; k <= seg.Last; k++ {
		if g.anchored && !g.mayBegin(s, line, seg, k) || g.kind == around.Number && labelWord(s, line, k) {
			continue
		}
		words := l.Words[k : seg.Last+1]
		if g.kind == around.Address {
			words = append(append(append([]layout.Word(nil), words...), townBeside(s, line, seg)...), under(s, line, seg)...)
		}
		v := see(words)
		t, ok := g.take(v.text)
		if !ok || t.to <= t.from || t.to > len(v.text) {
			if g.anchored || g.kind == around.Number {
				continue
			}
			break
		}
		first, last := v.within(t.from, t.to)
		if first < 0 || g.anchored && first > 2 {
			continue
		}
		on := min(k+last, seg.Last)
		h := hit{take: t, words: words[first : last+1], value: v.text[t.from:t.to]}
		if g.kind == around.Address {
			h.overLines()
		}
		out = append(out, around.Spot{Kind: g.kind, Line: line, First: min(k+first, on), Last: on, Words: h.words, Value: h.value, Norm: h.norm})
		if g.kind == around.House {
			out, on = otherBounds(out, v, t, line, k, on)
		}
		k = on
	}
	return out
}

// housesIn adds the names of houses that stand within a sentence: words with capitals of which one is of those that such houses have in
// theirs.
func housesIn(s *layout.Sheet, line int, seg layout.Segment, out []around.Spot) []around.Spot {
	ws := s.Lines[line].Words
	for k := seg.First; k <= seg.Last; k++ {
		end := k
		for end <= seg.Last && houseWord(ws[end].Text, end > k) && (end == k || !strings.ContainsAny(ws[end-1].Text, ",.;:)")) {
			end++
		}
		for end > k && linking[ws[end-1].Text] {
			end--
		}
		if end-k < 2 || k == seg.First && end > seg.Last {
			k = max(k, end-1)
			continue
		}
		v := see(ws[k:end])
		if t, ok := organisation(v.text); ok && t.from == 0 && likeOrganisation(v.text, facilityWords) == evident || ok && t.from == 0 && likeOrganisation(v.text, payerWords) == evident {
			if first, last := v.within(t.from, t.to); first >= 0 {
				out = append(out, around.Spot{Kind: around.House, Line: line, First: k + first, Last: k + last, Words: v.words[first : last+1], Value: v.text[t.from:t.to]})
			}
		}
		k = end - 1
	}
	return out
}

// linking are the small words within the name of a house.
var linking = words("of the and for at & de del la")

// houseWord reports whether a word may be part of the name of a house.
func houseWord(s string, within bool) bool {
	return unicode.IsUpper(rune(s[0])) || within && linking[s]
}

// labelWord reports whether a word is part of a label: "MRN 00123456" is no number of eleven.
func labelWord(s *layout.Sheet, line, k int) bool {
	if hasDigit(s.Lines[line].Words[k].Text) {
		return false
	}
	for _, m := range s.LabelsOf(line) {
		if k >= m.First && k <= m.Last {
			return true
		}
	}
	return false
}

// mayBegin reports whether a value may begin at a word: where its segment does, behind a label or a mark, or behind a word that
// leads to one.
func (g spotGrammar) mayBegin(s *layout.Sheet, line int, seg layout.Segment, k int) bool {
	if k == seg.First {
		return true
	}
	before := s.Lines[line].Words[k-1].Text
	if strings.ContainsAny(before[len(before)-1:], ":;)|.-#=/>") {
		return true
	}
	for _, m := range s.LabelsOf(line) {
		if m.Last == k-1 {
			return true
		}
	}
	if g.kind == around.Address {
		return hasDigit(s.Lines[line].Words[k].Text)
	}
	if g.kind == around.House && (strings.HasSuffix(before, ",") || houseBox.MatchString(before)) {
		return true
	}
	first := rune(before[0])
	return g.kind != around.Sex && (unicode.IsLower(first) || g.kind == around.Person && !nameLike(before))
}

// Seen is a spot of a document with its features, for the fitting of package around.
type Seen struct {
	around.Spot
	Features []uint32
}

// Spots gives every spot of a document with what surrounds it.
func (e Extractor) Spots(doc *chart.Document, pages []chart.Page) []Seen {
	r := e.open(doc, pages)
	var out []Seen
	for i, l := range r.leaves {
		spots := r.spots(l)
		scene := around.NewScene(l.sheet, doc.Type, i == 0, spots)
		for _, p := range spots {
			out = append(out, Seen{p, scene.Describe(p)})
		}
	}
	return out
}
