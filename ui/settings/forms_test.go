package settings

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/ui/focus"
	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/stage"
)

// askedForms stands in for the presenter of the forms.
type askedForms struct {
	stage.Asked
	more bool // there is a further zone
}

func (a *askedForms) TakeFile(path, page string)       { a.Did("file", path, page) }
func (a *askedForms) TakeDocument(page string)         { a.Did("document", page) }
func (a *askedForms) Drop(id string)                   { a.Did("drop", id) }
func (a *askedForms) Test()                            { a.Did("test") }
func (a *askedForms) Save(name string)                 { a.Did("save", name) }
func (a *askedForms) SetType(t chart.Type)             { a.Did("type", t) }
func (a *askedForms) Add(geom.Point)                   { a.Did("add") }
func (a *askedForms) Next(by int) bool                 { a.Did("next", by); return a.more }
func (a *askedForms) Select(zone int)                  { a.Did("select", zone) }
func (a *askedForms) Point(geom.Point)                 { a.Did("point") }
func (a *askedForms) MoveZone(dx, dy int, resize bool) { a.Did("move", dx, dy, resize) }
func (a *askedForms) Shape(geom.Box)                   { a.Did("shape") }
func (a *askedForms) SetUse(u present.FormUse)         { a.Did("use", u) }
func (a *askedForms) SetField(f chart.FieldName)       { a.Did("field", f) }
func (a *askedForms) Remove()                          { a.Did("remove") }
func (a *askedForms) Leave() bool                      { return false }

func drawing() present.FormsSnapshot {
	r, _ := geom.NewRaster(geom.Gray, 850, 1100, 100)
	return present.FormsSnapshot{MayAdmin: true, Drawing: true, Sheet: Prepare(r), At: 0, Offered: chart.IntakeForm,
		Form: present.Form{Name: "Front desk", Type: chart.IntakeForm, Zones: []present.FormZone{
			{Box: geom.Box{X0: 0.1, Y0: 0.1, X1: 0.4, Y1: 0.14}, Use: present.UseCapture, Field: chart.DateOfBirth},
			{Box: geom.Box{X0: 0.1, Y0: 0.8, X1: 0.4, Y1: 0.9}, Use: present.UseCrop}}}}
}

func newFormsDesk(t *testing.T, snap present.FormsSnapshot) (*desk, *askedForms) {
	t.Helper()
	st, asked := newDesk(t, 1), &askedForms{more: true}
	st.s.BindForms(asked)
	st.s.Render(held())
	st.s.RenderForms(snap)
	return st, asked
}

func TestTheFormsAreListed(t *testing.T) {
	st, asked := newFormsDesk(t, present.FormsSnapshot{MayAdmin: true, Document: true, At: -1, Rows: []present.FormRow{
		{ID: "a", Name: "Front desk", Says: present.Count("{{.N}} zones", 2)}, {ID: "b", Name: "Referral", Says: present.Count("{{.N}} zones", 1), Asked: true}}})
	st.Says("Front desk · 2 zones", "Referral · 1 zone", "Forget", "Really forget?", "Draw on the open document")
	focus.On(st.s.forms.path.Entry)
	st.s.forms.path.Entry.SetText("/forms/desk.pdf")
	st.Key(fyne.KeyReturn)
	focus.On(st.s.forms.take)
	st.Key(fyne.KeySpace)
	if got := strings.Join(asked.Asked, "; "); got != "file /forms/desk.pdf 1; document 1" {
		t.Errorf("asked: %s", got)
	}
}

func TestTheBoardIsDrawnOnByKeys(t *testing.T) {
	st, asked := newFormsDesk(t, drawing())
	st.Says("Form template", "✓ Intake form", "1  Date of birth", "2  Cut away", "✓ Capture", "!Text size")
	b := st.s.forms.board
	if st.Focused() != fyne.Focusable(b) {
		t.Fatalf("want the board to have the keys, got %T", st.Focused())
	}
	b.TypedRune('n')
	for _, k := range []fyne.KeyName{fyne.KeyRight, fyne.KeyUp, fyne.KeyTab, fyne.KeyDelete} {
		st.Key(k)
	}
	st.Kit.Keys.Modifiers = func() fyne.KeyModifier { return fyne.KeyModifierShift }
	st.Key(fyne.KeyDown)
	st.Key(fyne.KeyTab)
	st.Kit.Keys.Modifiers = func() fyne.KeyModifier { return 0 }
	want := "add; move 1 0 false; move 0 -1 false; next 1; remove; move 0 1 true; next -1"
	if got := strings.Join(asked.Asked, "; "); got != want {
		t.Errorf("asked: want %s, got %s", want, got)
	}
	asked.more = false
	st.Key(fyne.KeyTab)
	if st.Focused() != fyne.Focusable(st.s.forms.name.Entry) {
		t.Errorf("past the last zone: want the name, got %T", st.Focused())
	}
}

func TestTheUseOfAZoneIsSetByKeys(t *testing.T) {
	st, asked := newFormsDesk(t, drawing())
	st.Key(fyne.KeyReturn) // on the board: to the uses
	st.Key(fyne.KeySpace)  // capture: to the fields
	st.Key(fyne.KeyDown)
	st.Key(fyne.KeyReturn) // back on the board
	if st.Focused() != fyne.Focusable(st.s.forms.board) {
		t.Errorf("want the board, got %T", st.Focused())
	}
	st.s.forms.name.Entry.SetText("Desk")
	focus.On(st.s.forms.name.Entry)
	st.Key(fyne.KeyReturn)
	if got, want := asked.Asked, []string{"use capture", "field sex", "save Desk"}; !slices.Equal(got, want) {
		t.Errorf("asked: want %v, got %v", want, got)
	}
}

func TestLeavingTheBoardForgetsThePage(t *testing.T) {
	st, _ := newFormsDesk(t, drawing())
	st.s.RenderForms(present.FormsSnapshot{MayAdmin: true, At: -1})
	st.Says("Text size", "!✓ Intake form")
	if v := st.s.forms.board.page.Viewport(); v.Valid() {
		t.Error("want no page left on the board")
	}
}
