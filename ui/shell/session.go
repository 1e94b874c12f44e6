package shell

import (
	"context"
	"fmt"
	"time"

	"fyne.io/fyne/v2"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/access"
	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/uikit"
)

// entered opens the session: the same person comes back to the same document, anybody else begins at the queue.
func (s *Shell) entered(me chart.Person) {
	if me.ID != s.last {
		s.document, s.looking = "", false
	}
	s.me, s.last = me, me.ID
	s.review = s.o.Review(s.o.Kit, me, ReviewHooks{Line: s.frame.setLine, Changed: s.commandsChanged, Progress: s.guided, Beside: s.queue.Beside,
		NextWork: s.queue.NextReview, Pages: s.showPages, First: s.showFirst, Opened: s.opened, Done: s.showInbox})
	s.readKeymap()
	s.session.Enter(me)
	s.queue.Start(me.ID)
	s.readSettings()
	switch {
	case s.document != "" && s.looking:
		s.openLook(s.document)
	case s.document != "":
		s.openDocument(s.document)
	default:
		s.show(atInbox)
	}
	s.joinHub()
	s.tellComing()
	s.glass.Enter(me)
	s.glass.At(s.document)
	s.tellGlass()
	s.countAlerts()
	if files := s.imports; len(files) > 0 {
		s.imports = nil
		s.queue.Import(files)
	}
}

// tellComing tells who comes what happened meanwhile: wrong tries at the login, and to a privacy officer which logins got the
// keys to charts.
func (s *Shell) tellComing() {
	me := s.me.ID
	s.o.Kit.Dispatch.Go(func(ctx context.Context) {
		var says []present.Trouble
		title := uikit.T("While you were away")
		if t, ok := present.WelcomeTrouble(s.o.House.Welcome()); ok {
			says = append(says, t)
		}
		// Where the trail cannot be read just now, it has the new logins all the same.
		if who, err := s.o.House.NewHolders(ctx); err == nil && len(who) > 0 {
			if says == nil {
				title = uikit.T("New logins were given the keys to charts")
			}
			says = append(says, present.HoldersTrouble(who))
		}
		if says == nil { // an alarm does not wait for the look at the schedule
			if due := s.o.House.DisposalProposal(ctx); due.Things() > 0 {
				title, says = uikit.T("Charts whose time is over"), []present.Trouble{present.ProposalTrouble(due)}
			}
		}
		if len(says) == 0 {
			return
		}
		s.o.Kit.Dispatch.Do(func() {
			if s.me.ID == me {
				s.showTroubles(title, says...)
			}
		})
	})
}

// joinHub enrols with the hub that the command line names, once.
func (s *Shell) joinHub() {
	join := s.o.Join
	if join.Address == "" || !access.May(s.me, chart.ActEnrol) {
		return
	}
	s.o.Join = Join{}
	s.o.Kit.Dispatch.Go(func(ctx context.Context) {
		out, err := s.o.House.Outbox(ctx)
		if err == nil && out.Hub == "" {
			err = s.o.House.Enrol(ctx, join.Address, join.Code)
		}
		if err != nil {
			trouble := present.TroubleOf(err)
			s.o.Kit.Dispatch.Do(func() { s.showTrouble(uikit.T("The hub was not joined"), &trouble) })
		}
	})
}

// takeTyped takes what is half typed off the review, before the screen is blanked.
func (s *Shell) takeTyped() present.Sealer {
	together := sealBoth(s.group.Sealer(), s.scans.Sealer()) // the time is bounded, and scans may be large
	if s.review == nil {
		return together
	}
	return sealBoth(sealBoth(s.review.Seal(), s.second.Seal()), together)
}

// Render shows the session in the frame.
func (s *Shell) Render(snap present.SessionSnapshot) {
	s.sess = snap
	s.frame.status()
}

// Blank takes everything off the screen: content first, then what it was made of.
func (s *Shell) Blank() {
	s.window.Canvas().Unfocus()
	s.gateScreen.Blank()
	s.at = atGate
	for _, r := range s.rooms {
		if r.front != nil {
			r.front(false)
		}
	}
	s.closeOverlay()
	overlays := s.window.Canvas().Overlays()
	for _, o := range overlays.List() {
		overlays.Remove(o)
	}
	s.window.SetContent(s.gateScreen.Object())
	s.setCommands()
	if s.review != nil {
		s.review.Close()
		s.review = nil
	}
	s.frame.clear()
	s.queue.Stop()
	s.set.Close()
	s.siem.Close()
	s.forms.Close()
	for _, r := range s.rooms {
		if r.close != nil {
			r.close()
		}
	}
	s.alerts = alertCount{}
	s.recovery.Close()
	s.guide.Hide()
	s.glass.Leave()
	s.prove.Close()
	if s.history != nil {
		s.history.Close()
	}
	s.me, s.keymap, s.scansIn = chart.Person{}, nil, ""
}

// Locked lets the person come back.
func (s *Shell) Locked(person chart.Person, err error) {
	if s.quitting {
		s.window.Close()
		return
	}
	s.gate.Locked(person, err)
}

// Quit locks, which seals what is half typed and drops the keys, and then closes the window.
func (s *Shell) Quit() {
	if s.quitting {
		return
	}
	s.quitting = true
	if s.session.Person().ID == "" {
		s.window.Close()
		return
	}
	size := s.window.Canvas().Size()
	s.o.Kit.Dispatch.Go(func(ctx context.Context) {
		ctx, done := context.WithTimeout(ctx, keepWithin)
		defer done()
		// Settings are kept by whoever is signed in, so this comes before the lock. A size that cannot be kept is no
		// reason to keep a window open.
		_ = s.o.House.SetPreference(ctx, present.PrefWindow, fmt.Sprintf("%.0fx%.0f", size.Width, size.Height))
		s.o.Kit.Dispatch.Do(s.session.Lock)
	})
}

// keepWithin bounds what is kept at the end, so that the window always closes.
const keepWithin = time.Second

// WindowSize reads a size that was kept, the default of 1280x800 where there is none that makes sense.
func WindowSize(kept string) fyne.Size {
	var w, h float32
	if n, err := fmt.Sscanf(kept, "%fx%f", &w, &h); n != 2 || err != nil || w < 1024 || h < 600 || w > 8192 || h > 8192 {
		return fyne.NewSize(1280, 800)
	}
	return fyne.NewSize(w, h)
}
