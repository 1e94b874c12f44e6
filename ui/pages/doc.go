// Package pages is the screen on which the pages of a file are laid anew: the page at hand on the left; on the right all pages of the
// file in their documents, to be moved, turned, split and joined, and kept as a whole; pages of a file of the disk are inserted, or
// replace the page at hand.
//
// Guaranteed: it draws snapshots and decides nothing; every step is reached by keyboard; after Close no page is held. Identifiers are
// painted over.
//
// Refused: storage, reading. The shell may import pages; it imports present, review (how a page is drawn), pageview, phrase, focus and
// uikit.
package pages
