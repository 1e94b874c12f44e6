// Package vault holds the keys: the machine secret, people with their passwords and authenticators, the zones of the
// workspace and who may open them, and the device's own keys.
//
//	machine secret (32 B, OS keyring) → root secret, sealed in the workspace
//	root secret + password → PBKDF2-SHA256, HKDF → user key → the person's private keys (covered by the machine secret)
//	→ grants: a zone's private key, sealed to the person's public key → owner keys (one an import, one a document) → content
//	epoch secrets (one a month, OS keyring) seal the owner keys' wrappings once more
//
// A zone is an HPKE key pair. Its public key stands in the workspace, so everybody may put something into a zone (a scan
// technician imports originals that he cannot read afterwards); its private key stands there only sealed to the people
// whose roles call for it (ZonesOf), and to escrows (recovery). People and zones carry a MAC under the machine
// secret: a role or key that was edited in the database is refused.
//
// Every level can be renewed while people work. RotateZone makes a new version of a zone's key, wraps every owner key to it
// and destroys the old one; content is not touched, because an owner key's own version, not its zone's, stands in what it
// has sealed. Somebody who leaves loses the grants, and the zones get new keys (Revoke). A rotation that a crash broke off,
// or that waits for somebody who holds the zone, is carried out by Settle, which is called after each sign-in.
//
// ShredKeys destroys owner keys for good: a copy of the database, its write-ahead log or a backup keeps a wrapping for
// ever, so each is sealed under the secret of the month it was made in, which only the keyring has. Shredding seals what
// else was made in that month under a fresh secret and takes the old one out of the keyring.
//
// A recovery set (recoveryset.go) is an escrow on paper: zones, machine secret and epochs are sealed to it whenever they are
// made, its private key is split among people (storage/vault/recovery), and BeginRecovery opens the workspace with their
// shares on a machine that never had its secret. Nothing of the folder is believed there but what bears the set's MAC.
//
// Guaranteed: the workspace's folder alone opens nothing; with the OS account's keyring it opens nothing without a
// password. A sealed value names its algorithm and is bound to its zone, table, column, owner, row and key version: moved
// to another place it does not open. The machine secret is never minted anew for a workspace that exists, and an error of
// the keyring is never read as "there is none". Guessing is slowed down per person; an authenticator code works once.
// Secrets have no String and no JSON and are wiped on Close; what the Go runtime has copied meanwhile lasts until the
// memory is used again.
//
// Keys come from crypto/rand whatever the caller injects: a replaceable source of keys would be a hole. Authenticator
// codes use HMAC-SHA-1 because most authenticator apps compute nothing else (RFC 6238); it is the one use outside FIPS
// 140-3's approved set and is marked as such in totp.go.
//
// Refused: policy (who may do what within a zone is engine/protect/access), an administrator who opens zones, passwords
// under 14 characters. Limits: whoever runs code as the signed-in person's OS account while the session is open can read
// what the session can; taking a grant away does not take back what was copied; whoever
// has enough shares and an old copy of the folder opens what was shredded since, until those papers are destroyed. storage/* and app/wire import it.
package vault
