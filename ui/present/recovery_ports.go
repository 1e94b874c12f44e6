package present

import (
	"context"
	"time"

	"chartproof.org/chartproof/engine/chart"
)

// The shape of a recovery share on paper.
const (
	ShareLines = 8
	MaxShares  = 15
)

// RecoverySet is the recovery set in force. The zero Made means that none was made.
type RecoverySet struct {
	Mark      string // as printed on every share
	Needs     int
	Shares    int
	Made      time.Time
	Rehearsed time.Time // zero: never
	Due       bool      // a rehearsal
	Missing   []string  // what is not protected until somebody signs in who holds it, as zone/version
}

// RecoveryShare is one share, to be shown once and printed.
type RecoveryShare struct {
	Number int
	Lines  [ShareLines]string
	Text   string // the page, for a terminal
	PDF    []byte // the page, for a printer
}

// RecoveryProof is what a rehearsal has proved.
type RecoveryProof struct {
	Mark      string
	Used      []int
	Zones     int
	Months    int
	Lost      int
	At        time.Time
	Statement []byte // signed, to be kept
}

// RecoveryHouse makes recovery sets and rehearses them.
type RecoveryHouse interface {
	// RecoverySet gives the set in force.
	RecoverySet(ctx context.Context) (RecoverySet, error)
	// MakeRecoverySet makes shares; nothing is kept before ConfirmRecoverySet has seen the last line of each.
	MakeRecoverySet(ctx context.Context, password string, needs, shares int) ([]RecoveryShare, error)
	ConfirmRecoverySet(ctx context.Context, lastLines []string) error
	// SaveRecoveryPage writes the page of a share that was not confirmed yet into a folder, for the printer. A file that is there
	// is chart.Conflict.
	SaveRecoveryPage(ctx context.Context, folder string, number int) error
	// DropRecoverySet forgets shares that were not confirmed.
	DropRecoverySet()
	// RehearseRecovery proves that the shares open, and changes nothing; each is its lines as typed.
	RehearseRecovery(ctx context.Context, password string, shares [][]string) (RecoveryProof, error)
}

// RescueHouse opens a workspace with shares, before anybody is signed in.
type RescueHouse interface {
	// Recover opens the workspace and begins to add the person; nothing is changed before ConfirmRecovery.
	Recover(ctx context.Context, shares [][]string, n NewColleague) (Enrolment, error)
	// ConfirmRecovery gives the person's recovery codes, to be shown once, and leaves the person signed in.
	ConfirmRecovery(ctx context.Context, code string) (chart.Person, []string, error)
	DropRecovery()
}

// ShareRead is what a share says of itself once all its lines were typed.
type ShareRead struct {
	Number int
	Needs  int // so many of its set are needed
	Mark   string
}

// ShareChecker checks shares as they are typed.
type ShareChecker interface {
	CheckShareLine(line int, typed string) error
	// ReadShare checks a whole share.
	ReadShare(lines []string) (ShareRead, error)
	// ShareWords gives the words of the list that begin like this, none for fewer than two letters.
	ShareWords(begin string) []string
}
