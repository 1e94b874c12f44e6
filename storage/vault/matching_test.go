package vault_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/storage/vault"
)

// A commit that nobody saw end must not cost the only secret that opens the workspace.
func TestRotateMachineWhoseCommitIsNotSeen(t *testing.T) {
	h, ada, check := machineHouse(t)
	if err := vault.RotateMachineUnseen(t.Context(), h.v, ada, errors.New("the drive was away")); err != nil {
		t.Errorf("the workspace took the new secret: want the renewal ended, got %v", err)
	}
	check("the open session", ada)
	ada.Close()
	h.reopen()
	check("after a restart", h.signIn("ada", password))
}

// Where another program's renewal was broken off, the entry beside the old secret is the one in force: nothing may be written
// over it.
func TestRotateMachineOverAnotherRenewal(t *testing.T) {
	h, ada, check := machineHouse(t)
	other := h.vaultOn(h.db)
	bob, err := other.SignIn(t.Context(), "ada", password, h.code("ada"))
	if err != nil {
		t.Fatal(err)
	}
	h.keyring.failFrom(3) // put in, read back; the workspace takes it; the exchange in the keyring fails
	if err := other.RotateMachine(t.Context(), bob, vault.Scheduled); err == nil {
		t.Fatal("want the first renewal broken off")
	}
	h.keyring.failFrom(0)
	h.wantKind("a second renewal", h.v.RotateMachine(t.Context(), ada, vault.Scheduled), chart.BadState)
	bob.Close()
	ada.Close()
	h.reopen()
	check("after a restart", h.signIn("ada", password))
}

// What a backup takes out of the keyring opens the copy of the database that it makes meanwhile.
func TestNothingChangesWhileEntriesAreGiven(t *testing.T) {
	h := newHouse(t)
	ada := h.setUp()
	h.sealed(ada, "gone", chart.Working, "x")
	changes := map[string]func(context.Context) error{
		"a new machine secret": func(ctx context.Context) error { return h.v.RotateMachine(ctx, ada, vault.Scheduled) },
		"destroyed keys": func(ctx context.Context) error {
			_, err := h.v.ShredKeys(ctx, ada, []vault.OwnerKeys{{Owner: "gone"}}, nil)
			return err
		},
		"a new month": func(ctx context.Context) error {
			h.now = h.now.AddDate(0, 1, 0)
			s, err := h.v.SignIn(ctx, "ada", password, h.code("ada"))
			if err == nil {
				s.Close()
			}
			return err
		},
	}
	for name, change := range changes {
		t.Run(name, func(t *testing.T) {
			done := make(chan error, 1)
			var within []string
			got, err := h.v.Entries(t.Context(), func() error {
				go func() { done <- change(context.WithoutCancel(t.Context())) }()
				select {
				case err := <-done:
					t.Errorf("want it to wait for the copy, it ended with %v", err)
					done <- err
				case <-time.After(200 * time.Millisecond):
				}
				return h.db.Read(t.Context(), func(tx *sqlitedb.Tx) error {
					return tx.Each(`SELECT id FROM key_epoch`, nil, func(r *sqlitedb.Rows) error {
						var id string
						err := r.Scan(&id)
						within = append(within, id)
						return err
					})
				})
			})
			if err != nil {
				t.Fatal(err)
			}
			if err := <-done; err != nil {
				t.Errorf("afterwards: %v", err)
			}
			var given []string
			for account := range got {
				if _, id, ok := strings.Cut(account, ".epoch."); ok {
					given = append(given, id)
				}
			}
			slices.Sort(given)
			slices.Sort(within)
			if !slices.Equal(given, within) {
				t.Errorf("want the secrets of the months %v, got %v", within, given)
			}
		})
	}
}
