package help_test

import (
	"context"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"chartproof.org/chartproof/assets"
	"chartproof.org/chartproof/ui/help"
	"chartproof.org/chartproof/ui/uikit"
)

func TestReadByKeysAlone(t *testing.T) {
	app := test.NewTempApp(t)
	theme := uikit.NewTheme(uikit.LookLight, 1)
	theme.Apply(app)
	kit := uikit.NewKit(theme, uikit.NewSerial(context.Background()))
	pages, err := help.Pages(assets.HelpPages, "en")
	if err != nil {
		t.Fatal(err)
	}
	w := test.NewTempWindow(t, nil)
	w.Resize(fyne.NewSize(940, 400))
	s := help.New(kit, pages, "review", func() {})
	w.SetContent(s.Object())
	s.Focus()
	shows := func(text string) bool { return strings.Contains(test.RenderToMarkup(w.Canvas()), text) }
	key := func(n fyne.KeyName) { w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: n}) }
	if !shows("One field at a time") {
		t.Fatal("it does not begin at the page that was asked for")
	}
	key(fyne.KeyUp)
	if !shows("What needs you stands at the top") {
		t.Error("an arrow does not read the page before")
	}
	key(fyne.KeyDown)
	key(fyne.KeyReturn)
	reader, ok := w.Canvas().Focused().(*uikit.Reader)
	if !ok {
		t.Fatalf("Enter gave the keys to %T", w.Canvas().Focused())
	}
	key(fyne.KeyPageDown)
	down := reader.Offset()
	if down <= 0 {
		t.Error("PgDn does not move the text")
	}
	key(fyne.KeyEnd)
	if reader.Offset() <= down {
		t.Error("End does not go on")
	}
	end := reader.Offset()
	key(fyne.KeyDown)
	if reader.Offset() > end {
		t.Error("it goes beyond the end")
	}
	key(fyne.KeyHome)
	if reader.Offset() != 0 {
		t.Error("Home does not go back")
	}
}
