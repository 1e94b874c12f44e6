package present

import (
	"context"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/protect/access"
)

// RecoveryStep is what the recovery pane shows.
type RecoveryStep uint8

// The steps.
const (
	RecoveryStands  RecoveryStep = iota // what set is in force
	RecoveryChoose                      // how many shares, and the password
	RecoveryShow                        // one share after the other, to be printed or written down
	RecoveryConfirm                     // the last line of each share, from paper
	RecoveryType                        // shares are typed for a rehearsal
	RecoveryProve                       // the password, then the rehearsal
)

// RecoverySnapshot is all that the pane shows. It holds a share only in RecoveryShow.
type RecoverySnapshot struct {
	Hidden      bool // the person at work sees nothing of recovery
	Loading     bool
	Step        RecoveryStep
	Facts       []Line // of the set in force
	Tone        Tone   // Needs: there is none, or it has to be rehearsed
	MayMake     bool
	MayRehearse bool
	Needs       int
	Shares      int
	At          int // share that is shown, confirmed or typed, from 1
	Line        int // line that is typed, from 1
	More        int // RecoveryType: shares still needed after this one; 0: not known yet, or none
	Words       []string
	Busy        bool
	Wrong       Line
	Says        Line
	Saved       int // goes up with each page that was saved
	Emptied     int // goes up whenever entries are to be emptied
	Problem     *Trouble
}

// RecoveryView draws snapshots, on the UI goroutine.
type RecoveryView interface{ Render(RecoverySnapshot) }

// RecoveryDesk is what the presenter asks of the house.
type RecoveryDesk interface {
	RecoveryHouse
	ShareChecker
}

// RecoveryPresenter runs the recovery pane. All methods are called on the UI goroutine.
type RecoveryPresenter struct {
	house RecoveryDesk
	run   Runner
	view  RecoveryView
	me    chart.Person
	loads uint64
	snap  RecoverySnapshot

	made  []RecoveryShare // until they are confirmed or dropped
	typed []string        // lines of the share at hand, or last lines
	whole [][]string      // shares of a rehearsal
}

// NewRecovery makes the presenter.
func NewRecovery(house RecoveryDesk, run Runner, view RecoveryView) *RecoveryPresenter {
	return &RecoveryPresenter{house: house, run: run, view: view}
}

// Open looks at the set in force for the person at work.
func (p *RecoveryPresenter) Open(me chart.Person) {
	p.forget()
	p.me = me
	p.snap = RecoverySnapshot{Emptied: p.snap.Emptied + 1, Hidden: !access.May(me, chart.ActKeyList),
		MayMake: access.May(me, chart.ActRecoverySet), MayRehearse: access.May(me, chart.ActRecoveryTry)}
	if !p.snap.Hidden {
		p.reload()
	}
	p.render()
}

// Close forgets what is shown, shares that were not confirmed, and what was typed.
func (p *RecoveryPresenter) Close() {
	p.forget()
	p.snap = RecoverySnapshot{Emptied: p.snap.Emptied + 1, Hidden: true}
	p.render()
}

func (p *RecoveryPresenter) forget() {
	p.loads++
	if p.made != nil {
		p.house.DropRecoverySet()
	}
	p.made, p.typed, p.whole = nil, nil, nil
}

func (p *RecoveryPresenter) reload() {
	p.snap.Loading = true
	mine := p.loads
	async(p.run, p.house.RecoverySet, func(set RecoverySet, err error) {
		if mine != p.loads {
			return
		}
		if p.snap.Loading = false; err != nil {
			p.snap.Problem = ptr(TroubleOf(err))
		} else {
			p.stands(set)
		}
		p.render()
	})
}

// Make begins a new set.
func (p *RecoveryPresenter) Make() {
	if p.snap.Step == RecoveryStands && p.snap.MayMake && !p.snap.Busy {
		p.to(RecoveryChoose)
		p.snap.Needs, p.snap.Shares = 2, 3
		p.render()
	}
}

// Count changes how many shares are made and how many of them are needed.
func (p *RecoveryPresenter) Count(needs, shares int) {
	if p.snap.Step != RecoveryChoose {
		return
	}
	p.snap.Shares = min(max(p.snap.Shares+shares, 2), MaxShares)
	p.snap.Needs = min(max(p.snap.Needs+needs, 2), p.snap.Shares)
	p.render()
}

// Begin makes the shares.
func (p *RecoveryPresenter) Begin(password string) {
	if p.snap.Busy || p.snap.Step != RecoveryChoose || !p.given(password) {
		return
	}
	needs, shares := p.snap.Needs, p.snap.Shares
	p.ask(func(ctx context.Context) (func(), error) {
		made, err := p.house.MakeRecoverySet(ctx, password, needs, shares)
		return func() {
			p.made = made
			p.to(RecoveryShow)
			p.show(1)
		}, err
	})
}

func (p *RecoveryPresenter) show(at int) {
	if at < 1 || at > len(p.made) {
		return
	}
	lines := p.made[at-1].Lines
	p.snap.At, p.snap.Words = at, lines[:]
}

// Next shows the next share; after the last one the holders type from paper.
func (p *RecoveryPresenter) Next() {
	if p.snap.Step != RecoveryShow || p.snap.Busy {
		return
	}
	if p.snap.At < len(p.made) {
		p.show(p.snap.At + 1)
	} else {
		p.to(RecoveryConfirm)
		p.snap.At, p.snap.Line = 1, ShareLines
	}
	p.render()
}

// Previous shows the share before.
func (p *RecoveryPresenter) Previous() {
	if p.snap.Step == RecoveryShow && !p.snap.Busy {
		p.show(p.snap.At - 1)
		p.render()
	}
}

// Save writes the page of the share that is shown into a folder.
func (p *RecoveryPresenter) Save(folder string) {
	if p.snap.Step != RecoveryShow || p.snap.Busy {
		return
	}
	if folder == "" {
		p.snap.Wrong = Say("Type the folder, best on a drive that you take out again.")
		p.render()
		return
	}
	number := p.snap.At
	p.ask(func(ctx context.Context) (func(), error) {
		return func() {
			p.snap.Saved++
			p.snap.Says = Say("The page of share {{.N}} was saved. Print it, then destroy the file.", Data{"N": number})
		}, p.house.SaveRecoveryPage(ctx, folder, number)
	})
}

// Rehearse begins a rehearsal.
func (p *RecoveryPresenter) Rehearse() {
	if p.snap.Step == RecoveryStands && p.snap.MayRehearse && p.snap.Shares > 0 && !p.snap.Busy {
		p.to(RecoveryType)
		p.snap.At, p.snap.Line = 1, 1
		p.render()
	}
}

// Typed takes a line from paper: the last one of a share to be confirmed, or the next one of a rehearsal.
func (p *RecoveryPresenter) Typed(line string) {
	if p.snap.Busy || p.snap.Step != RecoveryConfirm && p.snap.Step != RecoveryType {
		return
	}
	p.snap.Wrong, p.snap.Problem, p.snap.Says = Line{}, nil, Line{}
	if err := p.house.CheckShareLine(p.snap.Line, line); err != nil {
		p.snap.Wrong = shareWrong(err)
		p.render()
		return
	}
	p.typed = append(p.typed, line)
	p.snap.Emptied++
	if p.snap.Step == RecoveryConfirm {
		p.confirmed()
	} else {
		p.lined()
	}
	p.render()
}

// confirmed goes on to the next share's last line, and puts the set in force after the last one.
func (p *RecoveryPresenter) confirmed() {
	if p.snap.At < len(p.made) {
		p.snap.At++
		return
	}
	last := p.typed
	p.ask(func(ctx context.Context) (func(), error) {
		return func() {
			p.made, p.typed = nil, nil
			p.back(Say("The set is in force. Shares of any other set open nothing new."))
		}, p.house.ConfirmRecoverySet(ctx, last)
	})
}

// lined goes on to the next line, and after the last one to the next share.
func (p *RecoveryPresenter) lined() {
	if p.snap.Line < ShareLines {
		p.snap.Line++
		return
	}
	read, err := p.house.ReadShare(p.typed)
	if err == nil {
		p.whole = append(p.whole, p.typed)
	}
	p.typed, p.snap.Line = nil, 1
	if err != nil {
		p.snap.Wrong = shareWrong(err)
		return
	}
	if p.snap.More = read.Needs - len(p.whole); p.snap.More > 0 {
		p.snap.At = len(p.whole) + 1
		p.snap.Says = Say("Share {{.N}} reads well.", Data{"N": read.Number})
		return
	}
	p.to(RecoveryProve)
}

// Prove rehearses with the shares that were typed.
func (p *RecoveryPresenter) Prove(password string) {
	if p.snap.Busy || p.snap.Step != RecoveryProve || !p.given(password) {
		return
	}
	whole := p.whole
	p.ask(func(ctx context.Context) (func(), error) {
		proof, err := p.house.RehearseRecovery(ctx, password, whole)
		return func() { p.back(proved(proof)) }, err
	})
}

// Cancel goes back to what is in force and forgets shares and what was typed. It reports whether there was something to leave.
func (p *RecoveryPresenter) Cancel() bool {
	if p.snap.Step == RecoveryStands || p.snap.Hidden {
		return false
	}
	p.forget()
	p.back(Line{})
	return true
}

func (p *RecoveryPresenter) to(step RecoveryStep) {
	p.snap.Step, p.snap.Words, p.snap.Wrong, p.snap.Says, p.snap.Problem = step, nil, Line{}, Line{}, nil
	p.snap.Emptied++
}

// back shows what is in force, with what was done.
func (p *RecoveryPresenter) back(says Line) {
	p.typed, p.whole = nil, nil
	p.to(RecoveryStands)
	p.snap.Busy, p.snap.At, p.snap.Line, p.snap.More, p.snap.Says = false, 0, 0, 0, says
	p.reload()
	p.render()
}

func (p *RecoveryPresenter) given(password string) bool {
	if password != "" {
		return true
	}
	p.snap.Wrong = Say("Type your password.")
	p.render()
	return false
}

// ask does one thing that takes its time; done runs where it went well.
func (p *RecoveryPresenter) ask(do func(context.Context) (done func(), err error)) {
	p.snap.Busy, p.snap.Wrong, p.snap.Problem, p.snap.Says = true, Line{}, nil, Line{}
	if p.snap.Step != RecoveryShow { // the folder stays
		p.snap.Emptied++
	}
	p.render()
	mine := p.loads
	async(p.run, do, func(done func(), err error) {
		if mine != p.loads {
			p.late(err)
			return
		}
		if p.snap.Busy = false; err == nil {
			done()
		} else {
			p.failed(err)
		}
		p.render()
	})
}

// late drops shares that were made for somebody who has left meanwhile.
func (p *RecoveryPresenter) late(err error) {
	if err == nil && p.made == nil {
		p.house.DropRecoverySet()
	}
}

func (p *RecoveryPresenter) failed(err error) {
	wrong := shareWrong(err)
	switch {
	case !wrong.Empty():
		p.snap.Wrong = wrong
		p.again()
	case chart.KindOf(err) == chart.NotAllowed:
		p.snap.Wrong = Say("The password did not match.")
	default:
		p.snap.Problem = ptr(TroubleOf(err))
	}
}

// again has the shares typed anew that were refused together.
func (p *RecoveryPresenter) again() {
	p.typed, p.whole, p.snap.At, p.snap.More = nil, nil, 1, 0
	if p.snap.Step == RecoveryProve {
		p.snap.Step, p.snap.Line = RecoveryType, 1
	}
}

func (p *RecoveryPresenter) render() { p.view.Render(p.snap) }
