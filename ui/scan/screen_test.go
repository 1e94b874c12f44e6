package scan_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/scan"
	"chartproof.org/chartproof/ui/uikit"
)

// asked counts what the screen asks for.
type asked map[string]int

func (a asked) Look()            { a["look"]++ }
func (a asked) SelectChoice(int) { a["choice"]++ }
func (a asked) Step(by int)      { a["step"] += by }
func (a asked) Select(int)       { a["select"]++ }
func (a asked) Scan()            { a["scan"]++ }
func (a asked) Stop()            { a["stop"]++ }
func (a asked) Drop()            { a["drop"]++ }
func (a asked) Take()            { a["take"]++ }

func TestEveryStepHasItsKey(t *testing.T) {
	test.NewTempApp(t)
	theme := uikit.NewTheme(uikit.LookLight, 1)
	kit := uikit.NewKit(theme, uikit.NewSerial(t.Context()))
	theme.Apply(fyne.CurrentApp())
	s, did := scan.New(kit, func() {}), asked{}
	s.Bind(did)
	steps := 0
	s.OnStep = func() { steps++ }
	window := test.NewTempWindow(t, s.Object())
	window.Resize(fyne.NewSize(1280, 700))
	can := func() (n int) {
		for _, c := range s.Commands() {
			if c.Enabled() {
				n++
			}
		}
		return n
	}
	if n := can(); n != 0 {
		t.Errorf("%d commands run while scanners are looked for", n)
	}
	snap := present.ScanSnapshot{Phase: present.ScanReady, Choices: []present.ScanChoice{{Title: present.Say("Scanner"), Value: present.Say("Front desk"), Several: true}},
		Sheets: []present.SheetRow{{Place: 1, Says: present.Say("grey")}, {Place: 2}}}
	s.RenderScan(snap)
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
	for _, want := range []string{"scan", "take", "drop", "look"} {
		if did[want] != 1 {
			t.Errorf("%s was asked %d times", want, did[want])
		}
	}
	if did["step"] != 0 {
		t.Error("want one value on and one back")
	}
	snap.Scanning = true
	s.RenderScan(snap)
	if n := can(); n != 1 { // a page can be thrown away meanwhile
		t.Errorf("%d commands run while a scan is under way", n)
	}
}
