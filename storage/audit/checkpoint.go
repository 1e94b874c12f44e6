package audit

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// maxCheckpoint bounds the bytes of a note that is read.
const maxCheckpoint = 16 << 10

// Checkpoint is what a device said of its tree.
type Checkpoint struct {
	Origin string
	Size   int64
	Root   tlog.Hash
}

func checkpointText(origin string, size int64, root tlog.Hash) string {
	return fmt.Sprintf("%s\n%d\n%s\n", origin, size, base64.StdEncoding.EncodeToString(root[:]))
}

// ParseCheckpoint reads the text of a note. It does not check signatures.
func ParseCheckpoint(text string) (Checkpoint, error) {
	bad := chart.E(chart.BadInput, "read checkpoint", errors.New("malformed"))
	lines := strings.Split(text, "\n")
	if len(text) > maxCheckpoint || len(lines) != 4 || lines[0] == "" || lines[3] != "" {
		return Checkpoint{}, bad
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || size < 0 {
		return Checkpoint{}, bad
	}
	root, err := base64.StdEncoding.DecodeString(lines[2])
	if err != nil || len(root) != tlog.HashSize {
		return Checkpoint{}, bad
	}
	c := Checkpoint{Origin: lines[0], Size: size, Root: tlog.Hash(root)}
	if checkpointText(c.Origin, c.Size, c.Root) != text { // one text a checkpoint: no leading zeros, no loose padding
		return Checkpoint{}, bad
	}
	return c, nil
}

// openCheckpoint checks a signed checkpoint against the verifier keys, all of which must have signed; the first is the
// device's, whose name the checkpoint must bear.
func openCheckpoint(signed []byte, keys ...string) (Checkpoint, error) {
	const op = "check checkpoint"
	if len(signed) > maxCheckpoint {
		return Checkpoint{}, chart.E(chart.BadInput, op, errors.New("too long"))
	}
	verifiers := make([]note.Verifier, 0, len(keys))
	for _, k := range keys {
		v, err := note.NewVerifier(k)
		if err != nil {
			return Checkpoint{}, chart.E(chart.BadInput, op, errors.New("malformed key"))
		}
		verifiers = append(verifiers, v)
	}
	n, err := note.Open(signed, note.VerifierList(verifiers...))
	if err != nil {
		return Checkpoint{}, chart.E(chart.Tampered, op, errors.New("the signature does not hold"))
	}
	if len(n.Sigs) != len(keys) {
		return Checkpoint{}, chart.E(chart.Tampered, op, errors.New("a signature is missing"))
	}
	c, err := ParseCheckpoint(n.Text)
	if err == nil && c.Origin != verifiers[0].Name() {
		return c, chart.E(chart.Tampered, op, errors.New("another device's checkpoint"))
	}
	return c, err
}

// VerifierKey is the device's public key in note form, with which the newest entries are signed; chart.NotFound before the
// first entry.
func (l *Log) VerifierKey(ctx context.Context) (key string, err error) {
	err = l.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		return tx.Row(`SELECT signs FROM audit_head WHERE id = 1`, nil, &key)
	})
	return key, err
}

// Checkpoint gives the newest signed checkpoint; chart.NotFound before the first entry.
func (l *Log) Checkpoint(ctx context.Context) (signed []byte, err error) {
	err = l.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		return tx.Row(`SELECT note FROM audit_head WHERE id = 1`, nil, &signed)
	})
	return signed, err
}

// Prove gives the consistency proof that the tree of size older is the beginning of the tree of size newer, for the hub
// (tlog.CheckTree). Both sizes must be at least 1 and there already.
func (l *Log) Prove(ctx context.Context, older, newer int64) (proof tlog.TreeProof, err error) {
	const op = "prove audit log"
	err = l.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		size, err := count(tx)
		if err != nil {
			return err
		}
		if older < 1 || older > newer || newer > size {
			return chart.E(chart.BadInput, op, fmt.Errorf("from %d to %d of %d", older, newer, size))
		}
		if proof, err = tlog.ProveTree(newer, older, reader(tx)); err != nil {
			return chart.E(chart.Tampered, op, err)
		}
		return nil
	})
	return proof, err
}
