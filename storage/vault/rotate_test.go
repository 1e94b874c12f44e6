package vault_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/audit"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/storage/vault"
)

func (h *house) count(query string, args ...any) (n int) {
	h.t.Helper()
	if err := h.db.Read(h.t.Context(), func(tx *sqlitedb.Tx) error { return tx.Row(query, args, &n) }); err != nil {
		h.t.Fatal(err)
	}
	return n
}

func (h *house) wantOpen(what string, s *vault.Session, owner string, z chart.Zone, sealed []byte, want string) {
	h.t.Helper()
	if got, err := h.opened(s, owner, z, cell, sealed); err != nil || got != want {
		h.t.Errorf("%s: want %q, got %q, %v", what, want, got, err)
	}
}

func TestRotationWithoutDowntime(t *testing.T) {
	h := newHouse(t)
	ada := h.setUp()
	rev := h.add(ada, "rev", chart.HIMReviewer)
	scan := h.add(ada, "scan", chart.ScanTechnician)
	old := h.sealed(ada, "doc1", chart.Originals, "old")
	own := h.sealed(scan, "imp1", chart.Originals, "being imported")
	var late *vault.Key // made before the rotation, stored after it
	late, err := scan.NewKey("imp2", chart.Originals)
	if err != nil {
		t.Fatal(err)
	}
	r, err := h.v.RotateZone(t.Context(), ada, chart.Originals, vault.Scheduled)
	if err != nil || r.Version != 2 || r.Keys != 2 || r.Pending {
		t.Fatalf("want version 2 with 2 keys, got %+v, %v", r, err)
	}
	h.wantOpen("the session that rotated", ada, "doc1", chart.Originals, old, "old")
	h.wantOpen("a session that was open", rev, "doc1", chart.Originals, old, "old")
	h.wantOpen("an import under way, of somebody who holds no zone", scan, "imp1", chart.Originals, own, "being imported")
	lateSealed, err := late.Seal(cell, []byte("late"))
	if err != nil {
		t.Fatal(err)
	}
	h.write(late.Store)
	h.wantOpen("a key that was made before and stored after", rev, "imp2", chart.Originals, lateSealed, "late")
	fresh := h.sealed(scan, "imp3", chart.Originals, "fresh")
	h.wantOpen("new things", rev, "imp3", chart.Originals, fresh, "fresh")
	for what, query := range map[string]string{
		"older zone keys":           `SELECT count(*) FROM zone WHERE zone = 'originals' AND version < 2`,
		"older grants":              `SELECT count(*) FROM zone_grant WHERE zone = 'originals' AND version < 2`,
		"owner keys under an older": `SELECT count(*) FROM owner_key WHERE zone = 'originals' AND version < 2`,
		"orders":                    `SELECT count(*) FROM key_order`,
	} {
		if n := h.count(query); n != 0 {
			t.Errorf("%s: want none, got %d", what, n)
		}
	}
	h.reopen()
	h.wantOpen("after a restart", h.signIn("rev", password+"rev"), "doc1", chart.Originals, old, "old")
	if rep, err := h.log.Verify(t.Context(), audit.Keys{}); err != nil || !rep.OK {
		t.Errorf("want the trail to hold, got %+v, %v", rep, err)
	}
}

func TestAdministratorOrdersHolderCarriesOut(t *testing.T) {
	h := newHouse(t)
	ada := h.setUp()
	adm := h.add(ada, "adm", chart.Administrator)
	cod := h.add(ada, "cod", chart.Coder)
	sealed := h.sealed(ada, "doc1", chart.Structured, "text")
	ada.Close()
	_, err := h.v.RotateZone(t.Context(), cod, chart.Structured, vault.Scheduled)
	h.wantKind("a coder orders", err, chart.NotAllowed)
	_, err = h.v.RotateZone(t.Context(), adm, "cellar", vault.Scheduled)
	h.wantKind("unknown zone", err, chart.BadInput)
	_, err = h.v.RotateZone(t.Context(), adm, chart.Structured, "because Maria said so")
	h.wantKind("free text as reason", err, chart.BadInput)
	r, err := h.v.RotateZone(t.Context(), adm, chart.Structured, vault.Suspected)
	if err != nil || !r.Pending || r.Version != 1 {
		t.Fatalf("want it pending, got %+v, %v", r, err)
	}
	if done, err := h.v.Settle(t.Context(), adm); err != nil || len(done) != 0 {
		t.Errorf("nobody holds the zone: want nothing done, got %+v, %v", done, err)
	}
	done, err := h.v.Settle(t.Context(), cod)
	if err != nil || len(done) != 1 || done[0].Version != 2 || done[0].Keys != 1 {
		t.Errorf("a holder: want it done, got %+v, %v", done, err)
	}
	h.wantOpen("after it", cod, "doc1", chart.Structured, sealed, "text")
	h.wantOpen("the officer", h.signIn("ada", password), "doc1", chart.Structured, sealed, "text")
	if h.trail(chart.ActKeyOrder) != 1 || h.trail(chart.ActKeyRotate) != 2 {
		t.Errorf("want one order, a begin and an end in the trail, got %d, %d", h.trail(chart.ActKeyOrder), h.trail(chart.ActKeyRotate))
	}
}

// A rotation is cut off at many points; whatever stands then, everything opens, and the next Settle ends it.
func TestRotationCutOff(t *testing.T) {
	const owners = 600
	h := newHouse(t)
	ada := h.setUp()
	sealed := make([][]byte, owners)
	h.write(func(tx *sqlitedb.Tx) error {
		for i := range sealed {
			k, err := ada.OpenOrNewKey(tx, fmt.Sprintf("doc%04d", i), chart.Working)
			if err != nil {
				return err
			}
			if sealed[i], err = k.Seal(cell, []byte("text")); err != nil {
				return err
			}
		}
		return nil
	})
	cut := 0
	for limit := time.Duration(0); limit < 400*time.Millisecond; limit += 25 * time.Millisecond {
		ctx, cancel := context.WithTimeout(t.Context(), limit)
		_, err := h.v.RotateZone(ctx, ada, chart.Working, vault.Scheduled)
		cancel()
		if err != nil {
			cut++
		}
		ada.Close()
		h.reopen()
		ada = h.signIn("ada", password)
		for i := 0; i < owners; i += 37 {
			h.wantOpen(fmt.Sprintf("cut off after %s, owner %d", limit, i), ada, fmt.Sprintf("doc%04d", i), chart.Working, sealed[i], "text")
		}
	}
	if cut == 0 {
		t.Error("want some rotations cut off, none was")
	}
	if _, err := h.v.Settle(t.Context(), ada); err != nil {
		t.Fatal(err)
	}
	if n := h.count(`SELECT count(*) FROM zone WHERE zone = 'working'`); n != 1 {
		t.Errorf("want one version of the zone at the end, got %d", n)
	}
	for i := range sealed {
		h.wantOpen("at the end", ada, fmt.Sprintf("doc%04d", i), chart.Working, sealed[i], "text")
	}
}

// A key that was damaged keeps the older version standing, so that a repaired row opens again.
func TestRotationKeepsWhatItCannotOpen(t *testing.T) {
	h := newHouse(t)
	ada := h.setUp()
	h.sealed(ada, "doc1", chart.Working, "text")
	good := h.sealed(ada, "doc2", chart.Working, "good")
	h.write(func(tx *sqlitedb.Tx) error {
		return tx.Exec(`UPDATE owner_key SET wrapped = zeroblob(length(wrapped)) WHERE owner = 'doc1' AND zone = 'working'`)
	})
	ada.Close()
	ada = h.signIn("ada", password)
	_, err := h.v.RotateZone(t.Context(), ada, chart.Working, vault.Scheduled)
	h.wantKind("rotation over a damaged key", err, chart.Tampered)
	h.wantOpen("the others", ada, "doc2", chart.Working, good, "good")
	if n := h.count(`SELECT count(*) FROM zone WHERE zone = 'working'`); n != 2 {
		t.Errorf("want both versions standing, got %d", n)
	}
	h.write(func(tx *sqlitedb.Tx) error { return vault.Shred(tx, "doc1") })
	if _, err := h.v.Settle(t.Context(), ada); err != nil {
		t.Errorf("after the damaged key is gone: %v", err)
	}
	h.wantOpen("at the end", ada, "doc2", chart.Working, good, "good")
}

func BenchmarkRotate10000(b *testing.B) {
	h := newHouse(b)
	ada := h.setUp()
	for b.Loop() {
		b.StopTimer()
		if err := h.db.Write(b.Context(), func(tx *sqlitedb.Tx) error {
			if err := tx.Exec(`DELETE FROM owner_key`); err != nil {
				return err
			}
			for i := range 10_000 {
				k, err := ada.NewKey(fmt.Sprintf("doc%05d", i), chart.Working)
				if err != nil {
					return err
				}
				if err := k.Store(tx); err != nil {
					return err
				}
			}
			return nil
		}); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
		start := time.Now()
		r, err := h.v.RotateZone(b.Context(), ada, chart.Working, vault.Scheduled)
		if err != nil || r.Keys != 10_000 {
			b.Fatalf("want 10000 keys, got %+v, %v", r, err)
		}
		b.ReportMetric(float64(time.Since(start).Milliseconds()), "ms/10000keys")
	}
}
