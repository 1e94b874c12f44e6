package present_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/ui/present"
)

func TestOpenGoesToTheFirstFieldThatNeedsThePerson(t *testing.T) {
	st := newReviewStage()
	s := st.s
	if s.Phase != present.ReviewOpen || s.Field.ID != "name" || s.Need != 4 || s.All != 5 || s.At != 1 || s.Of != 4 {
		t.Fatalf("want the name at hand, 4 of 5, 1 of 4; got %q, %d of %d, %d of %d", s.Field.ID, s.Need, s.All, s.At, s.Of)
	}
	if s.Page.Number != 1 || s.Page.Sheet == nil || s.Page.Looking.Empty() {
		t.Errorf("want page 1 shown at the field, got page %d, sheet %v", s.Page.Number, s.Page.Sheet != nil)
	}
	if len(s.Thumbs) != 2 || s.Thumbs[0].Open != 3 || s.Thumbs[1].Picture == nil {
		t.Errorf("want two thumbs, 3 open on the first, both drawn; got %+v", s.Thumbs)
	}
	if len(s.Next) != 3 || len(s.Done) != 1 || s.Done[0].ID != "date" {
		t.Errorf("want 3 next and the date done, got %d and %d", len(s.Next), len(s.Done))
	}
}

func TestIdentifiersOutsideTheFieldAtHandAreMasked(t *testing.T) {
	st := newReviewStage()
	if st.s.Field.Value != "Maria Gonzalez" || st.s.Field.Masked {
		t.Errorf("the name at hand: want it shown, got masked %v", st.s.Field.Masked)
	}
	for _, row := range st.s.Next {
		want := row.ID == "mrn"
		if row.Masked != want || row.Masked && row.Value != "" {
			t.Errorf("%s in the list: want masked %v and no value behind it, got %v", row.ID, want, row.Masked)
		}
	}
	got := map[geom.Box]present.MarkKind{}
	for _, m := range st.s.Page.Marks {
		if m.Kind == present.MarkMasked || m.Kind == present.MarkShown {
			got[m.Box] = m.Kind
		}
	}
	spans := st.house.docs["d1"].Spans
	for i, want := range []present.MarkKind{present.MarkShown, present.MarkMasked, present.MarkShown, present.MarkMasked} {
		if got[spans[i].Boxes[0]] != want {
			t.Errorf("%s on the page: want mark %d, got %d", spans[i].ID, want, got[spans[i].Boxes[0]])
		}
	}
}

func TestAFieldThatNoDetectorFoundIsMaskedAllTheSame(t *testing.T) {
	for _, roles := range [][]chart.Role{{chart.HIMReviewer}, {chart.Coder}} {
		st := newReviewStage(roles...)
		st.house.docs["d2"].Spans = nil
		st.do(func() { st.p.GoDocument(1) })
		st.do(func() { st.p.GoTo("allergy") })
		masked := map[geom.Box]bool{}
		for _, m := range st.s.Page.Marks {
			if m.Kind == present.MarkMasked {
				masked[m.Box] = true
			}
		}
		for _, f := range st.house.docs["d2"].Document.Fields {
			want := f.Page == 1 && (f.Name == chart.PatientName || f.Name == chart.MRN)
			if masked[f.Box] != want && f.Page == 1 {
				t.Errorf("%v: %s: want masked %v, got %v", roles, f.ID, want, masked[f.Box])
			}
		}
		st.do(func() { st.p.GoTo("mrn") })
		if got := slices.ContainsFunc(st.s.Page.Marks, func(m present.PageMark) bool {
			return m.Kind == present.MarkMasked && m.Class == present.ClassNumber
		}); got != (roles[0] == chart.Coder) {
			t.Errorf("%v: the MRN at hand: want it masked for a coder only, got %v", roles, got)
		}
	}
}

func TestACoderIsToldThatADocumentIsNotSignedYet(t *testing.T) {
	for role, want := range map[chart.Role]string{chart.Coder: "This document is not signed yet.", chart.HIMReviewer: "The document is not at the step that this needs."} {
		st := newReviewStage(role)
		st.house.fail["open d2"] = chart.E(chart.BadState, "open", nil)
		st.do(func() { st.p.GoDocument(1) })
		if st.s.Phase != present.ReviewFailed || st.s.Problem.Happened.Key != want {
			t.Errorf("%s: want %q, got %+v", role, want, st.s.Problem)
		}
	}
}

type uncoded struct{}

func (uncoded) Error() string { return "no copy" }
func (uncoded) Uncoded() bool { return true }

func TestACoderIsToldOfADocumentWithoutACopyToSee(t *testing.T) {
	const gone = "This document is no longer here."
	for _, c := range []struct {
		role chart.Role
		why  error
		want string
	}{
		{chart.Coder, uncoded{}, "This document was signed by an earlier version, without a copy that your role may see."},
		{chart.Coder, nil, gone},
		{chart.HIMReviewer, uncoded{}, gone},
	} {
		st := newReviewStage(c.role)
		st.house.fail["open d2"] = chart.E(chart.NotFound, "open", c.why)
		st.do(func() { st.p.GoDocument(1) })
		if st.s.Phase != present.ReviewFailed || st.s.Problem.Happened.Key != c.want {
			t.Errorf("%s, %v: want %q, got %+v", c.role, c.why, c.want, st.s.Problem)
		}
	}
}

func TestATokenStandsForAValueInWhichAnIdentifierStood(t *testing.T) {
	st := newReviewStage(chart.Coder)
	doc := st.house.docs["d2"]
	doc.State, doc.Tokens = chart.StateSigned, map[chart.FieldID]string{"allergy": "7K3QF2X"}
	i := slices.IndexFunc(doc.Document.Fields, func(f chart.Field) bool { return f.ID == "allergy" })
	doc.Document.Fields[i].Value = ""
	st.do(func() { st.p.GoDocument(1) })
	st.do(func() { st.p.GoTo("mrn") })
	rows := slices.Concat(st.s.Next, st.s.Done)
	at := slices.IndexFunc(rows, func(r present.ReviewRow) bool { return r.ID == "allergy" })
	if at < 0 || !rows[at].Masked || rows[at].Instead != "ID-7K3QF2X" {
		t.Errorf("in the list: want the token, got %+v", rows)
	}
	st.do(func() { st.p.GoTo("allergy") })
	if f := st.s.Field; !f.Masked || f.Instead != "ID-7K3QF2X" || f.Editable || f.Reasons[0].Key != "An identifier stands in it: your role sees a token instead." {
		t.Errorf("at hand: want the token and why, got %+v", f)
	}
}

func TestACoderNeverSeesIdentifiers(t *testing.T) {
	st := newReviewStage(chart.Coder)
	st.do(st.p.RevealDown)
	if len(st.house.revealed) > 0 || st.s.Reveal || st.s.Notice.Empty() {
		t.Errorf("F4 by a coder: want it refused and said, got calls %v", st.house.calls)
	}
	st.do(st.p.RevealUp)
	for range 6 {
		if f := st.s.Field; (f.ID == "name" || f.ID == "mrn") && (!f.Masked || f.Value != "" || f.Editable) {
			t.Errorf("%s at hand: want it masked, empty and not editable", f.ID)
		}
		for _, row := range append(st.s.Next, st.s.Done...) {
			if (row.ID == "name" || row.ID == "mrn") && (!row.Masked || row.Value != "") {
				t.Errorf("%s in a list: want it masked and empty", row.ID)
			}
		}
		st.do(st.p.NextAny)
	}
	if st.s.Need != 0 {
		t.Errorf("want no field that a coder must decide here, got %d", st.s.Need)
	}
	st.do(st.p.Confirm)
	if slices.ContainsFunc(st.house.calls, func(c string) bool { return strings.HasPrefix(c, "decide") }) {
		t.Errorf("Enter by a coder: want nothing decided, got %v", st.house.calls)
	}
}

func TestEnterConfirmsAndGoesOnAtOnce(t *testing.T) {
	st := newReviewStage()
	st.p.Confirm() // not drained: the workspace has not answered
	if st.s.Field.ID != "mrn" || st.s.Saving != 1 || st.s.Need != 3 {
		t.Fatalf("before the workspace answers: want the MRN at hand and 1 being saved; got %q, %d", st.s.Field.ID, st.s.Saving)
	}
	if st.s.Done[0].ID != "name" || st.s.Done[0].Word.Key != "saving" {
		t.Errorf("want the name listed as being saved, got %q %q", st.s.Done[0].ID, st.s.Done[0].Word.Key)
	}
	st.p.Confirm()
	st.run.drain()
	d := st.house.docs["d1"]
	if len(d.Decisions) != 2 || d.Decisions[0].Field != "name" || d.Decisions[1].Field != "mrn" || d.Version != 5 {
		t.Fatalf("want both kept in order, got %d at version %d", len(d.Decisions), d.Version)
	}
	if d.Decisions[0].Verdict != chart.Confirmed || d.Decisions[0].By != "p1" || d.Decisions[0].At.IsZero() {
		t.Errorf("want confirmed by p1 now, got %+v", d.Decisions[0].Verdict)
	}
	if st.s.Saving != 0 || st.s.Done[0].Word.Key != "confirmed" {
		t.Errorf("after the answer: want confirmed, got %q", st.s.Done[0].Word.Key)
	}
}

func TestTypingCorrectsAndASuggestionIsTakenByOneKey(t *testing.T) {
	st := newReviewStage()
	st.do(func() { st.p.GoTo("allergy") })
	f := st.s.Field
	if !f.DigitsTake || len(f.Doubt) != 1 || f.Doubt[0].From != 6 || f.Doubt[0].To != 8 || !slices.ContainsFunc(f.Reasons, func(l present.Line) bool { return l.Data["Readings"] == "Penici11in · Penicillin" }) {
		t.Fatalf("want digits to take suggestions and 6 to 8 in doubt, got %v %v", f.DigitsTake, f.Doubt)
	}
	st.do(func() { st.p.Suggest(1) })
	if st.s.Field.Value != "Penicillin" || !st.s.Field.DigitsTake {
		t.Errorf("suggestion 1: want Penicillin and digits still to take, got %q", st.s.Field.Value.Reveal())
	}
	st.do(func() { st.p.Suggest(2) })
	st.do(func() { st.p.Suggest(3) })
	if st.s.Field.Value != "Penicillamine" {
		t.Errorf("suggestion 2, then one that is not there: want Penicillamine, got %q", st.s.Field.Value.Reveal())
	}
	st.do(func() { st.p.Typed("Penicillin V") })
	if st.s.Field.DigitsTake {
		t.Error("typing: want digits to type, got them taken")
	}
	st.do(st.p.Confirm)
	last := st.house.docs["d1"].Final("allergy")
	if last.Verdict != chart.Corrected || last.Value != "Penicillin V" {
		t.Errorf("want corrected to Penicillin V, got %s %q", last.Verdict, last.Value.Reveal())
	}
}

func TestAFailedCheckAsksOnce(t *testing.T) {
	st := newReviewStage()
	st.do(func() { st.p.GoTo("charge") })
	if st.s.Page.Number != 2 || st.s.Field.DigitsTake {
		t.Errorf("want page 2 and digits that type, got page %d", st.s.Page.Number)
	}
	st.do(func() { st.p.Typed("12x") })
	st.do(st.p.Confirm)
	if st.s.Field.Warn.Empty() || len(st.house.docs["d1"].Decisions) != 0 {
		t.Fatalf("first Enter: want a warning and nothing decided, got %q", st.s.Field.Warn.Key)
	}
	st.do(func() { st.p.Typed("12y") })
	if !st.s.Field.Warn.Empty() {
		t.Error("typed on: want the warning gone, got it")
	}
	st.do(st.p.Confirm)
	st.do(st.p.Confirm)
	if got := st.house.docs["d1"].Final("charge"); got.Value != "12y" || got.Verdict != chart.Corrected {
		t.Errorf("second Enter: want it kept as typed, got %q", got.Value.Reveal())
	}
}

func TestF3OnceAndTwice(t *testing.T) {
	st := newReviewStage()
	st.do(st.p.Mark)
	if got := st.house.docs["d1"].Final("name").Verdict; got != chart.NotOnPage || st.s.Field.ID != "name" {
		t.Fatalf("F3: want not on page and the field still at hand, got %s at %q", got, st.s.Field.ID)
	}
	st.do(st.p.Mark)
	if got := st.house.docs["d1"].Final("name").Verdict; got != chart.CantRead || st.s.Field.ID != "mrn" {
		t.Errorf("F3 twice: want illegible and the next field, got %s at %q", got, st.s.Field.ID)
	}
	st.do(st.p.Mark)
	st.do(st.p.Confirm)
	if got := st.house.docs["d1"].Final("mrn").Verdict; got != chart.NotOnPage || st.s.Field.ID != "allergy" {
		t.Errorf("F3, Enter: want not on page and the next field, got %s at %q", got, st.s.Field.ID)
	}
	if n := len(st.house.docs["d1"].Decisions); n != 3 {
		t.Errorf("Enter on a decided field: want no decision added, got %d", n)
	}
}

func TestEmptiedEntryAsksBeforeItSaysNotOnPage(t *testing.T) {
	st := newReviewStage()
	st.do(func() { st.p.Typed("") })
	st.do(st.p.Confirm)
	if len(st.house.docs["d1"].Decisions) != 0 || st.s.Field.Warn.Empty() {
		t.Fatal("first Enter: want a question, got a decision")
	}
	st.do(st.p.Confirm)
	if got := st.house.docs["d1"].Final("name").Verdict; got != chart.NotOnPage {
		t.Errorf("second Enter: want not on page, got %s", got)
	}
}

func TestUndoAndRedoAreDecisions(t *testing.T) {
	st := newReviewStage()
	st.do(st.p.Confirm)
	st.do(st.p.Undo)
	d := st.house.docs["d1"]
	if len(d.Decisions) != 2 || d.Final("name").Verdict != chart.Undecided || st.s.Field.ID != "name" || st.s.Need != 4 {
		t.Fatalf("undo: want the field open again and at hand, got %s at %q", d.Final("name").Verdict, st.s.Field.ID)
	}
	st.do(st.p.Redo)
	if d.Final("name").Verdict != chart.Confirmed || len(d.Decisions) != 3 {
		t.Errorf("redo: want it confirmed by a third decision, got %s of %d", d.Final("name").Verdict, len(d.Decisions))
	}
	st.do(st.p.Redo)
	if len(d.Decisions) != 3 || st.s.Notice.Empty() {
		t.Errorf("nothing to redo: want it said, got %d decisions", len(d.Decisions))
	}
}

func TestEscapeAndTabNeverLoseWhatWasTyped(t *testing.T) {
	st := newReviewStage()
	st.do(func() { st.p.Typed("Maria G") })
	st.do(st.p.Escape)
	if st.s.Field.Value != "Maria Gonzalez" {
		t.Errorf("Escape: want what was read, got %q", st.s.Field.Value.Reveal())
	}
	st.do(st.p.Escape)
	if st.s.Field.Value != "Maria G" {
		t.Errorf("Escape again: want what was typed, got %q", st.s.Field.Value.Reveal())
	}
	st.do(st.p.Next)
	if st.s.Field.ID != "mrn" {
		t.Fatalf("Tab: want the MRN, got %q", st.s.Field.ID)
	}
	st.do(st.p.Back)
	if st.s.Field.Value != "Maria G" || !st.s.Field.Touched {
		t.Errorf("back again: want what was typed, got %q", st.s.Field.Value.Reveal())
	}
}

func TestLockSealsTheHalfTypedValueAndGivesItBack(t *testing.T) {
	st := newReviewStage()
	st.p.Confirm() // on its way when the lock falls
	st.p.Typed("447")
	seal := st.p.Sealer()
	if st.s.Phase != present.ReviewEmpty || st.s.Field.Value != "" || st.s.Page.Sheet != nil || len(st.s.Next) != 0 {
		t.Fatalf("locked: want an empty screen at once, got %+v", st.s.Phase)
	}
	st.run.drain()
	if err := seal(context.Background()); err != nil {
		t.Fatal(err)
	}
	if len(st.house.docs["d1"].Decisions) != 1 || st.house.drafts["d1"] != "447" || st.house.draftAt["d1"] != "mrn" {
		t.Fatalf("want the decision kept and 447 sealed for the MRN; got %d, %q at %q", len(st.house.docs["d1"].Decisions),
			st.house.drafts["d1"].Reveal(), st.house.draftAt["d1"])
	}
	st.p.Enter(chart.Person{ID: "p1", Roles: []chart.Role{chart.HIMReviewer}})
	st.do(func() { st.p.Open("d1") })
	if st.s.Field.ID != "mrn" || st.s.Field.Value != "447" || !st.s.Field.Touched || st.s.Notice.Empty() {
		t.Errorf("back: want 447 in the MRN, got %q in %q", st.s.Field.Value.Reveal(), st.s.Field.ID)
	}
	st.do(st.p.Confirm)
	if st.house.drafts["d1"] != "" {
		t.Errorf("confirmed: want the draft gone, got %q", st.house.drafts["d1"].Reveal())
	}
}

func TestLockSendsEveryChangeThatWasQueued(t *testing.T) {
	st := newReviewStage()
	st.p.Confirm()
	st.p.Confirm()
	st.p.Confirm()
	seal := st.p.Sealer()
	st.run.drain()
	if err := seal(context.Background()); err != nil {
		t.Fatal(err)
	}
	if n := len(st.house.docs["d1"].Decisions); n != 3 {
		t.Errorf("want three decisions kept, got %d", n)
	}
}

func TestAConflictReloadsTellsAndKeepsWhatWasTyped(t *testing.T) {
	st := newReviewStage()
	st.house.docs["d1"].Version = 9 // a colleague was here
	st.house.docs["d1"].Decisions = append(st.house.docs["d1"].Decisions, chart.Decision{Field: "mrn", Verdict: chart.Confirmed, Value: "4471829", By: "p2"})
	st.p.Typed("Maria L Gonzalez")
	st.do(st.p.Confirm)
	if st.s.Problem == nil || st.s.Problem.Safe.Number() != 1 || st.s.Field.ID != "name" || st.s.Field.Value != "Maria L Gonzalez" {
		t.Fatalf("want it told, and the typed value back at its field; got %q in %q", st.s.Field.Value.Reveal(), st.s.Field.ID)
	}
	if st.s.Need != 3 {
		t.Errorf("want the colleague's decision shown, got %d open", st.s.Need)
	}
	st.do(st.p.Confirm)
	if got := st.house.docs["d1"].Final("name"); got.Value != "Maria L Gonzalez" || st.s.Problem != nil {
		t.Errorf("confirmed again: want it kept, got %q", got.Value.Reveal())
	}
}

func TestAFailedSaveGivesTheFieldBack(t *testing.T) {
	st := newReviewStage()
	st.house.fail["decide name confirmed"] = errPower
	st.do(st.p.Confirm)
	if st.s.Problem == nil || st.s.Field.ID != "name" || st.s.Need != 4 || st.s.Saving != 0 {
		t.Errorf("want the field back and the trouble told, got %q, %d open", st.s.Field.ID, st.s.Need)
	}
}
