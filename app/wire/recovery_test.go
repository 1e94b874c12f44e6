//go:build cgo

package wire

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/ui/present"
)

// shares makes a set and gives the lines of each share.
func (r *room) shares(needs, n int) (typed [][]string) {
	r.t.Helper()
	made, err := r.MakeRecoverySet(r.t.Context(), password, needs, n)
	r.must(err)
	var last []string
	for _, s := range made {
		typed, last = append(typed, s.Lines[:]), append(last, s.Lines[present.ShareLines-1])
		if !strings.Contains(s.Text, strings.Fields(s.Lines[0])[0]) || !bytes.HasPrefix(s.PDF, []byte("%PDF")) {
			r.t.Errorf("share %d: want its page", s.Number)
		}
	}
	r.must(r.ConfirmRecoverySet(r.t.Context(), last))
	return typed
}

func TestRecoveryFromADeskThatLostItsKeyring(t *testing.T) {
	r := setUpRoom(t)
	ctx := t.Context()
	doc := r.ready(1)
	if s, err := r.RecoverySet(ctx); err != nil || !s.Made.IsZero() {
		t.Fatalf("want no set yet, got %+v (%v)", s, err)
	}
	_, err := r.MakeRecoverySet(ctx, "another sentence here", 2, 3)
	wantKind(t, "a wrong password", err, chart.NotAllowed)
	wantKind(t, "confirmed without shares", r.ConfirmRecoverySet(ctx, nil), chart.BadState)
	typed := r.shares(2, 3)
	proof, err := r.RehearseRecovery(ctx, password, typed[1:])
	r.must(err)
	said, signers, err := ReadRehearsal(proof.Statement)
	if err != nil || len(signers) != 2 || said.Needs != 2 || said.Zones != 6 || said.Mark != proof.Mark {
		t.Errorf("want a statement signed by person and device, got %+v, %d signers (%v)", said, len(signers), err)
	}
	_, _, err = ReadRehearsal(bytes.Replace(proof.Statement, []byte(`"payload":"ey`), []byte(`"payload":"eX`), 1))
	if err == nil {
		t.Error("a statement that was edited: want it refused")
	}
	if s, err := r.RecoverySet(ctx); err != nil || s.Due || s.Needs != 2 {
		t.Errorf("want the set rehearsed, got %+v (%v)", s, err)
	}
	newcomer := present.NewColleague{Login: "grace", DisplayName: "Grace", Password: password}
	_, err = r.Recover(ctx, typed, newcomer)
	wantKind(t, "with somebody signed in", err, chart.BadState)
	r.close()
	r.keyring.secrets = nil
	r.open()
	if st, err := r.Gate(ctx); err != nil || chart.KindOf(st.Problem) != chart.KeyringWrong {
		t.Fatalf("want the keyring's trouble told, got %+v (%v)", st, err)
	}
	if st, err := r.Gate(ctx); err != nil || st.Shares != 2 || !strings.Contains(st.Mark, "-") {
		t.Errorf("want the gate to know that 2 shares open it, got %+v (%v)", st, err)
	}
	if got := r.ShareWords(typed[0][0][:3]); len(got) != 1 || !strings.HasPrefix(typed[0][0], got[0]) {
		t.Errorf("want the word completed, got %v", got)
	}
	if got, err := r.ReadShare(typed[2]); err != nil || got.Number != 3 || got.Needs != 2 || r.CheckShareLine(1, typed[0][0]) != nil {
		t.Errorf("want share 3 of which 2 are needed, got %+v (%v)", got, err)
	}
	_, err = r.Recover(ctx, typed[:1], newcomer)
	wantKind(t, "one share", err, chart.BadInput)
	began := time.Now()
	e, err := r.Recover(ctx, typed[:2], newcomer)
	r.must(err)
	who, codes, err := r.ConfirmRecovery(ctx, r.code(e.Secret))
	r.must(err)
	if len(codes) == 0 {
		t.Error("want the person's recovery codes")
	}
	t.Logf("opened, a person added and the machine secret renewed in %v", time.Since(began).Round(time.Millisecond))
	if who.Login != "grace" || !who.Has(chart.Administrator) || !who.Has(chart.PrivacyOfficer) {
		t.Errorf("want grace as administrator and privacy officer, got %+v", who)
	}
	if d, err := r.Open(ctx, doc.ID); err != nil || d == nil {
		t.Errorf("want the chart open, got %v", err)
	}
	r.must(r.SignOut(ctx))
	r.signIn("ada", r.secret) // everybody else comes in as before
}

func TestSharesThatWereNotConfirmedGoWithTheSession(t *testing.T) {
	r := setUpRoom(t)
	ctx := t.Context()
	made, err := r.MakeRecoverySet(ctx, password, 2, 2)
	r.must(err)
	r.must(r.Lock(ctx))
	_, err = r.Unlock(ctx, password)
	r.must(err)
	err = r.ConfirmRecoverySet(ctx, []string{made[0].Lines[7], made[1].Lines[7]})
	wantKind(t, "after a lock", err, chart.BadState)
}
