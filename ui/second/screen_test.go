package second_test

import (
	"context"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/second"
	"chartproof.org/chartproof/ui/uikit"
)

// oneLook is a document with one field that waits for a look.
type oneLook struct {
	work  present.LookWork
	taken chan present.LookTyped
}

func (h *oneLook) OpenLook(context.Context, chart.DocumentID) (present.LookWork, error) {
	return h.work, nil
}

func (h *oneLook) TakeLook(_ context.Context, _ chart.DocumentID, _ int64, t present.LookTyped) (present.LookWork, error) {
	h.taken <- t
	w := h.work
	if w.Waits.Step == chart.ThirdLook {
		f := *w.Field
		f.Choices = []present.LookChoice{{Verdict: chart.Confirmed, Value: "Sulfa"}, {Verdict: chart.NotOnPage}, {Verdict: t.Verdict, Value: t.Value, Mine: true}}
		w.Field = &f
		return w, nil
	}
	w.Field, w.Left, w.State = nil, 0, chart.StateReady
	return w, nil
}

func (h *oneLook) ShowValues(context.Context, chart.DocumentID, int64, chart.FieldID) (present.LookWork, error) {
	return h.work, nil
}

func (h *oneLook) ChooseLook(_ context.Context, _ chart.DocumentID, _ int64, _ chart.FieldID, n int) (present.LookWork, error) {
	h.taken <- present.LookTyped{Value: chart.Text([]string{"first", "second", "mine"}[n])}
	return present.LookWork{State: chart.StateReady}, nil
}

func (h *oneLook) TakeBack(context.Context, chart.DocumentID, int64) error { return nil }

func (h *oneLook) HandToSecond(context.Context, chart.DocumentID, int64) (chart.Waits, error) {
	return chart.Waits{}, nil
}

func (h *oneLook) SaveDraft(context.Context, chart.DocumentID, chart.FieldID, chart.Text) error {
	return nil
}

func (h *oneLook) Draft(context.Context, chart.DocumentID) (chart.FieldID, chart.Text, error) {
	return "", "", nil
}

func (h *oneLook) Page(context.Context, chart.DocumentID, int) (*geom.Raster, error) {
	r := &geom.Raster{Depth: geom.Gray, Width: 1700, Height: 2200, DPI: 200, Pix: make([]byte, 1700*2200)}
	for i := range r.Pix {
		r.Pix[i] = 255
		if y := i / 1700; y%60 < 22 && y > 200 && i%1700 > 150 && i%1700 < 1500 && (i%1700)/9%3 > 0 {
			r.Pix[i] = 40
		}
	}
	return r, nil
}

// desk is the screen in a window.
type desk struct {
	t      *testing.T
	house  *oneLook
	s      *second.Screen
	window fyne.Window
	ui     chan func()
	kit    *uikit.Kit
}

func newDesk(t *testing.T, step chart.LookStep, look uikit.Look, scale float32, size fyne.Size) *desk {
	t.Helper()
	app := test.NewTempApp(t)
	if err := uikit.LoadTranslations("en"); err != nil {
		t.Fatal(err)
	}
	d := &desk{t: t, ui: make(chan func(), 256), house: &oneLook{taken: make(chan present.LookTyped, 4), work: present.LookWork{ID: "d", Version: 3, State: chart.StateSecondReview, Type: chart.LabReport,
		Pages: []chart.Page{{Number: 1}}, Waits: chart.Waits{Step: step, Mine: true}, Left: 3,
		Field: &present.LookField{ID: "f", Name: chart.Allergy, Page: 1, Box: geom.Box{X0: .1, Y0: .4, X1: .6, Y1: .42},
			Hidden: []present.PlaceHidden{{Page: 1, Box: geom.Box{X0: .1, Y0: .12, X1: .5, Y1: .15}}}}}}}
	theme := uikit.NewTheme(look, scale)
	theme.Apply(app)
	dispatch := uikit.NewDispatcher(context.Background(), func(f func()) { d.ui <- f })
	t.Cleanup(dispatch.Close)
	d.kit = uikit.NewKit(theme, dispatch)
	d.s = second.New(d.house, d.kit, present.SystemClock{}, nil, second.Hooks{})
	d.kit.Keys.Modifiers = func() fyne.KeyModifier { return 0 }
	d.kit.Keys.Set(d.s.Commands())
	d.window = app.NewWindow("")
	d.window.SetContent(d.s.Object())
	d.window.Resize(size)
	d.s.SetFront(true)
	d.s.Open("d")
	return d
}

// until runs the UI until the condition holds.
func (d *desk) until(cond func() bool) {
	for !cond() {
		(<-d.ui)()
	}
}

func (d *desk) typed(text string) {
	for _, r := range text {
		d.window.Canvas().Focused().TypedRune(r)
	}
}

func (d *desk) key(k fyne.KeyName) { d.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: k}) }

func TestALookByKeyboardAlone(t *testing.T) {
	d := newDesk(t, chart.SecondLook, uikit.LookLight, 1, fyne.NewSize(1280, 800))
	d.until(func() bool { return d.window.Canvas().Focused() != nil })
	d.typed("Penicillin")
	d.window.Canvas().Focused().(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutPaste{Clipboard: pasted{}})
	d.key(fyne.KeyReturn)
	if got := <-d.house.taken; got.Value != "Penicillin" || got.Verdict != chart.Confirmed {
		t.Errorf("want what was typed and nothing of the clipboard, got %s %q", got.Verdict, got.Value.Reveal())
	}
}

func TestAThirdPersonChoosesAfterThePicture(t *testing.T) {
	d := newDesk(t, chart.ThirdLook, uikit.LookHighContrast, 2, fyne.NewSize(1280, 800))
	d.until(func() bool { return d.window.Canvas().Focused() != nil })
	if d.shows("Sulfa") {
		t.Fatal("a value is on the screen before anything was typed")
	}
	d.typed("Penicillin")
	d.key(fyne.KeyReturn)
	<-d.house.taken
	d.until(func() bool { return d.shows("Sulfa") })
	d.typed("1")
	if got := <-d.house.taken; got.Value != "first" {
		t.Errorf("want the first of the two chosen, got %q", got.Value.Reveal())
	}
}

// shows reports whether a button of the screen says a text.
func (d *desk) shows(text string) bool {
	var find func(o fyne.CanvasObject) bool
	find = func(o fyne.CanvasObject) bool {
		if !o.Visible() {
			return false
		}
		if b, ok := o.(*uikit.Button); ok {
			return b.Title() == text
		}
		for _, child := range test.LaidOutObjects(o) {
			if child != o && find(child) {
				return true
			}
		}
		return false
	}
	return find(d.s.Object())
}

type pasted struct{}

func (pasted) Content() string   { return "from elsewhere" }
func (pasted) SetContent(string) {}
