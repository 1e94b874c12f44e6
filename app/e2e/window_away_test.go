//go:build e2e

package e2e

import (
	"image"
	"os/exec"
	"slices"
	"testing"
	"time"
)

// The goals of the lock: from what takes the desk away to the last pixel of a chart.
const (
	lockKeyGoal  = 250 * time.Millisecond
	lockTimeGoal = time.Second
	locks        = 5 // of each kind
)

// TestTheScreenGoesBlank measures how long a page stands after Ctrl+L, and after the computer's own lock, which is the way that a
// time-out takes too.
// To measure alone:
//
//	packaging/build && packaging/with-keyring go test -count=1 -tags e2e -v -run Blank ./app/e2e
func TestTheScreenGoesBlank(t *testing.T) {
	s := sit(t, newDisplay(t), "--import", chartFile(t, "a-lab.tif"))
	s.setUp()
	s.shows(s.all(), "1 document needs you", 3*time.Minute)
	s.still()
	s.press("Home", "Return")
	press := s.hand()
	s.blanks("Ctrl+L", lockKeyGoal, func() { press("ctrl+l") })
	s.blanks("the computer's lock", lockTimeGoal, func() {
		out, err := exec.Command("dbus-send", "--session", "--type=signal", "/org/freedesktop/ScreenSaver",
			"org.freedesktop.ScreenSaver.ActiveChanged", "boolean:true").CombinedOutput()
		if err != nil {
			s.t.Errorf("tell of the screen saver: %v: %s", err, out)
		}
	})
	s.quit()
}

// blanks takes the desk away some times and measures each time until nothing changes on the page any more.
func (s *desk) blanks(what string, goal time.Duration, lock func()) {
	s.t.Helper()
	var all []time.Duration
	for range locks {
		s.shows(s.fields(), "fields need you|Ready to sign", time.Minute)
		s.still()
		page := image.Rect(220, 120, s.size.X/2-260, s.size.Y-60)
		if colours(s.picture(), page, 50) < 20 {
			s.shot("failed")
			s.t.Fatal("no page is on the screen before the lock")
		}
		eye := s.look(page)
		from := time.Now()
		lock()
		all = append(all, eye.changes(from)[last])
		if n := colours(s.picture(), page, 2); n != 1 {
			s.shot("failed")
			s.t.Fatalf("after %s there are %d colours where the page stood", what, n)
		}
		s.shows(s.middle(), "Locked", 30*time.Second)
		s.still()
		s.fill(s.password)
	}
	slices.Sort(all)
	worst := all[len(all)-1]
	s.t.Logf("blank after %s: median %v, longest of %d %v (goal %v)", what, all[len(all)/2].Round(time.Millisecond), locks, worst.Round(time.Millisecond), goal)
	if worst > 2*lockTimeGoal {
		s.t.Errorf("blank after %s: %v; no machine is that slow", what, worst)
	}
}
