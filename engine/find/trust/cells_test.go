package trust

import (
	"math"
	"math/rand/v2"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/quality"
)

// result is a row of results whose cells are as sure as said.
func result(sure chart.Confidence, shape float64) chart.Row {
	row := chart.Row{Table: "results", Page: 1, Evidence: chart.RowEvidence{Way: chart.ByTable, Named: 1, Filled: 1, Others: 5, Alike: 1, Passed: 2}}
	for _, name := range []string{"test", "value", "unit", "reference_range"} {
		row.Cells = append(row.Cells, chart.Cell{Name: name, Value: "12", Confidence: sure,
			Evidence: chart.CellEvidence{Words: 0.99, Head: 1, Near: 9, Under: 9, Lines: 1, Shape: shape, Column: 1, Aligned: 1, Readings: make([]chart.Reading, 2)}})
	}
	return row
}

func lab(rows ...chart.Row) *chart.Document {
	return &chart.Document{Type: chart.LabReport, TypeConfidence: 0.97, Pages: []int{1}, Rows: rows,
		Fields: []chart.Field{{Name: chart.Phone, Value: "1", Confidence: 0.9, Evidence: chart.Evidence{Fit: 0.9, Called: true}}}}
}

func TestSetRows(t *testing.T) {
	bad := result(0.3, 0)
	bad.Cells[1].Reasons, bad.Reasons = []chart.Reason{chart.FailedCheck}, []chart.Reason{chart.FailedCheck}
	d := lab(result(0.99, 1), result(0.6, 0), bad)
	Set(d, []chart.Page{{Number: 1, Quality: 0.95}})
	for i := range d.Rows {
		least := chart.Confidence(1)
		for j, c := range d.Rows[i].Cells {
			least = min(least, c.Confidence)
			if c.Confidence <= 0 || c.Confidence > most {
				t.Errorf("row %d, cell %d: want a probability of at most %v, got %v", i, j, most, c.Confidence)
			}
			if i > 0 && c.Confidence >= d.Rows[i-1].Cells[j].Confidence {
				t.Errorf("row %d, cell %d: want less than in the row before, %v, got %v", i, j, d.Rows[i-1].Cells[j].Confidence, c.Confidence)
			}
		}
		if p := d.Rows[i].Confidence; p <= 0 || p > least+0.01 {
			t.Errorf("row %d: want at most what its least sure cell has, %v, got %v", i, least, p)
		}
	}
}

// TestLines finds back how far the cells of a line go wrong together.
func TestLines(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	left := map[string][]Promise{}
	for i := range 6000 {
		p := 0.7 + 0.29*r.Float64()
		right := r.Float64() < math.Pow(p, 4*0.6) // four cells
		fam := []string{"a", "b"}[i%2]
		for range 4 {
			left[fam] = append(left[fam], Promise{P: p, line: i/2 + 1, Right: right || r.IntN(2) > 0})
		}
		if n := len(left[fam]); !right {
			left[fam][n-1].Right = false
		}
	}
	left["a"] = append(left["a"], Promise{P: 0.5}) // a field is of no line
	if got := fitLines(wholes(left)); math.Abs(got-0.6) > 0.05 {
		t.Errorf("want 0.6, got %.2f", got)
	}
	if n := len(wholes(left)); n != 6000 {
		t.Errorf("want 6000 lines, got %d", n)
	}
}

// TestCellsAreFittedLikeFields fits cells of which those without the shape of their column are mostly wrong.
func TestCellsAreFittedLikeFields(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	drawn := func(n int) (out []Sample, fams map[string]Family) {
		fams = map[string]Family{}
		for i := range n {
			shape, right := float64(r.IntN(2)), make([]bool, 4)
			for j := range right {
				right[j] = r.Float64() < 0.35+0.6*shape
			}
			row := result(0.9, shape)
			out = append(out, SamplesOf(&row, lab(row), nil, right, i+1)...)
		}
		for i, name := range []string{"a", "b", "c"} {
			fams[name] = Family{Read: out[i*len(out)/3 : (i+1)*len(out)/3]}
		}
		return out, fams
	}
	_, fams := drawn(600)
	m, left, err := Fit(Cells(), fams)
	if err != nil {
		t.Fatal(err)
	}
	fresh, _ := drawn(1000)
	var rel quality.Reliability
	for _, s := range fresh {
		rel.Note(m.probability(&s.x), s.Right)
	}
	if rel.ECE() > 0.05 || rel.AUROC() < 0.75 {
		t.Errorf("want promises that hold, got %s", rel.Line())
	}
	if c := CurveOf(Cells(), left["a"]); c.Thresholds(0.99)["value"] != Never || c.Thresholds(0.9)["value"] > 0.97 {
		t.Errorf("want nothing to pass at .99 and what has its shape at .9, got %v and %v", c.Thresholds(0.99)["value"], c.Thresholds(0.9)["value"])
	}
}
