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
	opened []chart.DocumentID
	laid   review.PagePlan
	fail   error
}

func (h *drawer) FilePages(context.Context, chart.DocumentID) (FilePages, error) { return h.file, nil }

func (h *drawer) LayPages(_ context.Context, _ chart.DocumentID, _ FilePages, plan review.PagePlan) error {
	h.laid = plan
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
