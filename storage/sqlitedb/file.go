package sqlitedb

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
)

// WriteFile puts data at path so that after a crash there is the old file or the new one, never a part. The temporary
// file lies in the same folder and its name says nothing.
func WriteFile(path string, data []byte) (err error) {
	dir := filepath.Dir(path)
	f, err := os.CreateTemp(dir, ".new-*")
	if err != nil {
		return bare(err)
	}
	defer func() {
		if err != nil {
			err = bare(errors.Join(err, os.Remove(f.Name())))
		}
	}()
	_, err = f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	if err := errors.Join(err, f.Close()); err != nil {
		return bare(err)
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return bare(err)
	}
	return SyncDir(dir)
}

// SyncDir makes a rename in dir durable. Windows has no such call; there NTFS's own journal must do.
func SyncDir(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	d, err := os.Open(dir)
	if err != nil {
		return bare(err)
	}
	return bare(errors.Join(d.Sync(), d.Close()))
}
