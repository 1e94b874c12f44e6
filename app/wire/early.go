package wire

import (
	"context"
	"slices"
	"sync"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom/pagefile"
	"chartproof.org/chartproof/engine/pipeline"
	"chartproof.org/chartproof/storage/vault"
)

// early makes documents of the first pages of a file while the rest is read, so that a person can begin on page 1 of a
// file of any length. It works beside the reading and holds it up nowhere.
type early struct {
	desk *Desk
	ses  *vault.Session
	id   chart.ImportID

	mu    sync.Mutex
	pages map[int]chart.Page
	total int // pages of the file; 0 until known

	more chan struct{} // a page came; holds one
	over chan struct{}
	work sync.WaitGroup

	reading context.Context // of the glance at page 1
	stop    context.CancelFunc
}

// glanceFrom is the number of pages from which page 1 is glanced at: read by the quicker engine alone while the full
// reading of the file begins beside it.
const glanceFrom = 4

func (d *Desk) beginEarly(ctx context.Context, ses *vault.Session, id chart.ImportID, have []chart.Page) *early {
	e := &early{desk: d, ses: ses, id: id, pages: map[int]chart.Page{}, more: make(chan struct{}, 1), over: make(chan struct{})}
	for _, p := range have {
		e.pages[p.Number] = p
	}
	e.reading, e.stop = context.WithCancel(ctx)
	e.work.Add(1)
	go func() {
		defer e.work.Done()
		e.run(ctx)
	}()
	return e
}

// expect says how many pages the file has.
func (e *early) expect(pages int, file pipeline.File) {
	e.mu.Lock()
	e.total = pages
	unread := len(e.pages) == 0
	e.mu.Unlock()
	e.wake()
	if unread && pages >= glanceFrom {
		e.work.Add(1)
		go func() {
			defer e.work.Done()
			e.glance(file)
		}()
	}
}

// glance reads page 1 with Tesseract alone. The full reading takes the glance's place; until then more of it is asked.
func (e *early) glance(file pipeline.File) {
	want := pipeline.Want{Words: true, Pixels: true, Pages: []int{1}, Engines: []chart.Engine{chart.Tesseract}}
	_, err := e.desk.stage.Reader.Read(e.reading, file, want, func(r pipeline.PageRead) error {
		picture, err := pagefile.Encode(r.Raster, 0)
		if err != nil {
			return err
		}
		if err := e.desk.cases.Glance(e.reading, e.ses, e.id, r.Page, picture); err != nil {
			return err
		}
		e.mu.Lock()
		if _, there := e.pages[1]; !there {
			e.pages[1] = r.Page
		}
		e.mu.Unlock()
		e.wake()
		return nil
	})
	if err != nil && e.reading.Err() == nil { // the full reading comes all the same
		e.desk.opts.Log.WarnContext(e.reading, "page not glanced at", "import", string(e.id), "kind", string(chart.KindOf(err)))
	}
}

// add hands a page over, in any order.
func (e *early) add(p chart.Page) {
	e.mu.Lock()
	e.pages[p.Number] = p
	e.mu.Unlock()
	e.wake()
}

func (e *early) wake() {
	select {
	case e.more <- struct{}{}:
	default:
	}
}

// end waits for the documents that are being made and gives all pages in their order.
func (e *early) end() []chart.Page {
	close(e.over)
	e.stop()
	e.work.Wait()
	all := make([]chart.Page, 0, len(e.pages))
	for _, p := range e.pages {
		all = append(all, p)
	}
	slices.SortFunc(all, func(a, b chart.Page) int { return a.Number - b.Number })
	return all
}

// run makes the documents anew each time that half as many pages again are there as the time before: all of it together
// costs about as much as three times the whole.
func (e *early) run(ctx context.Context) {
	next := 1
	for {
		select {
		case <-e.more:
		case <-e.over:
			return
		case <-ctx.Done():
			return
		}
		first := e.first()
		if len(first) < next {
			continue
		}
		if err := e.grow(ctx, first); err != nil {
			if ctx.Err() == nil { // the documents are made all the same when the file is read
				e.desk.opts.Log.WarnContext(ctx, "documents not begun", "import", string(e.id), "kind", string(chart.KindOf(err)))
			}
			return
		}
		next = max(len(first)+1, len(first)*3/2)
	}
}

// first gives the pages from page 1 to the first that is not there yet, and none where that is the whole file.
func (e *early) first() []chart.Page {
	e.mu.Lock()
	defer e.mu.Unlock()
	var out []chart.Page
	for n := 1; ; n++ {
		p, ok := e.pages[n]
		if !ok {
			break
		}
		out = append(out, p)
	}
	if len(out) >= e.total {
		return nil
	}
	return out
}

// grow makes the documents. What a later page may still answer is not asked yet: fields that were not found, and cells of
// tables that may go on.
func (e *early) grow(ctx context.Context, pages []chart.Page) error {
	drafts, err := e.desk.drafts(ctx, e.ses, e.id, pages)
	if err != nil {
		return err
	}
	for i := range drafts {
		drafts[i].Document.Fields = slices.DeleteFunc(drafts[i].Document.Fields, func(f chart.Field) bool {
			return f.Cell != nil || slices.Contains(f.Reasons, chart.Missing)
		})
	}
	if _, err := e.desk.cases.GrowImport(ctx, e.ses, e.id, drafts); err != nil {
		return err
	}
	e.desk.tell()
	return nil
}
