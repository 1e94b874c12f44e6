// Package regions finds the parts of a page that are not printed text, from the page's pixels and the words that were
// read on it: bar codes of one and two dimensions (decoded where they can be), signatures, photographs, tick boxes,
// handwriting, stamps and labels that do not stand level and that nobody could read, and ink like print that no reader made a
// word of; on a page with nothing else, any ink.
//
// Guaranteed: pure Go, no state, no I/O, bounded work and memory on any pixels; boxes are on the page as it came in,
// whichever way it lies, and within it; at most Most regions a page. A bar code that does not decode is a region all the
// same: what matters is that it carries an identifier. Ruled lines, frames, bars of colour and logos made of strokes are
// no regions.
//
// Refused: reading text, and judging whose a signature is. A decoded text is chart.Text and is never printed. The reading
// worker's child imports it, and tests; it imports chart, geom and a decoder of bar codes.
package regions
