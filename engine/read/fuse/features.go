package fuse

import (
	"image"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// features are what a probability hangs on.
type features [featureCount]float64

const (
	fA = iota // the first engine's confidence, of its weakest character, of all its characters
	fWeakA
	fMeanA
	fB // the same of the second
	fWeakB
	fMarginB // how far its best character stands above the next best, at least
	fAlike
	fCase   // differ by case only
	fSigns  // differ by signs only
	fLook   // differ by characters only that print confuses
	fLonger // how many characters more the first read
	fDigit  // share of digits
	fLength
	fUpper
	fOdd // letters and digits or signs mixed within the word
	fDictionaryA
	fDictionaryB
	fKnownA // the same text was read elsewhere on the page by both engines
	fKnownB
	fPage    // share of words of the page on which the engines agree
	fLocal   // the same near the word
	fSure    // how sure the first engine is of the page
	fTall    // the height beside the page's usual one
	fNarrow  // the width of a character beside the usual one for its height
	fOverlap // how much of their boxes both share
	fWhole
	fRareA // how unusual its letters are beside one another
	fRareB
	fMostA // the most unusual ones
	fMostB
	featureCount
)

// lookout is what a whole page says about each of its words.
type lookout struct {
	sure    map[string]bool
	agree   float64
	height  float64 // the usual height of a word
	certain float64
	list    []pair
	model   *model
}

// usualShape is the usual width of a character beside its word's height.
const usualShape = 0.6

// A page of few words is taken to be as most pages are: on how many words' account, and what share is agreed on usually.
const (
	fewWords   = 4.0
	usualShare = 0.85
)

// none stands for what is not known of a word.
const none = -9

// survey looks at all words of a page first.
func survey(list []pair) lookout {
	s := lookout{sure: map[string]bool{}, list: list}
	n, same := fewWords, fewWords*usualShare
	sides := [2]int{}
	var heights []int
	var sure []float64
	for _, p := range list {
		for _, w := range []*Word{p.a, p.b} {
			if w != nil {
				heights = append(heights, w.Box.Dy())
			}
		}
		if p.a != nil {
			sides[0]++
			sure = append(sure, p.a.Confidence)
		}
		if p.b != nil {
			sides[1]++
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
	if s.agree = same / n; min(sides[0], sides[1]) == 0 {
		s.agree = none // there is only one engine's word for anything
	}
	if len(heights) > 0 {
		slices.Sort(heights)
		s.height = float64(heights[len(heights)/2])
	}
	if len(sure) > 0 {
		slices.Sort(sure)
		s.certain = odds(sure[len(sure)/3])
	}
	return s
}

// near is the share of words around one on which the engines agree.
func (l lookout) near(p pair) float64 {
	if l.agree == none {
		return none
	}
	at := p.place()
	n, same := 1.0, l.agree
	h := max(l.height, float64(at.Dy()))
	for _, q := range l.list {
		b := q.place()
		dx := float64(max(0, b.Min.X-at.Max.X, at.Min.X-b.Max.X))
		dy := float64(max(0, b.Min.Y-at.Max.Y, at.Min.Y-b.Max.Y))
		if dx > 6*h || dy > 1.2*h || b == at {
			continue
		}
		n++
		if q.a != nil && q.b != nil && core(q.a.Text) == core(q.b.Text) {
			same++
		}
	}
	return same / n
}

func (p pair) place() image.Rectangle {
	if p.a != nil {
		return p.a.Box
	}
	return p.b.Box
}

func (l lookout) features(p pair) features {
	var f features
	f[fPage], f[fLocal], f[fSure] = l.agree, l.near(p), l.certain
	for _, i := range []int{fA, fWeakA, fMeanA, fB, fWeakB, fMarginB, fAlike, fCase, fSigns, fLook, fLonger, fOverlap, fDictionaryA, fDictionaryB, fKnownA, fKnownB, fRareA, fRareB, fMostA, fMostB} {
		f[i] = none
	}
	w := p.a
	if w == nil {
		w = p.b
	}
	if p.a != nil {
		f[fA], f[fWeakA], f[fMeanA] = odds(p.a.Confidence), odds(weakest(*p.a)), odds(mean(*p.a))
		f[fDictionaryA] = flag(p.a.Dictionary)
		f[fKnownA] = flag(l.sure[strings.ToLower(core(p.a.Text))])
		f[fRareA], f[fMostA] = l.model.Letters.rare(p.a.Text)
	}
	if p.b != nil {
		f[fB], f[fWeakB] = odds(mean(*p.b)), odds(weakest(*p.b))
		f[fMarginB] = margin(*p.b)
		f[fDictionaryB] = flag(p.b.Dictionary)
		f[fKnownB] = flag(l.sure[strings.ToLower(core(p.b.Text))])
		f[fRareB], f[fMostB] = l.model.Letters.rare(p.b.Text)
	}
	if p.a != nil && p.b != nil {
		f[fAlike] = similar(p.a.Text, p.b.Text)
		f[fCase] = flag(strings.EqualFold(p.a.Text, p.b.Text))
		f[fSigns] = flag(plain(p.a.Text) == plain(p.b.Text))
		f[fLook] = flag(confused(p.a.Text) == confused(p.b.Text))
		f[fLonger] = float64(len(p.a.Text) - len(p.b.Text))
		in, out := p.a.Box.Intersect(p.b.Box), p.a.Box.Union(p.b.Box)
		f[fOverlap] = float64(in.Dx()*in.Dy()) / float64(max(1, out.Dx()*out.Dy()))
	}
	n := float64(utf8.RuneCountInString(w.Text))
	f[fDigit], f[fUpper], f[fLength] = share(w.Text, unicode.IsDigit), share(w.Text, unicode.IsUpper), n
	f[fOdd], f[fWhole] = flag(odd(w.Text)), flag(p.whole)
	if h := float64(w.Box.Dy()); h > 0 && l.height > 0 {
		f[fTall] = math.Log(h / l.height)
		f[fNarrow] = math.Log(max(1, float64(w.Box.Dx())) / n / h / usualShape)
	}
	return f
}

// margin is how far a word's least distinct character stands above the next best.
func margin(w Word) float64 {
	if len(w.Rivals) != len(w.Symbols) || len(w.Rivals) == 0 {
		return none
	}
	out := 1.0
	for i, r := range w.Rivals {
		out = min(out, w.Symbols[i]-r)
	}
	return out
}

// plain keeps letters and digits, without case.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToUpper(r)
		}
		return -1
	}, s)
}

// confused gives one text for all those that print confuses.
func confused(s string) string {
	return strings.Map(func(r rune) rune { return unicode.ToUpper(alike(r)) }, s)
}

func share(s string, of func(rune) bool) float64 {
	n, k := 0, 0
	for _, r := range s {
		n++
		if of(r) {
			k++
		}
	}
	return float64(k) / float64(max(1, n))
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
