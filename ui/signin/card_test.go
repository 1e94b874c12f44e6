package signin_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/uikit"
)

func TestACardIsAButtonOfTheSignIn(t *testing.T) {
	for _, step := range []present.GateStep{present.GateSignIn, present.GateLocked} {
		b := newBench(t, 1)
		b.s.Render(present.GateSnapshot{Step: step})
		b.Says("!Use a smart card") // this computer has none set up
		b.s.Render(present.GateSnapshot{Step: present.GateLoading})
		b.s.Render(present.GateSnapshot{Step: step, Card: true})
		b.Press("Use a smart card")
		b.want("card")
	}
}

func TestAPINIsHandedOnOnceAndDoesNotStay(t *testing.T) {
	for _, c := range []struct {
		step present.GateStep
		did  string
		out  string
		way  string
	}{
		{present.GateCard, "enter by card 2468", "leave card", "Use the password"},
		{present.GateModule, "connect module 2468", "without module", "Go on without it"},
	} {
		b := newBench(t, 2)
		b.s.Render(present.GateSnapshot{Step: c.step, Person: "Ana", Field: present.PINField})
		e, ok := b.Focused().(*uikit.Entry)
		if !ok || !e.Password {
			t.Fatalf("%s: want the PIN asked for, shown as dots, got %T", c.did, b.Focused())
		}
		e.SetText("2468")
		b.Key(fyne.KeyReturn)
		b.want(c.did)
		if e.Text != "" {
			t.Errorf("%s: want the entry empty, got %q", c.did, e.Text)
		}
		b.Press(c.way)
		b.want(c.out)
	}
}

func TestWhyACardDoesNotOpenIsSaid(t *testing.T) {
	b := newBench(t, 1)
	b.s.Render(present.GateSnapshot{Step: present.GateCard, Field: present.PINField,
		Problem: &present.Trouble{Happened: present.Say("There is no card in the reader."), Safe: present.Say("Nothing was opened."), Do: present.Say("Put the card in and look again.")}})
	b.Says("There is no card in the reader.", "Put the card in")
	b.Press("Look for the card again")
	b.want("look for card")
}
