// Package redact writes the redacted copy of a file and proves that it holds nothing else.
//
// Guaranteed: a page of the copy is one image whose pixels inside the redaction boxes were set to black before it was
// encoded, so no codec ever saw what stood there. The file is made anew from five kinds of object (catalog, page list,
// page, drawing, image) and holds no metadata, annotation, attachment, name, outline, script, earlier revision, identifier or
// date, and no text but its searchable layer. Equal pages, words and boxes give equal bytes. Boxes are grown over ascenders,
// descenders and the halo that a lossy scan left around the ink; their widths are rounded up to a coarse grid, so that a
// width says little about the name under it.
//
// The searchable layer of a page holds those words of the reading that were read with some confidence, that no bar and no span
// touches, and that tell nothing of what is redacted anywhere in the file: no word of it, no reading one character off, no part of
// it split, joined, over the end of a line or page, or backwards; in doubt a word is left out, and can be seen but not found. It
// is not painted, uses a standard font of which nothing is in the file, and lies on a coarse grid at one advance for all
// characters, so that nothing is left of the spacing of the print or the width of a box. Told reads it out of the finished file
// and searches it once more; Inspect takes it only in the one form that Write gives it, and every other text for a leak.
//
// Report.Again makes the copy once more where a look at it showed something to cover: pages without a new box are taken over
// byte for byte, under their reported hashes, so that what was proved of them holds on and need not be proved again.
//
// Write streams: it holds a few pages, however long the file. Inspect takes nothing but the exact form that Write makes:
// what it does not know is a residual, which leak finds a name for where it can. Residual and Report.Check look at the result
// once more, as words and as pixels; Check also sees print under bars that somebody drew before, and print that shines through
// from the page before or behind. FileName searches the name under which a copy leaves. testdata/leaks holds a planted file for
// every way that is known.
//
// A Certificate says of a verified copy what was burnt, by which layer or person, and what proved it. Proves holds the copy to it
// with nothing else at hand; CameFrom proves the original page, with the salt that stays sealed beside it. It is a statement to
// be signed: redact holds no keys.
//
// Known and Complete let that second look be for what it can still find. A word of the first reading need not be read again
// where four things hold: it was read surely; it lies tiles away from every span and from every bar that was really burnt; it
// is not like any text that is redacted, not by a third of its characters; and the copy, as a decoder gives it back, shows on
// its tiles what the page that came in showed, to four greys of the mean. Then the copy says there what the first reading
// says, letter by letter, and its words go into Residual all the same. Everything else is read anew: all that lies in or near
// a box, all that was doubtful, all ink that was taken for no text. A redactor that burns nothing leaves the words in their
// boxes, which are never known ones; one that burns elsewhere has bars where words stand, which are then no known ones, and
// leaves the boxes as well; one that burns see-through leaves light in a box (Check) and letters to read. Where a single known
// word has moved, nothing of that page is taken as known and all of it is read. What is given up: a word that was read surely
// and wrongly, of which the true text is redacted elsewhere and differs in more than a third of its characters.
//
// Refused: pages that are no whole raster, boxes that do not lie on a page of the file (an error, never a silent gap).
//
// redact imports chart, geom, g4 and leak; the pipeline and the commands may import it.
package redact
