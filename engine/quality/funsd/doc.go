// Package funsd reads the FUNSD set of noisy scanned forms from a folder that the caller has: pages and the words that
// stand on them. Its licence allows research only, so nothing of it is in this repository or in any release.
//
// Guaranteed: a word's box is in fractions of its page. Limits hold on file size and word count. Refused: fetching it.
// May import it: quality/bench and tests.
package funsd
