// Package classify says what kind of document each page belongs to and where one document of a file ends and the next
// begins.
//
// The type comes from titles (a phrase that stands alone near the top or is set larger), from vocabulary anywhere on the
// page, from what pages of the type hold (doses, prices, codes, vows, units), and from how much stands on it. A document
// begins where a separator, a "page 1 of 3", a new title or another patient says so; "page 2 of 3" and a running header
// keep pages together. Blank pages and separators are documents of their own and do not part what stands on both sides of
// a blank.
//
// Guaranteed: every page of the input is in exactly one document, in the order of the input; the type is other where the
// evidence is thin. TypeConfidence grows with the evidence for the type and with its lead over the next one; it is a score
// set by hand, not a measured share.
//
// Refused: reading fields. classify imports chart and find/layout; the pipeline may import it.
package classify
