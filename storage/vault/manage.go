package vault

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"
)

var (
	errSelf    = errors.New("nobody does this to themselves")
	errLast    = errors.New("the practice needs an administrator and a privacy officer who can sign in")
	errHolder  = errors.New("nobody else who can sign in holds the key of a zone that the person holds")
	errAlready = errors.New("it is so already")
)

// Last reports whether a refusal came because the person is the last one: in an office that must be held, or with the key of
// a zone.
func Last(err error) (office, holder bool) { return errors.Is(err, errLast), errors.Is(err, errHolder) }

// Standing is one of the people as the administrator sees them.
type Standing struct {
	Person       chart.Person
	Disabled     bool
	Change       bool      // the password must be changed at the next sign-in
	Once         time.Time // end of a one-time password that was not used yet; zero: there is none
	BlockedUntil time.Time // zero: not blocked
	LastIn       time.Time // zero: never
	Missed       int       // wrong tries since then
	CodesLeft    int
	PasswordAt   time.Time    // zero: before this was kept
	Waits        []chart.Zone // zones of the roles whose key is not granted yet
}

// Roster lists everybody with how they stand.
func (v *Vault) Roster(ctx context.Context) (out []Standing, err error) {
	o, err := v.load(ctx)
	if err != nil {
		return nil, err
	}
	v.attempts.Lock()
	defer v.attempts.Unlock()
	err = v.db.Read(ctx, func(tx *sqlitedb.Tx) error {
		all, err := peopleIn(tx, o)
		if err != nil {
			return err
		}
		for _, p := range all {
			s := Standing{Person: p.Person, Disabled: p.standing.Disabled, Change: p.standing.Change != "", Missed: p.tries.Missed,
				CodesLeft: p.standing.Codes.left(), LastIn: timeOf(p.tries.LastIn), PasswordAt: timeOf(p.standing.PasswordAt)}
			if p.standing.Change == changeOnce {
				s.Once = timeOf(p.standing.OnceUntil)
			}
			if until, yes := v.blocked(p.ID, p.tries.Pause); yes {
				s.BlockedUntil = until
			}
			have, err := zonesHeld(tx, p.ID)
			if err != nil {
				return err
			}
			for _, z := range ZonesOf(p.Roles) {
				if !slices.Contains(have, z) {
					s.Waits = append(s.Waits, z)
				}
			}
			out = append(out, s)
		}
		return nil
	})
	return out, err
}

func timeOf(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms)
}

func mayManage(by *Session, op string) error {
	if err := by.alive(); err != nil {
		return err
	}
	if !by.person.Has(chart.Administrator) {
		return chart.E(chart.NotAllowed, op, errors.New("only an administrator may"))
	}
	return nil
}

// zonesHeld gives the zones of which the person was granted the newest key.
func zonesHeld(tx *sqlitedb.Tx, id chart.PersonID) (out []chart.Zone, err error) {
	err = tx.Each(`SELECT zone FROM zone_grant AS g WHERE person = ? AND version = (SELECT max(version) FROM zone WHERE zone = g.zone)`,
		[]any{string(id)}, func(r *sqlitedb.Rows) error {
			var z string
			err := r.Scan(&z)
			out = append(out, chart.Zone(z))
			return err
		})
	return out, err
}

// Companion runs in the same transaction as a change of a person: what other stores do with the person's work.
type Companion func(tx *sqlitedb.Tx) error

// manage runs one change of a person by an administrator: do makes it and gives the trail's entry.
func (v *Vault) manage(ctx context.Context, op string, by *Session, id chart.PersonID, do func(tx *sqlitedb.Tx, all []*personRow, p *personRow) (chart.AuditEntry, error), also ...Companion) error {
	if err := mayManage(by, op); err != nil {
		return err
	}
	o, err := v.load(ctx)
	if err != nil {
		return err
	}
	v.attempts.Lock()
	defer v.attempts.Unlock()
	err = v.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		all, err := peopleIn(tx, o)
		if err != nil {
			return err
		}
		if me, err := pick(all, byID(by.person.ID)); err != nil || !me.usable() || !me.Has(chart.Administrator) {
			return chart.E(chart.NotAllowed, op, errors.New("only an administrator may"))
		}
		p, err := pick(all, byID(id))
		if err != nil {
			return err
		}
		e, err := do(tx, all, p)
		if err != nil {
			return err
		}
		if err := p.save(tx, o); err != nil {
			return err
		}
		e.Person = by.person.ID
		if err := v.tell(tx, o, e); err != nil {
			return err
		}
		for _, c := range also {
			if err := c(tx); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	v.mu.Lock()
	if v.locked == id {
		v.locked = ""
	}
	v.mu.Unlock()
	for _, s := range v.sessions(id) { // the administrator's own sees the new roles at the next sign-in
		if s != by {
			s.Close()
		}
	}
	return nil
}

// changed is what became of a person whose keys were taken away; without an error the change itself is done whatever follows.
func (v *Vault) changed(ctx context.Context, by *Session, id chart.PersonID, lost []chart.Zone, err error) (Revoked, error) {
	if err != nil {
		return Revoked{}, err
	}
	return v.afterRevoke(ctx, by, id, Revoked{Zones: lost})
}

// offices must be held by somebody who can sign in.
var offices = []chart.Role{chart.Administrator, chart.PrivacyOfficer}

// stays refuses where an office that the person leaves, or a zone whose key the person loses, would be left with nobody.
func stays(tx *sqlitedb.Tx, all []*personRow, p *personRow, keeps []chart.Role) error {
	if !p.usable() {
		return nil
	}
	others := slices.DeleteFunc(slices.Clone(all), func(o *personRow) bool { return o.ID == p.ID || !o.usable() })
	for _, office := range offices {
		if p.Has(office) && !slices.Contains(keeps, office) && !slices.ContainsFunc(others, func(o *personRow) bool { return o.Has(office) }) {
			return chart.E(chart.BadState, "change person", errLast)
		}
	}
	held := map[chart.Zone]bool{}
	for _, o := range others {
		zones, err := zonesHeld(tx, o.ID)
		if err != nil {
			return err
		}
		for _, z := range zones {
			held[z] = true
		}
	}
	mine, err := zonesHeld(tx, p.ID)
	if err != nil {
		return err
	}
	needs := ZonesOf(keeps)
	for _, z := range mine {
		if !held[z] && !slices.Contains(needs, z) {
			return chart.E(chart.BadState, "change person", errHolder)
		}
	}
	return nil
}

func roleWords(roles []chart.Role) string {
	words := make([]string, len(roles))
	for i, r := range roles {
		words[i] = string(r)
	}
	return strings.Join(words, ",")
}

// Disable lets nobody sign in as the person any more, ends the person's sessions, takes the keys away and has the zones
// rotated. What the person has copied before is not taken back. Nobody disables themselves, nor the last administrator,
// privacy officer or holder of a zone's key.
func (v *Vault) Disable(ctx context.Context, by *Session, id chart.PersonID, also ...Companion) (Revoked, error) {
	var lost []chart.Zone
	err := v.manage(ctx, "disable person", by, id, func(tx *sqlitedb.Tx, all []*personRow, p *personRow) (e chart.AuditEntry, err error) {
		switch {
		case p.ID == by.person.ID:
			return e, chart.E(chart.BadState, "disable person", errSelf)
		case p.standing.Disabled:
			return e, chart.E(chart.BadState, "disable person", errAlready)
		}
		if err := stays(tx, all, p, nil); err != nil {
			return e, err
		}
		p.standing.Disabled = true
		lost, err = v.revokeIn(tx, by.person.ID, p, PersonLeft)
		return chart.AuditEntry{Action: chart.ActPersonDisable, Detail: "disabled=" + string(p.ID)}, err
	}, also...)
	return v.changed(ctx, by, id, lost, err)
}

// Enable lets a disabled person come back, with the password and authenticator of before. The keys come from somebody who
// holds them, as for a new person.
func (v *Vault) Enable(ctx context.Context, by *Session, id chart.PersonID) error {
	return v.manage(ctx, "enable person", by, id, func(_ *sqlitedb.Tx, _ []*personRow, p *personRow) (e chart.AuditEntry, err error) {
		if !p.standing.Disabled {
			return e, chart.E(chart.BadState, "enable person", errAlready)
		}
		p.standing.Disabled = false
		return chart.AuditEntry{Action: chart.ActPersonEnable, Detail: "enabled=" + string(p.ID)}, nil
	}, v.grants(by))
}

// Reset gives the person a one-time password, to be handed over by hand: it opens nothing but the choice of another password
// and the setting up of an authenticator, and lapses. The person's keys are gone with the old password: what only they
// opened (drafts) is lost, and zones are granted anew to the new keys. It is an alarm in the trail, because whoever holds the
// one-time password becomes the person.
func (v *Vault) Reset(ctx context.Context, by *Session, id chart.PersonID, also ...Companion) (once string, until time.Time, err error) {
	rules, err := v.rules(ctx)
	if err != nil {
		return "", until, err
	}
	raw := make([]byte, codeBytes)
	_, _ = rand.Read(raw) // never fails
	once, until = grouped(codeAlphabet.EncodeToString(raw)), v.o.Now().Add(time.Duration(rules.OnceHours)*time.Hour)
	var lost []chart.Zone
	err = v.manage(ctx, "reset person", by, id, func(tx *sqlitedb.Tx, all []*personRow, p *personRow) (e chart.AuditEntry, err error) {
		switch {
		case p.ID == by.person.ID:
			return e, chart.E(chart.BadState, "reset person", errSelf)
		case p.standing.Disabled:
			return e, chart.E(chart.BadState, "reset person", errDisabled)
		}
		if err := stays(tx, all, p, nil); err != nil {
			return e, err
		}
		if p.standing.Change != changeOnce { // the keys of a reset that was not used signed nothing
			p.standing.Past = append(slices.Clone(p.standing.Past), pastKey{Sign: p.signPublic, Until: v.o.Now().UnixMilli()})
		}
		own, err := p.newKeys(by.o, once, "", v.o.Iterations)
		if err != nil {
			return e, err
		}
		own.Wipe()
		p.standing.Change, p.standing.OnceUntil, p.standing.Codes, p.standing.PasswordAt = changeOnce, until.UnixMilli(), nil, 0
		if err := p.forgive(tx, v, by.o); err != nil {
			return e, err
		}
		lost, err = v.revokeIn(tx, by.person.ID, p, PersonLeft) // whoever had the old keys may be gone
		return chart.AuditEntry{Action: chart.ActPersonReset, Detail: "reset=" + string(p.ID)}, err
	}, also...)
	if _, err := v.changed(ctx, by, id, lost, err); err != nil {
		return "", time.Time{}, err
	}
	return once, until, nil
}

// forgive begins the counting of wrong tries anew; how many there were stays to be shown.
func (r *personRow) forgive(tx *sqlitedb.Tx, v *Vault, o *opened) error {
	r.tries.Failures, r.tries.Pause = 0, pause{}
	_, err := r.saveTries(tx, o)
	tx.OnCommit(func() { v.began(r.ID, pause{}) })
	return err
}

// AskChange asks the person for another password at the next sign-in; the keys stay.
func (v *Vault) AskChange(ctx context.Context, by *Session, id chart.PersonID) error {
	return v.manage(ctx, "ask for another password", by, id, func(_ *sqlitedb.Tx, _ []*personRow, p *personRow) (e chart.AuditEntry, err error) {
		if p.standing.Change != "" {
			return e, chart.E(chart.BadState, "ask for another password", errAlready)
		}
		p.standing.Change = changeAsked
		return chart.AuditEntry{Action: chart.ActPassword, Detail: "asked=" + string(p.ID)}, nil
	})
}

// SetRoles gives a person other roles. Keys beyond them are taken away, and those zones should be rotated; keys that they
// call for are granted by who holds them. The offices of administrator and privacy officer stay held.
func (v *Vault) SetRoles(ctx context.Context, by *Session, id chart.PersonID, roles []chart.Role) (Revoked, error) {
	const op = "change roles"
	if len(roles) == 0 || slices.ContainsFunc(roles, func(r chart.Role) bool { return !knownRole(r) }) {
		return Revoked{}, chart.E(chart.BadInput, op, errors.New("a person needs roles that there are"))
	}
	var lost []chart.Zone
	err := v.manage(ctx, op, by, id, func(tx *sqlitedb.Tx, all []*personRow, p *personRow) (e chart.AuditEntry, err error) {
		if err := stays(tx, all, p, roles); err != nil {
			return e, err
		}
		e = chart.AuditEntry{Action: chart.ActPersonRoles, Detail: fmt.Sprintf("person=%s from=%s to=%s", p.ID, roleWords(p.Roles), roleWords(roles))}
		if p.ID == by.person.ID { // a practice of one: the trail says that the same person did both
			e.Detail += " self=yes"
		}
		p.Roles = slices.Clone(roles)
		lost, err = v.revokeIn(tx, by.person.ID, p, RolesLost)
		return e, err
	}, v.grants(by))
	return v.changed(ctx, by, id, lost, err)
}

// grants hands out the keys that the session holds to everybody who lacks them.
func (v *Vault) grants(by *Session) Companion {
	return func(tx *sqlitedb.Tx) error {
		held, err := by.heldIn(tx)
		if err != nil {
			return err
		}
		_, err = v.tellGrants(tx, by.o, held, by.person.ID)
		return err
	}
}
