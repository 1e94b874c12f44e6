package review

import (
	"slices"
	"testing"

	"chartproof.org/chartproof/engine/chart"
)

func TestSameCountsWhatCounts(t *testing.T) {
	var s Second
	for _, c := range []struct {
		a, b chart.Text
		want bool
	}{
		{"Penicillin", " penicillin ", true}, {"10 mg", "10mg", true}, {"0.5 mg", "05 mg", false}, {"1 0 mg", "10 mg", false},
		{"O'Neil, Ann", "ONEIL ANN", true}, {"12/3", "1/23", false}, {"", "x", false}, {"<5", "5", false}, {"-2.0", "2.0", false},
	} {
		if got := s.Same(chart.Medication, c.a, c.b); got != c.want {
			t.Errorf("%q and %q: want %v, got %v", c.a.Reveal(), c.b.Reveal(), c.want, got)
		}
	}
}

func lookedAt(value, first chart.Text, readings ...chart.Text) (*chart.Dossier, chart.Field) {
	f := chart.Field{ID: "f", Name: chart.Allergy, Value: value, NeedsReview: true}
	for _, r := range readings {
		f.Readings = append(f.Readings, chart.Reading{Value: r})
	}
	d := &chart.Dossier{ID: "d", Document: chart.Document{Fields: []chart.Field{f}}}
	d.Decisions = []chart.Decision{{Field: "f", Verdict: chart.Corrected, Value: first, By: "p1"}}
	return d, f
}

func TestTwoPeopleAreSettledOnlyWithTheMachine(t *testing.T) {
	for _, c := range []struct {
		name                string
		read, first, second chart.Text
		readings            []chart.Text
		verdict             chart.Verdict
		want                chart.LookOutcome
	}{
		{"all three", "Sulfa", "Sulfa", "sulfa", nil, chart.Confirmed, chart.LookAgrees},
		{"one reader backs them, the other reads nearly the same", "Sulta", "Sulfa", "Sulfa", []chart.Text{"Sulta", "Sulfa"}, chart.Confirmed, chart.LookDiffer},
		{"one reader backs them, the other has lost a sign", "Sulf", "Sulfa", "Sulfa", []chart.Text{"Sulf", "Sulfa"}, chart.Confirmed, chart.LookDiffer},
		{"one reader backs them, the other reads what no slip makes", "5u1 la", "Sulfa", "Sulfa", []chart.Text{"5u1 la", "Sulfa"}, chart.Confirmed, chart.LookAgrees},
		{"no reader backs them", "Sulta", "Sulfa", "Sulfa", []chart.Text{"Sulta", "Sulta"}, chart.Confirmed, chart.LookDiffer},
		{"they differ", "Sulfa", "Sulfa", "Sulta", nil, chart.Confirmed, chart.LookDiffer},
		{"the second sees nothing", "Sulfa", "Sulfa", "", nil, chart.NotOnPage, chart.LookDiffer},
	} {
		d, f := lookedAt(c.read, c.first, c.readings...)
		if got := (Second{}).Judge(d, f, c.verdict, c.second); got != c.want {
			t.Errorf("%s: want %s, got %s", c.name, c.want, got)
		}
	}
}

func TestAChangeMakesTheLookNecessaryAgain(t *testing.T) {
	d, f := lookedAt("Sulfa", "Sulfa")
	d.Looks.Taken = []chart.Look{{Field: "f", Step: chart.SecondLook, By: "p2", Outcome: chart.LookAgrees, Decision: 0, Stood: "Sulfa"}}
	if len(d.Unlooked()) != 0 {
		t.Fatal("want it settled")
	}
	d.Decisions = append(d.Decisions, chart.Decision{Field: "f", Verdict: chart.Corrected, Value: "Latex", By: "p1"})
	if got := d.Unlooked(); !slices.Equal(got, []chart.FieldID{"f"}) {
		t.Errorf("a later decision: want the field open again, got %v", got)
	}
	if err := d.MustBeLooked("sign", chart.DefaultLookPolicy()); chart.KindOf(err) != chart.BadState {
		t.Errorf("want it not to be signed, got %v", err)
	}
	if v, _ := Stand(d, f); v != chart.Confirmed {
		t.Errorf("got %s", v)
	}
}

// TestWhatTheMachineKnowsAsksAThirdPerson takes values on which two people and both readers agree.
func TestWhatTheMachineKnowsAsksAThirdPerson(t *testing.T) {
	s := Second{
		Check: func(n chart.FieldName, v string) (string, bool) {
			return "", n != chart.DateOfBirth || v != "13/45/1980"
		},
		Like: func(_ chart.FieldName, v string) []string {
			if v == "Metforrnin" {
				return []string{"metformin"}
			}
			return nil
		},
		Likely: func(_ chart.FieldName, v string) float64 {
			if v == "1buprofen" {
				return 0.1
			}
			return 0.9
		},
		DoseFits:  func(drug, dose string) bool { return drug != "Warfarin" || dose != "50 mg" },
		Elsewhere: map[chart.FieldName][]chart.Text{chart.MRN: {"100-417", "555"}},
	}
	rows := []chart.Row{{Cells: []chart.Cell{{Name: "medication", Value: "Warfarin"}, {Name: "dose", Value: "50 mg"}}}, {Cells: []chart.Cell{{Name: "medication", Value: "Sertraline"}, {Name: "dose", Value: "50 mg"}}}}
	for _, c := range []struct {
		what  string
		name  chart.FieldName
		value chart.Text
		reads chart.Text // of the second reader
		cell  *chart.CellRef
		want  chart.LookOutcome
	}{
		{"a drug of no list, nearly one of it", chart.Medication, "Metforrnin", "Metforrnin", nil, chart.LookDiffer},
		{"a drug", chart.Medication, "Metformin", "Metformin", nil, chart.LookAgrees},
		{"a reader that reads no word", chart.Medication, "Ibuprofen", "1buprofen", nil, chart.LookAgrees},
		{"a day that there is not", chart.DateOfBirth, "13/45/1980", "13/45/1980", nil, chart.LookDiffer},
		{"ten times the dose", "dose", "50 mg", "50 mg", &chart.CellRef{Row: 0, Cell: 1}, chart.LookDiffer},
		{"the same dose of another drug", "dose", "50 mg", "50 mg", &chart.CellRef{Row: 1, Cell: 1}, chart.LookAgrees},
		{"another document says nearly the same", chart.MRN, "100-411", "100-411", nil, chart.LookDiffer},
		{"another document says the same, a reader nearly", chart.MRN, "100-417", "100-411", nil, chart.LookAgrees},
		{"no reader says so, another document does", chart.MRN, "555", "", nil, chart.LookAgrees},
	} {
		f := chart.Field{ID: "f", Name: c.name, Value: c.reads, Readings: []chart.Reading{{Value: c.reads}}, Cell: c.cell}
		if c.reads != "" && c.reads != c.value {
			f.Readings = append(f.Readings, chart.Reading{Value: c.value})
		}
		d := &chart.Dossier{ID: "d", Document: chart.Document{Fields: []chart.Field{f}, Rows: rows},
			Decisions: []chart.Decision{{Field: "f", Verdict: chart.Corrected, Value: c.value, By: "p1"}}}
		if got := s.Judge(d, f, chart.Confirmed, c.value); got != c.want {
			t.Errorf("%s: want %s, got %s", c.what, c.want, got)
		}
		for _, choice := range s.Choices(d, f) {
			if choice.Value != c.value && slices.Contains(s.Elsewhere[c.name], choice.Value) {
				t.Errorf("%s: what another document says is shown", c.what)
			}
		}
	}
}

// TestWhoOverrulesTwoPeopleSeesBoth takes third looks at what two people agreed on.
func TestWhoOverrulesTwoPeopleSeesBoth(t *testing.T) {
	for _, c := range []struct {
		what        string
		readings    []chart.Text
		first, says chart.Text
		third       chart.Text
		settles     bool
	}{
		{"the third agrees, and a reader", []chart.Text{"Sulta", "Sulfa"}, "Sulfa", "Sulfa", "Sulfa", true},
		{"the third agrees, and no reader", []chart.Text{"Sulta", "Sulta"}, "Sulfa", "Sulfa", "Sulfa", false},
		{"the third says what a reader says, another says what two say", []chart.Text{"Sulta", "Sulfa"}, "Sulfa", "Sulfa", "Sulta", false},
		{"the third says what all readers say", []chart.Text{"Sulta", "Sulta"}, "Sulfa", "Sulfa", "Sulta", true},
		{"the third says what nobody says", []chart.Text{"Sulta", "Sulta"}, "Sulfa", "Sulfa", "Sulka", false},
		{"two differ, the third and a reader agree with one", []chart.Text{"Sulta", "Sulfa"}, "Sulfa", "Sulta", "Sulta", true},
		{"two differ, the third agrees with one and no reader does", []chart.Text{"Sulfa", "Sulfa"}, "Sulka", "Sulta", "Sulta", false},
	} {
		d, f := lookedAt(c.readings[0], c.first, c.readings...)
		d.Looks.Taken = []chart.Look{{Field: "f", Step: chart.SecondLook, By: "p2", Verdict: chart.Confirmed, Value: c.says, Outcome: chart.LookDiffer, Stood: c.first}}
		is, settles := (Second{}).Third(d, f, chart.Confirmed, c.third)
		if settles != c.settles || is.Value != c.third {
			t.Errorf("%s: want settled %t as typed, got %t", c.what, c.settles, settles)
		}
	}
}
