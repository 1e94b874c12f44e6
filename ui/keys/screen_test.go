package keys_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"chartproof.org/chartproof/ui/keys"
	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/stage"
	"chartproof.org/chartproof/ui/uikit"
)

// bench is a screen on a stage; it stands for the presenter too.
type bench struct {
	*stage.Stage
	stage.Asked
	s *keys.Screen
}

func newBench(t *testing.T, scale float32) *bench {
	b := &bench{Stage: stage.New(t, scale)}
	b.s = keys.New(b.Kit, func() { b.Did("back") })
	b.s.Bind(b)
	b.s.SetFront(true)
	b.Show(b.s.Object(), fyne.NewSize(1280, 740))
	return b
}

func (b *bench) Select(row int)              { b.Did("select", row) }
func (b *bench) Choose(reason string)        { b.Did("choose", reason) }
func (b *bench) Renew(password, code string) { b.Did("renew", password, code) }

func snapshot() present.KeysSnapshot {
	return present.KeysSnapshot{MayRenew: true, Reason: "scheduled",
		Rows: []present.KeyRow{{Target: "originals", Name: present.Say("Originals"), About: present.Say("Version {{.Version}} since {{.Day}}", present.Data{"Version": 2, "Day": "2026-11-01 08:00"})},
			{Target: "working", Name: present.Say("Pages and fields as read"), About: present.Say("A new key waits for somebody who holds the zone"), Tone: present.Needs}},
		Facts:   []present.Line{present.Say("Held by {{.People}}", present.Data{"People": "Ada Reyes"})},
		Does:    present.Say("You have a new key pair."),
		Reasons: []present.KeyReason{{Is: "scheduled", Word: present.Say("It is time")}, {Is: "person_left", Word: present.Say("Somebody left")}}}
}

func TestAKeyIsRenewedByKeyboard(t *testing.T) {
	b := newBench(t, 1)
	b.s.Render(snapshot())
	b.s.Focus()
	b.Says("Originals", "Version 2 since 2026-11-01 08:00", "● A new key waits for somebody who holds the zone", "ORIGINALS", "Held by Ada Reyes", "✓ It is time", "!✓ Somebody left")
	b.Key(fyne.KeyDown)
	b.wants("select 1")
	b.Key(fyne.KeyReturn)
	if button, ok := b.Focused().(*uikit.Button); !ok || button.Title() != "✓ It is time" {
		t.Fatalf("want the reasons next, got %T", b.Focused())
	}
	b.Press("Somebody left")
	b.wants("choose person_left")
	b.Window.Canvas().Focus(b.entry())
	b.entry().SetText("a sentence as password")
	b.Key(fyne.KeyReturn)
	b.wants("renew a sentence as password ")
	if b.entry().Text != "" {
		t.Error("want the password gone from the screen")
	}
}

func TestOnesOwnKeyPairAsksForTheCodeNext(t *testing.T) {
	b := newBench(t, 3)
	snap := snapshot()
	b.s.Render(snap)
	b.Says("!Six digits of the authenticator, or a recovery code")
	snap.NeedsCode, snap.Reasons = true, nil
	b.s.Render(snap)
	b.Says("Six digits of the authenticator, or a recovery code")
	b.Window.Canvas().Focus(b.entry())
	b.entry().SetText("a sentence as password")
	b.Key(fyne.KeyReturn)
	code, ok := b.Focused().(*uikit.Entry)
	if !ok || code == b.entry() {
		t.Fatalf("want the code asked for next, got %T", b.Focused())
	}
	code.SetText("246810")
	b.Key(fyne.KeyReturn)
	b.wants("renew a sentence as password 246810")
	if b.entry().Text != "" || code.Text != "" {
		t.Error("want what was typed gone from the screen")
	}
}

func TestStates(t *testing.T) {
	b := newBench(t, 2)
	b.s.Render(present.KeysSnapshot{Loading: true})
	b.Says("Looking at the keys …")
	snap := snapshot()
	snap.Busy = true
	b.s.Render(snap)
	b.Says("Renewing. Everybody can go on working …")
	snap.Busy, snap.Wrong = false, present.Say("The password did not match, or your role does not allow this.")
	b.s.Render(snap)
	b.Says("The password did not match, or your role does not allow this.")
	if b.Focused() != fyne.Focusable(b.entry()) {
		t.Errorf("want the focus on the password, got %T", b.Focused())
	}
	snap.Problem = &present.Trouble{Happened: present.Say("This computer's keyring is locked."), Safe: present.Say("The charts are sealed and unharmed."), Do: present.Say("Sign in again.")}
	b.s.Render(snap)
	b.Says("This computer's keyring is locked.", "The charts are sealed and unharmed.", "Sign in again.")
	b.s.Render(present.KeysSnapshot{ReadOnly: present.Say("Keys are looked after by the administrator and the privacy officer.")})
	b.Says("Keys are looked after by the administrator and the privacy officer.", "!Originals")
	auditor := snapshot()
	auditor.MayRenew = false
	b.s.Render(auditor)
	b.Says("Held by Ada Reyes", "!Renew this key")
	b.s.SetRecovery(widget.NewLabel("shares"))
}

func (b *bench) entry() *uikit.Entry { return b.s.Password() }

// wants compares what the presenter was asked last.
func (b *bench) wants(what string) {
	b.T.Helper()
	if got := b.Last(); got != what {
		b.T.Errorf("want the presenter asked %q, got %q", what, got)
	}
}
