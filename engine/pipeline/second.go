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
	*Pipeline
	burnt Burnt
	pdf   []byte
	pages int
	known map[int][]geom.Box
	step  func(Progress)

	mu       sync.Mutex // guards what follows
	reread   []chart.Page
	residual []chart.Residual
	moved    []int // pages on which something known does not stand as it stood
}

// beside is how many pages are compared at a time while the next are read.
const beside = 2

// look reads the copy, and once more and whole those pages on which something known has moved. It gives the number of pages.
func (s *second) look(ctx context.Context) (int, error) {
	want := Want{Words: true, Pixels: true, Engines: []chart.Engine{chart.Tesseract}, Quick: true, Known: s.known}
	n, err := s.read(ctx, want)
	if err != nil || len(s.moved) == 0 {
		return n, err
	}
	want.Pages, want.Known, s.known = s.moved, nil, nil
	_, err = s.read(ctx, want)
	return n, err
}

// read compares pages beside their reading: neither waits for the other for longer than beside pages.
func (s *second) read(ctx context.Context, want Want) (int, error) {
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
	if len(s.known[r.Page.Number]) > 0 {
		whole, ok := s.burnt.Complete(r.Page, r.Raster)
		if !ok {
			s.mu.Lock()
			defer s.mu.Unlock()
			s.moved = append(s.moved, r.Page.Number)
			return
		}
		r.Page = whole
	}
	dark := s.burnt.Dark(r.Page.Number, r.Raster)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.reread = append(s.reread, r.Page)
	s.residual = append(s.residual, dark...)
	report(s.step, Progress{Step: StepVerify, Page: len(s.reread), Pages: s.pages})
}
