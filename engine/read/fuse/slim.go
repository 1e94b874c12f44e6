package fuse

import (
	"slices"
	"unicode/utf8"
)

// Slim gives a word whose characters are no wider than print is. The first engine takes an underline, or the frame that a
// letter touches, for a part of the letter: the word's box then lies over its neighbours. Such a character gets the room
// between those beside it.
func (w Word) Slim() Word {
	n := len(w.Spans)
	if n < 3 || n != utf8.RuneCountInString(w.Text) {
		return w
	}
	f := w.fit()
	if !slices.ContainsFunc(w.Spans, f.wide) {
		return w
	}
	out := w
	out.Spans = slices.Clone(w.Spans)
	for i, s := range out.Spans {
		if f.wide(s) {
			out.Spans[i] = f.room(out.Spans, i)
		}
	}
	from, to := out.Spans[0].From, out.Spans[0].To
	for _, s := range out.Spans {
		from, to = min(from, s.From), max(to, s.To)
	}
	out.Box.Min.X, out.Box.Max.X = max(w.Box.Min.X, from), min(w.Box.Max.X, to)
	if out.Box.Empty() {
		return w
	}
	return out
}

// fit is how wide the characters of a word usually are, and how high it is.
type fit struct{ usual, high int }

func (w Word) fit() fit {
	widths := make([]int, len(w.Spans))
	for i, s := range w.Spans {
		widths[i] = s.To - s.From
	}
	slices.Sort(widths)
	return fit{max(1, widths[len(widths)/2]), w.Box.Dy()}
}

// wide reports that no character of the word's print is as wide.
func (f fit) wide(s Span) bool { return 5*(s.To-s.From) > 12*f.usual && 2*(s.To-s.From) > f.high }

// room gives the stretch between the characters on both sides of one. Those on its left are done already.
func (f fit) room(spans []Span, i int) Span {
	s, next := spans[i], i+1
	if i > 0 {
		s.From = spans[i-1].To
	}
	for next < len(spans) && f.wide(spans[next]) {
		next++
	}
	switch {
	case next < len(spans):
		s.To = spans[next].From - (next-i-1)*f.usual
		if i == 0 {
			s.From = s.To - f.usual
		}
	case i > 0:
		s.To = s.From + f.usual
	}
	s.To = max(s.To, s.From+1)
	return s
}
