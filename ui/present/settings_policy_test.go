package present_test

import (
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/ui/present"
	"github.com/google/go-cmp/cmp"
)

func TestPolicyIsTheAdministrators(t *testing.T) {
	for _, c := range []struct {
		name string
		role chart.Role
		want []string
	}{
		{"administrator", chart.Administrator, []string{"policy 0.999 0.02", "policy 0.999 0.1"}},
		{"reviewer", chart.HIMReviewer, nil},
	} {
		p, house, run, view, _ := openSettings(chart.Person{ID: "p1", Roles: []chart.Role{c.role}})
		house.measured = chart.Measured{Seen: 300, Wrong: 1, Most: 0.0157}
		p.SetAccuracy(0.995) // as it is
		p.SetAccuracy(0.5)   // no such choice
		p.SetAccuracy(0.999)
		run.drain()
		p.SetSample(0.1)
		run.drain()
		if diff := cmp.Diff(c.want, house.calls); diff != "" {
			t.Errorf("%s: calls (-want +got):\n%s", c.name, diff)
		}
		got := view.last().Policy
		if c.want == nil {
			if got.Policy != chart.DefaultPolicy() {
				t.Errorf("%s: want the policy to stay, got %+v", c.name, got)
			}
			continue
		}
		if got.Accuracy != 0.999 || got.Sample != 0.1 || got.Costs.Data["N"] != 90 || got.Shown.Data["Seen"] != 300 || got.Shown.Data["Most"] != "1.6" {
			t.Errorf("%s: want what holds, costs and was shown, got %+v", c.name, got)
		}
	}
}

func TestPercent(t *testing.T) {
	for share, want := range map[float64]string{0.995: "99.5", 0.999: "99.9", 0.02: "2", 0.005: "0.5"} {
		if got := present.Percent(share); got != want {
			t.Errorf("%v: want %s, got %s", share, want, got)
		}
	}
}

func TestCodeListsAreLoadedFromAFolder(t *testing.T) {
	p, house, run, view, _ := openSettings(chart.Person{ID: "p1", Roles: []chart.Role{chart.Administrator}})
	p.SetCodeLists("lists")
	run.drain()
	if s := view.last(); s.Field != present.CodeListsField || s.Wrong.Empty() {
		t.Errorf("want a path that is not whole refused, got %+v", s.Wrong)
	}
	p.SetCodeLists(" /lists ")
	run.drain()
	if s := view.last(); s.ListsSay.Data["Codes"] != 3 || house.lists.Folder != "/lists" || s.Says.Empty() {
		t.Errorf("want three codes of the folder, got %+v", s.ListsSay)
	}
}
