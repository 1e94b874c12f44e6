package chart

import "time"

// Claim says who is at work on a document. Nobody else changes it until the claim is released, taken over, or its time is
// over.
type Claim struct {
	Person PersonID
	Since  time.Time
	Until  time.Time
}

// HeldBy is why a change is refused: somebody else is at work on the document until then. Name is what they are called, where that
// is known; the text of the error names nobody.
type HeldBy struct {
	By    PersonID
	Name  string
	Until time.Time
}

// Error says that the document is held.
func (*HeldBy) Error() string { return "somebody else is at work on the document" }

// NoteKind is what one person tells another about a document.
type NoteKind string

// The kinds of note.
const (
	NoteQuestion NoteKind = "question" // about a field; it waits for an answer
	NoteAnswer   NoteKind = "answer"
	NoteHanded   NoteKind = "handed" // the whole document
	NoteTaken    NoteKind = "taken"  // somebody went on with what the reader had open
)

// NoteID names a note.
type NoteID string

// Note is what one person tells another about a document. Text is sealed with the chart; who and when are not.
type Note struct {
	ID       NoteID     `json:"-"`
	Document DocumentID `json:"-"`
	Kind     NoteKind   `json:"-"`
	From     PersonID   `json:"-"`
	To       PersonID   `json:"-"` // empty: whoever comes
	At       time.Time  `json:"-"`
	Done     bool       `json:"-"` // answered, or seen where there is nothing to answer
	Field    FieldID    `json:"field,omitempty"`
	Text     Text       `json:"text,omitempty"`
	Answers  NoteID     `json:"answers,omitempty"` // the question
}

// Waits reports whether the note is for somebody who did not answer or see it yet. Nobody waits for oneself.
func (n Note) Waits(p PersonID) bool {
	return !n.Done && n.From != p && (n.To == "" || n.To == p)
}

// Work is where somebody left a document: it comes back to the same person only.
type Work struct {
	Field FieldID          `json:"field,omitempty"`
	Value Text             `json:"value,omitempty"` // typed in that field and not confirmed
	Aside map[FieldID]Text `json:"aside,omitempty"` // typed in others
	Page  int              `json:"page,omitempty"`
	View  [4]float64       `json:"view,omitempty"` // the part of the page that was seen, as fractions: x0, y0, x1, y1
	Turns map[int]int      `json:"turns,omitempty"`
}
