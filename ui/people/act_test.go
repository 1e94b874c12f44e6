package people_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/uikit"
)

func TestAPersonIsDisabledByKeyboard(t *testing.T) {
	b := newBench(t, 1)
	snap := present.PeopleSnapshot{Rows: []present.PersonRow{{Name: "Cora Diaz", Login: "cora", State: present.Say("never signed in")}}}
	b.s.Render(snap)
	b.Says("cora", "never signed in")
	for _, c := range b.s.Commands() {
		if c.ID == "people.disable" {
			if !c.Enabled() {
				t.Fatal("want it possible")
			}
			c.Do()
		}
	}
	if b.Last() != "begin 1" {
		t.Fatalf("want it begun, got %q", b.Last())
	}
	snap.Act, snap.Person, snap.Field = present.ActDisable, "Cora Diaz", present.PasswordField
	b.s.Render(snap)
	b.Says("DISABLE CORA DIAZ", "The keys are taken away", "Your password", "!ADD A PERSON")
	b.fill("my own sentence")
	if b.Last() != "do my own sentence   " {
		t.Errorf("want the password handed on, got %q", b.Last())
	}
	snap.Act, snap.Person = present.NoAct, ""
	snap.Shown, snap.ShownSays = []string{"AAAA-BBBB-CCCC-DDDD"}, present.Say("Your recovery codes, each for one sign-in without the authenticator. Write them down: they are shown this one time, and those before are worth nothing.")
	b.s.Render(snap)
	b.Says("AAAA-BBBB-CCCC-DDDD", "!my own sentence")
	snap.Shown, snap.ShownSays = nil, present.Line{}
	b.s.Render(snap)
	b.Says("ADD A PERSON", "!AAAA")
}

func TestRolesAreChangedAndWorkIsHandedOver(t *testing.T) {
	b := newBench(t, 1)
	snap := present.PeopleSnapshot{Rows: []present.PersonRow{{Name: "Cora Diaz", Login: "cora"}}, Act: present.ActRoles, Person: "Cora Diaz",
		NewRoles: map[chart.Role]bool{chart.Coder: true}}
	b.s.Render(snap)
	b.Says("✓ Coder")
	b.Press("Auditor")
	if b.Last() != "new role auditor" {
		t.Errorf("want the role given, got %q", b.Last())
	}
	snap.Act, snap.ToName = present.ActHandWork, "Bob Ray"
	b.s.Render(snap)
	b.Press("To Bob Ray")
	if b.Last() != "next" {
		t.Errorf("want the next colleague, got %q", b.Last())
	}
}

func TestWhoIsNoAdministratorChangesTheOwnPassword(t *testing.T) {
	b := newBench(t, 1)
	snap := present.PeopleSnapshot{ReadOnly: present.Say("People are added by the administrator.")}
	b.s.Render(snap)
	b.Says("My password", "!Other roles", "!Login name")
	snap.Act, snap.Field = present.ActOwnPassword, present.PasswordField
	b.s.Render(snap)
	b.fill("old sentence")
	b.fill("new sentence")
	b.fill("new sentence")
	b.fill(" 123456 ")
	if b.Last() != "do old sentence new sentence new sentence 123456" {
		t.Errorf("want it handed on, got %q", b.Last())
	}
	if _, ok := b.Focused().(*uikit.Entry); !ok {
		t.Errorf("want the focus in an entry, got %T", b.Focused())
	}
	b.Key(fyne.KeyReturn)
}
