package wire

import (
	"os"
	"path/filepath"
	"testing"

	"chartproof.org/chartproof/storage/backup"
)

func TestScratchOfAKilledBackupIsTakenAway(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{backup.Scratch + "1", rehearsalScratch + "2", "pages"} {
		if err := os.MkdirAll(filepath.Join(dir, name, "restored"), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	if err := dropScratch(dir); err != nil {
		t.Fatal(err)
	}
	left, err := os.ReadDir(dir)
	if err != nil || len(left) != 1 || left[0].Name() != "pages" {
		t.Errorf("want the pages alone left, got %v, %v", left, err)
	}
}
