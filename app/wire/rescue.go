package wire

import (
	"context"
	"errors"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/storage/vault"
	"chartproof.org/chartproof/ui/present"
)

// OpenRescue opens a workspace that nobody can sign in to, for Recover. Nothing is read, watched or sent.
func OpenRescue(ctx context.Context, o DeskOptions) (*Desk, error) {
	if !sqlitedb.Exists(o.Dir) {
		return nil, chart.E(chart.NotFound, "open workspace", errNoWorkspace)
	}
	o.Office = true
	return OpenDesk(ctx, o)
}

// Recover opens the workspace with shares and begins to add an administrator and privacy officer, who has typed a password.
// Nothing is changed before ConfirmRecovery. Nobody may be signed in: whoever is at the desk has no need of it.
func (d *Desk) Recover(ctx context.Context, shares [][]string, n present.NewColleague) (present.Enrolment, error) {
	k, err := typedKey(shares)
	if err != nil {
		return present.Enrolment{}, err
	}
	return d.recoverWith(ctx, k, n)
}

func (d *Desk) recoverWith(ctx context.Context, k vault.RecoveryKey, n present.NewColleague) (present.Enrolment, error) {
	d.mu.Lock()
	busy := d.session != nil && d.session.Alive() == nil
	d.mu.Unlock()
	if busy {
		return present.Enrolment{}, chart.E(chart.BadState, "recover workspace", errors.New("somebody is signed in"))
	}
	p, err := d.vault.BeginRecovery(ctx, k, vault.NewPerson{Login: n.Login, DisplayName: n.DisplayName, Password: n.Password})
	if err != nil {
		d.refused(ctx, err)
		return present.Enrolment{}, err
	}
	d.DropRecovery() // one that was begun before
	d.mu.Lock()
	d.rescue = p
	d.mu.Unlock()
	return present.Enrolment{Secret: p.Secret, URI: p.URI}, nil
}

// refused writes down that shares did not open the workspace, where the trail can be written: after a lost keyring it cannot.
func (d *Desk) refused(ctx context.Context, err error) {
	if chart.KindOf(err) == chart.BadInput && d.vault.Load(ctx) == nil && d.Damage() == nil {
		d.note(ctx, chart.AuditEntry{Action: chart.ActSignInFail, Detail: "recovery=refused"})
	}
}

// DropRecovery forgets what the shares opened.
func (d *Desk) DropRecovery() {
	d.mu.Lock()
	p := d.rescue
	d.rescue = nil
	d.mu.Unlock()
	if p != nil {
		p.Drop()
	}
}

// ConfirmRecovery changes the workspace once the new person's authenticator shows a right code, and leaves that person signed
// in. The machine gets a secret of its own that no other machine has.
func (d *Desk) ConfirmRecovery(ctx context.Context, code string) (chart.Person, []string, error) {
	d.mu.Lock()
	p := d.rescue
	d.mu.Unlock()
	if p == nil {
		return chart.Person{}, nil, chart.E(chart.BadState, "confirm recovery", nil)
	}
	try := d.try()
	ses, err := p.Confirm(ctx, code)
	if err != nil {
		return chart.Person{}, nil, err
	}
	d.mu.Lock()
	d.rescue = nil
	d.mu.Unlock()
	if err := d.vault.RotateMachine(ctx, ses, vault.AfterRecover); err != nil {
		// The workspace is open and works with the secret that the shares gave; a later rotation renews it.
		d.opts.Log.WarnContext(ctx, "the machine secret was not renewed", "kind", string(chart.KindOf(err)))
	}
	who, err := d.arrive(ctx, try, ses)
	if err != nil {
		return chart.Person{}, nil, err
	}
	return who, p.Codes, nil
}
