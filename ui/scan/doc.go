// Package scan is the screen on which paper comes in from a scanner: the side at hand on the left; on the right what to scan with and all
// sides that came in, to be thrown away or taken in as one file.
//
// Guaranteed: it draws snapshots and decides nothing; every step is reached by keyboard; after Close no picture is held.
//
// Refused: storage, devices. The shell may import scan; it imports present, pageview, phrase, focus and uikit.
package scan
