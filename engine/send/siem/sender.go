package siem

import (
	"context"
	"errors"
	"net"
	"sync"
	"time"

	"chartproof.org/chartproof/engine/chart"
)

// MaxBatch is the most entries in one delivery, and so the most that an accident can send twice.
const MaxBatch = 500

// The pauses of Run.
const (
	restPause    = 2 * time.Second // between looks at the trail when all has arrived
	reachPause   = 5 * time.Minute // between empty deliveries when there is nothing to tell
	firstPause   = time.Second
	longestPause = 5 * time.Minute
)

// Position says how far the stream has come.
type Position struct {
	Next    int64     // number of the first entry that is not known to have arrived
	Tried   int64     // entries below this number were sent at least once
	Resent  int64     // how many entries were sent more than once, all told
	Arrived time.Time // when the receiver last took a delivery, or answered an empty one
	Away    time.Time // since when it has not; zero while it does
	Told    bool      // the trail says that it is away: it is for longer than AwayAlarm
	Problem string    // kind of the error that stands in the way, machine words
}

// AwayAlarm is how long a receiver may be away before the trail says so.
const AwayAlarm = time.Hour

// Spool is the trail, and what is remembered of the stream.
type Spool interface {
	Position(ctx context.Context) (Position, error)
	// Keep replaces the position that stands with the next one, and writes into the trail where Told has changed;
	// chart.Conflict where somebody else has moved it.
	Keep(ctx context.Context, stands, next Position) error
	// Entries gives up to limit entries from number from on, in order and without gaps, and how many entries there are.
	Entries(ctx context.Context, from int64, limit int) (entries []chart.AuditEntry, size int64, err error)
}

// Format writes an entry as a message of RFC 5424, and says whether it raises an alert.
type Format func(chart.AuditEntry) (message []byte, alert bool)

// Sender streams to one target. Its fields are set before use.
type Sender struct {
	Spool   Spool
	Format  Format
	Target  Target
	Network Network                                          // nil: the machine's own
	Now     func() time.Time                                 // nil: the wall clock
	Wait    func(ctx context.Context, d time.Duration) error // nil: sleeps; returns ctx's error where that ends first
	Jitter  func(d time.Duration) time.Duration              // nil: none; gives a part of d
	Limit   time.Duration                                    // of one delivery; 0: two minutes

	mu     sync.Mutex
	status Status
}

// Status is what a screen shows of the stream.
type Status struct {
	Position
	Waiting int64     // entries that are not known to have arrived
	Again   time.Time // when the next try is due; zero while one runs or all has arrived
	Err     error     // of the last try
}

// Status gives the stream's state as of the last try.
func (s *Sender) Status() Status {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.status
}

// Test makes an empty delivery: the receiver is there, has the right certificate, takes ours, and closes as it should.
func (s *Sender) Test(ctx context.Context) error {
	return s.deliver(ctx, nil, func() error { return nil })
}

// Once sends everything that waits, delivery by delivery, and gives how many entries have arrived.
func (s *Sender) Once(ctx context.Context) (int64, error) {
	var arrived int64
	for {
		n, err := s.step(ctx)
		arrived += n
		if err != nil || n == 0 {
			return arrived, err
		}
	}
}

// Run streams until ctx ends.
func (s *Sender) Run(ctx context.Context) {
	pause := firstPause
	for ctx.Err() == nil {
		wait := restPause
		if s.try(ctx) == nil {
			pause = firstPause
		} else {
			wait = pause/2 + s.jitter(pause/2)
			pause = min(2*pause, longestPause)
		}
		s.due(wait)
		if s.wait(ctx, wait) != nil {
			return
		}
	}
}

// try sends what waits; where nothing did for long, it looks whether the receiver is there.
func (s *Sender) try(ctx context.Context) error {
	if _, err := s.Once(ctx); err != nil {
		return err
	}
	return s.reach(ctx)
}

// step makes one delivery; 0 where nothing waits.
func (s *Sender) step(ctx context.Context) (int64, error) {
	pos, err := s.Spool.Position(ctx)
	if err != nil {
		return 0, s.stop(err)
	}
	entries, size, err := s.Spool.Entries(ctx, pos.Next, MaxBatch)
	if err == nil {
		err = whole(pos, entries, size)
	}
	if err != nil {
		return 0, s.fail(ctx, pos, size, err)
	}
	if len(entries) == 0 {
		s.tell(Status{Position: pos})
		return 0, nil
	}
	upto := pos.Next + int64(len(entries))
	messages := s.messages(entries)
	if len(messages) > 0 {
		if err := s.deliver(ctx, messages, func() (err error) {
			pos, err = s.mark(ctx, pos, upto)
			return err
		}); err != nil {
			return 0, s.fail(ctx, pos, size, err)
		}
	}
	next := pos
	next.Next, next.Tried = upto, max(pos.Tried, upto)
	if len(messages) > 0 {
		next = heard(next, s.now())
	}
	if err := s.Spool.Keep(ctx, pos, next); err != nil {
		return 0, s.stop(err)
	}
	s.tell(Status{Position: next, Waiting: size - upto})
	return int64(len(entries)), nil
}

// whole refuses a trail that is shorter than what has arrived, or has a gap: the SIEM has seen more than is here.
func whole(pos Position, entries []chart.AuditEntry, size int64) error {
	const op = "stream the trail"
	if size < pos.Next {
		return chart.E(chart.Tampered, op, errors.New("the SIEM has entries that are not here any more"))
	}
	for i, e := range entries {
		if e.Index != pos.Next+int64(i) {
			return chart.E(chart.Tampered, op, errors.New("the trail has a gap"))
		}
	}
	return nil
}

func (s *Sender) messages(entries []chart.AuditEntry) [][]byte {
	out := make([][]byte, 0, len(entries))
	for _, e := range entries {
		if m, alert := s.Format(e); alert || !s.Target.AlertsOnly {
			out = append(out, m)
		}
	}
	return out
}

// mark notes what is about to be sent, so that after a crash it is known what may have been sent twice.
func (s *Sender) mark(ctx context.Context, pos Position, upto int64) (Position, error) {
	next := pos
	next.Resent += max(min(pos.Tried, upto)-pos.Next, 0)
	next.Tried = max(pos.Tried, upto)
	if next == pos {
		return pos, nil
	}
	if err := s.Spool.Keep(ctx, pos, next); err != nil {
		return pos, err
	}
	return next, nil
}

func (s *Sender) deliver(ctx context.Context, messages [][]byte, begin func() error) error {
	c, err := s.Target.config()
	if err != nil {
		return err
	}
	limit := s.Limit
	if limit == 0 {
		limit = defaultLimit
	}
	return delivery{s.network(), s.Target.Address, c, limit, begin}.make(ctx, messages)
}

// reach makes an empty delivery where the receiver was not heard of for long: an outage shows though nothing happens.
func (s *Sender) reach(ctx context.Context) error {
	pos, err := s.Spool.Position(ctx)
	if err != nil {
		return s.stop(err)
	}
	if s.now().Sub(pos.Arrived) < reachPause {
		return nil
	}
	if err := s.Test(ctx); err != nil {
		return s.fail(ctx, pos, pos.Next, err)
	}
	next := heard(pos, s.now())
	if err := s.Spool.Keep(ctx, pos, next); err != nil {
		return s.stop(err)
	}
	s.tell(Status{Position: next})
	return nil
}

// heard is the position once the receiver was there.
func heard(p Position, at time.Time) Position {
	p.Arrived, p.Away, p.Told, p.Problem = at, time.Time{}, false, ""
	return p
}

// fail notes since when the receiver is away. A stream that was ended says nothing of the receiver.
func (s *Sender) fail(ctx context.Context, pos Position, size int64, cause error) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	next := pos
	next.Problem = string(chart.KindOf(cause))
	if next.Away.IsZero() {
		next.Away = s.now()
	}
	next.Told = next.Told || s.now().Sub(next.Away) >= AwayAlarm
	err := cause
	if next != pos {
		err = errors.Join(cause, s.Spool.Keep(ctx, pos, next))
	}
	s.tell(Status{Position: next, Waiting: max(size-pos.Next, 0), Err: cause})
	return err
}

// stop tells an error of our own side.
func (s *Sender) stop(err error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.status.Err = err
	return err
}

func (s *Sender) tell(st Status) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.status = st
}

func (s *Sender) due(wait time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.status.Err != nil {
		s.status.Again = s.now().Add(wait)
	}
}

func (s *Sender) network() Network {
	if s.Network == nil {
		return &net.Dialer{}
	}
	return s.Network
}

func (s *Sender) now() time.Time {
	if s.Now == nil {
		return time.Now().UTC().Truncate(time.Millisecond)
	}
	return s.Now().UTC().Truncate(time.Millisecond)
}

func (s *Sender) jitter(d time.Duration) time.Duration {
	if s.Jitter == nil {
		return d
	}
	return s.Jitter(d)
}

func (s *Sender) wait(ctx context.Context, d time.Duration) error {
	if s.Wait != nil {
		return s.Wait(ctx, d)
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-t.C:
		return nil
	}
}
