package audit

import (
	"context"
	"errors"
	"strings"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"
)

// Filter narrows what is read of the trail. The zero Filter gives everything, oldest first. Where several things are asked
// for, an entry must be all of them; of a list it must be one.
type Filter struct {
	Document  chart.DocumentID   // empty: all
	Documents []chart.DocumentID // a patient's documents: any of them
	Imports   []string           // with Documents: or of any of these imports, before there were documents
	Person    chart.PersonID
	Actions   []chart.Action
	Field     chart.FieldID
	Device    chart.DeviceID
	Purpose   string
	Decision  string
	Since     time.Time // first
	Until     time.Time // before
	Text      string    // stands in the entry: an id, a word of its detail
	From      int64     // first index
	Before    int64     // index after the last; 0: to the end
	Limit     int       // 0: all
	Newest    bool      // newest first
}

// ErrEnough is what a function that is handed entries gives to get no more of them. It is no failure.
var ErrEnough = errors.New("enough")

// where gives the SQL condition for what stands in columns, and its arguments.
func (f Filter) where() (string, []any) {
	parts, args := []string{"idx >= ?"}, []any{f.From}
	add := func(sql string, values ...any) {
		parts, args = append(parts, sql), append(args, values...)
	}
	if f.Before > 0 {
		add("idx < ?", f.Before)
	}
	if f.Document != "" {
		add("document = ?", string(f.Document))
	}
	if len(f.Documents)+len(f.Imports) > 0 {
		var some []string
		var values []any
		for _, d := range f.Documents {
			some, values = append(some, "document = ?"), append(values, string(d))
		}
		for _, i := range f.Imports {
			some, values = append(some, "import = ?"), append(values, i)
		}
		add("("+strings.Join(some, " OR ")+")", values...)
	}
	if f.Person != "" {
		add("person = ?", string(f.Person))
	}
	if len(f.Actions) > 0 {
		var values []any
		for _, a := range f.Actions {
			values = append(values, string(a))
		}
		add("action IN (?"+strings.Repeat(",?", len(values)-1)+")", values...)
	}
	if !f.Since.IsZero() {
		add("at >= ?", f.Since.UnixMilli())
	}
	if !f.Until.IsZero() {
		add("at < ?", f.Until.UnixMilli())
	}
	for name, value := range map[string]string{"field": string(f.Field), "device": string(f.Device), "purpose": f.Purpose, "decision": f.Decision} {
		if value != "" { // narrows what the leaf's text can be; what it is exactly, fits looks at
			add("instr(leaf, CAST(? AS BLOB)) > 0", `"`+name+`":"`)
		}
	}
	if f.Text != "" {
		add("instr(lower(CAST(leaf AS TEXT)), lower(?)) > 0", f.Text)
	}
	return strings.Join(parts, " AND "), args
}

// fits compares what has no column.
func (f Filter) fits(e chart.AuditEntry) bool {
	return (f.Field == "" || e.Field == f.Field) && (f.Device == "" || e.Device == f.Device) &&
		(f.Purpose == "" || e.Purpose == f.Purpose) && (f.Decision == "" || e.Decision == f.Decision)
}

// Entries gives the entries that the filter lets through, in order.
func (l *Log) Entries(ctx context.Context, f Filter) ([]chart.AuditEntry, error) {
	var out []chart.AuditEntry
	err := l.Each(ctx, f, func(e chart.AuditEntry) error {
		out = append(out, e)
		return nil
	})
	return out, err
}

// Each hands the entries that the filter lets through to fn, in order, on one unchanging view of the trail, without keeping
// them.
func (l *Log) Each(ctx context.Context, f Filter, fn func(chart.AuditEntry) error) error {
	return l.db.Read(ctx, func(tx *sqlitedb.Tx) error { return l.EachIn(tx, f, fn) })
}

// EachIn is Each inside a transaction. fn must not ask tx for anything; it may give ErrEnough.
func (l *Log) EachIn(tx *sqlitedb.Tx, f Filter, fn func(chart.AuditEntry) error) error {
	where, args := f.where()
	query := `SELECT leaf FROM audit_entry WHERE ` + where + ` ORDER BY idx`
	if f.Newest {
		query += ` DESC`
	}
	n := 0
	err := tx.Each(query, args, func(r *sqlitedb.Rows) error {
		var leaf []byte
		if err := r.Scan(&leaf); err != nil {
			return err
		}
		e, err := opened(leaf)
		if err != nil || !f.fits(e) {
			return err
		}
		if err := fn(e); err != nil {
			return err
		}
		if n++; n == f.Limit {
			return ErrEnough
		}
		return nil
	})
	if errors.Is(err, ErrEnough) {
		return nil
	}
	return err
}

// Size is how many entries there are.
func (l *Log) Size(ctx context.Context) (n int64, err error) {
	err = l.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		n, err = count(tx)
		return err
	})
	return n, err
}

// Back gives the entries from the newest on, as the transaction sees them, until one is older than since or f gives false.
func (l *Log) Back(tx *sqlitedb.Tx, since time.Time, f func(chart.AuditEntry) bool) error {
	return l.EachIn(tx, Filter{Newest: true}, func(e chart.AuditEntry) error {
		if e.At.Before(since) || !f(e) {
			return ErrEnough
		}
		return nil
	})
}
