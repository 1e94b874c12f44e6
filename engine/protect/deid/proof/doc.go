// Package proof reads the files of a de-identified release again, as they were written, and names what may still identify.
//
// It shares no code with the rules that made the files and looks at them in another way: it takes each file apart into its
// strings, masks what the release put in itself (codes, surrogates, moved dates: each exactly as issued), and holds the rest
// against everything that is known of the chart, folded to bare letters and digits, and against the outlines of identifiers:
// what a string looks like with every digit made 9 and every letter a.
//
// Guaranteed: default deny. A number of four digits and more is an identifier unless it is a year that may stand, an amount
// with its unit, or the whole value of a column that holds amounts; a file that cannot be taken apart is a doubt. A Left
// names kind, place and check, never text.
//
// Refused: mending. Who gets a Left writes nothing. proof imports chart only; deid imports it.
package proof
