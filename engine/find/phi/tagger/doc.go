// Package tagger says of a word of a chart which kind of identifier it is a part of, or of none, from what stands around it. It
// is what package phi has learned from charts beside its rules; phi describes the words and draws the conclusions.
//
// The model is a softmax over hashed features, fitted by Fit on three sorts of text: pages set by hand with every identifier marked,
// as they are and with other people on them, in one case and misread; charts of the tuning families; and public running text, in which
// little identifies, without which it takes words of short sentences for names. `phimeasure fit --write --prose DIR --count 20 PAGES...`
// does that and writes model.gz and, beside it, model.txt, its recipe: the SHA-256 of all that it is made of. The same pages, text and
// seed give the same file. Batches f, l, u, w and x are never learnt from.
//
// Guaranteed: no input panics; odds sum to 1; the model holds sums of hashes and no text of a chart.
//
// Refused: to look at pages or to choose what is redacted (phi). tagger imports chart and find/hashed only.
package tagger
