package layout

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
)

// Rect is a rectangle of a Sheet: upright, without skew, in thousandths of the upright page's width.
type Rect struct{ X0, Y0, X1, Y1 float64 }

// Height and Width are the sides of the rectangle; MidX and MidY its centre.
func (r Rect) Height() float64 { return r.Y1 - r.Y0 }
func (r Rect) Width() float64  { return r.X1 - r.X0 }
func (r Rect) MidX() float64   { return (r.X0 + r.X1) / 2 }
func (r Rect) MidY() float64   { return (r.Y0 + r.Y1) / 2 }

func (r Rect) union(o Rect) Rect {
	return Rect{min(r.X0, o.X0), min(r.Y0, o.Y0), max(r.X1, o.X1), max(r.Y1, o.Y1)}
}

// Word is one word of a line. A word as read that holds label and value without a space ("DOB:01/02/1970") is split in
// two; both parts then name the same Index.
type Word struct {
	Text  string
	Index int // position in Page.Words
	Rect  Rect
	Box   geom.Box // on the page as it came in
	Part  bool     // the word is only a part of the word as read
	Cell  bool     // a ruling parts it from the word before it
	From  int      // the first character (code point) of the word as read that this part holds
}

// Segment is a run of words of one line with no wide gap between them: a cell, a phrase, a column's share of a line.
// First and Last index the line's Words, both included.
type Segment struct {
	First, Last int
	Rect        Rect
}

// Line is one printed line, words left to right.
type Line struct {
	Words    []Word
	Segments []Segment
	Rect     Rect
	Column   int     // 1 and 2 on a stretch of the page that runs in columns; 0 elsewhere
	Right    float64 // where the left column ends; 0 where the line may run on to the edge of the page
}

// Text joins the words of the line from first to last, both included, with single spaces.
func (l *Line) Text(first, last int) string { return Join(l.Words[first : last+1]) }

// Join gives the text of words with single spaces between them; parts of one word stay together.
func Join(words []Word) string {
	var b strings.Builder
	for i, w := range words {
		if i > 0 && !(w.Part && words[i-1].Part && words[i-1].Index == w.Index) {
			b.WriteByte(' ')
		}
		b.WriteString(w.Text)
	}
	return b.String()
}

// Box is the smallest box around the words on the page as it came in.
func Box(words []Word) geom.Box {
	var u geom.Box
	for _, w := range words {
		u = u.Union(w.Box)
	}
	return u
}

// Sheet is a page as lines, top to bottom, the columns of running text one after the other. Body is the usual height of a
// word.
type Sheet struct {
	Number int // of the page
	Lines  []Line
	Labels []Match // in reading order, not overlapping
	Height float64
	Body   float64

	byLine [][]int // Labels of each line
}

// Lines gives the printed lines of a page, top to bottom.
func Lines(page chart.Page) []Line { return Read(page).Lines }

// Read gives the page as lines and labels.
func Read(page chart.Page) *Sheet {
	s := &Sheet{Number: page.Number}
	words := s.place(&page)
	s.Body = bodyHeight(words)
	s.Lines = columns(buildLines(words, s.Body), s.Body)
	s.findLabels()
	return s
}

// place turns the words of the page upright, takes the skew out and splits words that hold a label and its value.
func (s *Sheet) place(page *chart.Page) []Word {
	w, h := float64(page.Width), float64(page.Height)
	if w <= 0 || h <= 0 {
		w, h = 850, 1100
	}
	if page.Rotation%180 != 0 {
		w, h = h, w
	}
	s.Height = 1000 * h / w
	out := make([]Word, 0, len(page.Words))
	for i, pw := range page.Words {
		text := strings.TrimSpace(pw.Text.Reveal())
		if text == "" || noise(text) && !isLeader(text) && text != "|" || !sane(pw.Box) || boxPrint(text, pw.Box, page.Regions) {
			continue
		}
		up := pw.Box.Rotate(page.Rotation)
		for k, p := range atRulings(text) {
			n := float64(max(1, utf8.RuneCountInString(text)))
			b := up
			b.X0 = up.X0 + up.Width()*float64(p.from)/n
			b.X1 = up.X0 + up.Width()*float64(p.to)/n
			out = append(out, Word{Text: p.text, Index: i, Box: b.Rotate(-page.Rotation), Part: p.text != text, Cell: k > 0 && p.cell, From: p.from,
				Rect: Rect{b.X0 * 1000, b.Y0 * s.Height, b.X1 * 1000, b.Y1 * s.Height}})
		}
	}
	deskew(out, page.SkewDegrees)
	return out
}

// sane refuses boxes that are not numbers or lie far outside the page.
func sane(b geom.Box) bool {
	ok := func(v float64) bool { return v >= -1 && v <= 2 }
	return ok(b.X0) && ok(b.Y0) && ok(b.X1) && ok(b.Y1) && b.X1 >= b.X0 && b.Y1 >= b.Y0
}

// boxPrint reports whether a short word is what was read into a box to tick: "C1", "O", "[J" where a box was seen.
func boxPrint(text string, b geom.Box, regions []chart.Region) bool {
	if utf8.RuneCountInString(text) > 4 {
		return false
	}
	x, y := (b.X0+b.X1)/2, (b.Y0+b.Y1)/2
	for _, r := range regions {
		if r.Kind != chart.RegionTickEmpty && r.Kind != chart.RegionTickFilled {
			continue
		}
		if w, h := r.Box.Width(), r.Box.Height(); x > r.Box.X0-w/3 && x < r.Box.X1+w/3 && y > r.Box.Y0-h/3 && y < r.Box.Y1+h/3 && b.Width() < 2.5*w {
			return true
		}
	}
	return false
}

// noise is a word that is the print of a ruling, not text.
func noise(text string) bool {
	if text == "=" { // "> OR = 60"
		return false
	}
	if len(text) > 3 && strings.Trim(text, "+-=|_") == "" { // the border of a box
		return true
	}
	for _, r := range text {
		if !strings.ContainsRune("|_~=—–¦.·…¯`´‘'\"", r) {
			return false
		}
	}
	return true
}

type part struct {
	text     string
	from, to int
	cell     bool
}

// atRulings splits a word at the strokes that were read for rulings between cells, "Name|Sayegh,", and each piece as a word.
func atRulings(text string) []part {
	if !strings.Contains(text, "|") {
		return splitWord(text)
	}
	var out []part
	at := 0
	for _, piece := range strings.Split(text, "|") {
		n := utf8.RuneCountInString(piece)
		if piece != "" && !noise(piece) {
			for k, p := range splitWord(piece) {
				out = append(out, part{p.text, p.from + at, p.to + at, k == 0})
			}
		}
		at += n + 1
	}
	return out
}

// splitWord splits "DOB:01/02/1970" and "ID#:123" after the colon, and "MRN#12345" after the number sign, where letters
// come before and something follows. Times ("10:30") and addresses of the net ("http://…") stay whole.
func splitWord(text string) []part {
	runes := []rune(text)
	whole := []part{{text, 0, len(runes), false}}
	if from, to := unruled(runes); to-from < len(runes) && to > from { // "___Anselm", "Farnsworth____"
		out := splitWord(string(runes[from:to]))
		for i := range out {
			out[i].from, out[i].to = out[i].from+from, out[i].to+from
		}
		if to < len(runes)-1 {
			out = append(out, part{string(runes[to:]), to, len(runes), false})
		}
		return out
	}
	if len(runes) > 3 && runes[0] == '#' && (unicode.IsUpper(runes[1]) || unicode.IsDigit(runes[1])) && strings.ContainsAny(text, "0123456789") { // "Patient #BW-220914"
		return []part{{"#", 0, 1, false}, {string(runes[1:]), 1, len(runes), false}}
	}
	if from, to := leader(runes); from > 0 && to < len(runes) { // "NAME.......WHITE,"
		if strings.Trim(string(runes[to:]), ",.;:)") == "" { // "Whitlock-Baez______,"
			return []part{{string(runes[:from]) + string(runes[to:]), 0, from, false}}
		}
		out := []part{{string(runes[:from]) + ":", 0, to, false}}
		for _, p := range splitWord(string(runes[to:])) {
			out = append(out, part{p.text, p.from + to, p.to + to, false})
		}
		return out
	}
	for i, r := range runes {
		if (r != ':' && r != '#') || i == 0 || i == len(runes)-1 {
			continue
		}
		next := runes[i+1]
		if r == '#' && !unicode.IsDigit(next) || next == '/' || next == ':' || !letters(runes[:i]) {
			continue
		}
		rest := splitWord(string(runes[i+1:]))
		out := []part{{string(runes[:i+1]), 0, i + 1, false}}
		for _, p := range rest {
			out = append(out, part{p.text, p.from + i + 1, p.to + i + 1, false})
		}
		return out
	}
	return whole
}

// unruled gives where a word begins and ends without the ruling that it is written on.
func unruled(runes []rune) (int, int) {
	from, to := 0, len(runes)
	for from < to && runes[from] == '_' {
		from++
	}
	for to > from && runes[to-1] == '_' {
		to--
	}
	return from, to
}

// leader finds a run of dots or rulings that leads from a label to its value.
func leader(runes []rune) (int, int) {
	for i := 0; i < len(runes); i++ {
		k := i
		for k < len(runes) && (runes[k] == '.' || runes[k] == '_' || runes[k] == '…') {
			k++
		}
		if k-i >= 3 {
			for k < len(runes) && runes[k] == ':' {
				k++
			}
			return i, k
		}
		i = max(i, k-1)
	}
	return 0, 0
}

// letters reports whether most of the runes are letters.
func letters(runes []rune) bool {
	n := 0
	for _, r := range runes {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return 2*n > len(runes)
}

// bodyHeight is the median height of the words, at least 4 so that broken boxes do no harm.
func bodyHeight(words []Word) float64 {
	if len(words) == 0 {
		return 12
	}
	hs := make([]float64, len(words))
	for i, w := range words {
		hs[i] = w.Rect.Height()
	}
	sort.Float64s(hs)
	return max(4, hs[len(hs)/2])
}
