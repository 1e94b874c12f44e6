package zones

import (
	"slices"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
)

// The layers of the spans that zones make.
const (
	LayerRedact = "template_zone"
	LayerCrop   = "template_crop"
)

// Spans gives what the form has covered on a page. The spans have no text: what stands there says nothing of other places.
func (m Match) Spans(page int) []chart.Span {
	var out []chart.Span
	for _, z := range m.Zones {
		layer := map[Use]string{Redact: LayerRedact, Crop: LayerCrop}[z.Use]
		if layer != "" && !z.Box.Empty() {
			out = append(out, chart.Span{Kind: chart.OtherID, Page: page, Boxes: []geom.Box{z.Box}, Tier: chart.Certain, Layer: layer})
		}
	}
	return out
}

// Cut gives a page without what its form cuts away.
func (m Match) Cut(page chart.Page) chart.Page {
	crops := m.crops()
	if len(crops) == 0 {
		return page
	}
	page.Words = slices.DeleteFunc(slices.Clone(page.Words), func(w chart.Word) bool { return mostlyIn(w.Box, crops) })
	page.Regions = slices.DeleteFunc(slices.Clone(page.Regions), func(r chart.Region) bool { return mostlyIn(r.Box, crops) })
	return page
}

// CutSpans takes the text from the spans of a page that lie in what its form cuts away. The spans stay: what they cover is
// covered still when a person reshapes or releases the form's own span over them.
func (m Match) CutSpans(page int, spans []chart.Span) []chart.Span {
	crops := m.crops()
	if len(crops) == 0 {
		return spans
	}
	out := slices.Clone(spans)
	for i, s := range out {
		if s.Page == page && len(s.Boxes) > 0 && !slices.ContainsFunc(s.Boxes, func(b geom.Box) bool { return !wholeIn(b, crops) }) {
			out[i].Text = ""
		}
	}
	return out
}

// Amiss reports whether a person must look at the page because of its form: it is only nearly one, a zone does not lie on the
// page as a whole, or the print around one is not where it should be.
func (m Match) Amiss() bool {
	return !m.Sure || slices.ContainsFunc(m.Zones, func(p Placed) bool { return p.Cut || p.Loose })
}

func (m Match) crops() []geom.Box {
	var out []geom.Box
	for _, z := range m.Zones {
		if z.Use == Crop && !z.Box.Empty() {
			out = append(out, z.Box)
		}
	}
	return out
}

// mostlyIn errs on the side of cutting away; wholeIn on that of keeping. A box of no area stands nowhere.
func mostlyIn(b geom.Box, boxes []geom.Box) bool {
	return slices.ContainsFunc(boxes, func(o geom.Box) bool { return b.Area() > 0 && o.Intersect(b).Area() >= b.Area()/3 })
}

func wholeIn(b geom.Box, boxes []geom.Box) bool {
	return slices.ContainsFunc(boxes, func(o geom.Box) bool { return b.Area() > 0 && o.Intersect(b).Area() >= 0.999*b.Area() })
}
