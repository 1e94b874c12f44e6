// Command passwords makes assets/passwords/common.bin out of a list of passwords, one a line, on standard input.
//
// Guaranteed: the same list gives the same file. Refused: judging passwords (engine/protect/password). Nobody imports it.
package main
