package shell_test

import (
	"context"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/ui/present"
)

func (h *paperHouse) Roster(context.Context) ([]present.Colleague, error) {
	return []present.Colleague{{Person: h.person, CodesLeft: 10}}, nil
}

func (h *paperHouse) DisablePerson(context.Context, string, chart.PersonID, chart.PersonID) (present.KeysTaken, error) {
	return present.KeysTaken{}, nil
}
func (h *paperHouse) EnablePerson(context.Context, string, chart.PersonID) error { return nil }
func (h *paperHouse) ResetPerson(context.Context, string, chart.PersonID) (present.OneTime, error) {
	return present.OneTime{}, nil
}
func (h *paperHouse) AskPassword(context.Context, string, chart.PersonID) error { return nil }
func (h *paperHouse) SetRoles(context.Context, string, chart.PersonID, []chart.Role) (present.KeysTaken, error) {
	return present.KeysTaken{}, nil
}
func (h *paperHouse) HandOverWork(context.Context, string, chart.PersonID, chart.PersonID) (int, error) {
	return 0, nil
}
func (h *paperHouse) Welcome() present.Welcome                                     { return present.Welcome{} }
func (h *paperHouse) ChangePassword(context.Context, string, string, string) error { return nil }
func (h *paperHouse) NewCodes(context.Context, string, string) ([]string, error)   { return nil, nil }
func (h *paperHouse) ReplaceAuthenticator(context.Context, string, string) (present.Enrolment, error) {
	return present.Enrolment{}, nil
}
func (h *paperHouse) ConfirmAuthenticator(context.Context, string) error { return nil }
func (h *paperHouse) DropAuthenticator()                                 {}
func (h *paperHouse) RenewPassword(context.Context, string) (present.Enrolment, error) {
	return present.Enrolment{}, nil
}
func (h *paperHouse) ConfirmRenewal(context.Context, string) (chart.Person, error) {
	return h.person, nil
}
func (h *paperHouse) DropRenewal()         {}
func (h *paperHouse) FreshCodes() []string { return nil }

func (*paperHouse) CardThere(context.Context) error { return nil }

func (h *paperHouse) EnterByCard(_ context.Context, pin string) (chart.Person, error) {
	return h.enter(pin == "1234")
}

func (*paperHouse) ModuleWaits(context.Context) (bool, error) { return false, nil }

func (*paperHouse) ConnectGuard(context.Context, string) error { return nil }
