package present

import (
	"context"
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/protect/access"
	"chartproof.org/chartproof/engine/review"
)

// Picture is a part of a page made ready for the screen. Wipe overwrites its pixels.
type Picture interface{ Wipe() }

// GroupOptions is what the presenter needs beside the house.
type GroupOptions struct {
	// Prepare turns a part of a page upright and makes it ready for the screen, off the UI goroutine.
	Prepare func(r *geom.Raster, turn int) Picture
	// Check looks at typed values; nil takes everything.
	Check review.Check
	// Pick gives a number under its argument, by chance; it says where known wrong texts stand.
	Pick func(n int) int
}

// GroupRow is one group in the list.
type GroupRow struct {
	Title            Line
	Count, Documents int
	Saves            int
}

// GroupCell is one picture of the grid.
type GroupCell struct {
	ID      review.CellID
	Text    string
	Picture Picture // nil until it is there
	Failed  bool
	Marked  bool // the odd one: it stays open
	Fixed   bool // another value was typed and kept
	Known   bool // a text that was known to be wrong, and was confirmed
}

// GroupSnapshot is all that the screen shows.
type GroupSnapshot struct {
	Loading  bool
	Done, Of int // documents looked through
	ReadOnly Line
	Empty    Line
	Rows     []GroupRow
	At       int  // the row at hand
	Held     Line // what colleagues are at work on
	Aside    Line // what was marked

	Grid    bool
	Title   Line
	Cells   []GroupCell
	Cell    int     // the picture at hand
	Left    int     // pictures after this screen
	Shape   float64 // how much wider than high the pictures are
	Typing  bool
	Typed   []rune
	Caret   int
	Wait    time.Duration // how long the screen must still be looked at
	Notice  Line
	Tone    Tone
	Problem *Trouble
	Saving  int // documents on their way
}

// GroupView draws snapshots, on the UI goroutine.
type GroupView interface{ Render(GroupSnapshot) }

// GroupPresenter runs the checking of what is alike. All methods are called on the UI goroutine.
type GroupPresenter struct {
	house GroupHouse
	run   Runner
	clock Clock
	view  GroupView
	o     GroupOptions

	me     chart.Person
	loads  uint64
	snap   GroupSnapshot
	work   []review.Waiting
	groups []review.Group
	rate   float64
	done   map[fieldRef]bool // decided here
	aside  map[fieldRef]bool // marked here; they stay open for review one by one

	opened uint64 // goes up with each grid: what was on its way for another is not wanted
	key    review.GroupKey
	queue  []review.Cell // what is still to be checked; its first ones are the screen
	room   int
	marks  map[review.CellID]bool
	fixed  map[review.CellID]chart.Text
	known  map[review.CellID]bool // answered
	warned bool                   // the typed value fails its check, and that was said
	over   bool                   // the next character typed replaces the one in doubt

	pics    pictures
	looked  map[chart.DocumentID]bool
	seen    map[review.CellID]time.Time
	stop    func() // of the timer that takes the waiting away
	taken   []screenDone
	writer  groupWriter
	openAll bool // a look is on its way
}

// fieldRef names a field of a document.
type fieldRef struct {
	document chart.DocumentID
	field    chart.FieldID
}

func refOf(c review.Cell) fieldRef { return fieldRef{c.Document, c.Field} }

// NewGroup makes the presenter.
func NewGroup(house GroupHouse, run Runner, clock Clock, view GroupView, o GroupOptions) *GroupPresenter {
	p := &GroupPresenter{house: house, run: run, clock: clock, view: view, o: o, room: review.Screenful}
	p.writer = groupWriter{run: run, house: house, versions: map[chart.DocumentID]int64{}, told: p.written}
	return p
}

// alike is what gathering the work gives.
type alike struct {
	all    []review.Waiting
	held   int
	rate   float64
	groups []review.Group
}

// Open gathers what waits, for the person at work.
func (p *GroupPresenter) Open(me chart.Person) {
	p.loads++
	if p.me.ID != me.ID {
		p.aside = map[fieldRef]bool{}
	}
	p.me, p.done = me, map[fieldRef]bool{}
	p.closeGrid()
	p.work, p.groups, p.taken = nil, nil, nil
	p.snap = GroupSnapshot{}
	if !access.May(me, chart.ActOpenTogether) {
		p.snap.ReadOnly = Say("Your role does not decide on the fields of charts under review.")
		p.render()
		return
	}
	p.snap.Loading = true
	p.render()
	mine := p.loads
	async(p.run, func(ctx context.Context) (alike, error) {
		var a alike
		var err error
		a.all, a.held, err = p.house.Alike(ctx, func(done, of int) {
			if done%25 == 0 {
				p.run.Do(func() { p.progress(mine, done, of) })
			}
		})
		if err != nil {
			return a, err
		}
		a.rate = p.house.VigilanceRate(ctx)
		a.groups = review.Alike(a.all, access.Identifies)
		return a, nil
	}, func(a alike, err error) {
		if mine != p.loads {
			return
		}
		p.gathered(a, err)
	})
}

func (p *GroupPresenter) progress(mine uint64, done, of int) {
	if mine == p.loads && p.snap.Loading {
		p.snap.Done, p.snap.Of = done, of
		p.render()
	}
}

func (p *GroupPresenter) gathered(a alike, err error) {
	p.snap.Loading = false
	if err != nil {
		p.snap.Problem = ptr(TroubleOf(err))
		p.render()
		return
	}
	p.work, p.rate = a.all, a.rate
	for _, w := range a.all {
		p.writer.versions[w.Document] = w.Version
	}
	if a.held > 0 {
		p.snap.Held = Count("{{.N}} documents are left out: colleagues are at work on them.", a.held)
	}
	if len(p.aside) == 0 {
		p.groups = a.groups
	} else {
		p.regroup()
	}
	p.list()
}

// regroup makes the groups of what is still to be checked.
func (p *GroupPresenter) regroup() {
	var left []review.Waiting
	for _, w := range p.work {
		ref := fieldRef{w.Document, w.Field}
		if !p.done[ref] && !p.aside[ref] {
			left = append(left, w)
		}
	}
	p.groups = review.Alike(left, access.Identifies)
}

// list shows the groups.
func (p *GroupPresenter) list() {
	p.snap.Rows, p.snap.Empty, p.snap.Aside = nil, Line{}, Line{}
	for _, g := range p.groups {
		p.snap.Rows = append(p.snap.Rows, GroupRow{Title: groupTitle(g.Key), Count: len(g.Cells), Documents: g.Documents, Saves: g.Saves})
	}
	p.snap.At = min(p.snap.At, max(0, len(p.groups)-1))
	if len(p.groups) == 0 {
		p.snap.Empty = Say("Nothing waits that is alike. Import charts, or go on with the queue one by one.")
	}
	if n := len(p.aside); n > 0 {
		p.snap.Aside = Count("{{.N}} that were marked wait in the queue.", n)
	}
	p.render()
}

// groupTitle names a group.
func groupTitle(k review.GroupKey) Line {
	field, ok := cellWords()[k.Name]
	if !ok {
		field = FieldWord(k.Name)
	}
	switch k.Like {
	case review.SameValue:
		return Say("{{.Field}}: all that say “{{.Value}}”", Data{"Field": field, "Value": k.Value.Reveal()})
	case review.BlankPages:
		return Say("Pages that seem to be blank: all of them")
	case review.SameSign:
		return Say("Doubtful characters read as “{{.Sign}}”", Data{"Sign": string(k.Rune)})
	}
	return Say("{{.Field}}: all of them", Data{"Field": field})
}

// Move takes a row of the list to hand.
func (p *GroupPresenter) Move(row int) {
	if row >= 0 && row < len(p.groups) {
		p.snap.At = row
	}
}

// Close forgets everything that is shown, as leaving the screen does. What is on its way into the workspace goes on.
func (p *GroupPresenter) Close() {
	p.loads++
	p.closeGrid()
	p.work, p.groups, p.taken, p.done = nil, nil, nil, nil
	p.snap = GroupSnapshot{}
	p.render()
}

// Sealer blanks the screen for a lock and gives what brings the decisions on their way into the workspace before the keys go.
func (p *GroupPresenter) Sealer() Sealer {
	flush := p.writer.flush()
	p.Close()
	p.me, p.aside = chart.Person{}, nil
	return flush
}

// Back leaves what is being typed, or the grid; false where the list is shown.
func (p *GroupPresenter) Back() bool {
	switch {
	case p.snap.Typing:
		p.endTyping()
		p.say(Line{}, Quiet)
	case p.snap.Problem != nil && p.snap.Grid:
		p.snap.Problem = nil
		p.render()
	case p.snap.Grid:
		p.closeGrid()
		p.regroup()
		p.list()
	default:
		return false
	}
	return true
}

func (p *GroupPresenter) render() { p.view.Render(p.snap) }

func (p *GroupPresenter) say(l Line, t Tone) {
	p.snap.Notice, p.snap.Tone = l, t
	p.render()
}
