package wire

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/audit"
	"chartproof.org/chartproof/storage/sqlitedb"

	"golang.org/x/mod/sumdb/note"
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

// TrailReport is what `chartproofctl audit verify` prints.
type TrailReport struct {
	Holds bool
	Words string
}

var errNoWorkspace = errors.New("there is no workspace in this folder")

// TrailKeys are what a verification may be told from outside the workspace.
type TrailKeys struct {
	Device string   // a verifier key of the device that was kept elsewhere
	Hub    string   // the hub's
	Seen   [][]byte // checkpoints that were kept elsewhere
	Deep   bool     // check the signature of every single entry
}

// VerifyTrail recomputes the trail of a workspace without any key of it. verifierKey, where given, takes the place of the
// one that stands in the workspace.
func VerifyTrail(ctx context.Context, dir, verifierKey string) (TrailReport, error) {
	return VerifyTrailWith(ctx, dir, TrailKeys{Device: verifierKey})
}

// VerifyTrailWith is VerifyTrail with more from outside.
func VerifyTrailWith(ctx context.Context, dir string, k TrailKeys) (TrailReport, error) {
	db, log, err := openTrail(ctx, dir)
	if err != nil {
		return TrailReport{}, err
	}
	defer db.Close()
	for _, key := range []string{k.Device, k.Hub} {
		if key == "" {
			continue
		}
		if _, err := note.NewVerifier(key); err != nil {
			return TrailReport{}, chart.E(chart.BadInput, "verify trail", errors.New("the key is no verifier key"))
		}
	}
	rep, err := log.Verify(ctx, audit.Keys{Device: k.Device, Hub: k.Hub, Seen: k.Seen, Deep: k.Deep})
	if err != nil {
		return TrailReport{}, err
	}
	return reportWords(rep, k), nil
}

// TrailCheckpoint gives the newest signed checkpoint, to be kept elsewhere: whoever holds it can tell later that the trail was not
// rolled back behind it.
func TrailCheckpoint(ctx context.Context, dir string) ([]byte, error) {
	db, log, err := openTrail(ctx, dir)
	if err != nil {
		return nil, err
	}
	defer db.Close()
	return log.Checkpoint(ctx)
}

func reportWords(r audit.Report, k TrailKeys) TrailReport {
	if !r.OK {
		if r.Broken >= 0 {
			return TrailReport{Words: fmt.Sprintf("entry %d: %s", r.Broken, r.Problem)}
		}
		return TrailReport{Words: fmt.Sprintf("%s: %s", r.Where, r.Problem)}
	}
	words := []string{"not yet witnessed by a hub"}
	if r.Witnessed > 0 {
		words[0] = fmt.Sprintf("the first %d witnessed by the hub", r.Witnessed)
	}
	if len(k.Seen) > 0 {
		words = append(words, fmt.Sprintf("going on from %d checkpoints that were kept elsewhere", len(k.Seen)))
	}
	if k.Deep {
		words = append(words, "each entry's own signature checked")
	}
	return TrailReport{Holds: true, Words: fmt.Sprintf("the trail holds: %d entries, %s\nroot %s\nkey %s", r.Entries, strings.Join(words, ", "), r.Root,
		strings.Join(r.Keys, "\nkey "))}
}

// bytesCut gives the text of a signed note: all before the blank line.
func bytesCut(signed []byte) (text, signatures string, ok bool) {
	text, signatures, ok = strings.Cut(string(signed), "\n\n")
	return text + "\n", signatures, ok
}
