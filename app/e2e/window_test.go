//go:build e2e || walk

package e2e

import (
	"image"
	"strings"
	"testing"
	"time"
)

// corrected is the name that the person types; it stands nowhere in the chart.
const corrected = "Artemisia Y. Whitlock"

// TestTheWholeJobInTheRealWindow takes the sample chart from the file to the hub by keyboard alone: first run, import,
// review, correction, signature, lock and unlock, and signing in another day, in the built program on a screen of its own.
func TestTheWholeJobInTheRealWindow(t *testing.T) {
	t.Parallel()
	h := newHub(t)
	s := sit(t, newDisplay(t), append(h.joinArgs(), "--import", chartFile(t, "sample-chart.pdf"))...)
	s.setUp()
	s.shows(s.all(), "3 documents need you", 3*time.Minute)
	s.still()
	s.shot("inbox")

	s.press("Home", "Return")
	s.shows(s.fields(), "fields need you", time.Minute)
	s.still()
	s.shot("review")
	s.correctName()
	for i := range 3 {
		s.decideAll()
		s.shot("decided")
		s.sign()
		h.await(i + 1)
		s.shot("signed")
		if i == 0 {
			s.lockAndUnlock()
		}
	}
	s.press("ctrl+1")
	s.shows(s.all(), "settled", time.Minute)
	s.shot("settled")
	s.quit()
	s.start()
	s.signIn()
	s.shows(s.all(), "settled", time.Minute)
	s.quit()
	s.verifyTrail()
	found := 0
	for _, k := range h.records() {
		found += strings.Count(h.prove(k.Record), "Whitlock")
	}
	if found == 0 {
		t.Error("the corrected name stands in none of the records")
	}
}

// fields is the right pane of the review; it is wider in a large window.
func (s *desk) fields() image.Rectangle { return image.Rect(s.pane(), 30, s.size.X, s.size.Y-30) }

// card is the head of that pane and the field at hand: how many need somebody, the value, and why.
func (s *desk) card() image.Rectangle { return image.Rect(s.pane(), 80, s.size.X, 460) }

// pane is where the right pane begins: right of the last hairline that stands over the whole height. It waits for the review.
func (s *desk) pane() (edge int) {
	s.t.Helper()
	s.until("the pane of the fields to stand", time.Minute, func() bool {
		img := s.picture()
		for x := s.size.X - 200; x > s.size.X/2; x-- {
			line := image.Rect(x, 120, x+1, s.size.Y-60)
			if colours(img, line, 2) == 1 && img.RGBAAt(x, 120) != img.RGBAAt(x+1, 120) {
				edge = x + 1
				return true
			}
		}
		return false
	})
	return edge
}

// correctName goes to the patient's name by Tab, types another over it and confirms.
func (s *desk) correctName() {
	s.t.Helper()
	for range 40 {
		if strings.Contains(s.read(s.card()), "PATIENT NAME") {
			break
		}
		s.press("Tab")
		s.still()
	}
	s.press("ctrl+a")
	s.write(corrected)
	s.still()
	s.shot("corrected")
	s.press("Return")
	s.still()
}

// decideAll confirms each field that needs the person as it was read, and says of what was not found that it is not on the
// page.
func (s *desk) decideAll() {
	s.t.Helper()
	for range 200 { // cells of tables among them
		s.still()
		switch text := s.read(s.card()); {
		case strings.Contains(text, "Ready to sign"):
			return
		case strings.Contains(text, "not found"):
			s.press("F3", "Return")
		default: // Enter never signs, so one too many costs nothing
			s.press("Return")
		}
	}
	s.shot("failed")
	s.t.Fatalf("fields still need the person; the screen reads:\n%s", s.read(s.all()))
}

// sign signs with the password.
func (s *desk) sign() {
	s.t.Helper()
	s.press("ctrl+s")
	s.shows(s.middle(), "(?i)your password|places are redacted", 30*time.Second)
	s.shot("sign")
	s.write(s.password)
	s.press("Return")
}

// lockAndUnlock locks in the middle of the work: within a second nothing of a chart is on the screen.
func (s *desk) lockAndUnlock() {
	s.t.Helper()
	s.shows(s.fields(), "fields need you|Ready to sign", time.Minute)
	s.still()
	page := image.Rect(220, 120, s.size.X/2-260, s.size.Y-60)
	if colours(s.picture(), page, 50) < 50 {
		s.shot("failed")
		s.t.Fatal("no page is on the screen before the lock")
	}
	s.press("ctrl+l")
	from := time.Now()
	s.until("the page to be gone", 5*time.Second, func() bool { return colours(s.picture(), page, 2) == 1 })
	if took := time.Since(from); took > time.Second {
		s.t.Errorf("the page stood %v after Ctrl+L, want at most 1 s", took)
	} else {
		s.t.Logf("blank %v after Ctrl+L", took)
	}
	s.shows(s.middle(), "Locked", 30*time.Second)
	s.still()
	s.shot("locked")
	text := s.read(s.all())
	for _, word := range []string{"White", "Whitlock", "need you"} {
		if strings.Contains(text, word) {
			s.t.Errorf("the lock shows %q", word)
		}
	}
	s.fill(s.password)
	s.shows(s.fields(), "fields need you|Ready to sign", time.Minute)
}
