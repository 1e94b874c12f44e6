// Package tagger says of a word of a chart which kind of identifier it is a part of, or of none, from what stands around it. It
// is what package phi has learned from charts beside its rules; phi describes the words and draws the conclusions.
//
// The model is a softmax over hashed features, fitted by Fit on generated charts of the tuning families and on pages set by hand
// with every identifier marked. `phimeasure fit --write --count 20 DIR` does that and writes model.gz; the same charts, pages and seed
// give the same file. The model that stands is of the pages g, j, k, m and n of engine/find/fields/testdata/strangers: with p to s as
// well it does better on pages and takes words of short sentences for names, which the tests of phi do not let pass.
//
// Guaranteed: no input panics; odds sum to 1; the model holds sums of hashes and no text of a chart.
//
// Refused: to look at pages or to choose what is redacted (phi). tagger imports chart and find/hashed only.
package tagger
