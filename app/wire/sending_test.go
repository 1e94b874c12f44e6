//go:build cgo

package wire

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"chartproof.org/chartproof/app/wirehub"
	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/send/record"
	"chartproof.org/chartproof/storage/audit"
	"chartproof.org/chartproof/storage/vault"
)

// atHub gives the ids of what a hub keeps, every record verified against the hub's roster.
func (r *room) atHub(h *wirehub.Hub) (ids []string) {
	r.t.Helper()
	admin, err := h.Admin()
	r.must(err)
	kept, err := admin.Records(r.t.Context())
	r.must(err)
	text, err := admin.Roster(r.t.Context())
	r.must(err)
	var roster record.Roster
	r.must(json.Unmarshal(text, &roster))
	for _, k := range kept {
		data, err := admin.Record(r.t.Context(), k.Record)
		r.must(err)
		if _, err := record.Verify(data, &roster); err != nil {
			r.t.Errorf("record at %s: %v", h.URL, err)
		}
		ids = append(ids, k.Record)
	}
	return ids
}

func TestOwnHubComesBackAndSendsWhatWaited(t *testing.T) {
	r := setUpRoom(t)
	ctx := t.Context()
	first, second := r.ready(1), r.ready(2)
	r.must(r.Sign(ctx, first.ID, first.Version, password))
	if r.waiting() != 1 {
		t.Fatalf("want the record to wait without a hub, got %d waiting", r.waiting())
	}
	r.must(r.StartHub(ctx))
	r.await("the record that waited is settled", func() bool { return r.waiting() == 0 })
	r.must(r.StartHub(ctx)) // again does no harm

	r.must(r.hub.Close())
	r.must(r.Sign(ctx, second.ID, second.Version, password))
	r.await("the hub is missed", func() bool {
		st, err := r.Outbox(ctx)
		r.must(err)
		return st.Problem != nil
	})
	if r.waiting() != 1 {
		t.Fatalf("want one record waiting for the hub, got %d", r.waiting())
	}
	r.Desk.hub = nil // it is closed already
	r.close()
	r.open()
	if st, err := r.Gate(ctx); err != nil || st.Problem != nil { // nobody signs in: a sealed record needs nobody
		t.Fatalf("want an open gate, got %+v, %v", st, err)
	}
	r.await("the hub is back and has what waited", func() bool { return r.waiting() == 0 })
	if ids := r.atHub(r.hub); len(ids) != 2 {
		t.Errorf("want two records at the hub, got %d", len(ids))
	}
	st, err := r.Outbox(ctx)
	if err != nil || st.Hub != r.hub.URL || st.LastSeen.IsZero() || st.Problem != nil {
		t.Errorf("want the hub reached, got %+v, %v", st, err)
	}
	r.await("the trail is witnessed", func() bool {
		rep, err := VerifyTrail(ctx, r.dir, "")
		r.must(err)
		return rep.Holds && strings.Contains(rep.Words, "witnessed by the hub")
	})
}

// TestTheHubFollowsTheTrailsNewKey: nobody joins the hub again, and the trail is witnessed under the new key.
func TestTheHubFollowsTheTrailsNewKey(t *testing.T) {
	r := setUpRoom(t)
	ctx := t.Context()
	r.must(r.StartHub(ctx))
	seen := func() int64 {
		size, _, _, err := r.trail.Witnessed(ctx)
		r.must(err)
		return size
	}
	r.await("the trail is witnessed", func() bool { return seen() > 0 })
	for range 2 {
		_, err := r.RotateDevice(ctx, "scheduled", password)
		r.must(err)
	}
	size, err := r.trail.Size(ctx)
	r.must(err)
	r.relay.Wake()
	r.await("the trail is witnessed under its newest key", func() bool { return seen() >= size })
	rep, err := VerifyTrail(ctx, r.dir, "")
	r.must(err)
	if !rep.Holds {
		t.Errorf("want the trail to hold, got %s", rep.Words)
	}
}

func TestEnrolNeedsThisHubsUnusedCode(t *testing.T) {
	r := setUpRoom(t)
	ours, other := elsewhere(t), elsewhere(t)
	wantKind(t, "no code at all", r.Enrol(t.Context(), ours.URL, "open sesame"), chart.BadInput)
	wantKind(t, "another hub's code", r.Enrol(t.Context(), ours.URL, code(t, other)), chart.NotAllowed)
	right := code(t, ours)
	wrong := []byte(right) // the half that this hub alone knows, changed
	wrong[0] = map[bool]byte{true: '1', false: '0'}[wrong[0] == '0']
	wantKind(t, "a wrong code", r.Enrol(t.Context(), ours.URL, string(wrong)), chart.NotAllowed)
	if st, err := r.Outbox(t.Context()); err != nil || st.Hub != "" {
		t.Errorf("want no hub after wrong codes, got %+v, %v", st, err)
	}
	r.must(r.Enrol(t.Context(), ours.URL, right))
	if st, err := r.Outbox(t.Context()); err != nil || st.Hub != ours.URL {
		t.Errorf("want %s, got %+v, %v", ours.URL, st, err)
	}
}

func TestAnotherHubGetsWhatTheFirstNeverTook(t *testing.T) {
	r := setUpRoom(t)
	ctx := t.Context()
	gone := elsewhere(t)
	r.must(r.Enrol(ctx, gone.URL, code(t, gone)))
	doc := r.ready(1)
	r.must(gone.Close())
	r.must(r.Sign(ctx, doc.ID, doc.Version, password))
	if items, err := r.cases.Outbox(ctx); err != nil || len(items) != 1 || !items[0].Sealed {
		t.Fatalf("want one record, sealed to the first hub, got %+v, %v", items, err)
	}
	dir := t.TempDir()
	h, err := wirehub.Start(ctx, wirehub.Options{Dir: dir, Addr: "127.0.0.1:0", Log: r.opts.Log})
	r.must(err)
	t.Cleanup(func() { _ = h.Close() })
	r.must(r.Enrol(ctx, h.URL, code(t, h)))
	r.await("the second hub has it", func() bool { return r.waiting() == 0 })
	if ids := r.atHub(h); len(ids) != 1 {
		t.Errorf("want one record at the second hub, got %d", len(ids))
	}
}

// TestARecordIsSealedOnce: two sealings are two bodies under one id, of which a hub takes one and refuses the other for good.
func TestARecordIsSealedOnce(t *testing.T) {
	r := setUpRoom(t)
	ctx := t.Context()
	doc := r.ready(1)
	r.must(r.Sign(ctx, doc.ID, doc.Version, password))
	_, public, err := record.NewHubKey()
	r.must(err)
	r.must(r.vault.SetHub(ctx, r.session.Person().ID, vault.Hub{URL: "https://127.0.0.1:1", SealPublic: public}))
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() { r.sealWaiting(ctx, r.session) })
	}
	all.Wait()
	entries, err := r.trail.Entries(ctx, audit.Filter{Document: doc.ID})
	r.must(err)
	sealed := 0
	for _, e := range entries {
		if e.Action == chart.ActSend && strings.HasSuffix(e.Detail, "sealed") {
			sealed++
		}
	}
	if sealed != 1 {
		t.Errorf("want one sealing, got %d", sealed)
	}
}

// TestARestoredWorkspaceAndItsHub: the hub has seen more than the backup holds. An alert tells of it, records go on, and once somebody
// has acknowledged it the hub witnesses the trail again.
func TestARestoredWorkspaceAndItsHub(t *testing.T) {
	r := setUpRoom(t)
	ctx := t.Context()
	h := elsewhere(t)
	r.must(r.Enrol(ctx, h.URL, code(t, h)))
	witnessed := func(r *room) func() bool {
		return func() bool {
			r.relay.Wake()
			size, err := r.trail.Size(ctx)
			r.must(err)
			seen, _, _, err := r.trail.Witnessed(ctx)
			r.must(err)
			return seen == size
		}
	}
	r.await("the trail is witnessed", witnessed(r))
	drive := t.TempDir()
	r.must(r.SetUpBackup(ctx, drive, drivePhrase))
	_, err := r.BackUp(ctx, nil)
	r.must(err)
	doc := r.ready(1)
	r.must(r.Sign(ctx, doc.ID, doc.Version, password))
	r.await("the record is settled", func() bool { return r.waiting() == 0 })
	r.await("what came after the backup is witnessed", witnessed(r))
	r.close()

	blank := &room{t: t, dir: filepath.Join(t.TempDir(), "restored"), now: r.Now()}
	_, err = Restore(ctx, RestoreOrder{From: drive, Dir: blank.dir, Passphrase: drivePhrase, Keyring: &blank.keyring, Now: r.Now})
	r.must(err)
	blank.open()
	defer blank.close()
	blank.forward(31 * time.Second)
	_, err = blank.SignIn(ctx, "ada", password, blank.code(r.secret))
	r.must(err)
	unwitnessed := func() bool {
		st, err := blank.Outbox(ctx)
		r.must(err)
		return st.Unwitnessed && !st.LastSeen.IsZero()
	}
	blank.await("the hub is reached and does not witness the trail", unwitnessed)
	blank.await("the alert", func() bool { _, grave, err := blank.OpenAlerts(ctx); r.must(err); return grave == 1 })
	alerts, err := blank.Alerts(ctx)
	r.must(err)
	if alerts[0].Rule != chart.AlertForked || alerts[0].Count < 1 || alerts[0].Action != chart.ActRestore {
		t.Fatalf("want the alert about the trail, got %+v", alerts[0])
	}
	again := blank.ready(1)
	r.must(blank.Sign(ctx, again.ID, again.Version, password))
	blank.await("records go on", func() bool { return blank.waiting() == 0 })
	if !unwitnessed() {
		t.Error("nobody acknowledged it: want the trail unwitnessed")
	}
	r.must(blank.Acknowledge(ctx, alerts[0].Index, "restored after the disk failed"))
	blank.await("the trail is witnessed again", witnessed(blank))
}
