//go:build e2e

package e2e

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/quality/bench"
)

// TestWorkBeginsInTheRealWindow opens a document of a file that is still being read, decides on its first field, and finds
// the decision kept when the last page is there. Where the keys work on a page that grows, they work as on any other.
func TestWorkBeginsInTheRealWindow(t *testing.T) {
	data, err := bench.SpeedFile(5, 24) // long enough that a person is there while it is read
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "long.pdf")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	s := sit(t, newDisplay(t), "--import", path)
	s.setUp()
	s.shows(s.all(), "being read; [0-9]+ field", 3*time.Minute)
	s.shot("early-queue")
	s.press("Home", "Return")
	s.shows(s.card(), "Still being read", time.Minute)
	s.shot("early-review")
	s.press("Return")
	s.press("ctrl+s") // signing waits
	s.shows(s.card(), "waits until its last page", time.Minute)
	s.press("Escape")
	s.press("ctrl+1")
	s.shows(s.all(), "came in", 3*time.Minute) // the report of the import
	s.shot("early-report")
	s.quit()
}
