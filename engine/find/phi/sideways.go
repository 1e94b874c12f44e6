package phi

import (
	"unicode/utf8"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
)

// leastSideways is the number of words from which text on its side is a block: a label stuck on, and not a margin's note.
const leastSideways = 3

// sideways covers what is left of a block of words that stand on their side on a page that does not, where one of them identifies:
// what is stuck onto a page sideways is a patient's label, and says nothing but whose the page is.
func sideways(p chart.Page, found []chart.Span) []chart.Span {
	p = upright(p)
	var out []chart.Span
	for _, block := range sideBlocks(p) {
		area := geom.Box{}
		known := false
		for _, b := range block {
			area = area.Union(b)
			known = known || coveredBy(b, p.Number, found) > 0.3
		}
		if !known {
			continue
		}
		for _, w := range p.Words {
			c := w.Box.Center()
			if c.X > area.X0 && c.X < area.X1 && c.Y > area.Y0 && c.Y < area.Y1 && coveredBy(w.Box, p.Number, found) < 0.9 {
				out = append(out, chart.Span{Kind: chart.OtherID, Page: p.Number, Boxes: []geom.Box{w.Box}, Tier: chart.Check, Layer: layerRegion, Redacted: true})
			}
		}
	}
	return out
}

// sideBlocks gives the words that stand on their side, in blocks of those near each other.
func sideBlocks(p chart.Page) [][]geom.Box {
	w, h := float64(p.Width), float64(p.Height)
	if w <= 0 || h <= 0 {
		w, h = 850, 1100
	}
	var side []geom.Box
	for _, word := range p.Words {
		across, down := word.Box.Width()*w, word.Box.Height()*h
		if p.Rotation%180 != 0 {
			across, down = down, across
		}
		if utf8.RuneCountInString(word.Text.Reveal()) >= 3 && !word.Mark && down > 1.5*across {
			side = append(side, word.Box)
		}
	}
	var out [][]geom.Box
	for len(side) > 0 {
		block := side[:1:1]
		side = side[1:]
		for grown := true; grown; {
			grown = false
			left := side[:0:0]
			for _, b := range side {
				if besideAny(b, block) {
					block, grown = append(block, b), true
				} else {
					left = append(left, b)
				}
			}
			side = left
		}
		if len(block) >= leastSideways {
			out = append(out, block)
		}
	}
	return out
}

func besideAny(b geom.Box, block []geom.Box) bool {
	for _, o := range block {
		if o.Grow(0.02, 0.015).Overlaps(b) {
			return true
		}
	}
	return false
}
