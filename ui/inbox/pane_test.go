package inbox

import (
	"testing"

	"fyne.io/fyne/v2"

	"chartproof.org/chartproof/ui/present"
)

func TestThePaneShowsTheWorkAndLeadsToIt(t *testing.T) {
	st := newDesk(t, 1)
	p := NewPane(st.Kit, st.asked.open)
	st.Show(p.Object(), fyne.NewSize(PaneWidth(1, 1280), 400))
	p.Render(ready("early"))
	st.Says("NEEDS YOU · 1", "Lab report", "urgent · 1 page", "Progress note", "2 pages · ready to sign", "!Chart being read", "!File not taken")
	p.Show("early")
	st.Window.Canvas().Focus(p.list)
	st.Key(fyne.KeyReturn)
	if len(st.asked.Asked) != 0 {
		t.Errorf("Enter on what is open: want nothing, got %v", st.asked)
	}
	if st.Key(fyne.KeyDown); st.asked.Last() != "open ready" {
		t.Errorf("Down: want the next opened, got %q", st.asked.Last())
	}
	// What is open stays in the list when it left the work, so that the place is not lost.
	p.Show("ready")
	snap := ready("ready")
	snap.Rows[1].Group, snap.Rows[1].Badge, snap.Rows[1].State = present.OnTheWay, "", present.Say("signed, waits for the hub")
	p.Render(snap)
	st.Says("Progress note", "signed, waits")
	if p.list.At() != 1 {
		t.Errorf("want it marked, got row %d", p.list.At())
	}
}

func TestThePaneGrowsWithTextAndWindow(t *testing.T) {
	for _, c := range []struct{ scale, window, want float32 }{{1, 1280, 200}, {1, 1024, 200}, {1, 1920, 280}, {2, 1280, 256}, {2, 1920, 384}, {2, 3840, 400}, {2, 0, 200}} {
		if got := PaneWidth(c.scale, c.window); got != c.want {
			t.Errorf("%v in %v: want %v, got %v", c.scale, c.window, c.want, got)
		}
	}
}

// What has no room beside the rest is left out whole.
func TestThePaneCutsNoNoteInTwo(t *testing.T) {
	st := newDesk(t, 2)
	p := NewPane(st.Kit, st.asked.open)
	st.Show(p.Object(), fyne.NewSize(PaneWidth(2, 1280), 700))
	snap := ready("early")
	snap.Rows[0].When = present.Say("{{.N}} min ago", present.Data{"N": 12})
	p.Render(snap)
	st.Says("urgent · 1 page", "!urgent · 1 page ·", "ready to sign", "!2 pages · ready", "!…")
}
