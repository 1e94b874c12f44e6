package shell_test

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"chartproof.org/chartproof/ui/uikit"
)

// typeInto puts words into the entry that has the focus.
func (b *bench) typeInto(text string) *uikit.Entry {
	b.t.Helper()
	e, ok := b.canvas.Focused().(*uikit.Entry)
	if !ok {
		b.t.Fatalf("want an entry for %q, got %T", text, b.canvas.Focused())
	}
	e.SetText(text)
	return e
}

func TestAChartIsOpenedInAnEmergencyUnderABanner(t *testing.T) {
	house := newPaperHouse(true, labReport())
	b := newBench(t, house, nil)
	b.signIn()
	b.untilShows("1 document needs you")
	id := house.docs[0].ID
	b.key(fyne.KeyReturn)
	b.until("the document open", func() bool { return b.review.open == id })
	b.press("Open this chart in an emergency, or close it")
	b.untilShows("Open this chart in an emergency")
	e := b.typeInto("hm")
	e.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	b.untilShows("Say why in a few words")
	if house.called("break " + string(id) + " hm") {
		t.Error("a poor reason was taken")
	}
	e.SetText("She is unconscious and her allergies are needed")
	e.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	b.untilShows("Opened in an emergency: 30 minutes left")
	b.press("Queue")
	b.untilShows("Opened in an emergency: 30 minutes left") // on every screen
	b.clock.advance(31 * time.Minute)
	b.until("the banner gone", func() bool { return !b.shows("Opened in an emergency") })
}

func TestLateReviewsAreToldAndThePasswordIsAskedAgain(t *testing.T) {
	house := newPaperHouse(true, labReport())
	house.late = 1
	b := newBench(t, house, nil)
	b.signIn()
	b.untilShows("2 charts that were opened in an emergency")
	b.key(fyne.KeyEscape)
	b.press("Rules")
	b.untilShows("Rules of the release: version v1")
	b.untilShows("open · permits")
	b.press("Type the password again")
	b.untilShows("Type your password again")
	e := b.typeInto("wrong")
	e.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	b.untilShows("The password did not match.")
	if e.Text != "" {
		t.Error("the password stays in the entry")
	}
	e.SetText("right")
	e.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	b.until("the password shown", func() bool { return house.called("prove") && !b.shows("Type your password again") })
}
