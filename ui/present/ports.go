package present

import (
	"context"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
)

// The ports below are all that screens ask of the house; app/wire satisfies them. Every method may block, so none is
// called on the UI goroutine. Errors carry a chart.ErrKind.

// Gate lets people in and out.
type Gate interface {
	Gate(ctx context.Context) (GateStatus, error)
	// SetUp makes the workspace and its first person. Nothing is kept before ConfirmSetUp has seen a right code.
	SetUp(ctx context.Context, s SetUp) (Enrolment, error)
	ConfirmSetUp(ctx context.Context, code string) (chart.Person, error)
	SignIn(ctx context.Context, login, password, code string) (chart.Person, error)
	// Lock drops every key at once. The person stays known and comes back with the password alone.
	Lock(ctx context.Context) error
	Unlock(ctx context.Context, password string) (chart.Person, error)
	SignOut(ctx context.Context) error
}

// GateStatus says what the sign-in screen must show.
type GateStatus struct {
	NeedsSetUp bool
	Practice   string
	Problem    error // keyring absent, locked or wrong; nil when all is well
	Damaged    bool  // the workspace does not hold: it opens for reading only
	Shares     int   // so many recovery shares open the workspace; 0: there is no set on paper
	Mark       string
	Card       bool // a smart card may sign in at this computer
}

// SetUp is what the first-run screen asks for.
type SetUp struct {
	Practice, DisplayName, Login, Password string
	Validators                             chart.Validators // who validates high-risk fields; empty: two people
}

// Enrolment is what the person's authenticator needs: shown once, never stored by a screen.
type Enrolment struct {
	Secret string // base32
	URI    string // otpauth://
}

// Intake brings charts in.
type Intake interface {
	// Import reads the files in the background of the caller's goroutine and reports at most 30 times a second.
	// Urgent files are read before all others.
	Import(ctx context.Context, paths []string, urgent bool, progress func(ImportProgress)) (ImportReport, error)
	// LastImports gives the last imports, the newest first, as they stand now.
	LastImports(ctx context.Context, most int) ([]KeptImport, error)
	// WatchedFolder is empty when no folder is watched.
	WatchedFolder(ctx context.Context) (string, error)
	SetWatchedFolder(ctx context.Context, path string) error
	// Watching says what keeps files from being taken out of the watched folder; the zero value: nothing does.
	Watching(ctx context.Context) (Watching, error)
}

// Watching is what a person must see to before the watched folder is empty again. Everything in it is tried again by itself.
type Watching struct {
	Away  time.Time // the folder cannot be read since; zero: it can
	Stuck int       // files that were dealt with and cannot be moved out of the way
	Held  int       // files that cannot be read or kept now
	// Others are folders, links and the like in it, which are never taken.
	Others int
}

// ImportProgress counts from 1.
type ImportProgress struct {
	File, Files int
	Page, Pages int // Pages is 0 until known
	Left        time.Duration
}

// ImportReport tells what became of each file, in the order given. Pages in equal pages out.
type ImportReport struct{ Files []ImportedFile }

// KeptImport is an import that is looked at again. The names of its files are those that the person at the desk may see.
type KeptImport struct {
	ID     string
	Person chart.PersonID
	At     time.Time
	Report ImportReport
}

// ImportedFile is one file's fate. Name is for the screen; it is kept sealed only.
type ImportedFile struct {
	Name      string
	Import    chart.ImportID // empty: refused before it was kept
	Pages     int
	Documents []chart.DocumentID
	Duplicate bool
	Waits     bool // taken and sealed; somebody whose role sees charts reads it when they come
	Refusal   *chart.Refusal

	// Of a kept import: where its pages are. Filed, Blank and Separators are Pages and Added together unless Unbalanced says that they
	// are not. Added are pages of later scans that were put in between.
	Filed, Blank, Separators, Added int
	Unbalanced                      bool
}

// Queue lists what needs whom.
type Queue interface {
	List(ctx context.Context, f Filter) ([]chart.Summary, error)
	// SetUrgent puts a document to the front of the queue, or back.
	SetUrgent(ctx context.Context, id chart.DocumentID, urgent bool) error
	// SignSheet signs a blank page or a separator sheet that is ready, as Charts.Sign signs a chart. Anything else is chart.BadState.
	SignSheet(ctx context.Context, id chart.DocumentID, password string) error
	// Changed is closed and replaced whenever any document or the outbox changed.
	Changed() <-chan struct{}
}

// Filter narrows the queue. Search matches document type and the sealed index of patients and identifiers.
type Filter struct {
	States []chart.State // empty: all
	Search string
}

// Charts opens and changes documents. Every change names the version that it was made on; a stale one gets
// chart.Conflict and nothing is lost.
type Charts interface {
	Open(ctx context.Context, id chart.DocumentID) (*chart.Dossier, error)
	// Renew gives a document that is open as it stands now; it is no further look at it.
	Renew(ctx context.Context, id chart.DocumentID) (*chart.Dossier, error)
	Page(ctx context.Context, id chart.DocumentID, number int) (*geom.Raster, error)
	// Ahead gives the page on which the work in a document will begin, so that it is ready when the document is opened. It
	// is no look at it: nothing of it is shown before Open.
	Ahead(ctx context.Context, id chart.DocumentID) (number int, page *geom.Raster, err error)
	// Decide appends the decision and gives the dossier as it then stands.
	Decide(ctx context.Context, id chart.DocumentID, version int64, d chart.Decision) (*chart.Dossier, error)
	// Redact replaces or adds the span with s.ID; an empty ID makes a new one. Released spans have Redacted false.
	Redact(ctx context.Context, id chart.DocumentID, version int64, s chart.Span) (*chart.Dossier, error)
	Retype(ctx context.Context, id chart.DocumentID, version int64, t chart.Type) (*chart.Dossier, error)
	// Reveal writes the look and its purpose into the trail before the screen shows anything. chart.NotAllowed where there
	// were too many.
	Reveal(ctx context.Context, id chart.DocumentID, what Reveal) error
	// Sign asks for the person's password again, redacts, verifies, makes the record and puts it into the outbox in one
	// transaction. A residual gives chart.BadState and the document stays where it is.
	Sign(ctx context.Context, id chart.DocumentID, version int64, password string) error
	Handing
	// SaveDraft seals a half-typed value for the person at work; Draft gives it back to the same person only.
	SaveDraft(ctx context.Context, id chart.DocumentID, f chart.FieldID, value chart.Text) error
	Draft(ctx context.Context, id chart.DocumentID) (chart.FieldID, chart.Text, error)
}

// Sending shows and starts the way to the hub.
type Sending interface {
	Outbox(ctx context.Context) (OutboxStatus, error)
	// StartHub starts the practice's hub on this computer and enrols this workstation with it.
	StartHub(ctx context.Context) error
	// Enrol joins a hub elsewhere with its one-time code.
	Enrol(ctx context.Context, url, code string) error
}

// OutboxStatus is the right end of the status bar.
type OutboxStatus struct {
	Hub         string // empty: no hub yet
	Waiting     int
	Oldest      time.Time // of those waiting
	LastSeen    time.Time // zero: never reached
	Unwitnessed bool      // the hub answers, but does not witness the trail
	Problem     error

	SIEMAway    time.Time // since when the receiver of the trail takes nothing; zero where it does, or there is none
	SIEMWaiting int64     // entries that wait for it
}

// Preferences are kept per workspace and hold nothing of a chart.
type Preferences interface {
	Preference(ctx context.Context, key string) (string, error) // "" where unset
	SetPreference(ctx context.Context, key, value string) error
}

// Policies is what the practice asks of the reading, and what came of it.
type Policies interface {
	Policy(ctx context.Context) (chart.Policy, error)
	SetPolicy(ctx context.Context, p chart.Policy) error
	// Asked is the share of values that a person is asked about at an accuracy, those that are always looked at aside.
	Asked(accuracy float64) float64
	// CodeLists is what was loaded of the official lists; SetCodeLists loads a folder of them, or none.
	CodeLists(ctx context.Context) (CodeLists, error)
	SetCodeLists(ctx context.Context, folder string) error
	// Measured is what the blind sample shows so far.
	Measured(ctx context.Context) (chart.Measured, error)
}

// House is everything that the desktop asks for; screens take the part that they need.
type House interface {
	Gate
	RulesHouse
	GlassHouse
	ProveHouse
	TrailHouse
	TrailRoom
	Intake
	Scanning
	Queue
	Charts
	Sending
	Preferences
	Policies
	Releases
	Forms
	PeopleHouse
	Colleagues
	OwnAccess
	Renewals
	KeysHouse
	RecoveryHouse
	RescueHouse
	CardHouse
	ShareChecker
	BackupHouse
	Holders
	RetentionHouse
	GroupHouse
	SIEM
	QualityHouse
	ReviewDesk
	PagesOnly
	LookPolicies
	SecondLooks
}
