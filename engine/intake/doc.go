// Package intake is the first door: it looks at a file's bytes before anything else touches them, and either says what
// came in (media type, size, SHA-256) or refuses it with a reason.
//
// Guaranteed: the type is told by the bytes, never by the name; a name that contradicts the bytes is refused. No work and
// no allocation depends on a size that a file merely claims: headers are walked with a bound, and nothing is decoded
// (decoding is the sandboxed worker's job). Equal inputs give equal answers. Neither the source nor a refusal holds a
// name or a text out of the file.
//
// Refused: what is empty, larger than the limits, of no supported type, of another type than its name says, cut off, or
// bound to be too large when decoded. What only a decoder can see (a password, pages of a PDF, broken streams) is left
// to the worker. A file that ends too early is refused as damaged even where a viewer would show a part of it: half a
// chart must never pass for a whole one.
//
// intake imports chart and the standard library; the pipeline and the commands may import it.
package intake
