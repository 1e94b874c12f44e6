// Package shamir splits a secret among people of whom a number must come together to have it again (Shamir, "How to share
// a secret", 1979), over GF(2^8) with the polynomial of AES (x^8 + x^4 + x^3 + x + 1).
//
// Guaranteed: fewer shares than the threshold say nothing about the secret but its length; time and memory touched do not
// depend on the secret or the shares, for there is neither a branch nor a table on them. A secret of one byte splits into
// a share of one byte: what a share is called, and whether it belongs to the others, is the business of who prints it.
//
// Refused: a threshold under two, more than 255 shares, shares of different length, the same share twice. Too few shares,
// or a wrong one, give another secret and no error: who joins compares the result with something that was kept.
//
// It imports the standard library only. storage/vault and storage/vault/recovery import it.
package shamir
