package regions

import (
	"cmp"
	"slices"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
)

// Most bounds the regions of one page, so that no noise fills a frame or a screen. The surest stay.
const Most = 400

// Find looks at a page as it came in. page carries its words, if any were read, and how it lies.
func Find(r *geom.Raster, page chart.Page) []chart.Region {
	if !r.Valid() {
		return nil
	}
	c := newCanvas(r, page)
	var out []chart.Region
	t := c.tones()
	for _, find := range []func() []chart.Region{func() []chart.Region { return c.pictures(t) }, c.codes, func() []chart.Region { return c.persons(t) }} {
		found := find()
		c.block(found)
		out = append(out, found...)
	}
	stamps := c.stamps()
	ticks := c.ticks(pieces(c.ink, c.g.Rect.Dx()))
	c.block(ticks)
	blobs := c.blobs()
	written := c.pen(blobs)
	c.block(written)
	out = slices.Concat(out, stamps, ticks, written, c.unread(blobs))
	if len(page.Words) == 0 {
		out = slices.DeleteFunc(out, func(g chart.Region) bool {
			return g.Kind == chart.RegionTickFilled && c.punched(g.Box.Rect(geom.Px(c.g.Rect.Dx()), geom.Px(c.g.Rect.Dy())))
		})
		if len(out) == 0 {
			out = c.lone()
		}
	}
	for i := range out {
		out[i].Box = c.original(out[i].Box)
	}
	return settled(out)
}

// settled puts regions in reading order and keeps no more than Most.
func settled(all []chart.Region) []chart.Region {
	all = slices.DeleteFunc(all, func(r chart.Region) bool { return r.Box.Empty() })
	if len(all) > Most {
		slices.SortStableFunc(all, func(a, b chart.Region) int { return cmp.Compare(b.Confidence, a.Confidence) })
		all = all[:Most]
	}
	slices.SortStableFunc(all, func(a, b chart.Region) int {
		return cmp.Or(cmp.Compare(a.Box.Y0, b.Box.Y0), cmp.Compare(a.Box.X0, b.Box.X0))
	})
	return all
}
