package machine

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// shares are kinds of file systems that lie on another computer (mount(8)).
var shares = []string{"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "glusterfs", "fuse.sshfs", "fuse.davfs", "davfs", "fuse.rclone",
	"fuse.s3fs", "fuse.gvfsd-fuse", "afpfs", "webdav"}

// clouds are names of folders that a program copies to somebody else's computers.
var clouds = []string{"dropbox", "onedrive", "google drive", "googledrive", "my drive", "icloud drive", "iclouddrive", "mobile documents", "nextcloud",
	"owncloud", "pcloud", "pclouddrive", "box sync", "box", "syncthing", "sync", "mega", "megasync", "tresorit", "seafile"}

// folder looks at the workspace's folder: where it lies, whose it is, who may read it.
func (m Machine) folder(at string) []Finding {
	out := []Finding{m.share(at), m.cloud(at)}
	if m.OS == "windows" {
		return append(out, Finding{Check: "workspace_permissions", Verdict: Unknown, Says: "who may read the folder is not read on Windows",
			Do: "run: icacls on the folder; only your account, SYSTEM and Administrators should stand there"})
	}
	return append(out, m.permissions(at), m.parents(at))
}

func (m Machine) share(at string) Finding {
	f := Finding{Check: "network_share"}
	if m.OS == "windows" && (strings.HasPrefix(at, `\\`) || strings.HasPrefix(at, "//")) {
		f.Verdict, f.Says, f.Do = Unsafe, "the workspace lies on another computer", "move it to a local disk: locks and durability do not hold there"
		return f
	}
	if !m.linux() {
		f.Verdict, f.Says, f.Do = Unknown, "what the folder lies on is not read on this system", "see that it is a local disk"
		return f
	}
	on, ok := m.mounted(at)
	switch {
	case !ok:
		f.Verdict, f.Says, f.Do = Unknown, "what the folder lies on cannot be read", "run: findmnt --target on the folder"
	case slices.Contains(shares, on.kind):
		f.Verdict, f.Says = Unsafe, "the workspace lies on another computer ("+on.kind+")"
		f.Do = "move it to a local disk: locks and durability do not hold there"
	default:
		f.Verdict, f.Says = OK, "the workspace lies on this computer ("+on.kind+")"
	}
	return f
}

func (m Machine) cloud(at string) Finding {
	for part := range strings.SplitSeq(strings.ReplaceAll(at, `\`, "/"), "/") {
		low := strings.ToLower(part)
		if slices.Contains(clouds, low) || strings.HasPrefix(low, "onedrive -") || strings.HasPrefix(low, "dropbox (") {
			return Finding{Check: "synced_folder", Verdict: Unsafe, Says: "the workspace lies in " + part + ", which copies it to somebody else's computers",
				Do: "move the workspace's folder out of it; copies of a database in use are torn, and the provider is no business associate by itself"}
		}
	}
	return Finding{Check: "synced_folder", Verdict: OK, Says: "no folder on the way bears the name of a cloud's"}
}

func (m Machine) permissions(at string) Finding {
	f := Finding{Check: "workspace_permissions"}
	st, err := m.stat(at)
	if err != nil {
		f.Verdict, f.Says, f.Do = Unknown, "the folder cannot be looked at", "see that it is there and yours"
		return f
	}
	if uid, known := m.Owner(st); known && m.UID >= 0 && uid != m.UID {
		f.Verdict, f.Says = Unsafe, fmt.Sprintf("the folder is the account %d's and not yours", uid)
		f.Do = "have the administrator give it to the account that works in it: chown"
		return f
	}
	if open := m.others(at, st); open != "" {
		f.Verdict, f.Says, f.Do = Unsafe, open, "run: chmod -R go= on the workspace's folder"
		return f
	}
	f.Verdict, f.Says = OK, "the folder is its owner's alone"
	return f
}

// others says what of the folder, or of what lies directly in it, other accounts may touch.
func (m Machine) others(at string, st fs.FileInfo) string {
	if st.Mode().Perm()&0o077 != 0 {
		return fmt.Sprintf("other accounts may get into the folder (%04o)", st.Mode().Perm())
	}
	entries, err := fs.ReadDir(m.Root, strings.TrimPrefix(path.Clean(at), "/"))
	if err != nil {
		return "what lies in the folder cannot be listed"
	}
	for _, e := range entries {
		if info, err := e.Info(); err == nil && info.Mode().Perm()&0o077 != 0 && info.Mode()&fs.ModeSymlink == 0 {
			return fmt.Sprintf("other accounts may touch %s (%04o)", e.Name(), info.Mode().Perm())
		}
	}
	return ""
}

// parents looks for a folder on the way in which everybody may exchange the next one.
func (m Machine) parents(at string) Finding {
	f := Finding{Check: "folders_on_the_way", Verdict: OK, Says: "nobody else can exchange the folder"}
	for dir := path.Dir(path.Clean(at)); ; dir = path.Dir(dir) {
		if st, err := m.stat(dir); err == nil && st.Mode().Perm()&0o022 != 0 && st.Mode()&fs.ModeSticky == 0 {
			f.Verdict, f.Says = Unsafe, fmt.Sprintf("other accounts may exchange what lies in %s (%04o)", dir, st.Mode().Perm())
			f.Do = "run: chmod go-w " + dir
			return f
		}
		if dir == "/" || dir == "." {
			return f
		}
	}
}

func (m Machine) watched(at string) Finding {
	f := Finding{Check: "watched_folder"}
	st, err := m.stat(at)
	switch {
	case m.OS == "windows":
		f.Verdict, f.Says, f.Do = Unknown, "who may read the watched folder is not read on Windows", "run: icacls on the folder"
	case err != nil:
		f.Verdict, f.Says, f.Do = Unsafe, "the watched folder is not there: charts that are put there wait", "see to the folder, or watch another one in the settings"
	case st.Mode().Perm()&0o007 != 0:
		f.Verdict, f.Says = Unsafe, fmt.Sprintf("everybody on this computer may get at the charts in the watched folder (%04o)", st.Mode().Perm())
		f.Do = "run: chmod o= on the watched folder; let the scanner write as a group"
	default:
		f.Verdict, f.Says = OK, "the watched folder is not everybody's"
	}
	return f
}

func (m Machine) space(at string) Finding {
	const least, part = 2 << 30, 20 // bytes; a twentieth
	f := Finding{Check: "free_space"}
	free, total, err := m.Space(at)
	if err != nil || total == 0 {
		f.Verdict, f.Says, f.Do = Unknown, "how much room is left cannot be read", "see that some gigabytes are free"
		return f
	}
	f.Says = fmt.Sprintf("%.1f of %.1f GiB are free", float64(free)/(1<<30), float64(total)/(1<<30))
	if f.Verdict = OK; free < least || free < total/part {
		f.Verdict, f.Do = Unsafe, "make room: on a full disk nothing is imported and no entry is written"
	}
	return f
}
