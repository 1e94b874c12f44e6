package fuse

import (
	"unicode"
)

// letters are the signs that a neighbourhood is known of: the border of a word, a to z.
const letters = 27

// neighbours holds, for each letter and the one after it, how unusual the second is after the first, in bits.
type neighbours [letters][letters]float64

// rare says how unusual the letters of a text stand beside one another: the mean and the most. Signs and digits are borders.
func (n *neighbours) rare(s string) (mean, most float64) {
	sum, count := 0.0, 0.0
	last := 0
	step := func(to int) {
		if last == 0 && to == 0 {
			return
		}
		v := n[last][to]
		sum, count, most = sum+v, count+1, max(most, v)
		last = to
	}
	for _, r := range s {
		r = unicode.ToLower(r)
		at := 0
		if r >= 'a' && r <= 'z' {
			at = int(r-'a') + 1
		}
		step(at)
	}
	step(0)
	if count == 0 {
		return none, none
	}
	return sum / count, most
}
