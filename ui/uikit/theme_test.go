package uikit

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// textPairs are the colours that carry text, on every ground that they stand on.
func textPairs() map[fyne.ThemeColorName][]fyne.ThemeColorName {
	return map[fyne.ThemeColorName][]fyne.ThemeColorName{
		ColorText:     {ColorGround, ColorPanel, ColorAccentSoft, ColorDoubtGround, ColorDoneGround, ColorDesk},
		ColorQuiet:    {ColorGround, ColorPanel, ColorAccentSoft, ColorDesk},
		ColorAccent:   {ColorGround, ColorPanel, ColorAccentSoft},
		ColorOnAccent: {ColorAccent},
		ColorDoubt:    {ColorGround, ColorPanel, ColorDoubtGround, ColorAccentSoft},
		ColorWrong:    {ColorGround, ColorPanel},
		ColorDone:     {ColorGround, ColorPanel, ColorDoneGround, ColorAccentSoft},
	}
}

func TestColoursReachTheirContrast(t *testing.T) {
	for look, want := range map[Look]float64{LookLight: 4.5, LookDark: 4.5, LookHighContrast: 7} {
		p := palettes(look)
		for fg, grounds := range textPairs() {
			for _, bg := range grounds {
				if got := Contrast(p[fg], p[bg]); got < want {
					t.Errorf("%s: %s on %s: want %.1f, got %.2f", look, fg, bg, want, got)
				}
			}
		}
		if got := Contrast(p[ColorAccent], p[ColorPanel]); got < 3 {
			t.Errorf("%s: focus ring on panel: want 3, got %.2f", look, got)
		}
	}
}

func TestContrastOfBlackAndWhite(t *testing.T) {
	if got := Contrast(hex(0x000000), hex(0xFFFFFF)); got < 20.99 || got > 21.01 {
		t.Errorf("black on white: want 21, got %.3f", got)
	}
}

func TestEveryLookHasEveryColour(t *testing.T) {
	light := palettes(LookLight)
	for _, look := range []Look{LookDark, LookHighContrast} {
		p := palettes(look)
		for name := range light {
			if _, ok := p[name]; !ok {
				t.Errorf("%s: want colour %s, got none", look, name)
			}
		}
	}
}

func TestDeskColoursAreExact(t *testing.T) {
	for _, c := range []struct {
		look Look
		name fyne.ThemeColorName
		want uint32
	}{
		{LookLight, ColorAccent, 0x0B6B5D}, {LookDark, ColorAccent, 0x4FD1B5}, {LookLight, ColorDoubt, 0x8A5A00},
		{LookLight, theme.ColorNameBackground, 0xFFFFFF}, {LookLight, ColorGround, 0xF7F8F7}, {LookDark, theme.ColorNameForeground, 0xE8EEEB},
		{LookSystem, ColorPanel, 0xFFFFFF},
	} {
		got := NewTheme(c.look, 1).Color(c.name, theme.VariantLight)
		if got != hex(c.want) {
			t.Errorf("%s %s: want %06X, got %v", c.look, c.name, c.want, got)
		}
	}
}

func TestTextScaleStaysBetweenOneAndTwo(t *testing.T) {
	for _, c := range []struct{ scale, want float32 }{{0, 14}, {1, 14}, {1.5, 21}, {2, 28}, {3, 28}} {
		if got := NewTheme(LookLight, c.scale).Size(SizeBody); got != c.want {
			t.Errorf("scale %.1f: want body text of %.0f, got %.1f", c.scale, c.want, got)
		}
	}
}

func TestFontsAreOurs(t *testing.T) {
	th := NewTheme(LookLight, 1)
	for _, c := range []struct {
		style fyne.TextStyle
		want  string
	}{
		{fyne.TextStyle{}, "AtkinsonHyperlegibleNext-Regular.ttf"},
		{fyne.TextStyle{Bold: true}, "AtkinsonHyperlegibleNext-SemiBold.ttf"},
		{fyne.TextStyle{Monospace: true}, "AtkinsonHyperlegibleMono-Regular.ttf"},
		{fyne.TextStyle{Monospace: true, Bold: true}, "AtkinsonHyperlegibleMono-SemiBold.ttf"},
	} {
		if got := th.Font(c.style); got.Name() != c.want || len(got.Content()) < 10_000 {
			t.Errorf("%+v: want %s, got %s with %d bytes", c.style, c.want, got.Name(), len(got.Content()))
		}
	}
}
