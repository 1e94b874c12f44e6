package uikit

import (
	"image"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
)

func testKit(t *testing.T) *Kit {
	t.Helper()
	app := test.NewTempApp(t)
	th := NewTheme(LookLight, 1)
	th.Apply(app)
	kit := NewKit(th, NewSerial(t.Context()))
	kit.Keys.Modifiers = func() fyne.KeyModifier { return 0 }
	return kit
}

func TestListMovesByEveryKey(t *testing.T) {
	kit := testKit(t)
	var opened []int
	l := kit.NewList(func() fyne.CanvasObject { return NewText("", Style{}) }, func(int, fyne.CanvasObject) {})
	l.OnOpen = func(row int) { opened = append(opened, row) }
	l.SetLength(5000)
	w := test.NewTempWindow(t, l)
	w.Resize(fyne.NewSize(200, 300))
	for _, c := range []struct {
		key  fyne.KeyName
		want func(int) bool
	}{
		{fyne.KeyDown, func(at int) bool { return at == 0 }},
		{fyne.KeyDown, func(at int) bool { return at == 1 }},
		{fyne.KeyPageDown, func(at int) bool { return at > 5 && at < 20 }},
		{fyne.KeyEnd, func(at int) bool { return at == 4999 }},
		{fyne.KeyDown, func(at int) bool { return at == 4999 }},
		{fyne.KeyPageUp, func(at int) bool { return at < 4995 && at > 4980 }},
		{fyne.KeyHome, func(at int) bool { return at == 0 }},
		{fyne.KeyUp, func(at int) bool { return at == 0 }},
	} {
		l.TypedKey(&fyne.KeyEvent{Name: c.key})
		if !c.want(l.At()) {
			t.Errorf("%s: got row %d", c.key, l.At())
		}
	}
	l.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	l.SetLength(0)
	l.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if len(opened) != 1 || opened[0] != 0 {
		t.Errorf("Enter: want row 0 opened once, got %v", opened)
	}
}

func TestListTapMovesAndSecondTapOpens(t *testing.T) {
	kit := testKit(t)
	var moved, opened int
	l := kit.NewList(func() fyne.CanvasObject { return NewText("row", Style{}) }, func(int, fyne.CanvasObject) {})
	l.OnMove = func(int) { moved++ }
	l.OnOpen = func(int) { opened++ }
	l.SetLength(3)
	w := test.NewTempWindow(t, l)
	w.Resize(fyne.NewSize(200, 300))
	l.Select(1)
	l.Select(1)
	if l.At() != 1 || moved != 1 || opened != 1 {
		t.Errorf("two taps: want row 1, one move, one open; got row %d, %d, %d", l.At(), moved, opened)
	}
}

func TestButtonRunsAndPassesOtherKeysOn(t *testing.T) {
	kit := testKit(t)
	presses, help := 0, 0
	kit.Keys.Set([]Command{{ID: "help", Key: K(fyne.KeyF1), Do: func() { help++ }}})
	b := kit.NewButton("Sign", Ctrl(fyne.KeyS), func() { presses++ })
	w := test.NewTempWindow(t, b)
	w.Canvas().Focus(b)
	b.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	b.TypedKey(&fyne.KeyEvent{Name: fyne.KeyF1})
	b.Disable()
	b.Tapped(nil)
	if presses != 1 || help != 1 {
		t.Errorf("want 1 press and 1 help, got %d and %d", presses, help)
	}
	if b.ring.stroke != ColorAccent {
		t.Errorf("focused: want the ring, got %q", b.ring.stroke)
	}
}

func TestFieldPassesFunctionKeysOn(t *testing.T) {
	kit := testKit(t)
	help := 0
	kit.Keys.Set([]Command{{ID: "help", Key: K(fyne.KeyF1), Do: func() { help++ }}})
	f := kit.NewField("Name")
	w := test.NewTempWindow(t, f.Object())
	w.Canvas().Focus(f.Entry)
	test.Type(f.Entry, "Ana")
	f.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyF1})
	if f.Entry.Text != "Ana" || help != 1 {
		t.Errorf("want Ana typed and one help, got %q and %d", f.Entry.Text, help)
	}
}

func TestTextIsCutWithAnEllipsis(t *testing.T) {
	testKit(t)
	s := Style{}.filled()
	if got := cut("Explanation of benefits", 80, s); s.measure(got).Width > 80 || []rune(got)[len([]rune(got))-1] != '…' {
		t.Errorf("want a cut line within 80, got %q of %.0f", got, s.measure(got).Width)
	}
	if got := cut("EOB", 80, s); got != "EOB" {
		t.Errorf("a line that fits: want EOB, got %q", got)
	}
}

func TestParagraphWrapsToItsWidth(t *testing.T) {
	testKit(t)
	p := NewParagraph("The two readings differ. Allergies always need a person.", Style{})
	one := p.HeightFor(2000)
	if got := p.HeightFor(150); got < 2.9*one {
		t.Errorf("at 150: want three lines or more, got %.1f lines", got/one)
	}
	p.Resize(fyne.NewSize(150, 10))
	for _, line := range p.lines {
		if w := p.style.measure(line).Width; w > 150.5 {
			t.Errorf("line %q: want at most 150, got %.1f", line, w)
		}
	}
}

func TestWrapSplitsAWordOnlyWhereItAloneIsTooLong(t *testing.T) {
	fits := func(s string) bool { return len([]rune(s)) <= 6 }
	for _, c := range []struct {
		text string
		want []string
	}{
		{"", []string{""}},
		{"one two", []string{"one", "two"}},
		{"a b c d", []string{"a b c", "d"}},
		{"abcdefghij", []string{"abcdef", "ghij"}},
		{"x\ny", []string{"x", "y"}},
	} {
		got := Wrap(c.text, fits)
		if len(got) != len(c.want) {
			t.Errorf("%q: want %q, got %q", c.text, c.want, got)
			continue
		}
		for i := range got {
			if got[i] != c.want[i] {
				t.Errorf("%q: want %q, got %q", c.text, c.want, got)
			}
		}
	}
}

func TestErrorPanelShowsThreeLinesOrNothing(t *testing.T) {
	testKit(t)
	p := NewErrorPanel()
	if p.Visible() {
		t.Error("new: want it hidden, got it shown")
	}
	p.Show(Fault{"The page could not be read.", "Nothing was changed.", "Open the document again."})
	if !p.Visible() || p.safe.Text() != "Nothing was changed." {
		t.Errorf("want three lines, got %v %q", p.Visible(), p.safe.Text())
	}
	p.Show(Fault{})
	if p.Visible() {
		t.Error("no fault: want it hidden, got it shown")
	}
}

func TestEverythingDrawsInEveryLook(t *testing.T) {
	app := test.NewTempApp(t)
	for _, look := range []Look{LookLight, LookDark, LookHighContrast} {
		for _, scale := range []float32{1, 2} {
			th := NewTheme(look, scale)
			th.Apply(app)
			kit := NewKit(th, NewSerial(t.Context()))
			progress := kit.NewProgress(Key{}, func() {})
			progress.Show("Reading page 3 of 40", 0.1)
			w := test.NewTempWindow(t, container.NewVBox(NewSectionTitle("Needs you"), NewBadge("4", ToneDoubt),
				NewKeyCap("F2", "whole page", nil), kit.NewField("Password").Object(), progress.Object(),
				NewCard(NewText("card", Style{})), NewEmptyState("Nothing needs you", "Import charts to begin.")))
			w.Resize(fyne.NewSize(600, 800))
			if got := w.Canvas().Capture().Bounds(); got.Dx() != 600 {
				t.Errorf("%s at %.0f: want 600 wide, got %d", look, scale, got.Dx())
			}
		}
	}
}

// What is set after the first drawing must reach the drawing: Fyne keeps a renderer by the widget's address.
func TestSettingReachesTheScreen(t *testing.T) {
	testKit(t)
	title, badge := NewSectionTitle("before"), NewBadge("1", ToneDoubt)
	w := test.NewTempWindow(t, container.NewVBox(title, badge))
	w.Resize(fyne.NewSize(300, 200))
	first := w.Canvas().Capture()
	title.Set("after that")
	second := w.Canvas().Capture()
	badge.Set("✓", ToneDone)
	third := w.Canvas().Capture()
	if samePixels(first, second) || samePixels(second, third) {
		t.Error("want each change drawn, got the same picture")
	}
}

func samePixels(a, b image.Image) bool {
	for y := range a.Bounds().Dy() {
		for x := range a.Bounds().Dx() {
			if a.At(x, y) != b.At(x, y) {
				return false
			}
		}
	}
	return true
}

// The ring of what has the focus takes the colour of the look that is chosen while it is there.
func TestTheRingFollowsTheLook(t *testing.T) {
	kit := testKit(t)
	f := kit.NewField("Name")
	w := test.NewTempWindow(t, f.Object())
	w.Canvas().Focus(f.Entry)
	for _, look := range []Look{LookHighContrast, LookLight, LookDark} {
		kit.Theme.SetLook(look)
		kit.Theme.Apply(fyne.CurrentApp())
		test.ApplyTheme(t, kit.Theme)
		if got, want := f.Entry.ring.rect.StrokeColor, Colour(ColorAccent); got != want {
			t.Errorf("%s: want the ring in %v, got %v", look, want, got)
		}
	}
}

func TestAHeldKeyHoldsByMouseToo(t *testing.T) {
	test.NewTempApp(t)
	var did []string
	k := NewHoldCap("F4", "hold to show", func() { did = append(did, "down") }, func() { did = append(did, "up") })
	press := &desktop.MouseEvent{Button: desktop.MouseButtonPrimary}
	k.MouseDown(&desktop.MouseEvent{Button: desktop.MouseButtonSecondary})
	k.MouseUp(press)
	k.MouseDown(press)
	k.MouseDown(press)
	k.MouseUp(press)
	k.MouseUp(press)
	k.MouseDown(press)
	k.MouseOut()
	if got := strings.Join(did, " "); got != "down up down up" {
		t.Errorf("want each hold begun and ended once, got %q", got)
	}
}
