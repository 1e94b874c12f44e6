package shell

import (
	"chartproof.org/chartproof/ui/phrase"
	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/uikit"
)

// startGuide imports the sample chart and leads through it.
func (s *Shell) startGuide() {
	s.guide.Begin()
	if s.at != atInbox {
		s.show(atInbox)
	}
	s.queue.Import([]string{s.o.Sample})
}

// hideGuide ends the guide; the sample chart stays where it is.
func (s *Shell) hideGuide() { s.guide.Hide() }

// guided passes on how far the review is.
func (s *Shell) guided(need, of int, maySign bool) { s.guide.Progress(need, of, maySign) }

// guideView shows the guide above the keys of the place.
type guideView struct{ s *Shell }

// Render shows or hides the line.
func (v guideView) Render(snap present.GuideSnapshot) {
	f := v.s.frame
	if f == nil {
		return
	}
	text := ""
	if snap.Shown {
		text = uikit.T("{{.Step}} of {{.Of}}", uikit.A{"Step": snap.Step, "Of": snap.Of}) + " · " + phrase.Text(snap.Says)
	}
	changed := f.guided.Hidden == snap.Shown
	f.guide.SetText(text)
	f.guided.Hidden = !snap.Shown
	if changed {
		f.obj.Refresh()
	}
	uikit.Settle(f.obj)
}

func countOpens(rows []present.InboxRow) (n int) {
	for _, r := range rows {
		if r.Opens {
			n++
		}
	}
	return n
}
