package regions

import (
	"image"

	"chartproof.org/chartproof/engine/chart"
)

// lone finds ink on a page on which there is nothing else, no word and no region: a stroke of the pen, a drawing, a line. Such a
// page would pass for a blank one. Specks, the shadow of the sheet's edge and punched holes are no ink of anybody's.
func (c *canvas) lone() []chart.Region {
	w, h := c.g.Rect.Dx(), c.g.Rect.Dy()
	inner := image.Rect(0, 0, w, h).Inset(c.in(0.25))
	var found image.Rectangle
	for _, p := range pieces(c.ink, w) {
		if max(p.Dx(), p.Dy()) < c.in(0.12) || !middle(p.Rectangle).In(inner) || c.punched(p.Rectangle) && 10*p.area > 6*p.Dx()*p.Dy() {
			continue
		}
		found = found.Union(p.Rectangle)
	}
	if found.Empty() {
		return nil
	}
	return []chart.Region{{Kind: chart.RegionUnread, Box: c.box(found), Confidence: sureOf(leastUnread)}}
}

// punched reports whether a rectangle is that of a hole for a binder: 4 to 9 mm across, an inch from the edge at most.
func (c *canvas) punched(r image.Rectangle) bool {
	small, large := min(r.Dx(), r.Dy()), max(r.Dx(), r.Dy())
	return small >= c.in(0.15) && large <= c.in(0.36) && 10*small > 8*large && !middle(r).In(c.g.Rect.Inset(c.in(1)))
}
