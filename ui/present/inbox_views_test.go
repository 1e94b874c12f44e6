package present_test

import (
	"slices"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/ui/present"
)

func (b *inboxBench) ids() []string {
	var out []string
	for _, r := range b.view.last().Rows {
		out = append(out, string(r.ID))
	}
	return out
}

func (b *inboxBench) show(at int) { b.inbox.ShowTab(at); b.run.drain() }

func TestViewsNarrowTheQueue(t *testing.T) {
	list := queueOfAll()
	list = append(list, chart.Summary{ID: "held", State: chart.StateReview, Type: chart.EOB, Open: 2, Held: "ben", Imported: ago(time.Minute)},
		chart.Summary{ID: "asked", State: chart.StateSettled, Type: chart.EOB, Notes: 1, Imported: ago(time.Hour)})
	b := newInboxBench(list...)
	for at, want := range [][]string{
		nil, // everything
		{"urgent", "old", "new", "ready", "asked"},
		{"urgent"},
		{"ready"},
		{"ready"},
		{"held"},
	} {
		if at == 0 {
			continue
		}
		b.show(at)
		if got := b.ids(); !slices.Equal(got, want) {
			t.Errorf("view %d: got %v, want %v", at, got, want)
		}
		if tab := b.view.last().Tabs[at]; tab.Count != len(want) {
			t.Errorf("view %d: says %d documents, shows %d", at, tab.Count, len(want))
		}
	}
	b.show(0)
	if got := b.ids(); len(got) != len(list) {
		t.Errorf("everything: %d of %d", len(got), len(list))
	}
}

func TestDaysAreFound(t *testing.T) {
	b := newInboxBench(queueOfAll()...)
	for search, want := range map[string]string{"yesterday": "ready", ago(26 * time.Hour).Format("2006-01-02"): "ready", ago(26 * time.Hour).Format("1/2/2006"): "ready"} {
		b.inbox.Search(search)
		b.run.drain()
		if got := b.ids(); !slices.Contains(got, want) || slices.Contains(got, "new") {
			t.Errorf("%s: got %v", search, got)
		}
	}
}

func TestKindsAreFoundByTheWordsOnTheScreen(t *testing.T) {
	list := []chart.Summary{{ID: "id", Type: chart.IDCard}, {ID: "eob", Type: chart.EOB}, {ID: "lab", Type: chart.LabReport}}
	spanish := map[string]string{"Identity card": "Documento de identificación", "Explanation of benefits": "Explicación de beneficios", "Lab report": "Informe de laboratorio"}
	for _, c := range []struct {
		search string
		words  func(present.Line) string
		want   []string
	}{
		{"identity", nil, []string{"id"}}, {"ID card", nil, []string{"id"}}, {"benefits explanation", nil, []string{"eob"}}, {"lab-report", nil, []string{"lab"}},
		{"eob", nil, []string{"eob"}}, {"identity lab", nil, nil}, {"laboratorio", nil, nil},
		{"laboratorio", func(l present.Line) string { return spanish[l.Key] }, []string{"lab"}},
		{"IDENTIFICACION", func(l present.Line) string { return spanish[l.Key] }, []string{"id"}},
	} {
		b := newInboxBench(list...)
		b.inbox.Words = c.words
		b.inbox.Search(c.search)
		b.run.drain()
		if got := b.ids(); !slices.Equal(got, c.want) {
			t.Errorf("%s: want %v, got %v", c.search, c.want, got)
		}
	}
}

func TestKeptViews(t *testing.T) {
	b := newInboxBench(queueOfAll()...)
	b.inbox.Search("maria gonzalez")
	b.run.drain()
	if _, why := b.inbox.MayKeep(); why.Empty() {
		t.Fatal("a patient's name would be kept")
	}
	b.inbox.Keep("Maria")
	b.inbox.Search("lab report")
	b.run.drain()
	b.inbox.Keep("Labs")
	b.run.drain()
	s := b.view.last()
	if got := b.ids(); len(s.Tabs) != 7 || s.Tabs[6].Own != "Labs" || s.Tab != 6 || !slices.Equal(got, []string{"new", "sent", "settled"}) {
		t.Fatalf("kept: tabs %+v, at %d, rows %v", s.Tabs, s.Tab, got)
	}
	next := b.again("me")
	if s := next.view.last(); len(s.Tabs) != 7 || s.Tabs[6].Own != "Labs" {
		t.Fatalf("the view is not there in the next session: %+v", s.Tabs)
	}
	if s := b.again("ben").view.last(); len(s.Tabs) != 6 {
		t.Fatal("somebody else has the view too")
	}
	next.show(6)
	next.inbox.Drop()
	next.run.drain()
	if s := next.view.last(); len(s.Tabs) != 6 || s.Tab != 0 {
		t.Fatalf("dropped: %d tabs, at %d", len(s.Tabs), s.Tab)
	}
}

func TestSeveralAtOnce(t *testing.T) {
	b := newInboxBench(queueOfAll()...)
	b.inbox.Select("urgent")
	b.inbox.ToggleMark()
	b.inbox.ToggleMark() // marking goes to the next row
	if s := b.view.last(); s.Marked != 2 || !s.Rows[0].Marked || !s.Rows[1].Marked || s.Selected != s.Rows[2].ID {
		t.Fatalf("marked %d, at hand %s", s.Marked, s.Selected)
	}
	b.inbox.HandTo("ben")
	b.run.drain()
	for _, want := range []string{"note handed urgent to ben", "note handed old to ben"} {
		if !slices.Contains(b.house.calls, want) {
			t.Errorf("not done: %s; %v", want, b.house.calls)
		}
	}
	if b.view.last().Marked != 0 {
		t.Error("what was done is still marked")
	}
	b.inbox.MarkAll()
	if s := b.view.last(); s.Marked != 6 { // what is not read and what was not taken cannot be opened
		t.Errorf("%d are marked", s.Marked)
	}
	b.inbox.MarkAll()
	if b.view.last().Marked != 0 || b.inbox.Unmark() {
		t.Error("marks are left")
	}
}

func TestWhatFailedStaysMarked(t *testing.T) {
	b := newInboxBench(queueOfAll()...)
	b.inbox.Select("old")
	b.inbox.ToggleMark()
	b.inbox.ToggleMark()
	b.house.err = chart.E(chart.Conflict, "mark", nil) // of the first
	b.inbox.ToggleUrgent()
	b.run.drain()
	s := b.view.last()
	if s.Marked != 1 || s.Problem == nil {
		t.Fatalf("%d marked, problem %v", s.Marked, s.Problem)
	}
}
