package review

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/protect/access"
	engine "chartproof.org/chartproof/engine/review"
	"chartproof.org/chartproof/ui/pageview"
	"chartproof.org/chartproof/ui/phrase"
	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/uikit"
)

// Screen is the review screen.
type Screen struct {
	kit   *uikit.Kit
	p     *present.ReviewPresenter
	hooks Hooks

	page    *pageview.View
	card    *card
	need    *uikit.Paragraph
	count   *uikit.Text
	notice  *uikit.Paragraph
	fault   *uikit.Paragraph // why the page should be scanned again
	trouble *uikit.ErrorPanel
	again   *uikit.Button
	next    *fieldList
	done    *fieldList
	scroll  *container.Scroll
	pinned  *pinned
	thumbs  *thumbs
	dialogs *dialogs
	empty   *fyne.Container
	head    *fyne.Container
	top     *fyne.Container
	column  *fyne.Container
	obj     fyne.CanvasObject

	s      present.ReviewSnapshot
	sheet  any
	turn   int
	marks  []present.PageMark
	glance int
	whole  *pageview.Viewport // where the page was before F2
	resume bool               // the page comes up as it was left
	grid   *grid
	notes  *uikit.Paragraph
	opened chart.DocumentID
}

// actions is what the parts of the screen can ask for.
type actions struct {
	confirm, mark, ask, escape, wrongPatient, retypeAsk func()
	suggest, findNext                                   func(int)
	find, handOver, sign                                func(string)
	revealDown, revealUp                                func()
	purpose                                             func(access.Purpose)
	retype                                              func(chart.Type)
	askTo                                               func(int)
	askWhole, pages                                     func()
	release                                             func(chart.SpanWhy)
}

// New makes the screen for the person at work. check looks at typed values; nil takes everything.
func New(house present.Charts, kit *uikit.Kit, clock present.Clock, me chart.Person, check engine.Check, hooks Hooks) *Screen {
	s := &Screen{kit: kit, hooks: hooks}
	o := present.ReviewOptions{Prepare: prepare, Check: check, Neighbour: s.neighbour, NextWork: s.nextWork, Seen: s.seen}
	o.Desk, _ = house.(present.ReviewDesk) // a house without colleagues has none
	s.p = present.NewReview(house, kit.Dispatch, clock, s, o)
	s.p.Enter(me)
	s.build()
	s.Render(present.ReviewSnapshot{})
	return s
}

// prepare makes a page ready for the screen, off the UI goroutine.
func prepare(r *geom.Raster) present.Prepared {
	p := pageview.Build(r)
	if p == nil {
		return present.Prepared{}
	}
	return present.Prepared{Sheet: p, Thumb: p.Thumb(2*(thumbW-4), 2*(thumbH-4), 0)}
}

func (s *Screen) build() {
	do := actions{confirm: s.p.Confirm, mark: s.p.Mark, ask: s.p.Ask, escape: s.p.Escape, wrongPatient: s.p.WrongPatient,
		retypeAsk: s.p.RetypeAsk, suggest: s.p.Suggest, findNext: s.p.FindNext, find: s.p.Find, handOver: s.p.HandOver,
		sign: s.p.Sign, retype: s.p.Retype, revealDown: s.p.RevealDown, revealUp: s.p.RevealUp, purpose: s.p.ForPurpose,
		askTo: s.p.AskTo, askWhole: s.p.AskWhole, pages: s.layPages, release: s.p.ReleaseFor}
	s.page = pageview.New(s.kit)
	s.page.OnTap = func(at geom.Point) {
		s.p.Point(at)
		s.focus()
	}
	s.page.OnEdit = func(b geom.Box, _ bool) { s.p.ShapeBox(b) }
	s.page.OnDraw = s.p.DrawBox
	s.grid = newGrid(s.kit, s.p.GridTo)
	s.notes = uikit.NewParagraph("", uikit.Style{Color: uikit.ColorText})
	s.card = newCard(s.kit, do)
	s.card.entry.onChanged = s.p.Typed
	s.card.entry.onDigit = s.p.Suggest
	s.card.entry.onKey = s.p.Pressed
	s.need = uikit.NewParagraph("", uikit.Style{Size: uikit.SizeTitle, Bold: true})
	s.count = uikit.NewText("", uikit.Style{Color: uikit.ColorQuiet})
	s.notice = uikit.NewParagraph("", uikit.Style{Color: uikit.ColorAccent})
	s.fault = uikit.NewParagraph("", uikit.Style{Color: uikit.ColorDoubt, Bold: true})
	s.again = s.kit.NewButton(uikit.T("Understood"), uikit.Key{}, func() {
		s.p.Dismiss()
		s.focus()
	})
	s.trouble = uikit.NewErrorPanel(s.again)
	s.next, s.done = newFieldList(s.p.GoTo), newFieldList(s.p.GoTo)
	s.thumbs = newThumbs(func(n int) {
		s.p.GoPage(n)
		s.focus()
	})
	s.dialogs = newDialogs(s.kit, do)
	s.empty = container.NewStack()
	s.head = container.New(&heading{}, s.need, s.count)
	s.top = uikit.VStack(10, s.head, s.trouble.Object(), s.notice, s.fault, s.notes, s.card.obj)
	s.column = uikit.VStack(0, uikit.NewPane(16, 12, s.top), s.next.head, s.next.body, s.done.head, s.done.body)
	s.scroll = container.NewVScroll(uikit.NewPane(0, 0, s.column))
	s.pinned = &pinned{card: s.card, over: s.top, scroll: s.scroll, foot: keysOf(do, 16)}
	s.grid.around = container.NewBorder(s.dialogs.bar, s.grid.obj, nil, nil, s.page)
	middle := container.NewStack(s.grid.around, s.dialogs.obj)
	s.obj = container.NewStack(container.New(&desk{s.kit}, middle, uikit.NewLine(), s.kit.Flat(container.New(s.pinned, s.scroll, s.pinned.foot))), s.empty)
}

// Object is page and fields; Pages the small pictures, for the frame's left pane.
func (s *Screen) Object() fyne.CanvasObject { return s.obj }

// Pages is the small pictures of the document's pages.
func (s *Screen) Pages() fyne.CanvasObject { return s.thumbs.obj }

// Open shows a document.
func (s *Screen) Open(id chart.DocumentID) { s.p.Open(id) }

// QueueChanged looks whether a document that is still being read has grown.
func (s *Screen) QueueChanged() { s.p.QueueChanged() }

// Seal blanks the screen and gives what seals what was half typed.
func (s *Screen) Seal() present.Sealer {
	seal := s.p.Sealer()
	s.clear()
	return seal
}

// Close forgets the document.
func (s *Screen) Close() {
	s.p.Close()
	s.clear()
}

// Effort is what the document at hand cost in keys so far.
func (s *Screen) Effort() engine.Effort { return s.p.Effort() }

// clear drops every pixel and every letter of a chart.
func (s *Screen) clear() {
	s.page.Clear()
	s.card.clear()
	s.dialogs.close()
	s.thumbs.set(nil)
	s.next.set("", nil)
	s.done.set("", nil)
	s.sheet, s.marks, s.whole, s.opened = nil, nil, nil, ""
	s.grid.clear()
	s.notes.SetText("")
}

// Render draws a snapshot.
func (s *Screen) Render(snap present.ReviewSnapshot) {
	before := s.s
	s.s = snap
	defer s.tellCommands(before)
	s.showEmpty(snap)
	if snap.Phase != present.ReviewOpen {
		if before.Phase == present.ReviewOpen {
			s.clear()
		}
		s.line("")
		if snap.Phase == present.ReviewEmpty && before.Phase == present.ReviewOpen && !snap.Notice.Empty() && s.hooks.Done != nil {
			s.hooks.Done()
		}
		return
	}
	if snap.ID != s.opened {
		s.opened, s.resume = snap.ID, true
		s.scroll.ScrollToTop()
		if s.hooks.Opened != nil {
			s.hooks.Opened(snap.ID)
		}
	}
	s.grid.show(snap, s.obj.Size().Height)
	s.showPage(snap)
	s.showFields(snap, before)
	bar := s.dialogs.bar.Visible()
	s.dialogs.show(snap)
	if bar != s.dialogs.bar.Visible() {
		uikit.Relayout(s.grid.around)
	}
	s.line(documentLine(snap))
	s.focus()
}

// tellCommands tells the frame where other keys work than before.
func (s *Screen) tellCommands(before present.ReviewSnapshot) {
	if s.hooks.Changed != nil && (before.Phase != s.s.Phase || before.Mode != s.s.Mode || before.CanSign != s.s.CanSign ||
		before.ReadOnly.Empty() != s.s.ReadOnly.Empty()) {
		s.hooks.Changed(s.s.CanSign)
	}
	if s.hooks.Progress != nil && s.s.Phase == present.ReviewOpen &&
		(before.ID != s.s.ID || before.Need != s.s.Need || before.Of != s.s.Of || before.CanSign != s.s.CanSign) {
		s.hooks.Progress(s.s.Need, s.s.Of, s.s.CanSign)
	}
}

func (s *Screen) line(text string) {
	if s.hooks.Line != nil {
		s.hooks.Line(text)
	}
}

func documentLine(snap present.ReviewSnapshot) string {
	parts := []string{phrase.Text(snap.Title)}
	for _, l := range snap.About {
		parts = append(parts, phrase.Text(l))
	}
	return strings.Join(parts, " · ")
}

// showEmpty says what there is instead of a document.
func (s *Screen) showEmpty(snap present.ReviewSnapshot) {
	var body fyne.CanvasObject
	switch snap.Phase {
	case present.ReviewOpen:
		s.empty.Objects = nil
		s.empty.Hide()
		return
	case present.ReviewLoading:
		body = uikit.NewEmptyState(uikit.T("Opening…"), "")
	case present.ReviewFailed:
		f := phrase.Fault(snap.Problem)
		body = uikit.NewEmptyState(f.Happened, f.Safe+" "+f.Do)
	default:
		title := phrase.Text(snap.Notice)
		if title == "" {
			title = uikit.T("No document is open")
		}
		body = uikit.NewEmptyState(title, uikit.T("Choose one from the queue; Enter opens it."))
	}
	s.empty.Objects = []fyne.CanvasObject{uikit.NewGround(uikit.ColorGround, 0, 0, body)}
	s.empty.Show()
	s.empty.Refresh()
}

func (s *Screen) showFields(snap, before present.ReviewSnapshot) {
	s.need.SetText(needText(snap))
	count := ""
	if snap.At > 0 && snap.Of > 0 {
		count = uikit.T("{{.At}} of {{.Of}}", uikit.A{"At": snap.At, "Of": snap.Of})
	}
	s.count.SetText(count)
	uikit.Relayout(s.head)
	s.trouble.Show(phrase.Fault(snap.Problem))
	notice := snap.Notice
	if notice.Empty() {
		notice = snap.ReadOnly
	}
	if notice.Empty() {
		notice = snap.Remark
	}
	s.notice.SetText(phrase.Text(notice))
	s.notice.Hidden = notice.Empty()
	s.fault.SetText(phrase.Text(snap.Fault))
	s.fault.Hidden = snap.Fault.Empty()
	text := noteText(snap.Notes)
	s.notes.SetText(text)
	s.notes.Hidden = text == ""
	s.card.show(snap.Field, snap.Mode == present.ModeRedact, snap.Mode == present.ModeTable)
	s.card.box(snap)
	if !snap.Reveal { // the hand that holds it must let go of it
		s.card.hold.Hidden = !snap.Field.Masked || !snap.Reveals
	}
	s.picture(snap)
	s.next.set(uikit.T("Next"), snap.Next)
	s.done.set(uikit.T("Done · {{.N}}", uikit.A{"N": len(snap.Done)}), snap.Done)
	s.thumbs.set(snap.Thumbs)
	if snap.Field.ID != before.Field.ID {
		s.scroll.ScrollToTop()
	}
	uikit.Relayout(s.top)
	s.pinned.off = !snap.ReadOnly.Empty() || snap.Field.ID == "" || snap.Mode == present.ModeRedact || snap.Mode == present.ModeTable // other keys work there
	s.pinned.settle()
	uikit.Relayout(s.column)
}

func needText(snap present.ReviewSnapshot) string {
	switch {
	case snap.Need > 0:
		return uikit.N("{{.N}} of {{.All}} fields need you", snap.Need, uikit.A{"All": snap.All})
	case snap.CanSign:
		return uikit.T("Ready to sign")
	case !snap.ReadOnly.Empty():
		return uikit.N("{{.N}} fields", snap.All)
	}
	return uikit.T("Nothing here needs you")
}

// picture shows the field's own piece of the page at a size that can be read, with what is masked masked.
func (s *Screen) picture(snap present.ReviewSnapshot) {
	f, pg := snap.Field, snap.Page
	sheet, _ := pg.Sheet.(*pageview.Pyramid)
	show := f.Page == pg.Number && !f.Box.Empty() && sheet != nil && f.ID != ""
	s.card.picture.Hidden = !show
	s.card.nowhere.Hidden = show
	if !show {
		s.card.picture.Clear()
		s.card.nowhere.SetText(s.whyNoPicture(snap))
		return
	}
	s.card.picture.SetPage(sheet, pg.Turn)
	marks := make([]pageview.Mark, 0, len(pg.Marks))
	for _, m := range pg.Marks {
		if m.Kind != present.MarkField && m.Kind != present.MarkShown && m.Kind != present.MarkEdited {
			marks = append(marks, pageMark(m))
		}
	}
	s.card.picture.SetMarks(marks)
	s.card.picture.ShowBox(f.Box.Grow(0.004, f.Box.Height()*0.45), pictureScale(f.Box, sheet, pg.Turn))
}

func (s *Screen) whyNoPicture(snap present.ReviewSnapshot) string {
	switch f := snap.Field; {
	case f.ID == "":
		return uikit.T("This document has no fields.")
	case f.Box.Empty():
		return uikit.T("It was not found on the page.")
	case f.Page != snap.Page.Number:
		return uikit.T("It stands on page {{.N}}.", uikit.A{"N": f.Place})
	case snap.Page.Missing:
		return uikit.T("The page could not be read.")
	}
	return uikit.T("Loading the page…")
}

// showPage draws the page in the middle; it moves only where the snapshot asks for a place to be brought into view.
func (s *Screen) showPage(snap present.ReviewSnapshot) {
	pg := snap.Page
	sheet, _ := pg.Sheet.(*pageview.Pyramid)
	if pg.Sheet != s.sheet || pg.Turn != s.turn {
		s.sheet, s.turn = pg.Sheet, pg.Turn
		s.page.SetPage(sheet, pg.Turn)
		s.glance = pg.Glance - 1 // the new page shows its place too
	}
	if s.resume && sheet != nil {
		if s.resume = false; !pg.Resume.Empty() {
			s.page.ShowBox(pg.Resume, 1e3)
			s.glance = pg.Glance
		}
	}
	if !slices.Equal(pg.Marks, s.marks) {
		s.marks = pg.Marks
		marks := make([]pageview.Mark, len(pg.Marks))
		for i, m := range pg.Marks {
			marks[i] = pageMark(m)
		}
		s.page.SetMarks(marks)
	}
	switch {
	case pg.Whole && s.whole == nil:
		v := s.page.Viewport()
		s.whole = &v
		s.page.FitPage()
	case !pg.Whole && s.whole != nil:
		s.page.SetViewport(*s.whole)
		s.whole = nil
		s.glance = pg.Glance - 1
	}
	if pg.Glance != s.glance && sheet != nil {
		s.glance = pg.Glance
		if !pg.Whole {
			s.page.Reveal(pg.Looking)
		}
	}
}
