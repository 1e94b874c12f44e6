package settings

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"chartproof.org/chartproof/ui/focus"
	"chartproof.org/chartproof/ui/phrase"
	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/uikit"
)

// SIEM is what the section of the stream asks of its presenter.
type SIEM interface {
	Keep(o present.SIEMOrder)
	Stop()
}

// siemPart is the section of the settings that streams the trail.
type siemPart struct {
	do      SIEM
	section fyne.CanvasObject

	says, done                *uikit.Paragraph
	fault                     *uikit.ErrorPanel
	address, name, ca, client *uikit.Field
	all, alerts               *uikit.Button
	keep, stop                *uikit.Button

	alertsOnly bool
	shown      string // address that the fields were filled from
}

func newSIEM(kit *uikit.Kit) *siemPart {
	p := &siemPart{says: uikit.NewParagraph("", uikit.Style{}), done: uikit.NewParagraph("", uikit.Style{Color: uikit.ColorDone}), fault: uikit.NewErrorPanel()}
	p.address = kit.NewField(uikit.T("Address of the SIEM, host:port"))
	p.name = kit.NewField(uikit.T("Name in its certificate, where it is another"))
	p.ca = kit.NewField(uikit.T("File with the certificate of its authority"))
	p.client = kit.NewField(uikit.T("File with this computer's certificate and key, where the SIEM asks for one"))
	p.all = kit.NewButton("", uikit.Key{}, func() { p.choose(false) })
	p.alerts = kit.NewButton("", uikit.Key{}, func() { p.choose(true) })
	order := func() {
		p.do.Keep(present.SIEMOrder{Address: p.address.Entry.Text, ServerName: p.name.Entry.Text, CAFile: p.ca.Entry.Text,
			ClientFile: p.client.Entry.Text, AlertsOnly: p.alertsOnly})
	}
	p.keep = kit.NewButton(uikit.T("Try it and stream to it"), uikit.Key{}, order)
	p.stop = kit.NewButton(uikit.T("Stream to nobody"), uikit.Key{}, func() { p.do.Stop() })
	for _, f := range p.fields() {
		f.Entry.OnSubmitted = func(string) { order() }
	}
	p.choose(false)
	p.section = section(uikit.T("Trail to a SIEM"), p.says, p.done, p.fault.Object(), p.address.Object(), p.name.Object(), p.ca.Object(), p.client.Object(),
		container.NewHBox(p.all, p.alerts), container.NewHBox(p.keep, p.stop))
	return p
}

func (p *siemPart) fields() []*uikit.Field {
	return []*uikit.Field{p.address, p.name, p.ca, p.client}
}

// choose marks what is streamed; it holds once it is kept.
func (p *siemPart) choose(alertsOnly bool) {
	p.alertsOnly = alertsOnly
	mark := func(on bool, title string) string {
		if on {
			return "✓ " + title
		}
		return title
	}
	p.all.SetTitle(mark(!alertsOnly, uikit.T("All entries")))
	p.alerts.SetTitle(mark(alertsOnly, uikit.T("Warnings and alerts")))
}

// BindSIEM gives the stream its presenter.
func (s *Screen) BindSIEM(do SIEM) { s.siem.do = do }

// RenderSIEM draws a snapshot of the stream.
func (s *Screen) RenderSIEM(snap present.SIEMSnapshot) {
	p := s.siem
	text := phrase.Text(snap.Says)
	if snap.Busy {
		text = uikit.T("Working…")
	}
	p.says.SetText(text)
	p.done.SetText(phrase.Text(snap.Done))
	p.done.Hidden = snap.Done.Empty()
	p.fault.Show(phrase.Fault(snap.Problem))
	p.address.SetNote(phrase.Text(snap.Wrong), uikit.ToneWrong)
	for _, b := range []*uikit.Button{p.all, p.alerts, p.keep} {
		enable(b, snap.MayAdmin && !snap.Busy)
	}
	enable(p.stop, snap.MayAdmin && !snap.Busy && snap.Status.Address != "")
	for _, f := range p.fields() {
		if snap.MayAdmin {
			f.Entry.Enable()
		} else {
			f.Entry.Disable()
		}
	}
	// What is being typed is never taken away: the fields follow what is kept when that changes.
	if snap.Status.Address != p.shown && focus.At() != fyne.Focusable(p.address.Entry) {
		p.shown = snap.Status.Address
		p.address.Entry.SetText(p.shown)
		p.name.Entry.SetText(snap.Status.ServerName)
		p.choose(snap.Status.AlertsOnly)
	}
	s.obj.Refresh()
	uikit.Settle(s.obj)
}
