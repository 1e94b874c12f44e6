package casestore

import (
	"context"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/storage/vault"
)

// Keeping is what a retention schedule must know of one file that came in.
type Keeping struct {
	Import      chart.ImportID
	State       chart.State
	Imported    time.Time
	Changed     time.Time
	Pages       int
	Bytes       int64
	HasOriginal bool
	Documents   []KeptDocument
}

// Done reports whether the file was taken to its end.
func (k Keeping) Done() bool { return k.State == finished }

// KeptDocument is what it must know of one document. Values are those that stand, of the fields that were asked for.
type KeptDocument struct {
	ID      chart.DocumentID
	State   chart.State
	Type    chart.Type
	Version int64
	Changed time.Time
	Values  []KeptValue
	Unread  bool // it does not open under the session's keys, or was changed
}

// KeptValue is one value as it stands. Typed is set where a person typed it, Normalized where the machine read it.
type KeptValue struct {
	Name       chart.FieldName
	Text       chart.Text
	Normalized chart.Text
}

// Keepings lists every file of the workspace that is not purged, oldest first, with the named fields of its documents where
// the session opens them. It is no look at a chart and leaves no trail: nobody sees it.
func (s *Store) Keepings(ctx context.Context, ses *vault.Session, fields []chart.FieldName) (out []Keeping, err error) {
	if err := ses.Alive(); err != nil {
		return nil, err
	}
	wanted := map[chart.FieldName]bool{}
	for _, f := range fields {
		wanted[f] = true
	}
	err = s.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		at := map[chart.ImportID]int{}
		if err := keptImports(tx, &out, at); err != nil {
			return err
		}
		return tx.Each(`SELECT id, import, state, type, version, changed, sealed FROM document WHERE state <> ? ORDER BY import, position`,
			[]any{string(chart.StatePurged)}, func(r *sqlitedb.Rows) error {
				var d KeptDocument
				var imp chart.ImportID
				var changed int64
				var sealed []byte
				if err := r.Scan(&d.ID, &imp, &d.State, &d.Type, &d.Version, &changed, &sealed); err != nil {
					return err
				}
				d.Changed = millis(changed)
				d.Values, d.Unread = keptValues(tx, ses, d.ID, sealed, wanted)
				if i, ok := at[imp]; ok {
					out[i].Documents = append(out[i].Documents, d)
				}
				return ctx.Err()
			})
	})
	return out, err
}

func keptImports(tx *sqlitedb.Tx, out *[]Keeping, at map[chart.ImportID]int) error {
	return tx.Each(`SELECT i.id, i.state, i.imported, i.changed, i.pages, i.bytes, EXISTS (SELECT 1 FROM blob b WHERE b.owner = i.id AND b.kind = ?)
		FROM import i WHERE i.state <> ? ORDER BY i.imported, i.id`, []any{kindOriginal, string(chart.StatePurged)}, func(r *sqlitedb.Rows) error {
		var k Keeping
		var imported, changed int64
		if err := r.Scan(&k.Import, &k.State, &imported, &changed, &k.Pages, &k.Bytes, &k.HasOriginal); err != nil {
			return err
		}
		k.Imported, k.Changed = millis(imported), millis(changed)
		at[k.Import] = len(*out)
		*out = append(*out, k)
		return nil
	})
}

// keptValues opens the fields of a document and gives those that stand.
func keptValues(tx *sqlitedb.Tx, ses *vault.Session, id chart.DocumentID, sealed []byte, wanted map[chart.FieldName]bool) (out []KeptValue, unread bool) {
	k, err := ses.Key(tx, string(id), chart.Working)
	if err != nil {
		return nil, true
	}
	var b body
	if openJSON(k, bodyCell(), sealed, &b) != nil {
		return nil, true
	}
	d := chart.Dossier{Document: b.Document}
	if d.Decisions, err = decisionsOf(tx, k, id); err != nil {
		return nil, true
	}
	for _, f := range b.Document.Fields {
		if !wanted[f.Name] || f.Cell != nil {
			continue
		}
		switch dec := d.Final(f.ID); dec.Verdict {
		case chart.NotOnPage, chart.CantRead:
		case chart.Corrected:
			out = append(out, KeptValue{Name: f.Name, Text: dec.Value})
		default:
			if f.Value != "" {
				out = append(out, KeptValue{Name: f.Name, Text: f.Value, Normalized: f.Normalized})
			}
		}
	}
	return out, false
}

// Matching gives the documents that a search finds, as List does.
func (s *Store) Matching(ctx context.Context, ses *vault.Session, search string) (out []chart.DocumentID, err error) {
	found, err := s.List(ctx, ses, Filter{Search: search})
	for _, d := range found {
		if d.ID != "" && d.State != chart.StatePurged {
			out = append(out, d.ID)
		}
	}
	return out, err
}
