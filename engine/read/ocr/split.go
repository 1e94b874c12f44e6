package ocr

import (
	"image"
	"slices"
	"strings"
	"unicode"
)

// The least gaps in the ink between two words, in parts of the height of the print: between letters, between a letter or a
// stop and a number, and beside the narrow 1.
const (
	wordGap   = 0.27
	numberGap = 0.32
	wideGap   = 0.42
)

// parted takes words apart that Tesseract glued together: where a rule of a table stands between them, and where a
// word's space stands in the ink (HR 74, 5 mg). Rules read as characters are dropped.
//
// A word that the dictionary knows whole stays whole, however wide its letters stand.
func parted(g *image.Gray, read []Word, knows func(string) bool) []Word {
	out := make([]Word, 0, len(read))
	for _, w := range read {
		out = append(out, part(g, w, knows)...)
	}
	return out
}

func part(g *image.Gray, w Word, knows func(string) bool) []Word {
	text := []rune(w.Text)
	if len(text) != len(w.Spans) || len(text) != len(w.Symbols) || len(text) < 2 || w.Box.Dy() < 8 || w.Box.Dx() < w.Box.Dy() {
		return []Word{w}
	}
	columns := inkOf(g, w.Box)
	gaps := columns.gaps(w)
	whole := w.Confidence < 0.5 || oneWord(w.Text, knows)
	var out []Word
	from := 0
	cut := func(to int) {
		if to > from {
			out = append(out, w.Slice(from, to))
		}
	}
	for i := range text {
		if text[i] == '|' || strokes(text[i]) && columns.rule(w.Spans[i]) {
			cut(i)
			from = i + 1
			continue
		}
		if i > from && !whole && !decimal(text, i) && apart(text, gaps, i) {
			cut(i)
			from = i
		}
	}
	if from == 0 {
		return []Word{w}
	}
	cut(len(text))
	return out
}

// oneWord reports whether a text is one word of the dictionary.
func oneWord(text string, knows func(string) bool) bool {
	signs := func(r rune) bool { return !unicode.IsLetter(r) }
	return knows != nil && strings.IndexFunc(strings.TrimFunc(text, signs), signs) < 0 && knows(text)
}

// decimal reports whether character i stands behind the point of a number, which stands wide in many faces.
func decimal(text []rune, i int) bool {
	return i >= 2 && (text[i-1] == '.' || text[i-1] == ',') && unicode.IsDigit(text[i]) && unicode.IsDigit(text[i-2])
}

// strokes tells the characters that Tesseract makes of an upright rule.
func strokes(r rune) bool { return slices.Contains([]rune("|/\\1lI![]¦"), r) }

// narrow characters stand in wide gaps where all have the same room, as on a typewriter.
var narrow = []rune("1Iil")

// apart reports whether the gap before character i parts two words: it must be wide for the print and wide beside the
// word's other gaps, since typewriter letters all stand wide. Digits are never parted from digits: the 1 stands wide in
// every face.
func apart(text []rune, gaps []float64, i int) bool {
	a, b := text[i-1], text[i]
	if !unicode.IsLetter(b) && !unicode.IsDigit(b) || unicode.IsDigit(a) && unicode.IsDigit(b) {
		return false
	}
	usual := 0.1
	if others := slices.Delete(slices.Clone(gaps), i-1, i); len(others) > 0 {
		slices.Sort(others)
		usual = max(usual, others[len(others)/2])
	}
	gap := gaps[i-1]
	switch {
	case slices.Contains(narrow, a) || slices.Contains(narrow, b):
		return gap >= wideGap && gap >= 2.2*usual
	case unicode.IsDigit(a) != unicode.IsDigit(b) || a == '.' || a == ':' || a == ')':
		return gap >= numberGap && gap >= 2.2*usual
	case unicode.IsLetter(a):
		return gap >= wordGap && gap >= 2.5*usual
	}
	return false
}

// ink tells of each column of a word's box whether there is ink, and whether it is a rule: dark over the whole height and
// well beyond it.
type ink struct {
	left, height int
	dark, solid  []bool
}

func inkOf(g *image.Gray, b image.Rectangle) ink {
	b = b.Intersect(g.Rect)
	k := ink{left: b.Min.X, height: b.Dy(), dark: make([]bool, b.Dx()), solid: make([]bool, b.Dx())}
	limit := inkLimit(g, b)
	reach := image.Rect(b.Min.X, b.Min.Y-b.Dy()/2, b.Max.X, b.Max.Y+b.Dy()/2).Intersect(g.Rect)
	for x := range k.dark {
		in, all := 0, 0
		for y := reach.Min.Y; y < reach.Max.Y; y++ {
			if g.Pix[y*g.Stride+b.Min.X+x] >= limit {
				continue
			}
			all++
			if y >= b.Min.Y && y < b.Max.Y {
				in++
			}
		}
		k.dark[x] = in > 0
		k.solid[x] = 10*all >= 9*reach.Dy() && reach.Dy() >= b.Dy()*3/2
	}
	return k
}

// inkLimit is the grey in the middle between a word's ink and its paper.
func inkLimit(g *image.Gray, b image.Rectangle) byte {
	lo, hi := byte(255), byte(0)
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for _, v := range g.Pix[y*g.Stride+b.Min.X : y*g.Stride+b.Max.X] {
			lo, hi = min(lo, v), max(hi, v)
		}
	}
	return byte((2*int(lo) + 3*int(hi)) / 5)
}

// rule reports whether a character is no more than an upright rule that reaches beyond the print.
func (k ink) rule(s Span) bool {
	margin := k.height / 8
	n := 0
	for x := max(0, s.From-k.left-margin); x < min(len(k.dark), s.To-k.left+margin); x++ {
		if k.solid[x] {
			n++
		}
	}
	return n > 0 && s.To-s.From <= k.height/2
}

// gaps are those between the characters of a word.
func (k ink) gaps(w Word) []float64 {
	out := make([]float64, len(w.Spans)-1)
	for i := range out {
		out[i] = k.gap(w.Spans[i], w.Spans[i+1])
	}
	return out
}

// gap is the widest stretch without ink between the middles of two characters, in parts of the height of the print.
func (k ink) gap(a, b Span) float64 {
	best, run := 0, 0
	for x := max(0, (a.From+a.To)/2-k.left); x < min(len(k.dark), (b.From+b.To)/2-k.left); x++ {
		if k.dark[x] {
			run = 0
			continue
		}
		run++
		best = max(best, run)
	}
	return float64(best) / float64(max(1, k.height))
}
