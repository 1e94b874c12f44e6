package pipeline

import (
	"bytes"
	"context"
	"io"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
)

// attentive reads a name on every page of the copy that still shows it, but for the places that are known to it.
type attentive struct {
	tape
	whole []int // pages of the copy that were read without anything known
}

func (r *attentive) Read(ctx context.Context, f File, want Want, each func(PageRead) error) (int, error) {
	return r.tape.Read(ctx, f, want, func(p PageRead) error {
		if string(f.Bytes) == "redacted" {
			if want.Known[p.Page.Number] != nil {
				p.Page.Words = nil
			} else {
				r.whole = append(r.whole, p.Page.Number)
			}
		}
		return each(p)
	})
}

// knowing says that one place is known on every page, and on which pages it does not stand any more.
type knowing struct {
	burner
	moved int
}

func (k knowing) Write(ctx context.Context, w io.Writer, src PageSource, read []chart.Page, pages int, spans []chart.Span, budget int64) (Burnt, error) {
	b, err := k.burner.Write(ctx, w, src, read, pages, spans, budget)
	b.Known = func(read []chart.Page, _ []chart.Span) map[int][]geom.Box {
		out := map[int][]geom.Box{}
		for _, p := range read {
			out[p.Number] = []geom.Box{{X1: 1, Y1: 1}}
		}
		return out
	}
	b.Complete = func(p chart.Page, _ *geom.Raster) (chart.Page, bool) {
		p.Words = append(p.Words, chart.Word{Text: "known"})
		return p, p.Number != k.moved
	}
	return b, err
}

func TestWhatDoesNotStandIsReadWhole(t *testing.T) {
	for _, c := range []struct {
		name     string
		moved    int
		verified bool
		whole    int
	}{{"all that is known stands", 0, true, 0}, {"a page has moved", 2, false, 1}} {
		r := &attentive{tape: tape{pages: 3, leak: true}}
		p := pipe(&r.tape, burner{})
		p.Reader, p.Redactor = r, knowing{moved: c.moved}
		var out bytes.Buffer
		res, err := p.Process(context.Background(), "x.pdf", []byte("pdf"), &out, nil)
		if err != nil || res.Redaction.Verified != c.verified || len(r.whole) != c.whole {
			t.Errorf("%s: verified %v and pages %v read whole, want %v and %d of them: %v", c.name, res.Redaction.Verified, r.whole, c.verified, c.whole, err)
		}
		if c.verified != (out.Len() > 0) {
			t.Errorf("%s: %d bytes written", c.name, out.Len())
		}
	}
}
