// Package reread measures a redacted copy as somebody sees it who has nothing else: every page of it is read again by each engine
// in turn, and what is read is held against what the truth of the synthetic chart says stood there.
//
// Guaranteed: an identifier counts as found again where the words of the page, one or several joined, are it or differ in one
// character, unless words that are nobody's identifier stand on the page and say the same; a name counts part by part as well. The
// report holds counts by kind, never text; Misses shows text of synthetic people, and of no family that is held out.
//
// Refused: redacting and reading themselves, which are handed in. Tests and the command line's bench command may import it.
package reread
