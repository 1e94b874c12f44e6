// Package redact writes the redacted copy of a file and proves that it holds nothing else.
//
// Guaranteed: a page of the copy is one image whose pixels inside the redaction boxes were set to black before it was
// encoded, so no codec ever saw what stood there. The file is made anew from five kinds of object (catalog, page list,
// page, one line of drawing, image) and holds no text layer, font, metadata, annotation, attachment, name, outline,
// script, earlier revision, identifier or date. Equal pages and boxes give equal bytes. Boxes are grown over ascenders,
// descenders and the halo that a lossy scan left around the ink; their widths are rounded up to a coarse grid, so that a
// width says little about the name under it.
//
// Write streams: it holds a few pages, however long the file. Inspect takes nothing but the exact form that Write makes:
// what it does not know is a residual. Residual and Report.Check look at the result once more, as words and as pixels.
//
// Refused: pages that are no whole raster, boxes that do not lie on a page of the file (an error, never a silent gap).
//
// redact imports chart, geom and g4; the pipeline and the commands may import it.
package redact
