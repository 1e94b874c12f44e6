package trust

import (
	"chartproof.org/chartproof/engine/chart"
)

// most is the greatest confidence that is ever given.
const most = 0.999

// Set gives every field of the document that has a value its confidence, and every row and cell of its tables. pages are those of
// the file.
func Set(doc *chart.Document, pages []chart.Page) {
	fittedCells.setRows(doc, pages) // first: it asks how well the fields fit
	fitted.set(doc, pages)
}

func (m *Model) set(doc *chart.Document, pages []chart.Page) {
	out := make([]chart.Confidence, len(doc.Fields))
	for i := range doc.Fields {
		f := &doc.Fields[i]
		if out[i] = f.Confidence; f.Value != "" && f.Confidence > 0 {
			x := features(f, doc, pageQuality(pages, f.Page))
			out[i] = chart.Confidence(min(most, m.probability(&x)))
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
