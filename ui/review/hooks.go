package review

import (
	"slices"
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/ui/phrase"
	"chartproof.org/chartproof/ui/present"
)

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
	// Progress tells how many fields still need the person, of how many that did, and whether the document can be signed.
	Progress func(need, of int, maySign bool)
	// Pages opens the pages of the document's file.
	Pages func()
	// First opens the scan that a page of the document seems to be a second one of.
	First func(at chart.PageAt)
	// Opened tells which document came up; Done that there is no further one.
	Opened func(id chart.DocumentID)
	Done   func()
}

// seen is the part of the page in view.
func (s *Screen) seen() geom.Box {
	if s.page == nil {
		return geom.Box{}
	}
	return s.page.Seen()
}

// noteText is what colleagues wrote, a line each.
func noteText(notes []present.ReviewNote) string {
	lines := make([]string, len(notes))
	for i, n := range notes {
		parts := []string{phrase.Text(n.Who), n.Text, phrase.Text(n.About), "(" + phrase.Text(n.When) + ")"}
		lines[i] = strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), " ")
	}
	return strings.Join(lines, "\n")
}

// layPages goes from the question what is wrong to the pages of the file.
func (s *Screen) layPages() {
	s.p.Escape()
	if s.hooks.Pages != nil {
		s.hooks.Pages()
	}
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
