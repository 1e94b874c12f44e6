package vault

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"
)

// The register says who the people are, all together: a person's entry that was taken out, added, or put back as it stood
// before a disabling, bears a good MAC of its own and is found here. Each change names the register's sum in the trail, so
// that putting people and register back together is found as well.

const registerWord = "register="

var errEdited = errors.New("a person's entry was changed outside Chartproof")

const personColumns = `id, login, display_name, roles, kdf, iterations, salt, seal_public, sign_public, sealed_private, mac,
	standing, tries, tries_mac`

// wantMAC covers who the person is, what the person may do, how the person stands and how the keys are sealed, so that none
// of it can be edited or put back in the database.
func (r *personRow) wantMAC(machine *Secret) ([]byte, error) {
	sealed := sha256.Sum256(r.sealedPrivate)
	data, err := json.Marshal(struct {
		Person     chart.Person
		Seal, Sign []byte
		KDF        string
		Iterations int
		Salt       []byte
		Private    []byte
		Standing   standing
	}{r.Person, r.sealPublic, r.signPublic, r.kdf, r.iterations, r.salt, sealed[:], r.standing})
	if err != nil {
		return nil, chart.E(chart.Internal, "person's seal", err)
	}
	return mac(machine, "person/2", data)
}

// scanPerson reads one person without judging.
func scanPerson(scan func(...any) error) (*personRow, string, string, error) {
	var r personRow
	var roles, how, tried string
	if err := scan(&r.ID, &r.Login, &r.DisplayName, &roles, &r.kdf, &r.iterations, &r.salt, &r.sealPublic, &r.signPublic,
		&r.sealedPrivate, &r.mac, &how, &tried, &r.triesMAC); err != nil {
		return nil, "", "", err
	}
	if json.Unmarshal([]byte(roles), &r.Roles) != nil {
		return nil, "", "", chart.E(chart.Tampered, "read person", errEdited)
	}
	return &r, how, tried, nil
}

// personByRow scans and checks one person.
func personByRow(o *opened, scan func(...any) error) (*personRow, error) {
	r, how, tried, err := scanPerson(scan)
	if err != nil {
		return nil, err
	}
	bad := chart.E(chart.Tampered, "read person", errEdited)
	if json.Unmarshal([]byte(how), &r.standing) != nil || json.Unmarshal([]byte(tried), &r.tries) != nil {
		return nil, bad
	}
	want, err := r.wantMAC(o.machine)
	if err != nil {
		return nil, err
	}
	wantTries, err := r.wantTriesMAC(o.root)
	if err != nil {
		return nil, err
	}
	if !hmac.Equal(r.mac, want) || !hmac.Equal(r.triesMAC, wantTries) {
		return nil, bad
	}
	return r, nil
}

// peopleIn reads everybody; one entry that does not hold, or one too few, refuses all: a part would hide that somebody is
// left out.
func peopleIn(tx *sqlitedb.Tx, o *opened) (out []*personRow, err error) {
	err = tx.Each(`SELECT `+personColumns+` FROM person ORDER BY created, id`, nil, func(r *sqlitedb.Rows) error {
		p, err := personByRow(o, r.Scan)
		if err == nil {
			out = append(out, p)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	reg, err := readRegister(tx, o)
	if err != nil {
		return nil, err
	}
	if !bytes.Equal(reg.sum, sumOf(out)) {
		return nil, chart.E(chart.Tampered, "read people", errors.New("the people are not those of the register"))
	}
	return out, nil
}

// which picks a person.
type which func(*personRow) bool

func byID(id chart.PersonID) which { return func(r *personRow) bool { return r.ID == id } }
func byLogin(login string) which   { return func(r *personRow) bool { return r.Login == login } }
func pick(all []*personRow, w which) (*personRow, error) {
	if i := slices.IndexFunc(all, w); i >= 0 {
		return all[i], nil
	}
	return nil, chart.E(chart.NotFound, "find person", nil)
}

// register is the people at one time.
type register struct {
	sum   []byte
	since int64
}

func sumOf(people []*personRow) []byte {
	parts := make([]string, len(people))
	for i, p := range people {
		parts[i] = string(p.ID) + "\x00" + string(p.mac)
	}
	slices.Sort(parts)
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00\x00")))
	return sum[:]
}

func (g register) wantMAC(root *Secret) ([]byte, error) {
	return mac(root, "people register", binary.BigEndian.AppendUint64(slices.Clone(g.sum), uint64(g.since)))
}

func (g register) word() string { return registerWord + hex.EncodeToString(g.sum[:16]) }

func readRegister(tx *sqlitedb.Tx, o *opened) (g register, err error) {
	var have []byte
	bad := chart.E(chart.Tampered, "read register of people", errSeal)
	if err := tx.Row(`SELECT sum, since, mac FROM people_register WHERE id = 1`, nil, &g.sum, &g.since, &have); err != nil {
		if chart.KindOf(err) == chart.NotFound {
			return g, bad
		}
		return g, err
	}
	want, err := g.wantMAC(o.root)
	if err != nil {
		return g, err
	}
	if !hmac.Equal(have, want) {
		return g, bad
	}
	return g, nil
}

// enter writes the register anew after people changed. tell must follow in the same transaction.
func (o *opened) enter(tx *sqlitedb.Tx) error {
	var all []*personRow
	if err := tx.Each(`SELECT id, mac FROM person`, nil, func(r *sqlitedb.Rows) error {
		var p personRow
		err := r.Scan(&p.ID, &p.mac)
		all = append(all, &p)
		return err
	}); err != nil {
		return err
	}
	g := register{sum: sumOf(all)}
	if err := tx.Row(`SELECT count(*) FROM audit_entry`, nil, &g.since); err != nil {
		return err
	}
	m, err := g.wantMAC(o.root)
	if err != nil {
		return err
	}
	return tx.Exec(`INSERT INTO people_register (id, sum, since, mac) VALUES (1, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET sum = excluded.sum, since = excluded.since, mac = excluded.mac`, g.sum, g.since, m)
}

// tell writes a change of people into the trail, with the register's sum.
func (v *Vault) tell(tx *sqlitedb.Tx, o *opened, e chart.AuditEntry) error {
	g, err := readRegister(tx, o)
	if err != nil {
		return err
	}
	e.Detail = strings.TrimSpace(e.Detail + " " + g.word())
	_, err = v.log.Append(tx, e)
	return err
}

// VerifyPeople compares the people with the register and the register with the trail: chart.Tampered where the people were
// put back to what they were before. It needs nobody signed in.
func (v *Vault) VerifyPeople(ctx context.Context) error {
	o, err := v.load(ctx)
	if err != nil {
		return err
	}
	return v.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		if _, err := peopleIn(tx, o); err != nil {
			return err
		}
		g, err := readRegister(tx, o)
		if err != nil {
			return err
		}
		told, err := v.lastTold(tx, g.since)
		if err == nil && told != g.word() {
			err = chart.E(chart.Tampered, "compare people with the trail", errors.New("the people are not those that the trail tells of"))
		}
		return err
	})
}

// lastTold gives the register's sum that the trail names last, from an entry on.
func (v *Vault) lastTold(tx *sqlitedb.Tx, from int64) (word string, err error) {
	all, err := v.log.Mentions(tx, from, registerWord)
	for _, e := range all {
		for _, w := range strings.Fields(e.Detail) {
			if strings.HasPrefix(w, registerWord) {
				word = w
			}
		}
	}
	return word, err
}

// save writes a changed person. chart.Conflict where the person was changed meanwhile.
func (r *personRow) save(tx *sqlitedb.Tx, o *opened) error {
	return r.saveUnder(tx, o, o.machine)
}

// saveUnder is save under a machine secret that is to take the place of the one in force.
func (r *personRow) saveUnder(tx *sqlitedb.Tx, o *opened, machine *Secret) error {
	before := r.mac
	var err error
	if r.mac, err = r.wantMAC(machine); err != nil {
		return err
	}
	roles, how, err := r.texts()
	if err != nil {
		return err
	}
	n, err := tx.Change(`UPDATE person SET roles = ?, kdf = ?, iterations = ?, salt = ?, seal_public = ?, sign_public = ?,
		sealed_private = ?, mac = ?, standing = ? WHERE id = ? AND mac = ?`, roles, r.kdf, r.iterations, r.salt, r.sealPublic,
		r.signPublic, r.sealedPrivate, r.mac, how, string(r.ID), before)
	if err != nil {
		return err
	}
	if n != 1 {
		return chart.E(chart.Conflict, "store person", errors.New("the person was changed meanwhile"))
	}
	return o.enter(tx)
}

func (r *personRow) texts() (roles, how string, err error) {
	a, err := json.Marshal(r.Roles)
	if err != nil {
		return "", "", chart.E(chart.Internal, "store person", err)
	}
	b, err := json.Marshal(r.standing)
	if err != nil {
		return "", "", chart.E(chart.Internal, "store person", err)
	}
	return string(a), string(b), nil
}

// insert writes a new person. A login is taken for good, whoever had it: the trail must name one person by it.
func (r *personRow) insert(tx *sqlitedb.Tx, o *opened, now time.Time) error {
	var err error
	if r.mac, err = r.wantMAC(o.machine); err != nil {
		return err
	}
	if r.triesMAC, err = r.wantTriesMAC(o.root); err != nil {
		return err
	}
	roles, how, err := r.texts()
	if err != nil {
		return err
	}
	tried, err := json.Marshal(r.tries)
	if err != nil {
		return chart.E(chart.Internal, "store person", err)
	}
	err = tx.Exec(`INSERT INTO person (`+personColumns+`, totp_step, created) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?)`,
		string(r.ID), r.Login, r.DisplayName, roles, r.kdf, r.iterations, r.salt, r.sealPublic, r.signPublic,
		r.sealedPrivate, r.mac, how, string(tried), r.triesMAC, now.UnixMilli())
	if chart.KindOf(err) == chart.Conflict {
		return chart.E(chart.BadInput, "store person", errors.New("this login is taken"))
	}
	if err != nil {
		return err
	}
	return o.enter(tx)
}
