package present

import (
	"context"
	"time"

	"chartproof.org/chartproof/engine/chart"
)

// BackupHouse makes backups, checks the workspace and rehearses restoring; administrators and the privacy officer may, auditors
// look.
type BackupHouse interface {
	Backups(ctx context.Context) (BackupState, error)
	SetUpBackup(ctx context.Context, folder, passphrase string) error
	PlanBackup(ctx context.Context, p BackupPlan) error
	BackUp(ctx context.Context, progress func(done, all int64)) (BackupResult, error)
	CheckWorkspace(ctx context.Context) (WorkspaceCheck, error)
	// RehearseRestore brings the newest backup back into a folder that is deleted afterwards, checks everything and opens so many
	// documents, as far as the person's roles open any.
	RehearseRestore(ctx context.Context, documents int, progress func(done, all int64)) (RestoreRehearsal, error)
}

// BackupPlan says when backups are made and how many are kept.
type BackupPlan struct {
	Keep      int
	Hour      int // of the day; -1: only when somebody asks
	AtSignOut bool
	Remind    int // days without a good one after which people are told; 0: never
}

// BackupState is how backups stand.
type BackupState struct {
	Folder      string // empty: nothing is set up
	SameDrive   bool   // the folder lies on the workspace's own drive
	Away        bool   // the drive is not there
	Keep, Hour  int
	AtSignOut   bool
	Remind      int
	Last        time.Time // zero: never
	Problem     chart.ErrKind
	Tried       time.Time
	Rehearsed   time.Time
	Overdue     bool
	Damage      error
	Generations []Generation // newest first
}

// Generation is one backup on the drive.
type Generation struct {
	Number    int64
	Made      time.Time
	Documents int64
	Files     int
	Bytes     int64
	Damaged   bool
}

// BackupResult is what a backup did.
type BackupResult struct {
	Generation, Documents int64
	Files, NewFiles       int
	NewBytes              int64
	Dropped, Missing      int
	SameDrive             bool
	Took                  time.Duration
}

// Finding is one part of the workspace that does not hold.
type Finding struct{ Part, Place, What string }

// WorkspaceCheck is what a check of everything found.
type WorkspaceCheck struct {
	Rows, Files, Entries int64
	Root                 string
	Findings             []Finding
}

// RestoreRehearsal is the signed result of a rehearsal.
type RestoreRehearsal struct {
	Generation, Documents int64
	Opened                int // documents that were opened
	Sealed                int // documents that the person's roles do not open
	Files, Entries        int64
	Root                  string // of the trail
	At                    time.Time
	Took                  time.Duration
	Statement             string // where the signed statement lies
}
