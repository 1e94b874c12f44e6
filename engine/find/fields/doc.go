// Package fields takes the values of the contract out of the words of a document: from labels and what stands beside, below
// or above them, from sections and lists, from tables, from letterheads and from sentences.
//
// Every place that may hold a value is offered to the field's grammar (a date, a name, an identifier, a code …); what the
// grammar takes is scored by the label's match, its place and the checks it passes, and the best one stands. Value is
// always what is printed. A value that needs a misread digit put right, or fails its check (NPI Luhn, SSN areas, days that
// do not exist, a birth in the future, totals that do not add up), keeps the reason failed_check, and what would pass stands
// in Suggestions for a person to take; nothing is corrected by itself.
//
// Tables are found by the words of their header (on up to three lines), their columns by where the rows have gaps, and what a
// column holds by its name and by the shape of what stands in it: numbers, units, ranges, flags, money, dates, codes. Rows without
// a header are read by their shape alone. A row is checked as a whole; what does not hold together keeps failed_check.
//
// Guaranteed: no input panics; no text of a chart reaches an error or a log; pages are read once each. Boxes are on the page
// as it came in.
//
// Refused: deciding who must look (routing) and what is PHI (phi). fields imports chart, geom and find/layout; the pipeline
// may import it.
package fields
