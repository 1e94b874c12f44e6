package uikit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"chartproof.org/chartproof/assets"
)

// The text sizes of DESK.md at 100 %.
const (
	SizeSmall fyne.ThemeSizeName = "cp.small" // 12
	SizeBody  fyne.ThemeSizeName = "cp.body"  // 14
	SizeTitle fyne.ThemeSizeName = "cp.title" // 18
	SizeEntry fyne.ThemeSizeName = "cp.entry" // 24: the field at hand
)

// Ring is the width of the focus ring, always.
const Ring float32 = 3

// Theme is the look of the product. Give it to the app once; SetLook and SetScale take effect with Apply.
type Theme struct {
	look  Look
	scale float32
	fonts [4]fyne.Resource
}

var _ fyne.Theme = (*Theme)(nil)

// NewTheme makes the theme at a text scale of 1 to 2.
func NewTheme(look Look, scale float32) *Theme {
	t := &Theme{fonts: [4]fyne.Resource{
		fyne.NewStaticResource("AtkinsonHyperlegibleNext-Regular.ttf", assets.FontRegular),
		fyne.NewStaticResource("AtkinsonHyperlegibleNext-SemiBold.ttf", assets.FontBold),
		fyne.NewStaticResource("AtkinsonHyperlegibleMono-Regular.ttf", assets.FontMono),
		fyne.NewStaticResource("AtkinsonHyperlegibleMono-SemiBold.ttf", assets.FontMonoBold),
	}}
	t.SetLook(look)
	t.SetScale(scale)
	return t
}

// Look is the look at present.
func (t *Theme) Look() Look { return t.look }

// SetLook changes the look; an unknown one follows the system.
func (t *Theme) SetLook(l Look) {
	switch l {
	case LookLight, LookDark, LookHighContrast:
		t.look = l
	default:
		t.look = LookSystem
	}
}

// Scale is the text scale at present.
func (t *Theme) Scale() float32 { return t.scale }

// SetScale sets the text scale, kept between 1 and 2.
func (t *Theme) SetScale(s float32) { t.scale = min(max(s, 1), 2) }

// Apply gives the theme to the app, which repaints every window.
func (t *Theme) Apply(app fyne.App) { app.Settings().SetTheme(t) }

func (t *Theme) palette(v fyne.ThemeVariant) palette {
	if t.look == LookSystem {
		if v == theme.VariantDark {
			return palettes(LookDark)
		}
		return palettes(LookLight)
	}
	return palettes(t.look)
}

// Color gives our own colours and maps Fyne's names onto them.
func (t *Theme) Color(name fyne.ThemeColorName, v fyne.ThemeVariant) color.Color {
	p := t.palette(v)
	if c, ok := p[name]; ok {
		return c
	}
	fade := func(n fyne.ThemeColorName, alpha uint8) color.Color {
		c := p[n]
		c.A = alpha
		return c
	}
	switch name {
	case theme.ColorNameHover:
		return fade(ColorText, 0x10)
	case theme.ColorNamePressed:
		return fade(ColorText, 0x20)
	case theme.ColorNameSelection:
		return fade(ColorAccent, 0x50)
	case theme.ColorNameScrollBar:
		return fade(ColorQuiet, 0xa0)
	case theme.ColorNameShadow:
		return color.NRGBA{A: 0x50}
	case theme.ColorNameScrollBarBackground:
		return color.Transparent
	}
	if ours, ok := fyneColours(name); ok {
		return p[ours]
	}
	return theme.DefaultTheme().Color(name, v)
}

func fyneColours(name fyne.ThemeColorName) (fyne.ThemeColorName, bool) {
	ours, ok := map[fyne.ThemeColorName]fyne.ThemeColorName{
		theme.ColorNameBackground: ColorPanel, theme.ColorNameHeaderBackground: ColorGround,
		theme.ColorNameButton: ColorPanel, theme.ColorNameDisabledButton: ColorGround,
		theme.ColorNameInputBackground: ColorPanel, theme.ColorNameMenuBackground: ColorPanel,
		theme.ColorNameOverlayBackground: ColorPanel, theme.ColorNameInputBorder: ColorLine,
		theme.ColorNameSeparator: ColorLine, theme.ColorNameInnerWindowBorder: ColorLine,
		theme.ColorNameForeground: ColorText, theme.ColorNameDisabled: ColorQuiet,
		theme.ColorNamePlaceHolder: ColorQuiet, theme.ColorNamePrimary: ColorAccent,
		theme.ColorNameFocus: ColorAccent, theme.ColorNameHyperlink: ColorAccent,
		theme.ColorNameForegroundOnPrimary: ColorOnAccent, theme.ColorNameForegroundOnError: ColorPanel,
		theme.ColorNameForegroundOnSuccess: ColorPanel, theme.ColorNameForegroundOnWarning: ColorPanel,
		theme.ColorNameError: ColorWrong, theme.ColorNameSuccess: ColorDone, theme.ColorNameWarning: ColorDoubt,
	}[name]
	return ours, ok
}

// Font gives Atkinson Hyperlegible Next, or Mono for values; there is no italic on our screens.
func (t *Theme) Font(s fyne.TextStyle) fyne.Resource {
	switch {
	case s.Symbol:
		return theme.DefaultTheme().Font(s)
	case s.Monospace && s.Bold:
		return t.fonts[3]
	case s.Monospace:
		return t.fonts[2]
	case s.Bold:
		return t.fonts[1]
	}
	return t.fonts[0]
}

// Icon gives Fyne's icons.
func (t *Theme) Icon(n fyne.ThemeIconName) fyne.Resource { return theme.DefaultTheme().Icon(n) }

// Size gives our sizes; only text grows with the text scale, spacing stays on its grid.
func (t *Theme) Size(name fyne.ThemeSizeName) float32 {
	switch name {
	case SizeSmall, theme.SizeNameCaptionText:
		return 12 * t.scale
	case SizeBody, theme.SizeNameText:
		return 14 * t.scale
	case SizeTitle, theme.SizeNameSubHeadingText:
		return 18 * t.scale
	case SizeEntry, theme.SizeNameHeadingText:
		return 24 * t.scale
	case theme.SizeNameInlineIcon:
		return 18 * t.scale
	case theme.SizeNamePadding:
		return 4
	case theme.SizeNameInnerPadding:
		return 8
	case theme.SizeNameInputRadius, theme.SizeNameSelectionRadius:
		return 6
	case theme.SizeNameInputBorder, theme.SizeNameSeparatorThickness:
		return 1
	}
	return theme.DefaultTheme().Size(name)
}
