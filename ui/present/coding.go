package present

import (
	"context"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/review/coding"
)

// CodingStep is what the coder is at.
type CodingStep uint8

// The steps.
const (
	CodingSheet CodingStep = iota
	CodingFind             // a code is looked for
	CodingType             // modifiers, units or a day are typed
	CodingDiffer
	CodingSign
)

// CodingAsk says what is typed, or what a code that is found is for.
type CodingAsk uint8

// What is asked for.
const (
	AskDiagnosis CodingAsk = iota
	AskService
	AskOther // another code for the row at hand
	AskModifiers
	AskUnits
	AskDay
)

// CodingRow is a diagnosis or a service.
type CodingRow struct {
	ID, Mark, Code, Title string // Mark: the letter of a diagnosis, the number of a service
	Service               bool
	More                  Line // units, modifiers, day, pointers
	Note                  Line // what is wrong or odd
	Tone                  Tone
	New                   bool // not on the record that was signed
}

// CodingSnapshot is all that the screen shows.
type CodingSnapshot struct {
	Open, Loading, Busy bool
	Problem             *Trouble
	Head, Dates, Says   Line
	Lists               Line
	Rows                []CodingRow
	At                  int
	Suggestions         []CodeSuggestion
	Step                CodingStep
	Ask                 CodingAsk
	Wrong               Line
	Hits                []CodeHit
	HitAt               int
	Typed               int // goes up where the entry is to be emptied
	Differences         []CodingDifference
	DifferAt            int
	Compared            Line
	MaySign             bool
	Changed             Line
	Page, Pages         int
	Upright             int // degrees clockwise by which the page stands upright
	Sheet               any
	Marks               []geom.Box
}

// CodingDifference is one line of what differs.
type CodingDifference struct {
	Says              Line
	Code, Day, Amount string
}

// CodingView draws snapshots, on the UI goroutine.
type CodingView interface{ RenderCoding(CodingSnapshot) }

// CodingPresenter runs the coder's screen. All methods are called on the UI goroutine.
type CodingPresenter struct {
	house   CodingHouse
	run     Runner
	view    CodingView
	prepare func(*geom.Raster) any
	work    CodingWork
	compare coding.Comparison
	id      chart.DocumentID
	loads   uint64
	finds   uint64
	pages   uint64
	snap    CodingSnapshot
}

// NewCoding makes the presenter; prepare makes a page ready for the screen, off the UI goroutine.
func NewCoding(house CodingHouse, run Runner, view CodingView, prepare func(*geom.Raster) any) *CodingPresenter {
	return &CodingPresenter{house: house, run: run, view: view, prepare: prepare}
}

// Open opens a signed document.
func (p *CodingPresenter) Open(id chart.DocumentID) {
	p.Close()
	p.id = id
	p.snap.Open, p.snap.Loading = id != "", id != ""
	p.render()
	if id == "" {
		return
	}
	p.do(func(ctx context.Context) (CodingWork, error) { return p.house.Coding(ctx, id) }, func() { p.goPage(1) })
}

// Close forgets the document.
func (p *CodingPresenter) Close() {
	p.loads, p.finds, p.pages = p.loads+1, p.finds+1, p.pages+1
	p.work, p.compare, p.id = CodingWork{}, coding.Comparison{}, ""
	p.snap = CodingSnapshot{Typed: p.snap.Typed + 1}
	p.render()
}

// do runs what gives the work anew.
func (p *CodingPresenter) do(f func(context.Context) (CodingWork, error), after func()) {
	mine := p.loads
	p.snap.Busy, p.snap.Problem, p.snap.Says = true, nil, Line{}
	async(p.run, f, func(w CodingWork, err error) {
		if mine != p.loads {
			return
		}
		p.snap.Busy, p.snap.Loading = false, false
		if err != nil {
			p.snap.Problem = ptr(codingTrouble(err))
			if p.snap.Step == CodingSign && chart.KindOf(err) == chart.NotAllowed {
				p.snap.Problem, p.snap.Wrong = nil, Say("The password did not match.")
			}
			p.render()
			return
		}
		p.take(w)
		if after != nil {
			after()
		}
		p.render()
	})
	p.render()
}

func (p *CodingPresenter) change(c coding.Change, after func()) {
	if p.snap.Busy || p.id == "" {
		return
	}
	id, n := p.id, p.work.Sheet.Changes
	p.do(func(ctx context.Context) (CodingWork, error) { return p.house.ChangeCoding(ctx, id, n, c) }, after)
}

// Move goes to a row and lights where its code stands.
func (p *CodingPresenter) Move(row int) {
	if row < 0 || row >= len(p.snap.Rows) {
		return
	}
	p.snap.At = row
	p.light(p.work.Places[coding.Plain(p.snap.Rows[row].Code)])
	p.render()
}

// Step moves the row at hand by one.
func (p *CodingPresenter) Step(by int) {
	switch p.snap.Step {
	case CodingFind:
		p.snap.HitAt = min(max(p.snap.HitAt+by, 0), max(len(p.snap.Hits)-1, 0))
		p.render()
	case CodingDiffer:
		p.Differ(p.snap.DifferAt + by)
	default:
		p.Move(p.snap.At + by)
	}
}

func (p *CodingPresenter) row() (CodingRow, bool) {
	if p.snap.Step != CodingSheet || p.snap.At >= len(p.snap.Rows) {
		return CodingRow{}, false
	}
	return p.snap.Rows[p.snap.At], true
}

// Suggest takes a suggestion, counting from 1.
func (p *CodingPresenter) Suggest(n int) {
	if p.snap.Step != CodingSheet || n < 1 || n > len(p.snap.Suggestions) {
		return
	}
	s := p.snap.Suggestions[n-1]
	p.change(coding.Change{Kind: coding.AddDiagnosis, Code: s.Code, Said: s.Said}, func() { p.goTo(s.Code); p.light(s.Places) })
}

// Show lights the words that led to a suggestion.
func (p *CodingPresenter) Show(n int) {
	if n >= 1 && n <= len(p.snap.Suggestions) {
		p.light(p.snap.Suggestions[n-1].Places)
		p.render()
	}
}

// goTo goes to the row with a code.
func (p *CodingPresenter) goTo(code string) {
	for i, r := range p.snap.Rows {
		if coding.Plain(r.Code) == coding.Plain(code) {
			p.snap.At = i
		}
	}
}

// Remove takes the row at hand away.
func (p *CodingPresenter) Remove() {
	if r, ok := p.row(); ok {
		p.change(coding.Change{Kind: coding.Remove, ID: r.ID}, nil)
	}
}

// Order moves the row at hand up or down among its like; the first diagnosis is the principal one.
func (p *CodingPresenter) Order(by int) {
	r, ok := p.row()
	if !ok {
		return
	}
	_, at := p.work.Sheet.Diagnosis(r.ID)
	last := len(p.work.Sheet.Diagnoses)
	if r.Service {
		_, at = p.work.Sheet.Line(r.ID)
		last = len(p.work.Sheet.Lines)
	}
	if to := at + 1 + by; to >= 1 && to <= last {
		p.change(coding.Change{Kind: coding.Move, ID: r.ID, To: to}, func() { p.goTo(r.Code) })
	}
}

// Point has the service at hand point at a diagnosis by its letter, or no longer.
func (p *CodingPresenter) Point(letter int) {
	if r, ok := p.row(); ok && r.Service && letter >= 0 && letter < len(p.work.Sheet.Diagnoses) {
		p.change(coding.Change{Kind: coding.Point, ID: r.ID, Pointer: p.work.Sheet.Diagnoses[letter].ID}, nil)
	}
}

// Undo takes the last change back.
func (p *CodingPresenter) Undo() {
	if p.snap.Step == CodingSheet && p.work.Sheet.Open > 0 {
		p.change(coding.Change{Kind: coding.Undo}, nil)
	}
}

// Back leaves a step. It reports whether there was one.
func (p *CodingPresenter) Back() bool {
	if p.snap.Problem != nil && p.snap.Step == CodingSheet && p.snap.Pages > 0 {
		p.snap.Problem = nil
		p.render()
		return true
	}
	if p.snap.Step == CodingSheet {
		return false
	}
	p.snap.Step, p.snap.Wrong, p.snap.Hits = CodingSheet, Line{}, nil
	p.snap.Typed++
	p.render()
	return true
}

// Turn goes to another page.
func (p *CodingPresenter) Turn(by int) { p.goPage(p.snap.Page + by) }

func (p *CodingPresenter) goPage(n int) {
	if n < 1 || n > p.snap.Pages || n == p.snap.Page && p.snap.Sheet != nil {
		return
	}
	p.pages++
	mine, id, prepare := p.pages, p.id, p.prepare
	p.snap.Page, p.snap.Sheet, p.snap.Marks, p.snap.Upright = n, nil, nil, 0
	if n <= len(p.work.Turns) {
		p.snap.Upright = p.work.Turns[n-1]
	}
	async(p.run, func(ctx context.Context) (any, error) {
		r, err := p.house.CodedPage(ctx, id, n)
		if err != nil {
			return nil, err
		}
		return prepare(r), nil
	}, func(sheet any, err error) {
		if mine != p.pages {
			return
		}
		if err != nil {
			p.snap.Problem = ptr(codingTrouble(err))
		}
		p.snap.Sheet = sheet
		p.render()
	})
}

// light shows places on the page of the first of them.
func (p *CodingPresenter) light(places []CodePlace) {
	if len(places) == 0 {
		p.snap.Marks = nil
		return
	}
	p.goPage(places[0].Page)
	p.snap.Marks = nil
	for _, at := range places {
		if at.Page == p.snap.Page {
			p.snap.Marks = append(p.snap.Marks, at.Box)
		}
	}
}

func (p *CodingPresenter) render() { p.view.RenderCoding(p.snap) }
