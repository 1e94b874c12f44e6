package around

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"chartproof.org/chartproof/engine/find/hashed"
	"chartproof.org/chartproof/engine/find/layout"
)

// features collects the hashes of what is true of a spot.
type features struct {
	at   []uint32
	kind byte
}

// say adds a feature; its parts are told apart.
func (f *features) say(parts ...string) {
	f.at = append(f.at, hashed.FeatureOf(f.kind, parts...))
}

// Describe gives the features of a spot, in the order of their hashes.
func (c *Scene) Describe(p Spot) []uint32 {
	f := &features{kind: byte(p.Kind)}
	if p.Line >= len(c.sheet.Lines) || p.First > p.Last || p.Last >= len(c.sheet.Lines[p.Line].Words) {
		return nil
	}
	f.say("bias")
	c.beside(f, p)
	c.stacked(f, p)
	c.section(f, p)
	c.lexical(f, p)
	c.position(f, p)
	c.shape(f, p)
	slices.Sort(f.at) // sums of odds are the same to the last bit
	return f.at
}

// plain is a word as the features know it: without case, marks at its edges and the digits that it has.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsDigit(r):
			return '0'
		case unicode.IsLetter(r):
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// segmentOf gives the segment of a line that holds a word.
func segmentOf(l *layout.Line, word int) int {
	for i, s := range l.Segments {
		if word >= s.First && word <= s.Last {
			return i
		}
	}
	return 0
}

// beside says the words before and behind the spot on its line.
func (c *Scene) beside(f *features, p Spot) {
	l := &c.sheet.Lines[p.Line]
	seg := segmentOf(l, p.First)
	from := l.Segments[seg].First
	f.words("l", l.Words[from:p.First], true)
	if p.First == from {
		f.say("starts")
		if seg > 0 {
			before := l.Segments[seg-1]
			f.words("pl", l.Words[before.First:before.Last+1], true)
		} else {
			f.say("leftmost")
		}
	}
	end := segmentOf(l, p.Last)
	to := l.Segments[end].Last
	f.words("r", l.Words[p.Last+1:to+1], false)
	if p.Last == to {
		f.say("ends")
		if end+1 < len(l.Segments) {
			after := l.Segments[end+1]
			f.words("pr", l.Words[after.First:after.Last+1], false)
		}
	}
	if p.First == from && p.Last == to {
		f.say("alone", strconv.Itoa(min(3, len(l.Segments))))
	}
}

// reach is how many words of a neighbour are looked at.
const reach = 5

// words says the words of a neighbour, the nearest first, each by itself, by its place, by its beginning, and two together.
func (f *features) words(side string, ws []layout.Word, before bool) {
	var last string
	n := 0
	for i := range ws {
		k := i
		if before {
			k = len(ws) - 1 - i
		}
		w := plain(ws[k].Text)
		if w == "" {
			continue
		}
		if n == 0 && strings.HasSuffix(ws[k].Text, ":") {
			f.say(side, "colon")
		}
		if n < 2 {
			f.say(side+strconv.Itoa(n), w)
			if len(w) > 4 {
				f.say(side+strconv.Itoa(n)+"^", w[:4])
			}
		}
		f.say(side, w)
		if last != "" {
			f.say(side+"+", w, last)
		}
		last = w
		if n++; n == reach {
			break
		}
	}
	if n == 0 {
		f.say(side, "nothing")
	}
}

// stacked says what stands over and under the spot in its column.
func (c *Scene) stacked(f *features, p Spot) {
	rect := c.rect(p)
	over, at := c.next(p.Line, rect, -1)
	f.words("a", over, false)
	if at >= 0 {
		second, _ := c.next(at, rect, -1)
		f.words("aa", second, false)
	}
	f.words("c", c.header(p.Line, rect), false)
	under, _ := c.next(p.Line, rect, 1)
	f.words("b", under, false)
}

// header gives the first words over the spot in its column that hold no digit.
func (c *Scene) header(line int, rect layout.Rect) []layout.Word {
	for range 30 {
		ws, at := c.next(line, rect, -1)
		if at < 0 {
			return nil
		}
		if !strings.ContainsAny(layout.Join(ws), "0123456789") {
			return ws
		}
		line = at
		rect.Y0 = c.sheet.Lines[at].Rect.Y0
	}
	return nil
}

func (c *Scene) rect(p Spot) layout.Rect {
	l := &c.sheet.Lines[p.Line]
	r := l.Words[p.First].Rect
	for _, w := range l.Words[p.First : p.Last+1] {
		r.X0, r.Y0, r.X1, r.Y1 = min(r.X0, w.Rect.X0), min(r.Y0, w.Rect.Y0), max(r.X1, w.Rect.X1), max(r.Y1, w.Rect.Y1)
	}
	return r
}

// far is the distance in heights of the text beyond which what stands over a spot has nothing to do with it.
const far = 4.5

// next gives the words of the nearest segment over (dir -1) or under (dir 1) a rectangle, and its line.
func (c *Scene) next(line int, rect layout.Rect, dir int) ([]layout.Word, int) {
	for i := line + dir; i >= 0 && i < len(c.sheet.Lines); i += dir {
		l := &c.sheet.Lines[i]
		gap := rect.Y0 - l.Rect.Y1
		if dir > 0 {
			gap = l.Rect.Y0 - rect.Y1
		}
		if gap > far*c.sheet.Body {
			return nil, -1
		}
		for _, s := range l.Segments {
			if shared := min(s.Rect.X1, rect.X1) - max(s.Rect.X0, rect.X0); shared > 0.3*min(s.Rect.Width(), rect.Width()) {
				return l.Words[s.First : s.Last+1], i
			}
		}
	}
	return nil, -1
}

// section says the heading that the spot stands under, and the first words of its line.
func (c *Scene) section(f *features, p Spot) {
	if h := c.headings[p.Line]; h >= 0 && p.Line-h < 16 {
		f.words("h", c.sheet.Lines[h].Words, false)
	} else {
		f.say("h", "none")
	}
	l := &c.sheet.Lines[p.Line]
	if p.First > 1 {
		f.words("o", l.Words[:min(3, p.First)], false)
	}
}

// lexical says the labels of the lexicon that the spot may be the value of.
func (c *Scene) lexical(f *features, p Spot) {
	seen := map[layout.Key]bool{}
	for i := p.First; i <= p.Last; i++ {
		for _, v := range c.labels[wordAt{p.Line, i}] {
			if seen[v.key] {
				continue
			}
			seen[v.key] = true
			f.say("label", string(v.key), strconv.Itoa(v.rank))
			f.say("label", string(v.key))
			if i > p.First {
				f.say("label inside", string(v.key))
			}
		}
	}
	for k := range seen {
		f.say("label type", string(k), string(c.kind))
	}
	if len(seen) == 0 {
		f.say("label", "none")
	}
	for _, m := range c.sheet.LabelsOf(p.Line) {
		if m.Last < p.First {
			f.say("label before", string(m.Key))
		}
	}
}

// position says where on the page and among its like the spot stands.
func (c *Scene) position(f *features, p Spot) {
	kind := string(c.kind)
	f.say("type", kind)
	part := "middle"
	n := len(c.sheet.Lines)
	switch {
	case p.Line < 3:
		part = "top" + strconv.Itoa(p.Line)
	case p.Line*4 < n:
		part = "head"
	case p.Line >= n-3:
		part = "foot"
	case p.Line*4 >= 3*n:
		part = "end"
	}
	f.say("part", part)
	f.say("part type", part, kind)
	x := int(c.sheet.Lines[p.Line].Words[p.First].Rect.X0 / 250)
	f.say("x", strconv.Itoa(x))
	f.say("x part", strconv.Itoa(x), part)
	order := c.order[wordAt{p.Line, p.First}]
	f.say("order", strconv.Itoa(min(order, 4)))
	f.say("order type", strconv.Itoa(min(order, 4)), kind)
	if order == c.total[p.Kind]-1 {
		f.say("last of its kind")
	}
	f.say("of its kind", strconv.Itoa(min(5, c.total[p.Kind])))
	f.say("count", strconv.Itoa(min(4, c.count[keyOf(p)])))
	if !c.first {
		f.say("later page")
	}
}

// shape says what the text itself looks like.
func (c *Scene) shape(f *features, p Spot) {
	for _, sign := range p.Signs {
		f.say("sign", sign)
	}
	side := c.near[wordAt{p.Line, p.First}]
	f.say("before", side[0])
	f.say("behind", side[1])
	f.say("between", side[0], side[1])
	f.say("length", strconv.Itoa(min(24, len(p.Value))/2))
	f.say("shape", shapeOf(p.Value))
	switch p.Kind {
	case Day:
		c.day(f, p)
	case House, Person:
		for _, w := range strings.Fields(p.Value) {
			if w = plain(w); p.Kind == House && len(w) > 1 {
				f.say("w", w)
			}
		}
		f.say("capitals", strconv.FormatBool(p.Value == strings.ToUpper(p.Value)))
		f.say("comma", strconv.FormatBool(strings.Contains(p.Value, ",")))
	}
}

// day says how a day lies among the days of the page.
func (c *Scene) day(f *features, p Spot) {
	if p.Norm == c.days[0] {
		f.say("earliest", string(c.kind))
		f.say("earliest")
	}
	if p.Norm == c.days[1] {
		f.say("latest", string(c.kind))
		f.say("latest")
	}
	if len(p.Norm) >= 4 && len(c.days[1]) >= 4 {
		a, errA := strconv.Atoi(p.Norm[:4])
		b, errB := strconv.Atoi(c.days[1][:4])
		if errA == nil && errB == nil {
			f.say("years before the latest", strconv.Itoa(min(3, b-a)))
		}
	}
}

// shapeOf writes a text as its runs: A letters, 0 digits, marks as they are.
func shapeOf(s string) string {
	var b strings.Builder
	var last rune
	for _, r := range s {
		switch {
		case unicode.IsDigit(r):
			r = '0'
		case unicode.IsUpper(r):
			r = 'A'
		case unicode.IsLetter(r):
			r = 'a'
		}
		if r != last {
			b.WriteRune(r)
		}
		last = r
		if b.Len() > 16 {
			break
		}
	}
	return b.String()
}
