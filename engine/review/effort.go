package review

import (
	"time"

	"chartproof.org/chartproof/engine/chart"
)

// Effort is what a document cost its person: keys and time by field. It is how the screen is measured against itself; it
// never says which person.
type Effort struct {
	Keys   int
	Fields map[chart.FieldID]FieldEffort
}

// FieldEffort is the keys and the time that one field took.
type FieldEffort struct {
	Keys int
	Time time.Duration
}

// Key counts a key for the field at hand.
func (e *Effort) Key(f chart.FieldID) {
	e.Keys++
	e.add(f, FieldEffort{Keys: 1})
}

// Stay adds the time for which a field was at hand; longer than a break ends the count, because the person was away.
func (e *Effort) Stay(f chart.FieldID, d time.Duration) {
	const away = 2 * time.Minute
	e.add(f, FieldEffort{Time: min(max(d, 0), away)})
}

func (e *Effort) add(f chart.FieldID, more FieldEffort) {
	if e.Fields == nil {
		e.Fields = map[chart.FieldID]FieldEffort{}
	}
	had := e.Fields[f]
	e.Fields[f] = FieldEffort{Keys: had.Keys + more.Keys, Time: had.Time + more.Time}
}
