package pages

import (
	"fyne.io/fyne/v2"

	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/uikit"
)

// Commands is the table of the screen.
func (s *Screen) Commands() []uikit.Command {
	menu := uikit.T("Pages")
	on := func() bool { return s.snap.Phase == present.PagesOpen && !s.snap.Busy && s.snap.Read == nil }
	scanned := func() bool { return on() && s.snap.New() }
	return []uikit.Command{
		{ID: "pages.up", Title: uikit.T("Move this page up"), Menu: menu, Key: uikit.Alt(fyne.KeyUp), Do: func() { s.do.Up() }, Enabled: on},
		{ID: "pages.down", Title: uikit.T("Move this page down"), Menu: menu, Key: uikit.Alt(fyne.KeyDown), Do: func() { s.do.Down() }, Enabled: on},
		{ID: "pages.begin", Title: uikit.T("A document begins with this page"), Menu: menu, Key: uikit.K(fyne.KeyF5), Do: func() { s.do.Begin() }, Enabled: on},
		{ID: "pages.join", Title: uikit.T("Join this document to the one before"), Menu: menu, Key: uikit.Shift(fyne.KeyF5), Do: func() { s.do.Join() }, Enabled: on},
		{ID: "pages.out", Title: uikit.T("Take this page out, as a document of its own"), Menu: menu, Key: uikit.K(fyne.KeyF6), Do: func() { s.do.Out() }, Enabled: on},
		{ID: "pages.right", Title: uikit.T("Turn this page to the right"), Menu: menu, Key: uikit.K(fyne.KeyF7), Do: func() { s.do.Turn(90) }, Enabled: on},
		{ID: "pages.left", Title: uikit.T("Turn this page to the left"), Menu: menu, Key: uikit.Shift(fyne.KeyF7), Do: func() { s.do.Turn(-90) }, Enabled: on},
		{ID: "pages.behind", Title: uikit.T("Insert pages of a file after this page"), Menu: menu, Key: uikit.K(fyne.KeyF8), Do: func() { s.put(present.PutBehind) }, Enabled: on},
		{ID: "pages.before", Title: uikit.T("Insert pages of a file before this page"), Menu: menu, Key: uikit.Shift(fyne.KeyF8), Do: func() { s.put(present.PutBefore) }, Enabled: on},
		{ID: "pages.instead", Title: uikit.T("Replace this page by another scan"), Menu: menu, Key: uikit.K(fyne.KeyF9), Do: func() { s.put(present.PutInstead) }, Enabled: on},
		{ID: "pages.next", Title: uikit.T("Take the next page of that scan instead"), Menu: menu, Key: uikit.Shift(fyne.KeyF9), Do: func() { s.do.NextOfScan() }, Enabled: scanned},
		{ID: "pages.leave", Title: uikit.T("Leave this new page out again"), Menu: menu, Key: uikit.K(fyne.KeyDelete), Do: func() { s.do.Leave() }, Enabled: scanned},
		{ID: "pages.undo", Title: uikit.T("Take the last change back"), Menu: menu, Key: uikit.Ctrl(fyne.KeyZ), Do: func() { s.do.Undo() },
			Enabled: func() bool { return on() && s.snap.Undo }},
		{ID: "pages.keep", Title: uikit.T("Keep the pages as they lie here"), Menu: menu, Key: uikit.Ctrl(fyne.KeyReturn), Do: func() { s.do.Keep() }, Enabled: on},
		{ID: "pages.larger", Title: uikit.T("Zoom in"), Menu: menu, Key: uikit.Ctrl(fyne.KeyEqual), More: []uikit.Key{uikit.Ctrl(fyne.KeyPlus)},
			Do: func() { s.page.Zoom(1.25) }, Enabled: on},
		{ID: "pages.smaller", Title: uikit.T("Zoom out"), Menu: menu, Key: uikit.Ctrl(fyne.KeyMinus), Do: func() { s.page.Zoom(0.8) }, Enabled: on},
	}
}
