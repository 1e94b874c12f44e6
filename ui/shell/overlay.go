package shell

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"chartproof.org/chartproof/ui/focus"
	"chartproof.org/chartproof/ui/inbox"
	"chartproof.org/chartproof/ui/phrase"
	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/uikit"
)

// overlay is the one dialog that may be open; Esc closes it.
type overlay struct {
	pop      *widget.PopUp
	commands []uikit.Command
	closed   func() // told when it goes, however it does; may be nil
}

// openOverlay shows a dialog, larger for larger text as far as the window goes; its commands come before those of the place.
func (s *Shell) openOverlay(content fyne.CanvasObject, size fyne.Size, commands []uikit.Command) {
	s.closeOverlay()
	o := &overlay{pop: widget.NewModalPopUp(content, s.window.Canvas()),
		commands: append([]uikit.Command{{ID: "overlay.close", Title: uikit.T("Close"), Key: uikit.K(fyne.KeyEscape),
			Do: s.closeOverlay}}, commands...)}
	room, scale := s.window.Canvas().Size(), s.o.Kit.Theme.Scale()
	size = fyne.NewSize(size.Width*scale, size.Height*scale)
	o.pop.Resize(fyne.NewSize(min(size.Width, room.Width-32), min(size.Height, room.Height-32)))
	s.overlay = o
	o.pop.Show()
	s.setCommands()
}

// closeOverlay takes the dialog away; the focus is where it was before.
func (s *Shell) closeOverlay() {
	o := s.overlay
	if o == nil {
		return
	}
	s.overlay = nil
	o.pop.Hide()
	s.setCommands()
	if o.closed != nil {
		o.closed()
	}
}

// showTrouble tells what went wrong without being asked for.
func (s *Shell) showTrouble(title string, t *present.Trouble) { s.showTroubles(title, *t) }

func (s *Shell) showTroubles(title string, says ...present.Trouble) {
	if s.at == atGate {
		return // locked meanwhile; the settings and the status bar say it too
	}
	parts := make([]fyne.CanvasObject, len(says))
	for i := range says {
		fault := uikit.NewErrorPanel()
		fault.Show(phrase.Fault(&says[i]))
		parts[i] = fault.Object()
	}
	s.openOverlay(s.sheet(title, uikit.VStack(12, parts...)), fyne.NewSize(560, float32(110+130*len(says))), nil)
	s.window.Canvas().FocusNext()
}

func (s *Shell) chooseImport() { s.chooseIn("") }

// chooseIn opens the import dialog in a folder.
func (s *Shell) chooseIn(folder string) {
	view := inbox.NewChoose(s.o.Kit, s.closeOverlay)
	p := present.NewChoose(s.o.Folders, s.o.Kit.Dispatch, view, s.importChosen)
	view.Bind(p)
	s.openOverlay(view.Object(), fyne.NewSize(720, 560), view.Commands())
	view.FocusList()
	p.Start(folder)
}

// sheet is the body of a dialog that is only read: a title, lines, and the way back.
func (s *Shell) sheet(title string, body fyne.CanvasObject) fyne.CanvasObject {
	done := s.o.Kit.NewPrimary(uikit.T("Close"), uikit.K(fyne.KeyEscape), s.closeOverlay)
	return uikit.NewCard(focus.Column(
		uikit.NewFixed(title, uikit.Style{Size: uikit.SizeTitle, Bold: true}), s.o.Kit.Flat(body), container.NewHBox(done)))
}
