// Package codelists reads the official lists that a practice may load beside the built-in ones: the ICD-10-CM order file of
// CDC/NCHS (fixed width), the Orange Book's products.txt of the FDA (columns parted by ~) and RxNorm's RXNCONSO.RRF of the NLM
// (columns parted by |). Read takes one file, Load every file of a folder that is one of the three by what its first line
// looks like.
//
// Guaranteed: files, lines and entries are capped; a file that is not what it seems is refused with its kind, its line and the
// reason, and nothing of it is taken; the result never changes after loading and may be shared between goroutines. *Lists
// satisfies fields.Terms.
//
// Refused: fetching lists, and judgement: what a name in a list means for a value is for engine/find/fields. It imports chart,
// assets/medical and the standard library only; app/wire and app/chartproofctl may import it.
package codelists
