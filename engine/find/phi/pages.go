package phi

import (
	"unicode/utf8"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/layout"
	"chartproof.org/chartproof/engine/geom"
)

// sheet is one page as a scan, with the way back from code points to words.
type sheet struct {
	page  chart.Page
	lines []layout.Line
	scan  *scan
	at    []place // one a laid word, in the order of the scan's text
}

// place is one laid word in the scan's text.
type place struct {
	start, end int // code points
	line, word int // in lines
}

// Pages finds the identifiers of a chart's pages. What is learnt of a person on one page is swept for on all.
func (d *Detector) Pages(pages []chart.Page) []chart.Span {
	sheets := make([]*sheet, len(pages))
	k := newKnown()
	for i, p := range pages {
		sheets[i] = d.newSheet(p)
		sheets[i].scan.detect()
		k.learn(sheets[i].scan)
	}
	for _, p := range pages {
		k.learnRegions(p)
	}
	out := []chart.Span{}
	for _, sh := range sheets {
		k.sweep(sh.scan)
		for _, h := range resolve(sh.scan) {
			if sp, ok := sh.span(h); ok {
				out = append(out, sp)
			}
		}
		out = append(out, regionSpans(sh.page)...)
		out = append(out, sh.handwritten(out)...)
		out = append(out, sideways(sh.page, out)...)
	}
	return out
}

// newSheet lays the words of a page out as text: a line a line, a tab between cells.
func (d *Detector) newSheet(p chart.Page) *sheet {
	sh := &sheet{page: p, lines: layout.Lines(upright(p))}
	var text []rune
	for li := range sh.lines {
		l := &sh.lines[li]
		if li > 0 {
			text = append(text, '\n')
		}
		for si, seg := range l.Segments {
			if si > 0 {
				text = append(text, '\t')
			}
			for wi := seg.First; wi <= seg.Last; wi++ {
				w := &l.Words[wi]
				if wi > seg.First && !(w.Part && l.Words[wi-1].Part && w.Index == l.Words[wi-1].Index) {
					text = append(text, ' ')
				}
				start := len(text)
				text = append(text, []rune(w.Text)...)
				sh.at = append(sh.at, place{start, len(text), li, wi})
			}
		}
	}
	sh.scan = d.newScan(text, sh.below)
	sh.scan.place = func(from, to int) (float64, float64) {
		r, _, _ := sh.rect(sh.scan, from, to)
		return r.X0, r.X1
	}
	return sh
}

// placeOf gives the first laid word that ends after the code point.
func (sh *sheet) placeOf(pos int) int {
	lo, hi := 0, len(sh.at)
	for lo < hi {
		mid := (lo + hi) / 2
		if sh.at[mid].end <= pos {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// rect gives where the tokens from..to-1 stand on the sheet.
func (sh *sheet) rect(s *scan, from, to int) (layout.Rect, int, bool) {
	a := sh.placeOf(s.toks[from].start)
	b := sh.placeOf(s.toks[to-1].start)
	if a >= len(sh.at) || b >= len(sh.at) || sh.at[a].line != sh.at[b].line {
		return layout.Rect{}, 0, false
	}
	l := &sh.lines[sh.at[a].line]
	r, e := l.Words[sh.at[a].word].Rect, l.Words[sh.at[b].word].Rect
	r.X1 = e.X1
	return r, sh.at[a].line, true
}

// below gives the cell that stands under the tokens from..to-1: the nearest of the next two lines that begins or overlaps
// beneath them.
func (sh *sheet) below(s *scan, from, to int) (int, int) {
	r, line, ok := sh.rect(s, from, to)
	if !ok {
		return 0, 0
	}
	height := max(r.Height(), 4)
	for li := line + 1; li < len(sh.lines) && li <= line+3; li++ {
		l := &sh.lines[li]
		if l.Rect.Y0-r.Y1 > 3*height {
			break
		}
		for _, seg := range l.Segments {
			if seg.Rect.X0 > r.X1 || seg.Rect.X1 < r.X0 {
				continue
			}
			first := seg.First
			for first < seg.Last && l.Words[first].Rect.X1 < r.X0-2*height {
				first++
			}
			return sh.tokensOf(s, li, first, seg.Last)
		}
	}
	return 0, 0
}

// tokensOf gives the tokens of the words first..last of a line.
func (sh *sheet) tokensOf(s *scan, line, first, last int) (int, int) {
	lo, hi := -1, -1
	for _, p := range sh.at {
		if p.line != line || p.word < first || p.word > last {
			continue
		}
		if lo < 0 {
			lo = s.tokenAt(p.start)
		}
		hi = s.tokenAt(p.end)
		if hi < len(s.toks) && s.toks[hi].start < p.end {
			hi++
		}
	}
	if lo < 0 {
		return 0, 0
	}
	return lo, hi
}

// span turns a hit into a span of whole words, one box a line.
func (sh *sheet) span(h hit) (chart.Span, bool) {
	out := chart.Span{Kind: h.kind, Page: sh.page.Number, Tier: h.tier, Layer: h.layer, Redacted: true}
	text := make([]byte, 0, 32)
	line, last := -1, -1
	for i := sh.placeOf(h.start); i < len(sh.at) && sh.at[i].start < h.end; i++ {
		p := sh.at[i]
		w := &sh.lines[p.line].Words[p.word]
		if w.Index == last {
			continue
		}
		if len(text) > 0 {
			text = append(text, ' ')
		}
		whole, box := w.Text, w.Box
		if w.Part && !sh.partAlone(i, h) {
			whole, box = sh.page.Words[w.Index].Text.Reveal(), sh.page.Words[w.Index].Box
			last = w.Index
		}
		text = append(text, whole...)
		if p.line != line {
			out.Boxes = append(out.Boxes, geom.Box{})
			line = p.line
		}
		b := &out.Boxes[len(out.Boxes)-1]
		*b = b.Union(box)
	}
	out.Text = chart.Text(text)
	return out, len(out.Boxes) > 0 && utf8.Valid(text)
}

// partAlone reports whether the hit covers this part of a word that layout split and nothing of the other parts.
func (sh *sheet) partAlone(i int, h hit) bool {
	w := &sh.lines[sh.at[i].line].Words[sh.at[i].word]
	for _, k := range []int{i - 1, i + 1} {
		if k < 0 || k >= len(sh.at) || sh.at[k].line != sh.at[i].line {
			continue
		}
		o := &sh.lines[sh.at[k].line].Words[sh.at[k].word]
		if o.Index == w.Index && sh.at[k].start < h.end && sh.at[k].end > h.start {
			return false
		}
	}
	return true
}
