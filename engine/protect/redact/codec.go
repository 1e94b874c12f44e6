package redact

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"
	"math"

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
	q, guess := a.level, 0.0
	if a.budgeted {
		sample, part := sampled(img)
		q, guess = a.choose(1/part, sample)
	}
	data, err := encoded(img, q)
	if size := float64(len(data)); err == nil && a.budgeted && size > float64(a.share) && q > 0 {
		// The sample promised less than the page takes: once more, knowing by how much.
		sample, part := sampled(img)
		if again, _ := a.choose(size/max(guess, 1)/part, sample); again < q {
			q = again
			data, err = encoded(img, q)
		}
	}
	if err != nil {
		return 0, fmt.Errorf("encode the page: %w", err)
	}
	pic.data = data
	return q, nil
}

func encoded(img image.Image, q int) ([]byte, error) {
	var b bytes.Buffer
	err := jpeg.Encode(&b, img, &jpeg.Options{Quality: qualities[q]})
	return b.Bytes(), err
}

// Sizes are foreseen on a sample of the page's rows of blocks, spread without a period that lines of print could share, which
// costs a sixth of encoding the page.
const (
	blockRow   = 16
	sampleStep = 0.6180339887
	samplePart = 1.0 / 6
	leastRows  = 60 // a page with fewer rows of blocks is its own sample
)

// sampled gives some of a page's rows of blocks as a picture, and what part of the page they are.
func sampled(img image.Image) (image.Image, float64) {
	b := img.Bounds()
	rows := b.Dy() / blockRow
	if rows < leastRows {
		return img, 1
	}
	from, stride := pixelsOf(img)
	var pix []byte
	for row := range rows {
		if _, frac := math.Modf(float64(row) * sampleStep); frac < samplePart {
			pix = append(pix, from[row*blockRow*stride:(row+1)*blockRow*stride]...)
		}
	}
	size := image.Rect(0, 0, b.Dx(), len(pix)/stride)
	part := float64(size.Dy()) / float64(b.Dy())
	if _, grey := img.(*image.Gray); grey {
		return &image.Gray{Pix: pix, Stride: stride, Rect: size}, part
	}
	return &image.RGBA{Pix: pix, Stride: stride, Rect: size}, part
}

// pixelsOf gives the bytes of one of asImage's pictures.
func pixelsOf(img image.Image) (pix []byte, stride int) {
	switch m := img.(type) {
	case *image.Gray:
		return m.Pix, m.Stride
	case *image.RGBA:
		return m.Pix, m.Stride
	}
	return nil, 1
}

// choose finds the quality whose result should keep to the page's share, beginning with that of the page before, since pages of
// one scan are alike, and the size that it foresees at it. Times is by how much a page is larger than its sample.
func (a aim) choose(times float64, sample image.Image) (int, float64) {
	sizes := map[int]float64{}
	size := func(q int) float64 {
		if _, ok := sizes[q]; !ok {
			data, err := encoded(sample, q)
			if err != nil {
				return math.Inf(1)
			}
			sizes[q] = times * float64(len(data))
		}
		return sizes[q]
	}
	q := a.pick(size)
	return q, size(q)
}

func (a aim) pick(size func(q int) float64) int {
	q, share := a.level, float64(a.share)
	switch here := size(q); {
	case here <= 0.8*share && q+1 < len(qualities):
		if size(q+1) <= share {
			return q + 1
		}
		return q
	case here <= share:
		return q
	case q >= good && here > obvious*share:
		return good
	case size(0) > hopeless*share:
		return good
	}
	for q--; q > 0 && size(q) > share; q-- {
	}
	return max(q, 0)
}

// asImage gives the page in a form that image/jpeg has a quick path for.
func asImage(r *geom.Raster) image.Image {
	if r.Depth == geom.Gray {
		return r.ToGray()
	}
	return r.ToRGBA()
}
