package redact

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// fold brings a text to the form in which two readings of the same print agree: letters and digits only, lower case, no
// accents, and the characters that readers take for each other as one.
func fold(s string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(s) {
		r = unicode.ToLower(r)
		if unicode.IsLetter(r) || unicode.IsDigit(r) || r == '|' || r == '!' {
			b.WriteRune(confused(r))
		}
	}
	return pairs.Replace(b.String())
}

// pairs are two characters that are read as one.
var pairs = strings.NewReplacer("rn", "m", "vv", "w", "ci", "d")

func confused(r rune) rune {
	switch r {
	case '0', 'q':
		return 'o'
	case '1', 'l', '|', '!', 'j':
		return 'i'
	case '5':
		return 's'
	case '8':
		return 'b'
	case '2':
		return 'z'
	case '6', '9':
		return 'g'
	}
	return r
}

// digits keeps the digits of a text, with letters that are taken for them where the text is mostly digits.
func digits(s string) string {
	var b strings.Builder
	n := 0
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9':
			n++
			b.WriteRune(r)
		case r == 'O' || r == 'o' || r == 'Q':
			b.WriteByte('0')
		case r == 'l' || r == 'I' || r == '|':
			b.WriteByte('1')
		case r == 'S':
			b.WriteByte('5')
		case r == 'B':
			b.WriteByte('8')
		case r == 'Z':
			b.WriteByte('2')
		case unicode.IsLetter(r):
			return ""
		}
	}
	if 2*n < b.Len() {
		return ""
	}
	return b.String()
}

// oneOff gives every string that comes of leaving out one byte: two strings one edit apart share one of these, or one of
// them is among the other's.
func oneOff(s string) []string {
	out := make([]string, 0, len(s))
	for i := range len(s) {
		out = append(out, s[:i]+s[i+1:])
	}
	return out
}
