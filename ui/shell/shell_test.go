package shell_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/test"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/ui/present"
	"chartproof.org/chartproof/ui/shell"
	"chartproof.org/chartproof/ui/uikit"
)

// handClock moves only when the test moves it.
type handClock struct {
	now    time.Time
	timers map[int]handTimer
	next   int
}

type handTimer struct {
	at time.Time
	f  func()
}

func (c *handClock) Now() time.Time { return c.now }

func (c *handClock) After(d time.Duration, f func()) func() {
	c.next++
	id := c.next
	c.timers[id] = handTimer{c.now.Add(d), f}
	return func() { delete(c.timers, id) }
}

func (c *handClock) advance(d time.Duration) {
	c.now = c.now.Add(d)
	for id, t := range c.timers {
		if !t.at.After(c.now) {
			delete(c.timers, id)
			t.f()
		}
	}
}

// bench is a whole window over a house of paper. The test's goroutine is the UI goroutine.
type bench struct {
	t      *testing.T
	house  *paperHouse
	clock  *handClock
	shell  *shell.Shell
	canvas fyne.Canvas
	review *paperReview
	ui     chan func()
	closed bool
}

func newBench(t *testing.T, house *paperHouse, change func(*shell.Options)) *bench {
	t.Helper()
	app := test.NewTempApp(t)
	if err := uikit.LoadTranslations("en"); err != nil {
		t.Fatal(err)
	}
	b := &bench{t: t, house: house, clock: &handClock{now: time.Now(), timers: map[int]handTimer{}}, ui: make(chan func(), 1024)}
	dispatch := uikit.NewDispatcher(context.Background(), func(f func()) { b.ui <- f })
	t.Cleanup(dispatch.Close)
	theme := uikit.NewTheme(uikit.LookLight, 1)
	theme.Apply(app)
	o := shell.Options{App: app, Kit: uikit.NewKit(theme, dispatch), House: house, Clock: b.clock, Folders: shell.Disk{},
		Review: func(kit *uikit.Kit, _ chart.Person, hooks shell.ReviewHooks) shell.Review {
			b.review = newPaperReview(house, kit, hooks)
			return b.review
		}, Version: "test"}
	o.Kit.Keys.Modifiers = func() fyne.KeyModifier { return 0 }
	if change != nil {
		change(&o)
	}
	b.shell = shell.New(o)
	b.canvas = b.shell.Window().Canvas()
	b.shell.Window().SetOnClosed(func() { b.closed = true })
	b.shell.Window().Resize(fyne.NewSize(1280, 800))
	b.shell.Start()
	return b
}

// until runs the UI until cond holds.
func (b *bench) until(what string, cond func() bool) {
	b.t.Helper()
	deadline := time.After(10 * time.Second)
	for !cond() {
		select {
		case f := <-b.ui:
			f()
		case <-time.After(5 * time.Millisecond): // work that ends without a word to the UI
		case <-deadline:
			b.t.Fatalf("waited in vain for: %s\n%s", what, b.markup())
		}
	}
}

func (b *bench) markup() string { return test.RenderToMarkup(b.canvas) }

func (b *bench) shows(text string) bool { return strings.Contains(b.markup(), text) }

func (b *bench) untilShows(text string) {
	b.t.Helper()
	b.until("the text "+text, func() bool { return b.shows(text) })
}

func (b *bench) typed(text string) {
	b.t.Helper()
	f := b.canvas.Focused()
	if f == nil {
		b.t.Fatalf("nothing has the focus to type %q", text)
	}
	test.Type(f, text)
}

func (b *bench) key(name fyne.KeyName) {
	if f := b.canvas.Focused(); f != nil {
		f.TypedKey(&fyne.KeyEvent{Name: name})
		return
	}
	if on := b.canvas.OnTypedKey(); on != nil {
		on(&fyne.KeyEvent{Name: name})
	}
}

// press runs a menu item by the title of its command, as its shortcut does.
func (b *bench) press(title string) {
	b.t.Helper()
	for _, m := range b.shell.Window().MainMenu().Items {
		for _, item := range m.Items {
			if item.Label == title || strings.HasPrefix(item.Label, title+"   ") { // bare keys stand behind the title
				item.Action()
				return
			}
		}
	}
	b.t.Fatalf("no menu entry %q", title)
}

func (b *bench) signIn() {
	b.t.Helper()
	b.untilShows("Sign in to Elm Street Clinic")
	for _, text := range []string{"ana", "right", "123456"} {
		b.typed(text)
		b.key(fyne.KeyReturn)
	}
	b.until("the queue", func() bool { return b.shows("All keys") })
}

func labReport() chart.Summary {
	return chart.Summary{ID: "lab", State: chart.StateReview, Type: chart.LabReport, Pages: 2, Fields: 19, Open: 4,
		Imported: time.Now().Add(-8 * time.Minute)}
}

func TestSetUpByKeyboard(t *testing.T) {
	b := newBench(t, newPaperHouse(false), nil)
	b.untilShows("Set up Chartproof")
	for _, text := range []string{"Elm Street Clinic", "Ana Ruiz", "ana", "vexing puffin", "vexing puffin"} {
		b.typed(text)
		b.key(fyne.KeyReturn)
	}
	if !b.shows("13 of at least 14 characters") && !b.shows("At least 14 characters") {
		t.Error("a short password is not told")
	}
	b.typed("s") // the focus is in the password
	b.key(fyne.KeyReturn)
	b.typed("s")
	b.key(fyne.KeyReturn)
	b.untilShows("Do you work alone?")
	b.key(fyne.Key2)
	b.untilShows("Set up the authenticator")
	b.untilShows("JBSW Y3DP")
	b.typed("123 456")
	b.key(fyne.KeyReturn)
	b.untilShows("No charts yet")
	if b.shows("JBSW") {
		t.Error("the authenticator's secret is still on the screen")
	}
}

func TestQueueOpensByKeyboard(t *testing.T) {
	b := newBench(t, newPaperHouse(true, labReport()), nil)
	b.signIn()
	b.untilShows("1 document needs you")
	b.untilShows("4 of 19 fields need you")
	b.key(fyne.KeyReturn)
	b.untilShows("Maria Gonzalez")
	if !b.house.called("open lab") || !b.shows("Outside records · Lab report · 2 pages") {
		t.Error("want the document open and its line in the top bar")
	}
	b.press("Queue")
	b.untilShows("1 document needs you")
	if b.shows("Maria Gonzalez") {
		t.Error("the review is still shown")
	}
}

func TestLockBlanksAtOnceAndKeepsWhatIsTyped(t *testing.T) {
	b := newBench(t, newPaperHouse(true, labReport()), nil)
	b.signIn()
	b.untilShows("1 document needs you")
	b.key(fyne.KeyReturn)
	b.untilShows("Maria Gonzalez")
	b.review.typed = "Penicil"
	b.press("Go to anything")
	b.press("Lock")
	if b.shows("Maria Gonzalez") || b.shows("Lab report") || b.shows("Go to") {
		t.Fatalf("before anything else ran, the screen still shows:\n%s", b.markup())
	}
	b.untilShows("Ana Ruiz can go on here")
	if got := strings.Join(b.house.calls, ","); !strings.HasSuffix(got, "close review,draft,lock") {
		t.Errorf("want the draft sealed and then the keys dropped, got %s", got)
	}
	b.typed("wrong")
	b.key(fyne.KeyReturn)
	b.untilShows("The password did not match.")
	b.typed("right")
	b.key(fyne.KeyReturn)
	b.until("the same document", func() bool { return b.review.open == "lab" && b.shows("Maria Gonzalez") })
}

func TestAnotherPersonBeginsAtTheQueue(t *testing.T) {
	b := newBench(t, newPaperHouse(true, labReport()), nil)
	b.signIn()
	b.untilShows("1 document needs you")
	b.key(fyne.KeyReturn)
	b.untilShows("Maria Gonzalez")
	b.press("Lock")
	b.untilShows("Sign in as another person")
	b.house.person = chart.Person{ID: "p2", DisplayName: "Ben Ito", Roles: []chart.Role{chart.Coder}}
	b.canvas.FocusNext()
	b.canvas.FocusNext()
	b.key(fyne.KeySpace)
	b.signIn()
	b.untilShows("1 document needs you")
	if b.review.open != "" || b.shows("Maria Gonzalez") {
		t.Error("the document of the person before was opened")
	}
}

func TestIdleLocks(t *testing.T) {
	b := newBench(t, newPaperHouse(true, labReport()), nil)
	b.signIn()
	b.untilShows("locks in 5 min")
	b.clock.advance(4*time.Minute + 40*time.Second)
	b.untilShows("Locks in 20 s: press a key or move the mouse to stay")
	b.shell.Touch()
	b.until("no warning", func() bool { return !b.shows("press a key or move") })
	b.clock.advance(5 * time.Minute)
	b.untilShows("Ana Ruiz can go on here")
}

func TestNothingRunsUnderADialog(t *testing.T) {
	b := newBench(t, newPaperHouse(true, labReport()), nil)
	b.signIn()
	b.untilShows("1 document needs you")
	b.press("All keys")
	b.untilShows("Mark the document")
	b.press("Settings")
	if b.shows("Watched folder") {
		t.Error("a command ran under the dialog")
	}
	b.key(fyne.KeyEscape)
	b.until("the dialog closed", func() bool { return !b.shows("Mark the document") })
	b.press("Settings")
	b.untilShows("APPEARANCE")
}

func TestGoToAnything(t *testing.T) {
	b := newBench(t, newPaperHouse(true, labReport()), nil)
	b.signIn()
	b.untilShows("1 document needs you")
	b.press("Go to anything")
	b.typed("lab rep")
	b.key(fyne.KeyReturn)
	b.untilShows("Maria Gonzalez")
}

func TestDropImportsAndReports(t *testing.T) {
	b := newBench(t, newPaperHouse(true), nil)
	b.signIn()
	b.untilShows("No charts yet")
	b.shell.Drop([]fyne.URI{storage.NewFileURI("/scans/one.pdf"), storage.NewFileURI("/scans/two.tiff")})
	b.untilShows("1 file came in: 5 pages in 1 document · 1 file was not taken")
	b.untilShows("two.tiff")
	b.untilShows("The file is damaged.")
	b.key(fyne.KeyEscape)
	b.until("the report closed", func() bool { return !b.shows("two.tiff") })
}

func TestCommandLineImportsAndJoins(t *testing.T) {
	house := newPaperHouse(true)
	b := newBench(t, house, func(o *shell.Options) {
		o.Import, o.Join = []string{"/scans/one.pdf"}, shell.Join{Address: "https://127.0.0.1:1", Code: "AB12"}
	})
	b.signIn()
	b.untilShows("1 file came in")
	b.until("the hub joined", func() bool { return house.called("enrol https://127.0.0.1:1 AB12") })
}

func TestSettingsTakeEffect(t *testing.T) {
	house := newPaperHouse(true, labReport())
	var kit *uikit.Kit
	b := newBench(t, house, func(o *shell.Options) { kit = o.Kit })
	b.signIn()
	b.untilShows("1 document needs you")
	b.until("the kept look, which is the desktop's", func() bool { return kit.Theme.Look() == uikit.LookSystem })
	b.press("Next look: light, dark, high contrast")
	b.press("Larger text")
	b.until("both kept", func() bool {
		house.mu.Lock()
		defer house.mu.Unlock()
		return house.prefs[present.PrefLook] == "light" && house.prefs[present.PrefTextSize] == "125"
	})
	b.press("Settings")
	b.untilShows("✓ 125 %")
	b.key(fyne.KeyEscape)
	b.untilShows("1 document needs you")
}

func TestHistory(t *testing.T) {
	b := newBench(t, newPaperHouse(true, labReport()), nil)
	b.signIn()
	b.untilShows("1 document needs you")
	b.press("History of this document")
	b.untilShows("read the pages")
	b.untilShows("this computer")
}

// Who comes back to a document from its history goes on with the keys.
func TestComingBackToADocumentGivesItTheKeys(t *testing.T) {
	house := newPaperHouse(true, labReport())
	b := newBench(t, house, nil)
	b.signIn()
	b.untilShows("1 document needs you")
	b.key(fyne.KeyReturn)
	b.untilShows("Maria Gonzalez")
	b.press("History of this document")
	b.untilShows("read the pages")
	before := len(house.calls)
	b.key(fyne.KeyEscape)
	b.until("the field at hand to have the keys", func() bool { return slices.Contains(house.calls[before:], "focus review") })
}

func TestQuitKeepsTheSizeLocksAndCloses(t *testing.T) {
	house := newPaperHouse(true, labReport())
	b := newBench(t, house, nil)
	b.signIn()
	b.shell.Quit()
	b.until("the window closed", func() bool { return b.closed })
	if !house.called("lock") || house.prefs[present.PrefWindow] == "" {
		t.Errorf("want locked and the size kept, got %v %q", house.calls, house.prefs[present.PrefWindow])
	}
}

func TestTitleSaysNothing(t *testing.T) {
	b := newBench(t, newPaperHouse(true, labReport()), nil)
	b.signIn()
	b.untilShows("1 document needs you")
	b.key(fyne.KeyReturn)
	b.untilShows("Maria Gonzalez")
	if got := b.shell.Window().Title(); got != "Chartproof" {
		t.Errorf("title: want the product's name, got %q", got)
	}
}

func TestWindowSize(t *testing.T) {
	for kept, want := range map[string]fyne.Size{
		"": fyne.NewSize(1280, 800), "1920x1080": fyne.NewSize(1920, 1080), "3x4": fyne.NewSize(1280, 800),
		"1e9x1e9": fyne.NewSize(1280, 800), "wide": fyne.NewSize(1280, 800),
	} {
		if got := shell.WindowSize(kept); got != want {
			t.Errorf("%q: want %v, got %v", kept, want, got)
		}
	}
}
