package render

import (
	"bytes"
	"image"
	_ "image/jpeg" // sizes are read before the C decoder sees the file
	_ "image/png"

	_ "golang.org/x/image/bmp"
	"golang.org/x/image/webp"

	"chartproof.org/chartproof/engine/chart"
	"chartproof.org/chartproof/engine/geom"
)

// preflight refuses what a look at the head or tail of the file already tells, before any C code parses it.
func preflight(mediaType string, data []byte, l Limits) error {
	switch mediaType {
	case "image/jpeg", "image/png", "image/bmp", "image/webp":
		c, _, err := image.DecodeConfig(bytes.NewReader(data))
		if err == nil && over(c.Width, c.Height, l.Pixels) {
			return refuse(chart.RefusedTooManyPixels, "the picture is too large")
		}
	case "application/pdf":
		if !bytes.Contains(data[max(0, len(data)-4096):], []byte("%%EOF")) {
			return refuse(chart.RefusedDamaged, "the end of the file is missing")
		}
	}
	return nil
}

func decodeWebP(data []byte) (*geom.Raster, error) {
	m, err := webp.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, refuse(chart.RefusedDamaged, "the picture does not decode")
	}
	b := m.Bounds()
	r := geom.FromImage(m, 0)
	r.DPI = sane(b.Dx(), b.Dy(), 0)
	return r.Fit(), nil
}
