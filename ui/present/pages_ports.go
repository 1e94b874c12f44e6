package present

import (
	"context"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/review"
)

// FileDocument is one document of a file and where its pages lie. It holds nothing that stands on them.
type FileDocument struct {
	ID      chart.DocumentID
	Version int64
	Type    chart.Type
	Sure    chart.Confidence // of the type
	State   chart.State
	Closed  bool         // the person may not open it
	OnHold  bool         // a legal hold covers it
	Edited  bool         // rows of its tables were added or struck out by hand
	Held    *chart.Claim // a colleague is at work on it
	Name    string       // of that colleague
	Pages   []int
}

// Fixed reports whether no page may leave it or come to it now.
func (d FileDocument) Fixed() bool {
	return d.Closed || d.OnHold || d.Edited || d.Held != nil || d.State != chart.StateReview && d.State != chart.StateReady
}

// FilePages is a file that came in, as its pages lie in documents, in their order.
type FilePages struct{ Documents []FileDocument }

// Plan is the pages as they lie.
func (f FilePages) Plan() review.PagePlan {
	out := make(review.PagePlan, len(f.Documents))
	for i, d := range f.Documents {
		out[i] = review.PlannedDocument{ID: d.ID, Fixed: d.Fixed()}
		for _, n := range d.Pages {
			out[i].Pages = append(out[i].Pages, review.PlannedPage{Number: n})
		}
	}
	return out
}

// PagesOnly is PagesHouse without what the house offers elsewhere.
type PagesOnly interface {
	// FilePages gives the file that a document came in with.
	FilePages(ctx context.Context, id chart.DocumentID) (FilePages, error)
	// LayPages lays the pages of that file as planned, all or nothing: pages that are turned are read anew, and the documents that
	// change are understood anew. was is the file as the person saw it. chart.Conflict where it is another one by now.
	LayPages(ctx context.Context, id chart.DocumentID, was FilePages, plan review.PagePlan) error
}

// PagesHouse is what laying pages anew asks of the house. Opening a document to show its pages is a look at it.
type PagesHouse interface {
	PagesOnly
	Open(ctx context.Context, id chart.DocumentID) (*chart.Dossier, error)
	Page(ctx context.Context, id chart.DocumentID, number int) (*geom.Raster, error)
}
