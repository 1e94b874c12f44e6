// Command chartproof is the desktop: it opens a workspace and shows the window.
//
// Guaranteed: nothing is written outside the workspace (the toolkit's own files included) and what a person exports; a
// crash leaves no memory on disk and prints no value out of a chart; without a display or a graphics driver it says what
// to do instead of dying.
//
// Refused: behaviour; that is in ui/shell and app/wire. Nobody imports a command.
package main
