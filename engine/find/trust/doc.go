// Package trust makes the confidence of a field a promise: the probability that its value is exactly right.
//
// Extraction says how well a value fits its slot, the readers say how sure they are of its letters; neither is a
// probability. Set joins both with what else is known (do the engines agree, did a check fail, is there a rival, how many
// places say the same, how well was the rest of the document understood) by a small model of added trees. It is fitted on
// generated charts, and brought into line with what models of all other families promised for each family: a stranger's chart
// is of a layout that nobody fitted on. The fit is repeated by one command, packaging/trustfit, which writes weights.go, the
// model with its reliability curve.
//
// A practice says how much of what nobody looks at must be right; Curve.Thresholds turns that into a threshold for each field,
// on the safe side of what the curve proves, and Curve.Asked says what it costs.
//
// Guaranteed: what was impossible stays impossible; the result is within 0 and 0.999; what can only speak against a value never
// raises its confidence by itself.
//
// Refused: to look at a field's text beyond its length and its share of digits. app/wire calls Set between extraction and
// routing; packaging/trustfit calls Fit.
package trust
