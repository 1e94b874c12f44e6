package uikit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// Entry is Fyne's entry with the 3 px ring and with keys that it does not use handed to the command table. It is for
// forms; Fyne keeps an undo history of what is typed, so values out of a chart never go into it.
type Entry struct {
	widget.Entry
	keys *Keys
	ring *box

	onFocus func() // brings it into view
}

var _ desktop.Keyable = (*Entry)(nil)

// FocusGained draws the ring.
func (e *Entry) FocusGained() {
	e.ring.stroke = ColorAccent
	e.ring.paint()
	e.Entry.FocusGained()
	if e.onFocus != nil {
		e.onFocus()
	}
}

// FocusLost takes the ring away.
func (e *Entry) FocusLost() {
	e.ring.stroke = ""
	e.ring.paint()
	e.Entry.FocusLost()
}

// Refresh takes the colours up again.
func (e *Entry) Refresh() {
	e.ring.paint()
	e.Entry.Refresh()
}

// TypedKey lets the entry have what edits, and the command table the rest.
func (e *Entry) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyBackspace, fyne.KeyDelete, fyne.KeyLeft, fyne.KeyRight, fyne.KeyHome, fyne.KeyEnd, fyne.KeyTab:
		e.Entry.TypedKey(ev)
	case fyne.KeyReturn, fyne.KeyEnter:
		if e.OnSubmitted == nil && e.keys.Typed(ev) {
			return
		}
		e.Entry.TypedKey(ev)
	default:
		if !e.keys.Typed(ev) {
			e.Entry.TypedKey(ev)
		}
	}
}

// KeyDown passes held keys on.
func (e *Entry) KeyDown(ev *fyne.KeyEvent) {
	e.keys.Down(ev)
	e.Entry.KeyDown(ev)
}

// KeyUp passes held keys on.
func (e *Entry) KeyUp(ev *fyne.KeyEvent) {
	e.keys.Up(ev)
	e.Entry.KeyUp(ev)
}

// TypedShortcut lets the entry have what edits text; the menu has had its turn before.
func (e *Entry) TypedShortcut(s fyne.Shortcut) {
	if cs, ok := s.(*desktop.CustomShortcut); ok && e.keys.Run(Key{Name: cs.KeyName, Mod: cs.Modifier}) {
		return
	}
	e.Entry.TypedShortcut(s)
}

// Field is a labelled entry with a line of help or fault below it.
type Field struct {
	Entry *Entry
	label *Paragraph
	note  *Paragraph
	obj   fyne.CanvasObject
}

// NewField makes a labelled entry.
func (kit *Kit) NewField(label string) *Field {
	e := &Entry{keys: kit.Keys, ring: newBox("", "", Ring, 8)}
	e.ExtendBaseWidget(e)
	f := &Field{Entry: e, label: NewParagraph(label, Style{Color: ColorQuiet}),
		note: NewParagraph("", Style{Size: SizeSmall, Color: ColorQuiet})}
	f.note.Hide()
	f.obj = container.New(&stackTight{gap: 4}, f.label, container.New(&inset{by: Ring}, e.ring.rect, e), f.note)
	return f
}

// NewPassword makes a labelled entry that shows dots.
func (kit *Kit) NewPassword(label string) *Field {
	f := kit.NewField(label)
	f.Entry.Password = true
	return f
}

// Object is what the screen shows.
func (f *Field) Object() fyne.CanvasObject { return f.obj }

// SetLabel changes the label.
func (f *Field) SetLabel(s string) { f.label.SetText(s) }

// SetNote shows a line below the entry in the tone; an empty one hides it.
func (f *Field) SetNote(s string, t Tone) {
	fg, _ := t.colours()
	f.note.Set(s, Style{Size: SizeSmall, Color: fg})
	f.note.Hidden = s == ""
	f.obj.Refresh()
}

// inset lays the first object over everything and the others inside it.
type inset struct{ by float32 }

func (l *inset) MinSize(objs []fyne.CanvasObject) fyne.Size {
	var m fyne.Size
	for _, o := range objs[1:] {
		m = m.Max(o.MinSize())
	}
	return m.AddWidthHeight(2*l.by, 2*l.by)
}

func (l *inset) Layout(objs []fyne.CanvasObject, s fyne.Size) {
	objs[0].Resize(s)
	for _, o := range objs[1:] {
		o.Move(fyne.NewPos(l.by, l.by))
		o.Resize(s.SubtractWidthHeight(2*l.by, 2*l.by))
	}
}

// moveTo moves what is not there yet: Fyne repaints the window for a container that is moved to where it stands.
func moveTo(o fyne.CanvasObject, to fyne.Position) {
	if o.Position() != to {
		o.Move(to)
	}
}

// stackTight lays objects below one another with a gap of its own, at the full width.
type stackTight struct{ gap float32 }

// VStack lays objects below one another with a gap on the 8-point grid.
func VStack(gap float32, objs ...fyne.CanvasObject) *fyne.Container {
	return container.New(&stackTight{gap: gap}, objs...)
}

// Relayout lays the children of a container out again after some were hidden, shown or changed in height. Unlike Refresh it
// draws nothing anew that did not change.
func Relayout(c *fyne.Container) {
	if c.Layout != nil {
		c.Layout.Layout(c.Objects, c.Size())
	}
}

// Settle lays a screen out anew, down to its last container, after parts of it came, went or changed in height. Fyne does so
// by itself for one parent of several at a time, and parts lie over one another until the next change.
func Settle(o fyne.CanvasObject) {
	for range 2 { // text that wraps knows its height once it has its width
		settle(o)
	}
}

func settle(o fyne.CanvasObject) {
	switch o := o.(type) {
	case *fyne.Container:
		Relayout(o)
		for _, child := range o.Objects {
			settle(child)
		}
	case *Surface:
		(&surfaceRenderer{o}).Layout(o.Size())
		settle(o.content)
	case *container.Scroll:
		settle(o.Content)
	case *container.ThemeOverride:
		settle(o.Content)
	}
}

func (l *stackTight) MinSize(objs []fyne.CanvasObject) fyne.Size {
	var m fyne.Size
	n := 0
	for _, o := range objs {
		if !o.Visible() {
			continue
		}
		s := o.MinSize()
		m = fyne.NewSize(max(m.Width, s.Width), m.Height+s.Height)
		n++
	}
	if n > 1 {
		m.Height += float32(n-1) * l.gap
	}
	return m
}

func (l *stackTight) Layout(objs []fyne.CanvasObject, s fyne.Size) {
	y := float32(0)
	for _, o := range objs {
		if !o.Visible() {
			continue
		}
		h := o.MinSize().Height
		moveTo(o, fyne.NewPos(0, y))
		o.Resize(fyne.NewSize(s.Width, h))
		if again := o.MinSize().Height; again != h { // wrapping text knows its height once it has its width
			h = again
			o.Resize(fyne.NewSize(s.Width, h))
		}
		y += h + l.gap
	}
}
