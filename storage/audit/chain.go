package audit

import (
	"errors"
	"slices"
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"

	"golang.org/x/mod/sumdb/note"
)

// chain are the device's keys, the first one first.
type chain []span

// span is a key and the index of the first entry that it signs.
type span struct {
	from     int64
	key      string
	verifier note.Verifier // nil where the key is malformed: nothing holds under it
}

func newSpan(from int64, key string) span {
	v, err := note.NewVerifier(key)
	if err != nil {
		v = nil
	}
	return span{from, key, v}
}

// then gives the chain with the key that the entry announces.
func (c chain) then(e chart.AuditEntry) chain {
	return append(c, newSpan(e.Index+1, chart.MachineWord(e.Detail, "key")))
}

// chainOf reads the announcements that stand in the trail. It trusts them: only a verification tells whether they hold.
func chainOf(tx *sqlitedb.Tx, first string) (chain, error) {
	c := chain{newSpan(0, first)}
	err := tx.Each(`SELECT leaf FROM audit_entry WHERE action = ? ORDER BY idx`, []any{string(chart.ActKeyChange)}, func(r *sqlitedb.Rows) error {
		var leaf []byte
		if err := r.Scan(&leaf); err != nil {
			return err
		}
		e, err := opened(leaf)
		if err == nil {
			c = c.then(e)
		}
		return err
	})
	return c, err
}

// at is the key that signs the entry.
func (c chain) at(index int64) span {
	for _, s := range slices.Backward(c) {
		if s.from <= index {
			return s
		}
	}
	return c[0]
}

func (c chain) last() span { return c[len(c)-1] }

// open checks a signed checkpoint: by the key of its newest entry, and by others where they are given.
func (c chain) open(signed []byte, others ...string) (Checkpoint, error) {
	text, _, _ := strings.Cut(string(signed[:min(len(signed), maxCheckpoint)]), "\n\n")
	claim, err := ParseCheckpoint(text + "\n")
	if err != nil {
		return Checkpoint{}, chart.E(chart.Tampered, "check checkpoint", errors.New("malformed"))
	}
	return openCheckpoint(signed, append([]string{c.at(claim.Size - 1).key}, others...)...)
}
