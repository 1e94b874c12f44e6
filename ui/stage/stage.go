package stage

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"chartproof.org/chartproof/ui/uikit"
)

// Stage is a window with what is tested in it.
type Stage struct {
	T      *testing.T
	Kit    *uikit.Kit
	Window fyne.Window
}

// New makes a stage in English and in the light look, with the text at scale. It has no window before Show.
func New(t *testing.T, scale float32) *Stage {
	t.Helper()
	app := test.NewTempApp(t)
	if err := uikit.LoadTranslations("en"); err != nil {
		t.Fatal(err)
	}
	theme := uikit.NewTheme(uikit.LookLight, scale)
	theme.Apply(app)
	kit := uikit.NewKit(theme, uikit.NewSerial(t.Context()))
	kit.Keys.Modifiers = func() fyne.KeyModifier { return 0 }
	return &Stage{T: t, Kit: kit}
}

// Show puts an object into a window of that size.
func (s *Stage) Show(o fyne.CanvasObject, size fyne.Size) {
	s.Window = test.NewTempWindow(s.T, o)
	s.Window.SetPadded(false)
	s.Window.Resize(size)
}

// Says fails where a text is not shown, or where one that begins with ! is.
func (s *Stage) Says(texts ...string) {
	s.T.Helper()
	all := test.RenderToMarkup(s.Window.Canvas())
	for _, text := range texts {
		if text, not := strings.CutPrefix(text, "!"); strings.Contains(all, text) == not {
			s.T.Errorf("%q: shown is %v, want %v", text, not, !not)
		}
	}
}

// Focused is what has the keys.
func (s *Stage) Focused() fyne.Focusable { return s.Window.Canvas().Focused() }

// Key presses a key where the focus is.
func (s *Stage) Key(name fyne.KeyName) {
	s.T.Helper()
	f := s.Focused()
	if f == nil {
		s.T.Fatalf("nothing has the focus for %s", name)
	}
	f.TypedKey(&fyne.KeyEvent{Name: name})
}

// Press goes by Tab to the button with the title, whether the mark of a choice stands before it or not, and presses it:
// what Tab does not reach cannot be pressed.
func (s *Stage) Press(title string) {
	s.T.Helper()
	for range 80 {
		s.Window.Canvas().FocusNext()
		if b, ok := s.Focused().(*uikit.Button); ok && strings.TrimPrefix(b.Title(), "✓ ") == title {
			s.Key(fyne.KeySpace)
			return
		}
	}
	s.T.Fatalf("Tab does not reach %q", title)
}

// Asked is what a screen asked of its presenter, in order.
type Asked []string

// Did notes a call: its words with blanks between them.
func (a *Asked) Did(words ...any) { *a = append(*a, strings.TrimSuffix(fmt.Sprintln(words...), "\n")) }

// Last is the last call, "" where there was none.
func (a *Asked) Last() string {
	if len(*a) == 0 {
		return ""
	}
	return (*a)[len(*a)-1]
}
