// Package routing decides which fields of a document a person must look at, and says why.
//
// Guaranteed: a field with a failed check, a missing field, a field below its threshold, the fields of high risk (name, date
// of birth, MRN, allergy) and those of a document whose type is a guess always need review; a cell of a table below its
// threshold has its reasons, and so has the field that repeats it; reasons are listed once each, in the order of the contract;
// routing a document twice changes nothing. Where the profile is unknown the strictest one applies.
//
// A blind sample of what passes is sent as well (Sample), so that a practice can measure what nobody looks at.
//
// Refused: changing a value. routing imports chart only; the pipeline and the desktop may import it.
package routing
