package fuse

import (
	"cmp"
	"image"
	"slices"
	"strings"
	"unicode"
)

// pair is one word with what each engine read of it; a side that read nothing there is nil.
type pair struct {
	a, b *Word
	// whole says that neither side's word was taken apart or put together to fit the other's.
	whole bool
}

// pairs lines up the words of both engines. Words that lie on one another make a group; where a group holds one word of
// each side, these are a pair. Otherwise the characters of both sides are aligned, and the group is parted where either
// side parts it.
func pairs(a, b []Word) []pair {
	a, b = unrepeated(a), unrepeated(b)
	var out []pair
	for _, g := range groups(a, b) {
		switch {
		case len(g.b) == 0:
			for _, i := range g.a {
				out = append(out, pair{a: &a[i], whole: true})
			}
		case len(g.a) == 0:
			for _, j := range g.b {
				out = append(out, pair{b: &b[j], whole: true})
			}
		case len(g.a) == 1 && len(g.b) == 1:
			out = append(out, pair{a: &a[g.a[0]], b: &b[g.b[0]], whole: true})
		default:
			out = append(out, parted(chain(a, g.a), chain(b, g.b))...)
		}
	}
	return out
}

// unrepeated leaves out what an engine read twice: a word that lies in another one's box and whose letters the other has.
func unrepeated(words []Word) []Word {
	return slices.DeleteFunc(slices.Clone(words), func(w Word) bool {
		text := plain(w.Text)
		return text != "" && slices.ContainsFunc(words, func(o Word) bool {
			in := w.Box.Intersect(o.Box)
			return len(o.Text) > len(w.Text) && 10*in.Dx() >= 9*w.Box.Dx() && 10*in.Dy() >= 7*w.Box.Dy() && 2*w.Box.Dy() > o.Box.Dy() &&
				strings.Contains(plain(o.Text), text)
		})
	})
}

// group holds the indices of words that lie on one another.
type group struct{ a, b []int }

// groups joins words whose boxes share half of the smaller one.
func groups(a, b []Word) []group {
	parent := make([]int, len(a)+len(b))
	for i := range parent {
		parent[i] = i
	}
	root := func(i int) int {
		for parent[i] != i {
			parent[i] = parent[parent[i]]
			i = parent[i]
		}
		return i
	}
	for i := range a {
		for j := range b {
			if meet(a[i].Box, b[j].Box) {
				parent[root(len(a)+j)] = root(i)
			}
		}
	}
	at := map[int]int{}
	var out []group
	for i := range parent {
		r := root(i)
		k, ok := at[r]
		if !ok {
			k = len(out)
			at[r] = k
			out = append(out, group{})
		}
		if i < len(a) {
			out[k].a = append(out[k].a, i)
		} else {
			out[k].b = append(out[k].b, i-len(a))
		}
	}
	return out
}

// meet reports whether two boxes show the same print: they share half of the narrower one's width, and half of the lower
// one's height.
func meet(a, b image.Rectangle) bool {
	x := a.Intersect(b)
	return !x.Empty() && 2*x.Dx() >= min(a.Dx(), b.Dx()) && 2*x.Dy() >= min(a.Dy(), b.Dy())
}

// glyph is one character of a chain, with the word it comes from.
type glyph struct {
	r      rune
	p      float64
	rival  float64
	span   Span
	word   *Word
	begins bool // the first of its word
}

// chain strings the characters of some words together, from left to right and line by line.
func chain(words []Word, in []int) []glyph {
	slices.SortFunc(in, func(i, j int) int {
		x, y := words[i].Box, words[j].Box
		if shared := min(x.Max.Y, y.Max.Y) - max(x.Min.Y, y.Min.Y); 2*shared >= min(x.Dy(), y.Dy()) {
			return cmp.Compare(x.Min.X, y.Min.X)
		}
		return cmp.Compare(x.Min.Y+x.Max.Y, y.Min.Y+y.Max.Y)
	})
	var out []glyph
	for _, i := range in {
		w := &words[i]
		text := []rune(w.Text)
		for k, r := range text {
			g := glyph{r: r, p: w.Confidence, word: w, begins: k == 0}
			if len(w.Symbols) == len(text) && len(w.Spans) == len(text) {
				g.p, g.span = w.Symbols[k], w.Spans[k]
				if len(w.Rivals) == len(text) {
					g.rival = w.Rivals[k]
				}
			} else {
				g.span = Span{w.Box.Min.X + k*w.Box.Dx()/len(text), w.Box.Min.X + (k+1)*w.Box.Dx()/len(text)}
			}
			out = append(out, g)
		}
	}
	return out
}

// parted aligns two chains and cuts both where either begins a word.
func parted(a, b []glyph) []pair {
	steps := align(a, b)
	var out []pair
	from := [2]int{}
	at := [2]int{}
	cut := func() {
		if p := (pair{a: joined(a[from[0]:at[0]]), b: joined(b[from[1]:at[1]])}); p.a != nil || p.b != nil {
			out = append(out, p)
		}
		from = at
	}
	for _, s := range steps {
		if (at[0] > from[0] || at[1] > from[1]) && begins(s, a, at[0], b, at[1]) {
			cut()
		}
		if s.a {
			at[0]++
		}
		if s.b {
			at[1]++
		}
	}
	cut()
	return out
}

// spaced reports whether the first side's word really stands apart from the one before it: Tesseract sometimes parts a
// word whose letters touch.
func spaced(g []glyph, i int) bool {
	if i == 0 {
		return true
	}
	w, before := g[i].word.Box, g[i-1].word.Box
	return w.Min.X < before.Min.X || 8*(w.Min.X-before.Max.X) >= min(w.Dy(), before.Dy())
}

// begins reports whether a word begins at a step: either side begins one there.
func begins(s step, a []glyph, i int, b []glyph, j int) bool {
	newA, newB := s.a && a[i].begins && spaced(a, i), s.b && b[j].begins
	if newA != newB && s.a && s.b && (within(a, i) || within(b, j)) {
		return false
	}
	return newA || newB
}

// within reports whether a character stands inside of a number, at its point or behind it. One engine alone does not part
// those: a decimal stands wide in many faces.
func within(g []glyph, i int) bool {
	digit := func(k int) bool { return k >= 0 && k < len(g) && unicode.IsDigit(g[k].r) }
	point := func(k int) bool { return k >= 0 && k < len(g) && (g[k].r == '.' || g[k].r == ',') }
	return digit(i-1) && point(i) && digit(i+1) || digit(i-2) && point(i-1) && digit(i)
}

// joined makes one word of neighbouring characters, nil of none.
func joined(g []glyph) *Word {
	if len(g) == 0 {
		return nil
	}
	w := &Word{Confidence: 1, Dictionary: g[0].word.Dictionary && g[0].begins}
	var text strings.Builder
	for i, c := range g {
		text.WriteRune(c.r)
		w.Symbols, w.Spans, w.Rivals = append(w.Symbols, c.p), append(w.Spans, c.span), append(w.Rivals, c.rival)
		w.Confidence = min(w.Confidence, c.word.Confidence)
		box := c.word.Box
		box.Min.X, box.Max.X = max(box.Min.X, c.span.From), min(box.Max.X, c.span.To)
		if c.begins {
			box.Min.X = c.word.Box.Min.X
		}
		if last := i+1 == len(g) || g[i+1].begins; last && (i+1 < len(g) || ends(c)) {
			box.Max.X = c.word.Box.Max.X
		}
		if box.Dx() > 0 {
			w.Box = w.Box.Union(box)
		}
	}
	w.Text = text.String()
	if w.Box.Empty() {
		w.Box = g[0].word.Box
	}
	return w
}

// ends reports whether a character is the last of its word.
func ends(c glyph) bool {
	s := c.word.Spans
	return len(s) > 0 && s[len(s)-1] == c.span
}

// step takes a character of one side, or of both.
type step struct{ a, b bool }

// align finds the cheapest way through two chains: equal characters cost nothing, look-alikes and the other case little.
func align(a, b []glyph) []step {
	const gap = 10
	width := len(b) + 1
	cost := make([]int, (len(a)+1)*width)
	for i := range len(a) + 1 {
		for j := range len(b) + 1 {
			switch {
			case i == 0:
				cost[j] = j * gap
			case j == 0:
				cost[i*width] = i * gap
			default:
				cost[i*width+j] = min(cost[(i-1)*width+j-1]+differ(a[i-1].r, b[j-1].r), cost[(i-1)*width+j]+gap, cost[i*width+j-1]+gap)
			}
		}
	}
	var out []step
	for i, j := len(a), len(b); i > 0 || j > 0; {
		here := cost[i*width+j]
		switch {
		case i > 0 && j > 0 && here == cost[(i-1)*width+j-1]+differ(a[i-1].r, b[j-1].r):
			out = append(out, step{true, true})
			i, j = i-1, j-1
		case i > 0 && here == cost[(i-1)*width+j]+gap:
			out = append(out, step{a: true})
			i--
		default:
			out = append(out, step{b: true})
			j--
		}
	}
	slices.Reverse(out)
	return out
}

// differ is what it costs to take one character for another.
func differ(a, b rune) int {
	switch {
	case a == b:
		return 0
	case unicode.ToLower(a) == unicode.ToLower(b):
		return 3
	case alike(a) == alike(b):
		return 5
	case unicode.IsPunct(a) != unicode.IsPunct(b):
		return 15
	}
	return 12
}

// alike gives one character for all those that print confuses.
func alike(r rune) rune {
	switch r {
	case 'l', 'I', '1', '|', '!', 'i', '/', ']', '[':
		return '1'
	case 'O', 'o', '0', 'Q', '@', 'D':
		return '0'
	case 'S', 's', '5', '$':
		return '5'
	case 'B', '8':
		return '8'
	case 'Z', 'z', '2':
		return '2'
	case '’', '‘', '`', '´':
		return '\''
	case '–', '—', '_', '~':
		return '-'
	}
	return r
}
