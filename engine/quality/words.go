package quality

import (
	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/quality/synth"
)

// words matches the words read with the words that stand there. A truth word takes the reading with which it shares the
// most area; it is recalled where their letters and digits are equal. Two readings that make one word together ("Gon
// zalez"), or one reading of two words, count as one error each, as a person would see it.
func (r *Report) words(want, got []chart.Word) {
	used := make([]bool, len(got))
	for _, w := range want {
		text := Fold(w.Text.Reveal())
		if text == "" {
			continue
		}
		i := bestMatch(w, text, got, used)
		hit, read := false, ""
		if i >= 0 {
			read = Fold(got[i].Text.Reveal())
			hit = read == text
			used[i] = true
		}
		if len(w.Engines) > 0 && w.Engines[0] == synth.Hand {
			r.HandRecall.note(hit)
		} else {
			r.WordRecall.note(hit)
			r.Edits += min(distance(text, read), len([]rune(text)))
			r.Characters += len([]rune(text))
		}
		if i >= 0 {
			r.WordPrecision.note(hit)
		}
	}
	for i, g := range got {
		if !used[i] && Fold(g.Text.Reveal()) != "" {
			r.WordPrecision.note(false)
		}
	}
}

// bestMatch finds the unused reading for a truth word: one with equal text that touches it, else the one that covers most
// of it, if that is at least a third of the smaller of the two.
func bestMatch(w chart.Word, text string, got []chart.Word, used []bool) int {
	best, most := -1, 0.0
	for i, g := range got {
		if used[i] {
			continue
		}
		a := w.Box.Intersect(g.Box).Area()
		if a == 0 {
			continue
		}
		share := a / max(1e-12, min(w.Box.Area(), g.Box.Area()))
		if share < 1.0/3 {
			continue
		}
		if Fold(g.Text.Reveal()) == text {
			share += 1
		}
		if share > most {
			best, most = i, share
		}
	}
	return best
}

// distance is the Levenshtein distance.
func distance(a, b string) int {
	x, y := []rune(a), []rune(b)
	row := make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i := range x {
		prev := row[0]
		row[0] = i + 1
		for j := range y {
			cost := 1
			if x[i] == y[j] {
				cost = 0
			}
			next := min(row[j+1]+1, row[j]+1, prev+cost)
			prev, row[j+1] = row[j+1], next
		}
	}
	return row[len(y)]
}
