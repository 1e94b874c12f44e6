package redact

import (
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
)

// LayerSweep names the spans that Sweep adds.
const LayerSweep = "sweep"

// Sweep gives a span for every place where a redacted text stands again and is not covered: what Residual would find in
// the copy, found before it is made. What a reviewer released is left alone.
func Sweep(spans []chart.Span, pages []chart.Page) []chart.Span {
	n := needlesOf(spans)
	covered := map[int][]geom.Box{}
	for _, s := range spans {
		if s.Redacted {
			covered[s.Page] = append(covered[s.Page], s.Boxes...)
		}
	}
	var out []chart.Span
	for _, p := range pages {
		for _, m := range n.onPage(p.Words) {
			if s, open := uncovered(p, m, covered[p.Number]); open {
				out = append(out, s)
				covered[p.Number] = append(covered[p.Number], s.Boxes...)
			}
		}
	}
	return out
}

// uncovered makes a span of the matched words that no box covers yet.
func uncovered(p chart.Page, m match, boxes []geom.Box) (chart.Span, bool) {
	s := chart.Span{Kind: m.kind, Page: p.Number, Tier: chart.Likely, Layer: LayerSweep, Redacted: true}
	var texts []string
	for _, w := range p.Words[m.first : m.last+1] {
		if w.Box.Empty() || within(w.Box, boxes) {
			continue
		}
		texts = append(texts, w.Text.Reveal())
		s.Boxes = append(s.Boxes, w.Box)
	}
	s.Text = chart.Text(strings.Join(texts, " "))
	return s, len(s.Boxes) > 0
}

// within reports a box of which most lies in one of the boxes.
func within(b geom.Box, boxes []geom.Box) bool {
	for _, o := range boxes {
		if 5*o.Intersect(b).Area() > 4*b.Area() {
			return true
		}
	}
	return false
}
