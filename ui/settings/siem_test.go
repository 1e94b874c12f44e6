package settings

import (
	"testing"

	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/stage"
)

// streamed stands in for the presenter of the stream.
type streamed struct{ stage.Asked }

func (a *streamed) Keep(o present.SIEMOrder) {
	a.Did("keep", o.Address, o.ServerName, o.CAFile, o.ClientFile, o.AlertsOnly)
}
func (a *streamed) Stop() { a.Did("stop") }

func TestTheStreamShowsAndAsks(t *testing.T) {
	d := newDesk(t, 1)
	var asked streamed
	d.s.BindSIEM(&asked)
	away := present.SIEMSnapshot{MayAdmin: true, Away: true, Says: present.Say("stopped answering"),
		Status: present.SIEMStatus{Address: "siem:6514", ServerName: "siem.test", AlertsOnly: true}}
	d.s.RenderSIEM(away)
	d.Says("stopped answering", "siem:6514", "siem.test", "✓ Warnings and alerts", "!✓ All entries")
	d.s.siem.ca.Entry.SetText("/ca.pem")
	d.Press("All entries")
	d.Says("✓ All entries", "!✓ Warnings and alerts")
	d.Press("Try it and stream to it")
	if want := "keep siem:6514 siem.test /ca.pem  false"; asked.Last() != want {
		t.Errorf("want %q, got %q", want, asked.Last())
	}
	d.Press("Stream to nobody")
	if asked.Last() != "stop" {
		t.Errorf("want it stopped, got %q", asked.Last())
	}
	failed := away
	failed.Problem = &present.Trouble{Happened: present.Say("happened"), Safe: present.Say("safe"), Do: present.Say("to do")}
	failed.Wrong = present.Say("type a port")
	d.s.RenderSIEM(failed)
	d.Says("happened", "safe", "to do", "type a port")
	d.s.RenderSIEM(present.SIEMSnapshot{})
	if !d.s.siem.keep.Disabled() || !d.s.siem.stop.Disabled() || !d.s.siem.address.Entry.Disabled() {
		t.Error("want nothing to be changed by somebody else")
	}
}
