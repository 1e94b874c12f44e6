package inbox

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"chartproof.org/chartproof/ui/present"
)

func TestTheQueueSaysWhatIsTheCase(t *testing.T) {
	trouble := &present.Trouble{Happened: present.Say("The file is empty."), Safe: present.Say("Charts that are here stay here, sealed."), Do: present.Say("Check it and try again.")}
	changed := func(f func(*present.InboxSnapshot)) present.InboxSnapshot {
		snap := ready("early")
		f(&snap)
		return snap
	}
	for _, c := range []struct {
		name string
		snap present.InboxSnapshot
		says []string
	}{
		{"loading", present.InboxSnapshot{}, []string{"Reading the queue…", "!No charts yet", "!Nothing needs you now"}},
		{"empty", present.InboxSnapshot{Phase: present.InboxReady}, []string{"No charts yet", "Drop charts here or press Ctrl+O", "Import charts", "!Nothing matches"}},
		{"nothing found", changed(func(s *present.InboxSnapshot) { s.Rows, s.Search = nil, "park" }), []string{"Nothing matches", "Names are found by their beginning", "park", "1 document needs you"}},
		{"at work", ready("early"), []string{"1 document needs you", "Being read 1 · Ready to sign 1 · Not taken 1", "Urgent: Lab report",
			"being read; 3 fields need you already", "1 page", "8 min ago", "!Nothing matches", "!Ask for it again"}},
		{"a file that was not taken", ready("no"), []string{"The file is damaged.", "nothing of it was kept", "Ask for it again, or scan it again."}},
		{"failed", changed(func(s *present.InboxSnapshot) { s.Phase, s.Problem = present.InboxFailed, trouble }),
			[]string{"The file is empty.", "stay here, sealed", "Check it and try again.", "Progress note"}},
		{"offline", changed(func(s *present.InboxSnapshot) { s.Sending.Offline = trouble }), []string{"The file is empty.", "Check it and try again."}},
		{"a watched folder that is not emptied", changed(func(s *present.InboxSnapshot) { s.Watched = trouble }), []string{"The file is empty.", "Check it and try again."}},
		{"importing", changed(func(s *present.InboxSnapshot) {
			s.Import = &present.ImportSnapshot{Running: true, Done: .2, Says: present.Say("File {{.File}} of {{.Files}}", present.Data{"File": 2, "Files": 3}), Left: present.Say("about {{.N}} s left", present.Data{"N": 40})}
		}), []string{"File 2 of 3 · about 40 s left", "Cancel", "Ctrl ."}},
		{"imported", changed(func(s *present.InboxSnapshot) {
			s.Import = &present.ImportSnapshot{Report: &present.ReportSnapshot{Says: present.Count("{{.N}} files came in and wait to be read", 2), Refused: present.Count("{{.N}} files were not taken", 1),
				Files: []present.ReportRow{{Name: "good.pdf", Says: present.Say("read"), Tone: present.Done}, {Name: "again.pdf", Says: present.Say("already here, not read twice")}, {Name: "bad.pdf", Says: present.Say("The file is damaged."), Tone: present.Wrong, Refused: trouble}}}}
		}), []string{"2 files came in and wait to be read · 1 file was not taken", "bad.pdf", "Check it and try again.", "again.pdf", "!good.pdf", "!Cancel", "Esc"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			st := newDesk(t, 1)
			st.queue(c.snap)
			st.Says(c.says...)
		})
	}
}

func TestTheQueueIsLedByKeys(t *testing.T) {
	st := newDesk(t, 1)
	s := st.queue(ready("early"))
	if st.Focused() != fyne.Focusable(s.list) {
		t.Fatal("want the rows to have the keys as soon as they are there")
	}
	for _, c := range []struct {
		key  fyne.KeyName
		want string
	}{
		{fyne.KeyReturn, "open early"}, {fyne.KeyDown, "select ready"}, {fyne.KeyReturn, "open ready"},
		{fyne.KeyEnd, "select no"}, {fyne.KeyReturn, "select no"}, {fyne.KeyUp, "select reading"}, {fyne.KeyReturn, "select reading"}, // these do not open
		{fyne.KeyHome, "select early"},
	} {
		if st.Key(c.key); st.asked.Last() != c.want {
			t.Errorf("%s: want %q, got %q", c.key, c.want, st.asked.Last())
		}
	}
	s.FocusSearch()
	test.Type(st.Focused(), "p")
	if st.asked.Last() != "search p" {
		t.Errorf("typing: want a search, got %q", st.asked.Last())
	}
	narrowed := ready("ready")
	narrowed.Search, narrowed.Rows = "p", nil
	s.Render(narrowed)
	if st.Focused() != fyne.Focusable(s.search.Entry) {
		t.Error("want the search to keep the keys while its rows come and go")
	}
	narrowed.Rows = rows()
	s.Render(narrowed)
	st.Key(fyne.KeyReturn)
	if st.Focused() != fyne.Focusable(s.list) {
		t.Error("Enter in the search: want the rows to have the keys")
	}
	s.ClearSearch()
	if st.asked.Last() != "search " {
		t.Errorf("want the search cleared, got %q", st.asked.Last())
	}
}

func TestAnEmptyQueueOffersTheFirstStep(t *testing.T) {
	st := newDesk(t, 1)
	st.queue(present.InboxSnapshot{Phase: present.InboxReady})
	if st.Key(fyne.KeyReturn); st.asked.Last() != "import" {
		t.Errorf("Enter: want the import, got %q", st.asked.Last())
	}
}

func TestAnImportIsStoppedAndItsReportClosedFromTheScreen(t *testing.T) {
	st := newDesk(t, 1)
	snap := ready("early")
	snap.Import = &present.ImportSnapshot{Running: true, Says: present.Count("Starting with {{.N}} files", 1)}
	s := st.queue(snap)
	st.Press("Cancel")
	snap.Import = &present.ImportSnapshot{Report: &present.ReportSnapshot{Says: present.Say("The import was stopped.")}}
	s.Render(snap)
	st.Press("Close")
	if want := []string{"cancel", "close report"}; !slices.Equal(st.asked.Asked[len(st.asked.Asked)-2:], want) {
		t.Errorf("want %v, got %v", want, st.asked)
	}
}

func TestWhatIsNotInFrontIsNotDrawn(t *testing.T) {
	st := newDesk(t, 1)
	s := st.queue(ready("early"))
	s.SetFront(false)
	later := ready("early")
	later.Counts[present.NeedsYou] = 7
	s.Render(later)
	st.Says("1 document needs you")
	s.SetFront(true)
	st.Says("7 documents need you")
}

// Nothing that tells one row from another may be cut off, however large the text.
func TestRowsAreWholeInLargeText(t *testing.T) {
	for _, scale := range []float32{1, 1.5, 2} {
		st := newDesk(t, scale)
		st.queue(ready("early"))
		st.Says("Urgent: Lab report", "being read; 3 fields need you already", "just now", "8 min ago", "Search by type,", "!…")
	}
}
