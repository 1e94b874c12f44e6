package shell_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"chartproof.org/chartproof/engine/chart"
)

func TestBlankPagesAreSignedFromTheQueue(t *testing.T) {
	house := newPaperHouse(true, labReport(), chart.Summary{ID: "b1", State: chart.StateReady, Type: chart.Blank, Pages: 1},
		chart.Summary{ID: "b2", State: chart.StateReady, Type: chart.Blank, Pages: 1})
	b := newBench(t, house, nil)
	b.signIn()
	b.untilShows("Blank page")
	b.press("Sign blank pages and separator sheets")
	b.untilShows("2 sheets are ready")
	e := b.typeInto("wrong")
	e.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	b.untilShows("The password did not match.")
	if e.Text != "" || house.called("signed b1") {
		t.Error("the password stays in the entry, or something was signed by a wrong one")
	}
	e.SetText("right")
	e.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	b.until("both signed and the dialog closed", func() bool {
		return house.called("signed b1") && house.called("signed b2") && !b.shows("sheets are ready")
	})
	b.until("the queue to know", func() bool { return b.shows("signed, waits for the hub") })
	b.press("Sign blank pages and separator sheets")
	b.untilShows("No blank page and no separator sheet is ready")
}
