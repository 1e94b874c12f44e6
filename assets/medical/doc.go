// Package medical embeds what medications are called, by their generic and trade names, and the words in which diagnoses are
// written.
//
// Guaranteed: the lists are embedded, never change and may be shared between goroutines; case and punctuation do not count. The
// names of medications are a list of our own (data/drugs.txt); the words of diagnoses are counted in the titles of ICD-10-CM,
// which are in the public domain (data/diagnoses.txt).
//
// Refused: judgement. That a word is the name of a drug does not say that a patient takes it; that is for package fields. It
// imports the standard library only, and every room may import it.
package medical
