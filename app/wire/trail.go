package wire

import (
	"context"
	"fmt"
	"strings"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/audit"
	"chartproof.org/chartproof/storage/sqlitedb"
)

// openTrail opens a workspace's trail for reading, also beside a desktop that works in it.
func openTrail(ctx context.Context, dir string) (*sqlitedb.DB, *audit.Log, error) {
	if !sqlitedb.Exists(dir) {
		return nil, nil, chart.E(chart.NotFound, "verify trail", errNoWorkspace)
	}
	db, err := sqlitedb.OpenReadOnly(ctx, dir)
	if err != nil {
		return nil, nil, err
	}
	return db, audit.New(db, time.Now), nil
}

func reportWords(r audit.Report) TrailReport {
	if !r.OK {
		if r.Broken >= 0 {
			return TrailReport{Words: fmt.Sprintf("entry %d: %s", r.Broken, r.Problem)}
		}
		return TrailReport{Words: r.Problem}
	}
	witnessed := "not yet witnessed by a hub"
	if r.Witnessed > 0 {
		witnessed = fmt.Sprintf("the first %d witnessed by the hub", r.Witnessed)
	}
	return TrailReport{Holds: true, Words: fmt.Sprintf("the trail holds: %d entries, %s\nroot %s\nkey %s", r.Entries, witnessed, r.Root, r.Key)}
}

// bytesCut gives the text of a signed note: all before the blank line.
func bytesCut(signed []byte) (text, signatures string, ok bool) {
	text, signatures, ok = strings.Cut(string(signed), "\n\n")
	return text + "\n", signatures, ok
}
