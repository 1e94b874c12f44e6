// Package paddle reads printed lines with PP-OCRv4: a detector that marks where text stands, and a recogniser that gives
// the characters of a line with a probability each. Both run in ONNX Runtime; what surrounds them is ours: turning the
// detector's map into rectangles, cutting lines out, and turning the recogniser's columns into characters and words.
//
// Guaranteed: library and models are checked by SHA-256 before they are used (Load), and everything is loaded and run once
// in Open, so that a sandbox may close the file system afterwards. One session a model, one thread, no arena: memory stays
// bounded. Of the recogniser's 6,625 classes only Latin ones are ever given out; full-width forms count as their plain ones.
//
// Refused: to load the library without ORT_DISABLE_TELEMETRY=1 in the process's first environment, since it reports to its
// maker otherwise; and models whose sums are not the ones asked for.
//
// ONNX Runtime is native code over pixels of a hostile file: only engine/read/ocr and its tests import this package, for
// the reading worker's child. A Reader is for one goroutine, and a process has one at a time.
package paddle
