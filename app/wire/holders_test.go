//go:build cgo

package wire

import (
	"testing"

	"chartproof.org/chartproof/engine/chart"
)

func TestPrivacyOfficersAreToldOfNewHolders(t *testing.T) {
	r := setUpRoom(t)
	ada := r.secret
	admin := r.person("adm", chart.Administrator)
	r.must(r.SignOut(t.Context()))
	r.signIn("adm", admin)
	second := r.person("adm2", chart.HIMReviewer) // the same human being
	if got, err := r.NewHolders(t.Context()); err != nil || len(got) != 0 {
		t.Errorf("an administrator: want nothing told, got %v, %v", got, err)
	}
	r.must(r.SignOut(t.Context()))
	r.signIn("ada", ada)
	got, err := r.NewHolders(t.Context())
	if err != nil || len(got) != 1 || got[0].Login != "adm2" {
		t.Errorf("want the privacy officer told of the new login alone, got %v, %v", got, err)
	}
	r.must(r.SignOut(t.Context()))
	r.signIn("ada", ada)
	if got, err := r.NewHolders(t.Context()); err != nil || len(got) != 0 {
		t.Errorf("the next time: want nothing told again, got %v, %v", got, err)
	}
	r.must(r.SignOut(t.Context()))
	r.signIn("adm2", second)
	if got, err := r.NewHolders(t.Context()); err != nil || len(got) != 0 {
		t.Errorf("a reviewer: want nothing told, got %v, %v", got, err)
	}
	_, err = (&Desk{}).NewHolders(t.Context())
	wantKind(t, "nobody at the desk", err, chart.Locked)
}
