package typeset

import (
	"strings"
	"unicode/utf8"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
)

// Sizes of a set page in fractions of its width and height.
const (
	charWidth  = 0.009
	lineHeight = 0.010
	linePitch  = 0.016
	margin     = 0.05
)

// Page sets text as page number n. An empty line leaves the height of a line free.
func Page(n int, text string) chart.Page {
	p := chart.Page{Number: n, Width: 2550, Height: 3300, DPI: 300, Quality: 0.95}
	for row, line := range strings.Split(strings.Trim(text, "\n"), "\n") {
		y := margin + float64(row)*linePitch
		col := 0
		for _, w := range strings.Split(strings.ReplaceAll(line, "\t", "    "), " ") {
			width := utf8.RuneCountInString(w)
			if width > 0 {
				x := margin + float64(col)*charWidth
				p.Words = append(p.Words, chart.Word{Text: chart.Text(w), Confidence: 0.99, Agreed: true, Line: row + 1,
					Engines: []chart.Engine{chart.Tesseract, chart.Paddle},
					Box:     geom.Box{X0: x, Y0: y, X1: x + float64(width)*charWidth*0.95, Y1: y + lineHeight}})
			}
			col += width + 1
		}
	}
	return p
}

// Box gives where the characters from..to-1 of a printed line stand; the first line is 0.
func Box(row, from, to int) geom.Box {
	x, y := margin+float64(from)*charWidth, margin+float64(row)*linePitch
	return geom.Box{X0: x, Y0: y, X1: x + float64(to-from)*charWidth, Y1: y + lineHeight}
}
