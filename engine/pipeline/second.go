package pipeline

import (
	"context"
	"errors"
	"sync"

	"golang.org/x/sync/errgroup"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
)

// second is the second look, at the redacted file. The copy is proved in two steps: Dark compares its pixels with the page
// that was meant, box by box and tile by tile; and an engine looks over all of it again for words, in another way than the
// first time, but for words that were read surely before and whose pixels stand as they stood.
type second struct {
	*copied
	pdf   []byte
	known map[int][]geom.Box

	mu    sync.Mutex // guards what follows and what is noted in the copy
	seen  int
	moved []int // pages on which something known does not stand as it stood
}

// beside is how many pages are compared at a time while the next are read.
const beside = 2

// look reads the pages of the copy that are new in it, and once more and whole those on which something known has moved. It
// gives the number of pages of the copy.
func (s *second) look(ctx context.Context) (int, error) {
	for _, n := range s.fresh {
		s.reread[n-1], s.dark[n], s.shown[n] = nil, nil, nil
	}
	want := Want{Words: true, Pixels: true, Engines: []chart.Engine{chart.Tesseract}, Quick: true, Pages: s.fresh, Known: s.known}
	n, err := s.once(ctx, want)
	if err != nil || len(s.moved) == 0 {
		return n, err
	}
	want.Pages, want.Known, s.known = s.moved, nil, nil
	_, err = s.once(ctx, want)
	return n, err
}

// once compares pages beside their reading: neither waits for the other for longer than beside pages.
func (s *second) once(ctx context.Context, want Want) (int, error) {
	var compared errgroup.Group
	compared.SetLimit(beside)
	n, err := s.Reader.Read(ctx, File{MediaType: "application/pdf", Bytes: s.pdf}, want, func(r PageRead) error {
		compared.Go(func() error {
			s.take(r)
			return nil
		})
		return nil
	})
	return n, errors.Join(err, compared.Wait())
}

func (s *second) take(r PageRead) {
	n := r.Page.Number
	if len(s.known[n]) > 0 {
		whole, ok := s.burnt.Complete(r.Page, r.Raster)
		if !ok {
			s.mu.Lock()
			defer s.mu.Unlock()
			s.moved = append(s.moved, n)
			return
		}
		r.Page = whole
	}
	dark := s.burnt.Dark(n, r.Raster)
	var shown []chart.Span
	if len(dark) > 0 && s.burnt.Shines != nil {
		shown = s.burnt.Shines(n, r.Raster)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.seen++
	if n >= 1 && n <= s.Pages {
		page := r.Page // and not the pixels beside it
		s.reread[n-1] = &page
	}
	s.dark[n], s.shown[n] = dark, shown
	report(s.Step, Progress{Step: StepVerify, Page: s.seen, Pages: s.Pages})
}
