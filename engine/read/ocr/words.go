package ocr

import (
	"image"
	"slices"
	"strings"
	"unicode/utf8"

	"chartproof.org/chartproof/engine/chart"
)

// words turns a reading into the words of the page, in reading order.
func (x result) words(page *chart.Page) []chart.Word {
	read := slices.DeleteFunc(slices.Clone(x.read), func(w Word) bool { return strings.TrimSpace(w.Text) == "" || w.Box.Empty() })
	if !x.coarse {
		read = parted(x.sheet.Gray, read)
	}
	for i := range read {
		read[i] = mend(read[i])
	}
	read = mendBars(read)
	lines := number(read)
	order := make([]int, len(read))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int {
		if lines[a] != lines[b] {
			return lines[a] - lines[b]
		}
		return read[a].Box.Min.X - read[b].Box.Min.X
	})
	out := make([]chart.Word, 0, len(read))
	for _, i := range order {
		w := read[i]
		text := strings.ToValidUTF8(strings.TrimSpace(w.Text), "")
		if text == "" {
			continue
		}
		c := calibrated(w)
		out = append(out, chart.Word{Text: chart.Text(text), Confidence: c, Box: x.sheet.Box(w.Box), Doubt: doubt(text, w, c),
			Engines: []chart.Engine{chart.Tesseract}, Line: lines[i]})
	}
	return out
}

// line is a printed line that is being gathered: the middle band of its words.
type line struct {
	top, bottom, n int
}

// number gives each word the number of its printed line, counted from the top. Words whose heights overlap by half share
// a line, however far apart they stand: a label and its value, or the cells of a row.
func number(read []Word) []int {
	order := make([]int, len(read))
	heights := make([]int, len(read))
	for i, w := range read {
		order[i], heights[i] = i, w.Box.Dy()
	}
	slices.Sort(heights)
	slices.SortFunc(order, func(a, b int) int { return middle(read[a].Box) - middle(read[b].Box) })
	var lines []line
	of := make([]int, len(read))
	for pass, tall := range []bool{false, true} { // words taller than usual join last: they must not tie two lines together
		for _, i := range order {
			b := read[i].Box
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
func doubt(text string, w Word, whole chart.Confidence) []chart.Confidence {
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
