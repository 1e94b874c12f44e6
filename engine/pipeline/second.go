package pipeline

import (
	"context"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
)

// second is the second look, at the redacted file. The copy is proved in two steps: Dark compares its pixels with the page
// that was meant, box by box and tile by tile; and an engine looks over all of it again for words, in another way than the
// first time, but for words that were read surely before and whose pixels stand as they stood.
type second struct {
	*Pipeline
	burnt    Burnt
	pdf      []byte
	pages    int
	known    map[int][]geom.Box
	step     func(Progress)
	reread   []chart.Page
	residual []chart.Residual
	moved    []int // pages on which something known does not stand as it stood
}

// look reads the copy, and once more and whole those pages on which something known has moved. It gives the number of pages.
func (s *second) look(ctx context.Context) (int, error) {
	file := File{MediaType: "application/pdf", Bytes: s.pdf}
	want := Want{Words: true, Pixels: true, Engines: []chart.Engine{chart.Tesseract}, Quick: true, Known: s.known}
	n, err := s.Reader.Read(ctx, file, want, s.take)
	if err != nil || len(s.moved) == 0 {
		return n, err
	}
	want.Pages, want.Known, s.known = s.moved, nil, nil
	_, err = s.Reader.Read(ctx, file, want, s.take)
	return n, err
}

func (s *second) take(r PageRead) error {
	if len(s.known[r.Page.Number]) > 0 {
		whole, ok := s.burnt.Complete(r.Page, r.Raster)
		if !ok {
			s.moved = append(s.moved, r.Page.Number)
			return nil
		}
		r.Page = whole
	}
	s.reread = append(s.reread, r.Page)
	s.residual = append(s.residual, s.burnt.Dark(r.Page.Number, r.Raster)...)
	report(s.step, Progress{Step: StepVerify, Page: len(s.reread), Pages: s.pages})
	return nil
}
