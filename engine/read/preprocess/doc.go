// Package preprocess mends the geometry and light of a scanned page before it is read, and carries the boxes of words back
// to the page as it came in.
//
// Guaranteed: every step is measured to help on degraded pages and leaves a clean page as it is; a Sheet knows the way
// back from its own pixels to fractions of the original page, whatever was turned, straightened or scaled.
//
// Refused: reading, and any file format. It imports geom and imaging only; the reading worker uses it.
package preprocess
