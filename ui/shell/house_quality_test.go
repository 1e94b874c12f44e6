package shell_test

import (
	"context"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/quality/kpi"
	"chartproof.org/chartproof/ui/present"
)

// Quality gives the figures of a small quarter.
func (h *paperHouse) Quality(_ context.Context, ask present.QualityAsk, _ func(done, all int)) (kpi.Report, error) {
	day := kpi.Day{Date: ask.Last.Format(kpi.DateForm), People: map[chart.PersonID]*kpi.Work{"p1": {Decided: 60, Active: 1800000, Signed: 2, Pages: 4}},
		Signed:  []kpi.Signed{{Form: "lab_report", From: "TIFF, 204 dpi", Pages: 2, Fields: 40, Touched: 6, Corrected: 1, Took: 3600000}, {Form: "eob", From: "PDF", Pages: 2, Fields: 30, Took: 7200000}},
		Samples: []kpi.Sample{{Key: "a", Said: 990, Known: true, State: chart.SampleRight}}}
	return kpi.Report{Figures: kpi.Sum([]kpi.Day{day}, 0.995), From: ask.First.Format(kpi.DateForm), Until: ask.Last.Format(kpi.DateForm), Practice: "Elm Street Clinic",
		By: "Ana Ruiz", Names: map[chart.PersonID]string{"p1": "Ana Ruiz"}, Everybody: ask.People}, nil
}

func (h *paperHouse) SaveQuality(_ context.Context, _, format string, _ present.QualityAsk, _ string) (string, error) {
	h.did("save quality " + format)
	return "quality." + format, nil
}
