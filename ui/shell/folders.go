package shell

import (
	"context"
	"errors"
	"fmt"
	"os"

	"chartproof.org/chartproof/ui/present"
)

// Disk is the computer's folders. Names go to the import dialog only.
type Disk struct{}

// Home is the person's own folder, the root where there is none.
func (Disk) Home() string {
	home, err := os.UserHomeDir()
	if err != nil {
		return string(os.PathSeparator)
	}
	return home
}

// List gives a folder's entries; a link counts as what it leads to.
func (Disk) List(_ context.Context, folder string) ([]present.FileEntry, error) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, fmt.Errorf("list a folder: %w", plain(err))
	}
	out := make([]present.FileEntry, 0, len(entries))
	for _, e := range entries {
		is := e.IsDir()
		if e.Type()&os.ModeSymlink != 0 {
			info, err := os.Stat(folder + string(os.PathSeparator) + e.Name())
			is = err == nil && info.IsDir()
		}
		out = append(out, present.FileEntry{Name: e.Name(), Folder: is})
	}
	return out, nil
}

// IsFolder tells a folder from a file.
func (Disk) IsFolder(_ context.Context, path string) (bool, error) {
	info, err := os.Stat(path)
	if err != nil {
		return false, fmt.Errorf("look at a path: %w", plain(err))
	}
	return info.IsDir(), nil
}

// plain takes the path out of an error: names of scanned files often hold names of patients.
func plain(err error) error {
	var pe *os.PathError
	if errors.As(err, &pe) {
		return pe.Err
	}
	return err
}
