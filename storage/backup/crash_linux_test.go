package backup_test

import (
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	"github.com/landlock-lsm/go-landlock/landlock"
	"golang.org/x/sys/unix"

	"chartproof.org/chartproof/storage/sqlitedb"
)

// limitFiles lets files grow a little beyond the largest of the workspace and no further: what a full disk does to a write.
func limitFiles(dir string, more int64) error {
	largest := int64(0)
	for _, name := range []string{sqlitedb.FileName, sqlitedb.FileName + "-wal"} {
		if info, err := os.Stat(filepath.Join(dir, name)); err == nil {
			largest = max(largest, info.Size())
		}
	}
	signal.Ignore(syscall.SIGXFSZ)
	limit := uint64(largest + more) //nolint:gosec // a size
	return unix.Setrlimit(unix.RLIMIT_FSIZE, &unix.Rlimit{Cur: limit, Max: limit})
}

// lockFolder lets this process write nowhere any more, whoever it runs as.
func lockFolder() error {
	return landlock.V3.BestEffort().RestrictPaths(landlock.RODirs("/"))
}
