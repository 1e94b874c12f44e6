package wire

import (
	"errors"
	"sync"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/pipeline"
	"chartproof.org/chartproof/engine/read/worker"
)

func TestReadersStartOnceAndSayWhyTheyDoNot(t *testing.T) {
	started := 0
	r := newReaders(func() (*worker.Pool, error) {
		started++
		return nil, chart.E(chart.MissingTool, "start reading worker", errors.New("no engine is here"))
	})
	if got := r.notices(); got != nil {
		t.Errorf("before anything was read: %q", got)
	}
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			if _, err := r.Read(t.Context(), pipeline.File{}, pipeline.Want{}, nil); chart.KindOf(err) != chart.MissingTool {
				t.Errorf("want a missing tool, got %v", err)
			}
		})
	}
	all.Wait()
	if started != 1 {
		t.Errorf("started %d times", started)
	}
	if got := r.notices(); len(got) != 1 {
		t.Errorf("want the reason told, got %q", got)
	}
	if got := r.versions(); got != nil {
		t.Errorf("engines that did not start have no versions, got %q", got)
	}
	if err := r.Close(); err != nil {
		t.Error(err)
	}
}

func TestReadersThatWereClosedDoNotStart(t *testing.T) {
	for _, r := range []*readers{newReaders(nil), newReaders(func() (*worker.Pool, error) {
		t.Error("started after Close")
		return nil, nil
	})} {
		if err := r.Close(); err != nil {
			t.Error(err)
		}
		if _, err := r.Read(t.Context(), pipeline.File{}, pipeline.Want{}, nil); chart.KindOf(err) != chart.BadState {
			t.Errorf("want a refusal, got %v", err)
		}
	}
}
