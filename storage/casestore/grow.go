package casestore

import (
	"fmt"
	"slices"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/storage/vault"
)

// standing is a document of an import that is still being read.
type standing struct {
	*chart.Dossier
	key     *vault.Key
	decided []carried
	kept    bool // a draft goes on with it
}

// putDocuments brings the documents of an import to what the drafts say: a draft goes on with the standing document with
// which it shares the most pages, the others are new, and a document that no draft goes on with is gone.
func (s *Store) putDocuments(tx *sqlitedb.Tx, ses *vault.Session, imp chart.ImportID, drafts []DocumentDraft) ([]chart.DocumentID, error) {
	stand, err := standingOf(tx, ses, imp)
	if err != nil {
		return nil, err
	}
	goesOn := make([]*standing, len(drafts))
	for i, d := range drafts {
		goesOn[i] = best(stand, d.Document.Pages)
	}
	ids := make([]chart.DocumentID, len(drafts))
	for i, d := range drafts {
		p := placedDraft{DocumentDraft: d, imp: imp, position: i, goesOn: goesOn[i], decided: decidedOn(stand, d, goesOn[i])}
		if ids[i], err = s.putDocument(tx, ses, p); err != nil {
			return nil, fmt.Errorf("document %d: %w", i+1, err)
		}
	}
	for _, st := range stand {
		if !st.kept {
			if err := s.dropDocument(tx, ses, st.ID); err != nil {
				return nil, err
			}
		}
	}
	return ids, nil
}

func standingOf(tx *sqlitedb.Tx, ses *vault.Session, imp chart.ImportID) ([]*standing, error) {
	ids, err := documentsOf(tx, imp)
	if err != nil {
		return nil, err
	}
	out := make([]*standing, len(ids))
	for i, id := range ids {
		d, k, err := light(tx, ses, id)
		if err != nil {
			return nil, err
		}
		out[i] = &standing{Dossier: d, key: k, decided: carriedOf(d)}
	}
	return out, nil
}

// best gives the standing document that a draft of these pages goes on with, nil where it is a new one.
func best(stand []*standing, pages []int) *standing {
	var found *standing
	most := 0
	for _, st := range stand {
		if n := overlap(st.Document.Pages, pages); !st.kept && n > most {
			found, most = st, n
		}
	}
	if found != nil {
		found.kept = true
	}
	return found
}

// decidedOn gives what was decided on the pages of a draft, in whatever document they stood.
func decidedOn(stand []*standing, d DocumentDraft, goesOn *standing) (out []carried) {
	for _, st := range stand {
		for _, c := range st.decided {
			if slices.Contains(d.Document.Pages, c.field.Page) || st == goesOn && c.field.Page == 0 {
				out = append(out, c)
			}
		}
	}
	return out
}

// placedDraft is a draft with its place among the documents of its import.
type placedDraft struct {
	DocumentDraft
	imp      chart.ImportID
	position int
	goesOn   *standing
	decided  []carried
}

// putDocument writes a document, a new one or over the one that it goes on with.
func (s *Store) putDocument(tx *sqlitedb.Tx, ses *vault.Session, p placedDraft) (chart.DocumentID, error) {
	state, err := firstState(p.DocumentDraft)
	if err != nil {
		return "", err
	}
	d := &chart.Dossier{ID: chart.DocumentID(sqlitedb.NewID()), Import: p.imp, Document: p.Document, State: state, Version: 1}
	var before []chart.Field
	var k *vault.Key
	if p.goesOn != nil {
		d.ID, d.Version, before, k = p.goesOn.ID, p.goesOn.Version, p.goesOn.Document.Fields, p.goesOn.key
	} else if k, err = newKey(tx, ses, d.ID); err != nil {
		return "", err
	}
	d.Document.Fields = withCarried(p.Document.Fields, before, p.decided)
	d.Document.Fields = withFieldIDs(append(d.Document.Fields, lostCells(&d.Document, p.decided)...))
	if err := s.writeDocument(tx, k, d, p); err != nil {
		return "", err
	}
	if err := carry(tx, k, d); err != nil {
		return "", err
	}
	if ses.Holds(chart.Working) {
		if err := index(tx, ses, d); err != nil {
			return "", err
		}
	}
	if p.goesOn != nil && p.goesOn.State == state && len(p.goesOn.Document.Pages) == len(d.Document.Pages) {
		return d.ID, nil // nothing that a trail should tell
	}
	return d.ID, s.append(tx, chart.AuditEntry{Action: chart.ActRead, Person: ses.Person().ID, Document: d.ID,
		Detail: fmt.Sprintf("import=%s pages=%d to=%s", p.imp, len(d.Document.Pages), state.Word())})
}

func newKey(tx *sqlitedb.Tx, ses *vault.Session, id chart.DocumentID) (*vault.Key, error) {
	k, err := ses.NewKey(string(id), chart.Working)
	if err != nil {
		return nil, err
	}
	return k, k.Store(tx)
}

// writeDocument writes the row and the redactions. The version stays: what a person has on screen is not made stale by
// pages that come in.
func (s *Store) writeDocument(tx *sqlitedb.Tx, k *vault.Key, d *chart.Dossier, p placedDraft) error {
	sealed, err := sealJSON(k, bodyCell(), body{d.Document, p.Notices})
	if err != nil {
		return err
	}
	for _, c := range p.decided {
		d.Decisions = append(d.Decisions, c.decisions...)
	}
	if err := tx.Exec(`INSERT INTO document (id, import, position, state, version, type, pages, fields, open, urgent, sealed, imported, changed)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, max(?, (SELECT urgent FROM import WHERE id = ?2)), ?, (SELECT imported FROM import WHERE id = ?2), ?)
		ON CONFLICT (id) DO UPDATE SET position = excluded.position, state = excluded.state, type = excluded.type, pages = excluded.pages,
		fields = excluded.fields, open = excluded.open, urgent = max(urgent, excluded.urgent), sealed = excluded.sealed, changed = excluded.changed`,
		string(d.ID), string(d.Import), p.position, string(d.State), d.Version, string(d.Document.Type), len(d.Document.Pages),
		len(d.Document.Fields), d.OpenFields(), p.Urgent, sealed, s.now().UnixMilli()); err != nil {
		return err
	}
	if err := tx.Exec(`DELETE FROM span WHERE document = ?`, string(d.ID)); err != nil {
		return err
	}
	for i, sp := range p.Spans {
		if sp.ID == "" {
			sp.ID = chart.SpanID(sqlitedb.NewID())
		}
		if err := putSpan(tx, k, d.ID, sp, i); err != nil {
			return err
		}
	}
	return nil
}

// carry numbers the decisions of a document anew where some came from, or went to, another document.
func carry(tx *sqlitedb.Tx, k *vault.Key, d *chart.Dossier) error {
	slices.SortStableFunc(d.Decisions, func(a, b chart.Decision) int { return a.At.Compare(b.At) })
	if err := tx.Exec(`DELETE FROM decision WHERE document = ?`, string(d.ID)); err != nil {
		return err
	}
	for n, dec := range d.Decisions {
		sealed, err := sealJSON(k, decisionCell(n), dec)
		if err != nil {
			return err
		}
		if err := tx.Exec(`INSERT INTO decision (document, number, sealed) VALUES (?, ?, ?)`, string(d.ID), n, sealed); err != nil {
			return err
		}
	}
	return nil
}

// dropDocument takes a document away that was never read to its end, with the key under which it was sealed.
func (s *Store) dropDocument(tx *sqlitedb.Tx, ses *vault.Session, id chart.DocumentID) error {
	for _, table := range rowsOf() {
		if err := tx.Exec(`DELETE FROM `+table+` WHERE document = ?`, string(id)); err != nil {
			return err
		}
	}
	if err := tx.Exec(`DELETE FROM document WHERE id = ? AND state = ?`, string(id), string(chart.StateReading)); err != nil {
		return err
	}
	if err := vault.Shred(tx, string(id)); err != nil {
		return err
	}
	var person chart.PersonID
	if ses != nil {
		person = ses.Person().ID
	}
	return s.append(tx, chart.AuditEntry{Action: chart.ActState, Person: person, Document: id, Detail: "from=reading to=gone"})
}
