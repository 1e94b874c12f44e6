package vault

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/password"
	"chartproof.org/chartproof/storage/sqlitedb"
)

// PeopleRules are what the practice asks of passwords and recovery codes.
type PeopleRules struct {
	MaxAgeDays   int    `json:"max_age_days"`  // of a password; 0: no expiry (NIST SP 800-63B asks for none)
	BreachedFile string `json:"breached_file"` // of breached passwords, ordered by SHA-1; empty: the built-in list alone
	FewCodes     int    `json:"few_codes"`     // from how many recovery codes on an alarm is raised
	OnceHours    int    `json:"once_hours"`    // how long a one-time password opens the change
}

// DefaultPeopleRules hold until an administrator changes them.
var defaultPeopleRules = PeopleRules{FewCodes: 3, OnceHours: 72}

const settingPeople = "people"

func (r PeopleRules) check() error {
	if r.MaxAgeDays < 0 || r.MaxAgeDays > 3660 || r.FewCodes < 0 || r.FewCodes >= codeCount || r.OnceHours < 1 || r.OnceHours > 24*14 {
		return chart.E(chart.BadInput, "set rules of people", fmt.Errorf("0 to 3660 days, 0 to %d codes, 1 to 336 hours", codeCount-1))
	}
	return nil
}

func (r PeopleRules) aged(row *personRow, now time.Time) bool {
	return r.MaxAgeDays > 0 && row.standing.PasswordAt > 0 &&
		now.Sub(time.UnixMilli(row.standing.PasswordAt)) > time.Duration(r.MaxAgeDays)*24*time.Hour
}

// PeopleRules gives the rules that hold.
func (v *Vault) PeopleRules(ctx context.Context) (PeopleRules, error) { return v.rules(ctx) }

func (v *Vault) rules(ctx context.Context) (r PeopleRules, err error) {
	o, err := v.load(ctx)
	if err != nil {
		return r, err
	}
	err = v.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		r, err = v.rulesIn(tx, o)
		return err
	})
	return r, err
}

func (v *Vault) rulesIn(tx *sqlitedb.Tx, o *opened) (PeopleRules, error) {
	r := defaultPeopleRules
	var sealed []byte
	err := tx.Row(`SELECT sealed FROM device_setting WHERE name = ?`, []any{settingPeople}, &sealed)
	if chart.KindOf(err) == chart.NotFound {
		return r, nil
	}
	if err != nil {
		return r, err
	}
	k, err := derive(o.machine, "setting")
	if err != nil {
		return r, err
	}
	defer k.Wipe()
	plain, err := unseal(k, settingPlace(settingPeople), sealed)
	if err != nil {
		return r, err
	}
	if json.Unmarshal(plain, &r) != nil {
		return r, chart.E(chart.Tampered, "read rules of people", errors.New("malformed"))
	}
	return r, nil
}

// SetPeopleRules changes the rules; only an administrator may. A file of breached passwords is looked at first.
func (v *Vault) SetPeopleRules(ctx context.Context, by *Session, r PeopleRules) error {
	if err := mayManage(by, "set rules of people"); err != nil {
		return err
	}
	if err := r.check(); err != nil {
		return err
	}
	if r.BreachedFile != "" {
		if err := withList(r.BreachedFile, func(*password.List) error { return nil }); err != nil {
			return err
		}
	}
	before, err := v.rules(ctx)
	if err != nil {
		return err
	}
	value, err := json.Marshal(r)
	if err != nil {
		return chart.E(chart.Internal, "set rules of people", err)
	}
	return v.SetDeviceSetting(ctx, settingPeople, value, chart.AuditEntry{Action: chart.ActPeopleRules, Person: by.person.ID,
		Detail: fmt.Sprintf("max_age_days=%d>%d breached_file=%t>%t few_codes=%d>%d once_hours=%d>%d", before.MaxAgeDays, r.MaxAgeDays,
			before.BreachedFile != "", r.BreachedFile != "", before.FewCodes, r.FewCodes, before.OnceHours, r.OnceHours)})
}

// withList opens the list of breached passwords. What goes wrong with it is chart.MissingTool: without the list that the
// practice asked for no password is taken.
func withList(name string, do func(*password.List) error) error {
	const op = "read the list of breached passwords"
	f, err := os.Open(name)
	if err != nil {
		return chart.E(chart.MissingTool, op, errors.New("the file cannot be opened")) // the cause names it
	}
	defer func() { _ = f.Close() }() // only read
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return chart.E(chart.MissingTool, op, errors.New("it is not a file"))
	}
	l, err := password.NewList(f, info.Size())
	if err == nil {
		err = do(l)
	}
	if err != nil {
		return chart.E(chart.MissingTool, op, err)
	}
	return nil
}

// checkPassword judges a password that somebody wants to have.
func (v *Vault) checkPassword(rules PeopleRules, s string, about ...string) error {
	const op = "choose password"
	if fault := password.Check(s, about...); fault != "" {
		return chart.E(chart.BadInput, op, &password.Error{Fault: fault})
	}
	if rules.BreachedFile == "" {
		return nil
	}
	found := false
	if err := withList(rules.BreachedFile, func(l *password.List) (err error) {
		found, err = l.Has(s)
		return err
	}); err != nil {
		return err
	}
	if found {
		return chart.E(chart.BadInput, op, &password.Error{Fault: password.Breached})
	}
	return nil
}
