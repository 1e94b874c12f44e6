package casestore

import (
	"context"
	"errors"
	"fmt"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/blob"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/storage/vault"
)

// Scan is a file of which pages are put into a file that came in before. It is kept as it is, beside that file's original.
type Scan struct {
	Source chart.Source // with the number of its pages
	File   []byte
}

// LaterPage says where a page came from that the file did not have when it came in.
type LaterPage struct {
	Replaces int // the page that it stands for; 0: none
	Scan     int // of the file's scans, from 1; 0: the page that it stands for was turned
	Sheet    int // its number in that scan
}

// writtenScan is a scan whose file is written and in no row yet.
type writtenScan struct {
	Scan
	number  int // under which its file was sealed; chart.Conflict where another one has it by the time of its row
	file    blob.Written
	content []byte
}

func files(scans []writtenScan) (out []blob.Written) {
	for _, w := range scans {
		out = append(out, w.file)
	}
	return out
}

func scanCell(n int) vault.Cell {
	return vault.Cell{Table: "scan", Column: "sealed", Row: fmt.Sprint(n)}
}

// ErrElsewhere says that a file's pages would be in two places.
var ErrElsewhere = errors.New("the file came in before, on its own or into another file")

// Scanned gives the pages of a file that were put into an import before. ErrElsewhere, chart.BadInput, where the same bytes came in on their own, or
// into another import: their pages would be in two places.
func (s *Store) Scanned(ctx context.Context, ses *vault.Session, imp chart.ImportID, sha256 string) (sheets []int, err error) {
	content, err := ses.MachineMAC("import", []byte(sha256))
	if err != nil {
		return nil, err
	}
	err = s.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		n, err := scanned(tx, imp, content)
		if err != nil || n == 0 {
			return err
		}
		return tx.Each(`SELECT sheet FROM page WHERE import = ? AND scan = ?`, []any{string(imp), n}, func(r *sqlitedb.Rows) error {
			var sheet int
			err := r.Scan(&sheet)
			sheets = append(sheets, sheet)
			return err
		})
	})
	return sheets, err
}

// scanned gives the number of a scan that the import has already; 0 where it has not.
func scanned(tx *sqlitedb.Tx, imp chart.ImportID, content []byte) (number int, err error) {
	var elsewhere int
	if err := tx.Row(`SELECT (SELECT count(*) FROM import WHERE content_mac = ?1 AND state NOT IN ('refused', 'purged'))
		+ (SELECT count(*) FROM scan WHERE content_mac = ?1 AND import <> ?2), (SELECT coalesce(max(number), 0) FROM scan WHERE content_mac = ?1 AND import = ?2)`,
		[]any{content, string(imp)}, &elsewhere, &number); err != nil {
		return 0, err
	}
	if elsewhere > 0 {
		return 0, chart.E(chart.BadInput, "put pages in", ErrElsewhere)
	}
	return number, nil
}

// writeScans writes the files of scans under the key of the import's original.
func (s *Store) writeScans(ctx context.Context, ses *vault.Session, imp chart.ImportID, scans []Scan) (out []writtenScan, err error) {
	if len(scans) == 0 {
		return nil, ses.Alive()
	}
	var k *vault.Key
	next := 0
	err = s.db.Read(ctx, func(tx *sqlitedb.Tx) (err error) {
		if k, err = ses.Key(tx, string(imp), chart.Originals); err != nil {
			return err
		}
		return tx.Row(`SELECT 1 + coalesce(max(number), 0) FROM scan WHERE import = ?`, []any{string(imp)}, &next)
	})
	for i, sc := range scans {
		if err != nil {
			break
		}
		w := writtenScan{Scan: sc, number: next + i}
		if w.content, err = ses.MachineMAC("import", []byte(sc.Source.SHA256)); err != nil {
			break
		}
		if w.file, err = s.blobs.Write(ctx, k, kindOriginal, w.number, sc.File); err == nil {
			out = append(out, w)
		}
	}
	return out, err
}

// putScans gives the numbers of scans, in their order: of one that the import has already, the one that it has.
func (s *Store) putScans(tx *sqlitedb.Tx, ses *vault.Session, imp chart.ImportID, scans []writtenScan) ([]int, error) {
	if len(scans) == 0 {
		return nil, nil
	}
	k, err := ses.Key(tx, string(imp), chart.Working)
	if err != nil {
		return nil, err
	}
	numbers := make([]int, len(scans))
	for i, w := range scans {
		if numbers[i], err = scanned(tx, imp, w.content); err != nil {
			return nil, err
		}
		if numbers[i] > 0 {
			tx.OnCommit(func() { s.blobs.Drop(w.file) })
			continue
		}
		numbers[i] = w.number
		sealed, err := sealJSON(k, scanCell(numbers[i]), w.Source)
		if err != nil {
			return nil, err
		}
		if err := s.blobs.Link(tx, w.file); err != nil {
			return nil, err
		}
		if err := tx.Exec(`INSERT INTO scan (import, number, content_mac, pages, sealed, person, at) VALUES (?, ?, ?, ?, ?, ?, ?)`,
			string(imp), numbers[i], w.content, w.Source.Pages, sealed, string(ses.Person().ID), s.now().UnixMilli()); err != nil {
			return nil, err
		}
		if err := s.append(tx, chart.AuditEntry{Action: chart.ActImport, Person: ses.Person().ID,
			Detail: fmt.Sprintf("import=%s scan=%d pages=%d", imp, numbers[i], w.Source.Pages)}); err != nil {
			return nil, err
		}
	}
	return numbers, nil
}

// Later gives the pages of an import that it did not have when it came in, by their numbers.
func (s *Store) Later(ctx context.Context, imp chart.ImportID) (map[int]LaterPage, error) {
	out := map[int]LaterPage{}
	err := s.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		return tx.Each(`SELECT number, replaces, scan, sheet FROM page WHERE import = ? AND (replaces > 0 OR scan > 0)`, []any{string(imp)}, func(r *sqlitedb.Rows) error {
			var n int
			var p LaterPage
			err := r.Scan(&n, &p.Replaces, &p.Scan, &p.Sheet)
			out[n] = p
			return err
		})
	})
	return out, err
}

// ScanFile gives a scan as it was put in.
func (s *Store) ScanFile(ctx context.Context, ses *vault.Session, imp chart.ImportID, number int) (sc Scan, err error) {
	err = s.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		k, err := ses.Key(tx, string(imp), chart.Originals)
		if err != nil {
			return err
		}
		if sc.File, err = s.blobs.Read(tx, k, kindOriginal, number); err != nil {
			return err
		}
		if k, err = ses.Key(tx, string(imp), chart.Working); err != nil {
			return err
		}
		var sealed []byte
		if err := tx.Row(`SELECT sealed FROM scan WHERE import = ? AND number = ?`, []any{string(imp), number}, &sealed); err != nil {
			return err
		}
		return openJSON(k, scanCell(number), sealed, &sc.Source)
	})
	return sc, err
}
