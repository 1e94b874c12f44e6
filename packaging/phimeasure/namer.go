package main

import (
	"math/rand/v2"
	"slices"
	"strings"
	"unicode"

	"chartproof.org/chartproof/assets/lexicon"
)

// namer makes up people's names: from the lists, by how common they are, and such as no list holds.
type namer struct {
	lex       *lexicon.Lexicon
	givens    [4][]string // by grade
	surnames  [5][]string
	syllables []string
}

func newNamer() (*namer, error) {
	lex, err := lexicon.Shared()
	if err != nil {
		return nil, err
	}
	n := &namer{lex: lex, syllables: strings.Fields(`ad ak al am an ba bel ben bor cha che chi cor da del di do dra du el em en er fa fen gar gra gu ha hal
		han hi ho hu il im in is ja jo ka kal ke kha ki ko kow kra ku la lan le li lo lu ma mak man me mi mo mu na ne ng ni no nu ny o ob och og ok ol
		pa pe phi pi po pra qui ra ram re ri ro ru sa san se sha shi si ska so ste su ta tan te tha ti to tra tu u ul va ven vi vo wa we wi wo xi ya ye yo yu za ze zhu zo`)}
	lex.Words(func(w string, e lexicon.Entry) {
		if e.Word == 1 || len(w) < 2 {
			return
		}
		if e.Given > 0 {
			n.givens[e.Given] = append(n.givens[e.Given], w)
		}
		if e.Surname > 0 {
			n.surnames[e.Surname] = append(n.surnames[e.Surname], w)
		}
	})
	for i := range n.givens {
		slices.Sort(n.givens[i])
	}
	for i := range n.surnames {
		slices.Sort(n.surnames[i])
	}
	return n, nil
}

func pick(r *rand.Rand, from []string) string { return from[r.IntN(len(from))] }

func capital(w string) string {
	c := []rune(w)
	c[0] = unicode.ToUpper(c[0])
	return string(c)
}

// madeUp is a name of two to four syllables.
func (n *namer) madeUp(r *rand.Rand) string {
	w := ""
	for range 2 + r.IntN(3) {
		w += pick(r, n.syllables)
	}
	return capital(w)
}

func (n *namer) given(r *rand.Rand) string {
	if r.IntN(5) == 0 {
		return n.madeUp(r)
	}
	return capital(pick(r, n.givens[1+r.IntN(3)]))
}

func (n *namer) family(r *rand.Rand) string {
	switch k := r.IntN(20); {
	case k < 5:
		return n.madeUp(r)
	case k == 5:
		return capital(pick(r, n.surnames[1+r.IntN(4)])) + "-" + capital(pick(r, n.surnames[1+r.IntN(4)]))
	case k == 6:
		return pick(r, []string{"Mc", "Mac", "O'", "De", "Van", "D'", "El-", "Al-", "St."}) + capital(pick(r, n.surnames[1+r.IntN(4)]))
	}
	return capital(pick(r, n.surnames[1+r.IntN(4)]))
}

// other gives another name for a word that is one, "" for other words.
func (n *namer) other(r *rand.Rand, w string) string {
	low := strings.ToLower(w)
	e := n.lex.Lookup(low)
	switch {
	case len(low) < 3 || e.Word > 0 && e.Word <= 3 || e.Clinical || titles.MatchString(low):
		return ""
	case e.Given > 0 && (e.Surname == 0 || e.Given <= e.Surname):
		w = n.given(r)
	case e.Surname > 0 || !e.Known() && len(low) > 3:
		w = n.family(r)
	default:
		return ""
	}
	return w
}
