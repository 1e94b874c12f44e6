package trail

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"chartproof.org/chartproof/engine/protect/trail"
	"chartproof.org/chartproof/ui/focus"
	"chartproof.org/chartproof/ui/phrase"
	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/uikit"
)

// Room is what the screen of the whole trail asks of its presenter.
type Room interface {
	Filter(query string)
	Only(what string)
	Switch()
	Again()
	Select(row int)
	Custody()
	Export(folder string, f trail.Format)
	SaveCustody(folder string)
	Acknowledge(note string)
}

// RoomScreen is the whole trail, and its alerts.
type RoomScreen struct {
	kit  *uikit.Kit
	do   Room
	snap present.TrailRoomSnapshot
	obj  fyne.CanvasObject

	front    bool
	fault    *uikit.ErrorPanel
	readOnly *uikit.Paragraph
	heading  *uikit.Text
	says     *uikit.Paragraph
	filter   *uikit.Field
	list     *uikit.ListView
	facts    *fyne.Container
	report   *uikit.Paragraph
	note     *uikit.Field
	noting   *fyne.Container
	folder   *uikit.Field
	formats  *fyne.Container
	saving   *fyne.Container
	giving   *fyne.Container
	scroll   *container.Scroll
	body     *fyne.Container
}

// NewRoom makes the screen; done goes back to where the person came from.
func NewRoom(kit *uikit.Kit, done func()) *RoomScreen {
	quiet := uikit.Style{Color: uikit.ColorQuiet}
	s := &RoomScreen{kit: kit, fault: uikit.NewErrorPanel(), readOnly: uikit.NewParagraph("", quiet), heading: uikit.NewText("", quiet),
		says: uikit.NewParagraph("", uikit.Style{Color: uikit.ColorDone}), facts: uikit.VStack(4),
		report: uikit.NewParagraph("", uikit.Style{Size: uikit.SizeSmall, Mono: true}), formats: container.NewHBox()}
	s.filter = kit.NewField(uikit.T("Search: person:dana action:document.open document:… since:2026-11-01 deny"))
	s.filter.Entry.OnSubmitted = func(text string) { s.do.Filter(text) }
	s.list = kit.NewList(newRoomRow, s.updateRow)
	s.list.OnMove = func(i int) { s.do.Select(i) }
	s.list.OnOpen = func(int) { s.open() }
	s.note = kit.NewField(uikit.T("What was found"))
	s.note.Entry.OnSubmitted = func(string) { s.acknowledge() }
	s.noting = uikit.VStack(8, s.note.Object(), container.NewHBox(kit.NewPrimary(uikit.T("Acknowledge the alert"), uikit.Key{}, s.acknowledge)))
	s.folder = kit.NewField(uikit.T("Folder for the file"))
	for _, f := range trail.Formats() {
		s.formats.Add(kit.NewButton(formatWord(f), uikit.Key{}, func() { s.do.Export(s.folder.Entry.Text, f) }))
	}
	s.saving = container.NewHBox(kit.NewButton(uikit.T("Save the chain of custody, signed"), uikit.Key{}, func() { s.do.SaveCustody(s.folder.Entry.Text) }))
	s.giving = uikit.VStack(8, uikit.NewSectionTitle(uikit.T("Export what is found")), s.folder.Object(), s.formats, s.saving)
	head := focus.Row(nil, uikit.VStack(8, uikit.NewFixed(uikit.T("Trail"), uikit.Style{Size: uikit.SizeTitle, Bold: true}), s.heading),
		uikit.VStack(0, kit.NewButton(uikit.T("Back"), uikit.K(fyne.KeyEscape), done)))
	s.scroll = uikit.NewScroll(uikit.VStack(16, s.facts, s.report, s.noting, s.giving))
	s.body = uikit.Halves(0.58, kit.Flat(s.list), kit.Flat(s.scroll))
	s.obj = uikit.NewPane(16, 12, focus.Column(uikit.VStack(8, head, s.fault.Object(), s.readOnly, s.says, s.filter.Object()), s.body, nil))
	return s
}

// formatWord names a format.
func formatWord(f trail.Format) string {
	switch f {
	case trail.CSV:
		return uikit.T("CSV table")
	case trail.FHIR:
		return uikit.T("FHIR AuditEvents")
	case trail.Syslog:
		return uikit.T("RFC 5424 lines")
	}
	return uikit.T("JSON lines, as signed")
}

// Bind gives the screen its presenter.
func (s *RoomScreen) Bind(do Room) { s.do = do }

// Object is what the window shows.
func (s *RoomScreen) Object() fyne.CanvasObject { return s.obj }

// SetFront tells whether the window shows the trail; only then may the screen move the focus.
func (s *RoomScreen) SetFront(on bool) { s.front = on }

// Focus goes to the list.
func (s *RoomScreen) Focus() {
	if s.snap.ReadOnly.Empty() {
		focus.On(s.list)
	}
}

// Commands are the keys of the screen.
func (s *RoomScreen) Commands() []uikit.Command {
	menu := uikit.T("Trail")
	entries := func() bool { return !s.snap.Alerting && len(s.snap.Rows) > 0 }
	only := func(id, title, what string, key fyne.KeyName) uikit.Command {
		return uikit.Command{ID: id, Title: title, Menu: menu, Key: uikit.K(key), Do: func() { s.do.Only(what) }, Enabled: entries}
	}
	return []uikit.Command{
		{ID: "trail.search", Title: uikit.T("Search the trail"), Menu: menu, Key: uikit.Ctrl(fyne.KeyF), Do: func() { focus.On(s.filter.Entry) }},
		only("trail.person", uikit.T("Only this person"), "person", fyne.KeyF2),
		only("trail.document", uikit.T("Only this document"), "document", fyne.KeyF3),
		only("trail.action", uikit.T("Only this action"), "action", fyne.KeyF4),
		only("trail.day", uikit.T("Only this day"), "day", fyne.KeyF6),
		{ID: "trail.all", Title: uikit.T("Everything again"), Menu: menu, Key: uikit.K(fyne.KeyF5), Do: func() { s.do.Filter("") }},
		{ID: "trail.alerts", Title: uikit.T("Alerts, or entries again"), Menu: menu, Key: uikit.K(fyne.KeyF7), Do: func() { s.do.Switch() }},
		{ID: "trail.custody", Title: uikit.T("Chain of custody"), Menu: menu, Key: uikit.K(fyne.KeyF8), Do: func() { s.do.Custody() },
			Enabled: func() bool { return s.snap.Of != "" }},
		{ID: "trail.export", Title: uikit.T("Export what is found"), Menu: menu, Key: uikit.Ctrl(fyne.KeyE), Do: func() { focus.On(s.folder.Entry) },
			Enabled: func() bool { return !s.snap.Alerting }},
	}
}

// open goes on with what is at hand: the note of an alert, or the chain of custody of a document.
func (s *RoomScreen) open() {
	switch {
	case s.snap.MayNote:
		focus.On(s.note.Entry)
	case s.snap.Of != "":
		s.do.Custody()
	}
}

func (s *RoomScreen) acknowledge() { s.do.Acknowledge(s.note.Entry.Text) }

// Render draws a snapshot.
func (s *RoomScreen) Render(snap present.TrailRoomSnapshot) {
	before := s.snap
	s.snap = snap
	s.fault.Show(phrase.Fault(snap.Problem))
	s.say(s.readOnly, snap.ReadOnly)
	s.say(s.says, snap.Says)
	s.body.Hidden = !snap.ReadOnly.Empty()
	if snap.ReadOnly.Empty() && !snap.Alerting {
		s.filter.Object().Show()
	} else {
		s.filter.Object().Hide()
	}
	switch {
	case snap.Loading:
		s.heading.SetText(uikit.T("Reading the trail…"))
	case snap.Busy:
		s.heading.SetText(uikit.T("One moment…"))
	default:
		s.heading.SetText(phrase.Text(snap.Heading))
	}
	if snap.Query != before.Query || snap.Done != before.Done {
		s.filter.Entry.SetText(snap.Query)
	}
	if snap.Done != before.Done {
		s.note.Entry.SetText("")
	}
	s.list.SetLength(max(len(snap.Rows), len(snap.Alerts)))
	if s.list.At() != snap.At {
		s.list.SetAt(snap.At)
	}
	s.list.Refresh()
	s.detail(snap)
	s.obj.Refresh()
	uikit.Settle(s.obj)
	if s.front && snap.Field != present.NoTrailField && snap.Field != before.Field {
		s.to(snap.Field)
	}
}

func (s *RoomScreen) to(f present.TrailField) {
	entry := map[present.TrailField]*uikit.Field{present.FilterField: s.filter, present.FoundField: s.note, present.ExportField: s.folder}[f]
	focus.On(entry.Entry)
}

func (s *RoomScreen) say(p *uikit.Paragraph, l present.Line) {
	p.SetText(phrase.Text(l))
	p.Hidden = l.Empty()
}

// detail draws what is at hand.
func (s *RoomScreen) detail(snap present.TrailRoomSnapshot) {
	s.facts.Objects = nil
	for _, l := range snap.Facts {
		s.facts.Add(uikit.NewParagraph(phrase.Text(l), uikit.Style{}))
	}
	s.facts.Hidden = snap.Report != ""
	s.report.SetText(snap.Report)
	s.report.Hidden = snap.Report == ""
	s.saving.Hidden = snap.Report == ""
	s.noting.Hidden = !snap.MayNote
	s.giving.Hidden = snap.Alerting && snap.Report == ""
	s.formats.Hidden = snap.Alerting
	for f, field := range map[present.TrailField]*uikit.Field{present.FilterField: s.filter, present.FoundField: s.note, present.ExportField: s.folder} {
		text := ""
		if snap.Field == f {
			text = phrase.Text(snap.Wrong)
		}
		field.SetNote(text, uikit.ToneWrong)
	}
}

// roomRow is one line of the list: what was done, and below it the entry's number, when and who.
type roomRow struct{ what, about *uikit.Text }

func (r *roomRow) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(300, r.what.MinSize().Height+r.about.MinSize().Height+6)
}

func (r *roomRow) Layout(_ []fyne.CanvasObject, s fyne.Size) {
	const left = 16
	h := r.what.MinSize().Height
	r.what.Move(fyne.NewPos(left, 2))
	r.what.Resize(fyne.NewSize(s.Width-2*left, h))
	r.about.Move(fyne.NewPos(left, h+4))
	r.about.Resize(fyne.NewSize(s.Width-2*left, r.about.MinSize().Height))
}

func newRoomRow() fyne.CanvasObject {
	r := &roomRow{what: uikit.NewText("", uikit.Style{}), about: uikit.NewText("", uikit.Style{Size: uikit.SizeSmall, Color: uikit.ColorQuiet})}
	return container.New(r, r.what, r.about)
}

func (s *RoomScreen) updateRow(i int, o fyne.CanvasObject) {
	var what, when, who string
	var index int64
	style := uikit.Style{}
	switch {
	case s.snap.Alerting && i < len(s.snap.Alerts):
		a := s.snap.Alerts[i]
		index, when, who, what = a.Index, a.When, phrase.Text(a.Who), phrase.Text(a.Says)
		switch {
		case a.Done:
			what = "✓ " + what
		case a.Grave:
			what, style.Color = "● "+what, uikit.ColorWrong
		default:
			what, style.Color = "● "+what, uikit.ColorAccent
		}
	case !s.snap.Alerting && i < len(s.snap.Rows):
		in := s.snap.Rows[i]
		index, when, who, what = in.Index, in.When, phrase.Text(in.Who), phrase.Text(in.What)
	default:
		return
	}
	r := o.(*fyne.Container).Layout.(*roomRow)
	r.what.Set(what, style)
	r.about.SetText(uikit.T("{{.N}} · {{.At}} · {{.Who}}", uikit.A{"N": index, "At": when, "Who": who}))
	o.Refresh()
}
