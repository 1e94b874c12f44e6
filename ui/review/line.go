package review

import "unicode"

// line is the text of the entry: one line of runes, a cursor, a selection and its own undo, all of which can be wiped.
type line struct {
	r      []rune
	at     int // cursor
	anchor int // other end of the selection; at where nothing is selected
	undone []state
	done   []state
}

type state struct {
	r          []rune
	at, anchor int
}

// maxSteps bounds the undo of one field.
const maxSteps = 200

// set replaces everything and forgets how it came about.
func (l *line) set(text string) {
	l.wipe()
	l.r = []rune(text)
	l.at, l.anchor = len(l.r), len(l.r)
}

// wipe overwrites every copy of what was typed.
func (l *line) wipe() {
	clear(l.r)
	for _, steps := range [][]state{l.done, l.undone} {
		for _, s := range steps {
			clear(s.r)
		}
	}
	*l = line{}
}

func (l *line) text() string { return string(l.r) }

// selection gives the selected range.
func (l *line) selection() (from, to int) { return min(l.at, l.anchor), max(l.at, l.anchor) }

func (l *line) selected() string {
	from, to := l.selection()
	return string(l.r[from:to])
}

// pick selects a range; the cursor is at its end.
func (l *line) pick(from, to int) {
	l.anchor, l.at = min(max(from, 0), len(l.r)), min(max(to, 0), len(l.r))
}

func (l *line) remember() {
	l.done = append(l.done, state{append([]rune(nil), l.r...), l.at, l.anchor})
	if len(l.done) > maxSteps {
		clear(l.done[0].r)
		l.done = l.done[1:]
	}
	l.undone = nil
}

// replace puts text in the place of a range.
func (l *line) replace(from, to int, text []rune) {
	l.remember()
	out := make([]rune, 0, len(l.r)-(to-from)+len(text))
	out = append(append(append(out, l.r[:from]...), text...), l.r[to:]...)
	clear(l.r) // the step kept its own copy
	l.r = out
	l.at = from + len(text)
	l.anchor = l.at
}

// insert types text over the selection; line ends and control characters become spaces, as a value is one line.
func (l *line) insert(text string) {
	var clean []rune
	for _, r := range text {
		if unicode.IsControl(r) {
			r = ' '
		}
		clean = append(clean, r)
	}
	from, to := l.selection()
	l.replace(from, to, clean)
}

// erase removes the selection, or the character or word beside the cursor: by is -1 for what is before it, 1 for after.
func (l *line) erase(by int, word bool) bool {
	from, to := l.selection()
	if from == to {
		other := l.beside(by, word)
		from, to = min(l.at, other), max(l.at, other)
	}
	if from == to {
		return false
	}
	l.replace(from, to, nil)
	return true
}

// beside is the place one character or word away from the cursor.
func (l *line) beside(by int, word bool) int {
	i := l.at + by
	if !word {
		return min(max(i, 0), len(l.r))
	}
	i = l.at
	space := func(i int) bool { return unicode.IsSpace(l.r[i]) }
	if by < 0 {
		for i > 0 && space(i-1) {
			i--
		}
		for i > 0 && !space(i-1) {
			i--
		}
		return i
	}
	for i < len(l.r) && !space(i) {
		i++
	}
	for i < len(l.r) && space(i) {
		i++
	}
	return i
}

// move moves the cursor; keep extends the selection. Without it a selection collapses to the side moved to.
func (l *line) move(by int, word, keep bool) {
	from, to := l.selection()
	switch {
	case keep:
		l.at = l.beside(by, word)
		return
	case from != to && !word && by < 0:
		l.at = from
	case from != to && !word:
		l.at = to
	default:
		l.at = l.beside(by, word)
	}
	l.anchor = l.at
}

// moveTo puts the cursor somewhere; keep extends the selection.
func (l *line) moveTo(i int, keep bool) {
	l.at = min(max(i, 0), len(l.r))
	if !keep {
		l.anchor = l.at
	}
}

// undo and redo go through what was typed since the field came to hand.
func (l *line) undo() bool { return swap(l, &l.done, &l.undone) }
func (l *line) redo() bool { return swap(l, &l.undone, &l.done) }

func swap(l *line, from, to *[]state) bool {
	if len(*from) == 0 {
		return false
	}
	s := (*from)[len(*from)-1]
	*from = (*from)[:len(*from)-1]
	*to = append(*to, state{l.r, l.at, l.anchor})
	l.r, l.at, l.anchor = s.r, s.at, s.anchor
	return true
}

// rows breaks a text into rows of at most n characters: after a space where there is one, inside a word where not. It gives
// the first character of each row; there is always one row.
func rows(r []rune, n int) []int {
	starts := []int{0}
	n = max(n, 1)
	for from := 0; len(r)-from > n; {
		end := from + n
		for end > from && !unicode.IsSpace(r[end-1]) {
			end--
		}
		if end == from {
			end = from + n
		}
		starts = append(starts, end)
		from = end
	}
	return starts
}
