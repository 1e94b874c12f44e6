package scan

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"chartproof.org/chartproof/ui/focus"
	"chartproof.org/chartproof/ui/pageview"
	"chartproof.org/chartproof/ui/phrase"
	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/uikit"
)

// Scans is what the screen asks of its presenter.
type Scans interface {
	Look()
	SelectChoice(i int)
	Step(by int)
	Select(i int)
	Scan()
	Stop()
	Drop()
	Take()
}

// Screen is the scan screen.
type Screen struct {
	kit   *uikit.Kit
	do    Scans
	snap  present.ScanSnapshot
	obj   fyne.CanvasObject
	front bool

	page     *pageview.View
	sheet    any
	nothing  *uikit.Text
	choices  *uikit.ListView
	settings *fyne.Container
	sheets   *uikit.ListView
	fault    *uikit.ErrorPanel
	says     *uikit.Paragraph
	progress *uikit.ProgressPanel
	scan     *uikit.Button
	take     *uikit.Button

	// OnStep tells that other commands can run than before.
	OnStep func()
}

// New makes the screen; done goes back to where the person came from.
func New(kit *uikit.Kit, done func()) *Screen {
	s := &Screen{kit: kit, page: pageview.New(kit), fault: uikit.NewErrorPanel(), says: uikit.NewParagraph("", uikit.Style{}),
		nothing: uikit.NewText("", uikit.Style{Color: uikit.ColorQuiet, Align: fyne.TextAlignCenter})}
	s.choices = kit.NewList(newChoice, s.updateChoice)
	s.choices.OnMove = func(i int) { s.do.SelectChoice(i) }
	s.choices.OnOpen = func(int) { s.do.Step(1) }
	s.settings = container.New(&rows{s}, kit.Flat(s.choices))
	s.sheets = kit.NewList(newSheet, s.updateSheet)
	s.sheets.OnMove = func(i int) { s.do.Select(i) }
	s.progress = kit.NewProgress(uikit.Ctrl(fyne.KeyPeriod), func() { s.do.Stop() })
	s.scan = kit.NewPrimary(uikit.T("Scan"), uikit.K(fyne.KeyF5), func() { s.do.Scan() })
	s.take = kit.NewPrimary(uikit.T("Take in"), uikit.Ctrl(fyne.KeyReturn), func() { s.do.Take() })
	look := kit.NewButton(uikit.T("Look for scanners"), uikit.K(fyne.KeyF6), func() { s.do.Look() })
	head := focus.Row(nil, uikit.NewParagraph(uikit.T("Scan paper"), uikit.Style{Size: uikit.SizeTitle, Bold: true}),
		kit.NewButton(uikit.T("Back"), uikit.K(fyne.KeyEscape), done))
	top := uikit.VStack(8, head, s.fault.Object(), s.settings, s.progress.Object(), s.says)
	right := focus.Column(top, kit.Flat(s.sheets), container.NewHBox(s.scan, s.take, look))
	s.obj = uikit.Halves(0.5, container.NewStack(s.page, container.NewVBox(layout.NewSpacer(), s.nothing, layout.NewSpacer())), uikit.NewPane(16, 12, right))
	return s
}

// Bind gives the screen its presenter.
func (s *Screen) Bind(do Scans) {
	s.do = do
	s.RenderScan(present.ScanSnapshot{})
}

// Object is what the window shows.
func (s *Screen) Object() fyne.CanvasObject { return s.obj }

// SetFront tells whether the window shows the screen; only then may it move the focus.
func (s *Screen) SetFront(on bool) { s.front = on }

// Focus gives the keys to the settings.
func (s *Screen) Focus() { focus.On(s.choices) }

// Close forgets the pictures.
func (s *Screen) Close() {
	s.page.Clear()
	s.sheet = nil
}

// Commands is the table of the screen.
func (s *Screen) Commands() []uikit.Command {
	menu := uikit.T("Scan")
	ready := func() bool { return s.snap.Phase == present.ScanReady && !s.snap.Scanning }
	some := func() bool { return len(s.snap.Sheets) > 0 && !s.snap.Scanning }
	choose := func() bool { return len(s.snap.Choices) > 0 && !s.snap.Scanning }
	return []uikit.Command{
		{ID: "scan.scan", Title: uikit.T("Scan a page, or all in the feeder"), Menu: menu, Key: uikit.K(fyne.KeyF5), Do: func() { s.do.Scan() }, Enabled: ready},
		{ID: "scan.take", Title: uikit.T("Take the pages in as one file"), Menu: menu, Key: uikit.Ctrl(fyne.KeyReturn), Do: func() { s.do.Take() }, Enabled: some},
		{ID: "scan.drop", Title: uikit.T("Throw this page away"), Menu: menu, Key: uikit.K(fyne.KeyDelete), Do: func() { s.do.Drop() }, Enabled: func() bool { return len(s.snap.Sheets) > 0 }},
		{ID: "scan.next", Title: uikit.T("Next value of the setting"), Menu: menu, Key: uikit.K(fyne.KeyRight), Do: func() { s.do.Step(1) }, Enabled: choose},
		{ID: "scan.before", Title: uikit.T("Value of the setting before"), Menu: menu, Key: uikit.K(fyne.KeyLeft), Do: func() { s.do.Step(-1) }, Enabled: choose},
		{ID: "scan.look", Title: uikit.T("Look for scanners"), Menu: menu, Key: uikit.K(fyne.KeyF6), Do: func() { s.do.Look() },
			Enabled: func() bool { return !s.snap.Scanning && s.snap.Phase != present.ScanLooking }},
		{ID: "scan.larger", Title: uikit.T("Zoom in"), Menu: menu, Key: uikit.Ctrl(fyne.KeyEqual), More: []uikit.Key{uikit.Ctrl(fyne.KeyPlus)}, Do: func() { s.page.Zoom(1.25) }, Enabled: some},
		{ID: "scan.smaller", Title: uikit.T("Zoom out"), Menu: menu, Key: uikit.Ctrl(fyne.KeyMinus), Do: func() { s.page.Zoom(0.8) }, Enabled: some},
	}
}

// RenderScan draws a snapshot.
func (s *Screen) RenderScan(snap present.ScanSnapshot) {
	before := s.snap
	s.snap = snap
	s.fault.Show(phrase.Fault(snap.Problem))
	s.choices.SetLength(len(snap.Choices))
	if len(snap.Choices) > 0 {
		s.choices.SetAt(snap.Choice)
	}
	s.sheets.SetLength(len(snap.Sheets))
	if len(snap.Sheets) > 0 {
		s.sheets.SetAt(snap.At)
	}
	s.progress.Show(phrase.Text(snap.Progress), snap.Share)
	s.showSays(snap)
	s.showPage(snap)
	s.scan.Hidden = snap.Phase != present.ScanReady || snap.Scanning
	s.take.Hidden = len(snap.Sheets) == 0 || snap.Scanning
	uikit.Settle(s.obj)
	if s.OnStep != nil && (before.Phase != snap.Phase || before.Scanning != snap.Scanning || (len(before.Sheets) > 0) != (len(snap.Sheets) > 0)) {
		s.OnStep()
	}
}

func (s *Screen) showSays(snap present.ScanSnapshot) {
	says, color := phrase.Text(snap.Notice), uikit.ColorText
	switch {
	case snap.Phase == present.ScanLooking:
		says = uikit.T("Looking for scanners. Those on the network are asked too.")
	case snap.Phase == present.ScanAsking:
		says = uikit.T("Asking the scanner what it can do…")
	case says == "" && snap.Phase == present.ScanReady && !snap.Scanning && len(snap.Sheets) == 0:
		says = uikit.T("The arrows left and right change a setting; F5 scans. Nothing is kept before you take it in.")
	case snap.Tone == present.Doubtful:
		color = uikit.ColorDoubt
	case snap.Tone == present.Wrong:
		color = uikit.ColorWrong
	case snap.Tone == present.Done:
		color = uikit.ColorDone
	}
	s.says.Set(says, uikit.Style{Color: color})
	s.says.Hidden = says == ""
}

func (s *Screen) showPage(snap present.ScanSnapshot) {
	if snap.Sheet != s.sheet {
		s.sheet = snap.Sheet
		if sheet, ok := snap.Sheet.(*pageview.Pyramid); ok && sheet != nil {
			s.page.SetPage(sheet, 0)
			s.page.FitPage()
		} else {
			s.page.Clear()
		}
	}
	text := ""
	if len(snap.Sheets) == 0 {
		text = uikit.T("Pages show here as they come in.")
	}
	s.nothing.SetText(text)
}
