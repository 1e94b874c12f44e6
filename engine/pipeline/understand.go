package pipeline

import (
	"fmt"

	"chartproof.org/chartproof/engine/chart"
)

// Understand finds the documents, their fields, who must look, and every identifier, over the whole chart at once. A document
// whose fields cannot be found for a fault of the finding has none and a type that somebody must confirm; where the pages
// cannot be parted or searched for identifiers, nothing is known of the chart, which is an error.
func (p *Pipeline) Understand(pages []chart.Page) (docs []chart.Document, spans []chart.Span, err error) {
	err = guarded("part the pages into documents", func() { docs = p.Finder.Split(pages) })
	if err != nil {
		return nil, nil, err
	}
	for i := range docs {
		p.extract(&docs[i], pages)
	}
	err = guarded("search the pages for identifiers", func() {
		p.Finder.Identify(docs, pages)
		for i := range docs {
			p.Finder.Route(&docs[i])
			docs[i].Fields, docs[i].Rows = orEmpty(docs[i].Fields), orEmpty(docs[i].Rows)
		}
		spans = p.Finder.Identifiers(pages, docs)
		for i := range spans {
			spans[i].Redacted = true
		}
		spans = append(spans, p.Redactor.Sweep(spans, pages)...)
		_, spans = p.Finder.CutAway(pages, spans) // last: what stands there may stand elsewhere as well
	})
	if err != nil {
		return nil, nil, err
	}
	for i := range spans {
		spans[i].ID = chart.SpanID(fmt.Sprintf("s%d", i+1))
	}
	return docs, orEmpty(spans), nil
}

func (p *Pipeline) extract(doc *chart.Document, pages []chart.Page) {
	before := *doc
	if err := guarded("find the fields", func() { p.Finder.Extract(doc, pages) }); err != nil {
		*doc = before
		doc.TypeConfidence = 0
	}
}

// guarded turns a fault inside f into an error that names its kind only: its value may quote a chart.
func guarded(op string, f func()) (err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = chart.E(chart.Internal, op, fmt.Errorf("a fault of the program (%T)", cause))
		}
	}()
	f()
	return nil
}
