package present

import (
	"context"
	"slices"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/review"
)

// drawer is a house with one file.
type drawer struct {
	file   FilePages
	asked  chart.DocumentID // whose file
	opened []chart.DocumentID
	laid   review.PagePlan
	fail   error

	scan     Scan
	read     int
	onRead   func(context.Context)
	readFail error
	scans    []Scan
}

func (h *drawer) FilePages(_ context.Context, id chart.DocumentID) (FilePages, error) {
	h.asked = id
	return h.file, nil
}

func (h *drawer) ReadScan(ctx context.Context, _ chart.DocumentID, _ string, progress func(ImportProgress)) (Scan, error) {
	h.read++
	progress(ImportProgress{File: 1, Files: 1, Page: 1, Pages: 2})
	if h.onRead != nil {
		h.onRead(ctx)
	}
	return h.scan, h.readFail
}

func (h *drawer) LayPages(_ context.Context, _ chart.DocumentID, _ FilePages, plan review.PagePlan, scans []Scan) error {
	h.laid, h.scans = plan, scans
	return h.fail
}

func (h *drawer) Open(_ context.Context, id chart.DocumentID) (*chart.Dossier, error) {
	h.opened = append(h.opened, id)
	return &chart.Dossier{ID: id, Pages: []chart.Page{{Number: 1, Rotation: 90}, {Number: 2}}, Spans: []chart.Span{
		{Page: 1, Kind: chart.Name, Redacted: true, Boxes: []geom.Box{{X1: .2, Y1: .1}}}, {Page: 1, Boxes: []geom.Box{{X1: .3, Y1: .1}}}}}, nil
}

func (h *drawer) Page(context.Context, chart.DocumentID, int) (*geom.Raster, error) {
	return &geom.Raster{}, nil
}

// pagesSeen keeps the last snapshot.
type pagesSeen struct{ PagesSnapshot }

func (v *pagesSeen) RenderPages(s PagesSnapshot) { v.PagesSnapshot = s }

// atOnce runs everything where it is called.
type atOnce struct{}

func (atOnce) Go(work func(context.Context)) { work(context.Background()) }
func (atOnce) Do(f func())                   { f() }

func opensFile() (*PagesPresenter, *drawer, *pagesSeen) {
	h := &drawer{file: FilePages{Documents: []FileDocument{
		{ID: "a", Version: 1, Type: chart.LabReport, State: chart.StateReview, Pages: []int{1, 2}},
		{ID: "b", Version: 4, Type: chart.EOB, State: chart.StateSigned, Pages: []int{3}},
		{ID: "c", Version: 2, Type: chart.IntakeForm, State: chart.StateReady, Pages: []int{4}},
		{ID: "d", Version: 2, Type: chart.IntakeForm, State: chart.StateReady, OnHold: true, Closed: true, Pages: []int{5}}}}}
	v := &pagesSeen{}
	p := NewPages(h, atOnce{}, v, func(r *geom.Raster) Prepared { return Prepared{Sheet: r} })
	p.Open("a")
	return p, h, v
}

func TestPagesAreShownMaskedAndLookedAtOnce(t *testing.T) {
	p, h, v := opensFile()
	if v.Phase != PagesOpen || len(v.Rows) != 5 || v.Page.Sheet == nil || v.Page.Turn != 90 || len(v.Page.Marks) != 1 || v.Page.Marks[0].Kind != MarkMasked {
		t.Fatalf("want page 1 upright with its name covered, got %+v", v.PagesSnapshot)
	}
	p.Select(1)
	p.Select(3)
	p.Select(4)
	if want := []chart.DocumentID{"a", "c"}; !slices.Equal(h.opened, want) {
		t.Errorf("looked at %v, want %v: one look a document, none at what is closed", h.opened, want)
	}
	if v.Page.Sheet != nil || v.Rows[4].Why.Empty() || v.Rows[2].Why.Empty() || !v.Rows[3].Why.Empty() {
		t.Error("want nothing of a closed document, and why it and the signed one stay as they are")
	}
	p.Close()
	if v.Phase != PagesEmpty || v.Page.Sheet != nil || len(v.Rows) != 0 {
		t.Error("something is left on the screen")
	}
}

// held runs nothing before it is told to.
type held struct{ work []func() }

func (r *held) Go(work func(context.Context)) {
	r.work = append(r.work, func() { work(context.Background()) })
}
func (r *held) Do(f func()) { f() }

func TestWhatIsAskedForIsNotTakenFromAScreenThatWasLeft(t *testing.T) {
	h, run, v := &drawer{}, &held{}, &pagesSeen{}
	p := NewPages(h, run, v, nil)
	p.Open("a")
	p.Close()
	run.work[0]()
	if h.asked != "a" || v.Phase != PagesEmpty {
		t.Errorf("asked for %q, the screen is in phase %d; want the document that was opened, and nothing shown", h.asked, v.Phase)
	}
}

func TestPagesAreKeptAsAWhole(t *testing.T) {
	p, h, v := opensFile()
	p.Join()
	if v.Notice.Empty() || v.Changed {
		t.Error("want to be told that the first document has none before it")
	}
	p.Select(1)
	p.Begin()
	p.Turn(90)
	if !v.Changed || !v.Rows[1].First || v.Rows[1].Turn != 90 || v.Summary.Empty() || !v.Rows[0].Changed || v.Rows[2].Changed {
		t.Fatalf("want a document that begins with page 2, turned, got %+v", v.Rows)
	}
	if p.MayLeave() || v.Notice.Empty() {
		t.Error("want to be asked before changes are lost")
	}
	p.Undo()
	if v.Rows[1].Turn != 0 || !v.Rows[1].First {
		t.Error("want the turn taken back and no more")
	}
	h.fail = chart.E(chart.Conflict, "lay", nil)
	p.Keep()
	if v.Problem == nil || !v.Changed || p.Kept() {
		t.Error("want the plan to stay where it could not be kept")
	}
	h.fail = nil
	p.Keep()
	if h.laid.Len() != 5 || len(h.laid) != 5 || !p.Kept() || v.Changed || v.Problem != nil {
		t.Errorf("kept %v", h.laid)
	}
	if !p.MayLeave() {
		t.Error("want to leave: nothing is left to keep")
	}
	h.laid = nil
	p.Keep()
	if h.laid != nil || v.Notice.Empty() {
		t.Error("want nothing to be kept where nothing changed")
	}
}

// sheaf is a scan of so many pages.
type sheaf struct {
	id    string
	pages int
}

func (s sheaf) ID() string { return s.id }
func (s sheaf) Len() int   { return s.pages }

func (s sheaf) Numbers() (out []int) {
	for n := range s.pages {
		out = append(out, n+1)
	}
	return out
}

func (s sheaf) Page(_ context.Context, n int) (ScanPage, error) {
	return ScanPage{Raster: &geom.Raster{}, Rotation: 180, Covers: []chart.Span{{Page: n, Kind: chart.Name, Redacted: true, Boxes: []geom.Box{{X1: .2, Y1: .1}}}}}, nil
}

func TestPagesOfAFileAreTakenIn(t *testing.T) {
	p, h, v := opensFile()
	h.scan = sheaf{"s", 3}
	p.Select(2)
	if p.MayPut() || v.Notice.Empty() {
		t.Error("want to be told that a signed document takes no pages")
	}
	p.Select(0)
	p.Put("/scan.tif", PutInstead)
	if h.read != 1 || v.Read != nil || v.Rows[0].New.Empty() || v.Notice.Empty() || v.Loses.Empty() || v.Page.Turn != 180 || len(v.Page.Marks) != 1 || v.Page.Sheet == nil {
		t.Fatalf("want the scan's first page instead, its name covered, and what that loses said, got %+v", v.PagesSnapshot)
	}
	p.NextOfScan()
	if pg := p.plan[0].Pages[0]; pg.Number != 2 || pg.For != 1 || v.At != 0 {
		t.Errorf("want page 2 of the scan instead of page 1, got %+v", pg)
	}
	p.Select(1)
	p.Put("/scan.tif", PutBehind)
	if len(v.Rows) != 7 || v.At != 2 || p.plan[0].Pages[2].Number != 1 || p.plan[0].Pages[3].Number != 3 || len(p.scans) != 1 {
		t.Fatalf("want the scan's other pages behind page 2, got %+v", p.plan[0])
	}
	p.Put("/scan.tif", PutBefore)
	if v.Problem == nil || len(v.Rows) != 7 {
		t.Error("want to be told that nothing of the file is left")
	}
	p.Leave()
	p.Undo()
	p.Undo()
	if len(v.Rows) != 5 || v.Loses.Empty() {
		t.Errorf("want what was put in taken back, got %d pages", len(v.Rows))
	}
	h.fail = ErrScanElsewhere
	if p.Keep(); v.Problem == nil || !v.Changed || p.Kept() {
		t.Error("want the plan to stay, and to be told that the file came in on its own meanwhile")
	}
	h.fail = nil
	p.Keep()
	if len(h.scans) != 1 || h.laid[0].Pages[0].For != 1 || !p.Kept() || len(p.scans) != 0 {
		t.Errorf("kept %+v with %d scans", h.laid, len(h.scans))
	}
	p.Put("/scan.tif", PutBefore)
	p.Close()
	if v.Phase != PagesEmpty || p.scans != nil || p.looked != nil {
		t.Error("something of the scan is held after the screen was left")
	}
}

func TestAFileThatIsNotTakenChangesNothing(t *testing.T) {
	for name, err := range map[string]error{"refused": &chart.Refusal{Reason: chart.RefusedEncrypted}, "came in before": ErrScanElsewhere, "used": ErrScanUsed,
		"too long": ErrScanLong, "stopped": context.Canceled, "not allowed": chart.E(chart.NotAllowed, "read", nil)} {
		p, h, v := opensFile()
		h.readFail = err
		p.Put("/scan.tif", PutBehind)
		if v.Changed || v.Undo || (v.Problem == nil) != (name == "stopped") || v.Problem == nil && v.Notice.Empty() || len(p.scans) != 0 {
			t.Errorf("%s: %+v", name, v.PagesSnapshot)
		}
	}
}

// later runs work when it is told to.
type later struct{ work []func() }

func (l *later) Go(work func(context.Context)) {
	l.work = append(l.work, func() { work(context.Background()) })
}
func (l *later) Do(f func()) { f() }

func TestReadingAFileIsShownAndStopped(t *testing.T) {
	h := &drawer{file: FilePages{Documents: []FileDocument{{ID: "a", State: chart.StateReview, Pages: []int{1}}}}, scan: sheaf{"s", 2}}
	v, run := &pagesSeen{}, &later{}
	p := NewPages(h, run, v, func(r *geom.Raster) Prepared { return Prepared{Sheet: r} })
	p.Open("a")
	run.work[0]()
	h.onRead = func(ctx context.Context) {
		if v.Read == nil || v.Read.Done != .5 || v.Read.Says.Empty() {
			t.Errorf("want to see how far it is, got %+v", v.Read)
		}
		p.Turn(90)
		p.Keep()
		if p.MayPut() || v.Changed || v.Busy || p.MayLeave() {
			t.Error("want nothing else to be done while a file is read, and to stop it before leaving")
		}
		if ctx.Err() == nil {
			t.Error("the reading was not stopped")
		}
		h.readFail = ctx.Err()
	}
	p.Put("/scan.tif", PutBehind)
	if v.Read == nil {
		t.Error("want to see that the file is read")
	}
	run.work[len(run.work)-1]()
	if v.Read != nil || v.Changed || v.Notice.Empty() || !p.MayLeave() {
		t.Errorf("want all as it was, got %+v", v.PagesSnapshot)
	}
}
