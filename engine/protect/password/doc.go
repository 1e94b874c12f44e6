// Package password judges passwords: long enough, not one of those that everybody chooses or a play on them, not the login or
// the practice again, and not in a list of breached passwords that an administrator has loaded.
//
// Guaranteed: no network and no state; the same password with the same words about its owner is judged the same everywhere,
// while it is typed and when it is kept. Nothing of a password is in an error. What is asked for follows NIST SP 800-63B-4,
// 3.1.1.2: a least length, a blocklist of common, breached and context-specific values, no rules of composition, no expiry
// unless the practice asks for one.
//
// Breached looks a password up in the file that Have I Been Pwned gives away ("ordered by hash": one upper-case SHA-1 in hex,
// a colon and a count a line), by binary search: it reads some forty pieces of a file of any size. SHA-1 is the file's key,
// not a protection of ours; under FIPS 140-3 enforcement that one computation is exempt (breached.go says so where it is).
//
// Refused: hashing passwords for keeping (storage/vault), storage, clocks. It imports assets/passwords; vault, wire and screens
// may import it.
package password
