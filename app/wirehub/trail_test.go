package wirehub

import (
	"context"
	"crypto/rand"
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/send/relay"
	"chartproof.org/chartproof/storage/audit"
	"chartproof.org/chartproof/storage/sqlitedb"
)

// ledger is a workstation's real trail, as its relay sees it.
type ledger struct{ *audit.Log }

func (l ledger) Checkpoint(ctx context.Context) ([]byte, int64, error) {
	signed, err := l.Log.Checkpoint(ctx)
	if err != nil {
		return nil, 0, err
	}
	text, _, _ := strings.Cut(string(signed), "\n\n")
	c, err := audit.ParseCheckpoint(text + "\n")
	return signed, c.Size, err
}

func (l ledger) Prove(ctx context.Context, older, newer int64) (tlog.TreeProof, error) {
	return l.Log.Prove(ctx, older, newer)
}

func (l ledger) HandOver(ctx context.Context, key string) (relay.Step, error) {
	h, err := l.Log.HandOver(ctx, key)
	return relay.Step{Checkpoint: h.Checkpoint, Size: h.Size, Entry: h.Leaf, Proof: h.Proof}, err
}

func (l ledger) Fork(ctx context.Context, size int64, root tlog.Hash) (*relay.Fork, error) {
	f, err := l.Log.Fork(ctx, size, root)
	return (*relay.Fork)(f), err
}

// TestARealTrailIsFollowedThroughNewKeys: the trail of a workspace, in SQLite, and a hub behind TLS, over two new keys.
func TestARealTrailIsFollowedThroughNewKeys(t *testing.T) {
	ctx := t.Context()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	h := start(t, t.TempDir())
	defer h.Close()
	s := newStation(t, "dev-1")
	db, err := sqlitedb.Open(ctx, t.TempDir())
	must(err)
	defer db.Close()
	log := audit.New(db, time.Now)
	pair := func() (skey, vkey string) {
		skey, vkey, err := note.GenerateKey(rand.Reader, audit.Origin("dev-1"))
		must(err)
		return skey, vkey
	}
	skey, vkey := pair()
	must(log.Arm("dev-1", skey, vkey))
	s.device.VerifierKey = vkey
	join(t, h, s)
	write := func(f func(tx *sqlitedb.Tx) error) {
		t.Helper()
		must(db.Write(ctx, f))
	}
	grow := func(tx *sqlitedb.Tx) error {
		_, err := log.Append(tx, chart.AuditEntry{Action: chart.ActDecide, Person: "dana"})
		return err
	}
	rotate := func(tx *sqlitedb.Tx) error {
		skey, vkey := pair()
		return log.Rotate(tx, "dana", skey, vkey)
	}
	for i, step := range []struct {
		do   []func(tx *sqlitedb.Tx) error
		want int64
	}{
		{[]func(tx *sqlitedb.Tx) error{grow, grow}, 2},
		{[]func(tx *sqlitedb.Tx) error{rotate}, 4},
		{[]func(tx *sqlitedb.Tx) error{grow, rotate, rotate, grow}, 10},
		{[]func(tx *sqlitedb.Tx) error{grow}, 11},
	} {
		for _, f := range step.do {
			write(f)
		}
		r, err := relay.New(s.device.ID, s.enrol, s.device.TLS, s, ledger{log}, quiet(), time.Now)
		must(err)
		must(r.Once(ctx))
		if size, _, _, err := log.Witnessed(ctx); err != nil || size != step.want {
			t.Errorf("step %d: want %d entries witnessed, got %d, %v", i, step.want, size, err)
		}
	}
	if rep, err := log.Verify(ctx, audit.Keys{Deep: true}); err != nil || !rep.OK {
		t.Errorf("want the trail to hold, got %+v, %v", rep, err)
	}
}
