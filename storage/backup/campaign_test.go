package backup_test

import (
	"bytes"
	"database/sql"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/backup"
	"chartproof.org/chartproof/storage/rowseal"
	"chartproof.org/chartproof/storage/sqlitedb"
)

var edits = flag.Int("edits", 300, "random edits of the workspace")

// image is a workspace as it lies on the disk while nobody has it open.
type image map[string][]byte // by path in the folder

func imageOf(t testing.TB, dir string) image {
	t.Helper()
	out := image{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(dir, path)
		if err == nil {
			out[rel], err = os.ReadFile(path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// lay makes the folder what the image says, touching only what differs.
func (im image) lay(t testing.TB, dir string) {
	t.Helper()
	now := imageOf(t, dir)
	for rel := range now {
		if im[rel] == nil {
			if err := os.Remove(filepath.Join(dir, rel)); err != nil {
				t.Fatal(err)
			}
		}
	}
	for rel, data := range im {
		if have, ok := now[rel]; ok && bytes.Equal(have, data) {
			continue
		}
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, rel)), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, rel), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func (im image) pages(rnd *rand.Rand) string {
	var names []string
	for rel := range im {
		if strings.HasPrefix(rel, "pages") {
			names = append(names, rel)
		}
	}
	slices.Sort(names)
	return names[rnd.IntN(len(names))]
}

// campaign edits a workspace as somebody would who has its folder and no key.
type campaign struct {
	t      *testing.T
	h      *house
	rnd    *rand.Rand
	newest image
	older  []image
	anchor rowseal.Anchor
	db     *sql.DB
}

// edit is one class: it gives where the harm was done, or "" where it changed nothing, and another is drawn.
type edit struct {
	name string
	do   func(c *campaign) string
}

func newCampaign(t *testing.T, seed uint64) *campaign {
	h := newHouse(t)
	c := &campaign{t: t, h: h, rnd: rand.New(rand.NewPCG(seed, 20261122))}
	for i := range 4 {
		for j := range 4 {
			id := h.document(fmt.Sprintf("chart %d %d", i, j))
			h.decide(id, "name", "first")
			h.decide(id, "mrn", "M-1")
		}
		if i == 3 {
			break
		}
		h.close()
		c.older = append(c.older, imageOf(t, h.dir))
		h.open()
		h.signIn()
	}
	var err error
	h.s.Close()
	c.anchor, err = h.seals.Anchor(t.Context())
	h.must(err)
	h.close()
	c.newest = imageOf(t, h.dir)
	return c
}

func (c *campaign) sqlDB() *sql.DB {
	if c.db == nil {
		db, err := sql.Open("sqlite", filepath.Join(c.h.dir, sqlitedb.FileName))
		c.h.must(err)
		c.db = db
	}
	return c.db
}

func (c *campaign) done() {
	if c.db != nil {
		c.h.must(c.db.Close())
		c.db = nil
	}
}

// exec runs a statement and tells whether it changed anything.
func (c *campaign) exec(query string, args ...any) bool {
	res, err := c.sqlDB().ExecContext(c.t.Context(), query, args...)
	if err != nil {
		return false // a key or check stands in the way: another edit is drawn
	}
	n, err := res.RowsAffected()
	c.h.must(err)
	return n > 0
}

func (c *campaign) one(query string, into ...any) bool {
	return c.sqlDB().QueryRowContext(c.t.Context(), query).Scan(into...) == nil
}

// names gives the texts of a column.
func (c *campaign) names(db *sql.DB, query string) (out []string, err error) {
	rows, err := db.QueryContext(c.t.Context(), query)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, err
		}
		out = append(out, name)
	}
	return out, rows.Err()
}

// row draws a table that has rows, and one of them.
func (c *campaign) row() (table, rowid string, columns []string) {
	tables, err := c.names(c.sqlDB(), `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND sql NOT LIKE '%WITHOUT ROWID%' ORDER BY name`)
	c.h.must(err)
	for {
		table = tables[c.rnd.IntN(len(tables))]
		if c.one(`SELECT rowid FROM `+table+` ORDER BY rowid LIMIT 1 OFFSET abs(random()) % max(1, (SELECT count(*) FROM `+table+`))`, &rowid) {
			break
		}
	}
	columns, err = c.names(c.sqlDB(), `SELECT name FROM pragma_table_info('`+table+`')`)
	c.h.must(err)
	return table, rowid, columns
}

func (c *campaign) where(table, rowid string, columns []string) string {
	var owner any
	c.one(`SELECT `+columns[0]+` FROM `+table+` WHERE rowid = `+rowid, &owner)
	return table + " " + fmt.Sprint(owner)
}

// changed is how a value becomes another of its kind.
func (c *campaign) changed(v any) any {
	switch v := v.(type) {
	case int64:
		return v + int64(c.rnd.IntN(5)+1)
	case string:
		if v == "" {
			return "x"
		}
		b := []byte(v)
		i := c.rnd.IntN(len(b))
		b[i] = 'a' + (b[i]+byte(1+c.rnd.IntN(20)))%26
		if string(b) == v {
			b[i] = '_'
		}
		return string(b)
	case []byte:
		if len(v) == 0 {
			return []byte{1}
		}
		b := bytes.Clone(v)
		b[c.rnd.IntN(len(b))] ^= byte(1 + c.rnd.IntN(255))
		return b
	}
	return nil
}

// outcome is what the check said.
type outcome struct {
	findings []string
	err      error
}

func (c *campaign) check() (o outcome) {
	h := c.h
	if err := h.tryOpen(); err != nil {
		return outcome{err: err}
	}
	defer func() {
		h.v.Close()
		_ = h.db.Close()
	}()
	if err := h.v.Load(c.t.Context()); err != nil {
		return outcome{err: err}
	}
	got, err := backup.Verify(c.t.Context(), h.whole(&c.anchor))
	for _, f := range got.Findings {
		o.findings = append(o.findings, f.String())
	}
	o.err = err
	return o
}

// located reports whether the place of the harm is named.
func (o outcome) located(at string) bool {
	all := strings.Join(o.findings, "\n")
	table, owner, _ := strings.Cut(at, " ")
	switch {
	case o.err != nil && at != "database": // not even the keys open: the error says which
		words := map[string]string{"workspace": "workspace machine secret keyring device root sealed", "zone": "zone", "person": "person", "people_register": "people", "key_epoch": "epoch key",
			"audit_head": "audit key entry note checkpoint", "row_head": "seal", "age": "schema database"}[table]
		return slices.ContainsFunc(strings.Fields(words), func(w string) bool { return strings.Contains(o.err.Error(), w) })
	case o.err != nil:
		return strings.Contains(o.err.Error(), "database") || strings.Contains(o.err.Error(), "workspace") || chart.KindOf(o.err) == chart.Tampered
	case at == "database":
		return len(o.findings) > 0
	case strings.HasPrefix(table, "audit_"):
		return strings.Contains(all, "trail: ") || strings.Contains(all, table) || strings.Contains(all, "row_head")
	case strings.HasPrefix(table, "row_"):
		return strings.Contains(all, "rows: ")
	case owner != "":
		return strings.Contains(all, table) && (strings.Contains(all, owner) || len(owner) < 8)
	}
	return strings.Contains(all, table)
}

func TestRandomEdits(t *testing.T) {
	c := newCampaign(t, 1)
	if o := c.check(); o.err != nil || len(o.findings) > 0 {
		t.Fatalf("untouched: want nothing found, got %v, %v", o.findings, o.err)
	}
	plain := c.content()
	made, detected, located, slack := map[string]int{}, map[string]int{}, map[string]int{}, 0
	for n := 0; n < *edits; {
		c.newest.lay(t, c.h.dir)
		class := classes[c.rnd.IntN(len(classes))]
		at := class.do(c)
		c.done()
		if at == "" {
			continue
		}
		o := c.check()
		if o.err == nil && len(o.findings) == 0 && at == "database" && c.content() == plain {
			slack++ // bytes that nothing uses: nothing that can be read has changed
			continue
		}
		n++
		made[class.name]++
		if o.err != nil || len(o.findings) > 0 {
			detected[class.name]++
		} else {
			t.Errorf("edit %d, %s at %s: not detected", n, class.name, at)
		}
		if o.located(at) {
			located[class.name]++
		} else {
			t.Errorf("edit %d, %s at %s: not located: %v, %v", n, class.name, at, o.findings, o.err)
		}
	}
	all, found, placed := 0, 0, 0
	for _, name := range slices.Sorted(maps.Keys(made)) {
		t.Logf("%-28s %6d made %6d detected %6d located", name, made[name], detected[name], located[name])
		all, found, placed = all+made[name], found+detected[name], placed+located[name]
	}
	t.Logf("%-28s %6d made %6d detected %6d located; %d flips hit bytes that nothing uses", "all", all, found, placed, slack)
}

// content is everything that can be read out of the database.
func (c *campaign) content() string {
	db, err := sql.Open("sqlite", filepath.Join(c.h.dir, sqlitedb.FileName))
	c.h.must(err)
	defer db.Close()
	tables, err := c.names(db, `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`)
	if err != nil {
		return err.Error()
	}
	var out strings.Builder
	for _, table := range tables {
		out.WriteString(dump(c, db, table))
	}
	return out.String()
}

func dump(c *campaign, db *sql.DB, table string) string {
	rows, err := db.QueryContext(c.t.Context(), `SELECT * FROM `+table)
	if err != nil {
		return err.Error()
	}
	defer rows.Close()
	columns, err := rows.Columns()
	c.h.must(err)
	values, refs := make([]any, len(columns)), make([]any, len(columns))
	for i := range values {
		refs[i] = &values[i]
	}
	var out strings.Builder
	for rows.Next() {
		c.h.must(rows.Scan(refs...))
		fmt.Fprintf(&out, "%s %v\n", table, values)
	}
	if rows.Err() != nil {
		return rows.Err().Error()
	}
	return out.String()
}
