package settings

import (
	"fmt"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/stage"
	"chartproof.org/chartproof/ui/uikit"
)

// asked stands in for the presenter and writes down what was asked of it.
type asked struct{ stage.Asked }

func (a *asked) SetLook(look string)                { a.Did("look", look) }
func (a *asked) SetLanguage(language string)        { a.Did("language", language) }
func (a *asked) SetTextPercent(percent int)         { a.Did("text", percent) }
func (a *asked) SetIdle(minutes int)                { a.Did("idle", minutes) }
func (a *asked) SetAccuracy(accuracy float64)       { a.Did("accuracy", accuracy) }
func (a *asked) SetValidators(who chart.Validators) { a.Did("validators", who) }
func (a *asked) SetLookWait(wait time.Duration)     { a.Did("wait", wait) }
func (a *asked) SetVigilance(share float64)         { a.Did("vigilance", share) }
func (a *asked) SetSample(share float64)            { a.Did("sample", share) }
func (a *asked) SetWatched(path string)             { a.Did("watch", path) }
func (a *asked) SetCodeLists(path string)           { a.Did("lists", path) }
func (a *asked) StartHub()                          { a.Did("hub start") }
func (a *asked) JoinHub(address, code string)       { a.Did("join", address, code) }

// desk is the screen in a window tall enough to show all of it.
type desk struct {
	*stage.Stage
	s     *Screen
	asked asked
}

func newDesk(t *testing.T, scale float32) *desk {
	t.Helper()
	st := &desk{Stage: stage.New(t, scale)}
	st.s = New(st.Kit, func() { st.asked.Did("back") })
	st.s.Bind(&st.asked)
	st.Show(st.s.Object(), fyne.NewSize(1280, 2600))
	return st
}

func held() present.SettingsSnapshot {
	return present.SettingsSnapshot{MayAdmin: true, Settings: present.Settings{Look: "dark", Language: "es", TextPercent: 150, Idle: 10 * time.Minute},
		Policy:   present.PolicySnapshot{Policy: chart.Policy{Accuracy: chart.Accuracies()[1], Sample: chart.Samples()[2]}, Costs: present.Say("costs"), Shown: present.Say("shown")},
		ListsSay: present.Say("lists"), HubSays: present.Say("no hub yet"), Watched: "/scans"}
}

func TestTheSettingsShowWhatHolds(t *testing.T) {
	changed := func(f func(*present.SettingsSnapshot)) present.SettingsSnapshot {
		snap := held()
		f(&snap)
		return snap
	}
	accuracy, sample := present.Percent(chart.Accuracies()[1]), present.Percent(chart.Samples()[2])
	for _, c := range []struct {
		name string
		snap present.SettingsSnapshot
		says []string
	}{
		{"the administrator", held(), []string{"✓ Dark", "!✓ Light", "✓ Español", "✓ 150 %", "✓ 10 min", "✓ " + accuracy + " %", "✓ " + sample + " %",
			"costs", "shown", "lists", "/scans", "no hub yet", "!What follows is changed by the administrator."}},
		{"somebody else", changed(func(s *present.SettingsSnapshot) { s.MayAdmin = false }), []string{"What follows is changed by the administrator.", "✓ " + accuracy}},
		{"while the hub is asked", changed(func(s *present.SettingsSnapshot) { s.Busy, s.Hub = true, "https://hub.example" }), []string{"https://hub.example", "Working…", "!no hub yet"}},
		{"records wait", changed(func(s *present.SettingsSnapshot) { s.Sending.Waiting = present.Count("{{.N}} records wait", 3) }), []string{"3 records wait."}},
		{"it worked", changed(func(s *present.SettingsSnapshot) { s.Says = present.Say("No folder is watched now.") }), []string{"No folder is watched now."}},
		{"it failed", changed(func(s *present.SettingsSnapshot) {
			s.Problem = &present.Trouble{Happened: present.Say("happened"), Safe: present.Say("safe"), Do: present.Say("to do")}
		}), []string{"happened", "safe", "to do"}},
		{"a folder that is none", changed(func(s *present.SettingsSnapshot) {
			s.Field, s.Wrong = present.CodeListsField, present.Say("Type the whole path of a folder")
		}), []string{"Type the whole path of a folder"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			st := newDesk(t, 1)
			st.s.Render(c.snap)
			st.Says(c.says...)
		})
	}
}

func TestEverySettingIsReachedByTabAndTakenBySpace(t *testing.T) {
	st := newDesk(t, 1)
	st.s.Render(held())
	for _, c := range []struct{ title, want string }{
		{"High contrast", "look high_contrast"}, {"200 %", "text 200"}, {"English", "language en"}, {"15 min", "idle 15"},
		{present.Percent(chart.Accuracies()[2]) + " %", fmt.Sprint("accuracy ", chart.Accuracies()[2])},
		{present.Percent(chart.Samples()[0]) + " %", fmt.Sprint("sample ", chart.Samples()[0])},
		{"Load the lists", "lists "}, {"Use the built-in lists alone", "lists "}, {"Watch this folder", "watch /scans"},
		{"Watch no folder", "watch "}, {"Start the hub on this computer", "hub start"}, {"Join the hub", "join  "}, {"Back", "back"},
	} {
		st.Press(c.title)
		if st.asked.Last() != c.want {
			t.Errorf("%s: want %q, got %q", c.title, c.want, st.asked.Last())
		}
	}
}

func TestWhoIsNoAdministratorChangesOnlyTheirOwn(t *testing.T) {
	st := newDesk(t, 1)
	snap := held()
	snap.MayAdmin = false
	st.s.Render(snap)
	for _, b := range st.s.admin {
		if !b.Disabled() {
			t.Errorf("%q can be pressed", b.Title())
		}
	}
	for _, f := range []*uikit.Field{st.s.watched, st.s.lists, st.s.url, st.s.code} {
		if !f.Entry.Disabled() {
			t.Error("an entry of the practice can be typed into")
		}
	}
	if st.Press("Light"); st.asked.Last() != "look light" {
		t.Errorf("want one's own look chosen, got %q", st.asked.Last())
	}
}

func TestEnterKeepsWhatIsTypedAndNothingTakesItAway(t *testing.T) {
	st := newDesk(t, 1)
	st.s.Render(held())
	st.Window.Canvas().Focus(st.s.lists.Entry)
	test.Type(st.s.lists.Entry, "/codes")
	st.s.Render(held()) // something else changed meanwhile
	if got := st.s.lists.Entry.Text; got != "/codes" {
		t.Fatalf("half typed: want it left alone, got %q", got)
	}
	if st.s.lists.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn}); st.asked.Last() != "lists /codes" {
		t.Errorf("Enter: got %q", st.asked.Last())
	}
	test.Type(st.s.url.Entry, "https://hub.example")
	test.Type(st.s.code.Entry, "AB12")
	if st.s.code.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn}); st.asked.Last() != "join https://hub.example AB12" {
		t.Errorf("Enter in the code: got %q", st.asked.Last())
	}
	joined := held()
	joined.Says, joined.Hub = present.Say("This computer is enrolled with the hub."), "https://hub.example"
	st.s.Render(joined)
	if st.s.code.Entry.Text != "" || !st.s.startHub.Disabled() {
		t.Error("joined: want the code gone and no second hub")
	}
}

// No text of the column is wider than it, and the column takes more of the window for larger text.
func TestLargeTextKeepsWithinTheColumn(t *testing.T) {
	var before float32
	for _, scale := range []float32{1, 2} {
		st := newDesk(t, scale)
		st.s.Render(held())
		if w := st.s.costs.Size().Width; w <= before || w > 1280 {
			t.Errorf("at %v: want a wider column within the window, got %v after %v", scale, w, before)
		} else {
			before = w
		}
		st.Says("Of the values that nobody looks at, this many must be right", "!…")
	}
}
