package uikit

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"
)

// Surface is a ground with an optional hairline, radius and padding around one object.
type Surface struct {
	widget.BaseWidget
	box     *box
	content fyne.CanvasObject
	padX    float32
	padY    float32
}

// NewCard is a panel with a hairline and round corners.
func NewCard(content fyne.CanvasObject) *Surface {
	return newSurface(ColorPanel, ColorLine, 8, 16, 12, content)
}

// NewPill is a small frame around something that can be taken.
func NewPill(content fyne.CanvasObject) *Surface {
	return newSurface(ColorPanel, ColorLine, 6, 9, 4, content)
}

// NewPane pads an object on the 8-point grid and leaves its ground as the window's own is, the panel's colour: a ground
// of its own under every pane would be drawn on every change of the screen.
func NewPane(padX, padY float32, content fyne.CanvasObject) *Surface {
	return newSurface("", "", 0, padX, padY, content)
}

// NewGround puts an object on a colour, with padding on the 8-point grid.
func NewGround(fill fyne.ThemeColorName, padX, padY float32, content fyne.CanvasObject) *Surface {
	return newSurface(fill, "", 0, padX, padY, content)
}

func newSurface(fill, stroke fyne.ThemeColorName, radius, padX, padY float32, content fyne.CanvasObject) *Surface {
	width := float32(0)
	if stroke != "" {
		width = 1
	}
	s := &Surface{box: newBox(fill, stroke, width, radius), content: content, padX: padX, padY: padY}
	s.ExtendBaseWidget(s)
	return s
}

// CreateRenderer is Fyne's.
func (s *Surface) CreateRenderer() fyne.WidgetRenderer { return &surfaceRenderer{s} }

type surfaceRenderer struct{ s *Surface }

func (r *surfaceRenderer) MinSize() fyne.Size {
	return r.s.content.MinSize().AddWidthHeight(2*r.s.padX, 2*r.s.padY)
}

func (r *surfaceRenderer) Layout(size fyne.Size) {
	r.s.box.rect.Resize(size)
	moveTo(r.s.content, fyne.NewPos(r.s.padX, r.s.padY))
	r.s.content.Resize(size.SubtractWidthHeight(2*r.s.padX, 2*r.s.padY))
}

func (r *surfaceRenderer) Refresh() {
	r.s.box.paint()
	r.Layout(r.s.Size())
}

func (r *surfaceRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.s.box.rect, r.s.content}
}
func (r *surfaceRenderer) Destroy() {}

// NewSectionTitle is the small heading of a part of a pane. Screens hand it sentence case; it stands in capitals.
func NewSectionTitle(text string) *SectionTitle {
	s := &SectionTitle{Text{style: Style{}.filled()}}
	s.ExtendBaseWidget(s)
	s.Set(text)
	return s
}

// SectionTitle is a small heading.
type SectionTitle struct{ Text }

// Set changes the words.
func (s *SectionTitle) Set(text string) {
	s.Text.Set(strings.ToUpper(text), Style{Size: SizeSmall, Color: ColorQuiet, Bold: true})
}

// StatusBar is the bottom line: keys at the left, state at the right.
type StatusBar struct {
	obj   *fyne.Container
	row   *fyne.Container
	left  *fyne.Container
	right *Text
}

// NewStatusBar makes the bar.
func NewStatusBar(keys ...fyne.CanvasObject) *StatusBar {
	b := &StatusBar{left: container.New(&flow{gap: 18}, keys...),
		right: NewText("", Style{Size: SizeSmall, Color: ColorQuiet, Align: fyne.TextAlignTrailing})}
	b.row = container.New(&leftFirst{gap: 16}, b.left, b.right)
	b.obj = container.NewBorder(NewLine(), nil, nil, nil, NewPane(16, 5, b.row))
	return b
}

// SetKeys changes the keys at the left.
func (b *StatusBar) SetKeys(keys ...fyne.CanvasObject) {
	b.left.Objects = keys
	Relayout(b.row)
	Relayout(b.left)
	b.left.Refresh()
}

// SetState changes the words at the right.
func (b *StatusBar) SetState(s string) { b.right.SetText(s) }

// Object is what the screen shows.
func (b *StatusBar) Object() fyne.CanvasObject { return b.obj }

// flow lays objects side by side at their own widths and leaves out what does not fit.
type flow struct{ gap float32 }

func (l *flow) MinSize(objs []fyne.CanvasObject) fyne.Size {
	h := float32(0)
	for _, o := range objs {
		h = max(h, o.MinSize().Height)
	}
	return fyne.NewSize(0, h)
}

func (l *flow) width(objs []fyne.CanvasObject) float32 {
	w := float32(0)
	for i, o := range objs {
		if i > 0 {
			w += l.gap
		}
		w += o.MinSize().Width
	}
	return w
}

func (l *flow) Layout(objs []fyne.CanvasObject, s fyne.Size) {
	x := float32(0)
	for _, o := range objs {
		m := o.MinSize()
		fits := x+m.Width <= s.Width+0.5
		if !fits {
			m = fyne.NewSize(0, 0)
		}
		o.Move(fyne.NewPos(x, (s.Height-m.Height)/2))
		if fits {
			o.Show()
			o.Resize(m)
		} else {
			o.Hide()
		}
		x += m.Width + l.gap
	}
}

// leftFirst gives the left object what it wants and the right one the rest.
type leftFirst struct{ gap float32 }

func (l *leftFirst) MinSize(objs []fyne.CanvasObject) fyne.Size {
	a, b := objs[0].MinSize(), objs[1].MinSize()
	return fyne.NewSize(a.Width+l.gap+b.Width, max(a.Height, b.Height))
}

func (l *leftFirst) Layout(objs []fyne.CanvasObject, s fyne.Size) {
	want := objs[0].MinSize().Width
	if c, ok := objs[0].(*fyne.Container); ok {
		if f, ok := c.Layout.(*flow); ok {
			want = f.width(c.Objects)
		}
	}
	left := min(want, s.Width*0.72)
	objs[0].Resize(fyne.NewSize(left, s.Height))
	objs[1].Move(fyne.NewPos(left+l.gap, 0))
	objs[1].Resize(fyne.NewSize(max(0, s.Width-left-l.gap), s.Height))
}

// Fault is an error in the three lines that every error has.
type Fault struct{ Happened, Safe, Do string }

// ErrorPanel shows a Fault: what happened, what is safe, what to do.
type ErrorPanel struct {
	obj                *Surface
	happened, safe, do *Paragraph
	actions            *fyne.Container
}

// NewErrorPanel makes a hidden panel; actions are its buttons.
func NewErrorPanel(actions ...fyne.CanvasObject) *ErrorPanel {
	p := &ErrorPanel{happened: NewParagraph("", Style{Color: ColorWrong, Bold: true}),
		safe: NewParagraph("", Style{}), do: NewParagraph("", Style{}),
		actions: container.NewHBox(actions...)}
	p.obj = newSurface(ColorPanel, ColorWrong, 8, 16, 12, VStack(6, p.happened, p.safe, p.do, p.actions))
	p.actions.Hidden = len(actions) == 0
	p.obj.Hide()
	return p
}

// Show shows a fault; the zero Fault hides the panel.
func (p *ErrorPanel) Show(f Fault) {
	p.happened.SetText(f.Happened)
	p.safe.SetText(f.Safe)
	p.do.SetText(f.Do)
	p.obj.Hidden = f == Fault{}
	p.obj.Refresh()
}

// Visible reports whether a fault is shown.
func (p *ErrorPanel) Visible() bool { return !p.obj.Hidden }

// Object is what the screen shows.
func (p *ErrorPanel) Object() fyne.CanvasObject { return p.obj }

// NewEmptyState says in the middle of a pane what is the case and what to do first.
func NewEmptyState(title, what string, actions ...fyne.CanvasObject) fyne.CanvasObject {
	body := VStack(12,
		NewParagraph(title, Style{Size: SizeTitle, Bold: true, Align: fyne.TextAlignCenter}),
		NewParagraph(what, Style{Color: ColorQuiet, Align: fyne.TextAlignCenter}),
		container.NewHBox(append(append([]fyne.CanvasObject{layout.NewSpacer()}, actions...), layout.NewSpacer())...))
	return container.NewCenter(container.New(&fixedWidth{420}, body))
}

// fixedWidth gives its objects one width, more where their text is larger.
type fixedWidth struct{ width float32 }

// Width lays one object out at a width; text that wraps inside knows it from the start.
func Width(w float32, o fyne.CanvasObject) *fyne.Container { return container.New(&fixedWidth{w}, o) }

func (l *fixedWidth) MinSize(objs []fyne.CanvasObject) fyne.Size {
	var m fyne.Size
	for _, o := range objs {
		if o.Size().Width != l.width {
			o.Resize(fyne.NewSize(l.width, o.MinSize().Height))
		}
		m = m.Max(o.MinSize())
	}
	return fyne.NewSize(max(l.width, m.Width), m.Height)
}

func (l *fixedWidth) Layout(objs []fyne.CanvasObject, s fyne.Size) {
	for _, o := range objs {
		o.Resize(s)
	}
}

// ProgressPanel shows what is being done, how far it is, and how to stop it.
type ProgressPanel struct {
	obj  *fyne.Container
	what *Text
	bar  *progressBar
}

// NewProgress makes a hidden panel; the button that stops shows its key.
func (kit *Kit) NewProgress(key Key, cancel func()) *ProgressPanel {
	p := &ProgressPanel{what: NewText("", Style{}), bar: newProgressBar()}
	p.obj = container.NewBorder(nil, nil, nil, kit.NewButton(T("Cancel"), key, cancel), VStack(6, p.what, p.bar))
	p.obj.Hide()
	return p
}

// Show tells what is done and the share, 0 to 1; an empty text hides the panel.
func (p *ProgressPanel) Show(what string, share float64) {
	p.what.SetText(what)
	p.bar.share = float32(min(max(share, 0), 1))
	p.obj.Hidden = what == ""
	p.obj.Refresh()
}

// Object is what the screen shows.
func (p *ProgressPanel) Object() fyne.CanvasObject { return p.obj }

// progressBar is how far something is; it follows the theme.
type progressBar struct {
	widget.BaseWidget
	share      float32
	rest, done *box
}

func newProgressBar() *progressBar {
	b := &progressBar{rest: newBox(ColorLine, "", 0, 3), done: newBox(ColorAccent, "", 0, 3)}
	b.ExtendBaseWidget(b)
	return b
}

// MinSize is a thin line.
func (b *progressBar) MinSize() fyne.Size { return fyne.NewSize(80, 6) }

// CreateRenderer is Fyne's.
func (b *progressBar) CreateRenderer() fyne.WidgetRenderer { return &progressRenderer{b} }

type progressRenderer struct{ b *progressBar }

func (r *progressRenderer) MinSize() fyne.Size { return r.b.MinSize() }

func (r *progressRenderer) Layout(s fyne.Size) {
	r.b.rest.rect.Resize(s)
	r.b.done.rect.Resize(fyne.NewSize(s.Width*r.b.share, s.Height))
}

func (r *progressRenderer) Refresh() {
	r.b.rest.paint()
	r.b.done.paint()
	r.Layout(r.b.Size())
}

func (r *progressRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.b.rest.rect, r.b.done.rect}
}
func (r *progressRenderer) Destroy() {}

// Content is what stands on the surface.
func (s *Surface) Content() fyne.CanvasObject { return s.content }
