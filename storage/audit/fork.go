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

	"golang.org/x/mod/sumdb/tlog"
)

// Fork is how the trail of a restored workspace goes on beside what the hub has witnessed of it.
type Fork struct {
	Checkpoint []byte // the newest, signed
	Size       int64
	Seen       []byte // the newest checkpoint here that the hub has cosigned; nil: there is none
	From       int64  // its entries
	Proof      tlog.TreeProof
	// What happened, as leaves with their proofs: the restore or repair, the alert about what the hub has seen beyond and, once somebody
	// has acknowledged that, the acknowledgement.
	Leaves [][]byte
	Proofs []tlog.RecordProof
}

// Fork explains a checkpoint of this device that the hub has witnessed and this trail does not begin with: nil where it does. The
// first time it raises the alert that a person acknowledges. chart.NotFound says that no restore and no repair explains it.
func (l *Log) Fork(ctx context.Context, size int64, root tlog.Hash) (*Fork, error) {
	f, alert, err := l.forked(ctx, size, root)
	if err != nil || alert == nil {
		return f, err
	}
	if err := l.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		_, err := l.Append(tx, *alert)
		return err
	}); err != nil {
		return nil, err
	}
	f, _, err = l.forked(ctx, size, root)
	return f, err
}

// forked gives the fork, or the alert that is to be raised first.
func (l *Log) forked(ctx context.Context, size int64, root tlog.Hash) (f *Fork, alert *chart.AuditEntry, err error) {
	const op = "explain another trail"
	err = l.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		head, err := headOf(tx)
		if err != nil {
			return chart.E(chart.NotFound, op, err)
		}
		if size >= 1 && size <= head.size {
			own, err := tlog.TreeHash(size, reader(tx))
			if err != nil {
				return chart.E(chart.Tampered, op, err)
			}
			if own == root {
				return nil
			}
		}
		g := &Fork{Checkpoint: head.note, Size: head.size}
		if err := tx.Row(`SELECT size, note FROM audit_witness ORDER BY size DESC LIMIT 1`, nil, &g.From, &g.Seen); err != nil && chart.KindOf(err) != chart.NotFound {
			return err
		}
		story, err := l.story(tx, g.From, size, root)
		if err != nil {
			return err
		}
		if story.cause < 0 {
			return chart.E(chart.NotFound, op, errors.New("the hub has seen entries that are not here, and the workspace was not restored since"))
		}
		if story.alert < 0 {
			alert = &chart.AuditEntry{Action: chart.ActAlert, Detail: fmt.Sprintf("rule=%s severity=high entry=%d action=%s count=%d %s", chart.AlertForked,
				story.cause, story.action, max(size-story.cause, 0), seenWords(size, root))}
			return nil
		}
		f = g
		return f.prove(tx, story)
	})
	return f, alert, err
}

func seenWords(size int64, root tlog.Hash) string {
	return fmt.Sprintf("size=%d root=%s", size, base64.StdEncoding.EncodeToString(root[:]))
}

// story is where the entries of a fork stand; -1 where there is none.
type story struct {
	cause, alert, agreed int64
	action               chart.Action
}

// story finds the newest cause since the hub last witnessed this trail, the alert about what it has seen, and who acknowledged it.
func (l *Log) story(tx *sqlitedb.Tx, from, size int64, root tlog.Hash) (story, error) {
	s := story{-1, -1, -1, ""}
	seen := " " + seenWords(size, root)
	err := l.EachIn(tx, Filter{From: from, Actions: []chart.Action{chart.ActRestore, chart.ActRepair, chart.ActAlert, chart.ActAlertDone}}, func(e chart.AuditEntry) error {
		switch {
		case e.Action == chart.ActRestore || e.Action == chart.ActRepair:
			if s.alert < 0 { // what comes after the alert explains nothing that it tells of
				s.cause, s.action = e.Index, e.Action
			}
		case e.Action == chart.ActAlert && s.alert < 0 && chart.MachineWord(e.Detail, "rule") == chart.AlertForked && strings.HasSuffix(e.Detail, seen):
			s.alert = e.Index
		case e.Action == chart.ActAlertDone && s.alert >= 0 && s.agreed < 0 && chart.MachineWord(e.Detail, "alert") == strconv.FormatInt(s.alert, 10):
			s.agreed = e.Index
		}
		return nil
	})
	return s, err
}

// prove adds the proofs to the newest checkpoint.
func (f *Fork) prove(tx *sqlitedb.Tx, s story) (err error) {
	const op = "prove another trail"
	if f.From > 0 {
		if f.Proof, err = tlog.ProveTree(f.Size, f.From, reader(tx)); err != nil {
			return chart.E(chart.Tampered, op, err)
		}
	}
	for _, index := range []int64{s.cause, s.alert, s.agreed} {
		if index < 0 {
			continue
		}
		var leaf []byte
		if err := tx.Row(`SELECT leaf FROM audit_entry WHERE idx = ?`, []any{index}, &leaf); err != nil {
			return err
		}
		proof, err := tlog.ProveRecord(f.Size, index, reader(tx))
		if err != nil {
			return chart.E(chart.Tampered, op, err)
		}
		f.Leaves, f.Proofs = append(f.Leaves, leaf), append(f.Proofs, proof)
	}
	return nil
}
