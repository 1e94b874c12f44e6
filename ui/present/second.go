package present

import (
	"time"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/review"
)

// SecondPhase is where the screen of the second look stands.
type SecondPhase uint8

// The phases.
const (
	SecondEmpty SecondPhase = iota
	SecondLoading
	SecondOpen   // a field is at hand
	SecondWaits  // it is not this person's, or not yet: Says says whose
	SecondDone   // nothing is left: Says says what comes of it
	SecondFailed // Problem says why; nothing of a chart is shown
)

// SecondSnapshot is all that the second look shows. What anybody made of the field is not in it, but for a third person who has
// seen the picture.
type SecondSnapshot struct {
	Phase    SecondPhase
	ID       chart.DocumentID
	Title    Line
	Heading  Line // "Second look: 3 of 7"
	Step     chart.LookStep
	Busy     bool
	Label    Line
	Value    chart.Text // what this person typed
	Stamp    int        // goes up when the entry must take Value
	Mark     Line       // not on the page, or illegible: Enter says so
	Warn     Line
	Place    int // of the page that the field stands on, from 1; 0: it was not found
	Box      geom.Box
	Choices  []LookChoice // the entry is closed while there are any
	Says     []Line
	Notice   Line
	Problem  *Trouble
	CanShow  bool // F5 would show the two values
	CanSign  bool // Ctrl+S would open it for signing
	TakeBack bool // F8 would end the waiting
	Page     ReviewPage
	Pages    int
}

// SecondView draws snapshots, on the UI goroutine.
type SecondView interface{ Render(SecondSnapshot) }

// SecondOptions is what the presenter needs beside the house.
type SecondOptions struct {
	Prepare func(*geom.Raster) Prepared
	Check   review.Check
	// Next goes on to another document, or to the queue where there is none; Sign opens this one for signing; Back goes to the queue.
	Next func(id chart.DocumentID)
	Sign func(id chart.DocumentID)
	Back func()
}

// SecondPresenter runs the second look. All methods are called on the UI goroutine.
type SecondPresenter struct {
	house SecondHouse
	run   Runner
	clock Clock
	view  SecondView
	o     SecondOptions

	loads   uint64
	id      chart.DocumentID
	phase   SecondPhase
	problem *Trouble
	notice  Line
	busy    bool
	work    LookWork
	done    int // looked at since it was opened
	typed   chart.Text
	mark    chart.Verdict
	warned  bool
	warn    Line
	stamp   int
	page    int
	whole   bool
	glance  int
	turned  map[int]int
	sheets  map[int]Prepared
	missing map[int]bool
	wake    func()
}

// NewSecond makes the presenter.
func NewSecond(house SecondHouse, run Runner, clock Clock, view SecondView, o SecondOptions) *SecondPresenter {
	return &SecondPresenter{house: house, run: run, clock: clock, view: view, o: o}
}

// Document is the document at hand.
func (p *SecondPresenter) Document() chart.DocumentID { return p.id }

// stepWord is the heading over the field at hand.
func (p *SecondPresenter) heading() Line {
	data := Data{"At": p.done + 1, "Of": p.done + p.work.Left}
	if p.work.Waits.Step == chart.ThirdLook {
		return Say("Third look: {{.At}} of {{.Of}}", data)
	}
	return Say("Second look: {{.At}} of {{.Of}}", data)
}

// labelOfLook names the field at hand; a cell is named by its column and the number of its line, because what stands in the line
// may be looked at blindly too.
func labelOfLook(f *LookField) Line {
	if f.Line == 0 {
		return FieldWord(f.Name)
	}
	column, ok := cellWords()[f.Name]
	if !ok {
		column = FieldWord(f.Name)
	}
	return Say("{{.Column}}, line {{.N}}", Data{"Column": column, "N": f.Line})
}

// VerdictOfLook names a choice that is no value.
func VerdictOfLook(c LookChoice) Line {
	switch c.Verdict {
	case chart.NotOnPage:
		return Say("not on this page")
	case chart.CantRead:
		return Say("illegible")
	}
	return Line{}
}

// render builds what the screen shows and hands it over.
func (p *SecondPresenter) render() {
	s := SecondSnapshot{Phase: p.phase, ID: p.id, Busy: p.busy, Notice: p.notice, Problem: p.problem, Stamp: p.stamp}
	switch p.phase {
	case SecondOpen:
		f := p.work.Field
		s.Title, s.Heading, s.Step = TypeWord(p.work.Type), p.heading(), p.work.Waits.Step
		s.Label, s.Value, s.Box, s.Choices, s.Warn = labelOfLook(f), p.typed, f.Box, f.Choices, p.warn
		s.Place, s.Pages = p.place(f.Page), len(p.work.Pages)
		s.Mark = VerdictOfLook(LookChoice{Verdict: p.mark})
		s.CanShow = s.Step == chart.ThirdLook && len(f.Choices) == 0
		s.TakeBack = p.work.Waits.First
		s.Says = p.explain()
		s.Page = p.pageShown()
	case SecondWaits, SecondDone:
		s.Title, s.Step = TypeWord(p.work.Type), p.work.Waits.Step
		s.Heading, s.Says = p.standing()
		s.TakeBack = p.phase == SecondWaits
		s.CanSign = p.work.State == chart.StateReady
	}
	p.view.Render(s)
}

// explain says how the field is looked at.
func (p *SecondPresenter) explain() []Line {
	f, w := p.work.Field, p.work.Waits
	var out []Line
	switch {
	case len(f.Choices) > 0:
		out = append(out, Say("Look at the picture once more, then choose. Nobody knows who typed what."))
	case w.Step == chart.ThirdLook:
		out = append(out, Say("What was seen or read here differs. Type what you see first; F5 shows the values."))
	default:
		out = append(out, Say("Type what you see. What was typed before is hidden, and there is no way back."))
	}
	if f.Box.Empty() {
		out = append(out, Say("Nobody found it: look through all pages. F3 says that it is not there."))
	}
	if w.First {
		out = append(out, Say("You have looked at this before; the record will say that the same person looked again later."))
	}
	return out
}

// standing says what a document waits for that this person has nothing to do with now.
func (p *SecondPresenter) standing() (Line, []Line) {
	w := p.work.Waits
	switch {
	case p.work.State == chart.StateReady:
		return Say("All looks agree"), []Line{Say("It is ready to sign.")}
	case p.work.State.StepOf() == "":
		return Say("It waits for no second look"), nil
	}
	heading := Say("It waits for its second look")
	if w.Step == chart.ThirdLook {
		heading = Say("It waits for a third person")
	}
	var says []Line
	if len(w.Names) > 0 {
		says = append(says, Say("These people may take it: {{.Names}}.", Data{"Names": joined(w.Names)}))
	}
	switch {
	case w.First && w.Later && len(w.Names) == 0:
		says = append(says, Say("Nobody else here may look again, so you may, from {{.When}} on. The record will say so.", Data{"When": w.From.Local().Format("15:04")}))
	case w.First && w.Later:
		says = append(says, Say("You may look again yourself from {{.When}} on. The record will say so.", Data{"When": w.From.Local().Format("15:04")}))
	case w.First:
		says = append(says, Say("You have looked at it before, so it is somebody else's turn."))
	case len(w.Names) == 0:
		says = append(says, Say("Your role takes no second look."))
	}
	return heading, says
}

func joined(names []string) string {
	out := ""
	for i, n := range names {
		if i > 0 {
			out += ", "
		}
		out += n
	}
	return out
}

// until wakes the screen when the person may look again.
func (p *SecondPresenter) until(at time.Time) {
	p.sleep()
	left := at.Sub(p.clock.Now())
	if at.IsZero() || left <= 0 {
		return
	}
	load := p.loads
	p.wake = p.clock.After(left+time.Second, func() {
		p.run.Do(func() {
			if load == p.loads && p.phase == SecondWaits {
				p.Open(p.id)
			}
		})
	})
}

func (p *SecondPresenter) sleep() {
	if p.wake != nil {
		p.wake()
		p.wake = nil
	}
}
