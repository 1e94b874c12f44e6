package present

import (
	"context"
	"errors"

	"chartproof.org/chartproof/engine/chart"
)

// groupJob is what is to be done with one document: decisions to append, or fields whose decisions are taken back, or that it is a
// blank page.
type groupJob struct {
	document chart.DocumentID
	decs     []chart.Decision
	undo     []chart.FieldID
	blank    int   // how many pages are said to be blank, this one among them; 0: it is no blank page
	back     bool  // that is taken back
	version  int64 // after it
	err      error
}

// groupWriter brings decisions into the workspace, one document after the other and in order, each on the version that the one
// before gave. It lives on the UI goroutine but for what a lock flushes.
type groupWriter struct {
	run      Runner
	house    GroupHouse
	versions map[chart.DocumentID]int64
	queue    [][]groupJob // one entry a key of the person
	flight   chan struct{}
	told     func([]groupJob)
}

// add takes jobs; each document stands in them once.
func (w *groupWriter) add(jobs []groupJob) {
	if len(jobs) == 0 {
		return
	}
	w.queue = append(w.queue, jobs)
	w.pump()
}

// waiting counts documents on their way.
func (w *groupWriter) waiting() (n int) {
	for _, jobs := range w.queue {
		n += len(jobs)
	}
	return n
}

func (w *groupWriter) pump() {
	if w.flight != nil || len(w.queue) == 0 {
		return
	}
	jobs, done := w.dated(w.queue[0]), make(chan struct{})
	w.flight = done
	w.run.Go(func(ctx context.Context) {
		w.do(ctx, jobs)
		close(done)
		w.run.Do(func() { w.landed(done, jobs) })
	})
}

// dated gives jobs the versions that they are made on.
func (w *groupWriter) dated(jobs []groupJob) []groupJob {
	for i := range jobs {
		jobs[i].version = w.versions[jobs[i].document]
	}
	return jobs
}

func (w *groupWriter) do(ctx context.Context, jobs []groupJob) {
	for i := range jobs {
		j := &jobs[i]
		var after int64
		switch {
		case j.blank > 0 && j.back:
			after, j.err = w.house.UnsettleBlank(ctx, j.document, j.version)
		case j.blank > 0:
			after, j.err = w.house.SettleBlank(ctx, j.document, j.version, j.blank)
		case j.undo != nil:
			after, j.err = w.house.UndoTogether(ctx, j.document, j.undo)
		default:
			after, j.err = w.house.DecideTogether(ctx, j.document, j.version, j.decs)
		}
		if j.err == nil {
			j.version = after
		}
	}
}

func (w *groupWriter) landed(done chan struct{}, jobs []groupJob) {
	if w.flight != done { // a lock has waited for it
		return
	}
	w.flight, w.queue = nil, w.queue[1:]
	w.learn(jobs)
	w.told(jobs)
	w.pump()
}

func (w *groupWriter) learn(jobs []groupJob) {
	for _, j := range jobs {
		if j.err == nil {
			w.versions[j.document] = j.version
		}
	}
}

// flush gives what finishes everything that is on its way; the writer is empty then.
func (w *groupWriter) flush() Sealer {
	flight, queue, versions := w.flight, w.queue, w.versions
	w.flight, w.queue, w.versions = nil, nil, map[chart.DocumentID]int64{}
	rest := &groupWriter{house: w.house, versions: versions}
	return func(ctx context.Context) error {
		var errs []error
		if flight != nil {
			select {
			case <-flight:
			case <-ctx.Done():
				return context.Cause(ctx)
			}
			rest.learn(queue[0])
			for _, j := range queue[0] { // what did not land is told, not dropped
				errs = append(errs, j.err)
			}
			queue = queue[1:]
		}
		for _, jobs := range queue {
			rest.do(ctx, rest.dated(jobs))
			rest.learn(jobs)
			for _, j := range jobs {
				errs = append(errs, j.err)
			}
		}
		return errors.Join(errs...)
	}
}
