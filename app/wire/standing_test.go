package wire

import (
	"strings"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/access/rulebook"
	"chartproof.org/chartproof/storage/audit"
	"chartproof.org/chartproof/storage/vault"
)

// reset has root give a person a one-time password, and the person take it up.
func (a *archive) reset(login string) {
	a.Helper()
	a.as("root")
	people, err := a.vault.People(a.Context())
	a.must(err)
	for _, p := range people {
		if p.Login != login {
			continue
		}
		once, err := a.ResetPerson(a.Context(), keepPassword, p.ID)
		a.must(err)
		a.must(a.SignOut(a.Context()))
		if _, err := a.SignIn(a.Context(), login, once.Password, ""); err == nil {
			a.Fatal("want the change of the password first")
		}
		e, err := a.RenewPassword(a.Context(), "another sentence as password")
		a.must(err)
		a.secrets[login] = e.Secret
		_, err = a.ConfirmRenewal(a.Context(), a.code(login))
		a.must(err)
	}
}

// What a practice has forbidden stays forbidden when whoever signed it gets new keys, or the trail does.
func TestOwnRulesOutliveTheirSignersKeys(t *testing.T) {
	a := newArchive(t, false)
	_, err := a.SetOwnRules(t.Context(), []rulebook.File{{Name: "own.cedar", Text: []byte(
		`@id("no-preview") @says("Nobody disposes of anything here.") forbid (principal, action == Action::"disposal.order", resource);`)}}, keepPassword)
	a.must(err)
	hold := func(when string) {
		t.Helper()
		a.as("pia")
		state, err := a.Rules(t.Context())
		if err != nil || !state.Own || state.Refused {
			t.Errorf("%s: want the practice's rules in force, got %+v, %v", when, state, err)
		}
		_, err = a.PreviewDisposal(t.Context())
		a.want(when+": what the rule forbids", err, chart.NotAllowed)
	}
	hold("at once")
	a.ticks += time.Hour
	a.reset("ada")
	hold("after a reset")
	a.as("root")
	_, err = a.vault.RotateDevice(t.Context(), a.session, vault.Scheduled)
	a.must(err)
	hold("after a new key of the trail")
	a.sweep()
	hold("after a restart")
}

// What a change of the rules was can be read later, by the hash that the trail names.
func TestEveryTextOfTheRulesStays(t *testing.T) {
	a := newArchive(t, false)
	texts := []string{
		`@id("no-preview") @says("Nobody disposes of anything here.") forbid (principal, action == Action::"disposal.order", resource);`,
		`@id("no-signing") @says("Nobody signs here.") forbid (principal, action == Action::"record.sign", resource);`,
	}
	for _, text := range texts {
		a.ticks += time.Second
		_, err := a.SetOwnRules(t.Context(), []rulebook.File{{Name: "own.cedar", Text: []byte(text)}}, keepPassword)
		a.must(err)
	}
	a.ticks += time.Second
	_, err := a.SetOwnRules(t.Context(), nil, keepPassword)
	a.must(err)
	a.reset("ada")
	a.as("pia")
	all, err := a.RulesHistory(t.Context())
	a.must(err)
	told, err := a.trail.Entries(t.Context(), audit.Filter{Actions: []chart.Action{chart.ActPolicyChange}})
	a.must(err)
	if len(all) != 3 || len(told) != 3 {
		t.Fatalf("want three sets of rules, got %d, and %d in the trail", len(all), len(told))
	}
	for i, one := range all {
		if one.Err != nil || !strings.HasSuffix(told[i].Detail, " text="+one.Text) || i > 0 && one.Was != all[i-1].Is {
			t.Errorf("set %d: got %+v, the trail says %q", i, one, told[i].Detail)
		}
		if i < 2 && (len(one.Files) != 1 || string(one.Files[0].Text) != texts[i]) {
			t.Errorf("set %d: want its text, got %d files", i, len(one.Files))
		}
	}
}

// Rules whose signature does not hold close the charts: what they forbade is unknown.
func TestForgedRulesCloseTheCharts(t *testing.T) {
	a := newArchive(t, false)
	_, doc := a.scanned(planted, "1961-03-04", "2010-01-02")
	_, err := a.SetOwnRules(t.Context(), []rulebook.File{{Name: "own.cedar", Text: []byte(
		`@id("no-signing") @says("Nobody signs here.") forbid (principal, action == Action::"record.sign", resource);`)}}, keepPassword)
	a.must(err)
	if _, err := a.Open(t.Context(), doc); err != nil {
		t.Fatal(err)
	}
	bundle := *a.standing(a.session).held.Bundle
	bundle.Envelope = []byte(strings.Replace(string(bundle.Envelope), `"sig":"`, `"sig":"AA`, 1))
	a.must(a.rulings.SetBundle(t.Context(), a.session, bundle, "forged"))
	a.rules.again()
	_, err = a.Open(t.Context(), doc)
	a.want("open a chart under forged rules", err, chart.Tampered)
	_, err = a.SetOwnRules(t.Context(), nil, keepPassword)
	a.must(err)
	if _, err := a.Open(t.Context(), doc); err != nil {
		t.Errorf("after the rules were set anew: %v", err)
	}
}

// A disposal waits for a backup that is under way, which would put destroyed keys back on the drive.
func TestADisposalWaitsForABackup(t *testing.T) {
	a := newArchive(t, true)
	a.scanned(planted, "1961-03-04", "2010-01-02")
	a.texas()
	a.ticks += 400 * 24 * time.Hour
	a.as("ada")
	id := a.order()
	a.ticks += 25 * time.Hour
	a.as("ada")
	a.backing.Lock() // a backup is under way
	done := make(chan error, 1)
	go func() {
		_, err := a.approve(id, 1)
		done <- err
	}()
	a.awaitApproved(id)
	select {
	case err := <-done:
		t.Errorf("want it to wait, it ended with %v", err)
		done <- err
	case <-time.After(200 * time.Millisecond):
	}
	a.backing.Unlock()
	a.must(<-done)
}

// awaitApproved returns once the disposal may be carried out.
func (a *archive) awaitApproved(id string) {
	a.Helper()
	deadline, tick := time.After(10*time.Second), time.NewTicker(10*time.Millisecond)
	defer tick.Stop()
	for a.count(`SELECT count(*) FROM disposal WHERE id = ? AND state <> 'ordered'`, id) == 0 {
		select {
		case <-tick.C:
		case <-deadline:
			a.Fatal("the disposal was not approved")
		}
	}
}
