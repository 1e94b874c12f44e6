package present

import (
	"context"
	"sort"
	"time"

	"chartproof.org/chartproof/engine/chart"
)

// InboxPhase is what the queue screen is doing.
type InboxPhase uint8

// The phases.
const (
	InboxLoading InboxPhase = iota
	InboxReady
	InboxFailed // Problem says why; the rows are the last that were read
)

// InboxGroup is a heading of the queue; the order of the groups is the order of the rows.
type InboxGroup uint8

// The groups.
const (
	NeedsYou InboxGroup = iota
	BeingRead
	ToSign
	WithOthers // waits for a look that somebody else takes, or this person later
	OnTheWay
	Finished
	NotTaken
	groupCount
)

// InboxRow is one document of the queue in words. It holds no text out of the chart.
type InboxRow struct {
	ID      chart.DocumentID
	Group   InboxGroup
	Title   Line // the document's type
	Pages   Line
	State   Line
	Tone    Tone
	Badge   string // number of open fields, "✓" for ready, "" for none
	Urgent  bool
	When    Line // "8 min ago"
	Opens   bool
	Look    bool // it opens in the second look
	Sheet   bool // a blank page or separator sheet that is ready: many are signed at once
	Refused *Trouble
	Marked  bool // for what is done to several at once
}

// InboxSnapshot is all that the queue screen shows.
type InboxSnapshot struct {
	Phase    InboxPhase
	Rows     []InboxRow
	Counts   [groupCount]int // of all documents, whatever the search
	Total    int
	Search   string
	Selected chart.DocumentID
	Tabs     []InboxTab
	Tab      int // the view that is shown, from 0
	Marked   int
	Problem  *Trouble
	Import   *ImportSnapshot // nil: no import runs and no report is shown
	Sending  SendingSnapshot
	Watched  *Trouble // what keeps files in the watched folder; nil: nothing does
	Gone     bool     // the house has locked by itself: the card was taken out
}

// Empty reports whether the workspace has no document at all.
func (s InboxSnapshot) Empty() bool { return s.Phase == InboxReady && s.Total == 0 && s.Search == "" }

// InboxView draws snapshots, on the UI goroutine.
type InboxView interface{ Render(InboxSnapshot) }

// InboxHouse is what the queue asks of the house.
type InboxHouse interface {
	Queue
	Intake
	ScanTaker
	Sending
	Preferences
	// PutNote tells a colleague something about a document; Peers are those who can be told.
	PutNote(ctx context.Context, n chart.Note) error
	Peers(ctx context.Context) ([]chart.Person, error)
}

// InboxPresenter runs the queue screen. All methods are called on the UI goroutine.
type InboxPresenter struct {
	house InboxHouse
	run   Runner
	clock Clock
	views []InboxView
	// Words gives a line in the person's language, so that a search finds what the screen says; nil: English.
	Words func(Line) string

	snap      InboxSnapshot
	loads     uint64 // generation of the newest load
	watch     func() // ends the watch
	stopAge   func()
	job       *stoppable   // the import under way
	pending   []string     // files for the next
	beside    ImportReport // urgent files that were read meanwhile
	besideErr error
	told      ImportReport              // what the report on the screen tells
	worked    map[chart.DocumentID]bool // what was worked on since Start
	marked    map[chart.DocumentID]bool
	kept      []KeptView
	me        chart.PersonID
}

// NewInbox makes the presenter; every view gets every snapshot (the queue screen and review's queue pane).
func NewInbox(house InboxHouse, run Runner, clock Clock, views ...InboxView) *InboxPresenter {
	return &InboxPresenter{house: house, run: run, clock: clock, views: views}
}

// Start loads the queue for the person at the desk and keeps it fresh until Stop.
func (p *InboxPresenter) Start(me chart.PersonID) {
	p.Stop()
	p.snap = InboxSnapshot{Phase: InboxLoading}
	p.worked = map[chart.DocumentID]bool{}
	p.unmark()
	p.render()
	stop := make(chan struct{})
	p.watch = func() { close(stop) }
	p.run.Go(func(ctx context.Context) { p.follow(ctx, stop) })
	p.Reload()
	p.loadViews(me)
	p.age()
}

// ageEvery is how often "8 min ago" and "hub reached 20 s ago" are said anew.
const ageEvery = 20 * time.Second

func (p *InboxPresenter) age() {
	p.stopAge = p.clock.After(ageEvery, func() {
		p.run.Do(func() {
			if p.watch != nil {
				p.Reload()
				p.age()
			}
		})
	})
}

// Stop ends watching and the import, and forgets the rows: what is locked shows nothing.
func (p *InboxPresenter) Stop() {
	if p.watch != nil {
		p.watch()
		p.stopAge()
		p.watch = nil
	}
	p.CancelImport()
	p.job = nil
	p.beside, p.besideErr, p.told = ImportReport{}, nil, ImportReport{}
	p.loads++
	p.me, p.kept = "", nil
	p.unmark()
	p.snap = InboxSnapshot{}
	p.render()
}

// follow asks for a reload whenever the house says that something changed.
func (p *InboxPresenter) follow(ctx context.Context, stop <-chan struct{}) {
	for {
		changed := p.house.Changed()
		select {
		case <-changed:
			p.run.Do(func() {
				select {
				case <-stop:
				default:
					p.Reload()
				}
			})
		case <-stop:
			return
		case <-ctx.Done():
			return
		}
	}
}

// Reload reads the queue and the outbox again; the newest load wins.
func (p *InboxPresenter) Reload() {
	p.loads++
	mine, search := p.loads, p.snap.Search
	p.run.Go(func(ctx context.Context) {
		all, err := p.house.List(ctx, Filter{})
		found := all
		if err == nil && search != "" {
			found, err = p.house.List(ctx, Filter{Search: search})
		}
		outbox, outErr := p.house.Outbox(ctx)
		watching, watchErr := p.house.Watching(ctx)
		p.run.Do(func() {
			if mine == p.loads {
				p.snap.Watched = watchTrouble(watching, watchErr, p.clock.Now())
				p.loaded(all, found, search, err, outbox, outErr)
			}
		})
	})
}

func (p *InboxPresenter) loaded(all, found []chart.Summary, search string, err error, outbox OutboxStatus, outErr error) {
	now := p.clock.Now()
	p.snap.Sending = sendingOf(outbox, outErr, now)
	p.snap.Gone = chart.KindOf(err) == chart.Locked
	if err != nil {
		p.snap.Phase, p.snap.Problem = InboxFailed, ptr(TroubleOf(err))
		p.render()
		return
	}
	p.snap.Phase, p.snap.Problem, p.snap.Total = InboxReady, nil, len(all)
	p.snap.Counts = [groupCount]int{}
	for _, s := range all {
		p.snap.Counts[groupOf(s)]++
	}
	p.snap.Tabs = p.tabs(all, now)
	p.snap.Tab = min(p.snap.Tab, len(p.snap.Tabs)-1)
	p.snap.Rows = rowsOf(p.narrowed(all, found, search, now), now)
	p.showMarks()
	if p.indexOf(p.snap.Selected) < 0 {
		p.snap.Selected = ""
		if len(p.snap.Rows) > 0 {
			p.snap.Selected = p.snap.Rows[0].ID
		}
	}
	p.render()
}

// Search narrows the rows; the counts stay those of the whole queue.
func (p *InboxPresenter) Search(text string) {
	if text == p.snap.Search {
		return
	}
	p.snap.Search = text
	p.Reload()
}

// Select moves to the row with the document.
func (p *InboxPresenter) Select(id chart.DocumentID) {
	if p.indexOf(id) >= 0 && id != p.snap.Selected {
		p.snap.Selected = id
		p.render()
	}
}

// Move goes by rows, kept within the list.
func (p *InboxPresenter) Move(by int) {
	if len(p.snap.Rows) == 0 {
		return
	}
	at := min(max(p.indexOf(p.snap.Selected)+by, 0), len(p.snap.Rows)-1)
	p.Select(p.snap.Rows[at].ID)
}

// Beside gives the document that can be opened by steps from the one given, "" at the ends: Ctrl+PgDn and Ctrl+PgUp.
func (p *InboxPresenter) Beside(id chart.DocumentID, by int) chart.DocumentID {
	if by == 0 {
		return id
	}
	step := 1
	if by < 0 {
		step, by = -1, -by
	}
	for at := p.indexOf(id) + step; at >= 0 && at < len(p.snap.Rows); at += step {
		if p.snap.Rows[at].Opens {
			if by--; by == 0 {
				return p.snap.Rows[at].ID
			}
		}
	}
	return ""
}

// NextWork gives the document to go on with after the one given: an urgent one that nobody has worked on here yet, else the
// next that needs a person or a signature, from the top again at the end, "" where no other does. The one given may have left
// its place in the queue already.
func (p *InboxPresenter) NextWork(id chart.DocumentID) chart.DocumentID {
	p.worked[id] = true
	work := func(r InboxRow) bool {
		return r.ID != id && r.Opens && (r.Group == NeedsYou || r.Group == ToSign)
	}
	for _, r := range p.snap.Rows {
		if r.Urgent && work(r) && !p.worked[r.ID] {
			return r.ID
		}
	}
	return p.workAfter(id, work)
}

// NextReview is NextWork among the documents that the review screen opens, NextLook among those that wait for a look of this person.
func (p *InboxPresenter) NextReview(id chart.DocumentID) chart.DocumentID {
	if next := p.NextWork(id); next == "" || !p.snap.Rows[p.indexOf(next)].Look {
		return next
	}
	return p.workAfter(id, func(r InboxRow) bool {
		return r.ID != id && r.Opens && !r.Look && (r.Group == NeedsYou || r.Group == ToSign)
	})
}

// NextLook gives the next document that waits for a look of this person, "" where none does.
func (p *InboxPresenter) NextLook(id chart.DocumentID) chart.DocumentID {
	return p.workAfter(id, func(r InboxRow) bool { return r.ID != id && r.Look && r.Group == NeedsYou })
}

// Looks reports whether a document opens in the second look.
func (p *InboxPresenter) Looks(id chart.DocumentID) bool {
	at := p.indexOf(id)
	return at >= 0 && p.snap.Rows[at].Look
}

func (p *InboxPresenter) workAfter(id chart.DocumentID, work func(InboxRow) bool) chart.DocumentID {
	at := p.indexOf(id)
	if at >= 0 && p.snap.Rows[at].Group != NeedsYou && p.snap.Rows[at].Group != ToSign {
		at = -1
	}
	for i := range p.snap.Rows {
		if r := p.snap.Rows[(at+1+i)%len(p.snap.Rows)]; work(r) {
			return r.ID
		}
	}
	return ""
}

// Snapshot gives what is shown now.
func (p *InboxPresenter) Snapshot() InboxSnapshot { return p.snap }

func (p *InboxPresenter) indexOf(id chart.DocumentID) int {
	for i, r := range p.snap.Rows {
		if r.ID == id && id != "" {
			return i
		}
	}
	return -1
}

func (p *InboxPresenter) render() {
	for _, v := range p.views {
		v.Render(p.snap)
	}
}

// rowsOf puts the documents into words and order: by group, urgent first, then the one that waits longest for what needs
// a person, and the newest first for the rest.
func rowsOf(list []chart.Summary, now time.Time) []InboxRow {
	sorted := append([]chart.Summary(nil), list...)
	sort.SliceStable(sorted, func(i, j int) bool {
		a, b := sorted[i], sorted[j]
		ga, gb := groupOf(a), groupOf(b)
		switch {
		case ga != gb:
			return ga < gb
		case a.Urgent != b.Urgent:
			return a.Urgent
		case ga == NeedsYou || ga == ToSign:
			return a.Imported.Before(b.Imported)
		}
		return a.Changed.After(b.Changed)
	})
	rows := make([]InboxRow, 0, len(sorted))
	for _, s := range sorted {
		rows = append(rows, rowOf(s, now))
	}
	return rows
}
