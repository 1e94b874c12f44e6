package review

import (
	"slices"
	"time"

	"chartproof.org/chartproof/engine/chart"
)

// Change is one thing that a person did to a document: what must be put in so that it stands. Exactly one part is set.
type Change struct {
	Decision *chart.Decision
	Spans    []Shaped          // redactions added, reshaped, released
	Type     chart.Type        // the document's type
	Table    []chart.TableEdit // one after the other
}

// Shaped is a redaction and how it was before: what is new has no id until it is kept, so it is known by its place.
type Shaped struct{ Was, Is chart.Span }

// SameSpan reports whether two are one redaction: by id, or by place where one has no id yet.
func SameSpan(a, b chart.Span) bool {
	if a.ID != "" && b.ID != "" {
		return a.ID == b.ID
	}
	return a.Page == b.Page && a.Kind == b.Kind && slices.Equal(a.Boxes, b.Boxes)
}

// Back gives the changes that undo a change of redactions.
func Back(all []Shaped) []Shaped {
	out := make([]Shaped, len(all))
	for i, s := range all {
		out[i] = Shaped{Was: s.Is, Is: s.Was}
	}
	return out
}

// Step is one change that can be taken back.
type Step struct{ Before, After Change }

// History is the undo and redo of one document at one desk. The zero History is empty.
type History struct{ done, undone []Step }

// Add remembers a change; what could have been redone is forgotten.
func (h *History) Add(before, after Change) {
	h.done = append(h.done, Step{before, after})
	h.undone = nil
}

// Decided remembers a decision.
func (h *History) Decided(before, after chart.Decision) {
	before.Field = after.Field
	h.Add(Change{Decision: &before}, Change{Decision: &after})
}

// CanUndo and CanRedo report whether there is a step.
func (h *History) CanUndo() bool { return len(h.done) > 0 }

// CanRedo reports whether there is a step to redo.
func (h *History) CanRedo() bool { return len(h.undone) > 0 }

// Undo gives the change that takes the last one back. A decision is the one that stood before, by this person, now: it is
// appended like any other.
func (h *History) Undo(by chart.PersonID, now time.Time) (Change, bool) {
	if len(h.done) == 0 {
		return Change{}, false
	}
	s := h.done[len(h.done)-1]
	h.done = h.done[:len(h.done)-1]
	h.undone = append(h.undone, s)
	return restamped(s.Before, by, now), true
}

// Redo gives the change that makes the one taken back stand again.
func (h *History) Redo(by chart.PersonID, now time.Time) (Change, bool) {
	if len(h.undone) == 0 {
		return Change{}, false
	}
	s := h.undone[len(h.undone)-1]
	h.undone = h.undone[:len(h.undone)-1]
	h.done = append(h.done, s)
	return restamped(s.After, by, now), true
}

// Reset forgets everything: somebody else changed the document, and their work is not ours to take back.
func (h *History) Reset() { *h = History{} }

func restamped(c Change, by chart.PersonID, now time.Time) Change {
	if c.Decision != nil {
		d := *c.Decision
		d.By, d.At = by, now
		c.Decision = &d
	}
	return c
}
