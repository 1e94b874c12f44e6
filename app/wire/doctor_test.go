package wire

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/machine"
	"chartproof.org/chartproof/engine/send/siem/rsyslog"
	"chartproof.org/chartproof/storage/sqlitedb"
	"chartproof.org/chartproof/storage/vault"
)

// examine gives the verdicts of a workspace by check.
func (a *archive) examine(o DoctorOptions) map[string]machine.Finding {
	a.Helper()
	if o.Machine == nil {
		o.Machine = thisMachine()
	}
	o.Machine.Now = a.now
	o.Workspace = filepath.Join(a.dir, "workspace")
	if o.Readers == nil {
		o.Readers = func(context.Context) ([]string, []string, error) { return []string{"tesseract", "paddle"}, nil, nil }
	}
	if o.Keyring == nil {
		o.Keyring = a.opts.Keyring
	}
	found, err := Doctor(a.Context(), o)
	a.must(err)
	out := map[string]machine.Finding{}
	for _, f := range found {
		if f.Says == "" || f.Verdict == machine.Unsafe && f.Do == "" {
			a.Errorf("want it said what is wrong and what to do, got %+v", f)
		}
		out[f.Check] = f
	}
	return out
}

func (a *archive) verdict(o DoctorOptions, check string, want machine.Verdict) {
	a.Helper()
	if f := a.examine(o)[check]; f.Verdict != want {
		a.Errorf("%s: want %s, got %+v", check, want, f)
	}
}

// TestDoctorBesideTheDesktop: a fresh workspace, looked at while somebody works in it; nothing of it is changed.
func TestDoctorBesideTheDesktop(t *testing.T) {
	a := newArchive(t, false)
	size, err := a.trail.Size(t.Context())
	a.must(err)
	found := a.examine(DoctorOptions{})
	for check, want := range map[string]machine.Verdict{"keyring": machine.OK, "key_rotations": machine.OK, "trail": machine.OK, "siem": machine.OK,
		"workspace_permissions": machine.OK, "synced_folder": machine.OK, "readers": machine.OK, "trail_witness": machine.Unsafe,
		"backup": machine.Unsafe, "restore_rehearsal": machine.Unsafe, "recovery": machine.Unsafe} {
		if found[check].Verdict != want {
			t.Errorf("%s: want %s, got %+v", check, want, found[check])
		}
	}
	for _, check := range []string{"disk_encryption", "swap", "core_dumps", "tracing", "sandbox", "network_share", "free_space", "clock", "debug_settings",
		"screen_lock", "screen_capture", "fips_module"} {
		if found[check].Verdict == "" {
			t.Errorf("want %s looked at", check)
		}
	}
	if after, err := a.trail.Size(t.Context()); err != nil || after != size {
		t.Errorf("want nothing written, got %d entries after %d, %v", after, size, err)
	}
}

func TestDoctorSeesWhatWasDone(t *testing.T) {
	a := newArchive(t, false)
	a.as("root")
	a.must(a.db.Write(t.Context(), func(tx *sqlitedb.Tx) error {
		for _, e := range []chart.AuditEntry{{Action: chart.ActBackup, Detail: "generation=1"}, {Action: chart.ActRestoreRehear, Detail: "generation=1 ok=true"},
			{Action: chart.ActRecoverySet, Detail: "set=x"}, {Action: chart.ActRecoveryTry, Detail: "outcome=opened set=x"}} {
			if _, err := a.trail.Append(tx, e); err != nil {
				return err
			}
		}
		return nil
	}))
	done := []string{"backup", "restore_rehearsal", "recovery"}
	for _, step := range []struct {
		pass time.Duration
		old  []string
	}{{time.Hour, nil}, {8 * 24 * time.Hour, done[:1]}, {100 * 24 * time.Hour, done[:2]}, {300 * 24 * time.Hour, done}} {
		a.ticks += step.pass
		found := a.examine(DoctorOptions{})
		for _, check := range done {
			want := machine.OK
			if slices.Contains(step.old, check) {
				want = machine.Unsafe
			}
			if found[check].Verdict != want {
				t.Errorf("after %s: want %s %s, got %+v", step.pass, check, want, found[check])
			}
		}
	}
	a.ticks = -time.Hour // the clock goes back
	a.verdict(DoctorOptions{}, "trail", "")
	a.verdict(DoctorOptions{}, "clock", machine.Unsafe)
}

func TestDoctorTellsKeyringsApart(t *testing.T) {
	a := newArchive(t, true)
	path := filepath.Join(a.dir, "machine.key")
	says := map[string]string{}
	for name, k := range map[string]vault.Keyring{
		"wrong passphrase": vault.FileKeyring{Path: path, Passphrase: "another long passphrase", Iterations: 1000},
		"no such file":     vault.FileKeyring{Path: path + "2", Passphrase: "a long passphrase", Iterations: 1000},
		"another kind":     vault.OSKeyring{},
	} {
		f := a.examine(DoctorOptions{Keyring: k})["keyring"]
		if f.Verdict != machine.Unsafe {
			t.Errorf("%s: want it unsafe, got %+v", name, f)
		}
		says[f.Says] = name
	}
	if len(says) < 2 {
		t.Errorf("want them told apart, got %v", says)
	}
}

func TestDoctorSeesHarmAndTheSIEM(t *testing.T) {
	server := rsyslog.New(t)
	server.Start()
	a := newArchive(t, false)
	a.as("root")
	o := orderFor(t, server)
	a.must(a.SetSIEM(t.Context(), o))
	opts := a.opts
	a.must(a.Close())
	_, err := StreamTrail(t.Context(), opts, true)
	a.must(err)
	a.verdict(DoctorOptions{}, "siem", machine.OK)
	a.verdict(DoctorOptions{}, "trail_witness", machine.OK)
	server.Kill()
	a.open()
	a.as("root")
	a.must(a.Close())
	if _, err := StreamTrail(t.Context(), opts, true); err == nil {
		t.Fatal("want the SIEM away")
	}
	a.verdict(DoctorOptions{}, "siem", machine.Unsafe)
	a.must(os.Chmod(filepath.Join(a.dir, "workspace"), 0o755))
	a.verdict(DoctorOptions{}, "workspace_permissions", machine.Unsafe)
	a.open()
	a.must(a.db.Write(t.Context(), func(tx *sqlitedb.Tx) error {
		return tx.Exec(`UPDATE audit_entry SET leaf = CAST(replace(CAST(leaf AS TEXT), 'at', 'ta') AS BLOB) WHERE idx = 3`)
	}))
	a.verdict(DoctorOptions{}, "trail", machine.Unsafe)
}
