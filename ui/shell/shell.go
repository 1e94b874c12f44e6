package shell

import (
	"context"

	"fyne.io/fyne/v2"

	"chartproof.org/chartproof/engine/chart"
	engine "chartproof.org/chartproof/engine/review"
	"chartproof.org/chartproof/ui/backup"
	"chartproof.org/chartproof/ui/group"
	"chartproof.org/chartproof/ui/inbox"
	"chartproof.org/chartproof/ui/keys"
	"chartproof.org/chartproof/ui/pages"
	"chartproof.org/chartproof/ui/people"
	"chartproof.org/chartproof/ui/phrase"
	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/quality"
	"chartproof.org/chartproof/ui/recovery"
	"chartproof.org/chartproof/ui/release"
	"chartproof.org/chartproof/ui/retention"
	"chartproof.org/chartproof/ui/rules"
	"chartproof.org/chartproof/ui/scan"
	"chartproof.org/chartproof/ui/second"
	"chartproof.org/chartproof/ui/settings"
	"chartproof.org/chartproof/ui/signin"
	"chartproof.org/chartproof/ui/trail"
	"chartproof.org/chartproof/ui/uikit"
)

// Title is the window's title, always.
const Title = "Chartproof"

// Review is the review screen as the frame sees it. A new one is made for each session and dropped at the lock.
type Review interface {
	Object() fyne.CanvasObject
	// Pages are the small pictures of the document's pages, for the left pane.
	Pages() fyne.CanvasObject
	Commands() []uikit.Command
	Open(id chart.DocumentID)
	// QueueChanged looks whether a document that is still being read has grown.
	QueueChanged()
	// Focus gives the keys to the field at hand.
	Focus()
	// Seal takes what is half typed, on the UI goroutine and at once; the function that it gives seals it, off the UI
	// goroutine. nil where there is nothing.
	Seal() present.Sealer
	// Close forgets the document, its pages and their textures.
	Close()
}

// ReviewHooks is what the review asks of the frame.
type ReviewHooks struct {
	// Line is the document line of the top bar; it holds nothing that identifies a patient.
	Line func(text string)
	// Beside gives the document that is next (1) or before (-1) in the queue, "" at the ends.
	Beside func(id chart.DocumentID, by int) chart.DocumentID
	// NextWork gives the document to go on with after one is signed, "" where none is left.
	NextWork func(id chart.DocumentID) chart.DocumentID
	// Changed tells that other commands can run than before, and whether the document can be signed.
	Changed func(maySign bool)
	// Progress tells how many fields still need the person, of how many that did, and whether the document can be signed.
	Progress func(need, of int, maySign bool)
	// Pages opens the pages of the document's file.
	Pages func()
	// First opens the scan that a page of the document seems to be a second one of.
	First func(at chart.PageAt)
	// Opened tells which document is open; Done goes back to the queue.
	Opened func(id chart.DocumentID)
	Done   func()
}

// Options are what the shell is made of.
type Options struct {
	App     fyne.App
	Kit     *uikit.Kit
	House   present.House
	Clock   present.Clock
	Folders present.Folders
	Review  func(kit *uikit.Kit, me chart.Person, hooks ReviewHooks) Review
	// Check looks at values that are typed outside the review; nil takes everything.
	Check engine.Check
	// Limits are sentences about this computer for the screen that says what Chartproof cannot do: which sandbox, a missing
	// reader. Nil: there is nothing to say.
	Limits  func() []string
	Version string
	Import  []string // imported after the first sign-in
	Sample  string   // path of a sample chart that an empty queue offers; may be empty
	Join    Join
	Size    fyne.Size
}

// Join names a hub to enrol with once somebody is in who may, unless this computer is enrolled.
type Join struct{ Address, Code string }

// Shell is the window.
type Shell struct {
	o      Options
	window fyne.Window
	frame  *frame
	at     place
	back   place // where Settings and History return to

	gate     *present.GatePresenter
	session  *present.SessionPresenter
	queue    *present.InboxPresenter
	set      *present.SettingsPresenter
	siem     *present.SIEMPresenter
	forms    *present.FormsPresenter
	history  *present.TrailPresenter
	leaving  *present.ReleasePresenter
	joining  *present.PeoplePresenter
	keys     *present.KeysPresenter
	room     *present.TrailRoomPresenter
	keeping  *present.RetentionPresenter
	recovery *present.RecoveryPresenter
	backups  *present.BackupPresenter
	ruling   *present.RulesPresenter
	measure  *present.QualityPresenter
	glass    *present.GlassPresenter
	prove    *present.ProvePresenter
	guide    *present.Guide
	group    *present.GroupPresenter

	gateScreen     *signin.Screen
	inboxScreen    *inbox.Screen
	pane           *inbox.Pane
	settingsScreen *settings.Screen
	trailScreen    *trail.Screen
	releaseScreen  *release.Screen
	peopleScreen   *people.Screen
	keysScreen     *keys.Screen
	roomScreen     *trail.RoomScreen
	keepingScreen  *retention.Screen
	backupScreen   *backup.Screen
	rulesScreen    *rules.Screen
	groupScreen    *group.Screen
	qualityScreen  *quality.Screen
	review         Review
	second         *second.Screen
	looking        bool // the document at hand is open in the second look
	rooms          map[place]room
	coder          coder
	pages          *present.PagesPresenter
	pagesScreen    *pages.Screen
	scans          *present.ScanPresenter
	scanScreen     *scan.Screen
	scansIn        string // the folder that pages were put in from last, until somebody else sits here

	me        chart.Person
	last      chart.PersonID   // who was here before the lock
	document  chart.DocumentID // open, or was before the lock
	sending   present.SendingSnapshot
	importing *present.ImportSnapshot // nil: nothing came in yet
	sess      present.SessionSnapshot
	alerts    alertCount
	overlay   *overlay
	keymap    uikit.Keymap // the person's own keys
	why       *asked       // why a chart is opened in an emergency
	proof     *asked       // the password again
	shortcuts []fyne.Shortcut
	imports   []string
	chosen    int // how often the person chose a setting
	looks     int // how often the look changed
	drawn     map[place]int
	quitting  bool
}

// New makes the shell and its window; Start shows it.
func New(o Options) *Shell {
	s := &Shell{o: o, imports: o.Import, drawn: map[place]int{}}
	s.window = o.App.NewWindow(Title)
	s.window.SetPadded(false)
	if o.Size.IsZero() {
		s.o.Size = fyne.NewSize(1280, 800)
	}
	s.window.Resize(s.o.Size)
	s.gateScreen = signin.New(o.Kit)
	s.gate = present.NewGate(o.House, o.Kit.Dispatch, o.Clock, s.gateScreen, s.entered)
	s.gateScreen.Bind(s.gate)
	s.session = present.NewSession(o.House, o.Kit.Dispatch, o.Clock, s, s.takeTyped)
	s.makeScreens()
	s.frame = newFrame(s)
	o.Kit.Keys.Attach(s.window.Canvas())
	s.window.SetOnDropped(func(_ fyne.Position, uris []fyne.URI) { s.Drop(uris) })
	s.window.SetCloseIntercept(s.Quit)
	return s
}

func (s *Shell) makeScreens() {
	var sample func()
	if s.o.Sample != "" {
		sample = s.startGuide
	}
	s.inboxScreen = inbox.New(s.o.Kit, inbox.Actions{Open: s.openDocument, Import: s.chooseImport, Sample: sample})
	s.pane = inbox.NewPane(s.o.Kit, s.openDocument)
	s.queue = present.NewInbox(s.o.House, s.o.Kit.Dispatch, s.o.Clock, s.inboxScreen, s.pane, statusView{s})
	s.queue.Words = phrase.Text
	s.inboxScreen.Bind(s.queue)
	s.settingsScreen = settings.New(s.o.Kit, s.leave)
	s.set = present.NewSettings(s.o.House, s.o.Kit.Dispatch, s.o.Clock, s.settingsScreen, s.settled)
	s.settingsScreen.Bind(s.set)
	s.siem = present.NewSIEM(s.o.House, s.o.Kit.Dispatch, s.o.Clock, s.settingsScreen)
	s.settingsScreen.BindSIEM(s.siem)
	s.forms = present.NewForms(s.o.House, s.o.Kit.Dispatch, settings.Prepare, s.settingsScreen)
	s.settingsScreen.BindForms(s.forms)
	s.trailScreen = trail.New(s.o.Kit, s.leave)
	s.releaseScreen = release.New(s.o.Kit, s.leaveRelease)
	s.leaving = present.NewRelease(s.o.House, s.o.Kit.Dispatch, s.o.Clock, s.releaseScreen)
	s.releaseScreen.Bind(s.leaving)
	s.releaseScreen.OnStep = func() { s.frame.setHints(s.commands(), s.hintKeys()...) }
	s.peopleScreen = people.New(s.o.Kit, s.leavePeople)
	s.joining = present.NewPeople(s.o.House, s.o.Kit.Dispatch, s.peopleScreen)
	s.peopleScreen.Bind(s.joining)
	s.keysScreen = keys.New(s.o.Kit, s.leaveKeys)
	s.keys = present.NewKeys(s.o.House, s.o.Kit.Dispatch, s.keysScreen)
	s.keysScreen.Bind(s.keys)
	s.roomScreen = trail.NewRoom(s.o.Kit, s.leaveTrailRoom)
	s.room = present.NewTrailRoom(s.o.House, s.o.Kit.Dispatch, s.roomScreen)
	s.roomScreen.Bind(s.room)
	s.keepingScreen = retention.New(s.o.Kit, s.leaveRetention)
	s.keeping = present.NewRetention(s.o.House, s.o.Kit.Dispatch, s.keepingScreen)
	s.keepingScreen.Bind(s.keeping)
	pane := recovery.New(s.o.Kit)
	s.recovery = present.NewRecovery(s.o.House, s.o.Kit.Dispatch, pane)
	pane.Bind(s.recovery)
	s.keysScreen.SetRecovery(pane.Object())
	s.backupScreen = backup.New(s.o.Kit, s.leaveBackups)
	s.backups = present.NewBackup(s.o.House, s.o.Kit.Dispatch, s.o.Clock, s.backupScreen)
	s.backupScreen.Bind(s.backups)
	s.rulesScreen = rules.New(s.o.Kit, s.leaveRules)
	s.ruling = present.NewRules(s.o.House, s.o.Kit.Dispatch, s.o.Clock, s.rulesScreen)
	s.rulesScreen.Bind(s.ruling)
	s.makeQuality()
	s.second = s.newSecond()
	s.glass = present.NewGlass(s.o.House, s.o.Kit.Dispatch, s.o.Clock, s, s.glassChanged)
	s.prove = present.NewProve(s.o.House, s.o.Kit.Dispatch, s)
	s.guide = present.NewGuide(guideView{s})
	s.makeGroup()
	s.makeCoding()
	s.makePages()
	s.makeScan()
	s.rooms = s.makeRooms()
}

// Window is the window, for the main that shows and watches it.
func (s *Shell) Window() fyne.Window { return s.window }

// Lock takes everything off the screen and drops the keys, for the computer that is taken away. At the gate it ends a sign-in
// that runs, and takes off what was typed there.
func (s *Shell) Lock() {
	if s.at == atGate {
		s.gate.Lock()
		return
	}
	s.session.Lock()
}

// Watermark has pages carry who looks at them and when, where pictures of the window cannot be forbidden.
func (s *Shell) Watermark() { s.o.Kit.Watermark = s.watermark }

// watermark says who is at the desk, and when.
func (s *Shell) watermark() string {
	if s.me.ID == "" {
		return ""
	}
	return s.me.DisplayName + " · " + s.o.Clock.Now().Format("2006-01-02 15:04")
}

// Touch says that a key or the mouse was used; the main calls it for every event of the window.
func (s *Shell) Touch() { s.session.Touch() }

// Start reads the settings that hold before anybody is in, and shows the gate.
func (s *Shell) Start() {
	s.show(atGate)
	s.gate.Start()
	s.readSettings()
}

// readSettings makes the kept settings hold, unless the person chose something while they were read.
func (s *Shell) readSettings() {
	before := s.chosen
	s.o.Kit.Dispatch.Go(func(ctx context.Context) {
		set := present.ReadSettings(ctx, s.o.House)
		s.o.Kit.Dispatch.Do(func() {
			if before == s.chosen {
				s.hold(set)
			}
		})
	})
}

// settled is told what the person chose.
func (s *Shell) settled(set present.Settings) {
	s.chosen++
	s.hold(set)
}

// hold makes settings hold.
func (s *Shell) hold(set present.Settings) {
	theme := s.o.Kit.Theme
	theme.SetLook(uikit.Look(set.Look))
	theme.SetScale(float32(set.TextPercent) / 100)
	theme.Apply(s.o.App)
	s.looks++
	s.drawn = map[place]int{s.at: s.looks}
	s.setCommands() // Fyne gives the window's content its room anew when the menu is set, and not when the menu has grown
	if s.at != atGate {
		uikit.Settle(s.frame.obj) // text of another size needs other heights
		uikit.InView(s.window.Canvas().Focused())
	}
	s.session.SetIdle(set.Idle)
	s.set.Known(set)
}

// show goes to a place.
func (s *Shell) show(at place) {
	s.closeOverlay()
	if s.at == atSettings && at != atSettings {
		s.forms.Close() // a page may lie on the board
	}
	s.window.Canvas().Unfocus() // an entry that leaves the window with the focus goes on blinking, and with it the whole window
	s.at = at
	for where, r := range s.rooms {
		if r.front != nil {
			r.front(where == at)
		}
	}
	if at == atGate {
		s.window.SetContent(s.gateScreen.Object())
	} else {
		s.frame.show(at)
		s.window.SetContent(s.frame.obj)
	}
	if s.drawn[at] != s.looks { // Fyne repaints what is on the window; this was not when the look changed
		s.drawn[at] = s.looks
		s.o.Kit.Theme.Apply(s.o.App)
	}
	s.setCommands()
	s.focus(at)
	s.guide.At(at == atReview, at == atInbox)
}

func (s *Shell) focus(at place) {
	if r, ok := s.rooms[at]; ok {
		r.focus()
	}
}

func (s *Shell) openDocument(id chart.DocumentID) {
	if s.review == nil || id == "" {
		return
	}
	if s.queue.Looks(id) {
		s.openLook(id)
		return
	}
	s.openReview(id)
}

// openReview opens a document in the review, whatever it waits for.
func (s *Shell) openReview(id chart.DocumentID) {
	if s.looking {
		s.second.Close()
		s.looking = false
	}
	s.opened(id)
	s.show(atReview)
	s.review.Open(id)
}

// opened keeps the document at hand, so that the same person comes back to it after a lock.
func (s *Shell) opened(id chart.DocumentID) {
	s.document = id
	s.guide.Opened(id)
	s.glass.At(id)
	s.queue.Select(id)
	s.pane.Show(id)
}

func (s *Shell) showInbox() { s.show(atInbox) }

// showReview goes back to the document that is open.
func (s *Shell) showReview() {
	switch {
	case s.document == "":
	case s.looking:
		s.show(atSecond)
	default:
		s.show(atReview)
		s.review.QueueChanged()
	}
}
