package geom

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image/png"
)

// PNG gives the raster as a PNG file that says how many dots an inch it has, so that a reader knows the page's size.
func (r *Raster) PNG() ([]byte, error) {
	var b bytes.Buffer
	var err error
	if r.Depth == Colour {
		err = png.Encode(&b, r.ToRGBA())
	} else {
		err = png.Encode(&b, r.ToGray())
	}
	if err != nil {
		return nil, err
	}
	const head = 8 + 25 // signature and IHDR: the dots stand behind them
	data, be := b.Bytes(), binary.BigEndian
	ppm := uint32(r.DPI/0.0254 + .5)
	body := append(be.AppendUint32(be.AppendUint32([]byte("pHYs"), ppm), ppm), 1)
	chunk := append(be.AppendUint32(nil, 9), body...)
	chunk = be.AppendUint32(chunk, crc32.ChecksumIEEE(body))
	return append(append(append([]byte(nil), data[:head]...), chunk...), data[head:]...), nil
}
