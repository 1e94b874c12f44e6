package wire

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"chartproof.org/chartproof/app/scanner"
	"chartproof.org/chartproof/app/wirehub"
	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/pipeline"
	"chartproof.org/chartproof/engine/protect/access/rulebook"
	"chartproof.org/chartproof/engine/read/worker"
	"chartproof.org/chartproof/engine/send/relay"
	"chartproof.org/chartproof/storage/alerts"
	"chartproof.org/chartproof/storage/audit"
	"chartproof.org/chartproof/storage/blob"
	"chartproof.org/chartproof/storage/casestore"
	"chartproof.org/chartproof/storage/quality"
	"chartproof.org/chartproof/storage/retention"
	"chartproof.org/chartproof/storage/rowseal"
	"chartproof.org/chartproof/storage/rulings"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/storage/vault"
	"chartproof.org/chartproof/ui/present"
)

// DeskOptions say where a workspace lives and what it may use.
type DeskOptions struct {
	Dir        string
	Keyring    vault.Keyring // nil: the keyring of the OS account, or KeyFile where one is named
	KeyFile    KeyFile
	Card       CardReader // of smart cards that sign in; without a library none does
	Module     CardReader // of the security module that guards a zone
	HubAddress string     // where a hub started from the desktop listens
	Version    string
	Jobs       int
	Scanner    scanner.Program
	Office     bool // nothing is read, watched or sent: for who looks after the workspace, not after charts
	Log        *slog.Logger
	Iterations int              // of the password hash for new people; 0 is the product's own
	Now        func() time.Time // nil: the wall clock
}

// KeyFile names a sealed file that keeps the machine's key where the computer has no keyring; a person asked for it.
type KeyFile struct{ Path, Passphrase string }

// Desk is an open workspace with everything that the screens ask for.
type Desk struct {
	opts    DeskOptions
	db      *sqlitedb.DB
	trail   *audit.Log
	rows    *rowseal.Seals
	blobs   *blob.Store
	whole   whole
	planned sync.Once  // the planned backups are looked after
	backing sync.Mutex // held while a backup is made or rehearsed, and while a disposal destroys keys: no backup may put them back on the drive
	plans   sync.Mutex // held while the plan of backups is read and written back
	cases   *casestore.Store
	rulings *rulings.Store
	alerts  *alerts.Store
	alarm   *alarm
	keeps   *retention.Store
	quality *quality.Store
	vault   *vault.Vault
	readers *readers
	stage   *pipeline.Pipeline
	finder  *finder
	codes   codeIndex
	// program names this program in certificates, as it was when it started.
	program string
	// redacting gives the redactor of a signature; tests put one here that forgets.
	redacting func(redactor) pipeline.Redactor

	life      context.Context // ends with the desk
	end       context.CancelFunc
	work      sync.WaitGroup
	rules     rules          // who may do what
	turns     turns          // one import at a time reads
	seen      seen           // what third persons were shown
	siem      streaming      // the trail, to whom it is streamed
	seals     sync.Mutex     // a record is sealed once: a second sealing is another body, which the hub refuses
	hubUp     sync.Mutex     // held while the own hub starts
	disposing sync.Mutex     // one disposal is carried out at a time
	modules   sync.Mutex     // guards the next
	moduleOf  *vault.Session // for whom a security module is connected; nil: none is

	mu         sync.Mutex
	session    *vault.Session
	last       chart.PersonID // who locked
	locks      uint64         // goes up whenever it is locked or left
	pending    *vault.Pending
	validators chart.Validators // of the workspace that is set up
	joining    *vault.Pending   // somebody whom the administrator adds
	rescue     *vault.Pending   // what recovery shares opened
	sharing    *vault.NewSet    // recovery shares that were not confirmed
	coming     coming
	changed    chan struct{}
	hub        *wirehub.Hub
	relay      *relay.Relay
	hubURL     string
	watch      *watcher
	trays      map[string]*tray // the watched folders since the desk was opened, by path
	pace       pace             // of watched folders
	policy     chart.Policy
	due        present.DisposalProposal
	scheduled  chan struct{} // closed after the first look at the schedule since somebody came
	stopRelay  context.CancelFunc
}

var _ present.House = (*Desk)(nil)

// OpenDesk opens the workspace in a folder, or prepares a new one. It does not fail for a keyring that is absent: Gate
// tells.
func OpenDesk(ctx context.Context, o DeskOptions) (*Desk, error) {
	if o.Keyring == nil && o.KeyFile.Path != "" {
		o.Keyring = vault.FileKeyring{Path: o.KeyFile.Path, Passphrase: o.KeyFile.Passphrase}
	}
	if o.Keyring == nil {
		o.Keyring = vault.OSKeyring{}
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	finder, err := newFinder("chart")
	if err != nil {
		return nil, err
	}
	book, err := rulebook.Builtin()
	if err != nil {
		return nil, err
	}
	db, err := sqlitedb.Open(ctx, o.Dir)
	if err != nil {
		return nil, err
	}
	if err := dropScratch(o.Dir); err != nil { // no reason not to work
		o.Log.WarnContext(ctx, "a copy of the database that a crash has left stays", "kind", string(chart.KindOf(err)))
	}
	blobs, err := blob.Attach(db)
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	readers := newReaders(nil)
	if !o.Office {
		readers = newReaders(func() (*worker.Pool, error) { return worker.Start(ctx, worker.Options{Jobs: o.Jobs}) })
	}
	d := &Desk{opts: o, db: db, readers: readers, finder: finder, stage: newPipeline(readers, finder), changed: make(chan struct{}), program: Program(o.Version),
		redacting: func(r redactor) pipeline.Redactor { return r }, pace: usualPace()}
	d.rules.release = book
	d.trail, d.blobs = audit.New(db, o.Now), blobs
	d.rows = rowseal.New(db, d.trail)
	d.trail.Stamp(d.rules.stamp)
	d.vault = vault.New(db, d.trail, vault.Options{Keyring: o.Keyring, Now: o.Now, Iterations: o.Iterations, Rows: d.rows})
	d.cases = casestore.New(db, d.trail, blobs, o.Now)
	d.keeps = retention.New(db, d.trail, o.Now)
	d.quality = quality.New(db, d.trail, o.Now)
	d.rulings = rulings.New(db, d.trail, o.Now)
	d.alerts = alerts.New(db, d.trail, o.Now)
	if err := d.watchTrail(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("read the alert rules: %w", err), db.Close())
	}
	policy, err := d.cases.Policy(ctx)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("read the policy: %w", err), db.Close())
	}
	d.hold(policy)
	d.life, d.end = context.WithCancel(context.WithoutCancel(ctx))
	return d, nil
}

// Close ends everything that the desk started and closes the workspace.
func (d *Desk) Close() error {
	d.end()
	d.mu.Lock()
	if d.session != nil {
		d.session.Close()
		d.session = nil
	}
	hub := d.hub
	d.hub = nil
	d.mu.Unlock()
	d.stopWatching()
	d.work.Wait()
	var err error
	if hub != nil {
		err = hub.Close()
	}
	d.rememberAtEnd()
	d.vault.Close()
	return errors.Join(err, d.readers.Close(), d.db.Close())
}

// Notices says what the person should know of how this machine reads: no sandbox, an engine is missing, nothing can be read. It
// knows from the first reading on, or once Warm is through.
func (d *Desk) Notices() []string {
	return d.readers.notices()
}

// Warm starts what reads files, so that the first import need not wait for it.
func (d *Desk) Warm() { _, _ = d.readers.get() } // what went wrong is told by Notices, and by whatever reads

// Changed is closed and replaced whenever a document or the outbox changed.
func (d *Desk) Changed() <-chan struct{} {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.changed
}

func (d *Desk) tell() {
	d.mu.Lock()
	defer d.mu.Unlock()
	close(d.changed)
	d.changed = make(chan struct{})
}

// run starts a task that ends with the desk.
func (d *Desk) run(f func(ctx context.Context)) {
	d.work.Add(1)
	go func() {
		defer d.work.Done()
		f(d.life)
	}()
}
