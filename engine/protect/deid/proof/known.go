package proof

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"chartproof.org/chartproof/engine/chart"
)

// known is what a chart is known to hold, folded.
type known struct {
	words   map[string]chart.Kind // single words
	runs    map[string]chart.Kind // words that follow each other, with one blank between
	numbers map[string]chart.Kind // letters and digits with nothing between
	longest int                   // words of a run
}

func foldKnown(a Ask) known {
	k := known{words: map[string]chart.Kind{}, runs: map[string]chart.Kind{}, numbers: map[string]chart.Kind{}}
	for _, v := range a.Known {
		switch v.Kind {
		case chart.Date, chart.AgeOver89: // every one is looked for by its outline
		case chart.Name:
			k.name(a, fields(v.Text), v.Patient)
		case chart.Geographic:
			for _, part := range strings.FieldsFunc(v.Text, func(r rune) bool { return r == ',' || r == ';' || r == '\n' }) {
				k.place(a, fields(part))
			}
		default:
			k.number(v.Kind, strings.Join(fields(v.Text), ""))
		}
	}
	return k
}

// fold gives lower-case letters without accents, digits, and blanks for the rest.
func fold(s string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(s) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case unicode.IsLetter(r), unicode.IsDigit(r):
			b.WriteRune(unicode.ToLower(r))
		default:
			b.WriteByte(' ')
		}
	}
	return b.String()
}

func fields(s string) []string { return strings.Fields(fold(s)) }

// beside are words that stand beside names.
var beside = map[string]bool{"dr": true, "mr": true, "mrs": true, "ms": true, "md": true, "do": true, "rn": true, "jr": true, "sr": true,
	"miss": true, "phd": true, "the": true, "of": true, "and": true, "np": true, "pa": true, "ii": true, "iii": true, "sir": true, "prof": true,
	"dds": true, "dmd": true, "dpm": true, "lpn": true, "crnp": true, "facc": true, "facp": true, "iv": true, "de": true, "la": true}

func (k *known) name(a Ask, words []string, patient bool) {
	var own []string
	for _, w := range words {
		if beside[w] || onlyDigits(w) {
			continue
		}
		own = append(own, w)
		if patient && len(w) > 2 || len(w) > 2 && !a.Ordinary(w) {
			k.words[w] = chart.Name
		}
	}
	k.run(own, chart.Name)
}

// place learns a street or a city, not a state with or without its ZIP code.
func (k *known) place(a Ask, words []string) {
	if n := len(words); n >= 2 && len(words[n-1]) >= 5 && onlyDigits(words[n-1][:5]) && len(words[n-2]) == 2 {
		if !a.Places {
			k.numbers[words[n-1][:5]] = chart.Geographic
		}
		words = words[:n-2]
	}
	if len(words) == 0 || a.Places && !startsWithDigit(words[0]) {
		return
	}
	letters := len(strings.Trim(strings.Join(words, ""), "0123456789"))
	switch {
	case letters < 3:
	case len(words) > 1:
		k.run(words, chart.Geographic)
	case !a.Ordinary(words[0]) && !slices.Contains(stateNames, words[0]):
		k.words[words[0]] = chart.Geographic
	}
}

// stateNames are those of one word: a state may stand.
var stateNames = strings.Fields("alabama alaska arizona arkansas california colorado connecticut delaware florida georgia hawaii idaho illinois indiana iowa kansas kentucky louisiana maine maryland massachusetts michigan minnesota mississippi missouri montana nebraska nevada ohio oklahoma oregon pennsylvania tennessee texas utah vermont virginia washington wisconsin wyoming")

func (k *known) run(words []string, kind chart.Kind) {
	if len(words) > 1 {
		k.runs[strings.Join(words, " ")] = kind
		k.longest = max(k.longest, len(words))
	}
}

func (k *known) number(kind chart.Kind, s string) {
	if len(s) < 4 || !strings.ContainsAny(s, "0123456789") {
		return
	}
	k.numbers[s] = kind
	if t := strings.TrimPrefix(s, "1"); (kind == chart.PhoneNumber || kind == chart.Fax) && len(t) == 10 {
		k.numbers[t] = kind
	}
}

// look names what of the known stands in a text that the release has put nothing into.
func (p *prover) look(where, s string) {
	words := fields(s)
	for i, w := range words {
		if kind, ok := p.known.words[w]; ok {
			p.leave(kind, where, "known")
		}
		for n := 2; n <= p.known.longest && i+n <= len(words); n++ {
			if kind, ok := p.known.runs[strings.Join(words[i:i+n], " ")]; ok {
				p.leave(kind, where, "known")
			}
		}
		all := ""
		for j := i; j < len(words) && len(all) < 32; j++ {
			all += words[j]
			if kind, ok := p.known.numbers[all]; ok {
				p.leave(kind, where, "known")
			}
		}
	}
	// A number that was printed without a blank beside its label.
	for n, kind := range p.known.numbers {
		if len(n) > 6 && slices.ContainsFunc(words, func(w string) bool { return len(w) > len(n) && strings.Contains(w, n) }) {
			p.leave(kind, where, "known")
		}
	}
}

// running looks for the known in a text as a whole, over the ends of its lines.
func (p *prover) running(s string) { p.look("text", p.unmasked(s)) }

func onlyDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

func startsWithDigit(s string) bool { return s != "" && digit(s[0]) }

func digit(c byte) bool { return c >= '0' && c <= '9' }
func alnum(c byte) bool { return digit(c) || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }
