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
			if pg.Scan != 0 {
				s = fmt.Sprintf("s%d.%d", pg.Scan, pg.Number)
			}
			if pg.For != 0 {
				s += fmt.Sprintf("=%d", pg.For)
			}
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
		{"put in before", func(p PagePlan) (PagePlan, int, bool) { return p.Insert(4, scan(1, 2), false) }, "a:1 2 | b:3 | c:4 | d:s1.1 s1.2 5 6 7", 4, false},
		{"put in behind", func(p PagePlan) (PagePlan, int, bool) { return p.Insert(2, scan(1), true) }, "a:1 2 | b:3 s1.1 | c:4 | d:5 6 7", 3, false},
		{"put into what is fixed", func(p PagePlan) (PagePlan, int, bool) { return p.Insert(3, scan(1), true) }, "", 3, true},
		{"put nothing in", func(p PagePlan) (PagePlan, int, bool) { return p.Insert(0, nil, true) }, "", 0, true},
		{"instead", func(p PagePlan) (PagePlan, int, bool) { return p.Replace(2, scan(3)[0]) }, "a:1 2 | b:s1.3=3 | c:4 | d:5 6 7", 2, false},
		{"instead of what is fixed", func(p PagePlan) (PagePlan, int, bool) { return p.Replace(3, scan(3)[0]) }, "", 3, true},
		{"leave a page of the file out", func(p PagePlan) (PagePlan, int, bool) { return p.Leave(2) }, "", 2, true},
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

// scan gives pages of the first scan.
func scan(numbers ...int) (out []PlannedPage) {
	for _, n := range numbers {
		out = append(out, PlannedPage{Number: n, Scan: 1})
	}
	return out
}

func TestPagesOfScansComeAndGo(t *testing.T) {
	before := plan()
	p, _, _ := before.Replace(2, scan(1)[0])
	p, _, _ = p.Replace(2, scan(2)[0])
	p, at, _ := p.Insert(6, scan(3, 4), true)
	if want := "a:1 2 | b:s1.2=3 | c:4 | d:5 6 7 s1.3 s1.4"; p.draw() != want || at != 7 || !p.Holds(before) {
		t.Fatalf("%s, page %d at hand, want %s", p.draw(), at, want)
	}
	if instead, more := p.News(); instead != 1 || more != 2 || p.Uses(1, 1) || !p.Uses(1, 2) || !p.Uses(1, 4) {
		t.Errorf("%d stand for a page and %d for none", instead, more)
	}
	p, _, _ = p.Begin(7)
	p, at, _ = p.Leave(8)
	p, at, _ = p.Leave(at)
	p, _, ok := p.Leave(2)
	if p.draw() != before.draw() || at != 6 || !ok || !p.Same(before) {
		t.Errorf("%s, page %d at hand, want all as it was", p.draw(), at)
	}
	for name, bad := range map[string]PagePlan{
		"a page of a scan twice": {{ID: "a", Pages: append(scan(1, 1), before[0].Pages...)}, before[1], before[2], before[3]},
		"a page and what stands for it": {{ID: "a", Pages: []PlannedPage{{Number: 1}, {Number: 2}, {Number: 1, Scan: 1, For: 2}}}, before[1], before[2],
			before[3]},
		"it stands for no page of the file": {{ID: "a", Pages: []PlannedPage{{Number: 1}, {Number: 2}, {Number: 1, Scan: 1, For: 9}}}, before[1], before[2],
			before[3]},
		"into what is fixed": {before[0], before[1], {ID: "c", Fixed: true, Pages: append(scan(1), before[2].Pages...)}, before[3]},
	} {
		if bad.Holds(before) {
			t.Errorf("%s is taken: %s", name, bad.draw())
		}
	}
}
