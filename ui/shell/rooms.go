package shell

import (
	"fyne.io/fyne/v2"

	"chartproof.org/chartproof/ui/uikit"
)

// place is where the person is.
type place uint8

const (
	atGate place = iota
	atInbox
	atReview
	atTrail
	atSettings
	atRelease
	atPeople
	atKeys
	atTrailRoom
	atRetention
	atBackup
	atRules
	atGroup
	atQuality
	atSecond
	atCoding
	atPages
	atScan
)

// room is a place as the frame shows it. A new screen is one of these in makeRooms, a place, and a command that goes there.
type room struct {
	title    string
	object   func() fyne.CanvasObject
	focus    func()           // gives the keys to what is at hand
	front    func(front bool) // tells the screen that it came to the front, or went; may be nil
	commands func() []uikit.Command
	close    func()      // forgets what is shown, at the lock; may be nil
	leave    func()      // what Escape does; nil where Escape belongs to the room's own commands
	help     string      // the help page of the place
	hints    []uikit.Key // what the bottom bar shows; nil: the usual
}

// makeRooms gives every place behind the gate.
func (s *Shell) makeRooms() map[place]room {
	f1 := uikit.K(fyne.KeyF1)
	escape := uikit.K(fyne.KeyEscape)
	return map[place]room{
		atInbox: {title: uikit.T("Queue"), help: "queue", object: s.inboxScreen.Object, focus: s.inboxScreen.FocusList, front: s.inboxScreen.SetFront,
			commands: s.inboxCommands,
			hints: []uikit.Key{uikit.K(fyne.KeyReturn), uikit.Ctrl(fyne.KeyO), uikit.Ctrl(fyne.KeyF), uikit.Ctrl(fyne.Key3),
				uikit.Ctrl(fyne.KeyK), f1}},
		atReview: {title: uikit.T("Review"), help: "review", object: func() fyne.CanvasObject { return s.frame.desk() },
			focus: func() { s.review.Focus() }, commands: func() []uikit.Command { return s.review.Commands() },
			hints: []uikit.Key{uikit.K(fyne.KeyTab), uikit.K(fyne.KeyF2), uikit.K(fyne.KeyF4), uikit.K(fyne.KeyF6), uikit.K(fyne.KeyF7), f1}},
		atRelease: {title: uikit.T("De-identified release"), help: "release", object: s.releaseScreen.Object, focus: s.releaseScreen.Focus,
			front: s.releaseScreen.SetFront, commands: s.releaseScreen.Commands, close: s.leaving.Close, leave: s.leaveRelease,
			hints: []uikit.Key{uikit.K(fyne.KeySpace), uikit.Ctrl(fyne.KeyReturn), escape, f1}},
		atPeople: {title: uikit.T("People"), help: "people", object: s.peopleScreen.Object, focus: s.peopleScreen.Focus, front: s.peopleScreen.SetFront,
			commands: s.peopleScreen.Commands, close: s.joining.Close, leave: s.leavePeople},
		atKeys: {title: uikit.T("Keys and recovery"), help: "keys", object: s.keysScreen.Object, focus: s.keysScreen.Focus, front: s.keysScreen.SetFront,
			close: s.keys.Close, leave: s.leaveKeys},
		atTrailRoom: {title: uikit.T("Trail"), help: "trail", object: s.roomScreen.Object, focus: s.roomScreen.Focus, front: s.roomScreen.SetFront,
			commands: s.roomScreen.Commands, close: s.room.Close, leave: s.leaveTrailRoom,
			hints: []uikit.Key{uikit.Ctrl(fyne.KeyF), uikit.K(fyne.KeyF2), uikit.K(fyne.KeyF3), uikit.K(fyne.KeyF7), uikit.K(fyne.KeyF8), escape}},
		atRetention: {title: uikit.T("Retention and holds"), help: "retention", object: s.keepingScreen.Object, focus: s.keepingScreen.Focus,
			front: s.keepingScreen.SetFront, close: s.keeping.Close, leave: s.leaveRetention},
		atBackup: {title: uikit.T("Backup"), help: "backup", object: s.backupScreen.Object, focus: s.backupScreen.Focus, front: s.backupScreen.SetFront,
			close: s.backups.Close, leave: s.leaveBackups},
		atRules: {title: uikit.T("Rules"), help: "rules", object: s.rulesScreen.Object, focus: s.rulesScreen.Focus, front: s.rulesScreen.SetFront,
			close: s.ruling.Close, leave: s.leaveRules},
		atGroup: {title: uikit.T("Check alike together"), help: "group", object: s.groupScreen.Object, focus: s.groupScreen.Focus,
			front: s.groupScreen.SetFront, close: s.group.Close, commands: s.groupScreen.Commands, leave: s.leaveGroup,
			hints: []uikit.Key{uikit.K(fyne.KeyReturn), uikit.K(fyne.KeySpace), uikit.K(fyne.KeyF2), uikit.Ctrl(fyne.KeyZ), escape, f1}},
		atQuality: {title: uikit.T("Quality"), help: "quality", object: s.qualityScreen.Object, focus: s.qualityScreen.Focus, front: s.qualityScreen.SetFront,
			commands: s.qualityScreen.Commands, close: s.measure.Close, leave: s.leaveQuality,
			hints: []uikit.Key{uikit.K(fyne.KeyQ), uikit.K(fyne.KeyF2), uikit.K(fyne.KeyF3), uikit.K(fyne.KeyF5), uikit.Ctrl(fyne.KeyE), escape}},
		atSecond: {title: uikit.T("Second look"), help: "second", object: s.second.Object, focus: s.second.Focus, front: s.second.SetFront,
			commands: s.second.Commands, close: s.second.Close, hints: lookKeys()},
		atCoding: s.codingRoom(),
		atPages:  s.pagesRoom(),
		atScan:   s.scanRoom(),
		atTrail:  {title: uikit.T("History"), help: "trail", object: s.trailScreen.Object, focus: s.trailScreen.Focus, leave: s.leave},
		atSettings: {title: uikit.T("Settings"), help: "settings", object: s.settingsScreen.Object, focus: s.settingsScreen.Focus,
			commands: s.settingsScreen.Commands, leave: s.leave, hints: []uikit.Key{uikit.K(fyne.KeyPageDown), escape, uikit.Ctrl(fyne.KeyK), f1}},
	}
}
