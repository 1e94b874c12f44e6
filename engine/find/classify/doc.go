// Package classify says what kind of document each page belongs to and where one document of a file ends and the next
// begins.
//
// The type comes from titles (a phrase that stands alone near the top or is set larger), from vocabulary anywhere on the
// page, from what pages of the type hold (doses, prices, codes, vows, units), from how much stands on it, and, as a second opinion, from a model
// that has learned which words pages of each type hold (`packaging/trustfit kinds --write` writes model.gz). Where a document
// begins is weighed from many signs: the pages' own counts, the paper, the patient, the claim and the days, titles, running
// heads, letterheads and salutations, how the page before ends. Pages that are counted are put in their order. Blank pages and
// separators are documents of their own and do not part what stands on both sides of a blank. A page on which anything at all is
// seen, or whose scan has a fault, is at most doubtfully blank.
//
// Guaranteed: every page of the input is in exactly one document; the type is other where the evidence is thin.
// TypeConfidence grows with the evidence for the type and with its lead over the next one; it is a score set by hand, not a
// measured share.
//
// Refused: reading fields. classify imports chart, find/layout and find/hashed; the pipeline may import it.
package classify
