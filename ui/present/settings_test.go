package present_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/ui/present"
	"github.com/google/go-cmp/cmp"
)

type settingsView struct{ snaps []present.SettingsSnapshot }

func (v *settingsView) Render(s present.SettingsSnapshot) { v.snaps = append(v.snaps, s) }
func (v *settingsView) last() present.SettingsSnapshot    { return v.snaps[len(v.snaps)-1] }

func TestReadSettingsFallsBack(t *testing.T) {
	for _, c := range []struct {
		name  string
		prefs map[string]string
		want  present.Settings
	}{
		{"nothing set", nil, present.DefaultSettings()},
		{"all set", map[string]string{"look": "dark", "text_percent": "150", "idle_minutes": "10", "language": "es"},
			present.Settings{Look: "dark", Language: "es", TextPercent: 150, Idle: 10 * time.Minute}},
		{"nonsense", map[string]string{"look": "pink", "language": "tlh", "text_percent": "9000", "idle_minutes": "0"}, present.DefaultSettings()},
		{"idle beyond the policy", map[string]string{"idle_minutes": "16"}, present.DefaultSettings()},
	} {
		got := present.ReadSettings(context.Background(), &deskHouse{prefs: c.prefs})
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

func openSettings(me chart.Person) (*present.SettingsPresenter, *deskHouse, *serialRun, *settingsView, *[]present.Settings) {
	house, run, view := &deskHouse{prefs: map[string]string{}}, newRun(), &settingsView{}
	var told []present.Settings
	p := present.NewSettings(house, run, newClock(), view, func(s present.Settings) { told = append(told, s) })
	p.Open(me)
	run.drain()
	return p, house, run, view, &told
}

var admin = chart.Person{ID: "p1", Roles: []chart.Role{chart.Administrator}}

func TestSettingsAreKeptAndTold(t *testing.T) {
	p, house, run, view, told := openSettings(chart.Person{ID: "p2", Roles: []chart.Role{chart.Coder}})
	p.SetLook("dark")
	p.SetLook("dark")
	p.SetTextPercent(500)
	p.SetIdle(60)
	run.drain()
	want := []string{"prefer look=dark", "prefer text_percent=200", "prefer idle_minutes=15"}
	if diff := cmp.Diff(want, house.calls); diff != "" {
		t.Errorf("calls (-want +got):\n%s", diff)
	}
	if len(*told) != 3 || (*told)[2].Idle != present.MaxIdle {
		t.Errorf("want three changes told, the last with the longest idle time, got %+v", *told)
	}
	house.err = chart.E(chart.Internal, "prefer", nil)
	p.SetLook("light")
	run.drain()
	if s := view.last(); s.Settings.Look != "light" || s.Problem == nil {
		t.Errorf("not kept: want the look of this session and the reason, got %+v", s)
	}
}

func TestHubNeedsTheAdministrator(t *testing.T) {
	p, house, run, view, _ := openSettings(chart.Person{ID: "p2", Roles: []chart.Role{chart.HIMReviewer}})
	p.StartHub()
	p.SetWatched("/scans")
	run.drain()
	if len(house.calls) != 0 || view.last().MayAdmin {
		t.Errorf("want no call, got %v", house.calls)
	}
}

func TestHub(t *testing.T) {
	for _, c := range []struct {
		name, address, code string
		want                []string
		field               present.SettingsField
	}{
		{"no https", "http://hub:8443", "AB12", nil, present.HubURLField},
		{"no host", "https://", "AB12", nil, present.HubURLField},
		{"no code", "https://hub:8443", " ", nil, present.HubCodeField},
		{"right", " https://hub:8443 ", "AB12", []string{"enrol https://hub:8443 AB12"}, present.NoSetting},
	} {
		p, house, run, view, _ := openSettings(admin)
		p.JoinHub(c.address, c.code)
		run.drain()
		if diff := cmp.Diff(c.want, house.calls); diff != "" {
			t.Errorf("%s: calls (-want +got):\n%s", c.name, diff)
		}
		if s := view.last(); s.Field != c.field || s.Busy {
			t.Errorf("%s: want field %d, got %d busy %v", c.name, c.field, s.Field, s.Busy)
		}
	}
	p, house, run, view, _ := openSettings(admin)
	house.outbox = present.OutboxStatus{Hub: "https://127.0.0.1:8443", LastSeen: newClock().now}
	p.StartHub()
	if !view.last().Busy {
		t.Error("starting: want busy")
	}
	run.drain()
	if s := view.last(); s.Hub == "" || s.Says.Empty() || s.Busy || !strings.Contains(s.HubSays.Key, "reached") {
		t.Errorf("started: want the hub's address and that it was reached, got %+v", s)
	}
}

func TestWatchedFolder(t *testing.T) {
	p, house, run, view, _ := openSettings(admin)
	p.SetWatched("scans")
	if view.last().Field != present.WatchedField {
		t.Error("a relative path is not refused")
	}
	p.SetWatched("/scans")
	run.drain()
	if s := view.last(); house.watched != "/scans" || s.Watched != "/scans" || s.Field != present.NoSetting {
		t.Errorf("want the folder kept and shown, got %q %q", house.watched, s.Watched)
	}
}
