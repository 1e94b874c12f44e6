package record

import (
	"crypto/ed25519"
	"crypto/rand"
	"fmt"
)

// RoleRun is the role of a key that was made for one run of a command and then forgotten.
const RoleRun = "run"

// throwaway says in place of a person or device what such a key is worth.
const throwaway = "throw-away key of one run: shows that nothing was changed since, not who made it"

// Throwaway is a signer for who has no workspace at hand: its signature shows that what it signed is as it was made, and its role
// and id say that nobody vouches for who made it. No roster ever holds it.
func Throwaway() (Signer, error) {
	_, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return Signer{}, fmt.Errorf("make a throw-away key: %w", err)
	}
	return Signer{Role: RoleRun, ID: throwaway, Key: key}, nil
}
