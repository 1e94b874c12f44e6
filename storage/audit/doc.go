// Package audit keeps the workspace's trail: a Merkle log (golang.org/x/mod/sumdb/tlog, the tree of RFC 6962) whose entries
// are written in the same transaction as what they tell of.
//
// A leaf is the canonical JSON of a chart.AuditEntry: the struct's own field order, UTC, milliseconds, ids only. With every
// entry the device signs the tree that ends with it. The signed text, a checkpoint, is three lines, as in the C2SP
// tlog-checkpoint format:
//
//	chartproof.org/audit/<device id>
//	<number of entries>
//	<base64 of the tree's hash>
//
// signed as a note (golang.org/x/mod/sumdb/note, Ed25519) by the key of the same name.
//
// Guaranteed: an entry is there exactly when its action is; an edited, inserted, removed or reordered entry is found by
// Verify, which names the first entry that does not hold and needs neither keyring nor password. Cutting off the newest
// entries together with their signatures, or putting an older copy of the whole workspace back, can be told only by a
// witness outside: the hub keeps the last checkpoint, checks the Proof from it and cosigns (Witness).
//
// Refused: text out of a chart, entries before the device's key is known. storage/* and app/wire import it.
package audit
