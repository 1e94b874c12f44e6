package present

import (
	"context"
	"errors"
	"time"

	"chartproof.org/chartproof/engine/chart"
)

// SessionSnapshot is what the window's frame shows of the session.
type SessionSnapshot struct {
	Open   bool // somebody is in and the screens are shown
	Person chart.Person
	Left   Line // "locks in 4 min"
	Warn   bool // the last half minute
}

// SessionView blanks and shows, on the UI goroutine.
type SessionView interface {
	Render(SessionSnapshot)
	// Blank takes everything off the screen before it returns; nothing of a chart is drawn after it.
	Blank()
	// Locked lets the person come back: the keys are gone. err says what went wrong on the way.
	Locked(person chart.Person, err error)
}

// Sealer keeps what is half typed. It is called off the UI goroutine while the keys are still there; what it needs from
// the screen was taken on the UI goroutine by whoever made it.
type Sealer func(ctx context.Context) error

// SessionPresenter is the idle lock and Ctrl+L. All methods are called on the UI goroutine.
type SessionPresenter struct {
	house  Gate
	run    Runner
	clock  Clock
	view   SessionView
	sealer func() Sealer // takes the half-typed value off the screens; nil where there is none

	idle    time.Duration
	person  chart.Person
	open    bool
	touched time.Time
	stop    func() // stops the next wake-up
	shown   SessionSnapshot
}

// warnBefore is how long before the lock the screen says so.
const warnBefore = 30 * time.Second

// NewSession makes the presenter. sealer is asked once at every lock, before the screen is blanked.
func NewSession(house Gate, run Runner, clock Clock, view SessionView, sealer func() Sealer) *SessionPresenter {
	return &SessionPresenter{house: house, run: run, clock: clock, view: view, sealer: sealer, idle: DefaultIdle}
}

// SetIdle changes the idle time; whatever is asked for, the lock comes after MaxIdle at the latest.
func (p *SessionPresenter) SetIdle(d time.Duration) {
	if d <= 0 {
		d = DefaultIdle
	}
	p.idle = min(max(d, time.Minute), MaxIdle)
	p.tick()
}

// Enter opens the session for the person.
func (p *SessionPresenter) Enter(person chart.Person) {
	p.person, p.open, p.touched = person, true, p.clock.Now()
	p.tick()
}

// Person gives who is in; the zero Person while locked.
func (p *SessionPresenter) Person() chart.Person {
	if !p.open {
		return chart.Person{}
	}
	return p.person
}

// Touch says that a key or the mouse was used.
func (p *SessionPresenter) Touch() {
	if !p.open {
		return
	}
	now := p.clock.Now()
	past := elapsed(p.touched, now)
	if past >= p.idle { // the timer was asleep with the computer
		p.Lock()
		return
	}
	if past < time.Second { // the mouse moves a hundred times a second; a second is exact enough
		p.touched = now
		return
	}
	p.touched = now
	p.tick()
}

// tick shows the time left, wakes itself when that changes, and locks at the end.
func (p *SessionPresenter) tick() {
	if p.stop != nil {
		p.stop()
		p.stop = nil
	}
	if !p.open {
		return
	}
	left := p.idle - elapsed(p.touched, p.clock.Now())
	if left <= 0 {
		p.Lock()
		return
	}
	s := SessionSnapshot{Open: true, Person: p.person, Left: leftLine(left), Warn: left <= warnBefore}
	p.show(s)
	p.stop = p.clock.After(nextTick(left), func() { p.run.Do(p.tick) })
}

// nextTick is the time until the shown words change: whole minutes first, seconds in the last.
func nextTick(left time.Duration) time.Duration {
	switch {
	case left > 2*time.Minute:
		if rest := left % time.Minute; rest > 0 {
			return rest
		}
		return time.Minute
	case left > time.Minute:
		return left - time.Minute
	}
	if rest := left % time.Second; rest > 0 {
		return rest
	}
	return time.Second
}

func leftLine(left time.Duration) Line {
	if left > time.Minute {
		return Say("locks in {{.N}} min", Data{"N": int((left + time.Minute - 1) / time.Minute)})
	}
	return Say("locks in {{.N}} s", Data{"N": int((left + time.Second - 1) / time.Second)})
}

func (p *SessionPresenter) show(s SessionSnapshot) {
	if s.Open == p.shown.Open && s.Warn == p.shown.Warn && s.Person.ID == p.shown.Person.ID &&
		s.Left.Key == p.shown.Left.Key && s.Left.Number() == p.shown.Left.Number() {
		return
	}
	p.shown = s
	p.view.Render(s)
}

// Lock blanks the screen, then seals what is half typed, then drops every key. The order is the promise: nobody reads the
// screen while the disk is busy, and nothing typed is lost.
func (p *SessionPresenter) Lock() {
	if !p.open {
		return
	}
	p.open = false
	if p.stop != nil {
		p.stop()
		p.stop = nil
	}
	var seal Sealer
	if p.sealer != nil {
		seal = p.sealer()
	}
	p.view.Blank()
	p.show(SessionSnapshot{Person: p.person})
	person := p.person
	p.run.Go(func(ctx context.Context) {
		err := p.lock(ctx, seal)
		p.run.Do(func() { p.view.Locked(person, err) })
	})
}

// sealWithin bounds the sealing: the keys go then even where it hangs, because the lock is the stronger promise.
const sealWithin = 3 * time.Second

func (p *SessionPresenter) lock(ctx context.Context, seal Sealer) error {
	var err error
	if seal != nil {
		sealing, done := context.WithTimeout(ctx, sealWithin)
		err = seal(sealing)
		done()
	}
	return errors.Join(err, p.house.Lock(ctx))
}

// elapsed is the longer of what the steady clock and the wall clock say: the first stands still while the computer
// sleeps, the second can be set back.
func elapsed(from, to time.Time) time.Duration {
	return max(to.Sub(from), to.Round(0).Sub(from.Round(0)))
}
