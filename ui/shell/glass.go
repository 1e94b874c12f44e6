package shell

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/ui/focus"
	"chartproof.org/chartproof/ui/phrase"
	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/uikit"
)

// asked is a dialog with one entry: why a chart is opened in an emergency, or the password again.
type asked struct {
	on    *overlay
	field *uikit.Field
	fault *uikit.ErrorPanel
}

// ask opens such a dialog; do gets what was typed.
func (s *Shell) ask(title, text, button string, field *uikit.Field, do func(string)) *asked {
	a := &asked{field: field, fault: uikit.NewErrorPanel()}
	field.Entry.OnSubmitted = do
	kit := s.o.Kit
	body := uikit.VStack(12, uikit.NewParagraph(text, uikit.Style{}), field.Object(), a.fault.Object())
	buttons := container.NewHBox(kit.NewPrimary(button, uikit.Key{}, func() { do(field.Entry.Text) }),
		kit.NewButton(uikit.T("Close"), uikit.K(fyne.KeyEscape), s.closeOverlay))
	s.openOverlay(uikit.NewCard(focus.Column(uikit.NewFixed(title, uikit.Style{Size: uikit.SizeTitle, Bold: true}), kit.Flat(body), buttons)),
		fyne.NewSize(600, 340), nil)
	a.on = s.overlay
	focus.On(field.Entry)
	return a
}

// open reports whether the dialog is still what lies over the window.
func (a *asked) open(s *Shell) bool { return a != nil && s.overlay == a.on && a.on != nil }

func (a *asked) says(wrong present.Line, fault *present.Trouble) {
	a.field.SetNote(phrase.Text(wrong), uikit.ToneWrong)
	a.fault.Show(phrase.Fault(fault))
}

// pressGlass asks why the chart at hand must be opened, or closes it again.
func (s *Shell) pressGlass() {
	s.glass.Cancel() // the dialog may have been closed over it
	s.glass.Press()
}

func (s *Shell) mayGlass() bool { return s.at == atReview && s.glass.May() }

// RenderGlass shows the banner, and the question where it is asked.
func (s *Shell) RenderGlass(snap present.GlassSnapshot) {
	if s.frame == nil {
		return
	}
	s.frame.emergency(phrase.Text(snap.Banner), snap.Here)
	switch open := s.why.open(s); {
	case snap.Asking && !open:
		s.why = s.ask(uikit.T("Open this chart in an emergency"),
			uikit.T("It opens for a limited time. The privacy officer is told at once, reads why, and reviews it. It gives no keys that your role does not have."),
			uikit.T("Open the chart"), s.o.Kit.NewField(uikit.T("Why it cannot wait")), s.glass.Break)
		s.why.on.closed = s.glass.Cancel // what is closed is not asked again
		s.why.says(snap.Wrong, snap.Fault)
	case snap.Asking:
		s.why.says(snap.Wrong, snap.Fault)
	case open:
		s.why.field.Entry.SetText("")
		s.why = nil
		s.closeOverlay()
	case snap.Fault != nil:
		s.showTrouble(uikit.T("Open in an emergency"), snap.Fault)
	}
}

// glassChanged asks anew for a chart that was opened or is open no more.
func (s *Shell) glassChanged(id chart.DocumentID) {
	if s.review != nil && s.document == id && s.at != atGate {
		s.review.Open(id)
	}
}

// tellGlass tells a privacy officer who comes that reviews are late.
func (s *Shell) tellGlass() {
	me := s.me.ID
	s.o.Kit.Dispatch.Go(func(ctx context.Context) {
		waiting, late, err := s.o.House.GlassDue(ctx)
		if err != nil || late == 0 { // the screen of rules has them all the same
			return
		}
		trouble := present.GlassTrouble(waiting, late)
		s.o.Kit.Dispatch.Do(func() {
			if s.me.ID == me && s.overlay == nil {
				s.showTrouble(uikit.T("Charts that were opened in an emergency"), &trouble)
			}
		})
	})
}

// RenderProve shows the question for the password.
func (s *Shell) RenderProve(snap present.ProveSnapshot) {
	if s.frame == nil {
		return
	}
	switch open := s.proof.open(s); {
	case snap.Asking && !open:
		s.proof = s.ask(uikit.T("Type your password again"), uikit.T("Some things need it to have been typed within the last five minutes."),
			uikit.T("Go on"), s.o.Kit.NewPassword(uikit.T("Password")), s.prove.Type)
	case snap.Asking:
		s.proof.says(snap.Wrong, snap.Fault)
		if !snap.Wrong.Empty() || snap.Fault != nil {
			s.proof.field.Entry.SetText("")
		}
	case open:
		s.proof.field.Entry.SetText("")
		s.proof = nil
		s.closeOverlay()
	}
}

func (s *Shell) showRules() {
	if s.at == atRules {
		return
	}
	at := s.document
	if s.at == atInbox {
		at = s.queue.Snapshot().Selected
	}
	s.ruling.Open(s.me, at)
	s.goAside(atRules)
}

// leaveRules goes back to where the person came from.
func (s *Shell) leaveRules() {
	s.ruling.Close()
	s.leave()
}
