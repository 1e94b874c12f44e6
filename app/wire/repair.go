package wire

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/access"
	"chartproof.org/chartproof/engine/send/record"
	"chartproof.org/chartproof/storage/backup"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/storage/vault"
)

// RepairOrder says what is repaired, and with what. Nobody may have the workspace open.
type RepairOrder struct {
	Workspace  string
	From       string // a drive with a backup; empty: there is none at hand
	Passphrase string // of the backup
	Keyring    vault.Keyring
	KeyFile    KeyFile
	Apply      bool  // false: it is tried in a copy, told, and thrown away
	By         Visit // who orders it, for Apply
	Iterations int   // of the password hash, for tests; 0 is the product's own
	Now        func() time.Time
	Progress   func(done, all int64) // of the backup that is brought back
}

// Repair is what a repair found and did. Kept and Statement are empty where it was only tried.
type Repair struct {
	backup.RepairReport
	Lacks     int    // parts and files that no copy brought back whole
	Kept      string // the folder of the damaged workspace, as it was
	Statement string // the signed report
}

// RepairType is the payload type of the signed report of a repair.
const RepairType = "application/vnd.chartproof.repair.v1+json"

// RepairStatement is what a person and the device sign after a repair.
type RepairStatement struct {
	Schema    string              `json:"schema"` // chartproof.repair/1
	Workspace string              `json:"workspace"`
	Practice  string              `json:"practice"`
	Backup    int64               `json:"backup,omitempty"` // generation that was taken from
	At        time.Time           `json:"at"`
	Program   string              `json:"program"`
	Report    backup.RepairReport `json:"report"`
}

func (o *RepairOrder) complete() error {
	if !sqlitedb.Exists(o.Workspace) {
		return chart.E(chart.NotFound, "repair workspace", errNoWorkspace)
	}
	if o.Keyring == nil && o.KeyFile.Path != "" {
		o.Keyring = vault.FileKeyring{Path: o.KeyFile.Path, Passphrase: o.KeyFile.Passphrase}
	}
	if o.Keyring == nil {
		o.Keyring = vault.OSKeyring{}
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	o.Workspace = resolved(o.Workspace)
	return nil
}

// RepairWorkspace repairs a workspace in a copy beside it. Without Apply that copy is thrown away after it was told what came
// out. With it the copy takes the workspace's place once it was checked whole and its report signed, and the damaged folder is
// kept under another name.
func RepairWorkspace(ctx context.Context, o RepairOrder) (out Repair, err error) {
	if err := o.complete(); err != nil {
		return out, err
	}
	release, err := sqlitedb.Hold(o.Workspace)
	if err != nil {
		return out, err
	}
	held := true
	defer func() {
		if held {
			err = errors.Join(err, release())
		}
	}()
	scratch, err := os.MkdirTemp(filepath.Dir(o.Workspace), "chartproof-repair-*")
	if err != nil {
		return out, chart.E(chart.BadInput, "repair workspace", sqlitedb.Bare(err))
	}
	defer func() { err = errors.Join(err, sqlitedb.Bare(os.RemoveAll(scratch))) }()
	w := &repairing{RepairOrder: o, scratch: scratch}
	defer func() { err = errors.Join(err, w.from.Close()) }()
	if err := w.fetch(ctx); err != nil {
		return out, err
	}
	statement, err := w.mend(ctx)
	out.RepairReport = w.report
	out.Lacks = out.Lost()
	if err != nil || !o.Apply {
		return out, err
	}
	if err := release(); err != nil { // a folder whose file is open cannot be moved everywhere
		return out, err
	}
	held = false
	out.Kept, out.Statement, err = w.swap(statement)
	return out, err
}

type repairing struct {
	RepairOrder
	scratch    string
	src        *backup.Source
	from       *backup.Restored // nil: no backup
	generation int64
	report     backup.RepairReport
}

func (w *repairing) copied() string { return filepath.Join(w.scratch, "repaired") }

// fetch brings the newest backup that holds back into a folder of its own, every hash and signature checked.
func (w *repairing) fetch(ctx context.Context) error {
	if w.From == "" {
		return nil
	}
	target, err := backup.Find(w.From)
	if err != nil {
		return err
	}
	if w.src, err = backup.Unlock(target, w.Passphrase, deviceSigning{}); err != nil {
		return err
	}
	plan, err := w.src.Plan(0)
	if err != nil {
		return err
	}
	dir := filepath.Join(w.scratch, "backup")
	if err := w.src.Fetch(ctx, plan.Manifest, dir, w.Progress); err != nil {
		return err
	}
	if w.from, _, err = w.src.Raise(ctx, plan.Manifest, dir, w.Now); err != nil {
		return err
	}
	w.generation = plan.Generation
	device, err := w.from.Vault.Device(ctx)
	if err != nil {
		return err
	}
	id, err := vault.KeyID(device.Signer.Public())
	if err == nil {
		_, err = w.src.As(deviceSigning{want: id}).Plan(plan.Generation)
	}
	return err
}

// mend repairs the copy and gives the signed report, where the order is more than a trial.
func (w *repairing) mend(ctx context.Context) (statement []byte, err error) {
	r, err := backup.OpenDamaged(ctx, backup.RepairOrder{Damaged: w.Workspace, Dir: w.copied(), Keyring: w.Keyring, Iterations: w.Iterations,
		From: w.from, Pages: w.src, Now: w.Now})
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	err = r.Mend(ctx, repairWords)
	w.report = r.Report
	switch {
	case err != nil:
		return nil, err
	case !r.Report.Holds:
		return nil, chart.E(chart.Tampered, "repair workspace", fmt.Errorf("%d parts still do not hold; restore a backup", len(r.Report.Unmade)))
	case !w.Apply:
		return nil, nil
	}
	return w.order(ctx, r)
}

// repairWords is the trail's word for a repair.
func repairWords(r backup.RepairReport) string {
	how := map[string]int{}
	for _, p := range r.Parts {
		how[string(p.How)]++
	}
	trail := "held"
	switch {
	case r.Trail.Problem != "" && r.Trail.Whole:
		trail = "mended"
	case r.Trail.Problem != "":
		trail = fmt.Sprintf("broken_from_%d", r.Trail.From)
	}
	return fmt.Sprintf("found=%d exact=%d older=%d aside=%d kept=%d doubted=%d files=%d trail=%s entries_aside=%d witnessed_aside=%d", len(r.Found), how["exact"],
		how["older"], how["aside"], how["kept"], how["doubted"], len(r.Files), trail, r.Trail.Aside, r.Trail.Seen)
}

// order has who ordered the repair sign in to the repaired copy, and sign the report.
func (w *repairing) order(ctx context.Context, r *backup.Repairing) ([]byte, error) {
	const op = "repair workspace"
	ses, err := r.Vault.SignIn(ctx, w.By.Login, w.By.Password, w.By.Code)
	if err != nil {
		return nil, err
	}
	defer ses.Close()
	who := ses.Person()
	if !access.May(who, chart.ActRepair) {
		return nil, chart.E(chart.NotAllowed, op, errors.New("privacy officers and administrators repair"))
	}
	device, err := r.Vault.Device(ctx)
	if err != nil {
		return nil, err
	}
	pen, err := ses.Pen(ctx, w.By.Password)
	if err != nil {
		return nil, err
	}
	defer pen.Wipe()
	payload, err := json.Marshal(RepairStatement{Schema: "chartproof.repair/1", Workspace: device.Workspace, Practice: device.Practice, Backup: w.generation,
		At: w.Now().UTC(), Program: Program(Version), Report: r.Report})
	if err != nil {
		return nil, chart.E(chart.Internal, op, err)
	}
	env, err := record.Sign(RepairType, payload, record.Signer{Role: record.RolePerson, ID: string(who.ID), Key: pen},
		record.Signer{Role: record.RoleDevice, ID: string(device.ID), Key: device.Signer})
	if err != nil {
		return nil, err
	}
	statement, err := env.Marshal()
	if err != nil {
		return nil, chart.E(chart.Internal, op, err)
	}
	sum := sha256.Sum256(statement)
	if err := r.DB.Write(ctx, func(tx *sqlitedb.Tx) error {
		_, err := r.Log.Append(tx, chart.AuditEntry{Action: chart.ActRepair, Person: who.ID, Detail: "ordered=yes report=" + hex.EncodeToString(sum[:])})
		return err
	}); err != nil {
		return nil, err
	}
	if err := r.Vault.SignOut(ctx, ses); err != nil {
		return nil, err
	}
	anchor, err := r.Seals.Anchor(ctx)
	if err != nil {
		return nil, err
	}
	remembered, err := anchor.Bytes()
	if err != nil {
		return nil, err
	}
	return statement, r.Vault.Remember(ctx, remembered)
}

// swap puts the repaired copy in the place of the damaged folder, which is kept.
func (w *repairing) swap(statement []byte) (kept, report string, err error) {
	const op = "put the repaired workspace in its place"
	stamp := w.Now().UTC().Format("20060102-150405")
	kept = w.Workspace + ".damaged-" + stamp
	report = w.Workspace + ".repair-" + stamp + ".json"
	if err := sqlitedb.WriteFile(report, statement); err != nil {
		return "", "", chart.E(chart.Internal, op, err)
	}
	if err := os.Rename(w.Workspace, kept); err != nil {
		return "", "", chart.E(chart.Internal, op, sqlitedb.Bare(err))
	}
	if err := os.Rename(w.copied(), w.Workspace); err != nil {
		return "", "", errors.Join(chart.E(chart.Internal, op, sqlitedb.Bare(err)), sqlitedb.Bare(os.Rename(kept, w.Workspace)))
	}
	return kept, report, nil
}

// ReadRepair checks the signatures of a repair's report and gives what it says, with the keys that signed.
func ReadRepair(data []byte) (s RepairStatement, signers []record.Key, err error) {
	env, err := record.ParseEnvelope(data)
	if err != nil {
		return s, nil, err
	}
	if signers, err = env.Signers(RepairType); err != nil {
		return s, nil, err
	}
	if err := json.Unmarshal(env.Payload, &s); err != nil || s.Schema != "chartproof.repair/1" {
		return s, nil, chart.E(chart.BadInput, "read repair", errors.New("this is no report of a repair"))
	}
	return s, signers, nil
}
