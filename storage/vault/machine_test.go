package vault_test

import (
	"bytes"
	"errors"
	"maps"
	"strings"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/audit"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/storage/vault"
)

// machineHouse has something of everything that stands under the machine secret.
func machineHouse(t *testing.T) (h *house, ada *vault.Session, check func(when string, s *vault.Session)) {
	h = newHouse(t)
	ada = h.setUp()
	h.add(ada, "cod", chart.Coder).Close()
	doc := h.sealed(ada, "doc1", chart.Working, "text")
	form, err := ada.SealForWorkspace(cell, []byte("form"))
	if err != nil {
		t.Fatal(err)
	}
	draft, err := ada.SealForPerson(cell, []byte("draft"))
	if err != nil {
		t.Fatal(err)
	}
	sum, err := ada.MachineMAC("import", []byte("abc"))
	if err != nil {
		t.Fatal(err)
	}
	if err := h.v.SetHub(t.Context(), "", vault.Hub{URL: "https://hub.example"}); err != nil {
		t.Fatal(err)
	}
	h.set(ada, 2, 3)
	return h, ada, func(when string, s *vault.Session) {
		t.Helper()
		h.wantOpen(when, s, "doc1", chart.Working, doc, "text")
		if got, err := s.OpenForWorkspace(cell, form); err != nil || string(got) != "form" {
			t.Errorf("%s, a form: got %q, %v", when, got, err)
		}
		if got, err := s.OpenForPerson(cell, draft); err != nil || string(got) != "draft" {
			t.Errorf("%s, a draft: got %q, %v", when, got, err)
		}
		if got, err := s.MachineMAC("import", []byte("abc")); err != nil || !bytes.Equal(got, sum) {
			t.Errorf("%s, recognition of content: got %x, %v", when, got, err)
		}
		if hub, err := h.v.Hub(t.Context()); err != nil || hub.URL != "https://hub.example" {
			t.Errorf("%s, the hub: got %+v, %v", when, hub, err)
		}
		if people, err := h.v.People(t.Context()); err != nil || len(people) != 2 {
			t.Errorf("%s, people: got %d, %v", when, len(people), err)
		}
		h.signIn("cod", password+"cod").Close()
		if _, err := h.v.RotateZone(t.Context(), s, chart.Working, vault.Scheduled); err != nil {
			t.Errorf("%s, rotating a zone: %v", when, err)
		}
		h.wantOpen(when+", zone rotated", s, "doc1", chart.Working, doc, "text")
	}
}

func TestRotateMachine(t *testing.T) {
	h, ada, check := machineHouse(t)
	d, err := h.v.Device(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	before := maps.Clone(h.keyring.secrets)
	old := h.copyFolderOf(h.dir, h.keyring.secrets)
	if err := h.v.RotateMachine(t.Context(), ada, vault.Suspected); err != nil {
		t.Fatal(err)
	}
	if bytes.Equal(before[d.Workspace], h.keyring.secrets[d.Workspace]) {
		t.Error("want another secret in the keyring")
	}
	if n := len(h.keyring.secrets); n != len(before) {
		t.Errorf("want %d entries in the keyring, got %d", len(before), n)
	}
	check("the session that was open", ada)
	ada.Close()
	h.reopen()
	check("after a restart", h.signIn("ada", password))
	after := maps.Clone(h.keyring.secrets)
	h.v.Close()
	h.keyring.secrets = before
	h.v = h.vaultOn(h.db)
	h.wantKind("the old secret", h.v.Load(t.Context()), chart.KeyringWrong)
	h.keyring.secrets = after
	old.open()
	old.wantKind("an old copy with the new secret", old.v.Load(t.Context()), chart.KeyringWrong)
	if err := old.db.Close(); err != nil {
		t.Error(err)
	}
	h.v = h.vaultOn(h.db)
	h.signIn("ada", password)
	if r, err := h.log.Verify(t.Context(), audit.Keys{Device: d.AuditKey}); err != nil || !r.OK {
		t.Errorf("want the trail to hold, got %+v, %v", r, err)
	}
}

// The keyring fails at each of its calls in turn, as if the computer had stopped there: what stands always opens.
func TestRotateMachineCutOff(t *testing.T) {
	for fail := 1; fail <= 8; fail++ {
		h, ada, check := machineHouse(t)
		h.keyring.failFrom(fail)
		err := h.v.RotateMachine(t.Context(), ada, vault.Scheduled)
		h.keyring.failFrom(0)
		ada.Close()
		h.reopen()
		check("cut off", h.signIn("ada", password))
		if cut := fail <= 6; cut != (err != nil) {
			t.Errorf("call %d fails: want an error %t, got %v", fail, cut, err)
		}
		for account := range h.keyring.secrets {
			if strings.HasSuffix(account, ".next") {
				t.Errorf("call %d fails: want nothing left of the exchange", fail)
			}
		}
	}
}

func TestRotateDevice(t *testing.T) {
	h := newHouse(t)
	ada := h.setUp()
	first, err := h.v.Device(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	got, err := h.v.RotateDevice(t.Context(), ada, vault.Scheduled)
	if err != nil || got.AuditKey == first.AuditKey {
		t.Fatalf("want another key, got %+v, %v", got, err)
	}
	now, err := h.v.Device(t.Context())
	if err != nil || now.AuditKey != got.AuditKey {
		t.Errorf("want the new key in force, got %q, %v", now.AuditKey, err)
	}
	h.sealed(ada, "doc1", chart.Working, "x")
	ada.Close()
	h.reopen()
	ada = h.signIn("ada", password)
	second, err := h.v.RotateDevice(t.Context(), ada, vault.Scheduled)
	if err != nil || second.AuditKey == got.AuditKey {
		t.Errorf("after a restart: want yet another key, got %+v, %v", second, err)
	}
	for name, key := range map[string]string{"the first key": first.AuditKey, "the second": got.AuditKey, "the newest": second.AuditKey, "none": ""} {
		if r, err := h.log.Verify(t.Context(), audit.Keys{Device: key}); err != nil || !r.OK {
			t.Errorf("trust in %s: want the trail to hold, got %+v, %v", name, r, err)
		}
	}
	cod := h.add(ada, "cod", chart.Coder)
	_, err = h.v.RotateDevice(t.Context(), cod, vault.Scheduled)
	h.wantKind("a coder", err, chart.NotAllowed)
}

func TestRotateOwn(t *testing.T) {
	h := newHouse(t)
	ada := h.setUp()
	h.write(func(tx *sqlitedb.Tx) error {
		if err := tx.Exec(`INSERT INTO import (id, state, content_mac, media_type, bytes, pages, sealed_source, person, imported, changed) VALUES ('i','review',x'01','',0,0,x'','',0,0)`); err != nil {
			return err
		}
		return tx.Exec(`INSERT INTO document (id, import, position, state, version, type, pages, fields, open, sealed, imported, changed) VALUES ('d','i',0,'review',1,'',1,0,0,x'',0,0)`)
	})
	at := vault.Cell{Table: "draft", Column: "sealed", Row: "d"}
	draft, err := ada.SealForPerson(at, []byte("half-typed"))
	if err != nil {
		t.Fatal(err)
	}
	h.write(func(tx *sqlitedb.Tx) error {
		return tx.Exec(`INSERT INTO draft (document, person, sealed) VALUES ('d', ?, ?)`, string(ada.Person().ID), draft)
	})
	doc := h.sealed(ada, "doc1", chart.Working, "text")
	h.wantKind("a wrong password", ada.RotateOwn(t.Context(), "not the password at all", h.code("ada")), chart.NotAllowed)
	h.wantKind("a wrong code", ada.RotateOwn(t.Context(), password, "000000"), chart.NotAllowed)
	if err := ada.RotateOwn(t.Context(), password, h.code("ada")); err != nil {
		t.Fatal(err)
	}
	check := func(when string, s *vault.Session) {
		t.Helper()
		h.wantOpen(when, s, "doc1", chart.Working, doc, "text")
		var sealed []byte
		h.write(func(tx *sqlitedb.Tx) error { return tx.Row(`SELECT sealed FROM draft`, nil, &sealed) })
		if got, err := s.OpenForPerson(at, sealed); err != nil || string(got) != "half-typed" {
			t.Errorf("%s, the draft: got %q, %v", when, got, err)
		}
		if _, err := h.v.RotateZone(t.Context(), s, chart.Working, vault.Scheduled); err != nil {
			t.Error(err)
		}
	}
	check("the open session", ada)
	ada.Close()
	h.reopen()
	check("after a restart", h.signIn("ada", password))
}

var errOut = chart.E(chart.KeyringAbsent, "memory keyring", errors.New("out of order"))
