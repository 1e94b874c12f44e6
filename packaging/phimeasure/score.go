package main

import (
	"fmt"
	"io"
	"sort"

	"chartproof.org/chartproof/engine/chart"
)

// score adds up what a detector found against the truth.
type score struct {
	spans, found, whole   map[chart.Kind]int
	texts, clean          int
	marked, right, tokens int // tokens: found, found and true, true
	others                int // tokens that identify nobody
}

func (s *score) span(kind chart.Kind, any, all bool) {
	if s.spans == nil {
		s.spans, s.found, s.whole = map[chart.Kind]int{}, map[chart.Kind]int{}, map[chart.Kind]int{}
	}
	s.spans[kind]++
	if any {
		s.found[kind]++
	}
	if all {
		s.whole[kind]++
	}
}

// token counts one word: whether it is part of an identifier, and whether it was found.
func (s *score) token(truth, hit bool) {
	if hit {
		s.marked++
	}
	if truth {
		s.tokens++
	}
	if truth && hit {
		s.right++
	}
	if !truth {
		s.others++
	}
}

func (s *score) print(w io.Writer) {
	var kinds []string
	all, found, whole := 0, 0, 0
	for k, n := range s.spans {
		kinds = append(kinds, string(k))
		all, found, whole = all+n, found+s.found[k], whole+s.whole[k]
	}
	sort.Strings(kinds)
	for _, k := range kinds {
		n := s.spans[chart.Kind(k)]
		fmt.Fprintf(w, "%-16s %5d  any %.3f  whole %.3f\n", k, n, ratio(s.found[chart.Kind(k)], n), ratio(s.whole[chart.Kind(k)], n))
	}
	fmt.Fprintf(w, "recall any %.4f  whole %.4f  leak-free texts %d/%d  token recall %.4f  token precision %.4f  false flags a 1,000 %.1f\n", ratio(found, all),
		ratio(whole, all), s.clean, s.texts, ratio(s.right, s.tokens), ratio(s.right, s.marked), 1000*float64(s.marked-s.right)/float64(max(1, s.others)))
}

func ratio(a, b int) float64 {
	if b == 0 {
		return 1
	}
	return float64(a) / float64(b)
}
