package second

import (
	"strconv"

	"fyne.io/fyne/v2"

	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/uikit"
)

// Commands is everything that a person can do in the second look. The shell makes menu, shortcuts and help of it.
func (s *Screen) Commands() []uikit.Command {
	menu, page := uikit.T("Second look"), uikit.T("Page")
	on := func() bool { return s.snap.Phase == present.SecondOpen && !s.snap.Busy }
	out := []uikit.Command{
		{ID: "second.next", Title: uikit.T("Go on; there is no way back"), Menu: menu, Key: uikit.K(fyne.KeyReturn), Do: s.p.GoOn,
			Enabled: func() bool { return s.snap.Phase != present.SecondEmpty && !s.snap.Busy }},
		{ID: "second.missing", Title: uikit.T("Not on this page; twice: illegible"), Menu: menu, Key: uikit.K(fyne.KeyF3), Do: s.p.Mark, Enabled: on},
		{ID: "second.show", Title: uikit.T("Show the values"), Menu: menu, Key: uikit.K(fyne.KeyF5), Do: s.p.ShowValues,
			Enabled: func() bool { return on() && s.snap.CanShow }},
		{ID: "second.back", Title: uikit.T("Take it back to the first pass"), Menu: menu, Key: uikit.K(fyne.KeyF8), Do: s.p.TakeBack,
			Enabled: func() bool { return s.snap.TakeBack && !s.snap.Busy }},
		{ID: "second.sign", Title: uikit.T("Sign it now"), Menu: menu, Key: uikit.Ctrl(fyne.KeyS), Do: s.p.Sign,
			Enabled: func() bool { return s.snap.CanSign }},
		{ID: "second.leave", Title: uikit.T("Back to the queue"), Menu: menu, Key: uikit.K(fyne.KeyEscape), Do: func() {
			if s.hooks.Back != nil {
				s.hooks.Back()
			}
		}},
		{ID: "second.whole", Title: uikit.T("Whole page and back"), Menu: page, Key: uikit.K(fyne.KeyF2), Do: s.p.Whole, Enabled: on},
		{ID: "second.turn", Title: uikit.T("Turn the page"), Menu: page, Key: uikit.Ctrl(fyne.KeyR), Do: s.p.Turn, Enabled: on},
		{ID: "second.pagedown", Title: uikit.T("Next page"), Menu: page, Key: uikit.K(fyne.KeyPageDown), Do: func() { s.scrollPage(1) }, Enabled: on},
		{ID: "second.pageup", Title: uikit.T("Previous page"), Menu: page, Key: uikit.K(fyne.KeyPageUp), Do: func() { s.scrollPage(-1) }, Enabled: on},
		{ID: "second.larger", Title: uikit.T("Zoom in"), Menu: page, Key: uikit.Ctrl(fyne.KeyEqual), More: []uikit.Key{uikit.Ctrl(fyne.KeyPlus)},
			Do: func() { s.page.Zoom(1.25) }, Enabled: on},
		{ID: "second.smaller", Title: uikit.T("Zoom out"), Menu: page, Key: uikit.Ctrl(fyne.KeyMinus), Do: func() { s.page.Zoom(0.8) }, Enabled: on},
	}
	for n := 1; n <= present.MostLookChoices; n++ {
		out = append(out, uikit.Command{ID: "second.choose" + strconv.Itoa(n), Title: uikit.T("Choose value {{.N}}", uikit.A{"N": n}),
			Key: uikit.Alt(fyne.KeyName(strconv.Itoa(n))), Do: func() { s.p.Choose(n) },
			Enabled: func() bool { return on() && n <= len(s.snap.Choices) }})
	}
	return out
}
