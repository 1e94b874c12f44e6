//go:build e2e

package e2e

import (
	"testing"
	"time"
)

// TestTheOfficeInTheRealWindow walks by keyboard through the screens of whoever answers for the workspace. Each says what it is and
// holds what it is for; Escape leads back.
func TestTheOfficeInTheRealWindow(t *testing.T) {
	t.Parallel()
	s := sit(t, newDisplay(t))
	s.setUp()
	s.shows(s.all(), "Import|queue is empty|No documents", time.Minute)
	for _, at := range []struct{ key, shows, name string }{
		{"ctrl+4", "Who can sign in|WHO CAN SIGN IN", "people"},
		{"ctrl+5", "(?i)Keys and recovery[\\s\\S]*originals", "keys"},
		{"ctrl+6", "(?i)Trail[\\s\\S]*(signed in|sign)", "trail"},
		{"ctrl+7", "(?i)Retention and holds", "retention"},
		{"ctrl+8", "(?i)Backup", "backup"},
		{"ctrl+9", "(?i)Rules[\\s\\S]*(break|glass|hours)", "rules"},
	} {
		s.press(at.key)
		s.shows(s.all(), at.shows, time.Minute)
		s.still()
		s.shot("office-" + at.name)
		s.press("Escape")
		s.still()
	}
	s.quit()
	s.verifyTrail()
}
