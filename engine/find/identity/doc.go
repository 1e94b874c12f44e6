// Package identity holds every page of a chart to the two-identifier rule: a page belongs to its document's patient only where
// two of the patient's identifiers stand on it and none contradicts, and a document belongs to its chart's patient likewise.
// What cannot be shown to belong raises an alarm, and a document with an alarm is never filed by itself.
//
// Identifiers are the full name, the date of birth, the medical record number, the social security number, and, beside the full
// name only because families share them, the member and account numbers. Address and telephone are none. Names that differ in a
// letter, in a suffix that one page leaves out, or in a middle initial prove nothing either way: twins and fathers are called so.
// One misread character of one number is forgiven where the full name and another identifier are the same. Where a chart shows
// two patients of one name and birth, only a number of the patient's own counts; where a third of the pages are another's, or
// more, nobody knows whose chart it is and every document asks.
//
//	identity.Check(docs, pages)   // sets docs[i].Alarms and the reasons of their patient_name fields
//
// Guaranteed: a page without two matching identifiers, or with one that contradicts, is in an alarm of its document; pages
// between two separators are one chart and are held to the patient of most of its pages; blank pages and separators raise
// nothing; Check is idempotent.
//
// Refused: deciding who the patient is, moving pages, looking anything up outside the file. identity imports chart only; the
// pipeline's composers and engine/quality may import it.
package identity
