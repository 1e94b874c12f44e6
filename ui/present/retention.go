package present

import (
	"context"
	"strconv"
	"strings"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/access"
)

// RetentionPlace is a part of the screen.
type RetentionPlace uint8

// The parts of the screen.
const (
	DuePlace RetentionPlace = iota // what may go
	HoldPlace
	RulePlace
	RunPlace
)

// RetentionForm is what the person can do at the row at hand.
type RetentionForm uint8

// The forms.
const (
	NoForm RetentionForm = iota
	OrderForm
	ApproveForm
	HoldForm    // a new hold
	AskForm     // ask to release the hold at hand
	ReleaseForm // agree to release it, or refuse
	RuleForm
	CertificateForm
)

// RetentionRow is one row of the list.
type RetentionRow struct {
	Title, About Line
	Tone         Tone
}

// RetentionSnapshot is all that the screen shows. It never holds a password.
type RetentionSnapshot struct {
	Place      RetentionPlace
	Loading    bool
	Busy       Line // what goes on
	Rows       []RetentionRow
	At         int // -1: none
	Lines      []Line
	Empty      Line
	Form       RetentionForm
	Count      bool // the number must be typed again
	MayConfirm bool
	MayCancel  bool
	MayChange  bool // state, provider, programs
	State      string
	Provider   string
	Programs   []RetentionProgram
	Filled     int // goes up with each thing done, so that the entries are emptied
	Says       Line
	Problem    *Trouble
}

// RetentionView draws snapshots, on the UI goroutine.
type RetentionView interface{ Render(RetentionSnapshot) }

// RetentionPresenter runs the screen of retention and holds. All methods are called on the UI goroutine.
type RetentionPresenter struct {
	house RetentionHouse
	run   Runner
	view  RetentionView
	me    chart.Person
	doc   chart.DocumentID // at hand when the screen was opened
	loads uint64
	snap  RetentionSnapshot

	preview DisposalPreview
	holds   []HoldLine
	table   RetentionTable
	runs    []DisposalRun
}

// NewRetention makes the presenter.
func NewRetention(house RetentionHouse, run Runner, view RetentionView) *RetentionPresenter {
	return &RetentionPresenter{house: house, run: run, view: view}
}

// Open shows the screen to the person at work; the document at hand is what a hold may be set on.
func (p *RetentionPresenter) Open(me chart.Person, at chart.DocumentID) {
	p.me, p.doc = me, at
	p.snap = RetentionSnapshot{At: -1, Filled: p.snap.Filled + 1, Place: DuePlace}
	if !p.may(chart.ActDispose) {
		p.snap.Place = RunPlace
	}
	p.load()
}

// Close forgets what is shown.
func (p *RetentionPresenter) Close() {
	p.loads++
	p.preview, p.holds, p.table, p.runs, p.me, p.doc = DisposalPreview{}, nil, RetentionTable{}, nil, chart.Person{}, ""
	p.snap = RetentionSnapshot{At: -1, Filled: p.snap.Filled + 1}
	p.view.Render(p.snap)
}

func (p *RetentionPresenter) may(a chart.Action) bool { return access.May(p.me, a) }

// Show goes to another part.
func (p *RetentionPresenter) Show(place RetentionPlace) {
	p.snap = RetentionSnapshot{At: -1, Filled: p.snap.Filled + 1, Place: place}
	p.load()
}

// Reload looks again.
func (p *RetentionPresenter) Reload() { p.Show(p.snap.Place) }

// Select goes to a row.
func (p *RetentionPresenter) Select(row int) {
	p.snap.At = row
	p.draw()
}

func (p *RetentionPresenter) load() {
	p.loads++
	mine := p.loads
	p.snap.Loading, p.snap.Rows, p.snap.Lines, p.snap.Form = true, nil, nil, NoForm
	p.view.Render(p.snap)
	place, me := p.snap.Place, p.me
	async(p.run, func(ctx context.Context) (func(), error) { return p.fetch(ctx, place, me) }, func(keep func(), err error) {
		if mine != p.loads {
			return
		}
		p.snap.Loading = false
		if err != nil {
			p.snap.Problem = ptr(TroubleOf(err))
			p.view.Render(p.snap)
			return
		}
		keep()
		p.draw()
	})
}

// fetch reads what a part shows and gives what keeps it, on the UI goroutine.
func (p *RetentionPresenter) fetch(ctx context.Context, place RetentionPlace, me chart.Person) (func(), error) {
	runs, err := p.house.Disposals(ctx)
	if err != nil {
		return nil, err
	}
	switch place {
	case DuePlace:
		preview := DisposalPreview{}
		if access.May(me, chart.ActDispose) {
			if preview, err = p.house.PreviewDisposal(ctx); err != nil {
				return nil, err
			}
		}
		return func() { p.preview, p.runs = preview, runs }, nil
	case HoldPlace:
		holds, err := p.house.Holds(ctx)
		return func() { p.holds = holds }, err
	case RulePlace:
		table, err := p.house.RetentionTable(ctx)
		return func() { p.table = table }, err
	}
	return func() { p.runs = runs }, nil
}

// draw makes the snapshot of the part that is shown.
func (p *RetentionPresenter) draw() {
	p.snap.Rows, p.snap.Lines, p.snap.Form, p.snap.Count, p.snap.Empty = nil, nil, NoForm, false, Line{}
	p.snap.MayConfirm, p.snap.MayCancel, p.snap.MayChange = false, false, false
	switch p.snap.Place {
	case DuePlace:
		p.drawDue()
	case HoldPlace:
		p.drawHolds()
	case RulePlace:
		p.drawRules()
	case RunPlace:
		p.drawRuns()
	}
	if p.snap.At >= len(p.snap.Rows) {
		p.snap.At = len(p.snap.Rows) - 1
	}
	p.view.Render(p.snap)
}

// does runs what the person asked for and shows the part again.
func (p *RetentionPresenter) does(busy Line, done Line, work func(ctx context.Context) error) {
	if !p.snap.Busy.Empty() {
		return
	}
	p.snap.Busy, p.snap.Problem, p.snap.Says = busy, nil, Line{}
	p.view.Render(p.snap)
	mine := p.loads
	async(p.run, func(ctx context.Context) (struct{}, error) { return struct{}{}, work(ctx) }, func(_ struct{}, err error) {
		if mine != p.loads {
			return
		}
		p.snap.Busy = Line{}
		if err != nil {
			p.snap.Problem = ptr(retentionTrouble(err))
			p.view.Render(p.snap)
			return
		}
		p.snap.Says, p.snap.At = done, -1
		p.snap.Filled++
		p.load()
	})
}

// numberOf reads what was typed as a number; -1 where it is none.
func numberOf(typed string) int {
	n, err := strconv.Atoi(strings.TrimSpace(typed))
	if err != nil || n < 0 {
		return -1
	}
	return n
}

// maybe reads a number that may be left out.
func maybe(typed string) *int {
	if strings.TrimSpace(typed) == "" {
		return nil
	}
	n := numberOf(typed)
	return &n
}
