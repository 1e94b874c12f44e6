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
	chart.RegionStamp: chart.OtherID,
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

// handwritten gives spans for the handwriting beside labels of identifiers that no span covers: what no reader could read
// there identifies all the same.
func (sh *sheet) handwritten(found []chart.Span) []chart.Span {
	var out []chart.Span
	var labels []labelPlace
	for _, r := range sh.page.Regions {
		// Ink that nobody read is taken for handwriting here: it may be the name in a face that no reader knows.
		if r.Kind != chart.RegionHandwriting && r.Kind != chart.RegionUnread || coveredBy(r.Box, sh.page.Number, found) > 0.6 {
			continue
		}
		if labels == nil {
			labels = sh.labelPlaces()
		}
		if kind, ok := nearestLabel(r.Box.Rotate(sh.page.Rotation), labels); ok {
			out = append(out, chart.Span{Kind: kind, Page: sh.page.Number, Boxes: []geom.Box{r.Box}, Tier: chart.Check, Layer: layerRegion, Redacted: true})
		}
	}
	return out
}

// labelPlace is where a label of an identifier stands on the upright page; kind is empty for a label of anything else.
type labelPlace struct {
	box  geom.Box
	kind chart.Kind
}

// labelPlaces finds the labels of the sheet.
func (sh *sheet) labelPlaces() []labelPlace {
	s := sh.scan
	out := []labelPlace{}
	for i := 0; i < len(s.toks); i++ {
		l, end := s.labelAt(i)
		if l == nil || l.weak {
			continue
		}
		a, b := sh.placeOf(s.toks[i].start), sh.placeOf(s.toks[end-1].start)
		if b >= len(sh.at) || sh.at[a].line != sh.at[b].line {
			continue
		}
		words := sh.lines[sh.at[a].line].Words
		box := words[sh.at[a].word].Box.Union(words[sh.at[b].word].Box).Rotate(sh.page.Rotation)
		place := labelPlace{box: box, kind: l.kind}
		if l.form == formNone || l.form == formAge {
			place.kind = ""
		}
		out = append(out, place)
		i = end - 1
	}
	return out
}

// nearestLabel gives the kind of what stands in a box by the nearest label to its left, over it or under it.
func nearestLabel(b geom.Box, labels []labelPlace) (chart.Kind, bool) {
	best, kind := 1.0, chart.Kind("")
	height := b.Height()
	for _, l := range labels {
		if far := labelDistance(b, l.box, height); far < best {
			best, kind = far, l.kind
		}
	}
	return kind, kind != ""
}

// labelDistance is how far a label is from what it may be the label of, in shares of the page; 1 where it cannot be.
func labelDistance(b, label geom.Box, height float64) float64 {
	mid := label.Center()
	switch {
	case mid.Y > b.Y0-height/4 && mid.Y < b.Y1+height/4 && label.X1 < b.X0+height && b.X0-label.X1 < 0.25:
		return max(0, b.X0-label.X1)
	case label.X0 > b.X1 || label.X1 < b.X0-0.02:
		return 1
	case mid.Y < b.Y0+height/4 && b.Y0-label.Y1 < 1.5*height:
		return 0.02 + max(0, b.Y0-label.Y1)
	case mid.Y > b.Y1-height/4 && label.Y0-b.Y1 < height/2:
		return 0.04 + max(0, label.Y0-b.Y1)
	}
	return 1
}

// coveredBy is the share of a box that spans cover.
func coveredBy(b geom.Box, page int, spans []chart.Span) float64 {
	sum := 0.0
	for _, s := range spans {
		if s.Page != page {
			continue
		}
		for _, o := range s.Boxes {
			sum += o.Intersect(b).Area()
		}
	}
	return sum / max(1e-12, b.Area())
}
