package pipeline

import (
	"bytes"
	"context"
	"io"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
)

// thin is paper through which something shines onto page 2 until a box lies there, or for ever.
type thin struct {
	burner
	forEver bool
	covered *bool
}

func (b thin) Write(ctx context.Context, w io.Writer, src PageSource, read []chart.Page, pages int, spans []chart.Span, budget int64) (Burnt, error) {
	burnt, err := b.burner.Write(ctx, w, src, read, pages, spans, budget)
	return b.shining(burnt), err
}

func (b thin) shining(burnt Burnt) Burnt {
	again := burnt.Again
	burnt.Again = func(ctx context.Context, w io.Writer, pdf []byte, src PageSource, more []chart.Span) (Burnt, []int, error) {
		*b.covered = len(more) == 1 && more[0].Page == 2 && more[0].Layer == "bleed_through"
		next, fresh, err := again(ctx, w, pdf, src, more)
		return b.shining(next), fresh, err
	}
	burnt.Shines = func(page int, _ *geom.Raster) []chart.Span {
		if page != 2 || *b.covered && !b.forEver {
			return nil
		}
		return []chart.Span{{Kind: chart.Name, Page: page, Layer: "bleed_through", Redacted: true}}
	}
	burnt.Dark = func(page int, r *geom.Raster) (found []chart.Residual) {
		for _, s := range burnt.Shines(page, r) {
			found = append(found, chart.Residual{Page: page, Kind: s.Kind, How: s.Layer})
		}
		return found
	}
	return burnt
}

func TestWhatShinesThroughIsCovered(t *testing.T) {
	for _, forEver := range []bool{false, true} {
		r := &tape{pages: 3}
		covered := false
		p := pipe(r, burner{})
		p.Redactor = thin{burner{}, forEver, &covered}
		var out bytes.Buffer
		red, added, err := p.Protect(t.Context(), &out, Copy{Source: Rendered(r, File{}, upTo(3)), Pages: 3}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if red.Verified == forEver || len(added) == 0 || !covered {
			t.Errorf("for ever %v: verified %v with %d places added, covered %v: %v", forEver, red.Verified, len(added), covered, red.Residual)
		}
	}
}
