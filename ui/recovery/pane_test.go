package recovery_test

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"

	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/recovery"
	"chartproof.org/chartproof/ui/stage"
	"chartproof.org/chartproof/ui/uikit"
)

// bench is a pane on a stage; it stands for the presenter too.
type bench struct {
	*stage.Stage
	stage.Asked
	p *recovery.Pane
}

func newBench(t *testing.T, scale float32) *bench {
	b := &bench{Stage: stage.New(t, scale)}
	b.p = recovery.New(b.Kit)
	b.p.Bind(b)
	b.Show(b.p.Object(), fyne.NewSize(700, 740))
	return b
}

func (b *bench) Make()                 { b.Did("make") }
func (b *bench) Count(n, s int)        { b.Did("count", fmt.Sprint(n, s)) }
func (b *bench) Begin(password string) { b.Did("begin", password) }
func (b *bench) Next()                 { b.Did("next") }
func (b *bench) Previous()             { b.Did("previous") }
func (b *bench) Save(folder string)    { b.Did("save", folder) }
func (b *bench) Rehearse()             { b.Did("rehearse") }
func (b *bench) Typed(line string)     { b.Did("typed", line) }
func (b *bench) Prove(password string) { b.Did("prove", password) }
func (b *bench) Cancel() bool          { b.Did("cancel"); return true }

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

func TestSharesAreMadeByKeyboard(t *testing.T) {
	b := newBench(t, 1)
	snap := present.RecoverySnapshot{MayMake: true, Tone: present.Needs, Facts: []present.Line{present.Say("No recovery set was made. If this computer's keyring is lost, so is every chart.")}}
	b.p.Render(snap)
	b.Says("● No recovery set was made", "!Rehearse recovery")
	b.Press("Make new shares")
	b.want("make")
	snap.Step, snap.Needs, snap.Shares = present.RecoveryChoose, 2, 3
	b.p.Render(snap)
	b.Says("of them open the workspace", "Nothing of them is kept here")
	b.fill("a sentence as password")
	b.want("begin a sentence as password")
	snap.Wrong = present.Say("The password did not match.")
	b.p.Render(snap)
	b.Says("The password did not match.", "!a sentence")
	snap.Step, snap.At, snap.Words, snap.Wrong = present.RecoveryShow, 1, []string{"able acid actor", "agent ahead aisle"}, present.Line{}
	b.p.Render(snap)
	b.Says("Share 1 of 3", "1  able acid actor", "2  agent ahead aisle", "!The share before")
	b.fill("/media/stick")
	b.want("save /media/stick")
	b.Press("Next share")
	b.want("next")
	snap.At = 3
	b.p.Render(snap)
	b.Says("The share before", "All are on paper")
	snap.Step, snap.At, snap.Line, snap.Words = present.RecoveryConfirm, 1, 8, nil
	b.p.Render(snap)
	b.Says("the last line of share 1", "!able acid")
	b.fill("abl aci act age ahe ais")
	b.want("typed abl aci act age ahe ais")
	snap.At, snap.Emptied = 2, 1
	b.p.Render(snap)
	b.Says("the last line of share 2", "!abl aci")
}

func TestARehearsalAndItsEnd(t *testing.T) {
	b := newBench(t, 2)
	snap := present.RecoverySnapshot{MayRehearse: true, Shares: 3, Facts: []present.Line{present.Say("The privacy officer makes one.")}}
	b.p.Render(snap)
	b.Says("!Make new shares")
	b.Press("Rehearse recovery")
	b.want("rehearse")
	snap.Step, snap.At, snap.Line = present.RecoveryType, 1, 1
	b.p.Render(snap)
	b.Says("Share 1, line 1", "The holders type")
	b.fill("one two")
	b.want("typed one two")
	snap.Wrong = present.Say("This is not what is printed on the share.")
	b.p.Render(snap)
	b.Says("not what is printed")
	b.Press("Cancel")
	b.want("cancel")
	snap.Step, snap.Wrong = present.RecoveryProve, present.Line{}
	b.p.Render(snap)
	b.fill("a sentence as password")
	b.want("prove a sentence as password")
	snap.Hidden = true
	b.p.Render(snap)
	b.Says("!Your password", "!Prove that they open")
}

func TestTheStatesOfThePane(t *testing.T) {
	b := newBench(t, 1)
	b.p.Render(present.RecoverySnapshot{Loading: true})
	b.Says("Looking at the recovery set …")
	trouble := present.TroubleOf(nil)
	b.p.Render(present.RecoverySnapshot{Problem: &trouble, Busy: true})
	b.Says("Something went wrong inside Chartproof.", "One moment …")
}
