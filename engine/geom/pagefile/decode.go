package pagefile

import (
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/color"
	"math"
	"runtime"

	"github.com/klauspost/compress/zstd"
	"golang.org/x/sync/errgroup"

	"chartproof.org/chartproof/engine/geom"
)

var errFormat = errors.New("not a stored page, or a damaged one")

// Decode reads a stored page back.
func Decode(data []byte) (*geom.Raster, error) {
	r, codec, bands, err := parse(data)
	if err != nil {
		return nil, fmt.Errorf("decode page: %w", err)
	}
	switch codec {
	case codecZstd:
		err = inflate(r, bands)
	case codecJPEG:
		err = decodeBands(r, bands)
	default:
		err = errFormat
	}
	if err != nil {
		return nil, fmt.Errorf("decode page: %w", err)
	}
	return r, nil
}

// parse reads the header and cuts the bands. The raster has its size, but no pixels yet.
func parse(data []byte) (*geom.Raster, byte, [][]byte, error) {
	if len(data) < headerLen || string(data[:4]) != magic || data[7] != 0 {
		return nil, 0, nil, errFormat
	}
	if data[4] != version {
		return nil, 0, nil, fmt.Errorf("version %d of the page file is not known", data[4])
	}
	width, height := binary.BigEndian.Uint32(data[8:]), binary.BigEndian.Uint32(data[12:])
	if width > maxSide || height > maxSide || !fits(int(width), int(height)) {
		return nil, 0, nil, errFormat
	}
	r := &geom.Raster{Depth: geom.Depth(data[6]), Width: geom.Px(width), Height: geom.Px(height),
		DPI: math.Float64frombits(binary.BigEndian.Uint64(data[16:]))}
	if r.Stride() == 0 || math.IsNaN(r.DPI) || math.IsInf(r.DPI, 0) {
		return nil, 0, nil, errFormat
	}
	bands, err := cut(data[headerLen:], binary.BigEndian.Uint32(data[24:]))
	return r, data[5], bands, err
}

// cut gives the n bands, whose lengths stand before them.
func cut(rest []byte, n uint32) ([][]byte, error) {
	if n == 0 || n > maxSide/bandRows+1 || len(rest) < 4*int(n) {
		return nil, errFormat
	}
	lengths, body := rest[:4*n], rest[4*n:]
	bands := make([][]byte, n)
	for i := range bands {
		size := binary.BigEndian.Uint32(lengths[4*i:])
		if uint64(size) > uint64(len(body)) {
			return nil, errFormat
		}
		bands[i], body = body[:size], body[size:]
	}
	if len(body) != 0 {
		return nil, errFormat
	}
	return bands, nil
}

func inflate(r *geom.Raster, bands [][]byte) error {
	size := r.Stride() * int(r.Height)
	var h zstd.Header
	if len(bands) != 1 || h.Decode(bands[0]) != nil || (h.HasFCS && h.FrameContentSize != uint64(size)) {
		return errFormat
	}
	dec, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(uint64(max(size, 1<<20))))
	if err != nil {
		return fmt.Errorf("zstd: %w", err)
	}
	defer dec.Close()
	pix, err := dec.DecodeAll(bands[0], make([]byte, 0, size))
	if err != nil || len(pix) != size {
		return errFormat
	}
	r.Pix = pix
	return nil
}

func decodeBands(r *geom.Raster, bands [][]byte) error {
	if r.Depth == geom.Bitonal || len(bands) != (int(r.Height)+bandRows-1)/bandRows {
		return errFormat
	}
	r.Pix = make([]byte, r.Stride()*int(r.Height))
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i := range bands {
		g.Go(func() error {
			return decodeBand(r.Pix[i*bandRows*r.Stride():], bands[i], r, i)
		})
	}
	return g.Wait()
}

// unpack copies a decoded band into the raster's rows, which begin at dst.
func unpack(dst []byte, m image.Image, width int) error {
	rows := m.Bounds().Dy()
	switch m := m.(type) {
	case *image.Gray:
		for y := range rows {
			copy(dst[y*width:(y+1)*width], m.Pix[y*m.Stride:])
		}
	case *image.YCbCr:
		for y := range rows {
			out := dst[3*y*width : 3*(y+1)*width]
			for x := range width {
				c := m.COffset(x, y)
				out[3*x], out[3*x+1], out[3*x+2] = color.YCbCrToRGB(m.Y[y*m.YStride+x], m.Cb[c], m.Cr[c])
			}
		}
	default:
		return errFormat
	}
	return nil
}
