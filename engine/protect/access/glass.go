package access

import (
	"strings"
	"time"
	"unicode"

	"chartproof.org/chartproof/engine/chart"
)

// Glass is one use of break-glass: who opened which chart in an emergency, until when, and what the review found.
type Glass struct {
	ID       string           `json:"id"`
	Document chart.DocumentID `json:"document"`
	Person   chart.PersonID   `json:"person"`
	Rules    string           `json:"rules"` // that had closed the chart
	Opened   time.Time        `json:"opened"`
	Until    time.Time        `json:"until"`
	Ended    time.Time        `json:"ended,omitzero"`
	Reviewed time.Time        `json:"reviewed,omitzero"`
	Reviewer chart.PersonID   `json:"reviewer,omitempty"`
	Outcome  GlassOutcome     `json:"outcome,omitempty"`
	Alone    bool             `json:"alone,omitempty"` // reviewed by the same person, because there is nobody else
}

// GlassOutcome is what a review found.
type GlassOutcome string

// The outcomes.
const (
	GlassRight  GlassOutcome = "appropriate"
	GlassWrong  GlassOutcome = "inappropriate"
	GlassNotify GlassOutcome = "notify" // inappropriate, and somebody must be told: 45 CFR 164.404
)

// GlassOutcomes lists them.
func GlassOutcomes() []GlassOutcome { return []GlassOutcome{GlassRight, GlassWrong, GlassNotify} }

// Open reports whether the chart is still open by it.
func (g Glass) Open(now time.Time) bool {
	return g.Ended.IsZero() && now.Before(g.Until) && !now.Before(g.Opened)
}

// Due reports whether the review is late.
func (g Glass) Due(now time.Time) bool {
	return g.Reviewed.IsZero() && now.Sub(g.Opened) > GlassReviewWithin
}

// least of a reason.
const (
	leastWords   = 3
	leastLetters = 12
)

// MostReason bounds a reason and a note, in bytes.
const MostReason = 2000

// Reason reports whether what was typed can be a reason: some words, with letters in them.
func Reason(text chart.Text) bool {
	s := text.Reveal()
	letters := 0
	different := map[rune]bool{}
	for _, r := range s {
		if unicode.IsLetter(r) {
			letters++
			different[unicode.ToLower(r)] = true
		}
	}
	return len(s) <= MostReason && letters >= leastLetters && len(different) >= 5 && len(strings.Fields(s)) >= leastWords
}
