// Package trust makes the confidence of a field, of a cell and of a row of a table a promise: the probability that it is exactly
// right.
//
// Extraction says how well a value fits its slot, the readers say how sure they are of its letters; neither is a
// probability. Set joins both with what else is known by a small model of added trees. Of a field: do the engines agree, did a
// check fail, is there a rival, how many places say the same, how well was the rest of the document understood. Of a cell: how
// the table was found, how surely its column is named, does the text look like what the column holds, do the other cells, which
// words beside it did no row take, what do the checks of the row say (each Subject has its own features; all
// else is shared). A row is right where all its cells are; they go wrong together, and how far is fitted too.
//
// It is fitted on generated charts, and brought into line with what models of all other families promised for each family: a
// stranger's chart is of a layout that nobody fitted on. The fit is repeated by one command, packaging/trustfit, which writes
// weights.go and weights_cells.go, each a model with its reliability curve.
//
// A practice says how much of what nobody looks at must be right; Curve.Thresholds turns that into a threshold for each field
// and each cell, on the safe side of what the curve proves, and Curve.Asked says what it costs.
//
// Guaranteed: what was impossible stays impossible; the result is within 0 and 0.999; what can only speak against a value never
// raises its confidence by itself.
//
// Refused: to look at a text beyond its length and its share of digits. app/wire calls Set between extraction and
// routing; packaging/trustfit calls Fit.
package trust
