package main

import (
	"math/rand/v2"
	"slices"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
)

// What a layout of a stranger does to tables is done to tables that we know, to see how finding goes wrong there: columns have
// names that nobody listed, or none; they stand so close that they run together; beside them stand columns of other things.

// Odds that something is strange about a table, and about a word of its header.
const (
	renamed  = 0.4
	unprint  = 0.15
	squeezed = 0.4
	joined   = 0.4
	least    = 0.7 // how far a table is squeezed at most
)

// estrange changes the tables of pages; what stands in them stays true.
func estrange(pages []chart.Page, truth []chart.Document, seed uint64) {
	r := rand.New(rand.NewPCG(seed, 77))
	for i := range pages {
		for _, t := range tablesOn(pages[i].Number, truth) {
			rename(r, &pages[i], t)
			if r.Float64() < squeezed {
				squeeze(&pages[i], t, least+(1-least)*r.Float64())
			}
			if r.Float64() < joined {
				join(r, &pages[i], t)
			}
		}
	}
}

// tablesOn gives the boxes of the lines of each table on a page, from top to bottom.
func tablesOn(page int, truth []chart.Document) [][]geom.Box {
	by := map[string][]geom.Box{}
	for _, d := range truth {
		for _, row := range d.Rows {
			if row.Page != page {
				continue
			}
			var b geom.Box
			for _, c := range row.Cells {
				b = b.Union(c.Box)
			}
			by[row.Table] = append(by[row.Table], b)
		}
	}
	var out [][]geom.Box
	for _, name := range []string{"results", "service_lines", "medications", "immunizations", "problems"} {
		if lines := by[name]; len(lines) > 1 {
			slices.SortFunc(lines, func(a, b geom.Box) int { return int(1e6 * (a.Y0 - b.Y0)) })
			out = append(out, lines)
		}
	}
	return out
}

// headOf is where the header of a table stands: three lines at most, above the first.
func headOf(lines []geom.Box) geom.Box {
	first := lines[0]
	return geom.Box{X0: 0, X1: 1, Y0: first.Y0 - 5*first.Height(), Y1: first.Y0}
}

// rename gives words of the header names that nobody listed, or takes them away.
func rename(r *rand.Rand, p *chart.Page, lines []geom.Box) {
	head := headOf(lines)
	p.Words = slices.DeleteFunc(p.Words, func(w chart.Word) bool { return within(w, head) && r.Float64() < unprint })
	for k := range p.Words {
		if w := &p.Words[k]; within(*w, head) && r.Float64() < renamed {
			letters := []rune(w.Text.Reveal())
			slices.Reverse(letters)
			w.Text = chart.Text(letters)
		}
	}
}

func within(w chart.Word, b geom.Box) bool {
	mid := w.Box.Center()
	return b.X0 <= mid.X && mid.X <= b.X1 && b.Y0 <= mid.Y && mid.Y <= b.Y1
}

// squeeze moves the columns of a table, with their names, towards its left edge.
func squeeze(p *chart.Page, lines []geom.Box, by float64) {
	all := headOf(lines)
	all.Y1 = lines[len(lines)-1].Y1
	left := 1.0
	for _, l := range lines {
		left = min(left, l.X0)
	}
	for k := range p.Words {
		if w := &p.Words[k]; within(*w, all) && w.Box.X0 > left {
			width := w.Box.Width()
			w.Box.X0 = left + by*(w.Box.X0-left)
			w.Box.X1 = w.Box.X0 + width
		}
	}
}

// join puts a column of other figures behind a table: amounts of last year, earlier results, numbers of a house.
func join(r *rand.Rand, p *chart.Page, lines []geom.Box) {
	right := 0.0
	for _, l := range lines {
		right = max(right, l.X1)
	}
	if right > 0.88 {
		return
	}
	forms := []string{"12.50", "3.9", "04/12/2026", "7712", "H", "pending", "$20.00", "2"}
	form := chart.Text(forms[r.IntN(len(forms))])
	for _, l := range lines {
		if r.Float64() < 0.2 {
			continue
		}
		x := right + 0.03
		p.Words = append(p.Words, chart.Word{Text: form, Box: geom.Box{X0: x, Y0: l.Y0, X1: x + 0.06, Y1: l.Y1}})
	}
}
