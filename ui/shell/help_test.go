package shell_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"chartproof.org/chartproof/ui/shell"
)

func TestHelpOpensOnThePageOfThePlace(t *testing.T) {
	b := newBench(t, newPaperHouse(true, labReport()), nil)
	b.untilShows("Sign in to Elm Street Clinic")
	b.press("Help")
	b.untilShows("Login, password, then the six digits")
	b.key(fyne.KeyEscape)
	if b.shows("Login, password, then the six digits") {
		t.Fatal("Escape leaves the help open")
	}
	b.signIn()
	b.press("Help")
	b.untilShows("What needs you stands at the top")
	b.key(fyne.KeyEscape)
	b.press("Settings")
	b.press("Help")
	b.untilShows("Ctrl+, opens them")
}

func TestGuideLeadsThroughTheSample(t *testing.T) {
	b := newBench(t, newPaperHouse(true), func(o *shell.Options) { o.Sample = "sample.pdf" })
	b.signIn()
	b.untilShows("No charts yet")
	b.press("Guided sample chart")
	b.untilShows("1 of 9")
	b.press("Hide the guide")
	if b.shows("1 of 9") {
		t.Error("the guide is still shown")
	}
}
