package pipeline

import (
	"context"
	"fmt"
	"slices"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
)

// spool keeps decoded pages between reading and redaction as far as its budget goes and renders the others again: memory
// stays bounded on a file of any length, and nothing touches the disk.
type spool struct {
	reader Reader
	file   File
	left   int64
	held   map[int]*geom.Raster
	order  []int // in which pages will be asked for
}

func newSpool(r Reader, f File, budget int64) *spool {
	return &spool{reader: r, file: f, left: budget, held: map[int]*geom.Raster{}}
}

// keep is called from one goroutine at a time.
func (s *spool) keep(r PageRead) error {
	if !r.Raster.Valid() {
		return &chart.Refusal{Reason: chart.RefusedDamaged, Detail: fmt.Sprintf("page %d has no pixels", r.Page.Number)}
	}
	if size := int64(len(r.Raster.Pix)); size <= s.left {
		s.left -= size
		s.held[r.Page.Number] = r.Raster
	}
	return nil
}

// Page gives a page once: what was held is let go.
func (s *spool) Page(ctx context.Context, number int) (*geom.Raster, error) {
	if m := s.held[number]; m != nil {
		delete(s.held, number)
		return m, nil
	}
	_, err := s.reader.Read(ctx, s.file, Want{Pixels: true, Pages: s.next(number)}, func(r PageRead) error {
		if !r.Raster.Valid() {
			return &chart.Refusal{Reason: chart.RefusedDamaged, Detail: fmt.Sprintf("page %d has no pixels", r.Page.Number)}
		}
		s.held[r.Page.Number] = r.Raster
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("render page %d again: %w", number, err)
	}
	got := s.held[number]
	if got == nil {
		return nil, &chart.Refusal{Reason: chart.RefusedDamaged, Detail: fmt.Sprintf("page %d was not rendered", number)}
	}
	delete(s.held, number)
	return got, nil
}

// Expect says in which order pages will be asked for.
func (s *spool) Expect(numbers []int) { s.order = numbers }

// ahead is how many pages are rendered again in one go: a reader opens the file for each go, and renders side by side.
const ahead = 8

// next gives a page and those expected after it that are not held.
func (s *spool) next(number int) []int {
	out := []int{number}
	for i := slices.Index(s.order, number) + 1; i > 0 && i < len(s.order) && len(out) < ahead && s.held[s.order[i]] == nil; i++ {
		out = append(out, s.order[i])
	}
	return out
}

// countingSource reports the redactor's progress by the pages it asks for.
type countingSource struct {
	PageSource
	pages int
	step  func(Progress)
}

func (c *countingSource) Page(ctx context.Context, number int) (*geom.Raster, error) {
	if err := ctx.Err(); err != nil {
		return nil, context.Cause(ctx)
	}
	report(c.step, Progress{Step: StepRedact, Page: number, Pages: c.pages})
	return c.PageSource.Page(ctx, number)
}

// Rendered gives the pages of a document out of the file that it came in: page n is the n-th of numbers.
func Rendered(r Reader, f File, numbers []int) PageSource {
	return &part{spool: newSpool(r, f, 0), numbers: numbers}
}

// part is the pages of one document of a file.
type part struct {
	spool   *spool
	numbers []int
}

func (p *part) Expect(numbers []int) {
	order := make([]int, 0, len(numbers))
	for _, n := range numbers {
		if n >= 1 && n <= len(p.numbers) {
			order = append(order, p.numbers[n-1])
		}
	}
	p.spool.Expect(order)
}

func (p *part) Page(ctx context.Context, number int) (*geom.Raster, error) {
	if number < 1 || number > len(p.numbers) {
		return nil, fmt.Errorf("page %d of %d", number, len(p.numbers))
	}
	return p.spool.Page(ctx, p.numbers[number-1])
}
