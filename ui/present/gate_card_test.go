package present_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/ui/present"
)

func cardFault(kind chart.ErrKind, why chart.CardWhy, left chart.CardTries) error {
	return chart.E(kind, "open token", &chart.CardFault{Why: why, Left: left})
}

func (b *gateBench) card(pin string) present.GateSnapshot {
	b.gate.Card()
	b.run.drain()
	b.gate.EnterByCard(pin)
	b.run.drain()
	return b.view.last()
}

func TestACardLetsIn(t *testing.T) {
	b := newGateBench(present.GateStatus{Card: true})
	if s := b.card("2468"); s.Step != present.GateOpen || len(b.in) != 1 {
		t.Errorf("want somebody in, got step %d and %d", s.Step, len(b.in))
	}
	if got := strings.Join(b.house.calls, ","); got != "gate,look for card,card 2468" {
		t.Errorf("want the card looked for before its PIN is handed on, got %s", got)
	}
	for _, s := range b.view.snaps {
		if strings.Contains(fmt.Sprintf("%+v", s), "2468") {
			t.Error("want the PIN in no snapshot")
		}
	}
}

func TestNoCardIsOfferedWhereNoneIsSetUp(t *testing.T) {
	b := newGateBench(present.GateStatus{})
	if s := b.card("2468"); s.Card || s.Step != present.GateSignIn || len(b.house.calls) != 1 {
		t.Errorf("want the password asked, got %+v after %v", s, b.house.calls)
	}
}

func TestACardThatDoesNotOpenSaysWhy(t *testing.T) {
	for _, c := range []struct {
		name string
		err  error
		says string
		do   string
	}{
		{"build", cardFault(chart.MissingTool, chart.CardNoBuild, 0), "no support for cards", "pkcs11"},
		{"module", cardFault(chart.MissingTool, chart.CardNoModule, 0), "security module", "PIN is asked for"},
		{"library", cardFault(chart.MissingTool, chart.CardNoLibrary, 0), "library", "administrator"},
		{"reader", cardFault(chart.NotFound, chart.CardNoReader, 0), "No card reader", "Connect the reader"},
		{"card", cardFault(chart.NotFound, chart.CardAbsent, 0), "no card in the reader", "Put the card in"},
		{"several", cardFault(chart.Conflict, chart.CardSeveral, 0), "Several cards", "others out"},
		{"key", cardFault(chart.NotFound, chart.CardNoKey, 0), "no key", "keys card"},
		{"PIN", cardFault(chart.NotAllowed, chart.CardWrongPIN, chart.TriesUntold), "PIN was wrong", "does not tell"},
		{"PIN, few", cardFault(chart.NotAllowed, chart.CardWrongPIN, chart.TriesFew), "PIN was wrong", "Few tries"},
		{"PIN, last", cardFault(chart.NotAllowed, chart.CardWrongPIN, chart.TriesLast), "PIN was wrong", "One try is left"},
		{"blocked", cardFault(chart.NotAllowed, chart.CardBlocked, 0), "locked after too many", "issued"},
		{"nobody's", cardFault(chart.NotAllowed, chart.CardUnknown, 0), "Nobody has registered", "keys card"},
		{"renewed", cardFault(chart.NotAllowed, chart.CardRenewed, 0), "renewed", "anew"},
		{"another module", cardFault(chart.NotAllowed, chart.CardAnother, 0), "not the security module", "right one"},
	} {
		b := newGateBench(present.GateStatus{Card: true})
		b.gate.Card()
		b.run.drain()
		b.house.err = c.err
		b.gate.EnterByCard("2468")
		b.run.drain()
		s := b.view.last()
		if s.Step != present.GateCard || s.Busy || s.Problem == nil || !strings.Contains(s.Problem.Happened.Key, c.says) || !strings.Contains(s.Problem.Do.Key, c.do) {
			t.Errorf("%s: want %q and %q said at the card, got %+v", c.name, c.says, c.do, s.Problem)
		}
		if len(b.in) != 0 {
			t.Errorf("%s: want nobody in", c.name)
		}
		if b.gate.LeaveCard(); b.view.last().Step != present.GateSignIn {
			t.Errorf("%s: want the password reached", c.name)
		}
	}
}

func TestACardUnlocks(t *testing.T) {
	b := newGateBench(present.GateStatus{Card: true})
	b.gate.Locked(chart.Person{DisplayName: "Ana Ruiz"}, nil)
	if s := b.card(" "); s.Step != present.GateCard || s.FieldSays.Empty() {
		t.Errorf("want the PIN asked for, got %+v", s)
	}
	if b.gate.LeaveCard(); b.view.last().Step != present.GateLocked {
		t.Error("want the lock to come back")
	}
	if s := b.card("2468"); s.Step != present.GateOpen {
		t.Errorf("want it unlocked, got step %d", s.Step)
	}
}

func TestAModuleIsAskedForBeforeThePersonIsIn(t *testing.T) {
	enter := func() *gateBench {
		b := newGateBench(present.GateStatus{})
		b.house.waits = true
		b.gate.SignIn("ana", "correct horse battery", "123456")
		b.run.drain()
		if s := b.view.last(); s.Step != present.GateModule || s.Busy || len(b.in) != 0 {
			t.Fatalf("want the module asked for, got %+v and %d in", s, len(b.in))
		}
		return b
	}
	b := enter()
	b.house.err = cardFault(chart.NotAllowed, chart.CardWrongPIN, chart.TriesLast)
	b.gate.ConnectModule("1")
	b.run.drain()
	if s := b.view.last(); s.Step != present.GateModule || s.Problem == nil || len(b.in) != 0 {
		t.Errorf("a wrong PIN: want it said and nobody in, got %+v", s)
	}
	b.gate.ConnectModule("2468")
	b.run.drain()
	if b.view.last().Step != present.GateOpen || len(b.in) != 1 {
		t.Error("want the person in once the module is connected")
	}
	b = enter()
	if b.gate.WithoutModule(); len(b.in) != 1 {
		t.Error("want the person in without it")
	}
	b = enter()
	b.clock.advance(6*time.Minute, b.run)
	if s := b.view.last(); s.Step != present.GateLocked || len(b.in) != 0 {
		t.Errorf("nobody there: want it locked, got step %d", s.Step)
	}
}
