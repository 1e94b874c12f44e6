//go:build cgo

package wire

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"
)

// harm edits a workspace that is closed, as somebody would who has its folder and no key.
func (r *room) harm(query string) {
	r.t.Helper()
	db, err := sqlitedb.Open(r.t.Context(), r.dir)
	r.must(err)
	r.must(db.Write(r.t.Context(), func(tx *sqlitedb.Tx) error { return tx.Exec(query) }))
	r.must(db.Close())
}

func TestADamagedWorkspaceIsRepairedFromABackup(t *testing.T) {
	r := setUpRoom(t)
	ctx := t.Context()
	doc := r.ready(1)
	drive := t.TempDir()
	r.must(r.SetUpBackup(ctx, drive, drivePhrase))
	_, err := r.BackUp(ctx, nil)
	r.must(err)
	r.close()
	r.harm(`UPDATE document SET state = 'settled'`)
	r.harm(`DELETE FROM decision WHERE rowid = (SELECT max(rowid) FROM decision)`)

	r.harm(`UPDATE row_head SET own = zeroblob(64)`)
	r.open()
	if st, err := r.Gate(ctx); err != nil || !st.Damaged {
		t.Errorf("want the gate to say that it may only be read, got %+v (%v)", st, err)
	}
	r.close()
	order := RepairOrder{Workspace: r.dir, From: drive, Passphrase: drivePhrase, Keyring: &r.keyring, Now: r.Now, Iterations: 1000}
	rep, err := RepairWorkspace(ctx, order)
	r.must(err)
	if len(rep.Found) < 2 || !rep.Holds || rep.Lacks != 0 || rep.Kept != "" {
		t.Errorf("a trial: want the damage told and everything back, got %+v", rep)
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(r.dir), "chartproof-repair-*")); len(left) > 0 {
		t.Errorf("a trial: want nothing left, got %v", left)
	}
	r.forward(time.Minute)
	order.Apply, order.By = true, Visit{Login: "ada", Password: "not the right one", Code: r.code(r.secret)}
	_, err = RepairWorkspace(ctx, order)
	wantKind(t, "a wrong password", err, chart.NotAllowed)
	r.forward(time.Minute)
	order.By = Visit{Login: "ada", Password: password, Code: r.code(r.secret)}
	rep, err = RepairWorkspace(ctx, order)
	r.must(err)
	data, err := os.ReadFile(rep.Statement)
	r.must(err)
	said, signers, err := ReadRepair(data)
	if err != nil || len(signers) != 2 || said.Backup != 1 || len(said.Report.Parts) == 0 {
		t.Errorf("want a report that person and device signed, got %+v, %d signers (%v)", said, len(signers), err)
	}
	if !sqlitedb.Exists(rep.Kept) {
		t.Error("want the damaged workspace kept")
	}
	r.open()
	r.signIn("ada", r.secret)
	if err := r.Damage(); err != nil {
		t.Errorf("want a workspace that holds, got %v", err)
	}
	d, err := r.Open(ctx, doc.ID)
	if err != nil || d.State != doc.State {
		t.Errorf("want the chart as it was, got %v", err)
	}
	if c, err := r.CheckWorkspace(ctx); err != nil || len(c.Findings) > 0 {
		t.Errorf("want nothing found, got %v (%v)", c.Findings, err)
	}
}

func TestARepairNeedsTheWorkspaceAlone(t *testing.T) {
	r := setUpRoom(t)
	_, err := RepairWorkspace(t.Context(), RepairOrder{Workspace: r.dir, Keyring: &r.keyring, Now: r.Now})
	wantKind(t, "while it is open", err, chart.Conflict)
	r.close()
	rep, err := RepairWorkspace(t.Context(), RepairOrder{Workspace: r.dir, Keyring: &r.keyring, Now: r.Now})
	if err != nil || len(rep.Found) > 0 || !rep.Holds {
		t.Errorf("a whole workspace: want nothing found, got %+v (%v)", rep, err)
	}
	r.keyring.secrets = nil
	_, err = RepairWorkspace(t.Context(), RepairOrder{Workspace: r.dir, Keyring: &r.keyring, Now: r.Now})
	wantKind(t, "without the keyring", err, chart.KeyringWrong)
}
