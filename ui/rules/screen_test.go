package rules_test

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/access"
	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/rules"
	"chartproof.org/chartproof/ui/stage"
	"chartproof.org/chartproof/ui/uikit"
)

// bench is a screen on a stage; it stands for the presenter too.
type bench struct {
	*stage.Stage
	stage.Asked
	s *rules.Screen
}

func newBench(t *testing.T, scale float32) *bench {
	b := &bench{Stage: stage.New(t, scale)}
	b.s = rules.New(b.Kit, func() { b.Did("back") })
	b.s.Bind(b)
	b.s.SetFront(true)
	b.Show(b.s.Object(), fyne.NewSize(1280, 740))
	return b
}

func (b *bench) Select(i int)                              { b.Did("select", i) }
func (b *bench) SelectRestriction(i int)                   { b.Did("restriction", i) }
func (b *bench) ToggleSeparate()                           { b.Did("separate") }
func (b *bench) Review(o access.GlassOutcome, note string) { b.Did("review", o, note) }
func (b *bench) ChooseKind(k access.Kind)                  { b.Did("kind", k) }
func (b *bench) ChooseWhose(w present.Whose)               { b.Did("whose", w) }
func (b *bench) Record(login, note string)                 { b.Did("record", login, note) }
func (b *bench) Lift()                                     { b.Did("lift") }
func (b *bench) Keep(h map[chart.Role]string, min, pass string) {
	b.Did("keep", fmt.Sprint(h[chart.Coder], " ", min, " ", pass))
}

func TestTheOfficerSeesWhatWaits(t *testing.T) {
	b := newBench(t, 1)
	snap := present.RulesSnapshot{Facts: []present.Line{present.Say("The practice has no rules of its own")}, MayReview: true, Document: true, At: 0, RAt: -1,
		Waits: present.Say("Nothing waits for a review."), Kind: access.ClosedTo, Rows: []present.RuleRow{{ID: "chart-restricted", Says: "It is restricted.", Forbids: true}},
		Glass: []present.GlassLine{{ID: "g", Title: present.Say("The practice has no rules of its own"), Says: present.OutcomeWord(""), Waits: true, Late: true, Reason: "she was unconscious"}}}
	b.s.Render(snap)
	b.s.Focus()
	b.Says("chart-restricted · forbids", "It is restricted.", "Why: she was unconscious", "Waits for a review", "✓ Closed to one person", "!Hours and duties")
	if _, ok := b.Focused().(*uikit.ListView); !ok {
		t.Errorf("want the list at hand, got %T", b.Focused())
	}
	b.Press("Appropriate")
	if b.Last() != "review appropriate" && b.Last() != "review appropriate " {
		t.Errorf("got %q", b.Last())
	}
	snap.Field, snap.Wrong = present.NoteField, present.Say("Say in a few words what was not appropriate.")
	b.s.Render(snap)
	b.Says("Say in a few words what was not appropriate.")
	if _, ok := b.Focused().(*uikit.Entry); !ok {
		t.Errorf("want the note at hand, got %T", b.Focused())
	}
}

func TestTheAdministratorKeepsHours(t *testing.T) {
	b := newBench(t, 1)
	b.s.Render(present.RulesSnapshot{MayConfigure: true, At: -1, RAt: -1, Read: 1, Minutes: "60", Separate: true, Hours: map[chart.Role]string{chart.Coder: "Mon-Fri 07:00-19:00"}})
	b.Says("HOURS AND DUTIES", "✓ Whoever administers uses no charts", "!OPENED IN AN EMERGENCY")
	b.Press("Keep these")
	if b.Last() != "keep Mon-Fri 07:00-19:00 60 " && b.Last() != "keep Mon-Fri 07:00-19:00 60" {
		t.Errorf("got %q", b.Last())
	}
}

func TestWhoMayNotSeesNothing(t *testing.T) {
	b := newBench(t, 2)
	b.s.Render(present.RulesSnapshot{ReadOnly: present.Say("Rules are shown to administrators, the privacy officer and auditors.")})
	b.Says("shown to administrators", "!WHAT HOLDS")
}
