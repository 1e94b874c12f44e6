package ocr

import (
	"cmp"
	"image"
	"slices"
	"strings"
	"unicode/utf8"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/read/fuse"
)

// words turns a reading into the words of the page, in reading order.
func (x result) words() []chart.Word {
	read := fuse.Fuse(x.read, x.other, x.second)
	boxes := make([]image.Rectangle, len(read))
	for i, r := range read {
		boxes[i] = r.Box
	}
	lines := number(boxes)
	order := make([]int, len(read))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(lines[a], lines[b]), cmp.Compare(boxes[a].Min.X, boxes[b].Min.X))
	})
	out := make([]chart.Word, 0, len(read))
	for _, i := range order {
		if w, ok := x.word(read[i]); ok {
			w.Line = lines[i]
			out = append(out, w)
		}
	}
	return out
}

// cleaned parts and mends one engine's words, and drops what is none.
func (x result) cleaned(words []Word) []Word {
	read := slices.DeleteFunc(slices.Clone(words), func(w Word) bool { return strings.TrimSpace(w.Text) == "" || w.Box.Empty() })
	for i := range read {
		read[i] = read[i].Slim()
	}
	if !x.coarse {
		read = parted(x.sheet.Gray, read, x.knows)
	}
	for i := range read {
		read[i] = mend(read[i])
		if x.knows != nil {
			read[i].Dictionary = x.knows(read[i].Text)
		}
	}
	return mendBars(read)
}

// word carries a fused word to the page as it came in.
func (x result) word(r fuse.Reading) (chart.Word, bool) {
	text := strings.ToValidUTF8(strings.TrimSpace(r.Text), "")
	if text == "" {
		return chart.Word{}, false
	}
	c := chart.Confidence(r.P)
	w := chart.Word{Text: chart.Text(text), Confidence: c, Box: x.sheet.Box(r.Box), Doubt: doubt(text, r.Word), Agreed: r.Agreed, Mark: r.Doubtful()}
	for _, side := range []struct {
		engine chart.Engine
		word   *Word
		right  float64
	}{{chart.Tesseract, r.A, r.PA}, {chart.Paddle, r.B, r.PB}} {
		if side.word == nil {
			continue
		}
		w.Engines = append(w.Engines, side.engine)
		if !r.Agreed && r.A != nil && r.B != nil {
			w.Readings = append(w.Readings, chart.Reading{Engine: side.engine, Value: chart.Text(strings.ToValidUTF8(side.word.Text, "")),
				Confidence: chart.Confidence(side.right)})
		}
	}
	return w, true
}

// line is a printed line that is being gathered: the middle band of its words.
type line struct {
	top, bottom, n int
}

// number gives each word the number of its printed line, counted from the top. Words whose heights overlap by half share
// a line, however far apart they stand: a label and its value, or the cells of a row.
func number(boxes []image.Rectangle) []int {
	order := make([]int, len(boxes))
	heights := make([]int, len(boxes))
	for i, b := range boxes {
		order[i], heights[i] = i, b.Dy()
	}
	slices.Sort(heights)
	slices.SortFunc(order, func(a, b int) int { return middle(boxes[a]) - middle(boxes[b]) })
	var lines []line
	of := make([]int, len(boxes))
	for pass, tall := range []bool{false, true} { // words taller than usual join last: they must not tie two lines together
		for _, i := range order {
			b := boxes[i]
			if isTall := b.Dy() > 2*heights[len(heights)/2]; isTall != tall {
				continue
			}
			k := fitting(lines, b)
			if k < 0 {
				k = len(lines)
				lines = append(lines, line{})
			}
			l := &lines[k]
			if pass == 0 || l.n == 0 {
				l.top, l.bottom, l.n = l.top+b.Min.Y, l.bottom+b.Max.Y, l.n+1
			}
			of[i] = k
		}
	}
	return ranked(lines, of)
}

// fitting finds the line whose band the box overlaps most, -1 where it is less than half of the smaller of both.
func fitting(lines []line, b image.Rectangle) int {
	best, at := 0, -1
	for k := max(0, len(lines)-40); k < len(lines); k++ {
		l := lines[k]
		top, bottom := l.top/l.n, l.bottom/l.n
		shared := min(bottom, b.Max.Y) - max(top, b.Min.Y)
		if 2*shared >= min(bottom-top, b.Dy()) && shared > best {
			best, at = shared, k
		}
	}
	return at
}

// ranked renumbers the lines by their middles, from 1.
func ranked(lines []line, of []int) []int {
	order := make([]int, len(lines))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int {
		return (lines[a].top+lines[a].bottom)/lines[a].n - (lines[b].top+lines[b].bottom)/lines[b].n
	})
	rank := make([]int, len(lines))
	for i, k := range order {
		rank[k] = i + 1
	}
	out := make([]int, len(of))
	for i, k := range of {
		out[i] = rank[k]
	}
	return out
}

func middle(b image.Rectangle) int { return b.Min.Y + b.Max.Y }

// doubt gives the confidence of each character where some character is doubtful and the symbols fit the text.
func doubt(text string, w Word) []chart.Confidence {
	const sure = 0.85
	if len(w.Symbols) != utf8.RuneCountInString(text) || !slices.ContainsFunc(w.Symbols, func(c float64) bool { return c < sure }) {
		return nil
	}
	out := make([]chart.Confidence, len(w.Symbols))
	for i, c := range w.Symbols {
		out[i] = chart.Confidence(min(max(c, 0), 1))
	}
	return out
}

// quality is the mean confidence of the page's words, each with the weight of its length, lowered where the scan is too
// coarse to be trusted at all.
func quality(words []chart.Word, dpi float64) float64 {
	sum, n := 0.0, 0.0
	for _, w := range words {
		k := float64(len(letters(w.Text.Reveal())))
		sum += k * float64(w.Confidence)
		n += k
	}
	if n == 0 {
		return 0.5 // there is ink and no text: a picture, or nothing that can be read
	}
	q := sum / n
	if dpi < 150 {
		q *= max(0.3, dpi/150)
	}
	return min(1, q)
}
