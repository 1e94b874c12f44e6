package present

import (
	"context"
	"errors"
	"time"

	"chartproof.org/chartproof/engine/chart"
)

// ReleaseMethod is a way to de-identify.
type ReleaseMethod string

// The methods: 45 CFR 164.514(b)(2), 164.514(e), dates moved by one number of days a patient, invented identifiers.
const (
	SafeHarbor     ReleaseMethod = "safe_harbor"
	LimitedDataSet ReleaseMethod = "limited_data_set"
	DateShifted    ReleaseMethod = "date_shifted"
	Surrogates     ReleaseMethod = "surrogates"
)

// ReleaseMethods lists the methods; the first is the default.
func ReleaseMethods() []ReleaseMethod {
	return []ReleaseMethod{SafeHarbor, LimitedDataSet, DateShifted, Surrogates}
}

// ReleaseFormat is a form in which a release is written.
type ReleaseFormat string

// The formats.
const (
	ReleaseFHIR ReleaseFormat = "fhir"
	ReleaseCSV  ReleaseFormat = "csv"
	ReleaseText ReleaseFormat = "text"
	ReleasePDF  ReleaseFormat = "pdf"
)

// ReleaseFormats lists the formats.
func ReleaseFormats() []ReleaseFormat {
	return []ReleaseFormat{ReleaseFHIR, ReleaseCSV, ReleaseText, ReleasePDF}
}

// ReleaseOrder is what somebody asks for.
type ReleaseOrder struct {
	Documents         []chart.DocumentID
	Method            ReleaseMethod
	Formats           []ReleaseFormat
	Keep              bool // the codes are kept in the token vault and can be turned back; a date-shifted set always keeps them
	Attested          string
	Recipient         string
	Agreement         string // number of the data-use agreement
	Board, Protocol   string // of the approval
	Approved, Expires time.Time
	Folder            string
}

// Reversible reports whether the codes of the order can be turned back.
func (o ReleaseOrder) Reversible() bool { return o.Keep || o.Method == DateShifted }

// ReleaseReport is what a release is, or would be. It holds kinds, codes and counts, no text out of a chart.
type ReleaseReport struct {
	Release   string
	Label     string
	Knowledge string
	Reverse   string
	Left      []LeftOut
	KeptBack  map[string]int // redacted copies that do not leave, by reason
	Small     []SmallGroup
	Eighteen  []CheckedIdentifier
	Files     int
	Documents int // that leave
	Holds     bool
	Folder    string
}

// LeftOut is a document that does not leave.
type LeftOut struct {
	Document chart.DocumentID
	Why      string
}

// SmallGroup is a group of fewer than eleven people who look alike.
type SmallGroup struct {
	What   string
	People int
}

// CheckedIdentifier is one of the eighteen: how many were found, how many are left, and what became of them.
type CheckedIdentifier struct {
	Letter, Words, How string
	Found, Left        int
}

// Releases makes de-identified releases; privacy officers may.
type Releases interface {
	// Releasable gives the documents on which nobody must decide any more, newest first.
	Releasable(ctx context.Context) ([]chart.Summary, error)
	// Rehearse says what a release would be and writes nothing. chart.Conflict where the folder is not empty.
	Rehearse(ctx context.Context, o ReleaseOrder, progress func(done, all int)) (ReleaseReport, error)
	// Release asks for the person's password again (ErrPassword), makes the release and writes the trail. Where it is
	// cancelled or fails, nothing of it stays, or ErrRemains is in the error.
	Release(ctx context.Context, o ReleaseOrder, password string, progress func(done, all int)) (ReleaseReport, error)
}

// What a release can end with, beside the kinds of every error.
var (
	// ErrPassword is in a refusal of the password.
	ErrPassword = errors.New("the password was refused")
	// ErrRemains is in the error of a release that could not be taken back whole.
	ErrRemains = errors.New("a part of a release remains")
)
