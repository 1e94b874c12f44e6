package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/fields"
	"chartproof.org/chartproof/engine/find/trust"
	"chartproof.org/chartproof/engine/quality"
	"chartproof.org/chartproof/engine/quality/typeset"
)

// cells tells the right cells of a chart's tables from the wrong ones. lines is how many lines were there before.
func cells(docs []chart.Document, c kept, weight float64, lines int) []trust.Sample {
	var truth []chart.Row
	for _, d := range c.Truth {
		truth = append(truth, d.Rows...)
	}
	var got []chart.Row
	of := []int{}
	for i := range docs {
		for _, row := range docs[i].Rows {
			got, of = append(got, row), append(of, i)
		}
	}
	var out []trust.Sample
	for i, right := range quality.RightCells(truth, got) {
		if right == nil {
			if listed(c.Truth, got[i]) {
				continue // it stands on the page, though not in a table: nobody says what else is in it
			}
			right = make([]bool, len(got[i].Cells))
		}
		for _, s := range trust.SamplesOf(&got[i], &docs[of[i]], c.Pages, right, lines+i+1) {
			out = append(out, s.Weighing(weight))
		}
	}
	return out
}

// listed reports whether a document has a value that a cell of the row holds, under the cell's name.
func listed(truth []chart.Document, row chart.Row) bool {
	for _, d := range truth {
		for _, f := range d.Fields {
			if slices.ContainsFunc(row.Cells, func(c chart.Cell) bool {
				return c.Name == string(f.Name) && quality.Fold(c.Value.Reveal()) == quality.Fold(f.Value.Reveal())
			}) {
				return true
			}
		}
	}
	return false
}

// strangersTables gives the samples of tables set by hand, by what their names begin with.
func strangersTables(dir string) (map[string]trust.Family, error) {
	paths, err := filepath.Glob(filepath.Join(dir, "*_*.txt"))
	if err != nil || len(paths) == 0 {
		return nil, fmt.Errorf("no tables in the folder %q", dir)
	}
	out := map[string]trust.Family{}
	for n, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		table, err := typeset.ReadTable(string(text))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", filepath.Base(path), err)
		}
		batch, _, _ := strings.Cut(filepath.Base(path), "_")
		c := kept{Pages: surely([]chart.Page{typeset.Page(1, table.Text)}), Truth: []chart.Document{{Rows: table.Rows}}}
		docs := []chart.Document{{Type: table.Type, TypeConfidence: 0.99, Pages: []int{1}}}
		fields.Extractor{Now: time.Now}.Extract(&docs[0], c.Pages)
		f := out["tables "+batch]
		f.Read = append(f.Read, cells(docs, c, 1, 1000*n)...)
		out["tables "+batch] = f
	}
	return out, nil
}
