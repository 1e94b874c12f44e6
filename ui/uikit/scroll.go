package uikit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
)

// Flat shows an object without the shadows that Fyne draws where more can be scrolled to: shadows are for dialogs only.
func (kit *Kit) Flat(o fyne.CanvasObject) fyne.CanvasObject {
	return container.NewThemeOverride(o, flat{kit.Theme})
}

// flat is the theme without shadows.
type flat struct{ *Theme }

// Color gives no shadow.
func (f flat) Color(name fyne.ThemeColorName, v fyne.ThemeVariant) color.Color {
	if name == theme.ColorNameShadow {
		return color.Transparent
	}
	return f.Theme.Color(name, v)
}
