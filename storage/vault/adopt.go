package vault

import (
	"context"
	"crypto/hmac"
	"encoding/json"
	"errors"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"
)

// takeOver takes over a workspace from before there was a register. It happens once: where the trail tells of a register, a
// missing one was taken away.
func (v *Vault) takeOver(ctx context.Context, o *opened) error {
	var registers int
	if err := v.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		return tx.Row(`SELECT count(*) FROM people_register`, nil, &registers)
	}); err != nil || registers > 0 {
		return err
	}
	return v.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		told, err := v.lastTold(tx, 0)
		if err != nil {
			return err
		}
		if told != "" {
			return chart.E(chart.Tampered, "take over people", errors.New("the register of people was taken away"))
		}
		people, err := peopleOfBefore(tx, o.machine)
		if err != nil {
			return err
		}
		for _, p := range people {
			if err := p.takeOver(tx, o); err != nil {
				return err
			}
		}
		if err := o.enter(tx); err != nil {
			return err
		}
		if err := saveGuard(tx, o, guard{}); err != nil {
			return err
		}
		return v.tell(tx, o, chart.AuditEntry{Action: chart.ActPeopleRules, Detail: "adopted"})
	})
}

// peopleOfBefore reads and checks people in the form of before.
func peopleOfBefore(tx *sqlitedb.Tx, machine *Secret) (out []*personRow, err error) {
	err = tx.Each(`SELECT `+personColumns+`, totp_step, failures, blocked_until FROM person`, nil, func(r *sqlitedb.Rows) error {
		var until int64
		var step int64
		var failures int
		p, _, _, err := scanPerson(func(into ...any) error { return r.Scan(append(into, &step, &failures, &until)...) })
		if err != nil {
			return err
		}
		data, err := json.Marshal(struct {
			Person     chart.Person
			Seal, Sign []byte
		}{p.Person, p.sealPublic, p.signPublic})
		if err != nil {
			return chart.E(chart.Internal, "take over people", err)
		}
		want, err := mac(machine, "person", data)
		if err != nil {
			return err
		}
		if !hmac.Equal(p.mac, want) {
			return chart.E(chart.Tampered, "take over people", errEdited)
		}
		p.tries = tries{Step: step, Failures: failures, Missed: failures}
		if d := wait(failures); d > 0 {
			p.tries.Pause = pause{At: time.UnixMilli(until).Add(-d).UnixMilli(), For: d.Milliseconds()}
		}
		out = append(out, p)
		return nil
	})
	return out, err
}

func (r *personRow) takeOver(tx *sqlitedb.Tx, o *opened) (err error) {
	if r.mac, err = r.wantMAC(o.machine); err != nil {
		return err
	}
	if r.triesMAC, err = r.wantTriesMAC(o.root); err != nil {
		return err
	}
	_, how, err := r.texts()
	if err != nil {
		return err
	}
	tried, err := json.Marshal(r.tries)
	if err != nil {
		return chart.E(chart.Internal, "take over people", err)
	}
	return tx.Exec(`UPDATE person SET mac = ?, standing = ?, tries = ?, tries_mac = ? WHERE id = ?`, r.mac, how, string(tried),
		r.triesMAC, string(r.ID))
}
