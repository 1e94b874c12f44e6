package present_test

import (
	"slices"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/ui/present"
)

func TestSheetsAreSignedByOnePassword(t *testing.T) {
	b := newInboxBench(append(queueOfAll(),
		chart.Summary{ID: "blank1", State: chart.StateReady, Type: chart.Blank, Pages: 1},
		chart.Summary{ID: "doubtful", State: chart.StateReview, Type: chart.Blank, Pages: 1},
		chart.Summary{ID: "held", State: chart.StateReady, Type: chart.Blank, Pages: 1, Held: "bo"},
		chart.Summary{ID: "blank2", State: chart.StateReady, Type: chart.Blank, Pages: 1},
		chart.Summary{ID: "patch", State: chart.StateReady, Type: chart.Separator, Pages: 1})...)
	b.house.fails = map[chart.DocumentID]error{"blank2": chart.E(chart.Held, "sign", nil)}
	ids := b.inbox.Sheets()
	slices.Sort(ids)
	if !slices.Equal(ids, []chart.DocumentID{"blank1", "blank2", "patch"}) {
		t.Fatalf("want the sheets that are ready and nothing else, got %v", ids)
	}
	for _, r := range b.view.last().Rows {
		if r.ID == "doubtful" && (r.State.Key != "seems to be blank: look at it" || r.Badge != "1") {
			t.Errorf("want the doubtful one to say so, got %q, %q", r.State.Key, r.Badge)
		}
	}
	var last present.SheetsSigned
	told := func(s present.SheetsSigned) { last = s }
	b.inbox.SignSheets(ids, "wrong", told)
	b.run.drain()
	if last.Wrong.Empty() || !last.Over || len(b.house.signed) != 0 {
		t.Errorf("want nothing signed by a wrong password, got %+v, %v", last, b.house.signed)
	}
	b.inbox.SignSheets(ids, "right", told)
	b.run.drain()
	if !slices.Equal(b.house.signed, []chart.DocumentID{"blank1", "patch"}) || last.Done != 2 || last.Of != 3 || last.Fault == nil {
		t.Errorf("want two signed and the third told, got %v, %+v", b.house.signed, last)
	}
	b.inbox.SignSheets([]chart.DocumentID{"blank1"}, "right", told)()
	b.run.drain()
	if len(b.house.signed) != 2 || last.Done != 0 || !last.Over {
		t.Errorf("want nothing signed after a stop, got %v, %+v", b.house.signed, last)
	}
}
