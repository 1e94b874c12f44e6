// Package scanner drives the scanners of this computer through SANE's own program, scanimage (Debian: sane-utils), and makes one file of
// the sheets.
//
// Guaranteed: pictures come through a pipe and lie in memory only; the folder that scanimage asks for holds links to that pipe and
// nothing else. What the program says is read within limits, and an error says one of a closed set of faults, never a text of the
// device. A side that did not come whole is dropped. Cancelling ends the program, which sends the sheet at hand out.
//
// Refused: drivers of its own; keeping anything. On Windows scanners speak WIA or TWAIN, which need code of the system in this process:
// there every call says ScanNotHere, and the scanner's own program scans into the watched folder.
//
// Only app/wire and the commands may import scanner.
package scanner
