// Package bench measures a processing function over synthetic charts of every condition, over FUNSD where its folder is
// given, and its speed beside OCRmyPDF on the same file in the same run.
//
// Guaranteed: every figure comes from this run; a peer that is not installed is reported as absent, not estimated. The
// report as JSON holds counts and times, and the silent errors with their text, all of synthetic people; of FUNSD counts
// only.
//
// Refused: starting engines itself; it is given a Process. May import it: the command line's bench command and tests.
package bench
