package wire

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/send/record"
	"chartproof.org/chartproof/storage/audit"
	"chartproof.org/chartproof/storage/backup"
	"chartproof.org/chartproof/storage/rowseal"
	"chartproof.org/chartproof/storage/vault"
	"chartproof.org/chartproof/ui/present"
)

// settingBackup is where the plan lies, sealed under the machine secret.
const settingBackup = "backup"

// backupPlan is what is kept of backups on this machine.
type backupPlan struct {
	Folder    string      `json:"folder"`
	Keys      backup.Keys `json:"keys"`
	Keep      int         `json:"keep"`
	Hour      int         `json:"hour"` // of the day, local time; -1: only when somebody asks
	AtSignOut bool        `json:"at_sign_out"`
	Remind    int         `json:"remind"` // days without a good backup after which people are told

	Last      time.Time `json:"last"` // good one
	LastGen   int64     `json:"last_generation"`
	Problem   string    `json:"problem"` // kind of what went wrong since
	Tried     time.Time `json:"tried"`
	Rehearsed time.Time `json:"rehearsed"`
}

// Defaults of a plan.
const (
	defaultHour   = 12
	defaultRemind = 3
)

// deviceSigning signs manifests as this device; want is the fingerprint of the key that must have signed what is opened, empty
// on a blank machine, where nothing is known yet but the passphrase.
type deviceSigning struct {
	device vault.Device
	want   string
}

var _ backup.Signing = deviceSigning{}

func (s deviceSigning) Sign(payloadType string, payload []byte) ([]byte, error) {
	env, err := record.Sign(payloadType, payload, record.Signer{Role: record.RoleDevice, ID: string(s.device.ID), Key: s.device.Signer})
	if err != nil {
		return nil, err
	}
	return env.Marshal()
}

func (s deviceSigning) Open(payloadType string, signed []byte) ([]byte, chart.DeviceID, error) {
	env, err := record.ParseEnvelope(signed)
	if err != nil {
		return nil, "", err
	}
	keys, err := env.Signers(payloadType)
	if err != nil {
		return nil, "", err
	}
	if len(keys) != 1 || keys[0].Role != record.RoleDevice || s.want != "" && keys[0].KeyID != s.want {
		return nil, "", chart.E(chart.Tampered, "verify manifest", errors.New("it is not signed by this workspace's device"))
	}
	return env.Payload, chart.DeviceID(keys[0].ID), nil
}

// signing is that of this workspace's device.
func (d *Desk) signing(ctx context.Context) (deviceSigning, error) {
	device, err := d.vault.Device(ctx)
	if err != nil {
		return deviceSigning{}, err
	}
	id, err := vault.KeyID(device.Signer.Public())
	return deviceSigning{device: device, want: id}, err
}

func (d *Desk) backupPlan(ctx context.Context) (p backupPlan, err error) {
	data, err := d.vault.DeviceSetting(ctx, settingBackup)
	if chart.KindOf(err) == chart.NotFound {
		return backupPlan{Hour: defaultHour, Remind: defaultRemind, Keep: backup.DefaultKeep}, nil
	}
	if err != nil {
		return p, err
	}
	defer clear(data)
	if json.Unmarshal(data, &p) != nil {
		return p, chart.E(chart.Tampered, "read backup plan", errors.New("malformed"))
	}
	return p, nil
}

// amendPlan changes the plan as it lies there now: a backup takes minutes, in which somebody may have set it otherwise.
func (d *Desk) amendPlan(ctx context.Context, e chart.AuditEntry, change func(p *backupPlan)) error {
	d.plans.Lock()
	defer d.plans.Unlock()
	p, err := d.backupPlan(ctx)
	if err != nil {
		return err
	}
	change(&p)
	data, err := json.Marshal(p)
	if err != nil {
		return chart.E(chart.Internal, "keep backup plan", errors.New("marshal"))
	}
	defer clear(data)
	return d.vault.SetDeviceSetting(ctx, settingBackup, data, e)
}

// Backups says how backups stand.
func (d *Desk) Backups(ctx context.Context) (s present.BackupState, err error) {
	if _, err := d.at("see backups", chart.ActBackupCheck); err != nil {
		return s, err
	}
	p, err := d.backupPlan(ctx)
	if err != nil {
		return s, err
	}
	s = present.BackupState{Folder: p.Folder, Keep: p.Keep, Hour: p.Hour, AtSignOut: p.AtSignOut, Remind: p.Remind, Last: p.Last,
		Problem: chart.ErrKind(p.Problem), Tried: p.Tried, Rehearsed: p.Rehearsed, Overdue: p.overdue(d.opts.Now()), Damage: d.Damage()}
	if p.Folder == "" {
		return s, nil
	}
	s.SameDrive = backup.SameDrive(p.Folder, d.opts.Dir)
	target, err := d.drive(ctx, p)
	if err != nil { // an unplugged drive is no fault of the screen
		s.Away = true
		return s, nil //nolint:nilerr // the screen says that it is away
	}
	sign, err := d.signing(ctx)
	if err != nil {
		return s, err
	}
	all, err := target.Generations(p.Keys, sign)
	if err != nil {
		s.Away = true
		return s, nil //nolint:nilerr // the screen says that it is away
	}
	for _, g := range all {
		s.Generations = append(s.Generations, present.Generation{Number: g.Number, Made: g.Made, Documents: g.Documents, Files: len(g.Files),
			Bytes: sizeOf(g.Manifest), Damaged: g.Err != nil || len(g.Missing) > 0})
	}
	return s, nil
}

func sizeOf(m backup.Manifest) (n int64) {
	for _, f := range m.Files {
		n += f.Size
	}
	if m.Records != nil {
		n += m.Records.Index.Bytes
		for _, b := range m.Records.Bodies {
			n += b.Size
		}
	}
	return n + m.Database.Bytes
}

func (p backupPlan) overdue(now time.Time) bool {
	return p.Folder == "" || p.Remind > 0 && now.Sub(p.Last) > time.Duration(p.Remind)*24*time.Hour
}

func (d *Desk) drive(ctx context.Context, p backupPlan) (*backup.Target, error) {
	device, err := d.vault.Device(ctx)
	if err != nil {
		return nil, err
	}
	if p.Folder == "" {
		return nil, chart.E(chart.BadState, "open backup", errors.New("no backup is set up"))
	}
	return backup.Open(p.Folder, device.Workspace)
}

// SetUpBackup chooses the folder and its passphrase, and makes the target there. A target of this workspace that is there is
// taken over; its passphrase is the new one from then on.
func (d *Desk) SetUpBackup(ctx context.Context, folder, passphrase string) error {
	ses, err := d.at("set up backup", chart.ActBackupSetUp)
	if err != nil {
		return err
	}
	p, err := d.backupPlan(ctx)
	if err != nil {
		return err
	}
	device, err := d.vault.Device(ctx)
	if err != nil {
		return err
	}
	if len(p.Keys.Data) == 0 {
		p.Keys = backup.NewKeys()
	}
	iterations := d.opts.Iterations
	if iterations == 0 {
		iterations = vault.DefaultIterations
	}
	if _, err := backup.Prepare(folder, device.Workspace, d.opts.Dir, passphrase, p.Keys, iterations); err != nil {
		return err
	}
	return d.amendPlan(ctx, chart.AuditEntry{Action: chart.ActBackupSetUp, Person: ses.Person().ID, Detail: "target=new"}, func(now *backupPlan) {
		now.Folder, now.Keys, now.Problem = folder, p.Keys, ""
	})
}

// PlanBackup says when, how many, and after how many days without one people are told.
func (d *Desk) PlanBackup(ctx context.Context, o present.BackupPlan) error {
	const op = "plan backup"
	ses, err := d.at(op, chart.ActBackupSetUp)
	if err != nil {
		return err
	}
	if o.Keep < 1 || o.Keep > 1000 || o.Hour < -1 || o.Hour > 23 || o.Remind < 0 || o.Remind > 365 {
		return chart.E(chart.BadInput, op, errors.New("hours are 0 to 23, -1 for never; 1 to 1000 generations; 0 to 365 days"))
	}
	return d.amendPlan(ctx, chart.AuditEntry{Action: chart.ActBackupSetUp, Person: ses.Person().ID,
		Detail: fmt.Sprintf("keep=%d hour=%d sign_out=%t remind=%d", o.Keep, o.Hour, o.AtSignOut, o.Remind)}, func(p *backupPlan) {
		p.Keep, p.Hour, p.AtSignOut, p.Remind = o.Keep, o.Hour, o.AtSignOut, o.Remind
	})
}

// BackUp makes a backup now.
func (d *Desk) BackUp(ctx context.Context, progress func(done, all int64)) (present.BackupResult, error) {
	ses, err := d.at("back up", chart.ActBackup)
	if err != nil {
		return present.BackupResult{}, err
	}
	return d.backUp(ctx, ses.Person().ID, progress)
}

// backUp makes a backup for a person, or for the machine's own plan.
func (d *Desk) backUp(ctx context.Context, by chart.PersonID, progress func(done, all int64)) (out present.BackupResult, err error) {
	d.backing.Lock() // one at a time
	defer d.backing.Unlock()
	p, err := d.backupPlan(ctx)
	if err != nil {
		return out, err
	}
	p.Tried = d.opts.Now().UTC()
	r, err := d.generation(ctx, p, progress)
	if err != nil {
		p.Problem = string(chart.KindOf(err))
		return out, errors.Join(err, d.amendPlan(context.WithoutCancel(ctx), chart.AuditEntry{Action: chart.ActBackup, Person: by, Detail: "failed=" + p.Problem}, p.result))
	}
	p.Problem, p.Last, p.LastGen = "", p.Tried, r.Generation
	if len(r.Missing) > 0 {
		p.Problem = string(chart.Tampered)
	}
	d.remember(ctx)
	out = present.BackupResult{Generation: r.Generation, Documents: r.Documents, Files: len(r.Files), NewFiles: r.NewFiles, NewBytes: r.NewBytes,
		Dropped: r.Dropped, Missing: len(r.Missing), SameDrive: r.SameDrive, Took: r.Took}
	return out, d.amendPlan(ctx, chart.AuditEntry{Action: chart.ActBackup, Person: by, Detail: fmt.Sprintf("generation=%d documents=%d files=%d new=%d missing=%d dropped=%d",
		r.Generation, r.Documents, len(r.Files), r.NewFiles, len(r.Missing), r.Dropped)}, p.result)
}

// result notes in the plan of now how a backup went, unless another drive was chosen meanwhile, of which it says nothing.
func (p backupPlan) result(now *backupPlan) {
	if now.Folder == p.Folder {
		now.Tried, now.Problem, now.Last, now.LastGen = p.Tried, p.Problem, p.Last, p.LastGen
	}
}

func (d *Desk) generation(ctx context.Context, p backupPlan, progress func(done, all int64)) (backup.Result, error) {
	target, err := d.drive(ctx, p)
	if err != nil {
		return backup.Result{}, err
	}
	sign, err := d.signing(ctx)
	if err != nil {
		return backup.Result{}, err
	}
	records, err := d.heldRecords(ctx)
	if err != nil {
		return backup.Result{}, err
	}
	return backup.Make(ctx, backup.Job{Records: records, DB: d.db, Target: target, Keys: p.Keys, Signing: sign, Freeze: d.vault.Entries, Workspace: sign.device.Workspace,
		Device: sign.device.ID, Program: d.program, Now: d.opts.Now, Keep: p.Keep, Damaged: d.Damage() != nil, Progress: progress})
}

// CheckWorkspace verifies every row, the trail, every page file and the age. A workspace that does not hold may only be read
// from then on.
func (d *Desk) CheckWorkspace(ctx context.Context) (present.WorkspaceCheck, error) {
	ses, err := d.at("check workspace", chart.ActBackupCheck)
	if err != nil {
		return present.WorkspaceCheck{}, err
	}
	c, err := d.verify(ctx)
	if err != nil {
		return present.WorkspaceCheck{}, err
	}
	out := present.WorkspaceCheck{Rows: c.Rows, Files: c.Files, Entries: c.Entries, Root: c.Root}
	for _, f := range c.Findings {
		out.Findings = append(out.Findings, present.Finding{Part: f.Part, Place: f.Place, What: f.What})
	}
	e := chart.AuditEntry{Action: chart.ActBackupCheck, Person: ses.Person().ID, Detail: fmt.Sprintf("findings=%d", len(c.Findings))}
	if len(c.Findings) > 0 {
		e.Action = chart.ActDamage
		d.harmed(chart.E(chart.Tampered, "check workspace", fmt.Errorf("%d parts do not hold, the first: %s", len(c.Findings), c.Findings[0])))
	}
	d.note(ctx, e)
	return out, nil
}

func (d *Desk) verify(ctx context.Context) (backup.Check, error) {
	w := backup.Workspace{DB: d.db, Log: d.trail, Seals: d.rows, Blobs: d.blobs, Keys: audit.Keys{}}
	if kept, err := d.vault.Remembered(ctx); err == nil {
		if a, err := rowseal.ParseAnchor(kept); err == nil {
			w.Anchor = &a
		}
	}
	return backup.Verify(ctx, w)
}
