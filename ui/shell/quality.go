package shell

import (
	"fyne.io/fyne/v2"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/access"
	"chartproof.org/chartproof/engine/quality/plots"
	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/quality"
	"chartproof.org/chartproof/ui/uikit"
)

// makeQuality makes the screen that says how good the work is.
func (s *Shell) makeQuality() {
	pen, err := plots.NewPen()
	if err != nil {
		panic(err) // the typeface is part of the program
	}
	s.qualityScreen = quality.New(s.o.Kit, pen, s.leaveQuality)
	s.measure = present.NewQuality(s.o.House, s.o.Kit.Dispatch, s.o.Clock, s.qualityScreen)
	s.qualityScreen.Bind(s.measure)
	s.qualityScreen.OnStep = func() {
		if s.at == atQuality {
			s.frame.setHints(s.commands(), s.hintKeys()...)
		}
	}
}

func (s *Shell) qualityCommand() uikit.Command {
	return uikit.Command{ID: "go.quality", Title: uikit.T("Quality"), Menu: uikit.T("Go"), Key: uikit.Ctrl(fyne.KeyD), Do: s.showQuality,
		Enabled: func() bool { return access.May(s.me, chart.ActQuality) }}
}

func (s *Shell) showQuality() {
	if s.at != atQuality {
		s.measure.Open(s.me)
		s.goAside(atQuality)
	}
}

// leaveQuality goes from the folder or the table back to the pictures, and from there to where the person came from.
func (s *Shell) leaveQuality() {
	if !s.measure.Back() {
		s.measure.Close()
		s.leave()
	}
}
