package main

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/classify"
	"chartproof.org/chartproof/engine/quality/typeset"
)

// ofLater is the weight of a page that is not the first of its document: its words are often another type's.
const ofLater = 0.3

// fitKinds prints how the model of types fitted on all others does, with the phrases, on each batch by itself, of those whose names begin
// as given, and writes that of all.
func fitKinds(families []string, shown string, write bool) error {
	docs, err := lessons(families, lessonCharts, 4001, byHandFolder)
	if err != nil {
		return err
	}
	more, err := sheets()
	if err != nil {
		return err
	}
	docs = append(docs, more...)
	batches := map[string]bool{}
	for _, l := range docs {
		if strings.HasPrefix(l.from, shown) {
			batches[l.from] = true
		}
	}
	all, right := 0, 0
	for _, b := range slices.Sorted(maps.Keys(batches)) {
		m := learnKinds(docs, b)
		n, ok := 0, 0
		for _, l := range docs {
			if l.from != b {
				continue
			}
			n++
			got := m.Split(l.pages)
			if len(got) == 1 && got[0].Type == l.doc.Type {
				ok++
			}
		}
		fmt.Printf("%-12s types %d of %d\n", b, ok, n)
		all, right = all+n, right+ok
	}
	fmt.Printf("%-12s types %d of %d\n", "all of these", right, all)
	if !write {
		return nil
	}
	f, err := os.Create("engine/find/classify/model.gz")
	if err != nil {
		return err
	}
	return errors.Join(learnKinds(docs, "").Write(f), f.Close())
}

// sheets are the pages of classify's own tests, each behind a line with its type.
func sheets() ([]learned, error) {
	text, err := os.ReadFile("engine/find/classify/testdata/kinds.txt")
	if err != nil {
		return nil, err
	}
	var out []learned
	for _, block := range strings.Split(strings.TrimPrefix(string(text), "=== "), "\n=== ") {
		kind, page, _ := strings.Cut(block, "\n")
		out = append(out, learned{from: "sheets", doc: chart.Document{Type: chart.Type(kind), Pages: []int{1}}, pages: []chart.Page{typeset.Page(1, page)}, weight: ofHand})
	}
	return out, nil
}

func learnKinds(docs []learned, without string) *classify.Model {
	var out []classify.Lesson
	for _, l := range docs {
		if l.from == without {
			continue
		}
		for i, n := range l.doc.Pages {
			at := slices.IndexFunc(l.pages, func(p chart.Page) bool { return p.Number == n })
			if at < 0 {
				continue
			}
			weight := l.weight
			if i > 0 {
				weight *= ofLater
			}
			out = append(out, classify.Lesson{Page: l.pages[at], Type: l.doc.Type, Weight: weight})
		}
	}
	return classify.Learn(out, 1)
}
