package present_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/ui/present"
)

// company is a house with colleagues: it holds documents and keeps notes and work in memory.
type company struct {
	*chartHouse
	me     chart.PersonID
	claims map[chart.DocumentID]chart.PersonID
	notes  []chart.Note
	works  map[chart.DocumentID]chart.Work
	peers  []chart.Person
}

func (h *company) Claim(_ context.Context, id chart.DocumentID, takeOver bool) (chart.Claim, error) {
	if err := h.did(fmt.Sprintf("claim %s %v", id, takeOver)); err != nil {
		return chart.Claim{}, err
	}
	if h.claims[id] == "" || takeOver {
		h.claims[id] = h.me
	}
	return chart.Claim{Person: h.claims[id], Since: time.Date(2026, 11, 21, 14, 2, 0, 0, time.Local)}, nil
}

func (h *company) Unclaim(_ context.Context, id chart.DocumentID) error {
	if h.claims[id] == h.me {
		delete(h.claims, id)
	}
	return h.did("unclaim " + string(id))
}

func (h *company) SaveWork(_ context.Context, id chart.DocumentID, w chart.Work) error {
	h.works[id] = w
	return h.did("work " + string(w.Field))
}

func (h *company) Work(_ context.Context, id chart.DocumentID) (chart.Work, error) {
	return h.works[id], nil
}

func (h *company) Ask(ctx context.Context, id chart.DocumentID, version int64, dec chart.Decision, n chart.Note) (*chart.Dossier, error) {
	d, err := h.Decide(ctx, id, version, dec)
	if err != nil {
		return nil, err
	}
	return d, h.PutNote(ctx, n)
}

func (h *company) PutNote(_ context.Context, n chart.Note) error {
	if err := h.did(fmt.Sprintf("note %s to %s", n.Kind, n.To)); err != nil {
		return err
	}
	n.ID, n.From = chart.NoteID(fmt.Sprint("n", len(h.notes)+1)), h.me
	for i := range h.notes {
		if h.notes[i].ID == n.Answers {
			h.notes[i].Done = true
		}
	}
	h.notes = append(h.notes, n)
	return nil
}

func (h *company) Notes(context.Context, chart.DocumentID) ([]chart.Note, error) {
	return append([]chart.Note{}, h.notes...), nil
}

func (h *company) Peers(context.Context) ([]chart.Person, error) { return h.peers, nil }

func (h *company) Preview(_ context.Context, id chart.DocumentID, n int) (*geom.Raster, error) {
	if err := h.did(fmt.Sprintf("preview %s %d", id, n)); err != nil {
		return nil, err
	}
	return geom.NewRaster(geom.Gray, 85, 110, 10)
}

func (h *company) EditTable(_ context.Context, id chart.DocumentID, version int64, edits []chart.TableEdit) (*chart.Dossier, error) {
	if err := h.did(fmt.Sprintf("table %d", len(edits))); err != nil {
		return nil, err
	}
	n := 0
	return h.change(id, version, func(d *chart.Dossier) {
		for _, e := range edits {
			decided, err := d.EditTable(e, func() chart.FieldID { n++; return chart.FieldID(fmt.Sprintf("house-%d-%d", d.Version, n)) })
			if err != nil {
				panic(err)
			}
			d.Decisions = append(d.Decisions, decided...)
		}
	})
}

// newCompany is a stage with colleagues; the person at work is p1.
func newCompany(change func(*company)) (*reviewStage, *company) {
	st := newReviewStage()
	st.do(st.p.Close)
	h := &company{chartHouse: st.house, me: "p1", claims: map[chart.DocumentID]chart.PersonID{}, works: map[chart.DocumentID]chart.Work{},
		peers: []chart.Person{{ID: "p1", DisplayName: "Ana Ruiz"}, {ID: "p2", DisplayName: "Bo Lind"}, {ID: "p3", DisplayName: "Cy Tan"}}}
	h.docs["d1"] = lab("d1")
	if change != nil {
		change(h)
	}
	neighbour := func(id chart.DocumentID, by int) (chart.DocumentID, bool) { return "d2", id == "d1" && by > 0 }
	st.p = present.NewReview(h, st.run, st.clock, st, present.ReviewOptions{Desk: h, Neighbour: neighbour,
		Check:   func(f chart.FieldName, v string) (string, bool) { return v, !strings.Contains(v, "!") },
		Seen:    func() geom.Box { return geom.Box{X0: .1, Y0: .2, X1: .6, Y1: .5} },
		Prepare: func(r *geom.Raster) present.Prepared { return present.Prepared{Sheet: r, Thumb: "thumb"} }})
	st.p.Enter(chart.Person{ID: "p1", Roles: []chart.Role{chart.HIMReviewer}})
	h.calls = nil
	st.do(func() { st.p.Open("d1") })
	return st, h
}

func (h *company) count(call string) (n int) {
	for _, c := range h.calls {
		if c == call {
			n++
		}
	}
	return n
}

func TestADocumentIsHeldAndLetGo(t *testing.T) {
	st, h := newCompany(nil)
	if h.claims["d1"] != "p1" || !st.s.ReadOnly.Empty() {
		t.Fatalf("want it held by p1 and open to changes, got %q", h.claims["d1"])
	}
	for range 5 { // renewed once a minute, not with each key
		st.do(st.p.Pressed)
	}
	st.clock.now = st.clock.now.Add(61 * time.Second)
	st.do(st.p.Pressed)
	st.do(st.p.Pressed)
	if n := h.count("claim d1 false"); n != 2 {
		t.Errorf("want it taken once and renewed once, got %d calls", n)
	}
	st.do(func() { st.p.GoDocument(1) })
	if h.claims["d1"] != "" || h.claims["d2"] != "p1" {
		t.Errorf("after going on: want d1 free and d2 held, got %v", h.claims)
	}
	st.do(func() { st.p.Typed("half"); st.run.Go(st.sealed) })
	if h.claims["d2"] != "p1" {
		t.Error("locked with something half typed: want it held until its time is over")
	}
}

// sealed is a lock.
func (st *reviewStage) sealed(ctx context.Context) { _ = st.p.Sealer()(ctx) }

func TestWhatSomebodyElseHoldsIsReadOnlyUntilTakenOver(t *testing.T) {
	st, h := newCompany(func(h *company) { h.claims["d1"] = "p2" })
	if l := st.s.ReadOnly; !strings.Contains(l.Key, "has had this open") || l.Data["Name"] != "Bo Lind" || l.Data["Time"] != "14:02" || !st.s.Held {
		t.Fatalf("want said who holds it since when, got %+v", l)
	}
	for _, try := range []func(){st.p.Confirm, st.p.Mark, st.p.Redact, st.p.Wrong, st.p.SignAsk, func() { st.p.Typed("x") }, st.p.Ask, st.p.GridAdd} {
		st.do(try)
	}
	for _, c := range h.calls {
		if strings.HasPrefix(c, "decide") || strings.HasPrefix(c, "redact") || strings.HasPrefix(c, "note") {
			t.Errorf("want nothing changed, got %s", c)
		}
	}
	st.do(st.p.TakeOver)
	if h.claims["d1"] != "p1" || !st.s.ReadOnly.Empty() || st.s.Held {
		t.Errorf("taken over: want it open to changes, got %+v", st.s.ReadOnly)
	}
	h.claims["d1"] = "p2"
	st.clock.now = st.clock.now.Add(2 * time.Minute)
	st.do(st.p.Pressed)
	if st.s.Problem == nil || st.s.ReadOnly.Empty() {
		t.Error("somebody took it over: want that said and nothing to be changed")
	}
}

func TestAChangeOfWhatAColleagueTookOverIsToldAsThat(t *testing.T) {
	st, h := newCompany(nil)
	field := string(st.s.Field.ID)
	h.claims["d1"] = "p2"
	h.fail["decide "+field+" corrected"] = chart.E(chart.Held, "change document", nil)
	st.p.Typed("typed in vain")
	st.do(st.p.Confirm)
	if p := st.s.Problem; p == nil || !strings.Contains(p.Happened.Key, "A colleague is at work") || p.Safe.Number() != 1 {
		t.Fatalf("want said that a colleague is at work, got %+v", st.s.Problem)
	}
	if string(st.s.Field.ID) != field || st.s.Field.Value != "typed in vain" || !st.s.Held || st.s.ReadOnly.Data["Name"] != "Bo Lind" {
		t.Errorf("want what was typed kept at its field, and said who holds the document; got %q, %+v", st.s.Field.Value.Reveal(), st.s.ReadOnly)
	}
}

func TestWorkGoesOnWhereItWasLeft(t *testing.T) {
	st, h := newCompany(nil)
	st.do(func() { st.p.GoTo("allergy"); st.p.Typed("Penicill") })
	st.do(func() { st.p.GoTo("charge"); st.p.Pressed(); st.p.Turn() })
	st.do(func() { st.p.GoDocument(1) })
	w := h.works["d1"]
	if w.Field != "charge" || w.Page != 2 || w.Aside["allergy"] != "Penicill" || w.View != [4]float64{.1, .2, .6, .5} || w.Turns[2] != 90 {
		t.Fatalf("want field, page, view and what was typed kept, got %+v", w)
	}
	st.do(func() { st.p.Open("d1") })
	if st.s.Field.ID != "charge" || st.s.Page.Number != 2 || st.s.Page.Turn != 90 || st.s.Page.Resume.X1 != .6 || st.s.Notice.Empty() {
		t.Errorf("want it as it was left, got %s on page %d, %v", st.s.Field.ID, st.s.Page.Number, st.s.Page.Resume)
	}
	st.do(func() { st.p.GoTo("allergy") })
	if st.s.Field.Value != "Penicill" || !st.s.Field.Touched {
		t.Errorf("want what was half typed back, got %q", st.s.Field.Value.Reveal())
	}
}

func TestAQuestionGoesToAColleagueAndComesBack(t *testing.T) {
	st, h := newCompany(nil)
	st.do(func() { st.p.GoTo("mrn") })
	st.do(st.p.Ask)
	st.do(func() { st.p.AskTo(1) })
	if st.s.Mode != present.ModeHandOver || st.s.Ask.To.Data["Name"] != "Bo Lind" || !st.s.Ask.More {
		t.Fatalf("F8: want the first colleague, got %+v", st.s.Ask)
	}
	st.do(func() { st.p.HandOver("a 4 or a 9?") })
	if h.count("note question to p2") != 1 || h.docs["d1"].Final("mrn").Verdict != chart.HandedOver {
		t.Fatalf("want the question kept and the field handed over, got %v", h.calls)
	}
	st.do(st.p.Close)
	st.p.Enter(chart.Person{ID: "p2", Roles: []chart.Role{chart.HIMReviewer}})
	h.me = "p2"
	st.do(func() { st.p.Open("d1") })
	if st.s.Field.ID != "mrn" || len(st.s.Notes) != 1 || !st.s.Notes[0].Waits || st.s.Notes[0].Text != "a 4 or a 9?" {
		t.Fatalf("the colleague: want the question at once, got %s, %+v", st.s.Field.ID, st.s.Notes)
	}
	st.do(st.p.Ask)
	if st.s.Ask.Answer.Empty() {
		t.Fatal("F8 at a question: want it answered")
	}
	st.do(func() { st.p.HandOver("a 4") })
	if h.count("note answer to p1") != 1 {
		t.Errorf("want the answer sent to who asked, got %v", h.calls)
	}
	st.do(st.p.Close)
	st.p.Enter(chart.Person{ID: "p1", Roles: []chart.Role{chart.HIMReviewer}})
	h.me = "p1"
	st.do(func() { st.p.Open("d1") })
	st.do(func() { st.p.GoTo("mrn") })
	if len(st.s.Notes) != 2 || st.s.Notes[0].Text != "a 4" || st.s.Need != 4 {
		t.Errorf("want the answer shown and the field mine again, got %+v, %d need", st.s.Notes, st.s.Need)
	}
}

func TestAWholeDocumentIsHandedOver(t *testing.T) {
	st, h := newCompany(nil)
	st.do(st.p.Ask)
	st.do(st.p.AskWhole)
	st.do(func() { st.p.AskTo(-1) })
	st.do(func() { st.p.HandOver("please finish") })
	if h.count("note handed to p3") != 1 || st.s.ID != "d2" || st.s.Notice.Empty() {
		t.Errorf("want it handed to the last colleague and the next document up, got %v, %s", h.calls, st.s.ID)
	}
}

func TestUndoTakesBackTypesAndRedactionsToo(t *testing.T) {
	st, h := newCompany(nil)
	d := func() *chart.Dossier { return h.docs["d1"] }
	st.do(func() { st.p.GoTo("charge") })
	st.do(st.p.Redact)
	st.do(st.p.DoneBox)
	st.do(st.p.Wrong)
	st.do(st.p.RetypeAsk)
	st.do(func() { st.p.Retype(chart.EOB) })
	st.do(func() { st.p.GoTo("mrn") })
	st.do(st.p.Redact)
	st.do(func() { st.p.MoveBox(3, 0, true) })
	st.do(st.p.DoneBox)
	was := lab("d1").Spans[1].Boxes[0]
	if len(d().Spans) != 5 || d().Document.Type != chart.EOB || d().Spans[1].Boxes[0] == was {
		t.Fatal("want a redaction added, the type changed and a box reshaped")
	}
	st.do(st.p.Undo)
	if d().Spans[1].Boxes[0] != was {
		t.Errorf("undo: want the box as it was, got %v", d().Spans[1].Boxes[0])
	}
	st.do(st.p.Undo)
	if d().Document.Type != chart.LabReport {
		t.Errorf("undo: want the type as it was, got %s", d().Document.Type)
	}
	st.do(st.p.Undo)
	if len(d().Spans) != 5 || d().Spans[4].Redacted {
		t.Error("undo: want the new redaction off")
	}
	st.do(st.p.Redo)
	st.do(st.p.Redo)
	st.do(st.p.Redo)
	if !d().Spans[4].Redacted || d().Document.Type != chart.EOB || d().Spans[1].Boxes[0] == was || len(d().Spans) != 5 {
		t.Error("redo: want all three again")
	}
}

func TestATextIsRedactedAndReleasedEverywhere(t *testing.T) {
	st, h := newCompany(func(h *company) {
		d := h.docs["d1"]
		d.Pages[1].Words = append(d.Pages[1].Words, chart.Word{Text: "(penici11in)", Box: geom.Box{X0: .3, Y0: .5, X1: .5, Y1: .52}},
			chart.Word{Text: "Penici11in,", Box: geom.Box{X0: .3, Y0: .7, X1: .5, Y1: .72}})
	})
	st.do(func() { st.p.GoTo("allergy") })
	st.do(st.p.Everywhere)
	if d := h.docs["d1"]; len(d.Spans) != 7 || d.Spans[6].Why != chart.WhyPatient || d.Spans[6].Page != 2 {
		t.Fatalf("want three places redacted over both pages, got %d spans", len(d.Spans))
	}
	st.do(st.p.Undo)
	for _, s := range h.docs["d1"].Spans[4:] {
		if s.Redacted {
			t.Error("undo: want all of it taken back at once")
		}
	}
	st.do(st.p.Redo)
	st.do(st.p.ReleaseEverywhere)
	if st.s.Mode != present.ModeRelease || st.s.Freeing != 3 {
		t.Fatalf("want to be asked why once for three, got mode %d, %d", st.s.Mode, st.s.Freeing)
	}
	st.do(func() { st.p.ReleaseFor(chart.WhyWrongText) })
	for _, s := range h.docs["d1"].Spans[4:] {
		if s.Redacted || s.Why != chart.WhyWrongText {
			t.Errorf("want it released with the reason, got %+v", s)
		}
	}
}

func TestABoxMovesByWords(t *testing.T) {
	st, _ := newCompany(nil)
	st.do(func() { st.p.GoTo("name") })
	st.do(st.p.Redact)
	mark := func() geom.Box {
		for _, m := range st.s.Page.Marks {
			if m.Kind == present.MarkEdited {
				return m.Box
			}
		}
		return geom.Box{}
	}
	st.do(func() { st.p.MoveWord(-1, 0, true) })
	if got := mark(); got.X1 != .15 {
		t.Errorf("give up the last word: want it to end with the first name, got %v", got)
	}
	st.do(func() { st.p.MoveWord(1, 0, true) })
	if got := mark(); got.X0 != .1 || got.X1 != .3 {
		t.Errorf("take in the next word: want both names, got %v", got)
	}
	st.do(func() { st.p.MoveWord(0, 1, false) })
	if got := mark(); got.Y0 != .3 {
		t.Errorf("down: want the word below, got %v", got)
	}
	st.do(func() { st.p.BoxIs(present.ClassDate); st.p.BoxWhy(3) })
	if st.s.Box.Class != present.ClassDate || st.s.Box.Why != 3 || len(st.s.Box.Whys) != 4 {
		t.Errorf("want a date for the third reason, got %+v", st.s.Box)
	}
}

func TestBothReadingsShowWhereTheyDiffer(t *testing.T) {
	st, _ := newCompany(nil)
	st.do(func() { st.p.GoTo("allergy"); st.p.Readings() })
	if e := st.s.Field.Each; len(e) != 2 || e[0].Data["Value"] != "Penici‹11›in" || e[1].Data["Value"] != "Penici‹ll›in" {
		t.Errorf("want each reading with the characters marked in which they differ, got %+v", e)
	}
}

func TestThePageAsExportedAndTheDifference(t *testing.T) {
	st, h := newCompany(func(h *company) {
		s := h.docs["d1"].Spans
		s[3].Redacted, s[3].By, s[3].Why = false, &chart.Actor{Person: "p2"}, chart.WhyProvider
	})
	st.do(st.p.Preview)
	if h.count("preview d1 1") != 1 || !st.s.Exported || st.s.Page.Sheet == nil || len(st.s.Page.Marks) != 0 {
		t.Fatalf("F9: want the page as exported and nothing over it, got %v", h.calls)
	}
	st.do(st.p.Preview)
	if st.s.Exported || len(st.s.Page.Marks) == 0 {
		t.Error("F9 again: want the page at work")
	}
	st.do(func() { st.p.GoTo("charge") })
	st.do(st.p.Redact)
	st.do(st.p.DoneBox)
	st.do(st.p.Difference)
	if len(st.s.Changes) != 2 || st.s.Changes[0].What.Key != "released" || st.s.Changes[1].What.Key != "added" || st.s.Page.Number != 1 {
		t.Fatalf("want the released one of page 1 and the added one of page 2, got %+v", st.s.Changes)
	}
	st.do(func() { st.p.StepChange(1) })
	if st.s.Page.Number != 2 || !st.s.Changes[1].At || st.s.Page.Marks[0].Kind != present.MarkAdded {
		t.Errorf("Tab: want the second change on page 2, got page %d, %+v", st.s.Page.Number, st.s.Page.Marks)
	}
	st.do(st.p.Escape)
	if len(st.s.Changes) != 0 {
		t.Error("Escape: want the page at work")
	}
}
