package present_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/ui/present"
)

type backupStage struct {
	run   *serialRun
	p     *present.BackupPresenter
	s     present.BackupSnapshot
	state present.BackupState
	calls []string
	plan  present.BackupPlan
	check present.WorkspaceCheck
	err   error
}

type stillClock struct{ now time.Time }

func (c stillClock) Now() time.Time                            { return c.now }
func (c stillClock) After(time.Duration, func()) (stop func()) { return func() {} }

func (st *backupStage) Render(s present.BackupSnapshot) { st.s = s }

func (st *backupStage) Backups(context.Context) (present.BackupState, error) { return st.state, nil }

func (st *backupStage) SetUpBackup(_ context.Context, folder, phrase string) error {
	st.calls = append(st.calls, "set up "+folder+" "+phrase)
	return st.err
}

func (st *backupStage) PlanBackup(_ context.Context, p present.BackupPlan) error {
	st.plan = p
	return st.err
}

func (st *backupStage) BackUp(_ context.Context, progress func(done, all int64)) (present.BackupResult, error) {
	progress(1, 2)
	return present.BackupResult{Generation: 7, NewFiles: 4}, st.err
}

func (st *backupStage) CheckWorkspace(context.Context) (present.WorkspaceCheck, error) {
	return st.check, st.err
}

func (st *backupStage) RehearseRestore(context.Context, int, func(done, all int64)) (present.RestoreRehearsal, error) {
	return present.RestoreRehearsal{Generation: 7, Opened: 20}, st.err
}

func (st *backupStage) do(f func()) {
	f()
	st.run.drain()
}

var backupNow = time.Date(2026, 11, 22, 18, 0, 0, 0, time.UTC)

func newBackupStage(role chart.Role, state present.BackupState) *backupStage {
	st := &backupStage{run: newRun(), state: state}
	st.p = present.NewBackup(st, st.run, stillClock{backupNow}, st)
	st.do(func() { st.p.Open(chart.Person{ID: "p1", Roles: []chart.Role{role}}) })
	return st
}

func goodState() present.BackupState {
	return present.BackupState{Folder: "/media/b", Keep: 14, Hour: 12, Remind: 3, Last: backupNow.Add(-time.Hour), Rehearsed: backupNow,
		Generations: []present.Generation{{Number: 7, Made: backupNow, Documents: 3, Bytes: 2_500_000}, {Number: 6, Made: backupNow, Damaged: true}}}
}

func (st *backupStage) says(want string) bool {
	for _, f := range st.s.Facts {
		if strings.Contains(f.Line.Key, want) {
			return true
		}
	}
	return false
}

func TestHowBackupsStand(t *testing.T) {
	overdue, away, never := goodState(), goodState(), present.BackupState{Overdue: true}
	overdue.Overdue, overdue.Last, overdue.Problem = true, backupNow.Add(-5*24*time.Hour), chart.MissingTool
	away.Away, away.SameDrive, away.Rehearsed = true, true, time.Time{}
	tests := []struct {
		name  string
		state present.BackupState
		want  []string
	}{
		{"good", goodState(), []string{"The last good backup was made on", "Restoring was rehearsed on"}},
		{"overdue", overdue, []string{"days old", "the drive is full"}},
		{"away", away, []string{"The drive is not there", "own drive", "never rehearsed"}},
		{"never", never, []string{"Nothing is backed up yet"}},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			st := newBackupStage(chart.Administrator, tc.state)
			for _, w := range tc.want {
				if !st.says(w) {
					t.Errorf("want %q said, got %v", w, st.s.Facts)
				}
			}
		})
	}
}

func TestWhoMay(t *testing.T) {
	if st := newBackupStage(chart.Coder, goodState()); st.s.ReadOnly.Empty() || st.s.IsSet {
		t.Error("a coder: want it said, and nothing shown")
	}
	if st := newBackupStage(chart.Auditor, goodState()); st.s.MaySet || !st.s.ReadOnly.Empty() || len(st.s.Rows) != 2 {
		t.Error("an auditor: want it shown and nothing to set")
	}
}

func TestSettingUp(t *testing.T) {
	st := newBackupStage(chart.Administrator, present.BackupState{})
	tests := []struct {
		folder, phrase, again string
		want                  present.BackupField
	}{
		{"", sentence, sentence, present.DriveField},
		{"/media/b", "short", "short", present.PhraseField},
		{"/media/b", sentence, sentence + "!", present.PhraseAgainField},
		{" /media/b ", sentence, sentence, present.NoBackupField},
	}
	for _, tc := range tests {
		st.do(func() { st.p.SetUp(tc.folder, tc.phrase, tc.again) })
		if st.s.Field != tc.want {
			t.Errorf("%q %q: want field %d, got %d", tc.folder, tc.phrase, tc.want, st.s.Field)
		}
	}
	if len(st.calls) != 1 || st.calls[0] != "set up /media/b "+sentence {
		t.Errorf("want it set up once, got %v", st.calls)
	}
	st.do(func() { st.p.SetPlan("24", "14", "3") })
	if st.s.Field != present.PlanField {
		t.Error("hour 24: want it refused")
	}
	st.do(st.p.ToggleSignOut)
	st.do(func() { st.p.SetPlan("", "30", "0") })
	if want := (present.BackupPlan{Hour: -1, Keep: 30}); st.plan.Hour != want.Hour || st.plan.Keep != want.Keep {
		t.Errorf("want %+v, got %+v", want, st.plan)
	}
}

func TestWhatIsDoneIsSaid(t *testing.T) {
	st := newBackupStage(chart.Administrator, goodState())
	st.do(st.p.BackUp)
	if st.s.Says.Tone != present.Done || st.s.Says.Line.Data["Number"] != int64(7) || !st.s.Busy.Empty() {
		t.Errorf("want backup 7 said, got %+v", st.s.Says)
	}
	st.do(st.p.Rehearse)
	if st.s.Says.Line.Data["Opened"] != 20 {
		t.Errorf("want 20 documents opened, got %+v", st.s.Says)
	}
	st.check.Findings = []present.Finding{{Part: "rows", Place: "document 4f", What: "changed outside Chartproof"}}
	st.state.Damage = chart.E(chart.Tampered, "check", nil)
	st.do(st.p.Check)
	if len(st.s.Findings) != 1 || st.s.Says.Tone != present.Wrong || st.s.Damage == nil {
		t.Errorf("want the finding and the damage shown, got %+v", st.s)
	}
	for kind, want := range map[chart.ErrKind]string{chart.MissingTool: "The drive is full.", chart.NotFound: "The drive is not there or cannot be written.",
		chart.Tampered: "Something does not hold.", chart.Conflict: "This folder cannot be used.", chart.BadState: "Nothing is set up yet."} {
		st.err = chart.E(kind, "back up", nil)
		st.do(st.p.BackUp)
		if st.s.Problem == nil || st.s.Problem.Happened.Key != want || st.s.Problem.Safe.Empty() || st.s.Problem.Do.Empty() {
			t.Errorf("%s: want %q in three lines, got %+v", kind, want, st.s.Problem)
		}
	}
}
