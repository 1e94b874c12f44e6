// Package twice tells whether two pages are scans of one and the same sheet of paper: by the words that were read, not by bytes or pixels,
// which no two scans have in common.
//
// Two scans of a sheet have nearly all words in common, and nearly all numbers to the letter. The same form of another patient, or of the
// same patient another day, has its print in common and other numbers. A number or a date that both readers read surely on one page and
// that stands nowhere on the other speaks against it, where the other page has one of its own likewise.
//
// Guaranteed: pure Go, no state; Same(a, b) is Same(b, a); a page with little on it is never said to be another one.
//
// Refused: deciding. It is a proposal to a person; nothing is left out because of it. The composers in app/wire and engine/quality import it; it
// imports chart only.
package twice
