package fields

import (
	"strings"

	"chartproof.org/chartproof/assets/lexicon"
)

// How often the grades of the lists mean a name, and how often an ordinary word.
var (
	surnameWeight = [...]int{0, 8, 6, 4, 2}
	givenWeight   = [...]int{0, 8, 4, 2}
	wordWeight    = [...]int{0, 8, 7, 4, 2, 2, 1}
)

// likeness says how well words do as a person's name, 0 to 1: "INFORMED CONSENT" is spelled like one and is none. A word
// that no list holds may be a rare name or a misread one.
func likeness(parts []token) float64 {
	lex, err := lexicon.Shared()
	if err != nil {
		return 1
	}
	named, plain, unknown := 0, 0, 0
	for _, p := range parts {
		for _, w := range strings.FieldsFunc(strings.ToLower(p.text), func(r rune) bool { return r == '-' || r == '.' }) {
			if len(w) < 2 || particles[w] || suffixes[w] != "" {
				continue
			}
			switch e := lex.Lookup(strings.Map(lettersOnly, w)); {
			case !e.Known():
				unknown++
			case 2*max(surnameWeight[e.Surname], givenWeight[e.Given]) >= wordWeight[e.Word] && e.Name():
				named++
			default:
				plain++
			}
		}
	}
	switch {
	case named == 0 && plain > 0 && unknown == 0:
		return 0.35
	case named == 0 && plain > 0:
		return 0.6
	case plain > named:
		return 0.7
	}
	return 1
}

func lettersOnly(r rune) rune {
	if r == '\'' || r == '’' {
		return -1
	}
	return r
}
