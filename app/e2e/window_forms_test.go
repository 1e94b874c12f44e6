//go:build e2e

package e2e

import (
	"path/filepath"
	"testing"
	"time"
)

// TestAFormIsDrawnInTheRealWindow draws zones on a form by keyboard alone, keeps it, and finds it known again.
func TestAFormIsDrawnInTheRealWindow(t *testing.T) {
	t.Parallel()
	form, err := filepath.Abs("../../testdata/charts/a-intake-digital.pdf")
	if err != nil {
		t.Fatal(err)
	}
	s := sit(t, newDisplay(t))
	s.setUp()
	s.shows(s.all(), s.says("Import charts"), time.Minute)
	s.still()
	s.press("ctrl+comma")
	s.shows(s.all(), "APPEARANCE", time.Minute)
	s.still()
	for range 9 { // to the last part, and back to the forms: the file of the form
		s.press("Next")
	}
	s.press("Prior")
	s.shows(s.all(), "FORM TEMPLATES", time.Minute)
	s.still()
	s.shot("forms-settings")
	s.write(form)
	s.press("Return")
	s.shows(s.all(), "No form template knows this page", 2*time.Minute)
	s.still()
	s.shot("forms-board")
	s.press("n")
	s.shows(s.all(), "Enter sets what the zone is for", time.Minute)
	for range 12 {
		s.press("Up", "shift+Right")
	}
	s.still()
	s.press("Return", "space", "Down", "Down") // capture, the third field
	s.still()
	s.shot("forms-capture")
	s.press("Return", "n")
	for range 10 {
		s.press("Down")
	}
	s.press("Return", "Tab", "space") // covered
	s.still()
	s.shot("forms-cover")
	s.press("Tab") // past the last zone: the name
	s.write("Front desk")
	s.press("Return")
	s.shows(s.all(), "Kept", time.Minute)
	s.still()
	s.shot("forms-kept")
	s.press("Escape")
	s.shows(s.all(), "Front desk . 2 zones", time.Minute)
	s.still()
	s.shot("forms-list")
	s.press("ctrl+a")
	s.write(form)
	s.press("Return")
	s.shows(s.all(), "This is Front desk", 2*time.Minute)
	s.still()
	s.shot("forms-known")
	s.press("Escape", "Escape")
	s.shows(s.all(), s.says("Import charts"), time.Minute)
	s.quit()
	s.verifyTrail()
}
