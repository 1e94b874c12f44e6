package present_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/ui/present"
	"github.com/google/go-cmp/cmp"
)

type inboxView struct{ snaps []present.InboxSnapshot }

func (v *inboxView) Render(s present.InboxSnapshot) { v.snaps = append(v.snaps, s) }
func (v *inboxView) last() present.InboxSnapshot    { return v.snaps[len(v.snaps)-1] }

type inboxBench struct {
	house *deskHouse
	run   *serialRun
	clock *handClock
	view  *inboxView
	inbox *present.InboxPresenter
}

func newInboxBench(list ...chart.Summary) *inboxBench {
	return inboxOver(&deskHouse{list: list, prefs: map[string]string{}}, "me")
}

// again is the next session over the same house.
func (b *inboxBench) again(me chart.PersonID) *inboxBench { return inboxOver(b.house, me) }

func inboxOver(house *deskHouse, me chart.PersonID) *inboxBench {
	b := &inboxBench{house: house, run: newRun(), clock: newClock(), view: &inboxView{}}
	ctx, cancel := context.WithCancel(context.Background())
	cancel() // a watch in a serial queue must not wait
	b.run.ctx = ctx
	b.inbox = present.NewInbox(b.house, b.run, b.clock, b.view)
	b.inbox.Start(me)
	b.run.drain()
	b.run.ctx = context.Background()
	return b
}

func ago(d time.Duration) time.Time { return newClock().now.Add(-d) }

func queueOfAll() []chart.Summary {
	return []chart.Summary{
		{ID: "settled", State: chart.StateSettled, Type: chart.LabReport, Pages: 1, Imported: ago(time.Hour)},
		{ID: "new", State: chart.StateReview, Type: chart.LabReport, Pages: 2, Fields: 19, Open: 4, Imported: ago(8 * time.Minute)},
		{ID: "old", State: chart.StateReview, Type: chart.EOB, Pages: 1, Fields: 9, Open: 1, Imported: ago(11 * time.Minute)},
		{ID: "urgent", State: chart.StateSecondReview, Type: chart.ReferralLetter, Urgent: true, Imported: ago(time.Minute)},
		{ID: "reading", State: chart.StateQuarantined, Imported: ago(time.Second)},
		{ID: "ready", State: chart.StateReady, Type: chart.ConsentForm, Pages: 1, Imported: ago(26 * time.Hour)},
		{ID: "sent", State: chart.StateSent, Type: chart.LabReport, Imported: ago(time.Hour)},
		{ID: "refused", State: chart.StateRefused, Refusal: &chart.Refusal{Reason: chart.RefusedEncrypted}, Imported: ago(time.Hour)},
	}
}

func TestQueueOrderAndCounts(t *testing.T) {
	b := newInboxBench(queueOfAll()...)
	s := b.view.last()
	var order []string
	for _, r := range s.Rows {
		order = append(order, string(r.ID))
	}
	want := "urgent old new reading ready sent settled refused"
	if got := strings.Join(order, " "); got != want {
		t.Errorf("order: want %s, got %s", want, got)
	}
	if diff := cmp.Diff([...]int{3, 1, 1, 0, 1, 1, 1}, s.Counts); diff != "" {
		t.Errorf("counts (-want +got):\n%s", diff)
	}
	for _, r := range s.Rows {
		wantOpens := r.ID != "reading" && r.ID != "refused"
		if r.Opens != wantOpens {
			t.Errorf("%s opens: want %v, got %v", r.ID, wantOpens, r.Opens)
		}
	}
	if r := s.Rows[1]; r.Badge != "1" || r.State.Number() != 1 || r.When.Data["N"] != 11 {
		t.Errorf("row: want badge 1, one open field, 11 min, got %+v", r)
	}
	if r := s.Rows[7]; r.Refused == nil || !strings.Contains(r.State.Key, "password") {
		t.Errorf("refused: want the reason in words, got %+v", r.State)
	}
	if s.Selected != "urgent" {
		t.Errorf("selected: want the first row, got %s", s.Selected)
	}
}

func TestEveryStateHasWords(t *testing.T) {
	states := []chart.State{chart.StateQuarantined, chart.StateReading, chart.StateReview, chart.StateSecondReview,
		chart.StateAdjudication, chart.StateReady, chart.StateSigned, chart.StateSent, chart.StateSettled,
		chart.StateRefused, chart.StateHeld, chart.StatePurged}
	seen := map[string]bool{}
	for _, st := range states {
		b := newInboxBench(chart.Summary{ID: "d", State: st, Open: 1, Fields: 2})
		word := b.view.last().Rows[0].State.Key
		if word == "" || word == "needs a person" || seen[word] {
			t.Errorf("state %q: want words of its own, got %q", st.Word(), word)
		}
		seen[word] = true
	}
}

func TestEveryTypeAndRefusalHasWords(t *testing.T) {
	for _, ty := range chart.Types {
		if got := present.TypeWord(ty); got.Empty() || ty != chart.Other && got.Key == "Other document" {
			t.Errorf("type %s: want a name, got %q", ty, got.Key)
		}
	}
	for _, r := range []chart.RefusalReason{chart.RefusedEmpty, chart.RefusedNotSupported, chart.RefusedTypeMismatch,
		chart.RefusedEncrypted, chart.RefusedTooLarge, chart.RefusedTooManyPages, chart.RefusedTooManyPixels,
		chart.RefusedDamaged, chart.RefusedTimedOut, chart.RefusedOutOfMemory, chart.RefusedActiveContent} {
		w := present.RefusalWords(chart.Refusal{Reason: r, Detail: "Maria Gonzalez.pdf"})
		for _, l := range []present.Line{w.Happened, w.Safe, w.Do} {
			if l.Empty() || strings.Contains(l.Key, "Maria") || l.Key == "The file could not be taken." {
				t.Errorf("refusal %s: want three lines of its own, got %q", r, l.Key)
			}
		}
	}
}

func TestSearchNarrowsRowsAndKeepsCounts(t *testing.T) {
	b := newInboxBench(queueOfAll()...)
	b.inbox.Search("eob")
	b.run.drain()
	s := b.view.last()
	if len(s.Rows) != 1 || s.Total != 8 || s.Selected != "old" || s.Empty() {
		t.Errorf("want one row of eight, selected, got %d of %d, %s", len(s.Rows), s.Total, s.Selected)
	}
	b.inbox.Search("nothing like it")
	b.run.drain()
	if s := b.view.last(); len(s.Rows) != 0 || s.Empty() || s.Selected != "" {
		t.Errorf("want no row, and not the empty workspace, got %d rows", len(s.Rows))
	}
}

func TestEmptyAndFailed(t *testing.T) {
	b := newInboxBench()
	if !b.view.last().Empty() {
		t.Error("no documents: want the empty state")
	}
	b.house.listErr = chart.E(chart.Tampered, "list", nil)
	b.inbox.Reload()
	b.run.drain()
	if s := b.view.last(); s.Phase != present.InboxFailed || s.Problem == nil || s.Empty() {
		t.Errorf("want the failure in words, got phase %d", s.Phase)
	}
}

func TestADocumentThatIsStillReadIsWork(t *testing.T) {
	b := newInboxBench(
		chart.Summary{ID: "begun", State: chart.StateReading, Type: chart.LabReport, Pages: 3, Fields: 7, Open: 4},
		chart.Summary{ID: "quiet", State: chart.StateReading, Type: chart.LabReport, Pages: 1})
	rows := b.view.last().Rows
	if r := rows[0]; r.ID != "begun" || r.Group != present.NeedsYou || !r.Opens || r.Pages.Number() != 3 || r.State.Number() != 4 || r.Title.Key != "Lab report" {
		t.Errorf("want three pages and four fields to work on, got %+v", r)
	}
	if r := rows[1]; r.Group != present.BeingRead || !r.Opens {
		t.Errorf("want one to look at, got %+v", r)
	}
}

func TestUrgent(t *testing.T) {
	b := newInboxBench(queueOfAll()...)
	b.inbox.Select("new")
	b.inbox.ToggleUrgent()
	b.run.drain()
	b.inbox.Select("urgent")
	b.inbox.ToggleUrgent()
	b.run.drain()
	if diff := cmp.Diff([]string{"urgent new true", "urgent urgent false"}, b.house.calls); diff != "" {
		t.Errorf("calls (-want +got):\n%s", diff)
	}
}

func TestUrgentFilesDoNotWaitForAnImport(t *testing.T) {
	b := newInboxBench()
	b.house.report = present.ImportReport{Files: []present.ImportedFile{{Name: "a.pdf", Pages: 1}}}
	b.house.during = func(context.Context, func(present.ImportProgress)) error {
		b.house.during = nil
		b.inbox.ImportUrgent([]string{"b.pdf"}) // while the first is read
		return nil
	}
	b.inbox.Import([]string{"a.pdf"})
	b.run.drain()
	if diff := cmp.Diff([]string{"import", "import urgent"}, b.house.calls); diff != "" {
		t.Errorf("calls (-want +got):\n%s", diff)
	}
	if r := b.view.last().Import.Report; r == nil || len(r.Files) != 2 {
		t.Errorf("want one report of both, got %+v", r)
	}
	b.inbox.ImportUrgent([]string{"c.pdf"})
	b.run.drain()
	if s := b.view.last().Import; s == nil || s.Report == nil || len(s.Report.Files) != 1 || b.house.calls[2] != "import urgent" {
		t.Errorf("want a report of its own, got %+v, %v", s, b.house.calls)
	}
}

func TestMoveAndBeside(t *testing.T) {
	b := newInboxBench(queueOfAll()...)
	b.inbox.Move(2)
	if got := b.view.last().Selected; got != "new" {
		t.Errorf("two down: want new, got %s", got)
	}
	b.inbox.Move(-100)
	if got := b.view.last().Selected; got != "urgent" {
		t.Errorf("far up: want the first, got %s", got)
	}
	for _, c := range []struct {
		from chart.DocumentID
		by   int
		want chart.DocumentID
	}{{"new", 1, "ready"}, {"ready", -1, "new"}, {"urgent", -1, ""}, {"settled", 1, ""}, {"urgent", 2, "new"}} {
		if got := b.inbox.Beside(c.from, c.by); got != c.want {
			t.Errorf("%d from %s: want %q, got %q", c.by, c.from, c.want, got)
		}
	}
}

func TestNextWorkIsNeverWhatIsDone(t *testing.T) {
	b := newInboxBench(queueOfAll()...)
	done := map[chart.DocumentID]bool{}
	for _, r := range b.view.last().Rows {
		done[r.ID] = r.Group != present.NeedsYou && r.Group != present.ToSign
	}
	for _, r := range b.view.last().Rows {
		if next := b.inbox.NextWork(r.ID); next == r.ID || next == "" || done[next] {
			t.Errorf("after %s: want another that needs a person or a signature, got %q", r.ID, next)
		}
	}
	for _, c := range []struct{ from, want chart.DocumentID }{{"new", "ready"}, {"settled", "urgent"}, {"gone", "urgent"}} {
		if got := b.inbox.NextWork(c.from); got != c.want {
			t.Errorf("after %s: want %q, got %q", c.from, c.want, got)
		}
	}
	if got := newInboxBench(chart.Summary{ID: "settled", State: chart.StateSettled}).inbox.NextWork("settled"); got != "" {
		t.Errorf("nothing is left: want none, got %q", got)
	}
}

// What is urgent comes next wherever one works, once: what was left open is not forced on the person again and again.
func TestUrgentWorkComesNextOnce(t *testing.T) {
	b := newInboxBench(queueOfAll()...)
	for _, c := range []struct{ from, want chart.DocumentID }{{"new", "urgent"}, {"urgent", "old"}, {"new", "ready"}} {
		if got := b.inbox.NextWork(c.from); got != c.want {
			t.Errorf("after %s: want %q, got %q", c.from, c.want, got)
		}
	}
}

func TestImportReport(t *testing.T) {
	b := newInboxBench()
	b.house.report = present.ImportReport{Files: []present.ImportedFile{
		{Name: "a.pdf", Pages: 5, Documents: []chart.DocumentID{"d1", "d2"}},
		{Name: "b.pdf", Refusal: &chart.Refusal{Reason: chart.RefusedDamaged}},
		{Name: "c.pdf", Pages: 3, Duplicate: true},
	}}
	var seen []present.ImportSnapshot
	b.house.during = func(_ context.Context, progress func(present.ImportProgress)) error {
		progress(present.ImportProgress{File: 2, Files: 4, Page: 1, Pages: 2, Left: 100 * time.Second})
		return nil
	}
	b.inbox.Import([]string{"a.pdf", "b.pdf", "c.pdf"})
	b.run.drain()
	for _, s := range b.view.snaps {
		if s.Import != nil {
			seen = append(seen, *s.Import)
		}
	}
	if p := seen[1]; p.Done != 0.375 || p.Says.Data["Page"] != 1 || p.Left.Data["N"] != 2 {
		t.Errorf("progress: want 1.5 of 4 files and 2 min, got %+v", p)
	}
	r := b.view.last().Import.Report
	if r.Refused.Number() != 1 || len(r.Files) != 3 || r.Files[1].Refused == nil || r.Problem != nil {
		t.Fatalf("report: want one refusal with its reason, got %+v", r)
	}
	if pages := r.Says.Data["Pages"].(present.Line).Number(); pages != 5 {
		t.Errorf("pages that came in: want 5, got %d", pages)
	}
	b.inbox.CloseReport()
	if b.view.last().Import != nil {
		t.Error("the report stays after it was closed")
	}
}

func TestImportsWaitForEachOtherAndCancel(t *testing.T) {
	b := newInboxBench()
	b.house.report = present.ImportReport{Files: []present.ImportedFile{{Name: "a.pdf", Pages: 1}}}
	b.inbox.Import([]string{"a.pdf"})
	b.inbox.Import([]string{"b.pdf"})
	b.run.drain()
	if diff := cmp.Diff([]string{"import", "import"}, b.house.calls); diff != "" {
		t.Errorf("calls (-want +got):\n%s", diff)
	}
	if r := b.view.last().Import.Report; r == nil || len(r.Files) != 2 {
		t.Errorf("want one report of both, got %+v", r)
	}
	b.house.calls = nil
	b.house.during = func(ctx context.Context, _ func(present.ImportProgress)) error { return context.Cause(ctx) }
	b.inbox.Import([]string{"a.pdf"})
	b.inbox.Import([]string{"b.pdf"})
	b.inbox.CancelImport()
	b.run.drain()
	s := b.view.last().Import
	if len(b.house.calls) != 1 || s.Running || s.Report.Problem == nil || !strings.Contains(s.Report.Problem.Happened.Key, "stopped") {
		t.Errorf("cancelled: want one call and the reason, got %v %+v", b.house.calls, s)
	}
}

func TestStopForgets(t *testing.T) {
	b := newInboxBench(queueOfAll()...)
	b.inbox.Reload()
	b.inbox.Stop()
	b.run.drain()
	if s := b.view.last(); len(s.Rows) != 0 || s.Total != 0 {
		t.Errorf("want nothing left after the lock, got %d rows", len(s.Rows))
	}
}

func TestOffline(t *testing.T) {
	away := chart.E(chart.Unreachable, "push", nil)
	for _, c := range []struct {
		name    string
		outbox  present.OutboxStatus
		hub     string
		waiting int
		offline bool
	}{
		{"no hub", present.OutboxStatus{}, "no hub yet", 0, false},
		{"no hub and records", present.OutboxStatus{Waiting: 2, Oldest: ago(time.Hour)}, "no hub yet", 2, false},
		{"reached", present.OutboxStatus{Hub: "h", Waiting: 3, Oldest: ago(time.Second), LastSeen: ago(20 * time.Second)},
			"hub reached {{.Ago}}", 3, false},
		{"away for long", present.OutboxStatus{Hub: "h", Waiting: 3, Oldest: ago(time.Hour), LastSeen: ago(time.Hour), Problem: away},
			"hub last reached {{.Ago}}", 3, true},
		{"away for a moment", present.OutboxStatus{Hub: "h", Waiting: 1, Oldest: ago(time.Second), LastSeen: ago(time.Second), Problem: away},
			"hub last reached {{.Ago}}", 1, false},
		{"answers, and has seen another trail", present.OutboxStatus{Hub: "h", LastSeen: ago(time.Second), Problem: away, Unwitnessed: true},
			"hub reached {{.Ago}}; it does not witness the trail", 0, false},
	} {
		b := newInboxBench()
		b.house.outbox = c.outbox
		b.inbox.Reload()
		b.run.drain()
		s := b.view.last().Sending
		if s.Hub.Key != c.hub || s.Waiting.Number() != c.waiting || (s.Offline != nil) != c.offline {
			t.Errorf("%s: want %q %d offline %v, got %q %d %v", c.name, c.hub, c.waiting, c.offline, s.Hub.Key,
				s.Waiting.Number(), s.Offline != nil)
		}
	}
}

func TestTheQueueSaysWhatKeepsFilesInTheWatchedFolder(t *testing.T) {
	for _, c := range []struct {
		name     string
		watching present.Watching
		want     string
	}{
		{"nothing", present.Watching{}, ""},
		{"away for a moment", present.Watching{Away: ago(time.Second)}, ""},
		{"away", present.Watching{Away: ago(time.Hour), Stuck: 1}, "The watched folder cannot be read; it last could {{.Ago}}."},
		{"held", present.Watching{Held: 2, Stuck: 1}, "{{.N}} files in the watched folder cannot be taken now."},
		{"others", present.Watching{Others: 2, Away: ago(time.Second)}, "{{.N}} folders or links in the watched folder are not taken."},
		{"stuck", present.Watching{Stuck: 1, Others: 1, Away: ago(time.Second)}, "{{.N}} files in the watched folder were read and cannot be moved out of it."},
	} {
		b := newInboxBench()
		b.house.watching = c.watching
		b.inbox.Reload()
		b.run.drain()
		got := b.view.last().Watched
		if (got == nil) != (c.want == "") || got != nil && (got.Happened.Key != c.want || got.Safe.Empty() || got.Do.Empty()) {
			t.Errorf("%s: want %q, got %+v", c.name, c.want, got)
		}
	}
}

func TestTheStatusBarSaysThatTheSIEMIsAway(t *testing.T) {
	for name, c := range map[string]struct {
		away time.Time
		want int
	}{"takes the trail": {}, "away for a moment": {away: ago(time.Second)}, "away": {away: ago(3 * time.Hour), want: 312}} {
		b := newInboxBench()
		b.house.outbox = present.OutboxStatus{SIEMAway: c.away, SIEMWaiting: 312}
		b.inbox.Reload()
		b.run.drain()
		if got := b.view.last().Sending.SIEM; got.Number() != c.want || got.Empty() != (c.want == 0) {
			t.Errorf("%s: want %d entries said to wait, got %+v", name, c.want, got)
		}
	}
}

func TestAHouseThatLockedByItselfIsTold(t *testing.T) {
	b := newInboxBench()
	b.house.listErr = chart.E(chart.Locked, "list", nil)
	b.inbox.Reload()
	b.run.drain()
	if !b.view.last().Gone {
		t.Error("the card was taken out: want the screen told to lock")
	}
}

// The watch asks for a reload at every change and ends with the window.
func TestChangesReload(t *testing.T) {
	b := newInboxBench()
	ctx, cancel := context.WithCancel(context.Background())
	b.run.ctx = ctx
	happened := make(chan struct{})
	close(happened)
	asked := 0
	b.house.changes = func() <-chan struct{} {
		if asked++; asked == 1 {
			b.house.list = queueOfAll()
			return happened
		}
		cancel()
		return nil
	}
	b.inbox.Start("me")
	b.run.drain()
	if got := len(b.view.last().Rows); got != 8 || asked != 2 {
		t.Errorf("want the eight new rows after one change, got %d rows, asked %d times", got, asked)
	}
}
