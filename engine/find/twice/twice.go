package twice

import (
	"maps"
	"slices"
	"strings"
	"unicode"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/spelling"
)

// What two scans of one sheet have in common at least, and what a page must have to be told at all. Fitted on generated charts that were
// worn twice: go test ./engine/find/twice -run Figures -v.
const (
	fewestWords   = 20
	fewestNumbers = 3
	wordsAlike    = 0.80 // of all words, one letter forgiven in longer ones
	numbersAlike  = 0.60 // of all numbers, to the letter
	wordsAlone    = 0.92 // where there are fewer numbers than that
	sure          = 0.95 // a number read so is what stands there
	mostAgainst   = 0.15 // of the sure numbers, on one page only, on each
)

// Print is what of a page is compared.
type Print struct {
	words   map[string]int
	numbers map[string]int
	sure    map[string]bool // numbers that were read surely
	all, n  int             // words and numbers on the page
}

// Of takes the print of a page.
func Of(p chart.Page) Print {
	out := Print{words: map[string]int{}, numbers: map[string]int{}, sure: map[string]bool{}}
	for _, w := range p.Words {
		if w.Mark {
			continue
		}
		text := plain(w.Text.Reveal())
		switch digits := strings.IndexFunc(text, unicode.IsDigit) >= 0; {
		case digits && len(text) >= 2:
			out.numbers[text]++
			out.n++
			if w.Confidence >= sure && len(text) >= 4 {
				out.sure[text] = true
			}
		case !digits && len(text) >= 3:
			out.words[text]++
			out.all++
		}
	}
	return out
}

// plain is a word's letters and digits, in lower case.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// Same reports whether two pages are scans of one sheet, as far as words tell.
func Same(a, b Print) bool {
	if min(a.all+a.n, b.all+b.n) < fewestWords {
		return false
	}
	words := share(near(a.words, b.words), a.all, b.all)
	if min(a.n, b.n) < fewestNumbers {
		return words >= wordsAlone && max(a.n, b.n) < 2*fewestNumbers
	}
	return words >= wordsAlike && share(exact(a.numbers, b.numbers), a.n, b.n) >= numbersAlike && !refuted(a, b)
}

// share is how much of both is common to both.
func share(common, a, b int) float64 {
	if a+b == 0 {
		return 1
	}
	return 2 * float64(common) / float64(a+b)
}

func exact(a, b map[string]int) (n int) {
	for w, times := range a {
		n += min(times, b[w])
	}
	return n
}

// near counts what is common with one letter forgiven in words of five letters and more.
func near(a, b map[string]int) int {
	n, leftA, leftB := 0, map[string]int{}, map[string]int{}
	for w, times := range a {
		if rest := times - b[w]; rest > 0 {
			leftA[w] = rest
		}
		n += min(times, b[w])
	}
	for w, times := range b {
		if rest := times - a[w]; rest > 0 && len(w) >= 5 {
			leftB[w] = rest
		}
	}
	for _, w := range slices.Sorted(maps.Keys(leftA)) {
		for _, v := range slices.Sorted(maps.Keys(leftB)) {
			if len(w) >= 5 && spelling.OneOff(w, v) {
				k := min(leftA[w], leftB[v])
				n += k
				leftA[w] -= k
				leftB[v] -= k
			}
		}
	}
	return n
}

// refuted reports whether each page has numbers of its own, read surely, that the other has not.
func refuted(a, b Print) bool {
	most := int(mostAgainst * float64(min(len(a.sure), len(b.sure))))
	return min(against(a, b), against(b, a)) > most
}

// against counts the numbers that were read surely on a page and stand nowhere on the other, not even run together with what
// stands beside.
func against(a, b Print) (n int) {
	for w := range a.sure {
		if b.numbers[w] == 0 && !b.hides(w) {
			n++
		}
	}
	return n
}

// hides reports whether the page has the number as a part of what was read together, or parts of it apart.
func (p Print) hides(w string) bool {
	for v := range p.numbers {
		if len(v) >= 3 && (strings.Contains(v, w) || strings.Contains(w, v)) {
			return true
		}
	}
	return false
}
