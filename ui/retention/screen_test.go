package retention_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/retention"
	"chartproof.org/chartproof/ui/stage"
	"chartproof.org/chartproof/ui/uikit"
)

// bench is a screen on a stage; it stands for the presenter too.
type bench struct {
	*stage.Stage
	stage.Asked
	s *retention.Screen
}

func newBench(t *testing.T, scale float32) *bench {
	b := &bench{Stage: stage.New(t, scale)}
	b.s = retention.New(b.Kit, func() { b.Did("back") })
	b.s.Bind(desk{b})
	b.s.SetFront(true)
	b.Show(b.s.Object(), fyne.NewSize(1280, 740))
	return b
}

func (b *bench) Reload()                          { b.Did("reload") }
func (b *bench) Select(row int)                   { b.Did("select", row) }
func (b *bench) Order(password string)            { b.Did("order", password) }
func (b *bench) Approve(password, counted string) { b.Did("approve", password, counted) }
func (b *bench) Cancel()                          { b.Did("cancel") }
func (b *bench) SetHold(kind, search, matter, reason string) {
	b.Did("hold", kind, search, matter, reason)
}
func (b *bench) AskRelease()                        { b.Did("ask") }
func (b *bench) Release(password, counted string)   { b.Did("release", password, counted) }
func (b *bench) Keep()                              { b.Did("keep") }
func (b *bench) SetPractice(state, provider string) { b.Did("practice", state, provider) }
func (b *bench) ToggleProgram(name string)          { b.Did("program", name) }
func (b *bench) Confirm()                           { b.Did("confirm") }
func (b *bench) ChangeRule(years, days, after, until, reason string) {
	b.Did("rule", years, days, after, until, reason)
}
func (b *bench) DropRule()                     { b.Did("drop") }
func (b *bench) SaveCertificate(folder string) { b.Did("save", folder) }

// desk is the bench as the screen asks it; the stage has a Show of its own.
type desk struct{ *bench }

func (d desk) Show(place present.RetentionPlace) { d.Did("show", place) }

// typed types into the entry at hand and presses Enter.
func (b *bench) typed(text string) {
	b.T.Helper()
	e, ok := b.Focused().(*uikit.Entry)
	if !ok {
		b.T.Fatalf("want an entry for %q, got %T", text, b.Focused())
	}
	e.SetText(text)
	b.Key(fyne.KeyReturn)
}

func TestADisposalIsOrderedAndAgreedToByKeyboard(t *testing.T) {
	b := newBench(t, 1)
	snap := present.RetentionSnapshot{At: -1, Form: present.OrderForm, Rows: []present.RetentionRow{
		{Title: present.Say("Whole chart"), About: present.Say("its time is not over"), Tone: present.Needs}}, Lines: []present.Line{present.Count("{{.N}} things may go", 1)}}
	b.s.Render(snap)
	b.s.Focus()
	b.Says("Retention and holds", "● What may go", "Whole chart", "1 thing may go", "ORDER THE DISPOSAL", "!AGREE TO")
	b.Key(fyne.KeyDown)
	if b.Last() != "select 0" {
		t.Errorf("want the row chosen, got %q", b.Last())
	}
	b.s.FocusOrder()
	b.typed("a sentence as password")
	if b.Last() != "order a sentence as password" {
		t.Errorf("got %q", b.Last())
	}
	b.Says("!a sentence as password")
	snap.Form, snap.Count, snap.Filled, snap.MayCancel = present.ApproveForm, true, 1, true
	b.s.Render(snap)
	b.Says("AGREE TO THE DISPOSAL", "counted again", "Take the order back")
	b.Press("Take the order back")
	if b.Last() != "cancel" {
		t.Errorf("got %q", b.Last())
	}
	snap.Count = false
	b.s.Render(snap)
	b.Says("!counted again")
	b.Press("Legal holds")
	if b.Last() != "show 1" {
		t.Errorf("got %q", b.Last())
	}
}

func TestHoldsAndSchedule(t *testing.T) {
	b := newBench(t, 2)
	b.s.Render(present.RetentionSnapshot{At: -1, Place: present.HoldPlace, Form: present.HoldForm})
	b.Says("SET A HOLD", "Number of the matter")
	b.Press("Hold everything")
	if b.Last() != "hold everything   " {
		t.Errorf("got %q", b.Last())
	}
	b.s.Render(present.RetentionSnapshot{At: -1, Place: present.RulePlace, State: "TX", Provider: "practice", MayChange: true, MayConfirm: true,
		Programs: []present.RetentionProgram{{Name: "medicare", On: true}, {Name: "transfusion"}}})
	b.Says("✓ Medicare", "Blood and transfusion", "TX", "I have checked")
	b.Press("A hospital")
	if b.Last() != "practice TX hospital" {
		t.Errorf("got %q", b.Last())
	}
	b.s.Render(present.RetentionSnapshot{At: -1, Place: present.RulePlace, Problem: &present.Trouble{Happened: present.Say("The password is not right."),
		Safe: present.Say("Nothing was disposed of."), Do: present.Say("Type it again.")}})
	b.Says("The password is not right.", "Nothing was disposed of.", "Type it again.", "!I have checked")
}
