package pages_test

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"chartproof.org/chartproof/ui/pages"
	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/uikit"
)

// asked counts what the screen asks for.
type asked map[string]int

func (a asked) Select(int) { a["select"]++ }
func (a asked) Up()        { a["up"]++ }
func (a asked) Down()      { a["down"]++ }
func (a asked) Begin()     { a["begin"]++ }
func (a asked) Join()      { a["join"]++ }
func (a asked) Out()       { a["out"]++ }
func (a asked) Turn(d int) { a["turn"] += d }
func (a asked) Undo()      { a["undo"]++ }

func (a asked) MayPut() bool { a["may"]++; return true }
func (a asked) NextOfScan()  { a["next"]++ }
func (a asked) Leave()       { a["leave"]++ }
func (a asked) CancelRead()  { a["stop"]++ }
func (a asked) Keep()        { a["keep"]++ }

func TestEveryStepHasItsKey(t *testing.T) {
	test.NewTempApp(t)
	theme := uikit.NewTheme(uikit.LookLight, 1)
	kit := uikit.NewKit(theme, uikit.NewSerial(t.Context()))
	theme.Apply(fyne.CurrentApp())
	s, did := pages.New(kit, func() {}), asked{}
	s.Bind(did)
	steps, asks := 0, []present.PutIn(nil)
	s.OnPut = func(where present.PutIn) { asks = append(asks, where) }
	s.OnStep = func() { steps++ }
	window := test.NewTempWindow(t, s.Object())
	window.Resize(fyne.NewSize(1280, 700))
	for _, c := range s.Commands() {
		if c.Enabled() {
			t.Errorf("%s can run while no file is open", c.ID)
		}
	}
	s.RenderPages(present.PagesSnapshot{Phase: present.PagesOpen, Undo: true, Changed: true, Rows: []present.PageRow{
		{Number: 1, First: true, Title: present.TypeWord("lab_report"), Place: 1, Of: 2}, {Number: 2, Title: present.TypeWord("lab_report"), Place: 2, Of: 2, Turn: 90, Changed: true,
			New: present.Say("put in")}}, At: 1})
	if steps == 0 {
		t.Error("nobody is told that there are commands now")
	}
	keys := map[string]bool{}
	for _, c := range s.Commands() {
		if !c.Enabled() || keys[c.Key.String()] {
			t.Errorf("%s: cannot run, or another one has its key", c.ID)
		}
		keys[c.Key.String()] = true
		c.Do()
	}
	if want := []present.PutIn{present.PutBehind, present.PutBefore, present.PutInstead}; !slices.Equal(asks, want) || did["may"] != 3 {
		t.Errorf("asked for files %v, want %v", asks, want)
	}
	for _, want := range []string{"up", "down", "begin", "join", "out", "next", "leave", "undo", "keep"} {
		if did[want] != 1 {
			t.Errorf("%s was asked %d times", want, did[want])
		}
	}
	if did["turn"] != 0 {
		t.Error("want a turn to the right and one to the left")
	}
}
