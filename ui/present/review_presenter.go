package present

import (
	"context"
	"errors"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/protect/access"
	"chartproof.org/chartproof/engine/review"
)

// ReviewOptions is what the presenter needs beside the house.
type ReviewOptions struct {
	// Prepare makes pixels ready for the screen; it is called off the UI goroutine.
	Prepare func(*geom.Raster) Prepared
	// Check looks at typed values; nil takes everything.
	Check review.Check
	// Neighbour gives the document after (1) or before (-1) one in the queue's order; nil: none.
	Neighbour func(id chart.DocumentID, step int) (chart.DocumentID, bool)
	// NextWork gives the document to go on with after one is signed; nil: Neighbour says it.
	NextWork func(id chart.DocumentID) (chart.DocumentID, bool)
	// Desk knows the colleagues; nil: there are none, and what is half typed goes through Charts.
	Desk ReviewDesk
	// Seen gives the part of the page that is seen, as fractions; nil: unknown.
	Seen func() geom.Box
}

// ReviewPresenter runs the review screen. All methods are called on the UI goroutine.
type ReviewPresenter struct {
	house Charts
	run   Runner
	clock Clock
	view  ReviewView
	o     ReviewOptions

	person  chart.Person
	loads   uint64 // generation: what was asked for before it is not wanted any more
	id      chart.DocumentID
	w       *reviewWriter
	leaving []*reviewWriter // documents left with changes on their way
	history review.History
	effort  review.Effort
	since   int64 // unix nanoseconds at which the field came to hand

	phase   ReviewPhase
	mode    ReviewMode
	problem *Trouble
	notice  Line

	field   chart.FieldID
	typed   chart.Text
	touched bool
	stamp   int
	warned  bool
	aside   map[chart.FieldID]chart.Text // typed and left, or put aside by Escape
	each    bool                         // F5: what each reader read is shown
	illeg   bool                         // F3 was the last key: once more says illegible

	pages    pageState
	next     nextWork
	renewing bool           // a document that is still being read is being looked at again
	held     bool           // F4 is down
	open     revealed       // and what it shows was logged
	purpose  access.Purpose // for which this session reveals; empty: not asked yet
	after    ReviewMode     // to go back to once it was asked
	edit     editState
	find     findState
	sign     SignSnapshot
	ask      askState
	with     company
	page2    otherPage
	freeing  []chart.Span // released once it is said why
	table    tableState
	resumed  bool // the document was left half done before
}

// NewReview makes the presenter.
func NewReview(house Charts, run Runner, clock Clock, view ReviewView, o ReviewOptions) *ReviewPresenter {
	return &ReviewPresenter{house: house, run: run, clock: clock, view: view, o: o}
}

// Enter says who is at work.
func (p *ReviewPresenter) Enter(person chart.Person) { p.person, p.purpose = person, "" }

// Effort is what the document at hand cost in keys so far.
func (p *ReviewPresenter) Effort() review.Effort { return p.effort }

type opened struct {
	d       *chart.Dossier
	field   chart.FieldID
	draft   chart.Text
	seal    error // of the document before
	work    chart.Work
	company company
}

// Open shows a document. What was typed in the one before and not confirmed is sealed as its draft.
func (p *ReviewPresenter) Open(id chart.DocumentID) {
	seal := p.leave()
	p.loads++
	load, person := p.loads, p.person
	p.id, p.phase, p.problem, p.notice = id, ReviewLoading, nil, Line{}
	p.render()
	async(p.run, func(ctx context.Context) (opened, error) {
		o := opened{seal: seal(ctx)}
		d, err := p.house.Open(ctx, id)
		if err != nil {
			return o, err
		}
		o.d = d
		p.join(ctx, &o, id, person)
		if p.o.Desk != nil {
			o.work, err = p.o.Desk.Work(ctx, id) // lost work must not keep the chart from being worked on
			if err != nil {
				o.work = chart.Work{}
			}
			return o, nil
		}
		o.field, o.draft, err = p.house.Draft(ctx, id)
		if err != nil && chart.KindOf(err) != chart.NotFound { // a lost draft must not keep the chart from being worked on
			o.field, o.draft = "", ""
		}
		return o, nil
	}, func(o opened, err error) {
		if load == p.loads {
			p.opened(o, err)
		}
	})
}

func (p *ReviewPresenter) opened(o opened, err error) {
	if err != nil {
		p.fail(err)
		return
	}
	p.w = &reviewWriter{run: p.run, house: p.house, id: p.id, base: o.d, saved: p.changed, failed: p.lost}
	p.phase, p.mode = ReviewOpen, ModeFields
	p.history.Reset()
	p.effort = review.Effort{}
	p.aside = map[chart.FieldID]chart.Text{}
	p.pages.reset(o.d)
	if p.next.id == p.id && p.next.page.Sheet != nil {
		p.pages.keep(p.next.number, p.next.page.Sheet)
		p.pages.thumbs[p.next.number] = p.next.page.Thumb
	}
	p.next = nextWork{}
	p.with, p.resumed, p.page2, p.freeing, p.table = o.company, false, otherPage{}, nil, tableState{}
	p.with.asked = p.clock.Now()
	if o.draft != "" && o.work.Field == "" {
		o.work = chart.Work{Field: o.field, Value: o.draft}
	}
	if !p.resume(o.work, o.d) {
		p.begin(o.d)
	}
	if o.seal != nil {
		t := TroubleOf(o.seal)
		t.Happened = Say("What you had typed in the last document could not be kept.")
		p.problem = &t
	}
	p.render()
	p.loadPage()
}

// begin goes to the first field that needs the person: one that a colleague asks about before all others.
func (p *ReviewPresenter) begin(d *chart.Dossier) {
	for _, n := range p.with.notes {
		if _, ok := review.Field(d, n.Field); ok && n.Kind == chart.NoteQuestion && n.Waits(p.person.ID) {
			p.goTo(n.Field)
			return
		}
	}
	if next, ok := review.NextOpen(d, "", 1, p.mine(d)); ok {
		p.goTo(next)
	} else {
		p.goTo(firstOf(review.Order(d)))
	}
}

func firstOf(ids []chart.FieldID) chart.FieldID {
	if len(ids) == 0 {
		return ""
	}
	return ids[0]
}

// fail shows why there is nothing to show.
func (p *ReviewPresenter) fail(err error) {
	p.forget()
	t := TroubleOf(err)
	if access.In(p.person, chart.Working) == access.None {
		t = codedTrouble(err)
	}
	p.phase, p.problem = ReviewFailed, &t
	p.render()
}

// Close leaves the document, as the queue does when it comes to the front.
func (p *ReviewPresenter) Close() {
	seal := p.leave()
	p.loads++
	p.forget()
	p.render()
	p.run.Go(func(ctx context.Context) {
		if err := seal(ctx); err != nil && !errors.Is(err, context.Canceled) {
			p.run.Do(func() { p.tell(TroubleOf(err)) })
		}
	})
}

// Sealer takes what is half typed or on its way off the screen and gives what seals it; the screen is blank when it returns.
func (p *ReviewPresenter) Sealer() Sealer {
	seal := p.leave()
	var flushes []func(context.Context) error
	for _, w := range p.leaving {
		flushes = append(flushes, w.flush())
	}
	p.leaving = nil
	p.loads++
	p.forget()
	p.person, p.purpose = chart.Person{}, ""
	p.render()
	return func(ctx context.Context) error {
		errs := make([]error, 0, len(flushes)+1)
		for _, f := range flushes {
			errs = append(errs, f(ctx))
		}
		return errors.Join(append(errs, seal(ctx))...)
	}
}

// leave takes the draft of the document at hand; changes on their way go on by themselves.
func (p *ReviewPresenter) leave() Sealer {
	if p.w == nil {
		return func(context.Context) error { return nil }
	}
	p.leaveField()
	id, field, text, work := p.id, p.field, p.typed, p.workLeft()
	if !p.touched {
		field, text = anyOf(p.aside)
	}
	var leaves Sealer
	if p.o.Desk != nil {
		leaves = p.leaveWork(id, work)
	}
	if len(p.w.pending) > 0 {
		w := p.w
		w.saved = func() {
			if len(w.pending) == 0 {
				p.drop(w)
			}
		}
		w.failed = func(_ []reviewChange, _ *chart.Dossier, err error) {
			p.drop(w)
			p.tell(TroubleOf(err))
		}
		p.leaving = append(p.leaving, w)
	}
	p.w, p.field, p.typed, p.touched, p.aside = nil, "", "", false, nil
	p.with = company{}
	if leaves != nil {
		return leaves
	}
	return func(ctx context.Context) error {
		if field == "" {
			return nil
		}
		return p.house.SaveDraft(ctx, id, field, text)
	}
}

func (p *ReviewPresenter) drop(w *reviewWriter) {
	for i, have := range p.leaving {
		if have == w {
			p.leaving = append(p.leaving[:i], p.leaving[i+1:]...)
			return
		}
	}
}

func anyOf(m map[chart.FieldID]chart.Text) (chart.FieldID, chart.Text) {
	for id, text := range m {
		return id, text
	}
	return "", ""
}

// forget drops everything of the chart: fields, pages, typed text, pictures.
func (p *ReviewPresenter) forget() {
	p.w, p.id = nil, ""
	p.phase, p.mode = ReviewEmpty, ModeFields
	p.problem, p.notice = nil, Line{}
	p.field, p.typed, p.touched, p.aside = "", "", false, nil
	p.history.Reset()
	p.effort = review.Effort{}
	p.pages, p.next, p.edit, p.find, p.sign = pageState{}, nextWork{}, editState{}, findState{}, SignSnapshot{}
	p.held, p.open = false, revealed{}
	p.page2, p.freeing, p.table = otherPage{}, nil, tableState{}
	p.ask, p.with, p.resumed = askState{}, company{}, false
	p.stamp++
}

// changed shows that a change is kept.
func (p *ReviewPresenter) changed() {
	if d := p.standing(); d != nil {
		p.grown(d)
	}
	p.loadOther()
	p.render()
}

// lost says that changes were not kept, and puts the first one back where it was made.
func (p *ReviewPresenter) lost(lost []reviewChange, fresh *chart.Dossier, err error) {
	if p.w == nil || len(lost) == 0 {
		return
	}
	p.history.Reset()
	t := TroubleOf(err)
	switch {
	case chart.KindOf(err) == chart.Held:
		t.Safe = Count("{{.N}} changes of yours were not kept.", len(lost))
		p.asksClaim(p.render)
	case fresh != nil:
		t = Trouble{Happened: Say("Somebody else changed this document first."),
			Safe: Count("Theirs is shown now; {{.N}} changes of yours were not kept.", len(lost)),
			Do:   Say("Look at the field and confirm it again.")}
	}
	first := lost[0]
	if first.field != "" {
		if first.typed != "" {
			p.aside[first.field] = first.typed
		}
		p.touched = false
		p.goTo(first.field)
	}
	p.tell(t)
}

func (p *ReviewPresenter) tell(t Trouble) {
	p.problem = &t
	p.render()
}

// Dismiss takes the trouble away.
func (p *ReviewPresenter) Dismiss() {
	p.problem = nil
	p.render()
}

// say shows a line until the next key.
func (p *ReviewPresenter) say(l Line) {
	p.notice = l
	p.render()
}

// Pressed counts a key for the field at hand; the screen calls it before the key's command.
func (p *ReviewPresenter) Pressed() {
	if p.phase == ReviewOpen && p.field != "" {
		p.effort.Key(p.field)
		p.keepClaim()
	}
}

// mine tells the fields that this person is to decide: the role allows it and they have not asked a colleague.
func (p *ReviewPresenter) mine(d *chart.Dossier) func(chart.Field) bool {
	return func(f chart.Field) bool {
		last := d.Final(f.ID)
		return access.MayCorrect(p.person, f.Name) && !(last.Verdict == chart.HandedOver && last.By == p.person.ID && !p.answered(f.ID))
	}
}

// standing is the document as the person sees it; nil where none is open.
func (p *ReviewPresenter) standing() *chart.Dossier {
	if p.w == nil {
		return nil
	}
	return p.w.standing()
}

func (p *ReviewPresenter) mask(d *chart.Dossier) mask {
	return mask{person: p.person, d: d, at: p.field, revealed: p.open}
}

func (p *ReviewPresenter) desk() review.Desk {
	return review.Desk{By: p.person.ID, Now: p.clock.Now, Check: p.o.Check}
}
