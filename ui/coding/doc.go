// Package coding is the coder's screen: the redacted page on the left; on the right the encounter, its diagnoses and services with
// their titles, the codes that words of the page speak for, the search, and what differs from bills and payers' statements.
//
// Guaranteed: it draws snapshots and decides nothing; every step is reached by keyboard; after Close no page is held. Nobody is named
// on it: who a document is about is a token.
//
// Refused: storage, lists of codes, identifiers. The shell may import coding; it imports present, pageview, phrase, focus and uikit.
package coding
