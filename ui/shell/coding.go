package shell

import (
	"fyne.io/fyne/v2"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/protect/access"
	"chartproof.org/chartproof/ui/coding"
	"chartproof.org/chartproof/ui/pageview"
	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/uikit"
)

// coder is the coder's screen with its presenter.
type coder struct {
	p      *present.CodingPresenter
	screen *coding.Screen
}

// makeCoding makes the coder's screen, where the house has one.
func (s *Shell) makeCoding() {
	s.coder.screen = coding.New(s.o.Kit, s.leaveCoding)
	house, ok := s.o.House.(present.CodingHouse)
	if !ok {
		return
	}
	s.coder.p = present.NewCoding(house, s.o.Kit.Dispatch, s.coder.screen, func(r *geom.Raster) any { return pageview.Build(r) })
	s.coder.screen.Bind(s.coder.p)
}

// codingRoom is the place.
func (s *Shell) codingRoom() room {
	return room{title: uikit.T("Coding"), object: s.coder.screen.Object, focus: s.coder.screen.Focus, front: s.coder.screen.SetFront,
		commands: s.coder.screen.Commands, close: s.closeCoding, leave: s.leaveCoding,
		hints: []uikit.Key{uikit.K(fyne.KeyF5), uikit.Shift(fyne.KeyF5), uikit.K(fyne.KeyDelete), uikit.K(fyne.KeyF8), uikit.Ctrl(fyne.KeyS), uikit.K(fyne.KeyEscape), uikit.K(fyne.KeyF1)}}
}

func (s *Shell) codingCommand(menu string) uikit.Command {
	return uikit.Command{ID: "go.coding", Title: uikit.T("Code this document"), Menu: menu, Key: ctrlShift(fyne.KeyJ), Do: s.showCoding,
		Enabled: func() bool { return s.coder.p != nil && access.May(s.me, chart.ActCode) }}
}

// showCoding opens the document at hand for coding, or the row at hand of the queue.
func (s *Shell) showCoding() {
	id := s.document
	if s.at == atInbox || id == "" {
		id = s.queue.Snapshot().Selected
	}
	s.show(atCoding)
	s.coder.p.Open(id)
}

func (s *Shell) closeCoding() {
	if s.coder.p != nil {
		s.coder.p.Close()
	}
	s.coder.screen.Close()
}

func (s *Shell) leaveCoding() {
	if s.coder.p != nil && s.coder.p.Back() {
		return
	}
	s.closeCoding()
	s.showInbox()
}
