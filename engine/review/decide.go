package review

import (
	"strings"
	"time"

	"chartproof.org/chartproof/engine/chart"
)

// Check looks at a typed value the way that reading does: it gives the canonical form where there is one and reports whether
// the value passes what its field demands (a date that exists, a check digit). It is handed in because finding is another
// stage. The zero Check takes everything.
type Check func(name chart.FieldName, value string) (normalized string, ok bool)

// Desk makes the decisions of one person.
type Desk struct {
	By    chart.PersonID
	Now   func() time.Time
	Check Check
}

// Verdict of a typed value: what Accept gives.
type Verdict struct {
	Decision chart.Decision
	// Fails is set where the value does not pass its check. The decision may be taken all the same: the page may be wrong
	// and the person right; but only by saying so twice.
	Fails bool
	// Normalized is the canonical form, "" where there is none.
	Normalized chart.Text
}

// Accept takes what stands in the entry: the value as read is confirmed, another one corrects it, and an empty one says
// that the field is not on the page.
func (k Desk) Accept(f chart.Field, standing chart.Text, typed chart.Text) Verdict {
	value := Tidy(typed.Reveal())
	if value == "" {
		return Verdict{Decision: k.NotOnPage(f)}
	}
	d := k.decision(f, chart.Confirmed, chart.Text(value))
	if value != Tidy(f.Value.Reveal()) {
		d.Verdict = chart.Corrected
	}
	out := Verdict{Decision: d}
	// What was read and stands confirmed once was weighed then; a value that nobody has weighed is checked.
	if k.Check != nil && value != Tidy(standing.Reveal()) {
		norm, ok := k.Check(f.Name, value)
		out.Fails, out.Normalized = !ok, chart.Text(norm)
	}
	return out
}

// Tidy trims a value and makes one space of several: what nobody sees on the screen must not make two values differ.
func Tidy(s string) string { return strings.Join(strings.Fields(s), " ") }

// NotOnPage says that the document does not have the field.
func (k Desk) NotOnPage(f chart.Field) chart.Decision { return k.decision(f, chart.NotOnPage, "") }

// CantRead says that the field is there and cannot be read.
func (k Desk) CantRead(f chart.Field) chart.Decision { return k.decision(f, chart.CantRead, "") }

// HandOver leaves the field to a colleague, with a question.
func (k Desk) HandOver(f chart.Field, note chart.Text) chart.Decision {
	d := k.decision(f, chart.HandedOver, f.Value)
	d.Note = note
	return d
}

// WrongPatient says that the page is about somebody else.
func (k Desk) WrongPatient(f chart.Field, note chart.Text) chart.Decision {
	d := k.decision(f, chart.WrongPatient, f.Value)
	d.Note = note
	return d
}

func (k Desk) decision(f chart.Field, v chart.Verdict, value chart.Text) chart.Decision {
	d := chart.Decision{Field: f.ID, Verdict: v, Value: value, By: k.By}
	if k.Now != nil {
		d.At = k.Now()
	}
	return d
}

// MaySign reports whether a document can be signed, and gives the fields that are in the way.
func MaySign(d *chart.Dossier) (ok bool, open []chart.FieldID) {
	open = Open(d)
	switch d.State {
	case chart.StateReview, chart.StateReady:
		return len(open) == 0, open
	}
	return false, open
}

// Editable reports whether decisions can be taken in the document's state.
func Editable(s chart.State) bool {
	switch s {
	case chart.StateReading, chart.StateReview, chart.StateReady:
		return true
	}
	return false
}
