package trail_test

import (
	"testing"

	"fyne.io/fyne/v2"

	format "chartproof.org/chartproof/engine/protect/trail"
	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/stage"
	"chartproof.org/chartproof/ui/trail"
	"chartproof.org/chartproof/ui/uikit"
)

// bench is a screen on a stage; it stands for the presenter too.
type bench struct {
	*stage.Stage
	stage.Asked
	s *trail.RoomScreen
}

func newBench(t *testing.T, scale float32) *bench {
	b := &bench{Stage: stage.New(t, scale)}
	b.s = trail.NewRoom(b.Kit, func() { b.Did("back") })
	b.s.Bind(b)
	b.s.SetFront(true)
	b.Show(b.s.Object(), fyne.NewSize(1280, 740))
	return b
}

func (b *bench) Filter(query string)                   { b.Did("filter", query) }
func (b *bench) Only(what string)                      { b.Did("only", what) }
func (b *bench) Switch()                               { b.Did("switch") }
func (b *bench) Again()                                { b.Did("again") }
func (b *bench) Select(row int)                        { b.Did("select", row) }
func (b *bench) Custody()                              { b.Did("custody") }
func (b *bench) Export(folder string, f format.Format) { b.Did("export", folder+" "+string(f)) }
func (b *bench) SaveCustody(folder string)             { b.Did("save", folder) }
func (b *bench) Acknowledge(note string)               { b.Did("acknowledge", note) }
func (b *bench) command(id string) (c uikit.Command) {
	b.T.Helper()
	for _, c := range b.s.Commands() {
		if c.ID == id {
			return c
		}
	}
	b.T.Fatalf("no command %s", id)
	return c
}

func entries() present.TrailRoomSnapshot {
	return present.TrailRoomSnapshot{Heading: present.Say("No entry is like that."), Of: "d1", Query: "deny",
		Rows: []present.TrailRow{{Index: 41, When: "2026-11-21 09:03:00 UTC", Who: present.Say("you"), What: present.Say("opened the document")},
			{Index: 40, When: "2026-11-21 09:02:00 UTC", Who: present.Say("this computer"), What: present.Say("read the pages")}},
		Facts: []present.Line{present.Say("Document {{.ID}}", present.Data{"ID": "d1"})}}
}

func TestTheTrailIsReadAndNarrowedByKeyboard(t *testing.T) {
	b := newBench(t, 1)
	b.s.Render(entries())
	b.s.Focus()
	b.Says("Trail", "41 · 2026-11-21 09:03:00 UTC · you", "opened the document", "Document d1", "CSV table", "!Acknowledge the alert", "!Save the chain of custody")
	b.Key(fyne.KeyDown)
	b.wants("select 1")
	b.Key(fyne.KeyReturn)
	b.wants("custody")
	for id, want := range map[string]string{"trail.person": "only person", "trail.document": "only document", "trail.action": "only action", "trail.day": "only day",
		"trail.all": "filter ", "trail.alerts": "switch", "trail.custody": "custody"} {
		c := b.command(id)
		if !c.Can() {
			t.Errorf("%s: want it enabled", id)
		}
		c.Do()
		b.wants(want)
	}
	b.command("trail.search").Do()
	entry, ok := b.Focused().(*uikit.Entry)
	if !ok || entry.Text != "deny" {
		t.Fatalf("want the search with what holds, got %T", b.Focused())
	}
	entry.SetText("person:dana")
	b.Key(fyne.KeyReturn)
	b.wants("filter person:dana")
	b.command("trail.export").Do()
	b.Focused().(*uikit.Entry).SetText("/reports")
	b.Press("RFC 5424 lines")
	b.wants("export /reports syslog")
}

func TestAlertsOnTheScreen(t *testing.T) {
	b := newBench(t, 1)
	snap := present.TrailRoomSnapshot{Alerting: true, MayNote: true, Of: "d1", Heading: present.Count("{{.N}} alerts are open", 1),
		Alerts: []present.AlertRow{{Index: 9, When: "2026-11-21 03:00:00 UTC", Says: present.AlertWord("odd_hours"), Who: present.Say("you"), Grave: true},
			{Index: 5, When: "2026-11-20 03:00:00 UTC", Says: present.AlertWord("denied"), Who: present.Say("you"), Done: true}}}
	b.s.Render(snap)
	b.s.Focus()
	b.Says("1 alert is open", "● Charts were used outside the hours in which people work", "✓ One person was refused again and again", "Acknowledge the alert", "!CSV table")
	b.Key(fyne.KeyReturn)
	entry, ok := b.Focused().(*uikit.Entry)
	if !ok {
		t.Fatalf("want the note next, got %T", b.Focused())
	}
	entry.SetText("asked")
	b.Key(fyne.KeyReturn)
	b.wants("acknowledge asked")
	snap.Done++
	b.s.Render(snap)
	if entry.Text != "" {
		t.Error("want the note gone once it is kept")
	}
}

func TestStatesOfTheTrail(t *testing.T) {
	b := newBench(t, 2)
	b.s.Render(present.TrailRoomSnapshot{Loading: true})
	b.Says("Reading the trail…")
	b.s.Render(present.TrailRoomSnapshot{Busy: true})
	b.Says("One moment…")
	b.s.Render(present.TrailRoomSnapshot{ReadOnly: present.Say("The trail is read by auditors and the privacy officer.")})
	b.Says("The trail is read by auditors and the privacy officer.", "!CSV table")
	snap := entries()
	snap.Problem = &present.Trouble{Happened: present.Say("Your role does not allow this."), Safe: present.Say("Nothing was changed."), Do: present.Say("Ask somebody who may.")}
	b.s.Render(snap)
	b.Says("Your role does not allow this.", "Nothing was changed.", "Ask somebody who may.")
	snap = entries()
	snap.Field, snap.Wrong = present.FilterField, present.Say("A day is typed as 2026-11-01.")
	b.s.Render(snap)
	b.Says("A day is typed as 2026-11-01.")
	snap = entries()
	snap.Report = "Chain of custody of document d1"
	b.s.Render(snap)
	b.Says("Chain of custody of document d1", "Save the chain of custody, signed")
	b.Press("Save the chain of custody, signed")
	b.wants("save ")
}

// wants compares what the presenter was asked last.
func (b *bench) wants(what string) {
	b.T.Helper()
	if got := b.Last(); got != what {
		b.T.Errorf("want the presenter asked %q, got %q", what, got)
	}
}
