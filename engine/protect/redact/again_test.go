package redact_test

import (
	"bytes"
	"context"
	"slices"
	"testing"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/protect/redact"
)

// asked notes which pages are fetched.
type asked struct {
	pages
	numbers *[]int
}

func (a asked) Page(ctx context.Context, n int) (*geom.Raster, error) {
	*a.numbers = append(*a.numbers, n)
	return a.pages.Page(ctx, n)
}

func TestAgainIsTheCopyWithMoreSpans(t *testing.T) {
	for name, d := range depths {
		t.Run(name, func(t *testing.T) {
			p := letter(t, d, 100, 4)
			src := pages{p.raster, p.raster, p.raster, p.raster}
			first, late := p.spans(1), p.spans(3)
			first = append(first, late[:2]...)
			pdf, rep := write(t, src, first, redact.Options{})
			var fetched []int
			var b bytes.Buffer
			again, fresh, err := rep.Again(t.Context(), &b, pdf, asked{src, &fetched}, late[2:])
			must(t, err)
			if !slices.Equal(fetched, []int{3}) || !slices.Equal(fresh, []int{3}) {
				t.Errorf("want page 3 fetched and new, got %v and %v", fetched, fresh)
			}
			want, all := write(t, src, slices.Concat(first, late[2:]), redact.Options{})
			if !bytes.Equal(b.Bytes(), want) || again.AfterSHA256 != all.AfterSHA256 || again.BeforeSHA256 != all.BeforeSHA256 {
				t.Error("want the bytes and hashes that writing all of it gives")
			}
		})
	}
}

func TestAgainRefusesOtherBytes(t *testing.T) {
	p := letter(t, geom.Gray, 100, 4)
	src := pages{p.raster, p.raster}
	pdf, rep := write(t, src, p.spans(1), redact.Options{})
	other := slices.Clone(pdf)
	other[len(other)/4] ^= 1
	for name, bytesOf := range map[string][]byte{"changed": other, "cut": pdf[:len(pdf)/4]} {
		if _, _, err := rep.Again(t.Context(), new(bytes.Buffer), bytesOf, src, p.spans(2)); chart.KindOf(err) != chart.Internal {
			t.Errorf("%s: want an internal error, got %v", name, err)
		}
	}
	if _, _, err := rep.Again(t.Context(), new(bytes.Buffer), pdf, src, p.spans(3)); chart.KindOf(err) != chart.BadInput {
		t.Errorf("want a page that is not there refused, got %v", err)
	}
}
