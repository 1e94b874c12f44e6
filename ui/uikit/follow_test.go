package uikit

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// TestTheScrollFollowsTheFocus goes down a column that is longer than its window and back up.
func TestTheScrollFollowsTheFocus(t *testing.T) {
	kit := testKit(t)
	var buttons []fyne.CanvasObject
	for range 40 {
		buttons = append(buttons, kit.NewButton("Choice", Key{}, nil))
	}
	s := NewScroll(VStack(8, buttons...))
	w := test.NewTempWindow(t, s)
	w.Resize(fyne.NewSize(300, 400))
	seen := func(o fyne.CanvasObject) bool {
		y := fyne.CurrentApp().Driver().AbsolutePositionForObject(o).Y - fyne.CurrentApp().Driver().AbsolutePositionForObject(s).Y
		return y >= 0 && y+o.Size().Height <= s.Size().Height
	}
	for _, i := range []int{0, 20, 39, 5, 0} {
		w.Canvas().Focus(buttons[i].(*Button))
		if !seen(buttons[i]) {
			t.Errorf("want button %d in view when it has the focus", i)
		}
	}
	// What stands above the focus grew: it is out of sight until it is followed again.
	last := buttons[20].(*Button)
	w.Canvas().Focus(last)
	s.Offset.Y = 0
	s.Refresh()
	if seen(last) {
		t.Fatal("want button 20 out of view")
	}
	if InView(last); !seen(last) {
		t.Error("want button 20 in view again")
	}
	InView(nil) // nothing has the focus
}
