// Package ocr reads words from an upright grey page with Tesseract.
//
// Guaranteed: Reader loads everything it will ever need in Open, so that a sandbox may close the file system afterwards;
// words come with Tesseract's raw confidence, the confidence of each character, and boxes in pixels of the image given.
//
// Refused: image files. Pixels are handed over raw, because the static MuPDF beside it brings another libjpeg that makes
// Tesseract read nothing without saying so. Turning, scaling and calibration are the callers' business.
//
// Tesseract is C++ over pixels of a hostile file: only engine/read/worker/child may import this package. The process must
// have been started with OMP_THREAD_LIMIT=1; set later it has no effect, and Tesseract is eight times slower.
package ocr
