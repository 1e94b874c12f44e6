// Package preprocess mends the geometry and light of a scanned page before it is read, carries the boxes of words back to
// the page as it came in, and names what is wrong with a scan.
//
// Guaranteed: every step is measured to help on degraded pages and leaves a clean page as it is; a Sheet knows the way
// back from its own pixels to fractions of the original page, whatever was flattened, turned, straightened or scaled; what
// lies beside a photographed sheet stays in the picture, so that it is read, and covered, as well.
//
// Refused: reading, and any file format. It imports geom, chart and imaging only; the reading worker uses it.
//
// # What each step is worth
//
// Word recall / character error rate of Tesseract alone, in percent, on ten pages of the tuning families a condition, with
// all other steps in place. A dash: the step changed no page. `go test ./engine/read/ocr -run '^$' -bench Steps -benchtime
// 1x` with CHARTPROOF_STEPS=10 measures it again. The first and the last five lines were measured without the step "grain",
// which came after them; "grain" stands beside its own figures, on twelve pages.
//
//	                         clean300      noisy200      fax           phone
//	all but grain            98.98 / .42   99.14 / .42   93.64 / 2.64  99.08 / .34
//	without perspective      –             –             –             98.65 / .40
//	without uneven light     99.03 / .40   99.14 / .35   –             98.60 / .62
//	without negative print   98.49 / .76   98.71 / .74   93.27 / 2.88  98.60 / .68
//	without resolution       –             98.65 / .59   94.78 / 1.76  –
//	without slope            –             99.19 / .45   92.33 / 3.52  –
//	grain, twelve pages      –             98.40 / .57   92.10 / 4.39  –
//	without grain            –             98.22 / .80   88.77 / 6.13  –
//
// On faxes enlarging did harm until what is enlarged was smoothed first; of ten fax pages, all steps read 97.24 / 1.02. The
// same smoothing, and taking off streaks, is worth 88.77 / 6.13 against 92.75 / 3.83 to Tesseract on twelve fax pages, and
// nothing to both engines together, whose fusion is fitted to the sharp sheet: it is done where Tesseract reads alone. The
// same smoothing of forms of 90 dpi does great harm (recall 82 to 73), hence grainDPI. Print of 12 to 20 % of its depth was
// taken for an empty page without the step "contrast", and is read like dark print with it (0 to 96–100 % of the words).
//
// Steps that were measured with both engines as well, since the second one takes for text what the first overlooks: word
// recall / precision / character error rate, on ten pages, of faxes on twelve (CHARTPROOF_BOTH=1):
//
//	                        Tesseract            both
//	filed300, all           98.98 / 98.87 / .37  99.52 / 99.46 / .33
//	without edges           98.82 / 98.60 / .42  99.52 / 99.25 / .33
//	thin300, all            99.19 / 99.03 / .46  99.41 / 99.35 / .45
//	without show-through    99.08 / 98.98 / .49  99.46 / 98.09 / .39
//	fax, all                92.62 / 97.11 / 4.36  94.04 / 97.98 / 3.72
//	without stairs          92.75 / 96.28 / 3.83  93.13 / 96.26 / 4.65
//
// So "stairs" is done where both engines read, and "grain" where Tesseract reads alone. "edges" looks for 8 ms at a page and "show-through" for 2 (a page is read in 1500 or more); neither changes a page of the
// other conditions. No hole, border or pale print of another side was ever found as ink that nobody read, so that
// engine/read/regions does without them.
//
// Tried and left out, because it read worse: dots that stand alone taken off faxes (95.9 for 96.5), each dot of a fax by
// the majority of its neighbours (91.8), ruled lines and frames taken off (clean300 98.35 for 98.53, fax 90.93 for 91.36: the
// engine does it better), smoothing scans of 300 dpi that are black and white (no difference). Faxes in their own 204 dpi (both
// engines 97.95 for 98.32, precision 98.24 for 99.19, eight pages), or smoothed and so (97.74), or doubled, smoothed and brought
// down to 300 (97.95); smoothing them twice before they are enlarged (93.78 for 94.04, twelve pages). Of what shows through,
// taking off all that is up to a quarter of ink by a long ramp (99.14 for 99.41) or all that is away from ink (99.25).
//
// # Faults
//
// A fault stands where three charts of the tuning families, clean at 300 dpi and made worse step by step, begin to lose
// words: a blur of 3.5 pixels leaves 53 to 79 % of them and one of 2.5 leaves 95; at 70 dpi 90 to 98 % are read, at 85
// 97, while a letter is then 7 to 9 pixels high; shadow that takes seven eighths of the light costs 2 to 11 %. Ink or light
// of less than 45 of 255 steps is read here and would not be under the grain of a real sensor, which is a sixth of that.
// What shows through at 30 % of its ink costs nothing, at 40 % 1 % of the words, at 50 % 6 %, at 60 % 17 %.
// Under glare and beyond the edge nothing is read at all. Of 40 pages as they are usually scanned none is named.
package preprocess
