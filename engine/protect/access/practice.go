package access

import (
	"slices"
	"time"

	"chartproof.org/chartproof/engine/chart"
)

// Hours are when a role works: from and until in minutes since midnight, local time, on some days of the week. Hours that end
// before they begin go over midnight and belong to the day on which they begin.
type Hours struct {
	From  int            `json:"from"`
	Until int            `json:"until"`
	Days  []time.Weekday `json:"days"`
}

// Holds reports whether a time is within the hours.
func (h Hours) Holds(t time.Time) bool {
	minute, day := t.Hour()*60+t.Minute(), t.Weekday()
	if h.From <= h.Until {
		return slices.Contains(h.Days, day) && minute >= h.From && minute < h.Until
	}
	before := (day + 6) % 7
	return slices.Contains(h.Days, day) && minute >= h.From || slices.Contains(h.Days, before) && minute < h.Until
}

const day = 24 * 60

// Valid reports whether there are such hours.
func (h Hours) Valid() bool {
	return h.From >= 0 && h.From < day && h.Until > 0 && h.Until <= day && h.From != h.Until && len(h.Days) > 0 && len(h.Days) <= 7 &&
		!slices.ContainsFunc(h.Days, func(d time.Weekday) bool { return d < 0 || d > 6 })
}

// Practice is what a practice sets for the rules to go by.
type Practice struct {
	// Hours of roles; a role that is not named works at any time.
	Hours map[chart.Role]Hours `json:"hours,omitempty"`
	// Separate keeps duties apart: who administers uses no chart, though that person has another role as well.
	Separate bool `json:"separate"`
	// GlassMinutes is how long a chart stays open that was opened in an emergency.
	GlassMinutes int `json:"glass_minutes"`
}

// How long the glass may stay broken, in minutes.
const (
	LeastGlass   = 5
	DefaultGlass = 60
	MostGlass    = 480
)

// GlassReviewWithin is the time in which the privacy officer reviews what was opened in an emergency.
const GlassReviewWithin = 72 * time.Hour

// DefaultPractice is that of a fresh workspace: any hours, duties joined because there is one person.
func DefaultPractice() Practice { return Practice{GlassMinutes: DefaultGlass} }

// Valid reports whether a practice may set it.
func (s Practice) Valid() bool {
	for role, h := range s.Hours {
		if !slices.Contains(Roles(), role) || !h.Valid() {
			return false
		}
	}
	return s.GlassMinutes >= LeastGlass && s.GlassMinutes <= MostGlass
}

// Outside reports whether a time is outside the hours of every role of the person.
func (s Practice) Outside(p chart.Person, t time.Time) bool {
	if len(p.Roles) == 0 {
		return true
	}
	for _, r := range p.Roles {
		if h, set := s.Hours[r]; !set || h.Holds(t) {
			return false
		}
	}
	return true
}
