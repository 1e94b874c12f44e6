// Package fuse makes one reading out of those of two engines.
//
// Guaranteed: every word of either engine is accounted for: agreed, decided between two readings that are both kept, or
// read by one engine only. Nothing is invented: the text of a word is one engine's own, or put together from characters of
// both where they were aligned. Each carries the probability that it is exactly right; one that is probably wrong counts
// as a mark and not as read. Where readings differ, the characters that differ are in doubt. A digit on which the engines
// differ makes the word doubtful however sure either is.
//
// Refused: looking at pixels, at files, or at the meaning of a word beyond its shape. fuse imports the standard library
// only; engine/read/ocr imports it, and tests.
package fuse
