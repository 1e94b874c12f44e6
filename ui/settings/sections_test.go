package settings

import (
	"testing"

	"fyne.io/fyne/v2"

	"chartproof.org/chartproof/ui/focus"
)

func TestPartsAreReachedByPageKeys(t *testing.T) {
	st := newDesk(t, 1)
	st.s.Render(held())
	st.s.Focus()
	var visited []int
	at := func() int {
		for i, part := range st.s.sections {
			if holds(part, focus.At()) {
				return i
			}
		}
		return -1
	}
	visited = append(visited, at())
	for range st.s.sections {
		st.s.step(1)
		if i := at(); i != visited[len(visited)-1] {
			visited = append(visited, i)
		}
	}
	if len(visited) < 7 || visited[0] != 0 {
		t.Fatalf("want the parts one after the other, got %v", visited)
	}
	st.s.step(1)
	if last := at(); last != visited[len(visited)-1] {
		t.Errorf("beyond the end it goes to part %d", last)
	}
	for range st.s.sections {
		st.s.step(-1)
	}
	if at() != 0 || focus.At() != fyne.Focusable(st.s.looks[0].button) {
		t.Errorf("back at the top: want the first choice, got part %d", at())
	}
}
