package around

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/layout"
)

// Scene is a page as the surroundings of its spots.
type Scene struct {
	sheet    *layout.Sheet
	kind     chart.Type
	first    bool // of its document
	headings []int
	labels   map[wordAt][]labelOver
	count    map[string]int // spots of one value
	order    map[wordAt]int // of a spot among those of its kind, from the top
	total    [Kinds]int
	near     map[wordAt][2]string // the kinds of the spots before and behind
	days     [2]string            // the earliest and the latest
}

// wordAt is a word of the sheet.
type wordAt struct{ line, word int }

// labelOver is a label that a word may be the value of.
type labelOver struct {
	key  layout.Key
	rank int
}

// NewScene prepares the page of a document of the given type for its spots.
func NewScene(s *layout.Sheet, kind chart.Type, first bool, spots []Spot) *Scene {
	c := &Scene{sheet: s, kind: kind, first: first, labels: map[wordAt][]labelOver{}, count: map[string]int{}, order: map[wordAt]int{}}
	c.headings = headings(s)
	c.label()
	c.neighbours(spots)
	for _, p := range spots {
		c.order[wordAt{p.Line, p.First}] = c.total[p.Kind]
		c.total[p.Kind]++
		c.count[keyOf(p)]++
		if p.Kind == Day && p.Norm != "" {
			if c.days[0] == "" || p.Norm < c.days[0] {
				c.days[0] = p.Norm
			}
			c.days[1] = max(c.days[1], p.Norm)
		}
	}
	return c
}

func keyOf(p Spot) string { return strconv.Itoa(int(p.Kind)) + p.Norm + "\x00" + p.Value }

// label notes for each word the labels whose value it may begin.
func (c *Scene) label() {
	byIndex := map[int]wordAt{}
	for i := range c.sheet.Lines {
		for k, w := range c.sheet.Lines[i].Words {
			if !w.Part || w.From == 0 {
				byIndex[w.Index] = wordAt{i, k}
			}
		}
	}
	for _, m := range c.sheet.Labels {
		for rank, v := range c.sheet.Values(m) {
			for _, w := range v.Words {
				if at, ok := byIndex[w.Index]; ok && rank < 3 {
					c.labels[at] = append(c.labels[at], labelOver{m.Key, rank})
				}
			}
		}
	}
}

// headings gives for each line the line of the heading that it stands under, -1 for none.
func headings(s *layout.Sheet) []int {
	out := make([]int, len(s.Lines))
	last := -1
	for i := range s.Lines {
		out[i] = last
		if isHeading(&s.Lines[i]) {
			last = i
		}
	}
	return out
}

// isHeading reports whether a line is a few words alone, in capitals or before a colon.
func isHeading(l *layout.Line) bool {
	if len(l.Segments) != 1 || len(l.Words) > 6 || len(l.Words) == 0 {
		return false
	}
	upper, letters := 0, 0
	for _, w := range l.Words {
		for _, r := range w.Text {
			switch {
			case unicode.IsDigit(r):
				return false
			case unicode.IsUpper(r):
				upper++
				letters++
			case unicode.IsLetter(r):
				letters++
			}
		}
	}
	return letters > 3 && (upper == letters || strings.HasSuffix(l.Words[len(l.Words)-1].Text, ":"))
}

// neighbours notes for each spot the kinds of the spots beside it on its line and on the lines next to it.
func (c *Scene) neighbours(spots []Spot) {
	c.near = map[wordAt][2]string{}
	sorted := slices.DeleteFunc(slices.Clone(spots), func(p Spot) bool { return p.Kind == Term }) // terms overlap, and are everywhere
	slices.SortStableFunc(sorted, func(a, b Spot) int { return cmp.Or(a.Line-b.Line, a.First-b.First) })
	for i, p := range sorted {
		side := [2]string{"none", "none"}
		for k := i - 1; k >= 0 && sorted[k].Line >= p.Line-2; k-- {
			if q := sorted[k]; q.Line < p.Line || q.Last < p.First {
				side[0] = q.Kind.near(p.Line - q.Line)
				break
			}
		}
		for k := i + 1; k < len(sorted) && sorted[k].Line <= p.Line+2; k++ {
			if q := sorted[k]; q.Line > p.Line || q.First > p.Last {
				side[1] = q.Kind.near(q.Line - p.Line)
				break
			}
		}
		c.near[wordAt{p.Line, p.First}] = side
	}
}

func (k Kind) near(lines int) string { return strconv.Itoa(int(k)) + "/" + strconv.Itoa(lines) }
