package uikit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

// Kit is what the shell makes once and hands to every screen.
type Kit struct {
	Theme    *Theme
	Dispatch *Dispatcher
	Keys     *Keys
	// Animate is false where the person or the desktop asks for less movement.
	Animate bool
	// Watermark gives the line that pages carry on the screen; nil: none.
	Watermark func() string
}

// NewKit puts a kit together.
func NewKit(t *Theme, d *Dispatcher) *Kit {
	return &Kit{Theme: t, Dispatch: d, Keys: NewKeys(), Animate: true}
}

// Colour looks a colour up in the app's theme.
func Colour(n fyne.ThemeColorName) color.Color { return theme.Color(n) }

// Size looks a size up in the app's theme.
func Size(n fyne.ThemeSizeName) float32 { return theme.Size(n) }

// box is a rounded rectangle whose colours follow the theme when paint is called.
type box struct {
	rect         *canvas.Rectangle
	fill, stroke fyne.ThemeColorName
}

func newBox(fill, stroke fyne.ThemeColorName, width, radius float32) *box {
	b := &box{rect: canvas.NewRectangle(color.Transparent), fill: fill, stroke: stroke}
	b.rect.StrokeWidth, b.rect.CornerRadius = width, radius
	b.paint()
	return b
}

func (b *box) paint() {
	b.rect.FillColor, b.rect.StrokeColor = color.Transparent, color.Transparent
	if b.fill != "" {
		b.rect.FillColor = Colour(b.fill)
	}
	if b.stroke != "" {
		b.rect.StrokeColor = Colour(b.stroke)
	}
	b.rect.Refresh()
}
