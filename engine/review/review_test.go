package review

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
)

func at(page int, x, y float64) (int, geom.Box) {
	return page, geom.Box{X0: x, Y0: y, X1: x + 0.1, Y1: y + 0.012}
}

func field(id string, name chart.FieldName, needs bool, page int, box geom.Box) chart.Field {
	return chart.Field{ID: chart.FieldID(id), Name: name, Value: "v-" + chart.Text(id), Page: page, Box: box, NeedsReview: needs}
}

func dossier() *chart.Dossier {
	p1, b1 := at(1, 0.5, 0.101)
	p2, b2 := at(1, 0.1, 0.1)
	p3, b3 := at(2, 0.1, 0.05)
	p4, b4 := at(1, 0.1, 0.4)
	return &chart.Dossier{State: chart.StateReview, Document: chart.Document{Fields: []chart.Field{
		field("missing", chart.MRN, true, 0, geom.Box{}),
		field("dob", chart.DateOfBirth, true, p1, b1),
		field("name", chart.PatientName, true, p2, b2),
		field("second", chart.Payer, false, p3, b3),
		field("allergy", chart.Allergy, true, p4, b4),
	}}}
}

func decide(d *chart.Dossier, id string, v chart.Verdict) {
	d.Decisions = append(d.Decisions, chart.Decision{Field: chart.FieldID(id), Verdict: v})
}

func TestOrderIsReadingOrderWithMissingLast(t *testing.T) {
	want := []chart.FieldID{"name", "dob", "allergy", "second", "missing"}
	if got := Order(dossier()); !slices.Equal(got, want) {
		t.Errorf("want %v, got %v", want, got)
	}
	if got := Open(dossier()); !slices.Equal(got, []chart.FieldID{"name", "dob", "allergy", "missing"}) {
		t.Errorf("open: want the four that need a person, got %v", got)
	}
}

func TestNextOpenSkipsWhatIsDecidedAndGoesRound(t *testing.T) {
	d := dossier()
	decide(d, "dob", chart.Confirmed)
	for _, c := range []struct {
		from string
		step int
		want chart.FieldID
		ok   bool
	}{
		{"", 1, "name", true}, {"name", 1, "allergy", true}, {"allergy", 1, "missing", true}, {"missing", 1, "name", true},
		{"name", -1, "missing", true}, {"allergy", -1, "name", true}, {"second", -1, "allergy", true}, {"", -1, "missing", true},
	} {
		if got, ok := NextOpen(d, chart.FieldID(c.from), c.step, nil); got != c.want || ok != c.ok {
			t.Errorf("from %q by %d: want %q, got %q %v", c.from, c.step, c.want, got, ok)
		}
	}
	notAllergy := func(f chart.Field) bool { return f.Name != chart.Allergy }
	if got, _ := NextOpen(d, "name", 1, notAllergy); got != "missing" {
		t.Errorf("a field that the person may not decide: want it passed over, got %q", got)
	}
	decide(d, "allergy", chart.NotOnPage)
	decide(d, "missing", chart.NotOnPage)
	if got, ok := NextOpen(d, "name", 1, nil); ok {
		t.Errorf("only the field itself is open: want none, got %q", got)
	}
	if _, ok := NextOpen(&chart.Dossier{}, "", 1, nil); ok {
		t.Error("a document without fields: want none, got one")
	}
}

func TestNeighbourStopsAtTheEnds(t *testing.T) {
	d := dossier()
	if got, ok := Neighbour(d, "name", 1); got != "dob" || !ok {
		t.Errorf("after name: want dob, got %q", got)
	}
	if _, ok := Neighbour(d, "missing", 1); ok {
		t.Error("after the last: want none, got one")
	}
	if _, ok := Neighbour(d, "name", -1); ok {
		t.Error("before the first: want none, got one")
	}
}

func TestDoubtful(t *testing.T) {
	for _, c := range []struct {
		name  string
		field chart.Field
		want  []Range
	}{
		{"by confidence", chart.Field{Value: "Pen11in", Doubt: []chart.Confidence{1, 1, 1, .4, .5, 1, 1}}, []Range{{3, 5}}},
		{"two runs", chart.Field{Value: "abcd", Doubt: []chart.Confidence{.1, 1, 1, .2}}, []Range{{0, 1}, {3, 4}}},
		{"readings differ", chart.Field{Value: "Penici11in", Readings: []chart.Reading{{Value: "Penici11in"}, {Value: "Penicillin"}}},
			[]Range{{6, 8}}},
		{"the other has more", chart.Field{Value: "7.4", Readings: []chart.Reading{{Value: "7.44"}}}, []Range{{2, 3}}},
		{"the other is empty", chart.Field{Value: "7.4", Readings: []chart.Reading{{Value: ""}}}, nil},
		{"sure", chart.Field{Value: "ab", Doubt: []chart.Confidence{1, 1}}, nil},
		{"list does not fit", chart.Field{Value: "ab", Doubt: []chart.Confidence{0}}, nil},
		{"empty", chart.Field{Readings: []chart.Reading{{Value: "x"}}}, nil},
		{"accents count once", chart.Field{Value: "Zoë1", Doubt: []chart.Confidence{1, 1, 1, .1}}, []Range{{3, 4}}},
	} {
		if got := Doubtful(c.field); !slices.Equal(got, c.want) {
			t.Errorf("%s: want %v, got %v", c.name, c.want, got)
		}
	}
}

func FuzzDifference(f *testing.F) {
	f.Add("Penici11in", "Penicillin")
	f.Add("", "x")
	f.Add("aa", "a")
	f.Fuzz(func(t *testing.T, a, b string) {
		ra, rb := []rune(a), []rune(b)
		r, differ := Difference(ra, rb)
		if differ != (string(ra) != string(rb) && len(ra) > 0) {
			t.Errorf("%q and %q: got differ %v", a, b, differ)
		}
		if differ && (r.From < 0 || r.To > len(ra) || r.From >= r.To) {
			t.Errorf("%q and %q: got range %v", a, b, r)
		}
	})
}

func desk() Desk {
	return Desk{By: "p1", Now: func() time.Time { return time.Unix(7, 0) }, Check: func(n chart.FieldName, v string) (string, bool) {
		return "N:" + v, !strings.Contains(v, "bad")
	}}
}

func TestAccept(t *testing.T) {
	f := chart.Field{ID: "f1", Name: chart.Allergy, Value: "Penici11in "}
	for _, c := range []struct {
		name, standing, typed string
		verdict               chart.Verdict
		value                 string
		fails                 bool
		norm                  string
	}{
		{"as read", "Penici11in ", "Penici11in", chart.Confirmed, "Penici11in", false, ""},
		{"corrected", "Penici11in ", " Penicillin  (hives) ", chart.Corrected, "Penicillin (hives)", false, "N:Penicillin (hives)"},
		{"fails its check", "Penici11in ", "bad", chart.Corrected, "bad", true, "N:bad"},
		{"stands corrected already", "bad", "bad", chart.Corrected, "bad", false, ""},
		{"back to what was read", "Penicillin", "Penici11in", chart.Confirmed, "Penici11in", false, "N:Penici11in"},
		{"empty", "Penici11in", "  ", chart.NotOnPage, "", false, ""},
	} {
		got := desk().Accept(f, chart.Text(c.standing), chart.Text(c.typed))
		d := got.Decision
		if d.Verdict != c.verdict || d.Value.Reveal() != c.value || got.Fails != c.fails || got.Normalized.Reveal() != c.norm {
			t.Errorf("%s: want %s %q fails %v norm %q; got %s %q fails %v norm %q", c.name, c.verdict, c.value, c.fails, c.norm,
				d.Verdict, d.Value.Reveal(), got.Fails, got.Normalized.Reveal())
		}
		if d.By != "p1" || d.Field != "f1" || d.At.IsZero() {
			t.Errorf("%s: want who, what and when, got %q %q %v", c.name, d.By, d.Field, d.At)
		}
	}
}

func TestOpenVerdictsStayOpen(t *testing.T) {
	f := chart.Field{ID: "f1", Value: "v"}
	for _, d := range []chart.Decision{desk().HandOver(f, "who is this?"), desk().WrongPatient(f, "")} {
		if !d.Verdict.Open() || d.Value != f.Value {
			t.Errorf("%s: want the field open with its value kept, got %q", d.Verdict, d.Value.Reveal())
		}
	}
	if d := desk().CantRead(f); d.Verdict.Open() || d.Value != "" {
		t.Errorf("illegible: want it decided without a value, got open %v", d.Verdict.Open())
	}
}

func TestMaySign(t *testing.T) {
	d := dossier()
	if ok, open := MaySign(d); ok || len(open) != 4 {
		t.Errorf("want 4 in the way, got %v %v", ok, open)
	}
	for _, id := range []string{"name", "dob", "allergy", "missing"} {
		decide(d, id, chart.Confirmed)
	}
	if ok, open := MaySign(d); !ok || len(open) != 0 {
		t.Errorf("all decided: want it signable, got %v", open)
	}
	decide(d, "dob", chart.HandedOver)
	if ok, _ := MaySign(d); ok {
		t.Error("one handed over: want it not signable, got signable")
	}
	decide(d, "dob", chart.Confirmed)
	for _, s := range []chart.State{chart.StateSigned, chart.StateHeld, chart.StateQuarantined} {
		d.State = s
		if ok, _ := MaySign(d); ok || Editable(s) {
			t.Errorf("%s: want neither signing nor editing, got one", s.Word())
		}
	}
}

func TestUndoAndRedoAppendDecisions(t *testing.T) {
	var h History
	first := chart.Decision{Field: "f1", Verdict: chart.Confirmed, Value: "a", By: "p1"}
	second := chart.Decision{Field: "f1", Verdict: chart.Corrected, Value: "b", By: "p1"}
	h.Decided(chart.Decision{}, first)
	h.Decided(first, second)
	now := time.Unix(9, 0)
	c, ok := h.Undo("p2", now)
	if d := c.Decision; !ok || d.Value != "a" || d.Verdict != chart.Confirmed || d.By != "p2" || !d.At.Equal(now) {
		t.Errorf("undo: want a, confirmed, by p2 now; got %+v", d)
	}
	if c, _ = h.Undo("p2", now); c.Decision.Verdict != chart.Undecided || c.Decision.Field != "f1" {
		t.Errorf("undo twice: want f1 undecided, got %s of %s", c.Decision.Verdict, c.Decision.Field)
	}
	if _, ok = h.Undo("p2", now); ok || h.CanUndo() || !h.CanRedo() {
		t.Error("undo thrice: want nothing left to undo, got something")
	}
	if c, _ = h.Redo("p2", now); c.Decision.Value != "a" {
		t.Errorf("redo: want a, got %q", c.Decision.Value.Reveal())
	}
	h.Add(Change{Type: chart.LabReport}, Change{Type: chart.EOB})
	if h.CanRedo() {
		t.Error("a new change: want nothing to redo, got something")
	}
	if c, _ = h.Undo("p2", now); c.Type != chart.LabReport {
		t.Errorf("undo of a type: want the one before, got %s", c.Type)
	}
}

func TestTablesTakeRowsInAndOut(t *testing.T) {
	d := &chart.Dossier{Document: tabled()}
	d.Document.Pages = []int{1}
	n := 0
	edit := func(e chart.TableEdit) {
		t.Helper()
		decided, err := d.EditTable(e, func() chart.FieldID { n++; return chart.FieldID(fmt.Sprint("new", n)) })
		if err != nil {
			t.Fatal(err)
		}
		d.Decisions = append(d.Decisions, decided...)
	}
	edit(chart.TableEdit{Kind: chart.EditAdd, Row: 0, Table: "results", Page: 1})  // row 2
	edit(chart.TableEdit{Kind: chart.EditAdd, Row: -1, Table: "results", Page: 1}) // row 3
	edit(chart.TableEdit{Kind: chart.EditAdd, Row: 2, Table: "results", Page: 1})  // row 4, after the first added
	edit(chart.TableEdit{Kind: chart.EditCell, Row: 2, Cell: "test", Value: "Potassium"})
	edit(chart.TableEdit{Kind: chart.EditCell, Row: 0, Cell: "value", Value: "134"})
	if got := TableRows(&d.Document, "results"); !slices.Equal(got, []int{0, 2, 4, 3}) {
		t.Errorf("the order on the paper: want 0 2 4 3, got %v", got)
	}
	rows := Rows(d)
	if len(rows) != 5 || rows[0].Cells[1].Value != "134" || rows[1].Cells[0].Value != "Potassium" || d.Document.Rows[0].Cells[1].Value != "l34" {
		t.Errorf("want what was typed in the rows and what was read kept, got %+v", rows)
	}
	edit(chart.TableEdit{Kind: chart.EditStrike, Row: 2})
	if got := TableRows(&d.Document, "results"); !slices.Equal(got, []int{0, 4, 3}) || len(Rows(d)) != 4 {
		t.Errorf("struck: want the row left out, got %v", got)
	}
	edit(chart.TableEdit{Kind: chart.EditRevive, Row: 2})
	if got := Rows(d); len(got) != 5 || got[1].Cells[0].Value != "Potassium" {
		t.Errorf("revived: want the row as it was, got %+v", got)
	}
	edit(chart.TableEdit{Kind: chart.EditCell, Row: 1, Cell: "medication", Value: "Lisinopril"})
	if last := d.Decisions[len(d.Decisions)-1]; last.Field != "drug" || last.Verdict != chart.Corrected {
		t.Errorf("a cell that is a field of its own: want that decided, got %+v", last)
	}
	for _, e := range []chart.TableEdit{{Kind: chart.EditCell, Row: 9}, {Kind: chart.EditCell, Row: -1}, {Kind: "other"}, {Kind: chart.EditAdd, Row: -1, Table: "results", Page: 7}} {
		if _, err := d.EditTable(e, func() chart.FieldID { return "x" }); chart.KindOf(err) != chart.BadInput {
			t.Errorf("%+v: want it refused, got %v", e, err)
		}
	}
}

func TestCurrentIsTheLastDecision(t *testing.T) {
	d := dossier()
	f, _ := Field(d, "name")
	if got := Current(d, f).Reveal(); got != "v-name" {
		t.Errorf("undecided: want what was read, got %q", got)
	}
	d.Decisions = append(d.Decisions, chart.Decision{Field: "name", Verdict: chart.Corrected, Value: "Ana"})
	if got := Current(d, f).Reveal(); got != "Ana" {
		t.Errorf("corrected: want Ana, got %q", got)
	}
	d.Decisions = append(d.Decisions, chart.Decision{Field: "name"})
	if got := Current(d, f).Reveal(); got != "v-name" {
		t.Errorf("taken back: want what was read, got %q", got)
	}
}

func TestEffortCountsKeysAndLeavesBreaksOut(t *testing.T) {
	var e Effort
	e.Key("a")
	e.Key("a")
	e.Key("b")
	e.Stay("a", time.Hour)
	if e.Keys != 3 || e.Fields["a"].Keys != 2 || e.Fields["a"].Time != 2*time.Minute {
		t.Errorf("want 3 keys, 2 of them and 2 minutes on a field, got %+v", e)
	}
}

func TestReadSurely(t *testing.T) {
	read := func(value chart.Text, sure chart.Confidence) chart.Reading {
		return chart.Reading{Engine: chart.Tesseract, Value: value, Confidence: sure}
	}
	d := &chart.Dossier{Pages: []chart.Page{{Number: 1, Words: []chart.Word{
		{Text: "Glucose", Confidence: .97, Box: geom.Box{X0: .1, Y0: .1, X1: .2, Y1: .12}},
		{Text: "142", Confidence: .6, Box: geom.Box{X0: .3, Y0: .1, X1: .4, Y1: .12}},
		{Text: "mg", Confidence: .99, Doubt: []chart.Confidence{1, .4}, Box: geom.Box{X0: .5, Y0: .1, X1: .6, Y1: .12}}}}}}
	cell := func(x float64, page int) chart.Field {
		return chart.Field{Value: "ab", Page: page, Cell: &chart.CellRef{}, Box: geom.Box{X0: x - .01, Y0: .09, X1: x + .11, Y1: .13}}
	}
	for _, c := range []struct {
		name  string
		field chart.Field
		want  bool
	}{
		{"a cell of sure words", cell(.1, 1), true},
		{"a cell with a word in doubt", cell(.3, 1), false},
		{"a cell with a letter in doubt", cell(.5, 1), false},
		{"a cell without words", cell(.8, 1), false},
		{"a cell of another page", cell(.1, 2), false},
		{"letters and words are sure", chart.Field{Value: "ab", Confidence: .3, Readings: []chart.Reading{read("ab", .95)}}, true},
		{"a letter is in doubt", chart.Field{Value: "ab", Doubt: []chart.Confidence{1, .5}, Readings: []chart.Reading{read("ab", .95)}}, false},
		{"a word is in doubt", chart.Field{Value: "ab", Readings: []chart.Reading{read("ab", .7)}}, false},
		{"the readings differ", chart.Field{Value: "ab", Readings: []chart.Reading{read("ab", .95), read("ac", .95)}}, false},
		{"nobody says", chart.Field{Value: "ab", Confidence: .99}, false},
		{"nothing was read", chart.Field{Readings: []chart.Reading{read("", .95)}}, false},
	} {
		if got := ReadSurely(d, c.field); got != c.want {
			t.Errorf("%s: want %v, got %v", c.name, c.want, got)
		}
	}
}
