package phi

import (
	"strings"
	"unicode"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
)

// layerRegion names the spans that stand on pixels and not on text.
const layerRegion = "region"

// sureRegion is the confidence from which a region is certainly of its kind.
const sureRegion = 0.9

// regionSpans gives a span for every region of a page that identifies by itself.
func regionSpans(p chart.Page) []chart.Span {
	var out []chart.Span
	for _, r := range p.Regions {
		kind, ok := regionKinds[r.Kind]
		if !ok {
			continue
		}
		s := chart.Span{Kind: kind, Text: r.Text, Page: p.Number, Boxes: []geom.Box{r.Box}, Tier: chart.Check, Layer: layerRegion, Redacted: true}
		switch {
		case r.Symbology != "" || r.Confidence >= sureRegion:
			s.Tier = chart.Certain
		case r.Confidence >= 0.7:
			s.Tier = chart.Likely
		}
		out = append(out, s)
	}
	return out
}

var regionKinds = map[chart.RegionKind]chart.Kind{
	chart.RegionSignature: chart.Signature, chart.RegionBarcode: chart.Barcode, chart.RegionPhoto: chart.FacePhoto,
}

// learnRegions keeps the numbers that the page's bar codes carry: a wristband's code is the record number in print
// elsewhere on the chart.
func (k *known) learnRegions(p chart.Page) {
	for _, r := range p.Regions {
		if r.Kind != chart.RegionBarcode {
			continue
		}
		for _, part := range strings.FieldsFunc(r.Text.Reveal(), func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) }) {
			k.learnCode(part, chart.OtherID)
		}
	}
}
