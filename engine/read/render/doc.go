// Package render turns the bytes of a foreign file into the pixels of its pages, by MuPDF for everything but WebP.
//
// Guaranteed: a page comes out as any viewer shows it (page rotation, crop box, EXIF and TIFF orientation, annotations
// and filled-in form fields), at the resolution of the scan it holds, so that a 300 dpi G4 page gives exactly its own
// pixels; a page that was born digital comes at 300 dpi. Every error is a *chart.Refusal and names no text of the file.
//
// Refused: what needs a password, what is cut off or broken, more pages or pixels than the limits allow, and a PDF whose
// pages exist only as an XFA program. Scripts and launch actions are never run by this build of MuPDF and only pixels
// leave this package, so a readable scan that carries one is read, not refused.
//
// MuPDF parses hostile input in C: only engine/read/worker/child may import this package, inside its sandbox.
package render
