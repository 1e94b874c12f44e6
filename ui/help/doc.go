// Package help shows the help pages: what each screen is for, its keys, and what to do when something is in the way. They
// lie within the program, so that nobody needs the net to read them.
//
// Guaranteed: every page is there in every language of the program, and pages are the same for everybody; none holds
// anything of a chart. The list and the text are read by keys alone.
//
// Refused: I/O beyond the files in the program. The shell may import help.
package help
