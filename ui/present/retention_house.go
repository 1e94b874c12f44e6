package present

import (
	"context"
	"time"

	"chartproof.org/chartproof/engine/chart"
)

// RetentionRule is one row of the schedule, with the practice's own numbers where it has changed them.
type RetentionRule struct {
	ID, Subject, State, Name, Provider, Program      string
	Types                                            []chart.Type
	From                                             string
	Years, Days, MinorYears, AfterMajority, UntilAge int
	Majority                                         int
	Forever, Check, Changed, Shorter                 bool
	Source, Note, Reason                             string
}

// RetentionProgram is a program in which a practice may take part; its rules then count.
type RetentionProgram struct {
	Name string
	On   bool
}

// RetentionTable is the schedule as it holds.
type RetentionTable struct {
	Dated, Note     string
	State, Provider string
	States          []StateName
	Programs        []RetentionProgram
	Confirmed       bool // an administrator has confirmed the state's row as it is now
	Rules           []RetentionRule
	Version         int64
	Digest          string
}

// StateName is a state of the table.
type StateName struct{ Code, Name string }

// RetentionPractice is what a practice says of itself.
type RetentionPractice struct {
	State, Provider string
	Programs        map[string]bool
}

// RuleChange gives a rule other numbers; a nil one leaves the table's. Drop takes the practice's change away again.
type RuleChange struct {
	Rule                                             string
	Years, Days, MinorYears, AfterMajority, UntilAge *int
	Reason                                           string
	Drop                                             bool
}

// DisposalLine is one thing that may be disposed of, or that is kept back.
type DisposalLine struct {
	Kind      string // original, chart, refused, release
	ID        string
	Documents int
	Pages     int
	Bytes     int64
	Why       string // allowed, or why it is kept
	Rule      string
	Until     time.Time // for who may open charts
	Version   int64
}

// DisposalPreview is what a disposal would be today.
type DisposalPreview struct {
	Digest string // of the things in it: an order names it
	Go     []DisposalLine
	Kept   []DisposalLine
	Waits  bool // another disposal is ordered already
}

// DisposalRun is one disposal.
type DisposalRun struct {
	ID, State            string
	By, ApprovedBy       chart.PersonID
	ByName, ApprovedName string
	Ordered, Approved    time.Time
	Finished             time.Time
	SecondLook           string
	Things, Gone, Kept   int
	Documents            int
	Remaining            int  // files that could not be wiped; their keys are gone
	Mine                 bool // the person at work ordered it
}

// HoldLine is a legal hold. Looks, Matter and Reason are empty where the person's roles do not open them.
type HoldLine struct {
	ID, Kind, State       string
	Looks                 []chart.Text
	Matter, Reason        chart.Text
	Documents             int
	By, AskedBy           chart.PersonID
	ByName, AskedName     string
	Made, Asked, Released time.Time
	Mine                  bool // the person at work asked to release it
	SecondLook            string
}

// NewHold is a hold that is to be set: on a document, on its patient, on all that a search finds, or on everything.
type NewHold struct {
	Kind           string
	Document       chart.DocumentID
	Search         string
	Matter, Reason string
}

// DisposalProposal says that something may be disposed of; nothing happens without two people.
type DisposalProposal struct{ Originals, Charts, Refused, Releases int }

// Things counts what is proposed.
func (p DisposalProposal) Things() int { return p.Originals + p.Charts + p.Refused + p.Releases }

// RetentionHouse keeps the schedule, the holds and the disposals.
type RetentionHouse interface {
	RetentionTable(ctx context.Context) (RetentionTable, error)
	SetRetentionPractice(ctx context.Context, p RetentionPractice) error
	ConfirmRetention(ctx context.Context, digest string) error
	ChangeRetentionRule(ctx context.Context, c RuleChange) error
	Holds(ctx context.Context) ([]HoldLine, error)
	SetHold(ctx context.Context, h NewHold) (id string, documents int, err error)
	AskHoldRelease(ctx context.Context, id string) error
	KeepHold(ctx context.Context, id string) error
	ReleaseHold(ctx context.Context, id string, counted int, password string) error
	PreviewDisposal(ctx context.Context) (DisposalPreview, error)
	OrderDisposal(ctx context.Context, digest, password string) (id string, err error)
	ApproveDisposal(ctx context.Context, id string, counted int, password string, progress func(done, all int)) (DisposalRun, error)
	CancelDisposal(ctx context.Context, id string) error
	Disposals(ctx context.Context) ([]DisposalRun, error)
	DestructionCertificate(ctx context.Context, id string) ([]byte, error)
	// SaveCertificate writes a certificate of destruction into a folder, under a name that holds the disposal's id.
	SaveCertificate(ctx context.Context, id, folder string) error
	// DisposalProposal waits for the first look at the schedule after a sign-in and says what may go, once a day to each person
	// who may order it.
	DisposalProposal(ctx context.Context) DisposalProposal
}

// Add puts a line where it belongs. frozen says that a hold covers everything.
func (p *DisposalPreview) Add(l DisposalLine, frozen bool) {
	if frozen && l.Why == "allowed" {
		l.Why = "held"
	}
	if l.Why == "allowed" {
		p.Go = append(p.Go, l)
	} else {
		p.Kept = append(p.Kept, l)
	}
}
