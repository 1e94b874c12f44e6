package review

import (
	"context"
	"image"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/access"
	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/uikit"
)

var size = fyne.NewSize(1080, 700)

func TestTheEntryHasTheFocusAndTheDoubtSelected(t *testing.T) {
	b := newBench(t, size)
	if b.w.Canvas().Focused() != fyne.Focusable(b.s.card.entry) {
		t.Fatal("want the entry focused, got something else")
	}
	if got := b.s.card.entry.l.selected(); got != "11" {
		t.Errorf("want the doubtful 11 selected, got %q", got)
	}
	if b.line != "Lab report · 1 page · scanned 100 dpi, clean" {
		t.Errorf("document line: got %q", b.line)
	}
	b.typeText("ll")
	b.press(fyne.KeyReturn)
	if last := b.house.d.Final("allergy"); last.Value != "Penicillin" || last.Verdict != chart.Corrected {
		t.Errorf("typed over and confirmed: want Penicillin, got %q %s", last.Value.Reveal(), last.Verdict)
	}
	if got := b.s.card.entry.l.text(); got != "447l829" {
		t.Errorf("want the next field in the entry, got %q", got)
	}
}

func TestDigitsTakeSuggestionsOnlyWhereTheyDoNotType(t *testing.T) {
	b := newBench(t, size)
	b.typeText("1")
	if got := b.s.card.entry.l.text(); got != "Penicillin" {
		t.Fatalf("1 in an untouched allergy: want the suggestion, got %q", got)
	}
	b.typeText("2")
	if got := b.s.card.entry.l.text(); got != "Penicillamine" {
		t.Errorf("2 after it: want the other one, got %q", got)
	}
	b.typeText(" 2")
	if got := b.s.card.entry.l.text(); got != "Penicillamine 2" {
		t.Errorf("2 after typing: want it typed, got %q", got)
	}
	b.press(fyne.KeyReturn)
	if got := b.s.card.entry.l.text(); got != "447l829" {
		t.Fatalf("want the MRN at hand, got %q", got)
	}
	b.typeText("1")
	if got := b.s.card.entry.l.text(); got != "447l8291" {
		t.Errorf("1 in an MRN: want it typed, got %q", got)
	}
	b.w.Canvas().Focused().(fyne.Shortcutable).TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.Key1, Modifier: fyne.KeyModifierAlt})
	b.drain()
	if got := b.s.card.entry.l.text(); got != "4471829" {
		t.Errorf("Alt+1: want the suggestion, got %q", got)
	}
}

func TestUndoGoesThroughTypingBeforeDecisions(t *testing.T) {
	b := newBench(t, size)
	b.press(fyne.KeyReturn)
	b.press(fyne.KeyEnd)
	b.typeText("9")
	b.run(uikit.Ctrl(fyne.KeyZ))
	if got := b.s.card.entry.l.text(); got != "447l829" || len(b.house.d.Decisions) != 1 {
		t.Fatalf("undo: want the typing taken back and the decision kept, got %q", got)
	}
	b.run(uikit.Ctrl(fyne.KeyZ))
	if len(b.house.d.Decisions) != 2 || b.house.d.Final("allergy").Verdict != chart.Undecided {
		t.Errorf("undo again: want the decision taken back, got %s", b.house.d.Final("allergy").Verdict)
	}
}

func TestBoxesAreEditedByKeysAndTheEntryTypesNothing(t *testing.T) {
	b := newBench(t, size)
	b.press(fyne.KeyF6, fyne.KeyRight, fyne.KeyDown)
	b.typeText("x")
	b.mods = fyne.KeyModifierShift
	b.press(fyne.KeyRight)
	b.mods = 0
	if got := b.s.card.entry.l.text(); got != "Penici11in" {
		t.Errorf("typing while a box is edited: want nothing typed, got %q", got)
	}
	b.press(fyne.KeyReturn)
	if len(b.house.d.Spans) != 2 || len(b.house.d.Decisions) != 0 {
		t.Fatalf("Enter: want the box kept and nothing confirmed, got %d boxes", len(b.house.d.Spans))
	}
	got, was := b.house.d.Spans[1].Boxes[0], box(.1, .3)
	if got.X0 <= was.X0 || got.Y0 <= was.Y0 || got.Width() <= was.Width() {
		t.Errorf("want it moved and wider, got %v", got)
	}
}

func TestRevealWhileHeld(t *testing.T) {
	b := newBench(t, size)
	e := b.w.Canvas().Focused().(desktop.Keyable)
	e.KeyDown(&fyne.KeyEvent{Name: fyne.KeyF4})
	e.KeyUp(&fyne.KeyEvent{Name: fyne.KeyF4})
	b.drain()
	if b.s.s.Mode != present.ModePurpose || slices.Contains(b.house.calls, "reveal") {
		t.Fatalf("the first time: want the purpose asked, got mode %v", b.s.s.Mode)
	}
	b.press(fyne.KeyDown, fyne.KeyReturn)
	if b.s.s.Purpose != access.Treatment || b.s.s.Reveal {
		t.Fatalf("want treatment chosen and nothing shown by it, got %q", b.s.s.Purpose)
	}
	e.KeyDown(&fyne.KeyEvent{Name: fyne.KeyF4})
	b.drain()
	e.KeyDown(&fyne.KeyEvent{Name: fyne.KeyF4})
	b.press(fyne.KeyF4)
	if !b.s.s.Reveal || slices.Index(b.house.calls, "reveal") < 0 || b.s.next.rows[0].value.Text() != "447l829" {
		t.Fatalf("held: want the MRN shown, got %q", b.s.next.rows[0].value.Text())
	}
	e.KeyUp(&fyne.KeyEvent{Name: fyne.KeyF4})
	b.drain()
	if b.s.next.rows[0].value.Text() != maskText {
		t.Errorf("let go: want it masked, got %q", b.s.next.rows[0].value.Text())
	}
	snap := b.s.s
	snap.Next[0].Instead = "ID-7K3QF2X"
	b.s.Render(snap)
	if got := b.s.next.rows[0].value.Text(); got != "ID-7K3QF2X" {
		t.Errorf("want the token in place of the value, got %q", got)
	}
}

func TestRevealWhileTheMouseIsHeldStill(t *testing.T) {
	b := newBench(t, size, chart.PrivacyOfficer)
	b.s.p.GoTo("mrn")
	b.s.p.PurposeAsk()
	b.s.p.ForPurpose(access.Oversight)
	b.drain()
	hold := b.s.card.hold
	at := func() fyne.Position { return fyne.CurrentApp().Driver().AbsolutePositionForObject(hold) }
	b.w.Canvas().Capture()
	was, click := at(), &desktop.MouseEvent{Button: desktop.MouseButtonPrimary}
	if !hold.Visible() || !b.s.s.Field.Masked {
		t.Fatal("want the MRN masked and its key shown")
	}
	hold.MouseDown(click)
	b.drain()
	b.w.Canvas().Capture()
	if b.s.s.Field.Masked || b.s.card.entry.l.text() != "447l829" {
		t.Fatalf("held: want the MRN shown, got %q", b.s.card.entry.l.text())
	}
	if !hold.Visible() || at() != was {
		t.Fatalf("held: want the key under the hand, at %v, got %v, visible %v", was, at(), hold.Visible())
	}
	hold.MouseUp(click)
	b.drain()
	if !b.s.s.Field.Masked || b.s.s.Field.Value != "" || !hold.Visible() {
		t.Error("let go: want it masked, and the key there for the next look")
	}
}

func TestSigningAsksForThePasswordAndWipesIt(t *testing.T) {
	b := newBench(t, size)
	b.press(fyne.KeyReturn, fyne.KeyReturn)
	b.run(uikit.Ctrl(fyne.KeyS))
	if b.s.dialogs.password == nil {
		t.Fatal("Ctrl+S: want the password asked, got nothing")
	}
	pw := b.s.dialogs.password.Entry
	if b.w.Canvas().Focused() != fyne.Focusable(pw) {
		t.Fatal("want the password focused")
	}
	b.typeText("wrong")
	b.press(fyne.KeyReturn)
	if b.house.d.State != chart.StateReview || b.s.dialogs.password == nil {
		t.Fatal("wrong password: want it asked again, got it signed")
	}
	pw.SetText("")
	b.typeText("right")
	b.press(fyne.KeyReturn)
	if b.house.d.State != chart.StateSigned || pw.Text != "" {
		t.Errorf("want it signed and the password wiped, got %s, %q", b.house.d.State, pw.Text)
	}
}

func TestDialogsCloseByEscapeAndGiveTheFocusBack(t *testing.T) {
	for _, k := range []fyne.KeyName{fyne.KeyF7, fyne.KeyF8} {
		b := newBench(t, size)
		b.press(k)
		if b.w.Canvas().Focused() == fyne.Focusable(b.s.card.entry) || !b.s.dialogs.obj.Visible() {
			t.Errorf("%s: want a panel with the focus", k)
		}
		b.press(fyne.KeyEscape)
		if b.w.Canvas().Focused() != fyne.Focusable(b.s.card.entry) || b.s.dialogs.obj.Visible() {
			t.Errorf("%s, Esc: want the entry focused and no panel", k)
		}
	}
}

func TestWrongTypeByKeys(t *testing.T) {
	b := newBench(t, size)
	b.press(fyne.KeyF7, fyne.KeyDown, fyne.KeyReturn)
	if b.s.s.Mode != present.ModeRetype {
		t.Fatalf("F7, second choice: want the list of types, got mode %d", b.s.s.Mode)
	}
	b.press(fyne.KeyDown, fyne.KeyReturn)
	if b.house.d.Document.Type != chart.Types[1] {
		t.Errorf("want %s, got %s", chart.Types[1], b.house.d.Document.Type)
	}
}

func TestFindBar(t *testing.T) {
	b := newBench(t, size)
	b.house.d.Pages[0].Words = []chart.Word{{Text: "Glucose", Box: box(.1, .7)}}
	b.s.Close()
	b.drain()
	b.s.Open("d1")
	b.drain()
	place := b.s.page.Position()
	b.run(uikit.Ctrl(fyne.KeyF))
	b.typeText("gluc")
	if b.s.page.Position().Y <= place.Y {
		t.Errorf("want the page below the bar, got it at %v", b.s.page.Position())
	}
	if b.s.s.Find.Of != 1 || b.s.dialogs.hits.Text() != "1 of 1" {
		t.Errorf("want one hit shown, got %q", b.s.dialogs.hits.Text())
	}
	b.press(fyne.KeyEscape)
	if b.s.dialogs.bar.Visible() {
		t.Error("Esc: want the bar closed")
	}
	if got := b.s.page.Position(); got != place {
		t.Errorf("Esc: want the page where it was, at %v, got %v", place, got)
	}
}

func TestSealLeavesNothingOnTheScreen(t *testing.T) {
	b := newBench(t, size)
	b.typeText("ll")
	seal := b.s.Seal()
	e := b.s.card.entry
	if e.l.text() != "" || e.read != "" || b.s.sheet != nil || b.s.page.Viewport().Valid() || b.s.card.why.Text() != "" {
		t.Errorf("sealed: want nothing left, got %q", e.l.text())
	}
	for _, r := range append(b.s.next.rows, b.s.done.rows...) {
		if r.value.Text() != "" {
			t.Errorf("sealed: want empty rows, got %q", r.value.Text())
		}
	}
	if err := seal(context.Background()); err != nil {
		t.Fatal(err)
	}
	if !slices.Contains(b.house.calls, "draft allergy Penicillin") {
		t.Errorf("want the half-typed value sealed, got %v", b.house.calls)
	}
}

func TestACoderSeesDotsAndCannotType(t *testing.T) {
	b := newBench(t, size, chart.Coder)
	b.s.p.GoTo("mrn")
	b.drain()
	b.typeText("x")
	e := b.s.card.entry
	if !e.masked || e.l.text() != "" {
		t.Errorf("want the MRN masked and nothing in the entry, got %q", e.l.text())
	}
	for _, s := range b.s.card.suggest {
		if !s.Hidden || s.text.Text() != "" {
			t.Errorf("want no suggestion behind the mask, got %q", s.text.Text())
		}
	}
}

// No key may do two things in one state, and every key of the table must have a command.
func TestEveryKeyOfTheTableHasOneCommandInEachState(t *testing.T) {
	b := newBench(t, size)
	want := []uikit.Key{uikit.K(fyne.KeyReturn), uikit.K(fyne.KeyTab), uikit.Shift(fyne.KeyTab), uikit.Ctrl(fyne.KeyDown),
		uikit.Ctrl(fyne.KeyUp), uikit.Alt(fyne.Key1), uikit.Alt(fyne.Key9), uikit.K(fyne.KeyF2), uikit.K(fyne.KeyF3),
		uikit.K(fyne.KeyF4), uikit.K(fyne.KeyF6), uikit.Shift(fyne.KeyF6), uikit.K(fyne.KeyF7), uikit.K(fyne.KeyF8),
		uikit.Ctrl(fyne.KeyZ), uikit.Ctrl(fyne.KeyY), uikit.Ctrl(fyne.KeyPageDown), uikit.Ctrl(fyne.KeyPageUp),
		uikit.Ctrl(fyne.KeyEqual), uikit.Ctrl(fyne.KeyMinus), uikit.Ctrl(fyne.Key0), uikit.Ctrl(fyne.KeyR),
		uikit.Ctrl(fyne.KeyF), uikit.Ctrl(fyne.KeyS), uikit.K(fyne.KeyEscape)}
	for _, k := range want {
		if n := b.able(k); n != 1 {
			t.Errorf("%s among the fields: want one command, got %d", k, n)
		}
	}
	for _, enter := range [][]fyne.KeyName{{}, {fyne.KeyF6}, {fyne.KeyEscape, fyne.KeyF7}, {fyne.KeyEscape, fyne.KeyF8}} {
		b.press(enter...)
		for _, c := range b.s.Commands() {
			for _, k := range append([]uikit.Key{c.Key}, c.More...) {
				if n := b.able(k); n > 1 {
					t.Errorf("mode %d: %s does %d things", b.s.s.Mode, k, n)
				}
			}
		}
	}
}

// able counts the commands of a key that can run now.
func (b *bench) able(k uikit.Key) int {
	n := 0
	for _, c := range b.s.Commands() {
		if slices.Contains(append([]uikit.Key{c.Key}, c.More...), k) && c.Can() {
			n++
		}
	}
	return n
}

func TestEverySizeAndLookFits(t *testing.T) {
	for _, look := range []uikit.Look{uikit.LookLight, uikit.LookDark, uikit.LookHighContrast} {
		for _, scale := range []float32{1, 1.25, 1.5, 2} {
			if look != uikit.LookLight && scale != 1 {
				continue // sizes do not depend on colours
			}
			for _, size := range []fyne.Size{fyne.NewSize(1080, 720), fyne.NewSize(1720, 1000)} {
				b := newBench(t, size)
				b.kit.Theme.SetLook(look)
				b.kit.Theme.SetScale(scale)
				b.kit.Theme.Apply(fyne.CurrentApp())
				if got := b.s.Object().MinSize(); got.Width > size.Width || got.Height > size.Height {
					t.Errorf("%s at %.2f: want it to fit into %v, needs %v", look, scale, size, got)
				}
				img := b.w.Canvas().Capture()
				if blank(img) {
					t.Errorf("%s at %.2f, %v: want something drawn", look, scale, size)
				}
				e := b.s.card.entry
				if e.Size().Width < 200 || e.Size().Height < e.MinSize().Height-0.5 {
					t.Errorf("%s at %.2f, %v: want a whole entry, got %v of %v", look, scale, size, e.Size(), e.MinSize())
				}
			}
		}
	}
}

// The keys that decide are in sight whatever the size of the window and of the text, and stand in one place only.
func TestTheKeysOfTheFieldAreAlwaysInSight(t *testing.T) {
	for _, c := range []struct {
		scale, height float32
		pinned        bool
	}{{1, 720, false}, {2, 1000, false}, {2, 480, true}, {2, 400, true}, {1, 300, true}} {
		b := newBench(t, fyne.NewSize(1020, c.height))
		b.kit.Theme.SetScale(c.scale)
		b.kit.Theme.Apply(fyne.CurrentApp())
		b.s.p.GoTo("mrn")
		b.drain()
		foot, other := b.s.pinned.foot, b.s.card.foot
		if !c.pinned {
			foot, other = other, foot
		}
		if !foot.Visible() || other.Visible() {
			t.Fatalf("%v at %v: want the keys once, pinned is %v", c.height, c.scale, c.pinned)
		}
		end := fyne.CurrentApp().Driver().AbsolutePositionForObject(foot).Y + foot.Size().Height
		if end > c.height || foot.Size().Height < foot.MinSize().Height-0.5 {
			t.Errorf("%v at %v: want all of the keys in sight, they end at %v, %v high", c.height, c.scale, end, foot.Size().Height)
		}
		b.house.d.State = chart.StateSigned
		b.s.Open("d1")
		b.drain()
		if b.s.pinned.foot.Visible() || b.s.card.foot.Visible() {
			t.Errorf("%v at %v, signed: want no keys that decide", c.height, c.scale)
		}
	}
}

func blank(img image.Image) bool {
	first := img.At(0, 0)
	for y := 0; y < img.Bounds().Dy(); y += 7 {
		for x := 0; x < img.Bounds().Dx(); x += 7 {
			if img.At(x, y) != first {
				return false
			}
		}
	}
	return true
}

func TestHelpWordsAreSentenceCase(t *testing.T) {
	b := newBench(t, size)
	for _, c := range b.s.Commands() {
		if c.Title != "" && strings.ToUpper(c.Title[:1]) != c.Title[:1] {
			t.Errorf("%s: want a capital at the start, got %q", c.ID, c.Title)
		}
	}
}

func BenchmarkFieldToField(b *testing.B) {
	bb := newBench(b, size)
	for b.Loop() {
		bb.s.p.NextAny()
		bb.drain()
		if bb.s.s.Field.ID == "payer" {
			bb.s.p.GoTo("allergy")
		}
		bb.w.Canvas().Capture()
	}
}
