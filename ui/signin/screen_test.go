package signin_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/signin"
	"chartproof.org/chartproof/ui/stage"
	"chartproof.org/chartproof/ui/uikit"
)

// bench is a gate on a stage; it stands for the presenter too.
type bench struct {
	*stage.Stage
	stage.Asked
	s *signin.Screen
}

func newBench(t *testing.T, scale float32) *bench {
	b := &bench{Stage: stage.New(t, scale)}
	b.s = signin.New(b.Kit)
	b.s.Bind(b)
	b.Show(b.s.Object(), fyne.NewSize(1280, 800))
	return b
}

func (b *bench) Start()                 { b.Did("start") }
func (b *bench) Alone(chart.Validators) {}

func (b *bench) SetUp(s present.SetUp, again string) { b.Did("set up", s.Login, again) }
func (b *bench) ConfirmSetUp(code string)            { b.Did("confirm", code) }
func (b *bench) SignIn(login, password, code string) { b.Did("sign in", login, password, code) }
func (b *bench) Unlock(password string)              { b.Did("unlock", password) }
func (b *bench) Another()                            { b.Did("another") }
func (b *bench) Renew(password, again string)        { b.Did("renew", password, again) }
func (b *bench) ConfirmRenewal(code string)          { b.Did("confirm renewal", code) }
func (b *bench) LeaveRenewal()                       { b.Did("leave renewal") }
func (b *bench) CodesKept()                          { b.Did("codes kept") }
func (b *bench) Rescue()                             { b.Did("rescue") }
func (b *bench) ShareLine(line string)               { b.Did("line", line) }
func (b *bench) LineBack()                           { b.Did("line back") }
func (b *bench) Words()                              { b.Did("words") }
func (b *bench) ConfirmRescue(code string)           { b.Did("confirm rescue", code) }
func (b *bench) LeaveRescue()                        { b.Did("leave rescue") }
func (b *bench) Card()                               { b.Did("card") }
func (b *bench) LookForCard()                        { b.Did("look for card") }
func (b *bench) EnterByCard(pin string)              { b.Did("enter by card", pin) }
func (b *bench) LeaveCard()                          { b.Did("leave card") }
func (b *bench) ConnectModule(pin string)            { b.Did("connect module", pin) }
func (b *bench) WithoutModule()                      { b.Did("without module") }

func (b *bench) Rescuer(n present.NewColleague, again string) {
	b.Did("rescuer", n.DisplayName, n.Login, n.Password, again)
}

// Typing completes as the presenter would.
func (b *bench) Typing(line string) string { return strings.Replace(line, "ab ", "able ", 1) }

// fill types into the entry at hand and presses Enter.
func (b *bench) fill(text string) {
	b.T.Helper()
	e, ok := b.Focused().(*uikit.Entry)
	if !ok {
		b.T.Fatalf("want an entry for %q, got %T", text, b.Focused())
	}
	e.SetText(text)
	b.Key(fyne.KeyReturn)
}

func (b *bench) want(did string) {
	b.T.Helper()
	if got := b.Last(); got != did {
		b.T.Errorf("want %q, got %q", did, got)
	}
}

var offered = present.Rescue{Offered: true, Needs: 3, Mark: "3F2A-91BC"}

func TestEverybodyComesInByKeyboard(t *testing.T) {
	for _, c := range []struct {
		name  string
		snap  present.GateSnapshot
		type_ []string
		want  string
	}{
		{"sign in", present.GateSnapshot{Step: present.GateSignIn, Field: present.LoginField}, []string{"ana", "secret", "123456"}, "sign in ana secret 123456"},
		{"unlock", present.GateSnapshot{Step: present.GateLocked, Person: "Ana", Field: present.PasswordField}, []string{"secret"}, "unlock secret"},
		{"set up", present.GateSnapshot{Step: present.GateSetUp, Field: present.PracticeField}, []string{"Elm", "Ana", "ana", "secret", "secret"}, "set up ana secret"},
		{"renew", present.GateSnapshot{Step: present.GateRenew, Field: present.PasswordField}, []string{"new", "new"}, "renew new new"},
		{"share", present.GateSnapshot{Step: present.GateShares, Field: present.ShareField, Rescue: present.Rescue{Share: 1, Line: 1}}, []string{"able acid"}, "line able acid"},
		{"rescuer", present.GateSnapshot{Step: present.GateRescuer, Field: present.NameField}, []string{"Grace", "grace", "new", "new"}, "rescuer Grace grace new new"},
		{"authenticator", present.GateSnapshot{Step: present.GateRescueEnrol, Field: present.CodeField}, []string{"123456"}, "confirm rescue 123456"},
	} {
		b := newBench(t, 1)
		b.s.Render(c.snap)
		for _, text := range c.type_ {
			b.fill(text)
		}
		if got := b.Last(); got != c.want {
			t.Errorf("%s: want %q, got %q", c.name, c.want, got)
		}
	}
}

func TestRecoveryIsAButtonOfTheSignIn(t *testing.T) {
	b := newBench(t, 1)
	b.s.Render(present.GateSnapshot{Step: present.GateSignIn, Field: present.LoginField})
	b.Says("!Recover with shares") // there is no set
	b.s.Render(present.GateSnapshot{Step: present.GateLoading})
	b.s.Render(present.GateSnapshot{Step: present.GateSignIn, Field: present.LoginField, Rescue: offered})
	b.Press("Recover with shares")
	b.want("rescue")
	b.s.Render(present.GateSnapshot{Step: present.GateProblem, Rescue: offered, Problem: &present.Trouble{Happened: present.Say("x")}})
	b.Says("Recover with shares")
}

func TestADamagedWorkspaceIsSaidBeforeAnybodySignsIn(t *testing.T) {
	b := newBench(t, 1)
	b.s.Render(present.GateSnapshot{Step: present.GateSignIn, Field: present.LoginField})
	b.Says("!for reading only")
	b.s.Render(present.GateSnapshot{Step: present.GateLoading})
	b.s.Render(present.GateSnapshot{Step: present.GateSignIn, Field: present.LoginField, Damaged: true})
	b.Says("for reading only", "doctor --repair", "Login name")
	b.fill("ana")
	b.fill("secret")
	b.fill("123456")
	b.want("sign in ana secret 123456") // to look is possible
}

func TestWordsAreWrittenOutAndNoneStays(t *testing.T) {
	b := newBench(t, 1)
	snap := present.GateSnapshot{Step: present.GateShares, Field: present.ShareField, Rescue: present.Rescue{Needs: 3, Share: 1, Line: 1}}
	b.s.Render(snap)
	e := b.Focused().(*uikit.Entry)
	e.SetText("ab ")
	if e.Text != "able " || e.CursorColumn != 5 {
		t.Errorf("want the word written out and the cursor after it, got %q at %d", e.Text, e.CursorColumn)
	}
	snap.Rescue.Line, snap.Rescue.Emptied, snap.Rescue.Have = 4, 1, 1
	b.s.Render(snap)
	b.Says("1 of 3 shares", "✓ ✓ ✓ · · · · ·", "Share 1, line 4 of 8")
	if e.Text != "" {
		t.Errorf("want the entry empty, got %q", e.Text)
	}
	snap.Rescue.Hidden = true
	b.s.Render(snap)
	if !e.Password {
		t.Error("hidden: want dots")
	}
	e.SetText("garden")
	b.s.Render(present.GateSnapshot{Step: present.GateSignIn, Field: present.LoginField})
	b.Says("!garden", "!Share 1")
}

func TestTheLockShowsNothing(t *testing.T) {
	b := newBench(t, 1)
	b.s.Render(present.GateSnapshot{Step: present.GateSignIn, Field: present.LoginField, Practice: "Elm Street", Rescue: offered})
	b.s.Blank()
	b.Says("!Elm Street", "!Recover", "Locked")
}

func TestARefusalEmptiesWhatMustBeTypedAgain(t *testing.T) {
	b := newBench(t, 1)
	snap := present.GateSnapshot{Step: present.GateSignIn, Field: present.LoginField, Login: "ana"}
	b.s.Render(snap)
	b.fill("ana")
	b.fill("wrong")
	snap.Problem, snap.Field = &present.Trouble{Happened: present.Say("It did not match.")}, present.PasswordField
	b.s.Render(snap)
	if e, ok := b.Focused().(*uikit.Entry); !ok || !e.Password || e.Text != "" {
		t.Errorf("want the password typed again, got %v", b.Focused())
	}
	b.Says("It did not match.")
	if b.Last() != "" {
		t.Errorf("want nothing asked of the presenter, got %q", b.Last())
	}
}
