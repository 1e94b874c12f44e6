// Package hub is the practice's own endpoint: it enrols workstations with a one-time code, takes sealed records in,
// witnesses audit checkpoints, and hands records out for proof to whoever holds the hub's administrator certificate.
//
// Guaranteed: a receipt is signed only after the store said that the record is on disk; the same record sent twice is kept
// once and gets the same receipt; the same record id with another body is refused. A checkpoint is cosigned only when it
// is proved to continue the one witnessed before; a new key of the trail is followed where the key before it signed the entry that
// names it. A trail that goes on elsewhere, because its workspace came out of a backup, is cosigned only when it begins with a checkpoint
// that this hub has cosigned, names the restore, and a person has acknowledged what is lost; the fork is kept for good. A person's
// signing key is bound to the person at first sight and may not change silently.
//
// Refused: requests without a client certificate of this hub but for enrolment and health; bodies over their limit; logs
// with anything but ids. wirehub and the tests import hub.
package hub
