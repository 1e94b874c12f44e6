package fields

import (
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/find/layout"
)

// as gives a value as one engine read it: where the engines differ on a word, the engine's own reading stands in its place.
// A reviewer then sees both values and not the same one twice.
func (l *leaf) as(e chart.Engine, value chart.Text, words []layout.Word) chart.Text {
	out := value.Reveal()
	seen := map[int]bool{}
	for _, w := range words {
		if seen[w.Index] {
			continue
		}
		seen[w.Index] = true
		for _, r := range l.page.Words[w.Index].Readings {
			if r.Engine == e {
				out = strings.Replace(out, w.Text, share(w, l.page.Words[w.Index].Text, r.Value), 1)
			}
		}
	}
	return chart.Text(out)
}

// share is the part of another reading of a word that stands for a part of the word as read. Where both have the same
// length it is the same characters; otherwise nobody knows, and the whole reading is shown.
func share(w layout.Word, read, other chart.Text) string {
	from, to := []rune(read.Reveal()), []rune(other.Reveal())
	n := len([]rune(w.Text))
	if !w.Part || len(from) != len(to) || w.From+n > len(to) || string(from[w.From:w.From+n]) != w.Text {
		if cut := strings.TrimRight(other.Reveal(), ".,:;"); cut != "" && strings.TrimRight(w.Text, ".,:;") == w.Text {
			return cut
		}
		return other.Reveal()
	}
	return string(to[w.From : w.From+n])
}
