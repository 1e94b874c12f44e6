package backup

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/audit"
	"chartproof.org/chartproof/storage/blob"
	"chartproof.org/chartproof/storage/rowseal"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/storage/vault"
)

// RepairOrder says what is repaired. Nothing of the damaged folder is changed.
type RepairOrder struct {
	Damaged string        // a workspace that nobody has open
	Dir     string        // a blank folder for the copy that is repaired
	Keyring vault.Keyring // the machine's own
	From    *Restored     // a backup that was raised and holds; nil where there is none
	Pages   *Source       // of page files; nil where there is none
	Now     func() time.Time

	Iterations int // of the password hash; 0 is the product's own
}

// RepairedFile is a page file that did not hold.
type RepairedFile struct {
	Place string `json:"place"`
	What  string `json:"what"`
	How   string `json:"how"` // "exact": the backup has it, proved by its hash; "aside": no row names it; "lost": no copy of it is there
}

// RepairReport is what was damaged and what became of it.
type RepairReport struct {
	Found   []string         `json:"found"` // everything that did not hold, where it is
	Parts   []rowseal.Mended `json:"parts"`
	Trail   audit.Mended     `json:"trail"`
	Files   []RepairedFile   `json:"files"`
	Age     string           `json:"age,omitempty"` // the workspace is not the newest: what came after is not here
	Holds   bool             `json:"holds"`         // the repaired copy was checked whole
	Unmade  []string         `json:"unmade,omitempty"`
	Entries int64            `json:"entries"`
}

// Lost counts the parts and files that no copy brought back whole.
func (r RepairReport) Lost() (n int) {
	for _, p := range r.Parts {
		if p.How == rowseal.Older || p.How == rowseal.Aside || p.How == rowseal.Doubted {
			n++
		}
	}
	for _, f := range r.Files {
		if f.How == "lost" {
			n++
		}
	}
	return n
}

// Repairing is a damaged workspace's copy, open, with what was found in it.
type Repairing struct {
	Workspace
	Vault  *vault.Vault
	Report RepairReport
	order  RepairOrder
}

// own names the tables whose rows bear a seal of their own that is checked at every use: people, keys, grants, settings of the
// device. A row of theirs that was written while the workspace could only be read, by a sign-in, is no damage.
func own(table string) bool {
	switch table {
	case "person", "people_register", "person_card", "sign_in_guard", "workspace", "device_setting", "zone", "zone_grant", "zone_guard",
		"zone_escrow", "owner_key", "key_epoch", "key_order", "key_escrow", "recovery_set", "recovery_secret", "audit_witness":
		return true
	}
	return false
}

// keyTables are what the keys open with.
func keyTables() []string {
	return []string{"workspace", "zone", "key_epoch", "people_register", "person"}
}

// OpenDamaged copies a damaged workspace and reads out of it what can be read. The error says that nothing can be: only a
// restore helps then.
func OpenDamaged(ctx context.Context, o RepairOrder) (r *Repairing, err error) {
	if err := copyOf(ctx, o.Damaged, o.Dir); err != nil {
		return nil, err
	}
	db, err := sqlitedb.Open(ctx, o.Dir)
	if err != nil {
		return nil, err
	}
	r = &Repairing{order: o}
	r.DB, r.Log = db, audit.New(db, o.Now)
	r.Seals = rowseal.New(db, r.Log)
	defer func() {
		if err != nil {
			err = errors.Join(err, r.Close())
			r = nil
		}
	}()
	if err := salvage(ctx, filepath.Join(o.Dir, rawFolder), db); err != nil {
		return r, fmt.Errorf("read what is left: %w", err)
	}
	if err := os.RemoveAll(filepath.Join(o.Dir, rawFolder)); err != nil {
		return r, chart.E(chart.Internal, "repair workspace", sqlitedb.Bare(err))
	}
	if r.Blobs, err = blob.Attach(db); err != nil {
		return r, err
	}
	r.Vault = vault.New(db, r.Log, vault.Options{Keyring: o.Keyring, Now: o.Now, Iterations: o.Iterations, Rows: r.Seals})
	if err := r.load(ctx); err != nil {
		return r, fmt.Errorf("open the keys: %w", err)
	}
	if kept, err := r.Vault.Remembered(ctx); err == nil {
		if a, err := rowseal.ParseAnchor(kept); err == nil {
			r.Anchor = &a
		}
	}
	c, err := Verify(ctx, r.Workspace)
	if err != nil {
		return r, err
	}
	for _, f := range c.Findings {
		r.Report.Found = append(r.Report.Found, f.String())
		if f.Part == "age" && f.What != "" {
			r.Report.Age = f.What
		}
	}
	return r, nil
}

// load opens the keys. Where what they open with was harmed, it is taken from the backup; the seals tell whether it is the same.
func (r *Repairing) load(ctx context.Context) error {
	err := r.Vault.Load(ctx)
	switch chart.KindOf(err) {
	case "", chart.KeyringAbsent, chart.KeyringLocked:
		return err
	}
	if r.order.From == nil {
		return err
	}
	if e := r.DB.Write(ctx, func(tx *sqlitedb.Tx) error {
		if err := tx.Exec(`PRAGMA defer_foreign_keys = ON`); err != nil {
			return err
		}
		for _, t := range keyTables() {
			if err := tx.Exec(`DELETE FROM "` + t + `"`); err != nil {
				return err
			}
			if whole, err := copyTable(ctx, r.order.From.DB, tx, t, ""); err != nil || !whole {
				return errors.Join(err, chart.E(chart.Tampered, "take keys from the backup", nil))
			}
		}
		return dropOrphans(tx)
	}); e != nil {
		return errors.Join(err, e)
	}
	r.Report.Found = append(r.Report.Found, "keys: workspace: they did not open; what they open with was taken from the backup")
	return r.Vault.Load(ctx)
}

// Close closes the copy.
func (r *Repairing) Close() error {
	if r.Vault != nil {
		r.Vault.Close()
	}
	return r.DB.Close()
}

// Mend repairs the copy: page files by their hashes, rows by their seals, the trail by its signatures; say gives
// the trail's word for it, which in a trail that broke is the first entry after the break. Everything is checked again at the end.
func (r *Repairing) Mend(ctx context.Context, say func(RepairReport) string) error {
	var from *sqlitedb.DB
	if r.order.From != nil {
		from = r.order.From.DB
	}
	var err error
	if r.Report.Parts, err = r.Seals.Mend(ctx, from, own); err != nil {
		return err
	}
	if err := r.mendFiles(ctx); err != nil { // of the rows as they are now
		return err
	}
	if r.Report.Trail, err = r.Log.Mend(ctx, from); err != nil {
		return err
	}
	if err := r.DB.Write(ctx, func(tx *sqlitedb.Tx) error {
		_, err := r.Log.Append(tx, chart.AuditEntry{Action: chart.ActRepair, Detail: say(r.Report)})
		return err
	}); err != nil {
		return err
	}
	if err := r.Seals.Accept(ctx, chart.AuditEntry{Action: chart.ActSealRows, Detail: "cause=repair"}); err != nil {
		return err
	}
	whole := r.Workspace
	whole.Anchor = nil // it is of the damaged one
	c, err := Verify(ctx, whole)
	if err != nil {
		return err
	}
	for _, f := range c.Findings {
		if f.Part != "files" || f.What != "missing" {
			r.Report.Unmade = append(r.Report.Unmade, f.String())
		}
	}
	r.Report.Entries, r.Report.Holds = c.Entries, len(r.Report.Unmade) == 0
	return nil
}

// mendFiles brings page files back by their names, which are their hashes. A harmed one without a copy, and one that no row
// names, are not in the repaired workspace; they stay in the damaged folder.
func (r *Repairing) mendFiles(ctx context.Context) error {
	_, faults, err := r.Blobs.Check(ctx)
	if err != nil {
		return err
	}
	for _, f := range faults {
		one := RepairedFile{Place: place(f.File), What: f.What, How: "lost"}
		if f.Owner == "" {
			one.How = "aside"
		} else if back, err := r.bringBack(f.Name); err != nil {
			return err
		} else if back {
			one.How = "exact"
		}
		r.Report.Files = append(r.Report.Files, one)
	}
	return r.tidy(ctx)
}

// bringBack takes a page file from the backup.
func (r *Repairing) bringBack(name string) (bool, error) {
	path := filepath.Join(r.order.Dir, blob.Path(name))
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return false, chart.E(chart.Internal, "repair page file", sqlitedb.Bare(err))
	}
	if r.order.Pages == nil {
		return false, nil
	}
	data, err := r.order.Pages.Target.read(pagePlace(name))
	if err != nil || sumOf(data) != name { // the backup lacks it
		return false, nil //nolint:nilerr // it is told as lost
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return false, full("repair page file", err)
	}
	if err := sqlitedb.WriteFile(path, data); err != nil {
		return false, full("repair page file", err)
	}
	return true, nil
}

// tidy takes the files out of the copy that no row names, or that lie in another's place.
func (r *Repairing) tidy(ctx context.Context) error {
	files, err := r.Blobs.Files(ctx)
	if err != nil {
		return err
	}
	named := map[string]bool{}
	for _, f := range files {
		if blob.ValidName(f.Name) {
			named[filepath.Join(r.order.Dir, blob.Path(f.Name))] = true
		}
	}
	return filepath.WalkDir(filepath.Join(r.order.Dir, "pages"), func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && !named[path] {
			err = os.Remove(path)
		}
		if err != nil {
			return chart.E(chart.Internal, "repair page folder", sqlitedb.Bare(err))
		}
		return ctx.Err()
	})
}
