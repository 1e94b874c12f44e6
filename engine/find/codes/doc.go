// Package codes finds codes of diagnoses and services by their titles, and suggests them from the text of a page with the words
// that led to them.
//
// Search takes the beginning of a code or words in any order, abbreviations and misspellings; Suggest reads what was read of
// redacted pages. What is denied, ruled out, suspected, somebody's in the family or past is not suggested: ICD-10-CM's guidelines
// for outpatient services (section IV.H) have no doubtful diagnosis coded.
//
// Guaranteed: pure functions of the list and the text; an Index never changes after Build and may be shared between goroutines;
// the same input gives the same order. A suggestion is never a decision: who codes takes it or not.
//
// Refused: reading lists from files (engine/find/codelists), storage, judgement on payers' rules. It imports chart, geom and assets
// only; app/wire, app/chartproofctl and tests may import it.
package codes
