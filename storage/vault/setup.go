package vault

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/password"
	"chartproof.org/chartproof/storage/sqlitedb"
)

// NewPerson is what is asked of somebody who is to sign in.
type NewPerson struct {
	Login       string
	DisplayName string
	Password    string
	Roles       []chart.Role // at set-up empty means FirstRoles
}

// FirstRoles are those of the person who sets a practice up. Clinician and coder are no office: they are given on purpose.
var FirstRoles = []chart.Role{chart.ScanTechnician, chart.HIMReviewer, chart.PrivacyOfficer, chart.Auditor, chart.Administrator}

// Pending is a person whose authenticator has not shown a right code yet. Nothing of it is stored before Confirm.
type Pending struct {
	Secret string   // base32, to be typed into an authenticator
	URI    string   // otpauth://, to be shown as a QR code
	Codes  []string // after Confirm: the person's recovery codes, to be shown this once

	v        *Vault
	by       *Session // nil at set-up
	practice string
	p        NewPerson
	rescue   *found // what a recovery key opened; nil: an ordinary set-up or person

	mu   sync.Mutex
	done bool
}

// Begin starts the set-up of a new workspace and its first person. chart.Conflict where it was set up already.
func (v *Vault) Begin(ctx context.Context, practice string, p NewPerson) (*Pending, error) {
	const op = "set up workspace"
	exists, err := v.Exists(ctx)
	if err != nil {
		return nil, err
	}
	if exists {
		return nil, chart.E(chart.Conflict, op, errors.New("the workspace was set up before"))
	}
	if err := v.Probe(ctx); err != nil {
		return nil, err
	}
	practice = strings.TrimSpace(practice)
	if practice == "" || len(practice) > 200 {
		return nil, chart.E(chart.BadInput, op, errors.New("the practice needs a name"))
	}
	if len(p.Roles) == 0 {
		p.Roles = FirstRoles
	}
	return v.pending(ctx, practice, p, nil)
}

// Probe asks the keyring for an account that cannot be there: nil means that it answers. It is for telling a person before
// set-up that the machine has no keyring.
func (v *Vault) Probe(ctx context.Context) error {
	secret, err := v.o.Keyring.Get(ctx, "probe-"+sqlitedb.NewID())
	clear(secret)
	if chart.KindOf(err) == chart.NotFound {
		return nil
	}
	return err
}

// AddPerson starts adding a person; only an administrator may. The keys of zones that the administrator cannot open are
// granted as soon as somebody signs in who can.
func (v *Vault) AddPerson(ctx context.Context, by *Session, p NewPerson) (*Pending, error) {
	if err := by.alive(); err != nil {
		return nil, err
	}
	if !by.Person().Has(chart.Administrator) {
		return nil, chart.E(chart.NotAllowed, "add person", errors.New("only an administrator adds people"))
	}
	practice, err := v.Practice(ctx)
	if err != nil {
		return nil, err
	}
	return v.pending(ctx, practice, p, by)
}

func (v *Vault) pending(ctx context.Context, practice string, p NewPerson, by *Session) (*Pending, error) {
	const op = "add person"
	p.Login, p.DisplayName, p.Password = cleanLogin(p.Login), strings.TrimSpace(p.DisplayName), password.Clean(p.Password)
	switch {
	case p.Login == "" || len(p.Login) > 100 || strings.ContainsAny(p.Login, ":/\x00"):
		return nil, chart.E(chart.BadInput, op, errors.New("a login is 1 to 100 characters without : and /"))
	case p.DisplayName == "" || len(p.DisplayName) > 200:
		return nil, chart.E(chart.BadInput, op, errors.New("a person needs a name"))
	case len(p.Roles) == 0:
		return nil, chart.E(chart.BadInput, op, errors.New("a person needs a role"))
	}
	for _, r := range p.Roles {
		if !knownRole(r) {
			return nil, chart.E(chart.BadInput, op, errors.New("unknown role"))
		}
	}
	rules := defaultPeopleRules
	if by != nil {
		var err error
		if rules, err = v.rules(ctx); err != nil {
			return nil, err
		}
	}
	if err := v.checkPassword(rules, p.Password, p.Login, p.DisplayName, practice); err != nil {
		return nil, err
	}
	secret, uri, err := newAuthenticator(practice, p.Login)
	if err != nil {
		return nil, err
	}
	return &Pending{Secret: secret, URI: uri, v: v, by: by, practice: practice, p: p}, nil
}

// Confirm checks the authenticator's code, then stores everything in one transaction with its trail entry, and gives the
// new person's session. A wrong code is chart.NotAllowed and may be tried again.
func (p *Pending) Confirm(ctx context.Context, code string) (*Session, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.done {
		return nil, chart.E(chart.BadState, "confirm authenticator", errors.New("it was confirmed before"))
	}
	step, ok := checkCode(p.Secret, code, p.v.o.Now(), 0)
	if !ok {
		return nil, chart.E(chart.NotAllowed, "confirm authenticator", errors.New("the code is not right"))
	}
	person := chart.Person{ID: chart.PersonID(sqlitedb.NewID()), Login: p.p.Login, DisplayName: p.p.DisplayName, Roles: p.p.Roles}
	var s *Session
	var err error
	switch {
	case p.rescue != nil:
		s, err = p.recover(ctx, person, step)
	case p.by == nil:
		s, err = p.setUp(ctx, person, step)
	default:
		s, err = p.add(ctx, person, step)
	}
	if err == nil {
		p.done = true
		p.Secret, p.URI, p.p.Password = "", "", ""
	}
	return s, err
}

// setUp mints the machine secret and makes the workspace. The secret is in the keyring, read back, before anything that
// needs it is stored; where storing fails it is taken out again.
func (p *Pending) setUp(ctx context.Context, person chart.Person, step int64) (s *Session, err error) {
	v, o := p.v, &opened{workspace: sqlitedb.NewID(), device: chart.DeviceID(sqlitedb.NewID()), practice: p.practice}
	o.machine, o.root = randomSecret(), randomSecret()
	if err := v.keep(ctx, o); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, v.o.Keyring.Delete(context.WithoutCancel(ctx), o.workspace), v.dropEpochs(context.WithoutCancel(ctx), o))
			o.wipe()
		}
	}()
	if o.keys, err = newDeviceKeys(o.device); err != nil {
		return nil, err
	}
	if err := v.log.Arm(o.device, o.keys.AuditSigner, o.keys.AuditKey); err != nil {
		return nil, err
	}
	row, own, codes, err := p.person(o, person, step)
	if err != nil {
		return nil, err
	}
	row.tries.LastIn = v.o.Now().UnixMilli() // setting up is coming in
	if o.epoch, err = v.mintEpoch(ctx, o); err != nil {
		return nil, err
	}
	o.month = v.o.Now().Format(monthForm)
	err = v.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		s, err = p.store(tx, o, row, own)
		return err
	})
	if err != nil {
		return nil, err
	}
	if err := v.armRows(ctx, o); err != nil {
		return nil, err
	}
	p.Codes = codes
	v.mu.Lock()
	v.opened = o
	v.mu.Unlock()
	return s, nil
}

// person makes the person's keys and recovery codes.
func (p *Pending) person(o *opened, person chart.Person, step int64) (*personRow, *Secret, []string, error) {
	row, own, err := newPerson(o, person, p.p.Password, p.Secret, p.v.o.Now(), p.v.o.Iterations)
	if err != nil {
		return nil, nil, nil, err
	}
	row.tries.Step = step
	codes, set, err := newCodes(o, person.ID, p.v.o.Iterations)
	row.standing.Codes = set
	return row, own, codes, err
}

// keep puts the machine secret into the keyring and reads it back.
func (v *Vault) keep(ctx context.Context, o *opened) error {
	return v.deposit(ctx, o.workspace, o.machine)
}

// store writes the workspace, its zones, the first person and the person's grants.
func (p *Pending) store(tx *sqlitedb.Tx, o *opened, row *personRow, own *Secret) (*Session, error) {
	v := p.v
	fingerprint, err := mac(o.machine, "fingerprint", []byte(o.workspace))
	if err != nil {
		return nil, err
	}
	sealed, err := o.sealDevice(o.machine)
	if err != nil {
		return nil, err
	}
	root, err := o.sealRoot(o.machine)
	if err != nil {
		return nil, err
	}
	now := v.o.Now()
	if err := tx.Exec(`INSERT INTO workspace (id, workspace, practice, device, keystore, fingerprint, sealed_keys, sealed_root, created)
		VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?)`, o.workspace, o.practice, string(o.device), v.o.Keyring.Kind(), fingerprint, sealed,
		root, now.UnixMilli()); err != nil {
		return nil, err
	}
	if err := o.storeEpoch(tx, o.epoch, now); err != nil {
		return nil, err
	}
	held, err := makeZones(tx, o.machine)
	if err != nil {
		return nil, err
	}
	if o.zones, err = loadZones(tx, o.machine); err != nil {
		return nil, err
	}
	if err := saveGuard(tx, o, guard{}); err != nil {
		return nil, err
	}
	if err := row.insert(tx, o, now); err != nil {
		return nil, err
	}
	if _, err := v.grant(tx, o, held); err != nil {
		return nil, err
	}
	for _, k := range held { // nobody keeps a zone's key but through a grant
		k.Wipe()
	}
	if err := v.tell(tx, o, chart.AuditEntry{Action: chart.ActSetup, Person: row.ID,
		Detail: "keystore=" + v.o.Keyring.Kind()}); err != nil {
		return nil, err
	}
	return v.session(tx, o, row, own)
}

// add stores one more person. Zones that the adding session holds are granted at once.
func (p *Pending) add(ctx context.Context, person chart.Person, step int64) (s *Session, err error) {
	v := p.v
	o, err := v.load(ctx)
	if err != nil {
		return nil, err
	}
	row, own, codes, err := p.person(o, person, step)
	if err != nil {
		return nil, err
	}
	err = v.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		if err := row.insert(tx, o, v.o.Now()); err != nil {
			return err
		}
		held, err := p.by.heldIn(tx)
		if err != nil {
			return err
		}
		n, err := v.tellGrants(tx, o, held, p.by.Person().ID)
		if err != nil {
			return err
		}
		if err := v.tell(tx, o, chart.AuditEntry{Action: chart.ActPersonAdd, Person: p.by.Person().ID,
			Detail: fmt.Sprintf("added=%s roles=%s grants=%d", person.ID, roleWords(person.Roles), n)}); err != nil {
			return err
		}
		s, err = v.session(tx, o, row, own)
		return err
	})
	if err == nil {
		p.Codes = codes
	}
	return s, err
}
