package inbox

import (
	"testing"

	"fyne.io/fyne/v2"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/stage"
)

// asked stands in for the presenters and the shell and writes down what was asked of them.
type asked struct{ stage.Asked }

func (a *asked) Search(text string)         { a.Did("search", text) }
func (a *asked) Select(id chart.DocumentID) { a.Did("select", id) }
func (a *asked) ShowTab(int)                { a.Did("show tab") }
func (a *asked) CancelImport()              { a.Did("cancel") }
func (a *asked) CloseReport()               { a.Did("close report") }
func (a *asked) open(id chart.DocumentID)   { a.Did("open", id) }
func (a *asked) importCharts()              { a.Did("import") }

// desk is a stage with what stands around the screens.
type desk struct {
	*stage.Stage
	asked asked
}

func newDesk(t *testing.T, scale float32) *desk {
	t.Helper()
	return &desk{Stage: stage.New(t, scale)}
}

// queue is the screen with a snapshot on it.
func (st *desk) queue(snap present.InboxSnapshot) *Screen {
	s := New(st.Kit, Actions{Open: st.asked.open, Import: st.asked.importCharts})
	s.Bind(&st.asked)
	st.Show(s.Object(), fyne.NewSize(1280, 700))
	s.SetFront(true)
	s.Render(snap)
	return s
}

func rows() []present.InboxRow {
	return []present.InboxRow{
		{ID: "early", Group: present.NeedsYou, Title: present.Say("Lab report"), Pages: present.Count("{{.N}} pages", 1), Badge: "3",
			State: present.Count("being read; {{.N}} fields need you already", 3), Tone: present.Needs, When: present.Say("just now"), Opens: true, Urgent: true},
		{ID: "ready", Group: present.ToSign, Title: present.Say("Progress note"), Pages: present.Count("{{.N}} pages", 2), Badge: "✓",
			State: present.Say("ready to sign"), Tone: present.Done, When: present.Say("{{.N}} min ago", present.Data{"N": 8}), Opens: true},
		{ID: "reading", Group: present.BeingRead, Title: present.Say("Chart being read"), State: present.Say("being read"), When: present.Say("just now")},
		{ID: "no", Group: present.NotTaken, Title: present.Say("File not taken"), State: present.Say("The file is damaged."), Tone: present.Wrong,
			Refused: &present.Trouble{Happened: present.Say("The file is damaged."), Safe: present.Say("The file is where it was, unchanged; nothing of it was kept."), Do: present.Say("Ask for it again, or scan it again.")}},
	}
}

func ready(selected chart.DocumentID) present.InboxSnapshot {
	snap := present.InboxSnapshot{Phase: present.InboxReady, Rows: rows(), Total: 4, Selected: selected}
	for _, r := range snap.Rows {
		snap.Counts[r.Group]++
	}
	return snap
}
