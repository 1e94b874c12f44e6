package quality

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/quality/kpi"
	"chartproof.org/chartproof/storage/audit"
	"chartproof.org/chartproof/storage/sqlitedb"
)

// Store is the counted days of an open workspace. It is safe for concurrent use.
type Store struct {
	db  *sqlitedb.DB
	log *audit.Log
	now func() time.Time

	bringing sync.Mutex // days are counted by one at a time
	mu       sync.Mutex
	known    map[string]kpi.Day // days that are over, as they are kept
}

// New gives the store of an open workspace.
func New(db *sqlitedb.DB, log *audit.Log, now func() time.Time) *Store {
	return &Store{db: db, log: log, now: now, known: map[string]kpi.Day{}}
}

// at gives the beginning of the day of a time, in the practice's own time.
func (s *Store) at(t time.Time) time.Time {
	t = t.In(s.now().Location())
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, t.Location())
}

// Days gives what the days from first to last say, oldest first; days without work are left out. progress, which may be nil,
// tells how many days of how many are counted, where some have to be.
func (s *Store) Days(ctx context.Context, first, last time.Time, progress func(done, all int)) ([]kpi.Day, error) {
	if err := s.bring(ctx, progress); err != nil {
		return nil, err
	}
	from, until := s.at(first).Format(kpi.DateForm), s.at(last).Format(kpi.DateForm)
	today := s.at(s.now())
	out, err := s.kept(ctx, from, min(until, today.AddDate(0, 0, -1).Format(kpi.DateForm)))
	if err != nil {
		return nil, err
	}
	if on := today.Format(kpi.DateForm); from <= on && on <= until {
		day, any, err := s.count(ctx, today, true)
		if err != nil {
			return nil, err
		}
		if any {
			out = append(out, day)
		}
	}
	return out, nil
}

// kept gives the days that are over, and keeps them in mind.
func (s *Store) kept(ctx context.Context, from, until string) (out []kpi.Day, err error) {
	err = s.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		var missing []string
		s.mu.Lock()
		defer s.mu.Unlock()
		err := tx.Each(`SELECT day FROM quality_day WHERE day >= ? AND day <= ? ORDER BY day`, []any{from, until}, func(r *sqlitedb.Rows) error {
			var on string
			if err := r.Scan(&on); err != nil {
				return err
			}
			if _, ok := s.known[on]; !ok {
				missing = append(missing, on)
			}
			out = append(out, kpi.Day{Date: on})
			return nil
		})
		if err != nil {
			return err
		}
		if len(missing) > 0 {
			if err := s.remember(tx, missing[0], missing[len(missing)-1]); err != nil {
				return err
			}
		}
		for i := range out {
			out[i] = s.known[out[i].Date]
		}
		return nil
	})
	return out, err
}

func (s *Store) remember(tx *sqlitedb.Tx, from, until string) error {
	return tx.Each(`SELECT day, tally FROM quality_day WHERE day >= ? AND day <= ?`, []any{from, until}, func(r *sqlitedb.Rows) error {
		var on string
		var tally []byte
		if err := r.Scan(&on, &tally); err != nil {
			return err
		}
		var d kpi.Day
		if err := json.Unmarshal(tally, &d); err != nil {
			return chart.E(chart.Tampered, "read a counted day", fmt.Errorf("day %s", on))
		}
		s.known[on] = d
		return nil
	})
}

// bring counts the days that are over and were not counted, or into which an entry came since.
func (s *Store) bring(ctx context.Context, progress func(done, all int)) error {
	s.bringing.Lock()
	defer s.bringing.Unlock()
	today := s.at(s.now())
	days, next, err := s.uncounted(ctx, today)
	if err != nil || len(days) == 0 {
		return err
	}
	const atOnce = 31 // so that a cancel loses little
	done, all := 0, len(days)
	for len(days) > 0 {
		n := min(atOnce, len(days))
		counted := make([]kpi.Day, 0, n)
		for _, on := range days[:n] {
			d, _, err := s.count(ctx, on, false)
			if err != nil {
				return err
			}
			counted = append(counted, d)
		}
		days = days[n:]
		mark := int64(-1)
		if len(days) == 0 {
			mark = next
		}
		if err := s.keep(ctx, counted, mark); err != nil {
			return err
		}
		if done += n; progress != nil {
			progress(done, all)
		}
	}
	return nil
}

// uncounted gives the days that are over and have entries that no kept day has counted, and the number up to which all is
// counted once they are.
func (s *Store) uncounted(ctx context.Context, today time.Time) (days []time.Time, next int64, err error) {
	err = s.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		var mark, size int64
		err := tx.Row(`SELECT next FROM quality_mark WHERE id = 1`, nil, &mark)
		if err != nil && chart.KindOf(err) != chart.NotFound {
			return err
		}
		if err := tx.Row(`SELECT coalesce(max(idx), -1) + 1 FROM audit_entry`, nil, &size); err != nil {
			return err
		}
		// The first entry of today, or of later, and the oldest time among those since the mark.
		var oldest int64
		if err := tx.Row(`SELECT coalesce(min(at), ?) FROM audit_entry WHERE idx >= ?`, []any{today.UnixMilli(), mark}, &oldest); err != nil {
			return err
		}
		for on := s.at(time.UnixMilli(oldest)); on.Before(today); on = s.at(on.AddDate(0, 0, 1).Add(time.Hour)) {
			var some int
			end := s.at(on.AddDate(0, 0, 1).Add(time.Hour))
			if err := tx.Row(`SELECT count(*) FROM (SELECT 1 FROM audit_entry INDEXED BY audit_entry_at WHERE at >= ? AND at < ? AND +idx >= ? LIMIT 1)`,
				[]any{on.UnixMilli(), end.UnixMilli(), mark}, &some); err != nil {
				return err
			}
			if some > 0 {
				days = append(days, on)
			}
		}
		return tx.Row(`SELECT coalesce(min(+idx), ?) FROM audit_entry INDEXED BY audit_entry_at WHERE +idx >= ? AND at >= ?`, []any{size, mark, today.UnixMilli()}, &next)
	})
	return days, next, err
}

// keep stores counted days and, where it is not negative, the mark.
func (s *Store) keep(ctx context.Context, days []kpi.Day, mark int64) error {
	err := s.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		for _, d := range days {
			tally, err := json.Marshal(d)
			if err != nil {
				return chart.E(chart.Internal, "keep a counted day", err)
			}
			if err := tx.Exec(`INSERT INTO quality_day (day, tally) VALUES (?, ?) ON CONFLICT (day) DO UPDATE SET tally = excluded.tally`,
				d.Date, tally); err != nil {
				return err
			}
		}
		if mark < 0 {
			return nil
		}
		return tx.Exec(`INSERT INTO quality_mark (id, next) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET next = excluded.next`, mark)
	})
	if err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, d := range days {
		s.known[d.Date] = d
	}
	return nil
}

// count reads one day out of the trail.
func (s *Store) count(ctx context.Context, on time.Time, open bool) (day kpi.Day, any bool, err error) {
	until := s.at(on.AddDate(0, 0, 1).Add(time.Hour))
	if open { // what a clock that went back has put into the future counts today
		until = until.AddDate(100, 0, 0)
	}
	err = s.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		var entries []chart.AuditEntry
		if err := s.log.BetweenIn(tx, on, until, kpi.Actions(), func(e chart.AuditEntry) error {
			entries = append(entries, e)
			return nil
		}); err != nil {
			return err
		}
		docs, err := s.documents(tx, entries)
		if err != nil {
			return err
		}
		any = len(entries) > 0
		day = kpi.Fold(on.Format(kpi.DateForm), entries, docs)
		return nil
	})
	return day, any, err
}

// documents gives what is known of the documents that entries are about, with the history of those that were signed.
func (s *Store) documents(tx *sqlitedb.Tx, entries []chart.AuditEntry) (map[chart.DocumentID]kpi.Doc, error) {
	out := map[chart.DocumentID]kpi.Doc{}
	for i := range entries {
		e := &entries[i]
		if e.Document == "" {
			continue
		}
		doc, known := out[e.Document]
		if !known {
			var err error
			if doc, err = document(tx, e.Document); chart.KindOf(err) == chart.NotFound {
				continue // it was dropped while its file was still being read
			} else if err != nil {
				return nil, err
			}
		}
		if e.Action == chart.ActSignRecord {
			err := s.log.EachIn(tx, audit.Filter{Document: e.Document, Before: e.Index + 1}, func(e chart.AuditEntry) error {
				doc.History = append(doc.History, e)
				return nil
			})
			if err != nil {
				return nil, err
			}
		}
		out[e.Document] = doc
	}
	return out, nil
}

func document(tx *sqlitedb.Tx, id chart.DocumentID) (kpi.Doc, error) {
	var d kpi.Doc
	var imported int64
	var media, maker string
	var dpi int
	err := tx.Row(`SELECT d.type, d.pages, d.fields, d.imported, i.media_type, coalesce(q.maker, ''), coalesce(q.dpi, 0)
		FROM document d JOIN import i ON i.id = d.import LEFT JOIN quality_source q ON q.import = d.import WHERE d.id = ?`,
		[]any{string(id)}, &d.Form, &d.Pages, &d.Fields, &imported, &media, &maker, &dpi)
	d.Imported = time.UnixMilli(imported)
	d.From = kpi.Scanner{Maker: maker, DPI: dpi, Media: media}.Name()
	return d, err
}

// KeepSource keeps what the file of an import says of the scanner: words of a closed list and numbers; what is not known now
// and was known before stays. It is no action of a
// person's and has no entry of its own.
func (s *Store) KeepSource(ctx context.Context, id chart.ImportID, from kpi.Scanner) error {
	if !from.Valid() {
		return chart.E(chart.BadInput, "keep the scanner", nil)
	}
	return s.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		return tx.Exec(`INSERT INTO quality_source (import, maker, dpi) VALUES (?, ?, ?)
			ON CONFLICT (import) DO UPDATE SET maker = CASE excluded.maker WHEN '' THEN maker ELSE excluded.maker END,
				dpi = CASE excluded.dpi WHEN 0 THEN dpi ELSE excluded.dpi END`, string(id), from.Maker, from.DPI)
	})
}
