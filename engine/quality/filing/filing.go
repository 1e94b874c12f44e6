package filing

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"text/tabwriter"

	"chartproof.org/chartproof/engine/chart"
)

// Options says what to rehearse.
type Options struct {
	// Understand is the finding side: the documents of a file with their fields and alarms.
	Understand func([]chart.Page) []chart.Document
	Pages      int // how many pages to make; 0: 10,000
	Seed       uint64
	Progress   func(done, all int)
}

// Count is what became of one trap's pages.
type Count struct {
	Pages       int `json:"pages"`       // pages of the other patient
	Unnoticed   int `json:"unnoticed"`   // in a document without any alarm: filed without a person
	PageUnnamed int `json:"unnamed"`     // in a document with an alarm that does not name this page
	Undecidable int `json:"undecidable"` // print nothing that differs from the patient's own; not among Pages
}

// Report is what one rehearsal counted.
type Report struct {
	Seed   uint64          `json:"seed"`
	Charts int             `json:"charts"`
	Pages  int             `json:"pages"`
	Traps  map[Trap]*Count `json:"traps"`
	// Own are the patient's own pages that show two identifiers, in charts where no other patient's page lies; Asked those in
	// alarm nevertheless.
	Own   int `json:"own"`
	Asked int `json:"asked"`
}

// Wrong is the number of pages filed into another patient's chart without a person.
func (r Report) Wrong() int {
	n := 0
	for _, c := range r.Traps {
		n += c.Unnoticed
	}
	return n
}

// leaf is one page of a made chart.
type leaf struct {
	page    chart.Page
	foreign bool
	shows   prints
	unclear bool // foreign, and prints nothing that tells

	of, owner person // whom the page is about, and whose chart it is
}

// Run makes charts until there are enough pages.
func Run(ctx context.Context, o Options) (Report, error) {
	if o.Pages == 0 {
		o.Pages = 10000
	}
	rep := Report{Seed: o.Seed, Traps: map[Trap]*Count{}}
	for _, t := range Traps {
		rep.Traps[t] = &Count{}
	}
	for rep.Pages < o.Pages {
		if err := ctx.Err(); err != nil {
			return rep, fmt.Errorf("rehearse filing: %w", err)
		}
		r := rand.New(rand.NewPCG(o.Seed, uint64(rep.Charts)))
		t := Traps[rep.Charts%len(Traps)]
		leaves := compose(r, t, rep.Charts%4 != 3)
		for 3*foreign(leaves) > len(leaves) { // whose chart it is must be plain
			leaves = compose(r, t, true)
		}
		tellApart(leaves)
		pages := make([]chart.Page, len(leaves))
		for i := range leaves {
			pages[i] = leaves[i].page
		}
		rep.count(t, leaves, o.Understand(pages))
		rep.Charts++
		rep.Pages += len(pages)
		if o.Progress != nil {
			o.Progress(min(rep.Pages, o.Pages), o.Pages)
		}
	}
	return rep, nil
}

func foreign(leaves []leaf) int {
	n := 0
	for _, l := range leaves {
		if l.foreign {
			n++
		}
	}
	return n
}

// tellApart marks the pages of the other patient that print nothing by which they differ from what the patient's own pages
// print.
func tellApart(leaves []leaf) {
	var told prints
	for _, l := range leaves {
		if s := l.shows; !l.foreign {
			told = prints{told.name || s.name, told.suffix || s.suffix, told.born || s.born, told.mrn || s.mrn, told.ssn || s.ssn, told.member || s.member, told.account || s.account}
		}
	}
	for i := range leaves {
		l, s := &leaves[i], leaves[i].shows
		both := prints{s.name && told.name, s.suffix && told.suffix, s.born && told.born, s.mrn && told.mrn, s.ssn && told.ssn, s.member && told.member, s.account && told.account}
		l.unclear = l.foreign && both.same(l.of, l.owner)
	}
}

// compose makes one chart: some documents of one patient, among them, where mixed, one or two pages of another, as documents of
// their own or in the middle of one.
func compose(r *rand.Rand, t Trap, mixed bool) []leaf {
	patient := anybody(r)
	other := trapped(r, t, &patient)
	rate := []float64{0, 0.003, 0.01, 0.03}[r.IntN(4)]
	var leaves []leaf
	add := func(p person, h heading, lines []string) {
		leaves = append(leaves, leaf{page: set(r, len(leaves)+1, lines, rate), shows: h.shows, foreign: p != patient, of: p, owner: patient})
	}
	docs := 3 + r.IntN(6)
	foreign := []int{-1, -1}
	if mixed {
		foreign = []int{r.IntN(docs), r.IntN(docs)}
	}
	for d := range docs {
		k := pick(r, kinds)
		p, pages := patient, 1+r.IntN(3)
		if d == foreign[0] && r.IntN(2) == 0 {
			p = other
		}
		for n := 1; n <= pages; n++ {
			who := p
			if d == foreign[1] && n == 1+r.IntN(pages) { // misfed into the middle
				who = other
			}
			h := headings[r.IntN(len(headings)-3)]
			if n > 1 {
				h = headings[r.IntN(len(headings))]
			}
			lines := append([]string{}, h.lines(r, who)...)
			if n == 1 {
				lines = append([]string{"                         " + k.title, ""}, lines...)
			}
			lines = append(append(lines, ""), k.body...)
			if pages > 1 && r.IntN(3) > 0 {
				lines = append(lines, "", fmt.Sprintf("Page %d of %d", n, pages))
			}
			add(who, h, lines)
		}
	}
	return leaves
}

// count adds what became of one chart.
func (rep *Report) count(t Trap, leaves []leaf, docs []chart.Document) {
	alarmed, named := map[int]bool{}, map[int]bool{}
	for _, d := range docs {
		for _, n := range d.Pages {
			alarmed[n] = len(d.Alarms) > 0
			for _, a := range d.Alarms {
				named[n] = named[n] || slices.Contains(a.Pages, n)
			}
		}
	}
	c := rep.Traps[t]
	pure := !slices.ContainsFunc(leaves, func(l leaf) bool { return l.foreign })
	for i, l := range leaves {
		switch {
		case l.foreign && l.unclear:
			c.Undecidable++
		case l.foreign:
			c.Pages++
			if !alarmed[i+1] {
				c.Unnoticed++
			} else if !named[i+1] {
				c.PageUnnamed++
			}
		case pure && l.shows.two():
			rep.Own++
			if named[i+1] {
				rep.Asked++
			}
		}
	}
}

// Print writes the report as a table.
func (r Report) Print(w io.Writer) error {
	tw := tabwriter.NewWriter(w, 0, 4, 2, ' ', 0)
	fmt.Fprintln(tw, "wrong patient\tpages of another\tfiled without a person\tnot named by the alarm\tnothing on them tells")
	for _, t := range Traps {
		c := r.Traps[t]
		fmt.Fprintf(tw, "%s\t%d\t%d\t%d\t%d\n", t, c.Pages, c.Unnoticed, c.PageUnnamed, c.Undecidable)
	}
	if err := tw.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "%d pages in %d charts; %d filed into a wrong chart without a person; %d of %d right pages with two identifiers asked about\n", r.Pages, r.Charts, r.Wrong(), r.Asked, r.Own)
	return err
}
