package present

import (
	"context"
	"time"

	"chartproof.org/chartproof/engine/chart"
)

// Colleague is one of the people as the administrator sees them.
type Colleague struct {
	Person       chart.Person
	Disabled     bool
	Change       bool      // must choose another password at the next sign-in
	Once         time.Time // end of a one-time password that was not used; zero: none
	BlockedUntil time.Time // zero: not blocked
	LastIn       time.Time // zero: never
	Missed       int       // wrong tries since then
	CodesLeft    int
	InHand       int  // documents in which something is half typed
	Waits        bool // keys of the roles are granted when a colleague who holds them comes in
}

// OneTime is a password that an administrator hands over by hand; it is shown once.
type OneTime struct {
	Password string
	Until    time.Time
}

// KeysTaken says what became of the keys that somebody lost.
type KeysTaken struct {
	Renewed int // zones that have a new key already
	Waiting int // zones that get one when somebody who holds them comes in
	Handed  int // documents handed over
}

// Colleagues looks after people; administrators may, and type their own password for every change.
type Colleagues interface {
	Roster(ctx context.Context) ([]Colleague, error)
	// DisablePerson ends somebody's access; what the person has in hand goes to to, or to the queue where that is empty.
	DisablePerson(ctx context.Context, password string, id, to chart.PersonID) (KeysTaken, error)
	EnablePerson(ctx context.Context, password string, id chart.PersonID) error
	ResetPerson(ctx context.Context, password string, id chart.PersonID) (OneTime, error)
	AskPassword(ctx context.Context, password string, id chart.PersonID) error
	SetRoles(ctx context.Context, password string, id chart.PersonID, roles []chart.Role) (KeysTaken, error)
	HandOverWork(ctx context.Context, password string, from, to chart.PersonID) (int, error)
}

// Welcome is what a person is told on coming in.
type Welcome struct {
	Missed    int       // wrong tries at the login since the person was here
	MissedAt  time.Time // the last of them
	Strangers int       // tries at logins that nobody has
	ByCode    bool      // came in by a recovery code
	CodesLeft int
	CodesFew  bool
}

// OwnAccess is what everybody does about the own way in. Each asks for the password and the authenticator's code, or a
// recovery code; who came in by a recovery code leaves the code empty.
type OwnAccess interface {
	// Welcome is what is to be told; it is told once.
	Welcome() Welcome
	ChangePassword(ctx context.Context, old, another, code string) error
	// NewCodes gives ten recovery codes, shown this once; those before are worth nothing.
	NewCodes(ctx context.Context, password, code string) ([]string, error)
	ReplaceAuthenticator(ctx context.Context, password, code string) (Enrolment, error)
	ConfirmAuthenticator(ctx context.Context, code string) error
	DropAuthenticator()
}

// Renewals is the password that must be changed before its person comes in: SignIn has refused with Renewable in the chain.
type Renewals interface {
	// RenewPassword takes the new password; the enrolment is empty where the authenticator stays.
	RenewPassword(ctx context.Context, password string) (Enrolment, error)
	ConfirmRenewal(ctx context.Context, code string) (chart.Person, error)
	DropRenewal()
	// FreshCodes gives the recovery codes that were made with the person who has just come in or was added, once.
	FreshCodes() []string
}

// Renewable is in the chain of a refused sign-in whose password must be changed first.
type Renewable interface {
	error
	NewAuthenticator() bool // after a reset: an authenticator is set up with the new password
}
