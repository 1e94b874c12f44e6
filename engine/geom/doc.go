// Package geom holds the geometry of pages: pixels, points, fractions of a page, rotations, and the Raster that carries
// a page's pixels between the rooms of the engine.
//
// Guaranteed: a Box is always in fractions of the page as it came in, that is as any viewer shows the file, origin top
// left, before any rotation, deskew or scaling of ours. Conversions round outwards where a redaction depends on them.
//
// Refused: decoding of foreign bytes (that is the reading worker's job). Everybody may import geom; it imports only the
// standard library.
package geom
