//go:build e2e

package e2e

import (
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp"
)

// TestACoderInTheRealWindow has the administrator add a coder, who sits beside with a phone, signs a document, and lets the coder
// in: the signed document shows tokens where identifiers stand, and the others do not open.
func TestACoderInTheRealWindow(t *testing.T) {
	t.Parallel()
	s := sit(t, newDisplay(t), "--import", chartFile(t, "sample-chart.pdf"))
	s.setUp()
	s.shows(s.all(), "3 documents need you", 3*time.Minute)
	key, used := s.addCoder()
	s.press("Home", "Return")
	s.shows(s.fields(), "fields need you", time.Minute)
	s.decideAll()
	s.sign()
	s.shows(s.fields(), "Signed", 2*time.Minute)
	s.press("ctrl+l")
	s.shows(s.middle(), "Locked", time.Minute)
	s.press("Tab", "Tab", "space")
	s.shows(s.middle(), "Sign in to Dune Street Clinic", time.Minute)
	s.until("a code that was not used", time.Minute, func() bool { return codeOf(t, key) != used })
	s.press("ctrl+a")
	s.fill("cora", s.password, codeOf(t, key))
	s.shows(s.all(), "need you", time.Minute)
	s.still()
	s.press("End", "Return")
	s.shows(s.fields(), "(NM|ID|DT|AD|PH).[0-9A-Z]{5,}", time.Minute)
	s.still()
	s.shot("coder")
	s.press("F4")
	s.shows(s.fields(), "Your role does not show identifiers", time.Minute)
	if text := s.read(s.all()); strings.Contains(text, "White") {
		t.Errorf("the coder reads a patient's name:\n%s", text)
	}
	s.press("ctrl+1", "Home", "Return")
	s.shows(s.all(), "This document is not signed yet", time.Minute)
	s.still()
	s.shot("coder-not-yet")
	s.quit()
	s.verifyTrail()
}

// addCoder adds somebody by keyboard and gives the authenticator with the code that was used.
func (s *desk) addCoder() (*otp.Key, string) {
	s.t.Helper()
	s.press("ctrl+4")
	s.shows(s.all(), "ADD A PERSON", time.Minute)
	s.still()
	s.fill("Cora Diaz", "cora")
	s.press("Tab", "Tab", "space")
	s.shows(s.all(), ". Coder", time.Minute)
	s.still()
	s.shot("people")
	s.press("Tab", "Tab", "Tab", "Tab", "Tab")
	s.fill(s.password, s.password)
	var key *otp.Key
	s.until("a QR code that a phone can read", time.Minute, func() bool {
		text, ok := qr(part(s.picture(), s.all()))
		if !ok {
			return false
		}
		var err error
		key, err = otp.NewKeyFromURL(text)
		return err == nil
	})
	s.shot("people-authenticator")
	used := codeOf(s.t, key)
	s.fill(used)
	s.shows(s.all(), "Cora Diaz can sign in now", time.Minute)
	s.still()
	s.shot("people-added")
	s.press("Escape") // the new person's recovery codes go first
	s.still()
	s.press("Escape")
	s.shows(s.all(), "3 documents need you", time.Minute)
	return key, used
}
