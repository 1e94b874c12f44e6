package wire

import (
	"context"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/vault"
	"chartproof.org/chartproof/ui/present"
)

// Roster gives everybody with how they stand, to administrators.
func (d *Desk) Roster(ctx context.Context) ([]present.Colleague, error) {
	if _, err := d.at("list people", chart.ActPersonAdd); err != nil {
		return nil, err
	}
	all, err := d.vault.Roster(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]present.Colleague, len(all))
	for i, s := range all {
		out[i] = present.Colleague{Person: s.Person, Disabled: s.Disabled, Change: s.Change, Once: s.Once, BlockedUntil: s.BlockedUntil,
			LastIn: s.LastIn, Missed: s.Missed, CodesLeft: s.CodesLeft, Waits: len(s.Waits) > 0}
		if out[i].InHand, err = d.cases.InHand(ctx, s.Person.ID); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// again asks for the password of the person at the desk, then whether the rules permit the action: rules may ask how long
// ago the password was shown.
func (d *Desk) again(ctx context.Context, op string, action chart.Action, password string) (*vault.Session, error) {
	ses, err := d.at(op, chart.ActPassword)
	if err != nil {
		return nil, err
	}
	if err := ses.VerifyPassword(ctx, password); err != nil {
		return nil, err
	}
	return d.at(op, action)
}

// DisablePerson ends somebody's access. The zones whose keys the person held get new ones, at once where the administrator
// holds them, else when a colleague comes in who does.
func (d *Desk) DisablePerson(ctx context.Context, password string, id, to chart.PersonID) (present.KeysTaken, error) {
	ses, err := d.again(ctx, "disable person", chart.ActPersonDisable, password)
	if err != nil {
		return present.KeysTaken{}, err
	}
	var also []vault.Companion
	handed := 0
	if to != "" {
		if err := d.mayTake(ctx, to); err != nil {
			return present.KeysTaken{}, err
		}
		also = append(also, d.cases.HandOver(ses.Person().ID, id, to, &handed))
	}
	got, err := d.vault.Disable(ctx, ses, id, also...)
	return taken(got, handed), lastOne(err)
}

func taken(r vault.Revoked, handed int) present.KeysTaken {
	return present.KeysTaken{Renewed: len(r.Rotated), Waiting: len(r.Pending()), Handed: handed}
}

// EnablePerson lets somebody come back.
func (d *Desk) EnablePerson(ctx context.Context, password string, id chart.PersonID) error {
	ses, err := d.again(ctx, "enable person", chart.ActPersonEnable, password)
	if err != nil {
		return err
	}
	return d.vault.Enable(ctx, ses, id)
}

// ResetPerson makes a one-time password. What the person has half typed cannot be opened any more and is dropped.
func (d *Desk) ResetPerson(ctx context.Context, password string, id chart.PersonID) (present.OneTime, error) {
	ses, err := d.again(ctx, "reset person", chart.ActPersonReset, password)
	if err != nil {
		return present.OneTime{}, err
	}
	dropped := 0
	once, until, err := d.vault.Reset(ctx, ses, id, d.cases.HandOver(ses.Person().ID, id, "", &dropped))
	return present.OneTime{Password: once, Until: until}, lastOne(err)
}

// lastOne lets the screen say that the person is the last one.
func lastOne(err error) error {
	if office, holder := vault.Last(err); office || holder {
		return &present.LastOne{Err: err, Key: holder}
	}
	return err
}

// AskPassword asks somebody for another password at the next sign-in; the keys stay.
func (d *Desk) AskPassword(ctx context.Context, password string, id chart.PersonID) error {
	ses, err := d.again(ctx, "ask for another password", chart.ActPersonReset, password)
	if err != nil {
		return err
	}
	return d.vault.AskChange(ctx, ses, id)
}

// SetRoles gives somebody other roles.
func (d *Desk) SetRoles(ctx context.Context, password string, id chart.PersonID, roles []chart.Role) (present.KeysTaken, error) {
	ses, err := d.again(ctx, "change roles", chart.ActPersonRoles, password)
	if err != nil {
		return present.KeysTaken{}, err
	}
	got, err := d.vault.SetRoles(ctx, ses, id, roles)
	return taken(got, 0), lastOne(err)
}

// HandOverWork gives what somebody has in hand to a colleague.
func (d *Desk) HandOverWork(ctx context.Context, password string, from, to chart.PersonID) (int, error) {
	ses, err := d.again(ctx, "hand over", chart.ActPersonHandOver, password)
	if err != nil {
		return 0, err
	}
	if err := d.mayTake(ctx, to); err != nil {
		return 0, err
	}
	n, err := d.cases.HandOverWork(ctx, ses.Person().ID, from, to)
	if err == nil {
		d.tell()
	}
	return n, err
}

// mayTake refuses a colleague who cannot sign in.
func (d *Desk) mayTake(ctx context.Context, to chart.PersonID) error {
	all, err := d.vault.Roster(ctx)
	for _, s := range all {
		if s.Person.ID == to && !s.Disabled {
			return nil
		}
	}
	if err != nil {
		return err
	}
	return chart.E(chart.BadInput, "hand over", nil)
}

// PeopleRules gives what the practice asks of passwords and recovery codes.
func (d *Desk) PeopleRules(ctx context.Context) (vault.PeopleRules, error) {
	if _, err := d.at("look at the rules of people", chart.ActPeopleRules); err != nil {
		return vault.PeopleRules{}, err
	}
	return d.vault.PeopleRules(ctx)
}

// SetPeopleRules changes it.
func (d *Desk) SetPeopleRules(ctx context.Context, password string, r vault.PeopleRules) error {
	ses, err := d.again(ctx, "set the rules of people", chart.ActPeopleRules, password)
	if err != nil {
		return err
	}
	return d.vault.SetPeopleRules(ctx, ses, r)
}

// VerifyPeople compares the people with the register and the register with the trail.
func (d *Desk) VerifyPeople(ctx context.Context) error { return d.vault.VerifyPeople(ctx) }

// LastOne reports whether a change was refused because the person is the last one in an office that must be held, or the last
// one with the keys of a zone.
func LastOne(err error) (office, holder bool) { return vault.Last(err) }

// What commands that look after people use; they import no storage and no screens.
type (
	Colleague    = present.Colleague
	NewColleague = present.NewColleague
)
