package rules

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/access"
	"chartproof.org/chartproof/ui/phrase"
	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/uikit"
)

// reviewPart is what was opened in emergencies.
type reviewPart struct {
	list   *uikit.ListView
	rows   *fyne.Container // the list with its room
	waits  *uikit.Paragraph
	reason *uikit.Paragraph
	kept   *uikit.Paragraph
	note   *uikit.Field
	act    *fyne.Container
	obj    *fyne.Container
	s      *Screen
}

func newReview(s *Screen) *reviewPart {
	p := &reviewPart{s: s, waits: uikit.NewParagraph("", uikit.Style{}), reason: uikit.NewParagraph("", uikit.Style{}),
		kept: uikit.NewParagraph("", uikit.Style{Color: uikit.ColorQuiet}), note: s.kit.NewField(uikit.T("Your note; only the privacy officer reads it"))}
	p.list = s.kit.NewList(newRow, p.update)
	p.list.OnMove = func(i int) { s.do.Select(i) }
	buttons := container.NewHBox()
	for _, o := range access.GlassOutcomes() {
		buttons.Add(s.kit.NewButton(phrase.Text(present.OutcomeWord(o)), uikit.Key{}, func() { s.do.Review(o, p.note.Entry.Text) }))
	}
	p.act = uikit.VStack(8, p.note.Object(), buttons)
	p.rows = container.New(&tall{3}, s.kit.Flat(p.list))
	p.obj = uikit.VStack(8, uikit.NewSectionTitle(uikit.T("Opened in an emergency")), p.waits,
		p.rows, p.reason, p.kept, p.act)
	return p
}

func (p *reviewPart) update(i int, o fyne.CanvasObject) {
	if i < 0 || i >= len(p.s.snap.Glass) {
		return
	}
	g := p.s.snap.Glass[i]
	title := phrase.Text(g.Title)
	if g.Late {
		title = "! " + title
	}
	setRow(o, title, phrase.Text(g.Says))
}

func (p *reviewPart) render(snap, before present.RulesSnapshot) {
	p.obj.Hidden = !snap.MayReview
	p.waits.SetText(phrase.Text(snap.Waits))
	p.list.SetLength(len(snap.Glass))
	p.rows.Hidden = len(snap.Glass) == 0
	p.list.SetAt(snap.At)
	if snap.Done != before.Done || snap.At != before.At {
		p.note.Entry.SetText("")
	}
	var g present.GlassLine
	if snap.At >= 0 && snap.At < len(snap.Glass) {
		g = snap.Glass[snap.At]
	}
	p.reason.Hidden, p.kept.Hidden = g.Reason == "", g.Review == ""
	p.reason.SetText(uikit.T("Why: {{.Text}}", uikit.A{"Text": g.Reason.Reveal()}))
	p.kept.SetText(uikit.T("The review: {{.Text}}", uikit.A{"Text": g.Review.Reveal()}))
	p.act.Hidden = !g.Waits
	note(p.note, snap.Field == present.NoteField, snap.Wrong)
}

// restrictPart is restrictions and consents.
type restrictPart struct {
	list  *uikit.ListView
	rows  *fyne.Container  // the list with its room
	empty *uikit.Paragraph // stands where the list would
	about *uikit.Paragraph
	lift  *uikit.Button
	kinds map[access.Kind]*uikit.Button
	whose []*uikit.Button
	who   *uikit.Field
	note  *uikit.Field
	form  *fyne.Container
	none  *uikit.Paragraph
	obj   *fyne.Container
	s     *Screen
}

func newRestrict(s *Screen) *restrictPart {
	p := &restrictPart{s: s, about: uikit.NewParagraph("", uikit.Style{Color: uikit.ColorQuiet}), kinds: map[access.Kind]*uikit.Button{},
		who: s.kit.NewField(uikit.T("Login name of the person to whom it is closed")), note: s.kit.NewField(uikit.T("What was asked for or agreed, and by whom; only the privacy officer reads it")),
		none: uikit.NewParagraph(uikit.T("Open a document first, or take it at hand in the queue, and come back: what you record is about it."), uikit.Style{Color: uikit.ColorQuiet})}
	p.list = s.kit.NewList(newRow, p.update)
	p.list.OnMove = func(i int) { s.do.SelectRestriction(i) }
	p.lift = s.kit.NewButton(uikit.T("End the one at hand"), uikit.Key{}, func() { s.do.Lift() })
	kinds := uikit.VStack(4)
	for _, k := range access.Kinds() {
		p.kinds[k] = s.kit.NewButton(phrase.Text(present.KindWord(k)), uikit.Key{}, func() { s.do.ChooseKind(k) })
		kinds.Add(container.NewHBox(p.kinds[k]))
	}
	whose := uikit.VStack(4)
	for _, w := range []present.Whose{present.OfDocument, present.OfImport, present.OfPatient} {
		b := s.kit.NewButton(phrase.Text(present.WhoseWord(w)), uikit.Key{}, func() { s.do.ChooseWhose(w) })
		p.whose = append(p.whose, b)
		whose.Add(container.NewHBox(b))
	}
	record := s.kit.NewPrimary(uikit.T("Record"), uikit.Key{}, func() { s.do.Record(p.who.Entry.Text, p.note.Entry.Text) })
	p.form = uikit.VStack(8, uikit.NewParagraph(uikit.T("Record one for the document at hand"), uikit.Style{Color: uikit.ColorQuiet}), kinds, whose,
		p.who.Object(), p.note.Object(), container.NewHBox(record))
	p.rows = container.New(&tall{3}, s.kit.Flat(p.list))
	p.empty = uikit.NewParagraph(uikit.T("None is recorded."), uikit.Style{})
	p.obj = uikit.VStack(8, uikit.NewSectionTitle(uikit.T("Restrictions and consents")), p.rows, p.empty, p.about,
		container.NewHBox(p.lift), p.none, p.form)
	return p
}

func (p *restrictPart) update(i int, o fyne.CanvasObject) {
	if i >= 0 && i < len(p.s.snap.Restrictions) {
		r := p.s.snap.Restrictions[i]
		setRow(o, phrase.Text(r.Title), phrase.Text(r.Says))
	}
}

func (p *restrictPart) render(snap, before present.RulesSnapshot) {
	p.obj.Hidden = !snap.MayReview
	p.list.SetLength(len(snap.Restrictions))
	p.rows.Hidden, p.empty.Hidden = len(snap.Restrictions) == 0, len(snap.Restrictions) > 0
	p.list.SetAt(snap.RAt)
	p.form.Hidden, p.none.Hidden = !snap.Document, snap.Document
	for k, b := range p.kinds {
		b.SetTitle(marked(phrase.Text(present.KindWord(k)), k == snap.Kind))
	}
	for i, b := range p.whose {
		b.SetTitle(marked(phrase.Text(present.WhoseWord(present.Whose(i))), present.Whose(i) == snap.Whose))
	}
	p.who.Object().(*fyne.Container).Hidden = snap.Kind != access.ClosedTo
	if snap.Done != before.Done {
		p.who.Entry.SetText("")
		p.note.Entry.SetText("")
	}
	p.about.Hidden, p.lift.Hidden = true, snap.RAt < 0
	if snap.RAt >= 0 && snap.RAt < len(snap.Restrictions) {
		text := snap.Restrictions[snap.RAt].Note
		p.about.Hidden = text == ""
		p.about.SetText(text.Reveal())
	}
	note(p.who, snap.Field == present.WhoField, snap.Wrong)
}

func marked(title string, on bool) string {
	if on {
		return "✓ " + title
	}
	return title
}

// practicePart is hours, duties and minutes, which the administrator sets.
type practicePart struct {
	hours    map[chart.Role]*uikit.Field
	minutes  *uikit.Field
	password *uikit.Field
	separate *uikit.Button
	obj      *fyne.Container
}

func newPractice(s *Screen) *practicePart {
	p := &practicePart{hours: map[chart.Role]*uikit.Field{}, minutes: s.kit.NewField(uikit.T("Minutes for which an emergency opens a chart")),
		password: s.kit.NewPassword(uikit.T("Your password"))}
	p.separate = s.kit.NewButton("", uikit.Key{}, func() { s.do.ToggleSeparate() })
	p.obj = uikit.VStack(8, uikit.NewSectionTitle(uikit.T("Hours and duties")),
		uikit.NewParagraph(uikit.T("Outside its hours a role opens no chart but in an emergency. Write Mon-Fri 07:00-19:00; nothing is any time."), uikit.Style{Color: uikit.ColorQuiet}))
	for _, r := range access.Roles() {
		p.hours[r] = s.kit.NewField(phrase.Text(present.RoleWord(r)))
		p.obj.Add(p.hours[r].Object())
	}
	keep := func() {
		typed := map[chart.Role]string{}
		for r, f := range p.hours {
			typed[r] = f.Entry.Text
		}
		s.do.Keep(typed, p.minutes.Entry.Text, p.password.Entry.Text)
	}
	p.password.Entry.OnSubmitted = func(string) { keep() }
	p.obj.Add(container.NewHBox(p.separate))
	p.obj.Add(p.minutes.Object())
	p.obj.Add(p.password.Object())
	p.obj.Add(container.NewHBox(s.kit.NewPrimary(uikit.T("Keep these"), uikit.Key{}, keep)))
	return p
}

func (p *practicePart) render(snap, before present.RulesSnapshot) {
	p.obj.Hidden = !snap.MayConfigure
	fresh := snap.Read != before.Read
	for r, f := range p.hours {
		if fresh {
			f.Entry.SetText(snap.Hours[r])
		}
		note(f, snap.Field == present.HoursField && snap.Role == r, snap.Wrong)
	}
	if fresh {
		p.minutes.Entry.SetText(snap.Minutes)
	}
	if snap.Done != before.Done {
		p.password.Entry.SetText("")
	}
	p.separate.SetTitle(marked(uikit.T("Whoever administers uses no charts"), snap.Separate))
	note(p.minutes, snap.Field == present.MinutesField, snap.Wrong)
	note(p.password, snap.Field == present.RulesPasswordField, snap.Wrong)
}
