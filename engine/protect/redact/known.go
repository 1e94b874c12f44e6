package redact

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
)

// Words that were read surely need not be read again in the copy, where the copy's pixels prove that they still stand. The
// second look is then for all the rest.
const (
	knownFrom   = 0.97 // least confidence: a calibrated probability that the word is exactly right
	standMoves  = 4    // how far the mean grey of a known word's tile may be from the page's as it came in
	aloofTiles  = 1    // tiles between a known word and the nearest burnt bar
	mostKnown   = 4000 // of a page; the rest is read again
	alikeWithin = 3    // a word is like a redacted text where a part in so many of its characters differ
)

// Known are the words that need not be read again, by page.
type Known map[int][]chart.Word

// Boxes gives their places.
func (k Known) Boxes() map[int][]geom.Box {
	out := make(map[int][]geom.Box, len(k))
	for page, words := range k {
		for _, w := range words {
			out[page] = append(out[page], w.Box)
		}
	}
	return out
}

// Known chooses, of the words that were read before anything was burnt, those that need not be read again in the copy: read
// surely, well away from everything that is redacted, whether by the spans or by the bars that were burnt, and not like any
// text that is redacted. Pages that lie on their side have none.
func (r Report) Known(read []chart.Page, spans []chart.Span) Known {
	out := Known{}
	likeness := likenessOf(spans)
	boxes := map[int][]geom.Box{}
	for _, s := range spans {
		if s.Redacted {
			boxes[s.Page] = append(boxes[s.Page], s.Boxes...)
		}
	}
	for _, p := range read {
		if p.Number < 1 || p.Number > len(r.Pages) || p.Rotation != 0 {
			continue
		}
		near := slices.Concat(boxes[p.Number], r.Pages[p.Number-1].bars())
		for _, w := range p.Words {
			if w.Confidence >= knownFrom && !w.Box.Empty() && !r.Pages[p.Number-1].touches(w.Box, near) && !likeness.has(w) && len(out[p.Number]) < mostKnown {
				out[p.Number] = append(out[p.Number], w)
			}
		}
	}
	return out
}

// bars are the burnt rectangles as parts of the page.
func (p PageReport) bars() []geom.Box {
	out := make([]geom.Box, 0, len(p.Burns))
	w, h := float64(p.Width), float64(p.Height)
	for _, b := range p.Burns {
		out = append(out, geom.Box{X0: float64(b.Rect.Min.X) / w, Y0: float64(b.Rect.Min.Y) / h, X1: float64(b.Rect.Max.X) / w, Y1: float64(b.Rect.Max.Y) / h})
	}
	return out
}

// touches reports a box that shares a tile with one of the others, or lies nearer than aloofTiles.
func (p PageReport) touches(b geom.Box, others []geom.Box) bool {
	far := float64((1 + aloofTiles) * tileSide)
	b = b.Grow(far/float64(p.Width), far/float64(p.Height))
	return slices.ContainsFunc(others, b.Overlaps)
}

// Complete puts the known words of a page into what was read in the copy beside them. It gives false where one of them does
// not stand in the copy as it stood on the page that came in: then nothing is known, and the whole page must be read.
func (r Report) Complete(k Known, page chart.Page, copied *geom.Raster) (chart.Page, bool) {
	known := k[page.Number]
	if len(known) == 0 {
		return page, true
	}
	if page.Number < 1 || page.Number > len(r.Pages) || !r.Pages[page.Number-1].stands(known, copied) {
		return page, false
	}
	page.Words = interleaved(known, page.Words)
	return page, true
}

// stands compares the tiles on which the words lie with the page as it came in.
func (p PageReport) stands(words []chart.Word, copied *geom.Raster) bool {
	if !copied.Valid() || copied.Width != p.Width || copied.Height != p.Height {
		return false
	}
	now := shadeOf(copied.ToGray(), p.Width, p.Height)
	return !slices.ContainsFunc(words, func(w chart.Word) bool { return !p.was.likeIn(now, w.Box, standMoves) })
}

// interleaved puts words into the reading order of others: behind the nearest word to the left on the same line, else in front
// of the nearest to the right, else at the end.
func interleaved(into, words []chart.Word) []chart.Word {
	out := slices.Clone(into)
	rest := slices.Clone(words)
	slices.SortStableFunc(rest, func(a, b chart.Word) int { return cmp.Compare(a.Box.X0, b.Box.X0) })
	for _, w := range rest {
		out = slices.Insert(out, placeOf(out, w), w)
	}
	return out
}

func placeOf(words []chart.Word, w chart.Word) int {
	place, best := len(words), 2.0
	for i, o := range words {
		if 2*(min(o.Box.Y1, w.Box.Y1)-max(o.Box.Y0, w.Box.Y0)) < min(o.Box.Height(), w.Box.Height()) {
			continue
		}
		// A word to the left counts before any word to the right, which is why its distance is the smaller one by one.
		if d := w.Box.X0 - o.Box.X0; d >= 0 && d < best {
			place, best = i+1, d
		} else if d < 0 && 1-d < best {
			place, best = i, 1-d
		}
	}
	return place
}

// likeness holds the redacted texts to which a word must not be like.
type likeness struct{ texts, numbers []string }

func likenessOf(spans []chart.Span) likeness {
	n := needlesOf(spans)
	seen := map[string]bool{}
	var l likeness
	for _, m := range []map[string]chart.Kind{n.whole, n.name} {
		for text := range m {
			if !seen[text] {
				seen[text] = true
				l.texts = append(l.texts, text)
			}
		}
	}
	for d := range n.number {
		l.numbers = append(l.numbers, d)
	}
	return l
}

// has reports that a word is like one of the texts, or holds one, or is a part of one.
func (l likeness) has(w chart.Word) bool {
	text := w.Text.Reveal()
	folded := fold(text)
	if utf8.RuneCountInString(folded) < leastName {
		return false
	}
	if slices.ContainsFunc(l.texts, func(t string) bool { return resembles(folded, t) }) {
		return true
	}
	number := digits(text)
	return len(number) >= leastName && slices.ContainsFunc(l.numbers, func(d string) bool { return resembles(number, d) })
}

func resembles(a, b string) bool {
	if strings.Contains(a, b) || strings.Contains(b, a) {
		return true
	}
	limit := max(1, max(len(a), len(b))/alikeWithin)
	return abs(len(a)-len(b)) <= limit && edits(a, b) <= limit
}

func abs(n int) int { return max(n, -n) }

// edits counts the characters by which two texts differ.
func edits(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		corner := row[0]
		row[0] = i + 1
		for j := range len(b) {
			c := corner
			if a[i] != b[j] {
				c++
			}
			corner = row[j+1]
			row[j+1] = min(c, row[j+1]+1, row[j]+1)
		}
	}
	return row[len(b)]
}
