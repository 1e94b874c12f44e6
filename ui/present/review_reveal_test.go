package present_test

import (
	"slices"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/access"
	"chartproof.org/chartproof/ui/present"
)

// purpose answers what the first reveal of a session asks.
func (st *reviewStage) purpose(why access.Purpose) {
	st.do(st.p.RevealDown)
	st.do(st.p.RevealUp)
	st.do(func() { st.p.ForPurpose(why) })
}

func TestTheFirstRevealOfASessionAsksForItsPurpose(t *testing.T) {
	st := newReviewStage()
	st.do(st.p.RevealDown)
	if st.s.Mode != present.ModePurpose || st.s.Reveal || len(st.house.revealed) != 0 || !slices.Contains(st.s.Purposes, access.Treatment) {
		t.Fatalf("want the purpose asked before anything is shown, got mode %v, %v", st.s.Mode, st.s.Purposes)
	}
	st.do(st.p.RevealUp)
	st.do(func() { st.p.ForPurpose(access.Research) })
	if st.s.Mode != present.ModePurpose || st.s.Purpose != "" {
		t.Error("a purpose that the role has not: want it still asked")
	}
	st.do(st.p.Escape)
	if st.s.Mode != present.ModeFields || st.s.Purpose != "" {
		t.Error("Escape: want nothing chosen")
	}
	st.purpose(access.Payment)
	if st.s.Mode != present.ModeFields || st.s.Reveal || st.s.Notice.Empty() {
		t.Error("chosen: want the fields, and nothing shown before the key is held")
	}
	st.do(func() { st.p.GoDocument(1) })
	st.do(st.p.RevealDown)
	if !st.s.Reveal {
		t.Error("in the next document: want it asked no more")
	}
	st.do(st.p.RevealUp)
	st.do(st.p.PurposeAsk)
	st.do(func() { st.p.ForPurpose(access.PatientAccess) })
	if st.s.Purpose != access.PatientAccess {
		t.Errorf("want another purpose, got %q", st.s.Purpose)
	}
	st.p.Sealer()
	st.p.Enter(chart.Person{ID: "p1", Roles: []chart.Role{chart.HIMReviewer}})
	st.do(func() { st.p.Open("d1") })
	st.do(st.p.RevealDown)
	if st.s.Mode != present.ModePurpose {
		t.Error("after the lock: want it asked again")
	}
}

func TestRevealIsLoggedBeforeItShows(t *testing.T) {
	st := newReviewStage()
	st.purpose(access.Operations)
	st.p.RevealDown()
	if st.s.Reveal {
		t.Fatal("before the log: want it masked, got it shown")
	}
	st.run.drain()
	if !st.s.Reveal || !slices.Contains(st.house.calls, "reveal page 1 for operations") {
		t.Fatalf("held: want it logged and shown, got %v", st.house.calls)
	}
	if r := st.house.revealed[0]; !slices.Contains(r.Fields, "mrn") || slices.Contains(r.Fields, "name") || r.Places == 0 {
		t.Errorf("want the fields that were masked named, and no other, got %+v", r)
	}
	for _, m := range st.s.Page.Marks {
		if m.Kind == present.MarkMasked {
			t.Errorf("held: want nothing masked, got %v", m.Box)
		}
	}
	st.do(st.p.RevealUp)
	if st.s.Reveal || !st.s.Next[0].Masked {
		t.Error("let go: want it masked, got it shown")
	}
	st.p.RevealDown()
	st.p.RevealUp()
	st.run.drain()
	if st.s.Reveal {
		t.Error("let go before the log was written: want it masked, got it shown")
	}
	st.house.fail["reveal page 1 for operations"] = errPower
	st.do(st.p.RevealDown)
	if st.s.Reveal || st.s.Problem == nil {
		t.Error("log failed: want it masked and said, got it shown")
	}
}

func TestWhoDecidesNothingRevealsOneField(t *testing.T) {
	st := newReviewStage(chart.PrivacyOfficer)
	st.do(func() { st.p.GoTo("mrn") })
	if !st.s.Field.Masked || st.s.Field.Value != "" || !st.s.Reveals {
		t.Fatalf("the MRN at hand of somebody who does not decide on it: want it masked, got %+v", st.s.Field)
	}
	st.purpose(access.Oversight)
	st.do(st.p.RevealDown)
	if st.s.Field.Masked || !slices.Contains(st.house.calls, "reveal mrn for oversight") {
		t.Fatalf("held: want it shown and logged, got %v", st.house.calls)
	}
	for _, row := range slices.Concat(st.s.Next, st.s.Done) {
		if row.ID == "name" && !row.Masked {
			t.Error("want the name masked all the while")
		}
	}
	st.do(st.p.RevealUp)
	if !st.s.Field.Masked || st.s.Field.Value != "" {
		t.Error("let go: want it masked")
	}
}

func TestATokenStandsWhereAValueIsMasked(t *testing.T) {
	st := newReviewStage()
	st.house.docs["d2"].Tokens = map[chart.FieldID]string{"mrn": "7K3QF2X", "name": "0000000"}
	st.do(func() { st.p.GoDocument(1) })
	st.do(func() { st.p.GoTo("allergy") })
	rows := slices.Concat(st.s.Next, st.s.Done)
	i := slices.IndexFunc(rows, func(r present.ReviewRow) bool { return r.ID == "mrn" })
	if i < 0 || !rows[i].Masked || rows[i].Instead != "ID-7K3QF2X" || rows[i].Value != "" {
		t.Fatalf("want the token in place of the MRN, got %+v", rows)
	}
	st.purpose(access.Operations)
	st.do(st.p.RevealDown)
	rows = slices.Concat(st.s.Next, st.s.Done)
	if rows[i].Masked || rows[i].Value == "" {
		t.Error("held: want the value itself")
	}
}

func TestWhatIsSignedIsMaskedAtHand(t *testing.T) {
	st := newReviewStage()
	st.house.docs["d2"].State = chart.StateSigned
	st.do(func() { st.p.GoDocument(1) })
	st.do(func() { st.p.GoTo("name") })
	if !st.s.Field.Masked || st.s.Field.Editable {
		t.Errorf("want a name on which nobody decides any more masked, got %+v", st.s.Field)
	}
}

type passing struct{}

func (passing) Error() string { return "too many" }
func (passing) Waits() bool   { return true }

func TestTooManyRevealsSaySo(t *testing.T) {
	st := newReviewStage()
	st.purpose(access.Operations)
	st.house.fail["reveal page 1 for operations"] = chart.E(chart.NotAllowed, "reveal", passing{})
	st.do(st.p.RevealDown)
	if st.s.Reveal || st.s.Problem == nil || st.s.Problem.Happened.Key != "Too many values were revealed within an hour." {
		t.Errorf("want the limit said, got %+v", st.s.Problem)
	}
}
