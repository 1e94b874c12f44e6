package review

import "chartproof.org/chartproof/engine/chart"

// Range is a run of characters of a value, counted in code points, To excluded.
type Range struct{ From, To int }

// sure is the confidence of a character from which on it is not marked.
const sure chart.Confidence = 0.9

// Doubtful gives the runs of characters of a field's value that are in doubt: by the reader's own confidence where it gave
// one for each character, otherwise where two readings differ.
func Doubtful(f chart.Field) []Range {
	value := []rune(f.Value.Reveal())
	if r := runs(value, f.Doubt); len(r) > 0 {
		return r
	}
	for _, reading := range f.Readings {
		other := []rune(reading.Value.Reveal())
		if r, differ := Difference(value, other); differ && len(other) > 0 {
			return []Range{r}
		}
	}
	return nil
}

// ReadSurely reports whether the letters of a field's value were read without doubt. Whoever must look at such a field all the
// same is asked whether the value is the field's, not what it says. A cell has no readings of its own: its words tell.
func ReadSurely(d *chart.Dossier, f chart.Field) bool {
	if len(Doubtful(f)) > 0 {
		return false
	}
	if f.Cell != nil {
		return wordsAreSure(d, f)
	}
	for _, r := range f.Readings {
		if r.Value != "" && r.Confidence >= sure {
			return true
		}
	}
	return false
}

// wordsAreSure reports whether there are words where a field stands, and none of them is in doubt.
func wordsAreSure(d *chart.Dossier, f chart.Field) bool {
	any := false
	for _, pg := range d.Pages {
		if pg.Number != f.Page {
			continue
		}
		for _, w := range pg.Words {
			if w.Box.Intersect(f.Box).Area() <= w.Box.Area()/2 {
				continue
			}
			if w.Confidence < sure || len(WordDoubt(w)) > 0 {
				return false
			}
			any = true
		}
	}
	return any
}

// runs joins neighbouring characters below sure. A list that does not fit the value says nothing about it.
func runs(value []rune, doubt []chart.Confidence) []Range {
	if len(doubt) != len(value) {
		return nil
	}
	var out []Range
	for i, c := range doubt {
		switch {
		case c >= sure:
		case len(out) > 0 && out[len(out)-1].To == i:
			out[len(out)-1].To = i + 1
		default:
			out = append(out, Range{i, i + 1})
		}
	}
	return out
}

// Difference gives the part of a in which b differs: what lies between their common beginning and their common end. Where b
// only has more, it is the character at which the addition begins. differ is false where both are the same or a is empty.
func Difference(a, b []rune) (r Range, differ bool) {
	head := 0
	for head < len(a) && head < len(b) && a[head] == b[head] {
		head++
	}
	if head == len(a) && head == len(b) || len(a) == 0 {
		return Range{}, false
	}
	tail := 0
	for tail < len(a)-head && tail < len(b)-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	r = Range{head, len(a) - tail}
	if r.To <= r.From {
		r.From = min(r.From, len(a)-1)
		r.To = r.From + 1
	}
	return r, true
}

// WordDoubt gives the runs of a word's characters that are in doubt.
func WordDoubt(w chart.Word) []Range { return runs([]rune(w.Text.Reveal()), w.Doubt) }
