package password

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"chartproof.org/chartproof/assets/passwords"

	"golang.org/x/text/unicode/norm"
)

// Min is the least length of a password in characters; FIPS 140-3 refuses shorter PBKDF2 input. Max is in bytes.
const (
	Min = 14
	Max = 1024
)

// Fault says what is the matter with a password; the zero Fault is none.
type Fault string

// The faults.
const (
	Short    Fault = "short"
	Long     Fault = "long"
	Repeats  Fault = "repeats"  // one piece over and over
	Common   Fault = "common"   // one of the passwords that everybody chooses, a play on one, or a walk over the keyboard
	Personal Fault = "personal" // the login, the name or the practice with little else
	Breached Fault = "breached" // stands in the list of breached passwords
)

// Error is in the chain of every refusal of a password.
type Error struct{ Fault Fault }

// Error says it without the password.
func (e *Error) Error() string {
	switch e.Fault {
	case Short:
		return "a password has at least 14 characters"
	case Long:
		return "a password has at most 1024 bytes"
	case Repeats:
		return "the password repeats one piece"
	case Personal:
		return "the password is little more than the login, the name or the practice"
	case Breached:
		return "the password stands in the list of breached passwords"
	}
	return "the password is one that many people choose"
}

// What the parts of a password count for. A character that is part of nothing known counts one; a password must come to
// enough. Three common words with something between them are enough, two are not.
const (
	enough    = 10
	ofCommon  = 3
	ofRun     = 2
	ofYear    = 1
	ofContext = 1
	longest   = 24 // common passwords are not longer
)

// Clean gives the one form of a password, whatever keyboard it was typed on.
func Clean(s string) string { return norm.NFC.String(s) }

// Check judges a password; about are words that belong to its owner: login, name, practice.
func Check(s string, about ...string) Fault {
	s = Clean(s)
	switch {
	case utf8.RuneCountInString(s) < Min:
		return Short
	case len(s) > Max:
		return Long
	}
	text := []rune(strings.ToLower(s))
	if repeats(text) {
		return Repeats
	}
	if worth(text, nil) < enough || worth(plain(text), nil) < enough {
		return Common
	}
	if own := words(about); len(own) > 0 && (worth(text, own) < enough || worth(plain(text), own) < enough) {
		return Personal
	}
	return ""
}

// repeats reports whether the text is one piece at least twice, or has hardly any different characters.
func repeats(text []rune) bool {
	seen := map[rune]bool{}
	for _, r := range text {
		seen[r] = true
	}
	if len(seen) < 5 {
		return true
	}
	for p := 1; p <= len(text)/2; p++ {
		same := true
		for i := p; i < len(text) && same; i++ {
			same = text[i] == text[i-p]
		}
		if same {
			return true
		}
	}
	return false
}

// swaps are the signs that people put in the place of letters.
var swaps = strings.NewReplacer("@", "a", "4", "a", "8", "b", "3", "e", "1", "i", "!", "i", "0", "o", "$", "s", "5", "s", "7", "t")

func plain(text []rune) []rune { return []rune(swaps.Replace(string(text))) }

// words takes names apart: "Oak Street Clinic" is found as a whole, without its blanks and by its parts. The product's own
// name belongs to everybody.
func words(about []string) [][]rune {
	var out [][]rune
	add := func(s string) {
		if r := []rune(s); len(r) >= 3 {
			out = append(out, r)
		}
	}
	for _, a := range append(about, "chartproof") {
		a = strings.ToLower(Clean(a))
		parts := strings.FieldsFunc(a, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
		add(strings.Join(parts, ""))
		for _, p := range parts {
			add(p)
		}
	}
	return out
}

// worth takes the text apart in the way that leaves it the least.
func worth(text []rune, own [][]rune) int {
	best := make([]int, len(text)+1) // of the text from here to its end
	for i := len(text) - 1; i >= 0; i-- {
		best[i] = 1 + best[i+1]
		take := func(n, cost int) { best[i] = min(best[i], cost+best[i+n]) }
		if n := run(text[i:]); n >= 3 {
			take(n, ofRun)
		}
		if year(text[i:]) {
			take(4, ofYear)
		}
		for n := 4; n <= min(longest, len(text)-i); n++ {
			if passwords.Common(string(text[i : i+n])) {
				take(n, ofCommon)
			}
		}
		for _, w := range own {
			if len(w) <= len(text)-i && string(text[i:i+len(w)]) == string(w) {
				take(len(w), ofContext)
			}
		}
	}
	return best[0]
}

// rows are the keyboards that people walk over.
var rows = []string{"1234567890-=", "qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./", "qwertzuiop", "yxcvbnm", "azertyuiop", "qsdfghjklm",
	"1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.", "zaq1xsw2cde3vfr4bgt5nhy6mju7"}

// run is how many characters from the first on repeat it, count up or down, or walk along a row of keys.
func run(text []rune) int {
	longest := 1
	for _, step := range []rune{0, 1, -1} {
		n := 1
		for n < len(text) && text[n]-text[n-1] == step {
			n++
		}
		longest = max(longest, n)
	}
	for _, row := range rows {
		keys := []rune(row)
		longest = max(longest, walk(text, keys, 1), walk(text, keys, -1))
	}
	return longest
}

func walk(text, keys []rune, step int) int {
	for at, k := range keys {
		if k != text[0] {
			continue
		}
		n := 1
		for n < len(text) && at+n*step >= 0 && at+n*step < len(keys) && keys[at+n*step] == text[n] {
			n++
		}
		return n
	}
	return 0
}

// year reports whether the text begins with a year that people are born in or live in.
func year(text []rune) bool {
	if len(text) < 4 {
		return false
	}
	for _, r := range text[:4] {
		if r < '0' || r > '9' {
			return false
		}
	}
	century := string(text[:2])
	return century == "19" || century == "20"
}
