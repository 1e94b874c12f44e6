//go:build e2e

package e2e

import (
	"image"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/quality/bench"
)

// TestAClerksMorning brings a file of twenty pages in and, while it is read, five more at once that are urgent: the time left
// is told in the queue and below the review, work begins with the first page, the urgent documents are there while the long file is read, one report tells
// of all of them, and one key after the other takes the fields away. Where the keys work on a document that grows, they work as on any other; it is
// signed when it is whole.
func TestAClerksMorning(t *testing.T) {
	t.Parallel()
	data, err := bench.SpeedFile(7, 20)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "long.pdf")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	urgent := t.TempDir()
	for _, name := range []string{"a-denial.jpg", "b-id.png", "b-prescription.tif", "b-card-phone.jpg", "a-intake-digital.pdf"} {
		file, err := os.ReadFile(chartFile(t, name))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(urgent, name), file, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s := sit(t, newDisplay(t), "--import", path)
	s.setUp()
	from := time.Now()
	s.shows(s.all(), "(?s)page [0-9]+ of [0-9]+ . about .* left.*need(s)? you already", 2*time.Minute)
	t.Logf("work is there %v after the sign-in", time.Since(from).Round(time.Second))
	s.shot("clerk-begins")
	s.press("Home", "Return")
	s.shows(s.foot(), "reading charts, about [0-9]+ .* left", time.Minute)
	s.shows(s.card(), "Still being read", time.Minute)
	s.shot("clerk-review")
	s.work(3)
	s.press("ctrl+s") // signing waits
	s.shows(s.card(), "waits until its last page", time.Minute)
	s.press("Escape")
	s.still()
	s.press("ctrl+1")
	s.still()
	s.press("ctrl+o")
	s.still()
	s.press("shift+Tab", "ctrl+a")
	s.write(urgent)
	s.press("Return")
	s.shows(s.all(), "5 files here", time.Minute)
	s.press("Return", "ctrl+shift+a")
	s.shows(s.all(), "5 files chosen", time.Minute)
	s.shot("clerk-chosen")
	from = time.Now()
	s.press("ctrl+u")
	s.shows(s.all(), "Urgent: (Denial letter|Identity card|Prescription|Insurance card)", 2*time.Minute)
	t.Logf("the first urgent document is there after %v", time.Since(from).Round(time.Second))
	s.shot("clerk-urgent")
	s.shows(s.all(), "6 files came in: 25 pages", 10*time.Minute) // one report of both
	s.shot("clerk-report")
	s.press("Escape", "Home", "Return")
	s.shows(s.fields(), "fields? needs?", time.Minute) // a key that comes before the document is open decides on nothing
	s.still()
	s.work(5)
	s.shot("clerk-later")
	s.quit()
}

// foot is the line at the bottom of the window.
func (s *desk) foot() (r image.Rectangle) {
	r = s.all()
	r.Min.Y = r.Max.Y - 40
	return r
}

// work confirms fields one after the other and finds each decision in the document's history: what fails its check is kept by
// a second Enter. It may have been the last ones of the document.
func (s *desk) work(fields int) {
	s.t.Helper()
	for range fields {
		s.press("Return")
		s.still()
		if strings.Contains(s.read(s.card()), "Enter again") {
			s.press("Return")
			s.still()
		}
	}
	s.press("ctrl+h")
	s.until("the decisions to stand in the history", time.Minute, func() bool {
		return strings.Count(s.read(s.all()), "decided on a field") >= fields
	})
	s.press("Escape")
	s.shows(s.card(), "fields? needs?", time.Minute)
}
