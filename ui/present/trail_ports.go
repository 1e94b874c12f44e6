package present

import (
	"context"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/trail"
)

// TrailSearch says what of the trail is wanted. What is empty is not asked for.
type TrailSearch struct {
	Person    chart.PersonID
	Actions   []chart.Action
	Document  chart.DocumentID
	Documents []chart.DocumentID // a patient's
	Field     chart.FieldID
	Device    chart.DeviceID
	Purpose   string
	Decision  string
	Since     time.Time
	Until     time.Time
	Text      string // of ids and machine words
	Before    int64  // go on after the entry with this index; 0: from the newest
	Limit     int
}

// By names what is asked for, without what was typed: for the trail, which says that somebody looked.
func (s TrailSearch) By() (by []string) {
	for _, w := range []struct {
		name string
		used bool
	}{{"person", s.Person != ""}, {"action", len(s.Actions) > 0}, {"document", s.Document != "" || len(s.Documents) > 0}, {"field", s.Field != ""},
		{"device", s.Device != ""}, {"purpose", s.Purpose != ""}, {"decision", s.Decision != ""}, {"time", !s.Since.IsZero() || !s.Until.IsZero()},
		{"text", s.Text != ""}} {
		if w.used {
			by = append(by, w.name)
		}
	}
	return by
}

// TrailPage is a page of the trail, the newest entry first.
type TrailPage struct {
	Entries []chart.AuditEntry
	Next    int64 // Before of the next page; 0: there is none
	All     int64 // entries of the whole trail
}

// TrailReport is a report about the trail: as text for people, and signed by the workstation.
type TrailReport struct {
	Text   string
	Signed []byte // a DSSE envelope around its JSON
}

// TrailRoom is the whole trail, for auditors and privacy officers. Each look at it stands in it.
type TrailRoom interface {
	SearchTrail(ctx context.Context, s TrailSearch) (TrailPage, error)
	// ExportTrail writes what a search finds into a new file in the folder and gives its name and how many entries it holds.
	ExportTrail(ctx context.Context, folder string, f trail.Format, s TrailSearch, enterprise string) (name string, n int, err error)
	Custody(ctx context.Context, id chart.DocumentID) (TrailReport, error)
	// SaveCustody writes it, signed and with its proofs, into a new file in the folder and gives the file's name.
	SaveCustody(ctx context.Context, folder string, id chart.DocumentID) (name string, err error)
	Alerts(ctx context.Context) ([]trail.Raised, error)
	// Acknowledge says that an alert was dealt with; chart.NotAllowed where it is about the person and a colleague could.
	Acknowledge(ctx context.Context, alert int64, note chart.Text) error
	AlertNote(ctx context.Context, id string) (chart.Text, error)
	// OpenAlerts counts what nobody acknowledged yet, and how much of it is grave; it is no look at the trail.
	OpenAlerts(ctx context.Context) (open, grave int, err error)
	Colleagues(ctx context.Context) ([]chart.Person, error)
}
