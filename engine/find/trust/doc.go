// Package trust makes the confidence of a field a promise: the probability that its value is exactly right.
//
// Extraction says how well a value fits its slot, the readers say how sure they are of its letters; neither is a
// probability. Set joins both with what else is known (do the engines agree, did a check fail, is there a rival, how good is
// the page) by a logistic model fitted on generated charts. The fit is repeated by one command, packaging/trustfit, which
// writes weights.go and prints how far the promise held on families that it was not fitted on.
//
// Guaranteed: the order of confidences of two fields of one group that differ in nothing else stays; what was impossible
// stays impossible; the result is within 0 and 0.999.
//
// Refused: to look at a field's text beyond its length and whether it holds digits. app/wire calls Set between
// extraction and routing; packaging/trustfit calls Fit.
package trust
