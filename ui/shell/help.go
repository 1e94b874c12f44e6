package shell

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"chartproof.org/chartproof/assets"
	"chartproof.org/chartproof/ui/help"
	"chartproof.org/chartproof/ui/uikit"
)

// showKeys lists every command of the place with its keys, by menu.
func (s *Shell) showKeys() {
	commands := hereFirst(s.commands())
	list := s.o.Kit.NewList(newKeyRow, func(i int, o fyne.CanvasObject) {
		if i < len(commands) {
			setKeyRow(o, commands[i])
		}
	})
	list.OnOpen = func(i int) {
		if i < len(commands) && commands[i].Was.Name != "" {
			s.rebind(commands[i])
		}
	}
	list.SetLength(len(commands))
	s.openOverlay(s.sheet(uikit.T("All keys"), container.NewBorder(uikit.NewText(uikit.T("Enter on a line gives it another key."), uikit.Style{Color: uikit.ColorQuiet}), nil, nil, nil, list)), fyne.NewSize(680, 600), nil)
	list.SetAt(0) // after the list has its size: before, it would scroll the first row away
	s.window.Canvas().Focus(list)
}

// showHelp opens the help on the page of the place.
func (s *Shell) showHelp() {
	// The pages lie in the program, and the language is the one that the texts are in.
	pages, err := help.Pages(assets.HelpPages, uikit.T("language of the help pages: en"))
	if err != nil {
		return
	}
	at := map[place]string{atGate: "sign-in"}[s.at]
	if r, ok := s.rooms[s.at]; ok && s.at != atGate {
		at = r.help
	}
	view := help.New(s.o.Kit, pages, at, s.closeOverlay)
	s.openOverlay(view.Object(), fyne.NewSize(940, 640), nil)
	view.Focus()
}

// hereFirst puts the keys of the place before those that work everywhere.
func hereFirst(all []uikit.Command) []uikit.Command {
	var here, everywhere []uikit.Command
	for _, c := range all {
		switch part, _, _ := strings.Cut(c.ID, "."); {
		case c.Title == "":
		case part == "file" || part == "go" || part == "view" || part == "help":
			everywhere = append(everywhere, c)
		default:
			here = append(here, c)
		}
	}
	return append(here, everywhere...)
}

// keyRow has the command at the left, its menu in the middle, its keys at the right; without a menu the right end takes what
// it needs.
type keyRow struct{ title, menu, key *uikit.Text }

func (r *keyRow) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(300, r.title.MinSize().Height+4)
}

func (r *keyRow) Layout(_ []fyne.CanvasObject, s fyne.Size) {
	const left = 16
	width := s.Width - 2*left
	if r.menu.Text() == "" {
		end := min(r.key.Natural().Width+1, width*0.6)
		r.title.Move(fyne.NewPos(left, 2))
		r.title.Resize(fyne.NewSize(width-end-8, s.Height-4))
		r.key.Move(fyne.NewPos(left+width-end, 2))
		r.key.Resize(fyne.NewSize(end, s.Height-4))
		return
	}
	for i, t := range []*uikit.Text{r.title, r.menu, r.key} {
		share := []float32{0, 0.55, 0.7}[i]
		end := []float32{0.54, 0.69, 1}[i]
		t.Move(fyne.NewPos(left+width*share, 2))
		t.Resize(fyne.NewSize(width*(end-share), s.Height-4))
	}
}

func newKeyRow() fyne.CanvasObject {
	r := &keyRow{title: uikit.NewText("", uikit.Style{}), menu: uikit.NewText("", uikit.Style{Color: uikit.ColorQuiet}),
		key: uikit.NewText("", uikit.Style{Mono: true, Align: fyne.TextAlignTrailing})}
	return container.New(r, r.title, r.menu, r.key)
}

func setKeyRow(o fyne.CanvasObject, c uikit.Command) {
	r := o.(*fyne.Container).Layout.(*keyRow)
	r.title.SetText(c.Title)
	r.menu.SetText(c.Menu)
	var keys []string
	for _, k := range append([]uikit.Key{c.Key}, c.More...) {
		if k.Name != "" {
			keys = append(keys, k.String())
		}
	}
	r.key.SetText(strings.Join(keys, " · "))
	o.Refresh()
}

// limits says what Chartproof cannot do, whatever the computer.
func limits() []string {
	return []string{
		uikit.T("A program or a person with this account, or an administrator with a debugger, can see an unlocked session. Lock with Ctrl+L."),
		uikit.T("On Linux the desktop does not let a window forbid pictures of itself: a screen sharing program sees what you see. Pages carry the name of who looks at them and the time."),
		uikit.T("Screen readers are not served on Linux. Every command works by keyboard, and text and contrast can be raised."),
		uikit.T("Reading is not perfect. Whatever the readers doubt goes to a person; names, dates of birth, record numbers and allergies always do."),
		uikit.T("Nobody can restore a forgotten password. Recovery shares, or another person with the same rights, keep the charts within reach."),
	}
}

// showAbout says which version this is and what it cannot do.
func (s *Shell) showAbout() {
	parts := []fyne.CanvasObject{
		uikit.NewParagraph(uikit.T("Chartproof {{.Version}}. Free software under the AGPL, version 3 or later. Charts are read on this computer; nothing leaves it but sealed, signed records on their way to your own hub.",
			uikit.A{"Version": s.o.Version}), uikit.Style{}),
		uikit.NewSectionTitle(uikit.T("What it cannot do")),
	}
	list := func(lines []string) {
		for _, l := range lines {
			parts = append(parts, uikit.NewParagraph("– "+l, uikit.Style{}))
		}
	}
	list(limits())
	if found := s.limits(); len(found) > 0 { // as the reading worker writes them, in English
		parts = append(parts, uikit.NewSectionTitle(uikit.T("What this computer reports")))
		list(found)
	}
	text := s.o.Kit.NewReader(uikit.VStack(8, parts...))
	s.openOverlay(s.sheet(uikit.T("About and limits"), text), fyne.NewSize(680, 560), nil)
	s.window.Canvas().Focus(text)
}

// limits are the sentences about this computer, where somebody knows any.
func (s *Shell) limits() []string {
	if s.o.Limits == nil {
		return nil
	}
	return s.o.Limits()
}
