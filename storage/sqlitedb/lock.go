package sqlitedb

import (
	"errors"
	"os"
	"path/filepath"

	"chartproof.org/chartproof/engine/chart"
)

const lockName = "workspace.lock"

// Hold takes a workspace for this process without opening its database, so that nobody works in it while its folder is copied.
func Hold(dir string) (release func() error, err error) {
	end, crashed, err := lockWorkspace(dir)
	if err != nil {
		return nil, err
	}
	return func() error { return end(!crashed) }, nil
}

// lockWorkspace takes the workspace for this process until release is called or the process dies. The file's content says
// whether the last holder let go in good order: crashed is true where it did not.
func lockWorkspace(dir string) (release func(clean bool) error, crashed bool, err error) {
	const op = "lock workspace"
	f, err := os.OpenFile(filepath.Join(dir, lockName), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, false, chart.E(chart.BadInput, op, bare(err))
	}
	if err := lockFile(f); err != nil {
		return nil, false, errors.Join(chart.E(chart.Conflict, op, errors.New("the workspace is already open in another window or program")), f.Close())
	}
	size, err := f.Seek(0, 2)
	if err == nil && size == 0 {
		_, err = f.WriteAt([]byte("open"), 0)
	}
	if err != nil {
		return nil, false, errors.Join(chart.E(chart.Internal, op, bare(err)), f.Close())
	}
	release = func(clean bool) error {
		var err error
		if clean {
			err = f.Truncate(0)
		}
		return errors.Join(err, f.Close())
	}
	return release, size > 0, nil
}
