// Package layout turns the words of a page into what a reader of forms sees: lines, segments (runs of words with no wide
// gap between them), labels, and the values that stand beside, below or above a label.
//
// All geometry is done on a Sheet: the page turned upright and with its skew taken out, in thousandths of its upright
// width (so 1000 is the right edge, and x and y have the same unit). Every Word keeps its Box on the page as it came in.
//
//	s := layout.Read(page)            // lines top to bottom, words left to right
//	for _, m := range s.Labels {      // every label of the lexicon, in reading order
//		for _, v := range s.Values(m) { … } // what may be its value, best place first
//	}
//
// Labels are matched on folded text (case, punctuation and the usual OCR confusions 0/O, 1/l/I, 5/S, 8/B removed) with an
// edit distance of 1 from four letters and 2 from nine. A Match says which Key it stands for: for fields of the contract
// the key is the field's name; other keys (fax, relative_name, other_date …) name things that look like fields and are not.
//
// A caption is a label behind what was filled in, in brackets or in a column of its own (Match.Behind); two labels that a stroke
// joins share what follows (Match.Part). Dotted and ruled lines lead from a label or are gone, strokes part cells, and a cell that
// begins with words and a colon begins with a label even where no phrase of the lexicon is meant.
//
// Guaranteed: no input panics; the work is linear in the words of a page but for a small factor; nothing is remembered
// between pages; the package writes no logs.
//
// Refused: deciding what a value means. That is for fields, classify and phi, which may all import layout. It imports
// chart and geom only.
package layout
