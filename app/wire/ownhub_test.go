//go:build cgo

package wire

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"chartproof.org/chartproof/app/wirehub"
	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/send/hub"
	"chartproof.org/chartproof/engine/send/record"
	"chartproof.org/chartproof/storage/audit"
	"chartproof.org/chartproof/storage/backup"
)

// inClear gives the files of the workspace in which a secret of the hub's stands as it is.
func (r *room) inClear() (out []string) {
	r.t.Helper()
	data, err := r.vault.DeviceSetting(r.t.Context(), ownHubKeys)
	r.must(err)
	var keys hub.Identity
	r.must(json.Unmarshal(data, &keys))
	r.must(filepath.WalkDir(r.dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		file, err := os.ReadFile(path)
		for _, secret := range [][]byte{keys.SealingKey, keys.CAKey, keys.ReceiptKey, []byte(keys.WitnessKey)} {
			if bytes.Contains(file, secret) || bytes.Contains(file, []byte(base64.StdEncoding.EncodeToString(secret))) {
				out = append(out, e.Name())
			}
		}
		return err
	}))
	return out
}

// TestTheOwnHubsKeysAreSealed: a stolen disk with the practice's hub on it opens no record.
func TestTheOwnHubsKeysAreSealed(t *testing.T) {
	r := setUpRoom(t)
	r.must(r.StartHub(t.Context()))
	r.await("the hub is reached", func() bool { st, err := r.Outbox(t.Context()); r.must(err); return !st.LastSeen.IsZero() })
	if found := r.inClear(); len(found) > 0 {
		t.Errorf("the hub's secrets stand in %v", found)
	}
	if _, err := wirehub.OpenAdmin(r.hubDir()); chart.KindOf(err) != chart.NotFound {
		t.Errorf("want no key file, got %v", err)
	}
}

// TestAnEarlierReleasesKeyFileMovesIn: the hub stays the same one, with its records, and its keys leave the disk.
func TestAnEarlierReleasesKeyFileMovesIn(t *testing.T) {
	r := setUpRoom(t)
	ctx := t.Context()
	old, err := wirehub.Start(ctx, wirehub.Options{Dir: r.hubDir(), Addr: "127.0.0.1:0", Log: slog.New(slog.DiscardHandler)})
	r.must(err)
	r.must(r.Enrol(ctx, old.URL, code(t, old)))
	doc := r.ready(1)
	r.must(r.Sign(ctx, doc.ID, doc.Version, password))
	r.await("the record is settled", func() bool { return r.waiting() == 0 })
	r.must(old.Close())
	ses, err := r.at("test", chart.ActHubStart)
	r.must(err)
	r.must(r.cases.SetPreference(ctx, ses, ownHub, "on"))
	file, err := os.ReadFile(filepath.Join(r.hubDir(), "hub-keys.json"))
	r.must(err)
	want, err := hub.ParseIdentity(file)
	r.must(err)
	r.close()
	for range 2 {
		r.open()
		_, err := r.Gate(ctx)
		r.must(err)
		r.await("the hub is back", func() bool { st, err := r.Outbox(ctx); r.must(err); return !st.LastSeen.IsZero() })
		if ids := r.atHub(r.hub); len(ids) != 1 {
			t.Errorf("want its record, got %d", len(ids))
		}
		data, err := r.vault.DeviceSetting(ctx, ownHubKeys)
		r.must(err)
		if got, err := hub.ParseIdentity(data); err != nil || got.ID != want.ID || !bytes.Equal(got.SealingKey, want.SealingKey) {
			t.Errorf("want the same hub, got %v", err)
		}
		if found := r.inClear(); len(found) > 0 {
			t.Errorf("the hub's secrets stand in %v", found)
		}
		r.close()
	}
}

// TestTheOwnHubComesOutOfABackup: with its keys and its records, and without asking anybody.
func TestTheOwnHubComesOutOfABackup(t *testing.T) {
	r := setUpRoom(t)
	ctx := t.Context()
	r.must(r.StartHub(ctx))
	drive := t.TempDir()
	r.must(r.SetUpBackup(ctx, drive, drivePhrase))
	before, doc := r.ready(1), r.ready(2)
	r.must(r.Sign(ctx, before.ID, before.Version, password))
	r.await("the record is settled", func() bool { return r.waiting() == 0 })
	kept := r.atHub(r.hub)
	for range 2 {
		_, err := r.BackUp(ctx, nil)
		r.must(err)
	}
	if _, err := r.RehearseRestore(ctx, 2, nil); err != nil {
		t.Errorf("rehearsal: %v", err)
	}
	r.close()
	blank := &room{t: t, dir: filepath.Join(t.TempDir(), "restored"), now: r.Now()}
	_, err := Restore(ctx, RestoreOrder{From: drive, Dir: blank.dir, Passphrase: drivePhrase, Keyring: &blank.keyring, Now: r.Now})
	r.must(err)
	blank.open()
	defer blank.close()
	blank.forward(31 * time.Second)
	_, err = blank.SignIn(ctx, "ada", password, blank.code(r.secret))
	r.must(err)
	r.must(blank.Sign(ctx, doc.ID, doc.Version, password))
	blank.await("the record is settled at the hub", func() bool { return blank.waiting() == 0 })
	if ids := blank.atHub(blank.hub); len(ids) != 2 || !slices.Contains(ids, kept[0]) {
		t.Errorf("want the record of before and the one of now, got %v", ids)
	}
	if _, err := os.Stat(filepath.Join(blank.dir, backup.RecordsFolder)); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("want what was taken in taken away, got %v", err)
	}
	blank.await("the trail is witnessed", func() bool {
		blank.relay.Wake()
		size, err := blank.trail.Size(ctx)
		r.must(err)
		seen, _, _, err := blank.trail.Witnessed(ctx)
		r.must(err)
		return seen == size
	})
}

// TestWhoMayAskTheHub: ids are for who looks after it and who reads the trail; a record is a disclosure.
func TestWhoMayAskTheHub(t *testing.T) {
	r := setUpRoom(t)
	ctx := t.Context()
	if _, err := r.HubRecords(ctx); chart.KindOf(err) != chart.NotFound {
		t.Errorf("no hub: want %s, got %v", chart.NotFound, err)
	}
	r.must(r.StartHub(ctx))
	doc := r.ready(1)
	r.must(r.Sign(ctx, doc.ID, doc.Version, password))
	r.await("the record is settled", func() bool { return r.waiting() == 0 })
	kept, err := r.HubRecords(ctx)
	if err != nil || len(kept) != 1 {
		t.Fatalf("want one record, got %v, %v", kept, err)
	}
	text, err := r.HubRoster(ctx)
	r.must(err)
	var roster record.Roster
	r.must(json.Unmarshal(text, &roster))
	data, err := r.HubRecord(ctx, kept[0].Record)
	r.must(err)
	if _, err := record.Verify(data, &roster); err != nil {
		t.Errorf("the record: %v", err)
	}
	gave, err := r.trail.Entries(ctx, audit.Filter{Actions: []chart.Action{chart.ActExport}})
	if err != nil || len(gave) != 1 || gave[0].Document != doc.ID {
		t.Errorf("want the disclosure in the trail, got %+v, %v", gave, err)
	}
	if _, err := r.HubRecord(ctx, "another"); chart.KindOf(err) != chart.NotFound {
		t.Errorf("an unknown record: want %s, got %v", chart.NotFound, err)
	}
	if forks, err := r.HubForks(ctx); err != nil || len(forks) != 0 {
		t.Errorf("want no fork, got %v, %v", forks, err)
	}
	secret := r.person("cora", chart.Coder)
	r.must(r.SignOut(ctx))
	r.signIn("cora", secret)
	_, err = r.HubRecords(ctx)
	wantKind(t, "a coder lists records", err, chart.NotAllowed)
	_, err = r.HubRecord(ctx, kept[0].Record)
	wantKind(t, "a coder takes a record", err, chart.NotAllowed)
	_, _, err = r.HubCode(ctx)
	wantKind(t, "a coder makes a code", err, chart.NotAllowed)
}
