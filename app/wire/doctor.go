package wire

import (
	"context"
	"crypto/fips140"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/machine"
	"chartproof.org/chartproof/engine/read/worker"
	"chartproof.org/chartproof/storage/audit"
	"chartproof.org/chartproof/storage/casestore"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/storage/vault"
)

// DoctorOptions say what is looked at. The zero options look at this computer alone.
type DoctorOptions struct {
	Workspace string
	Keyring   vault.Keyring // nil: the keyring of the OS account, or KeyFile where one is named
	KeyFile   KeyFile
	Machine   *machine.Machine // nil: this computer
	// Readers starts a reading child and says what it has; nil starts the program's own.
	Readers func(ctx context.Context) (engines, notices []string, err error)
}

// How old what proves something may be before the doctor says so.
const (
	backupAge    = 7 * 24 * time.Hour
	rehearsalAge = 100 * 24 * time.Hour // a restore, each quarter
	recoveryAge  = 400 * 24 * time.Hour // the shares, each year
	witnessAge   = 31 * 24 * time.Hour
	clockBack    = 5 * time.Minute
)

// Doctor looks at the computer and at a workspace, changes nothing, and may run beside a desktop that works in it.
func Doctor(ctx context.Context, o DoctorOptions) ([]machine.Finding, error) {
	m := o.Machine
	if m == nil {
		m = thisMachine()
	}
	d := doctor{DoctorOptions: o, m: m, now: m.Now()}
	if d.Keyring == nil && o.KeyFile.Path != "" {
		d.Keyring = vault.FileKeyring{Path: o.KeyFile.Path, Passphrase: o.KeyFile.Passphrase}
	}
	if d.Keyring == nil {
		d.Keyring = vault.OSKeyring{}
	}
	if d.Readers == nil {
		d.Readers = startReaders
	}
	place := machine.Place{}
	if o.Workspace != "" {
		if !sqlitedb.Exists(o.Workspace) {
			return nil, chart.E(chart.NotFound, "examine workspace", errNoWorkspace)
		}
		place.Workspace = resolved(o.Workspace)
	}
	var inside []machine.Finding
	if o.Workspace != "" {
		inside, place.Watched = d.workspace(ctx)
	} else {
		inside = []machine.Finding{d.anyKeyring(ctx)}
	}
	out := m.Check(ctx, place)
	out = append(out, fips(), d.readers(ctx))
	return append(out, inside...), ctx.Err()
}

// resolved is a whole path without symbolic links, as far as that can be told.
func resolved(path string) string {
	if whole, err := filepath.Abs(path); err == nil {
		path = whole
	}
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real
	}
	return path
}

type doctor struct {
	DoctorOptions
	m   *machine.Machine
	now time.Time
}

func fine(check, says string) machine.Finding {
	return machine.Finding{Check: check, Verdict: machine.OK, Says: says}
}

func unsafe(check, says, do string) machine.Finding {
	return machine.Finding{Check: check, Verdict: machine.Unsafe, Says: says, Do: do}
}

func fips() machine.Finding {
	const check = "fips_module"
	if fips140.Enabled() {
		return fine(check, "keys and seals are the FIPS 140-3 module's ("+fips140.Version()+")")
	}
	return unsafe(check, "this build does not use the FIPS 140-3 module", "use the packaged programs: packaging/build makes them with GOFIPS140=certified")
}

// readers starts what reads files: every file of a model is compared with its SHA-256 on the way.
func (d doctor) readers(ctx context.Context) machine.Finding {
	const check = "readers"
	engines, notices, err := d.Readers(ctx)
	if err != nil {
		return unsafe(check, "nothing can be read: "+err.Error(), "run packaging/setup, or install the package again")
	}
	if len(engines) < 2 {
		return unsafe(check, "one reader of two is there: "+strings.Join(append(engines, notices...), "; "),
			"run packaging/setup; until then more goes to people")
	}
	return fine(check, "both readers start, with the models that were pinned: "+strings.Join(engines, "; "))
}

func startReaders(ctx context.Context) (engines, notices []string, err error) {
	pool, err := worker.Start(ctx, worker.Options{Jobs: 1})
	if err != nil {
		return nil, nil, err
	}
	defer func() { err = errors.Join(err, pool.Close()) }()
	return pool.Versions()[:min(len(pool.Engines()), len(pool.Versions()))], pool.Notices(), nil
}

// keyring says in words of its own what is wrong with the keyring: each has another remedy, and none is a new secret.
func keyring(err error) machine.Finding {
	const check = "keyring"
	switch chart.KindOf(err) {
	case "":
		return fine(check, "the keyring answers and holds this workspace's secret")
	case chart.KeyringAbsent:
		return unsafe(check, "no keyring answers: the workspace cannot be opened", "start the Secret Service of the desktop (gnome-keyring, KWallet) or sign in to the account's own session")
	case chart.KeyringLocked:
		return unsafe(check, "the keyring is locked", "unlock it with the account's password, or give the key file's passphrase")
	case chart.KeyringWrong:
		return unsafe(check, "the keyring holds the secret of another workspace, or of an older one", "use the account and computer that the workspace was made on, or recover: chartproofctl keys recover")
	case chart.NotFound:
		return unsafe(check, "the keyring does not have this workspace's secret", "use the account and computer that the workspace was made on, or recover: chartproofctl keys recover")
	}
	return unsafe(check, "the keys of the workspace do not open ("+string(chart.KindOf(err))+")", "do not work in it; restore a backup: chartproofctl restore --help")
}

// anyKeyring asks the keyring for something that it does not have.
func (d doctor) anyKeyring(ctx context.Context) machine.Finding {
	if _, err := d.Keyring.Get(ctx, "doctor"); err != nil && chart.KindOf(err) != chart.NotFound {
		return keyring(err)
	}
	return fine("keyring", "the keyring answers")
}

// workspace looks into the workspace, and gives the folder that it watches.
func (d doctor) workspace(ctx context.Context) (out []machine.Finding, watched string) {
	db, err := sqlitedb.OpenReadOnly(ctx, d.Workspace)
	if err != nil {
		return []machine.Finding{unsafe("workspace", "it cannot be read by this program: "+err.Error(), "open it once with this version of the desktop, or use the version that made it")}, ""
	}
	defer func() {
		if err := db.Close(); err != nil {
			out = append(out, unsafe("workspace", "it cannot be closed: "+err.Error(), "see that the disk is well"))
		}
	}()
	log := audit.New(db, func() time.Time { return d.now })
	v := vault.New(db, log, vault.Options{Keyring: d.Keyring, Now: d.m.Now})
	defer v.Close()
	loaded := v.Load(ctx)
	out = append(out, keyring(loaded))
	if loaded == nil {
		out = append(out, d.rotations(ctx, v))
	}
	stream, siem := d.siem(ctx, db, log)
	out = append(out, d.trail(ctx, log), d.witness(ctx, log, stream), siem)
	out = append(out, d.proofs(ctx, log)...)
	watched, err = casestore.New(db, log, nil, d.m.Now).Preference(ctx, watchedFolder)
	if err != nil && chart.KindOf(err) != chart.NotFound {
		out = append(out, unsafe("workspace", "its settings cannot be read", "check it: chartproofctl backup check --help"))
	}
	if watched != "" {
		watched = resolved(watched)
	}
	return out, watched
}

func (d doctor) rotations(ctx context.Context, v *vault.Vault) machine.Finding {
	const check = "key_rotations"
	state, err := v.Keys(ctx)
	if err != nil {
		return unsafe(check, "the keys cannot be looked at ("+string(chart.KindOf(err))+")", "check it: chartproofctl audit verify --help")
	}
	var due []string
	for _, z := range state.Zones {
		switch {
		case z.Ordered != "":
			due = append(due, fmt.Sprintf("zone %s waits for somebody who holds it (%s)", z.Zone, z.Ordered))
		case z.Behind > 0:
			due = append(due, fmt.Sprintf("zone %s: %d keys are still under an older one", z.Zone, z.Behind))
		}
	}
	for _, e := range state.Epochs {
		switch {
		case e.Missing:
			due = append(due, "the keyring lacks the secret of "+e.Month)
		case e.Dying:
			due = append(due, "the secret of "+e.Month+" is still to be destroyed")
		}
	}
	if len(due) > 0 {
		return unsafe(check, strings.Join(due, "; "), "have somebody who holds the zones sign in; see: chartproofctl keys list")
	}
	return fine(check, "no rotation waits")
}
