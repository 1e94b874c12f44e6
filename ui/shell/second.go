package shell

import (
	"fyne.io/fyne/v2"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/ui/second"
	"chartproof.org/chartproof/ui/uikit"
)

// newSecond makes the screen of the second look.
func (s *Shell) newSecond() *second.Screen {
	return second.New(s.o.House, s.o.Kit, s.o.Clock, s.o.Check, second.Hooks{Next: s.afterLook, Sign: s.openReview, Back: s.showInbox,
		Changed: func() {
			if s.at == atSecond {
				s.frame.setHints(s.commands(), s.hintKeys()...)
			}
		}})
}

// openLook opens a document that waits for a second or third look.
func (s *Shell) openLook(id chart.DocumentID) {
	s.looking = true
	s.opened(id)
	s.show(atSecond)
	s.second.Open(id)
}

// afterLook goes on to the next document that waits for a look, then to other work, then to the queue.
func (s *Shell) afterLook(id chart.DocumentID) {
	next := s.queue.NextLook(id)
	if next == "" {
		next = s.queue.NextWork(id)
	}
	s.second.Close()
	if next == "" {
		s.show(atInbox)
		return
	}
	s.openDocument(next)
}

// lookKeys are the keys that the bottom bar shows in the second look.
func lookKeys() []uikit.Key {
	return []uikit.Key{uikit.K(fyne.KeyF2), uikit.K(fyne.KeyF5), uikit.K(fyne.KeyF8), uikit.K(fyne.KeyEscape), uikit.K(fyne.KeyF1)}
}
