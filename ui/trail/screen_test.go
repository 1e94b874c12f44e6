package trail

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/stage"
)

func history() present.TrailSnapshot {
	return present.TrailSnapshot{Rows: []present.TrailRow{
		{Index: 41, When: "2026-11-21 09:03:00 UTC", Who: present.Say("you"), What: present.ActionWord(chart.ActDecide), Detail: "field 0a1b2c3d confirmed"},
		{Index: 40, When: "2026-11-21 09:02:00 UTC", Who: present.Say("{{.Name}}", present.Data{"Name": "Ben Ortiz"}), What: present.Say("opened the document"), Detail: "role=him_reviewer"},
		{Index: 9, When: "2026-11-21 09:00:00 UTC", Who: present.Say("this computer"), What: present.Say("read the pages"), Detail: "from=reading to=review"}}}
}

// set puts the screen on a stage; asked holds what led away from it.
func set(t *testing.T, scale float32) (*stage.Stage, *Screen, *stage.Asked) {
	t.Helper()
	st, asked := stage.New(t, scale), new(stage.Asked)
	s := New(st.Kit, func() { asked.Did("back") })
	st.Show(s.Object(), fyne.NewSize(1280, 700))
	return st, s, asked
}

func TestTheHistorySaysWhatIsTheCase(t *testing.T) {
	trouble := &present.Trouble{Happened: present.Say("Your role does not allow this."), Safe: present.Say("Nothing was changed."), Do: present.Say("Ask somebody who may.")}
	for _, c := range []struct {
		name string
		snap present.TrailSnapshot
		says []string
	}{
		{"loading", present.TrailSnapshot{Loading: true}, []string{"History of this document", "Reading the history…", "!steps, the newest first"}},
		{"read", history(), []string{"3 steps, the newest first", "2026-11-21 09:03:00 UTC", "you", "Ben Ortiz", "opened the document", "this computer",
			"read the pages", "41", "field 0a1b2c3d confirmed", "!role=him_reviewer", "!Reading the history"}},
		{"one step", present.TrailSnapshot{Rows: history().Rows[2:]}, []string{"1 step", "from=reading to=review"}},
		{"not allowed", present.TrailSnapshot{Problem: trouble}, []string{"Your role does not allow this.", "Nothing was changed.", "Ask somebody who may.", "!steps"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			st, s, _ := set(t, 1)
			s.Render(c.snap)
			st.Says(c.says...)
		})
	}
}

func TestTheHistoryIsReadByKeys(t *testing.T) {
	st, s, asked := set(t, 1)
	s.Render(history())
	s.Focus()
	for _, c := range []struct {
		key  fyne.KeyName
		says string
	}{{fyne.KeyDown, "role=him_reviewer"}, {fyne.KeyEnd, "from=reading to=review"}, {fyne.KeyDown, "from=reading to=review"}, {fyne.KeyHome, "field 0a1b2c3d confirmed"}} {
		st.Key(c.key)
		st.Says(c.says)
	}
	st.Press("Back")
	if asked.Last() != "back" {
		t.Errorf("want the way back, got %q", asked.Last())
	}
}

// What was shown of one document is gone when the next is opened, and when the screen is closed.
func TestTheHistoryOfADocumentDoesNotStay(t *testing.T) {
	for name, next := range map[string]present.TrailSnapshot{"another is read": {Loading: true}, "closed": {}} {
		t.Run(name, func(t *testing.T) {
			st, s, _ := set(t, 1)
			s.Render(history())
			s.Render(next)
			st.Says("!Ben Ortiz", "!2026-11-21", "!field 0a1b2c3d", "!41")
		})
	}
}

// A long history is moved through by pages, and the line at hand is always the one whose detail stands below.
func TestALongHistoryIsMovedThroughByPages(t *testing.T) {
	st, s, _ := set(t, 2)
	var snap present.TrailSnapshot
	for i := 200; i > 0; i-- {
		snap.Rows = append(snap.Rows, present.TrailRow{Index: int64(i), When: "2026-11-21 09:00:00 UTC", Who: present.Say("you"),
			What: present.Say("opened the document"), Detail: fmt.Sprintf("step=%03d", i)})
	}
	s.Render(snap)
	s.Focus()
	st.Says("200 steps, the newest first", "step=200", "!…")
	st.Key(fyne.KeyPageDown)
	at := s.list.At()
	if at < 2 || at > 50 {
		t.Errorf("PgDn: want a page further, got row %d", at)
	}
	st.Says(fmt.Sprintf("step=%03d", 200-at))
	st.Key(fyne.KeyEnd)
	st.Says("step=001")
}
