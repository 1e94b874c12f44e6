//go:build cgo

package wire

import (
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/ui/present"
)

func TestKeysAreRenewedWhileChartsStayOpen(t *testing.T) {
	r := setUpRoom(t)
	ctx := t.Context()
	doc := r.bringIn(1)
	_, err := r.RotateZone(ctx, chart.Working, "scheduled", "not the password at all")
	wantKind(t, "a wrong password", err, chart.NotAllowed)
	for _, z := range []chart.Zone{chart.Originals, chart.Working} {
		got, err := r.RotateZone(ctx, z, "scheduled", password)
		if err != nil || got.Version != 2 || got.Keys == 0 || got.Pending {
			t.Errorf("%s: want version 2 with keys, got %+v, %v", z, got, err)
		}
	}
	r.must(r.RotateMachine(ctx, "scheduled", password))
	if _, err := r.RotateDevice(ctx, "scheduled", password); err != nil {
		t.Error(err)
	}
	r.forward(time.Minute)
	r.must(r.RotateMine(ctx, password, r.code(r.secret)))
	if _, err := r.Open(ctx, doc.ID); err != nil {
		t.Errorf("the document after all of it: %v", err)
	}
	state, err := r.Keys(ctx)
	if err != nil || len(state.Zones) != 6 || state.Zones[0].Version != 2 || len(state.Zones[0].Holders) != 1 || state.Zones[0].Holders[0] != "Ada" || state.Missing != 0 {
		t.Errorf("want the keys listed, got %+v, %v", state, err)
	}
	r.close()
	r.forward(time.Minute)
	r.open()
	if st, err := r.Gate(ctx); err != nil || st.Problem != nil {
		t.Fatalf("want the workspace to open, got %+v, %v", st, err)
	}
	r.signIn("ada", r.secret)
	if _, err := r.Open(ctx, doc.ID); err != nil {
		t.Errorf("the document after a restart: %v", err)
	}
	coder := present.NewColleague{DisplayName: "Cody", Login: "cody", Password: password, Roles: []chart.Role{chart.Coder}}
	e, err := r.AddPerson(ctx, coder)
	r.must(err)
	_, err = r.ConfirmPerson(ctx, r.code(e.Secret))
	r.must(err)
	r.must(r.SignOut(ctx))
	r.signIn("cody", e.Secret)
	_, err = r.Keys(ctx)
	wantKind(t, "a coder looks at keys", err, chart.NotAllowed)
	_, err = r.RotateZone(ctx, chart.Structured, "scheduled", password)
	wantKind(t, "a coder renews keys", err, chart.NotAllowed)
}
