package password_test

import (
	"strings"
	"testing"

	"chartproof.org/chartproof/engine/protect/password"
)

func TestCheck(t *testing.T) {
	about := []string{"mreyes", "Maria Reyes", "Oak Street Clinic"}
	for _, c := range []struct {
		text string
		want password.Fault
	}{
		{"short", password.Short},
		{"1234567890123", password.Short},
		{strings.Repeat("ü", 13), password.Short},
		{strings.Repeat("a long sentence ", 80), password.Long},
		{"aaaaaaaaaaaaaaaa", password.Repeats},
		{"abcabcabcabcabcabc", password.Repeats},
		{"penicillinpenicillin", password.Repeats},
		{"abababababab1212", password.Repeats},
		{"12345678901234", password.Common},
		{"qwertyuiop1234567", password.Common},
		{"1qaz2wsx3edc4rfv", password.Common},
		{"abcdefghijklmnopq", password.Common},
		{"password12345678", password.Common},
		{"P@ssw0rd!P@ssw0rd1", password.Common},
		{"Sunshine Dragon 2026", password.Common},
		{"iloveyoujessica1", password.Common},
		{"letmein!letmein?", password.Common},
		{"mreyesmreyes2026", password.Personal},
		{"OakStreetClinic1!", password.Personal},
		{"maria.reyes@oakstreet", password.Personal},
		{"chartproof clinic 26", password.Personal},
		{"correct horse battery", ""},
		{"correct horse batterymreyes", ""},
		{"a sentence as password", ""},
		{"another horse entirely", ""},
		{"Zug um Zug zum Tegernsee", ""},
		{"9f3K-pp2x-Wm7q-1zRd", ""},
		{"čtyři žluté ponožky", ""},
	} {
		if got := password.Check(c.text, about...); got != c.want {
			t.Errorf("%q: want %q, got %q", c.text, c.want, got)
		}
	}
}

func TestTheErrorHoldsNothingOfThePassword(t *testing.T) {
	for _, f := range []password.Fault{password.Short, password.Long, password.Repeats, password.Common, password.Personal, password.Breached} {
		if text := (&password.Error{Fault: f}).Error(); text == "" {
			t.Errorf("%s: want words", f)
		}
	}
}
