package main

import (
	"fmt"
	"os"
	"path/filepath"
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
	var out []trust.Sample
	for i, g := range quality.RightRows(c.Truth, docs) {
		for _, s := range trust.SamplesOf(g.Row, g.Of, c.Pages, g.Right, lines+i+1) {
			out = append(out, s.Weighing(weight))
		}
	}
	return out
}

// ofStranger is how often a cell of a stranger's table counts beside one of a generated chart, of which there are many whose
// tables are found as well as no stranger's.
const ofStranger = 3

// strangersTables gives the samples of tables set by hand, by what their names begin with.
func strangersTables(dir string, _ *opinions) (map[string]trust.Family, error) {
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
		f.Read = append(f.Read, cells(docs, c, ofStranger, aChart*n)...)
		out["tables "+batch] = f
	}
	return out, nil
}
