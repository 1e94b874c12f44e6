// Package code makes the codes that stand for persons and values in a de-identified release: random, never told from what
// they stand for (45 CFR 164.514(c)), the same for the same person or value within a release, and other ones in the next.
//
// Guaranteed: a code comes from the random source alone; no two persons or values of a Book have the same one; a code in the
// value's own format never is the value, and where the format is that of a social security or telephone number it is one
// that nobody can have. A Book's zero Rand is the system's.
//
// Refused: keeping anything. A Book lives in memory; storage/tokens keeps its entries. code imports chart only; deid,
// storage/tokens and app/wire import it.
package code
