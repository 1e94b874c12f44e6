package people_test

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/ui/people"
	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/stage"
	"chartproof.org/chartproof/ui/uikit"
)

// bench is a screen on a stage; it stands for the presenter too.
type bench struct {
	*stage.Stage
	stage.Asked
	s *people.Screen
}

func newBench(t *testing.T, scale float32) *bench {
	b := &bench{Stage: stage.New(t, scale)}
	b.s = people.New(b.Kit, func() { b.Did("back") })
	b.s.Bind(b)
	b.s.SetFront(true)
	b.Show(b.s.Object(), fyne.NewSize(1280, 740))
	return b
}

func (b *bench) ToggleRole(r chart.Role)   { b.Did("role", r) }
func (b *bench) Confirm(code string)       { b.Did("confirm", code) }
func (b *bench) Move(row int)              { b.Did("move", row) }
func (b *bench) Begin(a present.PeopleAct) { b.Did("begin", a) }
func (b *bench) Do(t present.ActTyped) {
	b.Did("do", t.Password, t.Another, t.Again, t.Code)
}
func (b *bench) ToggleNewRole(r chart.Role) { b.Did("new role", r) }
func (b *bench) NextTo()                    { b.Did("next") }
func (b *bench) Add(n present.NewColleague, again string) {
	b.Did("add", fmt.Sprintf("%s %s %s %s", n.DisplayName, n.Login, n.Password, again))
}

// fill types into the entry at hand and presses Enter.
func (b *bench) fill(text string) {
	b.T.Helper()
	e, ok := b.Focused().(*uikit.Entry)
	if !ok {
		b.T.Fatalf("want an entry for %q, got %T", text, b.Focused())
	}
	e.SetText(text)
	b.Key(fyne.KeyReturn)
}

func TestAPersonIsAddedByKeyboard(t *testing.T) {
	b := newBench(t, 1)
	snap := present.PeopleSnapshot{Rows: []present.PersonRow{{Name: "Ada Reyes", Login: "ada", Roles: []present.Line{present.RoleWord(chart.Administrator), present.RoleWord(chart.Coder)}}}}
	b.s.Render(snap)
	b.s.Focus()
	b.Says("Ada Reyes", "ada · Administrator, Coder", "ADD A PERSON", "imports charts and sees none of them", "!✓")
	b.fill("Cora Diaz")
	b.fill("cora")
	if button, ok := b.Focused().(*uikit.Button); !ok || button.Title() != "Scan technician" {
		t.Fatalf("want the roles next, got %T", b.Focused())
	}
	b.Press("Coder")
	if b.Last() != "role coder" {
		t.Errorf("want the role given, got %q", b.Last())
	}
	snap.Roles = map[chart.Role]bool{chart.Coder: true}
	snap.Field, snap.Wrong = present.PasswordField, present.Say("The two passwords differ")
	b.s.Render(snap)
	b.Says("✓ Coder", "The two passwords differ")
	b.fill("a sentence as password")
	b.fill("a sentence as password")
	if got := b.Last(); got != "add Cora Diaz cora a sentence as password a sentence as password" {
		t.Errorf("want the person handed on, got %q", got)
	}
	code, err := present.QRCode("otpauth://totp/x")
	if err != nil {
		t.Fatal(err)
	}
	snap.Enrolling, snap.Enrolment, snap.QR, snap.Field, snap.Wrong = "Cora Diaz", present.Enrolment{Secret: "ABCDEFGH"}, code, present.CodeField, present.Line{}
	b.s.Render(snap)
	b.Says("Cora Diaz scans this", "ABCD EFGH", "!a sentence as password")
	b.fill("123456")
	if b.Last() != "confirm 123456" {
		t.Errorf("want the code handed on, got %q", b.Last())
	}
	b.s.Render(present.PeopleSnapshot{Added: 1, Says: present.Say("{{.Name}} can sign in now.", present.Data{"Name": "Cora Diaz"})})
	b.Says("Cora Diaz can sign in now.", "!ABCD EFGH", "!a sentence")
}

func TestOnlyTheAdministratorAddsPeople(t *testing.T) {
	b := newBench(t, 2)
	b.s.Render(present.PeopleSnapshot{ReadOnly: present.Say("People are added by the administrator.")})
	b.Says("added by the administrator", "!Login name")
}
