package fuse

import (
	"math"
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
	Agreed bool    // both engines read the same
}

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
func Fuse(a, b []Word, second Extent) []Reading {
	list := pairs(a, b)
	page := survey(list)
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
		l.choose(&r, weights[differA].of(f), weights[differB].of(f))
	case onlyB, aloneB:
		r.Word, r.P = *p.b, weights[s].of(f)
	default:
		r.Word, r.P = *p.a, weights[s].of(f)
	}
	if s == agreed {
		r.Agreed, r.Symbols = true, better(p.a, p.b)
	}
	return r
}

// choose takes one of two readings that differ.
func (lookout) choose(r *Reading, pa, pb float64) {
	a, b := *r.A, *r.B
	r.Word, r.P = a, pa
	// Of digits the second engine's are suggested, unless it is all but sure to be wrong.
	if pb > pa || digitsDiffer(a.Text, b.Text) && 3*pb > pa {
		r.Word, r.P = b, pb
		r.Box = a.Box.Union(b.Box)
	}
	if m, ok := mixed(a, b); ok {
		r.Word, r.P = m, max(pa, pb)
	}
	if r.Agreed = core(a.Text) == core(b.Text); r.Agreed && stops(a.Text) && !stops(b.Text) {
		r.Word = a // the second engine passes over the stop behind a label
	}
	if !r.Agreed && strings.ContainsAny(a.Text+b.Text, "0123456789") {
		r.P = min(r.P, doubtedDigit)
	}
}

// doubtedDigit is the most that is believed of a word with digits that the engines read differently: a person looks at it.
const doubtedDigit = 0.85

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
// letter that looks like it, the digit stands among digits and the letter among letters. It gives no word where the
// readings differ in anything else, or where their neighbours do not tell.
func mixed(a, b Word) (Word, bool) {
	x, y := []rune(a.Text), []rune(b.Text)
	if len(x) != len(y) || len(a.Symbols) != len(x) {
		return a, false
	}
	digits, letters := 0, 0
	for i := range x {
		switch {
		case unicode.IsDigit(x[i]) && unicode.IsDigit(y[i]):
			digits++
		case unicode.IsLetter(x[i]) && unicode.IsLetter(y[i]):
			letters++
		}
	}
	if digits == letters {
		return a, false
	}
	out := a
	out.Symbols = slices.Clone(a.Symbols)
	for i := range x {
		if x[i] == y[i] {
			continue
		}
		if alike(x[i]) != alike(y[i]) || unicode.IsDigit(x[i]) == unicode.IsDigit(y[i]) {
			return a, false
		}
		if unicode.IsDigit(x[i]) != (digits > letters) {
			x[i] = y[i]
		}
		out.Symbols[i] = min(out.Symbols[i], 0.5)
	}
	out.Text = string(x)
	return out, true
}

// features are what a probability hangs on.
type features [featureCount]float64

const (
	fOne = iota
	fA
	fB
	fWeakA // of the weakest character
	fWeakB
	fAlike
	fDigit
	fLength
	fShort
	fDictionaryA
	fDictionaryB
	fKnownA // the same text was read elsewhere on the page by both engines
	fKnownB
	fPage
	fOdd // letters and digits or signs mixed within the word
	fWhole
	fCase   // differ by case only
	fTall   // how far the height is from the page's usual one
	fNarrow // how far the width of a character is from the usual one for its height
	featureCount
)

// lookout is what a whole page says about each of its words.
type lookout struct {
	sure   map[string]bool
	agree  float64
	height float64 // the usual height of a word
}

// usualShape is the usual width of a character beside its word's height.
const usualShape = 0.6

// survey looks at all words of a page first.
func survey(list []pair) lookout {
	s := lookout{sure: map[string]bool{}}
	n, same := 1.0, 0.5
	var heights []int
	for _, p := range list {
		for _, w := range []*Word{p.a, p.b} {
			if w != nil {
				heights = append(heights, w.Box.Dy())
			}
		}
		if p.a == nil || p.b == nil {
			n += 0.5
			continue
		}
		n++
		if core(p.a.Text) == core(p.b.Text) {
			same++
			if p.a.Confidence > 0.8 && utf8.RuneCountInString(p.a.Text) > 2 {
				s.sure[strings.ToLower(core(p.a.Text))] = true
			}
		}
	}
	s.agree = same / n
	if len(heights) > 0 {
		slices.Sort(heights)
		s.height = float64(heights[len(heights)/2])
	}
	return s
}

func (l lookout) features(p pair) features {
	var f features
	f[fOne], f[fPage] = 1, l.agree
	w := p.a
	if w == nil {
		w = p.b
	}
	if p.a != nil {
		f[fA], f[fWeakA] = odds(p.a.Confidence), odds(weakest(*p.a))
		f[fDictionaryA] = flag(p.a.Dictionary)
		f[fKnownA] = flag(l.sure[strings.ToLower(core(p.a.Text))])
	}
	if p.b != nil {
		f[fB], f[fWeakB] = odds(mean(*p.b)), odds(weakest(*p.b))
		f[fDictionaryB] = flag(p.b.Dictionary)
		f[fKnownB] = flag(l.sure[strings.ToLower(core(p.b.Text))])
	}
	if p.a != nil && p.b != nil {
		f[fAlike] = similar(p.a.Text, p.b.Text)
		f[fCase] = flag(strings.EqualFold(p.a.Text, p.b.Text))
	}
	n := float64(utf8.RuneCountInString(w.Text))
	f[fDigit], f[fLength], f[fShort] = flag(strings.ContainsAny(w.Text, "0123456789")), math.Log(n), flag(n <= 2)
	f[fOdd], f[fWhole] = flag(odd(w.Text)), flag(p.whole)
	if h := float64(w.Box.Dy()); h > 0 && l.height > 0 {
		f[fTall] = min(2, math.Abs(math.Log(h/l.height)))
		f[fNarrow] = min(2, math.Abs(math.Log(max(1, float64(w.Box.Dx()))/n/h/usualShape)))
	}
	return f
}

func flag(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

func odds(p float64) float64 {
	p = min(max(p, 0.01), 0.995)
	return math.Log(p / (1 - p))
}

func weakest(w Word) float64 {
	out := w.Confidence
	for _, c := range w.Symbols {
		out = min(out, c)
	}
	return out
}

func mean(w Word) float64 {
	if len(w.Symbols) == 0 {
		return w.Confidence
	}
	sum := 0.0
	for _, c := range w.Symbols {
		sum += c
	}
	return sum / float64(len(w.Symbols))
}

// odd reports whether a text is neither a plain word nor a plain number.
func odd(s string) bool {
	letters, digits, signs := false, false, false
	for i, r := range s {
		switch {
		case unicode.IsLetter(r):
			letters = true
		case unicode.IsDigit(r):
			digits = true
		case i > 0 && i < len(s)-1 && !strings.ContainsRune("-/.,'", r):
			signs = true
		}
	}
	return letters && digits || signs || !letters && !digits
}

// similar is 1 for equal texts and 0 for those that share nothing.
func similar(a, b string) float64 {
	x, y := []rune(a), []rune(b)
	row := make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i := range x {
		corner := row[0]
		row[0] = i + 1
		for j := range y {
			c := corner
			if x[i] != y[j] {
				c++
			}
			corner = row[j+1]
			row[j+1] = min(c, row[j+1]+1, row[j]+1)
		}
	}
	return 1 - float64(row[len(y)])/float64(max(1, len(x), len(y)))
}
