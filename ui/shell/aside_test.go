package shell_test

import (
	"testing"

	"fyne.io/fyne/v2/test"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/ui/uikit"
)

func TestComingBackToAReleaseDoesNotEndIt(t *testing.T) {
	house := newPaperHouse(true, labReport())
	house.held = make(chan struct{})
	b := newBench(t, house, nil)
	b.signIn()
	b.untilShows("1 document needs you")
	b.press("De-identified release")
	b.untilShows("1 document is marked")
	for _, o := range test.LaidOutObjects(b.canvas.Content()) {
		if e, ok := o.(*uikit.Entry); ok && !e.Password {
			e.SetText("/out/release")
		}
	}
	b.press("Go on with the release")
	b.until("the release begun", func() bool { return house.called("rehearse") })
	b.press("Queue")
	b.untilShows("1 document needs you")
	b.press("De-identified release")
	close(house.held)
	b.untilShows("1 of 1 would leave")
}

func TestAPrivacyOfficerIsToldWhoGotKeys(t *testing.T) {
	house := newPaperHouse(true, labReport())
	house.holders = []chart.Person{{ID: "p9", DisplayName: "Max Fox", Login: "max2"}}
	b := newBench(t, house, nil)
	b.signIn()
	b.untilShows("Max Fox (max2) can open charts now.")
}
