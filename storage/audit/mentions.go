package audit

import (
	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"
)

// Mentions gives the entries from an index on in which a word stands, in order. It looks at stored bytes and is for words
// that need no escape in JSON.
func (l *Log) Mentions(tx *sqlitedb.Tx, from int64, word string) (out []chart.AuditEntry, err error) {
	err = tx.Each(`SELECT leaf FROM audit_entry WHERE idx >= ? AND instr(leaf, ?) > 0 ORDER BY idx`, []any{from, []byte(word)},
		func(r *sqlitedb.Rows) error {
			var leaf []byte
			if err := r.Scan(&leaf); err != nil {
				return err
			}
			e, err := unmarshal(leaf)
			out = append(out, e)
			return err
		})
	return out, err
}
