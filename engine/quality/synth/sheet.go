package synth

import (
	"math/rand/v2"
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

// style is how a run of text looks.
type style struct {
	font  face
	size  float64
	col   ink
	angle float64
	hand  bool // uneven like a pen; also marks the words as handwriting
	stamp bool
	upper bool
}

// at sets the size in points; the widest hand is drawn smaller so that it takes the same room.
func (t style) at(size float64) style {
	if t.font == hand2 {
		size *= .72
	}
	t.size = size
	return t
}
func (t style) in(f face) style   { t.font = f; return t }
func (t style) inked(c ink) style { t.col = c; return t }

// sheet lays out one document: leaves, a cursor, and the marks of the truth.
type sheet struct {
	*kase
	typ    chart.Type
	rng    *rand.Rand
	book   *fontBook
	leaves []*leaf
	marks  []*mark
	rows   []*rowMark
	open   map[int]*mark
	ids    int
	lines  int

	w, h                     float64
	left, right, top, bottom float64
	y                        float64 // the cursor: baseline of the next line
	body                     style
	frame                    func(page, pages int) // running header and footer, drawn at the end
	cur                      int                   // the leaf being drawn on
}

// rowMark is one line of a table.
type rowMark struct {
	table string
	cells []*mark
}

const (
	letterW = 612
	letterH = 792
)

func newSheet(k *kase, typ chart.Type, rng *rand.Rand, book *fontBook) *sheet {
	return &sheet{kase: k, typ: typ, rng: rng, book: book, open: map[int]*mark{}, w: letterW, h: letterH,
		left: 48, right: letterW - 48, top: 54, bottom: letterH - 54, body: style{font: sans, size: 10}}
}

// page starts a new leaf.
func (s *sheet) page() {
	s.leaves = append(s.leaves, &leaf{w: s.w, h: s.h})
	s.cur = len(s.leaves) - 1
	s.y = s.top
}

func (s *sheet) leaf() *leaf {
	if len(s.leaves) == 0 {
		s.page()
	}
	return s.leaves[s.cur]
}

// need starts a new page where less than h points are left; it reports whether it did.
func (s *sheet) need(h float64) bool {
	s.leaf()
	if s.y+h > s.bottom {
		s.page()
		return true
	}
	return false
}

// skip moves the cursor down.
func (s *sheet) skip(h float64) { s.leaf(); s.y += h }

// finish draws what runs over every page.
func (s *sheet) finish() {
	s.leaf()
	if s.frame == nil {
		return
	}
	for i := range s.leaves {
		s.cur = i
		s.frame(i+1, len(s.leaves))
	}
}

// pick gives one of the choices.
func pick[T any](r *rand.Rand, of ...T) T { return of[r.IntN(len(of))] }

func (s *sheet) coin(p float64) bool { return s.rng.Float64() < p }

// token is one word: pieces that touch, each plain or part of a seg.
type token []piece

type piece struct {
	text string
	mark *mark
	lead int // spaces before it beyond the first
}

func (t token) text() string {
	var b strings.Builder
	for _, p := range t {
		b.WriteString(p.text)
	}
	return b.String()
}

// tokens cuts strings and segs into words. "\n" alone forces a line.
func (s *sheet) tokens(st style, parts []any) []token {
	var out []token
	glue, wide := false, 0
	add := func(text string, m *mark) {
		if st.upper {
			text = strings.ToUpper(text)
		}
		for len(text) > 0 {
			i := strings.IndexAny(text, " \n")
			switch {
			case i == 0:
				if text[0] == '\n' {
					out = append(out, token{{text: "\n"}})
				}
				if !glue {
					wide++
				}
				text, glue = text[1:], false
				continue
			case i < 0:
				i = len(text)
			}
			if glue {
				out[len(out)-1] = append(out[len(out)-1], piece{text[:i], m, 0})
			} else {
				out = append(out, token{{text[:i], m, wide}})
				wide = 0
			}
			text, glue = text[i:], true
		}
	}
	for _, p := range parts {
		switch v := p.(type) {
		case string:
			add(v, nil)
		case seg:
			add(v.text, s.mark(v, st))
		}
	}
	return out
}

// mark opens a mark for the seg, or gives the one that was opened for its id.
func (s *sheet) mark(v seg, st style) *mark {
	if v.id != 0 && s.open[v.id] != nil {
		return s.open[v.id]
	}
	if v.field == "" && v.kind == "" && v.cell == "" {
		return nil
	}
	if st.upper {
		v.text = strings.ToUpper(v.text)
	}
	m := &mark{seg: v, how: st.how()}
	s.marks = append(s.marks, m)
	if v.id != 0 {
		s.open[v.id] = m
	}
	return m
}

func (t style) how() chart.Engine {
	switch {
	case t.hand:
		return Hand
	case t.stamp:
		return Stamped
	}
	return Printed
}

// split cuts a seg into parts of one mark, for values that run over several lines by hand (addresses).
func (s *sheet) split(v seg, parts ...string) []seg {
	s.ids++
	v.id = s.ids
	whole := v.text
	m := &mark{seg: v}
	m.text = whole
	s.marks = append(s.marks, m)
	s.open[v.id] = m
	var out []seg
	for _, p := range parts {
		c := v
		c.text = p
		out = append(out, c)
	}
	return out
}

func (s *sheet) space(st style) float64 { return s.book.get(st.font).width(" ", st.size) }

func (s *sheet) tokenWidth(st style, t token) float64 {
	return s.book.get(st.font).width(t.text(), st.size)
}

// text draws one line with its baseline at y and gives where it ends.
func (s *sheet) text(x, y float64, st style, parts ...any) float64 {
	return s.run(x, y, st, s.tokens(st, parts))
}

func (s *sheet) run(x, y float64, st style, toks []token) float64 {
	s.lines++
	for i, t := range toks {
		if i > 0 {
			x += s.space(st) * float64(1+t[0].lead)
		}
		x = s.word(x, y, st, t)
	}
	return x
}

// word draws one token and records it.
func (s *sheet) word(x, y float64, st style, t token) float64 {
	f, l := s.book.get(st.font), s.leaf()
	var whole rect
	angle := st.angle
	if st.hand {
		angle += s.rng.NormFloat64() * .8
		y += s.rng.NormFloat64() * st.size * .03
	}
	for _, p := range t {
		l.ops = append(l.ops, op{text: p.text, font: st.font, size: st.size, x: x, y: y, angle: angle, col: st.col})
		box := turn(f.ink(p.text, st.size, x, y), x, y, angle)
		whole = whole.union(box)
		if p.mark != nil && !box.empty() {
			p.mark.how = st.how()
			p.mark.reach(s.cur, s.lines, box)
		}
		w := f.width(p.text, st.size)
		x, y = x+w*cosd(angle), y-w*sind(angle)
	}
	if !whole.empty() {
		l.words = append(l.words, markWord{text: t.text(), box: whole, line: s.lines, how: st.how()})
	}
	return x
}

func (m *mark) reach(leaf, line int, box rect) {
	if n := len(m.places); n > 0 && m.places[n-1].leaf == leaf && m.places[n-1].line == line {
		m.places[n-1].box = m.places[n-1].box.union(box)
		return
	}
	m.places = append(m.places, stretch{leaf, line, box})
}

// width measures one line without drawing it.
func (s *sheet) width(st style, parts ...any) float64 {
	var b strings.Builder
	for _, p := range parts {
		switch v := p.(type) {
		case string:
			b.WriteString(v)
		case seg:
			b.WriteString(v.text)
		}
	}
	text := strings.Trim(b.String(), " ")
	if st.upper {
		text = strings.ToUpper(text)
	}
	return s.book.get(st.font).width(text, st.size)
}

// textIn draws one line that must end before x1, in smaller letters where it would not.
func (s *sheet) textIn(x, x1, y float64, st style, parts ...any) float64 {
	if w := s.width(st, parts...); w > x1-x {
		st.size *= max(.6, (x1-x)/w)
	}
	return s.text(x, y, st, parts...)
}

// textRight ends a line at x; textMid centres it on x.
func (s *sheet) textRight(x, y float64, st style, parts ...any) {
	s.text(x-s.width(st, parts...), y, st, parts...)
}
func (s *sheet) textMid(x, y float64, st style, parts ...any) {
	s.text(x-s.width(st, parts...)/2, y, st, parts...)
}

// wrap breaks tokens into lines of at most w points.
func (s *sheet) wrap(st style, w float64, toks []token) [][]token {
	var lines [][]token
	var cur []token
	used := 0.0
	for _, t := range toks {
		if t.text() == "\n" {
			lines, cur, used = append(lines, cur), nil, 0
			continue
		}
		tw := s.tokenWidth(st, t)
		if len(cur) > 0 && used+s.space(st)+tw > w {
			lines, cur, used = append(lines, cur), nil, 0
		}
		if len(cur) > 0 {
			used += s.space(st) * float64(1+t[0].lead)
		}
		cur, used = append(cur, t), used+tw
	}
	if len(cur) > 0 {
		lines = append(lines, cur)
	}
	return lines
}

// para flows text from the cursor over as many lines and pages as it needs.
func (s *sheet) para(x, w float64, st style, parts ...any) {
	lead := st.size * 1.3
	for _, line := range s.wrap(st, w, s.tokens(st, parts)) {
		s.need(st.size * .4)
		s.run(x, s.y, st, line)
		s.y += lead
	}
}

// block draws wrapped text from y down without page breaks and gives the baseline after it.
func (s *sheet) block(x, y, w float64, st style, parts ...any) float64 {
	for _, line := range s.wrap(st, w, s.tokens(st, parts)) {
		s.run(x, y, st, line)
		y += st.size * 1.22
	}
	return y
}
