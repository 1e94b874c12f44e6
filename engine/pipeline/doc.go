// Package pipeline composes the stages of a chart's way: intake, read, find, redact, verify. It owns the order, the
// bounded memory between the stages, progress and cancel, and nothing else.
//
// Guaranteed: a file is either refused with a reason or goes through every stage; a redacted file that does not pass its
// verification never reaches the caller's writer as verified; cancel stops within one page. Pages may be read in any
// order and come out in theirs.
//
// Refused: knowledge of how a stage works (each is a port declared here and joined in app/wire), storage, keys.
// app/wire and the benchmark import pipeline; no stage does.
package pipeline
