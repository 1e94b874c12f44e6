package synth

import (
	"encoding/binary"
	"hash/crc32"
)

// pngDPI puts a pHYs chunk behind the header, so that a reader knows the page's size.
func pngDPI(data []byte, dpi float64) []byte {
	const head = 8 + 25 // signature and IHDR
	if len(data) < head {
		return data
	}
	ppm := uint32(dpi/0.0254 + .5)
	be := binary.BigEndian
	body := append(be.AppendUint32(be.AppendUint32([]byte("pHYs"), ppm), ppm), 1)
	chunk := append(be.AppendUint32(nil, 9), body...)
	chunk = be.AppendUint32(chunk, crc32.ChecksumIEEE(body))
	return append(append(append([]byte(nil), data[:head]...), chunk...), data[head:]...)
}
