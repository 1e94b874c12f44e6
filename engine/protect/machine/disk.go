package machine

import (
	"context"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// mount is a line of /proc/self/mountinfo (proc(5)).
type mount struct{ device, point, kind, source string }

// mounted finds what a path lies on.
func (m Machine) mounted(at string) (best mount, ok bool) {
	text, ok := m.read("/proc/self/mountinfo")
	if !ok {
		return best, false
	}
	ok = false
	for line := range strings.Lines(text) {
		before, after, cut := strings.Cut(line, " - ")
		f, g := strings.Fields(before), strings.Fields(after)
		if !cut || len(f) < 5 || len(g) < 2 {
			continue
		}
		one := mount{device: f[2], point: unescape(f[4]), kind: g[0], source: unescape(g[1])}
		if inside(at, one.point) && (!ok || len(one.point) >= len(best.point)) { // of two on one point the later one is seen
			best, ok = one, true
		}
	}
	return best, ok
}

func inside(name, dir string) bool {
	return dir == "/" || name == dir || strings.HasPrefix(name, strings.TrimSuffix(dir, "/")+"/")
}

// unescape reads the octal signs of mountinfo.
func unescape(s string) string {
	return strings.NewReplacer(`\040`, " ", `\011`, "\t", `\012`, "\n", `\134`, `\`).Replace(s)
}

// disk says whether what the workspace lies on is encrypted.
func (m Machine) disk(ctx context.Context, workspace string) Finding {
	f := Finding{Check: "disk_encryption"}
	switch m.OS {
	case "linux":
		return m.linuxDisk(f, workspace)
	case "darwin":
		answer, err := m.ask(ctx, "fdesetup", "status")
		switch {
		case err == nil && strings.Contains(answer, "FileVault is On"):
			f.Verdict, f.Says = OK, "FileVault encrypts the disk"
		case err == nil && strings.Contains(answer, "FileVault is Off"):
			f.Verdict, f.Says, f.Do = Unsafe, "the disk is not encrypted", "turn FileVault on: System Settings, Privacy & Security, FileVault"
		default:
			f.Verdict, f.Says, f.Do = Unknown, "whether FileVault is on cannot be read", "run: fdesetup status"
		}
		return f
	case "windows":
		f.Verdict, f.Says = Unknown, "whether BitLocker is on can be read by an administrator only"
		f.Do = "run as administrator: manage-bde -status; turn it on: Control Panel, BitLocker Drive Encryption"
		return f
	}
	f.Verdict, f.Says, f.Do = Unknown, "how this system encrypts disks is not known here", "see that the disk is encrypted"
	return f
}

func (m Machine) linuxDisk(f Finding, workspace string) Finding {
	on, ok := m.mounted(workspace)
	if !ok {
		f.Verdict, f.Says, f.Do = Unknown, "what the workspace lies on cannot be read", "run: lsblk -o NAME,TYPE,MOUNTPOINTS and look for crypt"
		return f
	}
	crypt, known := m.encrypted(on)
	switch {
	case crypt:
		f.Verdict, f.Says = OK, "the disk under "+on.point+" is encrypted"
	case known:
		f.Verdict, f.Says = Unsafe, "the disk under "+on.point+" is not encrypted: a stolen computer shows names and sizes of files, and the charts to who guesses a password and has the keyring"
		f.Do = "move to a disk with LUKS (chosen when the system is installed), or encrypt in place: man cryptsetup-reencrypt"
	default:
		f.Verdict, f.Says = Unknown, "whether the disk under "+on.point+" ("+on.kind+") is encrypted cannot be read"
		f.Do = "run: lsblk -o NAME,TYPE,MOUNTPOINTS and look for crypt; of ZFS: zfs get encryption"
	}
	return f
}

// encrypted reports whether what is mounted lies on dm-crypt, and whether that could be told.
func (m Machine) encrypted(on mount) (crypt, known bool) {
	if on.kind == "ecryptfs" || strings.HasPrefix(on.kind, "fuse.gocryptfs") || on.kind == "fuse.encfs" {
		return true, true
	}
	if dir := "/sys/dev/block/" + on.device; m.there(dir) {
		return m.crypt(dir, 0), true
	}
	if name, ok := strings.CutPrefix(on.source, "/dev/"); ok { // btrfs has no device number of its own
		return m.cryptDevice(name)
	}
	return false, false
}

// cryptDevice is encrypted for a name under /dev.
func (m Machine) cryptDevice(name string) (crypt, known bool) {
	if mapped, ok := strings.CutPrefix(name, "mapper/"); ok {
		entries, err := fs.ReadDir(m.Root, "sys/class/block")
		if err != nil {
			return false, false
		}
		for _, e := range entries {
			if is, ok := m.read("/sys/class/block/" + e.Name() + "/dm/name"); ok && is == mapped {
				return m.crypt("/sys/class/block/"+e.Name(), 0), true
			}
		}
		return false, false
	}
	dir := "/sys/class/block/" + path.Base(name)
	return m.crypt(dir, 0), m.there(dir)
}

// crypt reports whether a block device is dm-crypt, or everything that it is made of is.
func (m Machine) crypt(dir string, deep int) bool {
	const deepest = 8 // LVM on RAID on LUKS is three
	if uuid, ok := m.read(dir + "/dm/uuid"); ok && strings.HasPrefix(uuid, "CRYPT-") {
		return true
	}
	slaves, err := fs.ReadDir(m.Root, strings.TrimPrefix(dir+"/slaves", "/"))
	if err != nil || len(slaves) == 0 || deep >= deepest {
		return false
	}
	return !slices.ContainsFunc(slaves, func(s fs.DirEntry) bool { return !m.crypt("/sys/class/block/"+s.Name(), deep+1) })
}

func (m Machine) there(name string) bool {
	_, err := m.stat(name)
	return err == nil
}

// swap says whether what is swapped out stays in clear on a disk.
func (m Machine) swap() Finding {
	f := Finding{Check: "swap"}
	if !m.linux() {
		f.Verdict, f.Says, f.Do = Unknown, "the system's own encryption of what it swaps is not read", "it is encrypted with the disk: see disk_encryption"
		return f
	}
	text, ok := m.read("/proc/swaps")
	if !ok {
		f.Verdict, f.Says, f.Do = Unknown, "/proc/swaps cannot be read", "run: swapon --show"
		return f
	}
	var clear []string
	used := 0
	for line := range strings.Lines(text) {
		fields := strings.Fields(line)
		if len(fields) < 2 || fields[0] == "Filename" {
			continue
		}
		used++
		if !m.swapSafe(unescape(fields[0]), fields[1]) {
			clear = append(clear, unescape(fields[0]))
		}
	}
	switch {
	case used == 0:
		f.Verdict, f.Says = OK, "nothing is swapped"
	case len(clear) == 0:
		f.Verdict, f.Says = OK, "what is swapped is encrypted or stays in memory"
	default:
		f.Verdict, f.Says = Unsafe, "what is swapped lies in clear in "+strings.Join(clear, ", ")+": parts of pages may be written there"
		f.Do = "run: swapoff -a, and encrypt it (man crypttab, option swap) or use zram"
	}
	return f
}

func (m Machine) swapSafe(name, kind string) bool {
	if strings.HasPrefix(name, "/dev/zram") {
		return true
	}
	if kind == "partition" {
		crypt, _ := m.cryptDevice(strings.TrimPrefix(name, "/dev/"))
		return crypt
	}
	on, ok := m.mounted(name)
	if !ok {
		return false
	}
	crypt, _ := m.encrypted(on)
	return crypt
}
