package present

import (
	"context"
	"strings"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/access"
	"chartproof.org/chartproof/engine/protect/trail"
)

// TrailField is an entry of the trail's screen.
type TrailField uint8

// The entries.
const (
	NoTrailField TrailField = iota
	FilterField
	FoundField
	ExportField
)

// AlertRow is one alert of the list.
type AlertRow struct {
	Index int64
	When  string
	Says  Line
	Who   Line
	Grave bool
	Done  bool
}

// TrailRoomSnapshot is all that the screen of the trail shows: ids and machine words, the names of staff, and notes about alerts.
type TrailRoomSnapshot struct {
	Loading  bool
	Busy     bool
	ReadOnly Line // why nothing can be seen here
	Alerting bool // the alerts are shown, and not the entries
	Query    string
	Heading  Line
	Rows     []TrailRow
	Alerts   []AlertRow
	At       int
	More     bool   // older entries can be had
	Facts    []Line // of what is at hand
	Report   string // the chain of custody of the document at hand
	Of       chart.DocumentID
	MayNote  bool // the alert at hand can be acknowledged
	Open     int  // alerts that nobody acknowledged
	Field    TrailField
	Wrong    Line
	Says     Line
	Done     int // goes up where what was typed is done with
	Problem  *Trouble
}

// TrailRoomView draws snapshots, on the UI goroutine.
type TrailRoomView interface{ Render(TrailRoomSnapshot) }

// trailPage is how many entries are read at a time.
const trailPage = 200

// TrailRoomPresenter runs the screen of the whole trail. All methods are called on the UI goroutine.
type TrailRoomPresenter struct {
	house   TrailRoom
	run     Runner
	view    TrailRoomView
	words   *TrailPresenter // says entries in words
	people  []chart.Person
	entries []chart.AuditEntry
	raised  []trail.Raised
	notes   map[string]string // what was written about alerts, by id
	search  TrailSearch
	next    int64
	loads   uint64
	snap    TrailRoomSnapshot
}

// NewTrailRoom makes the presenter.
func NewTrailRoom(house TrailRoom, run Runner, view TrailRoomView) *TrailRoomPresenter {
	return &TrailRoomPresenter{house: house, run: run, view: view, words: &TrailPresenter{}}
}

// Open shows the newest entries to the person at work, or the alerts.
func (p *TrailRoomPresenter) Open(me chart.Person, alerts bool) {
	p.forget()
	p.words.me = me
	p.snap.Alerting = alerts
	if !access.May(me, chart.ActTrailRead) {
		p.snap.ReadOnly = Say("The trail is read by auditors and the privacy officer.")
		p.render()
		return
	}
	p.read("")
}

// Close forgets what is shown.
func (p *TrailRoomPresenter) Close() {
	p.forget()
	p.render()
}

func (p *TrailRoomPresenter) forget() {
	p.loads++
	p.people, p.entries, p.raised, p.notes, p.next = nil, nil, nil, nil, 0
	p.snap = TrailRoomSnapshot{Done: p.snap.Done + 1}
}

// looked is what one reading gives.
type looked struct {
	people []chart.Person
	page   TrailPage
	raised []trail.Raised
	notes  map[string]string
	wrong  Line
	search TrailSearch
}

// read reads the first page of a query, or the alerts.
func (p *TrailRoomPresenter) read(query string) {
	p.loads++
	mine := p.loads
	p.snap.Loading, p.snap.Problem, p.snap.Wrong, p.snap.Field, p.snap.Says, p.snap.Report = true, nil, Line{}, NoTrailField, Line{}, ""
	alerting := p.snap.Alerting
	p.render()
	async(p.run, func(ctx context.Context) (l looked, err error) {
		if l.people, err = p.house.Colleagues(ctx); err != nil {
			return l, err
		}
		if alerting {
			l.raised, err = p.house.Alerts(ctx)
			if err == nil {
				l.notes, err = p.noted(ctx, l.raised)
			}
			return l, err
		}
		if l.search, l.wrong = ReadQuery(query, l.people, time.Local); !l.wrong.Empty() {
			return l, nil
		}
		l.search.Limit = trailPage
		l.page, err = p.house.SearchTrail(ctx, l.search)
		return l, err
	}, func(l looked, err error) {
		if mine != p.loads {
			return
		}
		p.snap.Loading = false
		switch {
		case err != nil:
			p.snap.Problem = ptr(TroubleOf(err))
		case !l.wrong.Empty():
			p.snap.Wrong, p.snap.Field = l.wrong, FilterField
		default:
			p.take(query, l)
		}
		p.render()
	})
}

// noted opens what people wrote about the newest alerts.
func (p *TrailRoomPresenter) noted(ctx context.Context, raised []trail.Raised) (map[string]string, error) {
	out := map[string]string{}
	for _, a := range raised[:min(len(raised), trailPage)] {
		if a.Note == "" {
			continue
		}
		text, err := p.house.AlertNote(ctx, a.Note)
		if err != nil {
			return nil, err
		}
		out[a.Note] = text.Reveal()
	}
	return out, nil
}

func (p *TrailRoomPresenter) take(query string, l looked) {
	p.people, p.snap.At = l.people, 0
	p.words.names = map[chart.PersonID]string{}
	for _, who := range l.people {
		p.words.names[who.ID] = who.DisplayName
	}
	if p.snap.Alerting {
		p.raised, p.notes = l.raised, l.notes
		p.listAlerts()
		return
	}
	p.snap.Query, p.search, p.entries = query, l.search, l.page.Entries
	p.listEntries(l.page)
}

func (p *TrailRoomPresenter) listEntries(page TrailPage) {
	p.next = page.Next
	p.snap.More = page.Next > 0
	p.snap.Rows = p.snap.Rows[:0:0]
	for _, e := range p.entries {
		p.snap.Rows = append(p.snap.Rows, p.words.row(e))
	}
	p.snap.Heading = Say("{{.N}} of {{.All}} entries, the newest first", Data{"N": len(p.entries), "All": page.All})
	if len(p.entries) == 0 {
		p.snap.Heading = Say("No entry is like that.")
	}
}

func (p *TrailRoomPresenter) listAlerts() {
	p.snap.Alerts, p.snap.Open = nil, 0
	for _, a := range p.raised {
		if !a.Done {
			p.snap.Open++
		}
		p.snap.Alerts = append(p.snap.Alerts, AlertRow{Index: a.Index, When: logTime(a.At), Says: AlertWord(a.Rule), Who: p.words.who(chart.AuditEntry{Person: a.Person}),
			Grave: a.Severity == "high", Done: a.Done})
	}
	p.snap.Heading = Count("{{.N}} alerts are open", p.snap.Open)
	if len(p.raised) == 0 {
		p.snap.Heading = Say("No rule has struck yet.")
	}
}

// Filter reads the entries that a query asks for.
func (p *TrailRoomPresenter) Filter(query string) {
	if p.ready() {
		p.snap.Alerting = false
		p.read(strings.Join(strings.Fields(query), " "))
	}
}

func (p *TrailRoomPresenter) ready() bool { return !p.snap.Busy && p.snap.ReadOnly.Empty() }

// Only narrows the entries to the person, document, action or day of the one at hand.
func (p *TrailRoomPresenter) Only(what string) {
	e, ok := p.atHand()
	if !ok || !p.ready() {
		return
	}
	query := p.snap.Query
	switch what {
	case "person":
		if e.Person == "" {
			return
		}
		query = with(query, byPerson, p.login(e.Person))
	case "document":
		if e.Document == "" {
			return
		}
		query = with(query, byDocument, string(e.Document))
	case "action":
		query = with(query, byAction, string(e.Action))
	case "day":
		day := e.At.Local()
		query = with(with(query, bySince, day.Format(time.DateOnly)), byUntil, day.AddDate(0, 0, 1).Format(time.DateOnly))
	}
	p.Filter(query)
}

func (p *TrailRoomPresenter) login(id chart.PersonID) string {
	for _, who := range p.people {
		if who.ID == id {
			return who.Login
		}
	}
	return string(id)
}

// atHand is the entry that is selected.
func (p *TrailRoomPresenter) atHand() (chart.AuditEntry, bool) {
	if p.snap.Alerting || p.snap.At >= len(p.entries) {
		return chart.AuditEntry{}, false
	}
	return p.entries[p.snap.At], true
}

// Switch goes from the entries to the alerts, and back.
func (p *TrailRoomPresenter) Switch() {
	if p.ready() {
		p.snap.Alerting = !p.snap.Alerting
		p.snap.At, p.snap.Rows, p.snap.Alerts, p.snap.More = 0, nil, nil, false
		p.read(p.snap.Query)
	}
}

// Again looks once more.
func (p *TrailRoomPresenter) Again() {
	if p.ready() {
		p.read(p.snap.Query)
	}
}

// Select takes another line at hand; the last one reads older entries.
func (p *TrailRoomPresenter) Select(row int) {
	if row < 0 || row >= max(len(p.snap.Rows), len(p.snap.Alerts)) || row == p.snap.At {
		return
	}
	p.snap.At, p.snap.Report, p.snap.Says, p.snap.Wrong, p.snap.Field = row, "", Line{}, Line{}, NoTrailField
	p.render()
	if !p.snap.Alerting && p.snap.More && row == len(p.entries)-1 {
		p.Older()
	}
}

// Older reads the entries before those that are shown.
func (p *TrailRoomPresenter) Older() {
	if p.next == 0 || p.snap.Loading || p.snap.Alerting {
		return
	}
	mine, s := p.loads, p.search
	s.Before = p.next
	p.next = 0
	async(p.run, func(ctx context.Context) (TrailPage, error) { return p.house.SearchTrail(ctx, s) }, func(page TrailPage, err error) {
		if mine != p.loads {
			return
		}
		if err != nil {
			p.snap.Problem = ptr(TroubleOf(err))
		} else {
			p.entries = append(p.entries, page.Entries...)
			p.listEntries(page)
		}
		p.render()
	})
}

func (p *TrailRoomPresenter) render() {
	p.snap.Facts, p.snap.MayNote, p.snap.Of = nil, false, p.document()
	if p.snap.Alerting && p.snap.At < len(p.raised) {
		a := p.raised[p.snap.At]
		p.snap.Facts = p.alertFacts(a)
		p.snap.MayNote = !a.Done && access.May(p.words.me, chart.ActAlertDone)
	} else if e, ok := p.atHand(); ok {
		p.snap.Facts = p.entryFacts(e)
	}
	p.view.Render(p.snap)
}
