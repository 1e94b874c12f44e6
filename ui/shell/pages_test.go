package shell_test

import (
	"context"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/ui/present"
)

func (h *paperHouse) FilePages(context.Context, chart.DocumentID) (present.FilePages, error) {
	return present.FilePages{Documents: []present.FileDocument{{ID: h.docs[0].ID, Type: chart.LabReport, State: chart.StateReview, Pages: []int{1}}}}, nil
}

func (h *paperHouse) ReadScan(_ context.Context, _ chart.DocumentID, path string, _ func(present.ImportProgress)) (present.Scan, error) {
	h.did("read " + path)
	return twoSheets{}, nil
}

// twoSheets is a scan of two pages.
type twoSheets struct{}

func (twoSheets) ID() string     { return "two" }
func (twoSheets) Len() int       { return 2 }
func (twoSheets) Numbers() []int { return []int{1, 2} }

func (twoSheets) Page(context.Context, int) (present.ScanPage, error) {
	r, err := geom.NewRaster(geom.Gray, 8, 8, 100)
	return present.ScanPage{Raster: r}, err
}

// What is dropped on the pages of a file comes in between them: a plan that is not kept is not left for the queue.
func TestAFileThatIsDroppedOnPagesIsInserted(t *testing.T) {
	b := newBench(t, newPaperHouse(true, labReport()), nil)
	b.signIn()
	b.untilShows("1 document needs you")
	b.press("Pages of this file: move, turn, split, join")
	b.untilShows("page 1 of 1")
	b.press("Replace this page by another scan")
	b.untilShows("File or folder")
	b.key(fyne.KeyEscape)
	b.until("the dialog closed", func() bool { return !b.shows("File or folder") })
	b.shell.Drop([]fyne.URI{storage.NewFileURI("/scans/one.pdf"), storage.NewFileURI("/scans/two.pdf")})
	b.untilShows("One file at a time")
	b.key(fyne.KeyEscape)
	b.shell.Drop([]fyne.URI{storage.NewFileURI("/scans/one.pdf")})
	b.untilShows("inserted: page 2 of 2 of its file")
	if !b.house.called("read /scans/one.pdf") || b.house.called("import") {
		t.Error("want the file read for the pages and not imported")
	}
	b.key(fyne.KeyEscape)
	b.untilShows("What you changed is not kept yet")
}
