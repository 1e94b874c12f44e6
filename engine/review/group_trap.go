package review

import (
	"strings"
	"unicode"

	"chartproof.org/chartproof/engine/chart"
)

// Traps makes up to n pictures with a wrong text beneath out of the cells of a screen and what else waits: whoever confirms one
// did not look. pick gives a number under its argument. Where the value is what the cells have in common the picture is of
// another one, read without doubt; else the text has one character changed, none that the reading doubts, so that what stands
// beneath is wrong even where the reading is.
func Traps(key GroupKey, cells []Cell, all []Waiting, n int, pick func(int) int) []Cell {
	var from []Cell
	switch key.Like {
	case BlankPages: // a page with print among blank ones would be another patient's
	case SameField:
		from = cells
	case SameValue:
		for _, w := range all {
			if w.Name == key.Name && !alike(w.Value, key.Value) && len(w.Doubt) == 0 {
				from = append(from, Cell{Waiting: w, Sign: -1, Shown: key.Value})
			}
		}
	default:
		for _, w := range all {
			if w.Name.HighRisk() { // nothing of it is shown before it is asked about
				continue
			}
			for i, s := range w.Signs {
				if w.sureOf(i) && apart(s.Rune, key.Rune) {
					from = append(from, Cell{Waiting: w, Sign: i, Shown: chart.Text(string(key.Rune))})
				}
			}
		}
	}
	var out []Cell
	for len(out) < n && len(from) > 0 {
		i := pick(len(from))
		c := from[i]
		from = append(from[:i:i], from[i+1:]...)
		if key.Like == SameField {
			wrong, ok := Wrong(c.Waiting, pick)
			if !ok {
				continue
			}
			c.Shown = wrong
		}
		c.Trap = true
		out = append(out, c)
	}
	return out
}

// alike reports whether two values say the same.
func alike(a, b chart.Text) bool { return strings.EqualFold(Tidy(a.Reveal()), Tidy(b.Reveal())) }

// apart reports whether nobody who looks takes one character for the other: digits and letters of the same kind that readers do
// not confuse.
func apart(a, b rune) bool {
	if a == b || a == ' ' || unicode.IsDigit(a) != unicode.IsDigit(b) || unicode.IsLetter(a) != unicode.IsLetter(b) ||
		unicode.IsUpper(a) != unicode.IsUpper(b) {
		return false
	}
	for _, set := range confused {
		if strings.ContainsRune(set, a) && strings.ContainsRune(set, b) {
			return false
		}
	}
	return true
}

// confused are characters that are read for each other, by readers and by tired people.
var confused = []string{"17lI|ij", "0O8BDQ6Gb", "5S6s8", "2Zz7", "38B", "49A", "69gq", "ceo", "uvnwr", "rnm", "ftr", "hbk", "1T7", "3579"}

// sureOf reports whether a character was read without doubt, and its neighbours too.
func (w Waiting) sureOf(i int) bool {
	if w.Signs[i].Box.Empty() {
		return false
	}
	for _, d := range w.Doubt {
		if d >= i-1 && d <= i+1 {
			return false
		}
	}
	return true
}

// Wrong gives a field's value with one character changed: a digit where there is one, else a letter; never one in doubt. ok is
// false where it has none that could be.
func Wrong(w Waiting, pick func(int) int) (_ chart.Text, ok bool) {
	value := []rune(w.Value.Reveal())
	doubt := map[int]bool{}
	for _, i := range w.Doubt {
		doubt[i] = true
	}
	var digits, others []int
	for i, r := range value {
		switch {
		case doubt[i]:
		case r >= '0' && r <= '9':
			digits = append(digits, i)
		case r >= 'a' && r <= 'z':
			others = append(others, i)
		}
	}
	places, alphabet := digits, "0123456789"
	if len(places) == 0 {
		places, alphabet = others, "abcdefghijklmnopqrstuvwxyz"
	}
	if len(places) == 0 {
		return "", false
	}
	at := places[pick(len(places))]
	var to []rune
	for _, r := range alphabet {
		if apart(value[at], r) {
			to = append(to, r)
		}
	}
	if len(to) == 0 {
		return "", false
	}
	value[at] = to[pick(len(to))]
	return chart.Text(string(value)), true
}
