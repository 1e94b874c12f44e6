package code

import (
	"fmt"
	"io"
	"strings"
	"unicode"

	"chartproof.org/chartproof/engine/chart"
)

// maxTries bounds how often a code is drawn again because it is taken or is the value itself.
const maxTries = 200

// like draws a code in the value's own format, for whoever's schema takes nothing else: digits for digits, letters for
// letters of the same case, everything else as it is.
func like(r io.Reader, kind chart.Kind, value string) (string, error) {
	out := []rune(value)
	digits := 0
	for i, c := range out {
		var err error
		switch {
		case c >= '0' && c <= '9':
			digits++
			out[i], err = from(r, "0123456789")
		case unicode.IsUpper(c):
			out[i], err = from(r, letters)
		case unicode.IsLetter(c):
			out[i], err = from(r, strings.ToLower(letters))
		}
		if err != nil {
			return "", err
		}
	}
	switch {
	case kind == chart.SocialNumber && digits == 9:
		put(out, 0, "9") // areas 900 to 999 and group 00 were never given out
		put(out, 3, "00")
	case (kind == chart.PhoneNumber || kind == chart.Fax) && digits >= 10:
		put(out, digits-7, "55501") // 555-0100 to 555-0199 are kept free for fiction
	case (kind == chart.PhoneNumber || kind == chart.Fax) && digits == 7:
		put(out, 0, "55501")
	}
	return string(out), nil
}

// from draws one character of a set.
func from(r io.Reader, set string) (rune, error) {
	i, err := below(r, uint64(len(set)))
	if err != nil {
		return 0, err
	}
	return rune(set[i]), nil
}

// put writes digits over those of a format, from its nth digit on.
func put(out []rune, n int, digits string) {
	for i, at := 0, 0; i < len(out) && at < n+len(digits); i++ {
		if out[i] < '0' || out[i] > '9' {
			continue
		}
		if at >= n {
			out[i] = rune(digits[at-n])
		}
		at++
	}
}

// errFull says that a format has no codes left.
func errFull(kind chart.Kind) error {
	return chart.E(chart.Conflict, "draw a code", fmt.Errorf("the format of this %s leaves no free code", kind))
}
