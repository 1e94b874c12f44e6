package trust

import (
	"math"

	"chartproof.org/chartproof/engine/chart"
)

// Set gives every field of the document that has a value its confidence. pages are those of the file.
func Set(doc *chart.Document, pages []chart.Page) {
	set(doc, pages, weights[:])
}

func set(doc *chart.Document, pages []chart.Page, w []float64) {
	out := make([]chart.Confidence, len(doc.Fields))
	for i := range doc.Fields {
		f := &doc.Fields[i]
		if out[i] = f.Confidence; f.Value != "" && f.Confidence > 0 {
			out[i] = chart.Confidence(min(0.999, probability(features(f, doc, pageQuality(pages, f.Page)), w)))
		}
	}
	for i, c := range out {
		doc.Fields[i].Confidence = c
	}
}

func pageQuality(pages []chart.Page, number int) float64 {
	for i := range pages {
		if pages[i].Number == number {
			return pages[i].Quality
		}
	}
	return 0
}

func probability(x, w []float64) float64 {
	sum := 0.0
	for i, v := range x {
		sum += v * w[i]
	}
	return 1 / (1 + math.Exp(-sum))
}
