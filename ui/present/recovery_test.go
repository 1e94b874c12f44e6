package present_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/ui/present"
)

// mistake is what a share's checker says.
type mistake struct {
	what             string
	card, line, word int
}

func (m *mistake) Error() string                 { return m.what }
func (m *mistake) What() string                  { return m.what }
func (m *mistake) Where() (card, line, word int) { return m.card, m.line, m.word }
func (m *mistake) Count() (have, need int)       { return 1, 6 }

// shareHouse has shares whose every line is "good"; needs of them are needed.
type shareHouse struct {
	set                       present.RecoverySet
	needs                     int
	made, dropped, saved      int
	confirmed, proved         []string
	confirmErr, proveErr, err error
	lineErr                   error
}

func (h *shareHouse) RecoverySet(context.Context) (present.RecoverySet, error) { return h.set, h.err }

func (h *shareHouse) MakeRecoverySet(_ context.Context, password string, needs, shares int) (out []present.RecoveryShare, err error) {
	if password != "right" {
		return nil, chart.E(chart.NotAllowed, "make", nil)
	}
	h.made++
	for n := range shares {
		out = append(out, present.RecoveryShare{Number: n + 1, Lines: [present.ShareLines]string{"first of " + string(rune('1'+n))}})
	}
	return out, nil
}

func (h *shareHouse) ConfirmRecoverySet(_ context.Context, last []string) error {
	if h.confirmErr == nil {
		h.confirmed = last
	}
	return h.confirmErr
}

func (h *shareHouse) SaveRecoveryPage(context.Context, string, int) error { h.saved++; return nil }
func (h *shareHouse) DropRecoverySet()                                    { h.dropped++ }

func (h *shareHouse) RehearseRecovery(_ context.Context, _ string, shares [][]string) (present.RecoveryProof, error) {
	for _, s := range shares {
		h.proved = append(h.proved, strings.Join(s, ","))
	}
	return present.RecoveryProof{Zones: 6, Months: 2}, h.proveErr
}

func (h *shareHouse) ShareWords(string) []string { return nil }

func (h *shareHouse) CheckShareLine(line int, typed string) error {
	if typed != "good" && h.lineErr != nil {
		return h.lineErr
	}
	if typed != "good" {
		return &mistake{what: "line_check", line: line}
	}
	return nil
}

func (h *shareHouse) ReadShare([]string) (present.ShareRead, error) {
	return present.ShareRead{Number: 4, Needs: h.needs}, nil
}

type recoveryView struct{ snap present.RecoverySnapshot }

func (v *recoveryView) Render(s present.RecoverySnapshot) { v.snap = s }

func newRecoveryBench(t *testing.T, h *shareHouse, roles ...chart.Role) (*present.RecoveryPresenter, *recoveryView, *serialRun) {
	t.Helper()
	v, run := &recoveryView{}, newRun()
	p := present.NewRecovery(h, run, v)
	p.Open(chart.Person{ID: "p", Roles: roles})
	run.drain()
	return p, v, run
}

func TestASetIsMadeShownAndTypedBack(t *testing.T) {
	h := &shareHouse{}
	p, v, run := newRecoveryBench(t, h, chart.PrivacyOfficer)
	if v.snap.Tone != present.Needs || len(v.snap.Facts) != 1 || !v.snap.MayMake {
		t.Fatalf("no set: want that it is missing, got %+v", v.snap)
	}
	p.Make()
	p.Count(5, 0) // never more than are made
	p.Count(0, 2)
	p.Count(0, -1)
	if v.snap.Needs != 3 || v.snap.Shares != 4 {
		t.Errorf("want 3 of 4, got %d of %d", v.snap.Needs, v.snap.Shares)
	}
	p.Begin("")
	if v.snap.Wrong.Empty() {
		t.Error("no password: want it asked for")
	}
	p.Begin("wrong")
	run.drain()
	if v.snap.Step != present.RecoveryChoose || v.snap.Wrong.Empty() {
		t.Errorf("a wrong password: got %+v", v.snap)
	}
	p.Begin("right")
	run.drain()
	for at := 1; at <= 4; at++ {
		if v.snap.Step != present.RecoveryShow || v.snap.At != at || !strings.HasSuffix(v.snap.Words[0], string(rune('0'+at))) {
			t.Fatalf("want share %d shown, got %+v", at, v.snap)
		}
		p.Next()
	}
	if v.snap.Step != present.RecoveryConfirm || v.snap.Words != nil {
		t.Fatalf("want the shares off the screen, got %+v", v.snap)
	}
	p.Typed("bad")
	if v.snap.Wrong.Empty() || v.snap.At != 1 {
		t.Errorf("a wrong line: got %+v", v.snap)
	}
	for range 4 {
		p.Typed("good")
	}
	run.drain()
	if len(h.confirmed) != 4 || v.snap.Step != present.RecoveryStands || v.snap.Says.Empty() {
		t.Errorf("want it in force, got %v, %+v", h.confirmed, v.snap)
	}
	p.Close()
	if h.dropped != 0 {
		t.Error("a set in force: want nothing dropped")
	}
}

func TestSharesThatAreLeftAreDropped(t *testing.T) {
	h := &shareHouse{}
	p, v, run := newRecoveryBench(t, h, chart.PrivacyOfficer)
	p.Make()
	p.Begin("right")
	run.drain()
	p.Save("")
	if v.snap.Wrong.Empty() || h.saved > 0 {
		t.Error("no folder: want it asked for")
	}
	p.Save("/media/stick")
	run.drain()
	if h.saved != 1 || v.snap.Says.Empty() || v.snap.Step != present.RecoveryShow {
		t.Errorf("want the page saved, got %+v", v.snap)
	}
	if !p.Cancel() || h.dropped != 1 || v.snap.Words != nil || v.snap.Step != present.RecoveryStands {
		t.Errorf("cancelled: want the shares dropped, got %d, %+v", h.dropped, v.snap)
	}
	run.drain()
	p.Make()
	p.Begin("right")
	p.Close() // before the answer is there
	run.drain()
	if h.dropped < 2 || v.snap.Words != nil || !v.snap.Hidden {
		t.Errorf("left meanwhile: want the shares dropped and unseen, got %d, %+v", h.dropped, v.snap)
	}
}

func TestARehearsalTakesSharesUntilThereAreEnough(t *testing.T) {
	h := &shareHouse{needs: 2, set: present.RecoverySet{Mark: "3F2A-91BC", Needs: 2, Shares: 3, Made: time.Unix(1, 0), Due: true}}
	p, v, run := newRecoveryBench(t, h, chart.Auditor)
	if v.snap.MayMake || !v.snap.MayRehearse || v.snap.Tone != present.Needs || len(v.snap.Facts) != 2 {
		t.Fatalf("want a rehearsal that is due, got %+v", v.snap)
	}
	p.Make()
	p.Rehearse()
	for line := 1; line <= present.ShareLines; line++ {
		if v.snap.Line != line {
			t.Fatalf("want line %d, got %+v", line, v.snap)
		}
		p.Typed("good")
	}
	if v.snap.More != 1 || v.snap.At != 2 || v.snap.Line != 1 || v.snap.Says.Empty() {
		t.Fatalf("want one more share asked for, got %+v", v.snap)
	}
	for range present.ShareLines {
		p.Typed("good")
	}
	if v.snap.Step != present.RecoveryProve {
		t.Fatalf("want the password asked for, got %+v", v.snap)
	}
	h.proveErr = chart.E(chart.BadInput, "open", &mistake{what: "same_card_twice", card: 4})
	p.Prove("right")
	run.drain()
	if v.snap.Step != present.RecoveryType || v.snap.At != 1 || v.snap.Wrong.Empty() {
		t.Fatalf("twice the same: want the shares typed anew, got %+v", v.snap)
	}
	h.proveErr = nil
	for range 2 * present.ShareLines {
		p.Typed("good")
	}
	p.Prove("right")
	run.drain()
	if v.snap.Step != present.RecoveryStands || v.snap.Says.Empty() || len(h.proved) != 4 {
		t.Errorf("want it proved, got %+v, %v", v.snap, h.proved)
	}
}

func TestWhatIsWrongWithAShareHasWords(t *testing.T) {
	h := &shareHouse{needs: 2, set: present.RecoverySet{Needs: 2, Shares: 3, Made: time.Unix(1, 0)}}
	p, v, _ := newRecoveryBench(t, h, chart.PrivacyOfficer)
	p.Rehearse()
	seen := map[string]bool{}
	for _, what := range []string{"few_words", "unknown_word", "line_check", "card_check", "too_few_cards", "other_set", "same_card_twice",
		"not_the_card_that_was_printed", "other_version", "something else"} {
		h.lineErr = chart.E(chart.BadInput, "read", &mistake{what: what, line: 2, word: 3})
		p.Typed("bad")
		if l := v.snap.Wrong; l.Empty() || seen[l.Key] {
			t.Errorf("%s: want words of its own, got %q", what, l.Key)
		}
		seen[v.snap.Wrong.Key] = true
	}
}

func TestRecoveryIsHiddenFromWhoeverHasNoKeysToSeeTo(t *testing.T) {
	_, v, _ := newRecoveryBench(t, &shareHouse{}, chart.Coder)
	if !v.snap.Hidden {
		t.Error("a coder: want nothing of recovery")
	}
	h := &shareHouse{err: chart.E(chart.Tampered, "read", nil)}
	_, v, _ = newRecoveryBench(t, h, chart.Administrator)
	if v.snap.Problem == nil || v.snap.MayMake {
		t.Errorf("an administrator: want the trouble told and no making, got %+v", v.snap)
	}
}
