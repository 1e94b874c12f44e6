package backup_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"chartproof.org/chartproof/storage/sqlitedb"
)

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
