package fuse

import (
	"math"
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
const least = 0.12

// Pages without a second engine are judged by the first one's confidence alone: nothing is said of a word by silence.

// Fuse makes one reading of the words that two engines read on the same image. With words of one engine only, all are
// its own.
func Fuse(a, b []Word) []Reading {
	return decide(pairs(a, b), len(a) > 0 && len(b) > 0)
}

func decide(list []pair, both bool) []Reading {
	page := survey(list)
	var out []Reading
	for _, p := range list {
		r := page.reading(p, both)
		if both && r.P < least && (p.a == nil || p.b == nil) {
			continue
		}
		out = append(out, r)
	}
	return out
}

// reading decides one pair.
func (s lookout) reading(p pair, both bool) Reading {
	r := Reading{A: p.a, B: p.b}
	f := s.features(p)
	switch {
	case p.b == nil:
		r.Word, r.P = *p.a, weights[onlyA].of(f)
		if !both {
			r.P = weights[aloneA].of(f)
		}
	case p.a == nil:
		r.Word, r.P = *p.b, weights[onlyB].of(f)
		if !both {
			r.P = weights[aloneB].of(f)
		}
	case p.a.Text == p.b.Text:
		r.Word, r.P, r.Agreed = *p.a, weights[agreed].of(f), true
		r.Symbols = better(p.a, p.b)
	default:
		pa, pb := weights[differA].of(f), weights[differB].of(f)
		r.Word, r.P = *p.a, pa
		if pb > pa || digitsDiffer(p.a.Text, p.b.Text) && 3*pb > pa {
			r.Word, r.P = *p.b, pb
			r.Box = p.a.Box.Union(p.b.Box)
		}
		r.Agreed = core(p.a.Text) == core(p.b.Text)
	}
	return r
}

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

// digitsDiffer reports whether two readings have digits that are not the same.
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
	return da != db && da != "" && db != ""
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
	fDictionary
	fKnownA // the same text was read elsewhere on the page by both engines
	fKnownB
	fPage
	fOdd // letters and digits or signs mixed within the word
	fWhole
	fCase // differ by case only
	featureCount
)

// lookout is what a whole page says about each of its words.
type lookout struct {
	sure  map[string]bool
	agree float64
}

// survey looks at all words of a page first.
func survey(list []pair) lookout {
	s := lookout{sure: map[string]bool{}}
	n, same := 1.0, 0.5
	for _, p := range list {
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
	return s
}

func (s lookout) features(p pair) features {
	var f features
	f[fOne], f[fPage] = 1, s.agree
	w := p.a
	if w == nil {
		w = p.b
	}
	if p.a != nil {
		f[fA], f[fWeakA] = odds(p.a.Confidence), odds(weakest(*p.a))
		f[fDictionary] = flag(p.a.Dictionary)
		f[fKnownA] = flag(s.sure[strings.ToLower(core(p.a.Text))])
	}
	if p.b != nil {
		f[fB], f[fWeakB] = odds(mean(*p.b)), odds(weakest(*p.b))
		f[fKnownB] = flag(s.sure[strings.ToLower(core(p.b.Text))])
	}
	if p.a != nil && p.b != nil {
		f[fAlike] = similar(p.a.Text, p.b.Text)
		f[fCase] = flag(strings.EqualFold(p.a.Text, p.b.Text))
	}
	n := float64(utf8.RuneCountInString(w.Text))
	f[fDigit], f[fLength], f[fShort] = flag(strings.ContainsAny(w.Text, "0123456789")), math.Log(n), flag(n <= 2)
	f[fOdd], f[fWhole] = flag(odd(w.Text)), flag(p.whole)
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
