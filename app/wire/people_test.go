//go:build cgo

package wire

import (
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/ui/present"
)

func TestTheAdministratorAddsPeople(t *testing.T) {
	r := setUpRoom(t)
	ctx := t.Context()
	_, err := r.ConfirmPerson(ctx, "123456")
	wantKind(t, "confirm nobody", err, chart.BadState)
	officer := present.NewColleague{DisplayName: "Omar Field", Login: "omar", Password: password, Roles: []chart.Role{chart.PrivacyOfficer}}
	e, err := r.AddPerson(ctx, officer)
	r.must(err)
	_, err = r.ConfirmPerson(ctx, "000000")
	wantKind(t, "a wrong code", err, chart.NotAllowed)
	who, err := r.ConfirmPerson(ctx, r.code(e.Secret))
	if err != nil || who.Login != "omar" || !who.Has(chart.PrivacyOfficer) {
		t.Fatalf("want the person added, got %+v, %v", who, err)
	}
	all, err := r.People(ctx)
	if err != nil || len(all) != 2 {
		t.Errorf("want two people, got %d, %v", len(all), err)
	}
	doc := r.bringIn(1) // the administrator is still at the desk
	_, err = r.AddPerson(ctx, present.NewColleague{DisplayName: "X", Login: "xx", Password: password, Roles: []chart.Role{chart.Auditor}})
	r.must(err)
	r.DropPerson()
	_, err = r.ConfirmPerson(ctx, "123456")
	wantKind(t, "confirm whom the administrator gave up", err, chart.BadState)
	_, err = r.AddPerson(ctx, present.NewColleague{DisplayName: "X", Login: "xx", Password: password, Roles: []chart.Role{chart.Auditor}})
	r.must(err)
	r.must(r.SignOut(ctx))
	r.signIn("omar", e.Secret)
	if _, err := r.Open(ctx, doc.ID); err != nil {
		t.Errorf("want the privacy officer to open a chart by the keys of the role, got %v", err)
	}
	_, err = r.People(ctx)
	wantKind(t, "list people by another role", err, chart.NotAllowed)
	_, err = r.AddPerson(ctx, officer)
	wantKind(t, "add by another role", err, chart.NotAllowed)
	_, err = r.ConfirmPerson(ctx, "123456")
	wantKind(t, "go on with what the administrator began", err, chart.NotAllowed)
}
