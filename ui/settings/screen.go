package settings

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/ui/focus"
	"chartproof.org/chartproof/ui/phrase"
	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/uikit"
)

// Settings is what the screen asks of its presenter.
type Settings interface {
	SetLook(look string)
	SetLanguage(language string)
	SetTextPercent(percent int)
	SetIdle(minutes int)
	SetAccuracy(accuracy float64)
	SetSample(share float64)
	SetVigilance(share float64)
	SetValidators(who chart.Validators)
	SetLookWait(wait time.Duration)
	SetWatched(path string)
	SetCodeLists(path string)
	StartHub()
	JoinHub(address, code string)
}

// width of the column of settings at 100 %; labels never stand far from what they name.
const width = 640

// measure gives the column its width: more for larger text, where the window has it.
type measure struct {
	theme *uikit.Theme
	room  float32
}

func (l *measure) width() float32 {
	want := width * l.theme.Scale()
	if l.room > 0 {
		want = min(want, l.room)
	}
	return want
}

func (l *measure) MinSize(objs []fyne.CanvasObject) fyne.Size {
	if w := l.width(); objs[0].Size().Width != w { // text that wraps knows its height once it has its width
		objs[0].Resize(fyne.NewSize(w, objs[0].MinSize().Height))
	}
	return fyne.NewSize(320, objs[0].MinSize().Height)
}

func (l *measure) Layout(objs []fyne.CanvasObject, s fyne.Size) {
	l.room = s.Width
	objs[0].Resize(fyne.NewSize(l.width(), s.Height))
}

// Screen is the settings.
type Screen struct {
	kit *uikit.Kit
	set Settings
	obj fyne.CanvasObject

	forms *formsPart
	siem  *siemPart
	front *fyne.Container // the settings, or the board of a form
	all   fyne.CanvasObject

	looks, tongues     []*choice
	sizes, idles       []*choice
	accuracies, shares []*choice
	known              []*choice
	validators, waits  []*choice
	lookSays, lookHere *uikit.Paragraph
	costs, shown       *uikit.Paragraph
	fault              *uikit.ErrorPanel
	says               *uikit.Paragraph
	hubSays            *uikit.Paragraph
	readOnly           *uikit.Paragraph
	watched, url, code *uikit.Field
	lists              *uikit.Field
	listsSay           *uikit.Paragraph
	admin              []*uikit.Button
	sections           []fyne.CanvasObject
	startHub           *uikit.Button
}

// choice is one button of a row of which one holds.
type choice struct {
	button *uikit.Button
	title  string
	holds  func(present.SettingsSnapshot) bool
}

// New makes the screen; done goes back to where the person came from.
func New(kit *uikit.Kit, done func()) *Screen {
	s := &Screen{kit: kit, fault: uikit.NewErrorPanel(), says: uikit.NewParagraph("", uikit.Style{Color: uikit.ColorDone}),
		hubSays: uikit.NewParagraph("", uikit.Style{}), readOnly: uikit.NewParagraph(
			uikit.T("What follows is changed by the administrator."), uikit.Style{Color: uikit.ColorQuiet})}
	head := focus.Row(nil, uikit.NewFixed(uikit.T("Settings"), uikit.Style{Size: uikit.SizeTitle, Bold: true}),
		kit.NewButton(uikit.T("Back"), uikit.K(fyne.KeyEscape), done))
	s.forms, s.siem = newForms(kit, done), newSIEM(kit)
	s.sections = []fyne.CanvasObject{s.appearance(), s.lock(), s.readOnly, s.practice(), s.lookAgain(), s.codeLists(), s.folder(), s.hub(), s.forms.section, s.siem.section}
	column := uikit.VStack(24, s.sections...)
	s.all = uikit.NewPane(16, 12, focus.Column(
		uikit.VStack(8, head, s.fault.Object(), s.says),
		s.kit.Flat(uikit.NewScroll(container.New(&measure{theme: kit.Theme}, column))), nil))
	s.front = container.NewStack(s.all)
	s.obj = s.front
	return s
}

// Bind gives the screen its presenter.
func (s *Screen) Bind(set Settings) { s.set = set }

// BindForms gives the forms theirs.
func (s *Screen) BindForms(forms Forms) { s.forms.do = forms }

// RenderForms draws a snapshot of the forms.
func (s *Screen) RenderForms(snap present.FormsSnapshot) {
	was := s.forms.snap.Drawing
	s.forms.render(snap)
	front := s.all
	if snap.Drawing {
		front = s.forms.drawing
	}
	if was != snap.Drawing {
		s.front.Objects = []fyne.CanvasObject{front}
		s.front.Refresh()
		if snap.Drawing {
			focus.On(s.forms.board)
		} else {
			focus.On(s.forms.path.Entry)
		}
	}
	uikit.Settle(s.obj)
}

// Object is what the window shows.
func (s *Screen) Object() fyne.CanvasObject { return s.obj }

// Focus goes to the first choice.
func (s *Screen) Focus() { focus.On(s.looks[0].button) }

func section(title string, parts ...fyne.CanvasObject) fyne.CanvasObject {
	return uikit.VStack(8, append([]fyne.CanvasObject{uikit.NewSectionTitle(title)}, parts...)...)
}

func row(title string, choices []*choice) fyne.CanvasObject {
	buttons := make([]fyne.CanvasObject, 0, len(choices))
	for _, c := range choices {
		buttons = append(buttons, c.button)
	}
	return uikit.VStack(4, uikit.NewParagraph(title, uikit.Style{}), container.NewHBox(buttons...))
}

func (s *Screen) choice(title string, do func(), holds func(present.SettingsSnapshot) bool) *choice {
	return &choice{button: s.kit.NewButton(title, uikit.Key{}, do), title: title, holds: holds}
}

func (s *Screen) appearance() fyne.CanvasObject {
	for _, look := range present.Looks() {
		s.looks = append(s.looks, s.choice(phrase.Text(present.LookWord(look)), func() { s.set.SetLook(look) },
			func(v present.SettingsSnapshot) bool { return v.Settings.Look == look }))
	}
	for _, size := range present.TextSizes() {
		s.sizes = append(s.sizes, s.choice(uikit.T("{{.N}} %", uikit.A{"N": size}), func() { s.set.SetTextPercent(size) },
			func(v present.SettingsSnapshot) bool { return v.Settings.TextPercent == size }))
	}
	for _, language := range present.Languages() {
		s.tongues = append(s.tongues, s.choice(phrase.Text(present.LanguageWord(language)), func() { s.set.SetLanguage(language) },
			func(v present.SettingsSnapshot) bool { return v.Settings.Language == language }))
	}
	return section(uikit.T("Appearance"), row(uikit.T("Look"), s.looks), row(uikit.T("Text size"), s.sizes),
		row(uikit.T("Language"), s.tongues))
}

func (s *Screen) lock() fyne.CanvasObject {
	for _, minutes := range present.IdleMinutes() {
		s.idles = append(s.idles, s.choice(uikit.T("{{.N}} min", uikit.A{"N": minutes}), func() { s.set.SetIdle(minutes) },
			func(v present.SettingsSnapshot) bool { return v.Settings.Idle == time.Duration(minutes)*time.Minute }))
	}
	return section(uikit.T("Lock"), row(uikit.T("Locks by itself when nobody types or moves the mouse for"), s.idles))
}

func (s *Screen) practice() fyne.CanvasObject {
	for _, a := range chart.Accuracies() {
		s.accuracies = append(s.accuracies, s.choice(uikit.T("{{.N}} %", uikit.A{"N": present.Percent(a)}), func() { s.set.SetAccuracy(a) },
			func(v present.SettingsSnapshot) bool { return v.Policy.Accuracy == a }))
	}
	for _, a := range chart.Samples() {
		s.shares = append(s.shares, s.choice(uikit.T("{{.N}} %", uikit.A{"N": present.Percent(a)}), func() { s.set.SetSample(a) },
			func(v present.SettingsSnapshot) bool { return v.Policy.Sample == a }))
	}
	for _, a := range chart.Vigilances() {
		title := uikit.T("{{.N}} %", uikit.A{"N": present.Percent(a)})
		if a == 0 {
			title = uikit.T("none")
		}
		s.known = append(s.known, s.choice(title, func() { s.set.SetVigilance(a) }, func(v present.SettingsSnapshot) bool { return v.Policy.Vigilance == a }))
	}
	for _, c := range slices.Concat(s.accuracies, s.shares, s.known) {
		s.admin = append(s.admin, c.button)
	}
	quiet := uikit.Style{Color: uikit.ColorQuiet}
	s.costs, s.shown = uikit.NewParagraph("", quiet), uikit.NewParagraph("", quiet)
	return section(uikit.T("Practice"), row(uikit.T("Of the values that nobody looks at, this many must be right"), s.accuracies), s.costs,
		row(uikit.T("Of these values, this many are looked at all the same, drawn blindly"), s.shares), s.shown,
		row(uikit.T("Among what people look at, this many values are known to be wrong, to see whether they are noticed; none is written into a chart"), s.known))
}

func (s *Screen) codeLists() fyne.CanvasObject {
	s.listsSay = uikit.NewParagraph("", uikit.Style{Color: uikit.ColorQuiet})
	s.lists = s.kit.NewField(uikit.T("Folder with official lists of drugs and diagnoses"))
	load := func() { s.set.SetCodeLists(s.lists.Entry.Text) }
	s.lists.Entry.OnSubmitted = func(string) { load() }
	use := s.kit.NewButton(uikit.T("Load the lists"), uikit.Key{}, load)
	none := s.kit.NewButton(uikit.T("Use the built-in lists alone"), uikit.Key{}, func() {
		s.lists.Entry.SetText("")
		s.set.SetCodeLists("")
	})
	s.admin = append(s.admin, use, none)
	return section(uikit.T("Drugs and diagnoses"), s.listsSay, s.lists.Object(), container.NewHBox(use, none))
}

func (s *Screen) folder() fyne.CanvasObject {
	s.watched = s.kit.NewField(uikit.T("Charts that appear in this folder are imported by themselves"))
	keep := func() { s.set.SetWatched(s.watched.Entry.Text) }
	s.watched.Entry.OnSubmitted = func(string) { keep() }
	watch := s.kit.NewButton(uikit.T("Watch this folder"), uikit.Key{}, keep)
	stop := s.kit.NewButton(uikit.T("Watch no folder"), uikit.Key{}, func() {
		s.watched.Entry.SetText("")
		s.set.SetWatched("")
	})
	s.admin = append(s.admin, watch, stop)
	return section(uikit.T("Watched folder"), s.watched.Object(), container.NewHBox(watch, stop))
}

func (s *Screen) hub() fyne.CanvasObject {
	s.startHub = s.kit.NewButton(uikit.T("Start the hub on this computer"), uikit.Key{}, func() { s.set.StartHub() })
	s.url = s.kit.NewField(uikit.T("Or join a hub: its address"))
	s.url.Entry.SetPlaceHolder("https://")
	s.code = s.kit.NewField(uikit.T("One-time code that the hub shows"))
	join := func() { s.set.JoinHub(s.url.Entry.Text, s.code.Entry.Text) }
	s.code.Entry.OnSubmitted = func(string) { join() }
	joinButton := s.kit.NewButton(uikit.T("Join the hub"), uikit.Key{}, join)
	s.admin = append(s.admin, s.startHub, joinButton)
	return section(uikit.T("Hub"), s.hubSays, container.NewHBox(s.startHub), s.url.Object(), s.code.Object(),
		container.NewHBox(joinButton))
}

// Render draws a snapshot.
func (s *Screen) Render(snap present.SettingsSnapshot) {
	for _, group := range [][]*choice{s.looks, s.sizes, s.tongues, s.idles, s.accuracies, s.shares, s.known, s.validators, s.waits} {
		for _, c := range group {
			title := c.title
			if c.holds(snap) {
				title = "✓ " + title
			}
			c.button.SetTitle(title)
		}
	}
	s.fault.Show(phrase.Fault(snap.Problem))
	s.says.SetText(phrase.Text(snap.Says))
	s.says.Hidden = snap.Says.Empty()
	s.readOnly.Hidden = snap.MayAdmin
	s.costs.SetText(phrase.Text(snap.Policy.Costs))
	s.shown.SetText(phrase.Text(snap.Policy.Shown))
	s.renderLooks(snap)
	s.listsSay.SetText(phrase.Text(snap.ListsSay))
	s.hubSays.SetText(hubText(snap))
	for _, b := range s.admin {
		enable(b, snap.MayAdmin && !snap.Busy)
	}
	if snap.Hub != "" {
		s.startHub.Disable()
	}
	s.renderFields(snap)
	s.obj.Refresh()
	uikit.Settle(s.obj)
}

func (s *Screen) renderFields(snap present.SettingsSnapshot) {
	for f, field := range map[present.SettingsField]*uikit.Field{present.WatchedField: s.watched, present.CodeListsField: s.lists,
		present.HubURLField: s.url, present.HubCodeField: s.code} {
		says := ""
		if snap.Field == f {
			says = phrase.Text(snap.Wrong)
		}
		field.SetNote(says, uikit.ToneWrong)
		if snap.MayAdmin {
			field.Entry.Enable()
		} else {
			field.Entry.Disable()
		}
	}
	// What is being typed is never taken away; the entry follows what is kept when nobody is in it.
	if snap.Field == present.NoSetting && !s.typing(s.watched) {
		s.watched.Entry.SetText(snap.Watched)
	}
	if snap.Field == present.NoSetting && !s.typing(s.lists) {
		s.lists.Entry.SetText(snap.Lists.Folder)
	}
	if !snap.Says.Empty() {
		s.code.Entry.SetText("") // one time means one time
	}
}

func (s *Screen) typing(f *uikit.Field) bool { return focus.At() == fyne.Focusable(f.Entry) }

func hubText(snap present.SettingsSnapshot) string {
	says := phrase.Text(snap.HubSays)
	if snap.Busy {
		says = uikit.T("Working…")
	}
	if snap.Hub != "" {
		says = snap.Hub + "\n" + says
	}
	if waiting := phrase.Text(snap.Sending.Waiting); waiting != "" {
		says += "\n" + waiting + "."
	}
	return says
}

func enable(b *uikit.Button, on bool) {
	if on {
		b.Enable()
	} else {
		b.Disable()
	}
}
