package casestore

import (
	"context"
	"slices"
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/storage/vault"
)

// Filter narrows List. Search finds documents by type, and by patient names and identifiers where the session holds zone
// working.
type Filter struct {
	States []chart.State // empty: all
	Search string
	Blind  bool // who asks may take blind looks: what waits for one is found by its type alone, or a hit would tell what was typed
}

// List gives the queue: urgent ones first, then oldest first; imports that have no documents yet, or never will, at the
// end. ses may be nil for a list without search.
func (s *Store) List(ctx context.Context, ses *vault.Session, f Filter) ([]chart.Summary, error) {
	f.Search = strings.TrimSpace(f.Search)
	deep := f.Search != "" && ses != nil && ses.Holds(chart.Working)
	if deep { // the index may have to be completed, and its key made
		if err := s.db.Write(ctx, func(tx *sqlitedb.Tx) error {
			if _, err := hasher(tx, ses); err != nil {
				return err
			}
			return s.indexRest(tx, ses)
		}); err != nil {
			return nil, err
		}
	}
	var out []chart.Summary
	err := s.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		match := func(chart.DocumentID, []byte) bool { return false }
		if deep {
			var err error
			if match, err = matcher(tx, ses, f.Search); err != nil {
				return err
			}
		}
		if err := documents(tx, &out, deep, func(d *chart.Summary, line []byte) bool {
			return f.Search == "" || typeFits(d.Type, f.Search) || !(f.Blind && d.State.StepOf() != "") && match(d.ID, line)
		}); err != nil {
			return err
		}
		if err := s.addPeople(tx, ses, out); err != nil || f.Search != "" {
			return err
		}
		return imports(tx, &out)
	})
	if err != nil {
		return nil, err
	}
	if len(f.States) > 0 {
		out = slices.DeleteFunc(out, func(d chart.Summary) bool { return !slices.Contains(f.States, d.State) })
	}
	return out, nil
}

// addPeople says who is at work on what, and what waits for the person who asks.
func (s *Store) addPeople(tx *sqlitedb.Tx, ses *vault.Session, out []chart.Summary) error {
	if ses == nil {
		return nil
	}
	me := ses.Person().ID
	waits, err := mail(tx, me)
	if err != nil {
		return err
	}
	held, err := s.holders(tx)
	for i := range out {
		out[i].Notes = waits[out[i].ID]
		if by := held[out[i].ID]; by != me {
			out[i].Held = by
		}
	}
	return err
}

// typeFits reports whether every word of the search stands in the type's name.
func typeFits(t chart.Type, search string) bool {
	for _, w := range strings.Fields(strings.ToLower(search)) {
		if !strings.Contains(string(t), strings.ReplaceAll(w, "-", "_")) {
			return false
		}
	}
	return true
}

func documents(tx *sqlitedb.Tx, out *[]chart.Summary, lines bool, keep func(*chart.Summary, []byte) bool) error {
	return tx.Each(`SELECT d.id, d.import, d.state, d.type, d.pages, d.fields, d.open, d.urgent, d.imported, d.changed, s.tokens
		FROM document d LEFT JOIN search_index s ON ? AND s.document = d.id
		ORDER BY d.urgent DESC, d.imported, d.import, d.position`, []any{lines}, func(r *sqlitedb.Rows) error {
		var d chart.Summary
		var imported, changed int64
		var line []byte
		if err := r.Scan(&d.ID, &d.Import, &d.State, &d.Type, &d.Pages, &d.Fields, &d.Open, &d.Urgent, &imported, &changed, &line); err != nil {
			return err
		}
		d.Imported, d.Changed = millis(imported), millis(changed)
		if keep(&d, line) {
			*out = append(*out, d)
		}
		return nil
	})
}

func imports(tx *sqlitedb.Tx, out *[]chart.Summary) error {
	return tx.Each(`SELECT id, state, pages, imported, changed, refusal_reason, refusal_detail FROM import
		WHERE state <> ? AND NOT EXISTS (SELECT 1 FROM document WHERE import = import.id) ORDER BY imported, id`, []any{finished}, func(r *sqlitedb.Rows) error {
		var d chart.Summary
		var imported, changed int64
		var refusal chart.Refusal
		if err := r.Scan(&d.Import, &d.State, &d.Pages, &imported, &changed, &refusal.Reason, &refusal.Detail); err != nil {
			return err
		}
		d.Imported, d.Changed = millis(imported), millis(changed)
		if refusal.Reason != "" {
			d.Refusal = &refusal
		}
		*out = append(*out, d)
		return nil
	})
}
