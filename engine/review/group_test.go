package review_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/review"
)

func line(y float64, words ...string) (out []chart.Word) {
	x := 0.1
	for _, w := range words {
		out = append(out, chart.Word{Text: chart.Text(w), Confidence: 0.99, Box: geom.Box{X0: x, X1: x + 0.01*float64(len(w)), Y0: y, Y1: y + 0.01}})
		x += 0.01 * float64(len(w)+1)
	}
	return out
}

func waitingDossier(id string, fields ...chart.Field) *chart.Dossier {
	d := &chart.Dossier{ID: chart.DocumentID(id), State: chart.StateReview, Version: 2, Pages: []chart.Page{{Number: 1}}}
	for i, f := range fields {
		y := 0.1 + 0.05*float64(i)
		f.ID, f.Page, f.NeedsReview = chart.FieldID(fmt.Sprint(id, i)), 1, true
		if f.Value != "" {
			f.Box = geom.Box{X0: 0.09, X1: 0.6, Y0: y - 0.002, Y1: y + 0.012}
			d.Pages[0].Words = append(d.Pages[0].Words, line(y, f.Value.Reveal())...)
		}
		d.Document.Fields = append(d.Document.Fields, f)
	}
	return d
}

func all(chart.Field) bool { return true }

func identifies(f chart.FieldName) bool { return f == chart.DateOfBirth }

func TestWhatIsAlikeIsGrouped(t *testing.T) {
	low := []chart.Reason{chart.LowConfidence}
	doubt := []chart.Confidence{1, 1, 0.5, 1, 1}
	var waiting []review.Waiting
	for i, code := range []chart.Text{"99713", "99714", "99813"} {
		d := waitingDossier(fmt.Sprint("d", i), chart.Field{Name: chart.DateOfBirth, Value: "04/17/1962", Reasons: []chart.Reason{chart.HighRiskField}},
			chart.Field{Name: chart.Medication, Value: []chart.Text{"Metformin", "metformin ", "Lisinopril"}[i], Reasons: low},
			chart.Field{Name: chart.ProcedureCode, Value: code, Reasons: low, Doubt: doubt},
			chart.Field{Name: chart.ProviderNPI, Value: "123", Reasons: []chart.Reason{chart.FailedCheck}},
			chart.Field{Name: chart.MRN, Reasons: []chart.Reason{chart.Missing}})
		waiting = append(waiting, review.WaitingIn(d, all)...)
	}
	if len(waiting) != 9 {
		t.Fatalf("want 3 fields of each chart, none that failed a check or is missing, got %d", len(waiting))
	}
	got := map[string]int{}
	var order []string
	for _, g := range review.Alike(waiting, identifies) {
		name := fmt.Sprint(g.Key.Like, " ", g.Key.Name, " ", g.Key.Value.Reveal(), " ", string(g.Key.Rune))
		got[name] = len(g.Cells)
		order = append(order, name)
	}
	want := map[string]int{"0 date_of_birth  \x00": 3, "0 medication  \x00": 3, "0 procedure_code  \x00": 3, "1 medication Metformin \x00": 2, "2   7": 2}
	if len(got) != len(want) {
		t.Errorf("want %d groups, got %q", len(want), order)
	}
	for k, n := range want {
		if got[k] != n {
			t.Errorf("%q: want %d pictures, got %d of %q", k, n, got[k], order)
		}
	}
	if len(order) > 0 && got[order[0]] != 3 {
		t.Errorf("want the largest saving first, got %q", order)
	}
}

func TestOnlyWhatWaitsIsTaken(t *testing.T) {
	f := chart.Field{Name: chart.Medication, Value: "Metformin", Reasons: []chart.Reason{chart.LowConfidence}}
	for _, c := range []struct {
		what   string
		change func(*chart.Dossier)
		want   int
	}{
		{"as it is", func(*chart.Dossier) {}, 1},
		{"decided", func(d *chart.Dossier) { d.Decisions = []chart.Decision{{Field: "a0", Verdict: chart.Confirmed}} }, 0},
		{"asked of a colleague", func(d *chart.Dossier) { d.Decisions = []chart.Decision{{Field: "a0", Verdict: chart.HandedOver}} }, 0},
		{"another patient's", func(d *chart.Dossier) { d.Decisions = []chart.Decision{{Field: "a0", Verdict: chart.WrongPatient}} }, 0},
		{"a second look", func(d *chart.Dossier) { d.State = chart.StateSecondReview }, 0},
		{"being read", func(d *chart.Dossier) { d.State = chart.StateReading }, 0},
		{"nobody needs to look", func(d *chart.Dossier) { d.Document.Fields[0].NeedsReview = false }, 0},
		{"nowhere on a page", func(d *chart.Dossier) { d.Document.Fields[0].Box = geom.Box{} }, 0},
		{"the words say something else", func(d *chart.Dossier) { d.Pages[0].Words = nil }, 1},
	} {
		d := waitingDossier("a", f)
		c.change(d)
		if got := review.WaitingIn(d, all); len(got) != c.want {
			t.Errorf("%s: want %d, got %d", c.what, c.want, len(got))
		}
	}
	if got := review.WaitingIn(waitingDossier("a", f), func(chart.Field) bool { return false }); len(got) != 0 {
		t.Error("want nothing for whoever may not decide on it")
	}
}

func TestACharacterIsFoundOnThePage(t *testing.T) {
	d := waitingDossier("a", chart.Field{Name: chart.ProcedureCode, Value: "99713", Doubt: []chart.Confidence{1, 1, 0.4, 1, 1}, Reasons: []chart.Reason{chart.LowConfidence}})
	for turn, want := range map[int]geom.Box{0: {X0: 0.12, X1: 0.13, Y0: 0.1, Y1: 0.11}, 180: {X0: 0.12, X1: 0.13, Y0: 0.1, Y1: 0.11},
		90: {X0: 0.1, X1: 0.15, Y0: 0.104, Y1: 0.106}, 270: {X0: 0.1, X1: 0.15, Y0: 0.104, Y1: 0.106}} {
		d.Pages[0].Rotation = turn
		w := review.WaitingIn(d, all)[0]
		if len(w.Doubt) != 1 || w.Doubt[0] != 2 || !w.ByLetters {
			t.Fatalf("turned %d: want the third character in doubt, got %v", turn, w.Doubt)
		}
		got := w.Signs[2].Box
		if diff := max(got.X0-want.X0, want.X0-got.X0, got.Y1-want.Y1, want.Y1-got.Y1, got.X1-want.X1, want.X1-got.X1); diff > 1e-9 {
			t.Errorf("turned %d: want %v, got %v", turn, want, got)
		}
	}
}

func TestKnownWrongTextsAreWrong(t *testing.T) {
	rnd := rand.New(rand.NewPCG(5, 5))
	var cells []review.Cell
	var waiting []review.Waiting
	for i := range 40 {
		v := chart.Text(fmt.Sprintf("04/%02d/1962", i%28+1))
		w := review.Waiting{Document: "d", Field: chart.FieldID(fmt.Sprint(i)), Name: chart.DateOfBirth, Value: v, Doubt: []int{3}}
		cells = append(cells, review.Cell{Waiting: w, Sign: -1, Shown: v})
		other := review.Waiting{Document: "d", Field: chart.FieldID(fmt.Sprint("m", i)), Name: chart.Medication, Value: chart.Text([]string{"Metformin", "Lisinopril"}[i%2])}
		for _, r := range other.Value.Reveal() {
			other.Signs = append(other.Signs, review.Sign{Rune: r, Box: geom.Box{X1: 0.1, Y1: 0.1}})
		}
		waiting = append(waiting, w, other)
	}
	for _, c := range review.Traps(review.GroupKey{Like: review.SameField, Name: chart.DateOfBirth}, cells, waiting, 30, rnd.IntN) {
		if !c.Trap || c.Shown == c.Value || len(c.Shown) != len(c.Value) || c.Shown[3] != c.Value[3] {
			t.Errorf("want another text that does not touch what is in doubt, got %q for %q", c.Shown.Reveal(), c.Value.Reveal())
		}
	}
	traps := review.Traps(review.GroupKey{Like: review.SameValue, Name: chart.Medication, Value: "metformin"}, nil, waiting, 5, rnd.IntN)
	for _, c := range traps {
		if c.Value != "Lisinopril" || c.Shown != "metformin" {
			t.Errorf("want the picture of another value, got %q under a picture of %q", c.Shown.Reveal(), c.Value.Reveal())
		}
	}
	signs := review.Traps(review.GroupKey{Like: review.SameSign, Rune: 'm'}, nil, waiting, 5, rnd.IntN)
	for _, c := range signs {
		if r := c.Signs[c.Sign].Rune; r == 'm' || r == 'n' || r == 'r' || c.Shown != "m" || c.Name.HighRisk() {
			t.Errorf("want the picture of a character that nobody takes for it, got %q", r)
		}
	}
	if len(traps) != 5 || len(signs) != 5 {
		t.Errorf("want 5 each, got %d, %d", len(traps), len(signs))
	}
	if _, ok := review.Wrong(review.Waiting{Value: "--"}, rnd.IntN); ok {
		t.Error("want no wrong text where no character can be changed")
	}
}

func TestPagesThatSeemBlankStandTogether(t *testing.T) {
	page := func(id string, change func(*chart.Dossier)) *chart.Dossier {
		d := &chart.Dossier{ID: chart.DocumentID(id), State: chart.StateReview, Version: 1, Pages: []chart.Page{{Number: 7, Rotation: 180}},
			Document: chart.Document{Type: chart.Blank, TypeConfidence: chart.DoubtfulBlank, Pages: []int{7}}}
		change(d)
		return d
	}
	var waiting []review.Waiting
	for i, d := range []*chart.Dossier{
		page("a", func(*chart.Dossier) {}), page("b", func(*chart.Dossier) {}),
		page("surely blank", func(d *chart.Dossier) { d.Document.TypeConfidence = 1 }),
		page("ready", func(d *chart.Dossier) { d.State = chart.StateReady }),
		page("two pages", func(d *chart.Dossier) { d.Document.Pages = []int{7, 8} }),
		page("warned of", func(d *chart.Dossier) { d.Document.Alarms = []chart.Alarm{{Reason: chart.ScannedTwice}} }),
		page("no blank page", func(d *chart.Dossier) { d.Document.Type = chart.Other }),
		page("a field waits", func(d *chart.Dossier) { d.Document.Fields = []chart.Field{{ID: "f", NeedsReview: true}} }),
	} {
		got := review.WaitingIn(d, all)
		if want := i < 2; (len(got) == 1) != want {
			t.Errorf("%s: want it to wait: %t, got %d", d.ID, want, len(got))
		}
		waiting = append(waiting, got...)
	}
	groups := review.Alike(waiting, identifies)
	if len(groups) != 1 || groups[0].Key != (review.GroupKey{Like: review.BlankPages}) || len(groups[0].Cells) != 2 {
		t.Fatalf("want one group of the two pages, got %+v", groups)
	}
	c := groups[0].Cells[0]
	if c.Picture() != (geom.Box{X1: 1, Y1: 1}) || c.Turn != 180 || c.Page != 7 || c.Shown != "" || c.Field != "" {
		t.Errorf("want the whole page upright and nothing beneath, got %+v", c)
	}
	if traps := review.Traps(groups[0].Key, groups[0].Cells, waiting, 2, rand.New(rand.NewPCG(1, 1)).IntN); len(traps) != 0 {
		t.Errorf("want no trap among them, got %d", len(traps))
	}
}
