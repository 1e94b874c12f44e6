package shell

import (
	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/ui/present"
)

func (s *Shell) showSettings() {
	s.goAside(atSettings)
	s.set.Open(s.me)
	s.siem.Open(s.me)
	s.forms.Open(s.me, s.document)
}

// showRelease begins a de-identified release, with the document at hand marked. One that is being made goes on.
func (s *Shell) showRelease() {
	if s.at == atRelease {
		return
	}
	if s.leaving.Busy() {
		s.goAside(atRelease)
		return
	}
	at := []chart.DocumentID{s.document}
	if s.at == atInbox {
		at = s.queue.Chosen()
	}
	s.leaving.Open(s.me, at...)
	s.goAside(atRelease)
}

// leaveRelease goes a step back, and from the first one to where the person came from. What is being made goes on until it is
// cancelled.
func (s *Shell) leaveRelease() {
	if s.leaving.Back() || s.leaving.Busy() {
		return
	}
	s.leaving.Close()
	s.leave()
}

func (s *Shell) showPeople() {
	if s.at != atPeople {
		s.joining.Open(s.me)
		s.goAside(atPeople)
	}
}

// showRetention shows what may be disposed of; a hold may be set on the document at hand.
func (s *Shell) showRetention() {
	if s.at == atRetention {
		return
	}
	at := s.document
	if s.at == atInbox {
		at = s.queue.Snapshot().Selected
	}
	s.keeping.Open(s.me, at)
	s.goAside(atRetention)
}

func (s *Shell) leaveRetention() {
	s.keeping.Close()
	s.leave()
}

// leavePeople goes a step back, and from the first one to where the person came from.
func (s *Shell) leavePeople() {
	if !s.joining.Back() {
		s.joining.Close()
		s.leave()
	}
}

func (s *Shell) showKeyring() {
	if s.at != atKeys {
		s.keys.Open(s.me)
		s.recovery.Open(s.me)
		s.goAside(atKeys)
	}
}

// leaveKeys leaves a step of recovery first, and then goes back to where the person came from; what is being renewed goes on.
func (s *Shell) leaveKeys() {
	if s.recovery.Cancel() {
		return
	}
	s.recovery.Close()
	s.keys.Close()
	s.leave()
}

func (s *Shell) showBackups() {
	if s.at != atBackup {
		s.backups.Open(s.me)
		s.goAside(atBackup)
	}
}

// leaveBackups goes back to where the person came from; what is being made goes on.
func (s *Shell) leaveBackups() {
	s.backups.Close()
	s.leave()
}

// showHistory shows the trail of the document at hand: the open one, or the row of the queue.
func (s *Shell) showHistory() {
	id := s.document
	if s.at == atInbox {
		id = s.queue.Snapshot().Selected
	}
	if id == "" {
		return
	}
	s.history = present.NewTrail(s.o.House, s.o.Kit.Dispatch, s.trailScreen, s.me)
	s.goAside(atTrail)
	s.history.Open(id)
}

// goAside remembers where to come back to.
func (s *Shell) goAside(at place) {
	if s.at == atInbox || s.at == atReview {
		s.back = s.at
	}
	s.show(at)
}

// leave comes back from settings and history.
func (s *Shell) leave() {
	if s.at == atSettings && s.forms.Leave() {
		return
	}
	if s.history != nil {
		s.history.Close()
	}
	s.show(s.back)
}
