package vault_test

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/storage/vault"
)

func TestSealedValuesAreBoundToTheirPlace(t *testing.T) {
	h := newHouse(t)
	s := h.setUp()
	sealed := h.sealed(s, "doc1", chart.Working, "text")
	h.sealed(s, "doc2", chart.Working, "other")
	h.sealed(s, "doc1", chart.RedactedZ, "other")
	cells := map[string]vault.Cell{"table": {Table: "u", Column: "c", Row: "r"}, "column": {Table: "t", Column: "d", Row: "r"},
		"row": {Table: "t", Column: "c", Row: "s"}, "shifted": {Table: "tc", Column: "", Row: "r"}}
	for name, c := range cells {
		_, err := h.opened(s, "doc1", chart.Working, c, sealed)
		h.wantKind(name, err, chart.Tampered)
	}
	_, err := h.opened(s, "doc2", chart.Working, cell, sealed)
	h.wantKind("another document", err, chart.Tampered)
	_, err = h.opened(s, "doc1", chart.RedactedZ, cell, sealed)
	h.wantKind("another zone", err, chart.Tampered)
	for i := range sealed {
		bad := bytes.Clone(sealed)
		bad[i] ^= 1
		if _, err := h.opened(s, "doc1", chart.Working, cell, bad); chart.KindOf(err) != chart.Tampered {
			t.Errorf("byte %d changed: want %s, got %v", i, chart.Tampered, err)
		}
	}
	for _, n := range []int{0, 1, 5, 28} {
		_, err := h.opened(s, "doc1", chart.Working, cell, sealed[:n])
		h.wantKind(fmt.Sprint("cut to ", n), err, chart.Tampered)
	}
	h.write(func(tx *sqlitedb.Tx) error {
		return tx.Exec(`UPDATE owner_key SET wrapped = (SELECT wrapped FROM owner_key WHERE owner = 'doc2') WHERE owner = 'doc1' AND zone = 'working'`)
	})
	_, err = h.opened(s, "doc1", chart.Working, cell, sealed)
	h.wantKind("another document's key", err, chart.Tampered)
}

func TestKeyOfARolledBackTransactionIsNotUsed(t *testing.T) {
	h := newHouse(t)
	s := h.setUp()
	_ = h.db.Write(t.Context(), func(tx *sqlitedb.Tx) error {
		if _, err := s.OpenOrNewKey(tx, "doc1", chart.Working); err != nil {
			t.Error(err)
		}
		return errNone
	})
	sealed := h.sealed(s, "doc1", chart.Working, "text")
	s.Close()
	s = h.signIn("ada", password)
	if got, err := h.opened(s, "doc1", chart.Working, cell, sealed); err != nil || got != "text" {
		t.Errorf("want %q, got %q, %v", "text", got, err)
	}
}

func TestShredding(t *testing.T) {
	h := newHouse(t)
	s := h.setUp()
	sealed := h.sealed(s, "doc1", chart.Working, "text")
	h.write(func(tx *sqlitedb.Tx) error { return vault.Shred(tx, "doc1") })
	_, err := h.opened(s, "doc1", chart.Working, cell, sealed)
	h.wantKind("after its key is gone", err, chart.NotFound)
}

func TestPen(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	s := h.setUp()
	_, err := s.Pen(ctx, "wrong wrong wrong")
	h.wantKind("wrong password", err, chart.NotAllowed)
	h.wantKind("verify a wrong password", s.VerifyPassword(ctx, "wrong wrong wrong"), chart.NotAllowed)
	h.wantKind("verify the password", s.VerifyPassword(ctx, password), "")
	pen, err := s.Pen(ctx, password)
	if err != nil {
		t.Fatal(err)
	}
	var _ crypto.Signer = pen
	sig, err := pen.SignPayload([]byte("record"))
	if err != nil {
		t.Fatal(err)
	}
	keys, err := h.v.KeysAt(ctx, s.Person().ID, h.now)
	if err != nil || len(keys) != 1 {
		t.Fatalf("want one key, got %d, %v", len(keys), err)
	}
	public := keys[0]
	sum := sha256.Sum256([]byte("record"))
	if !ecdsa.VerifyASN1(public.(*ecdsa.PublicKey), sum[:], sig) {
		t.Error("want the signature to hold under the person's public key")
	}
	if id, err := vault.KeyID(public); err != nil || id != pen.KeyID() {
		t.Errorf("want key id %s, got %s, %v", pen.KeyID(), id, err)
	}
	pen.Wipe()
	_, err = pen.SignPayload([]byte("record"))
	h.wantKind("wiped pen", err, chart.Locked)
}

func TestChangePassword(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	s := h.setUp()
	sealed := h.sealed(s, "doc1", chart.Working, "text")
	draft, err := s.SealForPerson(cell, []byte("half ty"))
	if err != nil {
		t.Fatal(err)
	}
	const another = "another horse entirely"
	h.wantKind("wrong old password", s.ChangePassword(ctx, "wrong wrong wrong", another, h.code("ada")), chart.NotAllowed)
	h.wantKind("short new password", s.ChangePassword(ctx, password, "short", h.code("ada")), chart.BadInput)
	h.wantKind("change", s.ChangePassword(ctx, password, another, h.code("ada")), "")
	s.Close()
	_, err = h.v.SignIn(ctx, "ada", password, h.code("ada"))
	h.wantKind("the old password", err, chart.NotAllowed)
	s = h.signIn("ada", another)
	if got, err := h.opened(s, "doc1", chart.Working, cell, sealed); err != nil || got != "text" {
		t.Errorf("with the new password: want %q, got %q, %v", "text", got, err)
	}
	if got, err := s.OpenForPerson(cell, draft); err != nil || string(got) != "half ty" {
		t.Errorf("draft: want %q, got %q, %v", "half ty", got, err)
	}
	if n := h.trail(chart.ActPassword); n != 1 {
		t.Errorf("want the change in the trail once, got %d", n)
	}
}

func TestDeviceWithoutAnybodySignedIn(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	h.setUp().Close()
	before, err := h.v.Device(ctx)
	if err != nil {
		t.Fatal(err)
	}
	_, err = h.v.Hub(ctx)
	h.wantKind("hub before enrolment", err, chart.NotFound)
	want := vault.Hub{URL: "https://hub.example:8443", CA: []byte("ca"), SealPublic: []byte("k"), NoteKey: "n", EnrolledAt: h.now}
	if err := h.v.SetHub(ctx, "", want); err != nil {
		t.Fatal(err)
	}
	h.reopen()
	d, err := h.v.Device(ctx)
	if err != nil || d.ID != before.ID || d.AuditKey != before.AuditKey {
		t.Fatalf("want the same device after a restart, got %v, %v", d.ID, err)
	}
	if !d.Signer.Public().(*ecdsa.PublicKey).Equal(before.Signer.Public()) || d.Signer.Public().(*ecdsa.PublicKey).Equal(d.TLS.Public()) {
		t.Error("want the same record key as before, and another one for TLS")
	}
	got, err := h.v.Hub(ctx)
	if err != nil || got.URL != want.URL || !got.EnrolledAt.Equal(want.EnrolledAt) {
		t.Errorf("want %+v, got %+v, %v", want, got, err)
	}
	h.write(func(tx *sqlitedb.Tx) error { return tx.Exec(`UPDATE device_setting SET sealed = zeroblob(60)`) })
	_, err = h.v.Hub(ctx)
	h.wantKind("hub settings edited", err, chart.Tampered)
}

func TestSecretsDoNotPrint(t *testing.T) {
	s := &vault.Secret{}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%x", "%q"} {
		if got := fmt.Sprintf(verb, s); got != chart.Redacted {
			t.Errorf("%s: want %s, got %s", verb, chart.Redacted, got)
		}
	}
	if _, err := json.Marshal(s); err == nil {
		t.Error("want no JSON of a secret")
	}
}
