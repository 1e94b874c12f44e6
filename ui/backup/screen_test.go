package backup_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"chartproof.org/chartproof/ui/backup"
	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/stage"
)

// bench is a screen on a stage; it stands for the presenter too.
type bench struct {
	*stage.Stage
	stage.Asked
	s *backup.Screen
}

func newBench(t *testing.T, scale float32) *bench {
	b := &bench{Stage: stage.New(t, scale)}
	b.s = backup.New(b.Kit, func() { b.Did("back") })
	b.s.Bind(b)
	b.s.SetFront(true)
	b.Show(b.s.Object(), fyne.NewSize(1280, 740))
	return b
}

func (b *bench) SetUp(folder, phrase, again string) { b.Did("set up", folder, phrase, again) }
func (b *bench) SetPlan(hour, keep, remind string)  { b.Did("plan", hour, keep, remind) }
func (b *bench) ToggleSignOut()                     { b.Did("sign out") }
func (b *bench) BackUp()                            { b.Did("back up") }
func (b *bench) Check()                             { b.Did("check") }
func (b *bench) Rehearse()                          { b.Did("rehearse") }

func snapshot() present.BackupSnapshot {
	return present.BackupSnapshot{MaySet: true, IsSet: true, Folder: "/media/backup", Plan: present.BackupPlan{Hour: 18, Keep: 14, Remind: 3},
		Facts: []present.Fact{{Line: present.Say("Restoring was never rehearsed."), Tone: present.Needs}},
		Rows:  []present.Fact{{Line: present.Say("Backup {{.Number}}, {{.Day}}", present.Data{"Number": 7, "Day": "2026-11-22 18:00"})}},
		About: []present.Line{present.Count("{{.N}} documents, {{.Size}} MB", 120, present.Data{"Size": "310"})}}
}

func TestTheStateIsSaid(t *testing.T) {
	b := newBench(t, 1)
	b.s.Render(snapshot())
	b.Says("Backup 7, 2026-11-22 18:00", "120 documents, 310 MB", "● Restoring was never rehearsed.", "Back up now", "Check everything", "Rehearse restoring")
	b.s.Focus()
	for press, want := range map[string]string{"Back up now": "back up", "Check everything": "check", "Rehearse restoring": "rehearse",
		"Keep the plan": "plan 18 14 3", "Whenever somebody signs out": "sign out"} {
		b.Press(press)
		if got := b.Last(); got != want {
			t.Errorf("%s: want the presenter asked %q, got %q", press, want, got)
		}
	}
}

func TestStates(t *testing.T) {
	b := newBench(t, 2)
	b.s.Render(present.BackupSnapshot{Loading: true, MaySet: true})
	b.Says("Looking at the backups …")
	b.s.Render(present.BackupSnapshot{ReadOnly: present.Say("Backups are looked after by the administrator and the privacy officer.")})
	b.Says("Backups are looked after by the administrator and the privacy officer.")
	s := snapshot()
	s.Damage = &present.Trouble{Happened: present.Say("This workspace is not as Chartproof left it, so it may only be read."), Safe: present.Say("Nothing more is changed or dropped. Backups that were made before are kept."), Do: present.Say("Check everything to see which parts, then restore the newest backup that holds into a new folder.")}
	s.Findings = []present.Line{present.Say("{{.Place}}: {{.What}}", present.Data{"Place": "rows, document 4f", "What": "changed outside Chartproof"})}
	b.s.Render(s)
	b.Says("may only be read", "rows, document 4f: changed outside Chartproof")
	empty := present.BackupSnapshot{MaySet: true, Plan: present.BackupPlan{Hour: 12, Keep: 14, Remind: 3}}
	b.s.Render(empty)
	b.s.Focus()
	if b.Focused() == nil {
		t.Error("want the focus on the folder")
	}
	empty.Field, empty.Wrong = present.PhraseField, present.Say("At least 14 characters. Keep it on paper, away from the drive.")
	b.s.Render(empty)
	b.Says("At least 14 characters.")
}
