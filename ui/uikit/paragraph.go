package uikit

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// Paragraph is text that wraps at words and stands flush with the lines around it (Fyne's own rich text pads itself).
type Paragraph struct {
	widget.BaseWidget
	text  string
	style Style
	width float32 // that the lines were last broken at, and the size of their type
	size  float32
	lines []string
}

// NewParagraph makes wrapping text.
func NewParagraph(text string, s Style) *Paragraph {
	p := &Paragraph{text: text, style: s.filled()}
	p.lines = strings.Split(text, "\n")
	p.ExtendBaseWidget(p)
	return p
}

// Set changes text and style.
func (p *Paragraph) Set(text string, s Style) {
	s = s.filled()
	if p.text == text && p.style == s {
		return
	}
	p.text, p.style = text, s
	p.rebreak()
	p.Refresh()
}

// SetText changes the text.
func (p *Paragraph) SetText(text string) { p.Set(text, p.style) }

// Text gives the text.
func (p *Paragraph) Text() string { return p.text }

// HeightFor is the height that the text takes at a width.
func (p *Paragraph) HeightFor(width float32) float32 {
	return float32(len(p.broken(width))) * p.style.measure("Ag").Height
}

// Natural is the size of the text on one line.
func (p *Paragraph) Natural() fyne.Size { return p.style.measure(p.text) }

// Resize breaks the lines anew; the canvas then sees another smallest size and lays the parents out again.
func (p *Paragraph) Resize(s fyne.Size) {
	again := s.Width != p.width || p.size != Size(p.style.Size)
	if again {
		p.width = s.Width
		p.rebreak()
	}
	if p.Size() == s && !again {
		return
	}
	p.BaseWidget.Resize(s)
	p.Refresh()
}

func (p *Paragraph) rebreak() { p.lines, p.size = p.broken(p.width), Size(p.style.Size) }

func (p *Paragraph) broken(width float32) []string {
	if width <= 0 {
		return strings.Split(p.text, "\n")
	}
	return Wrap(p.text, func(s string) bool { return p.style.measure(s).Width <= width+0.5 })
}

// Wrap breaks a text into lines that fit, at words, and inside a word only where it alone is too long.
func Wrap(text string, fits func(string) bool) []string {
	var out []string
	for _, para := range strings.Split(text, "\n") {
		line := ""
		for _, word := range strings.Fields(para) {
			switch {
			case line == "":
				line = word
			case fits(line + " " + word):
				line += " " + word
			default:
				out, line = append(out, line), word
			}
			for !fits(line) && len([]rune(line)) > 1 {
				head, tail := splitFitting(line, fits)
				out, line = append(out, head), tail
			}
		}
		out = append(out, line)
	}
	return out
}

func splitFitting(word string, fits func(string) bool) (head, tail string) {
	runes := []rune(word)
	n := len(runes) - 1
	for n > 1 && !fits(string(runes[:n])) {
		n--
	}
	return string(runes[:n]), string(runes[n:])
}

// CreateRenderer is Fyne's.
func (p *Paragraph) CreateRenderer() fyne.WidgetRenderer {
	r := &paragraphRenderer{p: p}
	r.Refresh()
	return r
}

type paragraphRenderer struct {
	p     *Paragraph
	lines []*canvas.Text
	objs  []fyne.CanvasObject
}

func (r *paragraphRenderer) MinSize() fyne.Size {
	if r.p.size != Size(r.p.style.Size) { // the text size was changed under it
		r.p.rebreak()
	}
	h := r.p.style.measure("Ag").Height
	return fyne.NewSize(40, float32(len(r.p.lines))*h)
}

func (r *paragraphRenderer) Layout(size fyne.Size) {
	h := r.p.style.measure("Ag").Height
	for i, t := range r.lines {
		t.Move(fyne.NewPos(0, float32(i)*h))
		t.Resize(fyne.NewSize(size.Width, h))
	}
}

func (r *paragraphRenderer) Refresh() {
	s := r.p.style
	if r.p.size != Size(s.Size) {
		r.p.rebreak()
	}
	for len(r.lines) < len(r.p.lines) {
		r.lines = append(r.lines, canvas.NewText("", nil))
	}
	r.objs = r.objs[:0]
	for i, t := range r.lines {
		t.Hidden = i >= len(r.p.lines)
		if t.Hidden {
			t.Text = ""
			continue
		}
		t.Text, t.Color, t.TextSize, t.Alignment = r.p.lines[i], Colour(s.Color), Size(s.Size), s.Align
		t.TextStyle = fyne.TextStyle{Bold: s.Bold, Monospace: s.Mono}
		r.objs = append(r.objs, t)
	}
	r.Layout(r.p.Size())
	for _, o := range r.objs {
		o.Refresh()
	}
}

func (r *paragraphRenderer) Objects() []fyne.CanvasObject { return r.objs }
func (r *paragraphRenderer) Destroy()                     {}
