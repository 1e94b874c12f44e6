package present_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/ui/present"
)

// siemHouse is a house that streams; it writes down what was asked.
type siemHouse struct {
	status present.SIEMStatus
	err    error
	calls  []string
}

func (h *siemHouse) SIEM(context.Context) (present.SIEMStatus, error) { return h.status, nil }

func (h *siemHouse) SetSIEM(_ context.Context, o present.SIEMOrder) error {
	h.calls = append(h.calls, "set "+o.Address+" "+o.CAFile)
	if h.err == nil {
		h.status.Address = o.Address
	}
	return h.err
}

func (h *siemHouse) StopSIEM(context.Context) error {
	h.calls = append(h.calls, "stop")
	h.status = present.SIEMStatus{}
	return h.err
}

type siemView struct{ last present.SIEMSnapshot }

func (v *siemView) RenderSIEM(s present.SIEMSnapshot) { v.last = s }

func openSIEM(h *siemHouse, me chart.Person) (*present.SIEMPresenter, *serialRun, *siemView) {
	run, view := newRun(), &siemView{}
	p := present.NewSIEM(h, run, newClock(), view)
	p.Open(me)
	run.drain()
	return p, run, view
}

func TestSIEMSaysSinceWhenItIsAway(t *testing.T) {
	now := newClock().Now()
	for _, tc := range []struct {
		name string
		st   present.SIEMStatus
		want string
		away bool
	}{
		{"nobody", present.SIEMStatus{}, "streamed to nobody", false},
		{"away", present.SIEMStatus{Address: "a:1", Away: now.Add(-72 * time.Hour), Waiting: 4320}, "stopped answering", true},
		{"new", present.SIEMStatus{Address: "a:1", Waiting: 3}, "nothing has arrived yet", false},
		{"well", present.SIEMStatus{Address: "a:1", Arrived: now}, "took what there was", false},
	} {
		_, _, view := openSIEM(&siemHouse{status: tc.st}, admin)
		if got := view.last; !strings.Contains(got.Says.Key, tc.want) || got.Away != tc.away || !got.MayAdmin {
			t.Errorf("%s: want %q, got %+v", tc.name, tc.want, got)
		}
	}
}

func TestSIEMIsKeptAndStopped(t *testing.T) {
	h := &siemHouse{}
	p, run, view := openSIEM(h, admin)
	p.Keep(present.SIEMOrder{Address: " "})
	run.drain()
	if view.last.Wrong.Empty() || len(h.calls) != 0 {
		t.Errorf("want an address asked for, got %+v, %v", view.last, h.calls)
	}
	p.Keep(present.SIEMOrder{Address: " siem:6514 ", CAFile: "ca.pem"})
	if !view.last.Busy {
		t.Error("want it busy")
	}
	run.drain()
	if view.last.Busy || view.last.Done.Empty() || view.last.Status.Address != "siem:6514" {
		t.Errorf("want it kept, got %+v", view.last)
	}
	p.Stop()
	run.drain()
	if strings.Join(h.calls, ",") != "set siem:6514 ca.pem,stop" || view.last.Status.Address != "" {
		t.Errorf("want it stopped, got %v, %+v", h.calls, view.last)
	}
}

func TestSIEMTroubles(t *testing.T) {
	seen := map[string]bool{}
	for _, err := range []error{chart.E(chart.Unreachable, "stream", nil), chart.E(chart.Tampered, "stream", nil), chart.E(chart.BadInput, "read", nil),
		chart.E(chart.NotAllowed, "stream to the SIEM", nil), chart.E(chart.NotAllowed, "set the SIEM", nil)} {
		p, run, view := openSIEM(&siemHouse{err: err}, admin)
		p.Keep(present.SIEMOrder{Address: "a:1"})
		run.drain()
		if view.last.Problem == nil || view.last.Busy || !view.last.Done.Empty() {
			t.Fatalf("%v: want it told, got %+v", err, view.last)
		}
		seen[view.last.Problem.Happened.Key] = true
	}
	if len(seen) != 5 {
		t.Errorf("want five troubles told apart, got %v", seen)
	}
}

func TestSIEMIsReadOnlyForOthers(t *testing.T) {
	h := &siemHouse{}
	p, run, view := openSIEM(h, chart.Person{ID: "p2", Roles: []chart.Role{chart.Auditor}})
	p.Keep(present.SIEMOrder{Address: "a:1"})
	p.Stop()
	run.drain()
	if len(h.calls) != 0 || view.last.MayAdmin {
		t.Errorf("want nothing asked, got %v", h.calls)
	}
	p.Close()
	if view.last.Status.Address != "" || !view.last.Says.Empty() {
		t.Errorf("want it forgotten, got %+v", view.last)
	}
}
