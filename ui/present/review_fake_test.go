package present_test

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/ui/present"
)

// chartHouse is a workspace of a few documents in memory. It checks versions as the real one does.
type chartHouse struct {
	docs     map[chart.DocumentID]*chart.Dossier
	calls    []string
	revealed []present.Reveal
	fail     map[string]error // by call, once
	draftAt  map[chart.DocumentID]chart.FieldID
	drafts   map[chart.DocumentID]chart.Text
}

func (h *chartHouse) did(call string) error {
	h.calls = append(h.calls, call)
	err := h.fail[call]
	delete(h.fail, call)
	return err
}

func (h *chartHouse) copyOf(id chart.DocumentID) *chart.Dossier {
	d := *h.docs[id]
	d.Decisions, d.Spans = slices.Clone(d.Decisions), slices.Clone(d.Spans)
	return &d
}

func (h *chartHouse) Open(_ context.Context, id chart.DocumentID) (*chart.Dossier, error) {
	if err := h.did("open " + string(id)); err != nil {
		return nil, err
	}
	if h.docs[id] == nil {
		return nil, chart.E(chart.NotFound, "open document", nil)
	}
	return h.copyOf(id), nil
}

func (h *chartHouse) Page(_ context.Context, id chart.DocumentID, n int) (*geom.Raster, error) {
	if err := h.did(fmt.Sprintf("page %s %d", id, n)); err != nil {
		return nil, err
	}
	return geom.NewRaster(geom.Gray, 85, 110, 10)
}

func (h *chartHouse) Renew(_ context.Context, id chart.DocumentID) (*chart.Dossier, error) {
	if err := h.did("renew " + string(id)); err != nil {
		return nil, err
	}
	return h.copyOf(id), nil
}

func (h *chartHouse) Ahead(_ context.Context, id chart.DocumentID) (int, *geom.Raster, error) {
	if err := h.did("ahead " + string(id)); err != nil {
		return 0, nil, err
	}
	r, err := geom.NewRaster(geom.Gray, 85, 110, 10)
	return 1, r, err
}

func (h *chartHouse) change(id chart.DocumentID, version int64, f func(*chart.Dossier)) (*chart.Dossier, error) {
	d := h.docs[id]
	if d.Version != version {
		return nil, chart.E(chart.Conflict, "change document", nil)
	}
	f(d)
	d.Version++
	return h.copyOf(id), nil
}

func (h *chartHouse) Decide(_ context.Context, id chart.DocumentID, version int64, dec chart.Decision) (*chart.Dossier, error) {
	if err := h.did(fmt.Sprintf("decide %s %s", dec.Field, dec.Verdict)); err != nil {
		return nil, err
	}
	return h.change(id, version, func(d *chart.Dossier) { d.Decisions = append(d.Decisions, dec) })
}

func (h *chartHouse) Redact(_ context.Context, id chart.DocumentID, version int64, s chart.Span) (*chart.Dossier, error) {
	if err := h.did(fmt.Sprintf("redact %s %v", s.ID, s.Redacted)); err != nil {
		return nil, err
	}
	return h.change(id, version, func(d *chart.Dossier) {
		for i := range d.Spans {
			if s.ID != "" && d.Spans[i].ID == s.ID {
				d.Spans[i] = s
				return
			}
		}
		s.ID = chart.SpanID(fmt.Sprintf("new%d", len(d.Spans)))
		d.Spans = append(d.Spans, s)
	})
}

func (h *chartHouse) Retype(_ context.Context, id chart.DocumentID, version int64, t chart.Type) (*chart.Dossier, error) {
	if err := h.did("retype " + string(t)); err != nil {
		return nil, err
	}
	return h.change(id, version, func(d *chart.Dossier) { d.Document.Type = t })
}

func (h *chartHouse) Reveal(_ context.Context, _ chart.DocumentID, r present.Reveal) error {
	h.revealed = append(h.revealed, r)
	if r.Page > 0 {
		return h.did(fmt.Sprintf("reveal page %d for %s", r.Page, r.Purpose))
	}
	return h.did(fmt.Sprintf("reveal %s for %s", r.Field, r.Purpose))
}

func (h *chartHouse) HandToSecond(_ context.Context, id chart.DocumentID, _ int64) (chart.Waits, error) {
	if err := h.did("hand " + string(id)); err != nil {
		return chart.Waits{}, err
	}
	h.docs[id].State = chart.StateSecondReview
	return chart.Waits{Step: chart.SecondLook, First: true, Names: []string{"Ben"}}, nil
}

func (h *chartHouse) Sign(_ context.Context, id chart.DocumentID, version int64, password string) error {
	if err := h.did("sign " + string(id)); err != nil {
		return err
	}
	if password != "right" {
		return chart.E(chart.NotAllowed, "sign", nil)
	}
	h.docs[id].State = chart.StateSigned
	return nil
}

func (h *chartHouse) SaveDraft(_ context.Context, id chart.DocumentID, f chart.FieldID, value chart.Text) error {
	if err := h.did("draft " + string(f)); err != nil {
		return err
	}
	h.draftAt[id], h.drafts[id] = f, value
	return nil
}

func (h *chartHouse) Draft(_ context.Context, id chart.DocumentID) (chart.FieldID, chart.Text, error) {
	return h.draftAt[id], h.drafts[id], nil
}

var errPower = errors.New("power cut")

// lab is a lab report of two pages: a name and an MRN that need a look, an allergy with a suggestion, a date and an NPI
// that were read, and a charge on page 2 whose check failed.
func lab(id chart.DocumentID) *chart.Dossier {
	box := func(x, y float64) geom.Box { return geom.Box{X0: x, Y0: y, X1: x + 0.2, Y1: y + 0.02} }
	d := &chart.Dossier{ID: id, State: chart.StateReview, Version: 3, Document: chart.Document{Type: chart.LabReport, Pages: []int{1, 2},
		Fields: []chart.Field{
			{ID: "name", Name: chart.PatientName, Value: "Maria Gonzalez", Page: 1, Box: box(.1, .1), NeedsReview: true,
				Reasons: []chart.Reason{chart.HighRiskField}},
			{ID: "mrn", Name: chart.MRN, Value: "4471829", Page: 1, Box: box(.5, .1), NeedsReview: true,
				Reasons: []chart.Reason{chart.HighRiskField}},
			{ID: "allergy", Name: chart.Allergy, Value: "Penici11in", Page: 1, Box: box(.1, .3), NeedsReview: true,
				Reasons:     []chart.Reason{chart.EnginesDisagree, chart.HighRiskField},
				Suggestions: []chart.Text{"Penicillin", "Penicillamine"},
				Readings:    []chart.Reading{{Engine: chart.Tesseract, Value: "Penici11in"}, {Engine: chart.Paddle, Value: "Penicillin"}}},
			{ID: "date", Name: chart.CollectedDate, Value: "10/03/2026", Page: 1, Box: box(.1, .5)},
			{ID: "charge", Name: chart.TotalCharge, Value: "12l.00", Page: 2, Box: box(.1, .1), NeedsReview: true,
				Reasons: []chart.Reason{chart.FailedCheck}, Suggestions: []chart.Text{"121.00"}},
		}},
		Pages: []chart.Page{{Number: 1, Width: 1700, Height: 2200, DPI: 200, Quality: 0.7, Words: []chart.Word{
			{Text: "Maria", Box: geom.Box{X0: .1, Y0: .1, X1: .15, Y1: .12}},
			{Text: "Gonzalez", Box: geom.Box{X0: .16, Y0: .1, X1: .3, Y1: .12}},
			{Text: "Penici11in", Box: geom.Box{X0: .1, Y0: .3, X1: .3, Y1: .32}, Doubt: []chart.Confidence{1, 1, 1, 1, 1, 1, .3, .3, 1, 1}}}},
			{Number: 2, Width: 1700, Height: 2200, DPI: 200, Quality: 0.9, Words: []chart.Word{
				{Text: "Total", Box: geom.Box{X0: .02, Y0: .1, X1: .08, Y1: .12}}}}},
		Spans: []chart.Span{
			{ID: "s1", Kind: chart.Name, Page: 1, Boxes: []geom.Box{{X0: .1, Y0: .1, X1: .3, Y1: .12}}, Redacted: true},
			{ID: "s2", Kind: chart.RecordNumber, Page: 1, Boxes: []geom.Box{{X0: .5, Y0: .1, X1: .7, Y1: .12}}, Redacted: true},
			{ID: "s3", Kind: chart.Date, Page: 1, Boxes: []geom.Box{{X0: .1, Y0: .5, X1: .3, Y1: .52}}, Redacted: true},
			{ID: "s4", Kind: chart.Name, Page: 1, Boxes: []geom.Box{{X0: .6, Y0: .8, X1: .8, Y1: .82}}, Redacted: true},
		}}
	return d
}

// reviewStage is a presenter with its doubles.
type reviewStage struct {
	house *chartHouse
	run   *serialRun
	clock *handClock
	p     *present.ReviewPresenter
	s     present.ReviewSnapshot // the last one shown
	shown int
}

func (st *reviewStage) Render(s present.ReviewSnapshot) { st.s, st.shown = s, st.shown+1 }

func (st *reviewStage) do(f func()) {
	f()
	st.run.drain()
}

func newReviewStage(roles ...chart.Role) *reviewStage {
	if len(roles) == 0 {
		roles = []chart.Role{chart.HIMReviewer}
	}
	st := &reviewStage{run: newRun(), clock: newClock(), house: &chartHouse{fail: map[string]error{},
		docs:    map[chart.DocumentID]*chart.Dossier{"d1": lab("d1"), "d2": lab("d2")},
		draftAt: map[chart.DocumentID]chart.FieldID{}, drafts: map[chart.DocumentID]chart.Text{}}}
	check := func(f chart.FieldName, v string) (string, bool) { return v, f != chart.TotalCharge || v == "121.00" }
	neighbour := func(id chart.DocumentID, by int) (chart.DocumentID, bool) {
		if id == "d1" && by > 0 {
			return "d2", true
		}
		return "", false
	}
	st.p = present.NewReview(st.house, st.run, st.clock, st, present.ReviewOptions{Check: check, Neighbour: neighbour,
		Prepare: func(r *geom.Raster) present.Prepared { return present.Prepared{Sheet: r, Thumb: "thumb"} }})
	st.p.Enter(chart.Person{ID: "p1", Roles: roles})
	st.do(func() { st.p.Open("d1") })
	return st
}
