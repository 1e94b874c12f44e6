package redact

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
	"chartproof.org/chartproof/engine/geom/g4"
)

// qualities are the JPEG qualities from the floor of legibility upwards.
var qualities = []int{50, 57, 64, 70, 76, 82, 88}

const (
	good     = 4   // the index of the quality of pages that are no scans
	hopeless = 1.5 // so much over its share at the floor, a page is no scan
	obvious  = 4.0 // so much over its share in good quality, it need not even be tried at the floor
)

// share is the part of the remaining budget that each of n pages may take: a little more than its even part, because
// pages differ, and unused bytes go to the later ones. The last pages take no more than is left.
func (c *copier) share(n int) int64 {
	left := int64(c.pages - len(c.report.Pages))
	if left <= 2*int64(n) {
		return max(c.left/left, 1)
	}
	return max(c.left*115/100/left, 1)
}

// aim is what one page is encoded for: the level to begin with (index of a quality) and the bytes that it may take, where
// there is a budget.
type aim struct {
	budgeted bool
	level    int
	share    int64
}

// encode fills in the picture's bytes and gives the level that served; a bitonal page has none and gives the aim's.
func (a aim) encode(pic *picture, r *geom.Raster) (int, error) {
	if r.Depth == geom.Bitonal {
		if pic.data = g4.Encode(r); pic.data == nil {
			return 0, chart.E(chart.Internal, "encode the page", nil)
		}
		return a.level, nil
	}
	img := asImage(r)
	data, q, err := a.choose(func(q int) ([]byte, error) {
		var b bytes.Buffer
		if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: qualities[q]}); err != nil {
			return nil, fmt.Errorf("encode the page: %w", err)
		}
		return b.Bytes(), nil
	})
	if err != nil {
		return 0, err
	}
	pic.data = data
	return q, nil
}

// choose finds the quality whose result keeps to the page's share, beginning with that of the page before: pages of one
// scan are alike, so that most pages are encoded once.
func (a aim) choose(try func(q int) ([]byte, error)) ([]byte, int, error) {
	q := a.level
	data, err := try(q)
	if err != nil || !a.budgeted {
		return data, q, err
	}
	share := float64(a.share)
	switch size := float64(len(data)); {
	case size <= 0.8*share && q+1 < len(qualities):
		finer, err := try(q + 1)
		if err == nil && float64(len(finer)) <= share {
			data, q = finer, q+1
		}
		return data, q, err
	case size <= share:
		return data, q, nil
	case q >= good && size > obvious*share:
		data, err = try(good)
		return data, good, err
	}
	return coarser(q, share, try)
}

// coarser steps down from the quality q, which is too large.
func coarser(q int, share float64, try func(q int) ([]byte, error)) ([]byte, int, error) {
	floor, err := try(0)
	if err != nil {
		return nil, 0, err
	}
	if float64(len(floor)) > hopeless*share {
		data, err := try(good)
		return data, good, err
	}
	for q--; q > 0; q-- {
		data, err := try(q)
		if err != nil {
			return nil, 0, err
		}
		if float64(len(data)) <= share {
			return data, q, nil
		}
	}
	return floor, 0, nil
}

// asImage gives the page in a form that image/jpeg has a quick path for.
func asImage(r *geom.Raster) image.Image {
	if r.Depth == geom.Gray {
		return r.ToGray()
	}
	return r.ToRGBA()
}
