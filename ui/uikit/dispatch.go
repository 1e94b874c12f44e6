package uikit

import (
	"context"
	"sync"
	"time"
)

// Dispatcher is the only door to the UI goroutine. Its context is the program's: it is kept because work is started from
// key handlers, which are handed none.
type Dispatcher struct {
	ctx    context.Context
	cancel context.CancelFunc
	post   func(func()) // runs a function on the UI goroutine; nil: the serial queue below
	now    func() time.Time

	mu     sync.Mutex
	closed bool
	queue  []func()
	work   sync.WaitGroup
}

// NewDispatcher makes the product's dispatcher; post is fyne.Do.
func NewDispatcher(ctx context.Context, post func(func())) *Dispatcher {
	ctx, cancel := context.WithCancel(ctx)
	return &Dispatcher{ctx: ctx, cancel: cancel, post: post, now: time.Now}
}

// NewSerial makes a dispatcher for tests: Do and Go only queue, and the test runs the queue with Drain on its own
// goroutine, in order.
func NewSerial(ctx context.Context) *Dispatcher { return NewDispatcher(ctx, nil) }

// Do queues f on the UI goroutine. After Close it does nothing.
func (d *Dispatcher) Do(f func()) {
	d.mu.Lock()
	if d.closed {
		d.mu.Unlock()
		return
	}
	if d.post == nil {
		d.queue = append(d.queue, f)
		d.mu.Unlock()
		return
	}
	d.mu.Unlock()
	d.post(func() {
		if d.Open() {
			f()
		}
	})
}

// Go runs work off the UI goroutine. Close cancels its context and waits for it.
func (d *Dispatcher) Go(work func(ctx context.Context)) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.closed {
		return
	}
	if d.post == nil {
		d.queue = append(d.queue, func() { work(d.ctx) })
		return
	}
	d.work.Add(1)
	go func() {
		defer d.work.Done()
		work(d.ctx)
	}()
}

// Open reports whether work is still taken.
func (d *Dispatcher) Open() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return !d.closed
}

// Drain runs what is queued, and what that queues, and gives the number of functions run. It is for NewSerial only.
func (d *Dispatcher) Drain() int {
	n := 0
	for {
		d.mu.Lock()
		if len(d.queue) == 0 {
			d.mu.Unlock()
			return n
		}
		f := d.queue[0]
		d.queue = d.queue[1:]
		d.mu.Unlock()
		f()
		n++
	}
}

// Close cancels the work under way, drops what is queued and waits until no goroutine of Go is left.
func (d *Dispatcher) Close() {
	d.mu.Lock()
	d.closed, d.queue = true, nil
	d.mu.Unlock()
	d.cancel()
	d.work.Wait()
}

// After runs f on the UI goroutine once the time has passed, unless stop is called or the dispatcher closed first. In a
// serial dispatcher it is queued at once.
func (d *Dispatcher) After(wait time.Duration, f func()) (stop func()) {
	ctx, cancel := context.WithCancel(d.ctx)
	d.Go(func(context.Context) {
		if d.post != nil {
			timer := time.NewTimer(wait)
			defer timer.Stop()
			select {
			case <-timer.C:
			case <-ctx.Done():
				return
			}
		}
		d.Do(func() {
			if ctx.Err() == nil {
				f()
			}
		})
	})
	return cancel
}

// progressEvery keeps progress at 30 repaints a second at most.
const progressEvery = time.Second / 30

// Progress gives a function that any goroutine may call as often as it likes: only the newest value reaches show, at
// most 30 times a second, and the last one always does.
func Progress[T any](d *Dispatcher, show func(T)) func(T) {
	c := &coalesced[T]{d: d, show: show}
	return c.put
}

type coalesced[T any] struct {
	d       *Dispatcher
	show    func(T)
	mu      sync.Mutex
	newest  T
	pending bool
	shown   time.Time
}

func (c *coalesced[T]) put(v T) {
	c.mu.Lock()
	c.newest = v
	if c.pending {
		c.mu.Unlock()
		return
	}
	c.pending = true
	wait := progressEvery - c.d.now().Sub(c.shown)
	c.mu.Unlock()
	if wait > 0 {
		c.d.After(wait, c.flush)
		return
	}
	c.d.Do(c.flush)
}

func (c *coalesced[T]) flush() {
	c.mu.Lock()
	v := c.newest
	c.pending, c.shown = false, c.d.now()
	c.mu.Unlock()
	c.show(v)
}

// Generation tells results that are still wanted from stale ones. It is used on the UI goroutine only.
type Generation struct{ n uint64 }

// Next makes everything stamped before it stale and gives a function that reports whether its stamp is still the newest.
func (g *Generation) Next() (current func() bool) {
	g.n++
	mine := g.n
	return func() bool { return g.n == mine }
}
