package review

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"chartproof.org/chartproof/ui/pageview"
	"chartproof.org/chartproof/ui/phrase"
	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/uikit"
)

// card is the field at hand: its picture, its entry, why it is here, what it may be, and the keys.
type card struct {
	obj     fyne.CanvasObject
	picture *pageview.View
	nowhere *uikit.Text // in place of the picture
	label   *uikit.SectionTitle
	decided *uikit.Text
	entry   *valueEntry
	warn    *uikit.Paragraph
	why     *uikit.Paragraph
	asked   *uikit.Paragraph // by a colleague
	suggest []*suggestion
	list    *fyne.Container
	hold    *uikit.HoldCap  // shows the field at hand while it is held, where that is masked
	foot    *fyne.Container // the keys, where the field can be decided and the card has room for them
	head    *fyne.Container
	body    *fyne.Container
	all     *fyne.Container
	stamp   int
	shown   present.ReviewField
}

func newCard(kit *uikit.Kit, do actions) *card {
	c := &card{picture: pageview.NewPicture(kit), entry: newValueEntry(kit), label: uikit.NewSectionTitle(""),
		nowhere: uikit.NewText("", uikit.Style{Color: uikit.ColorQuiet, Align: fyne.TextAlignCenter}),
		decided: uikit.NewText("", uikit.Style{Size: uikit.SizeSmall, Color: uikit.ColorDone, Align: fyne.TextAlignTrailing}),
		warn:    uikit.NewParagraph("", uikit.Style{Size: uikit.SizeSmall, Color: uikit.ColorWrong, Bold: true}),
		why:     uikit.NewParagraph("", uikit.Style{Size: uikit.SizeSmall, Color: uikit.ColorDoubt}),
		asked:   uikit.NewParagraph("", uikit.Style{Color: uikit.ColorAccent, Bold: true}),
		list:    uikit.VStack(8), stamp: -1}
	for i := range 9 {
		s := newSuggestion(i+1, func() { do.suggest(i + 1) })
		c.suggest = append(c.suggest, s)
		c.list.Add(s)
	}
	c.head = container.New(&ends{}, c.label, c.decided)
	c.hold = uikit.NewHoldCap(uikit.K(fyne.KeyF4).String(), uikit.T("hold to show"), do.revealDown, do.revealUp)
	c.hold.Hide()
	// What is held stands above all that comes and goes while it is: it must stay under a hand that does not move.
	c.body = uikit.VStack(6, c.head, container.NewHBox(c.hold), c.asked, c.entry, c.warn, c.why, c.list)
	c.foot = keysOf(do, 14)
	c.all = uikit.VStack(0, container.New(&pictureLayout{}, c.picture, c.nowhere), uikit.NewLine(), uikit.NewPane(14, 10, c.body),
		c.foot)
	c.obj = uikit.NewFrame(c.all)
	return c
}

// keysOf is a line with the keys that decide on the field at hand, edge from the side.
func keysOf(do actions, edge float32) *fyne.Container {
	keys := container.New(&rowsOf{gap: 16, between: 6})
	for _, c := range deciding(nil) {
		keys.Add(uikit.NewKeyCap(c.key.String(), c.word, c.do(do)))
	}
	return uikit.VStack(0, uikit.NewLine(), uikit.NewGround(uikit.ColorGround, edge, 9, keys))
}

// show draws the field at hand; the entry is left alone while the person types in it.
func (c *card) show(f present.ReviewField, modal, inGrid bool) {
	c.label.Set(phrase.Text(f.Label))
	c.decided.SetText(phrase.Text(f.Decided))
	c.entry.masked, c.entry.private, c.entry.instead, c.entry.editable = f.Masked, f.Identifies, f.Instead, f.Editable
	c.entry.digits, c.entry.modal, c.entry.inGrid = f.DigitsTake && len(f.Suggestions) > 0, modal, inGrid
	if f.Stamp != c.stamp || f.Masked != c.shown.Masked { // what is revealed comes into the entry, and goes again
		c.stamp = f.Stamp
		c.entry.show(f.Value.Reveal(), f.Doubt)
	} else {
		c.entry.Refresh()
	}
	c.warn.SetText(phrase.Text(f.Warn))
	c.warn.Hidden = f.Warn.Empty()
	why := reasons(f)
	c.why.SetText(why)
	c.why.Hidden = why == ""
	c.asked.SetText(phrase.Text(f.Asked))
	c.asked.Hidden = f.Asked.Empty()
	c.suggestions(f)
	c.shown = f
	uikit.Relayout(c.head)
	uikit.Relayout(c.body)
	uikit.Relayout(c.all)
}

// reasons joins the reasons to a paragraph.
func reasons(f present.ReviewField) string {
	parts := make([]string, 0, len(f.Reasons))
	for _, l := range f.Reasons {
		parts = append(parts, phrase.Text(l))
	}
	for _, l := range f.Each {
		parts = append(parts, "\n"+phrase.Text(l))
	}
	return strings.Join(parts, " ")
}

func (c *card) suggestions(f present.ReviewField) {
	c.list.Hidden = len(f.Suggestions) == 0
	for i, s := range c.suggest {
		s.Hidden = i >= len(f.Suggestions)
		if s.Hidden {
			s.text.SetText("")
			continue
		}
		key := strconv.Itoa(i + 1)
		if !f.DigitsTake {
			key = uikit.Alt(fyne.KeyName(key)).String()
		}
		s.set(key, f.Suggestions[i].Reveal(), f.Suggestions[i] == f.Value)
	}
	uikit.Relayout(c.list)
}

// clear forgets the field and what was typed.
func (c *card) clear() {
	c.entry.wipe()
	c.picture.Clear()
	c.why.SetText("")
	c.asked.SetText("")
	for _, s := range c.suggest {
		s.text.SetText("")
		s.Hidden = true
	}
	c.shown, c.stamp = present.ReviewField{}, -1
}

// suggestion is one value that a key or the mouse takes.
type suggestion struct {
	widget.BaseWidget
	cap  *uikit.KeyCap
	text *uikit.Text
	box  *uikit.Surface
	wide *fyne.Container
	do   func()
}

func newSuggestion(n int, do func()) *suggestion {
	s := &suggestion{cap: uikit.NewKeyCap(strconv.Itoa(n), "", do), do: do,
		text: uikit.NewText("", uikit.Style{Mono: true})}
	s.box = uikit.NewPill(container.New(&ends{left: true}, s.cap, s.text))
	s.ExtendBaseWidget(s)
	s.Hidden = true
	return s
}

func (s *suggestion) set(key, value string, taken bool) {
	s.cap.Set(key, "")
	s.text.Set(value, uikit.Style{Mono: true, Bold: taken})
	if s.wide != nil {
		uikit.Relayout(s.wide)
	}
}

// Tapped takes it.
func (s *suggestion) Tapped(*fyne.PointEvent) { s.do() }

// MinSize is as wide as the value where there is room.
func (s *suggestion) MinSize() fyne.Size {
	return fyne.NewSize(80, s.box.MinSize().Height)
}

// CreateRenderer is Fyne's.
func (s *suggestion) CreateRenderer() fyne.WidgetRenderer {
	s.wide = container.New(&hug{s}, s.box)
	return widget.NewSimpleRenderer(s.wide)
}

// hug makes the pill as wide as its value, and no wider than the card.
type hug struct{ s *suggestion }

func (l *hug) MinSize(objs []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(80, objs[0].MinSize().Height)
}

func (l *hug) Layout(objs []fyne.CanvasObject, size fyne.Size) {
	want := l.s.cap.MinSize().Width + l.s.text.Natural().Width + 30
	objs[0].Resize(fyne.NewSize(min(want, size.Width), size.Height))
}
