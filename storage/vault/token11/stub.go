//go:build !pkcs11

package token11

import (
	"crypto/ecdh"

	"chartproof.org/chartproof/engine/chart"
)

func needsBuild(op string) error {
	return chart.E(chart.MissingTool, op, &chart.CardFault{Why: chart.CardNoBuild, Says: "this build has no PKCS #11; build with cgo and: go build -tags pkcs11"})
}

// Module is a library of a token's maker.
type Module struct{}

// Load always fails in this build.
func Load(string) (*Module, error) { return nil, needsBuild("load PKCS #11 library") }

// Slots always fails in this build.
func (*Module) Slots() ([]Slot, error) { return nil, needsBuild("list tokens") }

// Open always fails in this build.
func (*Module) Open(_, _ string) (*Token, error) { return nil, needsBuild("open token") }

// Find always fails in this build.
func (*Module) Find(string) error { return needsBuild("find token") }

// Close does nothing.
func (*Module) Close() error { return nil }

// Token is a token that is open.
type Token struct{}

// Key always fails in this build.
func (*Token) Key(string) (ecdh.KeyExchanger, error) { return nil, needsBuild("find key on token") }

// MakeKey always fails in this build.
func (*Token) MakeKey(string) (ecdh.KeyExchanger, error) {
	return nil, needsBuild("make key on token")
}

// Present is false in this build.
func (*Token) Present() bool { return false }

// Close does nothing.
func (*Token) Close() error { return nil }
