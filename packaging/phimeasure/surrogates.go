package main

import (
	"math/rand/v2"
	"slices"
	"strings"
	"unicode"

	"chartproof.org/chartproof/engine/chart"
)

// peopled gives the page with other people on it: other names, other numbers, so that what is learnt is where names stand and
// not whose they are. Words keep their places.
func (s *stranger) peopled(r *rand.Rand, people *namer) stranger {
	out := *s
	out.page.Words = slices.Clone(s.page.Words)
	said := map[string]string{}
	for i := range out.page.Words {
		w := &out.page.Words[i]
		switch kind := s.kindAt(*w); kind {
		case "", facility, chart.Date, chart.Geographic, chart.EmailAddress, chart.URL:
		case chart.Name:
			w.Text = chart.Text(s.renamed(r, people, w.Text.Reveal(), said))
		default:
			w.Text = chart.Text(renumbered(r, w.Text.Reveal(), said))
		}
	}
	return out
}

// kindAt is what the word is a part of, "" for nothing.
func (s *stranger) kindAt(w chart.Word) chart.Kind {
	for _, t := range s.truth {
		if covers(t.Span, w) {
			return t.Kind
		}
	}
	return ""
}

// renamed puts another name for the letters of a word, the same for the same.
func (s *stranger) renamed(r *rand.Rand, people *namer, text string, said map[string]string) string {
	core := strings.TrimFunc(text, func(c rune) bool { return !unicode.IsLetter(c) })
	if core == "" || strings.ContainsFunc(core, func(c rune) bool { return !unicode.IsLetter(c) && c != '\'' }) {
		return text
	}
	low := strings.ToLower(core)
	other, ok := said[low]
	if !ok {
		other = people.other(r, core)
		said[low] = other
	}
	if other == "" {
		return text
	}
	switch core {
	case strings.ToUpper(core):
		other = strings.ToUpper(other)
	case low:
		other = strings.ToLower(other)
	}
	return strings.Replace(text, core, other, 1)
}

// renumbered puts other digits in a word, the same for the same.
func renumbered(r *rand.Rand, text string, said map[string]string) string {
	if other, ok := said[text]; ok {
		return other
	}
	out := []rune(text)
	for i, c := range out {
		if c > '0' && c <= '9' {
			out[i] = rune('1' + r.IntN(9))
		}
	}
	said[text] = string(out)
	return said[text]
}
