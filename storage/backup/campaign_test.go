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

func editCell(c *campaign) string {
	table, rowid, columns := c.row()
	at, column := c.where(table, rowid, columns), columns[c.rnd.IntN(len(columns))]
	var v any
	if !c.one(`SELECT `+column+` FROM `+table+` WHERE rowid = `+rowid, &v) || !c.exec(`UPDATE `+table+` SET `+column+` = ? WHERE rowid = `+rowid, c.changed(v)) {
		return ""
	}
	return at
}

func dropRow(c *campaign) string {
	table, rowid, columns := c.row()
	at := c.where(table, rowid, columns)
	if !c.exec(`DELETE FROM ` + table + ` WHERE rowid = ` + rowid) {
		return ""
	}
	return at
}

func swapRows(c *campaign) string {
	table, rowid, columns := c.row()
	var other string
	if !c.one(`SELECT rowid FROM `+table+` WHERE rowid <> `+rowid+` ORDER BY random() LIMIT 1`, &other) {
		return ""
	}
	at, column := c.where(table, rowid, columns), columns[c.rnd.IntN(len(columns))]
	var a, b any
	if !c.one(`SELECT a.`+column+`, b.`+column+` FROM `+table+` a, `+table+` b WHERE a.rowid = `+rowid+` AND b.rowid = `+other, &a, &b) || fmt.Sprint(a) == fmt.Sprint(b) {
		return ""
	}
	if !c.exec(`UPDATE `+table+` SET `+column+` = CASE rowid WHEN `+rowid+` THEN ? ELSE ? END WHERE rowid IN (`+rowid+`, `+other+`)`, b, a) {
		return ""
	}
	return at
}

func reorder(c *campaign) string { // decisions, pages and entries change their numbers
	switch c.rnd.IntN(3) {
	case 0:
		var doc string
		if !c.one(`SELECT document FROM decision ORDER BY random() LIMIT 1`, &doc) ||
			!c.exec(`UPDATE decision SET number = number + 1000 WHERE document = '`+doc+`'`) {
			return ""
		}
		c.exec(`UPDATE decision SET number = 1003 - number WHERE document = '` + doc + `'`)
		return "decision " + doc
	case 1:
		if !c.exec(`UPDATE audit_entry SET idx = -1 - idx WHERE idx IN (SELECT idx FROM audit_entry ORDER BY random() LIMIT 2)`) {
			return ""
		}
		return "audit_entry"
	}
	var doc string
	if !c.one(`SELECT id FROM document ORDER BY random() LIMIT 1`, &doc) || !c.exec(`UPDATE document SET position = position + 7 WHERE id = '`+doc+`'`) {
		return ""
	}
	return "document " + doc
}

func cutTail(c *campaign) string {
	table := []string{"audit_entry", "audit_hash", "decision", "document", "blob", "owner_key"}[c.rnd.IntN(6)]
	if !c.exec(fmt.Sprintf(`DELETE FROM %s WHERE rowid IN (SELECT rowid FROM %s ORDER BY rowid DESC LIMIT %d)`, table, table, 1+c.rnd.IntN(6))) {
		return ""
	}
	return table
}

func exchangeWithSeal(c *campaign) string { // an older row comes back together with its seal
	old := c.older[c.rnd.IntN(len(c.older))]
	path := filepath.Join(c.t.TempDir(), "old.db")
	c.h.must(os.WriteFile(path, old[sqlitedb.FileName], 0o600))
	c.h.must(func() error {
		_, err := c.sqlDB().ExecContext(c.t.Context(), `ATTACH '`+path+`' AS old`)
		return err
	}())
	defer c.exec(`DETACH old`)
	var id string
	table := []string{"person", "device_setting", "key_epoch", "preference", "person", "workspace"}[c.rnd.IntN(6)]
	if table == "workspace" || !c.one(`SELECT n.owner FROM row_seal n JOIN old.row_seal o ON o.tbl = n.tbl AND o.owner = n.owner WHERE o.sum <> n.sum AND n.tbl = '`+table+`' ORDER BY random() LIMIT 1`, &id) {
		if !c.one(`SELECT n.tbl, n.owner FROM row_seal n JOIN old.row_seal o ON o.tbl = n.tbl AND o.owner = n.owner WHERE o.sum <> n.sum AND n.tbl <> 'audit_witness' ORDER BY random() LIMIT 1`, &table, &id) {
			return ""
		}
	}
	var column string
	c.one(`SELECT name FROM pragma_table_info('`+table+`') LIMIT 1`, &column)
	if !c.exec(`DELETE FROM `+table+` WHERE CAST(`+column+` AS TEXT) = '`+id+`'`) ||
		!c.exec(`INSERT INTO `+table+` SELECT * FROM old.`+table+` WHERE CAST(`+column+` AS TEXT) = '`+id+`'`) {
		return ""
	}
	c.exec(`DELETE FROM row_seal WHERE tbl = '` + table + `' AND owner = '` + id + `'`)
	c.exec(`INSERT INTO row_seal SELECT * FROM old.row_seal WHERE tbl = '` + table + `' AND owner = '` + id + `'`)
	return table
}

func oldTrail(c *campaign) string { // the whole trail goes back, consistently
	old := c.older[c.rnd.IntN(len(c.older))]
	path := filepath.Join(c.t.TempDir(), "old.db")
	c.h.must(os.WriteFile(path, old[sqlitedb.FileName], 0o600))
	if _, err := c.sqlDB().ExecContext(c.t.Context(), `ATTACH '`+path+`' AS old`); err != nil {
		c.t.Fatal(err)
	}
	defer c.exec(`DETACH old`)
	for _, table := range []string{"audit_entry", "audit_hash", "audit_head"} {
		if !c.exec(`DELETE FROM `+table) || !c.exec(`INSERT INTO `+table+` SELECT * FROM old.`+table) {
			c.t.Fatal("the trail does not go back")
		}
	}
	return "row_head"
}

func (c *campaign) file(rel string, data []byte) {
	c.h.must(os.WriteFile(filepath.Join(c.h.dir, rel), data, 0o600))
}

func flipDatabase(c *campaign) string { // bytes that no row, index or header uses are no edit
	data := bytes.Clone(c.newest[sqlitedb.FileName])
	for range 1 + c.rnd.IntN(64) {
		data[c.rnd.IntN(len(data))] ^= byte(1 + c.rnd.IntN(255))
	}
	c.file(sqlitedb.FileName, data)
	return "database"
}

func cutDatabase(c *campaign) string {
	data := c.newest[sqlitedb.FileName]
	c.file(sqlitedb.FileName, data[:c.rnd.IntN(len(data)-1)+1])
	return "database"
}

func zeroPage(c *campaign) string {
	data := bytes.Clone(c.newest[sqlitedb.FileName])
	n := c.rnd.IntN(len(data) / 4096)
	if bytes.Equal(data[n*4096:(n+1)*4096], make([]byte, 4096)) {
		return ""
	}
	clear(data[n*4096 : (n+1)*4096])
	c.file(sqlitedb.FileName, data)
	return "database"
}

func rollBack(c *campaign) string {
	old := c.older[c.rnd.IntN(len(c.older))]
	if c.rnd.IntN(2) == 0 {
		old.lay(c.t, c.h.dir)
	} else {
		c.file(sqlitedb.FileName, old[sqlitedb.FileName])
	}
	return "age"
}

func harmPage(c *campaign) string {
	rel := c.newest.pages(c.rnd)
	data := bytes.Clone(c.newest[rel])
	switch c.rnd.IntN(5) {
	case 0:
		data[c.rnd.IntN(len(data))] ^= byte(1 + c.rnd.IntN(255))
	case 1:
		data = data[:c.rnd.IntN(len(data))]
	case 2:
		data = append(data, 0)
	case 3:
		other := c.newest.pages(c.rnd)
		if other == rel {
			return ""
		}
		data = c.newest[other]
	case 4:
		c.h.must(os.Remove(filepath.Join(c.h.dir, rel)))
		return "files"
	}
	c.file(rel, data)
	return "files"
}

func swapPages(c *campaign) string {
	a, b := c.newest.pages(c.rnd), c.newest.pages(c.rnd)
	if a == b {
		return ""
	}
	c.file(a, c.newest[b])
	c.file(b, c.newest[a])
	return "files"
}

func strangePage(c *campaign) string {
	c.file(filepath.Join(filepath.Dir(c.newest.pages(c.rnd)), strings.Repeat("ab", 32)), []byte("planted"))
	return "files"
}

var classes = []edit{{"change a value", editCell}, {"change a value", editCell}, {"drop a row", dropRow}, {"swap values of rows", swapRows},
	{"reorder", reorder}, {"cut the tail of a table", cutTail}, {"older row with its seal", exchangeWithSeal}, {"older trail", oldTrail},
	{"flip bytes of the database", flipDatabase}, {"cut the database", cutDatabase}, {"blank a page of it", zeroPage}, {"roll back", rollBack},
	{"harm a page file", harmPage}, {"swap page files", swapPages}, {"plant a page file", strangePage}}

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
