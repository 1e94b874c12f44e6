package fields

import (
	"slices"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
)

// byHand is the share of a value that lies on handwriting from which a person reads it, however sure the readers are:
// no reader knows how sure it is of handwriting.
const byHand = 0.5

// markHandwriting gives fields and cells that are written by hand their reason. That there is a signature is seen, not read.
func (r *reader) markHandwriting() {
	for i := range r.doc.Fields {
		f := &r.doc.Fields[i]
		if f.Name != chart.SignaturePresent && r.writtenByHand(f.Page, f.Box) && !slices.Contains(f.Reasons, chart.Handwriting) {
			f.Reasons = append(f.Reasons, chart.Handwriting)
		}
	}
	for i := range r.doc.Rows {
		row := &r.doc.Rows[i]
		for j := range row.Cells {
			c := &row.Cells[j]
			if r.writtenByHand(row.Page, c.Box) && !slices.Contains(c.Reasons, chart.Handwriting) {
				c.Reasons = append(c.Reasons, chart.Handwriting)
			}
		}
	}
}

// writtenByHand reports whether a box lies mostly on handwriting.
func (r *reader) writtenByHand(page int, b geom.Box) bool {
	if b.Empty() {
		return false
	}
	area := 0.0
	for _, l := range r.leaves {
		if l.page.Number != page {
			continue
		}
		for _, g := range l.page.Regions {
			if g.Kind == chart.RegionHandwriting {
				area += g.Box.Intersect(b).Area()
			}
		}
	}
	return area >= byHand*b.Area()
}
