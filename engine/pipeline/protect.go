package pipeline

import (
	"bytes"
	"context"
	"fmt"
	"slices"

	"chartproof.org/chartproof/engine/chart"
)

// rounds is how often the copy is made at most: what a further reading of it shows for the first time is covered as well.
const rounds = 3

// Copy says of what a redacted copy is made. Read, where not nil, are the pages as they were read before: words that were read
// surely and whose pixels still stand in the copy are not read a second time, and words of which nothing is redacted go into the
// copy's searchable text. Budget is the number of bytes that the copy
// should not exceed, 0 for none.
type Copy struct {
	Source PageSource
	Pages  int
	Read   []chart.Page
	Budget int64
	Step   func(Progress)
	Times  *chart.Timings // where not nil, gets what redaction and proof took
	// Shown, where not nil, gets the pages of a copy that holds as its last reading shows them, in their order.
	Shown func([]*chart.Page)
}

// Protect burns the spans in, reads the result again and checks it. Where the second reading shows a redacted text in a place
// that the readings before did not, or the pixels show what no reading gives as words, the place is redacted as well, and given
// back as added; the pages without such a place stay as they were written and as they were proved. Verified is true only where
// neither the structure nor the pixels still show what was redacted.
func (p *Pipeline) Protect(ctx context.Context, out *bytes.Buffer, of Copy, spans []chart.Span) (red chart.Redaction, added []chart.Span, err error) {
	if of.Times == nil {
		of.Times = &chart.Timings{}
	}
	c := copied{Pipeline: p, Copy: of, src: &countingSource{PageSource: of.Source, pages: of.Pages, step: of.Step},
		reread: make([]*chart.Page, of.Pages), dark: map[int][]chart.Residual{}, shown: map[int][]chart.Span{}}
	more, lap := spans, p.laps()
	for range rounds {
		if err := c.burn(ctx, out, more); err != nil {
			return chart.Redaction{}, added, err
		}
		lap(&c.Times.Redact)
		red, err = c.prove(ctx, out.Bytes())
		lap(&c.Times.Verify)
		if err == nil && red.Verified && of.Shown != nil {
			of.Shown(c.reread)
		}
		if err != nil || red.Verified {
			return red, added, err
		}
		if more = append(p.Redactor.Sweep(c.spans, c.again()), c.shines()...); len(more) == 0 {
			return red, added, nil
		}
		for i := range more {
			more[i].ID = chart.SpanID(fmt.Sprintf("v%d", len(added)+1))
			added = append(added, more[i])
		}
	}
	return red, added, nil
}

// copied is a redacted copy on its way to being proved.
type copied struct {
	*Pipeline
	Copy
	src PageSource

	spans  []chart.Span // burnt so far
	burnt  Burnt
	fresh  []int                    // pages that the last burning made, nil is all
	reread []*chart.Page            // by number, as the copy's last reading of each shows it
	dark   map[int][]chart.Residual // what was wrong with the pixels of a page when it was last looked at
	shown  map[int][]chart.Span     // and what of that another box would cover
}

// burn writes the copy with more spans than before.
func (c *copied) burn(ctx context.Context, out *bytes.Buffer, more []chart.Span) (err error) {
	before := out.Bytes()
	next := new(bytes.Buffer)
	if c.burnt.Again == nil {
		c.src.Expect(upTo(c.Pages))
		c.burnt, err = c.Redactor.Write(ctx, next, c.src, c.Read, c.Pages, more, c.Copy.Budget)
	} else {
		c.src.Expect(pagesOf(more))
		c.burnt, c.fresh, err = c.burnt.Again(ctx, next, before, c.src, more)
	}
	if err != nil {
		return fmt.Errorf("redact: %w", err)
	}
	*out = *next
	c.spans = append(c.spans, more...)
	return nil
}

func upTo(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i + 1
	}
	return out
}

func pagesOf(spans []chart.Span) []int {
	out := make([]int, 0, len(spans))
	for _, s := range spans {
		out = append(out, s.Page)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// prove checks the structure of the whole copy and looks at the pages that are new in it.
func (c *copied) prove(ctx context.Context, pdf []byte) (chart.Redaction, error) {
	red := chart.Redaction{BeforeSHA256: c.burnt.BeforeSHA256, AfterSHA256: c.burnt.AfterSHA256}
	residual, err := c.Redactor.Inspect(pdf, c.spans)
	if err != nil {
		return red, fmt.Errorf("verify redaction: %w", err)
	}
	look := second{copied: c, pdf: pdf}
	if c.burnt.Known != nil && c.burnt.Complete != nil {
		look.known = c.burnt.Known(c.Read, c.spans)
	}
	n, err := look.look(ctx)
	if err != nil {
		return red, asInternal("read the redacted file again", err)
	}
	again := c.again()
	for n := 1; n <= c.Pages; n++ {
		residual = append(residual, c.dark[n]...)
	}
	if n != c.Pages || len(again) != c.Pages {
		residual = append(residual, chart.Residual{How: "page_count"})
	}
	residual = append(residual, c.Redactor.Residual(c.spans, again)...)
	red.Residual, red.Verified = orEmpty(residual), len(residual) == 0
	return red, nil
}

// shines gives what the pixels of the copy still show, page by page.
func (c *copied) shines() []chart.Span {
	var out []chart.Span
	for n := 1; n <= c.Pages; n++ {
		out = append(out, c.shown[n]...)
	}
	return out
}

// again gives the pages of the copy as they were last read.
func (c *copied) again() []chart.Page {
	out := make([]chart.Page, 0, c.Pages)
	for _, p := range c.reread {
		if p != nil {
			out = append(out, *p)
		}
	}
	return out
}
