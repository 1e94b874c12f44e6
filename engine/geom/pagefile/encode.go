package pagefile

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/jpeg"
	"math"
	"runtime"

	"github.com/klauspost/compress/zstd"
	"golang.org/x/sync/errgroup"

	"chartproof.org/chartproof/engine/geom"
)

const (
	magic   = "CPPF"
	version = 1

	codecZstd = 1
	codecJPEG = 2

	headerLen = 28
	bandRows  = 512

	// MaxPixels is the largest page that is stored or read back; intake's limit is lower.
	MaxPixels = 200_000_000
	maxSide   = 65_500

	// wellPacked is the ratio from which on a grey or colour page is kept exactly: rendered pages reach it, scans do not.
	wellPacked = 16
)

// qualities are tried from left to right until the budget is met; the last one is the floor of legibility.
var qualities = []int{88, 80, 70}

// Encode gives the stored form of a page. A budget over 0 is the size in bytes that a scan should keep to; the quality is
// lowered for it, but never under the floor, so the result may be larger. 0 means no budget.
func Encode(r *geom.Raster, budget int) ([]byte, error) {
	if !r.Valid() || !fits(int(r.Width), int(r.Height)) {
		return nil, fmt.Errorf("encode page: not a whole raster of at most %d pixels", MaxPixels)
	}
	packed, err := deflate(r.Pix)
	if err != nil {
		return nil, fmt.Errorf("encode page: %w", err)
	}
	if r.Depth == geom.Bitonal || len(packed) <= len(r.Pix)/wellPacked {
		return assemble(r, codecZstd, [][]byte{packed}), nil
	}
	for i, q := range qualities {
		bands, size, err := encodeBands(r, q)
		if err != nil {
			return nil, fmt.Errorf("encode page: %w", err)
		}
		if budget <= 0 || size <= budget || i == len(qualities)-1 {
			return assemble(r, codecJPEG, bands), nil
		}
	}
	return nil, nil // not reached: the last quality always returns
}

func fits(width, height int) bool {
	return width > 0 && height > 0 && width <= maxSide && height <= maxSide && width*height <= MaxPixels
}

func deflate(pix []byte) ([]byte, error) {
	enc, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedDefault), zstd.WithEncoderConcurrency(1))
	if err != nil {
		return nil, fmt.Errorf("zstd: %w", err)
	}
	defer enc.Close()
	return enc.EncodeAll(pix, nil), nil
}

func encodeBands(r *geom.Raster, quality int) ([][]byte, int, error) {
	bands := make([][]byte, (int(r.Height)+bandRows-1)/bandRows)
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i := range bands {
		g.Go(func() error {
			var b bytes.Buffer
			if err := jpeg.Encode(&b, band(r, i), &jpeg.Options{Quality: quality}); err != nil {
				return fmt.Errorf("band %d: %w", i, err)
			}
			bands[i] = b.Bytes()
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return nil, 0, err
	}
	size := headerLen
	for _, b := range bands {
		size += 4 + len(b)
	}
	return bands, size, nil
}

// band gives the rows of one band as an image that image/jpeg has a quick path for.
func band(r *geom.Raster, i int) image.Image {
	y0 := i * bandRows
	y1 := min(y0+bandRows, int(r.Height))
	pix := r.Pix[y0*r.Stride() : y1*r.Stride()]
	rect := image.Rect(0, 0, int(r.Width), y1-y0)
	if r.Depth == geom.Gray {
		return &image.Gray{Pix: pix, Stride: r.Stride(), Rect: rect}
	}
	m := image.NewRGBA(rect)
	for i, j := 0, 0; i < len(pix); i, j = i+3, j+4 {
		m.Pix[j], m.Pix[j+1], m.Pix[j+2], m.Pix[j+3] = pix[i], pix[i+1], pix[i+2], 0xff
	}
	return m
}

func assemble(r *geom.Raster, codec byte, bands [][]byte) []byte {
	out := append([]byte(magic), version, codec, byte(r.Depth), 0)
	out = binary.BigEndian.AppendUint32(out, uint32(r.Width))
	out = binary.BigEndian.AppendUint32(out, uint32(r.Height))
	out = binary.BigEndian.AppendUint64(out, math.Float64bits(r.DPI))
	out = binary.BigEndian.AppendUint32(out, uint32(len(bands)))
	for _, b := range bands {
		out = binary.BigEndian.AppendUint32(out, uint32(len(b)))
	}
	for _, b := range bands {
		out = append(out, b...)
	}
	return out
}
