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
