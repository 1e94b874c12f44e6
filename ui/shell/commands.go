package shell

import (
	"fyne.io/fyne/v2"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/access"
	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/uikit"
)

func ctrlShift(n fyne.KeyName) uikit.Key {
	return uikit.Key{Name: n, Mod: fyne.KeyModifierShortcutDefault | fyne.KeyModifierShift}
}

// always are the commands that run at the gate and over a dialog too.
var always = map[string]bool{"file.quit": true, "file.lock": true}

// setCommands puts the table of the place into the menu, the shortcuts and the key router.
func (s *Shell) setCommands() {
	commands := s.commands()
	s.o.Kit.Keys.Set(commands)
	menu := uikit.MainMenu(commands)
	for _, m := range menu.Items {
		for _, item := range m.Items {
			item.IsQuit = item.Label == uikit.T("Quit")
		}
	}
	s.window.SetMainMenu(menu)
	c := s.window.Canvas()
	for _, old := range s.shortcuts {
		c.RemoveShortcut(old)
	}
	s.shortcuts = nil
	for _, cmd := range commands {
		for _, k := range append([]uikit.Key{cmd.Key}, cmd.More...) {
			if sc := k.Shortcut(); sc != nil {
				s.shortcuts = append(s.shortcuts, sc)
			}
		}
	}
	uikit.Shortcuts(c, commands)
	if s.at != atGate && s.overlay == nil {
		s.frame.setHints(commands, s.hintKeys()...)
	}
}

// commands is the table of the place, guarded so that nothing runs under a dialog but what may.
func (s *Shell) commands() []uikit.Command {
	if s.at == atGate {
		return s.underOverlay(append(s.gateCommands(), append(s.gateScreen.Commands(), s.helpCommands()[1])...))
	}
	all := s.fileCommands()
	all = append(all, s.goCommands()...)
	here := s.rooms[s.at]
	if here.commands != nil {
		all = append(all, here.commands()...)
	}
	if here.leave != nil {
		all = append(all, s.backCommand(here.leave))
	}
	all = append(all, s.viewCommands()...)
	all = append(all, s.helpCommands()...)
	return s.underOverlay(s.keymap.Apply(all))
}

// underOverlay guards the commands while a dialog is open, and puts the dialog's own first.
func (s *Shell) underOverlay(all []uikit.Command) []uikit.Command {
	for i := range all {
		if always[all[i].ID] {
			continue
		}
		enabled := all[i].Enabled
		all[i].Enabled = func() bool { return s.overlay == nil && (enabled == nil || enabled()) }
	}
	if s.overlay != nil { // a dialog's keys come first
		all = append(s.overlay.commands, all...)
	}
	return all
}

func (s *Shell) backCommand(do func()) uikit.Command {
	return uikit.Command{ID: "go.back", Title: uikit.T("Back"), Menu: uikit.T("Go"), Key: uikit.K(fyne.KeyEscape), Do: do}
}

// gateCommands are those of the gate: what is typed there is dropped by a lock, and by going back.
func (s *Shell) gateCommands() []uikit.Command {
	return []uikit.Command{s.quitCommand(),
		{ID: "file.lock", Title: uikit.T("Lock"), Menu: uikit.T("File"), Key: uikit.Ctrl(fyne.KeyL), Do: s.Lock}, s.backCommand(s.gate.LeaveRescue)}
}

// commandsChanged shows the keys that work now, where the review says that they are others.
func (s *Shell) commandsChanged(maySign bool) {
	if s.at != atReview {
		return
	}
	s.frame.setHints(s.commands(), s.hintKeys()...)
	if maySign {
		s.frame.sign.Enable()
	} else {
		s.frame.sign.Disable()
	}
}

// stopCommand stops what goes on at the place.
func (s *Shell) stopCommand() uikit.Command {
	c := uikit.Command{ID: "file.stop", Title: uikit.T("Stop the import"), Menu: uikit.T("File"), Key: uikit.Ctrl(fyne.KeyPeriod), Do: s.queue.CancelImport}
	switch {
	case s.at == atRelease:
		c.Title, c.Do = uikit.T("Cancel the release"), s.leaving.Cancel
	case s.at == atScan && s.scans.Scans():
		c.Title, c.Do = uikit.T("Stop the scan"), s.scans.Stop
	}
	return c
}

func (s *Shell) quitCommand() uikit.Command {
	return uikit.Command{ID: "file.quit", Title: uikit.T("Quit"), Menu: uikit.T("File"), Key: uikit.Ctrl(fyne.KeyQ), Do: s.Quit}
}

func (s *Shell) fileCommands() []uikit.Command {
	menu := uikit.T("File")
	return []uikit.Command{
		{ID: "file.import", Title: uikit.T("Import charts"), Menu: menu, Key: uikit.Ctrl(fyne.KeyO), Do: s.chooseImport,
			Enabled: func() bool { return access.May(s.me, chart.ActImport) }},
		s.scanCommand(menu),
		s.stopCommand(),
		{ID: "file.prove", Title: uikit.T("Type the password again"), Menu: menu, Key: ctrlShift(fyne.KeyP), Do: s.prove.Ask},
		{ID: "file.lock", Title: uikit.T("Lock"), Menu: menu, Key: uikit.Ctrl(fyne.KeyL), Do: s.session.Lock},
		s.quitCommand(),
	}
}

func (s *Shell) goCommands() []uikit.Command {
	menu := uikit.T("Go")
	return []uikit.Command{
		{ID: "go.queue", Title: uikit.T("Queue"), Menu: menu, Key: uikit.Ctrl(fyne.Key1), Do: s.showInbox},
		{ID: "go.review", Title: uikit.T("The open document"), Menu: menu, Key: uikit.Ctrl(fyne.Key2), Do: s.showReview,
			Enabled: func() bool { return s.document != "" }},
		{ID: "go.group", Title: uikit.T("Check alike together"), Menu: menu, Key: uikit.Ctrl(fyne.KeyG), Do: s.showGroup,
			Enabled: func() bool { return access.May(s.me, chart.ActOpenTogether) }},
		{ID: "go.history", Title: uikit.T("History of this document"), Menu: menu, Key: uikit.Ctrl(fyne.KeyH),
			Do: s.showHistory},
		{ID: "go.release", Title: uikit.T("De-identified release"), Menu: menu, Key: uikit.Ctrl(fyne.Key3), Do: s.showRelease,
			Enabled: func() bool { return access.May(s.me, chart.ActDeidentify) }},
		{ID: "go.people", Title: uikit.T("People"), Menu: menu, Key: uikit.Ctrl(fyne.Key4), Do: s.showPeople,
			Enabled: func() bool { return access.May(s.me, chart.ActPassword) }},
		{ID: "go.keys", Title: uikit.T("Keys and recovery"), Menu: menu, Key: uikit.Ctrl(fyne.Key5), Do: s.showKeyring,
			Enabled: func() bool { return access.May(s.me, chart.ActKeyList) }},
		{ID: "go.retention", Title: uikit.T("Retention and holds"), Menu: menu, Key: uikit.Ctrl(fyne.Key7), Do: s.showRetention,
			Enabled: func() bool { return access.May(s.me, chart.ActKeeping) }},
		{ID: "go.backup", Title: uikit.T("Backup"), Menu: menu, Key: uikit.Ctrl(fyne.Key8), Do: s.showBackups,
			Enabled: func() bool { return access.May(s.me, chart.ActBackupCheck) }},
		{ID: "go.rules", Title: uikit.T("Rules"), Menu: menu, Key: uikit.Ctrl(fyne.Key9), Do: s.showRules,
			Enabled: func() bool { return access.May(s.me, chart.ActPolicyLook) }},
		{ID: "go.glass", Title: uikit.T("Open this chart in an emergency, or close it"), Menu: menu, Key: ctrlShift(fyne.KeyE), Do: s.pressGlass, Enabled: s.mayGlass},
		{ID: "go.trail", Title: uikit.T("Trail"), Menu: menu, Key: uikit.Ctrl(fyne.Key6), Do: s.showTrailRoom,
			Enabled: func() bool { return access.May(s.me, chart.ActTrailRead) }},
		s.qualityCommand(),
		s.codingCommand(menu),
		s.pagesCommand(menu),
		{ID: "go.settings", Title: uikit.T("Settings"), Menu: menu, Key: uikit.Ctrl(fyne.KeyComma), Do: s.showSettings},
		{ID: "go.anything", Title: uikit.T("Go to anything"), Menu: menu, Key: uikit.Ctrl(fyne.KeyK), Do: s.goAnything},
	}
}

func (s *Shell) viewCommands() []uikit.Command {
	menu := uikit.T("View")
	return []uikit.Command{
		{ID: "view.larger", Title: uikit.T("Larger text"), Menu: menu, Key: ctrlShift(fyne.KeyPeriod),
			Do: func() { s.stepText(25) }},
		{ID: "view.smaller", Title: uikit.T("Smaller text"), Menu: menu, Key: ctrlShift(fyne.KeyComma),
			Do: func() { s.stepText(-25) }},
		{ID: "view.look", Title: uikit.T("Next look: light, dark, high contrast"), Menu: menu, Key: ctrlShift(fyne.KeyK),
			Do: s.nextLook},
	}
}

func (s *Shell) helpCommands() []uikit.Command {
	menu := uikit.T("Help")
	return []uikit.Command{
		{ID: "help.keys", Title: uikit.T("All keys"), Menu: menu, Key: uikit.K(fyne.KeyF1), Do: s.showKeys},
		{ID: "help.pages", Title: uikit.T("Help"), Menu: menu, Key: uikit.Ctrl(fyne.KeyF1), Do: s.showHelp},
		{ID: "help.guide", Title: uikit.T("Guided sample chart"), Menu: menu, Key: ctrlShift(fyne.KeyF1), Do: s.startGuide,
			Enabled: func() bool { return s.o.Sample != "" && access.May(s.me, chart.ActImport) }},
		{ID: "help.unguide", Title: uikit.T("Hide the guide"), Menu: menu, Key: ctrlShift(fyne.KeyH), Do: s.hideGuide,
			Enabled: func() bool { return s.guide.On() }},
		{ID: "help.about", Title: uikit.T("About and limits"), Menu: menu, Key: uikit.Shift(fyne.KeyF1), Do: s.showAbout},
	}
}

func (s *Shell) stepText(by int) {
	s.set.SetTextPercent(int(s.o.Kit.Theme.Scale()*100+0.5) + by)
}

func (s *Shell) nextLook() {
	looks := present.Looks()
	for i, look := range looks {
		if look == string(s.o.Kit.Theme.Look()) {
			s.set.SetLook(looks[(i+1)%len(looks)])
			return
		}
	}
	s.set.SetLook(looks[0])
}

// runCommand runs the command of a key as if it had been pressed.
func (s *Shell) runCommand(k uikit.Key) { s.o.Kit.Keys.Run(k) }

// hintKeys are the keys that the bottom bar shows at the place.
func (s *Shell) hintKeys() []uikit.Key {
	if hints := s.rooms[s.at].hints; hints != nil {
		return hints
	}
	return []uikit.Key{uikit.K(fyne.KeyEscape), uikit.Ctrl(fyne.KeyK), uikit.K(fyne.KeyF1)}
}
