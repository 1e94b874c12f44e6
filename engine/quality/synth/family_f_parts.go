package synth

import (
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

// idsF draws the block of identifiers in the chart's own way.
func (s *sheet) idsF(l lookF, all ...pair) {
	var ps, long []pair
	for _, p := range all {
		if s.width(l.txt, p.value...) > s.wide()*.27 && l.block != 3 {
			long = append(long, p)
			continue
		}
		ps = append(ps, p)
	}
	switch l.block {
	case 0:
		s.stripF(l, ps)
	case 1:
		s.shadedF(l, ps)
	case 2:
		s.dottedF(l, ps)
	case 3:
		s.pipedF(l, ps)
	case 4:
		s.belowF(l, ps)
	default:
		s.threeF(l, ps)
	}
	for _, p := range long {
		s.y += l.txt.size * 1.4
		end := s.text(s.left, s.y, l.lab, p.label+":")
		s.textIn(end+5, s.right, s.y, l.txt, p.value...)
	}
	s.y += 12
}

// stripF is boxes of three with "label: value" on one line in each.
func (s *sheet) stripF(l lookF, ps []pair) {
	const n = 3
	w, h := s.wide()/n, l.txt.size*1.9
	for i, p := range ps {
		x, y := s.left+float64(i%n)*w, s.y+float64(i/n)*h
		s.rect(x, y, x+w, y+h, .5)
		lab := s.cell(l.lab, p.label+l.colon+" ")
		end := s.text(x+4, y+h*.66, l.lab, lab)
		s.textIn(end+4, x+w-3, y+h*.66, l.txt, p.value...)
	}
	s.y += h * float64((len(ps)+n-1)/n)
}

// cell trims a label so that it never takes a whole box.
func (s *sheet) cell(st style, label string) string {
	if s.width(st, label) > s.wide()*.17 && strings.Contains(label, " / ") {
		label = label[:strings.Index(label, " / ")] + ": "
	}
	return label
}

// shadedF is a table of two columns of pairs whose label cells are tinted.
func (s *sheet) shadedF(l lookF, ps []pair) {
	half, h := (len(ps)+1)/2, l.txt.size*1.75
	w := s.wide() / 2
	for i, p := range ps {
		x, y := s.left+float64(i/half)*w, s.y+float64(i%half)*h
		s.bar(x, y, x+w*.38, y+h, ink{230, 234, 238})
		s.rect(x, y, x+w*.38, y+h, .4)
		s.rect(x+w*.38, y, x+w, y+h, .4)
		s.textIn(x+4, x+w*.38-3, y+h*.68, l.lab, p.label)
		s.textIn(x+w*.38+5, x+w-4, y+h*.68, l.txt, p.value...)
	}
	s.y += h * float64(half)
}

// dottedF sets values at tab stops after dots.
func (s *sheet) dottedF(l lookF, ps []pair) {
	half, lead := (len(ps)+1)/2, l.txt.size*1.5
	w := s.wide() / 2
	for i, p := range ps {
		x, y := s.left+float64(i/half)*w, s.y+lead*.7+float64(i%half)*lead
		end := s.textIn(x, x+w*.5, y, l.lab, p.label)
		at := max(x+w*.42, end+8)
		s.dots(end+2, at-3, y-.5)
		s.textIn(at, x+w-8, y, l.txt, p.value...)
	}
	s.y += lead * float64(half)
}

// pipedF runs everything on in lines.
func (s *sheet) pipedF(l lookF, ps []pair) {
	var parts []any
	for i, p := range ps {
		if i > 0 {
			parts = append(parts, "   |   ")
		}
		parts = append(append(parts, p.label+": "), p.value...)
	}
	s.y += l.txt.size
	for _, line := range s.wrap(l.txt, s.wide(), s.tokens(l.txt, parts)) {
		s.run(s.left, s.y, l.txt, line)
		s.y += l.txt.size * 1.45
	}
	s.line(s.left, s.y-l.txt.size*.8, s.right, s.y-l.txt.size*.8, .6, ink{})
}

// belowF sets values in four columns with the labels under them.
func (s *sheet) belowF(l lookF, ps []pair) {
	n := 3 + len(ps)%2
	w, h := s.wide()/float64(n), l.txt.size*2.7
	for i, p := range ps {
		x, y := s.left+float64(i%n)*w, s.y+float64(i/n)*h+l.txt.size
		s.textIn(x, x+w-8, y, l.bold, p.value...)
		s.textIn(x, x+w-8, y+l.txt.size*.95, l.tiny, p.label)
	}
	s.y += h * float64((len(ps)+n-1)/n)
}

// threeF is three columns of "Label: value" under a rule.
func (s *sheet) threeF(l lookF, ps []pair) {
	per, lead := (len(ps)+2)/3, l.txt.size*1.42
	w := s.wide() / 3
	s.line(s.left, s.y-2, s.right, s.y-2, 1, l.accent)
	for i, p := range ps {
		x, y := s.left+float64(i/per)*w, s.y+lead*.8+float64(i%per)*lead
		lab := s.cell(l.bold, p.label+": ")
		end := s.text(x, y, l.bold, lab)
		s.textIn(end+4, x+w-8, y, l.txt, p.value...)
	}
	s.y += lead*float64(per) + 3
	s.line(s.left, s.y, s.right, s.y, 1, l.accent)
}

// titleF is a heading over something that takes the whole width.
func (s *sheet) titleF(l lookF, title string) {
	if l.heading == 2 {
		l.heading = 3
	}
	s.partF(l, title, func(x, w float64) {})
	s.y -= l.txt.size * .5
}

// partF is a heading with text below it, or beside it in a margin.
func (s *sheet) partF(l lookF, title string, body func(x, w float64)) {
	s.need(l.txt.size * 4)
	s.skip(l.txt.size * .7)
	x, w := s.left, s.wide()
	switch l.heading {
	case 0:
		s.text(x, s.y, l.bold, strings.ToUpper(title)+":")
		s.y += l.txt.size * 1.35
	case 1:
		s.bar(x, s.y-l.txt.size, s.right, s.y+l.txt.size*.4, ink{228, 228, 232})
		s.text(x+4, s.y, l.bold, title)
		s.y += l.txt.size * 1.7
	case 2:
		s.textIn(x, x+92, s.y, l.head(), title)
		x, w = x+98, w-98
	case 3:
		s.text(x, s.y, l.head().at(l.txt.size*1.25), title)
		s.y += l.txt.size * 1.5
		x, w = x+12, w-12
	default:
		s.textMid(s.w/2, s.y, l.bold, "- "+title+" -")
		s.y += l.txt.size * 1.4
	}
	body(x, w)
}

func (s *sheet) textF(l lookF, title string, parts ...any) {
	s.partF(l, title, func(x, w float64) { s.para(x, w, l.txt, parts...) })
}

// tableF draws rows of one line in the chart's own way: the columns are stretched over the width.
func (s *sheet) tableF(l lookF, name string, cols []col, rows [][]any) {
	total := 0.0
	for _, c := range cols {
		total += c.w
	}
	for i := range cols {
		cols[i].w *= s.wide() / total
	}
	lead := l.txt.size * pick(s.rng, 1.45, 1.7, 2)
	st := l.txt
	s.need(lead * 3)
	s.topsF(l, cols, lead)
	for i, r := range rows {
		if s.need(lead) {
			s.topsF(l, cols, lead)
		}
		s.lineF(l, st, name, cols, r, lead, i)
	}
	s.line(s.left, s.y, s.right, s.y, pick2f(l.table == 4, 0.1, .7), ink{})
	s.y += lead
}

func (s *sheet) topsF(l lookF, cols []col, lead float64) {
	head := l.bold
	switch l.table {
	case 0:
		s.bar(s.left, s.y, s.right, s.y+lead, l.accent)
		head.col = ink{255, 255, 255}
	case 1:
		s.line(s.left, s.y, s.right, s.y, 1, ink{})
		s.line(s.left, s.y+lead, s.right, s.y+lead, 1, ink{})
	case 2:
		s.bar(s.left, s.y, s.right, s.y+lead, ink{225, 225, 225})
		s.rect(s.left, s.y, s.right, s.y+lead, .5)
	default:
		s.line(s.left, s.y+lead, s.right, s.y+lead, .5, ink{120, 120, 120})
	}
	s.acrossF(head, cols, list2(cols), lead)
	s.y += lead
}

func list2(cols []col) []any {
	var out []any
	for _, c := range cols {
		out = append(out, c.head)
	}
	return out
}

// acrossF puts one part into each column.
func (s *sheet) acrossF(st style, cols []col, r []any, lead float64) {
	x := s.left
	for i, c := range cols {
		if i < len(r) && r[i] != nil && r[i] != "" {
			at, parts := x+4, list(r[i])
			cst := st
			if w := s.width(cst, parts...); w > c.w-7 {
				cst.size *= max(.6, (c.w-7)/w)
			}
			if c.right {
				at = x + c.w - 4 - s.width(cst, parts...)
			}
			s.text(at, s.y+lead*.5+st.size*.34, cst, parts...)
		}
		x += c.w
	}
}

func (s *sheet) lineF(l lookF, st style, name string, cols []col, r []any, lead float64, n int) {
	if l.table == 0 && n%2 == 1 {
		s.bar(s.left, s.y, s.right, s.y+lead, ink{240, 242, 245})
	}
	first := len(s.marks)
	if len(r) == 1 {
		s.text(s.left+2, s.y+lead*.5+st.size*.34, l.bold, r[0])
	} else {
		s.acrossF(st, cols, r, lead)
	}
	s.gather(name, first)
	s.y += lead
	switch l.table {
	case 1:
		s.line(s.left, s.y, s.right, s.y, .3, ink{150, 150, 150})
	case 2:
		x := s.left
		for _, c := range cols {
			s.rect(x, s.y-lead, x+c.w, s.y, .4)
			x += c.w
		}
	}
}

// endF closes with who signed, by pen or by system.
func (s *sheet) endF(l lookF, d doctor, at seg, f chart.FieldName) {
	s.need(70)
	s.skip(14)
	if s.coin(.5) {
		s.para(s.left, s.wide(), l.txt, append(append([]any{pick(s.rng, "Electronically signed by ", "Authenticated by ", "Signed: ", "/s/ ")}, s.withDegree(d, f)...), pick(s.rng, " on ", ", "), at)...)
		return
	}
	s.skip(20)
	x := pick(s.rng, s.left, s.left+s.wide()*.45)
	s.autograph(x+8, s.y-2, 150, spoken(d.person, false), Provider, chart.SignaturePresent)
	s.line(x, s.y+3, x+190, s.y+3, .5, ink{})
	s.text(x, s.y+13, l.txt, s.withDegree(d, f)...)
	s.text(x, s.y+26, l.txt, s.label(chart.SignatureDate)+": ", at)
	s.y += 34
}

// storyF is dictated prose.
func (s *sheet) storyF(complaint string) []any {
	he, his := pick2(s.patient.female, "she", "he"), pick2(s.patient.female, "her", "his")
	p := []any{s.ptAs(s.title(s.patient) + " " + s.patient.last), " is ", s.years(), " years old and comes in with " + complaint + ". "}
	more := [][]any{
		{"The problem started on ", s.dateIn(s.dos.AddDate(0, 0, -12), ""), " after a long drive. "},
		{"An urgent care in ", geo(s.hospital.city, Patient), " gave ", his + " a short course of steroids. "},
		{"Blood work from ", s.siteName(s.lab), " was reviewed with the patient. "},
		{strings.ToUpper(he[:1]) + he[1:] + " is employed by ", s.employerSeg(), " and missed three days. "},
		{"The " + s.relation + ", ", relAs(s.kin.first + " " + s.kin.last), ", was on the phone (", s.telOf(s.kin.cell, chart.PhoneNumber, Relative), "). "},
		{"No fever, no night sweats, no weight loss. Appetite normal. "},
		{"Dr. ", s.docAs(s.referrer.last), " saw ", his + " last in ", s.dateAs(s.dos.AddDate(-1, 0, 0), "January 2006"), ". "},
		{"Takes medicines as prescribed; no side effects. Exercises twice a week. "},
	}
	for _, m := range some(s.rng, 3+s.rng.IntN(5), more) {
		p = append(p, m...)
	}
	return p
}

func (s *sheet) allergyF(none string) []any {
	if len(s.allergies) == 0 {
		return []any{none}
	}
	var out []any
	for i := range s.allergies {
		if i > 0 {
			out = append(out, ", ")
		}
		out = append(out, s.allergy(i), " ["+s.reactions[i]+"]")
	}
	return out
}
