package redact

import (
	"maps"
	"slices"
	"strings"
	"unicode"

	"chartproof.org/chartproof/engine/chart"
)

// The least length of what the searchable layer is searched for, after folding. They are lower than Residual's: a word that is
// left out of the layer for nothing can still be seen, it is only not found.
const (
	leastPart   = 3 // letters of a word of a redacted text
	leastTown   = 4 // of a place
	leastMixed  = 4 // characters of one with digits in it
	leastJoined = 6 // of a text that is found split, joined, over the ends of lines and pages, or backwards
	leastRun    = 7 // digits, likewise
)

// secrets are the redacted texts in every form in which the searchable layer must not hold them.
type secrets struct {
	needles
	parts   map[string]chart.Kind // folded words, and words backwards
	joined  map[string]chart.Kind // in the characters of bare, forwards and backwards
	numbers map[string]chart.Kind // digits, likewise
}

func secretsOf(spans []chart.Span) secrets {
	s := secrets{needlesOf(spans), map[string]chart.Kind{}, map[string]chart.Kind{}, map[string]chart.Kind{}}
	for _, sp := range spans {
		if sp.Redacted {
			s.hide(sp)
		}
	}
	for _, sp := range spans {
		if !sp.Redacted {
			s.show(sp.Text.Reveal())
		}
	}
	return s
}

func partsOf(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\'' && r != '|' })
}

func (s secrets) hide(sp chart.Span) {
	text := sp.Text.Reveal()
	both(s.joined, bare(text), leastJoined, sp.Kind)
	both(s.numbers, digits(text), leastRun, sp.Kind)
	if sp.Kind == chart.Date || sp.Kind == chart.AgeOver89 {
		return // a month, a year or an age says nothing by itself
	}
	for _, p := range partsOf(text) {
		folded, least := fold(p), leastPart
		switch {
		case strings.ContainsFunc(p, unicode.IsDigit):
			least = leastMixed
		case sp.Kind == chart.Geographic:
			least = leastTown
		}
		if len(folded) < least || ordinary[strings.ToLower(p)] {
			continue
		}
		s.parts[folded] = sp.Kind
		both(s.joined, bare(p), leastJoined, sp.Kind)
	}
}

// both keeps a text forwards and backwards.
func both(m map[string]chart.Kind, text string, least int, k chart.Kind) {
	if len(text) >= least {
		m[text], m[backwards(text)] = k, k
	}
}

// show takes back what a reviewer left to be seen.
func (s secrets) show(text string) {
	for _, p := range append(partsOf(text), text) {
		delete(s.parts, fold(p))
		for _, m := range []map[string]chart.Kind{s.joined, s.numbers} {
			for _, key := range []string{bare(p), digits(p)} {
				delete(m, key)
				delete(m, backwards(key))
			}
		}
	}
}

// told gives what of the secrets the words hold, which stand one behind the other.
func (s secrets) told(texts []string) []match {
	words := make([]chart.Word, len(texts))
	for i, t := range texts {
		words[i].Text = chart.Text(t)
	}
	found := s.onPage(words)
	for i, t := range texts {
		for _, p := range append(partsOf(t), t) {
			for _, way := range []string{p, backwards(p)} {
				if k, ok := s.parts[fold(way)]; ok && (capital(p) || capital(way) || len(way) >= leastFuzzy) {
					found = append(found, match{k, i, i})
				}
			}
		}
	}
	found = append(found, amid(texts, bare, s.joined)...)
	return append(found, amid(texts, onlyDigits, s.numbers)...)
}

// amid looks for texts in the words joined to one.
func amid(texts []string, form func(string) string, hidden map[string]chart.Kind) []match {
	var all strings.Builder
	var of []int // the word of each byte
	for i, t := range texts {
		f := form(t)
		all.WriteString(f)
		of = append(of, slices.Repeat([]int{i}, len(f))...)
	}
	var found []match
	for _, text := range slices.Sorted(maps.Keys(hidden)) {
		for from := 0; ; {
			at := strings.Index(all.String()[from:], text)
			if at < 0 {
				break
			}
			at += from
			found = append(found, match{hidden[text], of[at], of[at+len(text)-1]})
			from = at + 1
		}
	}
	return found
}

// bare folds character by character: the form in which a text may be cut anywhere.
func bare(s string) string {
	var b strings.Builder
	for _, r := range s {
		if r = unicode.ToLower(r); unicode.IsLetter(r) || unicode.IsDigit(r) {
			b.WriteRune(confused(r))
		}
	}
	return b.String()
}

func onlyDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}

func backwards(s string) string {
	out := []rune(s)
	slices.Reverse(out)
	return string(out)
}

// howLayer says that the searchable layer holds what was redacted.
const howLayer = "text_layer"

// Layer gives the words of the searchable layer of a copy, page by page, as any viewer finds them. A file in another form than
// Write's is chart.Tampered.
func Layer(pdf []byte) ([][]string, error) {
	s := strict{rest: pdf, total: len(pdf)}
	if _, err := s.file(); err != nil {
		return nil, chart.E(chart.Tampered, "read the text of a copy", err)
	}
	out := make([][]string, len(s.layers))
	for i, l := range s.layers {
		out[i] = l.texts()
	}
	return out, nil
}

// Told searches the text of a copy for what was redacted: as it stands, split or joined, over the ends of lines and pages, and
// backwards. A file that it cannot take apart tells "structure".
func Told(pdf []byte, spans []chart.Span) []chart.Residual {
	pages, err := Layer(pdf)
	if err != nil {
		return []chart.Residual{{Kind: chart.OtherID, How: howStructure}}
	}
	hidden := secretsOf(spans)
	var found []chart.Residual
	var before []string
	for i, texts := range pages {
		for _, m := range hidden.told(slices.Concat(before, texts)) {
			found = append(found, chart.Residual{Page: i + 1, Kind: m.kind, How: howLayer})
		}
		before = tailOf(before, texts)
	}
	return found
}

// tailOf gives the last words of a page and of those before it.
func tailOf(before, texts []string) []string {
	all := slices.Concat(before, texts)
	return all[max(len(all)-tailWords, 0):]
}
