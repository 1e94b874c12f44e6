package wire

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/backup"
	"chartproof.org/chartproof/storage/casestore"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/storage/vault"
	"chartproof.org/chartproof/ui/present"
)

// RestoreRehearsalType is bound into the signature over a rehearsal's statement.
const RestoreRehearsalType = "application/vnd.chartproof.restore-rehearsal.v1+json"

// rehearsalScratch begins the name of the folder in which a rehearsal restores.
const rehearsalScratch = ".rehearsal-"

// dropScratch takes away copies of the database that a killed program has left in the workspace. Only who holds the workspace's
// lock may call it: nobody else can be at work on one.
func dropScratch(dir string) (err error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return sqlitedb.Bare(err)
	}
	for _, e := range entries {
		if e.IsDir() && (strings.HasPrefix(e.Name(), backup.Scratch) || strings.HasPrefix(e.Name(), rehearsalScratch)) {
			err = errors.Join(err, sqlitedb.Bare(os.RemoveAll(filepath.Join(dir, e.Name()))))
		}
	}
	return err
}

// rehearsalStatement is what the device signs of a rehearsal.
type rehearsalStatement struct {
	Workspace  string         `json:"workspace"`
	Generation int64          `json:"generation"`
	Made       time.Time      `json:"made"`
	Person     chart.PersonID `json:"person"`
	At         time.Time      `json:"at"`
	Seconds    float64        `json:"seconds"`
	Documents  int64          `json:"documents"`
	Opened     int            `json:"opened"`
	Files      int64          `json:"files"`
	Rows       int64          `json:"rows"`
	Entries    int64          `json:"entries"`
	Root       string         `json:"root"`
	Program    string         `json:"program"`
	Holds      bool           `json:"holds"`
}

// RehearseRestore restores the newest backup beside the workspace, checks everything, opens documents at random, deletes it, and
// leaves a signed statement on the drive and an entry in the trail.
func (d *Desk) RehearseRestore(ctx context.Context, documents int, progress func(done, all int64)) (out present.RestoreRehearsal, err error) {
	ses, err := d.at("rehearse restoring", chart.ActRestoreRehear)
	if err != nil {
		return out, err
	}
	d.backing.Lock()
	defer d.backing.Unlock()
	began := time.Now()
	p, err := d.backupPlan(ctx)
	if err != nil {
		return out, err
	}
	target, err := d.drive(ctx, p)
	if err != nil {
		return out, err
	}
	sign, err := d.signing(ctx)
	if err != nil {
		return out, err
	}
	st := rehearsalStatement{Workspace: sign.device.Workspace, Person: ses.Person().ID, At: d.opts.Now().UTC(), Program: d.program}
	err = d.rehearse(ctx, ses, target, p, sign, documents, progress, &st, &out)
	st.Holds, st.Seconds = err == nil, time.Since(began).Seconds()
	out.At, out.Took, out.Generation, out.Documents, out.Opened = st.At, time.Since(began), st.Generation, st.Documents, st.Opened
	out.Files, out.Entries, out.Root = st.Files, st.Entries, st.Root
	ctx = context.WithoutCancel(ctx)
	var saved error
	if out.Statement, saved = keepStatement(target, sign, st); saved != nil {
		err = errors.Join(err, saved)
	}
	e := chart.AuditEntry{Action: chart.ActRestoreRehear, Person: ses.Person().ID, Detail: fmt.Sprintf("generation=%d documents=%d opened=%d files=%d seconds=%.0f ok=%t",
		st.Generation, st.Documents, st.Opened, st.Files, st.Seconds, st.Holds)}
	held := err == nil
	return out, errors.Join(err, d.amendPlan(ctx, e, func(now *backupPlan) {
		if held && now.Folder == p.Folder {
			now.Rehearsed = st.At
		}
	}))
}

func (d *Desk) rehearse(ctx context.Context, ses *vault.Session, target *backup.Target, p backupPlan, sign deviceSigning, documents int,
	progress func(done, all int64), st *rehearsalStatement, out *present.RestoreRehearsal) (err error) {
	src, err := backup.WithKey(target, p.Keys.Transport, sign)
	if err != nil {
		return err
	}
	plan, err := src.Plan(0)
	if err != nil {
		return err
	}
	st.Generation, st.Made, st.Documents = plan.Generation, plan.Made, plan.Documents
	scratch, err := os.MkdirTemp(d.opts.Dir, rehearsalScratch+"*")
	if err != nil {
		return chart.E(chart.BadInput, "rehearse restoring", sqlitedb.Bare(err))
	}
	defer func() { err = errors.Join(err, sqlitedb.Bare(os.RemoveAll(scratch))) }()
	if err := src.Fetch(ctx, plan.Manifest, filepath.Join(scratch, "restored"), progress); err != nil {
		return err
	}
	r, c, err := src.Raise(ctx, plan.Manifest, filepath.Join(scratch, "restored"), d.opts.Now)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	st.Files, st.Entries, st.Root, st.Rows = c.Files, c.Entries, c.Root, c.Rows
	st.Opened, out.Sealed, err = openSome(ctx, ses, r, documents, d.opts.Now)
	return err
}

// openSome opens documents at random out of the restored workspace with the keys of who is signed in here.
func openSome(ctx context.Context, ses *vault.Session, r *backup.Restored, most int, now func() time.Time) (opened, sealed int, err error) {
	var ids []string
	if err := r.DB.Read(ctx, func(tx *sqlitedb.Tx) error {
		return tx.Each(`SELECT id FROM document WHERE state <> 'purged'`, nil, func(rows *sqlitedb.Rows) error {
			var id string
			err := rows.Scan(&id)
			ids = append(ids, id)
			return err
		})
	}); err != nil {
		return 0, 0, err
	}
	rand.Shuffle(len(ids), func(i, j int) { ids[i], ids[j] = ids[j], ids[i] })
	cases := casestore.New(r.DB, r.Log, r.Blobs, now)
	for _, id := range ids[:min(most, len(ids))] {
		_, err := cases.Load(ctx, ses, chart.DocumentID(id))
		switch chart.KindOf(err) {
		case "":
			opened++
		case chart.NotAllowed: // an administrator opens no zone; the checks of everything else stand
			sealed++
		default:
			return opened, sealed, fmt.Errorf("open document %s out of the backup: %w", id, err)
		}
	}
	return opened, sealed, nil
}

func keepStatement(target *backup.Target, sign deviceSigning, st rehearsalStatement) (string, error) {
	payload, err := json.Marshal(st)
	if err != nil {
		return "", chart.E(chart.Internal, "keep statement", errors.New("marshal"))
	}
	signed, err := sign.Sign(RestoreRehearsalType, payload)
	if err != nil {
		return "", err
	}
	return target.Keep(fmt.Sprintf("rehearsals/%06d-%s.json", st.Generation, st.At.Format("20060102T150405Z")), signed)
}
