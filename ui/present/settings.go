package present

import (
	"cmp"
	"context"
	"net/url"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/access"
)

// The keys of the preferences that the desktop keeps.
const (
	PrefLook     = "look"         // system, light, dark, high_contrast
	PrefTextSize = "text_percent" // 100 to 200
	PrefIdle     = "idle_minutes" // 1 to MaxIdle
	PrefWindow   = "window_size"  // "1280x800"
	PrefLanguage = "language"     // system, en, es
)

// The policy of the idle lock.
const (
	DefaultIdle = 5 * time.Minute
	MaxIdle     = 15 * time.Minute
)

// Looks lists the choices for the look; the first is the default.
func Looks() []string { return []string{"system", "light", "dark", "high_contrast"} }

// LookWord names a look.
func LookWord(look string) Line {
	switch look {
	case "light":
		return Say("Light")
	case "dark":
		return Say("Dark")
	case "high_contrast":
		return Say("High contrast")
	}
	return Say("As the desktop")
}

// Languages lists the choices for the language; the first is the default.
func Languages() []string { return []string{"system", "en", "es"} }

// LanguageWord names a language in itself, so that whoever reads no other finds it.
func LanguageWord(language string) Line {
	switch language {
	case "en":
		return Say("{{.Name}}", Data{"Name": "English"})
	case "es":
		return Say("{{.Name}}", Data{"Name": "Español"})
	}
	return Say("As the desktop")
}

// TextSizes lists the choices for the text size, in percent; the first is the default.
func TextSizes() []int { return []int{100, 125, 150, 175, 200} }

// IdleMinutes lists the choices for the idle lock.
func IdleMinutes() []int { return []int{1, 2, 5, 10, 15} }

// Settings are what a person chose. The zero value is not valid; DefaultSettings is.
type Settings struct {
	Look        string
	Language    string
	TextPercent int
	Idle        time.Duration
}

// DefaultSettings are those of a fresh workspace.
func DefaultSettings() Settings {
	return Settings{Look: Looks()[0], Language: Languages()[0], TextPercent: TextSizes()[0], Idle: DefaultIdle}
}

// ReadSettings reads the preferences; what is unset or makes no sense gets its default, so that a damaged preference can
// never switch the idle lock off.
func ReadSettings(ctx context.Context, house Preferences) Settings {
	s := DefaultSettings()
	if v, err := house.Preference(ctx, PrefLook); err == nil {
		for _, look := range Looks() {
			if v == look {
				s.Look = v
			}
		}
	}
	if v, err := house.Preference(ctx, PrefLanguage); err == nil && slices.Contains(Languages(), v) {
		s.Language = v
	}
	if n, ok := number(ctx, house, PrefTextSize); ok && n >= 100 && n <= 200 {
		s.TextPercent = n
	}
	if n, ok := number(ctx, house, PrefIdle); ok && n >= 1 && time.Duration(n)*time.Minute <= MaxIdle {
		s.Idle = time.Duration(n) * time.Minute
	}
	return s
}

func number(ctx context.Context, house Preferences, key string) (int, bool) {
	v, err := house.Preference(ctx, key)
	if err != nil {
		return 0, false
	}
	n, err := strconv.Atoi(v)
	return n, err == nil
}

// SettingsSnapshot is all that the settings screen shows.
type SettingsSnapshot struct {
	Loading  bool
	Settings Settings
	Watched  string
	Hub      string // address; empty: none
	HubSays  Line
	Sending  SendingSnapshot
	Policy   PolicySnapshot
	Looks    LooksSnapshot
	Lists    CodeLists
	ListsSay Line
	MayAdmin bool // policy, hub and watched folder; else they are shown read-only, with the reason
	Busy     bool // the hub is being started or joined
	Says     Line // the last thing that worked
	Problem  *Trouble
	Field    SettingsField
	Wrong    Line
}

// SettingsField names an entry of the screen.
type SettingsField uint8

// The entries that can be refused.
const (
	NoSetting SettingsField = iota
	WatchedField
	CodeListsField
	HubURLField
	HubCodeField
)

// SettingsView draws snapshots, on the UI goroutine.
type SettingsView interface{ Render(SettingsSnapshot) }

// SettingsHouse is what the settings ask of the house.
type SettingsHouse interface {
	Preferences
	Sending
	Policies
	LookPolicies
	WatchedFolder(ctx context.Context) (string, error)
	SetWatchedFolder(ctx context.Context, path string) error
}

// SettingsPresenter runs the settings screen. All methods are called on the UI goroutine.
type SettingsPresenter struct {
	house   SettingsHouse
	run     Runner
	clock   Clock
	view    SettingsView
	changed func(Settings)
	snap    SettingsSnapshot
	loads   uint64
}

// NewSettings makes the presenter; changed is called on the UI goroutine when look, text size or idle time change.
func NewSettings(house SettingsHouse, run Runner, clock Clock, view SettingsView, changed func(Settings)) *SettingsPresenter {
	return &SettingsPresenter{house: house, run: run, clock: clock, view: view, changed: changed,
		snap: SettingsSnapshot{Settings: DefaultSettings()}}
}

// Open reads everything for the person at work.
func (p *SettingsPresenter) Open(me chart.Person) {
	p.snap = SettingsSnapshot{Loading: true, Settings: p.snap.Settings, MayAdmin: access.May(me, chart.ActSettings)}
	p.render()
	p.reload()
}

// Known tells what holds, so that a step of text size or look starts from there before the screen was ever opened.
func (p *SettingsPresenter) Known(s Settings) {
	if p.snap.Settings != s {
		p.snap.Settings = s
		p.render()
	}
}

// Close forgets what is shown, and keeps what holds.
func (p *SettingsPresenter) Close() {
	p.loads++
	p.snap = SettingsSnapshot{Settings: p.snap.Settings}
	p.render()
}

func (p *SettingsPresenter) reload() {
	p.loads++
	mine := p.loads
	p.run.Go(func(ctx context.Context) {
		settings := ReadSettings(ctx, p.house)
		watched, err := p.house.WatchedFolder(ctx)
		outbox, outErr := p.house.Outbox(ctx)
		policy, polErr := p.readPolicy(ctx)
		lists, listErr := p.house.CodeLists(ctx)
		looks, lookErr := p.readLooks(ctx)
		p.run.Do(func() {
			if mine != p.loads {
				return
			}
			p.snap.Loading, p.snap.Settings, p.snap.Watched = false, settings, watched
			p.snap.Looks = looks
			p.snap.Policy, p.snap.Lists, p.snap.ListsSay = policy, lists, listsSay(lists)
			p.snap.Sending = sendingOf(outbox, outErr, p.clock.Now())
			p.snap.Hub, p.snap.HubSays = outbox.Hub, hubSays(outbox, outErr, p.clock.Now())
			if err = cmp.Or(err, outErr, polErr, listErr, lookErr); err != nil {
				p.snap.Problem = ptr(TroubleOf(err))
			}
			p.render()
		})
	})
}

func hubSays(o OutboxStatus, err error, now time.Time) Line {
	switch {
	case err != nil:
		return Line{}
	case o.Hub == "":
		return Say("No hub yet. Everything works without one; signed records wait on this computer.")
	case o.LastSeen.IsZero():
		return Say("This computer is enrolled; the hub was not reached yet.")
	case o.Unwitnessed:
		return Say("The hub takes records, but it has witnessed another trail of this computer. After a restore, acknowledge the alert about it; else tell whoever looks after the hub.")
	case o.Problem != nil:
		return Say("The hub does not answer; it was last reached {{.Ago}}.", Data{"Ago": Ago(now.Sub(o.LastSeen))})
	}
	return Say("This computer is enrolled; the hub was reached {{.Ago}}.", Data{"Ago": Ago(now.Sub(o.LastSeen))})
}

// SetLook chooses the look.
func (p *SettingsPresenter) SetLook(look string) {
	s := p.snap.Settings
	s.Look = look
	p.choose(s, PrefLook, look)
}

// SetLanguage chooses the language of the screens, which they take up when the program starts.
func (p *SettingsPresenter) SetLanguage(language string) {
	s := p.snap.Settings
	if !slices.Contains(Languages(), language) || s.Language == language {
		return
	}
	s.Language = language
	p.choose(s, PrefLanguage, language)
	p.snap.Says = Say("The language changes when Chartproof is started again.")
	p.render()
}

// SetTextPercent chooses the text size, kept between the least and the largest choice.
func (p *SettingsPresenter) SetTextPercent(percent int) {
	sizes := TextSizes()
	s := p.snap.Settings
	s.TextPercent = min(max(percent, sizes[0]), sizes[len(sizes)-1])
	p.choose(s, PrefTextSize, strconv.Itoa(s.TextPercent))
}

// SetIdle chooses the idle time, kept between a minute and MaxIdle.
func (p *SettingsPresenter) SetIdle(minutes int) {
	s := p.snap.Settings
	s.Idle = min(max(time.Duration(minutes)*time.Minute, time.Minute), MaxIdle)
	p.choose(s, PrefIdle, strconv.Itoa(int(s.Idle/time.Minute)))
}

// choose shows the change at once and keeps it; a choice that could not be kept says so and holds for this session.
func (p *SettingsPresenter) choose(s Settings, key, value string) {
	if s == p.snap.Settings {
		return
	}
	p.snap.Settings, p.snap.Says, p.snap.Problem = s, Line{}, nil
	p.render()
	p.changed(s)
	p.run.Go(func(ctx context.Context) {
		if err := p.house.SetPreference(ctx, key, value); err != nil {
			p.run.Do(func() { p.failed(err) })
		}
	})
}

// SetWatched sets the folder whose files are imported by themselves; empty ends it.
func (p *SettingsPresenter) SetWatched(path string) {
	path = strings.TrimSpace(path)
	if path != "" && !filepath.IsAbs(path) {
		p.refuse(WatchedField, Say("Type the whole path of a folder"))
		return
	}
	p.work(func(ctx context.Context) error { return p.house.SetWatchedFolder(ctx, path) }, func() Line {
		if path == "" {
			return Say("No folder is watched now.")
		}
		return Say("Charts that appear in the folder are imported by themselves.")
	})
}

// StartHub starts the practice's hub on this computer and enrols the computer with it.
func (p *SettingsPresenter) StartHub() {
	p.work(p.house.StartHub, func() Line { return Say("The hub runs on this computer and takes the records.") })
}

// JoinHub enrols this computer with a hub elsewhere.
func (p *SettingsPresenter) JoinHub(address, code string) {
	address, code = strings.TrimSpace(address), strings.TrimSpace(code)
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" || u.Host == "" {
		p.refuse(HubURLField, Say("The address starts with https://, as the hub's own screen shows it"))
		return
	}
	if code == "" {
		p.refuse(HubCodeField, Say("Type the one-time code that the hub shows"))
		return
	}
	p.work(func(ctx context.Context) error { return p.house.Enrol(ctx, address, code) },
		func() Line { return Say("This computer is enrolled with the hub.") })
}

func (p *SettingsPresenter) work(do func(context.Context) error, says func() Line) {
	if p.snap.Busy || !p.snap.MayAdmin {
		return
	}
	p.snap.Busy, p.snap.Problem, p.snap.Says, p.snap.Field, p.snap.Wrong = true, nil, Line{}, NoSetting, Line{}
	p.render()
	p.run.Go(func(ctx context.Context) {
		err := do(ctx)
		p.run.Do(func() {
			p.snap.Busy = false
			if err != nil {
				p.failed(err)
				return
			}
			p.snap.Says = says()
			p.render()
			p.reload()
		})
	})
}

func (p *SettingsPresenter) refuse(f SettingsField, says Line) {
	p.snap.Field, p.snap.Wrong, p.snap.Problem, p.snap.Says = f, says, nil, Line{}
	p.render()
}

func (p *SettingsPresenter) failed(err error) {
	p.snap.Problem = ptr(TroubleOf(err))
	p.render()
}

func (p *SettingsPresenter) render() { p.view.Render(p.snap) }
