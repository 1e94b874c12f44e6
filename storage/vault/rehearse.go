package vault

import (
	"context"
	"fmt"
	"strings"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"
)

// Rehearsed says what a rehearsal has proved.
type Rehearsed struct {
	Set    string
	Needs  int
	Shares int
	Used   []int // numbers of the shares that were typed
	Zones  int   // versions of zone keys that opened and fit
	Months int   // epochs that opened and fit
	Lost   int   // epochs that are not sealed to the set, because the keyring lacked them
	At     time.Time
}

// RehearseRecovery proves that the shares open everything that a recovery would need, and changes nothing. What does not
// open is written into the trail as well; a success is kept by KeepRehearsal.
func (s *Session) RehearseRecovery(ctx context.Context, k RecoveryKey) (out Rehearsed, err error) {
	if err := s.alive(); err != nil {
		return out, err
	}
	v := s.v
	err = v.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		p, err := k.open(tx)
		if err != nil {
			return err
		}
		defer p.wipe()
		f, err := p.openAll(tx, v)
		if err != nil {
			return err
		}
		defer f.wipe()
		out = Rehearsed{Set: p.set.id, Needs: p.set.needs, Shares: p.set.shares, Used: p.used, Zones: f.keys.zones, Months: f.keys.epochs,
			Lost: f.keys.lost, At: v.o.Now()}
		return nil
	})
	if err != nil {
		if told := v.append(ctx, chart.AuditEntry{Action: chart.ActRecoveryTry, Person: s.person.ID,
			Detail: fmt.Sprintf("outcome=failed kind=%s shares=%d", chart.KindOf(err), len(k.Cards))}); told != nil {
			return out, told
		}
	}
	return out, err
}

// KeepRehearsal stores the signed statement of a rehearsal, with its trail entry.
func (s *Session) KeepRehearsal(ctx context.Context, r Rehearsed, statement []byte) error {
	if err := s.alive(); err != nil {
		return err
	}
	return s.v.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		if err := tx.Exec(`INSERT INTO recovery_rehearsal (escrow, person, at, statement) VALUES (?, ?, ?, ?)`,
			r.Set, string(s.person.ID), r.At.UnixMilli(), statement); err != nil {
			return err
		}
		_, err := s.v.log.Append(tx, chart.AuditEntry{Action: chart.ActRecoveryTry, Person: s.person.ID,
			Detail: fmt.Sprintf("outcome=opened set=%s shares=%s zones=%d months=%d lost=%d", r.Set, numbers(r.Used), r.Zones, r.Months, r.Lost)})
		return err
	})
}

// Rehearsal gives the statement of the last rehearsal of the set in force; chart.NotFound where there was none.
func (v *Vault) Rehearsal(ctx context.Context) (statement []byte, err error) {
	err = v.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		return tx.Row(`SELECT r.statement FROM recovery_rehearsal r JOIN recovery_set s ON s.id = r.escrow ORDER BY r.at DESC LIMIT 1`, nil, &statement)
	})
	return statement, err
}

func numbers(n []int) string {
	return strings.ReplaceAll(strings.Trim(fmt.Sprint(n), "[]"), " ", ",")
}
