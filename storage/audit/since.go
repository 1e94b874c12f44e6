package audit

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"
)

// TextOf reads the checkpoint out of a note of ours without checking its signature.
func TextOf(signed []byte) (Checkpoint, error) {
	text, _, ok := bytes.Cut(signed, []byte("\n\n"))
	if !ok {
		return Checkpoint{}, chart.E(chart.BadInput, "read checkpoint", errors.New("malformed"))
	}
	return ParseCheckpoint(string(text) + "\n")
}

// Since says why the trail is not one that goes on from a checkpoint that was kept elsewhere; empty where it does. The
// caller vouches for the checkpoint.
func (l *Log) Since(ctx context.Context, signed []byte) (problem string, err error) {
	c, err := TextOf(signed)
	if err != nil {
		return "", err
	}
	err = l.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		size, err := count(tx)
		if err != nil {
			return err
		}
		if size < c.Size {
			problem = fmt.Sprintf("entry %d is missing: %d were there, %d are", size, c.Size, size)
			return nil
		}
		root, err := tlog.TreeHash(c.Size, reader(tx))
		if err != nil || root != c.Root {
			problem = fmt.Sprintf("the first %d entries are not those that were there", c.Size)
		}
		return nil
	})
	return problem, err
}
