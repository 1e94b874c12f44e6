package redact

import (
	"bytes"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// layerFont is the one font of the layer: a standard one, of which no letter is in the file.
const layerFont = "/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Courier/Encoding/WinAnsiEncoding>>>>"

// advance is the width of every character of Courier in tenths of its size.
const advance = 6

// form is what of the characters of reading has a place in WinAnsi under another.
var form = strings.NewReplacer("‘", "'", "’", "'", "“", `"`, "”", `"`, "–", "-", "—", "-", "…", "...", "•", "-", "ﬁ", "fi", "ﬂ", "fl",
	"−", "-", "×", "x", "\u00a0", " ", "\u00ad", "")

// winAnsi gives a word in the characters of the layer's font, one byte each; false where it has others.
func winAnsi(s string) (string, bool) {
	s = form.Replace(norm.NFC.String(s))
	out := make([]byte, 0, len(s))
	for _, r := range s {
		if r <= ' ' || r > 0x7e && r < 0xa1 || r > 0xff {
			return "", false
		}
		out = append(out, byte(r))
	}
	return string(out), len(out) > 0
}

// fieldsOf gives the words of a run as text.
func fieldsOf(run string) []string {
	words := strings.Split(run, " ")
	for i, w := range words {
		words[i] = decoded(w)
	}
	return words
}

func decoded(winAnsi string) string {
	var b strings.Builder
	for i := range len(winAnsi) {
		b.WriteRune(rune(winAnsi[i])) // from 0xa1 on, and below 0x7f, the code is the character
	}
	return b.String()
}

// content is the drawing of a page: the picture, and the layer where there is one.
func content(width, height string, l layer) string {
	draw := fmt.Sprintf("q %s 0 0 %s 0 0 cm /I Do Q", width, height)
	if len(l.runs) == 0 {
		return draw
	}
	var b strings.Builder
	b.WriteString(draw + l.head(width, height))
	for _, r := range l.runs {
		fmt.Fprintf(&b, "\n1 0 0 1 %s %d Tm(%s)Tj", tenths(r.col*advance), layerRows-1-r.row, escaped(r.text))
	}
	b.WriteString(layerEnd)
	return b.String()
}

const layerEnd = "\nET Q"

// head begins the layer: the grid of cells is brought onto the page, and text is not painted.
func (l layer) head(width, height string) string {
	w, _ := strconv.ParseFloat(width, 64) // of our own writing
	h, _ := strconv.ParseFloat(height, 64)
	num := func(f float64) string { return strconv.FormatFloat(f, 'f', 5, 64) }
	across, down := float64(l.cols)*advance/10, float64(layerRows)
	var m string
	switch l.turn {
	case 90:
		m = fmt.Sprintf("0 %s -%s 0 %s 0", num(h/across), num(w/down), width)
	case 180:
		m = fmt.Sprintf("-%s 0 0 -%s %s %s", num(w/across), num(h/down), width, height)
	case 270:
		m = fmt.Sprintf("0 -%s %s 0 0 %s", num(h/across), num(w/down), height)
	default:
		m = fmt.Sprintf("%s 0 0 %s 0 0", num(w/across), num(h/down))
	}
	return "\nq " + m + " cm BT/F 1 Tf 3 Tr"
}

func tenths(n int) string { return strconv.FormatFloat(float64(n)/10, 'f', -1, 64) }

// escaped writes a run as a PDF string.
func escaped(s string) string {
	var b strings.Builder
	for i := range len(s) {
		switch c := s[i]; {
		case c == '(' || c == ')' || c == '\\':
			b.WriteByte('\\')
			b.WriteByte(c)
		case c > 0x7e:
			fmt.Fprintf(&b, `\%03o`, c)
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// readLayer takes the drawing of a page apart. It gives a layer only where content would write the very same bytes for it, and
// where every run has a place of its own on the grid.
func readLayer(drawing []byte, width, height string) (layer, error) {
	rest, ok := bytes.CutPrefix(drawing, []byte(content(width, height, layer{})))
	if !ok {
		return layer{}, errForm
	}
	if len(rest) == 0 {
		return layer{}, nil
	}
	for _, cols := range columns {
		for turn := 0; turn < 360; turn += 90 {
			l := layer{turn: turn, cols: cols}
			if body, ok := bytes.CutPrefix(rest, []byte(l.head(width, height))); ok {
				return l, l.read(body, drawing, width, height)
			}
		}
	}
	return layer{}, errForm
}

// read fills in the runs.
func (l *layer) read(body, drawing []byte, width, height string) error {
	body, ok := bytes.CutSuffix(body, []byte(layerEnd))
	if !ok || len(body) == 0 || body[0] != '\n' {
		return errForm
	}
	for line := range bytes.SplitSeq(body[1:], []byte("\n")) {
		r, ok := readRun(line)
		if !ok || !l.takes(r) {
			return errForm
		}
		l.runs = append(l.runs, r)
	}
	if content(width, height, *l) != string(drawing) {
		return errForm
	}
	return nil
}

// takes reports whether a run may follow those that are there: on its grid, in order, on cells of its own.
func (l *layer) takes(r run) bool {
	if r.row < 0 || r.row >= layerRows || r.col < 0 || r.col%tab != 0 || r.col+len(r.text) > l.cols || r.text == "" ||
		strings.Contains(r.text, "  ") || strings.Trim(r.text, " ") != r.text {
		return false
	}
	if n := len(l.runs); n > 0 {
		last := l.runs[n-1]
		return r.row > last.row || r.row == last.row && r.col >= last.col+len(last.text)+spareCells
	}
	return true
}

func readRun(line []byte) (run, bool) {
	rest, ok := bytes.CutPrefix(line, []byte("1 0 0 1 "))
	if !ok || !bytes.HasSuffix(rest, []byte(")Tj")) {
		return run{}, false
	}
	place, text, ok := strings.Cut(string(rest[:len(rest)-len(")Tj")]), " Tm(")
	x, y, both := strings.Cut(place, " ")
	if !ok || !both || len(place) > 16 {
		return run{}, false
	}
	col, errX := strconv.ParseFloat(x, 64)
	row, errY := strconv.Atoi(y)
	plain, ok := unescaped(text)
	return run{row: layerRows - 1 - row, col: int(col*10+0.5) / advance, text: plain}, ok && errX == nil && errY == nil && col >= 0 && col < 1e4
}

func unescaped(s string) (string, bool) {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c != '\\':
			b.WriteByte(c)
		case i+1 < len(s) && strings.IndexByte(`()\`, s[i+1]) >= 0:
			b.WriteByte(s[i+1])
			i++
		case i+3 < len(s):
			n, err := strconv.ParseUint(s[i+1:i+4], 8, 8)
			if err != nil {
				return "", false
			}
			b.WriteByte(byte(n))
			i += 3
		default:
			return "", false
		}
	}
	for _, c := range []byte(b.String()) {
		if c < ' ' || c > 0x7e && c < 0xa1 {
			return "", false
		}
	}
	return b.String(), true
}

var ownDrawing = regexp.MustCompile(`<</Length ([1-9]\d{0,7})>>\nstream\nq (\d{1,8}(?:\.\d{1,2})?) 0 0 (\d{1,8}(?:\.\d{1,2})?) 0 0 cm`)

// withoutOwn blanks our own searchable layers, and the font that only they use, so that what is named of a file that is not in our
// form is what others put there. Whether ours tells anything is for Told to say.
func withoutOwn(pdf []byte) []byte {
	out, own := bytes.Clone(pdf), 0
	for _, m := range ownDrawing.FindAllSubmatchIndex(pdf, -1) {
		from, size := m[1]-len("q  0 0  0 0 cm")-(m[5]-m[4])-(m[7]-m[6]), number(pdf[m[2]:m[3]])
		if from < 0 || from+size > len(pdf) {
			continue
		}
		width, height := string(pdf[m[4]:m[5]]), string(pdf[m[6]:m[7]])
		if l, err := readLayer(pdf[from:from+size], width, height); err != nil || len(l.runs) == 0 {
			continue
		}
		blank(out[from+len(content(width, height, layer{})) : from+size])
		own++
	}
	for at := 0; own > 0; own-- {
		i := bytes.Index(out[at:], []byte(layerFont))
		if i < 0 {
			break
		}
		blank(out[at+i:][:len(layerFont)])
		at += i
	}
	return out
}

func blank(b []byte) {
	for i := range b {
		b[i] = ' '
	}
}
