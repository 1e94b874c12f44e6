//go:build cgo

package wire

import (
	"errors"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/ui/present"
)

func (r *room) colleague(login string) present.Colleague {
	r.t.Helper()
	all, err := r.Roster(r.t.Context())
	r.must(err)
	for _, c := range all {
		if c.Person.Login == login {
			return c
		}
	}
	r.t.Fatalf("want %s among the people", login)
	return present.Colleague{}
}

func TestColleaguesAreLookedAfter(t *testing.T) {
	r := setUpRoom(t)
	ctx := t.Context()
	secret := r.person("rev", chart.HIMReviewer)
	doc := r.bringIn(1)
	r.must(r.SignOut(ctx))
	r.signIn("rev", secret)
	r.must(r.SaveDraft(ctx, doc.ID, "f1", "half ty"))
	_, err := r.Roster(ctx)
	wantKind(t, "list by a reviewer", err, chart.NotAllowed)
	_, err = r.ResetPerson(ctx, password, r.session.Person().ID)
	wantKind(t, "reset by a reviewer", err, chart.NotAllowed)
	r.must(r.SignOut(ctx))
	r.signIn("ada", r.secret)
	ada, rev := r.colleague("ada").Person.ID, r.colleague("rev")
	if rev.InHand != 1 {
		t.Errorf("want one document in hand, got %+v", rev)
	}
	_, err = r.DisablePerson(ctx, "not the password at all", rev.Person.ID, "")
	wantKind(t, "with a wrong password", err, chart.NotAllowed)
	_, err = r.DisablePerson(ctx, password, rev.Person.ID, "nobody")
	wantKind(t, "handed over to nobody", err, chart.BadInput)
	got, err := r.DisablePerson(ctx, password, rev.Person.ID, ada)
	if err != nil || got.Renewed != 4 || got.Waiting != 0 || got.Handed != 1 {
		t.Fatalf("want four zones with new keys and one document handed over, got %+v, %v", got, err)
	}
	for to, want := range map[chart.PersonID]chart.ErrKind{rev.Person.ID: chart.BadInput, "nobody": chart.BadInput, ada: "", "": ""} {
		wantKind(t, "a note to "+string(to), r.PutNote(ctx, chart.Note{Document: doc.ID, Kind: chart.NoteQuestion, To: to, Text: "a 4 or a 9?"}), want)
	}
	if peers, err := r.Peers(ctx); err != nil || len(peers) != 1 || peers[0].ID != ada {
		t.Errorf("want nobody offered who is disabled, got %+v, %v", peers, err)
	}
	list := r.list()
	if len(list) != 1 || !list[0].Urgent {
		t.Errorf("want the document at the front, got %+v", list)
	}
	if _, err := r.Open(ctx, doc.ID); err != nil {
		t.Errorf("after the rotation: %v", err)
	}
	_, err = r.SignIn(ctx, "rev", password, "000000")
	wantKind(t, "sign-in of the disabled", err, chart.NotAllowed)
	r.must(r.EnablePerson(ctx, password, rev.Person.ID))
	got, err = r.SetRoles(ctx, password, rev.Person.ID, []chart.Role{chart.Coder})
	if err != nil || got.Renewed != 2 {
		t.Errorf("want the keys of two zones taken and renewed, got %+v, %v", got, err)
	}
}

func TestAResetOpensNothingButTheChange(t *testing.T) {
	r := setUpRoom(t)
	ctx := t.Context()
	if codes := r.FreshCodes(); len(codes) != 10 || len(r.FreshCodes()) != 0 {
		t.Errorf("want ten recovery codes, once, got %d", len(codes))
	}
	r.person("rev", chart.HIMReviewer)
	once, err := r.ResetPerson(ctx, password, r.colleague("rev").Person.ID)
	r.must(err)
	r.must(r.SignOut(ctx))
	_, err = r.RenewPassword(ctx, "another horse entirely")
	wantKind(t, "nobody has to change", err, chart.BadState)
	_, err = r.SignIn(ctx, "rev", once.Password, "")
	var must present.Renewable
	if !errors.As(err, &must) || !must.NewAuthenticator() {
		t.Fatalf("want the change first, got %v", err)
	}
	_, err = r.List(ctx, present.Filter{})
	wantKind(t, "the queue meanwhile", err, chart.Locked)
	e, err := r.RenewPassword(ctx, "another horse entirely")
	r.must(err)
	who, err := r.ConfirmRenewal(ctx, r.code(e.Secret))
	if err != nil || who.Login != "rev" || len(r.FreshCodes()) != 10 {
		t.Fatalf("want the person in with recovery codes, got %v", err)
	}
	if w := r.Welcome(); w.Missed != 0 || w.CodesLeft != 10 {
		t.Errorf("want ten codes left, got %+v", w)
	}
	r.forward(time.Minute)
	r.must(r.ChangePassword(ctx, "another horse entirely", "a third horse came by", r.code(e.Secret)))
	r.forward(time.Minute)
	fresh, err := r.NewCodes(ctx, "a third horse came by", r.code(e.Secret))
	r.must(err)
	again, err := r.ReplaceAuthenticator(ctx, "a third horse came by", fresh[0])
	r.must(err)
	wantKind(t, "a wrong code", r.ConfirmAuthenticator(ctx, "000000"), chart.NotAllowed)
	r.forward(time.Minute)
	r.must(r.ConfirmAuthenticator(ctx, r.code(again.Secret)))
	wantKind(t, "twice", r.ConfirmAuthenticator(ctx, r.code(again.Secret)), chart.BadState)
}

func TestWrongTriesAreToldOnce(t *testing.T) {
	r := setUpRoom(t)
	ctx := t.Context()
	r.must(r.SignOut(ctx))
	for range 3 {
		_, err := r.SignIn(ctx, "ada", "not the password at all", "000000")
		wantKind(t, "wrong", err, chart.NotAllowed)
	}
	r.signIn("ada", r.secret)
	if w := r.Welcome(); w.Missed != 3 || w.MissedAt.IsZero() {
		t.Errorf("want three wrong tries told, got %+v", w)
	}
	if w := r.Welcome(); w.Missed != 0 {
		t.Errorf("want it told once, got %+v", w)
	}
}
