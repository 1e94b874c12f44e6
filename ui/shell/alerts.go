package shell

import (
	"context"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/access"
)

// showTrailRoom shows the whole trail, or what it raised.
func (s *Shell) showTrailRoom() {
	if s.at != atTrailRoom {
		s.room.Open(s.me, false)
		s.goAside(atTrailRoom)
	}
}

func (s *Shell) leaveTrailRoom() {
	s.room.Close()
	s.leave()
	s.alerts.at = time.Time{}
	s.countAlerts()
}

// alertCount is what the bar says of open alerts, to auditors and privacy officers.
type alertCount struct {
	open, grave int
	at          time.Time // when it was counted
}

// alertsAgain is how often alerts are counted while things change.
const alertsAgain = 10 * time.Second

// countAlerts counts the open alerts for whoever reads the trail.
func (s *Shell) countAlerts() {
	now := s.o.Clock.Now()
	if !access.May(s.me, chart.ActTrailRead) || !s.alerts.at.IsZero() && now.Sub(s.alerts.at) < alertsAgain {
		return
	}
	s.alerts.at = now
	me := s.me.ID
	s.o.Kit.Dispatch.Go(func(ctx context.Context) {
		open, grave, err := s.o.House.OpenAlerts(ctx)
		s.o.Kit.Dispatch.Do(func() {
			if err == nil && s.me.ID == me {
				s.alerts.open, s.alerts.grave = open, grave
				s.frame.status()
			}
		})
	})
}
