package backup

import (
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/sqlitedb"
)

const (
	targetFile   = "target.json"
	targetFormat = "chartproof.backup.target/1"
	passName     = "key.passphrase"
	readmeName   = "README.txt"
)

const readme = `This folder is a sealed backup of a Chartproof workspace. Nothing in it can be read without the backup passphrase.

To bring it back on a computer with Chartproof installed:

    chartproofctl restore --from THIS_FOLDER --workspace NEW_FOLDER

Do not rename, change or delete files in here: Chartproof removes what it no longer needs.
`

// targetInfo is target.json.
type targetInfo struct {
	Format string `json:"format"`
	ID     string `json:"id"`
}

// Target is the folder of one workspace's backups on a drive.
type Target struct {
	dir string
	ID  string
}

// folderOf is the target's folder inside the one that a person has chosen.
func folderOf(parent, workspace string) string {
	return filepath.Join(parent, "chartproof-"+workspace[:min(8, len(workspace))])
}

// Prepare makes the target for a workspace, or finds the one that is there, and seals its key under the passphrase. A target
// that another key was made for is chart.Conflict.
func Prepare(parent, workspace, workspaceDir, passphrase string, k Keys, iterations int) (*Target, error) {
	const op = "prepare backup folder"
	if err := apart(parent, workspaceDir); err != nil {
		return nil, err
	}
	sealed, err := lock(k.Transport, passphrase, iterations)
	if err != nil {
		return nil, err
	}
	dir := folderOf(parent, workspace)
	if _, err := os.Stat(parent); err != nil {
		return nil, chart.E(chart.NotFound, op, sqlitedb.Bare(err))
	}
	if t, err := Open(parent, workspace); err == nil {
		have, err := os.ReadFile(t.path(secretsPlace))
		if err == nil {
			if _, err := openSecrets(k.Transport, have); err != nil {
				return nil, chart.E(chart.Conflict, op, errors.New("the folder holds a backup that was made with another key; choose another folder"))
			}
		}
		return t, t.write(passName, sealed)
	}
	for _, d := range []string{dir, filepath.Join(dir, "objects"), filepath.Join(dir, "pages"), filepath.Join(dir, "generations")} {
		if err := os.MkdirAll(d, 0o700); err != nil {
			return nil, chart.E(chart.BadInput, op, sqlitedb.Bare(err))
		}
	}
	var id [16]byte
	_, _ = rand.Read(id[:]) // never fails
	t := &Target{dir: dir, ID: hex.EncodeToString(id[:])}
	info, err := json.Marshal(targetInfo{targetFormat, t.ID})
	if err != nil {
		return nil, chart.E(chart.Internal, op, err)
	}
	return t, errors.Join(t.write(passName, sealed), t.write(readmeName, []byte(readme)), t.write(targetFile, info))
}

// apart refuses a target inside the workspace and a workspace inside the target.
func apart(parent, workspaceDir string) error {
	a, err := filepath.Abs(parent)
	if err == nil {
		var b string
		if b, err = filepath.Abs(workspaceDir); err == nil && !within(a, b) && !within(b, filepath.Join(a, "chartproof-")) {
			return nil
		}
	}
	if err != nil {
		return chart.E(chart.BadInput, "choose backup folder", sqlitedb.Bare(err))
	}
	return chart.E(chart.BadInput, "choose backup folder", errors.New("the backup folder must lie outside the workspace"))
}

func within(inner, outer string) bool {
	rel, err := filepath.Rel(outer, inner)
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}

// Open opens the target of a workspace in the folder that a person has chosen; chart.NotFound where it is not there, which is
// also what an unplugged drive looks like.
func Open(parent, workspace string) (*Target, error) { return openDir(folderOf(parent, workspace)) }

// Find opens the one target that lies in a folder, or is that folder.
func Find(dir string) (*Target, error) {
	if t, err := openDir(dir); err == nil {
		return t, nil
	}
	found, err := filepath.Glob(filepath.Join(dir, "chartproof-*", targetFile))
	switch {
	case err != nil || len(found) == 0:
		return nil, chart.E(chart.NotFound, "open backup", errors.New("there is no backup in this folder"))
	case len(found) > 1:
		return nil, chart.E(chart.BadInput, "open backup", fmt.Errorf("%d backups lie here; name one of the folders chartproof-…", len(found)))
	}
	return openDir(filepath.Dir(found[0]))
}

func openDir(dir string) (*Target, error) {
	const op = "open backup"
	data, err := os.ReadFile(filepath.Join(dir, targetFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, chart.E(chart.NotFound, op, errors.New("the backup is not there; is the drive plugged in?"))
	} else if err != nil {
		return nil, chart.E(chart.Unreachable, op, sqlitedb.Bare(err))
	}
	var info targetInfo
	if json.Unmarshal(data, &info) != nil || info.Format != targetFormat {
		return nil, chart.E(chart.Tampered, op, errors.New("the folder's own file is damaged"))
	}
	return &Target{dir: dir, ID: info.ID}, nil
}

func (t *Target) path(place string) string { return filepath.Join(t.dir, filepath.FromSlash(place)) }

// write puts a file durably at its place, whole or not at all.
func (t *Target) write(place string, data []byte) error {
	if err := sqlitedb.WriteFile(t.path(place), data); err != nil {
		return full("write backup", err)
	}
	return nil
}

// full tells a drive that is full from one that is gone.
func full(op string, err error) error {
	if noSpace(err) {
		return chart.E(chart.MissingTool, op, errors.New("the drive is full"))
	}
	return chart.E(chart.Unreachable, op, fmt.Errorf("the drive cannot be written: %w", sqlitedb.Bare(err)))
}

// read gives a file of the target.
func (t *Target) read(place string) ([]byte, error) {
	data, err := os.ReadFile(t.path(place))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, chart.E(chart.Tampered, "read backup", errors.New("a file of the backup is missing"))
	} else if err != nil {
		return nil, chart.E(chart.Unreachable, "read backup", sqlitedb.Bare(err))
	}
	return data, nil
}

func objectPlace(name string) string { return "objects/" + name[:2] + "/" + name }
func pagePlace(name string) string   { return "pages/" + name[:2] + "/" + name }

// has reports whether a file of that size is there.
func (t *Target) has(place string, size int64) bool {
	info, err := os.Stat(t.path(place))
	return err == nil && info.Mode().IsRegular() && (size < 0 || info.Size() == size)
}

// put is write for an object, whose folder may not be there.
func (t *Target) put(place string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(t.path(place)), 0o700); err != nil {
		return full("write backup", err)
	}
	return t.write(place, data)
}

// generations lists the numbers that are there, oldest first.
func (t *Target) generations() (out []int64, err error) {
	entries, err := os.ReadDir(t.path("generations"))
	if err != nil {
		return nil, chart.E(chart.Unreachable, "list backups", sqlitedb.Bare(err))
	}
	for _, e := range entries {
		if n, err := strconv.ParseInt(e.Name(), 10, 64); err == nil && n > 0 && generationPlace(n) == "generations/"+e.Name() {
			out = append(out, n)
		}
	}
	slices.Sort(out)
	return out, nil
}

// tidy removes what an earlier run has left half written.
func (t *Target) tidy() {
	for _, pattern := range []string{".new-*", "*/.new-*", "*/*/.new-*"} {
		left, _ := filepath.Glob(filepath.Join(t.dir, pattern)) // the pattern is ours
		for _, name := range left {
			_ = os.Remove(name) // the next run tries again
		}
	}
}

// Keep writes a small file of the caller's beside the backup and gives its path.
func (t *Target) Keep(place string, data []byte) (string, error) {
	return t.path(place), t.put(place, data)
}
