package present_test

import (
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/ui/present"
)

type trailView struct{ snaps []present.TrailSnapshot }

func (v *trailView) Render(s present.TrailSnapshot) { v.snaps = append(v.snaps, s) }
func (v *trailView) last() present.TrailSnapshot    { return v.snaps[len(v.snaps)-1] }

func TestHistoryInWords(t *testing.T) {
	at := time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)
	house, run, view := &deskHouse{history: []chart.AuditEntry{
		{Index: 1, At: at, Action: chart.ActImport, Person: "p1"},
		{Index: 2, At: at, Action: chart.ActRead, Device: "w1", Detail: "from=reading to=review"},
		{Index: 3, At: at, Action: chart.ActDecide, Person: "0123456789abcdef", Field: "f7"},
		{Index: 4, At: at, Action: "chart.new_thing", Person: "p1"},
		{Index: 5, At: at, Action: chart.ActOpen, Person: "p2"},
	}}, newRun(), &trailView{}
	p := present.NewTrail(house, run, view, chart.Person{ID: "p1"})
	p.Open("d1")
	if !view.last().Loading {
		t.Error("want loading first")
	}
	run.drain()
	rows := view.last().Rows
	if len(rows) != 5 || rows[0].Index != 5 {
		t.Fatalf("want five rows, newest first, got %d", len(rows))
	}
	if got := rows[0].Who.Data["Name"]; got != "Ben Ortiz" {
		t.Errorf("a colleague who can sign in: want the name, got %v", got)
	}
	rows = rows[1:]
	if got := rows[0].What.Data["Action"]; got != "chart.new_thing" {
		t.Errorf("an action without words: want its name, got %v", got)
	}
	if rows[1].Who.Data["ID"] != "01234567" || rows[1].Detail != "field f7" {
		t.Errorf("a colleague: want a short id and the field, got %+v", rows[1])
	}
	if rows[2].Who.Key != "this computer" || rows[3].Who.Key != "you" {
		t.Errorf("want the computer and you, got %q and %q", rows[2].Who.Key, rows[3].Who.Key)
	}
	house.history = []chart.AuditEntry{{Index: 1, Action: chart.ActTrailRead, Detail: "about=history by=document"}, {Index: 2, Action: chart.ActDecide, Field: "f8"}}
	p.Open("d1")
	run.drain()
	rows = view.last().Rows
	if got := rows[0].What; got.Key != "{{.What}}: {{.Field}}" || got.Data["Field"].(present.Line).Key != present.FieldWord("mrn").Key {
		t.Errorf("a field whose name may be known: want the name, got %+v", got)
	}
	if got := rows[1].What.Key; got != "looked at the history of the document" {
		t.Errorf("a look at the history: want it said, got %q", got)
	}
	house.err = chart.E(chart.NotAllowed, "history", nil)
	p.Open("d1")
	p.Close()
	run.drain()
	if s := view.last(); s.Loading || s.Problem != nil || len(s.Rows) != 0 {
		t.Errorf("closed: want nothing shown, got %+v", s)
	}
}

func TestEveryActionHasWords(t *testing.T) {
	for _, a := range []chart.Action{chart.ActSetup, chart.ActSignIn, chart.ActSignInFail, chart.ActLock, chart.ActUnlock,
		chart.ActSignOut, chart.ActImport, chart.ActRefuse, chart.ActRead, chart.ActOpen, chart.ActDecide, chart.ActUndo,
		chart.ActReveal, chart.ActRedact, chart.ActReshape, chart.ActRelease, chart.ActRetype, chart.ActHandOver,
		chart.ActSignRecord, chart.ActSend, chart.ActSettle, chart.ActExport, chart.ActEnrol, chart.ActHubStart,
		chart.ActPersonAdd, chart.ActSettings, chart.ActState, chart.ActPassword, chart.ActDeidentify, chart.ActForget, chart.ActTokenShow,
		chart.ActTokenDeny, chart.ActTokenAlarm, chart.ActPersonDisable, chart.ActPersonEnable, chart.ActPersonReset, chart.ActPersonRoles,
		chart.ActPersonHandOver, chart.ActAuthenticator, chart.ActCodes, chart.ActCodeUsed, chart.ActCodesFew, chart.ActGuard, chart.ActPeopleRules} {
		if got := present.ActionWord(a); got.Key == "{{.Action}}" {
			t.Errorf("action %s has no words", a)
		}
	}
}
