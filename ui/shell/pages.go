package shell

import (
	"cmp"
	"context"
	"path/filepath"
	"slices"

	"fyne.io/fyne/v2"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/access"
	"chartproof.org/chartproof/ui/inbox"
	"chartproof.org/chartproof/ui/pages"
	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/review"
	"chartproof.org/chartproof/ui/uikit"
)

func (s *Shell) makePages() {
	s.pagesScreen = pages.New(s.o.Kit, s.leavePages)
	s.pages = present.NewPages(s.o.House, s.o.Kit.Dispatch, s.pagesScreen, review.Prepare)
	s.pagesScreen.Bind(s.pages)
	s.pagesScreen.OnPut = s.choosePages
	s.pagesScreen.OnStep = func() {
		if s.at == atPages {
			s.frame.setHints(s.commands(), s.hintKeys()...)
		}
	}
}

// pagesRoom is the place.
func (s *Shell) pagesRoom() room {
	return room{title: uikit.T("Pages"), help: "pages", object: s.pagesScreen.Object, focus: s.pagesScreen.Focus, front: s.pagesScreen.SetFront,
		commands: s.pagesScreen.Commands, close: s.closePages, leave: s.leavePages,
		hints: []uikit.Key{uikit.K(fyne.KeyF5), uikit.K(fyne.KeyF7), uikit.Ctrl(fyne.KeyZ), uikit.Ctrl(fyne.KeyReturn), uikit.K(fyne.KeyEscape), uikit.K(fyne.KeyF1)}}
}

func (s *Shell) pagesCommand(menu string) uikit.Command {
	return uikit.Command{ID: "go.pages", Title: uikit.T("Pages of this file: move, turn, split, join"), Menu: menu, Key: uikit.Ctrl(fyne.KeyP), Do: s.showPages,
		Enabled: func() bool { return access.May(s.me, chart.ActRearrange) }}
}

// showPages lays out the file of the document at hand, or of the row at hand of the queue.
func (s *Shell) showPages() {
	if s.at == atPages {
		return
	}
	id := s.document
	if s.at == atInbox || id == "" {
		id = s.queue.Snapshot().Selected
	}
	s.pages.Open(id)
	s.goAside(atPages)
}

// mayBringIn reports whether the person may bring scans in; where not, a dialog says so.
func (s *Shell) mayBringIn(title string) bool {
	if access.May(s.me, chart.ActImport) {
		return true
	}
	s.tellPages(title, uikit.T("Bringing in scans is not among your roles. Ask somebody who imports charts; nothing was changed."))
	return false
}

func (s *Shell) tellPages(title, says string) {
	s.openOverlay(s.sheet(title, uikit.NewParagraph(says, uikit.Style{})), fyne.NewSize(480, 200), nil)
	s.window.Canvas().FocusNext()
}

// choosePages asks for a file of the disk whose pages shall be put in.
func (s *Shell) choosePages(where present.PutIn) {
	title, verb := uikit.T("Insert pages of a file"), uikit.T("Insert")
	if where == present.PutInstead {
		title, verb = uikit.T("Replace this page by another scan"), uikit.T("Replace")
	}
	if !s.mayBringIn(title) {
		return
	}
	view := inbox.NewChooseOne(s.o.Kit, title, verb, s.closeOverlay)
	p := present.NewChooseOne(s.o.Folders, s.o.Kit.Dispatch, view, func(path string) {
		s.scansIn = filepath.Dir(path)
		s.closeOverlay()
		s.pages.Put(path, where)
	})
	view.Bind(p)
	s.openOverlay(view.Object(), fyne.NewSize(720, 560), view.Commands())
	view.FocusList()
	p.Start(s.scansIn)
}

// dropPages inserts what was dropped after the page at hand, one file at a time.
func (s *Shell) dropPages(paths []string, folder bool) {
	title := uikit.T("Insert pages of a file")
	switch {
	case !s.pages.MayPut() || !s.mayBringIn(title):
	case folder:
		s.scansIn = paths[0]
		s.choosePages(present.PutBehind)
	case len(paths) > 1:
		s.tellPages(title, uikit.T("One file at a time: drop the next one when the pages of the first are here."))
	default:
		s.closeOverlay()
		s.pages.Put(paths[0], present.PutBehind)
	}
}

// showFirst opens the document with the page that another one seems to repeat.
func (s *Shell) showFirst(at chart.PageAt) {
	if at.Document != "" {
		s.openReview(at.Document)
		return
	}
	here := s.document
	s.o.Kit.Dispatch.Go(func(ctx context.Context) {
		file, err := s.o.House.FilePages(ctx, here)
		s.o.Kit.Dispatch.Do(func() {
			i := slices.IndexFunc(file.Documents, func(d present.FileDocument) bool { return slices.Contains(d.Pages, at.Page) })
			switch {
			case s.at != atReview || s.document != here: // somewhere else meanwhile
			case err != nil || i < 0:
				t := present.TroubleOf(cmp.Or(err, error(chart.E(chart.NotFound, "show the first scan", nil))))
				s.showTrouble(uikit.T("The first scan is not shown"), &t)
			default:
				s.openReview(file.Documents[i].ID)
			}
		})
	})
}

func (s *Shell) closePages() {
	s.pages.Close()
	s.pagesScreen.Close()
}

// leavePages goes back to where the person came from; a document that was at hand is opened as it is now.
func (s *Shell) leavePages() {
	if !s.pages.MayLeave() {
		return
	}
	id, kept := s.pages.Document(), s.pages.Kept()
	s.closePages()
	if kept && s.back == atReview && id != "" {
		s.openDocument(id)
		return
	}
	s.leave()
}
