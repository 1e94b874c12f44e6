package release_test

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/release"
	"chartproof.org/chartproof/ui/stage"
	"chartproof.org/chartproof/ui/uikit"
)

// bench is a screen on a stage; it stands for the presenter too.
type bench struct {
	*stage.Stage
	stage.Asked
	s *release.Screen
}

func newBench(t *testing.T, scale float32) *bench {
	b := &bench{Stage: stage.New(t, scale)}
	b.s = release.New(b.Kit, func() { b.Did("back") })
	b.s.Bind(b)
	b.s.SetFront(true)
	b.Kit.Keys.Set(b.s.Commands())
	b.Show(b.s.Object(), fyne.NewSize(1280, 740))
	return b
}

func (b *bench) Toggle(row int)                       { b.Did("toggle", row) }
func (b *bench) MarkAll()                             { b.Did("all") }
func (b *bench) SetMethod(m present.ReleaseMethod)    { b.Did("method", m) }
func (b *bench) SetKeep(on bool)                      { b.Did("keep", on) }
func (b *bench) ToggleFormat(f present.ReleaseFormat) { b.Did("format", f) }
func (b *bench) Rehearse(in present.ReleaseEntries)   { b.Did("rehearse", fmt.Sprintf("%+v", in)) }
func (b *bench) Make(password string)                 { b.Did("make", password) }
func (b *bench) Cancel()                              { b.Did("cancel") }

func ordering() present.ReleaseSnapshot {
	return present.ReleaseSnapshot{Method: present.SafeHarbor, MayKeep: true, Formats: map[present.ReleaseFormat]bool{present.ReleaseCSV: true},
		Asks: []present.ReleaseField{present.AttestedField, present.FolderField}, Marked: 1,
		Rows: []present.ReleaseRow{{ID: "d1", Title: present.TypeWord(chart.LabReport), About: present.Count("{{.N}} pages", 2), Marked: true},
			{ID: "d2", Title: present.TypeWord(chart.ProgressNote), About: present.Count("{{.N}} pages", 1)}}}
}

func TestTheOrderShowsWhatTheMethodNeeds(t *testing.T) {
	b := newBench(t, 1)
	snap := ordering()
	b.s.Render(snap)
	b.s.Focus()
	b.Says("Lab report", "2 pages", "1 document is marked", "✓ Safe Harbor", "✓ One table (CSV)", "!✓ Redacted PDF", "Folder for the release", "Who attests",
		"!Number of the data-use agreement", "!Your password")
	b.Key(fyne.KeyDown)
	b.Key(fyne.KeySpace)
	if b.Last() != "toggle 1" {
		t.Errorf("space: want the second document marked, got %q", b.Last())
	}
	b.Press("Limited data set")
	if b.Last() != "method limited_data_set" {
		t.Errorf("want the method chosen, got %q", b.Last())
	}
	snap.Method, snap.Asks = present.LimitedDataSet, []present.ReleaseField{present.RecipientField, present.AgreementField, present.FolderField}
	snap.Field, snap.Wrong = present.AgreementField, present.Say("This is needed for the method that is chosen.")
	b.s.Render(snap)
	b.Says("Number of the data-use agreement", "This is needed", "!Who attests")
	if e, ok := b.Focused().(*uikit.Entry); !ok {
		t.Errorf("want the entry that must change focused, got %T", b.Focused())
	} else {
		e.SetText("2026-17")
	}
	b.Press("Redacted PDF")
	b.Press("See what would leave")
	if got := b.Last(); got != "rehearse {Attested: Recipient: Agreement:2026-17 Board: Protocol: Approved: Expires: Folder:}" {
		t.Errorf("want the order handed on, got %q", got)
	}
}

func report() *present.ReleaseReport {
	return &present.ReleaseReport{Documents: 1, Label: "De-identified under the Safe Harbor method", Knowledge: "not attested", Reverse: "nobody",
		Left: []present.LeftOut{{Document: "d2", Why: "2 identifiers may be left"}}, Small: []present.SmallGroup{{What: "diagnosis E11.9", People: 1}},
		Eighteen: []present.CheckedIdentifier{{Letter: "A", Words: "names", How: "taken out", Found: 7}}, Files: 5, Folder: "/out"}
}

func TestWhatWouldLeaveIsShownBeforeThePassword(t *testing.T) {
	b := newBench(t, 1)
	snap := ordering()
	b.s.Render(snap)
	snap.Phase, snap.Done, snap.All = present.ReleaseRehearsing, 0, 2
	b.s.Render(snap)
	b.Says("document 1 of 2", "!Lab report")
	b.Press("Cancel")
	if b.Last() != "cancel" {
		t.Errorf("want it cancelled, got %q", b.Last())
	}
	snap.Phase, snap.Report = present.ReleaseRehearsed, report()
	snap.Titles = map[chart.DocumentID]present.Line{"d2": present.TypeWord(chart.ProgressNote)}
	b.s.Render(snap)
	b.Says("1 of 2 would leave", "Safe Harbor method", "Nobody attested yet", "1 group of fewer than 11", "1 person: diagnosis E11.9",
		"Progress note: 2 identifiers may be left", "names: taken out", "Your password", "!signed certificate")
	e, ok := b.Focused().(*uikit.Entry)
	if !ok || !e.Password {
		t.Fatalf("want the password focused, got %T", b.Focused())
	}
	e.SetText("secret words")
	b.Key(fyne.KeyReturn)
	if b.Last() != "make secret words" {
		t.Errorf("want the release made, got %q", b.Last())
	}
	snap.Phase = present.ReleaseMaking
	b.s.Render(snap)
	snap.Phase = present.ReleaseMade
	b.s.Render(snap)
	b.Says("1 of 2 left as a release", "5 files and their signed certificate stand in /out", "!Your password", "!secret words")
	if e.Text != "" {
		t.Error("want the password forgotten")
	}
}

func TestALongReportIsReadByKeyboard(t *testing.T) {
	b := newBench(t, 2)
	snap := ordering()
	snap.Phase, snap.Report = present.ReleaseRehearsed, report()
	for i := range 40 {
		snap.Report.Small = append(snap.Report.Small, present.SmallGroup{What: fmt.Sprint("diagnosis ", i), People: 1})
	}
	b.s.Render(snap)
	offset := func() float32 { return b.s.Read().Y }
	if offset() != 0 {
		t.Fatalf("want the beginning shown, got %v", offset())
	}
	b.Kit.Keys.Run(uikit.Ctrl(fyne.KeyDown))
	down := offset()
	for range 9 {
		b.Kit.Keys.Run(uikit.Ctrl(fyne.KeyDown))
	}
	if down <= 0 || offset() < down {
		t.Errorf("want it read on, got %v and %v", down, offset())
	}
	for range 9 {
		b.Kit.Keys.Run(uikit.Ctrl(fyne.KeyUp))
	}
	if offset() != 0 {
		t.Errorf("want the beginning again, got %v", offset())
	}
}

func TestNothingToReleaseAndNobodyWhoMay(t *testing.T) {
	b := newBench(t, 1)
	b.s.Render(present.ReleaseSnapshot{Method: present.SafeHarbor, MayKeep: true})
	b.Says("No document is finished yet.")
	b.s.Render(present.ReleaseSnapshot{Method: present.SafeHarbor, ReadOnly: present.Say("De-identified releases are made by the privacy officer.")})
	b.Says("made by the privacy officer", "!Safe Harbor")
}

func TestLargeTextIsReachedByTab(t *testing.T) {
	b := newBench(t, 2)
	b.s.Render(ordering())
	b.s.Focus()
	b.Press("Invented identifiers")
	b.Press("See what would leave")
	if b.Last() == "method surrogates" {
		t.Error("want the order handed on")
	}
}
