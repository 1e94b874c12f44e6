package review

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// draw writes a plan as "a:1 2 | b:3 90°".
func (p PagePlan) draw() string {
	var docs []string
	for _, d := range p {
		var pages []string
		for _, pg := range d.Pages {
			s := fmt.Sprint(pg.Number)
			if pg.Turn != 0 {
				s += fmt.Sprintf("@%d", pg.Turn)
			}
			pages = append(pages, s)
		}
		docs = append(docs, fmt.Sprintf("%s:%s", d.ID, strings.Join(pages, " ")))
	}
	return strings.Join(docs, " | ")
}

func plan() PagePlan {
	return PagePlan{
		{ID: "a", Pages: []PlannedPage{{Number: 1}, {Number: 2}}},
		{ID: "b", Pages: []PlannedPage{{Number: 3}}},
		{ID: "c", Fixed: true, Pages: []PlannedPage{{Number: 4}}},
		{ID: "d", Pages: []PlannedPage{{Number: 5}, {Number: 6}, {Number: 7}}},
	}
}

func TestPagesAreMoved(t *testing.T) {
	for _, c := range []struct {
		name  string
		do    func(PagePlan) (PagePlan, int, bool)
		want  string
		place int
		no    bool
	}{
		{"up inside", func(p PagePlan) (PagePlan, int, bool) { return p.Up(1) }, "a:2 1 | b:3 | c:4 | d:5 6 7", 0, false},
		{"up into the document before, which takes all", func(p PagePlan) (PagePlan, int, bool) { return p.Up(2) }, "a:1 2 3 | c:4 | d:5 6 7", 2, false},
		{"up at the top", func(p PagePlan) (PagePlan, int, bool) { return p.Up(0) }, "", 0, true},
		{"up into what is fixed", func(p PagePlan) (PagePlan, int, bool) { return p.Up(4) }, "", 4, true},
		{"down inside", func(p PagePlan) (PagePlan, int, bool) { return p.Down(4) }, "a:1 2 | b:3 | c:4 | d:6 5 7", 5, false},
		{"down into the next document", func(p PagePlan) (PagePlan, int, bool) { return p.Down(1) }, "a:1 | b:2 3 | c:4 | d:5 6 7", 1, false},
		{"down into what is fixed", func(p PagePlan) (PagePlan, int, bool) { return p.Down(2) }, "", 2, true},
		{"down at the end", func(p PagePlan) (PagePlan, int, bool) { return p.Down(6) }, "", 6, true},
		{"begin", func(p PagePlan) (PagePlan, int, bool) { return p.Begin(5) }, "a:1 2 | b:3 | c:4 | d:5 | :6 7", 5, false},
		{"begin where it begins", func(p PagePlan) (PagePlan, int, bool) { return p.Begin(4) }, "", 4, true},
		{"join", func(p PagePlan) (PagePlan, int, bool) { return p.Join(2) }, "a:1 2 3 | c:4 | d:5 6 7", 2, false},
		{"join the first", func(p PagePlan) (PagePlan, int, bool) { return p.Join(1) }, "", 1, true},
		{"out", func(p PagePlan) (PagePlan, int, bool) { return p.Out(5) }, "a:1 2 | b:3 | c:4 | d:5 7 | :6", 6, false},
		{"out of one", func(p PagePlan) (PagePlan, int, bool) { return p.Out(2) }, "", 2, true},
		{"turn", func(p PagePlan) (PagePlan, int, bool) { return p.Turn(0, -90) }, "a:1@270 2 | b:3 | c:4 | d:5 6 7", 0, false},
		{"turn what is fixed", func(p PagePlan) (PagePlan, int, bool) { return p.Turn(3, 90) }, "", 3, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			before := plan()
			got, place, ok := c.do(before)
			if want := c.want; want == "" {
				c.want = plan().draw()
			}
			if got.draw() != c.want || place != c.place || ok == c.no {
				t.Errorf("%s at %d, done %t; want %s at %d", got.draw(), place, ok, c.want, c.place)
			}
			if before.draw() != plan().draw() {
				t.Error("the plan before was changed")
			}
			if !got.Holds(plan()) || got.Same(plan()) == ok {
				t.Error("the plan does not hold what was there, or does not know that it changed")
			}
		})
	}
}

// Whatever is done, every page stays, once, and what is fixed stays as it is.
func TestNoPageIsLost(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2)) //nolint:gosec // no secret
	before := plan()
	p, place := before, 0
	for range 20_000 {
		ways := []func() (PagePlan, int, bool){
			func() (PagePlan, int, bool) { return p.Up(place) }, func() (PagePlan, int, bool) { return p.Down(place) },
			func() (PagePlan, int, bool) { return p.Begin(place) }, func() (PagePlan, int, bool) { return p.Join(place) },
			func() (PagePlan, int, bool) { return p.Out(place) }, func() (PagePlan, int, bool) { return p.Turn(place, 90) },
		}
		var at int
		doc, page, _ := p.At(place)
		number := p[doc].Pages[page].Number
		p, at, _ = ways[rng.IntN(len(ways))]()
		if !p.Holds(before) {
			t.Fatalf("%s is not %s", p.draw(), before.draw())
		}
		if doc, page, ok := p.At(at); !ok || p[doc].Pages[page].Number != number {
			t.Fatalf("place %d of %s is not page %d", at, p.draw(), number)
		}
		place = rng.IntN(p.Len())
	}
}

func TestAPlanThatLosesAPageDoesNotHold(t *testing.T) {
	for name, spoil := range map[string]func(PagePlan) PagePlan{
		"a page less":       func(p PagePlan) PagePlan { p[0].Pages = p[0].Pages[:1]; return p },
		"a page twice":      func(p PagePlan) PagePlan { p[0].Pages[1].Number = 1; return p },
		"a page more":       func(p PagePlan) PagePlan { p[0].Pages = append(p[0].Pages, PlannedPage{Number: 9}); return p },
		"what is fixed":     func(p PagePlan) PagePlan { p[2].Pages[0].Turn = 90; return p },
		"a strange one":     func(p PagePlan) PagePlan { p[1].ID = "z"; return p },
		"a document twice":  func(p PagePlan) PagePlan { p[1].ID = "a"; return p },
		"an empty document": func(p PagePlan) PagePlan { return append(p, PlannedDocument{}) },
	} {
		if spoil(plan()).Holds(plan()) {
			t.Errorf("%s holds", name)
		}
	}
}
