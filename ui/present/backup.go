package present

import (
	"context"
	"strconv"
	"strings"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/access"
)

// BackupField is an entry of the screen of backups.
type BackupField uint8

// The entries.
const (
	NoBackupField BackupField = iota
	DriveField
	PhraseField
	PhraseAgainField
	PlanField
)

// rehearsed is how many documents a rehearsal opens.
const rehearsed = 20

// Fact is a line with its weight.
type Fact struct {
	Line Line
	Tone Tone
}

// BackupSnapshot is all that the screen of backups shows. It never holds a passphrase.
type BackupSnapshot struct {
	Loading  bool
	Busy     Line // what goes on
	ReadOnly Line
	Says     Fact
	Facts    []Fact
	Rows     []Fact // the generations, newest first
	About    []Line // of each
	Findings []Line // what does not hold
	MaySet   bool
	IsSet    bool // a folder is chosen
	Folder   string
	Plan     BackupPlan
	Field    BackupField
	Wrong    Line
	Done     int // goes up when the form is to be emptied
	Damage   *Trouble
	Problem  *Trouble
}

// BackupView draws snapshots, on the UI goroutine.
type BackupView interface{ Render(BackupSnapshot) }

// BackupPresenter runs the screen of backups. All methods are called on the UI goroutine.
type BackupPresenter struct {
	house BackupHouse
	run   Runner
	clock Clock
	view  BackupView
	loads uint64
	busy  bool // something goes on, also while the screen is closed
	snap  BackupSnapshot
}

// NewBackup makes the presenter.
func NewBackup(house BackupHouse, run Runner, clock Clock, view BackupView) *BackupPresenter {
	return &BackupPresenter{house: house, run: run, clock: clock, view: view}
}

// Open shows how backups stand to the person at work.
func (p *BackupPresenter) Open(me chart.Person) {
	p.loads++
	p.snap = BackupSnapshot{Done: p.snap.Done + 1, Busy: p.snap.Busy}
	if !access.May(me, chart.ActBackupCheck) {
		p.snap.ReadOnly = Say("Backups are looked after by the administrator and the privacy officer.")
		p.render()
		return
	}
	p.snap.MaySet, p.snap.Loading = access.May(me, chart.ActBackup), true
	p.render()
	p.reload()
}

// Close forgets what is shown; what goes on goes on.
func (p *BackupPresenter) Close() {
	p.loads++
	p.snap = BackupSnapshot{Done: p.snap.Done + 1, Busy: p.snap.Busy}
	p.render()
}

func (p *BackupPresenter) reload() {
	mine := p.loads
	async(p.run, p.house.Backups, func(s BackupState, err error) {
		if mine != p.loads {
			return
		}
		p.snap.Loading = false
		if err != nil {
			p.snap.Problem = ptr(TroubleOf(err))
			p.render()
			return
		}
		p.snap.IsSet, p.snap.Folder = s.Folder != "", s.Folder
		p.snap.Plan = BackupPlan{Keep: s.Keep, Hour: s.Hour, AtSignOut: s.AtSignOut, Remind: s.Remind}
		p.snap.Facts, p.snap.Rows, p.snap.About = p.facts(s), nil, nil
		for _, g := range s.Generations {
			row, about := generation(g)
			p.snap.Rows, p.snap.About = append(p.snap.Rows, row), append(p.snap.About, about)
		}
		p.snap.Damage = nil
		if s.Damage != nil {
			p.snap.Damage = damaged()
		}
		p.render()
	})
}

func damaged() *Trouble {
	return &Trouble{Say("This workspace is not as Chartproof left it, so it may only be read."),
		Say("Nothing more is changed or dropped. Backups that were made before are kept."),
		Say("Check everything to see which parts, then restore the newest backup that holds into a new folder.")}
}

const backupDay = "2006-01-02 15:04"

func generation(g Generation) (Fact, Line) {
	row := Fact{Say("Backup {{.Number}}, {{.Day}}", Data{"Number": g.Number, "Day": g.Made.Local().Format(backupDay)}), Quiet}
	if g.Damaged {
		row.Tone = Wrong
		return row, Say("Damaged, or made of a damaged workspace")
	}
	return row, Count("{{.N}} documents, {{.Size}} MB", int(g.Documents), Data{"Size": strconv.FormatInt((g.Bytes+999_999)/1_000_000, 10)})
}

// facts says how backups stand, what needs somebody first.
func (p *BackupPresenter) facts(s BackupState) (out []Fact) {
	add := func(t Tone, l Line) { out = append(out, Fact{l, t}) }
	if s.Folder == "" {
		add(Needs, Say("Nothing is backed up yet. Choose a folder on another drive."))
		return out
	}
	switch {
	case s.Last.IsZero():
		add(Needs, Say("No backup was made yet."))
	case s.Overdue:
		add(Wrong, Count("The last good backup is {{.N}} days old.", days(p.clock.Now().Sub(s.Last))))
	default:
		add(Done, Say("The last good backup was made on {{.Day}}.", Data{"Day": s.Last.Local().Format(backupDay)}))
	}
	if s.Problem != "" {
		add(Wrong, problemOf(s.Problem))
	}
	if s.Away {
		add(Needs, Say("The drive is not there. Plug it in; the planned backup is then made up for."))
	}
	if s.SameDrive {
		add(Doubtful, Say("The folder lies on this computer's own drive: it does not help when the computer is stolen or its drive fails."))
	}
	if s.Rehearsed.IsZero() {
		add(Needs, Say("Restoring was never rehearsed."))
	} else {
		add(Quiet, Say("Restoring was rehearsed on {{.Day}}.", Data{"Day": s.Rehearsed.Local().Format(backupDay)}))
	}
	return out
}

func days(d time.Duration) int { return int(d / (24 * time.Hour)) }

func problemOf(k chart.ErrKind) Line {
	switch k {
	case chart.MissingTool:
		return Say("The last try failed: the drive is full.")
	case chart.NotFound, chart.Unreachable:
		return Say("The last try failed: the drive was not there.")
	case chart.Tampered:
		return Say("The last backup found a damaged file. Check everything.")
	}
	return Say("The last try failed.")
}

// SetUp chooses folder and passphrase.
func (p *BackupPresenter) SetUp(folder, passphrase, again string) {
	folder = strings.TrimSpace(folder)
	switch {
	case folder == "":
		p.refuse(DriveField, Say("Type the folder, or the drive, that backups go to"))
		return
	case len([]rune(passphrase)) < 14:
		p.refuse(PhraseField, Say("At least 14 characters. Keep it on paper, away from the drive."))
		return
	case passphrase != again:
		p.refuse(PhraseAgainField, Say("The two are not the same."))
		return
	}
	p.do(Say("Preparing the folder …"), func(ctx context.Context) (Fact, error) {
		return Fact{Say("Backups go there from now on. Make the first one now."), Done}, p.house.SetUpBackup(ctx, folder, passphrase)
	})
}

// SetPlan keeps when backups are made and how many are kept; hour is empty for never.
func (p *BackupPresenter) SetPlan(hour, keep, remind string) {
	plan := BackupPlan{Hour: -1, AtSignOut: p.snap.Plan.AtSignOut}
	var err error
	if strings.TrimSpace(hour) != "" {
		plan.Hour, err = strconv.Atoi(strings.TrimSpace(hour))
	}
	if err == nil {
		plan.Keep, err = strconv.Atoi(strings.TrimSpace(keep))
	}
	if err == nil {
		plan.Remind, err = strconv.Atoi(strings.TrimSpace(remind))
	}
	if err != nil || plan.Hour < -1 || plan.Hour > 23 || plan.Keep < 1 || plan.Remind < 0 {
		p.refuse(PlanField, Say("Hours are 0 to 23, or empty for never; at least one backup is kept."))
		return
	}
	p.do(Say("Keeping the plan …"), func(ctx context.Context) (Fact, error) {
		return Fact{Say("The plan holds from now on."), Done}, p.house.PlanBackup(ctx, plan)
	})
}

// ToggleSignOut has a backup made whenever somebody signs out, or no more; SetPlan keeps it.
func (p *BackupPresenter) ToggleSignOut() {
	p.snap.Plan.AtSignOut = !p.snap.Plan.AtSignOut
	p.render()
}

// BackUp makes a backup now.
func (p *BackupPresenter) BackUp() {
	p.do(Say("Backing up. Everybody can go on working …"), func(ctx context.Context) (Fact, error) {
		r, err := p.house.BackUp(ctx, p.progress(func(n int64) Line {
			return Say("Backing up: {{.Percent}} %. Everybody can go on working …", Data{"Percent": n})
		}))
		if r.Missing > 0 {
			return Fact{Count("{{.N}} files of the workspace are damaged and not in the backup. Check everything.", r.Missing), Wrong}, err
		}
		return Fact{Say("Backup {{.Number}} is made and read back: {{.New}} new files.", Data{"Number": r.Generation, "New": r.NewFiles}), Done}, err
	})
}

// Check verifies every row, the trail and every file.
func (p *BackupPresenter) Check() {
	mine := p.loads
	p.do(Say("Checking everything. Everybody can go on working …"), func(ctx context.Context) (Fact, error) {
		c, err := p.house.CheckWorkspace(ctx)
		if err != nil {
			return Fact{}, err
		}
		var found []Line
		for _, f := range c.Findings {
			found = append(found, Say("{{.Place}}: {{.What}}", Data{"Place": f.Part + ", " + f.Place, "What": f.What}))
		}
		p.run.Do(func() {
			if mine == p.loads {
				p.snap.Findings = found
			}
		})
		if len(found) > 0 {
			return Fact{Count("{{.N}} parts do not hold.", len(found)), Wrong}, nil
		}
		return Fact{Say("Everything holds: {{.Rows}} rows, {{.Entries}} entries of the trail, {{.Files}} files.",
			Data{"Rows": c.Rows, "Entries": c.Entries, "Files": c.Files}), Done}, nil
	})
}

// Rehearse restores the newest backup to try it.
func (p *BackupPresenter) Rehearse() {
	p.do(Say("Restoring the newest backup to try it …"), func(ctx context.Context) (Fact, error) {
		r, err := p.house.RehearseRestore(ctx, rehearsed, p.progress(func(n int64) Line {
			return Say("Restoring the newest backup to try it: {{.Percent}} %", Data{"Percent": n})
		}))
		if err != nil {
			return Fact{}, err
		}
		if r.Opened == 0 && r.Sealed > 0 {
			return Fact{Say("Backup {{.Number}} comes back whole. Your role opens no document; let the privacy officer rehearse too.", Data{"Number": r.Generation}), Done}, nil
		}
		return Fact{Say("Backup {{.Number}} comes back whole; {{.Opened}} documents were opened. The signed statement lies on the drive.",
			Data{"Number": r.Generation, "Opened": r.Opened}), Done}, nil
	})
}

// progress tells how far something has come, in whole percents.
func (p *BackupPresenter) progress(says func(percent int64) Line) func(done, all int64) {
	last := int64(-1)
	return func(done, all int64) {
		if all <= 0 || done*100/all == last || done*100/all < last {
			return
		}
		percent := done * 100 / all
		last = percent
		p.run.Do(func() {
			if p.busy {
				p.snap.Busy = says(percent)
				p.render()
			}
		})
	}
}

// do runs one thing at a time and says what came of it.
func (p *BackupPresenter) do(what Line, f func(ctx context.Context) (Fact, error)) {
	if p.busy || !p.snap.ReadOnly.Empty() {
		return
	}
	p.busy = true
	p.snap.Busy, p.snap.Field, p.snap.Wrong, p.snap.Problem, p.snap.Says, p.snap.Findings = what, NoBackupField, Line{}, nil, Fact{}, nil
	p.render()
	mine := p.loads
	async(p.run, f, func(says Fact, err error) {
		p.busy, p.snap.Busy = false, Line{}
		if mine == p.loads {
			if err != nil {
				p.snap.Problem = ptr(backupTrouble(err))
			} else {
				p.snap.Says, p.snap.Done = says, p.snap.Done+1
			}
			p.reload()
		}
		p.render()
	})
}

func backupTrouble(err error) Trouble {
	older := Say("The backups that were made before are whole.")
	switch chart.KindOf(err) {
	case chart.MissingTool:
		return Trouble{Say("The drive is full."), older, Say("Make room on it or choose another folder, then back up again.")}
	case chart.NotFound, chart.Unreachable:
		return Trouble{Say("The drive is not there or cannot be written."), older, Say("Plug it in, then back up again: it goes on where it stopped.")}
	case chart.BadState:
		return Trouble{Say("Nothing is set up yet."), Say("Nothing was changed."), Say("Choose a folder and a passphrase first.")}
	case chart.Tampered:
		return Trouble{Say("Something does not hold."), older, Say("Check everything, and rehearse restoring with an older backup.")}
	case chart.BadInput, chart.Conflict:
		return Trouble{Say("This folder cannot be used."), older, Say("Choose a folder on another drive, outside the workspace, without another workspace's backup.")}
	}
	return TroubleOf(err)
}

func (p *BackupPresenter) refuse(f BackupField, says Line) {
	p.snap.Field, p.snap.Wrong, p.snap.Problem, p.snap.Says = f, says, nil, Fact{}
	p.render()
}

func (p *BackupPresenter) render() { p.view.Render(p.snap) }
