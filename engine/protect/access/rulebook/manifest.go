package rulebook

import (
	"crypto/ed25519"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"golang.org/x/mod/sumdb/note"

	"chartproof.org/chartproof/engine/chart"
)

// The files of a folder of rules that its manifest does not name: itself and the key that it is signed with.
const (
	ManifestName = "manifest"
	KeyName      = "release.key"
)

// manifestOrigin is the first line of a manifest and the name of its key.
const manifestOrigin = "chartproof.org/policies"

const manifestForm = "1"

// covered are the files that a manifest names, sorted.
func covered(folder fs.FS) ([]string, error) {
	var names []string
	for _, pattern := range []string{"*.cedar", "*.cedarschema", "*.json"} {
		found, err := fs.Glob(folder, pattern)
		if err != nil {
			return nil, chart.E(chart.Internal, "read rules", err)
		}
		names = append(names, found...)
	}
	slices.Sort(names)
	return names, nil
}

// manifestText gives what is signed: a line a file, its SHA-256 and its name.
func manifestText(folder fs.FS) (string, error) {
	names, err := covered(folder)
	if err != nil {
		return "", err
	}
	text := manifestOrigin + "\n" + manifestForm + "\n"
	for _, name := range names {
		data, err := fs.ReadFile(folder, name)
		if err != nil {
			return "", chart.E(chart.BadInput, "read rules", fmt.Errorf("%s cannot be read", name))
		}
		sum := sha256.Sum256(data)
		text += hex.EncodeToString(sum[:]) + " " + name + "\n"
	}
	return text, nil
}

// NewKey makes a key that manifests are signed with: the first half stays secret, the second comes with the rules.
func NewKey() (secret, public string, err error) {
	secret, public, err = note.GenerateKey(rand.Reader, manifestOrigin)
	if err != nil {
		return "", "", chart.E(chart.Internal, "make a key for rules", errors.New("no key"))
	}
	return secret, public, nil
}

// PublicOf gives the second half of a key.
func PublicOf(secret string) (string, error) {
	bad := chart.E(chart.BadInput, "read a key for rules", errors.New("it is none"))
	parts := strings.Split(strings.TrimSpace(secret), "+")
	key, err := base64.StdEncoding.DecodeString(strings.Join(parts[min(4, len(parts)):], "+"))
	if err != nil || len(key) != 1+ed25519.SeedSize {
		return "", bad
	}
	defer clear(key)
	public, ok := ed25519.NewKeyFromSeed(key[1:]).Public().(ed25519.PublicKey)
	if !ok {
		return "", bad
	}
	out, err := note.NewEd25519VerifierKey(manifestOrigin, public)
	if err != nil {
		return "", bad
	}
	return out, nil
}

// Seal signs the files of a folder and gives the manifest. The secret half of the key stands in no error.
func Seal(folder fs.FS, secret string) ([]byte, error) {
	signer, err := note.NewSigner(strings.TrimSpace(secret))
	if err != nil || signer.Name() != manifestOrigin {
		return nil, chart.E(chart.BadInput, "sign rules", errors.New("the key is none for rules"))
	}
	text, err := manifestText(folder)
	if err != nil {
		return nil, err
	}
	signed, err := note.Sign(&note.Note{Text: text}, signer)
	if err != nil {
		return nil, chart.E(chart.Internal, "sign rules", errors.New("no signature"))
	}
	return signed, nil
}

// Verify holds a folder of rules to its signed manifest: every file as it was signed, none missing, none added.
func Verify(folder fs.FS) error {
	bad := func(why string) error { return chart.E(chart.Tampered, "verify the rules", errors.New(why)) }
	public, err := fs.ReadFile(folder, KeyName)
	if err != nil {
		return bad("the key of their manifest is missing")
	}
	signed, err := fs.ReadFile(folder, ManifestName)
	if err != nil {
		return bad("their manifest is missing")
	}
	verifier, err := note.NewVerifier(strings.TrimSpace(string(public)))
	if err != nil || verifier.Name() != manifestOrigin {
		return bad("the key of their manifest is malformed")
	}
	opened, err := note.Open(signed, note.VerifierList(verifier))
	if err != nil {
		return bad("the signature of their manifest does not hold")
	}
	want, err := manifestText(folder)
	if err != nil {
		return err
	}
	if opened.Text != want {
		return bad("a file is not as it was signed")
	}
	return nil
}
