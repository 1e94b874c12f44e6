package review

import "chartproof.org/chartproof/engine/chart"

// Hooks is what the screen asks of the frame around it; each may be nil.
type Hooks struct {
	// Line is the document line of the top bar: type, pages, quality. It identifies nobody.
	Line func(text string)
	// Beside gives the document after (1) or before (-1) one in the queue, "" at the ends.
	Beside func(id chart.DocumentID, by int) chart.DocumentID
	// NextWork gives the document to go on with after one is signed, "" where none is left; nil: Beside says it.
	NextWork func(id chart.DocumentID) chart.DocumentID
	// Changed tells that other commands can run than before, and whether the document can be signed.
	Changed func(maySign bool)
	// Opened tells which document came up; Done that there is no further one.
	Opened func(id chart.DocumentID)
	Done   func()
}

func (s *Screen) neighbour(id chart.DocumentID, step int) (chart.DocumentID, bool) {
	if s.hooks.Beside == nil {
		return "", false
	}
	next := s.hooks.Beside(id, step)
	return next, next != ""
}

func (s *Screen) nextWork(id chart.DocumentID) (chart.DocumentID, bool) {
	if s.hooks.NextWork == nil {
		return s.neighbour(id, 1)
	}
	next := s.hooks.NextWork(id)
	return next, next != ""
}
