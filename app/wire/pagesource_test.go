package wire

import (
	"context"
	"slices"
	"testing"

	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/geom/pagefile"
	"chartproof.org/chartproof/storage/casestore"
)

// bringer gives rasters as wide as the place that was asked for, and keeps what was expected.
type bringer struct{ expected []int }

func (b *bringer) Expect(places []int) { b.expected = places }

func (b *bringer) Page(_ context.Context, place int) (*geom.Raster, error) {
	return &geom.Raster{Width: geom.Px(place)}, nil
}

// A copy of a document is made of the file as it came in but for the pages that are no pages of it.
func TestLaterPagesAreNotRenderedOutOfTheFile(t *testing.T) {
	later := map[int]casestore.LaterPage{4: {Replaces: 2}, 5: {Replaces: 4, Scan: 1, Sheet: 3}, 6: {Replaces: 5}, 7: {Replaces: 1}}
	for _, c := range []struct{ page, scan, sheet, came int }{{1, 0, 0, 1}, {4, 0, 0, 2}, {5, 1, 3, 0}, {6, 1, 3, 0}, {7, 0, 0, 1}} {
		if from, came := cameFrom(later, c.page); from.Scan != c.scan || from.Sheet != c.sheet || came != c.came {
			t.Errorf("page %d came from scan %d, sheet %d, page %d, want %+v", c.page, from.Scan, from.Sheet, came, c)
		}
	}
	kept, err := pagefile.Encode(&geom.Raster{Width: 8, Height: 1, Depth: geom.Gray, Pix: make([]byte, 8), DPI: 100}, 0)
	if err != nil {
		t.Fatal(err)
	}
	came, asked := &bringer{}, 0
	p := &laidPages{numbers: []int{1, 6, 3}, later: later, came: came, kept: func(_ context.Context, n int) ([]byte, error) {
		asked = n
		return kept, nil
	}}
	p.Expect([]int{1, 2, 3})
	if !slices.Equal(came.expected, []int{1, 3}) {
		t.Errorf("the file is asked for places %v, want 1 and 3", came.expected)
	}
	for place, width := range map[int]geom.Px{1: 1, 2: 8, 3: 3} {
		if r, err := p.Page(t.Context(), place); err != nil || r.Width != width {
			t.Errorf("place %d: %v, want a page of %d pixels", place, err, width)
		}
	}
	if asked != 6 {
		t.Errorf("the picture of page %d was asked for, want 6", asked)
	}
}
