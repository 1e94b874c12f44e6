package shell

import (
	"context"

	"fyne.io/fyne/v2"
)

// Drop imports what was dropped on the window; a folder opens the dialog in it. On the pages of a file it is put in there.
func (s *Shell) Drop(uris []fyne.URI) {
	if s.at == atGate || len(uris) == 0 {
		return
	}
	paths := make([]string, 0, len(uris))
	for _, u := range uris {
		paths = append(paths, u.Path())
	}
	s.o.Kit.Dispatch.Go(func(ctx context.Context) {
		folder, err := s.o.Folders.IsFolder(ctx, paths[0])
		s.o.Kit.Dispatch.Do(func() {
			switch {
			case s.at == atGate: // locked meanwhile
			case s.at == atPages:
				s.dropPages(paths, err == nil && folder)
			case err == nil && folder:
				s.chooseIn(paths[0])
			default:
				s.importFiles(paths)
			}
		})
	})
}

func (s *Shell) importFiles(paths []string) { s.importChosen(paths, false) }

func (s *Shell) importChosen(paths []string, urgent bool) {
	s.closeOverlay()
	if s.at != atInbox && s.at != atReview {
		s.show(atInbox)
	}
	if urgent {
		s.queue.ImportUrgent(paths)
		return
	}
	s.queue.Import(paths)
}
