package shell_test

import (
	"context"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/trail"
	"chartproof.org/chartproof/ui/present"
)

func (h *paperHouse) SearchTrail(context.Context, present.TrailSearch) (present.TrailPage, error) {
	at := time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)
	return present.TrailPage{All: 2, Entries: []chart.AuditEntry{{Index: 1, At: at, Action: chart.ActOpen, Person: "p1", Document: "d1"},
		{Index: 0, At: at, Action: chart.ActSignIn, Person: "p1"}}}, nil
}

func (h *paperHouse) ExportTrail(context.Context, string, trail.Format, present.TrailSearch, string) (string, int, error) {
	return "trail.csv", 2, nil
}

func (h *paperHouse) Custody(context.Context, chart.DocumentID) (present.TrailReport, error) {
	return present.TrailReport{Text: "Chain of custody"}, nil
}
func (h *paperHouse) Alerts(context.Context) ([]trail.Raised, error)          { return nil, nil }
func (h *paperHouse) Acknowledge(context.Context, int64, chart.Text) error    { return nil }
func (h *paperHouse) AlertNote(context.Context, string) (chart.Text, error)   { return "", nil }
func (h *paperHouse) OpenAlerts(context.Context) (open, grave int, err error) { return 0, 0, nil }

func (h *paperHouse) SaveCustody(context.Context, string, chart.DocumentID) (string, error) {
	return "custody.json", nil
}
