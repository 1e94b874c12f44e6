// Package phi finds what identifies a person in the text of a chart: the eighteen kinds of identifier of 45 CFR
// 164.514(b)(2), of the patient and of relatives, employers and household members.
//
// It works in layers, each hit carrying the layer that found it: patterns on text with its OCR confusions folded, labels
// with the value beside or below, cues of names (titles, roles, kinship), addresses and places, capitalised words that no
// list of ordinary or clinical words holds, initials of who is named and those that staff leave in columns and grids, default-deny for long numbers, a tagger that has learned from charts which words
// identify (it adds what the layers before left, and lets go what it is sure to be none), and at last what is known of the
// patient, swept over every page of the chart. Regions of a page that identify without text (bar codes, signatures, photographs, stamps
// that nobody could read) become spans as well, a label stuck on its side is covered as a whole, and what a bar code says is known of the patient. All tiers are meant to be redacted; a reviewer releases.
//
// Guaranteed: pure Go, no state, no I/O after New; the same input gives the same spans. Text never panics and gives spans
// that are sorted, disjoint and within the input, in code points. A word of a page that identifies in part is covered as a
// whole.
//
// Refused: judging a page that nobody read (no words and no regions, no spans), looking at pixels, and years standing alone,
// which are no identifier. Errors and panics never hold text. The pipeline, the command line and the bench may import it;
// it imports chart, geom, find/layout, phi/tagger and assets/lexicon.
package phi
