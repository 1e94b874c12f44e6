package shell

import (
	"fyne.io/fyne/v2"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/access"
	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/review"
	"chartproof.org/chartproof/ui/scan"
	"chartproof.org/chartproof/ui/uikit"
)

// makeScan makes the scan screen, after the queue: what is scanned goes there.
func (s *Shell) makeScan() {
	s.scanScreen = scan.New(s.o.Kit, s.leaveScan)
	s.scans = present.NewScan(s.o.House, s.o.Kit.Dispatch, s.scanScreen, review.Prepare, s.queue.ImportScan)
	s.scanScreen.Bind(s.scans)
	s.scanScreen.OnStep = func() {
		if s.at == atScan {
			s.frame.setHints(s.commands(), s.hintKeys()...)
		}
	}
}

// scanRoom is the place.
func (s *Shell) scanRoom() room {
	return room{title: uikit.T("Scan"), help: "scan", object: s.scanScreen.Object, focus: s.scanScreen.Focus, front: s.scanScreen.SetFront,
		commands: s.scanScreen.Commands, close: s.closeScan, leave: s.leaveScan,
		hints: []uikit.Key{uikit.K(fyne.KeyF5), uikit.Ctrl(fyne.KeyReturn), uikit.K(fyne.KeyDelete), uikit.K(fyne.KeyF6), uikit.K(fyne.KeyEscape), uikit.K(fyne.KeyF1)}}
}

func (s *Shell) scanCommand(menu string) uikit.Command {
	return uikit.Command{ID: "file.scan", Title: uikit.T("Scan paper"), Menu: menu, Key: ctrlShift(fyne.KeyO), Do: s.showScan,
		Enabled: func() bool { return access.May(s.me, chart.ActImport) }}
}

func (s *Shell) showScan() {
	if s.at == atScan {
		return
	}
	s.goAside(atScan)
	s.scans.Open()
}

func (s *Shell) closeScan() {
	s.scans.Close()
	s.scanScreen.Close()
}

// leaveScan goes back to where the person came from. A scan goes on, and pages that were not taken in stay.
func (s *Shell) leaveScan() { s.leave() }
