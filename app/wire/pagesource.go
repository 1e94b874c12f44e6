package wire

import (
	"context"
	"fmt"
	"slices"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/geom/pagefile"
	"chartproof.org/chartproof/engine/pipeline"
	"chartproof.org/chartproof/engine/send/record"
	"chartproof.org/chartproof/storage/casestore"
	"chartproof.org/chartproof/storage/vault"
)

// filed is what a document stands on: the file as it came in, and the scans of which pages were put in later.
type filed struct {
	src      chart.Source
	original []byte
	pages    pipeline.PageSource
	on       []int         // pages of the original
	scans    []record.Scan // of which the document has pages
}

// filedOf gives what a document stands on. Pages that a person turned are on the page that they stand for.
func (d *Desk) filedOf(ctx context.Context, ses *vault.Session, doc *chart.Dossier) (filed, error) {
	var out filed
	var err error
	if out.original, out.src, err = d.cases.Original(ctx, ses, doc.Import); err != nil {
		return out, err
	}
	later, err := d.cases.Later(ctx, doc.Import)
	if err != nil {
		return out, err
	}
	at := map[int]int{} // where a scan is among those of the document
	for i, n := range doc.Document.Pages {
		from, came := cameFrom(later, n)
		if from.Scan == 0 {
			out.on = append(out.on, came)
			continue
		}
		k, ok := at[from.Scan]
		if !ok {
			sc, err := d.cases.ScanFile(ctx, ses, doc.Import, from.Scan)
			if err != nil {
				return out, err
			}
			k, at[from.Scan] = len(out.scans), len(out.scans)
			out.scans = append(out.scans, record.Scan{Source: sc.Source, File: sc.File})
		}
		out.scans[k].Pages = append(out.scans[k].Pages, record.ScanPage{Page: i + 1, Sheet: from.Sheet})
	}
	out.pages = &laidPages{numbers: doc.Document.Pages, later: later,
		came: pipeline.Rendered(d.readers, pipeline.File{MediaType: out.src.MediaType, Bytes: out.original}, doc.Document.Pages),
		kept: func(ctx context.Context, n int) ([]byte, error) {
			return d.cases.ImportPageFile(ctx, ses, doc.Import, n)
		}}
	return out, nil
}

// cameFrom gives the scan that a page is out of, or the page of the original that it is.
func cameFrom(later map[int]casestore.LaterPage, n int) (casestore.LaterPage, int) {
	for p, ok := later[n]; ok; p, ok = later[n] {
		if p.Scan > 0 {
			return p, 0
		}
		n = p.Replaces
	}
	return casestore.LaterPage{}, n
}

// laidPages gives the pixels of a document's pages in its order: those of the file as it came in are rendered out of it, later ones
// are the pictures that were kept of them.
type laidPages struct {
	numbers []int
	later   map[int]casestore.LaterPage
	came    pipeline.PageSource
	kept    func(ctx context.Context, number int) ([]byte, error)
}

func (p *laidPages) isLater(place int) bool {
	if place < 1 || place > len(p.numbers) {
		return false
	}
	_, ok := p.later[p.numbers[place-1]]
	return ok
}

// Expect says which pages will be asked for.
func (p *laidPages) Expect(places []int) {
	p.came.Expect(slices.DeleteFunc(slices.Clone(places), p.isLater))
}

// Page gives a page by its place in the document.
func (p *laidPages) Page(ctx context.Context, place int) (*geom.Raster, error) {
	if !p.isLater(place) {
		return p.came.Page(ctx, place)
	}
	file, err := p.kept(ctx, p.numbers[place-1])
	if err != nil {
		return nil, fmt.Errorf("page %d: %w", place, err)
	}
	return pagefile.Decode(file)
}
