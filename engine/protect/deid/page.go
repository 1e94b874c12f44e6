package deid

import (
	"cmp"
	"slices"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
)

const (
	touched  = 0.1  // the share of a word under a span from which it is the span's
	leastRef = 0.5  // the confidence from which a word is read at all
	wideGap  = 0.02 // of the page's width, between the columns of a line
)

// What stands where something on the page does not leave at all.
const (
	unsureWord  = "[?]"
	handwritten = "[HANDWRITING]"
)

// page gives the text of a page with codes in place of what identifies.
func (c *caseMaker) page(p chart.Page) (string, error) {
	spans := spansOn(c.chart.Spans, p.Number)
	hands := regionsOf(p, chart.RegionHandwriting)
	d := &draft{}
	var line int
	var right, bottom float64
	for _, w := range inOrder(p.Words) {
		text := []rune(w.Text.Reveal())
		if w.Mark || len(text) == 0 {
			continue
		}
		newLine := w.Line != line || w.Line == 0 && w.Box.Y0 > bottom
		switch {
		case len(d.text) == 0:
		case newLine:
			d.text = append(d.text, '\n')
		case w.Box.X0-right > wideGap:
			d.text = append(d.text, ' ', ' ', ' ')
		default:
			d.text = append(d.text, ' ')
		}
		line, right, bottom = w.Line, w.Box.X1, w.Box.Y1
		at := len(d.text)
		d.text = append(d.text, text...)
		c.judge(d, cut{start: at, end: len(d.text)}, w, spans, hands)
	}
	joinCuts(d)
	c.known.sweepStrangers(d)
	return c.finish(d)
}

// judge takes a word out that a span touches, and one that may not leave.
func (c *caseMaker) judge(d *draft, at cut, w chart.Word, spans []chart.Span, hands []geom.Box) {
	for _, s := range spans {
		if share(w.Box, s.Boxes) >= touched {
			at.kind = s.Kind
			d.take(at)
			return
		}
	}
	switch {
	case share(w.Box, hands) >= touched:
		at.kind, at.fixed = chart.OtherID, handwritten
		d.take(at)
	case w.Confidence < leastRef && hasLetters(w.Text.Reveal()):
		at.kind, at.fixed = chart.OtherID, unsureWord
		d.take(at)
	}
}

// joinCuts makes one cut of the words of one identifier on a line.
func joinCuts(d *draft) {
	var out []cut
	for _, c := range d.cuts {
		if n := len(out); n > 0 && out[n-1].kind == c.kind && out[n-1].fixed == c.fixed && c.start-out[n-1].end == 1 &&
			d.text[out[n-1].end] == ' ' {
			out[n-1].end = c.end
			continue
		}
		out = append(out, c)
	}
	d.cuts = out
}

// inOrder gives the words line by line, from left to right; words without a line stand where they are.
func inOrder(words []chart.Word) []chart.Word {
	out := slices.Clone(words)
	if slices.ContainsFunc(out, func(w chart.Word) bool { return w.Line == 0 }) {
		return out
	}
	slices.SortStableFunc(out, func(a, b chart.Word) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Box.X0, b.Box.X0))
	})
	return out
}

func spansOn(all []chart.Span, page int) []chart.Span {
	var out []chart.Span
	for _, s := range all {
		if s.Page == page {
			out = append(out, s)
		}
	}
	return out
}

func regionsOf(p chart.Page, kinds ...chart.RegionKind) []geom.Box {
	var out []geom.Box
	for _, r := range p.Regions {
		if slices.Contains(kinds, r.Kind) {
			out = append(out, r.Box)
		}
	}
	return out
}

// share is how much of a box lies under others.
func share(b geom.Box, over []geom.Box) float64 {
	area := b.Area()
	if area <= 0 {
		return 0
	}
	sum := 0.0
	for _, o := range over {
		sum += b.Intersect(o).Area()
	}
	return min(sum/area, 1)
}
