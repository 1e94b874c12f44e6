//go:build e2e

package e2e

import (
	"image"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestARevealAndAReleaseInTheRealWindow reveals what is masked for a purpose, joins two documents, decides on one, and makes a de-identified
// release of it by keyboard alone: what would leave is shown first, the password asked for again, and the release holds.
func TestARevealAndAReleaseInTheRealWindow(t *testing.T) {
	t.Parallel()
	s := sit(t, newDisplay(t), "--import", chartFile(t, "sample-chart.pdf"))
	s.setUp()
	s.shows(s.all(), "3 documents need you", 3*time.Minute)
	s.press("Home", "Return")
	s.shows(s.fields(), "fields need you", time.Minute)
	s.still()
	s.reveal()
	s.layPages()
	s.decideAll()
	s.press("ctrl+1")
	s.shows(s.all(), "ready to sign", time.Minute)
	s.still()

	folder := filepath.Join(t.TempDir(), "release")
	s.press("ctrl+3")
	s.shows(s.all(), "1 document is marked|0 documents are marked", time.Minute)
	s.still()
	if !strings.Contains(s.read(s.all()), "1 document is marked") {
		s.press("space")
	}
	s.shows(s.all(), "1 document is marked", time.Minute)
	s.still()
	s.shot("release-order")
	s.press("ctrl+Return") // nothing was typed: the folder is asked for
	s.shows(s.all(), "Type the whole path of a folder", time.Minute)
	s.still()
	s.shot("release-folder-wrong")
	s.write(folder)
	s.press("ctrl+Return")
	s.shows(s.all(), "1 of 1 would leave", 2*time.Minute)
	s.still()
	s.shot("release-rehearsed")
	s.write("not the password at all")
	s.press("Return")
	s.shows(s.all(), "The password did not match", time.Minute)
	s.press("ctrl+a")
	s.write(s.password)
	s.press("Return")
	s.shows(s.all(), "1 of 1 left as a release", 3*time.Minute)
	s.still()
	s.shot("release-made")
	s.press("Escape")
	s.shows(s.all(), "ready to sign", time.Minute)
	s.press("ctrl+h")
	s.shows(s.all(), "made a de-identified release", time.Minute)
	s.shot("release-history")
	s.press("Escape")
	s.quit()
	s.verifyTrail()

	out, err := exec.Command(built(t, "chartproofctl"), "deidentify", "check", folder).CombinedOutput()
	if err != nil {
		t.Errorf("deidentify check: %v: %s", err, out)
	}
	t.Logf("deidentify check: %s", out)
	entries, err := os.ReadDir(folder)
	if err != nil || len(entries) < 5 {
		t.Fatalf("want the files of the release, got %d, %v", len(entries), err)
	}
	for _, e := range entries {
		data, err := os.ReadFile(filepath.Join(folder, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"Whitlock", "Whitaker", "Gonzalez"} {
			if strings.Contains(string(data), name) {
				t.Errorf("%s holds %q", e.Name(), name)
			}
		}
	}
}

// reveal holds F4: the first time it asks for the purpose, then it shows what is masked until it is let go.
func (s *desk) reveal() {
	s.t.Helper()
	s.press("F4")
	s.shows(s.all(), "What do you need the masked values", time.Minute)
	s.still()
	s.shot("reveal-purpose")
	s.press("Down", "Return")
	s.shows(s.fields(), "Each look is written down", time.Minute)
	masked := s.still()
	page := image.Rect(220, 120, s.pane()-20, s.size.Y-60)
	s.xdotool("keydown", "F4")
	s.until("what is masked to be shown", 10*time.Second, func() bool { return differStrongly(masked, s.picture(), page) > 500 })
	s.shot("revealed")
	s.xdotool("keyup", "F4")
	s.until("it to be masked again", 5*time.Second, func() bool { return differStrongly(masked, s.picture(), page) < 200 })
	s.shot("masked-again")
}

// layPages joins the last document of the file to the one before it, by way of what is wrong with a document.
func (s *desk) layPages() {
	s.t.Helper()
	s.press("F7")
	s.shows(s.all(), "Pages lie wrong", time.Minute)
	s.still()
	s.press("Down", "Down", "Return")
	s.shows(s.all(), "The pages of this file", time.Minute)
	s.shows(s.all(), "Nothing changes before you keep it", time.Minute)
	s.still()
	s.shot("pages")
	s.press("End", "shift+F5")
	s.shows(s.all(), "2 documents after that", time.Minute)
	s.press("F7")
	s.shows(s.all(), "turned by", time.Minute)
	s.still()
	s.shot("pages-changed")
	s.press("Escape")
	s.shows(s.all(), "is not kept yet", time.Minute)
	s.press("ctrl+z")
	s.still()
	s.press("ctrl+Return")
	s.shows(s.all(), "The pages lie as you laid them", 2*time.Minute)
	s.still()
	s.shot("pages-kept")
	s.press("Escape")
	s.shows(s.fields(), "fields need you", time.Minute)
	s.still()
}
