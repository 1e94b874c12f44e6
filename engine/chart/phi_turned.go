package chart

import (
	"slices"

	"chartproof.org/chartproof/engine/geom"
)

// Turned gives the span as it stands on a page that is the same one turned clockwise by 0, 90, 180 or 270 degrees.
func (s Span) Turned(page, degrees int) Span {
	turn := func(boxes []geom.Box) []geom.Box {
		out := slices.Clone(boxes)
		for i := range out {
			out[i] = out[i].Rotate(degrees)
		}
		return out
	}
	s.Page, s.Boxes, s.Found = page, turn(s.Boxes), turn(s.Found)
	return s
}

// Within reports whether boxes of redacted spans on the same page cover each box of this one, but for a twentieth.
func (s Span) Within(others []Span) bool {
	for _, b := range s.Boxes {
		if !slices.ContainsFunc(others, func(o Span) bool {
			return o.Page == s.Page && o.Redacted && slices.ContainsFunc(o.Boxes, func(c geom.Box) bool { return c.Intersect(b).Area() >= 0.95*b.Area() })
		}) {
			return false
		}
	}
	return true
}
