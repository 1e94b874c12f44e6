package pipeline

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"sort"
	"time"

	"chartproof.org/chartproof/engine/chart"
)

// Pipeline holds the joined stages. Check is intake; Now is the clock; Budget is the number of bytes of decoded pages
// that one file may keep in memory between reading and redaction, pages beyond it are rendered a second time.
type Pipeline struct {
	Check    func(name string, data []byte) (chart.Source, *chart.Refusal)
	Reader   Reader
	Finder   Finder
	Redactor Redactor
	Now      func() time.Time
	Budget   int64
}

// growth is how much larger than the scan that came in a redacted file may be.
const growth = 1.3

// Process takes one file through every stage without keeping anything: it gives the result and writes the redacted PDF
// to out. A file that is refused gives a Result with Refused set, an error is for what is not the file's fault. When the
// verification finds a residual, the result says so and nothing is written.
func (p *Pipeline) Process(ctx context.Context, name string, data []byte, out io.Writer, step func(Progress)) (chart.Result, error) {
	start := p.Now()
	res := chart.Result{Schema: chart.SchemaProcess, Documents: []chart.Document{}, Pages: []chart.Page{}, PHI: []chart.Span{}}
	err := p.process(ctx, name, data, out, step, &res)
	res.Timings.Total = p.Now().Sub(start).Milliseconds()
	var refusal *chart.Refusal
	if errors.As(err, &refusal) {
		res.Refused, res.Redaction = refusal, nil
		res.Documents, res.Pages, res.PHI = []chart.Document{}, []chart.Page{}, []chart.Span{}
		return res, nil
	}
	return res, err
}

func (p *Pipeline) process(ctx context.Context, name string, data []byte, out io.Writer, step func(Progress), res *chart.Result) error {
	src, refusal := p.Check(name, data)
	res.Source = src
	if refusal != nil {
		return refusal
	}
	file := File{MediaType: src.MediaType, Bytes: data}
	spool := newSpool(p.Reader, file, p.Budget)
	lap := p.laps()
	pages, err := p.ReadAll(ctx, file, spool.keep, step)
	if err != nil {
		return err
	}
	lap(&res.Timings.Read)
	res.Source.Pages, res.Pages = len(pages), pages
	known, err := p.Understand(ctx, pages)
	if err != nil {
		return err
	}
	res.Documents, res.PHI, res.Pages = known.Documents, known.PHI, known.Pages
	lap(&res.Timings.Find)
	var pdf bytes.Buffer
	of := Copy{Source: spool, Pages: len(pages), Read: res.Pages, Budget: scanBudget(src), Step: step, Times: &res.Timings}
	red, added, err := p.Protect(ctx, &pdf, of, res.PHI)
	if err != nil {
		return err
	}
	res.PHI = append(res.PHI, added...)
	res.Redaction = &red
	if !red.Verified {
		return nil
	}
	if _, err := out.Write(pdf.Bytes()); err != nil {
		return fmt.Errorf("write redacted pages: %w", err)
	}
	return nil
}

// laps gives a function that adds the milliseconds since its last call to a sum.
func (p *Pipeline) laps() func(sum *int64) {
	last := p.Now()
	return func(sum *int64) {
		now := p.Now()
		*sum += now.Sub(last).Milliseconds()
		last = now
	}
}

// ReadAll reads words and pixels of every page; keep, where not nil, is handed each page's pixels as it comes. The pages
// are in their order.
func (p *Pipeline) ReadAll(ctx context.Context, f File, keep func(PageRead) error, step func(Progress)) ([]chart.Page, error) {
	var pages []chart.Page
	total, err := p.Reader.Read(ctx, f, Want{Words: true, Pixels: keep != nil}, func(r PageRead) error {
		r.Page.Words = orEmpty(r.Page.Words) // a blank page has none, and the contract wants a list
		pages = append(pages, r.Page)
		report(step, Progress{Step: StepRead, Page: len(pages)})
		if keep == nil {
			return nil
		}
		return keep(r)
	})
	if err != nil {
		return nil, err
	}
	if total == 0 || len(pages) != total {
		return nil, &chart.Refusal{Reason: chart.RefusedDamaged, Detail: fmt.Sprintf("%d of %d pages could be read", len(pages), total)}
	}
	sort.Slice(pages, func(i, j int) bool { return pages[i].Number < pages[j].Number })
	return pages, nil
}

// asInternal keeps a refusal of our own file from being taken for a refusal of the file that came in.
func asInternal(op string, err error) error {
	var refusal *chart.Refusal
	if errors.As(err, &refusal) {
		return chart.E(chart.Internal, op, errors.New(refusal.Error()))
	}
	return fmt.Errorf("%s: %w", op, err)
}

// scanBudget is the size that a redacted file should keep to. Text of a born-digital PDF is so much smaller than its
// pixels that the redactor's floor of legibility decides there.
func scanBudget(src chart.Source) int64 { return int64(growth * float64(src.Bytes)) }

func report(step func(Progress), p Progress) {
	if step != nil {
		step(p)
	}
}

func orEmpty[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}

// ReadMissing reads the pages of a file that are not among have and hands each, with its pixels, to keep; begin is called
// before the first of them with the number of pages of the file and of those that are missing. It gives the first number.
func (p *Pipeline) ReadMissing(ctx context.Context, f File, have []chart.Page, keep func(PageRead) error, begin func(pages, missing int) error) (int, error) {
	count, err := p.Reader.Read(ctx, f, Want{Pages: []int{}}, func(PageRead) error { return nil })
	if err != nil {
		return 0, err
	}
	if count == 0 {
		return 0, &chart.Refusal{Reason: chart.RefusedDamaged, Detail: "the file has no pages"}
	}
	there := map[int]bool{}
	for _, page := range have {
		there[page.Number] = true
	}
	missing := []int{}
	for n := 1; n <= count; n++ {
		if !there[n] {
			missing = append(missing, n)
		}
	}
	if err := begin(count, len(missing)); err != nil || len(missing) == 0 {
		return count, err
	}
	_, err = p.Reader.Read(ctx, f, Want{Words: true, Pixels: true, Pages: missing}, keep)
	return count, err
}
