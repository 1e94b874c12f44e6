package quality

import (
	"slices"
	"testing"

	"chartproof.org/chartproof/engine/chart"
)

func TestRightCells(t *testing.T) {
	row := func(page int, cells ...string) chart.Row {
		r := chart.Row{Table: "results", Page: page}
		for i := 0; i < len(cells); i += 2 {
			r.Cells = append(r.Cells, chart.Cell{Name: cells[i], Value: chart.Text(cells[i+1])})
		}
		return r
	}
	want := []chart.Row{row(1, "test", "Sodium", "value", "139"), row(1, "test", "Potassium", "value", "4.1", "flag", "H"), row(0, "test", "ALT", "value", "22")}
	got := []chart.Row{row(1, "test", "Potassium", "value", "41"), row(1, "value", "139", "test", "sodium."), row(2, "test", "Sodium", "value", "139"),
		row(2, "test", "ALT", "value", "22", "value", "22"), row(1, "test", "Chloride")}
	right := RightCells(want, got)
	for i, w := range [][]bool{{true, false}, {true, true}, nil, {true, true, false}, nil} {
		if !slices.Equal(right[i], w) || (right[i] == nil) != (w == nil) {
			t.Errorf("row %d: want %v, got %v", i+1, w, right[i])
		}
	}
}
