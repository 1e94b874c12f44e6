// Package zones knows the forms of a practice again and says where on a page their zones lie.
//
// Somebody draws zones on a form once: what stands in a zone is a field's value (Capture), is covered whatever it is (Redact),
// or is cut away altogether, covered and left out of the words and regions that are kept of the page once its file is read to its
// end (Crop: the minimum necessary of 45 CFR 164.502(b)). The picture of the page as it came in is kept whole, as the original is. Learn makes a Template of it: the zones and the form's anchors, words of its own print with their places. A Set
// holds the templates and finds on a page the one whose anchors stand on it as they stood on the form, moved, scaled by up to a
// sixth, a little askew, with some of them misread and with other things filled in.
//
//	set, err := zones.NewSet(templates)
//	m, ok := set.Recognise(page)   // m.Sure: its zones hold; not: nearly this form, a person looks
//
// Guaranteed: pure Go, no state, no I/O; the same page gives the same match; boxes of a match are on the page as it came in and
// within it. A match is sure only where most anchors stand where one and the same movement of the form puts them, all over the
// form, and no other template says the same of the page; what is not sure captures nothing, and covers and cuts away what each of
// the forms that it may be would. A zone that does not lie on the page as a whole is told (Placed.Cut). An anchor is never a word that was filled in as far as anybody can tell: only words that label
// forms, and ordinary words that are no name, no place and nothing clinical, outside every zone and every identifier.
//
// Refused: reading a field's value, and judging what a redaction is of. Parse refuses a file beyond its limits or with a zone
// off the page. The pipeline's finder in app/wire imports it, and tests; it imports chart and geom only: the word lists come in.
package zones
