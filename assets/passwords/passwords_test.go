package passwords_test

import (
	"testing"

	"chartproof.org/chartproof/assets/passwords"
)

func TestCommon(t *testing.T) {
	for text, want := range map[string]bool{
		"password": true, "PassWord": true, "qwertyuiop": true, "iloveyou": true, "dragon": true, "1q2w3e4r5t": true,
		"": false, "penicillin hives": false, "zzyzx-oak-417": false,
	} {
		if got := passwords.Common(text); got != want {
			t.Errorf("%q: want %v, got %v", text, want, got)
		}
	}
	if n := passwords.Len(); n < 29_000 {
		t.Errorf("want some 30,000 of them, got %d", n)
	}
}
