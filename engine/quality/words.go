package quality

import (
	"slices"
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/quality/synth"
)

// words matches the words read with the words that stand there, first those whose letters and digits are equal and whose
// boxes meet, then what is left by the area shared. Two readings that make one word together ("Gon zalez"), or one reading
// of two words, count as errors, as a person would see them. A mark is no word that was read.
func (r *Report) words(want, got []chart.Word) {
	got = parted(want, r.unmarked(want, got))
	used := make([]bool, len(got))
	match := make([]int, len(want))
	for i, w := range want {
		match[i] = best(w, got, used, true)
		if match[i] >= 0 {
			used[match[i]] = true
		}
	}
	for i, w := range want {
		text := Fold(w.Text.Reveal())
		if text == "" {
			continue
		}
		hit, read := match[i] >= 0, text
		if !hit {
			read = ""
			if match[i] = best(w, got, used, false); match[i] >= 0 {
				used[match[i]] = true
				read = Fold(got[match[i]].Text.Reveal())
			}
		}
		r.word(w, text, read, hit, match[i] >= 0)
		if match[i] >= 0 {
			r.WordTrust.Note(float64(got[match[i]].Confidence), hit)
		}
	}
	for i, g := range got {
		if !used[i] && Fold(g.Text.Reveal()) != "" {
			r.WordPrecision.note(false)
			r.WordTrust.Note(float64(g.Confidence), false)
		}
	}
}

// parted takes a reading apart at its strokes ("30/5") where the truth has each part as a word of its own: nothing was read
// together that does not stand so.
func parted(want, got []chart.Word) []chart.Word {
	var out []chart.Word
	for _, g := range got {
		parts := strings.Split(g.Text.Reveal(), "/")
		if len(parts) < 2 || stands(want, g, g.Text.Reveal()) || slices.ContainsFunc(parts, func(p string) bool { return !stands(want, g, p) }) {
			out = append(out, g)
			continue
		}
		n, at, all := g.Box.Width(), 0, len([]rune(g.Text.Reveal()))
		for _, p := range parts {
			w := g
			to := at + len([]rune(p))
			w.Text = chart.Text(p)
			w.Box.X0, w.Box.X1 = g.Box.X0+n*float64(at)/float64(all), g.Box.X0+n*float64(to)/float64(all)
			out, at = append(out, w), to+1
		}
	}
	return out
}

// stands reports whether a text is that of a true word on which a reading lies.
func stands(want []chart.Word, g chart.Word, text string) bool {
	text = Fold(text)
	return text != "" && slices.ContainsFunc(want, func(w chart.Word) bool {
		return Fold(w.Text.Reveal()) == text && w.Box.Intersect(g.Box).Area() > 0.1*min(w.Box.Area(), g.Box.Area())
	})
}

// unmarked gives the words that count as read, and notes how far the confidences of the others hold.
func (r *Report) unmarked(want, got []chart.Word) []chart.Word {
	var out []chart.Word
	for _, g := range got {
		if !g.Mark {
			out = append(out, g)
			continue
		}
		if text := Fold(g.Text.Reveal()); text != "" {
			r.WordTrust.Note(float64(g.Confidence), stands(want, g, text))
		}
	}
	return out
}

func (r *Report) word(w chart.Word, text, read string, hit, seen bool) {
	if len(w.Engines) > 0 && w.Engines[0] == synth.Hand {
		r.HandRecall.note(hit)
	} else {
		r.WordRecall.note(hit)
		r.Edits += min(distance(text, read), len([]rune(text)))
		r.Characters += len([]rune(text))
	}
	if seen {
		r.WordPrecision.note(hit)
	}
}

// best finds the unused reading that shares most with a truth word, in parts of the smaller of the two boxes. Readings
// with the same text need to share a tenth, others a third.
func best(w chart.Word, got []chart.Word, used []bool, exact bool) int {
	text := Fold(w.Text.Reveal())
	at, most := -1, 1.0/3
	if exact {
		most = .1
	}
	for i, g := range got {
		a := w.Box.Intersect(g.Box).Area()
		if used[i] || a == 0 {
			continue
		}
		read := Fold(g.Text.Reveal())
		if text == "" || read == "" || exact && read != text {
			continue
		}
		if share := a / max(1e-12, min(w.Box.Area(), g.Box.Area())); share > most {
			at, most = i, share
		}
	}
	return at
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
