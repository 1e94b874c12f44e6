package funsd

import (
	"slices"
	"strings"
	"unicode"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
)

// Tally counts the words of the truth and of a reading, both under the strict and under the joined measure.
type Tally struct {
	Truth, Read int // words with a letter or a digit
	// Found and Right count words of the truth and of the reading that were paired one to one.
	Found, Right int
	// FoundJoined and RightJoined add those that are the same text, parted otherwise.
	FoundJoined, RightJoined int
	// FoundSpatial and RightSpatial are by place and by characters. Chars are the true characters where something was read,
	// Edits what must be changed in the reading there.
	FoundSpatial, RightSpatial int
	Chars, Edits               int
}

// Add sums tallies of several pages.
func (t *Tally) Add(o Tally) {
	t.Truth, t.Read = t.Truth+o.Truth, t.Read+o.Read
	t.Found, t.Right = t.Found+o.Found, t.Right+o.Right
	t.FoundJoined, t.RightJoined = t.FoundJoined+o.FoundJoined, t.RightJoined+o.RightJoined
	t.FoundSpatial, t.RightSpatial = t.FoundSpatial+o.FoundSpatial, t.RightSpatial+o.RightSpatial
	t.Chars, t.Edits = t.Chars+o.Chars, t.Edits+o.Edits
}

// Recall is the share of true words that were read, strictly.
func (t Tally) Recall() float64 { return share(t.Found, t.Truth) }

// Precision is the share of read words that stand there, strictly.
func (t Tally) Precision() float64 { return share(t.Right, t.Read) }

// RecallJoined is the share of true words that were read, however the reading parted them.
func (t Tally) RecallJoined() float64 { return share(t.FoundJoined, t.Truth) }

// PrecisionJoined is the share of read words that stand there, however the truth parts them.
func (t Tally) PrecisionJoined() float64 { return share(t.RightJoined, t.Read) }

// RecallSpatial is the share of true words that were read in their place: the measure of the goals.
func (t Tally) RecallSpatial() float64 { return share(t.FoundSpatial, t.Truth) }

// PrecisionSpatial is the share of read words that stand where they were read.
func (t Tally) PrecisionSpatial() float64 { return share(t.RightSpatial, t.Read) }

// CER is the rate of character errors where both sides have text.
func (t Tally) CER() float64 { return share(t.Edits, t.Chars) }

func share(n, of int) float64 { return float64(n) / float64(max(1, of)) }

// item is a word that can be compared.
type item struct {
	text string
	box  geom.Box
	used bool
}

func items(words []chart.Word) []item {
	var out []item
	for _, w := range words {
		if text := fold(w.Text.Reveal()); text != "" {
			out = append(out, item{text: text, box: w.Box})
		}
	}
	return out
}

// fold keeps a word's letters and digits, without case: what two readings must share to be the same word.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToUpper(r)
		}
		return -1
	}, s)
}

// Match compares a reading with the truth of the same page.
func Match(truth, read []chart.Word) Tally {
	want, got := items(truth), items(read)
	t, _ := spatial(want, got)
	t.Truth, t.Read = len(want), len(got)
	for i := range want {
		if j := counterpart(want[i], got); j >= 0 {
			want[i].used, got[j].used = true, true
			t.Found++
		}
	}
	t.Right, t.FoundJoined, t.RightJoined = t.Found, t.Found, t.Found
	for _, g := range got {
		if n := parts(g, want); n > 0 {
			t.FoundJoined += n
			t.RightJoined++
		}
	}
	for _, w := range want {
		if n := parts(w, got); n > 0 {
			t.FoundJoined++
			t.RightJoined += n
		}
	}
	return t
}

// counterpart finds the unused reading of the same letters whose box shares most with the word's, a fifth of the smaller
// one at least; -1 where there is none.
func counterpart(w item, got []item) int {
	at, most := -1, 0.2
	for j, g := range got {
		if g.used || g.text != w.text {
			continue
		}
		smaller := min(w.box.Area(), g.box.Area())
		if s := w.box.Intersect(g.box).Area() / max(1e-12, smaller); s >= most {
			at, most = j, s
		}
	}
	return at
}

// parts marks the two or three unused words that lie in an unused word's box and make up its letters from left to right,
// and gives their number; 0 where there are none.
func parts(whole item, words []item) int {
	if whole.used {
		return 0
	}
	var inside []int
	for i, w := range words {
		if !w.used && w.box.Intersect(whole.box).Area() > w.box.Area()/2 {
			inside = append(inside, i)
		}
	}
	if len(inside) < 2 || len(inside) > 3 {
		return 0
	}
	slices.SortFunc(inside, func(a, b int) int {
		if words[a].box.X0 < words[b].box.X0 {
			return -1
		}
		return 1
	})
	text := ""
	for _, i := range inside {
		text += words[i].text
	}
	if text != whole.text {
		return 0
	}
	for _, i := range inside {
		words[i].used = true
	}
	return len(inside)
}
