package phi

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"chartproof.org/chartproof/assets/lexicon"
	"chartproof.org/chartproof/engine/chart"
)

// Gaps before a token, in growing order.
const (
	gapNone = iota
	gapSpace
	gapWide // a tab or three spaces: another column or cell
	gapLine
	gapBlank // an empty line
)

type tokenKind uint8

const (
	wordToken  tokenKind = iota // letters, with inner apostrophes
	digitToken                  // digits only
	mixedToken                  // letters and digits
	punctToken                  // one other character
)

type shape uint8

const (
	noShape    shape = iota
	lowerShape       // all lower case
	capShape         // Capital
	upperShape       // CAPITALS, two letters and more
	initShape        // one capital letter
	oddShape         // mIxed
)

// token is one word, number or mark. Offsets are code points.
type token struct {
	start, end int
	kind       tokenKind
	shape      shape
	gap        uint8
	line       int
	text       string // folded to ASCII, as long as the original
	low        string // lower case, without possessive
	entry      lexicon.Entry
	class      wordClass
	taken      bool // a hit covers it
	name       bool // a NAME hit covers it
}

// initial reports whether the token is one capital letter.
func (t *token) initial() bool { return len(t.text) == 1 && t.shape == initShape }

// scan is one text under examination.
type scan struct {
	d     *Detector
	ascii []byte // one byte a code point
	low   []byte // the same, lower case
	toks  []token
	hits  []hit
	lines []lineCase // case of each line's letters
	free  bool       // the whole text is lower case: case tells nothing
	upper bool       // the whole text is in capitals
	dated int8       // whether the text has boxes for dates: 1 yes, -1 no, 0 not yet looked at
	asked int8       // the same of places for initials
	clock int8       // the same of times of day in four digits
	label int        // the first token of the label whose value is being read
	// below gives the tokens that stand under the tokens from..to-1; for plain text the next line.
	below func(from, to int) (int, int)
	// place gives where the tokens from..to-1 stand in their line, from left to right; nil for plain text.
	place func(from, to int) (float64, float64)
}

type lineCase struct {
	first, last int // tokens
	upper       bool
	title       bool // most words are capitalised: a heading or a form line
}

func (d *Detector) newScan(text []rune, below func(s *scan, from, to int) (int, int)) *scan {
	s := &scan{d: d, ascii: make([]byte, len(text)), low: make([]byte, len(text))}
	for i, r := range text {
		b := asciiOf(r)
		s.ascii[i] = b
		if b >= 'A' && b <= 'Z' {
			b += 'a' - 'A'
		}
		s.low[i] = b
	}
	s.tokenize()
	s.judgeLines()
	s.softenBreaks()
	for i := range s.toks {
		s.judge(&s.toks[i])
	}
	s.below = s.nextLine
	if below != nil {
		s.below = func(from, to int) (int, int) { return below(s, from, to) }
	}
	return s
}

// punctuation that looks alike goes to one form, so that patterns need to know only that.
var lookAlike = map[rune]byte{'‘': '\'', '’': '\'', '‚': '\'', '`': '\'', '´': '\'', '“': '"', '”': '"', '–': '-', '—': '-',
	'‐': '-', '‑': '-', '−': '-', '•': '*', '·': '*', '…': '.', '⁄': '/', '∕': '/', '＠': '@', 'ø': 'o', 'Ø': 'O', 'ł': 'l', 'Ł': 'L', 'đ': 'd', 'Đ': 'D',
	'ß': 's', 'æ': 'a', 'Æ': 'A', 'œ': 'o', 'Œ': 'O', 'ı': 'i', '\r': ' ', '\v': '\n', '\f': '\n'}

// asciiOf gives one ASCII byte for a code point, so that offsets hold.
func asciiOf(r rune) byte {
	if r < 0x80 && r != '\r' && r != '\v' && r != '\f' && r != '`' {
		if r < ' ' && r != '\n' && r != '\t' {
			return ' '
		}
		return byte(r)
	}
	if b, ok := lookAlike[r]; ok {
		return b
	}
	if unicode.IsSpace(r) {
		return ' '
	}
	if unicode.IsLetter(r) {
		dec := norm.NFD.String(string(r))
		if len(dec) > 0 && dec[0] < 0x80 {
			return dec[0]
		}
		if unicode.IsLower(r) {
			return 'x'
		}
		return 'X'
	}
	if unicode.IsDigit(r) {
		return '0'
	}
	return '*'
}

func isLetter(b byte) bool { return b|0x20 >= 'a' && b|0x20 <= 'z' }
func isDigit(b byte) bool  { return b >= '0' && b <= '9' }
func isUpper(b byte) bool  { return b >= 'A' && b <= 'Z' }

func (s *scan) tokenize() {
	gap, line, spaces := uint8(gapLine), 0, 0
	n := len(s.ascii)
	s.toks = make([]token, 0, n/4+1)
	s.lines = []lineCase{{}}
	for i := 0; i < n; {
		switch b := s.ascii[i]; b {
		case '\n':
			line++
			s.lines[len(s.lines)-1].last = len(s.toks)
			s.lines = append(s.lines, lineCase{first: len(s.toks)})
			if gap == gapLine || gap == gapBlank {
				gap = gapBlank
			} else {
				gap = gapLine
			}
			spaces = 0
			i++
		case ' ', '\t':
			spaces++
			if b == '\t' {
				spaces += 3
			}
			if gap < gapLine {
				gap = gapSpace
				if spaces >= 3 {
					gap = gapWide
				}
			}
			i++
		default:
			j := s.tokenEnd(i)
			s.toks = append(s.toks, s.makeToken(i, j, gap, line))
			gap, spaces = gapNone, 0
			i = j
		}
	}
	s.lines[len(s.lines)-1].last = len(s.toks)
}

// tokenEnd gives the end of the token that starts at i. An apostrophe between letters belongs to its word.
func (s *scan) tokenEnd(i int) int {
	b := s.ascii[i]
	if !isLetter(b) && !isDigit(b) {
		return i + 1
	}
	j := i + 1
	for j < len(s.ascii) {
		c := s.ascii[j]
		if isLetter(c) || isDigit(c) {
			j++
			continue
		}
		if c == '\'' && isLetter(s.ascii[j-1]) && j+1 < len(s.ascii) && isLetter(s.ascii[j+1]) {
			j++
			continue
		}
		break
	}
	return j
}

func (s *scan) makeToken(i, j int, gap uint8, line int) token {
	t := token{start: i, end: j, gap: gap, line: line, text: string(s.ascii[i:j]), low: string(s.low[i:j])}
	letters, digits, uppers := 0, 0, 0
	for k := i; k < j; k++ {
		switch b := s.ascii[k]; {
		case isDigit(b):
			digits++
		case isLetter(b):
			letters++
			if isUpper(b) {
				uppers++
			}
		}
	}
	switch {
	case letters == 0 && digits == 0:
		t.kind = punctToken
	case letters == 0:
		t.kind = digitToken
	case digits == 0:
		t.kind = wordToken
		t.shape = shapeOf(s.ascii[i], letters, uppers)
	default:
		t.kind = mixedToken
		t.shape = shapeOf(s.ascii[i], letters, uppers)
	}
	if t.kind == wordToken {
		t.low = strings.TrimSuffix(t.low, "'s")
	}
	return t
}

func shapeOf(first byte, letters, uppers int) shape {
	switch {
	case letters == 0:
		return noShape
	case uppers == 0:
		return lowerShape
	case letters == 1:
		return initShape
	case uppers == letters:
		return upperShape
	case isUpper(first):
		return capShape // McDonald and DeLeon count as well
	}
	return oddShape
}

// judgeLines tells lines in capitals and heading lines from running text, and text without case from text with it.
func (s *scan) judgeLines() {
	caps, lowers, uppers := 0, 0, 0
	for i := range s.lines {
		l := &s.lines[i]
		c, lo, up := 0, 0, 0
		for _, t := range s.toks[l.first:l.last] {
			if t.kind != wordToken || len(t.low) < 2 {
				continue
			}
			switch t.shape {
			case capShape:
				c++
			case upperShape:
				up++
			default:
				if len(t.low) > 3 {
					lo++
				}
			}
		}
		l.upper = up >= 2 && up >= 4*(c+lo)
		l.title = c+up > 2*lo
		caps, lowers, uppers = caps+c, lowers+lo, uppers+up
	}
	s.free = caps*25 < lowers && caps <= 6
	s.upper = uppers > 4*(caps+lowers) && uppers > 5
}

// softenBreaks makes a space of a line's end where running text goes on: a name or date may stand on both sides.
func (s *scan) softenBreaks() {
	for i := 0; i+1 < len(s.lines); i++ {
		l, next := s.lines[i], s.lines[i+1]
		if l.first == l.last || next.first == next.last || s.toks[next.first].gap != gapLine || !s.prose(l) || s.is(l.last-1, ":") {
			continue
		}
		s.toks[next.first].gap = gapSpace
	}
}

// prose reports whether a line is running text: many words, no wide gap, most of them small or all of them capital.
func (s *scan) prose(l lineCase) bool {
	words, small, upper := 0, 0, 0
	for k := l.first; k < l.last; k++ {
		t := &s.toks[k]
		if k > l.first && t.gap >= gapWide {
			return false
		}
		if t.kind != wordToken {
			continue
		}
		words++
		switch t.shape {
		case lowerShape:
			small++
		case upperShape:
			upper++
		}
	}
	return words >= 7 && (small*2 >= words || upper*4 >= words*3)
}

// add records a hit over the code points from..to-1 and marks its tokens.
func (s *scan) add(from, to int, kind chart.Kind, tier chart.Tier, layer string) {
	s.addHit(hit{start: from, end: to, kind: kind, tier: tier, layer: layer})
}

func (s *scan) addHit(h hit) {
	if h.start >= h.end {
		return
	}
	s.hits = append(s.hits, h)
	for i := s.tokenAt(h.start); i < len(s.toks) && s.toks[i].start < h.end; i++ {
		s.toks[i].taken = true
		if h.kind == chart.Name {
			s.toks[i].name = true
		}
	}
}

// addTokens records a hit over the tokens from..to-1.
func (s *scan) addTokens(from, to int, kind chart.Kind, tier chart.Tier, layer string) {
	if from < to {
		s.add(s.toks[from].start, s.toks[to-1].end, kind, tier, layer)
	}
}

// tokenAt gives the first token that ends after the code point.
func (s *scan) tokenAt(pos int) int {
	lo, hi := 0, len(s.toks)
	for lo < hi {
		mid := (lo + hi) / 2
		if s.toks[mid].end <= pos {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// tok gives token i, or an empty punctuation token outside the text.
func (s *scan) tok(i int) *token {
	if i < 0 || i >= len(s.toks) {
		return &token{kind: punctToken, gap: gapBlank, line: -1}
	}
	return &s.toks[i]
}

// is reports whether token i is one of the lower-case words or marks.
func (s *scan) is(i int, words ...string) bool {
	t := s.tok(i)
	for _, w := range words {
		if t.low == w {
			return true
		}
	}
	return false
}

// near reports whether token i stands on the line of the token before it without a column's gap between.
func (s *scan) near(i int) bool { return s.tok(i).gap <= gapSpace && i > 0 && i < len(s.toks) }

// nextLine gives the tokens of the next line that holds any, for text without geometry.
func (s *scan) nextLine(_, to int) (int, int) {
	line := s.tok(to-1).line + 1
	for line < len(s.lines) && s.lines[line].first == s.lines[line].last {
		line++
	}
	if line >= len(s.lines) {
		return 0, 0
	}
	return s.lines[line].first, s.lines[line].last
}
