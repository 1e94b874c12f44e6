package quality_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/ui/uikit"
)

// TestAllIsReachedByKeys goes through the screen as a person without a mouse does.
func TestAllIsReachedByKeys(t *testing.T) {
	b := newBench(t, 1, fyne.NewSize(1280, 740))
	b.manager()
	b.s.Focus()
	b.Says("3 of 455 unreviewed values were wrong", "More wrong than usual since week 44", "Pages per hour", "● Quarter", "Values corrected, by scanner")
	b.Key(fyne.KeyDown)
	b.Key(fyne.KeyReturn)
	b.Says("ERRORS THAT WERE FOUND", "people, known answers")
	b.Key(fyne.KeyF2)
	b.Says("!ERRORS THAT WERE FOUND")
	b.Key(fyne.KeyF3)
	b.Kit.Dispatch.Drain()
	b.Says("BY PERSON", "Ada Reyes", "Ben Ortiz", "fewer than 20")
	b.Press("Back")
	b.Says("!BY PERSON")
	b.s.Focus()
	b.Key(fyne.KeyW)
	b.Kit.Dispatch.Drain()
	b.Says("● Week", "!● Quarter")
	b.p.AskFolder()
	e, ok := b.Focused().(*uikit.Entry)
	if !ok {
		t.Fatalf("want the folder to have the keys, got %T", b.Focused())
	}
	e.SetText("/reports")
	b.Key(fyne.KeyReturn)
	b.Kit.Dispatch.Drain()
	if b.h.Last() != "save /reports pdf week false" {
		t.Errorf("want both files saved, got %q", b.h.Last())
	}
	b.Says("Saved as quality.csv and quality.pdf.")
}

func TestEmptyAndFailedAndLocked(t *testing.T) {
	b := newBench(t, 1, fyne.NewSize(1280, 740))
	full := b.h.days
	b.h.days = nil
	b.manager()
	b.Says("Numbers appear after the first 20 fields.", "!Pages per hour")
	b.h.days = full
	b.h.err = chart.E(chart.Internal, "count", nil)
	b.p.Again()
	b.Kit.Dispatch.Drain()
	b.Says("Numbers appear after the first 20 fields.")
	b.h.err = nil
	b.p.Again()
	b.Kit.Dispatch.Drain()
	b.Says("Pages per hour")
	b.p.Close()
	b.Says("!Pages per hour", "!unreviewed")
}
