package present

import (
	"context"
	"errors"
	"slices"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/access"
)

// ReleasePhase is where a release stands.
type ReleasePhase uint8

// The phases, in their order.
const (
	ReleaseOrdering   ReleasePhase = iota
	ReleaseRehearsing              // what would leave is found out
	ReleaseRehearsed               // it is shown, and the password asked for
	ReleaseMaking
	ReleaseMade // the certificate is shown
)

// ReleaseField names an entry of the screen.
type ReleaseField uint8

// The entries, in their order on the screen.
const (
	NoReleaseField ReleaseField = iota
	DocumentsField
	FormatsField
	AttestedField
	RecipientField
	AgreementField
	BoardField
	ProtocolField
	ApprovedField
	ExpiresField
	FolderField
	ReleasePasswordField
)

// ReleaseRow is a document that can leave. It holds no text out of the chart.
type ReleaseRow struct {
	ID     chart.DocumentID
	Title  Line
	About  Line
	Marked bool
}

// ReleaseSnapshot is all that the release screen shows.
type ReleaseSnapshot struct {
	Phase    ReleasePhase
	Loading  bool
	ReadOnly Line // why nothing can be released; empty where it can
	Rows     []ReleaseRow
	Marked   int
	Method   ReleaseMethod
	Formats  map[ReleaseFormat]bool
	Keep     bool
	MayKeep  bool           // the person may choose; a date-shifted set always keeps its codes
	Asks     []ReleaseField // the entries that the method needs
	Field    ReleaseField   // the one that must change first
	Wrong    Line
	Done     int // documents, of All
	All      int
	Stopping bool
	Report   *ReleaseReport
	Titles   map[chart.DocumentID]Line // of those left out
	Problem  *Trouble
}

// ReleaseView draws snapshots, on the UI goroutine.
type ReleaseView interface{ Render(ReleaseSnapshot) }

// ReleaseHouse is what the screen asks of the house.
type ReleaseHouse interface{ Releases }

// ReleaseEntries are what stands in the entries of the screen, as typed.
type ReleaseEntries struct {
	Attested, Recipient, Agreement, Board, Protocol, Approved, Expires, Folder string
}

// ReleasePresenter runs the release screen. All methods are called on the UI goroutine.
type ReleasePresenter struct {
	house ReleaseHouse
	run   Runner
	clock Clock
	view  ReleaseView
	loads uint64
	job   *stoppable   // the rehearsal or the release that goes on
	order ReleaseOrder // what was rehearsed
	snap  ReleaseSnapshot
}

// NewRelease makes the presenter.
func NewRelease(house ReleaseHouse, run Runner, clock Clock, view ReleaseView) *ReleasePresenter {
	return &ReleasePresenter{house: house, run: run, clock: clock, view: view}
}

// Open begins a new release, with the document that is given marked where it can leave.
func (p *ReleasePresenter) Open(me chart.Person, at ...chart.DocumentID) {
	p.Close()
	p.snap = ReleaseSnapshot{Method: SafeHarbor, Formats: map[ReleaseFormat]bool{ReleaseFHIR: true, ReleaseCSV: true, ReleaseText: true, ReleasePDF: true}}
	p.settle()
	if !access.May(me, chart.ActDeidentify) {
		p.snap.ReadOnly = Say("De-identified releases are made by the privacy officer.")
		p.render()
		return
	}
	p.snap.Loading = true
	p.render()
	mine := p.loads
	async(p.run, p.house.Releasable, func(all []chart.Summary, err error) {
		if mine != p.loads {
			return
		}
		p.snap.Loading = false
		if err != nil {
			p.snap.Problem = ptr(TroubleOf(err))
		}
		for _, s := range all {
			p.snap.Rows = append(p.snap.Rows, ReleaseRow{ID: s.ID, Title: TypeWord(s.Type), Marked: slices.Contains(at, s.ID),
				About: Say("{{.Pages}}, {{.State}}, {{.When}}", Data{"Pages": Count("{{.N}} pages", s.Pages), "State": releaseState(s), "When": Ago(p.clock.Now().Sub(s.Imported))})})
		}
		p.count()
	})
}

func releaseState(s chart.Summary) Line {
	l, _ := stateWord(s)
	return l
}

// Close ends what goes on and forgets what is shown.
func (p *ReleasePresenter) Close() {
	p.loads++
	if p.job != nil {
		p.job.stop()
		p.job = nil
	}
	p.order, p.snap = ReleaseOrder{}, ReleaseSnapshot{}
	p.render()
}

// Toggle marks or unmarks a document.
func (p *ReleasePresenter) Toggle(row int) {
	if p.snap.Phase == ReleaseOrdering && row >= 0 && row < len(p.snap.Rows) {
		p.snap.Rows = slices.Clone(p.snap.Rows)
		p.snap.Rows[row].Marked = !p.snap.Rows[row].Marked
		p.count()
	}
}

// MarkAll marks all documents, or none where all were.
func (p *ReleasePresenter) MarkAll() {
	if p.snap.Phase != ReleaseOrdering {
		return
	}
	all := p.snap.Marked == len(p.snap.Rows)
	p.snap.Rows = slices.Clone(p.snap.Rows)
	for i := range p.snap.Rows {
		p.snap.Rows[i].Marked = !all
	}
	p.count()
}

func (p *ReleasePresenter) count() {
	p.snap.Marked = 0
	for _, r := range p.snap.Rows {
		if r.Marked {
			p.snap.Marked++
		}
	}
	if p.snap.Field == DocumentsField {
		p.snap.Field, p.snap.Wrong = NoReleaseField, Line{}
	}
	p.render()
}

// SetMethod chooses the method.
func (p *ReleasePresenter) SetMethod(m ReleaseMethod) {
	if p.snap.Phase == ReleaseOrdering && slices.Contains(ReleaseMethods(), m) {
		p.snap.Method = m
		p.settle()
		p.render()
	}
}

// SetKeep chooses whether the codes are kept.
func (p *ReleasePresenter) SetKeep(on bool) {
	if p.snap.Phase == ReleaseOrdering && p.snap.MayKeep {
		p.snap.Keep = on
		p.settle()
		p.render()
	}
}

// ToggleFormat takes a format in or out.
func (p *ReleasePresenter) ToggleFormat(f ReleaseFormat) {
	if p.snap.Phase == ReleaseOrdering {
		formats := map[ReleaseFormat]bool{}
		for _, have := range ReleaseFormats() {
			formats[have] = p.snap.Formats[have] != (have == f)
		}
		p.snap.Formats = formats
		p.settle()
		p.render()
	}
}

// settle says what the method needs.
func (p *ReleasePresenter) settle() {
	s := &p.snap
	s.MayKeep = s.Method != DateShifted
	keep := s.Keep || !s.MayKeep
	s.Field, s.Wrong, s.Problem = NoReleaseField, Line{}, nil
	s.Asks = nil
	if s.Method == SafeHarbor {
		s.Asks = append(s.Asks, AttestedField)
	}
	if s.Method == LimitedDataSet || keep {
		s.Asks = append(s.Asks, RecipientField)
	}
	if s.Method == LimitedDataSet {
		s.Asks = append(s.Asks, AgreementField)
	}
	if keep {
		s.Asks = append(s.Asks, BoardField, ProtocolField, ApprovedField, ExpiresField)
	}
	s.Asks = append(s.Asks, FolderField)
}

// Rehearse takes the order and finds out what would leave.
func (p *ReleasePresenter) Rehearse(in ReleaseEntries) {
	if p.snap.Phase != ReleaseOrdering || !p.snap.ReadOnly.Empty() || p.snap.Loading {
		return
	}
	o, field, wrong := p.takes(in)
	if field != NoReleaseField {
		p.refuse(field, wrong)
		return
	}
	p.order = o
	p.work(ReleaseRehearsing, func(ctx context.Context, tell func(int, int)) (ReleaseReport, error) {
		return p.house.Rehearse(ctx, o, tell)
	})
}

// Make makes the release that was rehearsed.
func (p *ReleasePresenter) Make(password string) {
	if p.snap.Phase != ReleaseRehearsed || p.snap.Report == nil {
		return
	}
	switch {
	case p.snap.Report.Documents == 0:
		p.refuse(ReleasePasswordField, Say("No document would leave."))
		return
	case password == "":
		p.refuse(ReleasePasswordField, Say("Type your password"))
		return
	}
	o := p.order
	p.work(ReleaseMaking, func(ctx context.Context, tell func(int, int)) (ReleaseReport, error) {
		return p.house.Release(ctx, o, password, tell)
	})
}

// work runs a rehearsal or a release, which the person can cancel.
func (p *ReleasePresenter) work(phase ReleasePhase, do func(context.Context, func(int, int)) (ReleaseReport, error)) {
	p.loads++
	mine := p.loads
	before := p.snap.Phase
	p.snap.Phase, p.snap.Done, p.snap.All = phase, 0, len(p.order.Documents)
	p.snap.Problem, p.snap.Field, p.snap.Wrong, p.snap.Stopping = nil, NoReleaseField, Line{}, false
	job := &stoppable{}
	p.job = job
	p.render()
	p.run.Go(func(ctx context.Context) {
		ctx = job.begin(ctx)
		defer job.stop()
		report, err := do(ctx, func(done, all int) {
			p.run.Do(func() {
				if mine == p.loads {
					p.snap.Done, p.snap.All = done, all
					p.render()
				}
			})
		})
		p.run.Do(func() {
			if mine == p.loads {
				p.job = nil
				p.ended(before, phase, report, err)
			}
		})
	})
}

// Cancel stops the rehearsal or the release; nothing of it stays.
func (p *ReleasePresenter) Cancel() {
	if p.job != nil && !p.snap.Stopping {
		p.job.stop()
		p.snap.Stopping = true
		p.render()
	}
}

// Busy reports whether something is being made.
func (p *ReleasePresenter) Busy() bool { return p.job != nil }

// Back goes from what was shown to the order, with everything that was typed.
func (p *ReleasePresenter) Back() bool {
	if p.snap.Phase != ReleaseRehearsed {
		return false
	}
	p.snap.Phase, p.snap.Report = ReleaseOrdering, nil
	p.settle()
	p.render()
	return true
}

func (p *ReleasePresenter) ended(before, phase ReleasePhase, report ReleaseReport, err error) {
	stopping := p.snap.Stopping
	p.snap.Stopping = false
	if err == nil {
		p.snap.Phase, p.snap.Report = phase+1, &report
		p.snap.Titles = map[chart.DocumentID]Line{}
		for _, r := range p.snap.Rows {
			p.snap.Titles[r.ID] = r.Title
		}
		p.render()
		return
	}
	p.snap.Phase = before
	switch kind := chart.KindOf(err); {
	case errors.Is(err, ErrRemains):
		p.snap.Problem = &Trouble{Happened: Say("The release was not made."), Safe: Say("A part of it could not be taken back."), Do: Say("Delete its folder, and give it to nobody.")}
	case stopping:
		p.snap.Problem = &Trouble{Happened: Say("The release was cancelled."), Safe: Say("Nothing of it was kept."), Do: Say("Change what you want and begin again.")}
	case errors.Is(err, ErrPassword):
		p.refuse(ReleasePasswordField, Say("The password did not match."))
		return
	case kind == chart.Conflict:
		p.snap.Phase, p.snap.Report = ReleaseOrdering, nil
		p.settle()
		p.refuse(FolderField, Say("This folder is not empty. Name a new one."))
		return
	default:
		p.snap.Problem = ptr(TroubleOf(err))
	}
	p.render()
}

func (p *ReleasePresenter) refuse(f ReleaseField, says Line) {
	p.snap.Field, p.snap.Wrong, p.snap.Problem = f, says, nil
	p.render()
}

func (p *ReleasePresenter) render() { p.view.Render(p.snap) }
