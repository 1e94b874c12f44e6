package present

import (
	"context"
	"errors"

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

// Scan is a file of the disk that was read so that its pages can be put among those of another file. It is held in memory until the
// pages are laid, and what the house knows of it stays with the house.
type Scan interface {
	// ID tells one file's content from another's.
	ID() string
	// Numbers are the pages that can be put in, in their order: those that the file has not yet.
	Numbers() []int
	// Len is how many pages it has.
	Len() int
	// Page gives a page to look at.
	Page(ctx context.Context, number int) (ScanPage, error)
}

// ScanPage is a page of a scan. Covers are the identifiers that were found on it; Rotation brings it upright.
type ScanPage struct {
	Raster   *geom.Raster
	Rotation int
	Covers   []chart.Span
}

// Why a file's pages cannot be put in, beside what import refuses.
var (
	ErrScanElsewhere = errors.New("the file came in before")
	ErrScanUsed      = errors.New("all pages of the file are here already")
	ErrScanLong      = errors.New("the file has too many pages to be put into another one")
)

// MostScanPages is how many pages a file may have whose pages are put into another one.
const MostScanPages = 100

// PagesOnly is PagesHouse without what the house offers elsewhere.
type PagesOnly interface {
	// FilePages gives the file that a document came in with.
	FilePages(ctx context.Context, id chart.DocumentID) (FilePages, error)
	// ReadScan reads a file of the disk. Nothing of it is kept before its pages are laid. A *chart.Refusal, or one of the errors above,
	// says why its pages cannot be put into the file that the document came in with.
	ReadScan(ctx context.Context, id chart.DocumentID, path string, progress func(ImportProgress)) (Scan, error)
	// LayPages lays the pages of that file as planned, all or nothing: pages that are turned are read anew, and the documents that
	// change are understood anew. was is the file as the person saw it, scans are those that the plan counts. chart.Conflict where it
	// is another one by now.
	LayPages(ctx context.Context, id chart.DocumentID, was FilePages, plan review.PagePlan, scans []Scan) error
}

// PagesHouse is what laying pages anew asks of the house. Opening a document to show its pages is a look at it.
type PagesHouse interface {
	PagesOnly
	Open(ctx context.Context, id chart.DocumentID) (*chart.Dossier, error)
	Page(ctx context.Context, id chart.DocumentID, number int) (*geom.Raster, error)
}
