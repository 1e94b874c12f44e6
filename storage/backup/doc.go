// Package backup copies a workspace to a folder or drive, brings it back, and checks either.
//
// A target holds generations. One generation is a manifest, signed by the device: the database as one consistent snapshot, cut
// into chunks, and the page files that its rows name; where the practice's hub runs with the workspace, an index of its records and
// their sealed bodies too, listed after the database was copied, so that none is missing that the copy calls settled. Chunks and files
// are named by their content, lie there once however many generations name them, and are never changed:
//
//	chartproof-1a2b3c4d/
//	  target.json            format and id; the only clear file beside README.txt
//	  key.passphrase         the transport key, sealed under the backup passphrase (PBKDF2-SHA256)
//	  secrets.sealed         what the keyring holds (machine secret, epochs) and the data key, under the transport key
//	  objects/ab/abcd…       chunks, sealed under the data key (AES-256-GCM), named by a keyed hash
//	  pages/ab/abcd…         page files and records, sealed already, named by their SHA-256
//	  generations/000007     manifest, signed, sealed under the data key
//
// Guaranteed: the folder alone opens nothing, and names neither practice nor people; a generation counts once its manifest
// is there, which is written last and after everything new was read back, so that a drive that is pulled out leaves the older
// ones whole and the next run goes on where this one stopped; nothing is overwritten but secrets.sealed. Restore checks every
// hash and signature, the trail, the seals of all rows, and refuses a folder that is not empty. Old generations are dropped
// only after a good new one, and never while the workspace shows damage.
//
// What was shredded stays shredded: the epochs' secrets lie in secrets.sealed only, which each backup replaces, so that an
// older generation has the wrapped key and nothing that opens it. What remains: until the next backup the target still holds
// the epoch; a drive that keeps earlier forms of a file (snapshots, synchronised folders) may keep it longer.
//
// Refused: a target inside the workspace, passphrases under 14 characters, text of a chart in errors. app/wire imports it.
package backup
