package shell

import (
	"fyne.io/fyne/v2"

	"chartproof.org/chartproof/ui/phrase"
	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/uikit"
)

// signSheets asks for the password once and signs the blank pages and separator sheets that are ready.
func (s *Shell) signSheets() {
	if s.queue.Snapshot().Phase == present.InboxLoading {
		return
	}
	ids := s.queue.Sheets()
	title := uikit.T("Sign blank pages and separator sheets")
	if len(ids) == 0 {
		s.openOverlay(s.sheet(title, uikit.NewParagraph(uikit.T("No blank page and no separator sheet is ready. Pages that seem to be blank are looked at together with Ctrl+G."), uikit.Style{})),
			fyne.NewSize(480, 200), nil)
		s.window.Canvas().FocusNext()
		return
	}
	field, busy, stop := s.o.Kit.NewPassword(uikit.T("Your password")), false, func() {}
	var a *asked
	a = s.ask(title, uikit.N("{{.N}} sheets are ready. Each becomes a record of its own, so that no page of a file is missing.", len(ids)), uikit.T("Sign all"), field,
		func(password string) {
			if busy || password == "" {
				return
			}
			busy = true
			field.Entry.SetText("")
			field.SetNote(uikit.T("Redacting, checking and signing…"), uikit.ToneQuiet)
			stop = s.queue.SignSheets(ids, password, func(at present.SheetsSigned) {
				if !a.open(s) {
					return
				}
				switch {
				case !at.Wrong.Empty():
					busy = false
					a.says(at.Wrong, nil)
				case at.Over && at.Fault != nil:
					a.says(present.Line{}, at.Fault)
				case at.Over:
					s.closeOverlay()
				default:
					field.SetNote(phrase.Text(present.Say("{{.Done}} of {{.Of}} are signed.", present.Data{"Done": at.Done, "Of": at.Of})), uikit.ToneQuiet)
				}
			})
		})
	a.on.closed = func() { stop() }
}
