package wire

import (
	"context"
	"errors"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/geom/pagefile"
	"chartproof.org/chartproof/engine/pipeline"
	"chartproof.org/chartproof/engine/review"
	"chartproof.org/chartproof/storage/casestore"
	"chartproof.org/chartproof/storage/vault"
)

// taking gathers the pages of a plan: those that are there, those that are read anew because they were turned, and those of scans.
type taking struct {
	desk  *Desk
	ses   *vault.Session
	imp   chart.ImportID
	there map[int]chart.Page
	last  int // the highest number of a page
	scans []*heldScan
	at    map[int]int // where a scan is among those that are used, from 1
	used  []casestore.Scan
	fresh []casestore.FreshPage
}

func newTaking(d *Desk, ses *vault.Session, imp chart.ImportID, stored []chart.Page, scans []*heldScan) *taking {
	t := &taking{desk: d, ses: ses, imp: imp, there: map[int]chart.Page{}, scans: scans, at: map[int]int{}}
	for _, p := range stored {
		t.there[p.Number], t.last = p, max(t.last, p.Number)
	}
	return t
}

// page gives a page as planned.
func (t *taking) page(ctx context.Context, pg review.PlannedPage) (chart.Page, error) {
	if pg.Scan != 0 {
		return t.scanned(ctx, pg)
	}
	p, ok := t.there[pg.Number]
	switch {
	case !ok:
		return p, chart.E(chart.BadInput, "rearrange pages", errors.New("a page is not there"))
	case pg.Turn == 0:
		return p, nil
	}
	picture, err := t.desk.cases.ImportPageFile(ctx, t.ses, t.imp, pg.Number)
	if err != nil {
		return p, err
	}
	fresh, err := t.desk.turnPage(ctx, p, picture, pg.Turn)
	fresh.Replaces = pg.Number
	return t.add(fresh), err
}

// scanned gives a page of a scan as it was read, or anew where it is turned.
func (t *taking) scanned(ctx context.Context, pg review.PlannedPage) (chart.Page, error) {
	if pg.Scan > len(t.scans) {
		return chart.Page{}, chart.E(chart.BadInput, "rearrange pages", errors.New("a scan is not there"))
	}
	scan := t.scans[pg.Scan-1]
	held, ok := scan.pages[pg.Number]
	if !ok {
		return chart.Page{}, chart.E(chart.BadInput, "rearrange pages", errors.New("a page of a scan is not there"))
	}
	fresh := casestore.FreshPage{Page: held.page, Picture: held.picture}
	if pg.Turn != 0 {
		var err error
		if fresh, err = t.desk.turnPage(ctx, held.page, held.picture, pg.Turn); err != nil {
			return chart.Page{}, err
		}
	}
	if t.at[pg.Scan] == 0 {
		t.used = append(t.used, casestore.Scan{Source: scan.src, File: scan.file})
		t.at[pg.Scan] = len(t.used)
	}
	fresh.Scan, fresh.Sheet, fresh.Replaces, fresh.Turned = t.at[pg.Scan], pg.Number, pg.For, 0
	return t.add(fresh), nil
}

// add gives a fresh page its number.
func (t *taking) add(f casestore.FreshPage) chart.Page {
	t.last++
	f.Page.Number = t.last
	t.fresh = append(t.fresh, f)
	return f.Page
}

// turnPage reads a page anew as a person turned it.
func (d *Desk) turnPage(ctx context.Context, p chart.Page, picture []byte, turn int) (out casestore.FreshPage, err error) {
	raster, err := pagefile.Decode(picture)
	if err != nil {
		return out, err
	}
	out.Turned = (p.Rotation + turn) % 360
	file, err := raster.Rotate(out.Turned).PNG()
	if err != nil {
		return out, chart.E(chart.Internal, "turn page", errors.New("the picture could not be written"))
	}
	var read *geom.Raster
	want := pipeline.Want{Words: true, Pixels: true, Upright: true}
	if _, err := d.stage.Reader.Read(ctx, pipeline.File{MediaType: "image/png", Bytes: file}, want, func(r pipeline.PageRead) error {
		out.Page, read = r.Page, r.Raster
		return nil
	}); err != nil {
		return out, err
	}
	if read == nil {
		return out, chart.E(chart.Internal, "turn page", errors.New("the page was not read"))
	}
	out.Picture, err = pagefile.Encode(read, 0)
	return out, err
}
