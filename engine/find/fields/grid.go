package fields

import (
	"regexp"
	"sort"
	"strings"
	"sync"

	"chartproof.org/chartproof/engine/find/layout"
)

// headerAt reads a line, or up to three lines from it on, as the header of one of the tables: at least two known columns,
// the key column among them, and little else beside them.
func headerAt(s *layout.Sheet, i int) (table, bool) {
	if !headerLike(&s.Lines[i]) {
		return table{}, false
	}
	best, top := headerIn(s, i, 1)
	for n := 2; n <= 3; n++ {
		t, v := headerIn(s, i, n)
		if v <= top+0.9 {
			continue
		}
		if i+1 < len(s.Lines) && headerLike(&s.Lines[i+1]) { // a heading over the header is none of it
			if _, below := headerIn(s, i+1, n-1); below >= v {
				return table{}, false
			}
		}
		best, top = t, v
	}
	return best, top > 0
}

// headerIn reads n lines as one header and says how well: 0 not at all.
func headerIn(s *layout.Sheet, i, n int) (table, float64) {
	l := &s.Lines[i]
	if n == 1 {
		if len(l.Words) < 2 || len(l.Words) > 40 || len(l.Segments) == 1 && len(l.Words) > 9 {
			return table{}, 0
		}
	} else {
		var ok bool
		if l, ok = stacked(s, i, n); !ok {
			return table{}, 0
		}
	}
	folds := make([]string, len(l.Words))
	known, words := compiledWords(), 0
	for k, w := range l.Words {
		folds[k] = layout.Fold(w.Text)
		if known[folds[k]] {
			words++
		}
	}
	if 2*words < len(l.Words)-boxNumbers(l) {
		return table{}, 0
	}
	t, v := headerOf(l, i, folds)
	t.last = i + n - 1
	return t, v
}

// boxNumber is what a form prints beside the name of a box: "43 DESCRIPTION", "24. A.", "MM DD YY".
var boxNumber = regexp.MustCompile(`^(?:[\[(]?\d{1,2}[A-Za-z]?[.)\]]?|[A-L]\.|MM|DD|YY|YYYY|\(?MM?/DD?/(?:CC)?YY(?:YY)?\)?)$`)

// boxNumbers counts the words that say nothing of a column.
func boxNumbers(l *layout.Line) int {
	n := 0
	for _, w := range l.Words {
		if boxNumber.MatchString(w.Text) {
			n++
		}
	}
	return n
}

// doseInLine is a strength: no header prints one.
var doseInLine = regexp.MustCompile(`(?i)\b\d[\d.,]*\s?(?:mg|mcg|ml|meq|%)(?:\b|\s|$)`)

// headerLike reports whether a line may be part of a header: no long numbers, no doses and amounts, and a word that stands in one.
func headerLike(l *layout.Line) bool {
	if len(l.Words) > 40 || digitsIn(l) > 3 || doseInLine.MatchString(l.Text(0, len(l.Words)-1)) {
		return false
	}
	for k := range l.Words {
		if moneyAt(l.Words[k:]) > 0 {
			return false
		}
	}
	known := compiledWords()
	for _, w := range l.Words {
		if known[layout.Fold(w.Text)] {
			return true
		}
	}
	return false
}

// compiledWords are the words of all columns' names, folded on first use and never written after.
var compiledWords = sync.OnceValue(func() map[string]bool {
	out := map[string]bool{}
	for _, k := range kinds {
		for _, c := range k.cols {
			for _, p := range c.phrases {
				for _, w := range strings.FieldsFunc(p, func(r rune) bool { return r == ' ' || r == '/' || r == '-' }) {
					out[layout.Fold(w)] = true
				}
				out[layout.Fold(p)] = true
			}
		}
	}
	return out
})

// stacked joins the lines of a header, cell by cell from top to bottom, into one line. The line with the most cells says
// where the columns are.
func stacked(s *layout.Sheet, i, n int) (*layout.Line, bool) {
	if i+n > len(s.Lines) {
		return nil, false
	}
	base := i
	for k := i + 1; k < i+n; k++ {
		if len(s.Lines[k].Segments) > len(s.Lines[base].Segments) {
			base = k
		}
	}
	if len(s.Lines[base].Segments) < 3 {
		return nil, false
	}
	for k := i; k < i+n; k++ {
		l := &s.Lines[k]
		if digitsIn(l) > 0 || !headerLike(l) && k > i && len(l.Segments) > 2 || k > i && l.Rect.Y0-s.Lines[k-1].Rect.Y1 > 1.2*max(s.Body, l.Rect.Height()) {
			return nil, false
		}
	}
	cells := stack(s, i, n, base)
	sort.SliceStable(cells, func(a, b int) bool { return cells[a].rect.X0 < cells[b].rect.X0 })
	m := &layout.Line{Rect: s.Lines[base].Rect}
	for _, c := range cells {
		for w := range c.words { // one cell: its words share the cell's place
			c.words[w].Rect = c.rect
		}
		m.Segments = append(m.Segments, layout.Segment{First: len(m.Words), Last: len(m.Words) + len(c.words) - 1, Rect: c.rect})
		m.Words = append(m.Words, c.words...)
	}
	return m, true
}

// headCell is one cell of a header of several lines.
type headCell struct {
	rect  layout.Rect
	words []layout.Word
}

// stack gives the cells of n lines from i on, each under the cell of the base line that it overlaps most.
func stack(s *layout.Sheet, i, n, base int) []headCell {
	cells := make([]headCell, len(s.Lines[base].Segments))
	for c, seg := range s.Lines[base].Segments {
		cells[c].rect = seg.Rect
	}
	for k := i; k < i+n; k++ {
		l := &s.Lines[k]
		for _, seg := range l.Segments {
			at, most := -1, 0.0
			for c := range cells {
				if over := min(cells[c].rect.X1, seg.Rect.X1) - max(cells[c].rect.X0, seg.Rect.X0); over > most {
					at, most = c, over
				}
			}
			if at < 0 {
				cells = append(cells, headCell{rect: seg.Rect})
				at = len(cells) - 1
			}
			cells[at].words = append(cells[at].words, l.Words[seg.First:seg.Last+1]...)
			cells[at].rect.X0, cells[at].rect.X1 = min(cells[at].rect.X0, seg.Rect.X0), max(cells[at].rect.X1, seg.Rect.X1)
		}
	}
	return cells
}

// headerOf gives the table whose header a line reads as best, and how well.
func headerOf(l *layout.Line, i int, folds []string) (table, float64) {
	var best table
	top := 0.0
	for k := range kinds {
		cols, covered := columnsIn(&compiledKinds()[k], l, folds)
		grouped(cols)
		known, aside, key := countColumns(&kinds[k], cols)
		share := min(1, float64(covered)/float64(max(1, len(l.Words)-boxNumbers(l))))
		v := float64(known) + 0.3*float64(aside) + share
		least, guessed := 0.6, false
		if !key {
			if guessed = guessKey(&kinds[k], cols, known); !guessed {
				continue
			}
			v, least = v-0.6, 0.5
		}
		few := known == 2 && len(cols) == 2 && (len(l.Segments) < 2 || share < 0.8)
		lone := known == 1 && key && aside > 1 && share >= 0.8 // "Medication  Qty  Refills  Prescriber"
		if known < 2 && !guessed && !lone || share < least || few || v <= top {
			continue
		}
		best, top = table{kind: &kinds[k], cols: cols, header: i, last: i, guessed: guessed || voted(cols)}, v
	}
	return best, top
}

// voted reports whether any column has its cell by the words of its name only.
func voted(cols []column) bool {
	for _, c := range cols {
		if c.voted {
			return true
		}
	}
	return false
}

// countColumns counts the different cells of ours, the columns that are known and none of ours, and whether the key is there.
func countColumns(k *kind, cols []column) (known, aside int, key bool) {
	seen := map[string]bool{}
	for _, c := range cols {
		if c.cell == "" && c.named {
			aside++
		}
		if c.cell != "" && !seen[c.cell] {
			known++
			seen[c.cell] = true
			key = key || c.cell == k.key
		}
	}
	return known, aside, key || k.name == "service_lines" && seen["description"] && seen["charge"]
}

// guessKey gives the key to the leftmost column whose name we do not know, or to the leftmost of all, where the others leave
// no doubt what the table is of; what stands in it must bear that out.
func guessKey(k *kind, cols []column, known int) bool {
	ours := 0
	for _, c := range cols {
		if c.cell != "" {
			ours++
		}
	}
	first := leftmost(cols, func(c column) bool { return c.cell != "" || !c.named })
	if first >= 0 && cols[first].cell != "" {
		first = leftmost(cols, func(column) bool { return true })
	}
	if first >= 0 && cols[first].cell != "" {
		first = leftmost(cols, func(c column) bool { return !c.named })
	}
	if first < 0 || cols[first].cell != "" || known < 2 && ours < 3 || k.name == "problems" || k.name == "allergies" {
		return false
	}
	cols[first].cell = k.key
	if k.name == "service_lines" {
		cols[first].cell = "description"
	}
	return true
}

// leftmost gives the first column across the page that passes, -1 for none.
func leftmost(cols []column, pass func(column) bool) int {
	first := -1
	for i, c := range cols {
		if pass(c) && (first < 0 || c.rect.X0 < cols[first].rect.X0) {
			first = i
		}
	}
	return first
}

// grouped makes the column of a vaccine's group the vaccine's own where no other is, and nothing of ours where one is.
func grouped(cols []column) {
	cell := "vaccine"
	for _, c := range cols {
		if c.cell == "vaccine" {
			cell = ""
		}
	}
	for i := range cols {
		if cols[i].cell == "vaccine_group" {
			cols[i].cell = cell
		}
	}
}

func digitsIn(l *layout.Line) int {
	n := 0
	for _, w := range l.Words {
		if hasDigit(w.Text) && len(onlyDigits(w.Text)) > 2 {
			n++
		}
	}
	return n
}
