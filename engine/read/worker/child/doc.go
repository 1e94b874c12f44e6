// Package child is the half of the reading worker that runs in the child process: it loads the decoders and readers,
// closes itself in, and then answers the parent's frames until its input ends.
//
// Guaranteed: nothing of a foreign file is parsed before the process is shut in (on Linux: resource limits, not dumpable,
// ends with its parent, Landlock without any path or port, a seccomp allow-list over all threads). It writes no file,
// opens no connection and prints nothing of the document.
//
// Refused: to go on after a frame that breaks the protocol, or after the end of its input.
//
// It links MuPDF and Tesseract by cgo. Only mains that read files, and tests, import it, and call RunIfAsked first thing.
package child
