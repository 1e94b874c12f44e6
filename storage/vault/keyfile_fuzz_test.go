package vault

import "testing"

func FuzzParseKeyFile(f *testing.F) {
	f.Add([]byte(`{"format":"chartproof.keys/1","kdf":"pbkdf2-sha256","iterations":600000,"salt":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA","sealed":{"a":"AQ=="}}`))
	f.Add([]byte(`{"format":"chartproof.keys/1","iterations":-1}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		k, err := parseKeyFile(data)
		if err != nil {
			return
		}
		if k.Iterations < 1000 || k.Iterations > maxIterations || len(k.Salt) < 16 || k.Sealed == nil {
			t.Errorf("took a file that cannot be used: %d iterations, %d bytes of salt", k.Iterations, len(k.Salt))
		}
	})
}

func FuzzUnseal(f *testing.F) {
	key := newSecret(make([]byte, keyBytes))
	good, err := seal(key, place{table: "t"}, []byte("text"))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good)
	f.Add([]byte{tagAESGCM})
	f.Add([]byte{tagHPKE, 1, 2})
	f.Fuzz(func(t *testing.T, data []byte) {
		if plain, err := unseal(key, place{table: "t"}, data); err == nil && string(plain) != "text" {
			t.Error("opened what was never sealed")
		}
		if _, err := unwrap(key, place{table: "t"}, data); err == nil {
			t.Error("unwrapped what was never wrapped")
		}
	})
}
