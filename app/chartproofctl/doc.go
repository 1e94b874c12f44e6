// Command chartproofctl is the headless face of the engine that the desktop runs: one command a file.
//
// Guaranteed: results go to stdout or to --out, words for people to stderr; exit codes are 0 all done, 1 some inputs
// refused or a check failed (the rest is done), 2 wrong usage, 3 the environment lacks something, named with the command
// that installs it. No file name and no text of an input appears on stderr.
//
// Refused: keeping anything outside --out and a named workspace.
package main
