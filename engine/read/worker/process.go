package worker

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"sync"
	"time"

	"chartproof.org/chartproof/engine/chart"
)

const (
	startTimeout = 30 * time.Second
	headCap      = 32 << 20
	stderrCap    = 64 << 10

	// A limit is processor time where that can be told; on a busy machine, with other work on every core, a page may take six times as long by the
	// clock: what gives up too early there leaves a page to one engine alone.
	wallPerLimit = 6
)

// cause is why a child is gone.
type cause int

const (
	alive cause = iota
	crashed
	timedOut
	outOfMemory
	cancelled
)

// process is one child. It is for one goroutine, but for kill.
type process struct {
	cmd    *exec.Cmd
	in     io.WriteCloser
	out    *bufio.Reader
	stderr *capped
	ready  Ready
	served int
	exited chan struct{} // closed when the child has been waited for

	mu     sync.Mutex
	why    cause
	budget time.Duration // processor time at which the call at hand is over; 0 between calls
}

// capped keeps the first bytes of what a child's libraries print, for the cause of death only.
type capped struct {
	mu  sync.Mutex
	buf []byte
}

func (c *capped) Write(p []byte) (int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.buf = append(c.buf, p[:min(len(p), stderrCap-len(c.buf))]...)
	return len(p), nil
}

func (c *capped) has(signs ...string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, s := range signs {
		if bytes.Contains(c.buf, []byte(s)) {
			return true
		}
	}
	return false
}

// environment is all that a child gets to see of ours. Thread limits must be there when its libraries load.
func environment() []string {
	env := []string{ChildVariable + "=1", "OMP_THREAD_LIMIT=1", "OMP_NUM_THREADS=1", "ORT_DISABLE_TELEMETRY=1",
		"MALLOC_ARENA_MAX=2", "MALLOC_MMAP_THRESHOLD_=268435456", "MALLOC_TRIM_THRESHOLD_=268435456", "GOTRACEBACK=none", "GOMAXPROCS=2", "LC_ALL=C"}
	for _, name := range platformVariables {
		if v, ok := os.LookupEnv(name); ok {
			env = append(env, name+"="+v)
		}
	}
	return env
}

// start runs a child and waits until it is ready.
func start(ctx context.Context, o Options, setup Setup) (*process, error) {
	p := &process{stderr: &capped{}, exited: make(chan struct{})}
	p.cmd = exec.Command(o.command[0], o.command[1:]...) //nolint:noctx // the child outlives the page that it was started for; kill ends it
	p.cmd.Env, p.cmd.Stderr, p.cmd.Dir = environment(), p.stderr, os.TempDir()
	if err := p.spawn(o); err != nil {
		return nil, fmt.Errorf("start reading child: %w", err)
	}
	go p.watch(o.MaxRSS)
	f, err := p.call(ctx, startTimeout, KindSetup, setup, nil, Caps{Head: 1 << 20})
	if err != nil {
		p.kill(crashed)
		return nil, err
	}
	if f.Kind != KindReady || f.Into(&p.ready) != nil {
		p.kill(crashed)
		return nil, fmt.Errorf("start reading child: %w", ErrFrame)
	}
	return p, nil
}

func (p *process) spawn(o Options) error {
	restrain(p.cmd)
	var err error
	if p.in, err = p.cmd.StdinPipe(); err != nil {
		return err
	}
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		return err
	}
	p.out = bufio.NewReaderSize(out, 1<<16)
	if err := p.cmd.Start(); err != nil {
		return err
	}
	return confine(p.cmd.Process, o.MaxRSS)
}

// kill ends the child for a reason; the first reason counts.
func (p *process) kill(why cause) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.why != alive {
		return
	}
	p.why = why
	_ = p.cmd.Process.Kill() // it may be gone already
}

func (p *process) cause() cause {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.why
}

func (p *process) dead() bool { return p.cause() != alive }

// allow sets how much more processor time the child may use.
func (p *process) allow(limit time.Duration) {
	budget := time.Duration(0)
	if limit > 0 {
		budget = processorTime(p.cmd.Process.Pid) + limit
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.budget = budget
}

// overspent reports whether the call at hand has used up its processor time.
func (p *process) overspent() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.budget > 0 && processorTime(p.cmd.Process.Pid) > p.budget
}

// call sends one frame and reads the answer. After an error the child is dead.
func (p *process) call(ctx context.Context, limit time.Duration, kind Kind, head any, blob []byte, caps Caps) (Frame, error) {
	stopCancel := context.AfterFunc(ctx, func() { p.kill(cancelled) })
	timer := time.AfterFunc(wallPerLimit*limit, func() { p.kill(timedOut) })
	p.allow(limit)
	defer p.allow(0)
	defer timer.Stop()
	defer stopCancel()
	// A child that answers before it has read all must not block us in writing.
	wrote := make(chan error, 1)
	go func() { wrote <- WriteFrame(p.in, kind, head, blob) }()
	f, err := DecodeFrame(p.out, caps)
	if err == nil {
		err = <-wrote
	} else {
		p.finish(errors.Is(err, ErrFrame))
		<-wrote
	}
	if err == nil && !p.dead() {
		return f, nil
	}
	p.finish(true)
	return Frame{}, p.obituary(ctx)
}

// finish waits for a child that no longer speaks, and kills it where it only pretends.
func (p *process) finish(now bool) {
	if now {
		p.kill(crashed)
	}
	grace := time.AfterFunc(2*time.Second, func() { p.kill(crashed) })
	defer grace.Stop()
	p.reap()
	p.kill(p.diagnose())
}

// reap waits for the child once.
func (p *process) reap() {
	select {
	case <-p.exited:
		return
	default:
	}
	_ = p.cmd.Wait() // how it ended is read from its state
	close(p.exited)
}

// diagnose tells from a child's remains why it died by itself.
func (p *process) diagnose() cause {
	if p.stderr.has("out of memory", "bad_alloc", "annot allocate memory") {
		return outOfMemory
	}
	return diagnoseState(p.cmd.ProcessState)
}

// obituary turns the cause of death into the refusal of the file at hand.
func (p *process) obituary(ctx context.Context) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch p.why {
	case cancelled:
		return context.Cause(ctx)
	case timedOut:
		return &chart.Refusal{Reason: chart.RefusedTimedOut, Detail: "reading took too long"}
	case outOfMemory:
		return &chart.Refusal{Reason: chart.RefusedOutOfMemory, Detail: "reading needed too much memory"}
	}
	return &chart.Refusal{Reason: chart.RefusedDamaged, Detail: "the decoder broke on it"}
}

// watch kills a child that grows over its bound, or that works longer than it may.
func (p *process) watch(maxRSS int64) {
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-p.exited:
			return
		case <-tick.C:
			if residentBytes(p.cmd.Process.Pid) > maxRSS {
				p.kill(outOfMemory)
			}
			if p.overspent() {
				p.kill(timedOut)
			}
		}
	}
}

// end closes a child that is no longer needed.
func (p *process) end() {
	p.kill(cancelled)
	_ = p.in.Close() // the child is gone
	p.reap()
}
