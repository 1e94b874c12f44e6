package present

import (
	"context"
	"time"

	"chartproof.org/chartproof/engine/quality/kpi"
)

// QualityAsk says of which days figures are wanted, and whether of everybody.
type QualityAsk struct {
	First, Last time.Time
	People      bool // of every person, where the role may; else the own only
}

// QualityHouse counts how good the work is.
type QualityHouse interface {
	// Quality gives figures. progress tells how many days of how many were counted, where some had to be; it may be nil.
	Quality(ctx context.Context, ask QualityAsk, progress func(done, all int)) (kpi.Report, error)
	// SaveQuality writes figures into a new file in a folder, as csv or pdf, and gives its name.
	SaveQuality(ctx context.Context, folder, format string, ask QualityAsk, by string) (name string, err error)
}
