package wirehub

import (
	"context"
	"crypto/rand"
	"os"
	"slices"
	"strconv"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/send/hub"
	"chartproof.org/chartproof/engine/send/relay"
	"chartproof.org/chartproof/storage/audit"
	"chartproof.org/chartproof/storage/sqlitedb"
)

// practice is a real hub and a workstation with a real trail, of which a backup can be made and brought back.
type practice struct {
	t          *testing.T
	hub        *Hub
	dir        string // of the hub
	s          *station
	skey, vkey string
	workspace  string
	db         *sqlitedb.DB
	log        *audit.Log
}

func newPractice(t *testing.T) *practice {
	t.Helper()
	p := &practice{t: t, dir: t.TempDir(), s: newStation(t, "dev-1"), workspace: t.TempDir()}
	p.hub = start(t, p.dir)
	t.Cleanup(func() { p.hub.Close() })
	var err error
	p.skey, p.vkey, err = note.GenerateKey(rand.Reader, audit.Origin("dev-1"))
	p.must(err)
	p.open(p.workspace)
	p.s.device.VerifierKey = p.vkey
	join(t, p.hub, p.s)
	return p
}

func (p *practice) must(err error) {
	p.t.Helper()
	if err != nil {
		p.t.Fatal(err)
	}
}

func (p *practice) open(dir string) {
	p.t.Helper()
	var err error
	p.db, err = sqlitedb.Open(p.t.Context(), dir)
	p.must(err)
	p.t.Cleanup(func() { p.db.Close() })
	p.log = audit.New(p.db, time.Now)
	p.must(p.log.Arm("dev-1", p.skey, p.vkey))
}

// write adds entries and gives the index of the last.
func (p *practice) write(all ...chart.AuditEntry) (last int64) {
	p.t.Helper()
	p.must(p.db.Write(p.t.Context(), func(tx *sqlitedb.Tx) (err error) {
		for _, e := range all {
			if last, err = p.log.Append(tx, e); err != nil {
				return err
			}
		}
		return nil
	}))
	return last
}

// work adds so many decisions.
func (p *practice) work(n int) {
	p.t.Helper()
	p.write(slices.Repeat([]chart.AuditEntry{{Action: chart.ActDecide, Person: "dana"}}, n)...)
}

// once is one round of a program that was just started.
func (p *practice) once() error {
	p.t.Helper()
	r, err := relay.New(p.s.device.ID, p.s.enrol, p.s.device.TLS, p.s, ledger{p.log}, quiet(), time.Now)
	p.must(err)
	return r.Once(p.t.Context())
}

// backup is a copy of the workspace as it is now.
func (p *practice) backup() string {
	p.t.Helper()
	p.must(p.db.Close())
	dir := p.t.TempDir()
	p.must(os.CopyFS(dir, os.DirFS(p.workspace)))
	p.open(p.workspace)
	return dir
}

// restore goes on with a backup.
func (p *practice) restore(backup string, tell ...chart.AuditEntry) {
	p.t.Helper()
	p.must(p.db.Close())
	p.workspace = backup
	p.open(backup)
	p.write(tell...)
}

// alerts gives the alerts about the trail.
func (p *practice) alerts() (out []chart.AuditEntry) {
	p.t.Helper()
	all, err := p.log.Entries(p.t.Context(), audit.Filter{Actions: []chart.Action{chart.ActAlert}})
	p.must(err)
	return all
}

func (p *practice) forks() []hub.Forked {
	p.t.Helper()
	admin, err := OpenAdmin(p.dir)
	p.must(err)
	out, err := admin.Forks(p.t.Context())
	p.must(err)
	return out
}

func (p *practice) kindOfOnce() chart.ErrKind {
	p.t.Helper()
	return chart.KindOf(unjoin(p.once()))
}

var restored = chart.AuditEntry{Action: chart.ActRestore, Detail: "generation=7"}

// TestARestoredTrailGoesOn: the hub has seen entries that the backup has not. It keeps both, alarms, and goes on once a person has
// acknowledged the alert, whether the trail is shorter by then or longer, and whether the backup was ever witnessed.
func TestARestoredTrailGoesOn(t *testing.T) {
	for name, c := range map[string]struct {
		before  int // entries witnessed before the backup
		lost    int // and after it
		after   int // done before the hub is reached again
		shares  int64
		witness bool
	}{
		"shorter than the hub's":  {5, 20, 0, 5, true},
		"longer by now":           {5, 3, 30, 5, true},
		"never witnessed before":  {5, 4, 0, 0, false},
		"the last entry was lost": {5, 1, 0, 5, true},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPractice(t)
			p.work(c.before)
			if c.witness {
				p.must(p.once())
			}
			backup := p.backup()
			p.work(c.lost)
			p.must(p.once())
			p.restore(backup, restored)
			p.work(c.after)
			for range 2 { // told once however often it is asked
				if kind := p.kindOfOnce(); kind != chart.Conflict {
					t.Fatalf("nobody acknowledged it: want a conflict, got %q", kind)
				}
			}
			alerts := p.alerts()
			if len(alerts) != 1 {
				t.Fatalf("want one alert, got %+v", alerts)
			}
			if got := p.forks(); len(got) != 1 || got[0].Agreed != "" || got[0].From != c.shares || got[0].Size != int64(c.before+c.lost) || got[0].Cause != chart.ActRestore {
				t.Errorf("want the fork kept at the hub, got %+v", got)
			}
			p.write(chart.AuditEntry{Action: chart.ActAlertDone, Person: "dana", Detail: "alert=" + strconv.FormatInt(alerts[0].Index, 10) + " note=n1"})
			p.work(2)
			for range 2 {
				p.must(p.once())
				p.work(1)
			}
			p.must(p.once())
			size, err := p.log.Size(t.Context())
			p.must(err)
			if seen, _, _, err := p.log.Witnessed(t.Context()); err != nil || seen != size {
				t.Errorf("want %d entries witnessed, got %d, %v", size, seen, err)
			}
			if rep, err := p.log.Verify(t.Context(), audit.Keys{Deep: true, Hub: p.s.enrol.WitnessKey}); err != nil || !rep.OK {
				t.Errorf("want the trail to hold, got %+v, %v", rep, err)
			}
			if got := p.forks(); len(got) != 1 || got[0].Agreed != "dana" {
				t.Errorf("want the fork with who acknowledged it, got %+v", got)
			}
			if n := len(p.alerts()); n != 1 {
				t.Errorf("want no further alert, got %d", n)
			}
		})
	}
}

// Back to a backup of the trail that was left before: the hub has cosigned that one too.
func TestATrailIsRestoredTwice(t *testing.T) {
	p := newPractice(t)
	agree := func() {
		t.Helper()
		if kind := p.kindOfOnce(); kind != chart.Conflict {
			t.Fatalf("want a conflict, got %q", kind)
		}
		p.write(chart.AuditEntry{Action: chart.ActAlertDone, Person: "dana", Detail: "alert=" + strconv.FormatInt(p.alerts()[len(p.alerts())-1].Index, 10) + " note=n1"})
		p.must(p.once())
	}
	p.work(5)
	p.must(p.once())
	early := p.backup()
	p.work(40)
	p.must(p.once())
	late := p.backup()
	p.work(2)
	p.must(p.once())
	p.restore(early, restored)
	agree()
	p.restore(late, restored)
	agree()
	if got := p.forks(); len(got) != 2 || got[1].From != 45 || got[1].Agreed != "dana" {
		t.Errorf("want two forks kept, got %+v", got)
	}
}

// TestATrailThatNothingExplains: a copy put back by other means than a restore is refused and raises no alert that could be
// acknowledged away.
func TestATrailThatNothingExplains(t *testing.T) {
	p := newPractice(t)
	p.work(5)
	p.must(p.once())
	backup := p.backup()
	p.work(5)
	p.must(p.once())
	p.restore(backup)
	for _, more := range []int{0, 10} {
		p.work(more)
		if kind := p.kindOfOnce(); kind != chart.Tampered {
			t.Errorf("%d entries later: want tampered, got %q", more, kind)
		}
	}
	if n := len(p.alerts()); n != 0 || len(p.forks()) != 0 {
		t.Errorf("want no alert and no fork, got %d and %v", n, p.forks())
	}
}

// An earlier restore explains nothing that the hub has witnessed since.
func TestAnEarlierRestoreExplainsNothing(t *testing.T) {
	p := newPractice(t)
	p.work(3)
	p.write(restored)
	p.must(p.once())
	backup := p.backup()
	p.work(5)
	p.must(p.once())
	p.restore(backup)
	p.work(9)
	if kind := p.kindOfOnce(); kind != chart.Tampered {
		t.Errorf("want tampered, got %q", kind)
	}
}

// bent is a trail that shows the hub another fork than it has.
type bent struct {
	ledger
	bend func(f *relay.Fork)
}

func (b bent) Fork(ctx context.Context, size int64, root tlog.Hash) (*relay.Fork, error) {
	f, err := b.ledger.Fork(ctx, size, root)
	if f != nil {
		b.bend(f)
	}
	return f, err
}

func TestAFalseForkIsRefused(t *testing.T) {
	p := newPractice(t)
	p.work(5)
	p.must(p.once())
	backup := p.backup()
	p.work(5)
	p.must(p.once())
	p.restore(backup, restored)
	p.once()
	alert := p.alerts()[0].Index
	word := " note=n1"
	other := p.write(chart.AuditEntry{Action: chart.ActAlert, Detail: "rule=denied severity=high entry=1 action=access.denied"})
	p.write(chart.AuditEntry{Action: chart.ActAlertDone, Person: "dana", Detail: "alert=" + strconv.FormatInt(other, 10) + word})
	evidence, err := p.log.Evidence(t.Context(), audit.Filter{From: other})
	p.must(err)
	for name, bend := range map[string]func(f *relay.Fork){
		"an acknowledgement of another alert": func(f *relay.Fork) {
			f.Leaves, f.Proofs = append(f.Leaves[:2:2], evidence.Leaves[1]), append(f.Proofs[:2:2], evidence.Proofs[1])
		},
		"another alert": func(f *relay.Fork) { f.Leaves[1], f.Proofs[1] = evidence.Leaves[0], evidence.Proofs[0] },
		"no restore":    func(f *relay.Fork) { f.Leaves[0], f.Proofs[0] = evidence.Leaves[0], evidence.Proofs[0] },
		"a proof of something else": func(f *relay.Fork) {
			f.Proofs[1] = f.Proofs[0]
		},
		"a checkpoint that the hub has not cosigned": func(f *relay.Fork) { f.Seen = f.Checkpoint },
		"from the beginning, though some was seen":   func(f *relay.Fork) { f.From = 1 },
		"no proof that it begins there":              func(f *relay.Fork) { f.Proof = f.Proof[:1] },
		"an acknowledgement that is only claimed": func(f *relay.Fork) {
			f.Leaves = append(f.Leaves[:2:2], []byte(`{"index":`+strconv.FormatInt(other+1, 10)+`,"action":"trail.alert_acknowledge","person":"dana","detail":"alert=`+strconv.FormatInt(alert, 10)+`"}`))
			f.Proofs = append(f.Proofs[:2:2], evidence.Proofs[1])
		},
	} {
		t.Run(name, func(t *testing.T) {
			r, err := relay.New(p.s.device.ID, p.s.enrol, p.s.device.TLS, p.s, bent{ledger{p.log}, bend}, quiet(), time.Now)
			p.must(err)
			if err := r.Once(t.Context()); chart.KindOf(unjoin(err)) != chart.Tampered && chart.KindOf(unjoin(err)) != chart.Conflict {
				t.Errorf("want it refused, got %v", err)
			}
			if got := p.forks(); len(got) != 1 || got[0].Agreed != "" {
				t.Errorf("want it not agreed to, got %+v", got)
			}
			if seen, _, _, err := p.log.Witnessed(t.Context()); err != nil || seen != 5 {
				t.Errorf("want nothing more witnessed, got %d, %v", seen, err)
			}
		})
	}
}
