// Package synth makes synthetic charts with truth: page images, and for each page the words, fields, table rows and
// identifiers that stand on it, with their boxes. Nobody in them exists; phone numbers are of the range kept for fiction.
//
// Guaranteed: the same Config gives the same bytes on the same platform; a truth box sits on the ink of what it names, also
// after skew, perspective or a turn of the page; every document type of the contract that carries fields is drawn in several
// layout families that share content but no layout code.
//
// Refused: real data. Families a, b, c, d and f are for tuning; family e (HeldOut, family_e*.go) is held out: who writes
// rules that read, find or classify neither reads its code nor looks at its pages or errors, and looks at its totals
// seldom.
//
// May import it: engine/quality, tests, and the command line's synth and bench commands.
package synth
