package backup

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"chartproof.org/chartproof/ui/focus"
	"chartproof.org/chartproof/ui/phrase"
	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/uikit"
)

// Backups is what the screen asks of its presenter.
type Backups interface {
	SetUp(folder, passphrase, again string)
	SetPlan(hour, keep, remind string)
	ToggleSignOut()
	BackUp()
	Check()
	Rehearse()
}

// Screen is the backups.
type Screen struct {
	kit  *uikit.Kit
	do   Backups
	snap present.BackupSnapshot
	obj  fyne.CanvasObject

	front    bool
	damage   *uikit.ErrorPanel
	fault    *uikit.ErrorPanel
	readOnly *uikit.Paragraph
	says     *uikit.Paragraph
	list     *uikit.ListView
	facts    *fyne.Container
	found    *fyne.Container
	actions  []*uikit.Button
	act      *fyne.Container
	folder   *uikit.Field
	phrase   *uikit.Field
	again    *uikit.Field
	hour     *uikit.Field
	keep     *uikit.Field
	remind   *uikit.Field
	signOut  *uikit.Button
	form     *fyne.Container
	plan     *fyne.Container
	body     *fyne.Container
}

// New makes the screen; done goes back to where the person came from.
func New(kit *uikit.Kit, done func()) *Screen {
	quiet := uikit.Style{Color: uikit.ColorQuiet}
	s := &Screen{kit: kit, damage: uikit.NewErrorPanel(), fault: uikit.NewErrorPanel(), readOnly: uikit.NewParagraph("", quiet),
		says: uikit.NewParagraph("", quiet), facts: uikit.VStack(4), found: uikit.VStack(4)}
	s.list = kit.NewList(newRow, s.updateRow)
	s.actions = []*uikit.Button{kit.NewPrimary(uikit.T("Back up now"), uikit.Key{}, func() { s.do.BackUp() }),
		kit.NewButton(uikit.T("Check everything"), uikit.Key{}, func() { s.do.Check() }),
		kit.NewButton(uikit.T("Rehearse restoring"), uikit.Key{}, func() { s.do.Rehearse() })}
	s.act = uikit.VStack(8)
	for _, b := range s.actions {
		s.act.Add(container.NewHBox(b))
	}
	s.form, s.plan = s.newForm(), s.newPlan()
	head := focus.Row(nil, uikit.NewFixed(uikit.T("Backup"), uikit.Style{Size: uikit.SizeTitle, Bold: true}),
		kit.NewButton(uikit.T("Back"), uikit.K(fyne.KeyEscape), done))
	left := focus.Column(uikit.NewSectionTitle(uikit.T("On the drive")), kit.Flat(s.list), nil)
	scroll := uikit.NewScroll(uikit.VStack(12, s.facts, s.found, s.act, s.plan, s.form))
	s.body = uikit.Halves(0.4, left, kit.Flat(scroll))
	s.obj = uikit.NewPane(16, 12, focus.Column(uikit.VStack(8, head, s.damage.Object(), s.fault.Object(), s.readOnly, s.says), s.body, nil))
	return s
}

func (s *Screen) newForm() *fyne.Container {
	s.folder = s.kit.NewField(uikit.T("Folder or drive"))
	s.phrase = s.kit.NewPassword(uikit.T("Backup passphrase"))
	s.again = s.kit.NewPassword(uikit.T("The same passphrase again"))
	s.folder.Entry.OnSubmitted = func(string) { focus.On(s.phrase.Entry) }
	s.phrase.Entry.OnSubmitted = func(string) { focus.On(s.again.Entry) }
	s.again.Entry.OnSubmitted = func(string) { s.setUp() }
	return uikit.VStack(8, uikit.NewSectionTitle(uikit.T("Where to")),
		uikit.NewParagraph(uikit.T("Who has the drive and the passphrase can restore the workspace on another computer; people then sign in with their own passwords. Keep the passphrase on paper, away from the drive."),
			uikit.Style{Color: uikit.ColorQuiet}),
		s.folder.Object(), s.phrase.Object(), s.again.Object(), container.NewHBox(s.kit.NewButton(uikit.T("Use this folder"), uikit.Key{}, s.setUp)))
}

func (s *Screen) newPlan() *fyne.Container {
	s.hour = s.kit.NewField(uikit.T("Hour of the day, 0 to 23; empty for never"))
	s.keep = s.kit.NewField(uikit.T("Backups that are kept"))
	s.remind = s.kit.NewField(uikit.T("Days without a good backup after which people are told"))
	s.hour.Entry.OnSubmitted = func(string) { focus.On(s.keep.Entry) }
	s.keep.Entry.OnSubmitted = func(string) { focus.On(s.remind.Entry) }
	set := func() { s.do.SetPlan(s.hour.Entry.Text, s.keep.Entry.Text, s.remind.Entry.Text) }
	s.remind.Entry.OnSubmitted = func(string) { set() }
	s.signOut = s.kit.NewButton(uikit.T("Whenever somebody signs out"), uikit.Key{}, func() { s.do.ToggleSignOut() })
	return uikit.VStack(8, uikit.NewSectionTitle(uikit.T("When")), s.hour.Object(), container.NewHBox(s.signOut), s.keep.Object(), s.remind.Object(),
		container.NewHBox(s.kit.NewButton(uikit.T("Keep the plan"), uikit.Key{}, set)))
}

// setUp asks for the folder; the passphrase does not stay on the screen.
func (s *Screen) setUp() {
	phrase, again := s.phrase.Entry.Text, s.again.Entry.Text
	s.phrase.Entry.SetText("")
	s.again.Entry.SetText("")
	s.do.SetUp(s.folder.Entry.Text, phrase, again)
}

// Bind gives the screen its presenter.
func (s *Screen) Bind(do Backups) { s.do = do }

// Object is what the window shows.
func (s *Screen) Object() fyne.CanvasObject { return s.obj }

// SetFront tells whether the window shows the backups; only then may the screen move the focus.
func (s *Screen) SetFront(on bool) { s.front = on }

// Focus goes to what is to be done first.
func (s *Screen) Focus() {
	switch {
	case !s.snap.ReadOnly.Empty():
	case s.snap.MaySet && !s.snap.IsSet && !s.snap.Loading:
		focus.On(s.folder.Entry)
	case s.snap.MaySet:
		focus.On(s.actions[0])
	default:
		focus.On(s.actions[1])
	}
}

// Render draws a snapshot.
func (s *Screen) Render(snap present.BackupSnapshot) {
	before := s.snap
	s.snap = snap
	s.damage.Show(phrase.Fault(snap.Damage))
	s.fault.Show(phrase.Fault(snap.Problem))
	s.say(s.readOnly, snap.ReadOnly)
	s.body.Hidden = !snap.ReadOnly.Empty()
	switch {
	case !snap.Busy.Empty():
		s.say(s.says, snap.Busy)
	case snap.Loading:
		s.say(s.says, present.Say("Looking at the backups …"))
	default:
		s.say(s.says, snap.Says.Line)
	}
	s.list.SetLength(len(snap.Rows))
	s.list.Refresh()
	s.lines(s.facts, snap.Facts)
	found := make([]present.Fact, len(snap.Findings))
	for i, l := range snap.Findings {
		found[i] = present.Fact{Line: l, Tone: present.Wrong}
	}
	s.lines(s.found, found)
	s.act.Objects[0].(*fyne.Container).Hidden = !snap.MaySet || !snap.IsSet
	s.act.Objects[2].(*fyne.Container).Hidden = !snap.MaySet || !snap.IsSet
	s.plan.Hidden, s.form.Hidden = !snap.MaySet || !snap.IsSet, !snap.MaySet
	s.fill(snap, before)
	s.wrong(snap)
	s.obj.Refresh()
	uikit.Settle(s.obj)
	if s.front && snap.Field != present.NoBackupField && (snap.Field != before.Field || snap.Wrong.Key != before.Wrong.Key) {
		focus.On(s.entries()[snap.Field].Entry)
	}
	if at := focus.At(); s.front && before.Loading && !snap.Loading && (at == nil || at == s.actions[0]) && s.act.Objects[0].(*fyne.Container).Hidden {
		s.Focus() // it came before anybody knew what there is to do
	}
}

// fill shows what holds, where it has changed; what somebody is typing stays.
func (s *Screen) fill(snap, before present.BackupSnapshot) {
	if snap.Folder != before.Folder || snap.Done != before.Done {
		s.folder.Entry.SetText(snap.Folder)
	}
	if snap.Done != before.Done {
		s.phrase.Entry.SetText("")
		s.again.Entry.SetText("")
	}
	if snap.Plan != before.Plan || snap.Done != before.Done {
		hour := ""
		if snap.Plan.Hour >= 0 {
			hour = strconv.Itoa(snap.Plan.Hour)
		}
		s.hour.Entry.SetText(hour)
		s.keep.Entry.SetText(strconv.Itoa(snap.Plan.Keep))
		s.remind.Entry.SetText(strconv.Itoa(snap.Plan.Remind))
	}
	title := uikit.T("Whenever somebody signs out")
	if snap.Plan.AtSignOut {
		title = "✓ " + title
	}
	s.signOut.SetTitle(title)
}

func (s *Screen) entries() map[present.BackupField]*uikit.Field {
	return map[present.BackupField]*uikit.Field{present.DriveField: s.folder, present.PhraseField: s.phrase, present.PhraseAgainField: s.again,
		present.PlanField: s.hour}
}

func (s *Screen) wrong(snap present.BackupSnapshot) {
	for f, field := range s.entries() {
		field.SetNote("", uikit.ToneQuiet)
		if f == snap.Field {
			field.SetNote(phrase.Text(snap.Wrong), uikit.ToneWrong)
		}
	}
}

func (s *Screen) say(p *uikit.Paragraph, l present.Line) {
	p.SetText(phrase.Text(l))
	p.Hidden = l.Empty()
}

func (s *Screen) lines(into *fyne.Container, facts []present.Fact) {
	into.Objects = nil
	for _, f := range facts {
		text := phrase.Text(f.Line)
		if f.Tone == present.Needs || f.Tone == present.Wrong || f.Tone == present.Doubtful {
			text = "● " + text
		}
		into.Add(uikit.NewParagraph(text, uikit.Style{Color: colour(f.Tone)}))
	}
	into.Hidden = len(facts) == 0
}

func colour(t present.Tone) fyne.ThemeColorName {
	switch t {
	case present.Needs:
		return uikit.ColorAccent
	case present.Doubtful:
		return uikit.ColorDoubt
	case present.Wrong:
		return uikit.ColorWrong
	case present.Done:
		return uikit.ColorDone
	}
	return uikit.ColorQuiet
}

// row is one generation: when, and below it what is in it.
type row struct{ name, about *uikit.Text }

func (r *row) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(200, r.name.MinSize().Height+r.about.MinSize().Height+6)
}

func (r *row) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	const left = 16
	h := r.name.MinSize().Height
	r.name.Move(fyne.NewPos(left, 2))
	r.name.Resize(fyne.NewSize(size.Width-2*left, h))
	r.about.Move(fyne.NewPos(left, h+4))
	r.about.Resize(fyne.NewSize(size.Width-2*left, r.about.MinSize().Height))
}

func newRow() fyne.CanvasObject {
	r := &row{name: uikit.NewText("", uikit.Style{}), about: uikit.NewText("", uikit.Style{Size: uikit.SizeSmall, Color: uikit.ColorQuiet})}
	return container.New(r, r.name, r.about)
}

func (s *Screen) updateRow(i int, o fyne.CanvasObject) {
	if i < 0 || i >= len(s.snap.Rows) {
		return
	}
	in, r := s.snap.Rows[i], o.(*fyne.Container).Layout.(*row)
	name := phrase.Text(in.Line)
	if in.Tone == present.Wrong {
		name = "● " + name
	}
	r.name.SetText(name)
	r.about.SetText(phrase.Text(s.snap.About[i]))
	o.Refresh()
}
