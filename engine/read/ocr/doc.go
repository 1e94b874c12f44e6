// Package ocr reads words from an upright grey page with Tesseract.
//
// Guaranteed: Reader loads everything it will ever need in Open, so that a sandbox may close the file system afterwards;
// words come with Tesseract's raw confidence, the confidence of each character, and boxes in pixels of the image given.
//
// Refused: image files. Pixels are handed over raw, because the static MuPDF beside it brings another libjpeg that makes
// Tesseract read nothing without saying so. Turning, scaling and calibration are the callers' business.
//
// What a page costs, in processor seconds over the bench's dense pages of 300 dpi (198 words, one core of an EPYC), and what was
// tried; words are the same to the letter where a row does not say otherwise:
//
//	first look, by layout                                   1.12
//	- without packing each line as PNG (lines_linux.c)      1.08
//	- and without an OpenMP team for each step along it      .97
//	- without the search for tables                          no gain, 39 of 1216 words differ: not taken
//	- without document dictionary, adaption, inversion       no gain: left as they are
//	second look at the redacted copy, all of it              .61
//	- for the rest of what is known (Want.Known)             .18
//	second engine on doubted words (26 %, 46 strips)         .5
//	- its detector, where ink is left or the page is hard    .46
//	- with arena, memory patterns, denormals as zero         no gain
//	- with lower graph optimisation                          recogniser +40 % on short strips: not taken
//
// The recogniser takes 1.5 ms a strip and .075 ms a column of pixels at a height of 48; only fewer or narrower strips make it
// cheaper, and which words are asked for is what the weights of engine/read/fuse were fitted on.
//
// Tesseract is C++ over pixels of a hostile file: only engine/read/worker/child may import this package. The process must
// have been started with OMP_THREAD_LIMIT=1; set later it has no effect, and Tesseract is eight times slower.
package ocr
