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
// signed as a note (golang.org/x/mod/sumdb/note, Ed25519) by the key of the same name. The newest one is kept as a note; of
// every entry its own signature is kept. What stands beside the tree (those signatures, the witnessed checkpoints) has
// running hashes, which the device signs as well, with every entry: the seal.
//
// What a verification proves. Verify recomputes the tree from the leaves and checks the device's signature over the newest
// checkpoint and the seal. The tree's hash binds every leaf and its place, so this one signature proves all entries; the
// seal's running hash proves that the signatures of single entries are those that the device made, without checking each.
// These are needed only where something does not hold: they tell which entry was the first to be changed, also where
// somebody mended the hashes. Keys.Deep checks each of them all the same, which proves besides that the device's key was at
// hand at each entry and not only at the last; of a million entries that takes minutes instead of seconds. The columns that
// entries are searched by are compared with the leaves, because an entry filed under another person would not be found.
//
// The device's key may change: an entry trail.key, the last that the old key signs, names the new one. Verify follows these
// from the first key to the newest and checks that each was at hand when it handed over. A key given from outside must be one
// of them, and must have signed. The hub follows the same entries (HandOver).
//
// Guaranteed: an entry is there exactly when its action is; an edited, inserted, removed or reordered entry is found by
// Verify, which names the first entry that does not hold and needs neither keyring nor password. Cutting off the newest
// entries together with their signatures and the head, or putting an older copy of the whole workspace back, can be told only
// by a witness outside: the hub keeps the last checkpoint, checks the Proof from it and cosigns (Witness), or a checkpoint
// that was printed or exported is handed to Verify (Keys.Seen). Append refuses to go on after entries that were cut off. A workspace
// that was restored goes on beside what the hub has seen: Fork explains it, after the alert that a person acknowledges.
//
// Refused: text out of a chart, entries before the device's key is known. storage/* and app/wire import it.
package audit
