package present

import (
	"context"
	"slices"

	"chartproof.org/chartproof/engine/chart"
)

// reviewChange is one change of a document on its way into the workspace.
type reviewChange struct {
	field chart.FieldID
	typed chart.Text // comes back into the entry where the change could not be kept
	local func(*chart.Dossier)
	// send makes the change on the version of base, which is what the workspace has by then.
	send func(ctx context.Context, house Charts, id chart.DocumentID, version int64, base *chart.Dossier) (*chart.Dossier, error)
}

// reviewWriter sends the changes of one document one after the other, each on the version that the one before it gave. The
// screen goes on at once with the changes laid over what the workspace last said; the list shows them as being saved until
// the workspace has them. It lives on the UI goroutine but for what sealing needs.
type reviewWriter struct {
	run     Runner
	house   Charts
	id      chart.DocumentID
	base    *chart.Dossier
	pending []reviewChange
	flight  *flight
	closed  bool
	// saved is called after each change that was kept, failed where one was not: it and all after it are given up, because
	// they were made on what did not come about.
	saved  func()
	failed func(lost []reviewChange, fresh *chart.Dossier, err error)
}

// flight is a change being sent. out is written before done is closed and read after.
type flight struct {
	done chan struct{}
	out  *chart.Dossier
	err  error
}

// standing is the document with everything that is on its way.
func (w *reviewWriter) standing() *chart.Dossier {
	if len(w.pending) == 0 {
		return w.base
	}
	d := *w.base
	d.Decisions = slices.Clone(w.base.Decisions)
	d.Spans = slices.Clone(w.base.Spans)
	d.Document.Rows, d.Document.Fields = slices.Clone(w.base.Document.Rows), slices.Clone(w.base.Document.Fields)
	for _, c := range w.pending {
		c.local(&d)
	}
	return &d
}

func (w *reviewWriter) add(c reviewChange) {
	w.pending = append(w.pending, c)
	w.pump()
}

func (w *reviewWriter) pump() {
	if w.closed || w.flight != nil || len(w.pending) == 0 {
		return
	}
	c, base, fl := w.pending[0], w.base, &flight{done: make(chan struct{})}
	w.flight = fl
	w.run.Go(func(ctx context.Context) {
		fl.out, fl.err = c.send(ctx, w.house, w.id, base.Version, base)
		close(fl.done)
		w.run.Do(func() { w.landed(fl) })
	})
}

func (w *reviewWriter) landed(fl *flight) {
	if w.closed {
		return
	}
	w.flight = nil
	if fl.err != nil {
		w.giveUp(fl.err)
		return
	}
	w.base, w.pending = fl.out, w.pending[1:]
	w.saved()
	w.pump()
}

// giveUp drops what is on its way and, where somebody else was first or is at work on it now, fetches what they made of the document.
func (w *reviewWriter) giveUp(err error) {
	lost := w.pending
	w.pending = nil
	if kind := chart.KindOf(err); kind != chart.Conflict && kind != chart.Held {
		w.failed(lost, nil, err)
		return
	}
	async(w.run, func(ctx context.Context) (*chart.Dossier, error) { return w.house.Open(ctx, w.id) },
		func(fresh *chart.Dossier, openErr error) {
			if w.closed {
				return
			}
			if openErr == nil {
				w.base = fresh
			}
			w.failed(lost, fresh, err)
		})
}

// flush closes the writer and gives a function that sends what is left; it is called off the UI goroutine while the keys are
// still there.
func (w *reviewWriter) flush() func(ctx context.Context) error {
	pending, fl, base, house, id := slices.Clone(w.pending), w.flight, w.base, w.house, w.id
	w.closed, w.pending, w.base = true, nil, nil
	return func(ctx context.Context) error {
		if fl != nil {
			select {
			case <-fl.done:
			case <-ctx.Done():
				return context.Cause(ctx)
			}
			if fl.err != nil {
				return fl.err
			}
			pending, base = pending[1:], fl.out
		}
		for _, c := range pending {
			d, err := c.send(ctx, house, id, base.Version, base)
			if err != nil {
				return err
			}
			base = d
		}
		return nil
	}
}

// async runs work off the UI goroutine and hands its result to done on it.
func async[T any](r Runner, work func(ctx context.Context) (T, error), done func(T, error)) {
	r.Go(func(ctx context.Context) {
		v, err := work(ctx)
		r.Do(func() { done(v, err) })
	})
}
