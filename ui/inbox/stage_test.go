package inbox

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/uikit"
)

// asked stands in for the presenters and the shell and writes down what was asked of them.
type asked []string

func (a *asked) did(s string) { *a = append(*a, s) }

func (a *asked) Search(text string)         { a.did("search " + text) }
func (a *asked) Select(id chart.DocumentID) { a.did("select " + string(id)) }
func (a *asked) CancelImport()              { a.did("cancel") }
func (a *asked) CloseReport()               { a.did("close report") }
func (a *asked) open(id chart.DocumentID)   { a.did("open " + string(id)) }
func (a *asked) importCharts()              { a.did("import") }
func (a *asked) last() string {
	if len(*a) == 0 {
		return ""
	}
	return (*a)[len(*a)-1]
}

// stage is a window around what is tested.
type stage struct {
	t     *testing.T
	w     fyne.Window
	kit   *uikit.Kit
	asked asked
}

func newStage(t *testing.T, scale float32) *stage {
	t.Helper()
	app := test.NewTempApp(t)
	if err := uikit.LoadTranslations("en"); err != nil {
		t.Fatal(err)
	}
	theme := uikit.NewTheme(uikit.LookLight, scale)
	theme.Apply(app)
	kit := uikit.NewKit(theme, uikit.NewSerial(t.Context()))
	kit.Keys.Modifiers = func() fyne.KeyModifier { return 0 }
	return &stage{t: t, kit: kit}
}

func (st *stage) show(o fyne.CanvasObject, size fyne.Size) {
	st.w = test.NewTempWindow(st.t, o)
	st.w.SetPadded(false)
	st.w.Resize(size)
}

func (st *stage) shows(text string) bool {
	return strings.Contains(test.RenderToMarkup(st.w.Canvas()), text)
}

// says fails where a text of the list is not shown, or where one that begins with ! is.
func (st *stage) says(texts ...string) {
	st.t.Helper()
	for _, text := range texts {
		if text, not := strings.CutPrefix(text, "!"); st.shows(text) == not {
			st.t.Errorf("%q: shown is %v, want %v", text, not, !not)
		}
	}
}

func (st *stage) key(name fyne.KeyName) {
	st.t.Helper()
	f := st.w.Canvas().Focused()
	if f == nil {
		st.t.Fatalf("nothing has the focus for %s", name)
	}
	f.TypedKey(&fyne.KeyEvent{Name: name})
}

// queue is the screen with a snapshot on it.
func (st *stage) queue(snap present.InboxSnapshot) *Screen {
	s := New(st.kit, Actions{Open: st.asked.open, Import: st.asked.importCharts})
	s.Bind(&st.asked)
	st.show(s.Object(), fyne.NewSize(1280, 700))
	s.SetFront(true)
	s.Render(snap)
	return s
}

func rows() []present.InboxRow {
	return []present.InboxRow{
		{ID: "early", Group: present.NeedsYou, Title: present.Say("Lab report"), Pages: present.Count("{{.N}} pages", 1), Badge: "3",
			State: present.Count("being read; {{.N}} fields need you already", 3), Tone: present.Needs, When: present.Say("just now"), Opens: true, Urgent: true},
		{ID: "ready", Group: present.ToSign, Title: present.Say("Progress note"), Pages: present.Count("{{.N}} pages", 2), Badge: "✓",
			State: present.Say("ready to sign"), Tone: present.Done, When: present.Say("{{.N}} min ago", present.Data{"N": 8}), Opens: true},
		{ID: "reading", Group: present.BeingRead, Title: present.Say("Chart being read"), State: present.Say("being read"), When: present.Say("just now")},
		{ID: "no", Group: present.NotTaken, Title: present.Say("File not taken"), State: present.Say("The file is damaged."), Tone: present.Wrong,
			Refused: &present.Trouble{Happened: present.Say("The file is damaged."), Safe: present.Say("The file is where it was, unchanged; nothing of it was kept."), Do: present.Say("Ask for it again, or scan it again.")}},
	}
}

func ready(selected chart.DocumentID) present.InboxSnapshot {
	snap := present.InboxSnapshot{Phase: present.InboxReady, Rows: rows(), Total: 4, Selected: selected}
	for _, r := range snap.Rows {
		snap.Counts[r.Group]++
	}
	return snap
}
