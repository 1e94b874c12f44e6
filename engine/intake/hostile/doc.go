// Package hostile makes the files that the product must survive: empty, cut off, mislabelled, encrypted, bombs, endless
// page lists, enormous sizes, circles, recursion, active content, odd names. Each comes with the outcomes that are right.
//
// Guaranteed: the same bytes in every run; nothing on disk unless Write is asked to. Every file is made here, none is
// taken from elsewhere; the encrypted ones were made with qpdf (files/README) and are embedded.
//
// Only tests and the command hostile/write import it; no product code does.
package hostile
