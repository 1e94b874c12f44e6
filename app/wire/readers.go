package wire

import (
	"context"
	"errors"
	"sync"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/pipeline"
	"chartproof.org/chartproof/engine/read/worker"
)

// readers are the reading workers of a desk. They start when the first file is read, or when Warm says so: loading both engines
// takes longer than anything else at the start of the program, and nobody reads before signing in. It is safe for many goroutines.
type readers struct {
	start func() (*worker.Pool, error) // nil: an office, which reads nothing
	once  sync.Once
	up    chan struct{} // closed once they were started, or could not be
	pool  *worker.Pool
	err   error
}

func newReaders(start func() (*worker.Pool, error)) *readers {
	return &readers{start: start, up: make(chan struct{})}
}

// get gives the workers, which it starts where nobody has.
func (r *readers) get() (*worker.Pool, error) {
	if r.start == nil {
		return nil, chart.E(chart.BadState, "read file", errors.New("an office reads nothing"))
	}
	r.once.Do(func() {
		r.pool, r.err = r.start()
		close(r.up)
	})
	return r.pool, r.err
}

// known gives the workers where they were started.
func (r *readers) known() (*worker.Pool, error) {
	select {
	case <-r.up:
		return r.pool, r.err
	default:
		return nil, nil
	}
}

// notices says what the person should know of how files are read here: no sandbox, an engine is missing, nothing can be read.
func (r *readers) notices() []string {
	switch pool, err := r.known(); {
	case err != nil:
		return []string{err.Error()}
	case pool != nil:
		return pool.Notices()
	}
	return nil
}

// versions names the engines and their models; nothing where they do not start.
func (r *readers) versions() []string {
	pool, err := r.get()
	if err != nil {
		return nil
	}
	return pool.Versions()
}

// Read reads a file page by page; it is the pipeline's port.
func (r *readers) Read(ctx context.Context, f pipeline.File, want pipeline.Want, each func(pipeline.PageRead) error) (int, error) {
	pool, err := r.get()
	if err != nil {
		return 0, err
	}
	return reader{pool}.Read(ctx, f, want, each)
}

// Close ends the workers, and keeps them from being started.
func (r *readers) Close() error {
	r.once.Do(func() {
		r.err = chart.E(chart.BadState, "read file", errors.New("the desk is closed"))
		close(r.up)
	})
	if r.pool == nil {
		return nil
	}
	return r.pool.Close()
}
