package trust

import (
	"maps"
	"math"
	"slices"

	"chartproof.org/chartproof/engine/chart"
)

// The features of a cell: what is known of itself, of its row, and of the page that it stands on. Their order is that of the
// fitted trees, as with fields.
const (
	cellRead = sure + 1 + iota
	cellFaintest
	cellDisagreed
	cellEngines
	cellFailed
	cellHandwritten
	cellHead
	cellParted
	cellCut
	cellGap
	cellNear
	cellUnder
	cellTwins
	cellLabel
	cellFrayed
	cellLines
	cellShape
	cellColumn
	cellAligned
	cellOthers
	cellLeast
	cellLength
	cellFigures
	rowOdd
	rowFailed
	rowNamed
	rowFilled
	rowGuessed
	rowOthers
	rowAlike
	rowStrays
	rowPassed
	rowSize
	rowPaper
	rowTyped
	rowAbsent
	rowAround
	firstTable
	firstHold   = firstTable + len(tables)
	firstRowWay = firstHold + int(holds)
	cellCount   = firstRowWay + int(chart.Ways)
)

// tables are the kinds of tables.
var tables = [...]string{"results", "service_lines", "medications", "immunizations", "problems"}

// hold is a family of cells that go wrong in the same way.
type hold int

const (
	keys hold = iota
	amounts
	dated
	coded
	measured
	worded
	holds
)

func holdOf(cell string) hold {
	switch cell {
	case "test", "medication", "vaccine", "diagnosis", "description":
		return keys
	case "charge", "allowed", "paid", "patient_owes":
		return amounts
	case "date", "date_of_service", "onset":
		return dated
	case "procedure_code", "diagnosis_code", "lot":
		return coded
	case "value", "reference_range", "dose", "units":
		return measured
	}
	return worded
}

// cellFeatures describes a cell within its row and document.
func cellFeatures(at int, row *chart.Row, doc *chart.Document, page float64) vector {
	x := rowFeatures(row, doc, page)
	c := &row.Cells[at]
	e, text := &c.Evidence, c.Value.Reveal()
	x[sure], x[cellRead], x[cellFaintest] = float64(c.Confidence), e.Words, leastLetter(e.Doubt)
	x[cellDisagreed], x[cellEngines] = is(e.Disagreed), float64(len(e.Readings))
	x[cellFailed] = is(slices.Contains(c.Reasons, chart.FailedCheck))
	x[cellHandwritten] = is(slices.Contains(c.Reasons, chart.Handwriting))
	x[cellHead], x[cellParted], x[cellCut] = e.Head, is(e.Parted), is(e.Cut)
	x[cellGap], x[cellNear], x[cellUnder], x[cellLines] = e.Gap, e.Near, e.Under, float64(min(4, e.Lines))
	x[cellTwins], x[cellLabel], x[cellFrayed] = float64(min(3, e.Twins)), e.Label, is(e.Frayed)
	x[cellShape], x[cellColumn], x[cellAligned] = e.Shape, e.Column, e.Aligned
	x[cellOthers], x[cellLeast] = 0.5, 1
	for i := range row.Cells {
		if o := &row.Cells[i]; i != at {
			x[cellOthers] += o.Evidence.Shape
			x[cellLeast] = min(x[cellLeast], o.Evidence.Shape)
			x[rowOdd] += is(o.Odd())
		}
	}
	x[cellOthers] /= float64(len(row.Cells))
	x[cellLength], x[cellFigures] = math.Log1p(float64(len(text))), shareOfDigits(text)
	x[firstHold+int(holdOf(c.Name))] = 1
	return x
}

// rowFeatures are those that the cells of a row share.
func rowFeatures(row *chart.Row, doc *chart.Document, page float64) vector {
	var x vector
	e := &row.Evidence
	x[rowFailed] = is(slices.Contains(row.Reasons, chart.FailedCheck))
	x[rowNamed], x[rowFilled], x[rowGuessed] = e.Named, e.Filled, is(e.Guessed)
	x[rowOthers], x[rowAlike], x[rowStrays] = math.Log1p(float64(e.Others)), e.Alike, e.Strays
	x[rowPassed], x[rowSize] = float64(min(3, e.Passed)), float64(len(row.Cells))
	x[rowPaper], x[rowTyped] = page, float64(doc.TypeConfidence)
	x[rowAbsent], x[rowAround] = company(&chart.Field{}, doc)
	if i := slices.Index(tables[:], row.Table); i >= 0 {
		x[firstTable+i] = 1
	}
	x[firstRowWay+int(min(e.Way, chart.Ways-1))] = 1
	return x
}

// SamplesOf takes the cells of a row of a document whose confidences Set has not changed. right tells of each, line numbers
// the row within its family, from 1.
func SamplesOf(row *chart.Row, doc *chart.Document, pages []chart.Page, right []bool, line int) []Sample {
	var out []Sample
	for i := range row.Cells {
		c := &row.Cells[i]
		out = append(out, Sample{x: cellFeatures(i, row, doc, pageQuality(pages, row.Page)), name: chart.FieldName(c.Name),
			sent: len(c.Reasons) > 0, weight: 1, line: line, Right: right[i]})
	}
	return out
}

// setRows gives the rows of a document and their cells their confidence.
func (m *Model) setRows(doc *chart.Document, pages []chart.Page) {
	for i := range doc.Rows {
		row := &doc.Rows[i]
		out := make([]chart.Confidence, len(row.Cells))
		log := 0.0
		for j := range row.Cells {
			if out[j] = row.Cells[j].Confidence; out[j] > 0 {
				x := cellFeatures(j, row, doc, pageQuality(pages, row.Page))
				out[j] = chart.Confidence(min(most, m.probability(&x)))
			}
			log += math.Log(float64(out[j]))
		}
		for j, c := range out {
			row.Cells[j].Confidence = c
		}
		row.Confidence = chart.Confidence(math.Exp(m.lines * log))
	}
}

// whole is a line of a table: the logarithm of the product of what its cells were promised, and whether all are right.
type whole struct {
	log   float64
	right bool
}

// wholes gathers the lines of every family.
func wholes(left map[string][]Promise) []whole {
	var out []whole
	for _, family := range slices.Sorted(maps.Keys(left)) {
		at := map[int]int{}
		for _, p := range left[family] {
			i, ok := at[p.line]
			if p.line == 0 {
				continue
			}
			if !ok {
				i = len(out)
				at[p.line], out = i, append(out, whole{right: true})
			}
			out[i].log += math.Log(max(p.P, 1-most))
			out[i].right = out[i].right && p.Right
		}
	}
	return out
}

// fitLines finds how far the cells of one line go wrong together: the power of the product of their confidences that says best
// how often a line is right as a whole.
func fitLines(lines []whole) float64 {
	best, least := 1.0, math.Inf(1)
	for power := 0.2; power <= 1.2; power += 0.01 {
		loss := 0.0
		for _, l := range lines {
			p := min(most, math.Exp(power*l.log))
			if !l.right {
				p = 1 - p
			}
			loss -= math.Log(p)
		}
		if loss < least {
			best, least = power, loss
		}
	}
	return best
}
