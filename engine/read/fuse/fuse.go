package fuse

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Reading is one word of the fused page.
type Reading struct {
	Word           // the reading that stands; its Confidence is still the engine's own
	P      float64 // probability that it is exactly right
	A, B   *Word   // what each engine read, nil where it read nothing
	PA, PB float64 // where both read and differ: the probability of each one's reading
	Agreed bool    // both engines read the same
}

// stands is the probability from which a reading counts as read. It was chosen on FUNSD's training pages, where it takes
// away two wrong words in five, and one right word in a hundred.
const stands = 0.4

// Doubtful reports that the reading is more probably wrong than right: a mark on the page that looks most like this text.
func (r Reading) Doubtful() bool { return r.P < stands }

// least is the probability below which what a single engine saw is taken for a stain.
const least = 0.25

// Extent says how much of the page an engine was asked to read.
type Extent int

// The second engine reads nothing, all of the page, or what the first one doubts.
const (
	None Extent = iota
	All
	Doubted
)

// SureOfWord is the first engine's raw confidence from which a word without digits is taken without asking the second.
const SureOfWord = 0.9

// Doubtful reports whether the second engine shall look at a word of the first one: it is not sure of it, or the word has
// digits, which the second engine reads better and which nothing else can check.
func Doubtful(w Word) bool {
	return w.Confidence < SureOfWord || strings.ContainsAny(w.Text, "0123456789")
}

// Fuse makes one reading of the words that two engines read on the same image. Second says what the second engine was
// asked for; with None its words stand alone, or the first one's do.
func Fuse(a, b []Word, second Extent) []Reading { return fitted().fuse(a, b, second) }

func (m *model) fuse(a, b []Word, second Extent) []Reading {
	list := pairs(a, b)
	page := survey(list)
	page.model = m
	out := make([]Reading, 0, len(list))
	for _, p := range list {
		s := situationOf(p, second)
		r := page.reading(p, s)
		if r.P < least && (s == onlyA || s == onlyB) {
			continue
		}
		out = append(out, r)
	}
	return out
}

// situationOf says what a pair is evidence of. Where the engines differ it is differA.
func situationOf(p pair, second Extent) situation {
	switch {
	case p.b == nil && second == None:
		return aloneA
	case p.b == nil && second == Doubted && !Doubtful(*p.a):
		return unasked
	case p.b == nil:
		return onlyA
	case p.a == nil && second == None:
		return aloneB
	case p.a == nil:
		return onlyB
	case p.a.Text == p.b.Text:
		return agreed
	}
	return differA
}

// reading decides one pair.
func (l lookout) reading(p pair, s situation) Reading {
	r := Reading{A: p.a, B: p.b}
	f := l.features(p)
	switch s {
	case differA:
		l.choose(&r, l.model.Forests[differA].of(&f), l.model.Forests[differB].of(&f))
	case onlyB, aloneB:
		r.Word, r.P = *p.b, l.model.Forests[s].of(&f)
	default:
		r.Word, r.P = *p.a, l.model.Forests[s].of(&f)
	}
	if s == agreed {
		r.Agreed, r.Symbols = true, better(p.a, p.b)
	}
	return r
}

// choose takes one of two readings that differ.
func (lookout) choose(r *Reading, pa, pb float64) {
	a, b := *r.A, *r.B
	r.Word, r.P, r.PA, r.PB = a, pa, pa, pb
	// Of digits the second engine's are suggested, unless it is all but sure to be wrong.
	if pb > pa || digitsDiffer(a.Text, b.Text) && 3*pb > pa {
		r.Word, r.P = b, pb
		r.Box = a.Box.Union(b.Box)
	}
	if m, ok := mixed(a, b); ok {
		r.Word, r.P = m, max(pa, pb)
	}
	if a.Text != b.Text && unaccented(a.Text) == b.Text {
		r.Word, r.P = a, max(pa, pb) // the second engine knows hardly any accents
	}
	if r.Agreed = core(a.Text) == core(b.Text); r.Agreed && stops(a.Text) && !stops(b.Text) {
		r.Word = a // the second engine passes over the stop behind a label
	}
	if r.Agreed {
		return
	}
	if strings.ContainsAny(a.Text+b.Text, "0123456789") {
		r.P = min(r.P, doubtedDigit)
	}
	if r.Text == b.Text {
		r.Symbols = doubted(r.Word, a.Text)
	} else {
		r.Symbols = doubted(r.Word, b.Text)
	}
}

// doubted gives the characters' confidences, none above an even chance where another reading differs: between what both
// begin and end with. There a person's eye is led.
func doubted(w Word, other string) []float64 {
	x, y := []rune(w.Text), []rune(other)
	if len(w.Symbols) != len(x) {
		return w.Symbols
	}
	from, to := 0, len(x)
	for from < min(len(x), len(y)) && x[from] == y[from] {
		from++
	}
	for to > from && len(y)-(len(x)-to) > from && x[to-1] == y[len(y)-(len(x)-to)-1] {
		to--
	}
	if to == from { // the other only has more
		from, to = max(0, min(from, len(x)-1)), min(len(x), from+1)
	}
	out := slices.Clone(w.Symbols)
	for i := from; i < to; i++ {
		out[i] = min(out[i], 0.5)
	}
	return out
}

// doubtedDigit is the most that is believed of a word with digits that the engines read differently: a person looks at it.
const doubtedDigit = 0.85

// accented are the letters with accents of Latin print, and plainLetters the same without.
const (
	accented     = "ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖÙÚÛÜÝàáâãäåçèéêëìíîïñòóôõöùúûüýÿ"
	plainLetters = "AAAAAACEEEEIIIINOOOOOUUUUYaaaaaaceeeeiiiinooooouuuuyy"
)

func unaccented(s string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x80 {
			return r
		}
		if i := strings.IndexRune(accented, r); i >= 0 {
			return rune(plainLetters[utf8.RuneCountInString(accented[:i])])
		}
		return r
	}, s)
}

// stops reports whether a stop of print stands behind a word.
func stops(s string) bool { return s != "" && strings.ContainsAny(s[len(s)-1:], ".,:;") }

// better gives for each character of two equal texts the higher of both engines' confidences.
func better(a, b *Word) []float64 {
	n := utf8.RuneCountInString(a.Text)
	if len(a.Symbols) != n || len(b.Symbols) != n {
		return a.Symbols
	}
	out := make([]float64, n)
	for i := range out {
		out[i] = max(a.Symbols[i], b.Symbols[i])
	}
	return out
}

// core is what must be equal for two readings to agree: all but the signs at the ends and the slant of quotes and dashes.
func core(s string) string {
	s = strings.Map(func(r rune) rune {
		if r == '’' || r == '‘' || r == '–' || r == '—' {
			return alike(r)
		}
		return r
	}, s)
	return strings.Trim(s, ".,:;'\"`-_|·*~")
}

// digitsDiffer reports whether two readings have equally many digits that are not the same.
func digitsDiffer(a, b string) bool {
	digits := func(s string) string {
		return strings.Map(func(r rune) rune {
			if unicode.IsDigit(r) {
				return r
			}
			return -1
		}, s)
	}
	da, db := digits(a), digits(b)
	return da != db && len(da) == len(db)
}

// mixed settles what two readings make of the characters that print confuses: where one read a digit and the other the
// letter that looks like it, the digit stands beside digits and the letter beside letters. It gives no word where the
// readings differ in anything else, or where the neighbours do not tell.
func mixed(a, b Word) (Word, bool) {
	x, y := []rune(a.Text), []rune(b.Text)
	if len(x) != len(y) || len(a.Symbols) != len(x) {
		return a, false
	}
	out := a
	out.Symbols = slices.Clone(a.Symbols)
	text := slices.Clone(x)
	for i := range x {
		if x[i] == y[i] {
			continue
		}
		if alike(x[i]) != alike(y[i]) || unicode.IsDigit(x[i]) == unicode.IsDigit(y[i]) {
			return a, false
		}
		before, after := beside(x, y, i, -1), beside(x, y, i, 1)
		if before == other {
			before = after
		}
		if after == other {
			after = before
		}
		if before != after || before == other {
			return a, false
		}
		if unicode.IsDigit(x[i]) != (before == digit) {
			text[i] = y[i]
		}
		out.Symbols[i] = min(out.Symbols[i], 0.5)
	}
	out.Text = string(text)
	return out, true
}

// kind is what a character is.
type kind int

const (
	other kind = iota
	letter
	digit
)

// beside is the kind of the nearest character before (by -1) or after (by 1) one on whose kind both readings agree; other
// where a sign or the end of the word comes first.
func beside(x, y []rune, i, by int) kind {
	for i += by; i >= 0 && i < len(x); i += by {
		switch {
		case unicode.IsDigit(x[i]) && unicode.IsDigit(y[i]):
			return digit
		case unicode.IsLetter(x[i]) && unicode.IsLetter(y[i]):
			return letter
		case alike(x[i]) != alike(y[i]) || !unicode.IsLetter(x[i]) && !unicode.IsDigit(x[i]):
			return other
		}
	}
	return other
}
