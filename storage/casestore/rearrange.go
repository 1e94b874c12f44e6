package casestore

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/blob"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/storage/vault"
)

// Laid is a document of a file as its pages shall lie.
type Laid struct {
	ID      chart.DocumentID // it goes on with this one; empty: it is new
	Version int64            // of the one that it goes on with
	Still   bool             // its pages lie as they lay: nothing of it changes but its place among the others
	Draft   DocumentDraft    // what is known of it now; its spans are those of its fresh pages
}

// Rearrangement is how the pages of a file shall lie: all of its documents, in their order, and those that are gone because all
// their pages are elsewhere, with their versions.
type Rearrangement struct {
	Documents []Laid
	Gone      map[chart.DocumentID]int64
	Fresh     []FreshPage
	Scans     []Scan
	// Covers, where not nil, tells what a legal hold covers when it is called: nothing of that changes.
	Covers func(*sqlitedb.Tx) (func(chart.DocumentID) bool, error)
}

// Rearrange lays the pages of a file that was read to its end anew, all of it or nothing. Every page of the documents that change
// is in exactly one of them afterwards, or a fresh page stands for it. What people decided and redacted, and what they wrote to
// each other, moves with its page, but not onto another scan of it: on a page of a scan that stands for one, everything is found and
// decided anew. It gives the documents in their order.
//
// chart.Conflict where a document was changed meanwhile, chart.Held where somebody else is at work on one, chart.BadState where one
// is not at hand for changes, is covered by a legal hold, has a table that a person edited, or was coded and would be gone.
func (s *Store) Rearrange(ctx context.Context, ses *vault.Session, imp chart.ImportID, r Rearrangement) (ids []chart.DocumentID, err error) {
	scans, err := s.writeScans(ctx, ses, imp, r.Scans)
	var pictures []blob.Written
	if err == nil {
		pictures, err = s.writePictures(ctx, ses, imp, r.Fresh)
	}
	if err == nil {
		err = s.db.Write(ctx, func(tx *sqlitedb.Tx) error {
			ids, err = s.rearrange(tx, ses, imp, r, scans, pictures)
			return err
		})
	}
	if err != nil {
		for _, p := range slices.Concat(files(scans), pictures) {
			s.blobs.Drop(p)
		}
		return nil, err
	}
	s.mu.Lock() // the pages at hand may be of a document that has others now
	s.pages = pageCache{}
	s.mu.Unlock()
	return ids, nil
}

func (s *Store) rearrange(tx *sqlitedb.Tx, ses *vault.Session, imp chart.ImportID, r Rearrangement, scans []writtenScan, pictures []blob.Written) ([]chart.DocumentID, error) {
	stand, err := s.atHand(tx, ses, imp, r)
	if err != nil {
		return nil, err
	}
	if err := samePages(stand, r); err != nil {
		return nil, err
	}
	for _, st := range stand {
		st.turn(r.Fresh)
	}
	numbers, err := s.putScans(tx, ses, imp, scans)
	if err != nil {
		return nil, err
	}
	for i, f := range r.Fresh {
		if f.Scan > 0 {
			f.Scan = numbers[f.Scan-1]
		}
		if err := s.putFresh(tx, ses, imp, f, pictures[i]); err != nil {
			return nil, err
		}
	}
	ids := make([]chart.DocumentID, len(r.Documents))
	for i, l := range r.Documents {
		if ids[i], err = s.lay(tx, ses, imp, i, l, stand, r.Fresh); err != nil {
			return nil, err
		}
	}
	for _, st := range stand {
		if _, gone := r.Gone[st.ID]; gone {
			if err := s.joined(tx, ses, st, r, ids); err != nil {
				return nil, err
			}
		}
	}
	return ids, nil
}

// atHand gives the documents that change, as they stand, in the order of their ids; nobody else is at work on one.
func (s *Store) atHand(tx *sqlitedb.Tx, ses *vault.Session, imp chart.ImportID, r Rearrangement) ([]*standing, error) {
	const op = "rearrange pages"
	versions := maps.Clone(r.Gone)
	if versions == nil {
		versions = map[chart.DocumentID]int64{}
	}
	for _, l := range r.Documents {
		if l.ID != "" && !l.Still {
			versions[l.ID] = l.Version
		}
	}
	covered := func(chart.DocumentID) bool { return false }
	if r.Covers != nil {
		var err error
		if covered, err = r.Covers(tx); err != nil {
			return nil, err
		}
	}
	var out []*standing
	for _, id := range slices.Sorted(maps.Keys(versions)) {
		d, k, err := light(tx, ses, id)
		if err != nil {
			return nil, err
		}
		switch {
		case d.Import != imp:
			return nil, chart.E(chart.BadInput, op, errors.New("a document of another file"))
		case covered(id):
			return nil, chart.E(chart.BadState, op, errors.New("a legal hold covers the document"))
		case Edited(d.Document):
			return nil, chart.E(chart.BadState, op, errors.New("rows of its tables were added or struck out"))
		case d.Version != versions[id]:
			return nil, chart.E(chart.Conflict, op, errStale)
		}
		if err := errors.Join(s.free(tx, ses, id), mustEdit(op, d)); err != nil {
			return nil, err
		}
		out = append(out, &standing{Dossier: d, key: k, decided: carriedOf(d)})
	}
	return out, nil
}

// samePages refuses what would lose a page or have one twice.
func samePages(stand []*standing, r Rearrangement) error {
	left := map[int]int{}
	for _, st := range stand {
		for _, n := range st.Document.Pages {
			left[n]++
		}
	}
	for _, f := range r.Fresh {
		switch {
		case f.Scan < 0 || f.Scan > len(r.Scans), f.Scan > 0 && f.Sheet < 1, f.Scan == 0 && f.Replaces == 0:
			return chart.E(chart.BadInput, "rearrange pages", fmt.Errorf("page %d comes from nowhere", f.Page.Number))
		case f.Replaces != 0:
			left[f.Replaces]--
		}
		left[f.Page.Number]++
	}
	for _, l := range r.Documents {
		if !l.Still {
			for _, n := range l.Draft.Document.Pages {
				left[n]--
			}
		}
	}
	for n, count := range left {
		if count != 0 {
			return chart.E(chart.BadInput, "rearrange pages", fmt.Errorf("page %d would be lost, or in two places", n))
		}
	}
	return nil
}

// lay writes one document as its pages lie now.
func (s *Store) lay(tx *sqlitedb.Tx, ses *vault.Session, imp chart.ImportID, position int, l Laid, stand []*standing, fresh []FreshPage) (chart.DocumentID, error) {
	if l.Still {
		return l.ID, tx.Exec(`UPDATE document SET position = ? WHERE id = ? AND import = ?`, position, string(l.ID), string(imp))
	}
	l.Draft = scannedAnew(l.Draft, fresh)
	p := placedDraft{DocumentDraft: l.Draft, imp: imp, position: position}
	d := &chart.Dossier{ID: chart.DocumentID(sqlitedb.NewID()), Import: imp, Document: l.Draft.Document, Version: 1}
	var before []chart.Field
	var k *vault.Key
	var err error
	if at := slices.IndexFunc(stand, func(st *standing) bool { return st.ID == l.ID }); at >= 0 {
		p.goesOn = stand[at]
		d.ID, d.Version, before, k = l.ID, p.goesOn.Version+1, notScannedAnew(p.goesOn.Document.Fields, fresh), p.goesOn.key
		d.Looks = p.goesOn.Looks
	} else if k, err = newKey(tx, ses, d.ID); err != nil {
		return "", err
	}
	p.decided = decidedOn(stand, l.Draft, p.goesOn)
	if raised(l.Draft.Document.Alarms, stand, fresh) {
		p.decided, l.Draft.Document.Fields = namesAgain(p.decided, l.Draft.Document.Fields)
	}
	p.Spans = append(uncovered(movedSpans(stand, l.Draft), l.Draft.Spans), l.Draft.Spans...)
	d.Document.Fields = withCarried(l.Draft.Document.Fields, before, p.decided)
	d.Document.Fields = withFieldIDs(append(d.Document.Fields, askAnew(lostCells(&d.Document, p.decided), fresh)...))
	if err := inRows(d.Document.Fields, p.decided, l.Draft.Document.Fields); err != nil {
		return "", err
	}
	if d.State, err = stateLaid(d, p); err != nil {
		return "", err
	}
	if err := s.writeDocument(tx, k, d, p); err != nil {
		return "", err
	}
	if err := tx.Exec(`UPDATE document SET version = ?, open = ? WHERE id = ?`, d.Version, d.OpenFields(), string(d.ID)); err != nil {
		return "", err
	}
	if err := errors.Join(carry(tx, k, d), index(tx, ses, d)); err != nil {
		return "", err
	}
	detail := fmt.Sprintf("import=%s pages=%d", imp, len(d.Document.Pages))
	for _, f := range fresh {
		if slices.Contains(d.Document.Pages, f.Page.Number) {
			detail += f.laidWord()
		}
	}
	return d.ID, s.append(tx, chart.AuditEntry{Action: chart.ActRearrange, Person: ses.Person().ID, Document: d.ID, Detail: detail})
}

// inRows refuses what would put a cell that a person decided on into a row that it was not read in: of every such cell the reading
// must have one in its place.
func inRows(all []chart.Field, decided []carried, fresh []chart.Field) error {
	for _, c := range decided {
		if c.field.Cell == nil || !slices.ContainsFunc(all, func(f chart.Field) bool { return f.ID == c.field.ID }) {
			continue
		}
		if !slices.ContainsFunc(fresh, func(f chart.Field) bool { return settles(c.field, f) }) {
			return chart.E(chart.BadState, "rearrange pages", errors.New("a table that somebody worked on would come apart"))
		}
	}
	return nil
}

// Edited reports whether a person added rows to a document's tables or struck some out: what is read anew would not have them.
func Edited(d chart.Document) bool {
	return slices.ContainsFunc(d.Rows, func(r chart.Row) bool { return r.Added || r.Struck })
}

// stateLaid is where a document stands whose pages were laid anew: ready only where nothing is open and nothing else wants a person.
func stateLaid(d *chart.Dossier, p placedDraft) (chart.State, error) {
	dec := *d
	for _, c := range p.decided {
		dec.Decisions = append(dec.Decisions, c.decisions...)
	}
	if dec.OpenFields() > 0 {
		return chart.StateReview, nil
	}
	return firstState(p.DocumentDraft)
}

// movedSpans gives the redactions that stand on the pages of a draft, in whatever document they were.
func movedSpans(stand []*standing, d DocumentDraft) (out []chart.Span) {
	for _, st := range stand {
		for _, sp := range st.Spans {
			if slices.Contains(d.Document.Pages, sp.Page) {
				out = append(out, sp)
			}
		}
	}
	return out
}

// uncovered leaves out what the machine hid before where what it hides now covers that as well: one place has one box.
func uncovered(moved, fresh []chart.Span) []chart.Span {
	return slices.DeleteFunc(moved, func(m chart.Span) bool { return m.By == nil && m.Within(fresh) })
}

// joined takes a document away whose pages are all in others, with the key under which it was sealed. What people wrote to each
// other about it stays with its first page.
func (s *Store) joined(tx *sqlitedb.Tx, ses *vault.Session, st *standing, r Rearrangement, ids []chart.DocumentID) error {
	const op = "rearrange pages"
	var coded int
	if err := tx.Row(`SELECT count(*) FROM coding WHERE document = ?`, []any{string(st.ID)}, &coded); err != nil {
		return err
	}
	if coded > 0 {
		return chart.E(chart.BadState, op, errors.New("the document was coded: its codes would be lost"))
	}
	first := st.Document.Pages[0]
	for _, f := range r.Fresh {
		if f.Replaces == first {
			first = f.Page.Number
		}
	}
	at := slices.IndexFunc(r.Documents, func(l Laid) bool { return slices.Contains(l.Draft.Document.Pages, first) })
	if at < 0 {
		return chart.E(chart.BadInput, op, errors.New("a document's pages are nowhere"))
	}
	if err := moveNotes(tx, ses, st, ids[at]); err != nil {
		return err
	}
	for _, table := range rowsOf() {
		if err := tx.Exec(`DELETE FROM `+table+` WHERE document = ?`, string(st.ID)); err != nil {
			return err
		}
	}
	if err := errors.Join(tx.Exec(`DELETE FROM document WHERE id = ?`, string(st.ID)), vault.Shred(tx, string(st.ID))); err != nil {
		return err
	}
	return s.append(tx, chart.AuditEntry{Action: chart.ActRearrange, Person: ses.Person().ID, Document: st.ID, Detail: "into=" + string(ids[at])})
}

// moveNotes seals the notes on a document under the key of another one.
func moveNotes(tx *sqlitedb.Tx, ses *vault.Session, st *standing, to chart.DocumentID) error {
	k, err := ses.Key(tx, string(to), chart.Working)
	if err != nil {
		return err
	}
	moved := map[chart.NoteID][]byte{}
	err = tx.Each(`SELECT id, sealed FROM note WHERE document = ?`, []any{string(st.ID)}, func(r *sqlitedb.Rows) error {
		var id chart.NoteID
		var sealed []byte
		if err := r.Scan(&id, &sealed); err != nil {
			return err
		}
		plain, err := st.key.Open(noteCell(id), sealed)
		if err != nil {
			return err
		}
		moved[id], err = k.Seal(noteCell(id), plain)
		return err
	})
	for id, sealed := range moved {
		if err == nil {
			err = tx.Exec(`UPDATE note SET document = ?, sealed = ? WHERE id = ?`, string(to), sealed, string(id))
		}
	}
	return err
}
