package audit

import (
	"context"
	"slices"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"

	"golang.org/x/mod/sumdb/tlog"
)

// Evidence is a part of the trail with what proves it to somebody who has nothing but the device's verifier key.
type Evidence struct {
	Checkpoint []byte // signed, over the whole trail
	Key        string // the verifier key that it is signed with
	Entries    []chart.AuditEntry
	Leaves     [][]byte
	Proofs     []tlog.RecordProof // of each leaf, to the checkpoint's root
}

// Evidence gives the entries of the filters, in order and once each, with their proofs, on one unchanging view.
func (l *Log) Evidence(ctx context.Context, filters ...Filter) (ev Evidence, err error) {
	err = l.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		h, err := headOf(tx)
		if err != nil {
			return chart.E(chart.NotFound, "prove entries", err)
		}
		keys, err := chainOf(tx, h.key)
		if err != nil {
			return err
		}
		ev.Checkpoint, ev.Key = h.note, keys.at(h.size-1).key
		for _, f := range filters {
			if err := l.EachIn(tx, f, func(e chart.AuditEntry) error {
				ev.Entries = append(ev.Entries, e)
				return nil
			}); err != nil {
				return err
			}
		}
		slices.SortFunc(ev.Entries, func(a, b chart.AuditEntry) int { return int(a.Index - b.Index) })
		ev.Entries = slices.CompactFunc(ev.Entries, func(a, b chart.AuditEntry) bool { return a.Index == b.Index })
		for _, e := range ev.Entries {
			leaf, err := marshal(e)
			if err != nil {
				return chart.E(chart.Internal, "prove entries", err)
			}
			proof, err := tlog.ProveRecord(h.size, e.Index, reader(tx))
			if err != nil {
				return chart.E(chart.Tampered, "prove entries", err)
			}
			ev.Leaves, ev.Proofs = append(ev.Leaves, leaf), append(ev.Proofs, proof)
		}
		return nil
	})
	return ev, err
}
