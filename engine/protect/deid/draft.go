package deid

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"chartproof.org/chartproof/engine/chart"
)

// draft is a text with what is taken out of it. Offsets are runes.
type draft struct {
	text []rune
	cuts []cut // disjoint, in order
}

// cut is a part that is taken out.
type cut struct {
	start, end int
	kind       chart.Kind
	fixed      string // what stands in its place whatever the method; empty: it follows from kind and text
}

// gap stands for what was cut where the rest is looked at again; detectors know it as a blank of a form.
const gap = '_'

// take cuts a part out. Cuts that overlap become one, of the kind of the longer.
func (d *draft) take(c cut) {
	c.start, c.end = max(c.start, 0), min(c.end, len(d.text))
	if c.start >= c.end || blank(d.text[c.start:c.end]) {
		return
	}
	out := d.cuts[:0:0]
	for _, have := range d.cuts {
		if have.end <= c.start || c.end <= have.start {
			out = append(out, have)
			continue
		}
		if have.end-have.start >= c.end-c.start {
			c.kind, c.fixed = have.kind, have.fixed
		}
		c.start, c.end = min(c.start, have.start), max(c.end, have.end)
	}
	out = append(out, c)
	slices.SortFunc(out, func(a, b cut) int { return a.start - b.start })
	d.cuts = out
}

func blank(r []rune) bool {
	return !slices.ContainsFunc(r, func(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) })
}

// rest gives the text with gaps where something was cut, rune for rune.
func (d *draft) rest() []rune {
	out := slices.Clone(d.text)
	for _, c := range d.cuts {
		for i := c.start; i < c.end; i++ {
			if out[i] != '\n' {
				out[i] = gap
			}
		}
	}
	return out
}

// write gives the text with the words of stand in place of the cuts.
func (d *draft) write(stand func(c cut, was string) (string, error)) (string, error) {
	var b strings.Builder
	at := 0
	for _, c := range d.cuts {
		b.WriteString(string(d.text[at:c.start]))
		words, err := stand(c, string(d.text[c.start:c.end]))
		if err != nil {
			return "", err
		}
		b.WriteString(words)
		at = c.end
	}
	b.WriteString(string(d.text[at:]))
	return b.String(), nil
}

// plain gives one byte a rune: letters without their accents, digits, and '?' for what is neither in ASCII. Expressions run
// over it and their offsets are those of the runes.
func plain(text []rune) string {
	out := make([]byte, len(text))
	for i, r := range text {
		switch {
		case r < unicode.MaxASCII:
			out[i] = byte(r)
		case r == 0x2013 || r == 0x2014 || r == 0x2010 || r == 0x2011 || r == 0x2212:
			out[i] = '-'
		case unicode.IsSpace(r):
			out[i] = ' '
		default:
			out[i] = base(r)
		}
	}
	return string(out)
}

// base gives the letter or digit under an accent or in another width.
func base(r rune) byte {
	for _, b := range norm.NFKD.String(string(r)) {
		if b < unicode.MaxASCII && (unicode.IsLetter(b) || unicode.IsDigit(b)) {
			return byte(b)
		}
	}
	return '?'
}

// word is a run of letters and digits.
type word struct {
	start, end int
	low        string // lower case
	upper      bool   // begins with a capital
}

// wordsOf cuts a plain text into words.
func wordsOf(s string) []word {
	var out []word
	for i := 0; i < len(s); {
		if !alnum(s[i]) {
			i++
			continue
		}
		j := i
		for j < len(s) && alnum(s[j]) {
			j++
		}
		out = append(out, word{i, j, strings.ToLower(s[i:j]), s[i] >= 'A' && s[i] <= 'Z'})
		i = j
	}
	return out
}

func alnum(c byte) bool { return digit(c) || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }
func digit(c byte) bool { return c >= '0' && c <= '9' }
