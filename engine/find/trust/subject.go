package trust

import "chartproof.org/chartproof/engine/chart"

// Subject is what a model gives confidences to: fields, or cells of tables. Each has features and a curve of its own; how a
// model is grown, brought into line and kept is the same.
type Subject struct {
	names []chart.FieldName // of what a curve knows, in the order in which it is written
	lists string            // the list that names is, and
	vars  string            // what the variables that hold the model end in, as they are written in Go

	// rising are the features that can only speak for a value as they grow, falling those that can only speak against it; the
	// model is held to both.
	rising, falling map[int]bool
}

// Fields are the fields of documents.
func Fields() Subject {
	return Subject{names: chart.FieldNames, lists: "chart.FieldNames",
		rising:  map[int]bool{sure: true, fit: true, lead: true, read: true, faintest: true, paper: true, typed: true, sightings: true, ways: true, passed: true, around: true, plausible: true, familiar: true, surroundings: true, preferred: true},
		falling: map[int]bool{disagreed: true, failed: true, handwritten: true, absent: true, elsewhere: true}}
}

// Cells are the cells of tables.
func Cells() Subject {
	return Subject{names: chart.CellNames, lists: "chart.CellNames", vars: "Cells",
		rising: map[int]bool{sure: true, cellRead: true, cellFaintest: true, cellHead: true, cellShape: true, cellColumn: true, cellLeast: true, rowNamed: true,
			rowPassed: true, rowPaper: true, rowTyped: true, rowAround: true},
		falling: map[int]bool{cellDisagreed: true, cellFailed: true, cellHandwritten: true, cellCut: true, rowOdd: true, rowFailed: true, rowGuessed: true, rowAbsent: true}}
}

// sure is the feature that every subject has first: how sure extraction was.
const sure = 0

// width is the room for the features of any subject; what one has not is 0, and nothing is asked about it.
const width = max(count, cellCount)

type vector [width]float64
