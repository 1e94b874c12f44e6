package present

import (
	"context"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/access"
	"chartproof.org/chartproof/engine/protect/access/rulebook"
)

// RulesState is which rules hold and what the practice has set for them.
type RulesState struct {
	Version string          // of all rules together
	Release string          // of the rules that came with the program
	Rules   []rulebook.Rule // those of the release first
	// Own says that the practice's rules hold; Refused that there are some and they do not, because signature or hash do not.
	Own, Refused bool
	SignedBy     string // display name of the administrator; empty where there are none
	SignedAt     time.Time
	Practice     access.Practice
	// Joined are those who administer and use charts: the duties are not apart.
	Joined []string
	// Alone says that nobody else could review what the person at the desk opened.
	Alone bool
}

// RestrictionRow is one restriction or consent with what is told about it.
type RestrictionRow struct {
	access.Restriction
	ByName, PersonName string
	Note               chart.Text
}

// GlassRow is one use of break-glass with what was typed about it, for the privacy officer.
type GlassRow struct {
	access.Glass
	PersonName, ReviewerName string
	Reason, Note             chart.Text
	Own                      bool // of the person at the desk
}

// NewRestriction is what the privacy officer records.
type NewRestriction struct {
	Kind     access.Kind
	Document chart.DocumentID // from which whose it is is taken
	Whose    Whose
	Login    string    // to whom a chart is closed
	Until    time.Time // of a consent; zero: it does not end by itself
	Note     chart.Text
}

// Whose says how far a restriction reaches.
type Whose uint8

// This document, all that came in with it, all of the patient's that are there and will come.
const (
	OfDocument Whose = iota
	OfImport
	OfPatient
)

// RulesHouse is what the screen of rules asks of the workspace.
type RulesHouse interface {
	// Rules says what holds: for administrators, the privacy officer and auditors.
	Rules(ctx context.Context) (RulesState, error)
	// SetPractice needs an administrator and the password.
	SetPractice(ctx context.Context, p access.Practice, password string) error
	// SetOwnRules signs files of rules and has them hold in place of those before; none takes them away.
	SetOwnRules(ctx context.Context, files []rulebook.File, password string) (rulebook.Change, error)
	// Restrictions lists those that stand, Restrict records one, Lift ends one: for the privacy officer.
	Restrictions(ctx context.Context) ([]RestrictionRow, error)
	Restrict(ctx context.Context, r NewRestriction) error
	Lift(ctx context.Context, id string) error
	// GlassItems lists what was opened in emergencies, not reviewed first; ReviewGlass closes one: for the privacy officer.
	GlassItems(ctx context.Context) ([]GlassRow, error)
	ReviewGlass(ctx context.Context, id string, outcome access.GlassOutcome, note chart.Text) error
}

// GlassHouse opens a chart in an emergency.
type GlassHouse interface {
	// BreakGlass opens a chart that the rules close to the person, for as long as the practice has set. Who may not, or a
	// reason that is none, is refused.
	BreakGlass(ctx context.Context, id chart.DocumentID, reason chart.Text) (access.Glass, error)
	// MendGlass closes it before its time.
	MendGlass(ctx context.Context, id chart.DocumentID) error
	// GlassOpen gives the charts that are open to the person by it.
	GlassOpen(ctx context.Context) ([]access.Glass, error)
	// GlassDue gives the privacy officer how many items wait for a review, and how many of them are late.
	GlassDue(ctx context.Context) (waiting, late int, err error)
}

// ProveHouse has the person type the password again, where a rule asks for it.
type ProveHouse interface {
	Prove(ctx context.Context, password string) error
}
