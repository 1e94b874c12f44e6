package redact

import (
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"

	"chartproof.org/chartproof/engine/chart"
)

// earlier is a copy and its bytes.
type earlier struct {
	Report
	pdf []byte
}

// Again makes the copy once more, with more spans, out of its bytes. Only the pages on which they lie are fetched and burnt
// anew, in the quality that they had. The image of every other page is taken over byte for byte, once its hash is seen to be
// the one that was reported; what was proved of it holds on. The searchable layer of every page is made anew. It gives the numbers of the pages that are new.
func (r Report) Again(ctx context.Context, w io.Writer, pdf []byte, src Source, more []chart.Span) (Report, []int, error) {
	spans, err := sortByPage(more, len(r.Pages))
	if err != nil {
		return Report{}, nil, chart.E(chart.BadInput, "redact again", err)
	}
	var numbers []int
	for n := range spans {
		numbers = append(numbers, n)
		spans[n] = slices.Concat(r.Pages[n-1].spans, spans[n])
	}
	slices.Sort(numbers)
	c := newCopier(w, len(r.Pages), r.o, slices.Concat(r.all, more))
	c.earlier = &earlier{r, pdf}
	again, err := c.write(ctx, src, numbers, spans)
	return again, numbers, err
}

var errOther = errors.New("the copy's bytes are not those that were reported")

// keepUpTo takes over the pages that come next, up to before a number.
func (c *copier) keepUpTo(number int) error {
	for c.earlier != nil && len(c.report.Pages)+1 < number {
		if err := c.keep(c.earlier.Pages[len(c.report.Pages)]); err != nil {
			return fmt.Errorf("keep page %d: %w", len(c.report.Pages)+1, err)
		}
	}
	return nil
}

func (c *copier) keep(p PageReport) error {
	if p.data.to > int64(len(c.earlier.pdf)) {
		return chart.E(chart.Internal, "take over a page", errOther)
	}
	pic := p.pic
	pic.data = c.earlier.pdf[p.data.from:p.data.to]
	before, err := hex.DecodeString(p.BeforeSHA256)
	if err != nil {
		return chart.E(chart.Internal, "take over a page", errOther)
	}
	after := copyDigest(afterSalt(c.o.Salt), pic, p.text)
	if was, err := hex.DecodeString(p.AfterSHA256); err != nil || !bytes.Equal(was, after) {
		return chart.E(chart.Internal, "take over a page", errOther)
	}
	return c.append(p, pic, before)
}
