package pipeline

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"chartproof.org/chartproof/engine/chart"
)

// Understood is what is known of a chart. Pages are its pages without what the practice's own forms cut away.
type Understood struct {
	Documents []chart.Document
	PHI       []chart.Span
	Pages     []chart.Page
}

// Understand finds the documents, their fields, who must look, and every identifier, over the whole chart at once. A document
// whose fields cannot be found for a fault of the finding has none and a type that somebody must confirm; where the pages
// cannot be parted or searched for identifiers, nothing is known of the chart, which is an error.
func (p *Pipeline) Understand(ctx context.Context, pages []chart.Page) (Understood, error) {
	return p.understand(ctx, pages, func(find Finding) []chart.Document { return find.Split(pages) })
}

// UnderstandAs is Understand of pages whose documents are known: a person said which pages are one. Documents have their Pages,
// in their order, and a Type where that is known as well; what is found takes the place of everything else in them.
func (p *Pipeline) UnderstandAs(ctx context.Context, pages []chart.Page, documents []chart.Document) (Understood, error) {
	return p.understand(ctx, pages, func(find Finding) []chart.Document {
		out := make([]chart.Document, len(documents))
		for i, d := range documents {
			out[i] = find.Whole(pagesIn(d, pages))
			if d.Type != "" {
				out[i].Type, out[i].TypeConfidence = d.Type, d.TypeConfidence
			}
		}
		return out
	})
}

// pagesIn gives the pages of a document in its order.
func pagesIn(d chart.Document, pages []chart.Page) []chart.Page {
	out := make([]chart.Page, 0, len(d.Pages))
	for _, n := range d.Pages {
		if at := slices.IndexFunc(pages, func(p chart.Page) bool { return p.Number == n }); at >= 0 {
			out = append(out, pages[at])
		}
	}
	return out
}

func (p *Pipeline) understand(ctx context.Context, pages []chart.Page, part func(Finding) []chart.Document) (Understood, error) {
	var find Finding
	var docs []chart.Document
	var findErr error
	err := guarded("part the pages into documents", func() {
		if find, findErr = p.Finder.Find(ctx, pages); findErr == nil {
			docs = part(find)
		}
	})
	if err = errors.Join(err, findErr); err != nil {
		return Understood{}, err
	}
	for i := range docs {
		extract(find, &docs[i], pages)
	}
	left, spans := pages, []chart.Span{}
	err = guarded("search the pages for identifiers", func() {
		find.Identify(docs, pages)
		for i := range docs {
			find.Route(&docs[i])
			docs[i].Fields, docs[i].Rows = orEmpty(docs[i].Fields), orEmpty(docs[i].Rows)
		}
		spans = find.Identifiers(pages, docs)
		for i := range spans {
			spans[i].Redacted = true
		}
		spans = append(spans, p.Redactor.Sweep(spans, pages)...)
		left, spans = find.CutAway(pages, spans) // last: what stands there may stand elsewhere as well
	})
	if err != nil {
		return Understood{}, err
	}
	for i := range spans {
		spans[i].ID = chart.SpanID(fmt.Sprintf("s%d", i+1))
	}
	return Understood{Documents: docs, PHI: orEmpty(spans), Pages: left}, nil
}

func extract(find Finding, doc *chart.Document, pages []chart.Page) {
	before := *doc
	if err := guarded("find the fields", func() { find.Extract(doc, pages) }); err != nil {
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
