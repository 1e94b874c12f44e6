// Package rowseal seals the rows of the workspace, so that a clear column (a state, a count, a role) cannot be edited, a row
// dropped, doubled or exchanged for an older one without being told.
//
// Every row has a keyed digest (HMAC-SHA-512 of its table and all of its columns). A part is the rows of one table that
// share the first column of their key (a document, an import, a person) or, where that is a number, a run of 1,024; its seal
// is the sum of its rows' digests. The seals of a table's parts are summed up in slots, the slots in the head. The head counts
// the write transactions, names the trail's signed checkpoint, the schema and SQLite's own counters, and bears a MAC.
// Everything is brought up in the transaction that changes the rows, by whoever writes them: a new table is covered as soon
// as it is there.
//
// Guaranteed: Verify finds every difference between the rows and the seals and names the part, or, where seals were
// exchanged for older ones with their rows, the few parts that share a slot. The trail's own tables are audit.Verify's; the
// head covers theirs. A copy of the whole that is older than an Anchor
// kept elsewhere (the OS keyring) is told; between two anchors only the hub's witness tells.
//
// The sums have 512 bits because sums of known digests can be combined: with 256 bits some 2^32 known digests would do, with
// 512 some 2^45, which no workspace has.
//
// Refused: sealing what does not hold (Trouble stays until Rebuild, which is a person's decision and stands in the trail),
// text of a row in a finding. app/wire and storage/backup import it.
package rowseal
