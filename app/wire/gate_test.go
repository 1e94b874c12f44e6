//go:build cgo

package wire

import (
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
)

// A sign-in that ends after the lock opens nothing, whoever pressed it.
func TestALockEndsASignInThatRuns(t *testing.T) {
	r := setUpRoom(t)
	ctx := t.Context()
	r.must(r.SignOut(ctx))
	r.forward(time.Minute)
	try := r.try()
	ses, err := r.vault.SignIn(ctx, "ada", password, r.code(r.secret))
	r.must(err)
	r.must(r.Lock(ctx))
	_, err = r.arrive(ctx, try, ses)
	wantKind(t, "a sign-in that ends after the lock", err, chart.Locked)
	if ses.Alive() == nil {
		t.Error("want the session's keys gone")
	}
	_, err = r.RecoverySet(ctx)
	wantKind(t, "what the person would see", err, chart.Locked)
	r.signIn("ada", r.secret)
	r.must(r.Lock(ctx))
	try = r.try()
	ses, err = r.vault.Unlock(ctx, "", password)
	if err == nil {
		t.Fatalf("want nobody unlocked without a name, got %v", ses)
	}
	who := r.last
	ses, err = r.vault.Unlock(ctx, who, password)
	r.must(err)
	r.must(r.Lock(ctx))
	_, err = r.arrive(ctx, try, ses)
	wantKind(t, "an unlock that ends after another lock", err, chart.Locked)
	_, err = r.Unlock(ctx, password)
	r.must(err)
}
