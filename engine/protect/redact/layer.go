package redact

import (
	"cmp"
	"math"
	"slices"
	"unicode/utf8"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
)

// The searchable layer of a page: lines of text on a grid of cells, all as wide, in a font that every viewer has. A run begins on
// a coarse column and one character follows the other at the same advance, so that nothing is left of the spacing of the print;
// what is left of places is coarser than what the picture shows.
const (
	layerRows  = 120 // lines of a page
	tab        = 4   // columns between the places where a run may begin
	leastRead  = 0.5 // the confidence from which a word is searched for at all
	runGap     = 2.5 // columns between words from which a new run begins
	mostRun    = 400 // characters
	tailWords  = 12  // of a page, which are looked at together with the next one's
	spareCells = 1   // between two runs of a row
)

// columns are the widths of grids in cells: the first that is as close as the page's print serves.
var columns = []int{60, 80, 100, 120, 150, 180, 220, 260, 320, 400}

// layer is the text of one page.
type layer struct {
	turn int // degrees clockwise that bring the page upright
	cols int
	runs []run // in the order of rows, and of columns in a row
}

// run is text on a row; both count from 0, the row from the top.
type run struct {
	row, col int
	text     string // of winAnsi characters, one blank between words
}

// texts gives the words of the layer in its order.
func (l layer) texts() []string {
	var out []string
	for _, r := range l.runs {
		out = append(out, fieldsOf(r.text)...)
	}
	return out
}

// layerOf lays out the words of a page that no bar touches and that tell nothing of what is redacted. before are the last words of
// the page before: what is redacted may not stand across the two either.
func layerOf(p chart.Page, bars []geom.Box, hidden secrets, before []string) layer {
	words := openWords(p, bars)
	l := layer{turn: (p.Rotation%360 + 360) % 360 / 90 * 90, cols: columnsOf(words)}
	for len(words) > 0 {
		l.runs = placed(words, bars, l.turn, l.cols)
		told := hidden.told(slices.Concat(before, l.texts()))
		if len(told) == 0 {
			break
		}
		bad := map[string]bool{}
		texts := l.texts()
		for _, t := range told {
			for i := max(t.first-len(before), 0); i <= t.last-len(before); i++ {
				bad[texts[i]] = true
			}
		}
		left := slices.DeleteFunc(words, func(w openWord) bool { return bad[w.text] })
		if len(left) == len(words) { // cannot be; then there is no text
			left = nil
		}
		words = left
	}
	if len(words) == 0 {
		return layer{}
	}
	return l
}

// openWord is a word that may stand in the layer; its box lies on the page brought upright.
type openWord struct {
	text string
	line int
	box  geom.Box
}

func openWords(p chart.Page, bars []geom.Box) []openWord {
	var out []openWord
	for _, w := range p.Words {
		text, ok := winAnsi(w.Text.Reveal())
		if w.Mark || w.Confidence < leastRead || !ok || w.Box.Empty() || slices.ContainsFunc(bars, w.Box.Overlaps) {
			continue
		}
		out = append(out, openWord{text, w.Line, w.Box.Clamp().Rotate(p.Rotation)})
	}
	return out
}

// columnsOf is the grid that is as close as the middle one of the words is printed.
func columnsOf(words []openWord) int {
	var tight []float64
	for _, w := range words {
		tight = append(tight, float64(utf8.RuneCountInString(w.text))/max(w.box.Width(), 1e-3))
	}
	if len(tight) == 0 {
		return columns[0]
	}
	slices.Sort(tight)
	want := tight[len(tight)/2]
	for _, c := range columns {
		if float64(c) >= want {
			return c
		}
	}
	return columns[len(columns)-1]
}

// placed makes runs of the words and gives each a free place.
func placed(words []openWord, bars []geom.Box, turn, cols int) []run {
	upright := make([]geom.Box, len(bars))
	for i, b := range bars {
		upright[i] = b.Rotate(turn)
	}
	runs := joined(words, upright, cols)
	slices.SortStableFunc(runs, func(a, b run) int { return cmp.Or(cmp.Compare(a.row, b.row), cmp.Compare(a.col, b.col)) })
	ends := [layerRows]int{}
	var out []run
	for _, r := range runs {
		n := len(r.text)
		for ; r.row < layerRows; r.row++ {
			at := r.col
			if ends[r.row] > 0 {
				at = max(at, ends[r.row]+spareCells)
			}
			if at = (at + tab - 1) / tab * tab; at+n <= cols || ends[r.row] == 0 && n <= cols {
				r.col = min(at, (cols-n)/tab*tab)
				ends[r.row] = r.col + n
				out = append(out, r)
				break
			}
		}
	}
	slices.SortFunc(out, func(a, b run) int { return cmp.Or(cmp.Compare(a.row, b.row), cmp.Compare(a.col, b.col)) })
	return out
}

// joined makes runs of words that follow each other on a line with nothing between, at the places where they stand.
func joined(words []openWord, bars []geom.Box, cols int) []run {
	lines := map[int][]openWord{}
	var order []int
	for _, w := range words {
		key := w.line
		if key == 0 {
			key = -1 - rowOf(w.box)
		}
		if lines[key] == nil {
			order = append(order, key)
		}
		lines[key] = append(lines[key], w)
	}
	var out []run
	for _, key := range order {
		line := lines[key]
		slices.SortStableFunc(line, func(a, b openWord) int { return cmp.Compare(a.box.X0, b.box.X0) })
		row, right := middleRow(line), 0.0
		for i, w := range line {
			gap := geom.Box{X0: right, Y0: w.box.Y0, X1: w.box.X0, Y1: w.box.Y1}
			if last := len(out) - 1; i > 0 && gap.Width()*float64(cols) < runGap && !slices.ContainsFunc(bars, gap.Overlaps) &&
				len(out[last].text)+1+len(w.text) <= min(mostRun, cols) {
				out[last].text += " " + w.text
			} else if len(w.text) <= cols {
				out = append(out, run{row, int(w.box.X0*float64(cols)) / tab * tab, w.text})
			}
			right = w.box.X1
		}
	}
	return out
}

func rowOf(b geom.Box) int {
	return min(max(int(math.Round(b.Y1*layerRows))-1, 0), layerRows-1)
}

func middleRow(line []openWord) int {
	rows := make([]int, len(line))
	for i, w := range line {
		rows[i] = rowOf(w.box)
	}
	slices.Sort(rows)
	return rows[len(rows)/2]
}
