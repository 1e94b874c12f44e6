//go:build cgo

package wire

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/access"
	"chartproof.org/chartproof/engine/review"
	"chartproof.org/chartproof/storage/audit"
	"chartproof.org/chartproof/ui/present"
)

// firstPass sets a practice up in which ada and colleagues validate, and has ada do the first pass of a chart.
func firstPass(t *testing.T, who chart.Validators, colleagues ...string) (*room, map[string]string, *chart.Dossier) {
	t.Helper()
	r := setUpRoom(t)
	r.must(r.SetLookPolicy(t.Context(), chart.LookPolicy{Who: who, Wait: 10 * time.Minute}))
	secrets := map[string]string{"ada": r.secret}
	for _, c := range colleagues {
		secrets[c] = r.person(c, chart.HIMReviewer)
	}
	d := r.ready(1)
	r.must(r.PutNote(t.Context(), chart.Note{Document: d.ID, Kind: chart.NoteQuestion, Field: d.Document.Fields[0].ID, Text: "I read 50 mg, you?"}))
	wantKind(t, "signing after one pass", r.Sign(t.Context(), d.ID, d.Version, password), chart.BadState)
	_, err := r.HandToSecond(t.Context(), d.ID, d.Version)
	r.must(err)
	d, err = r.cases.Load(t.Context(), r.session, d.ID)
	r.must(err)
	return r, secrets, d
}

// sees is what a careful person types: what stands.
func (r *room) sees(id chart.DocumentID, f chart.FieldID) present.LookTyped {
	r.t.Helper()
	d, err := r.cases.Load(r.t.Context(), r.session, id)
	r.must(err)
	field, ok := review.Field(d, f)
	if !ok {
		r.t.Fatalf("no field %s", f)
	}
	v, value := review.Stand(d, field)
	return present.LookTyped{Field: f, Verdict: v, Value: value}
}

// lookAll takes every look that waits, with slip on the first field that has a value.
func (r *room) lookAll(id chart.DocumentID, slip string) present.LookWork {
	r.t.Helper()
	w, err := r.OpenLook(r.t.Context(), id)
	r.must(err)
	step := w.Waits.Step
	for w.Field != nil && w.Waits.Step == step {
		typed := r.sees(id, w.Field.ID)
		if slip != "" && typed.Verdict == chart.Confirmed {
			typed.Value, slip = chart.Text(slip), ""
		}
		w, err = r.TakeLook(r.t.Context(), id, w.Version, typed)
		r.must(err)
		if w.Field != nil && len(w.Field.Choices) > 0 {
			r.t.Fatal("a look at what stands needs no choice")
		}
	}
	return w
}

func TestTwoPeopleValidateAndOneSigns(t *testing.T) {
	r, secrets, d := firstPass(t, chart.TwoPeople, "ben")
	ctx := t.Context()
	work, err := r.OpenLook(ctx, d.ID)
	r.must(err)
	if work.Field != nil || work.Waits.Mine || !work.Waits.First || len(work.Waits.Names) != 1 || work.Waits.Names[0] != "ben" {
		t.Errorf("one's own first pass: want nothing to look at and ben named, got %+v", work.Waits)
	}
	_, err = r.TakeLook(ctx, d.ID, work.Version, present.LookTyped{Field: d.ToLook(chart.SecondLook)[0], Verdict: chart.NotOnPage})
	wantKind(t, "one's own second look", err, chart.NotAllowed)
	wantKind(t, "signing while it waits", r.Sign(ctx, d.ID, d.Version, password), chart.BadState)
	if s := r.list()[0]; s.State != chart.StateSecondReview || s.Waits.Mine {
		t.Errorf("the queue of who did the first pass: got %+v", s.Waits)
	}

	r.signIn("ben", secrets["ben"])
	if s := r.list()[0]; !s.Waits.Mine || s.Waits.Step != chart.SecondLook {
		t.Errorf("the queue of a colleague: got %+v", s.Waits)
	}
	hidden, err := r.Open(ctx, d.ID)
	r.must(err)
	two := 0
	for _, f := range hidden.Document.Fields {
		if !f.NeedsTwo() {
			continue
		}
		two++
		said := hidden.Final(f.ID)
		if f.Value != "" || f.Normalized != "" || len(f.Readings) > 0 || len(f.Suggestions) > 0 || hidden.Tokens[f.ID] != "" ||
			said.Value != "" || said.Note != "" || said.Verdict != chart.Undecided || said.Together != 0 {
			t.Errorf("%s: what was made of it reaches the screen", f.Name)
		}
	}
	if two == 0 || len(hidden.Pages) == 0 {
		t.Fatalf("%d fields that need two and %d pages; this proves nothing", two, len(hidden.Pages))
	}
	if len(hidden.Document.Rows) > 0 || len(hidden.Looks.Taken) > 0 || hidden.OpenFields() > 0 {
		t.Errorf("want no rows, looks or open fields on the screen, got %d, %d, %d", len(hidden.Document.Rows), len(hidden.Looks.Taken), hidden.OpenFields())
	}
	notes, err := r.Notes(ctx, d.ID)
	r.must(err)
	if len(notes) > 0 {
		t.Errorf("want no note before the blind look, got %d", len(notes))
	}
	for _, p := range hidden.Pages {
		if len(p.Words) > 0 {
			t.Error("the words of the page reach the screen")
		}
	}
	_, err = r.Decide(ctx, d.ID, d.Version, chart.Decision{Field: d.Document.Fields[0].ID, Verdict: chart.Confirmed, Value: "x"})
	wantKind(t, "deciding instead of looking", err, chart.BadState)
	done := r.lookAll(d.ID, "")
	if done.State == chart.StateAdjudication { // what no machine backs goes to a third person; here ada and ben are all there are
		r.forward(11 * time.Minute)
		done = r.lookAll(d.ID, "")
	}
	if done.State != chart.StateReady {
		t.Fatalf("all looked at: want it ready, got %s", done.State)
	}
	wantKind(t, "a document whose looks are done", r.Sign(ctx, d.ID, done.Version, password), "")
	said := r.trailOf(t, chart.ActSecondSign)
	if len(said) < 4 || !strings.Contains(said[0].Detail, "step=second outcome=") || said[0].Policy == "" {
		t.Errorf("the trail: got %d looks, the first %+v", len(said), said[0])
	}
}

func (r *room) trailOf(t *testing.T, a chart.Action) (out []chart.AuditEntry) {
	t.Helper()
	all, err := r.trail.Entries(context.WithoutCancel(t.Context()), audit.Filter{})
	r.must(err)
	for _, e := range all {
		if e.Action == a {
			out = append(out, e)
		}
	}
	return out
}

// What a third person was shown is gone with the lock, and what they type of that field afterwards is not their own reading.
func TestWhatAThirdLookShowedIsForgottenAndTold(t *testing.T) {
	r, secrets, d := firstPass(t, chart.TwoPeople, "ben", "cara")
	ctx := t.Context()
	r.signIn("ben", secrets["ben"])
	if w := r.lookAll(d.ID, "something else"); w.State != chart.StateAdjudication {
		t.Fatalf("want a third person asked, got %s", w.State)
	}
	r.signIn("cara", secrets["cara"])
	w, err := r.OpenLook(ctx, d.ID)
	r.must(err)
	field := w.Field.ID
	w, err = r.ShowValues(ctx, d.ID, w.Version, field)
	r.must(err)
	if len(r.seen.of) != 1 || len(w.Field.Choices) < 2 {
		t.Fatalf("want two values shown, got %d", len(w.Field.Choices))
	}
	r.must(r.Lock(ctx))
	if len(r.seen.of) > 0 {
		t.Error("the values stay after the lock")
	}
	_, err = r.Unlock(ctx, password)
	r.must(err)
	w, err = r.OpenLook(ctx, d.ID)
	r.must(err)
	_, err = r.ChooseLook(ctx, d.ID, w.Version, field, 0)
	wantKind(t, "a choice that is not on the screen", err, chart.BadInput)
	_, err = r.TakeLook(ctx, d.ID, w.Version, r.sees(d.ID, field))
	r.must(err)
	after, err := r.cases.Load(ctx, r.session, d.ID)
	r.must(err)
	if l, ok := after.Looks.Last(field); !ok || l.Step != chart.ThirdLook || !l.Shown {
		t.Errorf("want a third look by somebody who was shown the values, got %s shown %t", l.Step, l.Shown)
	}
	if len(r.seen.of)+len(r.seen.to) > 0 {
		t.Error("a field that is decided on is still kept")
	}
}

// TestWhoWorksAloneFinishesWhatDiffers has one person take all three looks, each after the wait: there is no dead end, and the record
// says that it was the same person.
// A chart that is closed to the only colleague waits for nobody who may never open it.
func TestNobodyWaitsForWhoMayNotOpenTheChart(t *testing.T) {
	r, _, d := firstPass(t, chart.TwoPeople, "ben")
	ctx := t.Context()
	w, err := r.OpenLook(ctx, d.ID)
	r.must(err)
	if w.Waits.Later || !slices.Equal(w.Waits.Names, []string{"ben"}) {
		t.Fatalf("want it to wait for ben, got %+v", w.Waits)
	}
	r.must(r.Restrict(ctx, present.NewRestriction{Kind: access.ClosedTo, Document: d.ID, Login: "ben"}))
	w, err = r.OpenLook(ctx, d.ID)
	r.must(err)
	if !w.Waits.Later || len(w.Waits.Names) != 0 {
		t.Fatalf("want it to wait for nobody else, got %+v", w.Waits)
	}
}

func TestWhoWorksAloneFinishesWhatDiffers(t *testing.T) {
	r, _, d := firstPass(t, chart.TwoPeople)
	ctx := t.Context()
	early, err := r.OpenLook(ctx, d.ID)
	r.must(err)
	if early.Waits.Mine || !early.Waits.Later || early.Field != nil {
		t.Fatalf("at once: want the person to wait, got %+v", early.Waits)
	}
	r.forward(11 * time.Minute)
	if w := r.lookAll(d.ID, "something else"); w.State != chart.StateAdjudication || w.Waits.Mine {
		t.Fatalf("want a third look after another wait, got %s %+v", w.State, w.Waits)
	}
	r.forward(11 * time.Minute)
	w, err := r.OpenLook(ctx, d.ID)
	r.must(err)
	for w.Field != nil {
		field := w.Field.ID
		w, err = r.ShowValues(ctx, d.ID, w.Version, field)
		r.must(err)
		w, err = r.ChooseLook(ctx, d.ID, w.Version, field, 0)
		r.must(err)
	}
	if w.State != chart.StateReady {
		t.Fatalf("want it ready, got %s", w.State)
	}
	r.must(r.Sign(ctx, d.ID, w.Version, password))
	after, err := r.cases.Load(ctx, r.session, d.ID)
	r.must(err)
	steps := map[chart.LookStep]bool{}
	for _, v := range after.Validated() {
		if steps[v.Step] = true; v.Later != (v.Step != chart.FirstLook) {
			t.Errorf("want it said of the %s look that it was the same person later: %t", v.Step, v.Later)
		}
	}
	if len(steps) != 3 {
		t.Errorf("want three looks in the record, got %v", steps)
	}
}
