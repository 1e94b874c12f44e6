package blob_test

import (
	"bytes"
	"context"
	"crypto/fips140"
	"errors"
	"path/filepath"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/audit"
	"chartproof.org/chartproof/storage/blob"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/storage/vault"

	"github.com/pquerna/otp/totp"
)

type fixture struct {
	db    *sqlitedb.DB
	s     *vault.Session
	blobs *blob.Store
}

func newFixture(t *testing.T) *fixture {
	t.Helper()
	dir := t.TempDir()
	now := func() time.Time { return time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC) }
	db, err := sqlitedb.Open(t.Context(), filepath.Join(dir, "workspace"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	k := vault.FileKeyring{Path: filepath.Join(dir, "machine.key"), Passphrase: "a long passphrase", Iterations: 1000}
	v := vault.New(db, audit.New(db, now), vault.Options{Keyring: k, Now: now, Iterations: 1000})
	p, err := v.Begin(t.Context(), "Oak Street Clinic", vault.NewPerson{Login: "ada", DisplayName: "Ada", Password: "correct horse battery"})
	if err != nil {
		t.Fatal(err)
	}
	var code string
	fips140.WithoutEnforcement(func() { code, err = totp.GenerateCode(p.Secret, now()) })
	if err != nil {
		t.Fatal(err)
	}
	f := &fixture{db: db}
	if f.s, err = p.Confirm(t.Context(), code); err != nil {
		t.Fatal(err)
	}
	if f.blobs, err = blob.Attach(db); err != nil {
		t.Fatal(err)
	}
	return f
}

func (f *fixture) key(t *testing.T, owner string, z chart.Zone) *vault.Key {
	t.Helper()
	k, err := f.s.NewKey(owner, z)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func (f *fixture) put(t *testing.T, k *vault.Key, kind string, n int, data []byte) {
	t.Helper()
	w, err := f.blobs.Write(t.Context(), k, kind, n, data)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.db.Write(t.Context(), func(tx *sqlitedb.Tx) error { return f.blobs.Link(tx, w) }); err != nil {
		t.Fatal(err)
	}
}

func (f *fixture) get(t *testing.T, k *vault.Key, kind string, n int) (data []byte, err error) {
	t.Helper()
	err = f.db.Read(t.Context(), func(tx *sqlitedb.Tx) error {
		data, err = f.blobs.Read(tx, k, kind, n)
		return err
	})
	return data, err
}

func (f *fixture) files(t *testing.T) int {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(f.db.Dir(), "pages", "*", "*"))
	if err != nil {
		t.Fatal(err)
	}
	return len(names)
}

func TestRoundTrip(t *testing.T) {
	f := newFixture(t)
	k := f.key(t, "doc1", chart.Working)
	for n, data := range [][]byte{{}, {0}, bytes.Repeat([]byte("page"), 1<<18)} {
		f.put(t, k, "page", n, data)
		if got, err := f.get(t, k, "page", n); err != nil || !bytes.Equal(got, data) {
			t.Errorf("%d bytes: got %d, %v", len(data), len(got), err)
		}
	}
	if _, err := f.get(t, k, "page", 9); chart.KindOf(err) != chart.NotFound {
		t.Errorf("a number that is not there: want %s, got %v", chart.NotFound, err)
	}
	if _, err := f.get(t, f.key(t, "doc2", chart.Working), "page", 1); chart.KindOf(err) != chart.NotFound {
		t.Errorf("another owner: want %s, got %v", chart.NotFound, err)
	}
	if _, err := f.get(t, f.key(t, "doc1", chart.Originals), "page", 1); chart.KindOf(err) != chart.Tampered {
		t.Errorf("another zone: want %s, got %v", chart.Tampered, err)
	}
	if _, err := f.get(t, f.key(t, "doc1", chart.Working), "page", 1); chart.KindOf(err) != chart.Tampered {
		t.Errorf("another key of the same owner: want %s, got %v", chart.Tampered, err)
	}
}

func TestReplaceAndDrop(t *testing.T) {
	f := newFixture(t)
	k := f.key(t, "doc1", chart.Working)
	f.put(t, k, "page", 1, []byte("one"))
	f.put(t, k, "page", 1, []byte("two"))
	if got, err := f.get(t, k, "page", 1); err != nil || string(got) != "two" || f.files(t) != 1 {
		t.Errorf("replaced: want \"two\" in one file, got %q in %d, %v", got, f.files(t), err)
	}
	w, err := f.blobs.Write(t.Context(), k, "page", 1, []byte("three"))
	if err != nil {
		t.Fatal(err)
	}
	boom := errors.New("boom")
	if err := f.db.Write(t.Context(), func(tx *sqlitedb.Tx) error {
		return errors.Join(f.blobs.Link(tx, w), boom)
	}); !errors.Is(err, boom) {
		t.Fatal(err)
	}
	f.blobs.Drop(w)
	f.blobs.Drop(blob.Written{})
	if got, err := f.get(t, k, "page", 1); err != nil || string(got) != "two" || f.files(t) != 1 {
		t.Errorf("rolled back: want \"two\" in one file, got %q in %d, %v", got, f.files(t), err)
	}
}

func TestSealedElsewhere(t *testing.T) {
	f := newFixture(t)
	w, err := f.blobs.WriteSealed(t.Context(), "doc1", "sealed", 0, []byte("for the hub"))
	if err != nil {
		t.Fatal(err)
	}
	if err := f.db.Write(t.Context(), func(tx *sqlitedb.Tx) error { return f.blobs.Link(tx, w) }); err != nil {
		t.Fatal(err)
	}
	k := f.key(t, "doc1", chart.Working)
	f.put(t, k, "page", 1, []byte("ours"))
	err = f.db.Read(t.Context(), func(tx *sqlitedb.Tx) error {
		got, err := f.blobs.ReadSealed(tx, "doc1", "sealed", 0)
		if err != nil || string(got) != "for the hub" {
			t.Errorf("want the bytes as given, got %q, %v", got, err)
		}
		if _, err := f.blobs.ReadSealed(tx, "doc1", "page", 1); chart.KindOf(err) != chart.Tampered {
			t.Errorf("a file of ours read as another's: want %s, got %v", chart.Tampered, err)
		}
		if _, err := f.blobs.Read(tx, k, "sealed", 0); chart.KindOf(err) != chart.Tampered {
			t.Errorf("another's file read as ours: want %s, got %v", chart.Tampered, err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestNameOutOfTheDatabaseIsNoPath(t *testing.T) {
	f := newFixture(t)
	k := f.key(t, "doc1", chart.Working)
	for _, name := range []string{"../../machine.key", "", "ab", "zz" + string(bytes.Repeat([]byte("0"), 62))} {
		f.put(t, k, "page", 1, []byte("one"))
		if err := f.db.Write(t.Context(), func(tx *sqlitedb.Tx) error {
			return tx.Exec(`UPDATE blob SET name = ?`, name)
		}); err != nil {
			t.Fatal(err)
		}
		if _, err := f.get(t, k, "page", 1); chart.KindOf(err) != chart.Tampered {
			t.Errorf("name %q: want %s, got %v", name, chart.Tampered, err)
		}
		if err := f.db.Write(t.Context(), func(tx *sqlitedb.Tx) error { return tx.Exec(`DELETE FROM blob`) }); err != nil {
			t.Fatal(err)
		}
	}
}

func TestCancelled(t *testing.T) {
	f := newFixture(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	k := f.key(t, "doc1", chart.Working)
	if _, err := f.blobs.Write(ctx, k, "page", 1, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("want context.Canceled, got %v", err)
	}
	if _, err := f.blobs.WriteSealed(ctx, "doc1", "page", 1, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("want context.Canceled, got %v", err)
	}
	if n := f.files(t); n != 0 {
		t.Errorf("want nothing written, got %d files", n)
	}
}
