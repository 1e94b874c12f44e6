package wire

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom/pagefile"
	"chartproof.org/chartproof/engine/intake"
	"chartproof.org/chartproof/engine/pipeline"
	"chartproof.org/chartproof/storage/casestore"
	"chartproof.org/chartproof/storage/vault"
	"chartproof.org/chartproof/ui/present"
)

// heldScan is a file of the disk that was read and is kept nowhere yet: its pages can be put into one import.
type heldScan struct {
	imp   chart.ImportID
	src   chart.Source
	file  []byte
	pages map[int]heldPage
	spans []chart.Span
}

// heldPage is a page as read, and its picture as it will be kept.
type heldPage struct {
	page    chart.Page
	picture []byte
}

// ID is the hash of the content.
func (s *heldScan) ID() string { return s.src.SHA256 }

// Len is how many pages the file has.
func (s *heldScan) Len() int { return s.src.Pages }

// Numbers are the pages that were read.
func (s *heldScan) Numbers() []int {
	out := make([]int, 0, len(s.pages))
	for n := range s.pages {
		out = append(out, n)
	}
	slices.Sort(out)
	return out
}

// Page gives a page to look at.
func (s *heldScan) Page(_ context.Context, n int) (present.ScanPage, error) {
	p, ok := s.pages[n]
	if !ok {
		return present.ScanPage{}, chart.E(chart.NotFound, "show page of a scan", fmt.Errorf("page %d was not read", n))
	}
	raster, err := pagefile.Decode(p.picture)
	return present.ScanPage{Raster: raster, Rotation: p.page.Rotation, Covers: s.spans}, err
}

// mayPut gives the session of who may put pages of a file of the disk into the file of a document: it takes what importing and what
// laying pages takes.
func (d *Desk) mayPut(op string, id chart.DocumentID) (*vault.Session, error) {
	if _, err := d.at(op, chart.ActImport); err != nil {
		return nil, err
	}
	return d.atChart(op, chart.ActRearrange, id)
}

// ReadScan reads a file of the disk whose pages shall be put into the file of a document. It is read like any file that comes in, and
// before those that do; nothing of it is kept.
func (d *Desk) ReadScan(ctx context.Context, id chart.DocumentID, path string, progress func(present.ImportProgress)) (present.Scan, error) {
	const op = "read scan"
	ses, err := d.mayPut(op, id)
	if err != nil {
		return nil, err
	}
	data, err := readFile(path)
	if err != nil { // the error would name the path
		return nil, &chart.Refusal{Reason: chart.RefusedDamaged, Detail: "the file could not be opened"}
	}
	imp, _, err := d.cases.File(ctx, ses, id)
	if err != nil {
		return nil, err
	}
	scan, err := d.readScan(ctx, ses, imp, filepath.Base(path), data, progress)
	var refusal *chart.Refusal
	if errors.As(err, &refusal) {
		return nil, errors.Join(err, d.cases.Trail(ctx, ses, chart.AuditEntry{Action: chart.ActRefuse, Document: id, Detail: "reason=" + string(refusal.Reason)}))
	}
	if err != nil {
		return nil, err
	}
	return scan, ses.Alive()
}

func (d *Desk) readScan(ctx context.Context, ses *vault.Session, imp chart.ImportID, name string, data []byte, progress func(present.ImportProgress)) (*heldScan, error) {
	src, refusal := intake.Check(name, data, intake.DefaultLimits())
	if refusal != nil {
		return nil, refusal
	}
	used, err := d.cases.Scanned(ctx, ses, imp, src.SHA256)
	switch {
	case errors.Is(err, casestore.ErrElsewhere):
		return nil, present.ErrScanElsewhere
	case err != nil:
		return nil, err
	case src.Pages > present.MostScanPages:
		return nil, present.ErrScanLong
	}
	have := make([]chart.Page, len(used))
	for i, n := range used {
		have[i].Number = n
	}
	out := &heldScan{imp: imp, src: src, file: data, pages: map[int]heldPage{}}
	if err := d.turns.take(ctx, true); err != nil {
		return nil, err
	}
	defer d.turns.give(true)
	count := &counter{file: 1, files: 1, tell: progress}
	out.src.Pages, err = d.stage.ReadMissing(ctx, pipeline.File{MediaType: src.MediaType, Bytes: data}, have, func(r pipeline.PageRead) error {
		picture, err := pagefile.Encode(r.Raster, 0)
		out.pages[r.Page.Number] = heldPage{page: r.Page, picture: picture}
		count.page(r.Page.Number)
		return err
	}, func(pages, missing int) error {
		count.pages(pages, missing)
		switch {
		case pages > present.MostScanPages:
			return present.ErrScanLong
		case missing == 0:
			return present.ErrScanUsed
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return out, d.cover(ctx, ses, out)
}

// cover finds the identifiers on the pages of a scan, so that they are painted over where they are shown.
func (d *Desk) cover(ctx context.Context, ses *vault.Session, s *heldScan) error {
	if len(s.pages) == 0 {
		return &chart.Refusal{Reason: chart.RefusedDamaged, Detail: "no page could be read"}
	}
	if err := d.readForms(ctx, ses); err != nil {
		return err
	}
	var pages []chart.Page
	for _, n := range s.Numbers() {
		pages = append(pages, s.pages[n].page)
	}
	known, err := d.stage.Understand(ctx, pages)
	s.spans = known.PHI
	return err
}

// heldScans gives the scans of which pages are to be laid. It refuses what was not read for the file.
func heldScans(imp chart.ImportID, scans []present.Scan) ([]*heldScan, error) {
	out := make([]*heldScan, len(scans))
	for i, s := range scans {
		held, ok := s.(*heldScan)
		if !ok || held.imp != imp {
			return nil, chart.E(chart.BadInput, "rearrange pages", errors.New("a scan that was not read for this file"))
		}
		out[i] = held
	}
	return out, nil
}
