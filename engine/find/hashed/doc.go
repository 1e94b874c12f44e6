// Package hashed is a softmax over hashed features: what the models learned from charts have in common. A feature is the hash of
// something that is true of what is judged; each has a row of weights, one for each class, and the classes' odds follow from
// the sums over the features that are known.
//
// What is judged, which features it has and what its classes mean belongs to the packages that use it: around (which field a text
// is the value of) and phi (which identifier a word is a part of).
//
// Guaranteed: the same examples, seed and order give the same model; odds sum to 1; a model holds sums of hashes and no text of a
// chart; Read refuses what is no model of the width asked for.
//
// Refused: text, pages, opinions. It imports nothing of Chartproof.
package hashed
