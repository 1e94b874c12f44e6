package uikit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// chip is a short text in a rounded box: the body of Badge and KeyCap.
type chip struct {
	widget.BaseWidget
	text         *Text
	fill, stroke fyne.ThemeColorName
	radius       float32
	padX, padY   float32
	box          *box
}

func newChip(text string, s Style, fill, stroke fyne.ThemeColorName, radius, padX, padY float32) *chip {
	c := &chip{text: NewFixed(text, s), fill: fill, stroke: stroke, radius: radius, padX: padX, padY: padY}
	c.ExtendBaseWidget(c)
	return c
}

func (c *chip) set(text string, s Style, fill, stroke fyne.ThemeColorName) {
	if c.text.text == text && c.text.style == s.filled() && c.fill == fill && c.stroke == stroke {
		return
	}
	c.fill, c.stroke = fill, stroke
	c.text.Set(text, s)
	c.Refresh()
}

// CreateRenderer is Fyne's.
func (c *chip) CreateRenderer() fyne.WidgetRenderer {
	c.box = newBox(c.fill, c.stroke, 1, c.radius)
	return &chipRenderer{c}
}

type chipRenderer struct{ c *chip }

func (r *chipRenderer) MinSize() fyne.Size {
	m := r.c.text.MinSize()
	return fyne.NewSize(max(m.Width, m.Height*0.6)+2*r.c.padX, m.Height+2*r.c.padY)
}

func (r *chipRenderer) Layout(s fyne.Size) {
	m := r.c.text.MinSize()
	r.c.box.rect.Resize(s)
	r.c.text.Resize(m)
	r.c.text.Move(fyne.NewPos((s.Width-m.Width)/2, (s.Height-m.Height)/2))
}

func (r *chipRenderer) Refresh() {
	r.c.box.fill, r.c.box.stroke = r.c.fill, r.c.stroke
	r.c.box.paint()
	r.c.text.Refresh()
	r.Layout(r.c.Size())
}

func (r *chipRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.c.box.rect, r.c.text}
}
func (r *chipRenderer) Destroy() {}

// Tone is what a small mark says; colour never says it alone, the text does too.
type Tone int

// The tones.
const (
	ToneQuiet Tone = iota
	ToneDoubt
	ToneDone
	ToneWrong
	ToneAccent
)

func (t Tone) colours() (text, ground fyne.ThemeColorName) {
	switch t {
	case ToneDoubt:
		return ColorDoubt, ColorDoubtGround
	case ToneDone:
		return ColorDone, ColorDoneGround
	case ToneWrong:
		return ColorWrong, ColorPanel
	case ToneAccent:
		return ColorAccent, ColorAccentSoft
	}
	return ColorQuiet, ColorGround
}

// Badge is a count or a tick behind a line of the queue. It embeds by value: Fyne keeps one renderer for each widget by its
// address, and two addresses would draw one and refresh the other.
type Badge struct{ chip }

// NewBadge makes a badge.
func NewBadge(text string, t Tone) *Badge {
	fg, bg := t.colours()
	b := &Badge{chip{text: NewFixed(text, Style{Size: SizeSmall, Color: fg}), fill: bg, radius: 9, padX: 7, padY: 1}}
	b.ExtendBaseWidget(b)
	return b
}

// Set changes text and tone; an empty text hides the badge.
func (b *Badge) Set(text string, t Tone) {
	fg, bg := t.colours()
	b.set(text, Style{Size: SizeSmall, Color: fg}, bg, "")
	if text == "" {
		b.Hide()
	} else {
		b.Show()
	}
}

// newKey makes the picture of one key.
func newKey(key string) *chip {
	return newChip(key, Style{Size: SizeSmall, Color: ColorQuiet, Mono: true}, ColorPanel, ColorLine, 4, 5, 1)
}

// KeyCap shows a key and what it does; tapping it does it too.
type KeyCap struct {
	widget.BaseWidget
	key     *chip
	caption *Text
	shown   string
	Do      func()
}

// Key is the key as it is shown.
func (k *KeyCap) Key() string { return k.shown }

// NewKeyCap makes a key with its caption; do may be nil.
func NewKeyCap(key, caption string, do func()) *KeyCap {
	k := &KeyCap{key: newKey(key), shown: key, caption: NewFixed(caption, Style{Size: SizeSmall}), Do: do}
	k.ExtendBaseWidget(k)
	return k
}

// Set changes key and caption.
func (k *KeyCap) Set(key, caption string) {
	k.shown = key
	if k.key.text.text == key && k.caption.text == caption {
		return
	}
	k.key.set(key, Style{Size: SizeSmall, Color: ColorQuiet, Mono: true}, ColorPanel, ColorLine)
	k.caption.SetText(caption)
	k.Refresh()
}

// Tapped does what the key does.
func (k *KeyCap) Tapped(*fyne.PointEvent) {
	if k.Do != nil {
		k.Do()
	}
}

// CreateRenderer is Fyne's.
func (k *KeyCap) CreateRenderer() fyne.WidgetRenderer {
	return &rowRenderer{objs: []fyne.CanvasObject{k.key, k.caption}, gap: 5}
}

// rowRenderer lays fixed objects side by side, centred in the height.
type rowRenderer struct {
	objs       []fyne.CanvasObject
	gap, pad   float32
	background *box
}

func (r *rowRenderer) MinSize() fyne.Size {
	var s fyne.Size
	for i, o := range r.objs {
		m := o.MinSize()
		s.Width += m.Width
		s.Height = max(s.Height, m.Height)
		if i > 0 {
			s.Width += r.gap
		}
	}
	return fyne.NewSize(s.Width+2*r.pad, s.Height+2*r.pad)
}

func (r *rowRenderer) Layout(s fyne.Size) {
	if r.background != nil {
		r.background.rect.Resize(s)
	}
	x := r.pad
	for _, o := range r.objs {
		m := o.MinSize()
		o.Resize(m)
		o.Move(fyne.NewPos(x, (s.Height-m.Height)/2))
		x += m.Width + r.gap
	}
}

func (r *rowRenderer) Refresh() {
	if r.background != nil {
		r.background.paint()
	}
	for _, o := range r.objs {
		o.Refresh()
	}
}

func (r *rowRenderer) Objects() []fyne.CanvasObject {
	if r.background != nil {
		return append([]fyne.CanvasObject{r.background.rect}, r.objs...)
	}
	return r.objs
}
func (r *rowRenderer) Destroy() {}

// HoldCap shows a key that works while it is held; holding the mouse on it does the same.
type HoldCap struct {
	KeyCap
	Down, Up func()
	held     bool
}

var _ desktop.Mouseable = (*HoldCap)(nil)

// NewHoldCap makes a held key with its caption.
func NewHoldCap(key, caption string, down, up func()) *HoldCap {
	k := &HoldCap{KeyCap: KeyCap{key: newKey(key), caption: NewFixed(caption, Style{Size: SizeSmall})}, Down: down, Up: up}
	k.ExtendBaseWidget(k)
	return k
}

// MouseDown begins, with the first button.
func (k *HoldCap) MouseDown(ev *desktop.MouseEvent) {
	if ev.Button == desktop.MouseButtonPrimary && !k.held {
		k.held = true
		k.Down()
	}
}

// MouseUp ends, wherever the button comes up.
func (k *HoldCap) MouseUp(*desktop.MouseEvent) { k.Let() }

// MouseIn and MouseMoved are not used.
func (k *HoldCap) MouseIn(*desktop.MouseEvent) {}

// MouseMoved is not used.
func (k *HoldCap) MouseMoved(*desktop.MouseEvent) {}

// MouseOut ends: what is shown is not left to a hand that has gone elsewhere.
func (k *HoldCap) MouseOut() { k.Let() }

// Let ends it, where it is held.
func (k *HoldCap) Let() {
	if k.held {
		k.held = false
		k.Up()
	}
}
