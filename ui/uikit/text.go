package uikit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// Style is how a Text looks; the zero Style is body text.
type Style struct {
	Size  fyne.ThemeSizeName  // SizeBody
	Color fyne.ThemeColorName // ColorText
	Bold  bool
	Mono  bool // values, codes, identifiers
	Align fyne.TextAlign
}

// Text is one line that follows the theme and ends in an ellipsis where there is no room. Its smallest width is that of
// a few letters, so that it never widens a pane; with Fixed it is the whole line.
type Text struct {
	widget.BaseWidget
	text  string
	style Style
	Fixed bool
	known measured
}

// measured is how large a text was the last time that somebody asked: the canvas asks on every change of the screen.
type measured struct {
	text       string
	style      Style
	size       float32
	whole, cut fyne.Size // of the line, and of the ellipsis alone
}

func (t *Text) measured() measured {
	if size := Size(t.style.Size); t.known.text != t.text || t.known.style != t.style || t.known.size != size {
		t.known = measured{text: t.text, style: t.style, size: size, whole: t.style.measure(t.text), cut: t.style.measure("…")}
	}
	return t.known
}

// NewText makes a line that gives way; NewFixed one that does not.
func NewText(text string, s Style) *Text {
	t := &Text{text: text, style: s.filled()}
	t.ExtendBaseWidget(t)
	return t
}

// NewFixed makes a line that is never cut.
func NewFixed(text string, s Style) *Text {
	t := NewText(text, s)
	t.Fixed = true
	return t
}

func (s Style) filled() Style {
	if s.Size == "" {
		s.Size = SizeBody
	}
	if s.Color == "" {
		s.Color = ColorText
	}
	return s
}

// Set changes text and style; it repaints only where something changed.
func (t *Text) Set(text string, s Style) {
	s = s.filled()
	if t.text == text && t.style == s {
		return
	}
	t.text, t.style = text, s
	t.Refresh()
}

// SetText changes the text.
func (t *Text) SetText(text string) { t.Set(text, t.style) }

// Text gives the text.
func (t *Text) Text() string { return t.text }

// Natural is the size of the whole line.
func (t *Text) Natural() fyne.Size { return t.measured().whole }

// CreateRenderer is Fyne's.
func (t *Text) CreateRenderer() fyne.WidgetRenderer {
	r := &textRenderer{t: t, c: canvas.NewText("", nil)}
	r.Refresh()
	return r
}

type textRenderer struct {
	t *Text
	c *canvas.Text
}

func (s Style) measure(text string) fyne.Size {
	return fyne.MeasureText(text, Size(s.Size), fyne.TextStyle{Bold: s.Bold, Monospace: s.Mono})
}

func (r *textRenderer) MinSize() fyne.Size {
	m := r.t.measured()
	if r.t.Fixed {
		return m.whole
	}
	return fyne.NewSize(min(m.whole.Width, 2*m.cut.Width), m.cut.Height)
}

// Layout cuts the line to its room; the texture of a line that did not change is kept.
func (r *textRenderer) Layout(s fyne.Size) {
	text := cut(r.t.text, s.Width, r.t.style)
	changed := text != r.c.Text
	r.c.Text = text
	if r.c.Size() != s {
		r.c.Resize(s)
	} else if changed {
		r.c.Refresh()
	}
}

func (r *textRenderer) Refresh() {
	s, was := r.t.style, *r.c
	r.c.Color, r.c.TextSize, r.c.Alignment = Colour(s.Color), Size(s.Size), s.Align
	r.c.TextStyle = fyne.TextStyle{Bold: s.Bold, Monospace: s.Mono}
	if was.Color != r.c.Color || was.TextSize != r.c.TextSize || was.Alignment != r.c.Alignment || was.TextStyle != r.c.TextStyle {
		r.c.Refresh()
	}
	r.Layout(r.t.Size())
}

func (r *textRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.c} }
func (r *textRenderer) Destroy()                     {}

// cut shortens a line to a width, by halves so that a long value costs a few measurements.
func cut(text string, width float32, s Style) string {
	if width <= 0 || s.measure(text).Width <= width+0.5 {
		return text
	}
	runes := []rune(text)
	fits, over := 0, len(runes)
	for over-fits > 1 {
		mid := (fits + over) / 2
		if s.measure(string(runes[:mid])+"…").Width <= width {
			fits = mid
		} else {
			over = mid
		}
	}
	return string(runes[:fits]) + "…"
}
