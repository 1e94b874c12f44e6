// Package chart holds the nouns of the product: documents, pages, words, fields, identifiers, decisions, records, their
// states and the kinds of error. Every other room speaks in these words.
//
// Guaranteed: text read from a chart is of type Text, which no fmt verb and no logger prints. The JSON of Result is the
// schema chartproof.process/1 of the command line. The zero Decision is Undecided and the zero State is StateQuarantined:
// what nobody decided is never clean.
//
// Refused: any behaviour that needs a file, a clock or a network. chart imports geom and the standard library only;
// everybody may import it.
package chart
