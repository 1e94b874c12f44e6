package worker

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"slices"
	"sync"

	"golang.org/x/sync/errgroup"

	"chartproof.org/chartproof/engine/chart"
)

// seat is a place for one child; it is empty between a death and the next need.
type seat struct{ child *process }

// Pool is a set of warm children. It is safe for many goroutines.
type Pool struct {
	options Options
	setup   Setup
	seats   chan *seat // those that are free
	closed  chan struct{}
	ready   Ready

	mu     sync.Mutex
	broken []chart.Engine // engines that broke on some page
}

// Start runs the children and waits until each is ready. It fails with chart.MissingTool where no chosen engine can be
// loaded, or where the platform should have a sandbox and gives none.
func Start(ctx context.Context, o Options) (*Pool, error) {
	if os.Getenv(ChildVariable) != "" {
		return nil, chart.E(chart.Internal, "start reading worker", errors.New("a reading child cannot start children"))
	}
	o = o.filled()
	data, ok := tessdata(o.Tessdata)
	if !ok && slices.Contains(o.Engines, chart.Tesseract) && !slices.Contains(o.Engines, chart.Paddle) {
		return nil, chart.E(chart.MissingTool, "start reading worker", errors.New("Tesseract's English model is missing; "+
			"install it with: sudo apt-get install tesseract-ocr tesseract-ocr-eng tesseract-ocr-osd"))
	}
	if o.command == nil {
		exe, err := os.Executable()
		if err != nil {
			return nil, chart.E(chart.Internal, "start reading worker", err)
		}
		o.command = []string{exe, ChildArgument}
	}
	p := &Pool{options: o, seats: make(chan *seat, o.Jobs), closed: make(chan struct{}),
		setup: Setup{Tessdata: data, Models: o.Models, Sums: o.Sums, Engines: o.Engines, Memory: o.MaxRSS, Limits: o.Limits,
			CPU: int64(o.Recycle+1) * max(1, int64(o.PageTimeout.Seconds()))}}
	if err := p.warm(ctx); err != nil {
		return nil, err
	}
	return p, nil
}

func (p *Pool) warm(ctx context.Context) error {
	children := make([]*process, p.options.Jobs)
	g, gctx := errgroup.WithContext(ctx)
	for i := range children {
		g.Go(func() (err error) {
			children[i], err = start(gctx, p.options, p.setup)
			return err
		})
	}
	err := g.Wait()
	if err == nil {
		p.ready = children[0].ready
		err = p.acceptable()
	}
	if err != nil {
		for _, c := range children {
			if c != nil {
				c.end()
			}
		}
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		if chart.KindOf(err) == chart.MissingTool {
			return err
		}
		return chart.E(chart.Internal, "start reading worker", err)
	}
	for _, c := range children {
		p.seats <- &seat{child: c}
	}
	return nil
}

func (p *Pool) acceptable() error {
	if p.ready.Failed != "" {
		return chart.E(chart.MissingTool, "start reading worker", errors.New(p.ready.Failed))
	}
	if runtime.GOOS == "linux" && !p.ready.Sandboxed() && !p.options.AllowUnsandboxed {
		return chart.E(chart.MissingTool, "start reading worker", fmt.Errorf("the kernel gives no sandbox (Landlock level %d, seccomp %t); "+
			"Linux 5.13 or later with Landlock is needed, or an administrator's leave to read without", p.ready.Landlock, p.ready.Seccomp))
	}
	return nil
}

// Notices says what a person should know of how files are read here.
func (p *Pool) Notices() []string {
	out := slices.Clone(p.ready.Notices)
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, e := range p.broken {
		out = append(out, fmt.Sprintf("the reading engine %s broke on some page: the other one read it alone, and more of its words go to review", e))
	}
	return out
}

// broke notes engines that left a page to the other one.
func (p *Pool) broke(engines []chart.Engine) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, e := range engines {
		if !slices.Contains(p.broken, e) && slices.Contains(p.ready.Engines, e) {
			p.broken = append(p.broken, e)
		}
	}
}

// Engines are the engines that read.
func (p *Pool) Engines() []chart.Engine { return slices.Clone(p.ready.Engines) }

// Versions names what reads and draws, each with its version and the hashes of its models.
func (p *Pool) Versions() []string { return slices.Clone(p.ready.Versions) }

// take waits for a free seat, or for give to close; it gives nil then.
func (p *Pool) take(ctx context.Context, enough <-chan struct{}) (*seat, error) {
	select {
	case s := <-p.seats:
		return s, nil
	case <-enough:
		return nil, nil
	case <-p.closed:
		return nil, chart.E(chart.BadState, "read file", errors.New("the reading worker is closed"))
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
}

// give puts a seat back; a child that has served its time is replaced when the seat is next needed.
func (p *Pool) give(s *seat) {
	if c := s.child; c != nil && (c.dead() || c.served >= p.options.Recycle) {
		c.end()
		s.child = nil
	}
	p.seats <- s
}

// Close ends the children once those at work are given back.
func (p *Pool) Close() error {
	close(p.closed)
	for range p.options.Jobs {
		s := <-p.seats
		if s.child != nil {
			s.child.end()
		}
	}
	return nil
}
