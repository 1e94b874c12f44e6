package present_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"
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

// TestEveryActionHasWords reads the actions out of the source of engine/chart, so that a new one without words is found.
func TestEveryActionHasWords(t *testing.T) {
	files, err := filepath.Glob("../../engine/chart/*.go")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, path := range files {
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(node ast.Node) bool {
			spec, ok := node.(*ast.ValueSpec)
			if !ok || len(spec.Values) != 1 || !strings.HasPrefix(spec.Names[0].Name, "Act") {
				return true
			}
			if value, ok := spec.Values[0].(*ast.BasicLit); ok {
				n++
				if a := chart.Action(strings.Trim(value.Value, `"`)); present.ActionWord(a).Key == "{{.Action}}" {
					t.Errorf("action %s has no words", a)
				}
			}
			return true
		})
	}
	if n < 100 {
		t.Errorf("want all actions of engine/chart looked at, got %d", n)
	}
}

func TestTheTrailSaysWhatCameOfIt(t *testing.T) {
	for _, c := range []struct {
		action       chart.Action
		detail, want string
	}{
		{chart.ActDecide, "verdict=corrected version=4", "decided on a field: corrected"},
		{chart.ActDecide, "verdict=undecided version=5", "decided on a field"},
		{chart.ActDecide, "row=3 change=add", "decided on a field"},
		{chart.ActRetype, "from=lab_report to=blank", "changed the document type: from Lab report to Blank page"},
		{chart.ActState, "from=review to=ready", "changed the state of the document: from review to ready to sign"},
		{chart.ActState, "import=1 to=quarantined", "changed the state of the document: waits to be read"},
		{chart.ActState, "from=reading to=gone", "changed the state of the document: from reading to gone"},
		{chart.ActState, "urgent=true", "changed the state of the document: urgent"},
		{chart.ActReveal, "purpose=treatment", "revealed a masked value: Treatment"},
		{chart.ActRefuse, "import=1 reason=empty", "did not take the file: The file is empty."},
		{chart.ActSignIn, "", "signed in"},
	} {
		run, view := newRun(), &trailView{}
		present.NewTrail(&deskHouse{history: []chart.AuditEntry{{Action: c.action, Detail: c.detail}}}, run, view, chart.Person{}).Open("d1")
		run.drain()
		if got := plain(view.last().Rows[0].What); got != c.want {
			t.Errorf("%s %s: want %q, got %q", c.action, c.detail, c.want, got)
		}
	}
}

// plain fills a line in English.
func plain(l present.Line) string {
	text := l.Key
	for name, value := range l.Data {
		if inner, ok := value.(present.Line); ok {
			value = plain(inner)
		}
		text = strings.ReplaceAll(text, "{{."+name+"}}", fmt.Sprint(value))
	}
	return text
}
