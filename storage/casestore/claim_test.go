package casestore_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/storage/casestore"
)

func TestADocumentIsHeldByWhoWorksOnIt(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	id := h.document("chart one")
	bob := h.person("bob", chart.HIMReviewer)
	me, him := h.s.Person().ID, bob.Person().ID
	confirm := chart.Decision{Field: "payer", Verdict: chart.Confirmed, Value: "Aetna"}
	mine, err := h.cases.Claim(ctx, h.s, id, false)
	if err != nil || mine.Person != me {
		t.Fatalf("want it mine, got %+v, %v", mine, err)
	}
	if c, err := h.cases.Claim(ctx, bob, id, false); err != nil || c.Person != me || !c.Since.Equal(mine.Since) {
		t.Errorf("want bob told that it is mine since then, got %+v, %v", c, err)
	}
	_, err = h.cases.Decide(ctx, bob, id, h.load(id).Version, confirm)
	h.wantKind("a change of what somebody else holds", err, chart.Held)
	var held *chart.HeldBy
	if !errors.As(err, &held) || held.By != me || !held.Until.Equal(mine.Until) || strings.Contains(err.Error(), string(me)) {
		t.Errorf("want it said that I hold it until %s, and nobody named in the text, got %v", mine.Until, err)
	}
	if list, err := h.cases.List(ctx, bob, casestore.Filter{}); err != nil || list[0].Held != me {
		t.Errorf("the queue: want it held by me, got %+v, %v", list, err)
	}
	h.ticks += casestore.ClaimFor - time.Second
	if c, err := h.cases.Claim(ctx, h.s, id, false); err != nil || !c.Since.Equal(mine.Since) || !c.Until.After(mine.Until) {
		t.Errorf("renewed: want the same beginning and a later end, got %+v, %v", c, err)
	}
	h.ticks += casestore.ClaimFor + time.Second
	if c, err := h.cases.Claim(ctx, bob, id, false); err != nil || c.Person != him {
		t.Errorf("expired: want it bob's, got %+v, %v", c, err)
	}
	if c, err := h.cases.Claim(ctx, h.s, id, true); err != nil || c.Person != me {
		t.Errorf("taken over: want it mine, got %+v, %v", c, err)
	}
	if list, err := h.cases.List(ctx, bob, casestore.Filter{}); err != nil || list[0].Notes != 1 {
		t.Errorf("want bob told, got %+v, %v", list, err)
	}
	all, err := h.cases.History(ctx, id)
	if last := all[len(all)-1]; err != nil || last.Action != chart.ActHandOver || last.Person != me || last.Detail != "kind=taken from="+string(him) {
		t.Errorf("want the take-over in the trail, got %+v, %v", last, err)
	}
	if err := h.cases.Unclaim(ctx, bob, id); err != nil {
		t.Fatal(err)
	}
	if _, err = h.cases.Decide(ctx, bob, id, h.load(id).Version, confirm); err == nil {
		t.Error("want another's claim to stay when bob lets go")
	}
	if err := h.cases.Unclaim(ctx, h.s, id); err != nil {
		t.Fatal(err)
	}
	if _, err = h.cases.Decide(ctx, bob, id, h.load(id).Version, confirm); err != nil {
		t.Errorf("let go: want bob to decide, got %v", err)
	}
}

func TestAQuestionIsSeenAndAnswered(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	id := h.document("chart one")
	bob, eve := h.person("bob", chart.HIMReviewer), h.person("eve", chart.HIMReviewer)
	ask := func(to chart.PersonID) {
		t.Helper()
		if err := h.cases.PutNote(ctx, h.s, chart.Note{Document: id, Kind: chart.NoteQuestion, To: to, Field: "mrn", Text: "a 4 or a 9? " + marker}); err != nil {
			t.Fatal(err)
		}
	}
	waits := func(who string, want int) {
		t.Helper()
		s := map[string]func() (int, error){
			"me":  func() (int, error) { l, err := h.cases.List(ctx, h.s, casestore.Filter{}); return l[0].Notes, err },
			"bob": func() (int, error) { l, err := h.cases.List(ctx, bob, casestore.Filter{}); return l[0].Notes, err },
			"eve": func() (int, error) { l, err := h.cases.List(ctx, eve, casestore.Filter{}); return l[0].Notes, err }}
		if n, err := s[who](); err != nil || n != want {
			t.Errorf("what waits for %s: want %d, got %d, %v", who, want, n, err)
		}
	}
	ask(bob.Person().ID)
	waits("bob", 1)
	waits("eve", 0)
	waits("me", 0)
	notes, err := h.cases.Notes(ctx, bob, id)
	if err != nil || len(notes) != 1 || notes[0].Text != "a 4 or a 9? "+marker || notes[0].Field != "mrn" || !notes[0].Waits(bob.Person().ID) {
		t.Fatalf("want the question, got %d, %v", len(notes), err)
	}
	if err := h.cases.SeeNotes(ctx, bob, id); err != nil {
		t.Fatal(err)
	}
	waits("bob", 1) // a question is not settled by a look
	if err := h.cases.PutNote(ctx, bob, chart.Note{Document: id, Kind: chart.NoteAnswer, Answers: notes[0].ID, Text: "a 4"}); err != nil {
		t.Fatal(err)
	}
	waits("bob", 0)
	waits("me", 1)
	if err := h.cases.SeeNotes(ctx, h.s, id); err != nil {
		t.Fatal(err)
	}
	waits("me", 0)
	ask("")
	waits("eve", 1)
	if _, err := h.cases.Decide(ctx, eve, id, h.load(id).Version, chart.Decision{Field: "mrn", Verdict: chart.Confirmed, Value: "MRN-0042-77"}); err != nil {
		t.Fatal(err)
	}
	waits("bob", 0)
	waits("me", 1) // that it was decided
	h.wantKind("an answer to nothing", h.cases.PutNote(ctx, bob, chart.Note{Document: id, Kind: chart.NoteAnswer, Answers: "none"}), chart.NotFound)
	h.wantKind("a note of no kind", h.cases.PutNote(ctx, bob, chart.Note{Document: id, Kind: chart.NoteTaken}), chart.BadInput)
	h.verify()
}

func TestWorkComesBackWhereItWasLeft(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	id := h.document("chart one")
	left := chart.Work{Field: "mrn", Value: "MRN-00", Page: 2, View: [4]float64{.1, .2, .6, .5}, Turns: map[int]int{2: 90},
		Aside: map[chart.FieldID]chart.Text{"name": "half a na"}}
	if err := h.cases.SaveWork(ctx, h.s, id, left); err != nil {
		t.Fatal(err)
	}
	got, err := h.cases.Work(ctx, h.s, id)
	if err != nil || got.Field != left.Field || got.Value != left.Value || got.Page != 2 || got.View != left.View || got.Turns[2] != 90 || got.Aside["name"] != "half a na" {
		t.Errorf("want the work as it was left, got %+v, %v", got, err)
	}
	if got, err := h.cases.Work(ctx, h.person("bob", chart.HIMReviewer), id); err != nil || got.Field != "" {
		t.Errorf("want nobody else's work given to bob, got %v, %v", got.Field, err)
	}
}

func TestAQuestionAndItsFieldGoTogether(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	id := h.document("one")
	give := chart.Decision{Field: "mrn", Verdict: chart.HandedOver}
	ask := chart.Note{Document: id, Kind: chart.NoteQuestion, Field: "mrn", Text: "a 4 or a 9?"}
	notes := func() int {
		t.Helper()
		all, err := h.cases.Notes(ctx, h.s, id)
		if err != nil {
			t.Fatal(err)
		}
		return len(all)
	}
	d := h.load(id)
	_, err := h.cases.Ask(ctx, h.s, id, d.Version-1, give, ask)
	h.wantKind("a question about what has changed", err, chart.Conflict)
	other := ask
	other.Field = "name"
	_, err = h.cases.Ask(ctx, h.s, id, d.Version, give, other)
	h.wantKind("a question about another field", err, chart.BadInput)
	if n := notes(); n != 0 || len(h.load(id).Decisions) != len(d.Decisions) {
		t.Errorf("refused: want neither question nor decision, got %d questions", n)
	}
	if d, err = h.cases.Ask(ctx, h.s, id, d.Version, give, ask); err != nil || d.Final("mrn").Verdict != chart.HandedOver || notes() != 1 {
		t.Errorf("want both kept, got %v", err)
	}
}
