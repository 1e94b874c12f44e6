// Package leak names what a file says beside what it shows: the places in which programs leave text, earlier pages, the names
// of people and machines, and pictures under other pictures, of PDF, JPEG, PNG, TIFF, JPEG 2000 and JBIG2.
//
// Guaranteed: pure Go, no I/O, no state, bounded work and memory on any bytes, no text of the file in what it gives. Names are
// found however they are written (#41ctualText), within compressed and nested streams and in objects that nothing needs.
//
// Refused: judging whether a file may leave. That nothing was named proves nothing: it is redact.Inspect that takes one exact
// form and no other, and asks here only for words to say why not. testdata/leaks lists the classes with a planted file each.
//
// leak imports nothing of ours; redact imports it.
package leak
