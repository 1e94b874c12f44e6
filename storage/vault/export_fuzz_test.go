package vault

import (
	"bytes"
	"testing"
)

// FuzzParseSecrets: an export is read without harm whatever it is, and opened with nothing but its own lid.
func FuzzParseSecrets(f *testing.F) {
	whole, err := LidOf("a passphrase that is long", 1000).close(&secretsFile{Format: secretsFormat, Workspace: "w", Part: MachinePart},
		secretsBody{Secrets: map[string][]byte{"w": bytes.Repeat([]byte{1}, keyBytes)}})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(whole)
	f.Add([]byte(`{"format":"chartproof.secrets/1","workspace":"w","part":"epochs","wrapped":"AAAA","sealed":"AAAA"}`))
	f.Add([]byte(`{"format":"chartproof.secrets/1","workspace":"w","part":"machine","kdf":"pbkdf2-sha256","iterations":1000000000,"salt":"AAAAAAAAAAAAAAAAAAAAAA==","sealed":""}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		parsed, err := parseSecrets(data)
		if err != nil {
			return
		}
		if parsed.Iterations > maxIterations || parsed.Workspace == "" {
			t.Errorf("took %q", data)
		}
		if parsed.Iterations > 2000 {
			return // not slow on purpose
		}
		if _, err := LidOf("another passphrase, long", 1000).open(parsed); err == nil {
			t.Error("another lid opens it")
		}
	})
}
