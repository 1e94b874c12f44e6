package audit_test

import (
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/audit"
	"chartproof.org/chartproof/storage/sqlitedb"

	"golang.org/x/mod/sumdb/note"
)

var edits = flag.Int("edits", 400, "random edits of the trail's tables; the acceptance run makes 10000")

// errUndo ends a transaction that must leave nothing behind.
var errUndo = errors.New("undo")

// edited is one random edit: what it was, and where a verification must point.
type edited struct {
	what  string
	entry int64  // the first entry that it touches, -1 where it touches none
	where string // prefix of Report.Where, where entry is -1
}

// TestRandomEdits changes, drops, inserts, swaps, cuts off and grows rows and columns of all tables of the trail at random, and
// wants every edit found and the right place named. With -edits=10000 it prints the figure of the acceptance.
func TestRandomEdits(t *testing.T) {
	f := witnessedFixture(t)
	r := rand.New(rand.NewPCG(5, 1962))
	kinds := map[string]int{}
	found, located := 0, 0
	for n := range *edits {
		var did edited
		var rep audit.Report
		err := f.db.Write(t.Context(), func(tx *sqlitedb.Tx) error {
			var err error
			if did, err = randomEdit(tx, r); err != nil {
				return err
			}
			rep, err = audit.VerifyIn(tx, audit.Keys{Device: f.key})
			return errors.Join(err, errUndo)
		})
		if !errors.Is(err, errUndo) || chart.KindOf(err) == chart.Tampered {
			t.Fatalf("edit %d, %s: %v", n, did.what, err)
		}
		kinds[did.what]++
		if !rep.OK {
			found++
		} else {
			t.Errorf("edit %d, %s: not found", n, did.what)
			continue
		}
		if did.entry >= 0 && rep.Broken == did.entry || did.entry < 0 && strings.HasPrefix(rep.Where, did.where) {
			located++
		} else {
			t.Errorf("edit %d, %s: want entry %d %s, got %d %s: %s", n, did.what, did.entry, did.where, rep.Broken, rep.Where, rep.Problem)
		}
	}
	t.Logf("%d random edits of the trail's tables: %d found, %d located (%v)", *edits, found, located, kinds)
	if r := f.verify(t, audit.Keys{Deep: true}); !r.OK {
		t.Errorf("the trail itself was harmed: %+v", r)
	}
}

// witnessedFixture is a trail of 61 entries of two keys with three witnessed checkpoints.
func witnessedFixture(t *testing.T) *fixture {
	t.Helper()
	f := newFixture(t, 20)
	hub := newHub(t)
	for i := range 3 {
		f.grow(t, 6)
		if i == 1 {
			f.rotate(t)
		}
		signed, err := f.log.Checkpoint(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		key, err := f.log.VerifierKey(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if err := f.log.Witness(t.Context(), hub.cosign(t, signed, key), hub.key); err != nil {
			t.Fatal(err)
		}
	}
	f.grow(t, 21)
	return f
}

type hub struct {
	signer note.Signer
	key    string
}

func newHub(t *testing.T) hub {
	t.Helper()
	skey, key, err := note.GenerateKey(nil, "hub.example")
	if err != nil {
		t.Fatal(err)
	}
	s, err := note.NewSigner(skey)
	if err != nil {
		t.Fatal(err)
	}
	return hub{s, key}
}

func (h hub) cosign(t *testing.T, msg []byte, deviceKey string) []byte {
	t.Helper()
	v, err := note.NewVerifier(deviceKey)
	if err != nil {
		t.Fatal(err)
	}
	n, err := note.Open(msg, note.VerifierList(v))
	if err != nil {
		t.Fatal(err)
	}
	out, err := note.Sign(n, h.signer)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// randomEdit does one edit inside the transaction.
func randomEdit(tx *sqlitedb.Tx, r *rand.Rand) (edited, error) {
	var size, hashes, witnesses int64
	if err := errors.Join(tx.Row(`SELECT count(*) FROM audit_entry`, nil, &size), tx.Row(`SELECT count(*) FROM audit_hash`, nil, &hashes),
		tx.Row(`SELECT count(*) FROM audit_witness`, nil, &witnesses)); err != nil {
		return edited{}, err
	}
	at := r.Int64N(size)
	switch r.IntN(14) {
	case 0:
		return flip(tx, r, "audit_entry", "leaf", at, edited{"change leaf", at, ""})
	case 1:
		return flip(tx, r, "audit_entry", "sig", at, edited{"change signature", at, ""})
	case 2:
		column := []string{"document", "action", "person", "import"}[r.IntN(4)]
		return edited{"file under other words", at, ""}, must(tx, fmt.Sprintf(`UPDATE audit_entry SET %s = %s || 'x' WHERE idx = ?`, column, column), at)
	case 3:
		return edited{"change time", at, ""}, must(tx, `UPDATE audit_entry SET at = at + ? WHERE idx = ?`, 1+r.Int64N(1e9), at)
	case 4:
		return edited{"drop entry", at, ""}, must(tx, `DELETE FROM audit_entry WHERE idx = ?`, at)
	case 5:
		return swap(tx, r, size, at)
	case 6:
		return edited{"cut off", at, ""}, must(tx, `DELETE FROM audit_entry WHERE idx >= ?`, at)
	case 7: // an entry of the trail once more at its end
		return edited{"insert entry", size, ""}, must(tx, `INSERT INTO audit_entry (idx, document, leaf, sig, at, action, person, import)
			SELECT ?, document, CAST(replace(CAST(leaf AS TEXT), '"index":' || idx || ',', '"index":' || ? || ',') AS BLOB), sig, at, action, person, import FROM audit_entry WHERE idx = ?`, size, size, at)
	case 8:
		h := r.Int64N(hashes)
		return flip(tx, r, "audit_hash", "hash", h, edited{"change stored hash", -1, fmt.Sprintf("stored hash %d", h)})
	case 9:
		h := r.Int64N(hashes)
		return edited{"drop stored hash", -1, fmt.Sprintf("stored hash %d", h)}, must(tx, `DELETE FROM audit_hash WHERE idx = ?`, h)
	case 10:
		return editHead(tx, r)
	case 11:
		return editWitness(tx, r, witnesses)
	case 12:
		return regrow(tx, r, size, at)
	}
	return shift(tx, r, size, at)
}

func must(tx *sqlitedb.Tx, query string, args ...any) error {
	n, err := tx.Change(query, args...)
	if err == nil && n == 0 {
		err = errors.New("the edit did nothing")
	}
	return err
}

// flip changes one bit, or cuts the value short, or makes it longer.
func flip(tx *sqlitedb.Tx, r *rand.Rand, table, column string, idx int64, did edited) (edited, error) {
	key := "idx"
	switch table {
	case "audit_head":
		key = "id"
	case "audit_witness":
		key = "size"
	}
	var b []byte
	if err := tx.Row(fmt.Sprintf(`SELECT CAST(%s AS BLOB) FROM %s WHERE %s = ?`, column, table, key), []any{idx}, &b); err != nil {
		return did, err
	}
	b = append([]byte(nil), b...)
	switch r.IntN(8) {
	case 0:
		b = b[:r.IntN(len(b))]
	case 1:
		b = append(b, byte(r.IntN(256)))
	default:
		b[r.IntN(len(b))] ^= 1 << r.IntN(8)
	}
	return did, must(tx, fmt.Sprintf(`UPDATE %s SET %s = ? WHERE %s = ?`, table, column, key), b, idx)
}

func swap(tx *sqlitedb.Tx, r *rand.Rand, size, a int64) (edited, error) {
	b := (a + 1 + r.Int64N(size-1)) % size
	return edited{"swap entries", min(a, b), ""}, errors.Join(must(tx, `UPDATE audit_entry SET idx = -5 WHERE idx = ?`, a),
		must(tx, `UPDATE audit_entry SET idx = ? WHERE idx = ?`, a, b), must(tx, `UPDATE audit_entry SET idx = ? WHERE idx = -5`, b))
}

// shift inserts a copy in the middle and moves what comes after it, numbers mended.
func shift(tx *sqlitedb.Tx, _ *rand.Rand, size, at int64) (edited, error) {
	for i := size - 1; i >= at; i-- {
		if err := must(tx, `UPDATE audit_entry SET idx = idx + 1, leaf = CAST(replace(CAST(leaf AS TEXT), '"index":' || idx || ',', '"index":' || (idx + 1) || ',') AS BLOB) WHERE idx = ?`, i); err != nil {
			return edited{}, err
		}
	}
	source, first := at-1, at
	if at == 0 { // the copy of the first before itself is itself
		source, first = 1, 1
	}
	err := must(tx, `INSERT INTO audit_entry (idx, document, leaf, sig, at, action, person, import)
		SELECT ?, document, CAST(replace(CAST(leaf AS TEXT), '"index":' || idx || ',', '"index":' || ? || ',') AS BLOB), sig, at, action, person, import FROM audit_entry WHERE idx = ?`, at, at, source)
	return edited{"insert and move", first, ""}, err
}

// regrow cuts the newest entries off and puts others in their place, all hashes mended, head and size left as they are.
func regrow(tx *sqlitedb.Tx, _ *rand.Rand, size, at int64) (edited, error) {
	if err := must(tx, `UPDATE audit_entry SET leaf = CAST(replace(CAST(leaf AS TEXT), '"person":"p1"', '"person":"p2"') AS BLOB), person = replace(person, 'p1', 'p2')
		WHERE idx >= ? AND idx < ?`, at, size); err != nil {
		return edited{}, err
	}
	var first int64
	if err := tx.Row(`SELECT coalesce(min(idx), -1) FROM audit_entry WHERE person = 'p2'`, nil, &first); err != nil {
		return edited{}, err
	}
	if first < 0 { // none of these was p1's
		return flip(tx, rand.New(rand.NewPCG(1, 2)), "audit_entry", "sig", at, edited{"change signature", at, ""})
	}
	return edited{"grow anew", first, ""}, mendIn(tx)
}

func editHead(tx *sqlitedb.Tx, r *rand.Rand) (edited, error) {
	column := []string{"key", "signs", "note", "size", "sums", "seal"}[r.IntN(6)]
	did := edited{"change head: " + column, -1, "head"}
	switch column {
	case "key": // nothing that it signed holds under another
		did.entry = 0
	case "sums", "seal":
		did.where = "seal"
	}
	switch column {
	case "size":
		return did, must(tx, `UPDATE audit_head SET size = size + ?`, 1+r.IntN(50))
	case "key", "signs":
		return did, must(tx, fmt.Sprintf(`UPDATE audit_head SET %s = %s || 'A'`, column, column))
	}
	return flip(tx, r, "audit_head", column, 1, did)
}

func editWitness(tx *sqlitedb.Tx, r *rand.Rand, n int64) (edited, error) {
	var size int64
	if err := tx.Row(`SELECT size FROM audit_witness ORDER BY size LIMIT 1 OFFSET ?`, []any{r.Int64N(n)}, &size); err != nil {
		return edited{}, err
	}
	did := edited{"change witness", -1, "witnessed checkpoint"}
	switch r.IntN(4) {
	case 0:
		return flip(tx, r, "audit_witness", "note", size, did)
	case 1:
		return did, must(tx, `UPDATE audit_witness SET at = at + 1 WHERE size = ?`, size)
	case 2:
		return did, must(tx, `UPDATE audit_witness SET size = size + 1 WHERE size = ?`, size)
	}
	return edited{"drop witness", -1, "witnessed checkpoint"}, must(tx, `DELETE FROM audit_witness WHERE size = ?`, size)
}

// TestRollBack: an older copy of all tables holds in itself; a checkpoint that was kept outside tells.
func TestRollBack(t *testing.T) {
	f := newFixture(t, 9)
	old := f.headNow(t)
	f.grow(t, 6)
	seen, err := f.log.Checkpoint(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	f.harm(t, `DELETE FROM audit_entry WHERE idx >= 9`)
	f.mend(t)
	f.putHead(t, old)
	if r := f.verify(t, audit.Keys{}); !r.OK {
		t.Errorf("an older copy cannot be told from inside, got %+v", r)
	}
	if r := f.verify(t, audit.Keys{Seen: [][]byte{seen}}); r.OK || r.Broken != 9 {
		t.Errorf("want entry 9 named as missing, got %+v", r)
	}
}
