package review

import (
	"time"

	"chartproof.org/chartproof/engine/chart"
)

// Step is one change of a field that can be taken back.
type Step struct {
	Field         chart.FieldID
	Before, After chart.Decision
}

// History is the undo and redo of one document at one desk. The zero History is empty.
type History struct{ done, undone []Step }

// Add remembers a change; what could have been redone is forgotten.
func (h *History) Add(before, after chart.Decision) {
	h.done = append(h.done, Step{after.Field, before, after})
	h.undone = nil
}

// CanUndo and CanRedo report whether there is a step.
func (h *History) CanUndo() bool { return len(h.done) > 0 }

// CanRedo reports whether there is a step to redo.
func (h *History) CanRedo() bool { return len(h.undone) > 0 }

// Undo gives the decision to append so that the last change is taken back: the one that stood before, by this person, now.
func (h *History) Undo(by chart.PersonID, now time.Time) (chart.Decision, bool) {
	if len(h.done) == 0 {
		return chart.Decision{}, false
	}
	s := h.done[len(h.done)-1]
	h.done = h.done[:len(h.done)-1]
	h.undone = append(h.undone, s)
	return restamped(s.Field, s.Before, by, now), true
}

// Redo gives the decision to append so that the change taken back stands again.
func (h *History) Redo(by chart.PersonID, now time.Time) (chart.Decision, bool) {
	if len(h.undone) == 0 {
		return chart.Decision{}, false
	}
	s := h.undone[len(h.undone)-1]
	h.undone = h.undone[:len(h.undone)-1]
	h.done = append(h.done, s)
	return restamped(s.Field, s.After, by, now), true
}

// Reset forgets everything: somebody else changed the document, and their work is not ours to take back.
func (h *History) Reset() { *h = History{} }

func restamped(f chart.FieldID, d chart.Decision, by chart.PersonID, now time.Time) chart.Decision {
	d.Field, d.By, d.At = f, by, now
	return d
}
