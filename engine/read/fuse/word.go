package fuse

import (
	"image"
	"slices"
)

// Word is a word as one engine read it.
type Word struct {
	Text       string
	Confidence float64   // 0 to 1, raw
	Symbols    []float64 // 0 to 1, one a character as the engine sees it
	Rivals     []float64
	Spans      []Span // where each of them begins and ends, about
	Box        image.Rectangle
	Line       int // the engine's own line
	Dictionary bool
}

// Span is a stretch from left to right, in pixels of the image.
type Span struct{ From, To int }

// Slice is the part of a word from one of its characters to another. The word must have a span for each.
func (w Word) Slice(from, to int) Word {
	text := []rune(w.Text)
	p := w
	p.Text = string(text[from:to])
	if len(w.Rivals) == len(w.Symbols) {
		p.Rivals = slices.Clone(w.Rivals[from:to])
	}
	p.Symbols, p.Spans = slices.Clone(w.Symbols[from:to]), w.Spans[from:to]
	if from > 0 {
		p.Box.Min.X = max(w.Box.Min.X, p.Spans[0].From)
	}
	if to < len(text) {
		p.Box.Max.X = min(w.Box.Max.X, p.Spans[len(p.Spans)-1].To)
	}
	p.Dictionary = false
	return p
}
