package casestore

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"
)

// Purged says what a purge took away.
type Purged struct {
	Documents []chart.DocumentID
	Pages     int
	Files     []string // names of the sealed files; they are wiped after the commit
	Bytes     int64
	Digest    string // salted SHA-256 over ids, the digests of signed records and the files' names, which are hashes of sealed bytes
}

// purgeRefused is why something is not purged: it is not where it may be.
func purgeRefused(op, why string) error { return chart.E(chart.BadState, op, errors.New(why)) }

// PurgeOriginal takes away the file as it came in; what was made of it stays. The caller destroys its key (owner id, zone
// originals) in the same transaction and writes the trail. An original that is gone already is no error.
func (s *Store) PurgeOriginal(tx *sqlitedb.Tx, id chart.ImportID, salt []byte) (Purged, error) {
	const op = "purge original"
	if err := allSettled(tx, op, id); err != nil {
		return Purged{}, err
	}
	p := Purged{}
	h := evidence(salt, string(id))
	return p.files(s, tx, h, string(id), kindOriginal)
}

// PurgeImport takes away a file with every document that was made of it: rows, index, drafts, decisions, redactions and sealed
// files. What stays are ids, states, counts, times, the digest of the signed record and the hub's receipt. The caller destroys
// the keys of the file and its documents in the same transaction and writes the trail.
func (s *Store) PurgeImport(tx *sqlitedb.Tx, id chart.ImportID, salt []byte) (Purged, error) {
	const op = "purge chart"
	if err := allSettled(tx, op, id); err != nil {
		return Purged{}, err
	}
	docs, err := documentsOf(tx, id)
	if err != nil {
		return Purged{}, err
	}
	h := evidence(salt, string(id))
	p := Purged{Documents: docs}
	for _, d := range docs {
		if p, err = s.purgeDocument(tx, p, h, d); err != nil {
			return Purged{}, fmt.Errorf("%s: %w", op, err)
		}
	}
	return s.purgeFile(tx, p, h, id)
}

// PurgeRefusedImport takes away a file that was not taken.
func (s *Store) PurgeRefusedImport(tx *sqlitedb.Tx, id chart.ImportID, salt []byte) (Purged, error) {
	const op = "purge refused file"
	var state string
	var docs int
	if err := tx.Row(`SELECT state, (SELECT count(*) FROM document WHERE import = ?1) FROM import WHERE id = ?1`, []any{string(id)}, &state, &docs); err != nil {
		return Purged{}, fmt.Errorf("%s: %w", op, err)
	}
	if chart.State(state) != chart.StateRefused || docs > 0 {
		return Purged{}, purgeRefused(op, "the file was not refused")
	}
	return s.purgeFile(tx, Purged{}, evidence(salt, string(id)), id)
}

// allSettled refuses a file of which a document is not settled, and one that was not taken to its end.
func allSettled(tx *sqlitedb.Tx, op string, id chart.ImportID) error {
	var state string
	var docs, open int
	if err := tx.Row(`SELECT state, (SELECT count(*) FROM document WHERE import = ?1), (SELECT count(*) FROM document WHERE import = ?1 AND state <> ?2)
		FROM import WHERE id = ?1`, []any{string(id), string(chart.StateSettled)}, &state, &docs, &open); err != nil {
		return fmt.Errorf("%s: %w", op, err)
	}
	if chart.State(state) != finished || docs == 0 || open > 0 {
		return purgeRefused(op, "not every document of it is settled")
	}
	return nil
}

func evidence(salt []byte, id string) hash.Hash {
	h := sha256.New()
	_, _ = h.Write(salt) // a hash never fails
	_, _ = h.Write([]byte(id + "\n"))
	return h
}

func (p Purged) files(s *Store, tx *sqlitedb.Tx, h hash.Hash, owner string, kinds ...string) (Purged, error) {
	names, bytes, err := s.blobs.Unlink(tx, owner, kinds...)
	if err != nil {
		return Purged{}, err
	}
	for _, n := range names {
		_, _ = h.Write([]byte(n + "\n"))
	}
	p.Files, p.Bytes, p.Digest = append(p.Files, names...), p.Bytes+bytes, hex.EncodeToString(h.Sum(nil))
	return p, nil
}

func (s *Store) purgeDocument(tx *sqlitedb.Tx, p Purged, h hash.Hash, id chart.DocumentID) (Purged, error) {
	var digests string // of the record and its addenda
	if err := tx.Row(`SELECT coalesce(group_concat(digest, ' ' ORDER BY number), '') FROM record WHERE document = ?`, []any{string(id)}, &digests); err != nil {
		return p, err
	}
	_, _ = h.Write([]byte(string(id) + " " + digests + "\n"))
	for _, table := range rowsOf() {
		if err := tx.Exec(`DELETE FROM `+table+` WHERE document = ?`, string(id)); err != nil {
			return p, err
		}
	}
	if err := tx.Exec(`UPDATE document SET state = ?, version = version + 1, sealed = X'', urgent = 0, open = 0, indexed = 1, changed = ? WHERE id = ?`,
		string(chart.StatePurged), s.now().UnixMilli(), string(id)); err != nil {
		return p, err
	}
	tx.OnCommit(s.forgetPages)
	return p.files(s, tx, h, string(id))
}

func (s *Store) purgeFile(tx *sqlitedb.Tx, p Purged, h hash.Hash, id chart.ImportID) (Purged, error) {
	n, err := tx.Change(`DELETE FROM page WHERE import = ?`, string(id))
	if err != nil {
		return p, err
	}
	p.Pages = int(n)
	if err := tx.Exec(`DELETE FROM scan WHERE import = ?`, string(id)); err != nil {
		return p, err
	}
	// The keyed hash of the content goes too: whoever has the same file must not learn that it was here.
	if err := tx.Exec(`UPDATE import SET state = ?, content_mac = X'', sealed_source = X'', changed = ? WHERE id = ?`,
		string(chart.StatePurged), s.now().UnixMilli(), string(id)); err != nil {
		return p, err
	}
	if err := tx.Exec(`UPDATE import_file SET sealed = X'' WHERE import = ?`, string(id)); err != nil { // its name in a report
		return p, err
	}
	return p.files(s, tx, h, string(id))
}

// forgetPages drops the pages of the document at hand.
func (s *Store) forgetPages() {
	s.mu.Lock()
	s.pages = pageCache{}
	s.mu.Unlock()
}

// Stand is how a file stands for a disposal.
type Stand struct {
	Version     int64 // the versions of its documents together: any change of one changes it
	Documents   []chart.DocumentID
	HasOriginal bool
	Purged      bool
}

// Standing tells how a file stands.
func (s *Store) Standing(tx *sqlitedb.Tx, id chart.ImportID) (Stand, error) {
	var out Stand
	var state chart.State
	if err := tx.Row(`SELECT state, (SELECT coalesce(sum(version), 0) FROM document WHERE import = ?1),
		EXISTS (SELECT 1 FROM blob WHERE owner = ?1 AND kind = ?2) FROM import WHERE id = ?1`, []any{string(id), kindOriginal},
		&state, &out.Version, &out.HasOriginal); err != nil {
		return out, fmt.Errorf("find file: %w", err)
	}
	out.Purged = state == chart.StatePurged
	var err error
	out.Documents, err = documentsOf(tx, id)
	return out, err
}

// Hold moves a settled document to the state held, or back. One in another state stays where it is: work on a chart goes on
// under a hold, and what keeps it from disposal is the hold itself.
func (s *Store) Hold(tx *sqlitedb.Tx, id chart.DocumentID, held bool) error {
	from, to := chart.StateSettled, chart.StateHeld
	if !held {
		from, to = to, from
	}
	_, err := tx.Change(`UPDATE document SET state = ?, version = version + 1, changed = ? WHERE id = ? AND state = ?`,
		string(to), s.now().UnixMilli(), string(id), string(from))
	return err
}

// FilesLeft counts those of the named files that still stand, after one more try to wipe them.
func (s *Store) FilesLeft(names []string) (left int) { return len(s.blobs.Left(names)) }
