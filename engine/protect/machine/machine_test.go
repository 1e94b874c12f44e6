package machine_test

import (
	"context"
	"errors"
	"io/fs"
	"testing"
	"testing/fstest"
	"time"

	"chartproof.org/chartproof/engine/protect/machine"
)

const workspace = "/home/ada/.local/share/chartproof"

// the computers of the tests start from this one, on which everything is well.
func well() (machine.Machine, fstest.MapFS, map[string]string) {
	files := fstest.MapFS{
		"proc/self/mountinfo":                   text("22 1 259:2 / / rw - ext4 /dev/nvme0n1p2 rw\n30 22 253:1 / /home rw - ext4 /dev/mapper/vg-home rw\n"),
		"proc/swaps":                            text("Filename Type Size Used Priority\n/dev/dm-2 partition 1 0 -2\n/dev/zram0 partition 1 0 100\n"),
		"proc/sys/kernel/core_pattern":          text("|/usr/lib/systemd/systemd-coredump %P\n"),
		"proc/sys/kernel/yama/ptrace_scope":     text("1\n"),
		"proc/sys/kernel/seccomp/actions_avail": text("kill_process errno allow\n"),
		"proc/self/limits":                      text("Max core file size        0                    unlimited            bytes\n"),
		"sys/dev/block/253:1/dm/uuid":           text("LVM-abc\n"),
		"sys/dev/block/253:1/slaves/dm-0":       {Mode: fs.ModeDir | 0o755},
		"sys/class/block/dm-0/dm/uuid":          text("CRYPT-LUKS2-abc\n"),
		"sys/class/block/dm-0/dm/name":          text("luks\n"),
		"sys/class/block/dm-2/dm/uuid":          text("CRYPT-PLAIN-swap\n"),
		"sys/dev/block/259:2/uevent":            text(""),
		"sys/class/block/nvme0n1p2/uevent":      text(""),
		workspace[1:]:                           {Mode: fs.ModeDir | 0o700},
		workspace[1:] + "/chartproof.db":        {Mode: 0o600},
		"home":                                  {Mode: fs.ModeDir | 0o755},
		"home/ada":                              {Mode: fs.ModeDir | 0o750},
		"srv/scans":                             {Mode: fs.ModeDir | 0o770},
	}
	env := map[string]string{"XDG_CURRENT_DESKTOP": "ubuntu:GNOME"}
	answers := map[string]string{"org.gnome.desktop.screensaver": "true\n", "org.gnome.desktop.session": "uint32 300\n"}
	m := machine.Machine{OS: "linux", Root: files, Env: func(k string) string { return env[k] }, UID: 1000,
		Owner: func(fs.FileInfo) (int, bool) { return 1000, true },
		Ask: func(_ context.Context, program string, args ...string) (string, error) {
			if a, ok := answers[args[min(1, len(args)-1)]]; ok && program == "gsettings" {
				return a, nil
			}
			return "", errors.New("no such program")
		},
		Space:    func(string) (uint64, uint64, error) { return 100 << 30, 200 << 30, nil },
		Synced:   func() (bool, error) { return true, nil },
		Landlock: func() int { return 5 },
		Now:      func() time.Time { return time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC) },
		Built:    time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)}
	return m, files, env
}

func text(s string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(s), Mode: 0o444} }

func TestACarefulPracticesComputer(t *testing.T) {
	m, _, _ := well()
	seen := map[string]bool{}
	for _, f := range m.Check(t.Context(), machine.Place{Workspace: workspace, Watched: "/srv/scans"}) {
		seen[f.Check] = true
		if f.Verdict != machine.OK || f.Says == "" || f.Do != "" {
			t.Errorf("want all well, got %+v", f)
		}
	}
	for _, check := range []string{"disk_encryption", "swap", "core_dumps", "tracing", "sandbox", "network_share", "synced_folder", "workspace_permissions",
		"folders_on_the_way", "watched_folder", "free_space", "clock", "debug_settings", "screen_lock", "screen_capture"} {
		if !seen[check] {
			t.Errorf("want %s looked at", check)
		}
	}
}

func TestWhatIsUnsafeIsFound(t *testing.T) {
	type rig struct {
		*machine.Machine
		files fstest.MapFS
		env   map[string]string
		place *machine.Place
	}
	tests := []struct {
		name  string
		bend  func(rig)
		check string
		want  machine.Verdict
	}{
		{"a disk in clear", func(r rig) { delete(r.files, "sys/class/block/dm-0/dm/uuid") }, "disk_encryption", machine.Unsafe},
		{"half of a mirror in clear", func(r rig) { r.files["sys/dev/block/253:1/slaves/sda1"] = &fstest.MapFile{Mode: fs.ModeDir} }, "disk_encryption", machine.Unsafe},
		{"on the root's disk", func(r rig) { r.place.Workspace = "/var/chartproof" }, "disk_encryption", machine.Unsafe},
		{"btrfs on a mapped name", func(r rig) {
			r.files["proc/self/mountinfo"] = text("22 1 0:29 / / rw - btrfs /dev/mapper/luks rw\n")
		}, "disk_encryption", machine.OK},
		{"btrfs on a partition", func(r rig) {
			r.files["proc/self/mountinfo"] = text("22 1 0:29 / / rw - btrfs /dev/nvme0n1p2 rw\n")
		}, "disk_encryption", machine.Unsafe},
		{"ZFS", func(r rig) { r.files["proc/self/mountinfo"] = text("22 1 0:29 / / rw - zfs rpool/home rw\n") }, "disk_encryption", machine.Unknown},
		{"gocryptfs", func(r rig) { r.files["proc/self/mountinfo"] = text("22 1 0:50 / /home rw - fuse.gocryptfs x rw\n") }, "disk_encryption", machine.OK},
		{"no mountinfo", func(r rig) { delete(r.files, "proc/self/mountinfo") }, "disk_encryption", machine.Unknown},
		{"BitLocker", func(r rig) { r.OS = "windows" }, "disk_encryption", machine.Unknown},
		{"FileVault off", func(r rig) {
			r.OS = "darwin"
			r.Ask = func(context.Context, string, ...string) (string, error) { return "FileVault is Off.", nil }
		}, "disk_encryption", machine.Unsafe},
		{"FileVault on", func(r rig) {
			r.OS = "darwin"
			r.Ask = func(context.Context, string, ...string) (string, error) { return "FileVault is On.", nil }
		}, "disk_encryption", machine.OK},
		{"a swap partition in clear", func(r rig) { delete(r.files, "sys/class/block/dm-2/dm/uuid") }, "swap", machine.Unsafe},
		{"a swap file on the root's disk", func(r rig) { r.files["proc/swaps"] = text("/swapfile file 1 0 -2\n") }, "swap", machine.Unsafe},
		{"a swap file on the encrypted disk", func(r rig) { r.files["proc/swaps"] = text("/home/swap\\040file file 1 0 -2\n") }, "swap", machine.OK},
		{"no swap", func(r rig) { r.files["proc/swaps"] = text("Filename Type\n") }, "swap", machine.OK},
		{"swap not told", func(r rig) { delete(r.files, "proc/swaps") }, "swap", machine.Unknown},
		{"cores into files", func(r rig) {
			r.files["proc/sys/kernel/core_pattern"] = text("core.%p\n")
			r.files["proc/self/limits"] = text("Max core file size        0                    unlimited            bytes\nx")
		}, "core_dumps", machine.Unsafe},
		{"cores limited", func(r rig) {
			r.files["proc/sys/kernel/core_pattern"] = text("core\n")
			r.files["proc/self/limits"] = text("Max core file size        0                    0                    bytes\n")
		}, "core_dumps", machine.OK},
		{"anybody may trace", func(r rig) { r.files["proc/sys/kernel/yama/ptrace_scope"] = text("0\n") }, "tracing", machine.Unsafe},
		{"no Yama", func(r rig) { delete(r.files, "proc/sys/kernel/yama/ptrace_scope") }, "tracing", machine.Unknown},
		{"no Landlock", func(r rig) { r.Landlock = func() int { return 0 } }, "sandbox", machine.Unsafe},
		{"no seccomp", func(r rig) { delete(r.files, "proc/sys/kernel/seccomp/actions_avail") }, "sandbox", machine.Unsafe},
		{"no sandbox on macOS", func(r rig) { r.OS = "darwin" }, "sandbox", machine.Limit},
		{"a folder that others read", func(r rig) { r.files[workspace[1:]].Mode = fs.ModeDir | 0o755 }, "workspace_permissions", machine.Unsafe},
		{"a database that others read", func(r rig) { r.files[workspace[1:]+"/chartproof.db"].Mode = 0o644 }, "workspace_permissions", machine.Unsafe},
		{"somebody else's folder", func(r rig) { r.Owner = func(fs.FileInfo) (int, bool) { return 0, true } }, "workspace_permissions", machine.Unsafe},
		{"no folder", func(r rig) { r.place.Workspace = "/home/ada/gone" }, "workspace_permissions", machine.Unknown},
		{"a home that others exchange", func(r rig) { r.files["home/ada"].Mode = fs.ModeDir | 0o775 }, "folders_on_the_way", machine.Unsafe},
		{"under a sticky folder", func(r rig) { r.files["home"].Mode = fs.ModeDir | fs.ModeSticky | 0o777 }, "folders_on_the_way", machine.OK},
		{"NFS", func(r rig) { r.files["proc/self/mountinfo"] = text("30 22 0:40 / /home rw - nfs4 server:/home rw\n") }, "network_share", machine.Unsafe},
		{"a Windows share", func(r rig) { r.OS, r.place.Workspace = "windows", `\\server\charts` }, "network_share", machine.Unsafe},
		{"Dropbox", func(r rig) { r.place.Workspace = "/home/ada/Dropbox/charts" }, "synced_folder", machine.Unsafe},
		{"OneDrive of a company", func(r rig) { r.OS, r.place.Workspace = "windows", `C:\Users\ada\OneDrive - Oak Street\charts` }, "synced_folder", machine.Unsafe},
		{"a name that only begins so", func(r rig) { r.place.Workspace = "/home/ada/boxes/charts" }, "synced_folder", machine.OK},
		{"scans for everybody", func(r rig) { r.files["srv/scans"].Mode = fs.ModeDir | 0o777 }, "watched_folder", machine.Unsafe},
		{"scans nowhere", func(r rig) { delete(r.files, "srv/scans") }, "watched_folder", machine.Unsafe},
		{"a full disk", func(r rig) { r.Space = func(string) (uint64, uint64, error) { return 1 << 30, 500 << 30, nil } }, "free_space", machine.Unsafe},
		{"a nearly full disk", func(r rig) { r.Space = func(string) (uint64, uint64, error) { return 10 << 30, 500 << 30, nil } }, "free_space", machine.Unsafe},
		{"space not told", func(r rig) { r.Space = func(string) (uint64, uint64, error) { return 0, 0, errors.ErrUnsupported } }, "free_space", machine.Unknown},
		{"a clock of last year", func(r rig) { r.Now = func() time.Time { return time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC) } }, "clock", machine.Unsafe},
		{"a clock that drifts", func(r rig) { r.Synced = func() (bool, error) { return false, nil } }, "clock", machine.Unsafe},
		{"a clock not told", func(r rig) { r.Synced = func() (bool, error) { return false, errors.ErrUnsupported } }, "clock", machine.Unknown},
		{"keys of TLS in a file", func(r rig) { r.env["SSLKEYLOGFILE"] = "/tmp/keys" }, "debug_settings", machine.Unsafe},
		{"Go's crash dumps", func(r rig) { r.env["GOTRACEBACK"] = "crash" }, "debug_settings", machine.Unsafe},
		{"Go's FIPS module", func(r rig) { r.env["GODEBUG"] = "fips140=on" }, "debug_settings", machine.OK},
		{"another desktop's lock", func(r rig) { r.env["XDG_CURRENT_DESKTOP"] = "i3" }, "screen_lock", machine.Unknown},
		{"no lock", func(r rig) {
			r.Ask = func(context.Context, string, ...string) (string, error) { return "false", nil }
		}, "screen_lock", machine.Unsafe},
		{"never idle", func(r rig) {
			r.Ask = func(_ context.Context, _ string, args ...string) (string, error) {
				if args[2] == "idle-delay" {
					return "uint32 0", nil
				}
				return "true", nil
			}
		}, "screen_lock", machine.Unsafe},
		{"X11", func(r rig) { r.env["DISPLAY"] = ":0" }, "screen_capture", machine.Limit},
		{"Wayland", func(r rig) { r.env["WAYLAND_DISPLAY"] = "wayland-0" }, "screen_capture", machine.Limit},
		{"Windows' window", func(r rig) { r.OS = "windows" }, "screen_capture", machine.OK},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			m, files, env := well()
			place := machine.Place{Workspace: workspace, Watched: "/srv/scans"}
			tc.bend(rig{&m, files, env, &place})
			found := 0
			for _, f := range m.Check(t.Context(), place) {
				if f.Check != tc.check {
					continue
				}
				found++
				if f.Verdict != tc.want || f.Says == "" || (f.Verdict == machine.Unsafe) && f.Do == "" {
					t.Errorf("want %s, got %+v", tc.want, f)
				}
			}
			if found == 0 {
				t.Errorf("want %s looked at", tc.check)
			}
		})
	}
}

// TestNothingReadable: what cannot be read is never well.
func TestNothingReadable(t *testing.T) {
	m, _, _ := well()
	m.Root, m.Ask = fstest.MapFS{}, nil
	for _, f := range m.Check(t.Context(), machine.Place{Workspace: workspace}) {
		switch f.Check {
		case "synced_folder", "folders_on_the_way", "free_space", "clock", "debug_settings", "screen_capture":
			continue // not out of the file system, or nothing to find there
		}
		if f.Verdict == machine.OK {
			t.Errorf("want nothing taken for well, got %+v", f)
		}
	}
}

func FuzzMountinfo(f *testing.F) {
	f.Add("22 1 259:2 / / rw - ext4 /dev/nvme0n1p2 rw\n", "Filename\n/dev/dm-2 partition 1\n")
	f.Add(" - \n\\040 - x\n", "\\\n")
	f.Fuzz(func(t *testing.T, mounts, swaps string) {
		m, files, _ := well()
		files["proc/self/mountinfo"], files["proc/swaps"] = text(mounts), text(swaps)
		if len(m.Check(t.Context(), machine.Place{Workspace: workspace})) < 14 {
			t.Error("want every check to answer")
		}
	})
}
