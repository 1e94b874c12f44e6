//go:build cgo

package wire

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/ui/present"
)

const drivePhrase = "what only the drive is for"

func TestBackUpRehearseRestore(t *testing.T) {
	r := setUpRoom(t)
	drive := t.TempDir()
	ctx := t.Context()
	if st, err := r.Backups(ctx); err != nil || st.Folder != "" || !st.Overdue {
		t.Errorf("want nothing set up and overdue, got %+v, %v", st, err)
	}
	if _, err := r.BackUp(ctx, nil); chart.KindOf(err) != chart.BadState {
		t.Errorf("before set-up: want %s, got %v", chart.BadState, err)
	}
	r.must(r.SetUpBackup(ctx, drive, drivePhrase))
	r.must(r.PlanBackup(ctx, present.BackupPlan{Keep: 3, Hour: 18, Remind: 2}))
	res, err := r.BackUp(ctx, nil)
	r.must(err)
	if res.Generation != 1 {
		t.Errorf("want generation 1, got %d", res.Generation)
	}
	st, err := r.Backups(ctx)
	r.must(err)
	if st.Overdue || len(st.Generations) != 1 || st.Away || st.Keep != 3 || st.Hour != 18 {
		t.Errorf("want one generation and nothing overdue, got %+v", st)
	}
	reh, err := r.RehearseRestore(ctx, 5, nil)
	r.must(err)
	if reh.Generation != 1 || reh.Root == "" {
		t.Errorf("want generation 1 rehearsed, got %+v", reh)
	}
	if _, err := os.Stat(reh.Statement); err != nil {
		t.Errorf("the statement: %v", err)
	}
	c, err := r.CheckWorkspace(ctx)
	r.must(err)
	if len(c.Findings) > 0 {
		t.Errorf("want nothing found, got %v", c.Findings)
	}
	r.must(os.Rename(drive, drive+"-away"))
	if st, err := r.Backups(ctx); err != nil || !st.Away {
		t.Errorf("without the drive: want it said, got %+v, %v", st, err)
	}
	if _, err := r.BackUp(ctx, nil); chart.KindOf(err) != chart.NotFound {
		t.Errorf("without the drive: want %s, got %v", chart.NotFound, err)
	}
	r.must(os.Rename(drive+"-away", drive))
	r.close()

	blank := &room{t: t, dir: filepath.Join(t.TempDir(), "restored"), now: r.Now()}
	if _, err := Restore(ctx, RestoreOrder{From: drive, Dir: blank.dir, Passphrase: "not the right one", Keyring: &blank.keyring, Now: r.Now}); chart.KindOf(err) != chart.NotAllowed {
		t.Errorf("a wrong passphrase: want %s, got %v", chart.NotAllowed, err)
	}
	rep, err := Restore(ctx, RestoreOrder{From: drive, Dir: blank.dir, Passphrase: drivePhrase, Keyring: &blank.keyring, Now: r.Now})
	r.must(err)
	if rep.Generation != 1 || rep.Rows == 0 {
		t.Errorf("want generation 1 with rows checked, got %+v", rep)
	}
	blank.open()
	defer blank.close()
	blank.forward(31 * time.Second)
	if _, err := blank.SignIn(ctx, "ada", password, blank.code(r.secret)); err != nil {
		t.Fatalf("sign in on the blank machine: %v", err)
	}
	if err := blank.Damage(); err != nil {
		t.Errorf("want a workspace that holds, got %v", err)
	}
	if _, err := Restore(ctx, RestoreOrder{From: drive, Dir: blank.dir, Passphrase: drivePhrase, Keyring: &blank.keyring, Now: r.Now}); chart.KindOf(err) != chart.Conflict {
		t.Errorf("over a workspace: want %s, got %v", chart.Conflict, err)
	}
}

func TestAnOlderBackupIsRestoredOnlyWhenAgreed(t *testing.T) {
	r := setUpRoom(t)
	drive := t.TempDir()
	ctx := t.Context()
	r.must(r.SetUpBackup(ctx, drive, drivePhrase))
	for range 2 {
		_, err := r.BackUp(ctx, nil)
		r.must(err)
	}
	r.close()
	order := RestoreOrder{From: drive, Dir: filepath.Join(t.TempDir(), "older"), Generation: 1, Passphrase: drivePhrase, Keyring: &memoryKeyring{}, Now: r.Now}
	if _, err := Restore(ctx, order); chart.KindOf(err) != chart.NotAllowed {
		t.Errorf("not agreed: want %s, got %v", chart.NotAllowed, err)
	}
	var told RestoreLoss
	order.Older = func(l RestoreLoss) bool { told = l; return true }
	if _, err := Restore(ctx, order); err != nil {
		t.Fatal(err)
	}
	if told.Newest != 2 || told.Entries < 1 {
		t.Errorf("want what is lost told, got %+v", told)
	}
}

// TestADamagedWorkspaceMayOnlyBeRead edits the database, puts an older one back, and looks what the desk still does.
func TestADamagedWorkspaceMayOnlyBeRead(t *testing.T) {
	r := setUpRoom(t)
	ctx := t.Context()
	r.close()
	path := filepath.Join(r.dir, sqlitedb.FileName)
	old, err := os.ReadFile(path)
	r.must(err)
	r.open()
	r.forward(31 * time.Second)
	_, err = r.SignIn(ctx, "ada", password, r.code(r.secret))
	r.must(err)
	r.close()
	r.must(os.WriteFile(path, old, 0o600))
	r.open()
	r.forward(31 * time.Second)
	if _, err := r.SignIn(ctx, "ada", password, r.code(r.secret)); err != nil {
		t.Fatalf("people must be able to look: %v", err)
	}
	if err := r.Damage(); chart.KindOf(err) != chart.Tampered || !strings.Contains(err.Error(), "older copy") {
		t.Errorf("want the rollback told, got %v", err)
	}
	if err := r.SetPolicy(ctx, chart.Policy{}); chart.KindOf(err) != chart.BadState {
		t.Errorf("a change: want %s, got %v", chart.BadState, err)
	}
	if c, err := r.CheckWorkspace(ctx); err != nil || len(c.Findings) == 0 {
		t.Errorf("want findings, got %v, %v", c.Findings, err)
	}
}

func TestBackupsAreDue(t *testing.T) {
	day := time.Date(2026, 11, 20, 0, 0, 0, 0, time.Local)
	at := func(d, h int) time.Time { return day.AddDate(0, 0, d).Add(time.Duration(h) * time.Hour) }
	tests := []struct {
		name        string
		p           backupPlan
		now         time.Time
		due, remind bool
	}{
		{"nothing set up", backupPlan{Hour: 12, Remind: 3}, at(0, 13), false, true},
		{"never made", backupPlan{Folder: "f", Hour: 12, Remind: 3}, at(0, 13), true, true},
		{"made today", backupPlan{Folder: "f", Hour: 12, Remind: 3, Last: at(0, 12), Tried: at(0, 12)}, at(0, 20), false, false},
		{"before the hour", backupPlan{Folder: "f", Hour: 12, Remind: 3, Last: at(-1, 12)}, at(0, 11), false, false},
		{"missed yesterday", backupPlan{Folder: "f", Hour: 12, Remind: 3, Last: at(-2, 12)}, at(0, 9), true, false},
		{"failed just now", backupPlan{Folder: "f", Hour: 12, Remind: 3, Last: at(-4, 12), Tried: at(0, 13)}, at(0, 13), false, true},
		{"by hand only", backupPlan{Folder: "f", Hour: -1, Remind: 0, Last: at(-40, 12)}, at(0, 13), false, false},
		{"clock set back", backupPlan{Folder: "f", Hour: 12, Remind: 3, Last: at(3, 12), Tried: at(3, 12)}, at(0, 13), false, false},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			if got := tc.p.due(tc.now); got != tc.due {
				t.Errorf("want due %t, got %t", tc.due, got)
			}
			if got := tc.p.overdue(tc.now); got != tc.remind {
				t.Errorf("want reminded %t, got %t", tc.remind, got)
			}
		})
	}
}
