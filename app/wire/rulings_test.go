//go:build cgo

package wire

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/access"
	"chartproof.org/chartproof/engine/protect/access/rulebook"
	"chartproof.org/chartproof/storage/audit"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/ui/present"
)

const (
	wordsEnough = chart.Text("The patient is unconscious and her allergies are needed")
	ownRule     = `@id("no-friday-coding") @says("Nobody decides on fields here.") forbid (principal, action == Action::"field.decide", resource);`
)

func (r *room) entries(a chart.Action) []chart.AuditEntry {
	r.t.Helper()
	all, err := r.trail.Entries(r.t.Context(), audit.Filter{Actions: []chart.Action{a}})
	r.must(err)
	return all
}

func (r *room) as(login, secret string) {
	r.t.Helper()
	r.must(r.SignOut(r.t.Context()))
	r.signIn(login, secret)
}

func TestARestrictedChartOpensOnlyInAnEmergency(t *testing.T) {
	r := setUpRoom(t)
	ctx := t.Context()
	doc := r.bringIn(1)
	if e := r.entries(chart.ActOpen); len(e) != 1 || e[0].Decision != chart.Permit || e[0].Policy != "open@"+r.rules.release.Version() || e[0].Purpose != "operations" {
		t.Fatalf("want the entry to name the rule, got %+v", e)
	}
	bo := r.person("bo", chart.HIMReviewer)
	r.must(r.Restrict(ctx, present.NewRestriction{Kind: access.Restricted, Document: doc.ID, Whose: present.OfPatient, Note: "her own wish"}))
	rows, err := r.Restrictions(ctx)
	if err != nil || len(rows) != 1 || rows[0].Note != "her own wish" || rows[0].ByName != "Ada" {
		t.Fatalf("got %+v, %v", rows, err)
	}
	other := r.bringIn(1001) // another number, the same name and birth date
	r.as("bo", bo)
	for i, id := range []chart.DocumentID{doc.ID, other.ID} {
		_, err = r.Open(ctx, id)
		wantKind(t, fmt.Sprint("open restricted ", i), err, chart.NotAllowed)
		_, err = r.Page(ctx, id, 1)
		wantKind(t, "its page", err, chart.NotAllowed)
	}
	_, _, err = r.Ahead(ctx, doc.ID)
	wantKind(t, "prepare it", err, chart.NotAllowed)
	denied := r.entries(chart.ActDenied)
	if len(denied) != 2 || denied[0].Decision != chart.Deny || !strings.HasPrefix(denied[0].Policy, "chart-restricted@") || denied[0].Document != doc.ID {
		t.Errorf("want one entry a document, got %+v", denied)
	}
	_, err = r.BreakGlass(ctx, doc.ID, "hm")
	wantKind(t, "no reason", err, chart.BadInput)
	if open, err := r.GlassOpen(ctx); err != nil || len(open) > 0 {
		t.Errorf("want it closed, got %v, %v", open, err)
	}
	g, err := r.BreakGlass(ctx, doc.ID, wordsEnough)
	r.must(err)
	if _, err := r.Open(ctx, doc.ID); err != nil {
		t.Errorf("in an emergency: %v", err)
	}
	if open, err := r.GlassOpen(ctx); err != nil || len(open) != 1 || open[0] != g {
		t.Errorf("want it open until %v, got %v %v", g.Until, open, err)
	}
	_, err = r.BreakGlass(ctx, doc.ID, wordsEnough)
	wantKind(t, "what is open", err, chart.BadState)
	_, err = r.GlassItems(ctx)
	wantKind(t, "the list, to the reviewer", err, chart.NotAllowed)
	r.forward(time.Hour)
	_, err = r.Open(ctx, doc.ID)
	wantKind(t, "an hour later", err, chart.NotAllowed)
	if len(r.entries(chart.ActGlassAlarm)) != 1 {
		t.Error("want an alarm")
	}

	r.as("ada", r.secret)
	items, err := r.GlassItems(ctx)
	if err != nil || len(items) != 1 || items[0].Reason != wordsEnough || items[0].PersonName != "bo" || items[0].Own {
		t.Fatalf("got %+v, %v", items, err)
	}
	r.forward(73 * time.Hour)
	r.as("ada", r.secret)
	if waiting, late, err := r.GlassDue(ctx); err != nil || waiting != 1 || late != 1 {
		t.Errorf("want one late, got %d %d %v", waiting, late, err)
	}
	r.must(r.ReviewGlass(ctx, g.ID, access.GlassRight, ""))
	if waiting, _, err := r.GlassDue(ctx); err != nil || waiting != 0 {
		t.Errorf("want none waiting, got %d, %v", waiting, err)
	}
	if rep, err := r.trail.Verify(ctx, audit.Keys{}); err != nil || !rep.OK {
		t.Errorf("the trail does not hold: %+v %v", rep, err)
	}
	r.must(r.Lift(ctx, rows[0].ID))
	r.as("bo", bo)
	if _, err := r.Open(ctx, doc.ID); err != nil {
		t.Errorf("lifted: %v", err)
	}
}

func TestHoursDutiesAndOnesOwnGlass(t *testing.T) {
	r := setUpRoom(t)
	ctx := t.Context()
	doc := r.bringIn(1)
	never := access.DefaultPractice()
	yesterday := r.Now().Local().AddDate(0, 0, -1).Weekday()
	never.Hours = map[chart.Role]access.Hours{}
	for _, role := range access.Roles() {
		never.Hours[role] = access.Hours{From: 0, Until: 1, Days: []time.Weekday{(yesterday + 5) % 7}}
	}
	wantKind(t, "a wrong password", r.SetPractice(ctx, never, "not the password at all"), chart.NotAllowed)
	r.must(r.SetPractice(ctx, never, password))
	_, err := r.Open(ctx, doc.ID)
	wantKind(t, "outside hours", err, chart.NotAllowed)
	if !strings.Contains(fmt.Sprint(err), "office-hours@") {
		t.Errorf("want the rule named, got %v", err)
	}
	g, err := r.BreakGlass(ctx, doc.ID, wordsEnough)
	r.must(err)
	r.must(r.MendGlass(ctx, doc.ID))
	r.must(r.ReviewGlass(ctx, g.ID, access.GlassRight, "")) // nobody else is there
	if e := r.entries(chart.ActGlassReview); len(e) != 1 || !strings.HasSuffix(e[0].Detail, "by=same_person") {
		t.Errorf("want it recorded, got %+v", e)
	}
	r.must(r.SetPractice(ctx, access.DefaultPractice(), password))
	r.person("pia", chart.PrivacyOfficer)
	r.must(r.Restrict(ctx, present.NewRestriction{Kind: access.ClosedTo, Document: doc.ID, Login: "ada"}))
	_, err = r.Open(ctx, doc.ID)
	wantKind(t, "her own family", err, chart.NotAllowed)
	g, err = r.BreakGlass(ctx, doc.ID, wordsEnough)
	r.must(err)
	_, err = r.Open(ctx, doc.ID)
	r.must(err)
	if e := r.entries(chart.ActWatched); len(e) != 1 || e[0].Detail != "why=closed_to_person" {
		t.Errorf("want the look told of, got %+v", e)
	}
	r.must(r.MendGlass(ctx, doc.ID))
	wantKind(t, "her own, with a colleague there", r.ReviewGlass(ctx, g.ID, access.GlassRight, ""), chart.NotAllowed)
	apart := access.DefaultPractice()
	apart.Separate = true
	r.must(r.SetPractice(ctx, apart, password))
	_, err = r.Open(ctx, r.list()[0].ID)
	wantKind(t, "who administers, duties apart", err, chart.NotAllowed)
	r.forward(13 * time.Hour)
	wantKind(t, "the authenticator of yesterday", r.SetPractice(ctx, apart, password), chart.NotAllowed)
}

func TestAPracticesOwnRules(t *testing.T) {
	r := setUpRoom(t)
	ctx := t.Context()
	files := []rulebook.File{{Name: "own.cedar", Text: []byte(ownRule)}}
	_, err := r.SetOwnRules(ctx, []rulebook.File{{Name: "own.cedar", Text: []byte(`@id("a") @says("b") permit (principal, action, resource);`)}}, password)
	wantKind(t, "a rule that permits", err, chart.BadInput)
	_, err = r.SetOwnRules(ctx, files, "not the password at all")
	wantKind(t, "a wrong password", err, chart.NotAllowed)
	change, err := r.SetOwnRules(ctx, files, password)
	r.must(err)
	if fmt.Sprint(change.Added) != "[no-friday-coding]" {
		t.Errorf("got %+v", change)
	}
	state, err := r.Rules(ctx)
	if err != nil || !state.Own || state.Refused || state.SignedBy != "Ada" || state.Version == state.Release || len(state.Joined) != 1 || !state.Alone {
		t.Errorf("got %+v, %v", state, err)
	}
	if e := r.entries(chart.ActPolicyChange); len(e) != 1 || !strings.HasPrefix(e[0].Detail, change.Words()+" text=") {
		t.Errorf("want the difference in the trail, got %+v", e)
	}
	_, err = r.decide("decide on a field", chart.ActDecide, about{})
	wantKind(t, "what the practice's rule forbids", err, chart.NotAllowed)

	held := r.standing(r.session).held
	bundle := *held.Bundle
	bundle.Envelope = []byte(strings.Replace(string(bundle.Envelope), `"sig":"`, `"sig":"AA`, 1))
	r.must(r.rulings.SetBundle(ctx, r.session, bundle, "forged"))
	r.rules.again()
	if state, err = r.Rules(ctx); err != nil || state.Own || !state.Refused || state.Version != state.Release {
		t.Errorf("a forged signature: got %+v, %v", state, err)
	}
	if len(r.entries(chart.ActPolicyRefuse)) != 1 {
		t.Error("want it told in the trail")
	}
	change, err = r.SetOwnRules(ctx, nil, password)
	r.must(err)
	if len(change.Added)+len(change.Removed) != 0 {
		t.Errorf("the forged rules did not hold: got %+v", change)
	}
}

// Rows that were changed outside close every chart, and nothing else.
func TestRestrictionsThatWereTakenAwayCloseAll(t *testing.T) {
	r := setUpRoom(t)
	ctx := t.Context()
	doc := r.bringIn(1)
	r.must(r.Restrict(ctx, present.NewRestriction{Kind: access.Restricted, Document: doc.ID}))
	r.must(r.db.Write(ctx, func(tx *sqlitedb.Tx) error { return tx.Exec(`DELETE FROM ruling WHERE kind = 'restriction'`) }))
	r.as("ada", r.secret)
	_, err := r.Open(ctx, doc.ID)
	wantKind(t, "open", err, chart.Tampered)
	wantKind(t, "restrict", r.Restrict(ctx, present.NewRestriction{Kind: access.Restricted, Document: doc.ID}), chart.Tampered)
	if len(r.list()) != 1 || len(r.entries(chart.ActPolicyRefuse)) == 0 {
		t.Error("want the queue and an entry")
	}
}

// A view that was read before a change must not stand in for the one after it.
func TestAStaleViewIsNotKept(t *testing.T) {
	var r rules
	r.again()
	before := r.changes
	r.again()
	if r.keep(&standing{}, before) || r.stands != nil {
		t.Error("want what was read before the change not kept")
	}
	if !r.keep(&standing{}, r.changes) || r.stands == nil {
		t.Error("want what was read after it kept")
	}
}

// A chart whose patient cannot be told, while restrictions of patients stand, is closed.
func TestAChartThatCannotBeLoadedIsClosed(t *testing.T) {
	r := setUpRoom(t)
	ctx := t.Context()
	doc := r.bringIn(1)
	s := &standing{ses: r.session}
	s.held.Restrictions = []access.Restriction{{Patient: []string{"x"}}}
	r.must(r.db.Write(ctx, func(tx *sqlitedb.Tx) error {
		return tx.Exec(`UPDATE document SET sealed = x'00' WHERE id = ?`, string(doc.ID))
	}))
	if _, err := r.chartOf(r.session, s, about{document: doc.ID}); err == nil {
		t.Error("want a chart that was changed outside refused")
	}
	if _, err := r.chartOf(r.session, s, about{document: "none"}); err != nil {
		t.Errorf("one that is not there: %v", err)
	}
}

func TestRefusalsDoNotFillTheTrail(t *testing.T) {
	r := setUpRoom(t)
	cora := r.person("cora", chart.Coder)
	r.as("cora", cora)
	for range 500 {
		_, err := r.at("add a person", chart.ActPersonAdd)
		wantKind(t, "a coder", err, chart.NotAllowed)
	}
	r.forward(time.Minute)
	_, _ = r.at("add a person", chart.ActPersonAdd)
	e := r.entries(chart.ActDenied)
	if len(e) != 2 || e[1].Detail != "action=person.add more=499" || !strings.HasPrefix(e[0].Policy, rulebook.DefaultDeny+"@") {
		t.Errorf("want two entries, the second with how many, got %+v", e)
	}
	r.forward(time.Hour)
	for i := range 200 {
		_, _ = r.atChart("sign", chart.ActSignRecord, chart.DocumentID(fmt.Sprint("d", i)))
	}
	if e := r.entries(chart.ActDenied); len(e) != 2+mostBurst {
		t.Errorf("want %d entries a minute at most, got %d", mostBurst, len(e)-2)
	}
}
